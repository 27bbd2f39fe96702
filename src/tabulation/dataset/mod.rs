//! Responses turned on their side: one column a variable, so that a table reads a few columns instead of every
//! response. Where an answer is missing the column keeps the reason.

mod builder;
mod of_file;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, Utc};

pub use builder::{Cell, DatasetBuilder};

use super::earlier::EarlierVersion;
use super::kernels::Mask;
use crate::i18n::Language;
use crate::questionnaire::condition::{Facts, Given, Reference, Value, days_since_epoch};
use crate::questionnaire::{ItemKind, Questionnaire, VariableIndex, VariableKind};
use crate::responses::{Answer, AnswerFacts, Answers, Circumstances, Disposition, Missing, Response, flags};

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
    dispositions: Vec<Disposition>,
}

/// One column over all respondents.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Column {
    /// A place in the subject's categories, or one of the codes of [`State`].
    Codes(Vec<u16>),
    /// `width` words of bits a respondent; no bit is set where `states` is not answered.
    Sets { width: usize, bits: Vec<u64>, states: Vec<State> },
    /// The rank (from 1; 0 is none) of each of `options`, respondent by respondent.
    Ranks { options: usize, ranks: Vec<u8>, states: Vec<State> },
    /// NaN where there is no number.
    Numbers { values: Vec<f64>, states: Vec<State> },
    /// A place in `words`, which rise.
    Texts { words: Vec<String>, places: Vec<u32>, states: Vec<State> },
}

/// Whether there is an answer, and else why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum State {
    Answered = 0,
    NotAsked = 1,
    Skipped = 2,
    NotReached = 3,
    NotInVersion = 4,
    Removed = 5,
    /// Of a derived variable: asked and answered, but outside its definition.
    Undefined = 6,
}

impl State {
    pub(crate) const MISSING: [State; 6] = [
        State::NotAsked,
        State::Skipped,
        State::NotReached,
        State::NotInVersion,
        State::Removed,
        State::Undefined,
    ];

    pub(crate) fn of(missing: Missing) -> State {
        match missing {
            Missing::NotAsked => State::NotAsked,
            Missing::Skipped => State::Skipped,
            Missing::NotReached => State::NotReached,
            Missing::NotInVersion => State::NotInVersion,
            Missing::Removed => State::Removed,
        }
    }

    /// The code that stands for it in a column of codes: above every option.
    pub(crate) const fn code(self) -> u16 {
        u16::MAX - self as u16
    }

    pub(crate) fn of_code(code: u16) -> State {
        State::MISSING.into_iter().find(|state| state.code() == code).unwrap_or(State::Answered)
    }

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            State::Answered => "answered",
            State::NotAsked => "not_asked",
            State::Skipped => "skipped",
            State::NotReached => "not_reached",
            State::NotInVersion => "not_in_version",
            State::Removed => "removed",
            State::Undefined => "undefined",
        }
    }

    /// Whether the variable was on the route and reached.
    pub(crate) fn was_asked(self) -> bool {
        match self {
            State::Answered | State::Skipped | State::Removed | State::Undefined => true,
            State::NotAsked | State::NotReached | State::NotInVersion => false,
        }
    }
}

impl Column {
    pub(crate) fn state(&self, respondent: usize) -> State {
        match self {
            Column::Codes(codes) => State::of_code(codes[respondent]),
            Column::Sets { states, .. }
            | Column::Ranks { states, .. }
            | Column::Numbers { states, .. }
            | Column::Texts { states, .. } => states[respondent],
        }
    }

    /// The respondents in one state; one pass.
    pub(crate) fn in_state(&self, state: State) -> Mask {
        match self {
            Column::Codes(codes) if state == State::Answered => {
                Mask::from_fn(codes.len(), |respondent| State::of_code(codes[respondent]) == State::Answered)
            }
            Column::Codes(codes) => {
                let code = state.code();
                Mask::from_fn(codes.len(), |respondent| codes[respondent] == code)
            }
            Column::Sets { states, .. }
            | Column::Ranks { states, .. }
            | Column::Numbers { states, .. }
            | Column::Texts { states, .. } => {
                Mask::from_fn(states.len(), |respondent| states[respondent] == state)
            }
        }
    }

