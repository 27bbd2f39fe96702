//! Languages: tags, texts in several languages with their fallback, and our own interface strings.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// A language as BCP 47 writes it: `en`, `ko`, `pt-BR`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(Arc<str>);

impl Language {
    /// The language tag; `None` where `text` is no well-formed one.
    pub fn parse(text: &str) -> Option<Language> {
        let id: unic_langid::LanguageIdentifier = text.parse().ok()?;
        Some(Language(id.to_string().into()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the language is written from right to left.
    pub fn is_right_to_left(&self) -> bool {
        matches!(self.0.split('-').next(), Some("ar" | "fa" | "he" | "ur" | "ps" | "sd" | "ug" | "yi" | "dv"))
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text in the source language and in those it was translated to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LocalizedText {
    pub source: Arc<str>,
    pub translations: BTreeMap<Language, Arc<str>>,
}

impl LocalizedText {
    pub fn new(source: &str) -> LocalizedText {
        LocalizedText { source: source.into(), translations: BTreeMap::new() }
    }

    /// The text in `language`, or in the source language where no translation is at hand.
    pub fn get(&self, language: &Language) -> &str {
        self.translations.get(language).unwrap_or(&self.source)
    }
}
