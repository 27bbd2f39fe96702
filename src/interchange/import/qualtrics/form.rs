//! A Qualtrics survey file (.qsf) put together from its JSON: blocks, the flow through them, questions by id. The
//! format is not published; keys are read where they are, and lists may stand as objects with numbers for keys.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

/// JSON nests as deep as logic in flows does, which serde_json bounds itself; more questions has no survey.
const QUESTIONS_MAX: usize = 5000;

#[derive(Debug, Default)]
pub(super) struct Form {
    pub(super) name: String,
    pub(super) created: String,
    /// As Qualtrics writes it: `EN`, `ZH-S`.
    pub(super) language: String,
    /// The languages besides.
    pub(super) translations: Vec<String>,
    pub(super) blocks: BTreeMap<String, Block>,
    /// The blocks in the order of the file, for a file without a flow.
    pub(super) block_order: Vec<String>,
    pub(super) flow: Option<Value>,
    pub(super) options: Value,
    /// Payloads of questions by their ids.
    pub(super) questions: BTreeMap<String, Value>,
    pub(super) quotas: Vec<String>,
}

#[derive(Debug, Default)]
pub(super) struct Block {
    pub(super) name: String,
    pub(super) is_trash: bool,
    pub(super) elements: Vec<Value>,
    pub(super) options: Value,
}

/// The survey in the JSON, or why it is none.
pub(super) fn read(text: &str) -> Result<Form, String> {
    let root: Value = serde_json::from_str(text).map_err(|error| format!("the file is no JSON ({error})"))?;
    let elements = listed(&root["SurveyElements"]);
    if !root["SurveyEntry"].is_object() || elements.is_empty() {
        return Err(
            "this is no Qualtrics survey: it has no `SurveyEntry` and `SurveyElements`. In Qualtrics, \
                    choose Tools, Import/Export, Export survey"
                .to_owned(),
        );
    }
    let entry = &root["SurveyEntry"];
    let mut form = Form {
        name: string(&entry["SurveyName"]),
        created: string(&entry["SurveyCreationDate"]),
        language: string(&entry["SurveyLanguage"]),
        ..Form::default()
    };
    if form.language.is_empty() {
        form.language.push_str("EN");
    }
    for element in elements {
        let payload = &element["Payload"];
        match string(&element["Element"]).as_str() {
            "BL" => listed(payload).into_iter().for_each(|block| form.block(block)),
            "FL" => form.flow = Some(payload.clone()),
            "SO" => form.options = payload.clone(),
            "SQ" => {
                let id = string(&element["PrimaryAttribute"]);
                let id = if id.is_empty() { string(&payload["QuestionID"]) } else { id };
                form.questions.insert(id, payload.clone());
            }
            "QO" => form.quotas.push(string(&payload["Name"])),
            _ => {}
        }
    }
    if form.questions.len() > QUESTIONS_MAX {
        return Err(format!("the survey has more than {QUESTIONS_MAX} questions"));
    }
    if form.questions.is_empty() {
        return Err("the survey has no questions".to_owned());
    }
    form.translations = translations(&form);
    Ok(form)
}

impl Form {
    fn block(&mut self, block: &Value) {
        let id = string(&block["ID"]);
        let id = if id.is_empty() { format!("block {}", self.blocks.len() + 1) } else { id };
        self.block_order.push(id.clone());
        self.blocks.insert(
            id,
            Block {
                name: string(&block["Description"]),
                is_trash: string(&block["Type"]) == "Trash",
                elements: listed(&block["BlockElements"]).into_iter().cloned().collect(),
                options: block["Options"].clone(),
            },
        );
    }
}

/// Every language that a question has texts in, besides the survey's own.
fn translations(form: &Form) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let available = form.options["AvailableLanguages"].as_object();
    let questions = form.questions.values().filter_map(|question| question["Language"].as_object());
    for language in available.into_iter().chain(questions).flat_map(Map::keys) {
        if *language != form.language && !found.contains(language) {
            found.push(language.clone());
        }
    }
    found.sort();
    found
}

/// The values of a list, or of an object that stands for one, in the order of the file.
pub(super) fn listed(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(list) => list.iter().collect(),
        Value::Object(map) => map.values().collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    }
}

/// Keys and values; those of a list are their places, from 0.
pub(super) fn keyed(value: &Value) -> Vec<(String, &Value)> {
    match value {
        Value::Array(list) => {
            list.iter().enumerate().map(|(index, value)| (index.to_string(), value)).collect()
        }
        Value::Object(map) => map.iter().map(|(key, value)| (key.clone(), value)).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    }
}

/// What `keyed` has under a key, found without going through the rest.
pub(super) fn entry<'v>(value: &'v Value, key: &str) -> Option<&'v Value> {
    match value {
        Value::Array(list) => {
            let index = key.parse::<usize>().ok().filter(|index| index.to_string() == key)?;
            list.get(index)
        }
        Value::Object(map) => map.get(key),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

/// `keyed`, in the order that another key gives; what it does not name stands behind.
pub(super) fn ordered<'v>(value: &'v Value, order: &Value) -> Vec<(String, &'v Value)> {
    let mut found = Vec::new();
    let mut named = BTreeSet::new();
    for key in listed(order) {
        let key = string(key);
        if let Some(value) = entry(value, &key)
            && named.insert(key.clone())
        {
            found.push((key, value));
        }
    }
    found.extend(keyed(value).into_iter().filter(|(key, _)| !named.contains(key)));
    found
}

/// A text, a number or a switch as text; empty for anything else.
pub(super) fn string(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(value) => value.to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) => String::new(),
    }
}

pub(super) fn number(value: &Value) -> Option<f64> {
    string(value).parse().ok().filter(|number: &f64| number.is_finite())
}

/// Whether a switch is on, however it is written.
pub(super) fn is_on(value: &Value) -> bool {
    matches!(string(value).to_ascii_lowercase().as_str(), "true" | "on" | "yes" | "1")
}
