//! Which account the server runs as: PostgreSQL refuses to run as root.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use nix::unistd::{User, geteuid};

use super::PostgresError;

/// The unprivileged account that a command started by root hands the server to.
#[derive(Debug, Clone)]
pub(super) struct Account {
    pub(super) name: String,
    pub(super) uid: u32,
    pub(super) gid: u32,
}

/// In this order: one made for us, the one that Debian's and Red Hat's packages make, and the one that is always there.
const NAMES: [&str; 3] = ["canvass", "postgres", "nobody"];

impl Account {
    /// The account to drop to; `None` where we are not root and the server runs as ourselves. The server looks its
    /// account up by number, so it has to be one that the system knows.
    pub(super) fn to_run_as() -> Result<Option<Account>, PostgresError> {
        if !geteuid().is_root() {
            return Ok(None);
        }
        NAMES
            .iter()
            .find_map(|name| User::from_name(name).ok().flatten())
            .map(|user| Some(Account { name: user.name, uid: user.uid.as_raw(), gid: user.gid.as_raw() }))
            .ok_or(PostgresError::NoAccount)
    }

    /// The first folder on the way to `path`, from the root on, that the account may not pass through. Folders that are
    /// not there will be made by us and are not looked at.
    pub(super) fn first_closed_folder(&self, path: &Path) -> Option<PathBuf> {
        let mut ancestors: Vec<_> = path.ancestors().skip(1).collect();
        ancestors.reverse();
        ancestors.into_iter().find(|folder| !self.may_pass(folder)).map(Path::to_owned)
    }

    fn may_pass(&self, folder: &Path) -> bool {
        let Ok(metadata) = std::fs::metadata(folder) else { return true };
        let bit = match metadata {
            ref metadata if metadata.uid() == self.uid => 0o100,
            ref metadata if metadata.gid() == self.gid => 0o010,
            _ => 0o001,
        };
        metadata.mode() & bit != 0
    }
}
