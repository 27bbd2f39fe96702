//! What respondents are told about their data before they answer.

use super::WaveText;
use crate::i18n::Language;

/// The privacy notice of a wave. `purposes` and `recipients` are lists; every text may be given a language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Notice {
    pub controller: Option<WaveText>,
    pub contact: Option<WaveText>,
    pub legal_ground: Option<WaveText>,
    pub purposes: Vec<WaveText>,
    pub recipients: Vec<WaveText>,
    pub transfers: Option<WaveText>,
    pub publication: Option<WaveText>,
}

impl Notice {
    /// What is not said, as `key` or `key (language)`: who is responsible, how to reach them, on what legal ground and
    /// for what purposes must be told in every language of the questionnaire (GDPR article 13). The legal ground, a
    /// fixed term, need not be translated.
    pub fn missing_for(&self, languages: &[Language]) -> Vec<String> {
        let Some(source_language) = languages.first() else { return Vec::new() };
        let mut missing = Vec::new();
        let one = [("controller", &self.controller), ("contact", &self.contact)];
        for (key, text) in one {
            match text {
                None => missing.push(key.to_owned()),
                Some(text) => missing.extend(untranslated(key, text, languages, source_language)),
            }
        }
        if self.legal_ground.is_none() {
            missing.push("legal_ground".to_owned());
        }
        if self.purposes.is_empty() {
            missing.push("purposes".to_owned());
        }
        for text in &self.purposes {
            missing.extend(untranslated("purposes", text, languages, source_language));
        }
        missing.dedup();
        missing
    }
}

fn untranslated(
    key: &'static str,
    text: &WaveText,
    languages: &[Language],
    source_language: &Language,
) -> Vec<String> {
    let lacking = languages.iter().filter(|language| !text.covers(language, source_language));
    lacking.map(|language| format!("{key} ({language})")).collect()
}
