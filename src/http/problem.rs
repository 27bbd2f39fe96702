//! Errors as problem documents (RFC 9457): the one list of codes and statuses, and where each service error belongs.

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::{HttpMessage, HttpRequest, HttpResponse, ResponseError};
use serde::Serialize;
use utoipa::ToSchema;

use super::middleware::RequestId;
use crate::diagnostics::{Diagnostic, Sources};
use crate::fieldwork::change::VersionChangeError;
use crate::service::ServiceError;

/// What can be wrong with a request. A code, once published, keeps its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Code {
    MalformedJson,
    MalformedForm,
    MalformedRequest,
    KeyMissing,
    KeyRefused,
    RoleTooSmall,
    ForeignOrigin,
    NotFound,
    WaveNotFound,
    MethodNotAllowed,
    NotAcceptable,
    NoReport,
    NotInSql,
    UnknownReceipt,
    UnknownSession,
    ResponseDiffers,
    WaveNotOpenYet,
    WaveClosed,
    WaveFull,
    WaveState,
    WaveExists,
    BodyTooLarge,
    WrongContentType,
    InvalidBody,
    InvalidAnswers,
    InvalidTable,
    InvalidFiles,
    Internal,
    Overloaded,
    DatabaseUnavailable,
}

impl Code {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Code::MalformedJson => "malformed_json",
            Code::MalformedForm => "malformed_form",
            Code::MalformedRequest => "malformed_request",
            Code::KeyMissing => "key_missing",
            Code::KeyRefused => "key_refused",
            Code::RoleTooSmall => "role_too_small",
            Code::ForeignOrigin => "foreign_origin",
            Code::NotFound => "not_found",
            Code::WaveNotFound => "wave_not_found",
            Code::MethodNotAllowed => "method_not_allowed",
            Code::NotAcceptable => "not_acceptable",
            Code::NoReport => "no_report",
            Code::NotInSql => "not_in_sql",
            Code::UnknownReceipt => "unknown_receipt",
            Code::UnknownSession => "unknown_session",
            Code::ResponseDiffers => "response_differs",
            Code::WaveNotOpenYet => "wave_not_open_yet",
            Code::WaveClosed => "wave_closed",
            Code::WaveFull => "wave_full",
            Code::WaveState => "wave_state",
            Code::WaveExists => "wave_exists",
            Code::BodyTooLarge => "body_too_large",
            Code::WrongContentType => "wrong_content_type",
            Code::InvalidBody => "invalid_body",
            Code::InvalidAnswers => "invalid_answers",
            Code::InvalidTable => "invalid_table",
            Code::InvalidFiles => "invalid_files",
            Code::Internal => "internal",
            Code::Overloaded => "overloaded",
            Code::DatabaseUnavailable => "database_unavailable",
        }
    }

    pub(super) fn status(self) -> StatusCode {
        match self {
            Code::MalformedJson | Code::MalformedForm | Code::MalformedRequest => StatusCode::BAD_REQUEST,
            Code::KeyMissing | Code::KeyRefused => StatusCode::UNAUTHORIZED,
            Code::RoleTooSmall | Code::ForeignOrigin => StatusCode::FORBIDDEN,
            Code::NotFound
            | Code::WaveNotFound
            | Code::NoReport
            | Code::UnknownReceipt
            | Code::UnknownSession => StatusCode::NOT_FOUND,
            Code::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Code::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
            Code::ResponseDiffers
            | Code::WaveNotOpenYet
            | Code::WaveClosed
            | Code::WaveFull
            | Code::WaveState
            | Code::WaveExists => StatusCode::CONFLICT,
            Code::BodyTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Code::WrongContentType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Code::InvalidBody
            | Code::InvalidAnswers
            | Code::InvalidTable
            | Code::NotInSql
            | Code::InvalidFiles => StatusCode::UNPROCESSABLE_ENTITY,
            Code::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Code::Overloaded | Code::DatabaseUnavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    pub(super) fn title(self) -> &'static str {
        match self {
            Code::MalformedJson => "The body is not valid JSON",
            Code::MalformedForm => "The form could not be read",
            Code::MalformedRequest => "The request could not be read",
            Code::KeyMissing => "An API key is needed",
            Code::KeyRefused => "The API key is not valid",
            Code::RoleTooSmall => "The API key's role does not allow this",
            Code::ForeignOrigin => "The form was sent from another site",
            Code::NotFound => "There is nothing here",
            Code::WaveNotFound => "There is no such wave",
            Code::MethodNotAllowed => "This address does not take that method",
            Code::NotAcceptable => "None of the accepted formats is offered",
            Code::NoReport => "The wave has no report",
            Code::NotInSql => "The wave is too large for memory, and SQL cannot count this",
            Code::UnknownReceipt => "There is no response with this receipt",
            Code::UnknownSession => "There is no interview behind this link",
            Code::ResponseDiffers => "This response id was used with other answers",
            Code::WaveNotOpenYet => "The wave is not open yet",
            Code::WaveClosed => "The wave is closed",
            Code::WaveFull => "The wave has all the responses it takes",
            Code::WaveExists => "There is a wave of that name already",
            Code::WaveState => "The wave's state does not allow this",
            Code::BodyTooLarge => "The body is too large",
            Code::WrongContentType => "The body's content type is not taken here",
            Code::InvalidBody => "The body does not have the expected shape",
            Code::InvalidAnswers => "Some answers cannot be taken",
            Code::InvalidTable => "The table or figure cannot be made",
            Code::InvalidFiles => "The files have errors",
            Code::Internal => "Something went wrong on our side",
            Code::Overloaded => "The server is busy",
            Code::DatabaseUnavailable => "The database does not answer",
        }
    }
}

