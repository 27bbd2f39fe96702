//! Every list of options once, with the item that uses it first: hints about a list are given where it is written.

use std::collections::BTreeSet;

use super::is_asked;
use crate::diagnostics::Span;
use crate::questionnaire::check::Subject;
use crate::questionnaire::{AnswerOption, Item};

pub(super) struct List<'a> {
    /// The first item that uses it.
    pub(super) item: &'a Item,
    pub(super) options: &'a [AnswerOption],
    /// The name of the scale, or the item's `options`.
    pub(super) at: Span,
}

impl List<'_> {
    /// Without the options that say why there is no answer.
    pub(super) fn substantive(&self) -> Vec<&AnswerOption> {
        substantive(self.options)
    }
}

pub(super) fn substantive(options: &[AnswerOption]) -> Vec<&AnswerOption> {
    options.iter().filter(|option| option.missing.is_none()).collect()
}

pub(super) fn each<'a>(subject: &'a Subject<'_, '_>) -> Vec<List<'a>> {
    let mut scales = BTreeSet::new();
    let items = subject.questionnaire.items.iter().zip(&subject.places.items);
    items
        .filter(|(item, _)| is_asked(item) && !item.options().is_empty())
        .filter_map(|(item, place)| {
            let at = match place.scale {
                Some(scale) if !scales.insert(scale) => return None,
                Some(scale) => subject.places.scales.get(scale)?.name,
                None => place.mapping.key_span("options"),
            };
            Some(List { item, options: item.options(), at })
        })
        .collect()
}
