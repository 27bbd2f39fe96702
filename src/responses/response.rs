//! One response: who answered when, how the interview ended, and the answers.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::Answers;
use crate::ids::ResponseId;
use crate::questionnaire::{EndedBy, OptionIndex, Questionnaire, VariableIndex};

/// How an interview ended; each has exactly one, with the code of AAPOR's Standard Definitions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Disposition {
    Complete,
    /// Not submitted, but usable by the wave's `complete:` rule.
    Partial,
    BreakOff,
    ScreenedOut,
    QuotaFull,
}

impl Disposition {
    pub const ALL: [Disposition; 5] = [
        Disposition::Complete,
        Disposition::Partial,
        Disposition::BreakOff,
        Disposition::ScreenedOut,
        Disposition::QuotaFull,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Disposition::Complete => "complete",
            Disposition::Partial => "partial",
            Disposition::BreakOff => "break_off",
            Disposition::ScreenedOut => "screened_out",
            Disposition::QuotaFull => "quota_full",
        }
    }

    /// The code of AAPOR, Standard Definitions: 1.1, 1.2, 2.12, 4.x (screened out: 4.7), 4.8.
    pub fn aapor_code(self) -> &'static str {
        match self {
            Disposition::Complete => "1.1",
            Disposition::Partial => "1.2",
            Disposition::BreakOff => "2.12",
            Disposition::ScreenedOut => "4.7",
            Disposition::QuotaFull => "4.8",
        }
    }

    pub fn parse(text: &str) -> Option<Disposition> {
        Disposition::ALL.into_iter().find(|disposition| disposition.as_str() == text)
    }
}

/// What is known of a response beside its answers: the `given` names of the expression language.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Circumstances {
    /// The wave's slug.
    pub wave: Option<String>,
    /// The day the wave opened, in its own zone.
    pub wave_opened: Option<NaiveDate>,
    pub source: Option<String>,
    pub language: Option<String>,
    pub started_at: Option<DateTime<Utc>>,
    pub submitted_at: Option<DateTime<Utc>>,
    /// "phone", "tablet" or "desktop".
    pub device: Option<String>,
    /// The group of each arm of the questionnaire, in its order; `None` where none was assigned.
    pub arms: Vec<Option<OptionIndex>>,
    /// Whether each consent of the questionnaire was given, in its order; `None` where it was not shown.
    pub consents: Vec<Option<bool>>,
    /// The day the interview is judged on, in the wave's zone: the present day, and once submitted the day of that. Where it
    /// is not known, the day of `submitted_at` by UTC counts.
    pub today: Option<NaiveDate>,
    /// The version that was answered, where that is known: `sha256:…`.
    pub version: Option<String>,
}

/// What one respondent saw in an order of their own: the codes of options by item, and the ids of items by page. Only
/// what was asked and differs between respondents is there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ShownOrders {
    pub options: BTreeMap<String, Vec<String>>,
    pub items: BTreeMap<String, Vec<String>>,
}

/// A stored or imported response. `answers` is settled: each variable is an answer or has exactly one reason.
#[derive(Debug, Clone, PartialEq)]
pub struct Response {
    pub id: ResponseId,
    /// The id of the file it came from, where that was no UUID.
    pub external_id: Option<String>,
    pub circumstances: Circumstances,
    pub disposition: Disposition,
    pub answers: Answers,
}

/// How far an interview came: what lies behind that point was not reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reached {
    /// Submitted: every page.
    Everything,
    /// Left while this page (its place in the questionnaire) was the last one sent.
    ThroughPage(usize),
    /// From a data file that does not say: up to the last item with an answer.
    LastAnswer,
}

/// The outcome of walking the route with somebody's answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Settled {
    /// Every variable is an answer or has exactly one reason for being missing; computed items are worked out.
    pub answers: Answers,
    /// The rule that ended the interview early, if one did.
    pub ended: Option<EndedBy>,
    /// Variables whose answer stood off the route and was not taken.
    pub ignored: Vec<VariableIndex>,
    /// Options that were chosen but not offered, and were not taken.
    pub ignored_options: Vec<(VariableIndex, OptionIndex)>,
    /// Texts of "other, specify" that stood without their option and were not taken.
    pub ignored_texts: Vec<(VariableIndex, OptionIndex)>,
}

impl Settled {
    /// What was not taken, by the names of data files: `q4`, `q7.r1`, `q3.97`, `q3.97.text`.
    pub fn ignored_names(&self, questionnaire: &Questionnaire) -> Vec<String> {
        let variables = self.ignored.iter().map(|variable| questionnaire.variable(*variable).name.clone());
        let options = self
            .ignored_options
            .iter()
            .map(|(variable, option)| super::option_name(questionnaire, *variable, *option));
        let texts = self
            .ignored_texts
            .iter()
            .map(|(variable, option)| super::specify_name(questionnaire, *variable, *option));
        variables.chain(options).chain(texts).collect()
    }

    /// Whether the variable was on the route and reached.
    pub fn was_asked(&self, variable: VariableIndex) -> bool {
        self.answers.get(variable).was_asked()
    }
}
