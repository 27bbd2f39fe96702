//! The versions that a wave has asked, and its change to the next.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use super::connection::repeating;
use super::drafts::drafts_of;
use super::responses::{disposition, responses_since};
use super::schema::{drafts, responses, wave_versions, waves};
use super::{Database, DbError, Draft, FeedMark, StoredResponse};
use crate::fieldwork::WaveState;
use crate::ids::{ResponseId, Uuid, VersionId, WaveId};
use crate::responses::Disposition;

/// A version in the life of a wave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaveVersion {
    /// From 1.
    pub ordinal: u32,
    pub version: VersionId,
    pub published_at: DateTime<Utc>,
    /// What the change to it was judged to be.
    pub note: String,
}

/// The interviews of one version.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VersionCounts {
    /// Ended, by how; a disposition that has none is left out.
    pub ended: BTreeMap<Disposition, u64>,
    pub under_way: u64,
}

/// A wave's next version, stored only if the wave still asks the version, and is in the state, that was decided on.
#[derive(Debug, Clone)]
pub struct VersionChange<'a> {
    pub wave: WaveId,
    pub from: &'a VersionId,
    pub to: &'a VersionId,
    pub state: WaveState,
    pub note: &'a str,
    pub at: DateTime<Utc>,
}

/// What became of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VersionSwitch {
    Done,
    /// Somebody else was faster, or the wave has been moved.
    Overtaken,
    /// What was answered since the change was looked at makes it another.
    NotAsSeen,
}

/// What a change was decided on, and whether it is still the same with the responses and interviews of this moment.
pub struct Seen<'a> {
    /// From before the responses were read.
    pub mark: &'a FeedMark,
    /// Given the responses stored since the mark and every interview under way.
    pub holds: &'a (dyn Fn(&[StoredResponse], &[Draft]) -> bool + Send + Sync),
}

#[derive(Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = wave_versions)]
pub(super) struct WaveVersionRow {
    pub(super) wave_id: Uuid,
    pub(super) ordinal: i32,
    pub(super) version_id: String,
    pub(super) published_at: DateTime<Utc>,
    pub(super) note: String,
}

/// The note of a wave's first version.
pub(super) const CREATED: &str = "created";

impl Database {
    /// The versions of a wave in their order; empty for a wave that a program from before this table made.
    pub async fn list_wave_versions(&self, wave: WaveId) -> Result<Vec<WaveVersion>, DbError> {
        let rows: Vec<WaveVersionRow> = repeating!(self, connection => {
            wave_versions::table
                .filter(wave_versions::wave_id.eq(wave.0))
                .order(wave_versions::ordinal)
                .select(WaveVersionRow::as_select())
                .load(&mut connection)
        })?;
        rows.into_iter()
            .map(|row| {
                Ok(WaveVersion {
                    ordinal: u32::try_from(row.ordinal).unwrap_or_default(),
                    version: parsed(&row.version_id)?,
                    published_at: row.published_at,
                    note: row.note,
                })
            })
            .collect()
    }

    /// Gives the wave its next version where what it was decided on still holds. No response is stored in between.
    pub async fn update_wave_version(
        &self,
        change: &VersionChange<'_>,
        seen: &Seen<'_>,
    ) -> Result<VersionSwitch, DbError> {
        repeating!(self, connection => change_version(&mut connection, change, seen))
    }

    /// The interviews of a wave by the version they were given to.
    pub async fn count_by_version(
        &self,
        wave: WaveId,
    ) -> Result<BTreeMap<VersionId, VersionCounts>, DbError> {
        use diesel::dsl::count_star;
        let ended: Vec<(String, String, i64)> = repeating!(self, connection => {
            responses::table
                .filter(responses::wave_id.eq(wave.0))
                .group_by((responses::version_id, responses::disposition))
                .select((responses::version_id, responses::disposition, count_star()))
                .load(&mut connection)
        })?;
        let under_way: Vec<(String, i64)> = repeating!(self, connection => {
            drafts::table
                .filter(drafts::wave_id.eq(wave.0))
                .group_by(drafts::version_id)
                .select((drafts::version_id, count_star()))
                .load(&mut connection)
        })?;
        let mut counts: BTreeMap<VersionId, VersionCounts> = BTreeMap::new();
        for (version, how, count) in ended {
            let of_version = counts.entry(parsed(&version)?).or_default();
            of_version.ended.insert(disposition(&how)?, u64::try_from(count).unwrap_or_default());
        }
        for (version, count) in under_way {
            counts.entry(parsed(&version)?).or_default().under_way = u64::try_from(count).unwrap_or_default();
        }
        Ok(counts)
    }

    /// Takes an interview under way to another version, as it was read; `false` where it was changed or finished
    /// meanwhile. `now` must be later than when it was last stored, so that a request that read it before is noticed.
    pub async fn update_draft_version(
        &self,
        draft: ResponseId,
        read_at: DateTime<Utc>,
        version: &VersionId,
        now: DateTime<Utc>,
    ) -> Result<bool, DbError> {
        let changed: usize = repeating!(self, connection => {
            diesel::update(drafts::table.find(draft.0).filter(drafts::updated_at.eq(read_at)))
                .set((drafts::version_id.eq(version.as_str()), drafts::updated_at.eq(now)))
                .execute(&mut connection)
        })?;
        Ok(changed == 1)
    }
}

async fn change_version(
    connection: &mut AsyncPgConnection,
    change: &VersionChange<'_>,
    seen: &Seen<'_>,
) -> Result<VersionSwitch, DbError> {
    connection
        .transaction(async |connection| {
            // Every row that names the wave holds a share of its key while it is being stored. So this waits for those
            // under way, and later ones wait for this; and the ordinals below are given one at a time.
            let locked: Option<Uuid> = waves::table
                .find(change.wave.0)
                .filter(waves::version_id.eq(change.from.as_str()))
                .filter(waves::state.eq(change.state.as_str()))
                .select(waves::wave_id)
                .for_update()
                .first(connection)
                .await
                .optional()?;
            if locked.is_none() {
                return Ok(VersionSwitch::Overtaken);
            }
            let rows = responses_since(connection, change.wave, seen.mark).await?;
            let under_way = drafts_of(connection, change.wave).await?;
            if !(seen.holds)(&rows, &under_way) {
                return Ok(VersionSwitch::NotAsSeen);
            }
            diesel::update(waves::table.find(change.wave.0))
                .set((waves::version_id.eq(change.to.as_str()), waves::updated_at.eq(change.at)))
                .execute(connection)
                .await?;
            let last: Option<i32> = wave_versions::table
                .filter(wave_versions::wave_id.eq(change.wave.0))
                .select(diesel::dsl::max(wave_versions::ordinal))
                .first(connection)
                .await?;
            let row = |ordinal, version: &VersionId, published_at, note: &str| WaveVersionRow {
                wave_id: change.wave.0,
                ordinal,
                version_id: version.as_str().to_owned(),
                published_at,
                note: note.to_owned(),
            };
            let mut rows = Vec::new();
            if last.is_none() {
                let created: DateTime<Utc> =
                    waves::table.find(change.wave.0).select(waves::created_at).first(connection).await?;
                rows.push(row(1, change.from, created, CREATED));
            }
            rows.push(row(last.unwrap_or(1) + 1, change.to, change.at, change.note));
            diesel::insert_into(wave_versions::table).values(&rows).execute(connection).await?;
            Ok(VersionSwitch::Done)
        })
        .await
}

fn parsed(version: &str) -> Result<VersionId, DbError> {
    VersionId::parse(version).ok_or_else(|| DbError::Unreadable(format!("the version `{version}`")))
}
