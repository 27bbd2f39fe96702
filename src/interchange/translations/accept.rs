//! What came back, judged text by text: what goes into the translation file, and why the rest does not.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, Parser, Tag};

use super::file::Change;
use super::units::{State, is_unportable};
use super::{Done, Returned, ReturnedUnit, Unread, piped};
use crate::diagnostics::did_you_mean;
use crate::i18n::Language;
use crate::questionnaire::{TranslatableText, TranslationState, source_hash};

/// The account of a file: every text of it is in exactly one of these.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Accepted {
    /// What is new or confirmed, in the order of the file that came back.
    pub changes: Vec<Change>,
    /// Of [`Accepted::changes`], how many texts are new words; the others confirm what was there.
    pub new_words: usize,
    /// Texts that are there already.
    pub unchanged: usize,
    /// Texts without a translation.
    pub untranslated: usize,
    pub refused: Vec<Refused>,
    pub unread: Vec<Unread>,
}

/// A text that does not count as translated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    pub path: String,
    /// In the file that came back, from 1.
    pub line: usize,
    pub why: Refusal,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The questionnaire has no such text, but perhaps one that is named like it.
    UnknownPath {
        suggestion: Option<String>,
    },
    /// It translates another source text than that of today. `kept`: it is in the translation file all the same, as stale.
    SourceChanged {
        kept: bool,
    },
    /// Answers that the source pipes and the translation does not.
    LostPiping(Vec<String>),
    /// Answers that the translation pipes and the source does not.
    InventedPiping(Vec<String>),
    /// The file marks it as not done.
    NotDone,
    /// The file has it twice.
    Twice,
    RawHtml,
    /// A character that no text may have.
    Character(char),
}

impl Refusal {
    /// The reason in words, and what to do.
    pub fn in_words(&self) -> String {
        match self {
            Refusal::UnknownPath { suggestion: Some(path) } => {
                format!("the questionnaire has no such text; did you mean `{path}`?")
            }
            Refusal::UnknownPath { suggestion: None } => "the questionnaire has no such text".to_owned(),
            Refusal::SourceChanged { kept: true } => {
                "its source text was changed since it was sent out; kept as stale, export it again".to_owned()
            }
            Refusal::SourceChanged { kept: false } => {
                "its source text was changed since it was sent out, and a translation of today's is there"
                    .to_owned()
            }
            Refusal::LostPiping(names) => {
                format!("it leaves out {}: put it where the answer belongs", braces(names))
            }
            Refusal::InventedPiping(names) => {
                format!("its source does not pipe {}: remove it", braces(names))
            }
            Refusal::NotDone => "it is marked as not done: mark it as translated when it is".to_owned(),
            Refusal::Twice => "the file has it a second time: keep one of the two".to_owned(),
            Refusal::RawHtml => "it has raw HTML: use Markdown".to_owned(),
            Refusal::Character(c) => format!("it has the character U+{:04X}: remove it", u32::from(*c)),
        }
    }
}

fn braces(names: &[String]) -> String {
    names.iter().map(|name| format!("`{{{{ {name} }}}}`")).collect::<Vec<_>>().join(", ")
}

/// Judges what came back in `language` by the questionnaire's texts of today.
pub fn accept(texts: &[TranslatableText], language: &Language, returned: Returned) -> Accepted {
    let known: BTreeMap<&str, &TranslatableText> =
        texts.iter().map(|text| (text.path.as_str(), text)).collect();
    let mut account = Accepted { unread: returned.unread, ..Accepted::default() };
    let mut seen: BTreeMap<String, ()> = BTreeMap::new();
    for unit in returned.units {
        let why = if seen.insert(unit.path.clone(), ()).is_some() {
            Some(Refusal::Twice)
        } else {
            match known.get(unit.path.as_str()) {
                Some(text) => one(text, language, &unit, &mut account),
                None => Some(Refusal::UnknownPath {
                    suggestion: did_you_mean(&unit.path, known.keys().copied()).map(str::to_owned),
                }),
            }
        };
        if let Some(why) = why {
            account.refused.push(Refused { path: unit.path, line: unit.line, why });
        }
    }
    account
}

fn one(
    text: &TranslatableText,
    language: &Language,
    unit: &ReturnedUnit,
    account: &mut Accepted,
) -> Option<Refusal> {
    let Some(target) = &unit.target else {
        account.untranslated += 1;
        return None;
    };
    if let Some(c) = target.chars().find(|c| is_unportable(*c)) {
        return Some(Refusal::Character(c));
    }
    let held = text.translations.get(language);
    let state = State::of(text, language);
    let same_words = held.is_some_and(|held| same_text(&held.text, target));
    // The words that were stale are stale still, whatever else the file brings.
    let waits = match unit.done {
        Done::Yes => false,
        Done::No => state != State::Translated || !same_words,
        Done::WasStale => state == State::Stale && same_words,
    };
    if waits {
        return Some(Refusal::NotDone);
    }
    if has_raw_html(target) {
        return Some(Refusal::RawHtml);
    }
    if let Some(refusal) = other_pipes(&text.source, target) {
        return Some(refusal);
    }
    if !same_text(&unit.source, &text.source) {
        let kept = state != State::Translated;
        if kept {
            account.changes.push(Change {
                path: unit.path.clone(),
                text: target.clone(),
                hash: source_hash(&unit.source),
            });
        }
        return Some(Refusal::SourceChanged { kept });
    }
    if same_words && held.is_some_and(|held| held.state == TranslationState::Current) {
        account.unchanged += 1;
        return None;
    }
    account.new_words += usize::from(!same_words);
    account.changes.push(Change {
        path: unit.path.clone(),
        text: target.clone(),
        hash: source_hash(&text.source),
    });
    None
}

/// Whether two texts are one to a reader of the questionnaire: blanks at the end and the kind of line end do not count.
fn same_text(one: &str, other: &str) -> bool {
    one == other || one.replace("\r\n", "\n").trim_end() == other.replace("\r\n", "\n").trim_end()
}

fn other_pipes(source: &str, target: &str) -> Option<Refusal> {
    let (wanted, found) = (piped(source), piped(target));
    let without = |all: &[&str], these: &[&str]| -> Vec<String> {
        all.iter().filter(|name| !these.contains(name)).map(|name| (*name).to_owned()).collect()
    };
    let (lost, invented) = (without(&wanted, &found), without(&found, &wanted));
    if !invented.is_empty() {
        Some(Refusal::InventedPiping(invented))
    } else if !lost.is_empty() {
        Some(Refusal::LostPiping(lost))
    } else {
        None
    }
}

fn has_raw_html(text: &str) -> bool {
    text.contains('<')
        && Parser::new(text).any(|event| {
            matches!(event, Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock))
        })
}
