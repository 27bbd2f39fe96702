//! Q111: exclusive options that leave a multiple without the answers it asks for.

use super::Subject;
use crate::diagnostics::{Code, Diagnostic};
use crate::questionnaire::{ItemKind, OptionIndex};

pub(super) fn check(subject: &Subject<'_, '_>, diagnostics: &mut Vec<Diagnostic>) {
    for (item, place) in subject.questionnaire.items.iter().zip(&subject.places.items) {
        let (options, min) = match &item.kind {
            ItemKind::Multiple { options, min, .. } => (options, min.unwrap_or(1)),
            ItemKind::MultipleGrid { options, .. } => (options, 1),
            ItemKind::Single { .. }
            | ItemKind::Grid { .. }
            | ItemKind::Ranking { .. }
            | ItemKind::Number { .. }
            | ItemKind::Scale { .. }
            | ItemKind::Allocation { .. }
            | ItemKind::Date { .. }
            | ItemKind::Text { .. }
            | ItemKind::Note
            | ItemKind::Computed { .. } => continue,
        };
        let combinable = options.iter().filter(|option| !option.exclusive).count();
        let exclusive: Vec<OptionIndex> = (0..options.len())
            .filter(|index| options[*index].exclusive)
            .map(|index| OptionIndex(index as u16))
            .collect();
        if options.len() > 1 && combinable == 0 {
            diagnostics.push(
                Diagnostic::new(Code::ForcedEmpty, place.value_span("type"), format!("every option of `{}` is exclusive, so that only one can ever be ticked", item.id))
                    .help("use `type: single` (or `grid` for a `multiple_grid`), or mark only options such as “None of these” as exclusive"),
            );
        } else if combinable < min && min <= options.len() && !exclusive.is_empty() {
            diagnostics.push(
                Diagnostic::new(
                    Code::ForcedEmpty,
                    place.value_span("min"),
                    format!("`min` is {min}, but only {combinable} of the options can be ticked together"),
                )
                .help("use a smaller `min`, or make fewer options exclusive"),
            );
        }
    }
}
