//! The form of one survey on a loopback address, its drafts in memory: what a browser test needs of a server, and
//! nothing of a database.

#![expect(clippy::unwrap_used, reason = "a server of tests only")]

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::path::Path;
use std::sync::{Arc, Mutex, mpsc};

use actix_web::cookie::Cookie;
use actix_web::http::header;
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use canvass::diagnostics::Sources;
use canvass::form::html::{self, Ended, Frame};
use canvass::form::intro::{Promise, intro_view};
use canvass::form::page::{self, PageInput, Text};
use canvass::form::receipt::receipt_view;
use canvass::form::{AnswerProblem, Direction, Interview, RawAnswers, Turn, assets, fields, raw, take_turn};
use canvass::i18n::Language;
use canvass::questionnaire::{Declared, Ending, ItemIndex, Questionnaire, compile};
use canvass::responses::Circumstances;

/// A running server; it stops with the value.
pub(crate) struct FormServer {
    pub(crate) url: String,
    state: Arc<State>,
    stop: Option<mpsc::Sender<()>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

struct State {
    questionnaire: Questionnaire,
    drafts: Mutex<BTreeMap<String, Draft>>,
}

#[derive(Default)]
struct Draft {
    raw: RawAnswers,
    page: usize,
    problems: Vec<AnswerProblem>,
    newly_shown: Vec<ItemIndex>,
    ended: Option<Ending>,
    /// How often it came to a complete end.
    finished: usize,
    language: Option<Language>,
}

impl FormServer {
    /// Serves the survey of a folder with `questionnaire.yaml` and `ko.yaml`.
    pub(crate) fn start(survey: &Path) -> FormServer {
        let read = |name: &str| std::fs::read_to_string(survey.join(name)).unwrap();
        FormServer::of(&read("questionnaire.yaml"), Some(&read("ko.yaml")), Vec::new())
    }

    /// Serves a questionnaire whose first page the drafts have filled in already; `/?draft=2` shows it to the third.
    pub(crate) fn of(text: &str, translation: Option<&str>, filled: Vec<RawAnswers>) -> FormServer {
        let mut sources = Sources::default();
        let questionnaire = sources.add("questionnaire.yaml", text);
        let translations: Vec<_> = translation.map(|text| sources.add("ko.yaml", text)).into_iter().collect();
        let compiled = compile(&sources, questionnaire, &translations, &Declared { sources: None });
        assert!(!canvass::diagnostics::has_errors(&compiled.diagnostics), "{:?}", compiled.diagnostics);
        let questionnaire = compiled.questionnaire.unwrap();
        let filled = filled.into_iter().enumerate();
        let drafts =
            filled.map(|(index, raw)| (index.to_string(), Draft { raw, ..Draft::default() })).collect();
        let state = Arc::new(State { questionnaire, drafts: Mutex::new(drafts) });
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        let (stop, stopped) = mpsc::channel();
        let shared = Arc::clone(&state);
        let thread = std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(serve(shared, listener, stopped));
        });
        FormServer { url, state, stop: Some(stop), thread: Some(thread) }
    }

    /// How many interviews came to a complete end.
    pub(crate) fn finished(&self) -> usize {
        self.state.drafts.lock().unwrap().values().map(|draft| draft.finished).sum()
    }
}

impl Drop for FormServer {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

async fn serve(state: Arc<State>, listener: TcpListener, stopped: mpsc::Receiver<()>) {
    let app = move || {
        App::new()
            .app_data(web::Data::from(Arc::clone(&state)))
            .wrap(actix_web::middleware::Compress::default())
            .route("/", web::get().to(show))
            .route("/", web::post().to(send))
            .route("/save", web::post().to(save))
            .default_service(web::get().to(asset))
    };
    let server = HttpServer::new(app).workers(1).disable_signals().listen(listener).unwrap().run();
    let handle = server.handle();
    std::thread::spawn(move || {
        let _ = stopped.recv();
        drop(handle.stop(false));
    });
    server.await.unwrap();
}

type Fields = web::Form<Vec<(String, String)>>;

fn token(request: &HttpRequest) -> Option<String> {
    request.cookie("interview").map(|cookie| cookie.value().to_owned())
}

fn own<'f>(sent: &'f [(String, String)], name: &str) -> Option<&'f str> {
    sent.iter().find(|(sent, _)| sent == name).map(|(_, value)| value.as_str())
}

fn answers(sent: &[(String, String)]) -> RawAnswers {
    let answers: Vec<(String, String)> =
        sent.iter().filter(|(name, _)| !fields::is_own(name)).cloned().collect();
    raw::from_fields(&answers)
}

fn accepted(request: &HttpRequest) -> Language {
    let header = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let tag = if header.is_some_and(|header| header.starts_with("ko")) { "ko" } else { "en" };
    Language::parse(tag).unwrap()
}

fn respond(status: u16, markup: maud::Markup) -> HttpResponse {
    HttpResponse::build(actix_web::http::StatusCode::from_u16(status).unwrap())
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CONTENT_SECURITY_POLICY, assets::CONTENT_SECURITY_POLICY))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(markup.into_string())
}

fn interview<'a>(q: &'a Questionnaire, circumstances: &'a Circumstances) -> Interview<'a> {
    Interview { questionnaire: q, circumstances, source_end: None }
}

