//! `/s/{wave}`: the form. A page is shown by GET and sent by POST; what the answers lead to is decided in `service` and
//! `form`, and a reload, a second click or the back button repeats nothing.

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};

use super::form_body::{FormBody, Go};
use super::page_error::{self, Refusal, bare_frame};
use super::show::{self, Shown, document, see_other};
use super::when;
use crate::fieldwork::{Notice, WaveState, WaveText};
use crate::form::html::{self, Ended, Frame, Note, SavedAt};
use crate::form::intro::{IntroView, NoticeKind, NoticeLine, Promise, consent_views, intro_view};
use crate::form::page::Text;
use crate::form::{Direction, Interview, flow, raw, refused};
use crate::http::body::{FORM_BYTES_MAX, read_bytes, require_type};
use crate::http::extract::{draft_cookie, draft_token, finished_cookie, origin, parameter, parameters};
use crate::http::language::{accepted, matching};
use crate::i18n::Language;
use crate::questionnaire::{ItemIndex, Questionnaire};
use crate::responses::Disposition;
use crate::service::{
    self, ActiveWave, FinishedInterview, FoundSession, PageOutcome, SentPage, Service, ServiceError, Session,
    StartSession,
};

/// `/s/{wave}?again` begins another interview in a browser that has just sent one.
const AGAIN: &str = "again";
/// `/s/{wave}?page=tools` is a page the respondent has come to, so that the browser's own way back leads to the page
/// before. Only in addresses that we have made, so a browser without an interview has lost it.
const PAGE: &str = "page";
/// With it, what is wrong on the page is said.
const CHECK: &str = "check";
/// An item that the answers just sent brought onto the page.
const NEW: &str = "new";
/// Whoever has just refused a required consent.
const DECLINED: &str = "declined";
/// The source that a link names, carried from the first page to the start of the interview.
pub(super) const SOURCE: &str = "source";

/// Shows the page that the interview is on, or the first one.
pub(crate) async fn show_form(
    request: HttpRequest,
    service: web::Data<Service>,
    slug: web::Path<String>,
) -> HttpResponse {
    match current(&request, &service, &slug).await {
        Ok(answer) => answer,
        Err(error) => page_error::page(&request, Refusal { error, wave: None, frame: None, sent: &[] }),
    }
}

async fn current(request: &HttpRequest, service: &Service, slug: &str) -> Result<HttpResponse, ServiceError> {
    let active = service::find_wave(service, slug).await?;
    match own_session(request, service, slug).await? {
        Some((token, FoundSession::UnderWay { wave, session })) if wave.state == WaveState::Open => {
            Ok(show_place(request, &wave, &session, &token))
        }
        Some((_, FoundSession::UnderWay { wave, session })) => {
            Ok(show_closed_meanwhile(request, &wave, session.language.as_str(), StatusCode::OK))
        }
        Some((_, FoundSession::Finished { wave, interview })) if parameter(request, AGAIN).is_none() => {
            show_end(request, service, &wave, &interview, &active).await
        }
        Some((_, FoundSession::Finished { .. })) | None => Ok(show_entrance(request, &active)),
    }
}

/// Takes a page in, or starts the interview.
pub(crate) async fn submit_form(
    request: HttpRequest,
    service: web::Data<Service>,
    slug: web::Path<String>,
    payload: web::Payload,
) -> HttpResponse {
    let body = match read_body(&request, payload).await {
        Ok(body) => body,
        Err(problem) => return page_error::failure(&request, &problem, &[], &bare_frame(&request)),
    };
    let active = match service::find_wave(&service, &slug).await {
        Ok(active) => active,
        Err(error) => {
            let refusal = Refusal { error, wave: None, frame: None, sent: &body.everything };
            return page_error::page(&request, refusal);
        }
    };
    match take(&request, &service, &active, &body).await {
        Ok(answer) => answer,
        Err(error) => {
            let language = visitors_language(&request, &active.questionnaire, body.language.as_deref());
            let frame = Some(frame(&active, &language));
            page_error::page(&request, Refusal { error, wave: Some(&active), frame, sent: &body.everything })
        }
    }
}

