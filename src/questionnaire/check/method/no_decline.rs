//! Q512: a required item without a way to decline. Who does not know then guesses, or leaves.

use super::is_asked;
use super::words::{Text, Words};
use crate::diagnostics::{Code, Diagnostic};
use crate::questionnaire::check::Subject;
use crate::questionnaire::{Item, ItemKind};

pub(super) fn hint(subject: &Subject<'_, '_>, diagnostics: &mut Vec<Diagnostic>) {
    let words = Words::of(subject.questionnaire.source_language());
    for (item, place) in subject.questionnaire.items.iter().zip(&subject.places.items) {
        if !item.required || !is_asked(item) || offers_it(item, words) {
            continue;
        }
        let help = if item.options().is_empty() {
            "leave `required` out, so that it may stay empty"
        } else {
            "add an option such as “Don’t know” (`missing: dont_know`) or “Prefer not to say” (`missing: refused`), or leave `required` out"
        };
        diagnostics.push(
            Diagnostic::new(
                Code::RequiredWithoutDecline,
                place.value_span("required"),
                format!("`{}` must be answered, and offers no way to decline", item.id),
            )
            .help(help),
        );
    }
}

/// Whether an option says that there is no answer, by its key or by its words; in a multiple “None of these” is an answer
/// that everybody can give.
pub(super) fn offers_it(item: &Item, words: Option<&Words>) -> bool {
    let many = matches!(item.kind, ItemKind::Multiple { .. } | ItemKind::MultipleGrid { .. });
    item.options().iter().any(|option| {
        option.missing.is_some()
            || (many && option.exclusive)
            || words.is_some_and(|words| Text::new(&option.text.source).has_any(words.decline))
    })
}
