//! The respondent's HTML, made from views alone. Every page works without scripts and carries no style and no script of
//! its own, so that the strictest Content-Security-Policy holds.

mod allocation;
mod entrance;
mod fields;
mod frame;
mod grid;
mod outcome;
mod page;

pub use entrance::{OpenSurvey, intro, landing};
pub use frame::{FORM_ID, Frame, Note, SavedAt};
pub use outcome::{
    Ended, Failure, closed, closed_meanwhile, ended, failure, not_found, not_open_yet, receipt, refused,
};
pub use page::page;
