//! Q105: two options of a list, or two rows of a grid, that read the same, so that no respondent could tell them apart.

use std::collections::HashMap;

use super::{Subject, option_lists};
use crate::diagnostics::{Code, Diagnostic, Span};

pub(super) fn check(subject: &Subject<'_, '_>, diagnostics: &mut Vec<Diagnostic>) {
    for (options, places) in option_lists::each(subject) {
        let texts = options.iter().map(|option| &*option.text.source);
        let spans = places.iter().map(|place| option_lists::value_span(place, "text"));
        report(texts.zip(spans), "options", diagnostics);
    }
    for (item, place) in subject.questionnaire.items.iter().zip(&subject.places.items) {
        let texts = item.rows().iter().map(|row| &*row.text.source);
        let spans = place.rows.iter().map(|place| option_lists::value_span(place, "text"));
        report(texts.zip(spans), "rows", diagnostics);
    }
}

fn report<'a>(texts: impl Iterator<Item = (&'a str, Span)>, what: &str, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<String, Span> = HashMap::new();
    for (text, span) in texts.filter(|(text, _)| !text.is_empty()) {
        let read = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        if let Some(first) = seen.get(&read) {
            diagnostics.push(
                Diagnostic::new(Code::DuplicateText, span, format!("two {what} read the same"))
                    .label("again here")
                    .related(*first, "first here")
                    .help("word them so that a respondent can tell them apart, or remove one"),
            );
        } else {
            seen.insert(read, span);
        }
    }
}
