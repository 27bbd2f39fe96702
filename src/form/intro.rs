//! What the first page says: the survey, how long it takes, and what is kept.

use super::page::Text;
use crate::i18n::Language;
use crate::questionnaire::{Consent, Item, ItemKind, Questionnaire, reading_time};

/// The first page as one visitor sees it.
#[derive(Debug, Clone)]
pub struct IntroView {
    pub title: Text,
    pub intro: Option<Text>,
    /// Minutes to the end for somebody who is asked everything that is not routed, and half of what is.
    pub minutes: usize,
    /// Items asked at most.
    pub items: usize,
    pub promise: Promise,
    /// "30 September 2026, 23:59 (America/New_York)", where the closing is known.
    pub closes: Option<String>,
    pub notice: Vec<NoticeLine>,
    pub consents: Vec<ConsentView>,
    /// The visitor was in the middle of an interview, or had just begun one, and their browser did not bring it along.
    pub interview_is_gone: bool,
}

/// A box of consent.
#[derive(Debug, Clone)]
pub struct ConsentView {
    pub id: String,
    pub text: Text,
    pub required: bool,
    pub ticked: bool,
    /// It is required and was left blank.
    pub has_problem: bool,
}

/// The boxes of consent, none ticked; `ticked` are those of a first page that was sent and comes back.
pub fn consent_views(q: &Questionnaire, language: &Language, ticked: Option<&[String]>) -> Vec<ConsentView> {
    let refused: Vec<&str> = ticked
        .map_or_else(Vec::new, |ticked| super::refused(q, ticked).iter().map(|c| c.id.as_str()).collect());
    let view = |consent: &Consent| ConsentView {
        id: consent.id.to_string(),
        text: Text::line(q, &consent.text, language),
        required: consent.required,
        ticked: ticked.is_some_and(|ticked| ticked.iter().any(|id| id == consent.id.as_str())),
        has_problem: refused.contains(&consent.id.as_str()),
    };
    q.consents.iter().map(view).collect()
}

/// What becomes of answers that are not sent to the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Promise {
    /// How long they are kept; `None` is until the wave closes.
    pub kept_days: Option<u32>,
    pub unfinished_are_used: bool,
}

/// One line of the wave's notice.
#[derive(Debug, Clone)]
pub struct NoticeLine {
    pub kind: NoticeKind,
    pub text: String,
    /// The language it is in, where that is not the page's.
    pub language: Option<Language>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeKind {
    Controller,
    Contact,
    Purpose,
    LegalGround,
    Recipient,
    Transfers,
    Publication,
}

/// The first page of the questionnaire in this language.
pub fn intro_view(
    q: &Questionnaire,
    language: &Language,
    promise: Promise,
    closes: Option<String>,
    notice: Vec<NoticeLine>,
) -> IntroView {
    IntroView {
        title: Text::line(q, &q.title, language),
        intro: q.intro.as_ref().map(|intro| Text::block(q, None, intro, language)),
        minutes: reading_time::minutes(q, language),
        items: q.items.iter().filter(|item| is_asked_of_people(item)).count(),
        promise,
        closes,
        notice,
        consents: consent_views(q, language, None),
        interview_is_gone: false,
    }
}

fn is_asked_of_people(item: &Item) -> bool {
    !matches!(item.kind, ItemKind::Note | ItemKind::Computed { .. })
}
