//! Bodies from outside: their shape checked key by key, so that a client learns of every mistake at once.

use actix_web::http::header;
use actix_web::{HttpRequest, web};
use futures_util::StreamExt;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError, ValidationErrors};

use super::json;
use super::problem::{Code, ItemError, Problem};
use crate::form::{RawAnswers, RawValue};

/// The largest body of one response; the longest questionnaires need a tenth of it.
pub(super) const RESPONSE_BYTES_MAX: usize = 1024 * 1024;
/// The largest body of a form's page.
pub(super) const FORM_BYTES_MAX: usize = 512 * 1024;
/// The largest table request.
pub(super) const REQUEST_BYTES_MAX: usize = 256 * 1024;
/// More answers than the largest questionnaire has cells.
const ANSWERS_MAX: u64 = 20_000;

/// One response as a client posts it.
#[derive(Debug, Validate, ToSchema)]
pub(super) struct NewResponse {
    /// Made by the client; the same id again changes nothing and gets the same receipt.
    #[validate(custom(function = "is_not_nil"))]
    pub(super) response_id: Uuid,
    /// Item to answer, as in `{"q1": "yes", "q2": ["a", "b"], "q7": {"r1": "3"}}`.
    #[schema(value_type = Object)]
    #[validate(length(max = "ANSWERS_MAX"))]
    pub(super) answers: Answers,
    /// One of the questionnaire's languages; messages come in it.
    #[validate(length(min = 2, max = 35))]
    pub(super) language: Option<String>,
    /// One of the wave's sources.
    #[validate(length(min = 1, max = 64))]
    pub(super) source: Option<String>,
    /// Arm to the code of its group, where the sender assigned it: `{"wording": "old"}`. Arms that are not named here are
    /// assigned, in balance with all other responses.
    #[schema(value_type = Object)]
    #[validate(length(max = "ANSWERS_MAX"))]
    pub(super) arms: Answers,
    /// Consent to true or false, as the respondent gave it: `{"taking_part": true}`. Those that the questionnaire requires
    /// must be true.
    #[schema(value_type = Object)]
    #[validate(length(max = "ANSWERS_MAX"))]
    pub(super) consents: Answers,
}

/// Item to answer, as sent.
#[derive(Debug, Serialize)]
pub(super) struct Answers(pub(super) Map<String, Value>);

impl validator::ValidateLength<u64> for Answers {
    fn length(&self) -> Option<u64> {
        Some(self.0.len() as u64)
    }
}

fn is_not_nil(id: &Uuid) -> Result<(), ValidationError> {
    if id.is_nil() { Err(ValidationError::new("format")) } else { Ok(()) }
}

impl NewResponse {
    /// The response in a JSON body, or everything that is wrong with its shape.
    pub(super) fn read(bytes: &[u8]) -> Result<NewResponse, Problem> {
        let value = json::read(bytes).map_err(|error| {
            Problem::new(Code::MalformedJson, format!("{error}. Send one JSON object in UTF-8."))
        })?;
        let Value::Object(mut body) = value else {
            return Err(Problem::new(
                Code::InvalidBody,
                "Send one JSON object with `response_id` and `answers`.",
            ));
        };
        let mut errors = Vec::new();
        let response_id = take_id(&mut body, &mut errors);
        let answers = match body.remove("answers") {
            Some(Value::Object(answers)) => Some(answers),
            Some(_) => {
                errors.push(wrong("answers", "type", "Send an object of item ids and answers."));
                None
            }
            None => {
                errors.push(wrong("answers", "required", "Send the answers, `{}` where there are none."));
                None
            }
        };
        let language = take_text(&mut body, "language", &mut errors);
        let source = take_text(&mut body, "source", &mut errors);
        let arms = take_object(&mut body, "arms", &mut errors);
        let consents = take_object(&mut body, "consents", &mut errors);
        for key in body.keys() {
            errors.push(wrong(
                key,
                "unknown_item",
                "This key is not known: the keys are response_id, answers, language, source, arms and consents.",
            ));
        }
        if let (Some(response_id), Some(answers)) = (response_id, answers) {
            let answers = Answers(answers);
            let response = NewResponse { response_id, answers, language, source, arms, consents };
            if let Err(invalid) = response.validate() {
                errors.extend(as_errors(&invalid));
            }
            if errors.is_empty() {
                return Ok(response);
            }
        }
        Err(Problem::with_errors(Code::InvalidBody, "See `errors` for each key that needs a change.", errors))
    }
}

