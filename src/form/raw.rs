//! Answers as they arrive, nothing judged: the fields of an HTML form and the `answers` of a JSON body in one form, by the
//! names of data files.

use std::collections::BTreeMap;

use crate::questionnaire::{ItemKind, OptionIndex, Questionnaire, VariableIndex};
use crate::responses::{Answer, Answers, option_name, specify_name};

/// What stands under one name.
#[derive(Debug, Clone, PartialEq)]
pub enum RawValue {
    /// JSON's null: skipped.
    Nothing,
    /// Everything an HTML form sends, and a JSON string.
    Text(String),
    /// A JSON number.
    Number(f64),
    Bool(bool),
    /// A JSON array, or a form field that was sent more than once.
    List(Vec<RawValue>),
    /// A JSON object: a grid by its rows.
    Rows(BTreeMap<String, RawValue>),
}

/// Where the values come from, and so how strictly their types are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// An HTML form: everything is text, surrounding blanks mean nothing.
    Form,
    /// JSON: a number is a number, a multiple an array; a code may be a string or a whole number.
    Json,
}

/// Values by name: `item`, `item.row`, `item.code.text`, and for rankings of a form `item.code` with the rank.
pub type RawAnswers = BTreeMap<String, RawValue>;

/// The fields of an HTML form; a name that comes more than once becomes a list. The NUL character, which nobody types and
/// no database stores, is left out: a draft keeps what was typed before anything is judged.
pub fn from_fields(fields: &[(String, String)]) -> RawAnswers {
    let mut raw = RawAnswers::new();
    for (name, text) in fields {
        let (name, value) = (name.replace('\0', ""), RawValue::Text(text.replace('\0', "")));
        match raw.get_mut(&name) {
            None => {
                raw.insert(name, value);
            }
            Some(RawValue::List(list)) => list.push(value),
            Some(first) => *first = RawValue::List(vec![first.clone(), value]),
        }
    }
    raw
}

/// The texts given under a name, to show again in its fields: one for most items, one an option for a multiple.
pub fn typed(raw: &RawAnswers, name: &str) -> Vec<String> {
    let text = |value: &RawValue| match value {
        RawValue::Text(text) => Some(text.clone()),
        RawValue::Number(number) => Some(number.to_string()),
        RawValue::Nothing | RawValue::Bool(_) | RawValue::List(_) | RawValue::Rows(_) => None,
    };
    match raw.get(name) {
        Some(RawValue::List(list)) => list.iter().filter_map(text).collect(),
        Some(value) => text(value).into_iter().collect(),
        None => Vec::new(),
    }
}

/// Puts the fields of one page in the place of what stood there: a box that was unticked sends nothing, so all names of
/// the page's items are cleared first.
pub fn replace_page(raw: &mut RawAnswers, questionnaire: &Questionnaire, page: usize, fields: RawAnswers) {
    if let Some(page) = questionnaire.pages.get(page) {
        raw.retain(|name, _| {
            let id = name.split('.').next().unwrap_or(name);
            questionnaire.find_item(id).is_none_or(|item| !page.items.contains(&item.0))
        });
    }
    raw.extend(fields);
}

/// Settled answers in the form they could have arrived in; what is missing has no name, and what is computed neither.
pub fn from_answers(questionnaire: &Questionnaire, answers: &Answers, strictness: Strictness) -> RawAnswers {
    let mut raw = RawAnswers::new();
    for (variable, answer) in answers.iter() {
        let item = questionnaire.item(questionnaire.variable(variable).item);
        if matches!(item.kind, ItemKind::Computed { .. }) {
            continue;
        }
        if let (Answer::Ranking(ranked), Strictness::Form) = (answer, strictness) {
            for (place, option) in ranked.iter().enumerate() {
                let name = option_name(questionnaire, variable, *option);
                raw.insert(name, RawValue::Text((place + 1).to_string()));
            }
        } else if let Some(value) = raw_value(questionnaire, variable, answer, strictness) {
            raw.insert(questionnaire.variable(variable).name.clone(), value);
        }
    }
    for (variable, option, text) in answers.specify_texts() {
        raw.insert(specify_name(questionnaire, variable, option), RawValue::Text(text.to_owned()));
    }
    raw
}

fn raw_value(
    questionnaire: &Questionnaire,
    variable: VariableIndex,
    answer: &Answer,
    strictness: Strictness,
) -> Option<RawValue> {
    let code = |option: OptionIndex| {
        RawValue::Text(questionnaire.options(variable)[usize::from(option.0)].code.to_string())
    };
    let number = |number: f64| match strictness {
        Strictness::Form => RawValue::Text(number.to_string()),
        Strictness::Json => RawValue::Number(number),
    };
    match answer {
        Answer::Single(option) => Some(code(*option)),
        Answer::Multiple(ticked) => Some(RawValue::List(ticked.iter().map(code).collect())),
        Answer::Ranking(ranked) => Some(RawValue::List(ranked.iter().copied().map(code).collect())),
        Answer::Number(value) => Some(number(*value)),
        Answer::Scale(point) => Some(number(*point as f64)),
        Answer::Date(date) => Some(RawValue::Text(date.to_string())),
        Answer::Text(text) => Some(RawValue::Text(text.clone())),
        Answer::Missing(_) => None,
    }
}
