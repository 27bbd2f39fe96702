//! Foreign questionnaires to files of ours. A reader a format makes a [`draft::Draft`]; `settle` compiles what would be
//! written and takes back what the compiler refuses; `files` writes it.

pub mod draft;
pub mod expression;
pub mod markup;
pub mod names;
