//! Q507: a list with an order of its own, shown in another. Amounts and degrees out of order are misread.

use super::words::Words;
use super::{lists, ordinal};
use crate::diagnostics::{Code, Diagnostic};
use crate::questionnaire::Order;
use crate::questionnaire::check::Subject;

pub(super) fn hint(subject: &Subject<'_, '_>, diagnostics: &mut Vec<Diagnostic>) {
    let words = Words::of(subject.questionnaire.source_language());
    for (item, place) in subject.questionnaire.items.iter().zip(&subject.places.items) {
        let shown = match item.kind.order() {
            Some(Order::Random) => "in random order",
            Some(Order::Rotated) => "starting anywhere",
            Some(Order::Alphabetical) => "by the alphabet",
            Some(Order::Given | Order::ReversedHalf) | None => continue,
        };
        if !ordinal::is_ordinal(&lists::substantive(item.options()), words) {
            continue;
        }
        diagnostics.push(
            Diagnostic::new(
                Code::RandomOrdinal,
                place.value_span("order"),
                format!("the options of `{}` stand in an order of their own, and are shown {shown}", item.id),
            )
            .help("use `order: reversed_half`, which keeps neighbours together and still evens out the first place"),
        );
    }
}
