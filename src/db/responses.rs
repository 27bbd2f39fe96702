//! Responses: one packed row each.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sql_types as st;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use super::connection::{WRITE_PATIENCE, repeating};
use super::schema::{drafts, responses, waves};
use super::{Database, DbError, preamble};
use crate::fieldwork::Wave;
use crate::ids::{ResponseId, Uuid, VersionId, WaveId};
use crate::questionnaire::Questionnaire;
use crate::responses::{Circumstances, Disposition, Packed, Preamble, ShownOrders};

/// A response to be stored.
#[derive(Debug, Clone)]
pub struct NewResponse {
    pub id: ResponseId,
    pub wave: WaveId,
    pub version: VersionId,
    pub disposition: Disposition,
    pub packed: Packed,
    pub source: Option<String>,
    pub language: Option<String>,
    pub device: Option<String>,
    pub started_at: Option<DateTime<Utc>>,
    pub submitted_at: Option<DateTime<Utc>>,
    pub stored_at: DateTime<Utc>,
    pub external_id: Option<String>,
    /// SHA-256 of what was sent.
    pub content_hash: [u8; 32],
    pub receipt_hash: [u8; 32],
    /// The session that it was given in, so that its last page can be shown again.
    pub session_hash: Option<[u8; 32]>,
    pub preamble: Preamble,
    pub orders: ShownOrders,
}

/// A response as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredResponse {
    pub id: ResponseId,
    pub wave: WaveId,
    pub version: VersionId,
    pub disposition: Disposition,
    pub packed: Packed,
    pub source: Option<String>,
    pub language: Option<String>,
    pub device: Option<String>,
    pub started_at: Option<DateTime<Utc>>,
    pub submitted_at: Option<DateTime<Utc>>,
    pub stored_at: DateTime<Utc>,
    pub external_id: Option<String>,
    pub content_hash: Vec<u8>,
    pub preamble: Preamble,
}

impl StoredResponse {
    /// What expressions may name beside the answers, under the arms and consents of this questionnaire.
    pub fn circumstances(&self, wave: &Wave, questionnaire: &Questionnaire) -> Circumstances {
        Circumstances {
            wave: Some(wave.slug.clone()),
            wave_opened: wave.opened_on(),
            arms: self.preamble.arms_in(questionnaire),
            consents: self.preamble.consents_in(questionnaire),
            today: self.submitted_at.map(|at| at.with_timezone(&wave.plan.timezone).date_naive()),
            source: self.source.clone(),
            language: self.language.clone(),
            started_at: self.started_at,
            submitted_at: self.submitted_at,
            device: self.device.clone(),
            version: Some(self.version.as_str().to_owned()),
        }
    }
}

/// What tells one state of a wave's responses from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watermark(String);

/// The state of a wave's responses: it changes with every insert, update and erasure.
pub(super) const WATERMARK: &str = "SELECT count(*) || '-' || coalesce(sum(rev), 0) || '-' || \
coalesce(max(feed_xid::text::bigint), 0) AS watermark FROM responses WHERE wave_id = $1";

impl Watermark {
    pub(super) fn of(text: String) -> Watermark {
        Watermark(text)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A moment in the feed of stored responses: whatever is stored later is found by it, and some of what was stored shortly
/// before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedMark(String);

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = responses)]
pub(super) struct ResponseRow {
    response_id: Uuid,
    wave_id: Uuid,
    version_id: String,
    disposition: String,
    answers: Vec<u8>,
    extra: serde_json::Value,
    paradata: serde_json::Value,
    source: Option<String>,
    language: Option<String>,
    started_at: Option<DateTime<Utc>>,
    submitted_at: Option<DateTime<Utc>>,
    updated_at: DateTime<Utc>,
    external_id: Option<String>,
    content_hash: Vec<u8>,
    arms: serde_json::Value,
    consents: serde_json::Value,
}

/// The one response that a unique column leads to.
macro_rules! find_one {
    ($database:expr, $condition:expr) => {{
        let row: Option<ResponseRow> = repeating!($database, connection => async {
            responses::table
                .filter($condition)
                .select(ResponseRow::as_select())
                .first(&mut connection)
                .await
                .optional()
        })?;
        row.map(stored).transpose()
    }};
}

impl Database {
    /// Stores responses that are not there yet and removes the drafts they grew from, all in one transaction; gives the
    /// ids that are new. Repeating it changes nothing.
    pub async fn insert_responses(
        &self,
        rows: &[NewResponse],
        finished_drafts: &[ResponseId],
    ) -> Result<Vec<ResponseId>, DbError> {
        let insert = InsertResponses::of(rows);
        let drafts: Vec<Uuid> = finished_drafts.iter().map(|id| id.0).collect();
        let ids: Vec<Uuid> =
            repeating!(self, WRITE_PATIENCE, connection => insert_all(&mut connection, &insert, &drafts))?;
        Ok(ids.into_iter().map(ResponseId).collect())
    }

