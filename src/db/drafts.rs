//! Interviews under way.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use super::connection::repeating;
use super::schema::drafts;
use super::{Database, DbError, preamble};
use crate::ids::{ResponseId, Uuid, VersionId, WaveId};
use crate::questionnaire::Arm;
use crate::responses::Preamble;

/// An interview that was started and not submitted.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    pub id: ResponseId,
    pub wave: WaveId,
    pub version: VersionId,
    pub token_hash: Vec<u8>,
    /// What was typed, by field name.
    pub fields: serde_json::Value,
    /// The page the respondent is on.
    pub page: usize,
    /// The last page that was submitted, counted from 1; 0 for none.
    pub pages_submitted: usize,
    pub source: Option<String>,
    pub language: String,
    pub device: Option<String>,
    pub started_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub preamble: Preamble,
}

#[derive(Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = drafts)]
struct DraftRow {
    response_id: Uuid,
    wave_id: Uuid,
    version_id: String,
    token_hash: Vec<u8>,
    fields: serde_json::Value,
    page: i32,
    reached: i32,
    source: Option<String>,
    language: String,
    device: Option<String>,
    started_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    arms: serde_json::Value,
    consents: serde_json::Value,
}

impl Database {
    /// Stores a new interview with a group for each of the arms, and gives it back as it is stored. Repeating it changes
    /// nothing: the groups and the interview are stored together or not at all.
    pub async fn insert_draft(&self, draft: &Draft, arms: &[Arm]) -> Result<Draft, DbError> {
        repeating!(self, connection => insert(&mut connection, draft.clone(), arms))
    }

    pub async fn find_draft(&self, token_hash: &[u8]) -> Result<Option<Draft>, DbError> {
        let row: Option<DraftRow> = repeating!(self, connection => async {
            drafts::table
                .filter(drafts::token_hash.eq(token_hash))
                .select(DraftRow::as_select())
                .first(&mut connection)
                .await
                .optional()
        })?;
        row.map(draft).transpose()
    }

    /// Stores fields, place and language of a draft as it was read; `false` where it was finished or changed meanwhile,
    /// so that two requests of one respondent never overwrite each other unseen.
    pub async fn update_draft(&self, draft: &Draft, now: DateTime<Utc>) -> Result<bool, DbError> {
        let changed: usize = repeating!(self, connection => {
            diesel::update(drafts::table.find(draft.id.0).filter(drafts::updated_at.eq(draft.updated_at)))
                .set((
                    drafts::fields.eq(&draft.fields),
                    drafts::page.eq(page_number(draft.page)),
                    drafts::reached.eq(page_number(draft.pages_submitted)),
                    drafts::language.eq(&draft.language),
                    drafts::updated_at.eq(now),
                ))
                .execute(&mut connection)
        })?;
        Ok(changed == 1)
    }

    /// The drafts of a wave, the oldest first.
    pub async fn list_drafts(&self, wave: WaveId) -> Result<Vec<Draft>, DbError> {
        repeating!(self, connection => drafts_of(&mut connection, wave))
    }

    pub async fn count_drafts(&self, wave: WaveId) -> Result<u64, DbError> {
        let count: i64 = repeating!(self, connection => {
            drafts::table.filter(drafts::wave_id.eq(wave.0)).count().get_result(&mut connection)
        })?;
        Ok(u64::try_from(count).unwrap_or_default())
    }
}

pub(super) async fn drafts_of(
    connection: &mut AsyncPgConnection,
    wave: WaveId,
) -> Result<Vec<Draft>, DbError> {
    let rows: Vec<DraftRow> = drafts::table
        .filter(drafts::wave_id.eq(wave.0))
        .order(drafts::response_id)
        .select(DraftRow::as_select())
        .load(connection)
        .await?;
    rows.into_iter().map(draft).collect()
}

async fn insert(connection: &mut AsyncPgConnection, mut draft: Draft, arms: &[Arm]) -> QueryResult<Draft> {
    if arms.is_empty() {
        store(connection, &draft).await?;
        return Ok(draft);
    }
    let names: Vec<&str> = arms.iter().map(|arm| arm.id.as_str()).collect();
    let stored = connection
        .transaction(async |connection| {
            // The counters first: they make a repeat wait for the first try to end.
            let places = preamble::next_places(connection, draft.wave, &names).await?;
            let mut placed = draft.clone();
            placed.preamble.arms = places.groups(draft.wave, arms);
            match store(connection, &placed).await? {
                0 => Err(diesel::result::Error::RollbackTransaction),
                _ => Ok(placed),
            }
        })
        .await;
    match stored {
        // The first try was stored, and only its answer was lost.
        Err(diesel::result::Error::RollbackTransaction) => {
            let (arms, consents): (serde_json::Value, serde_json::Value) = drafts::table
                .find(draft.id.0)
                .select((drafts::arms, drafts::consents))
                .first(connection)
                .await?;
            draft.preamble = preamble::from_json(&arms, &consents).unwrap_or_default();
            Ok(draft)
        }
        outcome => outcome,
    }
}

/// 1, or 0 where the interview is stored already.
async fn store(connection: &mut AsyncPgConnection, draft: &Draft) -> QueryResult<usize> {
    let row = DraftRow {
        response_id: draft.id.0,
        wave_id: draft.wave.0,
        version_id: draft.version.as_str().to_owned(),
        token_hash: draft.token_hash.clone(),
        fields: draft.fields.clone(),
        page: page_number(draft.page),
        reached: page_number(draft.pages_submitted),
        source: draft.source.clone(),
        language: draft.language.clone(),
        device: draft.device.clone(),
        started_at: draft.started_at,
        updated_at: draft.updated_at,
        arms: preamble::arms_json(&draft.preamble),
        consents: preamble::consents_json(&draft.preamble),
    };
    diesel::insert_into(drafts::table).values(row).on_conflict_do_nothing().execute(connection).await
}

/// A questionnaire has far fewer pages than fit here.
fn page_number(page: usize) -> i32 {
    i32::try_from(page).unwrap_or(i32::MAX)
}

fn draft(row: DraftRow) -> Result<Draft, DbError> {
    let version = VersionId::parse(&row.version_id)
        .ok_or_else(|| DbError::Unreadable(format!("the version of draft {}", row.response_id)))?;
    let preamble = preamble::from_json(&row.arms, &row.consents)
        .ok_or_else(|| DbError::Unreadable(format!("the arms and consents of draft {}", row.response_id)))?;
    Ok(Draft {
        id: ResponseId(row.response_id),
        wave: WaveId(row.wave_id),
        version,
        token_hash: row.token_hash,
        fields: row.fields,
        page: usize::try_from(row.page).unwrap_or_default(),
        pages_submitted: usize::try_from(row.reached).unwrap_or_default(),
        source: row.source,
        language: row.language,
        device: row.device,
        started_at: row.started_at,
        updated_at: row.updated_at,
        preamble,
    })
}
