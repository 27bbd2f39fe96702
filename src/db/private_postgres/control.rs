//! The server's life: set up, adopt, launch, stop. All of it runs with the starting lock held.

use std::io::{Read, Seek, SeekFrom};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use super::account::Account;
use super::binaries::Binaries;
use super::folder::{Folder, SOCKET, error_at};
use super::{PostgresError, SUPERUSER};

/// How long a server may take to start, or to come down before a start. Crash recovery replays at most `max_wal_size`.
const START_LIMIT: Duration = Duration::from_secs(60);
/// How long a fast shutdown may take before the server is told to drop everything; it recovers at the next start.
const STOP_LIMIT: Duration = Duration::from_secs(20);
const POLL: Duration = Duration::from_millis(10);
/// The log is kept once more when it has grown to this size.
const LOG_BYTES_MAX: u64 = 10 << 20;

/// What a look at the data directory found.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Previous {
    /// A server takes connections.
    Runs,
    /// None does, and nothing stands in the way of a new one.
    Gone,
}

/// `initdb` into a folder beside, then a rename: a set-up that was cut short leaves nothing that looks finished.
pub(super) fn set_up(
    binaries: &Binaries,
    folder: &Folder,
    account: Option<&Account>,
) -> Result<(), PostgresError> {
    if folder.data().join("PG_VERSION").exists() {
        return Ok(());
    }
    let unfinished = folder.root().join("data.new");
    if unfinished.exists() {
        std::fs::remove_dir_all(&unfinished).map_err(|error| error_at("remove", &unfinished, error))?;
    }
    let output = program(binaries, "initdb", folder, account)
        .args(["--username", SUPERUSER, "--auth=trust", "--encoding=UTF8", "--locale=C"])
        .args(["--data-checksums", "--no-instructions", "-D"])
        .arg(&unfinished)
        .output()
        .map_err(|error| error_at("run", &binaries.program("initdb"), error))?;
    if !output.status.success() {
        let output = String::from_utf8_lossy(&output.stderr).trim().replace('\n', "; ");
        return Err(PostgresError::Program { program: "initdb".to_owned(), output });
    }
    // Nobody but the account (and root) can reach the socket: its folder and the data's are closed to others.
    let rules = unfinished.join("pg_hba.conf");
    std::fs::write(&rules, "local all all trust\n").map_err(|error| error_at("write", &rules, error))?;
    std::fs::rename(&unfinished, folder.data()).map_err(|error| error_at("rename", &unfinished, error))
}

/// Joins a server that runs, waits for one that is starting or stopping, and clears away what a killed one left.
/// The pid file is no proof of life: the process may be gone, a zombie, or another program by now.
pub(super) fn adopt_or_clear(folder: &Folder) -> Result<Previous, PostgresError> {
    let deadline = Instant::now() + START_LIMIT;
    while let Some(pid) = recorded_pid(folder.data()) {
        let blocked = match process(pid) {
            Process::Server => {
                if is_ready(folder, pid) {
                    return Ok(Previous::Runs);
                }
                true
            }
            // PostgreSQL takes a zombie for a running server and refuses to start. The pid file is ours to remove only
            // when no process of the old server is attached to its memory any more.
            Process::Zombie if old_memory_attached(folder.data()) => true,
            Process::Zombie => {
                remove(&folder.data().join("postmaster.pid"))?;
                false
            }
            // PostgreSQL itself tells such a pid file from a live one.
            Process::Gone => false,
        };
        if !blocked {
            break;
        }
        if Instant::now() > deadline {
            return Err(PostgresError::Hangs { pid, folder: folder.data().to_owned() });
        }
        std::thread::sleep(POLL);
    }
    // The socket's lock file names the dead process too, and stops a start just as the pid file does.
    remove(&folder.socket_dir().join(SOCKET))?;
    remove(&folder.socket_dir().join(format!("{SOCKET}.lock")))?;
    Ok(Previous::Gone)
}

