//! The migrations, built into the program and run by themselves at start.

use diesel_async::{
    AsyncConnection, AsyncMigrationHarness, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection,
};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::{Database, DbError};

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");

/// One migration of this program, and whether the database has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MigrationStatus {
    pub name: String,
    pub applied: bool,
}

/// Two programs that start at once take turns by this lock of the whole database; any number will do.
const TURN: i64 = 0x6361_6e76_6173_7301;

impl Database {
    /// Brings the database up to date; gives the names of the migrations that ran.
    pub async fn migrate(&self) -> Result<Vec<String>, DbError> {
        // The lock lives in a session of its own, so that a crash gives it back whatever the migrations were doing.
        let mut turn = self.separate_connection().await?;
        turn.batch_execute(&format!("SELECT pg_advisory_lock({TURN})")).await?;
        let connection = self.separate_connection().await?;
        let done = tokio::task::spawn_blocking(move || {
            let mut harness = AsyncMigrationHarness::new(connection);
            let run = harness.run_pending_migrations(MIGRATIONS);
            run.map(|versions| versions.iter().map(ToString::to_string).collect::<Vec<_>>())
                .map_err(|error| DbError::Migration(error.to_string()))
        })
        .await
        .map_err(|error| DbError::Migration(error.to_string()))?;
        turn.batch_execute(&format!("SELECT pg_advisory_unlock({TURN})")).await?;
        done
    }

    /// Undoes every migration. Everything stored is lost.
    pub async fn revert_all(&self) -> Result<(), DbError> {
        let connection = self.separate_connection().await?;
        tokio::task::spawn_blocking(move || {
            let mut harness = AsyncMigrationHarness::new(connection);
            harness
                .revert_all_migrations(MIGRATIONS)
                .map(|_| ())
                .map_err(|error| DbError::Migration(error.to_string()))
        })
        .await
        .map_err(|error| DbError::Migration(error.to_string()))?
    }

    /// All migrations of this program in their order.
    pub async fn migration_status(&self) -> Result<Vec<MigrationStatus>, DbError> {
        use diesel::migration::MigrationSource;
        let migrations = MigrationSource::<diesel::pg::Pg>::migrations(&MIGRATIONS)
            .map_err(|error| DbError::Migration(error.to_string()))?;
        let names: Vec<(String, String)> = migrations
            .iter()
            .map(|migration| (migration.name().version().to_string(), migration.name().to_string()))
            .collect();
        let mut connection = self.separate_connection().await?;
        let exists: ExistsRow = diesel::sql_query(
            "SELECT to_regclass('public.__diesel_schema_migrations') IS NOT NULL AS \"exists\"",
        )
        .get_result(&mut connection)
        .await?;
        let applied: Vec<VersionRow> = if exists.exists {
            diesel::sql_query("SELECT version FROM __diesel_schema_migrations").load(&mut connection).await?
        } else {
            Vec::new()
        };
        Ok(names
            .into_iter()
            .map(|(version, name)| MigrationStatus {
                applied: applied.iter().any(|row| row.version == version),
                name,
            })
            .collect())
    }

    /// Makes the database `name` on the server that `admin_url` leads to, where it is missing.
    pub async fn create(admin_url: &str, name: &str) -> Result<(), DbError> {
        let mut connection = AsyncPgConnection::establish(admin_url)
            .await
            .map_err(|error| DbError::Unreachable(error.to_string()))?;
        let found: ExistsRow =
            diesel::sql_query("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1) AS \"exists\"")
                .bind::<diesel::sql_types::Text, _>(name)
                .get_result(&mut connection)
                .await?;
        if found.exists {
            return Ok(());
        }
        match connection.batch_execute(&format!("CREATE DATABASE \"{name}\"")).await {
            Ok(()) => Ok(()),
            // Another command was faster.
            Err(error) if error.to_string().contains("already exists") => Ok(()),
            Err(diesel::result::Error::DatabaseError(
                diesel::result::DatabaseErrorKind::UniqueViolation,
                _,
            )) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

#[derive(diesel::QueryableByName)]
struct ExistsRow {
    #[diesel(sql_type = diesel::sql_types::Bool)]
    exists: bool,
}

#[derive(diesel::QueryableByName)]
struct VersionRow {
    #[diesel(sql_type = diesel::sql_types::Text)]
    version: String,
}
