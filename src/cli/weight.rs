//! `canvass weight`: the weights that a report file declares, made from the answers, and the report on them.

use std::path::Path;

use super::answers::{language_of, paths_of, read_file_of_responses, report_of, wave_of};
use super::arguments::{FigureFormat, Global, Weight};
use super::database::{failed, with_service};
use super::export::write_sidecar;
use super::failure::Failure;
use super::tabulate::pretty;
use super::terminal::{self, Terminal, counted};
use crate::diagnostics::{Sources, Span};
use crate::export::{json, weights};
use crate::responses::Response;
use crate::service::{self, Service};
use crate::tabulation::request::{Spanned, add_source};
use crate::tabulation::{Dataset, ReportFile, weight_report};

pub(super) fn run(arguments: &Weight, global: &Global, terminal: Terminal) -> anyhow::Result<()> {
    match paths_of(&arguments.source) {
        Some((questionnaire, data)) => on_file(arguments, questionnaire, data, terminal),
        None => with_service(global, async |service| on_wave(arguments, &service, terminal).await),
    }
}

fn on_file(arguments: &Weight, questionnaire: &Path, data: &Path, terminal: Terminal) -> anyhow::Result<()> {
    let answers = read_file_of_responses(questionnaire, data, arguments.report.as_deref(), terminal)?;
    let language = language_of(&answers.questionnaire, arguments.language.as_deref())?;
    let ids = ids(&answers.file.responses);
    let (survey, dataset) = answers.for_tables().into_dataset(language);
    finish(arguments, &dataset, &ids, (survey.report.as_deref(), survey.folder.sources), terminal)
}

async fn on_wave(arguments: &Weight, service: &Service, terminal: Terminal) -> anyhow::Result<()> {
    let wave = wave_of(service, &arguments.source, terminal).await?;
    let language = language_of(&wave.questionnaire, arguments.language.as_deref())?;
    let (report, sources) = report_of(&wave, arguments.report.as_deref(), terminal)?;
    // The columns and the ids must be of the same responses.
    let loaded = service::load_responses(service, &wave).await.map_err(|error| failed(error, terminal))?;
    let ids = ids(&loaded.responses);
    let dataset = service::dataset_of(&wave, &loaded, &language);
    finish(arguments, &dataset, &ids, (report.as_deref(), sources), terminal)
}

/// What the file called the response, else its own id.
fn ids(responses: &[Response]) -> Vec<String> {
    let id = |response: &Response| response.external_id.clone().unwrap_or_else(|| response.id.0.to_string());
    responses.iter().map(id).collect()
}

fn finish(
    arguments: &Weight,
    dataset: &Dataset,
    ids: &[String],
    (report, mut sources): (Option<&ReportFile>, Sources),
    terminal: Terminal,
) -> anyhow::Result<()> {
    let file = add_source(&mut sources, "--weight", &arguments.weight);
    let name = Spanned { value: arguments.weight.clone(), span: Span::new(file, 0, arguments.weight.len()) };
    let (told, values) = weight_report(&name, report, dataset).map_err(|diagnostics| {
        terminal.diagnostics(&diagnostics, &sources);
        Failure::Shown
    })?;
    let bytes = match arguments.format {
        FigureFormat::Text => weights::text(&told).into_bytes(),
        FigureFormat::Json => pretty(&json::weight(&told))?,
    };
    if let Some(path) = &arguments.out {
        let mut file = Vec::new();
        let written = weights::csv(ids, &values, &mut file)?;
        terminal::deliver(Some(path), &file)?;
        write_sidecar(path, &written, &dataset.info.version, dataset.info.wave.as_deref())?;
        terminal.say(format!(
            "{} written to {}, particulars to {}",
            counted(ids.len(), "weight"),
            path.display(),
            terminal::beside(path, ".meta.json").display()
        ));
    }
    terminal::deliver(None, &bytes)
}