/// One thing that is wrong with a body: where, which rule, and a message in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(super) struct ItemError {
    /// The item's name as it was sent (`q4`, `q7.r1`), or the key of the body.
    pub(super) item: String,
    /// `required`, `unknown_code`, `max`, …
    pub(super) rule: String,
    pub(super) message: String,
}

/// A refusal, as the client gets it.
#[derive(Debug, Clone)]
pub(super) struct Problem {
    pub(super) code: Code,
    /// What is wrong in this case, and what to do.
    pub(super) detail: String,
    pub(super) errors: Vec<ItemError>,
}

/// The document of RFC 9457 with our `code`, `request_id` and `errors`.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProblemDocument {
    /// `about:blank`: `code` says which problem it is.
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'static str,
    status: u16,
    detail: String,
    code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<ItemError>,
}

impl Problem {
    pub(super) fn new(code: Code, detail: impl Into<String>) -> Problem {
        Problem { code, detail: detail.into(), errors: Vec::new() }
    }

    pub(super) fn with_errors(code: Code, detail: impl Into<String>, errors: Vec<ItemError>) -> Problem {
        Problem { code, detail: detail.into(), errors }
    }

    pub(super) fn foreign_origin() -> Problem {
        Problem::new(Code::ForeignOrigin, "Open the form on its own address and send it from there.")
    }

    fn document(&self, request_id: Option<RequestId>) -> ProblemDocument {
        ProblemDocument {
            kind: "about:blank",
            title: self.code.title(),
            status: self.code.status().as_u16(),
            detail: self.detail.clone(),
            code: self.code.as_str(),
            request_id: request_id.map(|id| id.0.to_string()),
            errors: self.errors.clone(),
        }
    }

    /// The answer to `request`.
    pub(super) fn answer(&self, request_id: Option<RequestId>) -> HttpResponse {
        let mut response = HttpResponse::build(self.code.status());
        response.content_type("application/problem+json");
        if matches!(self.code, Code::Overloaded | Code::DatabaseUnavailable) {
            response.insert_header((header::RETRY_AFTER, "2"));
        }
        if matches!(self.code, Code::KeyMissing | Code::KeyRefused) {
            response.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
        }
        if self.code == Code::BodyTooLarge {
            // Nobody reads the rest of it.
            response.force_close();
        }
        let body = serde_json::to_string(&self.document(request_id)).unwrap_or_default();
        response.body(body)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.title(), self.detail)
    }
}

impl std::error::Error for Problem {}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.code.status()
    }

    fn error_response(&self) -> HttpResponse {
        self.answer(None)
    }
}

/// The id the middleware gave to this request.
pub(super) fn request_id(request: &HttpRequest) -> Option<RequestId> {
    request.extensions().get::<RequestId>().copied()
}

/// Diagnostics of a table request or of files as a problem: each with its place.
pub(super) fn in_files(code: Code, diagnostics: &[Diagnostic], sources: &Sources) -> Problem {
    let errors = diagnostics
        .iter()
        .map(|found| {
            let source = sources.get(found.span.file);
            let at = source.line_column(found.span.start);
            let help = if found.help.is_empty() { String::new() } else { format!(" ({})", found.help) };
            ItemError {
                item: format!("{}:{}:{}", source.name, at.line, at.column),
                rule: found.code.as_str().to_owned(),
                message: format!("{}{help}", found.message),
            }
        })
        .collect();
    Problem::with_errors(code, "See `errors` for every mistake, with line and column.", errors)
}

