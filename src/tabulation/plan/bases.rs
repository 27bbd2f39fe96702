//! Who belongs to the base of a variable: its valid answers, the missing reasons that were let in, and what has none.

use crate::diagnostics::{Code, Diagnostic, Span, did_you_mean};
use crate::questionnaire::condition::Reference;
use crate::questionnaire::{DeclaredMissing, Questionnaire, VariableKind};
use crate::tabulation::request::{BaseChoice, Spanned};
use crate::tabulation::subject::{Category, Subject, SubjectKind};

/// Which of the subject's missing categories are in rows and base by `include_missing`.
pub(crate) fn included(subject: &Subject, wanted: &[Spanned<String>]) -> Vec<usize> {
    let is_wanted = |category: &Category| {
        category.missing.is_some_and(|reason| {
            wanted.iter().any(|word| {
                word.value == "all" || word.value == reason.as_str() || word.value == category.code
            })
        })
    };
    (0..subject.categories.len()).filter(|place| is_wanted(&subject.categories[*place])).collect()
}

/// The base where the request names none.
pub(crate) fn default_base(subject: &Subject) -> BaseChoice {
    match subject.kind {
        SubjectKind::Multiple => BaseChoice::Asked,
        SubjectKind::Single | SubjectKind::Bands | SubjectKind::Number => BaseChoice::Answered,
    }
}

/// The categories that count as a valid answer: those that are not missing, and the missing ones that are included.
/// All of a multiple's: whoever ticked "don't know" did tick something.
pub(crate) fn valid(subject: &Subject, include_missing: &[Spanned<String>]) -> Vec<usize> {
    let included = included(subject, include_missing);
    let is_valid = |place: &usize| {
        let category = &subject.categories[*place];
        !category.hidden
            && (category.missing.is_none()
                || subject.kind == SubjectKind::Multiple
                || included.contains(place))
    };
    (0..subject.categories.len()).filter(is_valid).collect()
}

/// Texts and dates have nothing to count; everything else does.
pub(crate) fn refuse_untabulable(
    subject: &Subject,
    at: Span,
    questionnaire: &Questionnaire,
    diagnostics: &mut Vec<Diagnostic>,
) -> bool {
    let Reference::Variable(variable) = subject.reference else { return false };
    let what = match questionnaire.variable(variable).kind {
        VariableKind::Text => "a text: what people wrote never appears in a table",
        VariableKind::Date => "a date, which has neither codes nor a mean",
        VariableKind::Single
        | VariableKind::Multiple
        | VariableKind::Ranking { .. }
        | VariableKind::Number
        | VariableKind::Scale => return false,
    };
    diagnostics
        .push(Diagnostic::new(Code::NotTabulable, at, format!("`{}` is {what}", subject.name)).help(format!(
        "make a variable of it: `variables: {{ has_{0}: {{ where: \"answered({0})\", else: No answer }} }}`",
        subject.name.replace('.', "_")
    )));
    true
}

/// A word of `include_missing` that none of the subjects can make something of.
pub(crate) fn refuse_missing_word(
    word: &Spanned<String>,
    subjects: &[Subject],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let text = word.value.as_str();
    if text == "all"
        || DeclaredMissing::ALL.iter().any(|reason| reason.as_str() == text)
        || subjects.is_empty()
    {
        return;
    }
    let places =
        subjects.iter().filter_map(|subject| Some(&subject.categories[subject.find_category(text)?]));
    let found: Vec<&Category> = places.collect();
    if found.iter().any(|category| category.missing.is_some()) {
        return;
    }
    let (message, help) =
        if ["skipped", "not_asked", "not_reached", "not_in_version", "removed"].contains(&text) {
            (
                format!("`{text}` is no answer, so it is no row"),
                "people who skipped enter by `base: asked`, everybody by `base: all`".to_owned(),
            )
        } else if found.is_empty() {
            let reasons = DeclaredMissing::ALL.map(DeclaredMissing::as_str);
            let help = match did_you_mean(text, reasons.into_iter().chain(["all"])) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("use {}, `all`, or the code of a missing option", reasons.join(", ")),
            };
            (format!("there is no missing option `{text}`"), help)
        } else {
            (
                format!("`{text}` is not a missing option, it is in the table anyway"),
                "take it out of include_missing".to_owned(),
            )
        };
    diagnostics.push(Diagnostic::new(Code::NotTabulable, word.span, message).help(help));
}
