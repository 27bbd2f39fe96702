//! Connecting, pooling, and riding through a server that went away for a moment.

use std::time::Duration;

use diesel::result::{DatabaseErrorKind, Error as DieselError};
use diesel_async::pooled_connection::deadpool::{Object, Pool, PoolError};
use diesel_async::pooled_connection::{AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod};
use diesel_async::{AsyncConnection, AsyncPgConnection};

/// What can go wrong between us and the database.
#[derive(Debug, Clone, thiserror::Error)]
pub enum DbError {
    #[error("cannot reach the database ({0}): check that it runs, and DATABASE_URL where you set it")]
    Unreachable(String),
    #[error("every connection to the database is in use")]
    Busy,
    #[error(
        "the database server runs with {setting} = off, so it may lose answers it has acknowledged: switch it on (`ALTER SYSTEM SET {setting} = on`, then `SELECT pg_reload_conf()`)"
    )]
    NotDurable { setting: &'static str },
    #[error("the database cannot be brought up to date: {0}")]
    Migration(String),
    /// The database refused a row; `constraint` is the name of the rule.
    #[error("the database refused the row: {message}")]
    Refused { constraint: Option<String>, message: String },
    /// Something stored that this program cannot read.
    #[error("stored data cannot be read: {0}")]
    Unreadable(String),
    #[error("the database reported: {0}")]
    Other(String),
}

impl From<DieselError> for DbError {
    fn from(error: DieselError) -> DbError {
        match error {
            DieselError::DatabaseError(
                DatabaseErrorKind::UniqueViolation
                | DatabaseErrorKind::ForeignKeyViolation
                | DatabaseErrorKind::NotNullViolation
                | DatabaseErrorKind::CheckViolation
                | DatabaseErrorKind::ExclusionViolation
                | DatabaseErrorKind::RestrictViolation,
                information,
            ) => DbError::Refused {
                constraint: information.constraint_name().map(str::to_owned),
                message: information.message().to_owned(),
            },
            DieselError::DatabaseError(
                DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand,
                information,
            ) => DbError::Unreachable(information.message().to_owned()),
            other => DbError::Other(other.to_string()),
        }
    }
}

/// A pool of connections to one database; cloning is cheap.
#[derive(Clone)]
pub struct Database {
    pool: Pool<AsyncPgConnection>,
    url: String,
}

impl std::fmt::Debug for Database {
    /// Without the URL: it may hold a password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Database").field("pool", &self.pool.status()).finish_non_exhaustive()
    }
}

/// How long a caller waits for a free connection before it is told to come back.
const POOL_WAIT: Duration = Duration::from_secs(2);

impl Database {
    /// A pool of at most `connections` to `url`. Nothing is connected to before the first query.
    pub fn new(url: &str, connections: usize) -> Result<Database, DbError> {
        let mut settings = ManagerConfig::default();
        // Checking each connection before use costs a fifth of the throughput; a query on a closed one is repeated.
        settings.recycling_method = RecyclingMethod::Fast;
        let manager = AsyncDieselConnectionManager::<AsyncPgConnection>::new_with_config(url, settings);
        let pool = Pool::builder(manager)
            .max_size(connections)
            .build()
            .map_err(|error| DbError::Unreachable(error.to_string()))?;
        Ok(Database { pool, url: url.to_owned() })
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// A connection from the pool.
    pub(super) async fn connection(&self) -> Result<Object<AsyncPgConnection>, DbError> {
        match tokio::time::timeout(POOL_WAIT, self.pool.get()).await {
            Ok(Ok(connection)) => Ok(connection),
            Ok(Err(PoolError::Backend(error))) => Err(DbError::Unreachable(error.to_string())),
            Ok(Err(error)) => Err(DbError::Unreachable(error.to_string())),
            Err(_) => Err(DbError::Busy),
        }
    }

    /// A connection of its own, outside the pool.
    pub(super) async fn separate_connection(&self) -> Result<AsyncPgConnection, DbError> {
        AsyncPgConnection::establish(&self.url).await.map_err(|error| DbError::Unreachable(error.to_string()))
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), DbError> {
        use diesel_async::SimpleAsyncConnection;
        repeating!(self, connection => connection.batch_execute("SELECT 1"))
    }

    /// An error where the server does not promise to keep what it has acknowledged.
    pub async fn check_durability(&self) -> Result<(), DbError> {
        use diesel_async::RunQueryDsl;
        for setting in ["fsync", "full_page_writes", "synchronous_commit"] {
            let query = format!("SELECT current_setting('{setting}') AS value");
            let row: SettingRow = repeating!(self, connection => {
                diesel::sql_query(query.as_str()).get_result(&mut connection)
            })?;
            if row.value == "off" {
                return Err(DbError::NotDurable { setting });
            }
        }
        Ok(())
    }
}

#[derive(diesel::QueryableByName)]
struct SettingRow {
    #[diesel(sql_type = diesel::sql_types::Text)]
    value: String,
}

/// How often and for how long a statement that may be repeated without harm is tried.
pub(super) struct Attempts {
    pause: Duration,
    left: Duration,
}

/// The pauses double from the first to the second of these.
const PAUSE_FIRST: Duration = Duration::from_millis(50);
const PAUSE_LONGEST: Duration = Duration::from_millis(800);

impl Attempts {
    /// Tries for so long beside the time the statements take themselves: a private server that was killed is back
    /// after about a second, a standby after a few.
    pub(super) fn within(left: Duration) -> Attempts {
        Attempts { pause: PAUSE_FIRST, left }
    }

