//! Between two pages: answers saved as they are given, and the link that goes on elsewhere.

use actix_web::{HttpRequest, HttpResponse, web};

use super::page_error::{self, Refusal};
use super::pages::{own_session, read_body, sent_page};
use super::show::see_other;
use crate::http::extract::draft_cookie;
use crate::http::problem::{Code, Problem};
use crate::service::{self, FoundSession, Service, ServiceError};

/// Keeps what stands on a page, unjudged. 204: it is stored.
pub(crate) async fn save_answers(
    request: HttpRequest,
    service: web::Data<Service>,
    slug: web::Path<String>,
    payload: web::Payload,
) -> Result<HttpResponse, Problem> {
    let body = read_body(&request, payload).await?;
    let found = own_session(&request, &service, &slug).await?;
    let Some((_, FoundSession::UnderWay { wave, session })) = found else {
        return Err(Problem::new(Code::UnknownSession, "Open the form again."));
    };
    let sent = sent_page(&wave.questionnaire, &session, &body);
    // Saving keeps the language that the respondent reads: the hidden button of another one is not pressed.
    service::save_fields(&service, &wave, &session, sent.page, sent.fields, None).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Opens the interview of a personal link in this browser, at the same place.
pub(crate) async fn resume(
    request: HttpRequest,
    service: web::Data<Service>,
    path: web::Path<(String, String)>,
) -> HttpResponse {
    let (slug, token) = path.into_inner();
    let refuse = |error| page_error::page(&request, Refusal { error, wave: None, frame: None, sent: &[] });
    let wave = match service::find_session(&service, &token).await {
        Ok(FoundSession::UnderWay { wave, .. } | FoundSession::Finished { wave, .. }) => wave,
        Err(error) => return refuse(error),
    };
    if wave.wave.slug != slug {
        return refuse(ServiceError::UnknownSession);
    }
    let mut answer = see_other(&format!("/s/{slug}"));
    // The token has just been found in the database, so it is one of ours and a valid cookie.
    let _ = answer.add_cookie(&draft_cookie(&request, &slug, &token));
    answer
}
