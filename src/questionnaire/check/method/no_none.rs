//! Q506: a multiple without “none of these”. Nothing ticked then means either that nothing applies or that nobody answered.

use super::words::{Text, Words};
use crate::diagnostics::{Code, Diagnostic};
use crate::questionnaire::check::Subject;
use crate::questionnaire::{AnswerOption, ItemKind};

pub(super) fn hint(subject: &Subject<'_, '_>, diagnostics: &mut Vec<Diagnostic>) {
    let words = Words::of(subject.questionnaire.source_language());
    for (item, place) in subject.questionnaire.items.iter().zip(&subject.places.items) {
        let ItemKind::Multiple { options, .. } = &item.kind else { continue };
        let says_none = |option: &AnswerOption| {
            option.exclusive
                || option.missing.is_some()
                || words.is_some_and(|words| Text::new(&option.text.source).has_any(words.none))
        };
        if options.iter().any(says_none) {
            continue;
        }
        let message = format!("`{}` has no option for those to whom nothing applies", item.id);
        diagnostics.push(
            Diagnostic::new(Code::NoNoneOption, place.mapping.key_span("options"), message)
                .help("add “None of these” with `exclusive: true`, so that it can be told from no answer"),
        );
    }
}
