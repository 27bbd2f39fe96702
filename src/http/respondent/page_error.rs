//! Errors as pages: a respondent never meets a problem document, and never loses what they typed.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse};

use super::show::document;
use super::when;
use crate::form::html::{self, Ended, Failure, Frame};
use crate::form::page::Text;
use crate::http::language;
use crate::http::problem::{Code, Problem, request_id};
use crate::i18n::Language;
use crate::service::{ActiveWave, ServiceError};

/// Why a page cannot be shown.
pub(super) struct Refusal<'a> {
    pub(super) error: ServiceError,
    /// The wave, where it was found.
    pub(super) wave: Option<&'a ActiveWave>,
    /// The frame of its pages, likewise.
    pub(super) frame: Option<Frame>,
    /// All fields that came with the request.
    pub(super) sent: &'a [(String, String)],
}

/// The page that says so.
pub(super) fn page(request: &HttpRequest, refusal: Refusal<'_>) -> HttpResponse {
    let Refusal { error, wave, frame, sent } = refusal;
    let frame = frame.unwrap_or_else(|| bare_frame(request));
    if let Some(wave) = wave {
        match &error {
            ServiceError::WaveNotOpenYet { opens_at, .. } => {
                let zone = wave.wave.plan.timezone;
                let opens = opens_at.map(|at| when::in_words(at, zone, &frame.language));
                return document(StatusCode::CONFLICT, &html::not_open_yet(opens.as_deref(), &frame));
            }
            ServiceError::WaveClosed { .. } => {
                return document(StatusCode::CONFLICT, &closed(wave, &frame));
            }
            ServiceError::WaveFull { .. } => {
                let words = wave.questionnaire.endings.quota_full.as_ref();
                let words = words.map(|words| Text::block(&wave.questionnaire, None, words, &frame.language));
                return document(
                    StatusCode::CONFLICT,
                    &html::ended(Ended::QuotaFull, words.as_ref(), &frame),
                );
            }
            _ => {}
        }
    }
    let problem = Problem::from(error);
    failure(request, &problem, sent, &frame)
}

/// The page for a problem that came before any wave was looked at.
pub(super) fn failure(
    request: &HttpRequest,
    problem: &Problem,
    sent: &[(String, String)],
    frame: &Frame,
) -> HttpResponse {
    let status = problem.code.status();
    let failure = match problem.code {
        Code::BodyTooLarge => Failure::TooLarge,
        Code::Overloaded | Code::DatabaseUnavailable => Failure::Busy,
        _ if status == StatusCode::NOT_FOUND => return document(status, &html::not_found(frame)),
        _ => {
            let reference = request_id(request).map_or_else(String::new, |id| id.0.to_string());
            Failure::Ours { reference }
        }
    };
    let mut answer = document(status, &html::failure(&failure, sent, frame));
    if status == StatusCode::SERVICE_UNAVAILABLE {
        answer.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static("2"));
    }
    answer
}

/// The page for an address that nothing is at.
pub(crate) fn nothing_here(request: &HttpRequest) -> HttpResponse {
    document(StatusCode::NOT_FOUND, &html::not_found(&bare_frame(request)))
}

/// The words of a wave that takes no more answers.
pub(super) fn closed(wave: &ActiveWave, frame: &Frame) -> maud::Markup {
    let questionnaire = &wave.questionnaire;
    let words = questionnaire.endings.closed.as_ref();
    let words = words.map(|words| Text::block(questionnaire, None, words, &frame.language));
    html::closed(words.as_ref(), frame)
}

/// Likewise for somebody whose interview the closing ended.
pub(super) fn closed_meanwhile(wave: &ActiveWave, frame: &Frame) -> maud::Markup {
    let questionnaire = &wave.questionnaire;
    let words = questionnaire.endings.closed.as_ref();
    let words = words.map(|words| Text::block(questionnaire, None, words, &frame.language));
    html::closed_meanwhile(words.as_ref(), frame)
}

/// A frame around no survey, in the best of the languages that our own words are in.
pub(super) fn bare_frame(request: &HttpRequest) -> Frame {
    let offered = interface_languages();
    let language = language::accepted(&offered, request);
    Frame::new(None, language, offered, request.path())
}

/// The languages of our own words.
pub(super) fn interface_languages() -> Vec<Language> {
    ["en", "ko"].into_iter().filter_map(Language::parse).collect()
}
