//! The data directory: `data` (the cluster), `run` (the socket), `postgres.log`, and two locks that commands share.

use std::fs::File;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use super::PostgresError;
use super::account::Account;

/// The paths of one private server; all folders are there, closed to others and owned by the server's account.
#[derive(Debug)]
pub(super) struct Folder {
    root: PathBuf,
    data: PathBuf,
    socket_dir: PathBuf,
}

const DEFAULT: &str = "canvass-data";
/// Where a command started by root keeps its data when the account of the server cannot reach the default.
const DEFAULT_FOR_ROOT: &str = "/var/lib/canvass";
pub(super) const SOCKET: &str = ".s.PGSQL.5432";
/// What the operating system allows for a socket's path is 104 bytes on macOS and 108 on Linux, the final zero included.
const SOCKET_PATH_BYTES_MAX: usize = 103;

impl Folder {
    /// The directory asked for, or the default one, made where it is missing.
    pub(super) fn prepare(asked: Option<&Path>, account: Option<&Account>) -> Result<Folder, PostgresError> {
        let root = choose_root(asked, account)?;
        std::fs::create_dir_all(&root).map_err(|error| error_at("create", &root, error))?;
        let root = root.canonicalize().map_err(|error| error_at("find", &root, error))?;
        make_private(&root, account)?;
        let socket_dir = socket_dir(&root);
        if socket_dir.starts_with(&root) {
            std::fs::create_dir_all(&socket_dir).map_err(|error| error_at("create", &socket_dir, error))?;
            make_private(&socket_dir, account)?;
        } else {
            make_private_in_tmp(&socket_dir, account)?;
        }
        Ok(Folder { data: root.join("data"), root, socket_dir })
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    pub(super) fn data(&self) -> &Path {
        &self.data
    }

    pub(super) fn socket_dir(&self) -> &Path {
        &self.socket_dir
    }

    pub(super) fn log(&self) -> PathBuf {
        self.root.join("postgres.log")
    }

    /// The version that made the cluster; `None` where there is none yet.
    pub(super) fn major_version(&self) -> Result<Option<u32>, PostgresError> {
        let file = self.data.join("PG_VERSION");
        match std::fs::read_to_string(&file) {
            Ok(text) => Ok(text.trim().split('.').next().and_then(|major| major.parse().ok())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error_at("read", &file, error)),
        }
    }

    /// Held by one command at a time while it starts or stops the server; released by dropping it.
    pub(super) fn lock_starting(&self) -> Result<File, PostgresError> {
        let file = self.open_lock("starting.lock")?;
        file.lock().map_err(|error| self.file_error("lock", "starting.lock", error))?;
        Ok(file)
    }

    pub(super) fn open_lock(&self, name: &str) -> Result<File, PostgresError> {
        let path = self.root.join(name);
        File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(|error| error_at("open", &path, error))
    }

    pub(super) fn file_error(
        &self,
        action: &'static str,
        name: &str,
        error: std::io::Error,
    ) -> PostgresError {
        error_at(action, &self.root.join(name), error)
    }
}

pub(super) fn error_at(action: &'static str, path: &Path, error: std::io::Error) -> PostgresError {
    PostgresError::File { action, path: path.to_owned(), error }
}

fn choose_root(asked: Option<&Path>, account: Option<&Account>) -> Result<PathBuf, PostgresError> {
    let absolute = |path: &Path| std::path::absolute(path).map_err(|error| error_at("find", path, error));
    let root = absolute(asked.unwrap_or(Path::new(DEFAULT)))?;
    let Some(account) = account else { return Ok(root) };
    match account.first_closed_folder(&root) {
        None => Ok(root),
        Some(_) if asked.is_none() => Ok(PathBuf::from(DEFAULT_FOR_ROOT)),
        Some(folder) => Err(PostgresError::Unreachable { account: account.name.clone(), folder }),
    }
}

fn socket_dir(root: &Path) -> PathBuf {
    let beside = root.join("run");
    if beside.as_os_str().len() + 1 + SOCKET.len() <= SOCKET_PATH_BYTES_MAX {
        return beside;
    }
    // The name comes from the path alone, so that every command on this directory finds the same socket.
    let name = uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_URL, root.as_os_str().as_encoded_bytes());
    PathBuf::from(format!("/tmp/canvass-{}", name.simple()))
}

fn make_private(folder: &Path, account: Option<&Account>) -> Result<(), PostgresError> {
    let mode = std::fs::Permissions::from_mode(0o700);
    std::fs::set_permissions(folder, mode).map_err(|error| error_at("close to others", folder, error))?;
    if let Some(account) = account {
        std::os::unix::fs::chown(folder, Some(account.uid), Some(account.gid))
            .map_err(|error| error_at("hand to the database's account", folder, error))?;
    }
    Ok(())
}

/// In /tmp somebody else may have made the folder first, so what stands there is believed only if it is ours.
fn make_private_in_tmp(folder: &Path, account: Option<&Account>) -> Result<(), PostgresError> {
    match std::fs::DirBuilder::new().mode(0o700).create(folder) {
        Ok(()) => return make_private(folder, account),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error_at("create", folder, error)),
    }
    let metadata = std::fs::symlink_metadata(folder).map_err(|error| error_at("look at", folder, error))?;
    let owner = account.map_or_else(|| nix::unistd::geteuid().as_raw(), |account| account.uid);
    if metadata.is_dir() && metadata.uid() == owner && metadata.mode() & 0o077 == 0 {
        Ok(())
    } else {
        Err(PostgresError::UnsafeSocketFolder { folder: folder.to_owned() })
    }
}
