//! Languages: tags, texts in several languages with their fallback, and our own interface strings.

mod calendar;
mod messages;
mod negotiation;
mod tongue;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

pub use messages::{Message, Messages};
pub use tongue::Tongue;

/// Languages by their own names.
const OWN_NAMES: [(&str, &str); 42] = [
    ("ar", "العربية"),
    ("bg", "Български"),
    ("bn", "বাংলা"),
    ("ca", "Català"),
    ("cs", "Čeština"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("el", "Ελληνικά"),
    ("en", "English"),
    ("es", "Español"),
    ("et", "Eesti"),
    ("fa", "فارسی"),
    ("fi", "Suomi"),
    ("fr", "Français"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("hr", "Hrvatski"),
    ("hu", "Magyar"),
    ("id", "Bahasa Indonesia"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ko", "한국어"),
    ("lt", "Lietuvių"),
    ("lv", "Latviešu"),
    ("nl", "Nederlands"),
    ("no", "Norsk"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("pt-BR", "Português (Brasil)"),
    ("ro", "Română"),
    ("ru", "Русский"),
    ("sv", "Svenska"),
    ("th", "ไทย"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("vi", "Tiếng Việt"),
    ("zh", "中文"),
    ("zh-Hans", "简体中文"),
    ("zh-Hant", "繁體中文"),
    ("zh-CN", "简体中文"),
    ("zh-HK", "繁體中文（香港）"),
    ("zh-TW", "繁體中文"),
];

/// A language as BCP 47 writes it: `en`, `ko`, `pt-BR`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(Arc<str>);

impl Language {
    /// The language tag; `None` where `text` is no well-formed one.
    pub fn parse(text: &str) -> Option<Language> {
        let id: unic_langid::LanguageIdentifier = text.parse().ok()?;
        // The grammar would allow for names of five letters and more, of which none is registered: they are slips.
        if id.language.as_str().len() > 3 {
            return None;
        }
        Some(Language(id.to_string().into()))
    }

    /// The language that this program is written in.
    pub fn english() -> Language {
        Language("en".into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language's name in itself, for a switch; its tag where we do not know it.
    pub fn own_name(&self) -> &str {
        let primary = self.primary();
        let exact = OWN_NAMES.iter().find(|(tag, _)| *tag == self.as_str());
        exact
            .or_else(|| OWN_NAMES.iter().find(|(tag, _)| *tag == primary))
            .map_or(self.as_str(), |(_, name)| name)
    }

    /// Whether the language is written from right to left.
    pub fn is_right_to_left(&self) -> bool {
        self.identifier().character_direction() == unic_langid::CharacterDirection::RTL
    }

    /// What `dir` is in HTML.
    pub fn direction(&self) -> &'static str {
        if self.is_right_to_left() { "rtl" } else { "ltr" }
    }

    /// The tag's first part: `pt` of `pt-BR`.
    pub(crate) fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
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