async fn show(request: HttpRequest, state: web::Data<State>) -> HttpResponse {
    let mut drafts = state.drafts.lock().unwrap();
    let q = &state.questionnaire;
    let named = request.query_string().strip_prefix("draft=").map(str::to_owned);
    match named.or_else(|| token(&request)).and_then(|token| drafts.get_mut(&token)) {
        Some(draft) => show_draft(q, draft, &accepted(&request)),
        None => {
            let language = accepted(&request);
            let promise = Promise { kept_days: Some(30), unfinished_are_used: true };
            let view = intro_view(q, &language, promise, None, Vec::new());
            respond(200, html::intro(&view, &frame(q, &language)))
        }
    }
}

fn frame(q: &Questionnaire, language: &Language) -> Frame {
    let title = Text::line(q, &q.title, language);
    Frame {
        save_url: Some("/save".to_owned()),
        resume_url: Some("/?resume=personal".to_owned()),
        ..Frame::new(Some(title), language.clone(), q.languages.clone(), "/")
    }
}

fn show_draft(q: &Questionnaire, draft: &Draft, accepted: &Language) -> HttpResponse {
    let language = draft.language.as_ref().unwrap_or(accepted);
    let frame = frame(q, language);
    let circumstances = Circumstances::default();
    let judged = interview(q, &circumstances).judge(&draft.raw, 0..0);
    match draft.ended {
        Some(Ending::Complete) => {
            let answers = &judged.settled.answers;
            let view =
                receipt_view(q, answers, language, "TEST-0001", Some("/r/TEST-0001"), "24 November 2026");
            respond(200, html::receipt(&view, &frame))
        }
        Some(Ending::ScreenedOut) => respond(200, html::ended(Ended::ScreenedOut, None, &frame)),
        None => {
            let view = page::view(PageInput {
                questionnaire: q,
                page: draft.page,
                settled: &judged.settled,
                circumstances: &circumstances,
                raw: &draft.raw,
                problems: &draft.problems,
                newly_shown: &draft.newly_shown,
                language,
                seed: 1,
            });
            respond(if draft.problems.is_empty() { 200 } else { 422 }, html::page(&view, &frame))
        }
    }
}

async fn send(request: HttpRequest, state: web::Data<State>, sent: Fields) -> HttpResponse {
    let q = &state.questionnaire;
    let mut drafts = state.drafts.lock().unwrap();
    let to_the_page = || HttpResponse::SeeOther().insert_header((header::LOCATION, "/")).finish();
    if own(&sent, fields::GO) == Some(fields::GO_START) {
        let token = format!("t{}", drafts.len());
        drafts.insert(token.clone(), Draft::default());
        return HttpResponse::SeeOther()
            .insert_header((header::LOCATION, "/"))
            .cookie(Cookie::new("interview", token))
            .finish();
    }
    let Some(draft) = token(&request).and_then(|token| drafts.get_mut(&token)) else {
        return HttpResponse::NotFound().finish();
    };
    if draft.ended.is_some() {
        return to_the_page();
    }
    let switched = own(&sent, fields::LANGUAGE).and_then(Language::parse);
    let direction = match (own(&sent, fields::GO), &switched) {
        (_, Some(_)) => Direction::Stay,
        (Some(fields::GO_BACK), None) => Direction::Back,
        (_, None) => Direction::Next,
    };
    draft.language = switched.or(draft.language.take());
    let shown = sent.iter().filter(|(name, _)| name == fields::SHOWN).map(|(_, id)| id.clone()).collect();
    let page = own(&sent, fields::PAGE).and_then(|id| q.pages.iter().position(|page| page.id.as_str() == id));
    let circumstances = Circumstances::default();
    draft.problems.clear();
    draft.newly_shown.clear();
    let sent_page = page.unwrap_or(draft.page);
    match take_turn(
        interview(q, &circumstances),
        &mut draft.raw,
        sent_page,
        answers(&sent),
        &shown,
        direction,
    ) {
        Turn::Show { page, newly_shown } => {
            draft.page = page;
            draft.newly_shown = newly_shown;
        }
        Turn::Problems { page, problems } => {
            draft.page = page;
            draft.problems = problems;
            return show_draft(q, draft, &accepted(&request));
        }
        Turn::End { ending, .. } => {
            draft.ended = Some(ending);
            draft.finished += usize::from(ending == Ending::Complete);
        }
    }
    to_the_page()
}

async fn save(request: HttpRequest, state: web::Data<State>, sent: Fields) -> HttpResponse {
    let q = &state.questionnaire;
    let mut drafts = state.drafts.lock().unwrap();
    let page = own(&sent, fields::PAGE).and_then(|id| q.pages.iter().position(|page| page.id.as_str() == id));
    match (token(&request).and_then(|token| drafts.get_mut(&token)), page) {
        (Some(draft), Some(page)) => {
            raw::replace_page(&mut draft.raw, q, page, answers(&sent));
            HttpResponse::NoContent().finish()
        }
        _ => HttpResponse::NotFound().finish(),
    }
}

async fn asset(request: HttpRequest) -> HttpResponse {
    match assets::find(request.path()) {
        Some(asset) => HttpResponse::Ok().content_type(asset.content_type).body(asset.bytes),
        None => HttpResponse::NotFound().finish(),
    }
}
