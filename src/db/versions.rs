//! Published questionnaire versions: their files, and what was derived from them.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::connection::repeating;
use super::schema::questionnaire_versions;
use super::{Database, DbError};
use crate::ids::VersionId;

/// A version as it is stored. JSON columns are kept as JSON: their shape is the service's business.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = questionnaire_versions)]
pub struct VersionRow {
    pub version_id: String,
    pub survey_id: String,
    pub edition: String,
    /// The questionnaire and its translations: name and text of each, the questionnaire first.
    pub files: serde_json::Value,
    /// The report file; not part of the version's hash.
    pub report: Option<serde_json::Value>,
    /// The RFC 8785 form that the version is the hash of.
    pub canonical: String,
    pub layout: serde_json::Value,
    pub published_at: DateTime<Utc>,
    /// The theme file; not part of the version's hash.
    pub theme: Option<serde_json::Value>,
    /// The picture that the theme names.
    pub logo: Option<Vec<u8>>,
}

/// Whether publishing made a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stored {
    New,
    AlreadyThere,
}

impl Database {
    pub async fn find_version(&self, version: &VersionId) -> Result<Option<VersionRow>, DbError> {
        let query = || questionnaire_versions::table.find(version.as_str()).select(VersionRow::as_select());
        repeating!(self, connection => async { query().first(&mut connection).await.optional() })
    }

    /// The names of versions that begin with `beginning`, in their order, at most `limit` of them.
    pub async fn list_versions_beginning(&self, beginning: &str, limit: i64) -> Result<Vec<String>, DbError> {
        // A percent sign or underscore would match anything; neither stands in a version's name.
        let pattern: String = beginning.chars().filter(|c| c.is_ascii_alphanumeric() || *c == ':').collect();
        let query = || {
            questionnaire_versions::table
                .filter(questionnaire_versions::version_id.like(format!("{pattern}%")))
                .order(questionnaire_versions::version_id)
                .limit(limit)
                .select(questionnaire_versions::version_id)
        };
        repeating!(self, connection => async { query().load(&mut connection).await })
    }

    /// Stores a version, and runs `view_sql`, which makes its view. A version that is there keeps everything but its
    /// report, which `row` replaces where it brings one, and its theme, which is the one of `row` or none.
    pub async fn insert_version(&self, row: &VersionRow, view_sql: &str) -> Result<Stored, DbError> {
        repeating!(self, connection => insert_version(&mut connection, row, view_sql))
    }
}

async fn insert_version(
    connection: &mut diesel_async::AsyncPgConnection,
    row: &VersionRow,
    view_sql: &str,
) -> QueryResult<Stored> {
    use diesel_async::{AsyncConnection, SimpleAsyncConnection};
    connection
        .transaction(async |connection| {
            let inserted = diesel::insert_into(questionnaire_versions::table)
                .values(row)
                .on_conflict_do_nothing()
                .execute(connection)
                .await?;
            if inserted == 0 {
                diesel::update(questionnaire_versions::table.find(&row.version_id))
                    .set((
                        row.report.as_ref().map(|report| questionnaire_versions::report.eq(report)),
                        questionnaire_versions::theme.eq(&row.theme),
                        questionnaire_versions::logo.eq(&row.logo),
                    ))
                    .execute(connection)
                    .await?;
            }
            if inserted == 1 {
                connection.batch_execute(view_sql).await?;
            }
            Ok(if inserted == 1 { Stored::New } else { Stored::AlreadyThere })
        })
        .await
}
