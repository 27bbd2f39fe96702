//! The statement of method at the end of a report, made from the definitions: who asked whom, how, when and with what
//! result. What no file gives is "not stated". After the disclosure elements of AAPOR and ESOMAR.

mod counts;
mod data;
mod fieldwork;
mod questions;
mod weights;

use chrono::NaiveDateTime;

use self::counts::Hidden;
use super::dataset::Dataset;
use super::report_file::{MethodPlan, ReportFile};
use super::table::{MethodPart, Report};
use crate::diagnostics::{Code, Diagnostic};
use crate::i18n::{Language, Message, Tongue};

/// What a wave file says of the fieldwork, in the report's language.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fieldwork {
    /// Who is responsible, as the notice to respondents names them.
    pub controller: Option<String>,
    pub population: Option<String>,
    pub population_size: Option<u64>,
    /// The word of `sample.type`.
    pub sample: Option<String>,
    pub frame: Option<String>,
    pub recruitment: Option<String>,
    pub sources: Vec<FieldworkSource>,
    /// Local to `timezone`.
    pub opens: Option<NaiveDateTime>,
    pub closes: Option<NaiveDateTime>,
    pub timezone: String,
    /// What makes an unfinished interview usable, as written.
    pub complete: Option<String>,
    /// What the notice says is published.
    pub publication: Option<String>,
}

/// One way into the survey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldworkSource {
    pub code: String,
    pub text: Option<String>,
    /// Who of this source is screened out, as written.
    pub end_if: Option<String>,
}

/// The statement, heading by heading, in the language of the dataset; empty where the report asks for none.
pub fn method(
    file: &ReportFile,
    dataset: &Dataset,
    report: &Report,
    fieldwork: Option<&Fieldwork>,
) -> Vec<MethodPart> {
    let told = file.told_in(&dataset.info.language);
    let file = told.as_ref();
    let Some(plan) = &file.method else { return Vec::new() };
    let tongue = Tongue::of(&dataset.info.language);
    let hidden = Hidden::of(dataset, &file.universe, report.min_cell);
    let setting = Statement { file, plan, dataset, report, fieldwork, tongue, hidden };
    let mut parts = setting.fieldwork_parts();
    parts.extend(setting.data_parts());
    parts
}

/// What the statement will lack: a warning each, at the place where the report asks for it.
pub fn not_stated(file: &ReportFile, fieldwork: Option<&Fieldwork>, language: &Language) -> Vec<Diagnostic> {
    let Some(plan) = &file.method else { return Vec::new() };
    let tongue = Tongue::of(language);
    let missing = |what: &str, help: String| {
        Diagnostic::new(Code::NotStated, plan.span, format!("the statement of method will not state {what}"))
            .help(help)
    };
    let mut warnings: Vec<Diagnostic> = fieldwork::NEEDED
        .iter()
        .filter(|needed| needed.said(plan, fieldwork, &tongue).is_none())
        .map(|needed| missing(needed.what, needed.help()))
        .collect();
    warnings.extend(file.weight_plans.iter().filter(|weight| weight.source.is_none()).map(|weight| {
        let name = &weight.name.value;
        let help = format!("add `source:` to the weight `{name}`: where its targets come from");
        missing(&format!("where the weight `{name}` has its targets from"), help)
    }));
    warnings
}

/// All that a statement is made from.
struct Statement<'a> {
    file: &'a ReportFile,
    plan: &'a MethodPlan,
    dataset: &'a Dataset,
    report: &'a Report,
    fieldwork: Option<&'a Fieldwork>,
    tongue: Tongue,
    hidden: Hidden,
}

impl Statement<'_> {
    fn part(&self, id: &'static str, title: Message, text: String) -> MethodPart {
        let lacks = |message| text.contains(&self.tongue.say(message));
        let is_stated = !lacks(Message::MethodNotStated) && !lacks(Message::MethodSampleUnknown);
        MethodPart { id, title: self.tongue.say(title), text, is_stated, questions: Vec::new() }
    }
}

fn not_stated_words(tongue: &Tongue) -> String {
    tongue.say(Message::MethodNotStated)
}

/// A list in Markdown.
fn list(entries: impl IntoIterator<Item = String>) -> String {
    entries.into_iter().map(|entry| format!("- {entry}")).collect::<Vec<_>>().join("\n")
}

/// A piece of a file as its author wrote it, in Markdown.
fn as_written(text: &str) -> String {
    format!("`{text}`")
}

#[cfg(test)]
mod tests;
