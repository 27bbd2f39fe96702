//! The private PostgreSQL's life, and the migrations.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use canvass::db::Database;
use canvass::db::private_postgres::PrivatePostgres;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::support::{TempFolder, connect, database, on_a_runtime, postgres_settings, start_postgres};

async fn setting(url: &str, name: &str) -> String {
    connect(url).await.query_one(&format!("SHOW {name}"), &[]).await.unwrap().get(0)
}

#[test]
fn the_private_server_is_durable_has_checksums_and_sorts_by_bytes() {
    let folder = TempFolder::new("settings");
    let Some(postgres) = start_postgres(&folder) else { return };
    let url = postgres.url("postgres");
    on_a_runtime(async {
        for (name, expected) in [
            ("fsync", "on"),
            ("synchronous_commit", "on"),
            ("full_page_writes", "on"),
            ("data_checksums", "on"),
            ("listen_addresses", ""),
            ("server_encoding", "UTF8"),
        ] {
            assert_eq!(setting(&url, name).await, expected, "{name}");
        }
        let sorted = connect(&url).await.query_one("SELECT 'Z' < 'a'", &[]).await.unwrap();
        assert!(sorted.get::<_, bool>(0));
    });
}

#[test]
fn a_second_command_joins_the_server_and_the_last_one_stops_it() {
    let folder = TempFolder::new("join");
    let Some(first) = start_postgres(&folder) else { return };
    let second = start_postgres(&folder).unwrap();
    let pid = first.process_id();
    assert!(pid.is_some());
    assert_eq!(second.process_id(), pid);
    let url = second.url("postgres");
    first.stop();
    assert_eq!(second.process_id(), pid, "the starter left, the server stays for the other");
    on_a_runtime(async { setting(&url, "fsync").await });
    second.stop();
    assert!(!folder.0.join("canvass/data/postmaster.pid").exists(), "the last one stopped it in order");
}

#[test]
fn two_commands_that_start_at_once_share_one_server() {
    let folder = TempFolder::new("race");
    let servers: Vec<_> = std::thread::scope(|scope| {
        let starts: Vec<_> = (0..4).map(|_| scope.spawn(|| start_postgres(&folder))).collect();
        starts.into_iter().map(|start| start.join().unwrap()).collect()
    });
    let mut pids: Vec<_> = servers.iter().flatten().map(PrivatePostgres::process_id).collect();
    pids.dedup();
    assert!(pids.len() <= 1, "{pids:?}");
}

#[test]
fn a_killed_server_comes_back_by_itself() {
    let folder = TempFolder::new("killed");
    let Some(postgres) = start_postgres(&folder) else { return };
    let pid = postgres.process_id().unwrap();
    kill(Pid::from_raw(pid), Signal::SIGKILL).unwrap();
    wait_for_another(&postgres, pid);
}

/// Waits until another process than `killed` serves: a signal takes a moment to arrive.
fn wait_for_another(postgres: &PrivatePostgres, killed: i32) {
    let deadline = Instant::now() + Duration::from_secs(30);
    let url = postgres.url("postgres");
    let back = || {
        postgres.process_id().is_some_and(|new| new != killed)
            && on_a_runtime(async { tokio_postgres::connect(&url, tokio_postgres::NoTls).await.is_ok() })
    };
    while !back() {
        assert!(Instant::now() < deadline, "the server did not come back");
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// The folder on which this very test, run as another process, holds a server until it is killed.
const HOLD: &str = "CANVASS_TEST_HOLD_A_SERVER_ON";

#[test]
fn a_server_that_outlives_its_command_is_adopted_and_one_killed_with_it_recovers() {
    #[expect(clippy::disallowed_methods, reason = "how a test tells its second process what to do")]
    if let Some(folder) = std::env::var_os(HOLD) {
        let _postgres = PrivatePostgres::start(&postgres_settings(folder.into())).unwrap();
        std::thread::sleep(Duration::from_secs(120));
        return;
    }
    let folder = TempFolder::new("adopt");
    let Some(postgres) = start_postgres(&folder) else { return };
    postgres.stop();
    for also_kill_the_server in [false, true] {
        let mut command = hold_a_server(&folder);
        let pid = wait_for_server(&folder);
        command.kill().unwrap();
        command.wait().unwrap();
        if also_kill_the_server {
            kill(Pid::from_raw(pid), Signal::SIGKILL).unwrap();
        }
        let next = start_postgres(&folder).unwrap();
        if also_kill_the_server {
            wait_for_another(&next, pid);
        } else {
            assert_eq!(next.process_id(), Some(pid));
        }
        let url = next.url("postgres");
        on_a_runtime(async { setting(&url, "fsync").await });
        next.stop();
    }
}

fn hold_a_server(folder: &TempFolder) -> std::process::Child {
    std::process::Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "database::a_server_that_outlives_its_command_is_adopted_and_one_killed_with_it_recovers",
        ])
        .env(HOLD, folder.0.join("canvass"))
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap()
}

