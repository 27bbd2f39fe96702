//! What the first page says: the survey, how long it takes, and what is kept.

use super::markdown;
use super::page::Text;
use crate::i18n::Language;
use crate::questionnaire::{Item, ItemKind, Questionnaire};

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
    /// The visitor was in the middle of an interview, or had just begun one, and their browser did not bring it along.
    pub interview_is_gone: bool,
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
        intro: q.intro.as_ref().map(|intro| Text::block(q, intro, language)),
        minutes: minutes(q, language),
        items: q.items.iter().filter(|item| is_asked_of_people(item)).count(),
        promise,
        closes,
        notice,
        interview_is_gone: false,
    }
}

fn is_asked_of_people(item: &Item) -> bool {
    !matches!(item.kind, ItemKind::Note | ItemKind::Computed { .. })
}

/// Estimated minutes to fill in the questionnaire, at least 1: reading at 230 words a minute (Brysbaert 2019: 238 for
/// silent reading of non-fiction; Korean, written with longer words, by its syllables at 500 a minute), half of an option list, and
/// a time to decide and act for each kind. Items with a condition count half.
pub fn minutes(q: &Questionnaire, language: &Language) -> usize {
    let seconds: f64 = q
        .pages
        .iter()
        .flat_map(|page| {
            page.items.clone().map(move |index| {
                let item = &q.items[index];
                let routed = page.show_if.is_some() || item.show_if.is_some();
                item_seconds(item, language) * if routed { 0.5 } else { 1.0 }
            })
        })
        .sum();
    ((seconds / 60.0).round() as usize).max(1)
}

fn item_seconds(item: &Item, language: &Language) -> f64 {
    let read = |text: &crate::i18n::LocalizedText| reading_seconds(text.get(language));
    let stem = read(&item.text) + item.help.as_ref().map_or(0.0, read);
    let options: f64 = item.options().iter().map(|option| read(&option.text)).sum::<f64>() / 2.0;
    let rows: f64 = item.rows().iter().map(|row| read(&row.text)).sum();
    let row_count = item.rows().len() as f64;
    let act = match &item.kind {
        ItemKind::Single { .. } | ItemKind::Scale { .. } => 5.0,
        ItemKind::Multiple { .. } => 9.0,
        ItemKind::Grid { .. } => 4.5 * row_count,
        ItemKind::MultipleGrid { .. } => 7.0 * row_count,
        ItemKind::Ranking { .. } => 20.0,
        ItemKind::Allocation { .. } => 6.0 * row_count,
        ItemKind::Number { .. } | ItemKind::Date { .. } => 6.0,
        ItemKind::Text { lines, .. } => {
            if *lines > 1 {
                25.0
            } else {
                10.0
            }
        }
        ItemKind::Note => 0.0,
        ItemKind::Computed { .. } => return 0.0,
    };
    stem + options + rows + act
}

fn reading_seconds(text: &str) -> f64 {
    let text = markdown::plain(text);
    let syllables = text.chars().filter(|c| ('\u{1100}'..='\u{d7ff}').contains(c)).count();
    let words = text
        .split_whitespace()
        .filter(|word| word.chars().all(|c| !('\u{1100}'..='\u{d7ff}').contains(&c)))
        .count();
    words as f64 * 60.0 / 230.0 + syllables as f64 * 60.0 / 500.0
}
