//! A page's own words, in the language of the report where the interface speaks it.

use fluent_bundle::FluentValue;

use crate::i18n::{Language, Message, Messages};

#[derive(Clone, Copy)]
pub(super) struct Words {
    messages: Messages,
}

impl Words {
    /// Of a language by its tag.
    pub(super) fn of(language: &str) -> Words {
        let language = Language::parse(language).or_else(|| Language::parse("en"));
        Words { messages: Messages::for_language(&language.expect("one of the two is a tag")) }
    }

    pub(super) fn say(self, message: Message) -> String {
        self.messages.text(message)
    }

    pub(super) fn with(self, message: Message, name: &'static str, value: &str) -> String {
        self.fill(message, &[(name, value.into())])
    }

    pub(super) fn fill(self, message: Message, arguments: &[(&'static str, FluentValue<'_>)]) -> String {
        self.messages.format(message, arguments)
    }

    /// What the words are marked with where they are not in the report's language.
    pub(super) fn lang(self) -> Option<&'static str> {
        self.messages.fallback_language().map(Language::as_str)
    }
}