fn take_id(body: &mut Map<String, Value>, errors: &mut Vec<ItemError>) -> Option<Uuid> {
    let (rule, message) = match body.remove("response_id") {
        Some(Value::String(text)) => match Uuid::parse_str(&text) {
            Ok(id) => return Some(id),
            Err(_) => ("format", "Send a UUID, like 0192f7a0-5d3c-7cc1-9f0e-3f1b2a4c5d6e."),
        },
        Some(_) => ("type", "Send a UUID as a text."),
        None => ("required", "Make a UUID for each response, and send the same one when you try again."),
    };
    errors.push(wrong("response_id", rule, message));
    None
}

/// An optional text; null is as good as none.
fn take_text(body: &mut Map<String, Value>, key: &str, errors: &mut Vec<ItemError>) -> Option<String> {
    match body.remove(key) {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) => Some(text),
        Some(_) => {
            errors.push(wrong(key, "type", "Send a text."));
            None
        }
    }
}

/// An optional object; null and nothing are as good as an empty one.
fn take_object(body: &mut Map<String, Value>, key: &str, errors: &mut Vec<ItemError>) -> Answers {
    match body.remove(key) {
        None | Some(Value::Null) => Answers(Map::new()),
        Some(Value::Object(object)) => Answers(object),
        Some(_) => {
            errors.push(wrong(key, "type", "Send an object of ids and values."));
            Answers(Map::new())
        }
    }
}

fn wrong(item: &str, rule: &str, message: &str) -> ItemError {
    ItemError { item: item.to_owned(), rule: rule.to_owned(), message: message.to_owned() }
}

/// What `validator` found, in the order of the keys' names.
pub(super) fn as_errors(invalid: &ValidationErrors) -> Vec<ItemError> {
    let mut errors: Vec<ItemError> = invalid
        .field_errors()
        .into_iter()
        .flat_map(|(field, found)| found.iter().map(move |error| (field.to_string(), error)))
        .map(|(field, error)| {
            let (rule, message) = describe(error);
            ItemError { item: field, rule: rule.to_owned(), message }
        })
        .collect();
    errors.sort_by(|a, b| (&a.item, &a.rule).cmp(&(&b.item, &b.rule)));
    errors
}

fn describe(error: &ValidationError) -> (&'static str, String) {
    if error.code != "length" {
        return ("format", "This value is not usable: the UUID of all zeros names nobody.".to_owned());
    }
    let limit = |name: &str| error.params.get(name).and_then(Value::as_u64);
    let too_short = error.params.get("value").and_then(Value::as_str).is_some_and(str::is_empty);
    match (limit("max"), limit("min")) {
        (Some(max), _) if !too_short => ("max_length", format!("Send {max} or fewer.")),
        (_, Some(min)) => ("min", format!("Send {min} or more.")),
        _ => ("format", "This value is not usable.".to_owned()),
    }
}

/// The body, read as it comes and no further than `bytes_max`.
pub(super) async fn read_bytes(mut payload: web::Payload, bytes_max: usize) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    while let Some(piece) = payload.next().await {
        let piece = piece
            .map_err(|error| Problem::new(Code::MalformedRequest, format!("The body broke off: {error}.")))?;
        if bytes.len() + piece.len() > bytes_max {
            let limit = bytes_max / 1024;
            return Err(Problem::new(Code::BodyTooLarge, format!("Send at most {limit} KiB.")));
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}

/// Which of `types` the body says it is.
pub(super) fn require_type<'a>(request: &HttpRequest, types: &[&'a str]) -> Result<&'a str, Problem> {
    let sent = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .map(|value| value.trim().to_ascii_lowercase())
        .unwrap_or_default();
    if let Some(found) = types.iter().find(|kind| **kind == sent) {
        return Ok(found);
    }
    Err(Problem::new(Code::WrongContentType, format!("Send it as `{}`.", types.join("` or `"))))
}

/// The answers of a body in the one form that validation reads.
pub(super) fn raw_answers(answers: Answers) -> RawAnswers {
    answers.0.into_iter().map(|(name, value)| (name, raw_value(value))).collect()
}

fn raw_value(value: Value) -> RawValue {
    match value {
        Value::Null => RawValue::Nothing,
        Value::Bool(value) => RawValue::Bool(value),
        // Without arbitrary precision every JSON number is a double or fits one.
        Value::Number(number) => RawValue::Number(number.as_f64().unwrap_or(f64::NAN)),
        Value::String(text) => RawValue::Text(text),
        Value::Array(list) => RawValue::List(list.into_iter().map(raw_value).collect()),
        Value::Object(rows) => {
            RawValue::Rows(rows.into_iter().map(|(row, value)| (row, raw_value(value))).collect())
        }
    }
}
