//! Q109 and Q114: smallest values above the largest, and numbers of ticks or ranks that the options cannot give.

use super::Subject;
use crate::diagnostics::{Code, Diagnostic};
use crate::questionnaire::ItemKind;
use crate::questionnaire::compile::draft::ItemPlace;

pub(super) fn check(subject: &Subject<'_, '_>, diagnostics: &mut Vec<Diagnostic>) {
    for (item, place) in subject.questionnaire.items.iter().zip(&subject.places.items) {
        match &item.kind {
            ItemKind::Multiple { options, min, max, .. } => {
                order(min, max, place, ("min", "max"), diagnostics);
                at_most_the_options(*min, options.len(), place, "min", diagnostics);
                at_most_the_options(*max, options.len(), place, "max", diagnostics);
            }
            ItemKind::Ranking { options, max, .. } => {
                at_most_the_options(Some(*max), options.len(), place, "max", diagnostics);
            }
            ItemKind::Number { min, max, decimals, .. } => {
                order(min, max, place, ("min", "max"), diagnostics);
                decimals_of(*min, *decimals, place, "min", diagnostics);
                decimals_of(*max, *decimals, place, "max", diagnostics);
            }
            ItemKind::Scale { from, to, .. } => scale(*from, *to, place, diagnostics),
            ItemKind::Date { min, max } => order(min, max, place, ("min", "max"), diagnostics),
            ItemKind::Single { .. }
            | ItemKind::Grid { .. }
            | ItemKind::MultipleGrid { .. }
            | ItemKind::Allocation { .. }
            | ItemKind::Text { .. }
            | ItemKind::Note
            | ItemKind::Computed { .. } => {}
        }
    }
}

fn order<T: PartialOrd + std::fmt::Display>(
    least: &Option<T>,
    most: &Option<T>,
    place: &ItemPlace<'_>,
    (least_key, most_key): (&str, &str),
    diagnostics: &mut Vec<Diagnostic>,
) {
    let (Some(least), Some(most)) = (least, most) else { return };
    if least > most {
        diagnostics.push(
            Diagnostic::new(
                Code::EmptyRange,
                place.value_span(least_key),
                format!("`{least_key}` is {least}, above `{most_key}`, which is {most}"),
            )
            .related(place.value_span(most_key), "no value fits both")
            .help("swap the two, or correct one"),
        );
    }
}

fn at_most_the_options(
    count: Option<usize>,
    options: usize,
    place: &ItemPlace<'_>,
    key: &str,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some(count) = count.filter(|count| *count > options && options > 0) else { return };
    let there_are = match options {
        1 => "there is only one option".to_owned(),
        _ => format!("there are only {options} options"),
    };
    diagnostics.push(
        Diagnostic::new(
            Code::BadValue,
            place.value_span(key),
            format!("`{key}` is {count}, but {there_are}"),
        )
        .help(if key == "min" {
            "no answer could be enough: use a smaller number"
        } else {
            "use a smaller number, or remove the key: all may be chosen"
        }),
    );
}

fn decimals_of(
    limit: Option<f64>,
    decimals: u8,
    place: &ItemPlace<'_>,
    key: &str,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some(written) = limit.and(place.mapping.get(key)).and_then(|node| node.as_text()) else { return };
    let given = written.split_once('.').map_or(0, |(_, fraction)| fraction.trim_end_matches('0').len());
    if given > usize::from(decimals) {
        diagnostics.push(
            Diagnostic::new(
                Code::BadValue,
                place.value_span(key),
                format!("`{key}` has more decimals ({given}) than an answer may have ({decimals})"),
            )
            .help(format!("round it, or add `decimals: {given}`")),
        );
    }
}

fn scale(from: i64, to: i64, place: &ItemPlace<'_>, diagnostics: &mut Vec<Diagnostic>) {
    use crate::questionnaire::limits::SCALE_POINTS_MAX;
    if from >= to {
        diagnostics.push(
            Diagnostic::new(
                Code::EmptyRange,
                place.value_span("from"),
                format!("the scale starts at {from}, not below its end {to}"),
            )
            .related(place.value_span("to"), "its end")
            .help("swap the two, or correct one"),
        );
    } else if to - from >= SCALE_POINTS_MAX {
        diagnostics.push(
            Diagnostic::new(
                Code::BadValue,
                place.value_span("to"),
                format!(
                    "the scale has {} points, more than the {SCALE_POINTS_MAX} that can be shown",
                    to - from + 1
                ),
            )
            .help("ask a `number` with `min` and `max`"),
        );
    }
}
