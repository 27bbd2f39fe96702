//! JSON Schema 2020-12 of what a client posts as `answers`. Every set of answers that canvass takes fits it; what
//! depends on the routing (required answers, checks) is not in it.

use serde_json::{Map, Value, json};

use crate::i18n::Language;
use crate::questionnaire::{AnswerOption, Item, ItemKind, Questionnaire, TextFormat, plain};
use crate::responses::{ColumnRole, columns};

/// Characters of a text that goes with an option.
const SPECIFY_LENGTH_MAX: usize = 2000;

pub(super) fn write(questionnaire: &Questionnaire, version: &str, language: &Language) -> String {
    let mut properties = Map::new();
    for item in &questionnaire.items {
        if let Some(mut schema) = of_item(item, language) {
            schema["title"] = json!(plain::label(item.text.get(language)));
            properties.insert(item.id.to_string(), schema);
        }
    }
    for column in columns(questionnaire) {
        if let ColumnRole::Specify(..) = column.role {
            let schema = json!({ "type": ["string", "null"], "maxLength": SPECIFY_LENGTH_MAX });
            properties.insert(column.name, schema);
        }
    }
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("urn:canvass:{}:{}:answers", questionnaire.id, version.replace(':', "-")),
        "title": plain::label(questionnaire.title.get(language)),
        "description": format!(
            "The `answers` of a response to {}, edition {}, version {version}. A null or an answer that is left out is \
             skipped. Which answers are required depends on the routing and is not said here.",
            questionnaire.id, questionnaire.edition
        ),
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    });
    let mut text = format!("{schema:#}");
    text.push('\n');
    text
}

/// The schema of one item's answer; `None` where nothing is posted for it.
fn of_item(item: &Item, language: &Language) -> Option<Value> {
    let schema = match &item.kind {
        ItemKind::Single { options, .. } => one_of(options, language),
        ItemKind::Multiple { options, max, .. } => many_of(options, *max, language),
        ItemKind::Ranking { options, max, .. } => many_of(options, Some(*max), language),
        ItemKind::Grid { options, .. } => rows(item, &one_of(options, language), language),
        ItemKind::MultipleGrid { options, .. } => rows(item, &many_of(options, None, language), language),
        ItemKind::Number { min, max, decimals, .. } => {
            let kind = if *decimals == 0 { "integer" } else { "number" };
            let mut schema = json!({ "type": [kind, "null"] });
            limit(&mut schema, "minimum", *min);
            limit(&mut schema, "maximum", *max);
            schema
        }
        ItemKind::Scale { from, to, .. } => {
            json!({ "type": ["integer", "null"], "minimum": from, "maximum": to })
        }
        ItemKind::Allocation { total, .. } => {
            let amount = json!({ "type": ["number", "null"], "minimum": 0, "maximum": whole(*total) });
            let mut schema = rows(item, &amount, language);
            schema["description"] = json!(format!("The rows add up to {total}."));
            schema
        }
        ItemKind::Date { min, max } => {
            let mut schema = json!({ "type": ["string", "null"], "format": "date" });
            let limits: Vec<String> = [("from", min), ("to", max)]
                .into_iter()
                .filter_map(|(word, day)| Some(format!("{word} {}", (*day)?)))
                .collect();
            if !limits.is_empty() {
                schema["description"] = json!(format!("A day {}.", limits.join(" ")));
            }
            schema
        }
        ItemKind::Text { max_length, format, pattern, .. } => {
            let mut schema = json!({ "type": ["string", "null"], "maxLength": max_length });
            if let Some(format) = format {
                schema["format"] = json!(match format {
                    TextFormat::Email => "email",
                    TextFormat::Url => "uri",
                });
            }
            if let Some(pattern) = pattern {
                schema["description"] = json!(format!("Matches {} as a whole.", pattern.as_str()));
            }
            schema
        }
        ItemKind::Note | ItemKind::Computed { .. } => return None,
    };
    Some(schema)
}

/// One code: as a text, and as a number where it is one.
fn one_of(options: &[AnswerOption], language: &Language) -> Value {
    let mut codes: Vec<Value> = codes(options);
    codes.push(Value::Null);
    json!({ "enum": codes, "description": legend(options, language) })
}

fn many_of(options: &[AnswerOption], max: Option<usize>, language: &Language) -> Value {
    let mut schema = json!({
        "type": ["array", "null"],
        "items": { "enum": codes(options) },
        "description": legend(options, language),
    });
    if let Some(max) = max {
        schema["maxItems"] = json!(max);
    }
    schema
}

fn codes(options: &[AnswerOption]) -> Vec<Value> {
    let each = |option: &AnswerOption| {
        let text = json!(option.code.as_str());
        std::iter::once(text).chain(option.code.as_integer().map(|number| json!(number)))
    };
    options.iter().flat_map(each).collect()
}

fn legend(options: &[AnswerOption], language: &Language) -> String {
    let each =
        options.iter().map(|option| format!("{}: {}", option.code, plain::label(option.text.get(language))));
    each.collect::<Vec<_>>().join("; ")
}

fn rows(item: &Item, of_row: &Value, language: &Language) -> Value {
    let rows = item.rows().iter().map(|row| {
        let mut schema = of_row.clone();
        schema["title"] = json!(plain::label(row.text.get(language)));
        (row.id.to_string(), schema)
    });
    let rows: Map<String, Value> = rows.collect();
    json!({ "type": ["object", "null"], "properties": rows, "additionalProperties": false })
}

fn limit(schema: &mut Value, key: &str, limit: Option<f64>) {
    if let Some(limit) = limit {
        schema[key] = whole(limit);
    }
}

/// Without a decimal point where there are no decimals.
fn whole(number: f64) -> Value {
    if number.fract().total_cmp(&0.0).is_eq() && number.abs() < 1e15 {
        json!(number as i64)
    } else {
        json!(number)
    }
}
