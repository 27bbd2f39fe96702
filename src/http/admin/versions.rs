//! `POST /api/v1/waves/{wave}/version`: a published version for a wave, looked at first and then made the one that is asked.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use crate::auth::Action;
use crate::fieldwork::change::{BlastRadius, Lost, LostPart, Verdict};
use crate::http::body::{REQUEST_BYTES_MAX, as_errors, read_bytes, require_type};
use crate::http::extract::require;
use crate::http::json;
use crate::http::problem::{Code, ItemError, Problem, ProblemDocument};
use crate::ids::VersionId;
use crate::service::{self, Candidate, Go, Outcome, Service, VersionChanged};

/// The version that a wave is to ask.
#[derive(Debug, Validate, ToSchema)]
pub(crate) struct NewVersion {
    /// A version that was published before: `sha256:…`.
    #[validate(custom(function = "is_version"))]
    version: String,
    /// Only show what the change would touch.
    dry_run: bool,
    /// The hash that was shown, where the change needs one.
    #[validate(length(min = 1, max = 64))]
    confirm: Option<String>,
}

fn is_version(version: &str) -> Result<(), ValidationError> {
    VersionId::parse(version).map(|_| ()).ok_or_else(|| ValidationError::new("format"))
}

impl NewVersion {
    fn read(bytes: &[u8]) -> Result<NewVersion, Problem> {
        let wrong = |item: &str, rule: &str, message: &str| ItemError {
            item: item.to_owned(),
            rule: rule.to_owned(),
            message: message.to_owned(),
        };
        let value = json::read(bytes).map_err(|error| {
            Problem::new(Code::MalformedJson, format!("{error}. Send one JSON object in UTF-8."))
        })?;
        let Value::Object(body) = value else {
            return Err(Problem::new(Code::InvalidBody, "Send one JSON object with `version`."));
        };
        let mut errors = Vec::new();
        let text = |key: &str, errors: &mut Vec<ItemError>| match body.get(key) {
            Some(Value::String(text)) => Some(text.clone()),
            None | Some(Value::Null) => None,
            Some(_) => {
                errors.push(wrong(key, "type", "Send a text."));
                None
            }
        };
        let version = text("version", &mut errors);
        let confirm = text("confirm", &mut errors);
        let dry_run = match body.get("dry_run") {
            None | Some(Value::Null) => false,
            Some(Value::Bool(wish)) => *wish,
            Some(_) => {
                errors.push(wrong("dry_run", "type", "Send true or false."));
                false
            }
        };
        unknown_keys(&body, &mut errors, &wrong);
        let Some(version) = version else {
            errors.push(wrong("version", "required", "Name a published version, as in `sha256:…`."));
            return Err(Problem::with_errors(Code::InvalidBody, "See `errors`.", errors));
        };
        let wanted = NewVersion { version, dry_run, confirm };
        if let Err(invalid) = wanted.validate() {
            errors.extend(as_errors(&invalid));
        }
        if errors.is_empty() {
            return Ok(wanted);
        }
        Err(Problem::with_errors(Code::InvalidBody, "See `errors`.", errors))
    }
}

fn unknown_keys(
    body: &Map<String, Value>,
    errors: &mut Vec<ItemError>,
    wrong: &dyn Fn(&str, &str, &str) -> ItemError,
) {
    for key in body.keys().filter(|key| !["version", "dry_run", "confirm"].contains(&key.as_str())) {
        let message = "This key is not known: the keys are version, dry_run and confirm.";
        errors.push(wrong(key, "unknown_item", message));
    }
}

/// What a version would touch, and what came of the request.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VersionChangeDocument {
    wave: String,
    state: &'static str,
    from: String,
    to: String,
    /// `looked` (a dry run), `changed`, `asked_already`, `not_confirmed`, `confirmed_otherwise` or `refused`.
    outcome: &'static str,
    verdict: VerdictDocument,
    interviews: InterviewsDocument,
    /// The items that change.
    items: Vec<ItemChangeDocument>,
    /// What changes around the items.
    around: Vec<String>,
    /// Answers that reach the new version by a declaration.
    carried: Vec<CarriedDocument>,
    /// Answers that the new version has no place for.
    lost: Vec<LostDocument>,
    /// What may still be answered in the version that the wave asks now, and the new version has no place for.
    removed: Vec<String>,
    /// The parts of the report that read a changed item.
    touched: Vec<TouchedDocument>,
    /// Whether the wave has a report file that the new version comes without.
    report_is_left: bool,
    refusals: Vec<RefusalDocument>,
}

