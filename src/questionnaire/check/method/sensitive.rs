//! Q502: a question about something people are often unwilling to speak of, without a way to say so.

use super::words::{Text, Words};
use super::{is_asked, no_decline};
use crate::diagnostics::{Code, Diagnostic};
use crate::questionnaire::check::Subject;

pub(super) fn hint(subject: &Subject<'_, '_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(words) = Words::of(subject.questionnaire.source_language()) else { return };
    for (item, place) in
        subject.questionnaire.items.iter().zip(&subject.places.items).filter(|(item, _)| is_asked(item))
    {
        let Some(word) = Text::new(&item.text.source).first_of(words.sensitive) else { continue };
        // A field that may stay empty declines by staying empty; a choice does not say so.
        let may_decline =
            if item.options().is_empty() { !item.required } else { no_decline::offers_it(item, Some(words)) };
        if may_decline {
            continue;
        }
        let message = format!(
            "`{}` asks about something sensitive (“{}”) without a way to decline",
            item.id,
            word.trim_end_matches('*')
        );
        diagnostics
            .push(Diagnostic::new(Code::SensitiveWithoutDecline, place.value_span("text"), message).help(
            "add an option such as “Prefer not to say” with `missing: refused`, or leave the item optional",
        ));
    }
}
