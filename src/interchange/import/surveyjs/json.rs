//! Values of a SurveyJS definition: texts that may have languages, and what a property is called by.

use serde_json::{Map, Value};

pub(super) type Object = Map<String, Value>;

/// A value as the text it has in conditions; `None` for lists and objects.
pub(super) fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => {
            Some(number.as_f64().map_or_else(|| number.to_string(), |number| number.to_string()))
        }
        Value::Bool(value) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The property as a text without languages.
pub(super) fn string<'a>(object: &'a Object, key: &str) -> Option<&'a str> {
    object.get(key).and_then(Value::as_str).filter(|text| !text.trim().is_empty())
}

/// The first of the properties that is there.
pub(super) fn first<'a>(object: &'a Object, keys: &[&str]) -> Option<&'a Value> {
    keys.iter().find_map(|key| object.get(*key)).filter(|value| !value.is_null())
}

pub(super) fn flag(object: &Object, keys: &[&str]) -> bool {
    first(object, keys).and_then(Value::as_bool).unwrap_or(false)
}

/// A number, also where it is written as a text.
pub(super) fn number(object: &Object, key: &str) -> Option<f64> {
    let value = object.get(key)?;
    value.as_f64().or_else(|| value.as_str()?.trim().parse().ok()).filter(|number| number.is_finite())
}

/// A whole number that counts something.
pub(super) fn count(object: &Object, key: &str) -> Option<usize> {
    let number = number(object, key)?;
    ((1.0..=1e6).contains(&number) && number.fract().total_cmp(&0.0).is_eq()).then_some(number as usize)
}

/// A list's entries; empty where it is none.
pub(super) fn list<'a>(object: &'a Object, key: &str) -> &'a [Value] {
    object.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The value and the text of an entry of `choices`, `columns`, `rows` or `rateValues`: `"a"`, `"a|Text"`, or
/// `{ value, text }`.
pub(super) fn entry(value: &Value) -> Option<(String, Option<Value>, Option<&Object>)> {
    match value {
        Value::Object(object) => {
            let value = first(object, &["value", "name"])?;
            let text = first(object, &["text", "title"]).cloned();
            Some((text_of(value)?, text, Some(object)))
        }
        plain => {
            let written = text_of(plain)?;
            Some(match written.split_once('|') {
                Some((value, text)) if !value.is_empty() && !text.is_empty() => {
                    (value.to_owned(), Some(Value::String(text.to_owned())), None)
                }
                _ => (written, None, None),
            })
        }
    }
}
