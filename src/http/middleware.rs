//! What every request passes: an id of its own, a line in the log, the headers that protect a page, and the check
//! that a form was sent from our own page.

use std::time::Instant;

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpResponse};
use uuid::Uuid;

use super::problem::{Code, Problem, request_id};
use crate::form::assets::CONTENT_SECURITY_POLICY;

pub(super) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id under which this request stands in the log and in problem documents.
#[derive(Debug, Clone, Copy)]
pub(super) struct RequestId(pub(super) Uuid);

/// Gives the request its id and writes one line when it is answered: method, route pattern, status, time. Never the
/// path itself, which may hold a receipt or a resume token.
pub(super) async fn name_and_log<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let id = Uuid::new_v4();
    let started = Instant::now();
    request.extensions_mut().insert(RequestId(id));
    let method = request.method().clone();
    let mut response = next.call(request).await?;
    let route = response.request().match_pattern().unwrap_or_else(|| "(no route)".to_owned());
    tracing::info!(
        request.id = %id,
        %method,
        route,
        status = response.status().as_u16(),
        duration_ms = started.elapsed().as_millis() as u64,
        "answered",
    );
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    Ok(response)
}

/// Answers HEAD wherever GET is answered: the server leaves the body out by itself.
pub(super) async fn head_as_get<B: MessageBody>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    if request.method() == Method::HEAD {
        request.head_mut().method = Method::GET;
    }
    next.call(request).await
}

/// Gives every refusal its problem document: a handler's own with the request's id in it, and those that the framework
/// made without a body.
pub(super) async fn explain<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let asks_for_methods = request.method() == Method::OPTIONS;
    let response = next.call(request).await?;
    let id = request_id(response.request());
    let own = response.response().error().and_then(|error| error.as_error::<Problem>()).cloned();
    let problem = own.or_else(|| {
        if response.headers().contains_key(header::CONTENT_TYPE) {
            return None;
        }
        match response.status() {
            StatusCode::METHOD_NOT_ALLOWED => Some(Problem::new(
                Code::MethodNotAllowed,
                "Look at /api/docs for the methods of each address.",
            )),
            StatusCode::NOT_FOUND => Some(Problem::new(Code::NotFound, "Check the address.")),
            StatusCode::BAD_REQUEST => Some(Problem::new(Code::MalformedRequest, "Check the request.")),
            _ => None,
        }
    });
    Ok(match problem {
        None => response.map_into_left_body(),
        Some(problem) => {
            let allow = allowed(response.headers());
            let mut answer = match &allow {
                Some(_) if asks_for_methods => HttpResponse::NoContent().finish(),
                Some(_) | None => problem.answer(id),
            };
            if let Some(methods) = allow {
                answer.headers_mut().insert(header::ALLOW, methods);
            }
            response.into_response(answer).map_into_right_body()
        }
    })
}

/// The methods of an address that was asked with another one; HEAD goes with GET.
fn allowed(headers: &HeaderMap) -> Option<HeaderValue> {
    let methods = headers.get(header::ALLOW)?.to_str().ok()?;
    let methods = methods.replace("GET", "GET, HEAD");
    HeaderValue::from_str(&methods).ok()
}

/// Sets the headers that protect whoever reads the answer; a handler's own setting of one wins.
pub(super) async fn protect<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let mut response = next.call(request).await?;
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    };
    set(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "same-origin");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()");
    // Everything but assets is somebody's answers, somebody's figures, or gone tomorrow.
    set(header::CACHE_CONTROL, "no-store");
    Ok(response)
}

/// Refuses a form that another site's page sent: browsers say so in `Sec-Fetch-Site`, older ones in `Origin`. A
/// request with neither comes from no browser, and so carries nobody's cookie against their will.
pub(super) async fn own_pages_only<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    if request.method() == Method::POST && !is_from_own_page(&request) {
        return Err(Problem::foreign_origin().into());
    }
    next.call(request).await
}

fn is_from_own_page(request: &ServiceRequest) -> bool {
    let text = |name: &HeaderName| request.headers().get(name).map(|value| value.to_str().unwrap_or(""));
    if let Some(site) = text(&HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, "same-origin" | "none");
    }
    match text(&header::ORIGIN) {
        None => true,
        Some(origin) => {
            let host = request.connection_info().host().to_owned();
            origin.split_once("://").is_some_and(|(_, from)| from == host)
        }
    }
}
