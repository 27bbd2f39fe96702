//! What a request carries beside its body: whose API key it is, and which draft its cookie opens.

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::header;
use actix_web::{HttpRequest, web};

use super::problem::{Code, Problem};
use crate::auth::Action;
use crate::i18n::Language;
use crate::questionnaire::Questionnaire;
use crate::service::{Service, ServiceError, find_actor};

/// The cookie of a draft. Over https its name says that it came that way.
const DRAFT: &str = "canvass_draft";
const DRAFT_SECURE: &str = "__Secure-canvass_draft";

/// Passes if the request's API key allows `action`.
///
/// # Errors
///
/// 401 without a valid key, 403 where its role does not do that.
pub(super) async fn require(request: &HttpRequest, service: &Service, action: Action) -> Result<(), Problem> {
    let key = request
        .headers()
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(bearer)
        .ok_or_else(|| Problem::new(Code::KeyMissing, "Send `Authorization: Bearer KEY`."))?;
    let actor = find_actor(service, key)
        .await?
        .ok_or_else(|| Problem::new(Code::KeyRefused, "Make a key with `canvass key create --role ROLE`."))?;
    if actor.may(action) {
        return Ok(());
    }
    let role = actor.role.as_str();
    Err(Problem::new(Code::RoleTooSmall, format!("The key's role is {role}. Use one that allows this.")))
}

fn bearer(value: &str) -> Option<&str> {
    let (scheme, key) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| key.trim())
}

/// The token of the draft that this browser has open in the wave.
pub(super) fn draft_token(request: &HttpRequest) -> Option<String> {
    let name = if is_secure(request) { DRAFT_SECURE } else { DRAFT };
    request.cookie(name).map(|cookie| cookie.value().to_owned())
}

/// The cookie that opens the draft again: only for our own pages of this wave, and no script reads it.
pub(super) fn draft_cookie(request: &HttpRequest, wave: &str, token: &str) -> Cookie<'static> {
    let secure = is_secure(request);
    let name = if secure { DRAFT_SECURE } else { DRAFT };
    Cookie::build(name, token.to_owned())
        .path(format!("/s/{wave}"))
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(secure)
        .finish()
}

/// The same cookie once everything is sent: it outlives the interview by as long as a second click or a press of the
/// back button may take, and then leaves the browser to the next person.
pub(super) fn finished_cookie(request: &HttpRequest, wave: &str, token: &str) -> Cookie<'static> {
    let mut cookie = draft_cookie(request, wave, token);
    cookie.set_max_age(Duration::minutes(10));
    cookie
}

/// `https://host`, as the visitor's browser knows us.
pub(super) fn origin(request: &HttpRequest) -> String {
    let connection = request.connection_info();
    format!("{}://{}", connection.scheme(), connection.host())
}

/// Whether the visitor's browser speaks https with us or with the proxy before us.
fn is_secure(request: &HttpRequest) -> bool {
    request.connection_info().scheme() == "https"
}

/// Whether what is asked for is for anybody to read.
pub(crate) fn is_public(request: &HttpRequest) -> Result<bool, Problem> {
    match parameter(request, "public").as_deref() {
        None | Some("false") => Ok(false),
        Some("true") => Ok(true),
        Some(_) => Err(Problem::new(Code::MalformedRequest, "`public` is true or false.")),
    }
}

/// A parameter of the request's address.
pub(super) fn parameter(request: &HttpRequest, name: &str) -> Option<String> {
    let pairs = web::Query::<Vec<(String, String)>>::from_query(request.query_string()).ok()?;
    pairs.into_inner().into_iter().find_map(|(key, value)| (key == name).then_some(value))
}

/// Everything that stands under one name in the query.
pub(super) fn parameters(request: &HttpRequest, name: &str) -> Vec<String> {
    let pairs = web::Query::<Vec<(String, String)>>::from_query(request.query_string());
    let pairs = pairs.map_or_else(|_| Vec::new(), web::Query::into_inner);
    pairs.into_iter().filter(|(key, _)| key == name).map(|(_, value)| value).collect()
}

/// The language that `?language=` asks for.
///
/// # Errors
///
/// 422 where the questionnaire is not in it.
pub(super) fn asked_language(
    request: &HttpRequest,
    questionnaire: &Questionnaire,
) -> Result<Option<Language>, Problem> {
    let Some(wish) = parameter(request, "language") else { return Ok(None) };
    let known = &questionnaire.languages;
    match known.iter().find(|language| language.as_str() == wish) {
        Some(language) => Ok(Some(language.clone())),
        None => Err(ServiceError::UnknownLanguage {
            language: wish,
            known: known.iter().map(ToString::to_string).collect(),
        }
        .into()),
    }
}
