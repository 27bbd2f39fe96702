//! Q510: a grid of statements to agree or disagree with. People tend to agree whatever is said, and do so down the column.

use super::is_grid;
use super::words::{Text, Words};
use crate::diagnostics::{Code, Diagnostic};
use crate::questionnaire::check::Subject;

pub(super) fn hint(subject: &Subject<'_, '_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(words) = Words::of(subject.questionnaire.source_language()) else { return };
    for (item, place) in
        subject.questionnaire.items.iter().zip(&subject.places.items).filter(|(item, _)| is_grid(item))
    {
        let says = |list: &[&'static str]| {
            item.options().iter().any(|option| Text::new(&option.text.source).has_any(list))
        };
        if says(words.agree) && says(words.disagree) {
            diagnostics.push(
                Diagnostic::new(
                    Code::AgreeGrid,
                    place.id,
                    format!("`{}` is a grid of statements to agree or disagree with", item.id),
                )
                .help(
                    "ask for the thing itself: how often, how much, how important, with options of its own",
                ),
            );
        }
    }
}
