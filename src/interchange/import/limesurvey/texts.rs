//! LimeSurvey's texts as ours: HTML to Markdown, and the expressions in braces to piping where they name an answer.

use std::collections::BTreeSet;

use super::script::{self, Script};
use super::symbols::{Symbols, Target, split};
use crate::interchange::import::draft::DraftText;
use crate::interchange::import::markup::{Markup, markdown, pipe};

/// What a text may be made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lines {
    /// One line: an option, a row, a title.
    One,
    /// Paragraphs and lists.
    Many,
}

/// Turns every language's HTML into Markdown in place. What could not be carried over comes back, each in a few words.
pub(super) fn convert(text: &mut DraftText, symbols: &Symbols, lines: Lines) -> BTreeSet<String> {
    let mut lost = BTreeSet::new();
    for words in text.texts_mut() {
        let converted = markdown(&piped(words, symbols, &mut lost), Markup::Html);
        lost.extend(converted.lost.iter().map(|what| (*what).to_owned()));
        *words = match lines {
            Lines::One => converted.text.split_whitespace().collect::<Vec<_>>().join(" "),
            Lines::Many => converted.text,
        };
    }
    lost
}

/// The text with expressions in braces as marks for piping; others stand in square brackets.
fn piped(text: &str, symbols: &Symbols, lost: &mut BTreeSet<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        // A brace before a blank is a brace.
        let inner = if after.starts_with(char::is_whitespace) { None } else { closed(after) };
        let Some((inner, behind)) = inner else {
            out.push('{');
            rest = after;
            continue;
        };
        match script::parse(inner) {
            // Rules of a style sheet and the like.
            Err(_) => out.push_str(&format!("{{{inner}}}")),
            Ok(tree) => match answer(&tree, symbols) {
                Some(name) => out.push_str(&pipe(&name)),
                None => {
                    lost.insert(format!("the expression `{{{inner}}}`"));
                    out.push_str(&format!("[{inner}]"));
                }
            },
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// What stands before the brace that closes this one, and what stands behind it.
fn closed(text: &str) -> Option<(&str, &str)> {
    let mut depth = 1;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((text.get(..at)?, text.get(at + 1..)?));
        }
    }
    None
}

/// The item or row whose answer the expression shows.
fn answer(tree: &Script, symbols: &Symbols) -> Option<String> {
    let Script::Name(full) = tree else { return None };
    let (name, property) = split(full);
    if !matches!(property, "" | "NAOK" | "shown" | "value" | "code") {
        return None;
    }
    match &symbols.find(name)?.target {
        Target::Single { name, .. }
        | Target::Number(name)
        | Target::Text(name)
        | Target::Date(name)
        | Target::Multiple { name, .. }
        | Target::Ranking { name, .. } => Some(name.clone()),
        Target::Tick { .. }
        | Target::Place { .. }
        | Target::Specify { .. }
        | Target::Several(_)
        | Target::Lost => None,
    }
}