#[derive(Debug, Serialize, ToSchema)]
struct VerdictDocument {
    /// `same`, `at_once`, `confirm` or `refused`.
    is: &'static str,
    /// What to send as `confirm`.
    hash: Option<String>,
    because: Vec<String>,
}

#[derive(Debug, Serialize, ToSchema)]
struct InterviewsDocument {
    ended: u64,
    under_way: u64,
    /// Under way, and going on in the new version.
    going_on: u64,
    /// Under way, and keeping their version to the end.
    keeping: u64,
    versions: Vec<VersionInterviewsDocument>,
}

#[derive(Debug, Serialize, ToSchema)]
struct VersionInterviewsDocument {
    version: String,
    /// By disposition.
    #[schema(value_type = Object)]
    ended: Map<String, Value>,
    under_way: u64,
}

#[derive(Debug, Serialize, ToSchema)]
struct ItemChangeDocument {
    id: String,
    /// As `canvass diff` names them.
    classes: Vec<&'static str>,
    reasons: Vec<String>,
    /// How many have answered what it was.
    answered: u64,
}

#[derive(Debug, Serialize, ToSchema)]
struct CarriedDocument {
    id: String,
    /// `map` or `replaces`.
    by: &'static str,
    answers: u64,
}

#[derive(Debug, Serialize, ToSchema)]
struct LostDocument {
    variable: String,
    /// The option that was chosen, where that is what has no place.
    option: Option<String>,
    /// Whether it is the text typed beside the option.
    text: bool,
    responses: u64,
    under_way: u64,
}

#[derive(Debug, Serialize, ToSchema)]
struct TouchedDocument {
    /// `table`, `figure`, `variable`, `banner` or `universe`.
    kind: &'static str,
    name: String,
    items: Vec<String>,
}

#[derive(Debug, Serialize, ToSchema)]
struct RefusalDocument {
    /// As `canvass explain` knows it.
    code: &'static str,
    item: String,
    message: String,
    help: String,
}

impl VersionChangeDocument {
    pub(crate) fn of(changed: &VersionChanged) -> VersionChangeDocument {
        let BlastRadius {
            wave,
            state,
            from,
            to,
            interviews,
            items,
            around,
            carried,
            lost,
            removed,
            beyond_texts: _,
            touched,
            report_is_left,
            refusals,
            verdict,
        } = &changed.radius;
        let (hash, because) = match verdict {
            Verdict::Confirm { hash, because } => (Some(hash.clone()), because.clone()),
            Verdict::Same | Verdict::AtOnce | Verdict::Refused => (None, Vec::new()),
        };
        VersionChangeDocument {
            wave: wave.clone(),
            state: state.as_str(),
            from: from.to_string(),
            to: to.to_string(),
            outcome: outcome_word(changed.outcome),
            verdict: VerdictDocument { is: verdict.as_str(), hash, because },
            interviews: InterviewsDocument {
                ended: interviews.ended(),
                under_way: interviews.under_way(),
                going_on: interviews.going_on,
                keeping: interviews.keeping,
                versions: interviews.by_version.iter().map(of_version).collect(),
            },
            items: items
                .iter()
                .map(|item| ItemChangeDocument {
                    id: item.id.clone(),
                    classes: item.classes.iter().map(|class| class.as_str()).collect(),
                    reasons: item.reasons.clone(),
                    answered: item.answered,
                })
                .collect(),
            around: around.clone(),
            carried: carried
                .iter()
                .map(|carried| CarriedDocument {
                    id: carried.id.clone(),
                    by: carried.by,
                    answers: carried.answers,
                })
                .collect(),
            lost: lost.iter().map(of_lost).collect(),
            removed: removed.clone(),
            touched: touched
                .iter()
                .map(|part| TouchedDocument {
                    kind: part.kind,
                    name: part.name.clone(),
                    items: part.items.clone(),
                })
                .collect(),
            report_is_left: *report_is_left,
            refusals: refusals
                .iter()
                .map(|refusal| RefusalDocument {
                    code: refusal.code.as_str(),
                    item: refusal.item.clone(),
                    message: refusal.message.clone(),
                    help: refusal.help.clone(),
                })
                .collect(),
        }
    }
}

