//! What comes before the first page: which boxes of consent must be ticked, and what a program may say of consents and arms.

use std::collections::BTreeMap;

use super::raw::{RawAnswers, RawValue};
use super::{AnswerProblem, Limit, Rule};
use crate::i18n::Language;
use crate::questionnaire::{Consent, Questionnaire};

/// The required consents that were not given. `given` holds the ids of those that were.
pub fn refused<'a>(q: &'a Questionnaire, given: &[String]) -> Vec<&'a Consent> {
    let is_given = |consent: &Consent| given.iter().any(|id| id == consent.id.as_str());
    q.consents.iter().filter(|consent| consent.required && !is_given(consent)).collect()
}

/// The words of a consent as they are shown in this language, and the language they are in.
pub fn consent_words<'a>(
    q: &'a Questionnaire,
    consent: &'a Consent,
    language: &'a Language,
) -> (&'a str, &'a Language) {
    let translated = consent.text.translations.contains_key(language);
    (consent.text.get(language), if translated { language } else { q.source_language() })
}

/// What a program says was settled before its first question.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GivenPreamble {
    /// Arm to the code of its group.
    pub arms: BTreeMap<String, String>,
    /// The ids of the consents that were given; all others were not.
    pub consents: Vec<String>,
    /// What is wrong with it, by the names `arm.ID` and `consent.ID`; empty: all is well.
    pub problems: Vec<AnswerProblem>,
}

/// Reads what a program sent as `arms` and `consents`: codes of groups, true and false. A required consent must be true.
pub fn read_preamble(q: &Questionnaire, arms: &RawAnswers, consents: &RawAnswers) -> GivenPreamble {
    let mut given = GivenPreamble::default();
    for (id, value) in arms {
        let name = format!("arm.{id}");
        let Some(arm) = q.arms.iter().find(|arm| arm.id.as_str() == id) else {
            given.problems.push(problem(name, Rule::UnknownItem, Limit::None));
            continue;
        };
        let code = match value {
            RawValue::Nothing => continue,
            RawValue::Text(code) => code.clone(),
            RawValue::Number(code) if code.fract() == 0.0 => code.to_string(),
            RawValue::Number(_) | RawValue::Bool(_) | RawValue::List(_) | RawValue::Rows(_) => {
                given.problems.push(problem(name, Rule::Type, Limit::None));
                continue;
            }
        };
        match arm.find_group(&code) {
            Some(_) => {
                given.arms.insert(id.clone(), code);
            }
            None => given.problems.push(problem(name, Rule::UnknownCode, Limit::Code(code))),
        }
    }
    for (id, value) in consents {
        let name = format!("consent.{id}");
        if !q.consents.iter().any(|consent| consent.id.as_str() == id) {
            given.problems.push(problem(name, Rule::UnknownItem, Limit::None));
            continue;
        }
        match value {
            RawValue::Nothing | RawValue::Bool(false) => {}
            RawValue::Bool(true) => given.consents.push(id.clone()),
            RawValue::Text(_) | RawValue::Number(_) | RawValue::List(_) | RawValue::Rows(_) => {
                given.problems.push(problem(name, Rule::Type, Limit::None));
            }
        }
    }
    for consent in refused(q, &given.consents) {
        let name = format!("consent.{}", consent.id);
        if !given.problems.iter().any(|problem| problem.name == name) {
            given.problems.push(problem(name, Rule::Required, Limit::None));
        }
    }
    given
}

fn problem(name: String, rule: Rule, limit: Limit) -> AnswerProblem {
    AnswerProblem { name, item: None, variable: None, rule, limit }
}
