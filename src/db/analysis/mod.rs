//! What tables are counted from, read out of the database in bulk: connections of their own, so that a table never takes
//! one from a respondent; a view of one moment; and whatever was committed since an earlier one.

mod rows;

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use futures_util::StreamExt;
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_postgres::{Client, CopyOutStream, NoTls, SimpleQueryMessage, SimpleQueryRow};

use super::connection::{Attempts, READ_PATIENCE};
use super::{Database, DbError};
use crate::ids::{ResponseId, Uuid, VersionId, WaveId};
pub use rows::CopiedRows;

/// Connections for analysis. Cloning is cheap.
#[derive(Clone)]
pub struct AnalysisDatabase {
    pool: Arc<Pool>,
}

struct Pool {
    url: String,
    permits: Arc<Semaphore>,
    idle: Mutex<Vec<Connection>>,
}

impl std::fmt::Debug for AnalysisDatabase {
    /// Without the URL: it may hold a password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AnalysisDatabase")
            .field("free", &self.pool.permits.available_permits())
            .finish_non_exhaustive()
    }
}

/// How long a reader waits for a connection before it is told to come back.
const CONNECTION_WAIT: Duration = Duration::from_secs(30);

/// A session; its end breaks off whatever the server is doing for it.
struct Connection {
    client: Client,
    driver: tokio::task::JoinHandle<()>,
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.driver.abort();
    }
}

/// The server that a position in the feed is of: transactions of another count otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerIdentity {
    pub system: String,
    pub timeline: String,
    /// The database within the server.
    pub database: String,
    /// A copy that follows another server.
    pub standby: bool,
}

/// A moment in the feed of stored responses: what was committed later is found by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedPosition {
    pub server: ServerIdentity,
    /// As PostgreSQL writes a snapshot: the oldest transaction under way, the next to come, and those between that had
    /// not ended.
    snapshot: String,
}

impl FeedPosition {
    /// The oldest transaction that was under way.
    fn horizon(&self) -> &str {
        self.snapshot.split(':').next().unwrap_or("0")
    }

    /// What of the feed came after this moment, as a condition on `feed_xid`. The horizon is what the index finds it by.
    /// Transactions that had ended by then are left out by the snapshot, so that one that stays open for hours does not
    /// bring the same rows again and again; a standby's snapshot does not list those under way and cannot.
    fn since(&self) -> String {
        let found = format!("feed_xid >= '{}'::xid8", self.horizon());
        if self.server.standby {
            return found;
        }
        format!("{found} AND NOT pg_visible_in_snapshot(feed_xid, '{}'::pg_snapshot)", self.snapshot)
    }
}

/// What the rows of a wave are wanted with.
#[derive(Debug, Clone)]
pub struct WantedRows {
    pub wave: WaveId,
    /// The version that most rows are of; it is not repeated in each of them.
    pub newest: VersionId,
    /// Whether the version has arms or consents, which cost time to read.
    pub arms: bool,
    pub consents: bool,
}

impl WantedRows {
    fn copy(&self, since: Option<&FeedPosition>) -> String {
        let WantedRows { wave, newest, arms, consents } = self;
        let arms = if *arms { "nullif(arms, '{}')" } else { "NULL::jsonb" };
        let consents = if *consents { "nullif(consents, '[]')" } else { "NULL::jsonb" };
        let since = since.map_or_else(String::new, |since| format!(" AND {}", since.since()));
        // A version is named by letters, digits and a colon; the id is a UUID.
        format!(
            "COPY (SELECT response_id, rev, feed_xid, nullif(version_id, '{newest}'), disposition, answers, \
             nullif(extra, '{{}}'), source, language, paradata->>'device', started_at, submitted_at, {arms}, {consents} \
             FROM responses WHERE wave_id = '{}'{since}) TO STDOUT (FORMAT BINARY)",
            wave.0
        )
    }
}

