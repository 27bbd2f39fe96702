//! The verbs: load, let the domain decide, store. One file a verb.

mod folder;

pub use folder::{FILE_SIZE_BYTES_MAX, FolderError, SurveyFolder, add as add_file, load as load_folder};
