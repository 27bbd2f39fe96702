//! `POST /api/v1/waves/{wave}/tables`: a table request to a table.

use actix_web::{HttpRequest, HttpResponse, web};
use validator::Validate;

use super::counted_in;
use crate::auth::Action;
use crate::diagnostics::has_errors;
use crate::export::json;
use crate::http::body::{REQUEST_BYTES_MAX, as_errors, read_bytes, require_type};
use crate::http::extract::{asked_language, is_public, require};
use crate::http::json as strict_json;
use crate::http::problem::{Code, Problem, ProblemDocument, in_files};
use crate::service::{self, Service};
use crate::tabulation::request::{add_source, parse, to_json};

/// A table request as text.
#[derive(Debug, Validate)]
struct RequestText {
    #[validate(length(min = 1, max = "REQUEST_CHARACTERS_MAX"))]
    text: String,
}

const REQUEST_CHARACTERS_MAX: u64 = REQUEST_BYTES_MAX as u64;
pub(super) const JSON: &str = "application/json";
pub(super) const YAML: &str = "application/yaml";

/// Makes one table.
#[utoipa::path(
    post, path = "/api/v1/waves/{wave}/tables", operation_id = "create_table", tag = "results", security(("key" = [])),
    params(
        ("wave" = String, Path, description = "The wave's name"),
        ("language" = Option<String>, Query, description = "The language of labels; else the questionnaire's first"),
    ),
    request_body(content = Object, content_type = "application/json",
        description = "A table request, as in `{\"rows\": \"stage\", \"columns\": [\"size\"]}`; YAML is taken as application/yaml"),
    responses(
        (status = 200, description = "The table: columns, rows, and cells with their bases", body = Object, headers(("x-counted-in" = String, description = "Where the answers were counted: `memory` or `database`"))),
        (status = 400, description = "Not JSON", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 401, description = "No valid key", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 403, description = "The key's role makes no tables", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "No such wave", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 413, description = "The request is too large", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 415, description = "Neither JSON nor YAML", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "Every mistake of the request, with its place", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn create_table(
    request: HttpRequest,
    service: web::Data<Service>,
    slug: web::Path<String>,
    payload: web::Payload,
) -> Result<HttpResponse, Problem> {
    require(&request, &service, Action::Tabulate).await?;
    if is_public(&request)? {
        return Err(Problem::new(
            Code::MalformedRequest,
            "A single table is not protected: put it into the report and take it from the public one.",
        ));
    }
    let kind = require_type(&request, &[JSON, YAML])?;
    let active = service::find_wave(&service, &slug).await?;
    let language = asked_language(&request, &active.questionnaire)?;
    let text = read_request(&read_bytes(payload, REQUEST_BYTES_MAX).await?, kind)?;
    let mut sources = active.sources().clone();
    let file = add_source(&mut sources, "request", &text);
    let (table_request, diagnostics) = parse(&sources, file);
    let Some(table_request) = table_request.filter(|_| !has_errors(&diagnostics)) else {
        return Err(in_files(Code::InvalidTable, &diagnostics, &sources));
    };
    let asked = to_json(&table_request.node);
    let counted =
        service::run_tabulation(&service, &active, table_request, &sources, language.as_ref()).await?;
    Ok(HttpResponse::Ok().insert_header(counted_in(&counted)).json(json::table(&counted.made, &asked)))
}

/// The body as text: one JSON object, or YAML.
pub(super) fn read_request(bytes: &[u8], kind: &str) -> Result<String, Problem> {
    let text = String::from_utf8(bytes.to_vec())
        .map_err(|_| Problem::new(Code::MalformedJson, "The body is not UTF-8."))?;
    if kind == JSON {
        strict_json::read(bytes)
            .map_err(|error| Problem::new(Code::MalformedJson, format!("{error}. Send one JSON object.")))?;
    }
    let body = RequestText { text };
    body.validate().map_err(|invalid| {
        Problem::with_errors(Code::InvalidBody, "Send one request.", as_errors(&invalid))
    })?;
    Ok(body.text)
}
