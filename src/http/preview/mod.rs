//! The form of a folder as respondents will see it, before there is a wave: drafts live in memory, nothing is stored.
//! The folder is read anew for each interview, so that an author edits a file and starts over.

mod panel;

use std::collections::{BTreeMap, VecDeque};
use std::future::Future;
use std::io;
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::StatusCode;
use actix_web::{App, HttpRequest, HttpResponse, middleware as actix_middleware, web};
use uuid::Uuid;

use crate::diagnostics::{RenderStyle, render};
use crate::form::flow;
use crate::form::html::{self, Ended, Frame, Note};
use crate::form::intro::{IntroView, Promise, consent_views, intro_view};
use crate::form::look::Dress;
use crate::form::outline::outline;
use crate::form::page::Text;
use crate::form::receipt::receipt_view;
use crate::form::{AnswerProblem, Direction, Interview, RawAnswers, Turn, raw, refused, take_turn};
use crate::http::respondent::form_body::{FormBody, Go};
use crate::http::respondent::looks::look_file;
use crate::http::respondent::show::{self, Shown};
use crate::http::{assets, body, extract, language, middleware, server};
use crate::i18n::Language;
use crate::questionnaire::{Ending, ItemIndex, Questionnaire};
use crate::responses::{Circumstances, Settled};
use crate::service::{CheckedFolder, check_folder, clock};

/// More browsers than one author has; the oldest draft makes room.
const DRAFTS_MAX: usize = 100;
/// `/?restart` reads the folder anew and shows the first page; its button begins another draft.
const RESTART: &str = "restart";
const COOKIE: &str = "canvass_preview";

struct Draft {
    questionnaire: Arc<Questionnaire>,
    dress: Option<Arc<Dress>>,
    raw: RawAnswers,
    circumstances: Circumstances,
    language: Language,
    seed: u64,
    at: At,
}

/// Where an interview stands.
enum At {
    Page {
        page: usize,
        problems: Vec<AnswerProblem>,
        newly_shown: Vec<ItemIndex>,
    },
    /// On a page that the author went to past the route; it is shown as if everybody came to it.
    OffRoute {
        page: usize,
    },
    End {
        ending: Ending,
        settled: Box<Settled>,
    },
}

#[derive(Default)]
struct Drafts {
    by_token: BTreeMap<Uuid, Draft>,
    oldest_first: VecDeque<Uuid>,
}

impl Draft {
    /// Goes on in this language: it is what is read, and what conditions on the language see.
    fn speak(&mut self, language: Language) {
        self.circumstances.language = Some(language.as_str().to_owned());
        self.language = language;
    }

    fn interview(&self) -> Interview<'_> {
        Interview { questionnaire: &self.questionnaire, circumstances: &self.circumstances, source_end: None }
    }

    /// The answers as they stand, wherever the route leads.
    fn settled(&self) -> Settled {
        self.interview().judge(&self.raw, 0..0).settled
    }

    /// The page's frame with the route beside it.
    fn frame(&self) -> Frame {
        let current = match &self.at {
            At::Page { page, .. } | At::OffRoute { page } => Some(*page),
            At::End { .. } => None,
        };
        let outline = outline(&self.questionnaire, &self.settled(), &self.circumstances, &self.language);
        Frame {
            beside: Some(panel::panel(&outline, current)),
            ..frame(&self.questionnaire, self.dress.as_deref(), &self.language)
        }
    }
}

impl Drafts {
    fn add(&mut self, token: Uuid, draft: Draft) {
        if self.oldest_first.len() >= DRAFTS_MAX
            && let Some(oldest) = self.oldest_first.pop_front()
        {
            self.by_token.remove(&oldest);
        }
        self.oldest_first.push_back(token);
        self.by_token.insert(token, draft);
    }
}

struct Preview {
    path: PathBuf,
    drafts: Mutex<Drafts>,
}

