//! From a draft to the HTML of one page: shared by the form proper and by the preview.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use maud::Markup;

use crate::form::html::{self, Frame};
use crate::form::page::{self, PageInput};
use crate::form::{AnswerProblem, Interview, RawAnswers};
use crate::i18n::Language;
use crate::questionnaire::ItemIndex;

/// A page of questions and what is to be said on it.
pub(crate) struct Shown<'a> {
    pub(crate) page: usize,
    pub(crate) problems: &'a [AnswerProblem],
    pub(crate) newly_shown: &'a [ItemIndex],
}

/// The page; 422 where it comes back with problems.
pub(crate) fn questions(
    interview: Interview<'_>,
    draft: &RawAnswers,
    shown: &Shown<'_>,
    language: &Language,
    seed: u64,
    frame: &Frame,
) -> HttpResponse {
    let settled = interview.judge(draft, 0..0).settled;
    let view = page::view(PageInput {
        questionnaire: interview.questionnaire,
        page: shown.page,
        settled: &settled,
        circumstances: interview.circumstances,
        raw: draft,
        problems: shown.problems,
        newly_shown: shown.newly_shown,
        language,
        seed,
    });
    let status = if shown.problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    document(status, &html::page(&view, frame))
}

/// Any page as an answer.
pub(crate) fn document(status: StatusCode, markup: &Markup) -> HttpResponse {
    HttpResponse::build(status).content_type("text/html; charset=utf-8").body(markup.0.clone())
}

/// On to another address by GET, so that a reload repeats nothing.
pub(crate) fn see_other(address: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header(("location", address)).finish()
}
