//! Outages: whoever was told "stored" is stored, whatever was killed, and the service comes back by itself.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::json;
use uuid::Uuid;

use crate::support::client::Request;
use crate::support::server::{Server, private_command};
use crate::support::{TempFolder, start_postgres};

const RESPONSES: &str = "/api/v1/waves/every-kind/responses";
const SENDERS: usize = 8;

/// Clients that send one response after the other until they are stopped.
struct Load {
    stop: Arc<AtomicBool>,
    acknowledged: Arc<Mutex<BTreeSet<String>>>,
    count: Arc<AtomicUsize>,
    unexpected: Arc<Mutex<Vec<u16>>>,
    senders: Vec<JoinHandle<()>>,
}

impl Load {
    fn on(address: SocketAddr) -> Load {
        let mut load = Load {
            stop: Arc::default(),
            acknowledged: Arc::default(),
            count: Arc::default(),
            unexpected: Arc::default(),
            senders: Vec::new(),
        };
        for _ in 0..SENDERS {
            let (stop, count) = (Arc::clone(&load.stop), Arc::clone(&load.count));
            let (acknowledged, unexpected) = (Arc::clone(&load.acknowledged), Arc::clone(&load.unexpected));
            load.senders.push(std::thread::spawn(move || {
                while !stop.load(Ordering::SeqCst) {
                    let id = Uuid::new_v4();
                    let body = json!({ "response_id": id, "answers": { "role": "dev", "age": 30 } });
                    match Request::json(RESPONSES, &body).try_send(address).map(|reply| reply.status) {
                        Ok(200 | 201) => {
                            acknowledged.lock().unwrap().insert(id.to_string());
                            count.fetch_add(1, Ordering::SeqCst);
                        }
                        Ok(503) => {}
                        Ok(other) => unexpected.lock().unwrap().push(other),
                        Err(_) => std::thread::sleep(Duration::from_millis(20)),
                    }
                }
            }));
        }
        load
    }

    /// Waits until so many more are acknowledged.
    fn wait_for(&self, more: usize) {
        let goal = self.count.load(Ordering::SeqCst) + more;
        for _ in 0..3000 {
            if self.count.load(Ordering::SeqCst) >= goal {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("the service did not come back");
    }

    /// The acknowledged ids.
    fn end(self) -> BTreeSet<String> {
        self.stop.store(true, Ordering::SeqCst);
        self.senders.into_iter().for_each(|sender| sender.join().unwrap());
        let unexpected = self.unexpected.lock().unwrap();
        assert!(unexpected.is_empty(), "an outage is answered with 503: {unexpected:?}");
        self.acknowledged.lock().unwrap().clone()
    }
}

fn must(folder: &TempFolder, arguments: &[&str]) -> String {
    let output = private_command(folder).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A folder with an open wave `every-kind`; `None`, said aloud, without PostgreSQL.
fn open_wave() -> Option<TempFolder> {
    drop(start_postgres(&TempFolder::new("probe"))?);
    let folder = TempFolder::new("outage");
    must(&folder, &["-q", "wave", "create", "every-kind", "--questionnaire", "tests/surveys/every_kind"]);
    must(&folder, &["-q", "wave", "open", "every-kind"]);
    Some(folder)
}

fn postgres_of(folder: &TempFolder) -> Option<Pid> {
    let text = std::fs::read_to_string(folder.0.join("data/postmaster.pid")).ok()?;
    text.lines().next()?.trim().parse().ok().map(Pid::from_raw)
}

fn assert_stored(folder: &TempFolder, acknowledged: &BTreeSet<String>) {
    let export = must(folder, &["-q", "export", "--wave", "every-kind", "--format", "csv"]);
    let stored: BTreeSet<&str> = export.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    let lost = acknowledged.iter().filter(|id| !stored.contains(id.as_str())).count();
    assert_eq!(lost, 0, "of {} acknowledged", acknowledged.len());
}

#[test]
fn a_database_killed_under_load_comes_back_and_loses_nothing() {
    let Some(folder) = open_wave() else { return };
    let mut server = Server::start_private(folder);
    let load = Load::on(server.address);
    load.wait_for(50);
    kill(postgres_of(&server.folder).unwrap(), Signal::SIGKILL).unwrap();
    load.wait_for(50);
    let acknowledged = load.end();
    assert_stored(&server.folder, &acknowledged);
    assert_eq!(server.terminate(), Some(0));
}

#[test]
fn a_stop_finishes_what_was_begun_and_leaves_the_database_to_the_other_server() {
    let Some(folder) = open_wave() else { return };
    let mut first = Server::start_private(folder);
    let other = TempFolder(first.folder.0.clone());
    let mut second = Server::start_private(other);
    assert!(second.key.starts_with("cvs_") && second.key == first.key, "one key for one database");
    must(&first.folder, &["wave", "list"]);
    let load = Load::on(first.address);
    load.wait_for(50);
    assert_eq!(first.terminate(), Some(0));
    assert_eq!(second.send(&Request::get("/readyz")).status, 200);
    let acknowledged = load.end();
    assert_stored(&first.folder, &acknowledged);
    assert_eq!(second.terminate(), Some(0));
    assert!(postgres_of(&first.folder).is_none(), "the last one stops the database");
}

#[test]
fn after_everything_was_killed_a_start_finds_all_that_was_acknowledged() {
    let Some(folder) = open_wave() else { return };
    let mut server = Server::start_private(folder);
    let load = Load::on(server.address);
    load.wait_for(50);
    let postgres = postgres_of(&server.folder).unwrap();
    server.kill();
    kill(postgres, Signal::SIGKILL).unwrap();
    let acknowledged = load.end();
    assert_stored(&server.folder, &acknowledged);
}

#[test]
fn without_postgresql_one_line_says_how_to_install_it() {
    let (folder, empty) = (TempFolder::new("data"), TempFolder::new("empty"));
    let output = private_command(&folder)
        .args(["wave", "list"])
        .env("CANVASS_PG_BIN", &empty.0)
        .env("PATH", &empty.0)
        .output()
        .unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3), "{message}");
    assert_eq!(message.lines().count(), 1, "{message}");
    assert!(message.contains("install") && message.contains("postgresql"), "{message}");
    assert!(output.stdout.is_empty());
}

#[test]
fn a_data_folder_that_cannot_be_made_is_named_with_the_way_out() {
    let file = TempFolder::new("file");
    std::fs::write(file.0.join("taken"), "").unwrap();
    let folder = TempFolder(file.0.join("taken"));
    let output = private_command(&folder).args(["wave", "list"]).output().unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3), "{message}");
    assert!(message.contains("taken") && message.contains("--data-dir"), "{message}");
}

#[test]
fn a_database_that_does_not_answer_is_exit_3_and_no_secret_is_shown() {
    let folder = TempFolder::new("nowhere");
    let output = private_command(&folder)
        .args(["--database-url", "postgres://me:secret@127.0.0.1:1/x", "wave", "list"])
        .output()
        .unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3), "{message}");
    assert!(message.contains("DATABASE_URL") && !message.contains("secret"), "{message}");
}