fn remove(file: &Path) -> Result<(), PostgresError> {
    match std::fs::remove_file(file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error_at("remove", file, error)),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Starts the server and waits until it takes connections.
pub(super) fn launch(
    binaries: &Binaries,
    folder: &Folder,
    account: Option<&Account>,
) -> Result<Child, PostgresError> {
    let deadline = Instant::now() + START_LIMIT;
    loop {
        let log_before = log_bytes(folder);
        let mut child = spawn(binaries, folder, account)?;
        match wait_until_ready(folder, &mut child, deadline) {
            Ready::Yes => return Ok(child),
            // Processes of a killed server that have not noticed yet hold its memory for a moment longer.
            Ready::Exited
                if Instant::now() < deadline && old_memory_named(&log_since(folder, log_before)) =>
            {
                std::thread::sleep(Duration::from_millis(100));
            }
            Ready::Exited | Ready::TooLate => {
                let _ = kill(Pid::from_raw(child.id() as i32), Signal::SIGQUIT);
                let _ = child.wait();
                return Err(PostgresError::DidNotStart {
                    log: folder.log(),
                    tail: log_since(folder, log_before),
                });
            }
        }
    }
}

fn spawn(binaries: &Binaries, folder: &Folder, account: Option<&Account>) -> Result<Child, PostgresError> {
    let path = folder.log();
    if std::fs::metadata(&path).is_ok_and(|metadata| metadata.len() > LOG_BYTES_MAX) {
        let _ = std::fs::rename(&path, path.with_extension("log.1"));
    }
    let log = std::fs::File::options()
        .create(true)
        .append(true)
        .open(&path)
        .map_err(|error| error_at("open", &path, error))?;
    let errors = log.try_clone().map_err(|error| error_at("open", &path, error))?;
    let mut command = program(binaries, "postgres", folder, account);
    command.arg("-D").arg(folder.data()).arg("-k").arg(folder.socket_dir());
    for setting in SETTINGS {
        command.args(["-c", setting]);
    }
    // In a group of its own, so that Ctrl-C in the terminal reaches us first and we stop it in order.
    command.process_group(0).stdin(Stdio::null()).stdout(log).stderr(errors);
    command.spawn().map_err(|error| error_at("run", &binaries.program("postgres"), error))
}

/// No network, and an acknowledged commit survives the loss of power whatever the configuration file says.
const SETTINGS: [&str; 11] = [
    "listen_addresses=",
    "unix_socket_permissions=0700",
    "fsync=on",
    "synchronous_commit=on",
    "full_page_writes=on",
    "max_connections=200",
    "shared_buffers=128MB",
    "max_wal_size=1GB",
    "logging_collector=off",
    "log_checkpoints=off",
    "timezone=UTC",
];

enum Ready {
    Yes,
    Exited,
    TooLate,
}

fn wait_until_ready(folder: &Folder, child: &mut Child, deadline: Instant) -> Ready {
    let pid = child.id() as i32;
    loop {
        if !matches!(child.try_wait(), Ok(None)) {
            return Ready::Exited;
        }
        if recorded_pid(folder.data()) == Some(pid) && is_ready(folder, pid) {
            return Ready::Yes;
        }
        if Instant::now() > deadline {
            return Ready::TooLate;
        }
        std::thread::sleep(POLL);
    }
}

/// Fast shutdown, then an immediate one. `reap` takes the exit status where the server is a child of ours.
pub(super) fn stop(folder: &Folder, reap: impl Fn()) {
    let Some(pid) = recorded_pid(folder.data()).filter(|pid| is_alive(*pid)) else { return };
    for (signal, limit) in [(Signal::SIGINT, STOP_LIMIT), (Signal::SIGQUIT, Duration::from_secs(5))] {
        let _ = kill(Pid::from_raw(pid), signal);
        let deadline = Instant::now() + limit;
        while Instant::now() < deadline {
            reap();
            if !is_alive(pid) {
                return;
            }
            std::thread::sleep(POLL);
        }
    }
    tracing::warn!(pid, "the database server did not stop; the next command takes it over");
}

/// A program of PostgreSQL, run as the account, in a folder the account may stand in, and without the caller's PG* variables.
fn program(binaries: &Binaries, name: &str, folder: &Folder, account: Option<&Account>) -> Command {
    let mut command = Command::new(binaries.program(name));
    command
        .current_dir(folder.root())
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .env("LC_ALL", "C")
        .env("TZ", "UTC");
    if let Some(account) = account {
        command.uid(account.uid).gid(account.gid);
    }
    command
}

/// The process id in `postmaster.pid`.
pub(super) fn recorded_pid(data: &Path) -> Option<i32> {
    pid_file_line(data, 0)?.parse().ok().filter(|pid| *pid > 0)
}

/// One line of `postmaster.pid`: 0 the process id, 6 the shared memory, 7 the state.
fn pid_file_line(data: &Path, line: usize) -> Option<String> {
    let text = std::fs::read_to_string(data.join("postmaster.pid")).ok()?;
    text.lines().nth(line).map(|line| line.trim().to_owned())
}

fn is_ready(folder: &Folder, pid: i32) -> bool {
    recorded_pid(folder.data()) == Some(pid)
        && pid_file_line(folder.data(), 7).as_deref() == Some("ready")
        && UnixStream::connect(folder.socket_dir().join(SOCKET)).is_ok()
}

/// What stands behind a process id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Process {
    Server,
    /// A server that has ended and was not reaped.
    Zombie,
    /// Nothing, or another program that got the number.
    Gone,
}

