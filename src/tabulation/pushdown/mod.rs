//! Tables of a wave whose answers stay in PostgreSQL: what is to be counted becomes SQL over the packed rows, and only sums
//! come back. What a table needs beside its counts (the answers that weights are made from, the words of a source) is
//! fetched column by column when it is looked at. Here is the text of the statements alone; who runs them is [`Answers`].

mod axes;
mod cells;
mod columns;
mod conditions;
mod count;
mod derived;
mod fields;
mod givens;
mod relation;
mod statement;
mod stored;
mod sums;

use std::sync::Arc;

use chrono::NaiveDate;
use chrono_tz::Tz;

pub(super) use columns::LazyDerived;
pub(super) use count::count;
pub use statement::{Parameter, Statement};
pub use stored::{Refusal, Stored};

use crate::ids::{Uuid, VersionId};
use crate::questionnaire::Questionnaire;
use crate::responses::{Crosswalk, Layout};

/// Who runs statements on one unchanging state of the stored answers.
pub trait Answers: std::fmt::Debug + Send + Sync {
    /// The rows of a statement that gives one text a row.
    ///
    /// # Errors
    /// What the database says.
    fn lines(&self, statement: &Statement) -> Result<Vec<String>, String>;
    /// The one value of a statement that gives a byte string.
    ///
    /// # Errors
    /// What the database says.
    fn bytes(&self, statement: &Statement) -> Result<Vec<u8>, String>;
    /// Nobody waits any more: what runs is broken off, and nothing more is run.
    fn give_up(&self);
}

/// A wave as its rows are stored.
#[derive(Debug)]
pub struct StoredWave {
    pub id: Uuid,
    pub slug: String,
    /// The day it opened, in its own zone.
    pub opened_on: Option<NaiveDate>,
    pub timezone: Tz,
    /// The versions that its responses answered.
    pub versions: Vec<StoredVersion>,
}

/// One version that responses are stored under.
#[derive(Debug)]
pub struct StoredVersion {
    pub version: VersionId,
    pub questionnaire: Arc<Questionnaire>,
    pub layout: Layout,
    /// How its answers are read under the wave's newest version; `None` for that one itself.
    pub crosswalk: Option<Crosswalk>,
}
