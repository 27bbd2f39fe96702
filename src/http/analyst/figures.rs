//! `POST /api/v1/waves/{wave}/figures`: a figure, as it would stand in a report file, to its number.

use actix_web::{HttpRequest, HttpResponse, web};

use super::counted_in;
use super::tables::{JSON, YAML, read_request};
use crate::auth::Action;
use crate::diagnostics::has_errors;
use crate::export::json;
use crate::http::body::{REQUEST_BYTES_MAX, read_bytes, require_type};
use crate::http::extract::{asked_language, is_public, require};
use crate::http::problem::{Code, Problem, ProblemDocument, in_files};
use crate::service::{self, Service};
use crate::tabulation::request::add_source;

/// Computes one figure.
#[utoipa::path(
    post, path = "/api/v1/waves/{wave}/figures", operation_id = "create_figure", tag = "results", security(("key" = [])),
    params(
        ("wave" = String, Path, description = "The wave's name"),
        ("language" = Option<String>, Query, description = "The language of labels; else the questionnaire's first"),
    ),
    request_body(content = Object, content_type = "application/json",
        description = "A figure as under `figures:` of a report file, as in `{\"share\": \"stage\", \"codes\": [\"production\"]}`; YAML is taken as application/yaml"),
    responses(
        (status = 200, description = "The figure: value, text, base, and its interval and test where it has them", body = Object, headers(("x-counted-in" = String, description = "Where the answers were counted: `memory` or `database`"))),
        (status = 400, description = "Not JSON", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 401, description = "No valid key", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 403, description = "The key's role makes no tables", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "No such wave", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 413, description = "The request is too large", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 415, description = "Neither JSON nor YAML", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "Every mistake of the figure, with its place", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn create_figure(
    request: HttpRequest,
    service: web::Data<Service>,
    slug: web::Path<String>,
    payload: web::Payload,
) -> Result<HttpResponse, Problem> {
    require(&request, &service, Action::Tabulate).await?;
    if is_public(&request)? {
        return Err(Problem::new(
            Code::MalformedRequest,
            "A single figure is not protected: put it into the report and take it from the public one.",
        ));
    }
    let kind = require_type(&request, &[JSON, YAML])?;
    let active = service::find_wave(&service, &slug).await?;
    let language = asked_language(&request, &active.questionnaire)?;
    let text = read_request(&read_bytes(payload, REQUEST_BYTES_MAX).await?, kind)?;
    let mut sources = active.sources().clone();
    let file = add_source(&mut sources, "figure", &text);
    let (asked, diagnostics) = service::read_figure(&active, &sources, file);
    let Some(asked) = asked.filter(|_| !has_errors(&diagnostics)) else {
        return Err(in_files(Code::InvalidTable, &diagnostics, &sources));
    };
    let counted = service::compute_figure(&service, &active, (asked, &sources), language.as_ref()).await?;
    Ok(HttpResponse::Ok().insert_header(counted_in(&counted)).json(json::figure(&counted.made)))
}
