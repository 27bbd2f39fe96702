//! A PostgreSQL of our own, where nobody gave us one: found on the machine, set up on first use, started, shared by all
//! commands on the same directory, restarted when it dies, stopped by the last command that uses it.
//!
//! *Rationale.* A server could be tied to the life of the command that started it by a parent-death signal. That needs
//! `unsafe` between fork and exec, exists on Linux only, and would take the server away from the other commands that
//! joined it. Instead a server that survives its command is adopted by the next one, and the last user stops it.

mod account;
mod binaries;
mod control;
mod folder;

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::process::Child;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::Duration;

use account::Account;
use binaries::Binaries;
use folder::Folder;

/// Why there is no private server. Each message ends with what to do.
#[derive(Debug, thiserror::Error)]
pub enum PostgresError {
    #[error(
        "no PostgreSQL found on this machine: install it with `{install}`, or set DATABASE_URL to a database that runs elsewhere"
    )]
    NotInstalled { install: &'static str },
    #[error("{} has no `postgres` and `initdb`: install PostgreSQL with `{install}`, and set CANVASS_PG_BIN to the folder that holds both or not at all", folder.display())]
    NotInFolder { folder: PathBuf, install: &'static str },
    #[error("the data in {} was made by PostgreSQL {wanted}, and only {found} is installed here: install the package `{package}`", folder.display())]
    OtherVersion { folder: PathBuf, wanted: u32, found: String, package: String },
    #[error(
        "started as root, and there is no unprivileged account (canvass, postgres or nobody) to run PostgreSQL as: create one with `useradd --system canvass`, or start as another user"
    )]
    NoAccount,
    #[error("the account `{account}` that PostgreSQL runs as cannot enter {}: choose another place with --data-dir (/var/lib/canvass is the usual one), or start as another user", folder.display())]
    Unreachable { account: String, folder: PathBuf },
    #[error("{} is not safe to keep the database's socket in: remove it, or choose a shorter --data-dir", folder.display())]
    UnsafeSocketFolder { folder: PathBuf },
    #[error("cannot {action} {}: {error}; check its permissions, or choose another place with --data-dir", path.display())]
    File { action: &'static str, path: PathBuf, error: std::io::Error },
    #[error("{program} failed: {output}")]
    Program { program: String, output: String },
    #[error("PostgreSQL did not start; the end of {} says: {tail}", log.display())]
    DidNotStart { log: PathBuf, tail: String },
    #[error("the PostgreSQL server with process id {pid} on {} neither answers nor stops: stop it with `kill -INT {pid}` and try again", folder.display())]
    Hangs { pid: i32, folder: PathBuf },
}

/// How to find and where to keep the private server.
#[derive(Debug, Clone, Default)]
pub struct PostgresSettings {
    /// `None`: `canvass-data` in the current folder, or /var/lib/canvass for root where the account that the server
    /// runs as cannot reach that.
    pub data_dir: Option<PathBuf>,
    /// The only folder to take the programs from, where given.
    pub bin: Option<PathBuf>,
    /// The search path for programs.
    pub path: Option<std::ffi::OsString>,
}

/// A running private server, kept running while this value lives.
#[derive(Debug)]
pub struct PrivatePostgres {
    server: Arc<Server>,
    /// Held shared by each user of the server: who can take it alone was the last one.
    users: Option<File>,
    stop_watching: Option<mpsc::Sender<()>>,
    watcher: Option<std::thread::JoinHandle<()>>,
}

#[derive(Debug)]
struct Server {
    folder: Folder,
    binaries: Binaries,
    account: Option<Account>,
    /// The server, where this process started it: to be reaped when it ends.
    child: Mutex<Option<Child>>,
}

/// How often the watcher looks whether the server lives.
const WATCH_INTERVAL: Duration = Duration::from_millis(250);
/// The pause after a restart that failed, so that a broken server does not use up the machine.
const RESTART_PAUSE: Duration = Duration::from_secs(2);

