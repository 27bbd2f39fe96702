//! An answer: a value, or missing with its reason.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::questionnaire::{OptionIndex, VariableIndex};

/// One variable's answer. A chosen "don't know" is a value (its option); [`Answer::Missing`] is the absence of one.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    Single(OptionIndex),
    /// At least one option; a multiple with nothing ticked is skipped.
    Multiple(OptionSet),
    /// Best first, no option twice.
    Ranking(Vec<OptionIndex>),
    Number(f64),
    Scale(i64),
    Date(NaiveDate),
    Text(String),
    Missing(Missing),
}

impl Answer {
    pub fn is_missing(&self) -> bool {
        matches!(self, Answer::Missing(_))
    }

    /// Whether the variable was on the route and reached.
    pub fn was_asked(&self) -> bool {
        !matches!(self, Answer::Missing(Missing::NotAsked | Missing::NotReached | Missing::NotInVersion))
    }
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Missing {
    /// Off the route.
    NotAsked,
    /// Asked, left blank.
    Skipped,
    /// Left before it.
    NotReached,
    /// This respondent's version lacks the item.
    NotInVersion,
    /// By an edit.
    Removed,
}

impl Missing {
    pub const ALL: [Missing; 5] =
        [Missing::NotAsked, Missing::Skipped, Missing::NotReached, Missing::NotInVersion, Missing::Removed];

    pub fn as_str(self) -> &'static str {
        match self {
            Missing::NotAsked => "not_asked",
            Missing::Skipped => "skipped",
            Missing::NotReached => "not_reached",
            Missing::NotInVersion => "not_in_version",
            Missing::Removed => "removed",
        }
    }

    /// The number that stands for the reason in data files: -1 to -5.
    pub const fn file_code(self) -> i64 {
        match self {
            Missing::NotAsked => -1,
            Missing::Skipped => -2,
            Missing::NotReached => -3,
            Missing::NotInVersion => -4,
            Missing::Removed => -5,
        }
    }

    pub fn from_file_code(code: i64) -> Option<Missing> {
        Missing::ALL.into_iter().find(|missing| missing.file_code() == code)
    }
}

/// A set of options: bit `i` of word `i / 64` is option `i`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OptionSet {
    words: Vec<u64>,
}

impl OptionSet {
    pub fn insert(&mut self, option: OptionIndex) {
        let word = usize::from(option.0) / 64;
        if self.words.len() <= word {
            self.words.resize(word + 1, 0);
        }
        self.words[word] |= 1 << (option.0 % 64);
    }

    pub fn contains(&self, option: OptionIndex) -> bool {
        self.words.get(usize::from(option.0) / 64).is_some_and(|word| word >> (option.0 % 64) & 1 == 1)
    }

    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    pub fn len(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// The options in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = OptionIndex> + '_ {
        (0..self.words.len() as u16 * 64).map(OptionIndex).filter(|option| self.contains(*option))
    }

    /// The bits, word by word; trailing zero words may be left out.
    pub fn words(&self) -> &[u64] {
        &self.words
    }
}

impl FromIterator<OptionIndex> for OptionSet {
    fn from_iter<I: IntoIterator<Item = OptionIndex>>(options: I) -> OptionSet {
        let mut set = OptionSet::default();
        for option in options {
            set.insert(option);
        }
        set
    }
}

/// All answers of one response: one per variable of its version, in that order, and the texts of "other, specify".
#[derive(Debug, Clone, PartialEq)]
pub struct Answers {
    values: Vec<Answer>,
    specify: BTreeMap<(VariableIndex, OptionIndex), String>,
}

impl Answers {
    /// `variables` answers, all of them missing for `reason`.
    pub fn all_missing(variables: usize, reason: Missing) -> Answers {
        Answers { values: vec![Answer::Missing(reason); variables], specify: BTreeMap::new() }
    }

    pub fn get(&self, variable: VariableIndex) -> &Answer {
        &self.values[variable.0]
    }

    pub fn set(&mut self, variable: VariableIndex, answer: Answer) {
        self.values[variable.0] = answer;
    }

    pub fn iter(&self) -> impl Iterator<Item = (VariableIndex, &Answer)> {
        self.values.iter().enumerate().map(|(index, answer)| (VariableIndex(index), answer))
    }

    pub fn len(&self) -> usize {
        self.values.len()
    }

    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    pub fn specify_text(&self, variable: VariableIndex, option: OptionIndex) -> Option<&str> {
        self.specify.get(&(variable, option)).map(String::as_str)
    }

    /// An empty text removes it.
    pub fn set_specify_text(&mut self, variable: VariableIndex, option: OptionIndex, text: String) {
        if text.is_empty() {
            self.specify.remove(&(variable, option));
        } else {
            self.specify.insert((variable, option), text);
        }
    }

    pub fn specify_texts(&self) -> impl Iterator<Item = (VariableIndex, OptionIndex, &str)> {
        self.specify.iter().map(|((variable, option), text)| (*variable, *option, text.as_str()))
    }
}
