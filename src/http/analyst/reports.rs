//! `GET /api/v1/waves/{wave}/report`: the whole report, in the form that is asked for.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, web};

use super::counted_in;
use crate::auth::Action;
use crate::export::{html, json, xlsx};
use crate::http::PublicReport;
use crate::http::extract::{asked_language, is_public, require};
use crate::http::problem::{Code, Problem, ProblemDocument};
use crate::questionnaire::theme::Theme;
use crate::service::{self, ActiveWave, BrowserError, Service};
use crate::tabulation::request::request_of;
use crate::tabulation::{Audience, Report};

const PDF: &str = "application/pdf";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Json,
    Html,
    Pdf,
    Xlsx,
}

/// Makes the report: JSON, HTML, PDF or a workbook, by `Accept`.
#[utoipa::path(
    get, path = "/api/v1/waves/{wave}/report", operation_id = "show_report", tag = "results", security(("key" = [])),
    params(
        ("wave" = String, Path, description = "The wave's name"),
        ("language" = Option<String>, Query, description = "The language of labels; else the questionnaire's first"),
        ("public" = Option<bool>, Query, description = "Whether it is for anybody to read: what `disclose:` of the report says is hidden then"),
    ),
    responses(
        (status = 200, description = "Every figure and table of the report", content(
            (Object = "application/json"),
            (String = "text/html"),
            (Vec<u8> = "application/pdf"),
            (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ), headers(("x-counted-in" = String, description = "Where the answers were counted: `memory` or `database`"))),
        (status = 401, description = "No valid key", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 403, description = "The key's role sees no reports", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "No such wave, or it has no report file", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 406, description = "None of the accepted forms is offered, or the server has no browser to print a PDF with", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn show_report(
    request: HttpRequest,
    service: web::Data<Service>,
    slug: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    require(&request, &service, Action::SeeReport).await?;
    let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
    let form = form_of(accept.unwrap_or("*/*")).ok_or_else(|| {
        Problem::new(Code::NotAcceptable, format!("Accept application/json, text/html, {PDF} or {XLSX}."))
    })?;
    let active = service::find_wave(&service, &slug).await?;
    let language = asked_language(&request, &active.questionnaire)?;
    let audience = asked_audience(&request, &active)?;
    let counted = service::run_report(&service, &active, None, language.as_ref(), audience).await?;
    let mut answer = HttpResponse::Ok();
    answer.insert_header((header::VARY, "Accept")).insert_header(counted_in(&counted));
    let report = counted.made;
    Ok(match form {
        Form::Json => {
            let file = active.report.as_ref();
            let asked = |id: &str| file.map_or(serde_json::Value::Null, |file| request_of(file, id));
            answer.json(json::report(&report, &asked))
        }
        Form::Html => as_page(answer, &report, active.theme.as_deref()),
        Form::Pdf => {
            let page = html::report(&report, active.theme.as_deref());
            let pdf = web::block(move || service::print_page(&page)).await;
            let pdf = pdf.map_err(|_| Problem::new(Code::Internal, "The PDF could not be made."))?;
            let name = format!("inline; filename=\"{}.pdf\"", active.wave.slug);
            answer
                .content_type(PDF)
                .insert_header((header::CONTENT_DISPOSITION, name))
                .body(pdf.map_err(unprinted)?)
        }
        Form::Xlsx => {
            let workbook = web::block(move || xlsx::report(&report)).await.ok().and_then(Result::ok);
            let Some(workbook) = workbook else {
                return Err(Problem::new(Code::Internal, "The workbook could not be made."));
            };
            let name = format!("attachment; filename=\"{}.xlsx\"", active.wave.slug);
            answer.content_type(XLSX).insert_header((header::CONTENT_DISPOSITION, name)).body(workbook)
        }
    })
}

/// Who is to read the report; one for the public needs a rule of what is hidden.
fn asked_audience(request: &HttpRequest, active: &ActiveWave) -> Result<Audience, Problem> {
    if !is_public(request)? {
        return Ok(Audience::Analysts);
    }
    if active.report.as_ref().is_none_or(|report| report.disclose.is_some()) {
        return Ok(Audience::Public);
    }
    Err(Problem::new(
        Code::MalformedRequest,
        "The report has no `disclose:`, so nothing says what to hide: add `disclose: { min_cell: 10 }`.",
    ))
}

/// A server without a browser offers no PDF; one whose browser fails has a cause that is ours to look at.
fn unprinted(error: BrowserError) -> Problem {
    match error {
        BrowserError::NotInstalled { .. } => Problem::new(
            Code::NotAcceptable,
            "This server has no browser to print a PDF with: accept text/html and print the page.",
        ),
        BrowserError::NotRunnable { .. }
        | BrowserError::Failed { .. }
        | BrowserError::TooSlow { .. }
        | BrowserError::Files(_) => {
            tracing::error!(%error, "a report could not be printed");
            Problem::new(Code::Internal, "The PDF could not be made: accept text/html and print the page.")
        }
    }
}

/// The report of the demo's wave, for everybody: nobody gave these answers.
pub(crate) async fn show_public_report(
    request: HttpRequest,
    service: web::Data<Service>,
    public: web::Data<PublicReport>,
) -> Result<HttpResponse, Problem> {
    let nothing = || Problem::new(Code::NotFound, "Check the address.");
    let slug = public.0.as_deref().ok_or_else(nothing)?;
    let active = service::find_wave(&service, slug).await?;
    if !active.wave.synthetic {
        return Err(nothing());
    }
    // Nor may its trends show what people of other waves gave.
    let trends = active.report.iter().flat_map(|report| &report.trends);
    for wave in trends.flat_map(|trend| &trend.waves) {
        let other = service::find_wave(&service, &wave.name().value).await;
        if !other.is_ok_and(|other| other.wave.synthetic) {
            return Err(nothing());
        }
    }
    let language = asked_language(&request, &active.questionnaire)?;
    let counted = service::run_report(&service, &active, None, language.as_ref(), Audience::Public).await?;
    let mut answer = HttpResponse::Ok();
    answer.insert_header((header::VARY, "Accept"));
    Ok(as_page(answer, &counted.made, active.theme.as_deref()))
}

/// The one page with a style of its own, so that it is the same file when saved: its policy names that style's digest.
fn as_page(mut answer: HttpResponseBuilder, report: &Report, theme: Option<&Theme>) -> HttpResponse {
    let policy = format!(
        "default-src 'none'; style-src {}; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        html::style_source(theme)
    );
    answer
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CONTENT_SECURITY_POLICY, policy))
        .body(html::report(report, theme))
}

/// The offered form that `accept` likes best; JSON where it does not care.
fn form_of(accept: &str) -> Option<Form> {
    let offers =
        [("application/json", Form::Json), ("text/html", Form::Html), (PDF, Form::Pdf), (XLSX, Form::Xlsx)];
    let mut best: Option<(u32, Form)> = None;
    for wish in accept.split(',').take(20) {
        let mut parts = wish.split(';').map(str::trim);
        let kind = parts.next().unwrap_or("").to_ascii_lowercase();
        let quality = parts
            .find_map(|part| part.strip_prefix("q=")?.parse::<f64>().ok())
            .map_or(1000, |quality| (quality.clamp(0.0, 1.0) * 1000.0) as u32);
        let liked = offers.iter().find(|(offer, _)| {
            let group = offer.split('/').next().unwrap_or("");
            kind == *offer || kind == "*/*" || kind == format!("{group}/*")
        });
        if let Some((_, form)) = liked
            && quality > 0
            && best.is_none_or(|(most, _)| quality > most)
        {
            best = Some((quality, *form));
        }
    }
    best.map(|(_, form)| form)
}

#[cfg(test)]
mod tests {
    use super::{Form, XLSX, form_of};

    #[test]
    fn the_form_is_the_one_that_is_liked_best() {
        assert_eq!(form_of("*/*"), Some(Form::Json));
        assert_eq!(
            form_of("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
            Some(Form::Html)
        );
        assert_eq!(form_of(XLSX), Some(Form::Xlsx));
        assert_eq!(form_of("application/json;q=0.1, text/html;q=0.2"), Some(Form::Html));
        assert_eq!(form_of("application/pdf"), Some(Form::Pdf));
        assert_eq!(form_of("image/png"), None);
        assert_eq!(form_of("text/html;q=0"), None);
    }
}
