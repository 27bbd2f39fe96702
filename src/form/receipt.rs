//! What was sent, for the last page: the answers of the items that were asked, in words.

use super::page::{Text, answer_in_words, labels_language};
use crate::i18n::Language;
use crate::questionnaire::{ItemIndex, ItemKind, Questionnaire, Row, VariableIndex};
use crate::responses::Answers;

/// The last page.
#[derive(Debug, Clone)]
pub struct ReceiptView {
    /// The questionnaire's own thanks, where it has some.
    pub thanks: Option<Text>,
    pub receipt: String,
    /// The receipt's own address.
    pub url: Option<String>,
    /// "24 November 2026, 23:10 UTC".
    pub sent_at: String,
    pub sent: Vec<SentItem>,
}

/// One item as it was sent.
#[derive(Debug, Clone)]
pub struct SentItem {
    pub text: Text,
    pub answer: SentAnswer,
}

#[derive(Debug, Clone)]
pub enum SentAnswer {
    /// `None` where it was left blank.
    One(Option<SentWords>),
    /// Row by row.
    Rows(Vec<(Text, Option<SentWords>)>),
}

/// An answer in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentWords {
    pub text: String,
    /// The language of its labels, where that is not the page's.
    pub language: Option<Language>,
}

/// The last page of an interview that was sent in full. `sent_at` is the time in words.
pub fn receipt_view(
    q: &Questionnaire,
    answers: &Answers,
    language: &Language,
    receipt: &str,
    url: Option<&str>,
    sent_at: &str,
) -> ReceiptView {
    ReceiptView {
        thanks: q.endings.complete.as_ref().map(|thanks| Text::block(q, Some(answers), thanks, language)),
        receipt: receipt.to_owned(),
        url: url.map(str::to_owned),
        sent_at: sent_at.to_owned(),
        sent: sent_items(q, answers, language),
    }
}

/// The answers of everything that was asked, in the order of the file.
pub fn sent_items(q: &Questionnaire, answers: &Answers, language: &Language) -> Vec<SentItem> {
    (0..q.items.len())
        .map(ItemIndex)
        .filter(|index| !matches!(q.item(*index).kind, ItemKind::Computed { .. }))
        .filter(|index| q.variables_of(*index).any(|variable| answers.get(variable).was_asked()))
        .map(|index| sent_item(q, answers, language, index))
        .collect()
}

fn sent_item(q: &Questionnaire, answers: &Answers, language: &Language, index: ItemIndex) -> SentItem {
    let item = q.item(index);
    let words = |variable| {
        let text = answer_in_words(q, answers, variable, language)?;
        Some(SentWords { text, language: labels_language(q, answers, variable, language) })
    };
    let answer = match item.rows() {
        [] => SentAnswer::One(q.variables_of(index).next().and_then(words)),
        rows => {
            let asked = rows.iter().zip(q.variables_of(index));
            let asked = asked.filter(|(_, variable)| answers.get(*variable).was_asked());
            let row = |(row, variable): (&Row, VariableIndex)| {
                (Text::piped_line(q, answers, &row.text, language), words(variable))
            };
            SentAnswer::Rows(asked.map(row).collect())
        }
    };
    SentItem { text: Text::piped_line(q, answers, &item.text, language), answer }
}
