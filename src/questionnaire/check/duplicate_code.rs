//! Q104: an option or a band whose code another one of the same list has. 4 and '4' are the same code.

use std::collections::HashMap;

use super::{Subject, option_lists};
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::questionnaire::ItemKind;

pub(super) fn check(subject: &Subject<'_, '_>, diagnostics: &mut Vec<Diagnostic>) {
    for (options, places) in option_lists::each(subject) {
        let codes = options.iter().map(|option| option.code.as_str());
        let spans = places.iter().map(|place| option_lists::value_span(place, "code"));
        report(codes.zip(spans), "code", diagnostics);
    }
    for (item, place) in subject.questionnaire.items.iter().zip(&subject.places.items) {
        if let ItemKind::Number { bands, .. } = &item.kind {
            let codes = bands.iter().map(|band| band.code.as_str());
            let spans = place.bands.iter().map(|place| option_lists::value_span(place, "code"));
            report(codes.zip(spans), "band", diagnostics);
        }
    }
}

fn report<'a>(codes: impl Iterator<Item = (&'a str, Span)>, what: &str, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<&str, Span> = HashMap::new();
    for (code, span) in codes {
        if let Some(first) = seen.get(code) {
            diagnostics.push(
                Diagnostic::new(
                    Code::DuplicateCode,
                    span,
                    format!("the {what} `{code}` stands twice in this list"),
                )
                .label("again here")
                .related(*first, "first here")
                .help("give one of them another code; answers are stored by it"),
            );
        } else {
            seen.insert(code, span);
        }
    }
}
