//! Raw answers as JSON: how a draft keeps what was typed, and what the hash of a submission is taken of.

use serde_json::{Map, Number, Value};
use sha2::{Digest, Sha256};

use crate::form::{RawAnswers, RawValue};

pub(super) fn to_json(raw: &RawAnswers) -> Value {
    Value::Object(raw.iter().map(|(name, value)| (name.clone(), value_to_json(value))).collect())
}

fn value_to_json(value: &RawValue) -> Value {
    match value {
        RawValue::Nothing => Value::Null,
        RawValue::Text(text) => Value::String(text.clone()),
        RawValue::Number(number) => Number::from_f64(*number).map_or(Value::Null, Value::Number),
        RawValue::Bool(truth) => Value::Bool(*truth),
        RawValue::List(list) => list.iter().map(value_to_json).collect(),
        RawValue::Rows(rows) => to_json(rows),
    }
}

/// The raw answers in a JSON object; empty for anything else.
pub(super) fn from_json(json: &Value) -> RawAnswers {
    match json {
        Value::Object(object) => rows_from_json(object),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            RawAnswers::new()
        }
    }
}

fn rows_from_json(object: &Map<String, Value>) -> RawAnswers {
    object.iter().map(|(name, value)| (name.clone(), value_from_json(value))).collect()
}

/// One JSON value as a raw one.
pub fn value_from_json(json: &Value) -> RawValue {
    match json {
        Value::Null => RawValue::Nothing,
        Value::Bool(truth) => RawValue::Bool(*truth),
        Value::Number(number) => number.as_f64().map_or(RawValue::Nothing, RawValue::Number),
        Value::String(text) => RawValue::Text(text.clone()),
        Value::Array(list) => RawValue::List(list.iter().map(value_from_json).collect()),
        Value::Object(rows) => RawValue::Rows(rows_from_json(rows)),
    }
}

/// What a repeat must have in common with the first: the answers, the language, the source, and what `beside` holds. A name with null says the
/// same as no name, skipped, so those are left out.
pub(super) fn content_hash(
    raw: &RawAnswers,
    language: Option<&str>,
    source: Option<&str>,
    beside: &[(&str, &RawAnswers)],
) -> [u8; 32] {
    let said = |raw: &RawAnswers| {
        let mut said = raw.clone();
        said.retain(|_, value| *value != RawValue::Nothing);
        to_json(&said)
    };
    let mut content = serde_json::json!({ "answers": said(raw), "language": language, "source": source });
    for (name, values) in beside.iter().filter(|(_, values)| !values.is_empty()) {
        content[name] = said(values);
    }
    Sha256::digest(content.to_string().as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raw_answers_survive_json_and_null_says_nothing() {
        let json = serde_json::json!({ "a": "x", "b": ["1", 2.0], "c": { "r": true }, "d": null });
        let raw = from_json(&json);
        assert_eq!(to_json(&raw), json);
        let without: RawAnswers =
            raw.iter().filter(|(name, _)| *name != "d").map(|(n, v)| (n.clone(), v.clone())).collect();
        assert_eq!(content_hash(&raw, Some("en"), None, &[]), content_hash(&without, Some("en"), None, &[]));
        assert_ne!(content_hash(&raw, Some("en"), None, &[]), content_hash(&raw, Some("ko"), None, &[]));
    }
}
