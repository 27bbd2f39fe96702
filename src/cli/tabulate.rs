//! `canvass tabulate`: one table.

use std::path::Path;

use super::answers::{
    dataset_of, language_of, not_counted, only_columns, paths_of, read_file, report_of, wave_of,
};
use super::arguments::{Global, RequestArguments, TableFormat, Tabulate};
use super::database::with_service;
use super::failure::Failure;
use super::terminal::{self, Terminal};
use super::timing::{Timing, Watch};
use crate::diagnostics::{Sources, has_errors, in_order};
use crate::export::{csv, json, text, xlsx};
use crate::service::Service;
use crate::tabulation::request::{self, Arguments};
use crate::tabulation::{Dataset, ReportFile, Table, TableRequest, tabulate_in_steps};

pub(super) fn run(arguments: &Tabulate, global: &Global, terminal: Terminal) -> anyhow::Result<()> {
    if arguments.format == TableFormat::Xlsx && arguments.out.is_none() {
        return Err(
            Failure::Usage("a workbook needs a file to go to: add --out table.xlsx".to_owned()).into()
        );
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
    arguments: &Tabulate,
    questionnaire: &Path,
    data: &Path,
    terminal: Terminal,
    mut watch: Watch,
) -> anyhow::Result<()> {
    let answers = read_file(questionnaire, data, arguments.report.as_deref(), terminal)?;
    let language = language_of(&answers.questionnaire, arguments.language.as_deref())?;
    let (survey, dataset) = answers.into_dataset(language);
    let made =
        Material { dataset: &dataset, report: survey.report.as_deref(), sources: survey.folder.sources };
    finish(arguments, made, terminal, &mut watch)
}

async fn on_wave(
    arguments: &Tabulate,
    service: &Service,
    terminal: Terminal,
    mut watch: Watch,
) -> anyhow::Result<()> {
    let wave = wave_of(service, &arguments.source, terminal).await?;
    let language = language_of(&wave.questionnaire, arguments.language.as_deref())?;
    let dataset = dataset_of(service, &wave, arguments.engine, &language, terminal).await?;
    let (report, sources) = report_of(&wave, arguments.report.as_deref(), terminal)?;
    let made = Material { dataset: &dataset, report: report.as_deref(), sources };
    finish(arguments, made, terminal, &mut watch)
}

/// What a table is made from.
struct Material<'a> {
    dataset: &'a Dataset,
    report: Option<&'a ReportFile>,
    /// The files read so far; the request comes to them.
    sources: Sources,
}

fn finish(
    arguments: &Tabulate,
    mut material: Material<'_>,
    terminal: Terminal,
    watch: &mut Watch,
) -> anyhow::Result<()> {
    let mut timing =
        Timing { load_ms: watch.lap(), rows: material.dataset.respondents(), ..Timing::default() };
    let (request, table) = make(arguments, &mut material, terminal, watch, &mut timing)?;
    write(arguments, &request, &table, terminal)?;
    timing.render_ms = watch.lap();
    if arguments.timing {
        terminal.line(&serde_json::to_string(&timing)?);
    }
    Ok(())
}

/// The request of the flags or of the file, and its table; what is wrong with either is shown.
fn make(
    arguments: &Tabulate,
    material: &mut Material<'_>,
    terminal: Terminal,
    watch: &mut Watch,
    timing: &mut Timing,
) -> anyhow::Result<(TableRequest, Table)> {
    let Material { dataset, report, sources } = material;
    let (request, diagnostics) = read_request(&arguments.request, sources)?;
    let shown = |diagnostics| {
        terminal.diagnostics(&in_order(diagnostics), sources);
        Failure::Shown
    };
    let Some(request) = request.filter(|_| !has_errors(&diagnostics)) else {
        return Err(shown(diagnostics).into());
    };
    let table = tabulate_in_steps(&request, *report, dataset, &mut |step| timing.add(step, watch.lap()));
    let table =
        table.map_err(|diagnostics| not_counted(dataset, &in_order(diagnostics), sources, terminal))?;
    Ok((request, table))
}

fn read_request(
    arguments: &RequestArguments,
    sources: &mut Sources,
) -> anyhow::Result<(Option<TableRequest>, Vec<crate::diagnostics::Diagnostic>)> {
    if let Some(path) = &arguments.request {
        let text = terminal::read_text(path)?;
        let name =
            if path == Path::new("-") { "standard input".to_owned() } else { path.display().to_string() };
        let file = request::add_source(sources, &name, &text);
        return Ok(request::parse(sources, file));
    }
    let flags = Arguments {
        rows: arguments.rows.clone(),
        columns: arguments.columns.clone(),
        filter: arguments.filter.clone(),
        weight: arguments.weight.clone(),
        base: arguments.base.clone(),
        include_missing: arguments.include_missing.clone(),
        top_box: arguments.top_box.clone(),
        show: arguments.show.clone(),
        summary: arguments.summary.clone(),
        sort: arguments.sort.clone(),
        test: arguments.test.clone(),
        confidence: arguments.confidence.clone(),
    };
    Ok(TableRequest::from_arguments(&flags, sources))
}

fn write(
    arguments: &Tabulate,
    request: &TableRequest,
    table: &Table,
    terminal: Terminal,
) -> anyhow::Result<()> {
    let out = arguments.out.as_deref();
    let bytes = match arguments.format {
        TableFormat::Text => text::table(table, terminal.width(), terminal.ink(out)).into_bytes(),
        TableFormat::Json => pretty(&json::table(table, &request::to_json(&request.node)))?,
        TableFormat::Csv => {
            let mut bytes = Vec::new();
            csv::table(table, &mut bytes)?;
            bytes
        }
        TableFormat::Xlsx => xlsx::table(table)
            .map_err(|error| Failure::System(format!("the workbook could not be made: {error}")))?,
    };
    terminal::deliver(out, &bytes)?;
    if let Some(out) = out {
        terminal.say(format!("written to {}", out.display()));
    }
    Ok(())
}

/// JSON as people read it, with a line break at its end.
pub(super) fn pretty(value: &serde_json::Value) -> anyhow::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(value)?;
    bytes.push(b'\n');
    Ok(bytes)
}