impl AnalysisDatabase {
    /// At most `connections` to the same database. None is made before it is needed.
    pub fn beside(database: &Database, connections: usize) -> AnalysisDatabase {
        let url = database.url().to_owned();
        let permits = Arc::new(Semaphore::new(connections));
        AnalysisDatabase { pool: Arc::new(Pool { url, permits, idle: Mutex::default() }) }
    }

    /// A view of this moment, for as long as the value lives. Where it is dropped before [`Look::end`], whatever the
    /// server does for it is broken off.
    ///
    /// # Errors
    /// Where the database does not answer, or every connection is taken.
    pub async fn look(&self) -> Result<Look, DbError> {
        let waiting = Arc::clone(&self.pool.permits).acquire_owned();
        let permit = match tokio::time::timeout(CONNECTION_WAIT, waiting).await {
            Ok(Ok(permit)) => permit,
            Ok(Err(_)) | Err(_) => return Err(DbError::Busy),
        };
        let mut attempts = Attempts::within(READ_PATIENCE);
        loop {
            let idle = self.idle().pop();
            let begun = match idle {
                Some(connection) => begin(connection).await,
                None => match self.connect().await {
                    Ok(connection) => begin(connection).await,
                    Err(error) => Err(error),
                },
            };
            match begun {
                Ok((connection, position)) => {
                    let (pool, connection) = (Arc::clone(&self.pool), Some(connection));
                    return Ok(Look { pool, connection, position, _permit: permit });
                }
                Err(error) => {
                    // What one session met, the others that waited as long have met too.
                    self.idle().clear();
                    match attempts.after(&error) {
                        Some(pause) => tokio::time::sleep(pause).await,
                        None => return Err(error),
                    }
                }
            }
        }
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        self.pool.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn connect(&self) -> Result<Connection, DbError> {
        let (client, connection) = tokio_postgres::connect(&self.pool.url, NoTls)
            .await
            .map_err(|error| DbError::Unreachable(words(&error)))?;
        let driver = tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection for analysis ended");
            }
        });
        Ok(Connection { client, driver })
    }
}

/// The snapshot, the server, its timeline as the names of its log have it, and the database.
const POSITION: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; \
    SELECT pg_current_snapshot()::text, system_identifier::text, \
    CASE WHEN pg_is_in_recovery() THEN (SELECT timeline_id::text FROM pg_control_checkpoint()) \
    ELSE left(pg_walfile_name(pg_current_wal_insert_lsn()), 8) END, \
    (SELECT oid::text FROM pg_database WHERE datname = current_database()), pg_is_in_recovery()::text \
    FROM pg_control_system()";

async fn begin(connection: Connection) -> Result<(Connection, FeedPosition), DbError> {
    let rows = simple(&connection.client, POSITION).await?;
    let row = rows.first().ok_or_else(|| DbError::Unreadable("the position in the feed".to_owned()))?;
    let text = |column: usize| row.get(column).unwrap_or_default().to_owned();
    let server =
        ServerIdentity { system: text(1), timeline: text(2), database: text(3), standby: text(4) == "true" };
    Ok((connection, FeedPosition { server, snapshot: text(0) }))
}

async fn simple(client: &Client, sql: &str) -> Result<Vec<SimpleQueryRow>, DbError> {
    let messages = client.simple_query(sql).await.map_err(failed)?;
    let row = |message| match message {
        SimpleQueryMessage::Row(row) => Some(row),
        _ => None,
    };
    Ok(messages.into_iter().filter_map(row).collect())
}

fn failed(error: tokio_postgres::Error) -> DbError {
    if error.is_closed() { DbError::Unreachable(words(&error)) } else { DbError::Other(words(&error)) }
}

/// What the server said, or why it said nothing.
fn words(error: &tokio_postgres::Error) -> String {
    use std::error::Error;
    match (error.as_db_error(), error.source()) {
        (Some(said), _) => said.message().to_owned(),
        (None, Some(source)) => format!("{error}: {source}"),
        (None, None) => error.to_string(),
    }
}

