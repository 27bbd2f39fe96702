//! Q511: “and/or” in a question. Those to whom one half applies and the other does not cannot answer.

use super::is_asked;
use super::words::{Text, Words};
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::questionnaire::check::{Subject, option_lists};

pub(super) fn hint(subject: &Subject<'_, '_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(words) = Words::of(subject.questionnaire.source_language()) else { return };
    for (item, place) in
        subject.questionnaire.items.iter().zip(&subject.places.items).filter(|(item, _)| is_asked(item))
    {
        let rows = item.rows().iter().zip(&place.rows);
        let rows = rows.map(|(row, place)| (&row.text, option_lists::value_span(place, "text")));
        let own: (_, Span) = (&item.text, place.value_span("text"));
        for (text, at) in [own].into_iter().chain(rows) {
            if Text::new(&text.source).has_any(words.and_or) {
                diagnostics.push(
                    Diagnostic::new(Code::TwoQuestions, at, format!("`{}` asks two things at once", item.id))
                        .label("and/or")
                        .help("ask each by itself, or say “or” where either is meant"),
                );
            }
        }
    }
}
