//! Q513: a score on an option that says there is no answer: it would pull every mean that takes it in.

use crate::diagnostics::{Code, Diagnostic};
use crate::questionnaire::check::{Subject, option_lists};

pub(super) fn hint(subject: &Subject<'_, '_>, diagnostics: &mut Vec<Diagnostic>) {
    for (options, places) in option_lists::each(subject) {
        for (option, place) in options.iter().zip(places) {
            if let Some(missing) = option.missing.filter(|_| option.value.is_some()) {
                diagnostics.push(
                    Diagnostic::new(
                        Code::ScoredMissing,
                        option_lists::value_span(place, "value"),
                        format!(
                            "`{}` is `missing: {}` and has a score besides",
                            option.code,
                            missing.as_str()
                        ),
                    )
                    .help("remove `value`: what is no answer has no place on the scale"),
                );
            }
        }
    }
}