/// Serves the form of the survey at `path` until `stop`.
///
/// # Errors
///
/// Where the listener cannot be used.
pub async fn preview(listener: TcpListener, path: PathBuf, stop: impl Future<Output = ()>) -> io::Result<()> {
    let state = web::Data::new(Preview { path, drafts: Mutex::default() });
    let app = move || {
        App::new()
            .app_data(state.clone())
            .app_data(web::PayloadConfig::new(body::FORM_BYTES_MAX))
            .wrap(actix_middleware::from_fn(middleware::own_pages_only))
            .wrap(actix_middleware::from_fn(middleware::protect))
            .wrap(actix_middleware::from_fn(middleware::name_and_log))
            .service(web::resource("/").get(show_current).post(send_page))
            .route("/look/{name}", web::get().to(show_look_file))
            .route("/assets/{name}", web::get().to(assets::show_asset))
    };
    server::run(listener, app, stop).await
}

async fn show_current(request: HttpRequest, state: web::Data<Preview>) -> HttpResponse {
    let wish = asked_language(&request);
    if let Some(token) = token(&request)
        && request.query_string() != RESTART
    {
        let mut drafts = state.drafts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(draft) = drafts.by_token.get_mut(&token) {
            go_to_asked_page(draft, &request);
            if let Some(wish) =
                wish.as_deref().and_then(|wish| language::matching(&draft.questionnaire.languages, wish))
            {
                draft.speak(wish.clone());
            }
            switch_arms(&request, draft);
            return show_draft(draft);
        }
    }
    match read(state.path.clone()).await {
        Err(problems) => problems,
        Ok((questionnaire, dress)) => {
            let offered = &questionnaire.languages;
            let language = wish
                .as_deref()
                .and_then(|wish| language::matching(offered, wish))
                .cloned()
                .unwrap_or_else(|| language::accepted(offered, &request));
            let view = first_page(&questionnaire, &language);
            let frame = frame(&questionnaire, dress.as_deref(), &language);
            show::document(StatusCode::OK, &html::intro(&view, &frame))
        }
    }
}

