//! Q110: option keys that mean nothing for the type of their item, such as `exclusive` on a single.

use super::Subject;
use crate::diagnostics::{Code, Diagnostic};
use crate::questionnaire::{AnswerOption, Item, Order};

/// A key, whether an option has it, the types it belongs to, and why it means nothing elsewhere.
struct Belonging {
    key: &'static str,
    is_set: fn(&AnswerOption) -> bool,
    types: &'static [&'static str],
    reason: &'static str,
}

const BELONGINGS: [Belonging; 3] = [
    Belonging {
        key: "exclusive",
        is_set: |option| option.exclusive,
        types: &["multiple", "multiple_grid"],
        reason: "only one option can be chosen anyway",
    },
    Belonging {
        key: "specify",
        is_set: |option| option.specify,
        types: &["single", "multiple", "ranking"],
        reason: "there is no single place for its text field",
    },
    Belonging {
        key: "end",
        is_set: |option| option.end.is_some(),
        types: &["single", "multiple"],
        reason: "use `end_if` with the rows, ranks or values that end the interview",
    },
];

pub(super) fn check(subject: &Subject<'_, '_>, diagnostics: &mut Vec<Diagnostic>) {
    all_pinned(subject, diagnostics);
    for (item, place) in subject.questionnaire.items.iter().zip(&subject.places.items) {
        for belonging in BELONGINGS.iter().filter(|belonging| !belonging.types.contains(&item.type_name())) {
            for (index, option) in
                item.options().iter().enumerate().filter(|(_, option)| (belonging.is_set)(option))
            {
                diagnostics.push(
                    Diagnostic::new(
                        Code::MeaninglessOption,
                        place.option_span(index, belonging.key),
                        format!(
                            "`{}` on the option `{}` means nothing for an item of type `{}`",
                            belonging.key,
                            option.code,
                            item.type_name()
                        ),
                    )
                    .label(reason(belonging, item))
                    .help(match place.scale {
                        Some(scale) => {
                            format!("remove it from the scale `{scale}`, or list the options here")
                        }
                        None => format!("remove it, or use the type `{}`", belonging.types.join("` or `")),
                    }),
                );
            }
        }
    }
}

/// With every option pinned there is nothing left that an order could move.
fn all_pinned(subject: &Subject<'_, '_>, diagnostics: &mut Vec<Diagnostic>) {
    for (item, place) in subject.questionnaire.items.iter().zip(&subject.places.items) {
        let options = item.options();
        let moves = item.kind.order().is_some_and(|order| order != Order::Given);
        if moves && !options.is_empty() && options.iter().all(|option| option.pin) {
            diagnostics.push(
                Diagnostic::new(
                    Code::MeaninglessOption,
                    place.value_span("order"),
                    format!("every option of `{}` is pinned, so that its order changes nothing", item.id),
                )
                .help("remove `order`, or pin only what must keep its place, such as “Other”"),
            );
        }
    }
}

fn reason(belonging: &Belonging, item: &Item) -> &'static str {
    match (belonging.key, item.type_name()) {
        ("exclusive", "ranking") => "a ranking has no option that excludes the others",
        (_, "computed") => "a computed item is never shown",
        _ => belonging.reason,
    }
}