fn wait_for_server(folder: &TempFolder) -> i32 {
    let file = folder.0.join("canvass/data/postmaster.pid");
    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        if text.lines().nth(7).is_some_and(|state| state.trim() == "ready") {
            return text.lines().next().unwrap().parse().unwrap();
        }
        assert!(Instant::now() < deadline, "no server came up");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_long_path_gets_its_socket_elsewhere() {
    let folder = TempFolder::new("long");
    let deep = TempFolder(folder.0.join("a-rather-long-name-for-a-folder".repeat(3)));
    std::fs::create_dir_all(&deep.0).unwrap();
    let Some(postgres) = start_postgres(&deep) else { return };
    let url = postgres.url("postgres");
    assert!(url.contains("/tmp/canvass-"), "{url}");
    on_a_runtime(async { setting(&url, "fsync").await });
}

#[test]
fn migrations_run_up_down_and_up_again_and_safely_by_two_at_once() {
    on_a_runtime(async {
        let Some(test) = database().await else { return };
        let database = Database::new(&test.url, 2).unwrap();
        assert_eq!(database.migrate().await.unwrap(), Vec::<String>::new(), "the template has them all");
        database.revert_all().await.unwrap();
        assert!(database.migration_status().await.unwrap().iter().all(|migration| !migration.applied));
        let (one, other) = (database.clone(), database.clone());
        let (one, other) = tokio::join!(
            tokio::spawn(async move { one.migrate().await.unwrap() }),
            tokio::spawn(async move { other.migrate().await.unwrap() })
        );
        let ran = one.unwrap().len() + other.unwrap().len();
        let status = database.migration_status().await.unwrap();
        assert_eq!(ran, status.len(), "each ran once");
        assert!(status.iter().all(|migration| migration.applied));
    });
}

#[test]
fn a_server_that_may_lose_acknowledged_answers_is_refused() {
    on_a_runtime(async {
        let Some(test) = database().await else { return };
        let careless = format!("{}&options=-c%20synchronous_commit%3Doff", test.url);
        let error = Database::new(&careless, 1).unwrap().check_durability().await.unwrap_err();
        assert!(error.to_string().contains("synchronous_commit"), "{error}");
        Database::new(&test.url, 1).unwrap().check_durability().await.unwrap();
    });
}

#[test]
fn the_schema_file_names_the_columns_of_the_migrated_database() {
    on_a_runtime(async {
        let Some(test) = database().await else { return };
        let client = connect(&test.url).await;
        let rows = client
            .query(
                "SELECT table_name, column_name, udt_name, is_nullable = 'YES' FROM information_schema.columns \
                 WHERE table_schema = 'public' AND table_name NOT LIKE '\\_\\_%' ORDER BY table_name, ordinal_position",
                &[],
            )
            .await
            .unwrap();
        let mut expected: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for row in rows {
            let (table, column, kind, nullable): (String, String, String, bool) =
                (row.get(0), row.get(1), row.get(2), row.get(3));
            let kind = diesel_type(&kind);
            let kind = if nullable { format!("Nullable<{kind}>") } else { kind.to_owned() };
            expected.entry(table).or_default().push(format!("{column} -> {kind},"));
        }
        let text = include_str!("../../src/db/schema.rs");
        let mut written: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut table = String::new();
        for line in text.lines().map(str::trim) {
            if let Some((name, _)) = line.split_once(" (").filter(|_| line.ends_with(") {")) {
                table = name.to_owned();
            } else if line.contains(" -> ") && line.ends_with(',') {
                written.entry(table.clone()).or_default().push(line.to_owned());
            }
        }
        assert_eq!(written, expected);
    });
}

fn diesel_type(udt_name: &str) -> &'static str {
    match udt_name {
        "uuid" => "Uuid",
        "text" => "Text",
        "bytea" => "Bytea",
        "jsonb" => "Jsonb",
        "bool" => "Bool",
        "int4" => "Int4",
        "int8" => "Int8",
        "date" => "Date",
        "timestamptz" => "Timestamptz",
        "xid8" => "Xid8",
        other => panic!("{other} has no place in the schema file"),
    }
}
