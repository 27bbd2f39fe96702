//! `POST /api/v1/waves/{wave}/responses`: a whole response from a program.

use actix_web::{HttpRequest, HttpResponse, web};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::form::AnswerProblem;
use crate::form::page::problem_message;
use crate::http::body::{NewResponse, RESPONSE_BYTES_MAX, raw_answers, read_bytes, require_type};
use crate::http::language::{accepted, matching};
use crate::http::problem::{Code, ItemError, Problem, ProblemDocument};
use crate::i18n::Language;
use crate::ids::ResponseId;
use crate::questionnaire::Questionnaire;
use crate::responses::{Answers, Disposition};
use crate::service::{self, Service, ServiceError, Submission};

/// What was stored.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ResponseReceipt {
    response_id: Uuid,
    /// The proof that it is stored; its page is `/r/{receipt}`.
    receipt: String,
    /// `complete`, `screened_out`, or `quota_full` where the wave had all the responses it takes.
    disposition: &'static str,
    submitted_at: Option<DateTime<Utc>>,
    /// Answers that stood off the route and were not taken.
    ignored: Vec<String>,
}

/// Takes in one response. The id is made by the client: the same response again changes nothing.
#[utoipa::path(
    post, path = "/api/v1/waves/{wave}/responses", operation_id = "create_response", tag = "intake", security(()),
    params(("wave" = String, Path, description = "The wave's name")),
    request_body = NewResponse,
    responses(
        (status = 201, description = "Stored", body = ResponseReceipt),
        (status = 200, description = "Stored before: the same receipt; or the wave had all the responses it takes", body = ResponseReceipt),
        (status = 400, description = "Not JSON", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "No such wave", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "The wave is closed or not open yet, or the id was used with other answers", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 415, description = "The body is not sent as JSON", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "Every problem of the body, in the respondent's language", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 503, description = "Busy: try again", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn create_response(
    request: HttpRequest,
    service: web::Data<Service>,
    slug: web::Path<String>,
    payload: web::Payload,
) -> Result<HttpResponse, Problem> {
    require_type(&request, &["application/json"])?;
    let active = service::find_wave(&service, &slug).await?;
    let body = NewResponse::read(&read_bytes(payload, RESPONSE_BYTES_MAX).await?)?;
    let language = language_of(&active.questionnaire, body.language.as_deref(), &request);
    let submission = Submission {
        response_id: Some(ResponseId(body.response_id)),
        raw: raw_answers(body.answers),
        language: body.language,
        source: body.source,
        started_at: None,
        arms: raw_answers(body.arms),
        consents: raw_answers(body.consents),
    };
    let accepted =
        service::submit_response(&service, &active, submission).await.map_err(|error| match error {
            ServiceError::InvalidAnswers { problems, answers } => {
                invalid(&active.questionnaire, &answers, &problems, &language)
            }
            other => other.into(),
        })?;
    let receipt = ResponseReceipt {
        response_id: accepted.response_id.0,
        receipt: accepted.receipt,
        disposition: accepted.disposition.as_str(),
        submitted_at: accepted.submitted_at,
        ignored: accepted.ignored,
    };
    let made = !accepted.repeated && accepted.disposition != Disposition::QuotaFull;
    let mut answer = if made { HttpResponse::Created() } else { HttpResponse::Ok() };
    Ok(answer.json(receipt))
}

/// The respondent's language, for messages: as the response says, else as its sender's client wishes.
fn language_of(questionnaire: &Questionnaire, wish: Option<&str>, request: &HttpRequest) -> Language {
    wish.and_then(|wish| matching(&questionnaire.languages, wish))
        .cloned()
        .unwrap_or_else(|| accepted(&questionnaire.languages, request))
}

fn invalid(
    questionnaire: &Questionnaire,
    answers: &Answers,
    problems: &[AnswerProblem],
    language: &Language,
) -> Problem {
    let errors = problems
        .iter()
        .map(|problem| ItemError {
            item: problem.name.clone(),
            rule: problem.rule.as_str().to_owned(),
            message: problem_message(questionnaire, answers, problem, language),
        })
        .collect();
    Problem::with_errors(Code::InvalidAnswers, "Nothing was stored. See `errors` for each answer.", errors)
}
