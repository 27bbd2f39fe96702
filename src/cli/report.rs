//! `canvass report`: every table and figure of report.yaml.

use std::path::Path;

use super::answers::{
    dataset_of, language_of, not_counted, only_columns, paths_of, read_file, report_of, wave_of,
};
use super::arguments::{Global, Report as ReportArguments, ReportFormat};
use super::charts;
use super::database::{failed, with_service};
use super::failure::Failure;
use super::tabulate::pretty;
use super::terminal::{self, Terminal, counted};
use super::timing::{Timing, Watch};
use super::trend_waves;
use crate::diagnostics::Sources;
use crate::export::chart::{Palette, Scheme};
use crate::export::{html, json, text, xlsx};
use crate::questionnaire::theme::Theme;
use crate::service::{self, Edition, Service, ServiceError, fieldwork_words};
use crate::tabulation::request::request_of;
use crate::tabulation::{
    self, Audience, Dataset, Fieldwork, Figure, Report, ReportFile, TrendWaves, report_in_steps,
};

pub(super) fn run(arguments: &ReportArguments, global: &Global, terminal: Terminal) -> anyhow::Result<()> {
    let needs_file = match arguments.format {
        ReportFormat::Xlsx => Some("a workbook needs a file to go to: add --out report.xlsx"),
        ReportFormat::Pdf => Some("a PDF needs a file to go to: add --out report.pdf"),
        ReportFormat::Charts => Some("charts need a folder to go to: add --out DIR"),
        ReportFormat::Text | ReportFormat::Html | ReportFormat::Json => None,
    };
    if let (Some(message), None) = (needs_file, &arguments.out) {
        return Err(Failure::Usage(message.to_owned()).into());
    }
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
    arguments: &ReportArguments,
    questionnaire: &Path,
    data: &Path,
    terminal: Terminal,
    mut watch: Watch,
) -> anyhow::Result<()> {
    let answers = read_file(questionnaire, data, arguments.report.as_deref(), terminal)?;
    let language = language_of(&answers.questionnaire, arguments.language.as_deref())?;
    let (survey, dataset) = answers.into_dataset(language);
    let file = survey.report.clone().ok_or_else(|| no_report(questionnaire))?;
    let source_language = dataset.questionnaire.source_language();
    let said =
        survey.wave.as_ref().map(|plan| fieldwork_words(plan, &dataset.info.language, source_language));
    let (sources, theme) = (survey.folder.sources.clone(), survey.theme.clone());
    let loaded = trend_waves::in_files(&file, &sources, terminal)?;
    trend_waves::refuse_others(&file, &loaded, &sources, terminal)?;
    let name = questionnaire.display().to_string();
    let own = Edition::of_folder(&name, survey).ok_or_else(|| no_report(questionnaire))?;
    let made = Material {
        file: &file,
        sources: &sources,
        waves: service::trend_waves(loaded, own),
        fieldwork: said.as_ref(),
        theme: theme.as_deref(),
    };
    finish(arguments, &made, &dataset, terminal, &mut watch)
}

async fn on_wave(
    arguments: &ReportArguments,
    service: &Service,
    terminal: Terminal,
    mut watch: Watch,
) -> anyhow::Result<()> {
    let wave = wave_of(service, &arguments.source, terminal).await?;
    let language = language_of(&wave.questionnaire, arguments.language.as_deref())?;
    let (file, sources) = report_of(&wave, arguments.report.as_deref(), terminal)?;
    let slug = wave.wave.slug.clone();
    let file = file.ok_or_else(|| failed(ServiceError::NoReport { slug }, terminal))?;
    let dataset = dataset_of(service, &wave, arguments.engine, &language, terminal).await?;
    let said = fieldwork_words(&wave.wave.plan, &language, wave.questionnaire.source_language());
    let waves = match &arguments.report {
        Some(_) => {
            let mut loaded = trend_waves::in_files(&file, &sources, terminal)?;
            let others = service::load_trend_waves(service, (&wave, &dataset), &file, &sources).await;
            loaded.extend(others.map_err(|error| failed(error, terminal))?);
            service::trend_waves(loaded, service::edition_of(&wave))
        }
        None => service::load_stored_trend_waves(service, (&wave, &dataset), &file, &sources)
            .await
            .map_err(|error| failed(error, terminal))?,
    };
    let made = Material {
        file: &file,
        sources: &sources,
        waves,
        fieldwork: Some(&said),
        theme: wave.theme.as_deref(),
    };
    finish(arguments, &made, &dataset, terminal, &mut watch)
}

/// What a report is made from beside the answers.
struct Material<'a> {
    file: &'a ReportFile,
    sources: &'a Sources,
    waves: TrendWaves,
    fieldwork: Option<&'a Fieldwork>,
    theme: Option<&'a Theme>,
}

fn finish(
    arguments: &ReportArguments,
    made: &Material<'_>,
    dataset: &Dataset,
    terminal: Terminal,
    watch: &mut Watch,
) -> anyhow::Result<()> {
    let mut timing = Timing { load_ms: watch.lap(), rows: dataset.respondents(), ..Timing::default() };
    let Material { file, sources, waves, fieldwork, theme } = made;
    let audience = if arguments.public { Audience::Public } else { Audience::Analysts };
    if audience == Audience::Public && file.disclose.is_none() {
        return Err(Failure::Input(
            "the report has no `disclose:`, so nothing says what to hide: add `disclose: { min_cell: 10 }` to it".to_owned(),
        )
        .into());
    }
    let mut told = |step| timing.add(step, watch.lap());
    let mut report = report_in_steps(file, dataset, waves, audience, &mut told)
        .map_err(|diagnostics| not_counted(dataset, &diagnostics, sources, terminal))?;
    report.method = tabulation::method(file, dataset, &report, *fieldwork);
    if dataset.refusal().is_some() {
        return Err(not_counted(dataset, &[], sources, terminal));
    }
    write(arguments, file, &report, *theme, terminal)?;
    timing.render_ms = watch.lap();
    if arguments.timing {
        terminal.line(&serde_json::to_string(&timing)?);
    }
    if arguments.check { check(&report.figures, terminal) } else { Ok(()) }
}

fn no_report(questionnaire: &Path) -> Failure {
    Failure::Usage(format!(
        "`{}` has no report.yaml beside it: write one, or name another with --report",
        questionnaire.display()
    ))
}

fn write(
    arguments: &ReportArguments,
    file: &ReportFile,
    report: &Report,
    theme: Option<&Theme>,
    terminal: Terminal,
) -> anyhow::Result<()> {
    let out = arguments.out.as_deref();
    if let (ReportFormat::Charts, Some(folder)) = (arguments.format, out) {
        let palette = Palette::dressed(theme, Scheme::Light);
        return charts::write(report, folder, &palette, arguments.fonts.as_deref(), terminal);
    }
    let bytes = match arguments.format {
        ReportFormat::Text => text::report(report, terminal.width(), terminal.ink(out)).into_bytes(),
        ReportFormat::Charts => return Err(anyhow::anyhow!("charts go to a folder")),
        ReportFormat::Html => html::report(report, theme).into_bytes(),
        ReportFormat::Pdf => service::print_page(&html::report(report, theme))
            .map_err(|error| Failure::System(error.to_string()))?,
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