    /// Stores one complete response of a wave that takes at most `limit` of them, and removes its draft. It is stored
    /// as over the limit where there are as many already. Gives the disposition, `None` where the id was there.
    pub async fn insert_within_limit(
        &self,
        row: &NewResponse,
        limit: u32,
        finished_draft: bool,
    ) -> Result<Option<Disposition>, DbError> {
        repeating!(self, WRITE_PATIENCE, connection => {
            insert_counted(&mut connection, row, i64::from(limit), finished_draft)
        })
    }

    pub async fn find_response(&self, id: ResponseId) -> Result<Option<StoredResponse>, DbError> {
        find_one!(self, responses::response_id.eq(id.0))
    }

    pub async fn find_response_by_receipt(&self, hash: &[u8]) -> Result<Option<StoredResponse>, DbError> {
        find_one!(self, responses::receipt_hash.eq(hash))
    }

    pub async fn find_response_by_session(&self, hash: &[u8]) -> Result<Option<StoredResponse>, DbError> {
        find_one!(self, responses::session_hash.eq(hash))
    }

    /// Those of the ids that are stored.
    pub async fn find_responses(&self, ids: &[ResponseId]) -> Result<Vec<StoredResponse>, DbError> {
        let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
        let rows: Vec<ResponseRow> = repeating!(self, connection => {
            responses::table
                .filter(responses::response_id.eq_any(&ids))
                .select(ResponseRow::as_select())
                .load(&mut connection)
        })?;
        rows.into_iter().map(stored).collect()
    }

    /// All responses of a wave in the order of their ids, so that the same data always comes in the same order.
    pub async fn list_responses(&self, wave: WaveId) -> Result<Vec<StoredResponse>, DbError> {
        let rows: Vec<ResponseRow> = repeating!(self, connection => {
            responses::table
                .filter(responses::wave_id.eq(wave.0))
                .order(responses::response_id)
                .select(ResponseRow::as_select())
                .load(&mut connection)
        })?;
        rows.into_iter().map(stored).collect()
    }

    /// The present moment of the feed.
    pub async fn feed_mark(&self) -> Result<FeedMark, DbError> {
        let row: WatermarkRow = repeating!(self, connection => {
            diesel::sql_query("SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS watermark")
                .get_result(&mut connection)
        })?;
        Ok(FeedMark(row.watermark))
    }

    /// The state of a wave's responses: it changes with every insert, update and erasure.
    pub async fn response_watermark(&self, wave: WaveId) -> Result<Watermark, DbError> {
        let row: WatermarkRow = repeating!(self, connection => {
            diesel::sql_query(WATERMARK)
            .bind::<st::Uuid, _>(wave.0)
            .get_result(&mut connection)
        })?;
        Ok(Watermark(row.watermark))
    }

    /// How many interviews ended how.
    pub async fn count_dispositions(&self, wave: WaveId) -> Result<BTreeMap<Disposition, u64>, DbError> {
        use diesel::dsl::count_star;
        let rows: Vec<(String, i64)> = repeating!(self, connection => {
            responses::table
                .filter(responses::wave_id.eq(wave.0))
                .group_by(responses::disposition)
                .select((responses::disposition, count_star()))
                .load(&mut connection)
        })?;
        rows.into_iter()
            .map(|(text, count)| Ok((disposition(&text)?, u64::try_from(count).unwrap_or_default())))
            .collect()
    }
}

/// The responses of a wave that were stored, or corrected, since the mark.
pub(super) async fn responses_since(
    connection: &mut AsyncPgConnection,
    wave: WaveId,
    mark: &FeedMark,
) -> Result<Vec<StoredResponse>, DbError> {
    let since = diesel::dsl::sql::<st::Bool>("feed_xid >= ").bind::<st::Text, _>(&mark.0).sql("::xid8");
    let rows: Vec<ResponseRow> = responses::table
        .filter(responses::wave_id.eq(wave.0))
        .filter(since)
        .select(ResponseRow::as_select())
        .load(connection)
        .await?;
    rows.into_iter().map(stored).collect()
}

async fn insert_all(
    connection: &mut AsyncPgConnection,
    insert: &InsertResponses,
    finished_drafts: &[Uuid],
) -> QueryResult<Vec<Uuid>> {
    if finished_drafts.is_empty() {
        return insert.run(connection).await;
    }
    connection
        .transaction(async |connection| {
            let inserted = insert.run(connection).await?;
            diesel::delete(drafts::table.filter(drafts::response_id.eq_any(finished_drafts)))
                .execute(connection)
                .await?;
            Ok(inserted)
        })
        .await
}

