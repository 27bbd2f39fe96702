//! The conditions of a wave file, compiled against its questionnaire.

use std::collections::BTreeMap;

use super::wave_file::{ExpressionText, WavePlan};
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::i18n::Language;
use crate::questionnaire::ItemScope;
use crate::questionnaire::Questionnaire;
use crate::questionnaire::condition::{self, Condition};
use crate::responses::{AnswerFacts, Answers, Circumstances};

/// What a wave adds to the questionnaire's own rules.
#[derive(Debug, Clone, Default)]
pub struct WaveRules {
    /// What makes an unfinished interview usable.
    pub complete: Option<Condition>,
    source_ends: BTreeMap<String, Condition>,
}

impl WaveRules {
    /// The rules and what is wrong with them: the conditions that cannot be read, and what the notice lacks in the
    /// questionnaire's languages.
    pub fn compile(plan: &WavePlan, questionnaire: &Questionnaire) -> (WaveRules, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let sources = plan.source_codes();
        let scope = ItemScope {
            items: &questionnaire.items,
            variables: &questionnaire.variables,
            visible: questionnaire.variables.len(),
            sources: sources.as_deref(),
            languages: &questionnaire.languages,
            arms: &questionnaire.arms,
            consents: &questionnaire.consents,
        };
        let mut compile = |expression: &ExpressionText| {
            condition::compile(&expression.text, expression.span, &scope, &mut diagnostics)
        };
        let complete = plan.complete.as_ref().and_then(&mut compile);
        let source_ends = plan
            .sources
            .iter()
            .filter_map(|source| Some((source.code.clone(), compile(source.end_if.as_ref()?)?)))
            .collect();
        if let Some((notice, span)) = plan.notice.as_ref().zip(plan.notice_span) {
            diagnostics.extend(notice_problem(&notice.missing_for(&questionnaire.languages), span));
        }
        diagnostics.extend(language_problems(plan, &questionnaire.languages));
        (WaveRules { complete, source_ends }, diagnostics)
    }

    /// The `end_if` of the respondent's source.
    pub fn source_end(&self, source: Option<&str>) -> Option<&Condition> {
        self.source_ends.get(source?)
    }

    /// Whether the wave's `complete:` holds for these answers; `None` where the wave has no such rule.
    pub fn is_usable(
        &self,
        questionnaire: &Questionnaire,
        answers: &Answers,
        circumstances: &Circumstances,
    ) -> Option<bool> {
        let rule = self.complete.as_ref()?;
        let facts = AnswerFacts::new(questionnaire, answers, circumstances);
        Some(condition::holds(&rule.expr, &facts))
    }
}

/// What the notice must say in every language is told with the notice as a whole.
const TOLD_WITH_THE_NOTICE: [&str; 3] = ["notice.controller", "notice.contact", "notice.purposes"];

/// The languages of a wave are those of its questionnaire: a text in another is read by nobody, and one that lacks some
/// of them is not translated.
fn language_problems(plan: &WavePlan, languages: &[Language]) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let list = languages.iter().map(Language::as_str).collect::<Vec<_>>().join(", ");
    for text in &plan.translated {
        for (language, span) in text.languages.iter().filter(|(language, _)| !languages.contains(language)) {
            let help = match language.best_of(languages) {
                Some(near) => format!("write `{near}`, as the questionnaire does"),
                None => format!(
                    "remove it, or add the language to the questionnaire: `languages: [{list}, {language}]`"
                ),
            };
            problems.push(
                Diagnostic::new(
                    Code::WaveLanguage,
                    *span,
                    format!("the questionnaire is not asked in `{language}` but in {list}"),
                )
                .help(help),
            );
        }
        if TOLD_WITH_THE_NOTICE.contains(&text.path.as_str()) {
            continue;
        }
        let lacking = languages.iter().filter(|wanted| !text.languages.iter().any(|(has, _)| has == *wanted));
        let lacking = lacking.map(|language| format!("`{language}`")).collect::<Vec<_>>().join(", ");
        if !lacking.is_empty() {
            problems.push(
                Diagnostic::new(
                    Code::MissingTranslation,
                    text.span,
                    format!("`{}` of the wave is not written in {lacking}", text.path),
                )
                .help("add the text in that language; until then its respondents read another"),
            );
        }
    }
    problems
}

fn notice_problem(missing: &[String], span: Span) -> Option<Diagnostic> {
    if missing.is_empty() {
        return None;
    }
    let message = format!("the notice does not say: {}", missing.join(", "));
    Some(
        Diagnostic::new(Code::NoticeIncomplete, span, message)
            .label("this notice")
            .help("a wave opens to real respondents only with its notice in every language: write `key: { en: …, ko: … }`"),
    )
}
