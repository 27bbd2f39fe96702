//! The words by which hints on method know what a text is about, language by language. A language that is not listed gets only
//! the hints that need no words.

mod ar;
mod de;
mod en;
mod es;
mod fr;
mod ja;
mod ko;
mod pt;
mod zh;

use crate::i18n::Language;

/// Words of one language. A word is met where it stands alone; one that ends in `*` also where a word begins with it, and in
/// languages written without blanks anywhere.
pub(super) struct Words {
    language: &'static str,
    /// Subjects that people are often unwilling to speak of: the lists of Tourangeau and Yan (2007), "Sensitive questions in
    /// surveys", and the special categories of article 9 of the GDPR.
    pub(super) sensitive: &'static [&'static str],
    /// Options that take whatever the list forgot.
    pub(super) other: &'static [&'static str],
    /// Options for those to whom nothing in the list applies.
    pub(super) none: &'static [&'static str],
    /// Options that decline an answer.
    pub(super) decline: &'static [&'static str],
    pub(super) agree: &'static [&'static str],
    pub(super) disagree: &'static [&'static str],
    /// Two questions in one, spelt out.
    pub(super) and_or: &'static [&'static str],
    /// Words of degree: options made of them stand in an order.
    pub(super) degree: &'static [&'static str],
    /// Words that ask for one of several things without order, and words that ask for a degree.
    pub(super) which: &'static [&'static str],
    pub(super) how: &'static [&'static str],
    /// Opposites, the positive one first.
    pub(super) opposites: &'static [(&'static [&'static str], &'static [&'static str])],
    /// Words that turn a positive word into the empty end of a scale with one side only.
    pub(super) not: &'static [&'static str],
}

impl Words {
    /// The words of a language; `None` where they are not known.
    pub(super) fn of(language: &Language) -> Option<&'static Words> {
        let primary = language.as_str().split('-').next().unwrap_or_default();
        WORDS.iter().find(|words| words.language == primary)
    }
}

/// A text as words in lower case, to look for others in.
pub(super) struct Text {
    words: String,
}

impl Text {
    pub(super) fn new(text: &str) -> Text {
        let mut words = String::from(" ");
        for c in text.to_lowercase().chars() {
            match c {
                '’' => words.push('\''),
                c if c.is_alphanumeric() || c == '\'' || c == '/' => words.push(c),
                _ if !words.ends_with(' ') => words.push(' '),
                _ => {}
            }
        }
        words.push(' ');
        let words = words.replace(" / ", "/").replace("/ ", "/").replace(" /", "/");
        Text { words: words.replace("  ", " ") }
    }

    /// The first of the words that stands in the text.
    pub(super) fn first_of(&self, list: &[&'static str]) -> Option<&'static str> {
        list.iter().copied().find(|word| self.has(word))
    }

    pub(super) fn has_any(&self, list: &[&'static str]) -> bool {
        self.first_of(list).is_some()
    }

    /// Where the word stands, as a place to compare with others.
    pub(super) fn place_of_any(&self, list: &[&'static str]) -> Option<usize> {
        list.iter().filter_map(|word| self.place_of(word)).min()
    }

    fn has(&self, word: &str) -> bool {
        self.place_of(word).is_some()
    }

    fn place_of(&self, word: &str) -> Option<usize> {
        if word.chars().any(is_unspaced) {
            return self.words.find(word);
        }
        match word.strip_suffix('*') {
            Some(start) => self.words.find(&format!(" {start}")),
            None => self.words.find(&format!(" {word} ")),
        }
    }
}

/// Scripts whose words are not set apart, or take endings: Chinese, Japanese and Korean.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7ff}')
}

const WORDS: &[Words] =
    &[ar::WORDS, de::WORDS, en::WORDS, es::WORDS, fr::WORDS, ja::WORDS, ko::WORDS, pt::WORDS, zh::WORDS];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_met_where_it_stands_alone() {
        let text = Text::new("What is your (yearly) Income, and/or your race?");
        assert!(text.has_any(&["income"]) && text.has_any(&["and/or"]) && text.has_any(&["your race"]));
        assert!(!text.has_any(&["incomes", "rac", "year"]));
        assert!(Text::new("Use and / or contribution").has_any(&["and/or"]));
        assert!(Text::new("Don’t know").has_any(&["don't know"]));
        assert!(Text::new("Do you disagree?").first_of(&["agree"]).is_none());
        assert!(Text::new("sexual orientation").has_any(&["sexual*"]));
    }

    #[test]
    fn words_of_languages_without_blanks_are_met_within_others() {
        assert!(Text::new("연간 소득은 얼마입니까?").has_any(&["소득"]));
        assert!(Text::new("該当なし").has_any(&["該当なし"]));
        assert!(Words::of(&Language::parse("pt-BR").unwrap()).is_some_and(|words| words.language == "pt"));
    }
}
