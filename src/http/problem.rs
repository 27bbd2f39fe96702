//! Errors as problem documents (RFC 9457): the one list of codes and statuses, and where each service error belongs.

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::{HttpMessage, HttpRequest, HttpResponse, ResponseError};
use serde::Serialize;
use utoipa::ToSchema;

use super::middleware::RequestId;

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
    ResponseDiffers,
    WaveNotOpenYet,
    WaveClosed,
    WaveState,
    BodyTooLarge,
    WrongContentType,
    InvalidBody,
    InvalidAnswers,
    InvalidTable,
    Internal,
    Overloaded,
}

impl Code {
    pub(super) const ALL: [Code; 22] = [
        Code::MalformedJson,
        Code::MalformedForm,
        Code::MalformedRequest,
        Code::KeyMissing,
        Code::KeyRefused,
        Code::RoleTooSmall,
        Code::ForeignOrigin,
        Code::NotFound,
        Code::WaveNotFound,
        Code::MethodNotAllowed,
        Code::NotAcceptable,
        Code::ResponseDiffers,
        Code::WaveNotOpenYet,
        Code::WaveClosed,
        Code::WaveState,
        Code::BodyTooLarge,
        Code::WrongContentType,
        Code::InvalidBody,
        Code::InvalidAnswers,
        Code::InvalidTable,
        Code::Internal,
        Code::Overloaded,
    ];

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
            Code::ResponseDiffers => "response_differs",
            Code::WaveNotOpenYet => "wave_not_open_yet",
            Code::WaveClosed => "wave_closed",
            Code::WaveState => "wave_state",
            Code::BodyTooLarge => "body_too_large",
            Code::WrongContentType => "wrong_content_type",
            Code::InvalidBody => "invalid_body",
            Code::InvalidAnswers => "invalid_answers",
            Code::InvalidTable => "invalid_table",
            Code::Internal => "internal",
            Code::Overloaded => "overloaded",
        }
    }

    pub(super) fn status(self) -> StatusCode {
        match self {
            Code::MalformedJson | Code::MalformedForm | Code::MalformedRequest => StatusCode::BAD_REQUEST,
            Code::KeyMissing | Code::KeyRefused => StatusCode::UNAUTHORIZED,
            Code::RoleTooSmall | Code::ForeignOrigin => StatusCode::FORBIDDEN,
            Code::NotFound | Code::WaveNotFound => StatusCode::NOT_FOUND,
            Code::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Code::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
            Code::ResponseDiffers | Code::WaveNotOpenYet | Code::WaveClosed | Code::WaveState => {
                StatusCode::CONFLICT
            }
            Code::BodyTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Code::WrongContentType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Code::InvalidBody | Code::InvalidAnswers | Code::InvalidTable => StatusCode::UNPROCESSABLE_ENTITY,
            Code::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Code::Overloaded => StatusCode::SERVICE_UNAVAILABLE,
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
            Code::ResponseDiffers => "This response id was used with other answers",
            Code::WaveNotOpenYet => "The wave is not open yet",
            Code::WaveClosed => "The wave is closed",
            Code::WaveState => "The wave's state does not allow this",
            Code::BodyTooLarge => "The body is too large",
            Code::WrongContentType => "The body's content type is not taken here",
            Code::InvalidBody => "The body does not have the expected shape",
            Code::InvalidAnswers => "Some answers cannot be taken",
            Code::InvalidTable => "The table cannot be made",
            Code::Internal => "Something went wrong on our side",
            Code::Overloaded => "The server is busy",
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
    /// Methods that the address does take, for a 405.
    pub(super) allow: Option<&'static str>,
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
        Problem { code, detail: detail.into(), errors: Vec::new(), allow: None }
    }

    pub(super) fn with_errors(code: Code, detail: impl Into<String>, errors: Vec<ItemError>) -> Problem {
        Problem { code, detail: detail.into(), errors, allow: None }
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
        match self.code {
            Code::Overloaded => {
                response.insert_header((header::RETRY_AFTER, "2"));
            }
            Code::KeyMissing | Code::KeyRefused => {
                response.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
            }
            _ => {}
        }
        if let Some(methods) = self.allow {
            response.insert_header((header::ALLOW, methods));
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
