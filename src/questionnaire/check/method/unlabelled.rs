//! Q509: a scale whose ends are not labelled. Nobody can tell whether 10 is good or bad.

use crate::diagnostics::{Code, Diagnostic};
use crate::questionnaire::ItemKind;
use crate::questionnaire::check::Subject;

pub(super) fn hint(subject: &Subject<'_, '_>, diagnostics: &mut Vec<Diagnostic>) {
    for (item, place) in subject.questionnaire.items.iter().zip(&subject.places.items) {
        let ItemKind::Scale { from_text, to_text, .. } = &item.kind else { continue };
        let missing = match (from_text, to_text) {
            (Some(_), Some(_)) => continue,
            (None, Some(_)) => "`from_text`",
            (Some(_), None) => "`to_text`",
            (None, None) => "`from_text` and `to_text`",
        };
        diagnostics.push(
            Diagnostic::new(
                Code::UnlabelledEnds,
                place.id,
                format!("the scale `{}` does not say what its ends mean", item.id),
            )
            .help(format!("add {missing}")),
        );
    }
}
