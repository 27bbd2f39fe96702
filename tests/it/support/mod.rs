//! What the tests share: one private PostgreSQL for all of them, and a database of its own for each.

pub(crate) mod client;
pub(crate) mod real_data;
pub(crate) mod server;
pub(crate) mod shared;
pub(crate) mod survey;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use canvass::config::Config;
use canvass::db::Database;
use canvass::db::private_postgres::{PostgresError, PostgresSettings, PrivatePostgres};

/// A database made from the template, dropped with the value.
pub(crate) struct TestDatabase {
    pub(crate) url: String,
    name: String,
    server: Arc<SharedServer>,
}

/// The settings with which tests look for PostgreSQL.
pub(crate) fn postgres_settings(data_dir: PathBuf) -> PostgresSettings {
    let config = Config::from_environment();
    PostgresSettings { data_dir: Some(data_dir), bin: config.postgres_bin, path: config.path }
}

/// An empty, migrated database; `None`, said aloud, where the machine has no PostgreSQL. With
/// CANVASS_REQUIRE_DATABASE=1 that is a failure.
pub(crate) async fn database() -> Option<TestDatabase> {
    let server = shared_server()?;
    let name = format!("test_{}", uuid::Uuid::new_v4().simple());
    let sql = format!("CREATE DATABASE {name} TEMPLATE {}", server.template);
    let client = connect(&server.postgres.url("postgres")).await;
    // A template cannot be copied while another test process is just bringing it up to date.
    for _ in 0..100 {
        match client.batch_execute(&sql).await {
            Ok(()) => break,
            Err(error) if error.code() == Some(&tokio_postgres::error::SqlState::OBJECT_IN_USE) => {
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            }
            Err(error) => panic!("{error:?}"),
        }
    }
    Some(TestDatabase { url: server.postgres.url(&name), name, server })
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let url = self.server.postgres.url("postgres");
        let sql = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        // The test's own runtime may be shutting down; this needs one that is not.
        let _ = std::thread::spawn(move || on_a_runtime(async { run_sql(&url, &sql).await })).join();
    }
}

/// A folder below the system's temporary one that the account of a server can reach, removed with the value.
pub(crate) struct TempFolder(pub(crate) PathBuf);

impl TempFolder {
    pub(crate) fn new(name: &str) -> TempFolder {
        let path = std::env::temp_dir().join(format!("canvass-{name}-{}", uuid::Uuid::new_v4().simple()));
        std::fs::create_dir_all(&path).unwrap();
        TempFolder(path)
    }
}

impl Drop for TempFolder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A private server in the folder; `None`, said aloud, where the machine has no PostgreSQL.
pub(crate) fn start_postgres(folder: &TempFolder) -> Option<PrivatePostgres> {
    match PrivatePostgres::start(&postgres_settings(folder.0.join("canvass"))) {
        Ok(postgres) => Some(postgres),
        Err(error @ PostgresError::NotInstalled { .. }) => {
            skip_without_postgres(&error);
            None
        }
        Err(error) => panic!("{error}"),
    }
}

/// Whether tests that find no PostgreSQL must fail.
fn skip_without_postgres(error: &PostgresError) {
    assert!(
        Config::from_environment().require_database_in_tests.is_none(),
        "CANVASS_REQUIRE_DATABASE is set: {error}"
    );
    println!("skipped: {error}");
}

struct SharedServer {
    postgres: PrivatePostgres,
    template: String,
}

/// The server of all test processes: kept while a test of this one uses it, stopped by the last.
fn shared_server() -> Option<Arc<SharedServer>> {
    static SERVER: Mutex<Weak<SharedServer>> = Mutex::new(Weak::new());
    let mut server = SERVER.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(running) = server.upgrade() {
        return Some(running);
    }
    let started = Arc::new(std::thread::spawn(start_shared_server).join().unwrap()?);
    *server = Arc::downgrade(&started);
    Some(started)
}

fn start_shared_server() -> Option<SharedServer> {
    let folder = std::env::temp_dir().join(format!("canvass-tests-{}", nix::unistd::geteuid()));
    let postgres = match PrivatePostgres::start(&postgres_settings(folder)) {
        Ok(postgres) => postgres,
        Err(error @ PostgresError::NotInstalled { .. }) => {
            skip_without_postgres(&error);
            return None;
        }
        Err(error) => panic!("{error}"),
    };
    let template = format!("template_{:016x}", hash_of_migrations());
    let admin = postgres.url("postgres");
    on_a_runtime(async {
        Database::create(&admin, &template).await.unwrap();
        let database = Database::new(&postgres.url(&template), 1).unwrap();
        database.migrate().await.unwrap();
    });
    Some(SharedServer { postgres, template })
}

/// Other branches of the repository test on the same server, with other migrations.
fn hash_of_migrations() -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut files = Vec::new();
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations")).unwrap() {
        let path = entry.unwrap().path().join("up.sql");
        if path.is_file() {
            files.push((path.clone(), std::fs::read_to_string(path).unwrap()));
        }
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    files.iter().map(|(_, sql)| sql).for_each(|sql| sql.hash(&mut hasher));
    hasher.finish()
}

/// Runs statements on a connection of their own.
pub(crate) async fn run_sql(url: &str, sql: &str) {
    connect(url).await.batch_execute(sql).await.unwrap();
}

/// A plain connection, as psql would make it.
pub(crate) async fn connect(url: &str) -> tokio_postgres::Client {
    let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

pub(crate) fn on_a_runtime<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap().block_on(work)
}
