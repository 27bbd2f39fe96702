//! Qualtrics' texts as ours: HTML to Markdown, and `${q://…}` to piping where it names an answer.

use std::collections::BTreeSet;

use super::symbols::{Symbols, Target, code};
use crate::interchange::import::draft::DraftText;
use crate::interchange::import::markup::{Markup, markdown, pipe};

/// Turns every language's HTML into Markdown in place, on one line where asked. What could not be carried over comes
/// back, each in a few words.
pub(super) fn convert(text: &mut DraftText, symbols: &Symbols, one_line: bool) -> BTreeSet<String> {
    let mut lost = BTreeSet::new();
    for words in text.texts_mut() {
        let converted = markdown(&piped(words, symbols, &mut lost), Markup::Html);
        lost.extend(converted.lost.iter().map(|what| (*what).to_owned()));
        *words = if one_line {
            converted.text.split_whitespace().collect::<Vec<_>>().join(" ")
        } else {
            converted.text
        };
    }
    lost
}

fn piped(text: &str, symbols: &Symbols, lost: &mut BTreeSet<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        out.push_str(before);
        let Some((inner, behind)) = after.split_once('}') else {
            out.push_str("${");
            rest = after;
            continue;
        };
        match answer(inner, symbols) {
            Some(name) => out.push_str(&pipe(&name)),
            None => {
                lost.insert(format!("the piped text `${{{inner}}}`"));
                out.push_str(&format!("[{inner}]"));
            }
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// The item or row whose answer is piped.
fn answer(inner: &str, symbols: &Symbols) -> Option<String> {
    let path = inner.strip_prefix("q://")?.split('?').next()?;
    let parts: Vec<&str> = path.split('/').collect();
    let [question, selector, rest @ ..] = parts.as_slice() else { return None };
    let target = symbols.get(*question)?;
    let first = rest.first().copied().unwrap_or_default();
    match (*selector, target) {
        (
            "ChoiceGroup",
            Target::Single { name, .. } | Target::Multiple { name, .. } | Target::Scale { name, .. },
        ) if first.starts_with("SelectedChoices") || first.starts_with("SelectedAnswers") => {
            Some(name.clone())
        }
        (
            "ChoiceTextEntryValue" | "ChoiceNumericEntryValue",
            Target::Number(name) | Target::Text(name) | Target::Date(name),
        ) => Some(name.clone()),
        (
            "ChoiceTextEntryValue" | "ChoiceNumericEntryValue",
            Target::Numbers(names) | Target::Texts(names),
        ) => code(names, first).map(str::to_owned),
        ("SelectedAnswerRecode" | "ChoiceGroup", Target::Grid { name, rows, .. }) => {
            let row = rest.last().and_then(|key| code(rows, key))?;
            Some(format!("{name}.{row}"))
        }
        _ => None,
    }
}
