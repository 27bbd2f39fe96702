//! The statement's own words in the language of the report.

use fluent_bundle::FluentValue;

use crate::i18n::{Language, Message, Messages};
use crate::tabulation::rounding;

#[derive(Clone, Copy)]
pub(super) struct Tongue<'a> {
    pub(super) language: &'a Language,
    messages: Messages,
}

impl<'a> Tongue<'a> {
    pub(super) fn of(language: &'a Language) -> Tongue<'a> {
        Tongue { language, messages: Messages::for_language(language) }
    }

    pub(super) fn say(self, message: Message) -> String {
        self.messages.text(message)
    }

    pub(super) fn fill(self, message: Message, arguments: &[(&'static str, FluentValue<'_>)]) -> String {
        self.messages.format(message, arguments)
    }

    pub(super) fn counted(self, message: Message, count: u64) -> String {
        self.fill(message, &[("count", count.to_string().into())])
    }

    pub(super) fn not_stated(self) -> String {
        self.say(Message::MethodNotStated)
    }

    /// A text of the author's, with a full stop at its end.
    pub(super) fn sentence(self, text: &str) -> String {
        let text = text.trim();
        if text.is_empty() || text.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟']) {
            return text.to_owned();
        }
        let stop = if matches!(self.language.primary(), "ja" | "zh") { '。' } else { '.' };
        format!("{text}{stop}")
    }

    /// Several sentences in a row.
    pub(super) fn joined(self, sentences: impl IntoIterator<Item = String>) -> String {
        let between = if matches!(self.language.primary(), "ja" | "zh") { "" } else { " " };
        sentences.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(between)
    }

    /// 0.95 as "95 %", 0.333 as "33.3 %" or "33,3 %", in Korean "33.3%".
    pub(super) fn percent(self, share: f64) -> String {
        let written = rounding::percent_of(share, 1);
        let number = self.language.number(written.strip_suffix(".0").unwrap_or(&written));
        let apart = if matches!(self.language.primary(), "ko" | "ja" | "zh" | "pt") { "" } else { " " };
        format!("{number}{apart}%")
    }
}

/// A list in Markdown.
pub(super) fn list(entries: impl IntoIterator<Item = String>) -> String {
    entries.into_iter().map(|entry| format!("- {entry}")).collect::<Vec<_>>().join("\n")
}

/// A piece of a file as its author wrote it, in Markdown.
pub(super) fn as_written(text: &str) -> String {
    format!("`{text}`")
}
