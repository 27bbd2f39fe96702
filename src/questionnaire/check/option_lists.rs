//! Every list of options once: those of the scales, and those that items write out themselves.

use super::Subject;
use crate::diagnostics::Span;
use crate::questionnaire::AnswerOption;
use crate::questionnaire::syntax::Mapping;

/// Each list as pairs of an option and its place.
pub(super) fn each<'a, 'tree>(
    subject: &'a Subject<'_, 'tree>,
) -> impl Iterator<Item = (&'a [AnswerOption], &'a [Mapping<'tree>])> {
    let scales = subject.places.scales.values().map(|scale| (&*scale.options, &*scale.places));
    let own = subject.questionnaire.items.iter().zip(&subject.places.items);
    scales.chain(
        own.filter(|(_, place)| place.scale.is_none()).map(|(item, place)| (item.options(), &*place.options)),
    )
}

/// Where the value of an option's key stands.
pub(super) fn value_span(place: &Mapping<'_>, key: &str) -> Span {
    place.get(key).map_or(place.span, |node| node.span)
}