fn outcome_word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Looked => "looked",
        Outcome::Changed => "changed",
        Outcome::AskedAlready => "asked_already",
        Outcome::NotConfirmed => "not_confirmed",
        Outcome::ConfirmedOtherwise => "confirmed_otherwise",
        Outcome::Refused => "refused",
    }
}

fn of_version(interviews: &crate::fieldwork::change::VersionInterviews) -> VersionInterviewsDocument {
    let ended = interviews.ended.iter().map(|(how, count)| (how.as_str().to_owned(), (*count).into()));
    VersionInterviewsDocument {
        version: interviews.version.to_string(),
        ended: ended.collect(),
        under_way: interviews.under_way,
    }
}

fn of_lost(lost: &Lost) -> LostDocument {
    let (option, text) = match &lost.part {
        LostPart::Answer => (None, false),
        LostPart::Option(code) => (Some(code.clone()), false),
        LostPart::Text(code) => (Some(code.clone()), true),
    };
    LostDocument {
        variable: lost.variable.clone(),
        option,
        text,
        responses: lost.responses,
        under_way: lost.under_way,
    }
}

/// What a change touches, as JSON: the answer of the API, and of `canvass publish --format json`.
///
/// # Errors
///
/// Where it cannot be written as JSON, which would be our mistake.
pub fn version_change_json(changed: &VersionChanged) -> Result<Value, serde_json::Error> {
    serde_json::to_value(VersionChangeDocument::of(changed))
}

/// Gives a wave another published version. Texts and translations go through at once; what else changes needs `confirm`
/// with the hash that was shown; what leaves answers without a place is refused.
#[utoipa::path(
    post, path = "/api/v1/waves/{wave}/version", operation_id = "change_version", tag = "waves", security(("key" = [])),
    params(("wave" = String, Path, description = "The wave's name")),
    request_body = NewVersion,
    responses(
        (status = 200, description = "Shown, changed, or asked already", body = VersionChangeDocument),
        (status = 409, description = "It waits for `confirm`, another change was confirmed, or answers would be left without a place: the document says which; or a problem document where the wave takes no versions", body = VersionChangeDocument),
        (status = 400, description = "Not JSON", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 401, description = "No valid key", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 403, description = "The key's role does not publish", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "No such wave or version", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 415, description = "The body is not sent as JSON", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "The body does not have the expected shape, or the wave's own conditions do not fit the version", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn change_version(
    request: HttpRequest,
    service: web::Data<Service>,
    slug: web::Path<String>,
    payload: web::Payload,
) -> Result<HttpResponse, Problem> {
    require(&request, &service, Action::Publish).await?;
    require_type(&request, &["application/json"])?;
    let wanted = NewVersion::read(&read_bytes(payload, REQUEST_BYTES_MAX).await?)?;
    let version = VersionId::parse(&wanted.version)
        .ok_or_else(|| Problem::new(Code::InvalidBody, "Name a published version, as in `sha256:…`."))?;
    let go = if wanted.dry_run { Go::Look } else { Go::Change { confirmed: wanted.confirm.as_deref() } };
    let changed = service::change_version(&service, &slug, Candidate::Published(&version), go).await?;
    let status = match changed.outcome {
        Outcome::Looked | Outcome::Changed | Outcome::AskedAlready => StatusCode::OK,
        Outcome::NotConfirmed | Outcome::ConfirmedOtherwise | Outcome::Refused => StatusCode::CONFLICT,
    };
    Ok(HttpResponse::build(status).json(VersionChangeDocument::of(&changed)))
}