/// Whether the process is a PostgreSQL server that runs.
pub(super) fn is_alive(pid: i32) -> bool {
    process(pid) == Process::Server
}

fn process(pid: i32) -> Process {
    if kill(Pid::from_raw(pid), None).is_err() {
        return Process::Gone;
    }
    // "pid (name) state …" where the system has /proc, else what ps says.
    let described = std::fs::read_to_string(format!("/proc/{pid}/stat"))
        .ok()
        .and_then(|text| {
            let (name, rest) = text.rsplit_once(") ")?;
            Some((name.split_once('(')?.1.to_owned(), rest.to_owned()))
        })
        .or_else(|| described_by_ps(pid));
    match described {
        Some((name, state)) if name.contains("postgres") => {
            if state.starts_with(['Z', 'X']) {
                Process::Zombie
            } else {
                Process::Server
            }
        }
        // A zombie has lost its name on some systems.
        Some((_, state)) if state.starts_with('Z') => Process::Zombie,
        Some(_) | None => Process::Gone,
    }
}

fn described_by_ps(pid: i32) -> Option<(String, String)> {
    let output = Command::new("ps").args(["-o", "stat=,comm=", "-p", &pid.to_string()]).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    let (state, name) = text.split_once(char::is_whitespace)?;
    Some((name.trim().to_owned(), state.to_owned()))
}

/// Whether a process is attached to the memory that `postmaster.pid` names ("key id" in its seventh line).
fn old_memory_attached(data: &Path) -> bool {
    let Some(line) = pid_file_line(data, 6) else { return false };
    let Some(id) = line.split_whitespace().nth(1) else { return false };
    let segments = std::fs::read_to_string("/proc/sysvipc/shm").unwrap_or_default();
    segments.lines().any(|segment| {
        let columns: Vec<_> = segment.split_whitespace().collect();
        columns.get(1) == Some(&id) && columns.get(6).is_some_and(|attached| *attached != "0")
    })
}

fn old_memory_named(log: &str) -> bool {
    log.contains("shared memory block") && log.contains("still in use")
}

fn log_bytes(folder: &Folder) -> u64 {
    std::fs::metadata(folder.log()).map_or(0, |metadata| metadata.len())
}

/// What the server wrote to its log since it had `before` bytes, at most its last lines, on one line.
fn log_since(folder: &Folder, before: u64) -> String {
    const BYTES_MAX: u64 = 1000;
    let mut text = Vec::new();
    if let Ok(mut file) = std::fs::File::open(folder.log()) {
        let length = log_bytes(folder);
        let from = if before <= length { before } else { 0 };
        let _ = file.seek(SeekFrom::Start(from.max(length.saturating_sub(BYTES_MAX))));
        let _ = file.read_to_end(&mut text);
    }
    String::from_utf8_lossy(&text).trim().replace('\n', "; ")
}
