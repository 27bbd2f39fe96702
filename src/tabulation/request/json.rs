//! JSON to the tree and back: the body of a POST is read by the same path as a file.

use serde_json::{Map, Value as Json};

use crate::diagnostics::{FileId, Sources};
use crate::questionnaire::syntax::{Node, Value};
use crate::tabulation::ReportFile;

/// Takes a request's text into `sources`. JSON is YAML but for its escapes (`\/`, surrogate pairs) and tabs, so a text
/// that is JSON and has any of them is written anew first.
pub fn add_source(sources: &mut Sources, name: &str, text: &str) -> FileId {
    let is_json = text.trim_start().starts_with(['{', '[']);
    if is_json
        && text.contains(['\\', '\t'])
        && let Ok(json) = serde_json::from_str::<Json>(text)
        && let Ok(written) = serde_json::to_string_pretty(&json)
    {
        return sources.add(name, &written);
    }
    sources.add(name, text)
}

/// The request of a report's table, as it was read; null where the report has no such table.
pub fn request_of(report: &ReportFile, table: &str) -> Json {
    let mut requests = report.sections.iter().flat_map(|section| &section.tables);
    requests
        .find(|request| request.id.as_ref().is_some_and(|id| id.value == table))
        .map_or(Json::Null, |request| to_json(&request.node))
}

/// The tree as JSON, for the `request` of a result: unquoted numbers and `true` keep their kind.
pub fn to_json(node: &Node) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::Scalar { text, plain: true } => plain(text),
        Value::Scalar { text, plain: false } => Json::String(text.clone()),
        Value::List(list) => Json::Array(list.iter().map(to_json).collect()),
        Value::Mapping(entries) => Json::Object(
            entries.iter().map(|entry| (entry.key.clone(), to_json(&entry.value))).collect::<Map<_, _>>(),
        ),
    }
}

fn plain(text: &str) -> Json {
    if let Ok(number) = text.parse::<i64>() {
        return Json::from(number);
    }
    match (text, text.parse::<f64>()) {
        ("true", _) => Json::Bool(true),
        ("false", _) => Json::Bool(false),
        (_, Ok(number)) if number.is_finite() => Json::from(number),
        _ => Json::String(text.to_owned()),
    }
}
