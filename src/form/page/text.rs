//! Texts as they are shown: Markdown made HTML, earlier answers piped in, and the language marked where it is not the
//! respondent's.

use super::PageInput;
use crate::form::markdown;
use crate::i18n::{Language, LocalizedText};
use crate::questionnaire::piping::{Piece, pieces};
use crate::questionnaire::{ItemKind, Questionnaire, VariableIndex};
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
    /// A line of text with its pipes filled from the answers. What is answered on this page stands in elements that the
    /// browser keeps up to date.
    pub(crate) fn of(input: &PageInput<'_>, text: &LocalizedText) -> Text {
        let pipes = Pipes { answers: Some(&input.settled.answers), page: Some(input.page) };
        pipes.fill(input.questionnaire, text, input.language, markdown::inline)
    }

    /// A line of text outside the pages of questions, its pipes filled from the answers.
    pub(crate) fn piped_line(
        q: &Questionnaire,
        answers: &Answers,
        text: &LocalizedText,
        language: &Language,
    ) -> Text {
        Pipes { answers: Some(answers), page: None }.fill(q, text, language, markdown::inline)
    }

    /// A longer text, with paragraphs and lists, its pipes filled from the answers; `None` where there are none yet.
    pub fn block(
        q: &Questionnaire,
        answers: Option<&Answers>,
        text: &LocalizedText,
        language: &Language,
    ) -> Text {
        Pipes { answers, page: None }.fill(q, text, language, markdown::block)
    }

    /// A line of text without pipes.
    pub fn line(q: &Questionnaire, text: &LocalizedText, language: &Language) -> Text {
        Pipes { answers: None, page: None }.fill(q, text, language, markdown::inline)
    }

    /// The same without emphasis and links, for the words of a link of ours.
    pub(super) fn without_marks(self) -> Text {
        Text { html: maud::html! { (self.plain) }.into_string(), ..self }
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

/// Marks that keep the place of a piped answer while the text around it is read as Markdown: private characters, which
/// no text keeps. What is piped means itself, whatever signs it holds.
const OPEN: char = '\u{e000}';
const CLOSE: char = '\u{e001}';

/// What `{{ name }}` stands for.
struct Pipes<'a> {
    answers: Option<&'a Answers>,
    /// The page of questions it is for.
    page: Option<usize>,
}

/// One piped answer.
struct Piped {
    /// Empty where there is no answer.
    words: String,
    /// The name of its field, where that is on the same page.
    live: Option<String>,
}

impl Pipes<'_> {
    fn fill(
        &self,
        q: &Questionnaire,
        text: &LocalizedText,
        language: &Language,
        to_html: fn(&str) -> String,
    ) -> Text {
        let (marked, piped) = self.marked(q, text.get(language), language);
        let (mut html, mut plain) = (to_html(&marked), markdown::plain(&marked));
        for (place, piped) in piped.iter().enumerate() {
            html =
                html.replace(&mark(place), &piped.html()).replace(&mark_in_address(place), &piped.encoded());
            plain = plain.replace(&mark(place), &isolated(&piped.words, language));
        }
        Text { html, plain, language: fallback(q, text, language) }
    }

    /// The text with a mark for each piped name, and what belongs there.
    fn marked(&self, q: &Questionnaire, text: &str, language: &Language) -> (String, Vec<Piped>) {
        let (mut marked, mut piped) = (String::new(), Vec::new());
        for piece in pieces(text) {
            match piece {
                Piece::Text(text) => marked.extend(text.chars().filter(|c| ![OPEN, CLOSE].contains(c))),
                Piece::Name(name) => {
                    marked.push_str(&mark(piped.len()));
                    piped.push(self.piped(q, name, language));
                }
            }
        }
        (marked, piped)
    }

    fn piped(&self, q: &Questionnaire, name: &str, language: &Language) -> Piped {
        let variable = q.find_variable(name);
        let words = variable
            .zip(self.answers)
            .and_then(|(variable, answers)| answer_in_words(q, answers, variable, language))
            .unwrap_or_default();
        let words = words.chars().map(|c| if c.is_control() { ' ' } else { c });
        let words = words.filter(|c| ![OPEN, CLOSE].contains(c)).collect();
        let is_live = |variable: &VariableIndex| {
            let item = q.variable(*variable).item;
            self.page == Some(q.page_of(item)) && !matches!(q.item(item).kind, ItemKind::Computed { .. })
        };
        Piped { words, live: variable.filter(is_live).map(|_| name.to_owned()) }
    }
}

impl Piped {
    /// Isolated, so that it keeps its own direction and cannot turn that of the text around it.
    fn html(&self) -> String {
        match &self.live {
            Some(name) => maud::html! { bdi data-pipe=(name) { (self.words) } }.into_string(),
            None if self.words.is_empty() => String::new(),
            None => maud::html! { bdi { (self.words) } }.into_string(),
        }
    }

    /// As a part of an address.
    fn encoded(&self) -> String {
        let byte = |byte: u8| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        };
        self.words.bytes().map(byte).collect()
    }
}

fn mark(place: usize) -> String {
    format!("{OPEN}{place}{CLOSE}")
}

/// A mark as the Markdown parser writes it into the address of a link.
fn mark_in_address(place: usize) -> String {
    format!("%EE%80%80{place}%EE%80%81")
}

/// Words among others of a plain text: with the marks that isolate them (Unicode's FSI and PDI) where a direction could
/// be turned, without them where they would only end up in what people copy.
fn isolated(words: &str, language: &Language) -> String {
    let runs_left = |c: char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}');
    if !words.is_empty() && (language.is_right_to_left() || words.chars().any(runs_left)) {
        format!("\u{2068}{words}\u{2069}")
    } else {
        words.to_owned()
    }
}

/// A text in one line of plain words, its pipes filled.
pub(super) fn plain_words(
    q: &Questionnaire,
    answers: &Answers,
    text: &LocalizedText,
    language: &Language,
) -> String {
    Text::piped_line(q, answers, text, language).plain
}

/// The language of an answer's labels, where none of them is translated into the page's; what was typed has none.
pub(crate) fn labels_language(
    q: &Questionnaire,
    answers: &Answers,
    variable: VariableIndex,
    language: &Language,
) -> Option<Language> {
    let chosen = match answers.get(variable) {
        Answer::Single(option) => vec![*option],
        Answer::Multiple(options) => options.iter().collect(),
        Answer::Ranking(options) => options.clone(),
        Answer::Number(_) | Answer::Scale(_) | Answer::Date(_) | Answer::Text(_) | Answer::Missing(_) => {
            return None;
        }
    };
    let labels = chosen.into_iter().filter(|option| answers.specify_text(variable, *option).is_none());
    let mut languages =
        labels.map(|option| fallback(q, &q.options(variable)[usize::from(option.0)].text, language));
    let first = languages.next()?;
    languages.all(|other| other == first).then_some(first)?
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
        typed.map_or_else(|| plain_words(q, answers, text, language), str::to_owned)
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