pub(super) async fn read_body(
    request: &HttpRequest,
    payload: web::Payload,
) -> Result<FormBody, crate::http::problem::Problem> {
    require_type(request, &["application/x-www-form-urlencoded"])?;
    FormBody::read(&read_bytes(payload, FORM_BYTES_MAX).await?)
}

async fn take(
    request: &HttpRequest,
    service: &Service,
    active: &Arc<ActiveWave>,
    body: &FormBody,
) -> Result<HttpResponse, ServiceError> {
    let slug = &active.wave.slug;
    let here = format!("/s/{slug}");
    match own_session(request, service, slug).await? {
        Some((_, FoundSession::UnderWay { .. })) if matches!(body.go, Go::Start | Go::Decline) => {
            Ok(see_other(&here))
        }
        Some((_, FoundSession::Finished { .. })) | None if body.go == Go::Decline => {
            let language = visitors_language(request, &active.questionnaire, body.language.as_deref());
            let mut address = format!("{here}?{DECLINED}&language={language}");
            if let Some(source) = &body.source {
                address.push_str(&format!("&{SOURCE}={source}"));
            }
            service::refuse_consent(service, active, body.source.clone(), language).await?;
            Ok(see_other(&address))
        }
        Some((_, FoundSession::UnderWay { wave, session })) if wave.state == WaveState::Closed => {
            Ok(show_closed_meanwhile(request, &wave, session.language.as_str(), StatusCode::CONFLICT))
        }
        Some((token, FoundSession::UnderWay { wave, session })) => {
            let sent = sent_page(&wave.questionnaire, &session, body);
            let outcome = service::submit_page(service, &wave, &session, &token, sent).await?;
            Ok(answer(request, &wave, &token, outcome))
        }
        Some((_, FoundSession::Finished { wave, interview })) if body.go != Go::Start => {
            if was_sent(&interview) {
                return Ok(see_other(&end_address(slug, &interview)));
            }
            // The wave closed in mid-interview: this page came too late.
            let language = interview.language.as_deref().unwrap_or_default();
            Ok(show_closed_meanwhile(request, &wave, language, StatusCode::CONFLICT))
        }
        // The draft is gone, or the browser keeps no cookie: only the first page's button starts another.
        None if body.go != Go::Start => {
            let page = body.page.as_deref().unwrap_or_default();
            let known = active.questionnaire.pages.iter().any(|known| known.id.as_str() == page);
            Ok(see_other(&format!("{here}?{PAGE}={}", if known { page } else { "" })))
        }
        Some((_, FoundSession::Finished { .. })) | None => start(request, service, active, body).await,
    }
}

async fn start(
    request: &HttpRequest,
    service: &Service,
    active: &ActiveWave,
    body: &FormBody,
) -> Result<HttpResponse, ServiceError> {
    let language = visitors_language(request, &active.questionnaire, body.language.as_deref());
    if !refused(&active.questionnaire, &body.consents).is_empty() {
        let view = first_page(request, active, &language, Some(&body.consents));
        let frame = entrance_frame(active, &language, body.source.clone());
        return Ok(document(StatusCode::UNPROCESSABLE_ENTITY, &html::intro(&view, &frame)));
    }
    let wanted = StartSession {
        source: body.source.clone(),
        language,
        device: Some(device(request).to_owned()),
        consents: body.consents.clone(),
    };
    let started = service::start_session(service, active, wanted).await?;
    let slug = &active.wave.slug;
    let mut answer = see_other(&place_address(active, started.session.page));
    // A token of letters and digits is always a valid cookie.
    let _ = answer.add_cookie(&draft_cookie(request, slug, started.token.as_str()));
    Ok(answer)
}

