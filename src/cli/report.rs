//! `canvass report`: every table and figure of report.yaml.

use serde_json::Value;

use super::answers::{FileAnswers, language_of, paths_of, read_file};
use super::arguments::{Report as ReportArguments, ReportFormat};
use super::failure::Failure;
use super::tabulate::pretty;
use super::terminal::{self, Terminal, counted};
use super::timing::{Timing, Watch};
use crate::export::{html, json, text, xlsx};
use crate::tabulation::request::to_json;
use crate::tabulation::{Figure, Report, ReportFile, report_in_steps};

pub(super) fn run(arguments: &ReportArguments, terminal: Terminal) -> anyhow::Result<()> {
    if arguments.format == ReportFormat::Xlsx && arguments.out.is_none() {
        return Err(
            Failure::Usage("a workbook needs a file to go to: add --out report.xlsx".to_owned()).into()
        );
    }
    let mut watch = Watch::start();
    let mut timing = Timing::default();
    let mut made = None;
    if let Some((questionnaire, data)) = paths_of(&arguments.source) {
        let mut answers = read_file(questionnaire, data, arguments.report.as_deref(), terminal)?;
        let language = language_of(&answers.questionnaire, arguments.language.as_deref())?;
        let dataset = answers.dataset(language);
        timing.load_ms = watch.lap();
        timing.rows = dataset.respondents();
        let FileAnswers { survey, .. } = answers;
        let file = survey.report.ok_or_else(|| no_report(questionnaire))?;
        let report = report_in_steps(&file, &dataset, &mut |step| timing.add(step, watch.lap())).map_err(
            |diagnostics| {
                terminal.diagnostics(&diagnostics, &survey.folder.sources);
                Failure::Shown
            },
        )?;
        made = Some((file, report));
    }
    let Some((file, report)) = made else { return Err(super::answers::no_wave().into()) };
    write(arguments, &file, &report, terminal)?;
    timing.render_ms = watch.lap();
    if arguments.timing {
        terminal.line(&serde_json::to_string(&timing)?);
    }
    if arguments.check { check(&report.figures, terminal) } else { Ok(()) }
}

fn no_report(questionnaire: &std::path::Path) -> Failure {
    Failure::Usage(format!(
        "`{}` has no report.yaml beside it: write one, or name another with --report",
        questionnaire.display()
    ))
}

fn write(
    arguments: &ReportArguments,
    file: &ReportFile,
    report: &Report,
    terminal: Terminal,
) -> anyhow::Result<()> {
    let out = arguments.out.as_deref();
    let bytes = match arguments.format {
        ReportFormat::Text => text::report(report, terminal.width(), terminal.ink(out)).into_bytes(),
        ReportFormat::Html => html::report(report).into_bytes(),
        ReportFormat::Json => pretty(&json::report(report, &|id| request_of(file, id)))?,
        ReportFormat::Xlsx => xlsx::report(report)
            .map_err(|error| Failure::System(format!("the workbook could not be made: {error}")))?,
    };
    terminal::deliver(out, &bytes)?;
    if let Some(out) = out {
        terminal.say(format!("written to {}", out.display()));
    }
    Ok(())
}

/// The request of the report's table with this id, as it was read.
pub(super) fn request_of(file: &ReportFile, id: &str) -> Value {
    file.sections
        .iter()
        .flat_map(|section| &section.tables)
        .find(|request| request.id.as_ref().is_some_and(|found| found.value == id))
        .map_or(Value::Null, |request| to_json(&request.node))
}

/// Holds every figure against its published value. One that is known to differ is listed, and is wrong if it agrees.
fn check(figures: &[Figure], terminal: Terminal) -> anyhow::Result<()> {
    let published: Vec<&Figure> = figures.iter().filter(|figure| figure.published.is_some()).collect();
    terminal.say(text::comparison(&published, terminal.width()).trim_end());
    let wrong: Vec<&str> = published
        .iter()
        .filter(|figure| {
            figure.published.as_ref().is_some_and(|value| value.agrees == value.differs.is_some())
        })
        .map(|figure| figure.id.as_str())
        .collect();
    if wrong.is_empty() {
        terminal.say(format!("{} checked, none is wrong", counted(published.len(), "published figure")));
        return Ok(());
    }
    Err(Failure::Input(format!(
        "{} of {} not as published: {}",
        wrong.len(),
        counted(published.len(), "figure"),
        wrong.join(", ")
    ))
    .into())
}
