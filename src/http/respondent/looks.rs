//! `/s/{wave}/look/{name}`: the sender's stylesheet and logo, to which the form's pages link.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};

use crate::form::look::{Dress, LOGO_POLICY};
use crate::http::assets::FOR_GOOD;
use crate::http::problem::{Code, Problem, request_id};
use crate::service::{self, Service};

pub(crate) async fn show_look_file(
    request: HttpRequest,
    service: web::Data<Service>,
    address: web::Path<(String, String)>,
) -> Result<HttpResponse, Problem> {
    let (slug, name) = address.into_inner();
    let wave = service::find_wave(&service, &slug).await?;
    Ok(look_file(&request, wave.dress.as_deref(), &name))
}

/// The file of a theme. One that is asked for by an older name is not kept under it.
pub(crate) fn look_file(request: &HttpRequest, dress: Option<&Dress>, name: &str) -> HttpResponse {
    let Some((file, is_exact)) = dress.and_then(|dress| dress.file(name)) else {
        return Problem::new(Code::NotFound, "There is no such file.").answer(request_id(request));
    };
    HttpResponse::Ok()
        .content_type(file.content_type)
        .insert_header((header::CACHE_CONTROL, if is_exact { FOR_GOOD } else { "no-cache" }))
        .insert_header((header::CONTENT_SECURITY_POLICY, LOGO_POLICY))
        .body(file.bytes.clone())
}
