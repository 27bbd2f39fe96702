//! Answers that lie in the database: what is looked at one by one is fetched column by column and kept, and what cannot be
//! had is remembered, so that no table is made of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use super::columns::{codes, is_number, is_text, read_column, record_of};
use super::relation::{Meaning, Part, Relation};
use super::statement::cases;
use super::{Answers, Statement, StoredWave};
use crate::ids::Uuid;
use crate::questionnaire::condition::{Given, Reference};
use crate::questionnaire::{Questionnaire, VariableIndex};
use crate::responses::Disposition;
use crate::tabulation::dataset::{Cells, Column, Filling};

/// Why a table cannot be made from the answers where they lie.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// What SQL cannot count.
    #[error("this cannot be counted in the database: {0}")]
    NotInSql(String),
    #[error("the database reported: {0}")]
    Database(String),
    #[error("nobody waited for it any more")]
    GivenUp,
}

/// The answers of a wave in one unchanging state.
#[derive(Debug)]
pub struct Stored {
    pub(super) wave: StoredWave,
    answers: Box<dyn Answers>,
    newest: Arc<Questionnaire>,
    respondents: usize,
    variables: Vec<OnceLock<Column>>,
    givens: BTreeMap<Given, OnceLock<Column>>,
    /// For what cannot be had: a column of nobody's answers.
    nobody: OnceLock<Column>,
    ids: OnceLock<Vec<Uuid>>,
    dispositions: OnceLock<Column>,
    refusal: OnceLock<Refusal>,
}

impl Stored {
    /// The answers of the wave, as `answers` finds them; `newest` is the version that tables are made under.
    ///
    /// # Errors
    /// Where the database does not answer.
    pub fn open(
        wave: StoredWave,
        newest: Arc<Questionnaire>,
        answers: Box<dyn Answers>,
    ) -> Result<Stored, Refusal> {
        let fixed = [
            Given::WaveId,
            Given::WaveOpened,
            Given::Source,
            Given::Language,
            Given::Today,
            Given::Disposition,
            Given::Removed,
            Given::StartedOn,
            Given::SubmittedOn,
            Given::Minutes,
            Given::Device,
            Given::Version,
        ];
        let givens = fixed
            .into_iter()
            .chain((0..newest.arms.len()).map(Given::Arm))
            .chain((0..newest.consents.len()).map(Given::Consent));
        let mut stored = Stored {
            variables: newest.variables.iter().map(|_| OnceLock::new()).collect(),
            givens: givens.map(|given| (given, OnceLock::new())).collect(),
            wave,
            answers,
            newest,
            respondents: 0,
            nobody: OnceLock::new(),
            ids: OnceLock::new(),
            dispositions: OnceLock::new(),
            refusal: OnceLock::new(),
        };
        let mut relation = Relation::of(&stored.wave, stored.meaning());
        let sql = format!("SELECT count(*)::text AS line FROM {}", relation.rows());
        let statement = relation.parameters.with(sql);
        let lines = stored.answers.lines(&statement).map_err(Refusal::Database)?;
        let count = lines.first().and_then(|line| line.parse().ok());
        stored.respondents = count.ok_or_else(|| Refusal::Database("no count came back".to_owned()))?;
        Ok(stored)
    }

    /// Why what was made from these answers must not be used.
    pub fn refusal(&self) -> Option<&Refusal> {
        self.refusal.get()
    }

    pub(crate) fn give_up(&self) {
        self.answers.give_up();
    }

    pub(crate) fn respondents(&self) -> usize {
        self.respondents
    }

    pub(super) fn refuse(&self, refusal: Refusal) {
        // The first reason is the one that is told.
        let _ = self.refusal.set(refusal);
    }

