//! A document's own words in its reader's language: sentences, lists and quotes, figures and percentages as that language
//! writes them.

use fluent_bundle::FluentValue;

use super::{Language, Message, Messages};

/// The interface's words in the language of a document. A language that we do not speak has them in English, and its own
/// way of writing figures all the same.
#[derive(Clone)]
pub struct Tongue {
    pub language: Language,
    messages: Messages,
}

impl Tongue {
    pub fn of(language: &Language) -> Tongue {
        Tongue { language: language.clone(), messages: Messages::for_language(language) }
    }

    /// The words for those who work with canvass, whose interface is English.
    pub fn english() -> Tongue {
        Tongue::of(&Language::english())
    }

    pub fn say(&self, message: Message) -> String {
        self.messages.text(message)
    }

    pub fn fill(&self, message: Message, arguments: &[(&'static str, FluentValue<'_>)]) -> String {
        self.messages.format(message, arguments)
    }

    /// The message with its one placeable filled in.
    pub fn with(&self, message: Message, name: &'static str, value: &str) -> String {
        self.fill(message, &[(name, value.into())])
    }

    /// The message with its `$count`, which inflects nothing.
    pub fn counted(&self, message: Message, count: u64) -> String {
        self.with(message, "count", &count.to_string())
    }

    /// "1 response", "2 responses".
    pub fn responses(&self, count: u64) -> String {
        self.fill(Message::ReportResponses, &[("count", count.into())])
    }

    /// A number, written with a point, as the language writes it.
    pub fn number(&self, written: &str) -> String {
        self.language.number(written)
    }

    /// A number of percent, written with a point, with its sign.
    pub fn percent(&self, written: &str) -> String {
        self.language.percent(written)
    }

    /// A text of the author's, with a full stop at its end.
    pub fn sentence(&self, text: &str) -> String {
        let text = text.trim();
        if text.is_empty() || text.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟']) {
            return text.to_owned();
        }
        let stop = if matches!(self.language.primary(), "ja" | "zh") { '。' } else { '.' };
        format!("{text}{stop}")
    }

    /// Several sentences in a row.
    pub fn joined(&self, sentences: impl IntoIterator<Item = String>) -> String {
        let between = if matches!(self.language.primary(), "ja" | "zh") { "" } else { " " };
        sentences.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(between)
    }

    /// "a, b and c".
    pub fn and(&self, names: &[String]) -> String {
        self.with_last(Message::TableListAnd, names)
    }

    /// "a, b or c".
    pub fn or(&self, names: &[String]) -> String {
        self.with_last(Message::TableListOr, names)
    }

    fn with_last(&self, message: Message, names: &[String]) -> String {
        match names {
            [first @ .., last] if !first.is_empty() => self.fill(
                message,
                &[("first", self.language.list(first).into()), ("last", last.as_str().into())],
            ),
            _ => names.concat(),
        }
    }

    pub fn quoted(&self, text: &str) -> String {
        self.with(Message::Quoted, "text", text)
    }

    /// What the words are marked with where they are not in the language of the document.
    pub fn fallback_language(&self) -> Option<&'static str> {
        self.messages.fallback_language().map(Language::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tongue(tag: &str) -> Tongue {
        Tongue::of(&Language::parse(tag).unwrap())
    }

    #[test]
    fn names_are_listed_as_the_language_lists_them() {
        let names: Vec<String> = ["a", "b", "c"].map(str::to_owned).to_vec();
        assert_eq!(tongue("en").and(&names), "a, b and c");
        assert_eq!(tongue("de").or(&names), "a, b oder c");
        assert_eq!(tongue("ja").and(&names), "a、b、c");
        assert_eq!(tongue("en").and(&names[..1]), "a");
        assert_eq!(tongue("en").and(&[]), "");
        assert_eq!(tongue("fr").quoted("oui"), "«\u{a0}oui\u{a0}»");
    }

    #[test]
    fn an_authors_text_ends_with_the_stop_of_the_language() {
        assert_eq!(tongue("en").sentence(" Newsletters"), "Newsletters.");
        assert_eq!(tongue("ja").sentence("会報"), "会報。");
        assert_eq!(tongue("ja").sentence("会報。"), "会報。");
    }
}
