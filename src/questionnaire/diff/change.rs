//! One thing that changed, with what it does to the trend and why.

use std::fmt;
use std::sync::Arc;

use super::{Class, Trend};
use crate::i18n::Language;
use crate::ids::{ItemId, OptionCode};

/// One thing that changed about an item, or about the whole survey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub class: Class,
    /// What the change alone leaves of the trend.
    pub effect: Trend,
    /// What changed and what it does to the trend, in a sentence without a full stop.
    pub reason: String,
    /// The texts that changed, where it is about words.
    pub texts: Vec<TextChange>,
}

/// A text before and after; empty where there was or is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextChange {
    pub place: TextPlace,
    /// The language of a translation; `None` for the source language.
    pub language: Option<Language>,
    pub old: Arc<str>,
    pub new: Arc<str>,
}

/// Which text of an item.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum TextPlace {
    Question,
    Help,
    /// Of the option with this code in NEW.
    Option(OptionCode),
    /// Of the row with this id in NEW.
    Row(ItemId),
    LowEnd,
    HighEnd,
    Unit,
    Band(OptionCode),
    /// The message of a check, counted from 1.
    CheckMessage(usize),
    Title,
    Intro,
    Consent(ItemId),
    PageTitle(ItemId),
    /// The text shown when an interview is over: `complete`, `screened_out`.
    Ending(&'static str),
    Notice,
}

impl Change {
    pub(super) fn new(class: Class, effect: Trend, reason: impl Into<String>) -> Change {
        Change { class, effect, reason: reason.into(), texts: Vec::new() }
    }

    /// A change of whom the survey asks: what is counted cannot simply be laid beside the earlier figures.
    pub fn of_population(reason: impl Into<String>) -> Change {
        Change::new(Class::PopulationChanged, Trend::WithCare, reason)
    }

    pub(super) fn with_texts(self, texts: Vec<TextChange>) -> Change {
        Change { texts, ..self }
    }
}

impl fmt::Display for TextPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TextPlace::Question => f.write_str("question"),
            TextPlace::Help => f.write_str("help"),
            TextPlace::Option(code) => write!(f, "option {code}"),
            TextPlace::Row(id) => write!(f, "row {id}"),
            TextPlace::LowEnd => f.write_str("lowest point"),
            TextPlace::HighEnd => f.write_str("highest point"),
            TextPlace::Unit => f.write_str("unit"),
            TextPlace::Band(code) => write!(f, "band {code}"),
            TextPlace::CheckMessage(number) => write!(f, "message of check {number}"),
            TextPlace::Title => f.write_str("title"),
            TextPlace::Intro => f.write_str("introduction"),
            TextPlace::Consent(id) => write!(f, "consent {id}"),
            TextPlace::PageTitle(id) => write!(f, "title of page {id}"),
            TextPlace::Ending(which) => write!(f, "ending {which}"),
            TextPlace::Notice => f.write_str("notice"),
        }
    }
}