async fn send_page(request: HttpRequest, state: web::Data<Preview>, bytes: web::Bytes) -> HttpResponse {
    let sent = match FormBody::read(&bytes) {
        Ok(sent) => sent,
        Err(problem) => return problem.answer(None),
    };
    let known = token(&request);
    {
        let mut drafts = state.drafts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(draft) = known.and_then(|token| drafts.by_token.get_mut(&token))
            && !matches!(sent.go, Go::Start | Go::Decline)
        {
            take(draft, &sent);
            go_to_asked_page(draft, &request);
            let problems = matches!(&draft.at, At::Page { problems, .. } if !problems.is_empty());
            return if problems { show_draft(draft) } else { show::see_other("/") };
        }
    }
    let (questionnaire, dress) = match read(state.path.clone()).await {
        Ok(found) => found,
        Err(problems) => return problems,
    };
    let token = Uuid::new_v4();
    let language = sent
        .language
        .as_deref()
        .and_then(|wish| language::matching(&questionnaire.languages, wish))
        .cloned()
        .unwrap_or_else(|| language::accepted(&questionnaire.languages, &request));
    if sent.go == Go::Decline {
        return show::document(
            StatusCode::OK,
            &html::refused(&frame(&questionnaire, dress.as_deref(), &language)),
        );
    }
    if !refused(&questionnaire, &sent.consents).is_empty() {
        let mut view = first_page(&questionnaire, &language);
        view.consents = consent_views(&questionnaire, &language, Some(&sent.consents));
        let page = html::intro(&view, &frame(&questionnaire, dress.as_deref(), &language));
        return show::document(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    let draft = start((questionnaire, dress), language, token.as_u128() as u64, &sent.consents);
    state.drafts.lock().unwrap_or_else(PoisonError::into_inner).add(token, draft);
    let mut answer = show::see_other("/");
    let cookie =
        Cookie::build(COOKIE, token.to_string()).path("/").http_only(true).same_site(SameSite::Lax).finish();
    // A cookie of a UUID is always a valid header.
    let _ = answer.add_cookie(&cookie);
    answer
}

fn first_page(questionnaire: &Questionnaire, language: &Language) -> IntroView {
    let promise = Promise { kept_days: None, unfinished_are_used: false };
    intro_view(questionnaire, language, promise, None, Vec::new())
}

/// An interview whose arms follow from its seed; `/?arm.NAME=GROUP` switches one.
fn start((questionnaire, dress): Survey, language: Language, seed: u64, consents: &[String]) -> Draft {
    let given = |id: &str| Some(consents.iter().any(|given| given == id));
    let circumstances = Circumstances {
        arms: questionnaire.arms.iter().map(|arm| Some(arm.group_at(seed, 0))).collect(),
        consents: questionnaire.consents.iter().map(|consent| given(consent.id.as_str())).collect(),
        today: Some(clock::now().date_naive()),
        language: Some(language.as_str().to_owned()),
        started_at: Some(clock::now()),
        ..Circumstances::default()
    };
    let raw = RawAnswers::new();
    let interview =
        Interview { questionnaire: &questionnaire, circumstances: &circumstances, source_end: None };
    let at = match interview.start(&raw) {
        Turn::End { ending, settled } => At::End { ending, settled: Box::new(settled) },
        Turn::Show { page, .. } | Turn::Problems { page, .. } => {
            At::Page { page, problems: Vec::new(), newly_shown: Vec::new() }
        }
    };
    Draft { questionnaire, dress, raw, circumstances, language, seed, at }
}

/// `?page=ID` goes to that page, on the route or off it.
fn go_to_asked_page(draft: &mut Draft, request: &HttpRequest) {
    let Some(id) = query(request, "page") else { return };
    let pages = &draft.questionnaire.pages;
    let Some(page) = pages.iter().position(|page| page.id.as_str() == id) else { return };
    let settled = draft.settled();
    let is_on_route =
        !flow::shown_items(&draft.questionnaire, &settled, &draft.circumstances, page).is_empty();
    draft.at = if is_on_route {
        At::Page { page, problems: Vec::new(), newly_shown: Vec::new() }
    } else {
        At::OffRoute { page }
    };
}

fn switch_arms(request: &HttpRequest, draft: &mut Draft) {
    for (place, arm) in draft.questionnaire.arms.iter().enumerate() {
        let wish = extract::parameter(request, &format!("arm.{}", arm.id));
        if let Some(group) = wish.and_then(|code| arm.find_group(&code)) {
            draft.circumstances.arms[place] = Some(group);
        }
    }
}

fn take(draft: &mut Draft, sent: &FormBody) {
    let (At::Page { page: current, .. } | At::OffRoute { page: current }) = draft.at else { return };
    let questionnaire = Arc::clone(&draft.questionnaire);
    if let Some(language) =
        sent.language.as_deref().and_then(|wish| language::matching(&questionnaire.languages, wish))
    {
        draft.speak(language.clone());
    }
    let page = sent
        .page
        .as_deref()
        .and_then(|id| questionnaire.pages.iter().position(|page| page.id.as_str() == id))
        .unwrap_or(current);
    let direction = match sent.go {
        Go::Back => Direction::Back,
        Go::Next => Direction::Next,
        Go::Stay | Go::Start | Go::Decline => Direction::Stay,
    };
    let interview =
        Interview { questionnaire: &questionnaire, circumstances: &draft.circumstances, source_end: None };
    let fields = raw::from_fields(&sent.fields);
    draft.at = match take_turn(interview, &mut draft.raw, page, fields, &sent.shown, direction) {
        Turn::Show { page, newly_shown } => At::Page { page, problems: Vec::new(), newly_shown },
        Turn::Problems { page, problems } => At::Page { page, problems, newly_shown: Vec::new() },
        Turn::End { ending, settled } => At::End { ending, settled: Box::new(settled) },
    };
}

fn show_draft(draft: &Draft) -> HttpResponse {
    let Draft { questionnaire, language, .. } = draft;
    let frame = draft.frame();
    match &draft.at {
        At::Page { page, problems, newly_shown } => {
            let shown = Shown { page: *page, problems, newly_shown };
            show::questions(draft.interview(), &draft.raw, &shown, language, draft.seed, &frame)
        }
        At::OffRoute { page } => {
            let open = questionnaire.with_page_for_everybody(*page);
            let interview = Interview { questionnaire: &open, ..draft.interview() };
            let shown = Shown { page: *page, problems: &[], newly_shown: &[] };
            show::questions(interview, &draft.raw, &shown, language, draft.seed, &frame)
        }
        At::End { ending: Ending::Complete, settled } => {
            let view = receipt_view(questionnaire, &settled.answers, language, "PREVIEW", None, "");
            show::document(StatusCode::OK, &html::receipt(&view, &frame))
        }
        At::End { ending: Ending::ScreenedOut, settled } => {
            let words = questionnaire
                .endings
                .screened_out
                .as_ref()
                .map(|words| Text::block(questionnaire, Some(&settled.answers), words, language));
            show::document(StatusCode::OK, &html::ended(Ended::ScreenedOut, words.as_ref(), &frame))
        }
    }
}

fn frame(questionnaire: &Questionnaire, dress: Option<&Dress>, language: &Language) -> Frame {
    let title = Text::line(questionnaire, &questionnaire.title, language);
    Frame {
        note: Some(Note::Preview),
        look: dress.map(|dress| dress.look("/look")),
        ..Frame::new(Some(title), language.clone(), questionnaire.languages.clone(), "/")
    }
}

/// The theme as the folder has it now.
async fn show_look_file(
    request: HttpRequest,
    state: web::Data<Preview>,
    name: web::Path<String>,
) -> HttpResponse {
    let path = state.path.clone();
    let checked = web::block(move || check_folder(&path)).await.ok().and_then(Result::ok);
    look_file(&request, checked.and_then(|checked| dress_of(&checked)).as_deref(), &name)
}

/// A questionnaire and the look of its form.
type Survey = (Arc<Questionnaire>, Option<Arc<Dress>>);

fn dress_of(checked: &CheckedFolder) -> Option<Arc<Dress>> {
    checked.theme.as_deref().and_then(Dress::of).map(Arc::new)
}

/// The survey as the folder has it now, or a page with what is wrong in it.
async fn read(path: PathBuf) -> Result<Survey, HttpResponse> {
    let plain = |text: String| {
        HttpResponse::UnprocessableEntity().content_type("text/plain; charset=utf-8").body(text)
    };
    match web::block(move || check_folder(&path)).await {
        Ok(Ok(checked)) if !checked.has_errors() => match &checked.questionnaire {
            Some(questionnaire) => Ok((Arc::clone(questionnaire), dress_of(&checked))),
            None => Err(plain(String::new())),
        },
        Ok(Ok(checked)) => {
            let problems = render(&checked.diagnostics, &checked.folder.sources, RenderStyle::Plain);
            Err(plain(format!("The questionnaire has errors. Mend them and reload this page.\n\n{problems}")))
        }
        Ok(Err(error)) => Err(plain(error.to_string())),
        Err(_) => Err(HttpResponse::ServiceUnavailable().finish()),
    }
}

fn token(request: &HttpRequest) -> Option<Uuid> {
    Uuid::parse_str(request.cookie(COOKIE)?.value()).ok()
}

fn asked_language(request: &HttpRequest) -> Option<String> {
    query(request, "language")
}

fn query(request: &HttpRequest, name: &str) -> Option<String> {
    let query = web::Query::<BTreeMap<String, String>>::from_query(request.query_string()).ok()?;
    query.get(name).cloned()
}
