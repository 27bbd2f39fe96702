//! `canvass tabulate`: one table.

use std::path::Path;

use super::answers::{FileAnswers, language_of, paths_of, read_file};
use super::arguments::{RequestArguments, TableFormat, Tabulate};
use super::failure::Failure;
use super::terminal::{self, Terminal};
use super::timing::{Timing, Watch};
use crate::diagnostics::{Sources, has_errors, in_order};
use crate::export::{csv, json, text, xlsx};
use crate::tabulation::request::{self, Arguments};
use crate::tabulation::{Dataset, ReportFile, Table, TableRequest, tabulate_in_steps};

pub(super) fn run(arguments: &Tabulate, terminal: Terminal) -> anyhow::Result<()> {
    if arguments.format == TableFormat::Xlsx && arguments.out.is_none() {
        return Err(
            Failure::Usage("a workbook needs a file to go to: add --out table.xlsx".to_owned()).into()
        );
    }
    let mut watch = Watch::start();
    let mut timing = Timing::default();
    if let Some((questionnaire, data)) = paths_of(&arguments.source) {
        let mut answers = read_file(questionnaire, data, arguments.report.as_deref(), terminal)?;
        let language = language_of(&answers.questionnaire, arguments.language.as_deref())?;
        let dataset = answers.dataset(language);
        timing.load_ms = watch.lap();
        timing.rows = dataset.respondents();
        let FileAnswers { survey, .. } = answers;
        let mut sources = survey.folder.sources;
        let report = survey.report.as_deref();
        let (request, table) =
            make(arguments, &mut sources, report, &dataset, terminal, &mut watch, &mut timing)?;
        write(arguments, &request, &table, terminal)?;
    } else {
        return Err(super::answers::no_wave().into());
    }
    timing.render_ms = watch.lap();
    if arguments.timing {
        terminal.line(&serde_json::to_string(&timing)?);
    }
    Ok(())
}

/// The request of the flags or of the file, and its table; what is wrong with either is shown.
fn make(
    arguments: &Tabulate,
    sources: &mut Sources,
    report: Option<&ReportFile>,
    dataset: &Dataset,
    terminal: Terminal,
    watch: &mut Watch,
    timing: &mut Timing,
) -> anyhow::Result<(TableRequest, Table)> {
    let (request, diagnostics) = read_request(&arguments.request, sources)?;
    let shown = |diagnostics| {
        terminal.diagnostics(&in_order(diagnostics), sources);
        Failure::Shown
    };
    let Some(request) = request.filter(|_| !has_errors(&diagnostics)) else {
        return Err(shown(diagnostics).into());
    };
    let table = tabulate_in_steps(&request, report, dataset, &mut |step| timing.add(step, watch.lap()));
    Ok((request, table.map_err(shown)?))
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
