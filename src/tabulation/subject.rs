//! What can stand in the rows or columns of a table: an item, a grid's row, a derived variable or a given, with its
//! categories in questionnaire order. And its reading: who chose which category, as masks.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use super::dataset::{Cells, Column, Dataset, Numbers};
use super::kernels::Mask;
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::i18n::{Language, Message, Tongue};
use crate::questionnaire::condition::{Given, Reference, days_since_epoch};
use crate::questionnaire::plain::label;
use crate::questionnaire::{
    AnswerOption, Band, ComputedAs, DeclaredMissing, Item, ItemIndex, ItemKind, QualityRule, Questionnaire,
    VariableIndex,
};

/// The most categories a given or a text may have as rows or columns: more is no table.
pub(crate) const CATEGORIES_MAX: usize = 500;

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Subject {
    /// `q4`, `q7.r1`, `size3`, `source`.
    pub(crate) name: String,
    /// The item's text (with the row's), or the derived variable's.
    pub(crate) label: String,
    /// The row's text alone, for a stack.
    pub(crate) short_label: String,
    pub(crate) reference: Reference,
    pub(crate) kind: SubjectKind,
    pub(crate) categories: Vec<Category>,
    /// The item it belongs to.
    pub(crate) item: Option<ItemIndex>,
    /// Of a derived variable.
    pub(crate) made_from: Vec<Source>,
}

