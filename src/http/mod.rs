//! HTTP: the only room that names actix.

mod assets;
mod body;
mod json;
mod language;
mod middleware;
mod preview;
mod problem;
mod respondent;
mod server;

pub use preview::preview;
