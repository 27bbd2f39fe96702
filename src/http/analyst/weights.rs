//! `GET /api/v1/waves/{wave}/weights/{name}`: how the weights of a wave are spread, and what they cost.

use actix_web::{HttpRequest, HttpResponse, web};

use super::counted_in;
use crate::auth::Action;
use crate::export::json;
use crate::http::extract::{asked_language, require};
use crate::http::problem::{Problem, ProblemDocument};
use crate::service::{self, Service};

/// Makes the weights of this name and reports on them.
#[utoipa::path(
    get, path = "/api/v1/waves/{wave}/weights/{name}", operation_id = "show_weight", tag = "results", security(("key" = [])),
    params(
        ("wave" = String, Path, description = "The wave's name"),
        ("name" = String, Path, description = "A weight of the wave's report file, or a number"),
        ("language" = Option<String>, Query, description = "The language of labels; else the questionnaire's first"),
    ),
    responses(
        (status = 200, description = "n, sum, min, max, mean, cv, effective base, design effect, and target, before and after of each margin", body = Object, headers(("x-counted-in" = String, description = "Where the answers were counted: `memory` or `database`"))),
        (status = 401, description = "No valid key", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 403, description = "The key's role makes no tables", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "No such wave", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "No such weight, or what stands in its way, with its place", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn show_weight(
    request: HttpRequest,
    service: web::Data<Service>,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, Problem> {
    require(&request, &service, Action::Tabulate).await?;
    let (slug, name) = path.into_inner();
    let active = service::find_wave(&service, &slug).await?;
    let language = asked_language(&request, &active.questionnaire)?;
    let counted = service::run_weighting(&service, &active, &name, language.as_ref()).await?;
    Ok(HttpResponse::Ok().insert_header(counted_in(&counted)).json(json::weight(&counted.made)))
}