/// What a derived variable is made from: its name, and the item that was asked for it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Source {
    pub(crate) name: String,
    pub(crate) item: Option<ItemIndex>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SubjectKind {
    Single,
    /// Any number of categories a respondent; a ranking counts as one, whoever ranked the option at all.
    Multiple,
    /// A number cut into its bands.
    Bands,
    /// A number without categories: only statistics.
    Number,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Category {
    pub(crate) code: String,
    pub(crate) label: String,
    pub(crate) missing: Option<DeclaredMissing>,
    /// Known, but neither a row nor in a base: what a `where` without `else` leaves out.
    pub(crate) hidden: bool,
    /// Keeps its place at the end under a sort.
    pub(crate) pin: bool,
    /// In a multiple: says that nothing else was chosen.
    pub(crate) exclusive: bool,
    /// The score for means.
    pub(crate) score: Option<f64>,
    pub(crate) interval: Option<(Option<f64>, Option<f64>)>,
}

impl Category {
    pub(crate) fn plain(code: impl Into<String>, label: impl Into<String>) -> Category {
        Category {
            code: code.into(),
            label: label.into(),
            missing: None,
            hidden: false,
            pin: false,
            exclusive: false,
            score: None,
            interval: None,
        }
    }
}

impl Subject {
    pub(crate) fn find_category(&self, code: &str) -> Option<usize> {
        self.categories.iter().position(|category| category.code == code)
    }

    /// Whether it has numbers or any category has a score.
    pub(crate) fn is_scored(&self) -> bool {
        match self.kind {
            SubjectKind::Bands | SubjectKind::Number => true,
            SubjectKind::Single => self.categories.iter().any(|category| category.score.is_some()),
            SubjectKind::Multiple => false,
        }
    }

    /// The subject of a variable of the questionnaire.
    pub(crate) fn of_variable(
        questionnaire: &Questionnaire,
        variable: VariableIndex,
        language: &Language,
    ) -> Subject {
        let described = questionnaire.variable(variable);
        let item = questionnaire.item(described.item);
        let text = label(item.text.get(language));
        let row = described.row.and_then(|row| item.rows().get(row)).map(|row| label(row.text.get(language)));
        let (label, short_label) = match row {
            Some(row) => (format!("{text} – {row}"), row),
            None => (text.clone(), text),
        };
        let (kind, categories) = categories(item, language);
        Subject {
            name: described.name.clone(),
            label,
            short_label,
            reference: Reference::Variable(variable),
            kind,
            categories,
            item: Some(described.item),
            made_from: Vec::new(),
        }
    }

    /// The subject of something every response has; its categories are what occurs in the data.
    pub(crate) fn of_given(
        given: Given,
        name: &str,
        questionnaire: &Questionnaire,
        language: &Language,
        dataset: Option<&Dataset>,
    ) -> Subject {
        let label = given_label(given, questionnaire, language);
        let declared = declared_categories(given, questionnaire, language);
        let kind = if given == Given::Minutes { SubjectKind::Number } else { SubjectKind::Single };
        let by_word = |word: &str| Category::plain(word, word);
        let categories = match dataset {
            _ if !declared.is_empty() || kind != SubjectKind::Single => declared,
            Some(dataset) => match dataset.stored() {
                Some(stored) => {
                    let days = stored.days(given).into_iter().map(day_text);
                    stored.words(given).into_iter().chain(days).map(|word| by_word(&word)).collect()
                }
                None => dataset.given(given).map_or_else(Vec::new, |column| {
                    let words = column.words().into_iter().map(by_word);
                    words.chain(days(column).into_iter().map(|day| by_word(&day_text(day)))).collect()
                }),
            },
            None => Vec::new(),
        };
        Subject {
            name: name.to_owned(),
            short_label: label.clone(),
            label,
            reference: Reference::Given(given),
            kind,
            categories,
            item: None,
            made_from: Vec::new(),
        }
    }

    /// A further numeric column of a data file.
    pub(crate) fn of_extra(index: usize, name: &str) -> Subject {
        Subject {
            name: name.to_owned(),
            label: name.to_owned(),
            short_label: name.to_owned(),
            reference: Reference::Extra(index),
            kind: SubjectKind::Number,
            categories: Vec::new(),
            item: None,
            made_from: Vec::new(),
        }
    }

    /// The subject over the respondents of one chunk of its column.
    pub(crate) fn reading(&self, cells: &Cells) -> Reading {
        let mut scores = None;
        let each = |which: &dyn Fn(usize) -> Mask| (0..self.categories.len()).map(which).collect();
        let categories = match cells {
            Cells::Codes(codes) => {
                if self.is_scored() {
                    scores = Some(codes.map(|code| self.score(code)));
                }
                codes.masks(self.categories.len())
            }
            Cells::Sets(sets) => each(&|option| sets.which(option)),
            Cells::Ranks(ranks) => each(&|option| ranks.which(option)),
            Cells::Numbers(numbers) => {
                scores = Some(numbers.values().into_owned());
                self.masks_of_numbers(numbers)
            }
            Cells::Texts(texts) => each(&|place| match texts.place(&self.categories[place].code) {
                Some(word) => texts.codes().which(|code| code == word),
                None => Mask::none(texts.len()),
            }),
        };
        Reading { categories, asked: cells.asked(), scores }
    }

    /// The score of the category at a place; NaN where it has none or is no answer.
    pub(crate) fn score(&self, place: u32) -> f64 {
        let category = self.categories.get(place as usize).filter(|category| category.missing.is_none());
        category.and_then(|category| category.score).unwrap_or(f64::NAN)
    }

    fn masks_of_numbers(&self, numbers: &Numbers) -> Vec<Mask> {
        let each = self.categories.iter();
        match self.kind {
            SubjectKind::Bands => each
                .map(|category| {
                    let (from, to) = category.interval.unwrap_or((None, None));
                    let (from, to) = (from.unwrap_or(f64::NEG_INFINITY), to.unwrap_or(f64::INFINITY));
                    numbers.which(|value| value >= from && value < to)
                })
                .collect(),
            SubjectKind::Single => each
                .map(|category| match day_of_code(&category.code) {
                    Some(day) => numbers.which(|value| value as i64 == day && !value.is_nan()),
                    None => Mask::none(numbers.len()),
                })
                .collect(),
            SubjectKind::Number | SubjectKind::Multiple => Vec::new(),
        }
    }
}

/// The day, counted from 1970-01-01, that the code of a category of days names.
pub(crate) fn day_of_code(code: &str) -> Option<i64> {
    match NaiveDate::parse_from_str(code, "%Y-%m-%d") {
        Ok(date) => Some(days_since_epoch(date) as i64),
        Err(_) => code.parse().ok(),
    }
}

/// A subject over respondents.
#[derive(Debug, Clone)]
pub(crate) struct Reading {
    /// In the order of the subject's categories.
    pub(crate) categories: Vec<Mask>,
    pub(crate) asked: Mask,
    /// NaN where a respondent has none.
    pub(crate) scores: Option<Vec<f64>>,
}

impl Reading {
    /// Of nobody.
    pub(crate) fn nobody(categories: usize) -> Reading {
        Reading { categories: vec![Mask::none(0); categories], asked: Mask::none(0), scores: None }
    }

    /// The readings of neighbouring chunks as one.
    pub(crate) fn joined(readings: Vec<Reading>) -> Option<Reading> {
        let scored = readings.iter().all(|reading| reading.scores.is_some());
        let mut categories: Vec<Vec<Mask>> = Vec::new();
        let (mut asked, mut scores) = (Vec::new(), Vec::new());
        let mut readings = readings.into_iter().peekable();
        readings.peek()?;
        for reading in readings {
            categories.resize(reading.categories.len(), Vec::new());
            for (all, own) in categories.iter_mut().zip(reading.categories) {
                all.push(own);
            }
            asked.push(reading.asked);
            scores.extend(reading.scores.into_iter().flatten());
        }
        Some(Reading {
            categories: categories.into_iter().map(Mask::joined).collect(),
            asked: Mask::joined(asked),
            scores: scored.then_some(scores),
        })
    }
}

fn categories(item: &Item, language: &Language) -> (SubjectKind, Vec<Category>) {
    let options = |options: &[AnswerOption]| {
        options
            .iter()
            .map(|option| Category {
                missing: option.missing,
                pin: option.pin,
                exclusive: option.exclusive,
                score: option.value,
                ..Category::plain(option.code.as_str(), label(option.text.get(language)))
            })
            .collect::<Vec<_>>()
    };
    match &item.kind {
        ItemKind::Single { options: given, .. }
        | ItemKind::Grid { options: given, .. }
        | ItemKind::Computed { stored_as: ComputedAs::Single { options: given }, .. } => {
            (SubjectKind::Single, options(given))
        }
        ItemKind::Multiple { options: given, .. }
        | ItemKind::MultipleGrid { options: given, .. }
        | ItemKind::Ranking { options: given, .. } => (SubjectKind::Multiple, options(given)),
        ItemKind::Number { bands, .. } if !bands.is_empty() => {
            (SubjectKind::Bands, bands.iter().map(|band| of_band(band, language)).collect())
        }
        ItemKind::Scale { from, to, from_text, to_text } => {
            let point = |value: i64| {
                let end = [(from, from_text), (to, to_text)].into_iter().find(|(end, _)| **end == value);
                match end.and_then(|(_, text)| text.as_ref()) {
                    Some(text) => format!("{value} – {}", label(text.get(language))),
                    None => value.to_string(),
                }
            };
            let points = (*from..=*to).map(|value| Category {
                score: Some(value as f64),
                ..Category::plain(value.to_string(), point(value))
            });
            (SubjectKind::Single, points.collect())
        }
        ItemKind::Number { .. }
        | ItemKind::Allocation { .. }
        | ItemKind::Date { .. }
        | ItemKind::Text { .. }
        | ItemKind::Note
        | ItemKind::Computed { stored_as: ComputedAs::Number | ComputedAs::Text, .. } => {
            (SubjectKind::Number, Vec::new())
        }
    }
}

fn of_band(band: &Band, language: &Language) -> Category {
    Category {
        interval: Some((band.from, band.to)),
        ..Category::plain(band.code.as_str(), label(band.text.get(language)))
    }
}

/// The whole days that occur in a column of numbers, rising.
fn days(column: &Column) -> Vec<i64> {
    let mut days = BTreeSet::new();
    for cells in column.chunks() {
        if let Cells::Numbers(numbers) = cells {
            let mut last = None;
            for day in numbers.occurring().filter(|value| !value.is_nan()).map(|value| value as i64) {
                if last != Some(day) {
                    days.insert(day);
                    last = Some(day);
                }
            }
        }
    }
    days.into_iter().collect()
}

fn day_text(day: i64) -> String {
    u64::try_from(day)
        .ok()
        .and_then(|day| NaiveDate::default().checked_add_days(Days::new(day)))
        .map_or_else(|| day.to_string(), |date| date.to_string())
}

/// The categories that the questionnaire itself gives: the groups of an arm, and yes and no of what is true or false.
fn declared_categories(given: Given, questionnaire: &Questionnaire, language: &Language) -> Vec<Category> {
    let tongue = Tongue::of(language);
    let yes_and_no =
        |yes, no| vec![Category::plain("1", tongue.say(yes)), Category::plain("0", tongue.say(no))];
    match given {
        Given::Arm(arm) => {
            let groups = questionnaire.arms.get(arm).map_or(&[][..], |arm| &arm.groups);
            groups.iter().map(|group| Category::plain(group.code.as_str(), group.code.as_str())).collect()
        }
        Given::Consent(_) => yes_and_no(Message::LabelGiven, Message::LabelNotGiven),
        Given::Flag(_) => yes_and_no(Message::LabelFlagged, Message::LabelNotFlagged),
        Given::Removed => yes_and_no(Message::LabelRemoved, Message::LabelNotRemoved),
        Given::WaveId
        | Given::WaveOpened
        | Given::Today
        | Given::Source
        | Given::Language
        | Given::Disposition
        | Given::StartedOn
        | Given::SubmittedOn
        | Given::Minutes
        | Given::Device
        | Given::Version => Vec::new(),
    }
}

fn given_label(given: Given, questionnaire: &Questionnaire, language: &Language) -> String {
    let tongue = Tongue::of(language);
    let message = match given {
        Given::Arm(arm) => {
            let arm = questionnaire.arms.get(arm);
            return arm
                .map_or_else(String::new, |arm| tongue.with(Message::LabelArm, "arm", arm.id.as_str()));
        }
        Given::Consent(consent) => {
            let consent = questionnaire.consents.get(consent);
            return consent.map_or_else(String::new, |consent| label(consent.text.get(language)));
        }
        Given::Flag(QualityRule::Speeder) => Message::LabelSpeeder,
        Given::Flag(QualityRule::Straightline) => Message::LabelStraightlining,
        Given::Flag(QualityRule::Attention) => Message::LabelInattention,
        Given::WaveId => Message::LabelWave,
        Given::WaveOpened => Message::LabelWaveOpened,
        Given::Today => Message::LabelToday,
        Given::Source => Message::LabelSource,
        Given::Language => Message::LabelLanguage,
        Given::Disposition => Message::LabelDisposition,
        Given::Removed => Message::LabelRemoved,
        Given::StartedOn => Message::LabelStarted,
        Given::SubmittedOn => Message::LabelSubmitted,
        Given::Minutes => Message::LabelMinutes,
        Given::Device => Message::LabelDevice,
        Given::Version => Message::LabelVersion,
    };
    tongue.say(message)
}

/// A hint where answers and options that say there is none are counted together: “agree or don't know” is no opinion.
pub(crate) fn mixed_with_missing(subject: &Subject, categories: &[usize], at: Span) -> Option<Diagnostic> {
    let is_missing =
        |place: &&usize| subject.categories.get(**place).is_some_and(|known| known.missing.is_some());
    let missing = subject.categories.get(*categories.iter().find(is_missing)?)?;
    if categories.iter().all(|place| is_missing(&place)) {
        return None;
    }
    let message = format!("`{}` (“{}”) is counted together with answers", missing.code, missing.label);
    Some(Diagnostic::new(Code::MixedWithMissing, at, message).help("leave it out, or count it by itself"))
}