async fn insert_counted(
    connection: &mut AsyncPgConnection,
    row: &NewResponse,
    limit: i64,
    finished_draft: bool,
) -> QueryResult<Option<Disposition>> {
    connection
        .transaction(async |connection| {
            // One at a time for this wave: two that count at once would both find the last place free.
            let _turn: Uuid =
                waves::table.find(row.wave.0).select(waves::wave_id).for_update().first(connection).await?;
            let complete: i64 = responses::table
                .filter(responses::wave_id.eq(row.wave.0))
                .filter(responses::disposition.eq(Disposition::Complete.as_str()))
                .count()
                .get_result(connection)
                .await?;
            let mut row = row.clone();
            if row.disposition == Disposition::Complete && complete >= limit {
                row.disposition = Disposition::QuotaFull;
            }
            let inserted: Vec<Uuid> = InsertResponses::of(std::slice::from_ref(&row)).run(connection).await?;
            if finished_draft {
                diesel::delete(drafts::table.find(row.id.0)).execute(connection).await?;
            }
            Ok((!inserted.is_empty()).then_some(row.disposition))
        })
        .await
}

/// One statement for any number of rows: with a list of values a prepared statement could not be kept.
struct InsertResponses {
    response_id: Vec<Uuid>,
    wave_id: Vec<Uuid>,
    version_id: Vec<String>,
    disposition: Vec<&'static str>,
    answers: Vec<Vec<u8>>,
    extra: Vec<serde_json::Value>,
    paradata: Vec<serde_json::Value>,
    source: Vec<Option<String>>,
    language: Vec<Option<String>>,
    started_at: Vec<Option<DateTime<Utc>>>,
    submitted_at: Vec<Option<DateTime<Utc>>>,
    updated_at: Vec<DateTime<Utc>>,
    external_id: Vec<Option<String>>,
    content_hash: Vec<Vec<u8>>,
    receipt_hash: Vec<Vec<u8>>,
    session_hash: Vec<Option<Vec<u8>>>,
    arms: Vec<serde_json::Value>,
    consents: Vec<serde_json::Value>,
}

impl InsertResponses {
    fn of(rows: &[NewResponse]) -> InsertResponses {
        InsertResponses {
            response_id: rows.iter().map(|row| row.id.0).collect(),
            wave_id: rows.iter().map(|row| row.wave.0).collect(),
            version_id: rows.iter().map(|row| row.version.as_str().to_owned()).collect(),
            disposition: rows.iter().map(|row| row.disposition.as_str()).collect(),
            answers: rows.iter().map(|row| row.packed.answers.clone()).collect(),
            extra: rows.iter().map(|row| extra_json(&row.packed)).collect(),
            paradata: rows.iter().map(paradata_json).collect(),
            source: rows.iter().map(|row| row.source.clone()).collect(),
            language: rows.iter().map(|row| row.language.clone()).collect(),
            started_at: rows.iter().map(|row| row.started_at).collect(),
            submitted_at: rows.iter().map(|row| row.submitted_at).collect(),
            updated_at: rows.iter().map(|row| row.stored_at).collect(),
            external_id: rows.iter().map(|row| row.external_id.clone()).collect(),
            content_hash: rows.iter().map(|row| row.content_hash.to_vec()).collect(),
            receipt_hash: rows.iter().map(|row| row.receipt_hash.to_vec()).collect(),
            session_hash: rows.iter().map(|row| row.session_hash.map(|hash| hash.to_vec())).collect(),
            arms: rows.iter().map(|row| preamble::arms_json(&row.preamble)).collect(),
            consents: rows.iter().map(|row| preamble::consents_json(&row.preamble)).collect(),
        }
    }

    async fn run(&self, connection: &mut AsyncPgConnection) -> QueryResult<Vec<Uuid>> {
        // The statement borrows the rows: a repeat after a lost connection sends the same ones.
        RunQueryDsl::load(InsertStatement(self), connection).await
    }
}

struct InsertStatement<'a>(&'a InsertResponses);

impl QueryId for InsertStatement<'_> {
    type QueryId = InsertStatement<'static>;
    const HAS_STATIC_QUERY_ID: bool = true;
}

impl diesel::query_builder::Query for InsertStatement<'_> {
    type SqlType = st::Uuid;
}

impl<C> diesel::query_dsl::RunQueryDsl<C> for InsertStatement<'_> {}

