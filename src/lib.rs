//! canvass: one folder of text is the whole survey. The rooms, ground first; imports point down (`tests/tidy.rs`).
#![forbid(unsafe_code)]

/// Who may do what.
pub mod auth;
/// Printing a page as PDF with a browser of the machine.
pub mod browser;
/// The command line: flags to rooms, answers to standard output.
pub mod cli;
/// The one reader of the environment.
pub mod config;
/// The only room that talks to PostgreSQL.
pub mod db;
/// What we tell an author or an analyst, with its place in the file.
pub mod diagnostics;
/// Tables, reports and responses as bytes.
pub mod export;
/// Running a wave: its file, its states, dispositions.
pub mod fieldwork;
/// What the respondent sees and sends.
pub mod form;
/// HTTP: requests to verbs, answers to bytes.
pub mod http;
/// Languages and texts in several of them.
pub mod i18n;
/// Names: survey and item ids, option codes, waves, versions, responses.
pub mod ids;
/// Questionnaires of other programs, and values as YAML.
pub mod interchange;
/// A survey in an editor, by the language server protocol.
pub mod lsp;
/// The definition language: questionnaire files to checked, immutable data.
pub mod questionnaire;
/// One respondent's answers to one version.
pub mod responses;
/// The verbs: load, let the domain decide, store.
pub mod service;
/// Synthetic respondents who walk the routing, moved until published figures come out.
pub mod simulation;
/// Requests to tables: datasets, plans, counts, statistics.
pub mod tabulation;
/// The log.
pub mod telemetry;
