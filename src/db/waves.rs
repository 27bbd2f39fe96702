//! Waves: their file, their state, and which version they ask.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use super::connection::repeating;
use super::schema::{wave_versions, waves};
use super::wave_versions::{CREATED, WaveVersionRow};
use super::{Database, DbError};
use crate::diagnostics::Sources;
use crate::fieldwork::{Schedule, Wave, WaveState, wave_file};
use crate::ids::{Uuid, VersionId, WaveId};

#[derive(Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = waves)]
struct WaveRow {
    wave_id: Uuid,
    slug: String,
    version_id: String,
    plan: String,
    state: String,
    opens_at: Option<DateTime<Utc>>,
    closes_at: Option<DateTime<Utc>>,
    opened_at: Option<DateTime<Utc>>,
    closed_at: Option<DateTime<Utc>>,
    synthetic: bool,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

/// A wave to be made: a draft.
#[derive(Debug, Clone)]
pub struct NewWave<'a> {
    pub id: WaveId,
    pub slug: &'a str,
    pub version: &'a VersionId,
    /// The text of `wave.yaml`.
    pub plan: &'a str,
    pub schedule: Schedule,
    pub synthetic: bool,
    pub at: DateTime<Utc>,
}

/// A wave's new state, stored only if it still is in the state that was decided on.
#[derive(Debug, Clone)]
pub struct StateChange {
    pub wave: WaveId,
    pub from: WaveState,
    pub to: WaveState,
    pub schedule: Schedule,
    pub opened_at: Option<DateTime<Utc>>,
    pub closed_at: Option<DateTime<Utc>>,
    pub at: DateTime<Utc>,
}

impl Database {
    /// Stores a draft; `false` where the slug is taken.
    pub async fn insert_wave(&self, wave: &NewWave<'_>) -> Result<bool, DbError> {
        let row = || WaveRow {
            wave_id: wave.id.0,
            slug: wave.slug.to_owned(),
            version_id: wave.version.as_str().to_owned(),
            plan: wave.plan.to_owned(),
            state: WaveState::Draft.as_str().to_owned(),
            opens_at: wave.schedule.opens_at,
            closes_at: wave.schedule.closes_at,
            opened_at: None,
            closed_at: None,
            synthetic: wave.synthetic,
            created_at: wave.at,
            updated_at: wave.at,
        };
        repeating!(self, connection => insert_wave(&mut connection, row()))
    }

    pub async fn find_wave(&self, slug: &str) -> Result<Option<Wave>, DbError> {
        let row: Option<WaveRow> = repeating!(self, connection => async {
            waves::table
                .filter(waves::slug.eq(slug))
                .select(WaveRow::as_select())
                .first(&mut connection)
                .await
                .optional()
        })?;
        row.map(wave).transpose()
    }

    pub async fn find_wave_by_id(&self, id: WaveId) -> Result<Option<Wave>, DbError> {
        let row: Option<WaveRow> = repeating!(self, connection => async {
            waves::table.find(id.0).select(WaveRow::as_select()).first(&mut connection).await.optional()
        })?;
        row.map(wave).transpose()
    }

    /// The text of the wave's file, as it was given.
    pub async fn find_wave_text(&self, id: WaveId) -> Result<Option<String>, DbError> {
        repeating!(self, connection => async {
            waves::table.find(id.0).select(waves::plan).first(&mut connection).await.optional()
        })
    }

    /// All waves, the newest first.
    pub async fn list_waves(&self) -> Result<Vec<Wave>, DbError> {
        let rows: Vec<WaveRow> = repeating!(self, connection => {
            waves::table
                .order((waves::created_at.desc(), waves::slug))
                .select(WaveRow::as_select())
                .load(&mut connection)
        })?;
        rows.into_iter().map(wave).collect()
    }

    /// Marks a wave as holding made-up answers; `false` where it holds responses already.
    pub async fn mark_synthetic(&self, wave: WaveId, at: DateTime<Utc>) -> Result<bool, DbError> {
        use super::schema::responses;
        let changed: usize = repeating!(self, connection => {
            let held = responses::table.filter(responses::wave_id.eq(wave.0));
            diesel::update(waves::table.find(wave.0).filter(diesel::dsl::not(diesel::dsl::exists(held))))
                .set((waves::synthetic.eq(true), waves::updated_at.eq(at)))
                .execute(&mut connection)
        })?;
        Ok(changed == 1)
    }

    /// Stores a change of state; `false` where the wave has been moved by somebody else meanwhile.
    pub async fn update_wave_state(&self, change: &StateChange) -> Result<bool, DbError> {
        let changed: usize = repeating!(self, connection => {
            diesel::update(
                waves::table.find(change.wave.0).filter(waves::state.eq(change.from.as_str())),
            )
            .set((
                waves::state.eq(change.to.as_str()),
                waves::opens_at.eq(change.schedule.opens_at),
                waves::closes_at.eq(change.schedule.closes_at),
                waves::opened_at.eq(change.opened_at),
                waves::closed_at.eq(change.closed_at),
                waves::updated_at.eq(change.at),
            ))
            .execute(&mut connection)
        })?;
        Ok(changed == 1)
    }
}

/// The wave and its first version, or neither.
async fn insert_wave(connection: &mut AsyncPgConnection, row: WaveRow) -> QueryResult<bool> {
    connection
        .transaction(async |connection| {
            let inserted = diesel::insert_into(waves::table)
                .values(&row)
                .on_conflict(waves::slug)
                .do_nothing()
                .execute(connection)
                .await?;
            if inserted == 0 {
                return Ok(false);
            }
            let first = WaveVersionRow {
                wave_id: row.wave_id,
                ordinal: 1,
                version_id: row.version_id.clone(),
                published_at: row.created_at,
                note: CREATED.to_owned(),
            };
            diesel::insert_into(wave_versions::table).values(&first).execute(connection).await?;
            Ok(true)
        })
        .await
}

fn wave(row: WaveRow) -> Result<Wave, DbError> {
    let mut sources = Sources::default();
    let file = sources.add("wave.yaml", &row.plan);
    let (plan, _) = wave_file::parse(&sources, file);
    let unreadable = |what: &str| DbError::Unreadable(format!("the {what} of wave {}", row.slug));
    Ok(Wave {
        id: WaveId(row.wave_id),
        version: VersionId::parse(&row.version_id).ok_or_else(|| unreadable("version"))?,
        plan: plan.ok_or_else(|| unreadable("file"))?,
        recorded: WaveState::parse(&row.state).ok_or_else(|| unreadable("state"))?,
        schedule: Schedule { opens_at: row.opens_at, closes_at: row.closes_at },
        opened_at: row.opened_at,
        closed_at: row.closed_at,
        synthetic: row.synthetic,
        slug: row.slug,
    })
}
