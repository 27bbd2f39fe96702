//! Q115: bands of a number that overlap or are empty, so that a table could not tell in which of them a value lies.

use super::{Subject, option_lists};
use crate::diagnostics::{Code, Diagnostic};
use crate::questionnaire::{Band, ItemKind};

pub(super) fn check(subject: &Subject<'_, '_>, diagnostics: &mut Vec<Diagnostic>) {
    for (item, place) in subject.questionnaire.items.iter().zip(&subject.places.items) {
        let ItemKind::Number { bands, .. } = &item.kind else { continue };
        let mut in_order: Vec<usize> = (0..bands.len()).filter(|index| !is_empty(&bands[*index])).collect();
        in_order.sort_by(|a, b| lower(&bands[*a]).total_cmp(&lower(&bands[*b])));
        for (band, place) in bands.iter().zip(&place.bands).filter(|(band, _)| is_empty(band)) {
            diagnostics.push(
                Diagnostic::new(
                    Code::Bands,
                    option_lists::value_span(place, "from"),
                    format!("no value lies in the band `{}`: it starts where it ends, or above", band.code),
                )
                .help("a band goes from `from` (inclusive) up to `to` (exclusive)"),
            );
        }
        for pair in in_order.windows(2) {
            let (first, second) = (&bands[pair[0]], &bands[pair[1]]);
            if lower(second) < upper(first) {
                diagnostics.push(
                    Diagnostic::new(
                        Code::Bands,
                        place.bands[pair[1]].span,
                        format!("the bands `{}` and `{}` overlap", first.code, second.code),
                    )
                    .related(place.bands[pair[0]].span, "this band goes on into it")
                    .help("let the first end where the second starts: `to` is exclusive"),
                );
            }
        }
    }
}

fn lower(band: &Band) -> f64 {
    band.from.unwrap_or(f64::NEG_INFINITY)
}

fn upper(band: &Band) -> f64 {
    band.to.unwrap_or(f64::INFINITY)
}

fn is_empty(band: &Band) -> bool {
    lower(band) >= upper(band)
}
