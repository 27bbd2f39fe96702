//! Q504: a questionnaire of more than 15 minutes. Beyond that, people hurry or leave.

use crate::diagnostics::{Code, Diagnostic};
use crate::questionnaire::check::Subject;
use crate::questionnaire::reading_time;

/// Galesic and Bosnjak (2009), "Effects of questionnaire length on participation and indicators of response quality in a web
/// survey": fewer begin, fewer finish and answers get shorter as the announced and the real length grow from 10 to 30 minutes.
const MINUTES_MAX: usize = 15;

pub(super) fn hint(subject: &Subject<'_, '_>, diagnostics: &mut Vec<Diagnostic>) {
    let questionnaire = subject.questionnaire;
    let longest = questionnaire
        .languages
        .iter()
        .map(|language| (reading_time::minutes(questionnaire, language), language))
        .reduce(|longest, next| if next.0 > longest.0 { next } else { longest });
    let Some((minutes, language)) = longest.filter(|(minutes, _)| *minutes > MINUTES_MAX) else { return };
    diagnostics.push(
        Diagnostic::new(
            Code::LongQuestionnaire,
            subject.places.survey.key_span("pages"),
            format!("the questionnaire takes about {minutes} minutes to read and answer (in `{language}`)"),
        )
        .help(format!(
            "drop or split what is needed least: more than {MINUTES_MAX} minutes cost answers and care"
        )),
    );
}