    /// Whoever was asked and reached.
    pub(crate) fn asked(&self, respondents: usize) -> Mask {
        let mut asked = Mask::all(respondents);
        for state in State::MISSING.into_iter().filter(|state| !state.was_asked()) {
            asked = asked.and_not(&self.in_state(state));
        }
        asked
    }
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
        let variables = (0..questionnaire.variables.len())
            .map(|index| column_of(&questionnaire, VariableIndex(index), responses))
            .collect();
        let extras = extras
            .into_iter()
            .map(|(name, mut values)| {
                values.resize(responses.len(), None);
                (name, numbers(values.into_iter()))
            })
            .collect();
        let people: Vec<Person<'_>> = responses
            .iter()
            .map(|response| Person {
                circumstances: &response.circumstances,
                disposition: response.disposition,
            })
            .collect();
        let givens = givens(&questionnaire, &people, responses, &info.version);
        let dispositions = responses.iter().map(|response| response.disposition).collect();
        Dataset { questionnaire, info, respondents: responses.len(), variables, givens, extras, dispositions }
    }

    /// How many responses there are, of any disposition.
    pub fn respondents(&self) -> usize {
        self.respondents
    }

    /// The names of the further numeric columns, in order.
    pub fn extras(&self) -> impl Iterator<Item = &str> {
        self.extras.iter().map(|(name, _)| name.as_str())
    }

    pub(crate) fn variable(&self, variable: VariableIndex) -> &Column {
        &self.variables[variable.0]
    }

    pub(crate) fn given(&self, given: Given) -> Option<&Column> {
        self.givens.get(&given)
    }

    pub(crate) fn extra(&self, index: usize) -> Option<&Column> {
        self.extras.get(index).map(|(_, column)| column)
    }

    pub(crate) fn with_disposition(&self, wanted: &[Disposition]) -> Mask {
        Mask::from_fn(self.respondents, |respondent| wanted.contains(&self.dispositions[respondent]))
    }
}

fn column_of(questionnaire: &Questionnaire, variable: VariableIndex, responses: &[Response]) -> Column {
    let answers = responses.iter().map(|response| response.answers.get(variable));
    let options = questionnaire.options(variable).len();
    match questionnaire.variable(variable).kind {
        VariableKind::Single => Column::Codes(
            answers
                .map(|answer| match answer {
                    Answer::Single(option) => option.0,
                    other => state_of(other).code(),
                })
                .collect(),
        ),
        VariableKind::Scale => {
            let first = match questionnaire.item(questionnaire.variable(variable).item).kind {
                ItemKind::Scale { from, .. } => from,
                _ => 0,
            };
            Column::Codes(
                answers
                    .map(|answer| match answer {
                        Answer::Scale(value) => {
                            u16::try_from(value - first).unwrap_or(State::Undefined.code())
                        }
                        other => state_of(other).code(),
                    })
                    .collect(),
            )
        }
        VariableKind::Multiple => {
            let width = options.div_ceil(64).max(1);
            let mut bits = vec![0; width * responses.len()];
            let mut states = Vec::with_capacity(responses.len());
            for (words, answer) in bits.chunks_exact_mut(width).zip(answers) {
                if let Answer::Multiple(set) = answer {
                    for (word, filled) in words.iter_mut().zip(set.words()) {
                        *word = *filled;
                    }
                }
                states.push(state_of(answer));
            }
            Column::Sets { width, bits, states }
        }
        VariableKind::Ranking { .. } => {
            let mut ranks = vec![0; options * responses.len()];
            let mut states = Vec::with_capacity(responses.len());
            for (respondent, answer) in answers.enumerate() {
                if let Answer::Ranking(ranking) = answer {
                    for (place, option) in ranking.iter().enumerate() {
                        ranks[respondent * options + usize::from(option.0)] =
                            u8::try_from(place + 1).unwrap_or(u8::MAX);
                    }
                }
                states.push(state_of(answer));
            }
            Column::Ranks { options, ranks, states }
        }
        VariableKind::Number | VariableKind::Date => {
            let (values, states) = answers
                .map(|answer| match answer {
                    Answer::Number(number) => (*number, State::Answered),
                    Answer::Date(date) => (days_since_epoch(*date), State::Answered),
                    other => (f64::NAN, state_of(other)),
                })
                .unzip();
            Column::Numbers { values, states }
        }
        VariableKind::Text => {
            let texts: Vec<Result<&str, State>> = answers
                .map(|answer| match answer {
                    Answer::Text(text) => Ok(text.as_str()),
                    other => Err(state_of(other)),
                })
                .collect();
            texts_column(&texts)
        }
    }
}

/// An answer of the variable's own kind is answered; the layout gives no other.
fn state_of(answer: &Answer) -> State {
    match answer {
        Answer::Missing(missing) => State::of(*missing),
        Answer::Single(_)
        | Answer::Multiple(_)
        | Answer::Ranking(_)
        | Answer::Number(_)
        | Answer::Scale(_)
        | Answer::Date(_)
        | Answer::Text(_) => State::Answered,
    }
}

fn numbers(values: impl Iterator<Item = Option<f64>>) -> Column {
    let (values, states) = values
        .map(|value| match value.filter(|value| value.is_finite()) {
            Some(value) => (value, State::Answered),
            // Nobody was asked for it.
            None => (f64::NAN, State::NotAsked),
        })
        .unzip();
    Column::Numbers { values, states }
}

/// Equal, and at once where both are the very same words.
fn is_same(one: &str, other: &str) -> bool {
    std::ptr::eq(one, other) || one == other
}

