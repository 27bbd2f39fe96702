//! The API's description for machines (OpenAPI 3.1), gathered from the handlers.

use actix_web::HttpResponse;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super::{admin, analyst, respondent};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "canvass",
        description = "Intake, fieldwork figures, tables, reports and exports of survey waves. Errors are problem \
                       documents (RFC 9457) with a `code` that keeps its meaning."
    ),
    paths(
        admin::waves::list_waves,
        admin::waves::show_wave,
        admin::waves::show_status,
        admin::versions::change_version,
        respondent::responses::create_response,
        analyst::tables::create_table,
        analyst::figures::create_figure,
        analyst::weights::show_weight,
        analyst::reports::show_report,
        analyst::exports::export_responses,
    ),
    modifiers(&BearerKey)
)]
struct Description;

struct BearerKey;

impl Modify for BearerKey {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let scheme = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        openapi.components.get_or_insert_default().add_security_scheme("key", scheme);
    }
}

/// The description as a document.
pub(super) fn document() -> utoipa::openapi::OpenApi {
    Description::openapi()
}

/// The description as JSON, as `canvass openapi` prints it.
///
/// # Errors
///
/// Where it cannot be written as JSON, which would be our mistake.
pub fn openapi_json() -> Result<String, serde_json::Error> {
    document().to_pretty_json().map(|json| json + "\n")
}

pub(super) async fn show_openapi() -> HttpResponse {
    match openapi_json() {
        Ok(json) => HttpResponse::Ok().content_type("application/json").body(json),
        Err(_) => HttpResponse::InternalServerError().finish(),
    }
}
