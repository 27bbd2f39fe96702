//! Q503: a list of kinds without a way to say “other”. Whoever is missing from it is counted among those who are not.

use super::words::{Text, Words};
use super::{lists, ordinal};
use crate::diagnostics::{Code, Diagnostic};
use crate::questionnaire::check::Subject;
use crate::questionnaire::{Item, ItemKind};

/// Shorter lists are usually whole: yes and no, a few states of one thing.
const OPTIONS_MIN: usize = 5;

pub(super) fn hint(subject: &Subject<'_, '_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(words) = Words::of(subject.questionnaire.source_language()) else { return };
    for list in lists::each(subject) {
        let substantive = list.substantive();
        if substantive.len() < OPTIONS_MIN
            || !asks_for_a_kind(list.item, words)
            || ordinal::is_ordinal(&substantive, Some(words))
        {
            continue;
        }
        let others = |option: &crate::questionnaire::AnswerOption| {
            option.specify || Text::new(&option.text.source).has_any(words.other)
        };
        if list.options.iter().any(others) {
            continue;
        }
        diagnostics.push(
            Diagnostic::new(
                Code::NoOtherOption,
                list.at,
                format!("the options of `{}` leave no room for anything they forget", list.item.id),
            )
            .help("add “Other” with `specify: true`, unless the list is whole"),
        );
    }
}

/// Whether the question is which, not how much: only such lists can forget something.
fn asks_for_a_kind(item: &Item, words: &Words) -> bool {
    match item.kind {
        ItemKind::Multiple { .. } => true,
        ItemKind::Single { .. } => {
            let text = Text::new(&item.text.source);
            match (text.place_of_any(words.which), text.place_of_any(words.how)) {
                (Some(which), Some(how)) => which < how,
                (Some(_), None) => true,
                (None, _) => false,
            }
        }
        ItemKind::Grid { .. }
        | ItemKind::MultipleGrid { .. }
        | ItemKind::Ranking { .. }
        | ItemKind::Number { .. }
        | ItemKind::Scale { .. }
        | ItemKind::Allocation { .. }
        | ItemKind::Date { .. }
        | ItemKind::Text { .. }
        | ItemKind::Note
        | ItemKind::Computed { .. } => false,
    }
}
