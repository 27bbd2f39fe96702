//! `/api/docs`: the API's description as a plain page, made from the same document that machines read.

use actix_web::HttpResponse;
use maud::{DOCTYPE, Markup, html};
use utoipa::openapi::path::Operation;
use utoipa::openapi::{OpenApi, RefOr, SecurityRequirement};

use super::openapi;

pub(super) async fn show_docs() -> HttpResponse {
    HttpResponse::Ok().content_type("text/html; charset=utf-8").body(page(&openapi::document()).into_string())
}

fn page(document: &OpenApi) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (document.info.title) }
                link rel="stylesheet" href="/assets/docs.css";
            }
            body {
                main {
                    h1 { (document.info.title) " " small { (document.info.version) } }
                    @if let Some(description) = &document.info.description { p { (words(description)) } }
                    p { "For machines: " a href="/api/v1/openapi.json" { "/api/v1/openapi.json" } }
                    @for (path, item) in &document.paths.paths {
                        @for (method, operation) in operations(item) { (section(path, method, operation)) }
                    }
                }
            }
        }
    }
}

fn operations(item: &utoipa::openapi::PathItem) -> impl Iterator<Item = (&'static str, &Operation)> {
    [("GET", &item.get), ("POST", &item.post)]
        .into_iter()
        .filter_map(|(method, operation)| operation.as_ref().map(|operation| (method, operation)))
}

/// A description, which is Markdown; of that ours have code in backticks alone.
fn words(text: &str) -> Markup {
    html! {
        @for (place, part) in text.split('`').enumerate() {
            @if place % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}

fn section(path: &str, method: &str, operation: &Operation) -> Markup {
    // One of the ways in asks for nothing.
    let open = operation.security.as_ref().is_some_and(|ways| ways.contains(&SecurityRequirement::default()));
    html! {
        section {
            h2 { span.method { (method) } " " code { (path) } }
            @if let Some(summary) = &operation.summary { p { (words(summary)) } }
            @if let Some(description) = &operation.description { p { (words(description)) } }
            p.key { @if open { "No key needed." } @else { "Needs a key: " code { "Authorization: Bearer KEY" } } }
            table {
                thead { tr { th scope="col" { "Answer" } th scope="col" { "Means" } } }
                tbody {
                    @for (status, response) in &operation.responses.responses {
                        tr {
                            th scope="row" { (status) }
                            td { @if let RefOr::T(response) = response { (words(&response.description)) } }
                        }
                    }
                }
            }
        }
    }
}