pub(super) fn sent_page(questionnaire: &Questionnaire, session: &Session, body: &FormBody) -> SentPage {
    let by_id = |id: &str| questionnaire.pages.iter().position(|page| page.id.as_str() == id);
    SentPage {
        page: body.page.as_deref().and_then(by_id).unwrap_or(session.page),
        fields: raw::from_fields(&body.fields),
        shown: body.shown.clone(),
        direction: match body.go {
            Go::Back => Direction::Back,
            Go::Next => Direction::Next,
            Go::Stay | Go::Start | Go::Decline => Direction::Stay,
        },
        language: body.language.as_deref().and_then(|wish| matching(&questionnaire.languages, wish)).cloned(),
    }
}

/// Post, redirect, get: no page of the browser's history has to be sent again to be seen again.
fn answer(request: &HttpRequest, wave: &ActiveWave, token: &str, outcome: PageOutcome) -> HttpResponse {
    let slug = &wave.wave.slug;
    match outcome {
        PageOutcome::Show { page, newly_shown, .. } => {
            let mut address = place_address(wave, page);
            for item in newly_shown {
                address.push_str(&format!("&{NEW}={}", wave.questionnaire.item(item).id));
            }
            see_other(&address)
        }
        PageOutcome::Problems { page, .. } => see_other(&format!("{}&{CHECK}", place_address(wave, page))),
        PageOutcome::Elsewhere { with_problems } => {
            see_other(&if with_problems { format!("/s/{slug}?{CHECK}") } else { format!("/s/{slug}") })
        }
        PageOutcome::Finished(interview) => {
            let mut answer = see_other(&end_address(slug, &interview));
            let _ = answer.add_cookie(&finished_cookie(request, slug, token));
            answer
        }
    }
}

fn place_address(wave: &ActiveWave, page: usize) -> String {
    let id = wave.questionnaire.pages.get(page).map_or("", |page| page.id.as_str());
    format!("/s/{}?{PAGE}={id}", wave.wave.slug)
}

/// The interview of this browser's cookie, where it is one of this wave.
pub(super) async fn own_session(
    request: &HttpRequest,
    service: &Service,
    slug: &str,
) -> Result<Option<(String, FoundSession)>, ServiceError> {
    let Some(token) = draft_token(request) else { return Ok(None) };
    let found = match service::find_session(service, &token).await {
        Ok(found) => found,
        Err(ServiceError::UnknownSession) => return Ok(None),
        Err(error) => return Err(error),
    };
    let wave = match &found {
        FoundSession::UnderWay { wave, .. } | FoundSession::Finished { wave, .. } => wave,
    };
    Ok((wave.wave.slug == slug).then_some((token, found)))
}

/// The page that the address names, if the respondent has come to it, else the one they are on.
fn show_place(request: &HttpRequest, wave: &ActiveWave, session: &Session, token: &str) -> HttpResponse {
    let slug = &wave.wave.slug;
    let circumstances = session.circumstances(wave);
    let interview = Interview {
        questionnaire: &wave.questionnaire,
        circumstances: &circumstances,
        source_end: wave.source_end(session.source.as_deref()),
    };
    let frame = Frame {
        save_url: Some(format!("/s/{slug}/save")),
        saved_at: (session.saved_at > session.started_at).then(|| SavedAt {
            time: when::time_of_day(session.saved_at, wave.wave.plan.timezone),
            instant: session.saved_at.to_rfc3339(),
        }),
        resume_url: Some(format!("{}/s/{slug}/resume/{token}", origin(request))),
        ..frame(wave, &session.language)
    };
    let seed = session.seed();
    let q = &wave.questionnaire;
    let settled = interview.judge(&session.fields, 0..0).settled;
    let wanted = parameter(request, PAGE)
        .and_then(|id| q.pages.iter().position(|page| page.id.as_str() == id))
        .filter(|page| flow::is_reached(q, &settled, &circumstances, *page, session.pages_submitted));
    let page = wanted.unwrap_or(session.page);
    let problems = match parameter(request, CHECK) {
        Some(_) => interview.judge(&session.fields, page..page + 1).problems,
        None => Vec::new(),
    };
    let newly_shown: Vec<ItemIndex> = parameters(request, NEW)
        .iter()
        .filter_map(|id| q.find_item(id))
        .filter(|item| q.page_of(*item) == page)
        .collect();
    let shown = Shown { page, problems: &problems, newly_shown: &newly_shown };
    show::questions(interview, &session.fields, &shown, &session.language, seed, &frame)
}

