//! What all readers of the tree share: texts, ids, codes and dates with their diagnostics, and the counts that are
//! bounded over the whole file.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::draft::ScalePlace;
use crate::diagnostics::{Code, Diagnostic, Source};
use crate::i18n::LocalizedText;
use crate::ids::{IdError, ItemId, OptionCode};
use crate::questionnaire::check::raw_html;
use crate::questionnaire::limits;
use crate::questionnaire::syntax::{Mapping, Node, Reader, Value};

pub(super) struct Reading<'source, 'tree> {
    pub(super) reader: Reader,
    pub(super) source: &'source Source,
    pub(super) scales: BTreeMap<&'tree str, ScalePlace<'tree>>,
    pub(super) broken: BTreeSet<String>,
    /// Options of all items so far, against [`limits::OPTIONS_TOTAL_MAX`].
    pub(super) options_total: usize,
}

/// Words that expressions use themselves, so that no name may be one of them.
const EXPRESSION_WORDS: [&str; 4] = ["true", "false", "null", "in"];

impl<'tree> Reading<'_, 'tree> {
    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        self.reader.push(diagnostic);
    }

    /// How many problems there are so far; a larger number later means that something in between was wrong.
    pub(super) fn problems(&self) -> usize {
        self.reader.diagnostics.len()
    }

    /// A text that respondents read: not empty, without raw HTML.
    pub(super) fn text(&mut self, node: &'tree Node, what: &str) -> Option<LocalizedText> {
        let text = self.reader.text(node, what)?;
        if text.trim().is_empty() {
            self.push(
                Diagnostic::new(Code::BadValue, node.span, format!("{what} is empty"))
                    .help("write the text, or remove the key if it may be left out"),
            );
            return None;
        }
        raw_html::refuse(node, self.source, &mut self.reader.diagnostics);
        Some(LocalizedText::new(text.trim_end()))
    }

    pub(super) fn optional_text(
        &mut self,
        mapping: Mapping<'tree>,
        key: &str,
        what: &str,
    ) -> Option<LocalizedText> {
        mapping.get(key).and_then(|node| self.text(node, what))
    }

    /// The id of an item, a page or a row.
    pub(super) fn id(&mut self, node: &'tree Node, what: &str) -> Option<ItemId> {
        let text = self.reader.text(node, what)?;
        let problem = match ItemId::parse(text) {
            Ok(_) if EXPRESSION_WORDS.contains(&text) => (
                format!("{what} cannot be `{text}`: expressions use the word themselves"),
                "choose another id".to_owned(),
            ),
            Ok(_) if text.len() > limits::ID_LENGTH_MAX => (
                format!("{what} has more than {} characters", limits::ID_LENGTH_MAX),
                "choose a shorter id; names of columns are built from it".to_owned(),
            ),
            Ok(id) => return Some(id),
            Err(IdError::Reserved(_)) => (
                format!("{what} cannot be `{text}`: canvass uses the name itself"),
                format!("choose another id, such as `{text}_1`"),
            ),
            Err(IdError::Malformed(_) | IdError::MalformedCode(_)) => {
                let mut help = "use a lower-case letter, then lower-case letters, digits and `_`".to_owned();
                if let Some(better) = suggested_id(text) {
                    help.push_str(&format!(", such as `{better}`"));
                }
                (format!("`{text}` cannot be {what}"), help)
            }
        };
        self.push(Diagnostic::new(Code::MalformedId, node.span, problem.0).help(problem.1));
        None
    }

    /// An option's code: an integer or a short word. YAML's own `true`, `1.5` and nothing are no codes.
    pub(super) fn code(&mut self, node: &'tree Node, what: &str) -> Option<OptionCode> {
        let text = self.reader.text(node, what)?;
        match OptionCode::parse(text) {
            Ok(code) => Some(code),
            Err(_) => {
                let label = match &node.value {
                    Value::Scalar { plain: true, .. } if matches!(text, "true" | "false" | "null") => {
                        "a word with a meaning of its own"
                    }
                    Value::Scalar { plain: true, .. } if text.parse::<f64>().is_ok() => "a decimal",
                    Value::Scalar { .. } | Value::Null | Value::List(_) | Value::Mapping(_) => "",
                };
                self.push(
                    Diagnostic::new(Code::MalformedCode, node.span, format!("`{text}` cannot be a code"))
                        .label(label)
                        .help("use an integer, or letters, digits, `_` and `-` without blanks (at most 64), such as `yes` or 4"),
                );
                None
            }
        }
    }

    /// A day as `2026-08-31`.
    pub(super) fn date(&mut self, node: &'tree Node, what: &str) -> Option<NaiveDate> {
        let text = self.reader.text(node, what)?;
        let date = (text.len() == "2026-08-31".len())
            .then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok())
            .flatten();
        if date.is_none() {
            self.push(
                Diagnostic::new(
                    Code::BadValue,
                    node.span,
                    format!("{what} is a day of the calendar, `{text}` is none"),
                )
                .help("write year, month and day, such as 2026-08-31"),
            );
        }
        date
    }

    /// A whole number between two ends.
    pub(super) fn count_between(
        &mut self,
        node: &'tree Node,
        what: &str,
        range: std::ops::RangeInclusive<usize>,
    ) -> Option<usize> {
        let count = self.reader.count(node, what)?;
        if range.contains(&count) {
            return Some(count);
        }
        let message = format!("{what} is from {} to {}, not {count}", range.start(), range.end());
        self.push(Diagnostic::new(Code::BadValue, node.span, message).help("choose a number in this range"));
        None
    }

    /// A number that a double keeps with all its decimals.
    pub(super) fn number(&mut self, node: &'tree Node, what: &str) -> Option<f64> {
        let number = self.reader.number(node, what)?;
        if number.abs() <= limits::NUMBER_MAX {
            return Some(number);
        }
        let message = format!("{what} is larger than canvass keeps exactly ({:.0})", limits::NUMBER_MAX);
        self.push(
            Diagnostic::new(Code::BadValue, node.span, message)
                .help("choose a smaller number, or another unit"),
        );
        None
    }
}

/// An id that is allowed and near to `text`.
fn suggested_id(text: &str) -> Option<String> {
    let mut id = String::new();
    for c in text.trim().chars() {
        match c.to_ascii_lowercase() {
            c if c.is_ascii_lowercase() || c.is_ascii_digit() => id.push(c),
            _ if !id.is_empty() && !id.ends_with('_') => id.push('_'),
            _ => {}
        }
    }
    let id = id.trim_end_matches('_');
    let id = if id.starts_with(|c: char| c.is_ascii_digit()) { format!("q{id}") } else { id.to_owned() };
    (id.len() <= limits::ID_LENGTH_MAX && ItemId::parse(&id).is_ok()).then_some(id)
}