/// The database at one moment.
pub struct Look {
    pool: Arc<Pool>,
    /// `None` once it is given back.
    connection: Option<Connection>,
    position: FeedPosition,
    _permit: OwnedSemaphorePermit,
}

impl std::fmt::Debug for Look {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Look").field("position", &self.position).finish_non_exhaustive()
    }
}

/// What became of a wave since a position.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Since {
    /// Whether rows came or changed.
    pub changed: bool,
    pub erased: Vec<ResponseId>,
}

impl Look {
    pub fn position(&self) -> &FeedPosition {
        &self.position
    }

    /// Whether rows of the wave came or changed since `position`, and which are gone.
    ///
    /// # Errors
    /// Where the database does not answer.
    pub async fn since(&self, wave: WaveId, position: &FeedPosition) -> Result<Since, DbError> {
        let (wave, since) = (wave.0, position.since());
        let sql = format!(
            "SELECT 'changed' WHERE EXISTS (SELECT FROM responses WHERE wave_id = '{wave}' AND {since}); \
             SELECT response_id::text FROM erasures WHERE wave_id = '{wave}' AND {since} \
             AND NOT EXISTS (SELECT FROM responses WHERE responses.response_id = erasures.response_id)"
        );
        let mut found = Since::default();
        for row in simple(self.client(), &sql).await? {
            match row.get(0).unwrap_or_default() {
                "changed" => found.changed = true,
                id => {
                    let id = Uuid::parse_str(id).map_err(|_| DbError::Unreadable(format!("the id {id}")))?;
                    found.erased.push(ResponseId(id));
                }
            }
        }
        Ok(found)
    }

    /// The rows of the wave: all of them, or those that came or changed since a position.
    ///
    /// # Errors
    /// Where the database does not answer.
    pub async fn rows(
        &self,
        wanted: &WantedRows,
        since: Option<&FeedPosition>,
    ) -> Result<RowStream, DbError> {
        let copy = wanted.copy(since);
        let stream = self.client().copy_out(copy.as_str()).await.map_err(failed)?;
        Ok(RowStream { stream: Some(Box::pin(stream)) })
    }

    fn client(&self) -> &Client {
        &self.connection.as_ref().expect("it is taken when the look ends, and not before").client
    }

    /// Gives the connection back.
    pub async fn end(mut self) {
        if self.client().batch_execute("COMMIT").await.is_ok() {
            let idle = self.connection.take();
            self.pool.idle.lock().unwrap_or_else(PoisonError::into_inner).extend(idle);
        }
    }
}

impl Drop for Look {
    /// A server that waits or reckons does not see that its client is gone: it is told.
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else { return };
        let cancel = connection.client.cancel_token();
        if let Ok(runtime) = Handle::try_current() {
            runtime.spawn(async move {
                let _ = cancel.cancel_query(NoTls).await;
            });
        }
    }
}

/// Rows on their way from the server.
pub struct RowStream {
    /// `None` after the last row: what the server says then is for others.
    stream: Option<Pin<Box<CopyOutStream>>>,
}

impl std::fmt::Debug for RowStream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RowStream").finish_non_exhaustive()
    }
}

impl RowStream {
    /// The next rows, about `wanted` of them; `None` at the end. Nothing in them was looked at yet.
    ///
    /// # Errors
    /// Where the connection breaks.
    pub async fn next(&mut self, wanted: usize) -> Result<Option<CopiedRows>, DbError> {
        let mut pieces: Vec<Bytes> = Vec::with_capacity(wanted);
        while let Some(stream) = self.stream.as_mut().filter(|_| pieces.len() < wanted) {
            match stream.next().await {
                Some(piece) => pieces.push(piece.map_err(failed)?),
                None => self.stream = None,
            }
        }
        Ok((!pieces.is_empty()).then(|| CopiedRows::of(pieces)))
    }
}
