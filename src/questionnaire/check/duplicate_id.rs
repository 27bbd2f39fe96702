//! Q102: ids that stand twice: items in the file, pages among the pages, rows in their grid.

use std::collections::HashMap;

use super::Subject;
use crate::diagnostics::{Code, Diagnostic, Span};

pub(super) fn check(subject: &Subject<'_, '_>, diagnostics: &mut Vec<Diagnostic>) {
    let places = subject.places;
    let text_of =
        |span: Span| subject.source.text.get(span.start as usize..span.end as usize).unwrap_or_default();
    // Pages go by the text in the file, because one whose id is malformed has none.
    let pages = places
        .pages
        .iter()
        .filter(|page| page.mapping.get("id").is_some())
        .map(|page| (text_of(page.id), page.id));
    report(pages, "page", "give one of them another id", diagnostics);
    let items = subject.questionnaire.items.iter().zip(&places.items);
    report(
        items.clone().map(|(item, place)| (item.id.as_str(), place.id)),
        "item",
        "give one of them another id; conditions, columns and tables all name items by it",
        diagnostics,
    );
    for (item, place) in items {
        let rows = item
            .rows()
            .iter()
            .zip(&place.rows)
            .map(|(row, place)| (row.id.as_str(), place.get("id").map_or(place.span, |node| node.span)));
        report(rows, "row", "give one of them another id", diagnostics);
    }
}

fn report<'a>(
    ids: impl Iterator<Item = (&'a str, Span)>,
    what: &str,
    help: &str,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut seen: HashMap<&str, Span> = HashMap::new();
    for (id, span) in ids {
        if let Some(first) = seen.get(id) {
            diagnostics.push(
                Diagnostic::new(Code::DuplicateId, span, format!("the {what} id `{id}` stands twice"))
                    .label("again here")
                    .related(*first, "first here")
                    .help(help),
            );
        } else {
            seen.insert(id, span);
        }
    }
}
