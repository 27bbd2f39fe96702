//! Responses turned on their side: one column a variable, so that a table reads a few columns instead of every
//! response. Where an answer is missing the column keeps the reason.

mod builder;
mod carried;
mod codes;
mod column;
mod followed;
mod givens;
mod numbers;
mod of_file;
mod sets;
mod state;
mod stored;
mod texts;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

pub use builder::{Cell, DatasetBuilder};
pub(crate) use carried::CarriedFrom;
pub(crate) use codes::Codes;
pub(crate) use column::{CHUNK, Cells, Column, Filling};
pub use followed::{FollowedWave, watermark};
pub(crate) use numbers::{Extent, Numbers, no_number, reason_of_number, state_of_number};
pub(crate) use sets::{Ranks, Sets};
pub(crate) use state::State;
pub use stored::{EarlierForm, StoredError, StoredRows, WaveForm};
pub(crate) use texts::Texts;

use super::earlier::EarlierVersion;
use super::kernels::Mask;
use super::pushdown::{Refusal, Stored};
use crate::i18n::Language;
use crate::questionnaire::condition::Given;
use crate::questionnaire::{Questionnaire, VariableIndex};
use crate::responses::{Disposition, Response};

/// What a table says about its data beside the numbers.
#[derive(Debug, Clone)]
pub struct DatasetInfo {
    /// The wave's slug; `None` for a data file.
    pub wave: Option<String>,
    /// The questionnaire's version: `sha256:…`.
    pub version: String,
    /// Names the state of the data: the same definition and watermark give the same bytes.
    pub watermark: String,
    /// The sentence that says so where the data is synthetic.
    pub synthetic: Option<String>,
    /// The language of labels.
    pub language: Language,
    pub sample: SampleType,
    /// Earlier versions of the wave that some of the responses answered.
    pub earlier: Vec<EarlierVersion>,
}

/// How the sample was drawn (`sample.type` of the wave file): only the first two allow a margin of error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SampleType {
    Probability,
    Census,
    /// Any other, and where nothing is stated.
    #[default]
    Other,
}

impl SampleType {
    /// By the word of the wave file.
    pub fn from_word(word: &str) -> SampleType {
        match word {
            "probability" => SampleType::Probability,
            "census" => SampleType::Census,
            _ => SampleType::Other,
        }
    }

    /// Whether sampling theory covers it.
    pub fn has_margin_of_error(self) -> bool {
        match self {
            SampleType::Probability | SampleType::Census => true,
            SampleType::Other => false,
        }
    }
}

/// All responses of a wave or of a data file, as columns.
#[derive(Debug, Clone)]
pub struct Dataset {
    pub questionnaire: Arc<Questionnaire>,
    pub info: DatasetInfo,
    respondents: usize,
    variables: Vec<Column>,
    givens: BTreeMap<Given, Column>,
    extras: Vec<(String, Column)>,
    /// Places among [`Disposition::ALL`].
    dispositions: Column,
    /// Where the answers are if not here: in the database.
    stored: Option<Arc<Stored>>,
    /// Whether nobody waits any more for what is made of them.
    given_up: Arc<AtomicBool>,
}

impl Dataset {
    /// The responses as columns, in their order. `extras` are the further numeric columns of a data file, each as
    /// long as `responses`; a shorter one is filled up with nothing.
    pub fn from_responses(
        questionnaire: Arc<Questionnaire>,
        responses: &[Response],
        extras: Vec<(String, Vec<Option<f64>>)>,
        info: DatasetInfo,
    ) -> Dataset {
        let empty = DatasetBuilder::new(Arc::clone(&questionnaire), Vec::new()).answering(&info.version);
        let parts: Vec<DatasetBuilder> = responses
            .par_chunks(CHUNK)
            .map(|part| {
                let mut builder = empty.clone();
                part.iter().for_each(|response| builder.append(response));
                builder
            })
            .collect();
        let mut all = empty;
        parts.into_iter().for_each(|part| all.extend(part));
        let mut dataset = all.finish(info);
        let extra = |(name, mut values): (String, Vec<Option<f64>>)| {
            values.resize(responses.len(), None);
            (name, of_file::numbers(&values))
        };
        dataset.extras = extras.into_iter().map(extra).collect();
        dataset
    }

