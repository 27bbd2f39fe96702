//! SurveyJS definitions (.json): pages of elements, read into items.

mod build;
mod choices;
mod json;
mod questions;
mod rules;
mod script;
mod texts;

#[cfg(test)]
mod tests;

use serde_json::Value;

use super::draft::Draft;
use super::names::survey_id;
use super::{Origin, Refusal};
use build::Builder;

/// The largest definition read: a tree of values takes some ten times its text.
const JSON_BYTES_MAX: usize = 8 << 20;

pub(super) fn read(text: &str, origin: Origin<'_>) -> Result<Draft, Refusal> {
    if text.len() > JSON_BYTES_MAX {
        return Err(Refusal::new(format!("the definition is larger than {} MiB", JSON_BYTES_MAX >> 20)));
    }
    let value: Value = serde_json::from_str(text).map_err(|error| {
        Refusal::new(format!("it is no JSON ({error}): save the definition from the creator’s JSON editor"))
    })?;
    let survey = value.as_object().filter(|object| looks_like_one(object)).ok_or_else(|| {
        Refusal::new("it is no SurveyJS definition: it has neither `pages` nor `elements` on top")
    })?;
    let draft = Draft { id: survey_id(origin.stem), edition: "1".to_owned(), ..Draft::default() };
    Builder::new(survey, origin, draft).build()
}

fn looks_like_one(object: &json::Object) -> bool {
    ["pages", "elements", "questions"].iter().any(|key| object.get(*key).is_some_and(Value::is_array))
}
