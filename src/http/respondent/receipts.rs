//! `/r/{receipt}`: the last page, which can be opened again: what was sent, and the proof that it is stored.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};

use super::page_error::{self, Refusal};
use super::pages::{frame, visitors_language};
use super::show::document;
use super::when;
use crate::form::html;
use crate::form::receipt::receipt_view;
use crate::http::extract::{origin, parameter};
use crate::service::{self, Service};

pub(crate) async fn show_receipt(
    request: HttpRequest,
    service: web::Data<Service>,
    receipt: web::Path<String>,
) -> HttpResponse {
    let found = match service::find_receipt(&service, &receipt).await {
        Ok(found) => found,
        Err(error) => {
            return page_error::page(&request, Refusal { error, wave: None, frame: None, sent: &[] });
        }
    };
    let given = &found.response.circumstances;
    let wish = parameter(&request, "language").or_else(|| given.language.clone());
    let language = visitors_language(&request, &found.wave.questionnaire, wish.as_deref());
    let zone = found.wave.wave.plan.timezone;
    let sent_at = given.submitted_at.map_or_else(String::new, |at| when::in_words(at, zone, &language));
    let address = format!("{}/r/{}", origin(&request), receipt.as_str());
    let view = receipt_view(
        &found.wave.questionnaire,
        &found.response.answers,
        &language,
        &receipt,
        Some(&address),
        &sent_at,
    );
    document(StatusCode::OK, &html::receipt(&view, &frame(&found.wave, &language)))
}
