//! How far the translations are, language by language.

use super::units::State;
use crate::i18n::Language;
use crate::questionnaire::{Questionnaire, TranslatableText};

/// One language's state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageStatus {
    pub language: Language,
    pub texts: usize,
    pub translated: usize,
    pub stale: usize,
    pub missing: usize,
    /// Words of the source that are still to be translated or looked at again; characters where its script has no
    /// blanks between words.
    pub words_left: usize,
}

/// Every language but the source, in the order of the questionnaire.
pub fn status(questionnaire: &Questionnaire, texts: &[TranslatableText]) -> Vec<LanguageStatus> {
    let languages = questionnaire.languages.iter().skip(1);
    languages.map(|language| of_language(texts, language)).collect()
}

fn of_language(texts: &[TranslatableText], language: &Language) -> LanguageStatus {
    let mut status = LanguageStatus {
        language: language.clone(),
        texts: 0,
        translated: 0,
        stale: 0,
        missing: 0,
        words_left: 0,
    };
    for text in texts.iter().filter(|text| !text.is_override || text.translations.contains_key(language)) {
        status.texts += 1;
        match State::of(text, language) {
            State::Translated => status.translated += 1,
            State::Stale => status.stale += 1,
            State::Missing => status.missing += 1,
        }
        if State::of(text, language) != State::Translated {
            status.words_left += word_count(&text.source);
        }
    }
    status
}

/// Words between blanks; each Han character and kana by itself.
fn word_count(text: &str) -> usize {
    let alone =
        |c: char| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}');
    let characters = text.chars().filter(|c| alone(*c)).count();
    let words = text
        .split(|c: char| c.is_whitespace() || alone(c))
        .filter(|word| word.chars().any(char::is_alphanumeric));
    characters + words.count()
}

#[cfg(test)]
mod tests {
    use super::word_count;

    #[test]
    fn words_are_counted_as_translators_are_paid() {
        assert_eq!(word_count("What is your role, {{ role }}?"), 5);
        assert_eq!(word_count("— 소속 조직은 어디입니까?"), 3);
        assert_eq!(word_count("何年 Linux ですか"), 6);
        assert_eq!(word_count(""), 0);
    }
}
