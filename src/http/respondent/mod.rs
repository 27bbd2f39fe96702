//! What respondents meet: pages, their sessions, and the intake of whole responses.

pub(crate) mod form_body;
pub(crate) mod show;