    /// Answers that stay in the database: tables of them are counted by SQL.
    pub fn from_stored(questionnaire: Arc<Questionnaire>, stored: Stored, info: DatasetInfo) -> Dataset {
        Dataset {
            questionnaire,
            info,
            respondents: stored.respondents(),
            variables: Vec::new(),
            givens: BTreeMap::new(),
            extras: Vec::new(),
            dispositions: Column::of_chunks(Vec::new()),
            stored: Some(Arc::new(stored)),
            given_up: Arc::default(),
        }
    }

    /// The same answers for one request, which can be given up without the others.
    pub fn for_one_request(&self) -> Dataset {
        Dataset { given_up: Arc::default(), ..self.clone() }
    }

    /// The same answers for what is made of them and of `other` together.
    pub fn given_up_with(&self, other: &Dataset) -> Dataset {
        Dataset { given_up: Arc::clone(&other.given_up), ..self.clone() }
    }

    /// Nobody waits any more: counting stops at its next chunk, what the database does is broken off, and what comes of
    /// it is refused.
    pub fn give_up(&self) {
        self.given_up.store(true, Ordering::Relaxed);
        if let Some(stored) = &self.stored {
            stored.give_up();
        }
    }

    pub(crate) fn is_given_up(&self) -> bool {
        self.given_up.load(Ordering::Relaxed)
    }

    /// How many responses there are, of any disposition.
    pub fn respondents(&self) -> usize {
        self.respondents
    }

    /// The names of the further numeric columns, in order.
    pub fn extras(&self) -> impl Iterator<Item = &str> {
        self.extras.iter().map(|(name, _)| name.as_str())
    }

    /// How many chunks every column has.
    pub(crate) fn chunks(&self) -> usize {
        self.respondents.div_ceil(CHUNK)
    }

    /// The respondents of a chunk.
    pub(crate) fn respondents_of(&self, chunk: usize) -> Range<usize> {
        chunk * CHUNK..self.respondents.min((chunk + 1) * CHUNK)
    }

    pub(crate) fn variable(&self, variable: VariableIndex) -> &Column {
        match &self.stored {
            Some(stored) => stored.variable(variable),
            None => &self.variables[variable.0],
        }
    }

    pub(crate) fn given(&self, given: Given) -> Option<&Column> {
        match &self.stored {
            Some(stored) => Some(stored.given(given)),
            None => self.givens.get(&given),
        }
    }

    /// The answers in the database, where they are not here.
    pub fn stored(&self) -> Option<&Stored> {
        self.stored.as_deref()
    }

    /// Why nothing that was made from these answers may be used: something could not be had from the database, or it was
    /// not made to its end.
    pub fn refusal(&self) -> Option<&Refusal> {
        if self.is_given_up() {
            return Some(&Refusal::GivenUp);
        }
        self.stored.as_ref()?.refusal()
    }

    pub(crate) fn extra(&self, index: usize) -> Option<&Column> {
        self.extras.get(index).map(|(_, column)| column)
    }

    /// Whoever of a chunk has one of these dispositions.
    pub(crate) fn with_disposition(&self, chunk: usize, wanted: &[Disposition]) -> Mask {
        let dispositions = self.stored.as_ref().map_or(&self.dispositions, |stored| stored.dispositions());
        match dispositions.chunk(chunk) {
            Some(Cells::Codes(codes)) => codes.which(|code| {
                Disposition::ALL.get(code as usize).is_some_and(|disposition| wanted.contains(disposition))
            }),
            _ => Mask::none(self.respondents_of(chunk).len()),
        }
    }
}
