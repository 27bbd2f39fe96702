//! Texts as they are shown: Markdown made HTML, earlier answers piped in, and the language marked where it is not the
//! respondent's.

use super::PageInput;
use crate::form::markdown;
use crate::i18n::{Language, LocalizedText};
use crate::questionnaire::piping::{Piece, pieces};
use crate::questionnaire::{Questionnaire, VariableIndex};
use crate::responses::{Answer, Answers};

/// A text ready to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Safe HTML: the output of [`markdown`].
    pub html: String,
    /// The same without marks.
    pub plain: String,
    /// The language it is in, where that is not the page's.
    pub language: Option<Language>,
}

impl Text {
    /// A line of text with its pipes filled from the answers.
    pub(crate) fn of(input: &PageInput<'_>, text: &LocalizedText) -> Text {
        Text::piped_line(input.questionnaire, &input.settled.answers, text, input.language)
    }

    pub(crate) fn piped_line(
        q: &Questionnaire,
        answers: &Answers,
        text: &LocalizedText,
        language: &Language,
    ) -> Text {
        let filled = piped(q, answers, text.get(language), language);
        Text {
            html: markdown::inline(&filled),
            plain: markdown::plain(&filled),
            language: fallback(q, text, language),
        }
    }

    /// A longer text, with paragraphs and lists, outside the pages.
    pub fn block(q: &Questionnaire, text: &LocalizedText, language: &Language) -> Text {
        let chosen = text.get(language);
        Text {
            html: markdown::block(chosen),
            plain: markdown::plain(chosen),
            language: fallback(q, text, language),
        }
    }

    /// A line of text without pipes.
    pub fn line(q: &Questionnaire, text: &LocalizedText, language: &Language) -> Text {
        let chosen = text.get(language);
        Text {
            html: markdown::inline(chosen),
            plain: markdown::plain(chosen),
            language: fallback(q, text, language),
        }
    }

    /// Words that are in the page's language whatever it is, such as a wave's name.
    pub fn words(text: &str) -> Text {
        Text { html: markdown::inline(text), plain: markdown::plain(text), language: None }
    }
}

/// The source language, where `text` has no translation to `language`.
fn fallback(q: &Questionnaire, text: &LocalizedText, language: &Language) -> Option<Language> {
    let source = q.source_language();
    (language != source && !text.translations.contains_key(language)).then(|| source.clone())
}

/// The text with `{{ name }}` replaced by the answer in words, escaped; by nothing where there is none.
fn piped(q: &Questionnaire, answers: &Answers, text: &str, language: &Language) -> String {
    pieces(text)
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.to_owned(),
            Piece::Name(name) => q
                .find_variable(name)
                .and_then(|variable| answer_in_words(q, answers, variable, language))
                .map(|words| markdown::escape(&words))
                .unwrap_or_default(),
        })
        .collect()
}

/// An answer as a respondent would say it: labels, a number, a text; `None` where there is no answer.
pub(crate) fn answer_in_words(
    q: &Questionnaire,
    answers: &Answers,
    variable: VariableIndex,
    language: &Language,
) -> Option<String> {
    let label = |option: crate::questionnaire::OptionIndex| {
        let typed = answers.specify_text(variable, option);
        let text = &q.options(variable)[usize::from(option.0)].text;
        typed.map_or_else(|| plain_label(text, language), str::to_owned)
    };
    let words = match answers.get(variable) {
        Answer::Single(option) => label(*option),
        Answer::Multiple(options) => language.list(&options.iter().map(label).collect::<Vec<_>>()),
        Answer::Ranking(options) => language.list(&options.iter().copied().map(label).collect::<Vec<_>>()),
        Answer::Number(number) => language.number(&number.to_string()),
        Answer::Scale(point) => point.to_string(),
        Answer::Date(date) => language.day(*date),
        Answer::Text(text) => text.clone(),
        Answer::Missing(_) => return None,
    };
    Some(words)
}

/// A label without its marks.
pub(super) fn plain_label(text: &LocalizedText, language: &Language) -> String {
    markdown::plain(text.get(language))
}
