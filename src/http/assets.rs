//! `/assets/{name}`: files whose names change with their content, so that a browser keeps them for good.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};

use super::problem::{Code, Problem, request_id};
use crate::form;

pub(super) const FOR_GOOD: &str = "public, max-age=31536000, immutable";
const DOCS_STYLESHEET: &str = include_str!("../../assets/docs.css");

pub(super) async fn show_asset(request: HttpRequest) -> HttpResponse {
    if let Some(asset) = form::assets::find(request.path()) {
        return HttpResponse::Ok()
            .content_type(asset.content_type)
            .insert_header((header::CACHE_CONTROL, FOR_GOOD))
            .body(asset.bytes);
    }
    if request.path() == "/assets/docs.css" {
        return HttpResponse::Ok()
            .content_type("text/css; charset=utf-8")
            .insert_header((header::CACHE_CONTROL, "public, max-age=300"))
            .body(DOCS_STYLESHEET);
    }
    Problem::new(Code::NotFound, "There is no such file.").answer(request_id(&request))
}
