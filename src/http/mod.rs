//! HTTP: the only room that names actix. This page has every route; what each does is a verb of `service`.

mod admin;
mod analyst;
mod assets;
mod body;
mod docs;
mod extract;
mod health;
mod json;
mod language;
mod middleware;
mod openapi;
mod preview;
mod problem;
mod respondent;
mod server;

use std::future::Future;
use std::io;
use std::net::TcpListener;

use actix_web::{App, HttpRequest, HttpResponse, middleware as actix_middleware, web};

use crate::service::Service;
pub use admin::versions::version_change_json;
pub use openapi::openapi_json;
pub use preview::preview;
use problem::{Code, Problem, request_id};

/// Every address and who answers it.
fn routes(app: &mut web::ServiceConfig) {
    use admin::versions::change_version;
    use admin::waves::{list_waves, show_status, show_wave};
    use analyst::{
        exports::export_responses, figures::create_figure, reports::show_report, tables::create_table,
        weights::show_weight,
    };
    use respondent::{landing, looks::show_look_file, pages, receipts, responses::create_response, sessions};
    app
        // Respondents: no key.
        .service(web::resource("/").get(landing::show_landing))
        .service(
            web::scope("/s/{wave}")
                .wrap(actix_middleware::from_fn(middleware::own_pages_only))
                .service(web::resource("").get(pages::show_form).post(pages::submit_form))
                .service(web::resource("/look/{name}").get(show_look_file))
                .service(web::resource("/save").post(sessions::save_answers))
                .service(web::resource("/resume/{token}").get(sessions::resume)),
        )
        .service(web::resource("/r/{receipt}").get(receipts::show_receipt))
        .service(web::resource("/assets/{name}").get(assets::show_asset))
        // Programs: a key, but for the intake of open waves.
        .service(
            web::scope("/api/v1")
                .service(web::resource("/waves").get(list_waves))
                .service(web::resource("/waves/{wave}").get(show_wave))
                .service(web::resource("/waves/{wave}/status").get(show_status))
                .service(web::resource("/waves/{wave}/version").post(change_version))
                .service(web::resource("/waves/{wave}/responses").post(create_response))
                .service(web::resource("/waves/{wave}/tables").post(create_table))
                .service(web::resource("/waves/{wave}/figures").post(create_figure))
                .service(web::resource("/waves/{wave}/weights/{name}").get(show_weight))
                .service(web::resource("/waves/{wave}/report").get(show_report))
                .service(web::resource("/waves/{wave}/export").get(export_responses))
                .service(web::resource("/openapi.json").get(openapi::show_openapi)),
        )
        .service(web::resource("/api/docs").get(docs::show_docs))
        .service(web::resource("/report").get(analyst::reports::show_public_report))
        // Operators: no key.
        .service(web::resource("/healthz").get(health::show_health))
        .service(web::resource("/readyz").get(health::show_readiness))
        .default_service(web::to(nothing_here));
}

/// Serves `service` on `listener` until `stop`, then finishes what was begun. The report of `public_report`, a wave
/// whose answers are made up, is shown to everybody at `/report`.
///
/// # Errors
///
/// Where the listener cannot be used.
pub async fn serve(
    listener: TcpListener,
    service: Service,
    public_report: Option<String>,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let app = move || {
        App::new()
            .app_data(web::Data::new(service.clone()))
            .app_data(web::Data::new(PublicReport(public_report.clone())))
            .configure(routes)
            .wrap(actix_middleware::Compress::default())
            .wrap(actix_middleware::from_fn(middleware::explain))
            .wrap(actix_middleware::from_fn(middleware::head_as_get))
            .wrap(actix_middleware::from_fn(middleware::protect))
            .wrap(actix_middleware::from_fn(middleware::name_and_log))
    };
    server::run(listener, app, stop).await
}

/// The wave whose report needs no key; none unless it is synthetic.
struct PublicReport(Option<String>);

async fn nothing_here(request: HttpRequest) -> HttpResponse {
    if language::wants_a_page(&request) {
        return respondent::nothing_here(&request);
    }
    Problem::new(Code::NotFound, "Check the address.").answer(request_id(&request))
}
