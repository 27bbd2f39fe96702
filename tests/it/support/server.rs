//! The program serving, as its operator starts it: a process of its own, on a port of its own, on a test's database.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};

use super::client::{Reply, Request};
use super::{TempFolder, TestDatabase};

pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
    /// The key that the first start made; empty after a later one.
    pub(crate) key: String,
    pub(crate) folder: TempFolder,
}

impl Server {
    /// Starts it and waits until it says where it listens.
    pub(crate) fn start(database: &TestDatabase) -> Server {
        Server::start_with(database, &[])
    }

    /// [`Server::start`] with further options.
    pub(crate) fn start_with(database: &TestDatabase, options: &[&str]) -> Server {
        let folder = TempFolder::new("serve");
        Server::run(command(database, &folder), options, folder)
    }

    /// The same with a PostgreSQL of its own in the folder.
    pub(crate) fn start_private(folder: TempFolder) -> Server {
        Server::run(private_command(&folder), &[], folder)
    }

    fn run(mut command: Command, options: &[&str], folder: TempFolder) -> Server {
        let mut child = command
            .args(["serve", "--bind", "127.0.0.1:0"])
            .args(options)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut address = None;
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        for line in lines.by_ref() {
            let line = line.unwrap();
            let found = line.split_whitespace().find_map(|word| word.strip_prefix("http://"));
            if let Some(found) = found {
                address = Some(found.trim_end_matches('/').parse().unwrap());
                break;
            }
        }
        // Somebody must read on, or the server would wait for a full pipe.
        std::thread::spawn(move || lines.for_each(drop));
        let address = address.expect("the server says where it listens");
        // A later start on the same database makes none.
        let key = std::fs::read_to_string(folder.0.join("api-key")).unwrap_or_default().trim().to_owned();
        Server { child, address, key, folder }
    }

    pub(crate) fn send(&self, request: &Request) -> Reply {
        request.send(self.address)
    }

    /// As `kill -9` does.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// As a service manager does; gives the exit code.
    pub(crate) fn terminate(&mut self) -> Option<i32> {
        let id = i32::try_from(self.child.id()).unwrap();
        nix::sys::signal::kill(nix::unistd::Pid::from_raw(id), nix::sys::signal::Signal::SIGTERM).unwrap();
        self.child.wait().unwrap().code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program on a test's database.
pub(crate) fn command(database: &TestDatabase, folder: &TempFolder) -> Command {
    let mut command = private_command(folder);
    command.args(["--database-url", &database.url]);
    command
}

/// The program on a PostgreSQL of its own.
pub(crate) fn private_command(folder: &TempFolder) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_canvass"));
    command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("DATABASE_URL")
        .arg("--data-dir")
        .arg(&folder.0)
        .stdin(Stdio::null());
    command
}

/// Runs a command that must succeed, and gives what it printed.
pub(crate) fn must_run(database: &TestDatabase, folder: &TempFolder, arguments: &[&str]) -> String {
    let output = command(database, folder).args(arguments).output().unwrap();
    assert!(
        output.status.success(),
        "{arguments:?}: {}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// An open wave `every-kind` of the survey with one item of every kind.
pub(crate) fn open_every_kind(database: &TestDatabase, folder: &TempFolder) {
    let survey = "tests/surveys/every_kind";
    must_run(database, folder, &["wave", "create", "every-kind", "--questionnaire", survey]);
    must_run(database, folder, &["wave", "open", "every-kind"]);
}
