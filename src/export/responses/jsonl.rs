//! Responses as JSON Lines: one object a line, answers as the intake takes them, missing ones with their reason.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::csv::{Origin, SYNTHETIC_COLUMN};
use super::{Digesting, Written, instant};
use crate::questionnaire::{Arm, OptionIndex, Questionnaire, VariableIndex};
use crate::responses::{Answer, Flags, Response, specify_name};

/// Writes the responses in the order given: `answers` by item, a grid's by row, and `missing` by variable; `arms`,
/// `consents` and `flags` by name, where the questionnaire has such. `flags` holds one entry a response, or none. Made-up responses say `synthetic`.
///
/// # Errors
/// What `out` answers.
pub fn responses_jsonl(
    questionnaire: &Questionnaire,
    responses: &mut dyn Iterator<Item = Response>,
    flags: &[Flags],
    origin: Origin,
    out: &mut dyn Write,
) -> io::Result<Written> {
    let mut digesting = Digesting::new(out);
    let mut rows = 0;
    {
        let mut writer = io::BufWriter::new(&mut digesting);
        for (place, response) in responses.enumerate() {
            let mut object = object(questionnaire, &response, flags.get(place));
            if origin == Origin::Simulation {
                object[SYNTHETIC_COLUMN] = json!(true);
            }
            serde_json::to_writer(&mut writer, &object)?;
            writer.write_all(b"\n")?;
            rows += 1;
        }
        writer.flush()?;
    }
    Ok(digesting.finish(rows))
}

fn object(questionnaire: &Questionnaire, response: &Response, flags: Option<&Flags>) -> Value {
    let about = &response.circumstances;
    let mut answers = Map::new();
    let mut missing = Map::new();
    for (index, answer) in response.answers.iter() {
        let variable = questionnaire.variable(index);
        let item = questionnaire.item(variable.item);
        match answer {
            Answer::Missing(reason) => {
                missing.insert(variable.name.clone(), json!(reason.as_str()));
            }
            given => {
                let value = value(questionnaire, index, given);
                match variable.row {
                    None => {
                        answers.insert(item.id.as_str().to_owned(), value);
                    }
                    Some(row) => {
                        let rows = answers
                            .entry(item.id.as_str().to_owned())
                            .or_insert_with(|| Value::Object(Map::new()));
                        if let Some(rows) = rows.as_object_mut() {
                            rows.insert(item.rows()[row].id.as_str().to_owned(), value);
                        }
                    }
                }
            }
        }
    }
    for (variable, option, text) in response.answers.specify_texts() {
        answers.insert(specify_name(questionnaire, variable, option), json!(text));
    }
    let mut object = json!({
        "response_id": response.id.0.to_string(),
        "external_id": response.external_id,
        "source": about.source,
        "started_at": about.started_at.map(instant),
        "submitted_at": about.submitted_at.map(instant),
        "language": about.language,
        "disposition": response.disposition.as_str(),
        "aapor": response.disposition.aapor_code(),
        "answers": answers,
        "missing": missing,
    });
    let Some(entries) = object.as_object_mut() else { return object };
    if let Some(version) = &about.version {
        entries.insert("version".to_owned(), json!(version));
    }
    for (name, value) in [
        ("arms", arms(questionnaire, response)),
        ("consents", consents(questionnaire, response)),
        ("flags", flags_of(questionnaire, flags)),
    ] {
        if !value.is_empty() {
            entries.insert(name.to_owned(), Value::Object(value));
        }
    }
    object
}

fn arms(questionnaire: &Questionnaire, response: &Response) -> Map<String, Value> {
    let group = |place: usize, arm: &Arm| {
        let group = response.circumstances.arms.get(place).copied().flatten()?;
        Some(arm.groups.get(usize::from(group.0))?.code.as_str().to_owned())
    };
    let arms = questionnaire.arms.iter().enumerate();
    arms.map(|(place, arm)| (arm.id.to_string(), json!(group(place, arm)))).collect()
}

fn consents(questionnaire: &Questionnaire, response: &Response) -> Map<String, Value> {
    let given = |place: usize| response.circumstances.consents.get(place).copied().flatten();
    let consents = questionnaire.consents.iter().enumerate();
    consents.map(|(place, consent)| (consent.id.to_string(), json!(given(place)))).collect()
}

fn flags_of(questionnaire: &Questionnaire, flags: Option<&Flags>) -> Map<String, Value> {
    let Some(flags) = flags else { return Map::new() };
    let rules = questionnaire.quality.rules().into_iter();
    rules.map(|rule| (rule.as_str().to_owned(), json!(flags.get(rule)))).collect()
}

fn value(questionnaire: &Questionnaire, variable: VariableIndex, answer: &Answer) -> Value {
    let code = |option: OptionIndex| {
        Value::from(questionnaire.options(variable)[usize::from(option.0)].code.as_str())
    };
    match answer {
        Answer::Single(option) => code(*option),
        Answer::Multiple(ticked) => ticked.iter().map(code).collect(),
        Answer::Ranking(ranked) => ranked.iter().copied().map(code).collect(),
        Answer::Number(number) => json!(number),
        Answer::Scale(point) => json!(point),
        Answer::Date(date) => json!(date.to_string()),
        Answer::Text(text) => json!(text),
        Answer::Missing(_) => Value::Null,
    }
}