fn texts_column(texts: &[Result<&str, State>]) -> Column {
    // Neighbours often say the same.
    let mut words: BTreeSet<&str> = BTreeSet::new();
    let mut last = None;
    for text in texts.iter().filter_map(|text| text.ok()) {
        if last.is_none_or(|last| !is_same(last, text)) {
            words.insert(text);
            last = Some(text);
        }
    }
    let words: Vec<&str> = words.into_iter().collect();
    let mut places = Vec::with_capacity(texts.len());
    let mut states = Vec::with_capacity(texts.len());
    let mut last = ("", 0);
    for text in texts {
        if let Ok(text) = *text
            && (places.is_empty() || !is_same(last.0, text))
        {
            last = (text, words.binary_search(&text).unwrap_or(0) as u32);
        }
        places.push(if text.is_ok() { last.1 } else { 0 });
        states.push(text.err().unwrap_or(State::Answered));
    }
    Column::Texts { words: words.into_iter().map(str::to_owned).collect(), places, states }
}

/// What is known of a response beside its answers.
#[derive(Clone, Copy)]
struct Person<'a> {
    circumstances: &'a Circumstances,
    disposition: Disposition,
}

/// The columns of what is given; quality flags are of `responses`, who are the same people.
fn givens(
    questionnaire: &Questionnaire,
    people: &[Person<'_>],
    responses: &[Response],
    version: &str,
) -> BTreeMap<Given, Column> {
    let text = |read: &dyn for<'p> Fn(&'p Person<'_>) -> Option<&'p str>| {
        let texts: Vec<Result<&str, State>> =
            people.iter().map(|person| read(person).ok_or(State::NotAsked)).collect();
        texts_column(&texts)
    };
    let number = |read: &dyn Fn(&Person<'_>) -> Option<f64>| numbers(people.iter().map(read));
    let day = |instant: Option<DateTime<Utc>>| instant.map(|at| days_since_epoch(at.date_naive()));
    let none = Answers::all_missing(0, Missing::NotAsked);
    let mut givens = BTreeMap::from([
        (Given::WaveId, text(&|person| person.circumstances.wave.as_deref())),
        (Given::WaveOpened, number(&|person| person.circumstances.wave_opened.map(days_since_epoch))),
        (Given::Source, text(&|person| person.circumstances.source.as_deref())),
        (Given::Language, text(&|person| person.circumstances.language.as_deref())),
        (Given::Disposition, text(&|person| Some(person.disposition.as_str()))),
        (Given::StartedOn, number(&|person| day(person.circumstances.started_at))),
        (Given::SubmittedOn, number(&|person| day(person.circumstances.submitted_at))),
        (
            Given::Minutes,
            number(&|person| {
                let (from, to) = person.circumstances.started_at.zip(person.circumstances.submitted_at)?;
                Some((to - from).num_seconds() as f64 / 60.0)
            }),
        ),
        (Given::Device, text(&|person| person.circumstances.device.as_deref())),
        (
            Given::Version,
            texts_column(
                &people
                    .iter()
                    .map(|person| Ok(person.circumstances.version.as_deref().unwrap_or(version)))
                    .collect::<Vec<_>>(),
            ),
        ),
        (
            Given::Today,
            number(&|person| {
                let facts = AnswerFacts::new(questionnaire, &none, person.circumstances);
                match facts.value(Reference::Given(Given::Today)) {
                    Value::Number(day) => Some(day),
                    Value::Unknown | Value::Bool(_) | Value::Text(_) => None,
                }
            }),
        ),
        // Nothing that was stored is ever taken away again, until cleaning can.
        (Given::Removed, truths(people.iter().map(|_| Some(false)))),
    ]);
    for arm in 0..questionnaire.arms.len() {
        let groups = people.iter().map(|person| person.circumstances.arms.get(arm).copied().flatten());
        let codes = groups.map(|group| group.map_or(State::NotAsked.code(), |group| group.0));
        givens.insert(Given::Arm(arm), Column::Codes(codes.collect()));
    }
    for consent in 0..questionnaire.consents.len() {
        let given = |person: &Person<'_>| person.circumstances.consents.get(consent).copied().flatten();
        givens.insert(Given::Consent(consent), truths(people.iter().map(given)));
    }
    let rules = questionnaire.quality.rules();
    if !rules.is_empty() {
        let flags = flags(questionnaire, responses);
        for rule in rules {
            givens.insert(Given::Flag(rule), truths(flags.iter().map(|flags| flags.get(rule))));
        }
    }
    givens
}

/// True as the category 0 (code 1), false as the category 1 (code 0), as a derived variable with `where` has them.
fn truths(values: impl Iterator<Item = Option<bool>>) -> Column {
    let code = |value: Option<bool>| value.map_or(State::NotAsked.code(), |value| u16::from(!value));
    Column::Codes(values.map(code).collect())
}