impl QueryFragment<Pg> for InsertStatement<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql(
            "INSERT INTO responses (rev, response_id, wave_id, version_id, disposition, answers, extra, paradata, source, \
             language, started_at, submitted_at, updated_at, external_id, content_hash, receipt_hash, session_hash, \
             arms, consents) \
             SELECT 1, * FROM unnest(",
        );
        let rows = self.0;
        out.push_bind_param::<st::Array<st::Uuid>, _>(&rows.response_id)?;
        out.push_sql(", ");
        out.push_bind_param::<st::Array<st::Uuid>, _>(&rows.wave_id)?;
        out.push_sql(", ");
        out.push_bind_param::<st::Array<st::Text>, _>(&rows.version_id)?;
        out.push_sql(", ");
        out.push_bind_param::<st::Array<st::Text>, _>(&rows.disposition)?;
        out.push_sql(", ");
        out.push_bind_param::<st::Array<st::Bytea>, _>(&rows.answers)?;
        out.push_sql(", ");
        out.push_bind_param::<st::Array<st::Jsonb>, _>(&rows.extra)?;
        out.push_sql(", ");
        out.push_bind_param::<st::Array<st::Jsonb>, _>(&rows.paradata)?;
        out.push_sql(", ");
        out.push_bind_param::<st::Array<st::Nullable<st::Text>>, _>(&rows.source)?;
        out.push_sql(", ");
        out.push_bind_param::<st::Array<st::Nullable<st::Text>>, _>(&rows.language)?;
        out.push_sql(", ");
        out.push_bind_param::<st::Array<st::Nullable<st::Timestamptz>>, _>(&rows.started_at)?;
        out.push_sql(", ");
        out.push_bind_param::<st::Array<st::Nullable<st::Timestamptz>>, _>(&rows.submitted_at)?;
        out.push_sql(", ");
        out.push_bind_param::<st::Array<st::Timestamptz>, _>(&rows.updated_at)?;
        out.push_sql(", ");
        out.push_bind_param::<st::Array<st::Nullable<st::Text>>, _>(&rows.external_id)?;
        out.push_sql(", ");
        out.push_bind_param::<st::Array<st::Bytea>, _>(&rows.content_hash)?;
        out.push_sql(", ");
        out.push_bind_param::<st::Array<st::Bytea>, _>(&rows.receipt_hash)?;
        out.push_sql(", ");
        out.push_bind_param::<st::Array<st::Nullable<st::Bytea>>, _>(&rows.session_hash)?;
        out.push_sql(", ");
        out.push_bind_param::<st::Array<st::Jsonb>, _>(&rows.arms)?;
        out.push_sql(", ");
        out.push_bind_param::<st::Array<st::Jsonb>, _>(&rows.consents)?;
        out.push_sql(") ON CONFLICT (response_id) DO NOTHING RETURNING response_id");
        Ok(())
    }
}

#[derive(QueryableByName)]
struct WatermarkRow {
    #[diesel(sql_type = st::Text)]
    watermark: String,
}

fn extra_json(packed: &Packed) -> serde_json::Value {
    let texts = packed.extra.iter().map(|(name, text)| (name.clone(), text.clone().into()));
    serde_json::Value::Object(texts.collect())
}

/// The class of device, and the orders that were this respondent's own: `option_order` by item, `item_order` by page.
fn paradata_json(row: &NewResponse) -> serde_json::Value {
    let mut paradata = serde_json::json!({});
    if let Some(device) = &row.device {
        paradata["device"] = device.as_str().into();
    }
    for (name, orders) in [("option_order", &row.orders.options), ("item_order", &row.orders.items)] {
        if !orders.is_empty() {
            paradata[name] = serde_json::json!(orders);
        }
    }
    paradata
}

pub(super) fn stored(row: ResponseRow) -> Result<StoredResponse, DbError> {
    let unreadable = |what: &str| DbError::Unreadable(format!("the {what} of response {}", row.response_id));
    let serde_json::Value::Object(texts) = &row.extra else { return Err(unreadable("texts")) };
    let extra = texts
        .iter()
        .map(|(name, text)| Some((name.clone(), text.as_str()?.to_owned())))
        .collect::<Option<BTreeMap<_, _>>>()
        .ok_or_else(|| unreadable("texts"))?;
    let preamble =
        preamble::from_json(&row.arms, &row.consents).ok_or_else(|| unreadable("arms and consents"))?;
    Ok(StoredResponse {
        id: ResponseId(row.response_id),
        wave: WaveId(row.wave_id),
        version: VersionId::parse(&row.version_id).ok_or_else(|| unreadable("version"))?,
        disposition: disposition(&row.disposition)?,
        packed: Packed { answers: row.answers, extra },
        source: row.source,
        language: row.language,
        device: row.paradata.get("device").and_then(|device| device.as_str()).map(str::to_owned),
        started_at: row.started_at,
        submitted_at: row.submitted_at,
        stored_at: row.updated_at,
        external_id: row.external_id,
        content_hash: row.content_hash,
        preamble,
    })
}

pub(super) fn disposition(text: &str) -> Result<Disposition, DbError> {
    Disposition::parse(text).ok_or_else(|| DbError::Unreadable(format!("the disposition `{text}`")))
}
