//! `/api/v1/waves`: which waves there are, and how their fieldwork stands.

use actix_web::{HttpRequest, HttpResponse, web};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::Action;
use crate::fieldwork::{Wave, WaveState};
use crate::http::extract::require;
use crate::http::problem::{Problem, ProblemDocument};
use crate::responses::Disposition;
use crate::service::{self, Service, WaveStatus};

/// A wave.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WaveDocument {
    /// Its name in URLs.
    wave: String,
    /// `draft`, `open`, `closed` or `archived`, now.
    state: &'static str,
    /// The questionnaire version that new interviews get: `sha256:…`.
    version: String,
    /// When it opened, or opens by the clock.
    opens_at: Option<DateTime<Utc>>,
    /// When it closed, or closes by the clock.
    closes_at: Option<DateTime<Utc>>,
    timezone: String,
    /// Its answers are made up.
    synthetic: bool,
}

impl WaveDocument {
    fn of(wave: &Wave, state: WaveState) -> WaveDocument {
        WaveDocument {
            wave: wave.slug.clone(),
            state: state.as_str(),
            version: wave.version.to_string(),
            opens_at: wave.opens_at(),
            closes_at: wave.closes_at(),
            timezone: wave.plan.timezone.name().to_owned(),
            synthetic: wave.synthetic,
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WaveList {
    waves: Vec<WaveDocument>,
}

/// How the fieldwork of a wave stands.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StatusDocument {
    state: &'static str,
    version: String,
    opens_at: Option<DateTime<Utc>>,
    closes_at: Option<DateTime<Utc>>,
    counts: StatusCounts,
    /// The versions the wave has asked, in order.
    versions: Vec<AskedVersionDocument>,
    /// Answers given in an earlier version that have no place in the newest: no table counts them.
    left_out: Vec<LeftOutDocument>,
}

/// Answers that the newest version has no place for.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LeftOutDocument {
    variable: String,
    /// The option that was chosen, where that is what has no place.
    option: Option<String>,
    /// Whether it is the text typed beside the option.
    text: bool,
    responses: u64,
}

/// A version that the wave has asked, with the interviews that answered it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AskedVersionDocument {
    version: String,
    since: DateTime<Utc>,
    ended: u64,
    under_way: u64,
}

/// Interviews: all that were begun, and by how those ended that lead to an answer; the rest is under way or was left.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StatusCounts {
    started: u64,
    partial: u64,
    complete: u64,
    screened_out: u64,
    quota_full: u64,
    /// Who refused a required consent. Nothing else is kept of them, so they are not among the started.
    refused_consent: u64,
}

impl StatusDocument {
    fn of(status: &WaveStatus) -> StatusDocument {
        StatusDocument {
            state: status.state.as_str(),
            version: status.version.to_string(),
            opens_at: status.opens_at,
            closes_at: status.closes_at,
            counts: StatusCounts {
                started: status.started(),
                partial: status.count(Disposition::Partial),
                complete: status.count(Disposition::Complete),
                screened_out: status.count(Disposition::ScreenedOut),
                quota_full: status.count(Disposition::QuotaFull),
                refused_consent: status.refused_consent,
            },
            versions: status
                .versions
                .iter()
                .map(|asked| AskedVersionDocument {
                    version: asked.version.to_string(),
                    since: asked.since,
                    ended: asked.ended,
                    under_way: asked.under_way,
                })
                .collect(),
            left_out: status
                .left_out
                .iter()
                .map(|left| LeftOutDocument {
                    variable: left.variable.clone(),
                    option: left.option.clone(),
                    text: left.text,
                    responses: left.responses,
                })
                .collect(),
        }
    }
}

/// Lists all waves.
#[utoipa::path(
    get, path = "/api/v1/waves", operation_id = "list_waves", tag = "waves", security(("key" = [])),
    responses(
        (status = 200, description = "All waves, the newest first", body = WaveList),
        (status = 401, description = "No valid key", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 403, description = "The key's role does not see fieldwork", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list_waves(
    request: HttpRequest,
    service: web::Data<Service>,
) -> Result<HttpResponse, Problem> {
    require(&request, &service, Action::SeeFieldwork).await?;
    let waves = service::list_waves(&service).await?;
    let waves = waves.iter().map(|(wave, state)| WaveDocument::of(wave, *state)).collect();
    Ok(HttpResponse::Ok().json(WaveList { waves }))
}

/// Shows one wave.
#[utoipa::path(
    get, path = "/api/v1/waves/{wave}", operation_id = "show_wave", tag = "waves", security(("key" = [])),
    params(("wave" = String, Path, description = "The wave's name")),
    responses(
        (status = 200, description = "The wave", body = WaveDocument),
        (status = 401, description = "No valid key", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 403, description = "The key's role does not see fieldwork", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "No such wave", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn show_wave(
    request: HttpRequest,
    service: web::Data<Service>,
    slug: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    require(&request, &service, Action::SeeFieldwork).await?;
    let active = service::find_wave(&service, &slug).await?;
    Ok(HttpResponse::Ok().json(WaveDocument::of(&active.wave, active.state)))
}

/// Shows how the fieldwork of a wave stands.
#[utoipa::path(
    get, path = "/api/v1/waves/{wave}/status", operation_id = "show_status", tag = "waves", security(("key" = [])),
    params(("wave" = String, Path, description = "The wave's name")),
    responses(
        (status = 200, description = "State and counts", body = StatusDocument),
        (status = 401, description = "No valid key", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 403, description = "The key's role does not see fieldwork", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "No such wave", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn show_status(
    request: HttpRequest,
    service: web::Data<Service>,
    slug: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    require(&request, &service, Action::SeeFieldwork).await?;
    let active = service::find_wave(&service, &slug).await?;
    let status = service::wave_status(&service, &active).await?;
    Ok(HttpResponse::Ok().json(StatusDocument::of(&status)))
}