impl From<ServiceError> for Problem {
    /// Which error is which problem. An error that no client can mend is logged here, once, and told without its cause.
    fn from(error: ServiceError) -> Problem {
        let plain = |code: Code, error: &ServiceError| Problem::new(code, sentence(error));
        match &error {
            ServiceError::Overloaded { .. } => plain(Code::Overloaded, &error),
            ServiceError::Database(_) | ServiceError::Postgres(_) => {
                tracing::error!(%error, "the database failed");
                Problem::new(Code::DatabaseUnavailable, "Nothing was lost. Try again in a moment.")
            }
            ServiceError::UnknownWave { slug } => {
                Problem::new(Code::WaveNotFound, format!("There is no wave `{slug}`."))
            }
            ServiceError::WaveExists { .. } => plain(Code::WaveExists, &error),
            ServiceError::MalformedWaveName { .. }
            | ServiceError::UnknownVersion { .. }
            | ServiceError::AmbiguousVersion { .. } => plain(Code::InvalidBody, &error),
            ServiceError::WaveNotOpenYet { .. } => plain(Code::WaveNotOpenYet, &error),
            ServiceError::WaveClosed { .. } => plain(Code::WaveClosed, &error),
            ServiceError::WaveFull { .. } => plain(Code::WaveFull, &error),
            ServiceError::VersionChange(VersionChangeError::UnknownVersion { .. }) => {
                plain(Code::NotFound, &error)
            }
            ServiceError::VersionChange(
                VersionChangeError::Closed { .. }
                | VersionChangeError::Archived { .. }
                | VersionChangeError::OtherSurvey { .. }
                | VersionChangeError::Overtaken { .. },
            )
            | ServiceError::Move(_)
            | ServiceError::WaveMoved { .. }
            | ServiceError::NoticeIncomplete { .. } => plain(Code::WaveState, &error),
            ServiceError::InvalidAnswers { .. } | ServiceError::ConsentLacking { .. } => {
                plain(Code::InvalidAnswers, &error)
            }
            ServiceError::UnknownLanguage { .. } => {
                let message = sentence(&error);
                let item =
                    ItemError { item: "language".to_owned(), rule: "unknown_code".to_owned(), message };
                Problem::with_errors(Code::InvalidBody, "See `errors`.", vec![item])
            }
            ServiceError::UnknownSource { .. } => {
                let message = sentence(&error);
                let item = ItemError { item: "source".to_owned(), rule: "unknown_code".to_owned(), message };
                Problem::with_errors(Code::InvalidBody, "See `errors`.", vec![item])
            }
            ServiceError::ResponseDiffers { .. } => plain(Code::ResponseDiffers, &error),
            ServiceError::UnknownSession => plain(Code::UnknownSession, &error),
            ServiceError::UnknownReceipt => plain(Code::UnknownReceipt, &error),
            ServiceError::UnknownKey { .. } => plain(Code::NotFound, &error),
            ServiceError::NoReport { .. } => plain(Code::NoReport, &error),
            ServiceError::UnknownFigure { .. } => plain(Code::NotFound, &error),
            ServiceError::NotInSql { .. } => plain(Code::NotInSql, &error),
            ServiceError::Folder(_) | ServiceError::NoWaveFile { .. } => plain(Code::InvalidFiles, &error),
            ServiceError::Diagnostics { diagnostics, sources } => {
                in_files(Code::InvalidTable, diagnostics, sources)
            }
            ServiceError::DataFile(_)
            | ServiceError::SyntheticAnswers { .. }
            | ServiceError::NotStrict { .. } => plain(Code::InvalidFiles, &error),
            ServiceError::GivenUp => plain(Code::Internal, &error),
            ServiceError::Inconsistent(_) => {
                tracing::error!(%error, "an error of ours");
                Problem::new(Code::Internal, "It is logged under this request's id.")
            }
        }
    }
}

/// An error's message as a sentence: "the wave is closed" becomes "The wave is closed."
fn sentence(error: &ServiceError) -> String {
    let message = error.to_string();
    let mut letters = message.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}.", letters.as_str())
}
