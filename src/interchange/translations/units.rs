//! What a translator is given: the texts of one language with their state and a word on where they stand.

use super::context;
use crate::i18n::Language;
use crate::questionnaire::{Questionnaire, TranslatableText, TranslationState};

/// A text for a translator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Where it stands in the translation file: `items.role.options.dev`.
    pub path: String,
    pub source: String,
    pub target: Option<String>,
    pub state: State,
    /// What it is for, who reads it, and what to keep.
    pub notes: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// There is no translation.
    Missing,
    /// The source was changed after it was translated.
    Stale,
    Translated,
}

impl State {
    pub const ALL: [State; 3] = [State::Missing, State::Stale, State::Translated];

    pub fn as_str(self) -> &'static str {
        match self {
            State::Missing => "missing",
            State::Stale => "stale",
            State::Translated => "translated",
        }
    }

    /// How the text stands in a language.
    pub fn of(text: &TranslatableText, language: &Language) -> State {
        match text.translations.get(language).map(|held| held.state) {
            None => State::Missing,
            Some(TranslationState::Stale) => State::Stale,
            Some(TranslationState::Current | TranslationState::Untracked) => State::Translated,
        }
    }
}

/// Which texts are sent out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Only {
    Missing,
    Stale,
    All,
}

/// A text with a character that translators' files cannot hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unportable {
    pub path: String,
    pub character: char,
}

impl Unit {
    /// The first character that XML 1.0 excludes (production 2, `Char`), and other files would garble.
    pub(super) fn unportable(&self) -> Option<Unportable> {
        let all = self.source.chars().chain(self.target.iter().flat_map(|target| target.chars()));
        let character = all.into_iter().find(|c| is_unportable(*c))?;
        Some(Unportable { path: self.path.clone(), character })
    }
}

pub(super) fn is_unportable(c: char) -> bool {
    matches!(c, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// The texts to be translated into `language`, in the order of the questionnaire.
pub fn units(
    questionnaire: &Questionnaire,
    texts: &[TranslatableText],
    language: &Language,
    only: Only,
) -> Vec<Unit> {
    texts
        .iter()
        // What only another language says in its own words is no text of this one.
        .filter(|text| !text.is_override || text.translations.contains_key(language))
        .map(|text| (text, State::of(text, language)))
        .filter(|(_, state)| match only {
            Only::All => true,
            Only::Missing => *state == State::Missing,
            Only::Stale => *state == State::Stale,
        })
        .map(|(text, state)| Unit {
            path: text.path.clone(),
            source: text.source.to_string(),
            target: text.translations.get(language).map(|held| held.text.to_string()),
            state,
            notes: context::notes(questionnaire, text, state),
        })
        .collect()
}
