//! A text of the wave file: one text in the source language, or one a language.

use std::collections::BTreeMap;

use crate::i18n::Language;

/// What a respondent may read of the wave file. A plain text is in the questionnaire's source language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WaveText {
    Plain(String),
    ByLanguage(BTreeMap<Language, String>),
}

impl WaveText {
    /// The text in `language`, else in the source language, else in the first language at hand.
    pub fn get(&self, language: &Language, source_language: &Language) -> &str {
        match self {
            WaveText::Plain(text) => text,
            WaveText::ByLanguage(texts) => texts
                .get(language)
                .or_else(|| texts.get(source_language))
                .or_else(|| texts.values().next())
                .map_or("", String::as_str),
        }
    }

    /// The language that [`WaveText::get`] answers in.
    pub fn language<'a>(&'a self, language: &'a Language, source_language: &'a Language) -> &'a Language {
        match self {
            WaveText::Plain(_) => source_language,
            WaveText::ByLanguage(texts) if texts.contains_key(language) => language,
            WaveText::ByLanguage(texts) if texts.contains_key(source_language) => source_language,
            WaveText::ByLanguage(texts) => texts.keys().next().unwrap_or(source_language),
        }
    }

    /// Whether the text is there in `language` itself, without falling back.
    pub fn covers(&self, language: &Language, source_language: &Language) -> bool {
        match self {
            WaveText::Plain(text) => language == source_language && !text.trim().is_empty(),
            WaveText::ByLanguage(texts) => texts.get(language).is_some_and(|text| !text.trim().is_empty()),
        }
    }
}
