//! The verbs: load, let the domain decide, store. One file a verb.

mod check_folder;
pub mod clock;
mod folder;

pub use check_folder::{CheckedFolder, check_files, check_folder, check_folder_with};
pub use folder::{FILE_SIZE_BYTES_MAX, FolderError, SurveyFolder, add as add_file, load as load_folder};