/// Whether its respondent came to an end, and did not leave before the wave closed.
fn was_sent(interview: &FinishedInterview) -> bool {
    match interview.disposition {
        Disposition::Complete | Disposition::ScreenedOut | Disposition::QuotaFull => true,
        Disposition::Partial | Disposition::BreakOff => false,
    }
}

fn end_address(slug: &str, interview: &FinishedInterview) -> String {
    match interview.disposition {
        Disposition::Complete => format!("/r/{}", interview.receipt),
        Disposition::ScreenedOut | Disposition::QuotaFull | Disposition::Partial | Disposition::BreakOff => {
            format!("/s/{slug}")
        }
    }
}

async fn show_end(
    request: &HttpRequest,
    service: &Service,
    wave: &ActiveWave,
    interview: &FinishedInterview,
    active: &ActiveWave,
) -> Result<HttpResponse, ServiceError> {
    let wish = interview.language.as_deref();
    let language = visitors_language(request, &wave.questionnaire, wish);
    let frame = frame(wave, &language);
    let endings = &wave.questionnaire.endings;
    let (ended, words) = match interview.disposition {
        Disposition::ScreenedOut => (Ended::ScreenedOut, &endings.screened_out),
        Disposition::QuotaFull => (Ended::QuotaFull, &endings.quota_full),
        Disposition::Complete => return Ok(see_other(&end_address(&wave.wave.slug, interview))),
        Disposition::Partial | Disposition::BreakOff if wave.state == WaveState::Open => {
            return Ok(show_entrance(request, active));
        }
        Disposition::Partial | Disposition::BreakOff => {
            return Ok(show_closed_meanwhile(request, wave, language.as_str(), StatusCode::OK));
        }
    };
    let found = service::find_receipt(service, &interview.receipt).await?;
    let answers = Some(&found.response.answers);
    let words = words.as_ref().map(|words| Text::block(&wave.questionnaire, answers, words, &language));
    Ok(document(StatusCode::OK, &html::ended(ended, words.as_ref(), &frame)))
}

/// What somebody finds whose wave closed in the middle of their interview.
fn show_closed_meanwhile(
    request: &HttpRequest,
    wave: &ActiveWave,
    language: &str,
    status: StatusCode,
) -> HttpResponse {
    let wish = parameter(request, "language");
    let wish = wish.as_deref().unwrap_or(language);
    let language = visitors_language(request, &wave.questionnaire, Some(wish));
    document(status, &page_error::closed_meanwhile(wave, &frame(wave, &language)))
}

/// The first page, or the reason why there is none now.
fn show_entrance(request: &HttpRequest, active: &ActiveWave) -> HttpResponse {
    let wish = parameter(request, "language");
    let language = visitors_language(request, &active.questionnaire, wish.as_deref());
    let mut frame = entrance_frame(active, &language, parameter(request, SOURCE));
    match active.state {
        WaveState::Draft => {
            let zone = active.wave.plan.timezone;
            let opens = active.wave.schedule.opens_at.map(|at| when::in_words(at, zone, &language));
            document(StatusCode::OK, &html::not_open_yet(opens.as_deref(), &frame))
        }
        WaveState::Closed | WaveState::Archived => {
            document(StatusCode::OK, &page_error::closed(active, &frame))
        }
        WaveState::Open if parameter(request, DECLINED).is_some() => {
            let source = frame.hidden.iter().find(|(name, _)| name == SOURCE_FIELD);
            let source = source.map_or_else(String::new, |(_, source)| format!("&{SOURCE}={source}"));
            frame.action = format!("{}?language={language}{source}", frame.action);
            document(StatusCode::OK, &html::refused(&frame))
        }
        WaveState::Open => {
            let view = first_page(request, active, &language, None);
            document(StatusCode::OK, &html::intro(&view, &frame))
        }
    }
}