    /// What names mean without derived variables.
    fn meaning(&self) -> Meaning<'_> {
        Meaning { newest: &self.newest, derived: &[], subjects: &[] }
    }

    pub(super) fn newest(&self) -> &Questionnaire {
        &self.newest
    }

    pub(super) fn lines(&self, statement: &Statement) -> Result<Vec<String>, Refusal> {
        self.answers.lines(statement).map_err(of_message)
    }

    /// The column of an item, in the order of the response ids.
    pub(crate) fn variable(&self, variable: VariableIndex) -> &Column {
        match self.variables.get(variable.0) {
            Some(column) => column.get_or_init(|| self.load(Reference::Variable(variable))),
            None => self.nobody.get_or_init(|| self.load(Reference::Variable(variable))),
        }
    }

    pub(crate) fn given(&self, given: Given) -> &Column {
        match self.givens.get(&given) {
            Some(column) => column.get_or_init(|| self.load(Reference::Given(given))),
            // A flag: the statement says why not.
            None => self.nobody.get_or_init(|| self.load(Reference::Given(given))),
        }
    }

    fn load(&self, reference: Reference) -> Column {
        self.load_with(reference, self.meaning())
    }

    pub(super) fn load_with(&self, reference: Reference, meaning: Meaning<'_>) -> Column {
        read_column(self, reference, meaning).unwrap_or_else(|refusal| self.without(refusal))
    }

    /// A column of nobody's answers, in place of one that cannot be had.
    fn without(&self, refusal: Refusal) -> Column {
        self.refuse(refusal);
        Filling::new(Cells::of_given(Given::Removed), 0).done(self.respondents)
    }

    /// The distinct texts of something given, in the order of their bytes.
    pub(crate) fn words(&self, given: Given) -> Vec<String> {
        if !is_text(given) {
            return Vec::new();
        }
        let mut words = self.distinct(given, Part::Text);
        words.sort_unstable();
        words
    }

    /// The whole days of something given that occur, rising.
    pub(crate) fn days(&self, given: Given) -> BTreeSet<i64> {
        if !is_number(given) {
            return BTreeSet::new();
        }
        let days = self.distinct(given, Part::Number);
        days.iter().filter_map(|day| day.parse::<f64>().ok()).map(|day| day as i64).collect()
    }

    fn distinct(&self, given: Given, part: Part) -> Vec<String> {
        let mut relation = Relation::of(&self.wave, self.meaning());
        let value = relation.column(Reference::Given(given), part);
        let rows = relation.rows();
        let sql = format!("SELECT DISTINCT {value}::text AS line FROM {rows} WHERE {value} IS NOT NULL");
        let found = match relation.refused.take() {
            Some(what) => Err(Refusal::NotInSql(what)),
            None => self.lines(&relation.parameters.with(sql)),
        };
        found.unwrap_or_else(|refusal| {
            self.refuse(refusal);
            Vec::new()
        })
    }

    /// Places among [`Disposition::ALL`], in the order of the ids.
    pub(crate) fn dispositions(&self) -> &Column {
        self.dispositions.get_or_init(|| {
            let places = Disposition::ALL.iter().enumerate();
            let places: Vec<(String, String)> = places
                .map(|(place, known)| (format!("disposition = '{}'", known.as_str()), place.to_string()))
                .collect();
            let record = format!("int4send({})", cases(places, "-1"));
            codes(self, Relation::of(&self.wave, self.meaning()), &record)
                .unwrap_or_else(|refusal| self.without(refusal))
        })
    }

    /// The ids in the order that all columns have.
    pub(super) fn ids(&self) -> Result<&[Uuid], Refusal> {
        if self.ids.get().is_none() {
            let relation = Relation::of(&self.wave, self.meaning());
            let read = |record: &[u8]| Uuid::from_slice(record).ok();
            let ids = self.records(relation, "uuid_send(id)", 16, read)?;
            let _ = self.ids.set(ids);
        }
        Ok(self.ids.get().map_or(&[][..], Vec::as_slice))
    }

    /// One record of `width` bytes a response, in the order of the ids.
    pub(super) fn records<T>(
        &self,
        mut relation: Relation<'_>,
        record: &str,
        width: usize,
        read: impl FnMut(&[u8]) -> Option<T>,
    ) -> Result<Vec<T>, Refusal> {
        let sql = record_of(record, &relation.rows());
        if let Some(what) = relation.refused.take() {
            return Err(Refusal::NotInSql(what));
        }
        let bytes = self.answers.bytes(&relation.parameters.with(sql)).map_err(of_message)?;
        if bytes.len() != width * self.respondents {
            return Err(Refusal::Database("a column came back with another length".to_owned()));
        }
        let records: Option<Vec<T>> = bytes.chunks_exact(width).map(read).collect();
        records.ok_or_else(|| Refusal::Database("a column came back in another form".to_owned()))
    }
}

/// What the database says, where it is about the numbers in words of their own.
fn of_message(message: String) -> Refusal {
    if message.contains("out of range") {
        return Refusal::NotInSql(format!("a number is beyond what SQL can reckon with ({message})"));
    }
    Refusal::Database(message)
}