    /// How long to wait before the next attempt; `None` where another would not help.
    pub(super) fn after(&mut self, error: &DbError) -> Option<Duration> {
        let may_pass = match error {
            DbError::Unreachable(_) => true,
            // The driver gives "the server is shutting down" and "connection closed" no kind of their own.
            DbError::Other(message) => [
                "terminating connection",
                "shutting down",
                "starting up",
                "recovery mode",
                "connection closed",
                "deadlock",
                "crash of another server process",
                "kind: Closed",
                "communicating with the server",
            ]
            .iter()
            .any(|sign| message.contains(sign)),
            DbError::Busy
            | DbError::NotDurable { .. }
            | DbError::Migration(_)
            | DbError::Refused { .. }
            | DbError::Unreadable(_) => false,
        };
        if !may_pass || self.left.is_zero() {
            return None;
        }
        let pause = self.pause.min(self.left);
        self.left -= pause;
        self.pause = (self.pause * 2).min(PAUSE_LONGEST);
        Some(pause)
    }
}

/// How long reading and other short statements are repeated.
pub(super) const READ_PATIENCE: Duration = Duration::from_secs(4);
/// How long the writers keep at it: somebody's answers hang on it.
pub(super) const WRITE_PATIENCE: Duration = Duration::from_secs(15);

/// Runs a query on a connection of the pool, again on another where the connection or the server went away: for
/// statements that do no harm when they are repeated. A macro, because a closure over a borrowed connection
/// cannot promise to be `Send` for every lifetime.
macro_rules! repeating {
    ($database:expr, $connection:ident => $query:expr) => {
        repeating!($database, crate::db::connection::READ_PATIENCE, $connection => $query)
    };
    ($database:expr, $patience:expr, $connection:ident => $query:expr) => {{
        let mut attempts = crate::db::connection::Attempts::within($patience);
        loop {
            let result = match $database.connection().await {
                Ok(mut $connection) => {
                    #[allow(unused_mut, reason = "some queries take the connection as it is")]
                    let result = $query.await.map_err(crate::db::DbError::from);
                    if let Err(crate::db::DbError::Unreachable(_) | crate::db::DbError::Other(_)) = &result {
                        // Not back into the pool: it may be the connection that is broken.
                        drop(diesel_async::pooled_connection::deadpool::Object::take($connection));
                    }
                    result
                }
                Err(error) => Err(error),
            };
            match result {
                Ok(value) => break Ok(value),
                Err(error) => match attempts.after(&error) {
                    Some(pause) => tokio::time::sleep(pause).await,
                    None => break Err(error),
                },
            }
        }
    }};
}
pub(super) use repeating;
