//! `canvass figure`: one number, of the report file or of a figure written for the purpose.

use std::path::Path;

use super::answers::{
    dataset_of, language_of, not_counted, only_columns, paths_of, read_file, report_of, wave_of,
};
use super::arguments::{Figure as FigureArguments, FigureFormat, Global};
use super::database::with_service;
use super::failure::Failure;
use super::tabulate::pretty;
use super::terminal::{self, Terminal};
use super::timing::{Timing, Watch};
use crate::diagnostics::{Sources, did_you_mean, has_errors};
use crate::export::{figure, json};
use crate::service::Service;
use crate::tabulation::request::add_source;
use crate::tabulation::{Dataset, Declared, ReportFile, figures, report_file};

pub(super) fn run(arguments: &FigureArguments, global: &Global, terminal: Terminal) -> anyhow::Result<()> {
    let watch = Watch::start();
    match paths_of(&arguments.source) {
        Some((questionnaire, data)) => {
            only_columns(arguments.engine)?;
            on_file(arguments, questionnaire, data, terminal, watch)
        }
        None => with_service(global, async |service| on_wave(arguments, &service, terminal, watch).await),
    }
}

fn on_file(
    arguments: &FigureArguments,
    questionnaire: &Path,
    data: &Path,
    terminal: Terminal,
    watch: Watch,
) -> anyhow::Result<()> {
    let answers = read_file(questionnaire, data, arguments.report.as_deref(), terminal)?;
    let language = language_of(&answers.questionnaire, arguments.language.as_deref())?;
    let (survey, dataset) = answers.into_dataset(language);
    finish(arguments, &dataset, survey.report.as_deref(), survey.folder.sources, terminal, watch)
}

async fn on_wave(
    arguments: &FigureArguments,
    service: &Service,
    terminal: Terminal,
    watch: Watch,
) -> anyhow::Result<()> {
    let wave = wave_of(service, &arguments.source, terminal).await?;
    let language = language_of(&wave.questionnaire, arguments.language.as_deref())?;
    let (report, sources) = report_of(&wave, arguments.report.as_deref(), terminal)?;
    let dataset = dataset_of(service, &wave, arguments.engine, &language, terminal).await?;
    finish(arguments, &dataset, report.as_deref(), sources, terminal, watch)
}

fn finish(
    arguments: &FigureArguments,
    dataset: &Dataset,
    report: Option<&ReportFile>,
    sources: Sources,
    terminal: Terminal,
    mut watch: Watch,
) -> anyhow::Result<()> {
    let mut timing = Timing { load_ms: watch.lap(), rows: dataset.respondents(), ..Timing::default() };
    let (asked, sources) = asked(arguments, dataset, report, sources, terminal)?;
    timing.plan_ms = watch.lap();
    let computed = figures(&asked, dataset)
        .map_err(|diagnostics| not_counted(dataset, &diagnostics, &sources, terminal))?;
    timing.count_ms = watch.lap();
    let computed = computed.first().ok_or_else(|| Failure::Input("there is no figure".to_owned()))?;
    let bytes = match arguments.format {
        FigureFormat::Text => {
            figure::text(computed, asked.figure_confidence(), dataset.info.synthetic.as_deref()).into_bytes()
        }
        FigureFormat::Json => pretty(&json::figure(computed))?,
    };
    terminal::deliver(arguments.out.as_deref(), &bytes)?;
    if let Some(out) = &arguments.out {
        terminal.say(format!("written to {}", out.display()));
    }
    timing.render_ms = watch.lap();
    if arguments.timing {
        terminal.line(&serde_json::to_string(&timing)?);
    }
    Ok(())
}

/// The figure as a report of nothing else, and the files it was read from.
fn asked(
    arguments: &FigureArguments,
    dataset: &Dataset,
    report: Option<&ReportFile>,
    mut sources: Sources,
    terminal: Terminal,
) -> anyhow::Result<(ReportFile, Sources)> {
    let Some(path) = &arguments.figure else {
        let asked = of_report(arguments.id.as_deref().unwrap_or_default(), report)?;
        return Ok((asked, sources));
    };
    let text = terminal::read_text(path)?;
    let name = if path == Path::new("-") { "standard input".to_owned() } else { path.display().to_string() };
    let file = add_source(&mut sources, &name, &text);
    let declared = Declared { extras: dataset.extras().map(str::to_owned).collect(), ..Declared::default() };
    let (found, diagnostics) =
        report_file::parse_figure(&sources, file, &dataset.questionnaire, report, &declared);
    if !diagnostics.is_empty() {
        terminal.diagnostics(&diagnostics, &sources);
    }
    let found = found.filter(|_| !has_errors(&diagnostics)).ok_or(Failure::Shown)?;
    Ok((found, sources))
}

fn of_report(id: &str, report: Option<&ReportFile>) -> Result<ReportFile, Failure> {
    let Some(report) = report else {
        return Err(Failure::Usage(format!(
            "there is no report file that could have the figure `{id}`: name one with --report, or write the figure \
             into a file and give it with --figure"
        )));
    };
    report.with_figure_alone(id).ok_or_else(|| {
        let known: Vec<&str> = report.figures.iter().map(|figure| figure.id.value.as_str()).collect();
        let help = match did_you_mean(id, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("its figures are: {}", known.join(", ")),
        };
        Failure::Input(format!("the report has no figure `{id}`: {help}"))
    })
}