impl PrivatePostgres {
    /// A server on the data directory: the running one, or a new one after setting up the directory on first use.
    /// Blocks until it takes connections.
    pub fn start(settings: &PostgresSettings) -> Result<PrivatePostgres, PostgresError> {
        let account = Account::to_run_as()?;
        let folder = Folder::prepare(settings.data_dir.as_deref(), account.as_ref())?;
        let users = folder.open_lock("users.lock")?;
        let _starting = folder.lock_starting()?;
        users.lock_shared().map_err(|error| folder.file_error("lock", "users.lock", error))?;
        let binaries = Binaries::find(settings, folder.major_version()?, folder.root())?;
        let server = Arc::new(Server { folder, binaries, account, child: Mutex::new(None) });
        server.ensure_running()?;
        let (stop_watching, stopped) = mpsc::channel();
        let watched = Arc::clone(&server);
        let watcher = std::thread::Builder::new()
            .name("postgres-watch".to_owned())
            .spawn(move || watch(&watched, &stopped))
            .map_err(|error| server.folder.file_error("watch", "data", error))?;
        Ok(PrivatePostgres {
            server,
            users: Some(users),
            stop_watching: Some(stop_watching),
            watcher: Some(watcher),
        })
    }

    /// The address of one of its databases, for `db::connect`.
    pub fn url(&self, database: &str) -> String {
        format!(
            "postgres:///{database}?host={}&user={SUPERUSER}",
            url_encoded(self.server.folder.socket_dir())
        )
    }

    /// The data directory, with the log and the socket.
    pub fn folder(&self) -> &Path {
        self.server.folder.root()
    }

    /// The server's process id, `None` while it is down.
    pub fn process_id(&self) -> Option<i32> {
        control::recorded_pid(self.server.folder.data())
    }

    /// Stops the server if no other command uses it. Dropping the value does the same.
    pub fn stop(mut self) {
        self.leave();
    }

    fn leave(&mut self) {
        drop(self.stop_watching.take());
        if let Some(watcher) = self.watcher.take() {
            let _ = watcher.join();
        }
        let Some(users) = self.users.take() else { return };
        let Ok(_starting) = self.server.folder.lock_starting() else { return };
        let _ = users.unlock();
        match users.try_lock() {
            Ok(()) => self.server.stop(),
            Err(TryLockError::WouldBlock) => tracing::debug!("another command goes on using the database"),
            Err(TryLockError::Error(error)) => tracing::warn!(%error, "cannot tell who uses the database"),
        }
    }
}

impl Drop for PrivatePostgres {
    fn drop(&mut self) {
        self.leave();
    }
}

/// The database's superuser; only who can reach the socket can be it.
pub(super) const SUPERUSER: &str = "canvass";

impl Server {
    /// To be called with the starting lock held.
    fn ensure_running(&self) -> Result<(), PostgresError> {
        control::set_up(&self.binaries, &self.folder, self.account.as_ref())?;
        if control::adopt_or_clear(&self.folder)? == control::Previous::Runs {
            return Ok(());
        }
        let child = control::launch(&self.binaries, &self.folder, self.account.as_ref())?;
        *self.child.lock().unwrap_or_else(PoisonError::into_inner) = Some(child);
        Ok(())
    }

    fn is_running(&self) -> bool {
        self.reap();
        control::recorded_pid(self.folder.data()).is_some_and(control::is_alive)
    }

    /// Takes a dead child's exit status, so that it does not stay a zombie which looks alive.
    fn reap(&self) {
        let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
        if child.as_mut().is_some_and(|child| !matches!(child.try_wait(), Ok(None))) {
            *child = None;
        }
    }

    fn stop(&self) {
        control::stop(&self.folder, || self.reap());
    }
}

/// Starts the server again whenever it is gone: after a crash, or where somebody killed it.
fn watch(server: &Server, stopped: &mpsc::Receiver<()>) {
    let mut pause = WATCH_INTERVAL;
    while let Err(mpsc::RecvTimeoutError::Timeout) = stopped.recv_timeout(pause) {
        pause = WATCH_INTERVAL;
        if server.is_running() {
            continue;
        }
        let Ok(_starting) = server.folder.lock_starting() else { continue };
        tracing::warn!("the database server is gone; starting it again");
        if let Err(error) = server.ensure_running() {
            tracing::error!(%error, "the database server did not come back; trying again");
            pause = RESTART_PAUSE;
        }
    }
}

/// A path as a value in a connection URL: everything but unreserved characters and `/` percent-encoded.
fn url_encoded(path: &Path) -> String {
    use std::fmt::Write;
    use std::os::unix::ffi::OsStrExt;
    let mut text = String::new();
    for byte in path.as_os_str().as_bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(byte) {
            text.push(char::from(*byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}
