//! `/healthz` and `/readyz`: is the program alive, and can it store an answer now?

use actix_web::{HttpResponse, web};

use crate::service::Service;

pub(super) async fn show_health() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ok\n")
}

pub(super) async fn show_readiness(service: web::Data<Service>) -> HttpResponse {
    match service.check_ready().await {
        Ok(()) => HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ready\n"),
        Err(_) => {
            HttpResponse::ServiceUnavailable().content_type("text/plain; charset=utf-8").body("no database\n")
        }
    }
}
