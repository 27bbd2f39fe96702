//! Why a command stopped, and the exit code that says whose move it is.

use std::io;
use std::path::Path;

use crate::service::FolderError;

/// A command that did not do its work; each kind has its exit code.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// The input is wrong.
    #[error("{0}")]
    Input(String),
    /// The input is wrong, and its diagnostics have been shown.
    #[error("the input is wrong")]
    Shown,
    /// A flag or a file is missing or makes no sense.
    #[error("{0}")]
    Usage(String),
    /// The database, the disk or the network failed.
    #[error("{0}")]
    System(String),
}

impl Failure {
    pub(super) fn exit_code(&self) -> u8 {
        match self {
            Failure::Input(_) | Failure::Shown => 1,
            Failure::Usage(_) => 2,
            Failure::System(_) => 3,
        }
    }

    /// A file that could not be read, with what to do about it.
    pub(super) fn unreadable(path: &Path, error: &io::Error) -> Failure {
        let path = path.display();
        match error.kind() {
            io::ErrorKind::NotFound => Failure::Usage(format!("there is no file `{path}`: check the path")),
            io::ErrorKind::PermissionDenied => {
                Failure::Usage(format!("`{path}` may not be read: check its permissions"))
            }
            io::ErrorKind::IsADirectory => Failure::Usage(format!("`{path}` is a folder: name a file in it")),
            io::ErrorKind::InvalidData => {
                Failure::Input(format!("`{path}` is not UTF-8 text: save it as UTF-8"))
            }
            _ => Failure::System(format!("`{path}` could not be read: {error}")),
        }
    }

    /// A file that could not be written.
    pub(super) fn unwritable(path: &Path, error: &io::Error) -> Failure {
        let path = path.display();
        match error.kind() {
            io::ErrorKind::NotFound => {
                Failure::Usage(format!("`{path}` could not be written: its folder does not exist"))
            }
            _ => Failure::System(format!("`{path}` could not be written: {error}")),
        }
    }
}

/// Whether the reader of standard output went away (`canvass … | head`), which is nobody's failure.
pub(super) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    })
}

impl From<FolderError> for Failure {
    fn from(error: FolderError) -> Failure {
        match error {
            FolderError::NotFound(_) | FolderError::NoQuestionnaire(_) => Failure::Usage(error.to_string()),
            FolderError::TooLarge(_) | FolderError::NotText(_) => Failure::Input(error.to_string()),
            FolderError::Unreadable { .. } => Failure::System(error.to_string()),
        }
    }
}
