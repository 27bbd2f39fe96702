//! What a verb can answer beside its result. Every variant carries facts; words for clients are made at the edges.

use std::path::PathBuf;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::FolderError;
use crate::db::DbError;
use crate::db::private_postgres::PostgresError;
use crate::diagnostics::{Diagnostic, Sources};
use crate::fieldwork::MoveError;
use crate::fieldwork::change::VersionChangeError;
use crate::ids::{ResponseId, Uuid};
use crate::responses::data_file::{DataFileError, ReadSummary};
use crate::responses::{AnswerProblem, Answers};

#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// More is being sent than can be written: come back later.
    #[error("too many answers are being stored at this moment; try again in {} s", retry_after.as_secs())]
    Overloaded { retry_after: Duration },
    #[error(transparent)]
    Database(DbError),
    #[error(transparent)]
    Postgres(#[from] PostgresError),
    #[error("there is no wave `{slug}`: `canvass wave list` shows those there are")]
    UnknownWave { slug: String },
    #[error(
        "there is no published version `{name}`: give `sha256:` and at least 4 of its digits, as `canvass publish` prints them"
    )]
    UnknownVersion { name: String },
    #[error("`{name}` is the beginning of several versions: {}; give more digits", found.join(", "))]
    AmbiguousVersion { name: String, found: Vec<String> },
    #[error("the wave `{slug}` exists already: choose another name, or use it as it is")]
    WaveExists { slug: String },
    #[error(
        "`{slug}` is no name for a wave: use a lower-case letter, then lower-case letters, digits, `_` and `-`"
    )]
    MalformedWaveName { slug: String },
    #[error("the wave `{slug}` is not open yet")]
    WaveNotOpenYet { slug: String, opens_at: Option<DateTime<Utc>> },
    #[error("the wave `{slug}` is closed")]
    WaveClosed { slug: String },
    #[error("the wave `{slug}` has all the responses it takes")]
    WaveFull { slug: String },
    #[error(transparent)]
    Move(#[from] MoveError),
    #[error(transparent)]
    VersionChange(#[from] VersionChangeError),
    #[error("the wave `{slug}` was moved by somebody else at the same moment: look at it again")]
    WaveMoved { slug: String },
    #[error("the wave `{slug}` cannot be opened to real respondents: its notice does not say {}; complete `notice` in wave.yaml", missing.join(", "))]
    NoticeIncomplete { slug: String, missing: Vec<String> },
    #[error("{} answers need another look", problems.len())]
    InvalidAnswers { problems: Vec<AnswerProblem>, answers: Box<Answers> },
    #[error("the survey is not offered in `{language}`: use one of {}", known.join(", "))]
    UnknownLanguage { language: String, known: Vec<String> },
    #[error("the wave has no source `{source_code}`: use one of {}", known.join(", "))]
    UnknownSource { source_code: String, known: Vec<String> },
    #[error("the consent `{consent}` is required and was not given: there is no interview without it")]
    ConsentLacking { consent: String },
    #[error("another response is stored under the id {}", id.0)]
    ResponseDiffers { id: ResponseId },
    #[error("there is no interview behind this link")]
    UnknownSession,
    #[error("there is no response with this receipt")]
    UnknownReceipt,
    #[error("there is no key {id}, or it is revoked already")]
    UnknownKey { id: Uuid },
    #[error(
        "the wave `{slug}` has no report file: put report.yaml beside its questionnaire and publish again, or name one with --report"
    )]
    NoReport { slug: String },
    /// Waves that are too large for memory are counted by SQL, which cannot tell everything.
    #[error(
        "this cannot be counted in the database: {what}; leave it out, or count with --engine columns and room in memory"
    )]
    NotInSql { what: String },
    #[error("there is no figure `{id}` in the report")]
    UnknownFigure { id: String },
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// Files or a request with errors; each points into `sources`.
    #[error("{} problems in the files", diagnostics.len())]
    Diagnostics { diagnostics: Vec<Diagnostic>, sources: Box<Sources> },
    #[error("{} has no wave file", path.display())]
    NoWaveFile { path: PathBuf },
    #[error("the data file cannot be read as the questionnaire says")]
    DataFile(DataFileError),
    /// Made-up answers may not mix with given ones.
    #[error(
        "the file's answers are synthetic, and the wave `{slug}` holds others: import them into a wave of their own"
    )]
    SyntheticAnswers { slug: String },
    /// A strict import met something to list; nothing was stored.
    #[error("{} notes on the data file, and --strict allows none: nothing was stored", summary.notes.len())]
    NotStrict { summary: Box<ReadSummary> },
    /// Nobody is left to read this.
    #[error("nobody waited for it any more")]
    GivenUp,
    #[error("stored data does not fit together: {0}")]
    Inconsistent(String),
}

impl From<DbError> for ServiceError {
    fn from(error: DbError) -> ServiceError {
        match error {
            DbError::Busy => ServiceError::Overloaded { retry_after: Duration::from_secs(1) },
            DbError::Unreachable(_)
            | DbError::NotDurable { .. }
            | DbError::Migration(_)
            | DbError::Refused { .. }
            | DbError::Unreadable(_)
            | DbError::Other(_) => ServiceError::Database(error),
        }
    }
}

impl ServiceError {
    /// An error about files, with what they are.
    pub(super) fn in_files(diagnostics: Vec<Diagnostic>, sources: &Sources) -> ServiceError {
        ServiceError::Diagnostics { diagnostics, sources: Box::new(sources.clone()) }
    }
}
