//! Foreign questionnaires to files of ours. A reader a format makes a [`draft::Draft`]; `settle` compiles what would be
//! written and takes back what the compiler refuses; `files` writes it.

pub mod draft;
pub mod expression;
mod files;
pub mod markup;
pub mod names;
mod settle;

pub use files::DraftFile;
pub use settle::{Settled, settle};