/// The frame of the first page, which carries the source of the link over to the start. A source that the wave does not
/// have is told at the start.
fn entrance_frame(active: &ActiveWave, language: &Language, source: Option<String>) -> Frame {
    let mut frame = frame(active, language);
    frame.hidden.extend(source.map(|source| (SOURCE_FIELD.to_owned(), source)));
    frame
}

/// The first page; `ticked` are the boxes of one that was sent without a required one.
fn first_page(
    request: &HttpRequest,
    active: &ActiveWave,
    language: &Language,
    ticked: Option<&[String]>,
) -> IntroView {
    let zone = active.wave.plan.timezone;
    // A wave that closes turns what is unfinished into partials or break-offs, and keeps nothing longer.
    let promise = Promise { kept_days: None, unfinished_are_used: true };
    let closes = active.wave.schedule.closes_at.map(|at| when::in_words(at, zone, language));
    let notice = active.wave.plan.notice.as_ref();
    let notice = notice.map_or_else(Vec::new, |notice| {
        notice_lines(notice, language, active.questionnaire.source_language())
    });
    let mut view = intro_view(&active.questionnaire, language, promise, closes, notice);
    view.interview_is_gone = ticked.is_none() && parameter(request, PAGE).is_some();
    view.consents = consent_views(&active.questionnaire, language, ticked);
    view
}

/// The form's own field for a source; its name starts with `_`, so it meets no item.
pub(super) const SOURCE_FIELD: &str = "_source";

fn notice_lines<'a>(notice: &'a Notice, language: &Language, source: &Language) -> Vec<NoticeLine> {
    let one = |kind, text: &'a Option<WaveText>| text.iter().map(move |text| (kind, text));
    let many = |kind, texts: &'a [WaveText]| texts.iter().map(move |text| (kind, text));
    one(NoticeKind::Controller, &notice.controller)
        .chain(one(NoticeKind::Contact, &notice.contact))
        .chain(many(NoticeKind::Purpose, &notice.purposes))
        .chain(one(NoticeKind::LegalGround, &notice.legal_ground))
        .chain(many(NoticeKind::Recipient, &notice.recipients))
        .chain(one(NoticeKind::Transfers, &notice.transfers))
        .chain(one(NoticeKind::Publication, &notice.publication))
        .map(|(kind, text)| NoticeLine {
            kind,
            text: text.get(language, source).to_owned(),
            language: Some(text.language(language, source)).filter(|own| *own != language).cloned(),
        })
        .collect()
}

pub(super) fn frame(wave: &ActiveWave, language: &Language) -> Frame {
    let questionnaire = &wave.questionnaire;
    let title = Text::line(questionnaire, &questionnaire.title, language);
    Frame {
        note: wave.wave.synthetic.then_some(Note::Synthetic),
        look: wave.dress.as_ref().map(|dress| dress.look(&format!("/s/{}/look", wave.wave.slug))),
        ..Frame::new(
            Some(title),
            language.clone(),
            questionnaire.languages.clone(),
            &format!("/s/{}", wave.wave.slug),
        )
    }
}

/// The language asked for, else the best for this browser.
pub(super) fn visitors_language(
    request: &HttpRequest,
    questionnaire: &Questionnaire,
    wish: Option<&str>,
) -> Language {
    let offered = &questionnaire.languages;
    wish.and_then(|wish| matching(offered, wish)).cloned().unwrap_or_else(|| accepted(offered, request))
}

/// The class of device, of all that a browser says about itself.
fn device(request: &HttpRequest) -> &'static str {
    let agent = request.headers().get("user-agent").and_then(|value| value.to_str().ok()).unwrap_or("");
    if agent.contains("iPad") || agent.contains("Android") && !agent.contains("Mobile") {
        "tablet"
    } else if agent.contains("Mobi") {
        "phone"
    } else {
        "desktop"
    }
}
