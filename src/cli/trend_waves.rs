//! The waves of a trend that lie in files beside the report file: a survey and its data each.

use std::path::{Path, PathBuf};

use super::answers::read_wave_file;
use super::failure::Failure;
use super::terminal::Terminal;
use crate::diagnostics::{Code, Diagnostic, Sources, Span};
use crate::service::{Edition, LoadedWave};
use crate::tabulation::report_file::TrendWave;
use crate::tabulation::{ReportFile, WaveAnswers};

/// The waves in files that the report's trends name, each once.
pub(super) fn in_files(
    file: &ReportFile,
    sources: &Sources,
    terminal: Terminal,
) -> anyhow::Result<Vec<LoadedWave>> {
    let mut loaded: Vec<LoadedWave> = Vec::new();
    let weighted = |key: &str| {
        file.trends.iter().any(|trend| {
            let is_weighted = trend.weight.as_ref().is_some_and(|weight| weight.value != "none");
            is_weighted && trend.waves.iter().any(|wave| wave.key() == key)
        })
    };
    for wave in file.trends.iter().flat_map(|trend| &trend.waves) {
        let TrendWave::File { name, questionnaire, data } = wave else { continue };
        let key = wave.key();
        if loaded.iter().any(|known| known.answers.key == key) {
            continue;
        }
        let place = |path: &str, span: Span| -> anyhow::Result<PathBuf> {
            let beside = Path::new(&*sources.get(span.file).name).parent().unwrap_or(Path::new(""));
            let found = beside.join(path);
            if found.exists() {
                return Ok(found);
            }
            let message = format!("there is no file or folder `{}`", found.display());
            let help = "paths of a wave are read from the folder of the report file";
            let problem = Diagnostic::new(Code::NotTabulable, span, message).help(help);
            terminal.diagnostics(&[problem], sources);
            Err(Failure::Shown.into())
        };
        let survey = place(&questionnaire.value, questionnaire.span)?;
        let data = place(&data.value, data.span)?;
        let answers = read_wave_file(&survey, &data, weighted(&key), terminal)?;
        let language = answers.questionnaire.source_language().clone();
        let (checked, dataset) = answers.into_dataset(language);
        let report = checked.report.clone();
        let Some(edition) = Edition::of_folder(&name.value, checked) else { continue };
        loaded.push(LoadedWave {
            answers: WaveAnswers {
                key,
                name: name.value.clone(),
                opened: None,
                dataset: dataset.into(),
                report,
            },
            edition,
        });
    }
    Ok(loaded)
}

/// Waves of the database cannot be had without one.
pub(super) fn refuse_others(
    file: &ReportFile,
    loaded: &[LoadedWave],
    sources: &Sources,
    terminal: Terminal,
) -> anyhow::Result<()> {
    let problems: Vec<Diagnostic> = file
        .trends
        .iter()
        .flat_map(|trend| &trend.waves)
        .filter(|wave| !loaded.iter().any(|known| known.answers.key == wave.key()))
        .map(|wave| {
            let name = wave.name();
            let message =
                format!("`{}` is a wave of the database, and this report is made from files", name.value);
            Diagnostic::new(Code::NotTabulable, name.span, message)
                .help("write `{ name: …, questionnaire: …, data: … }` for it, or make the report with --wave")
        })
        .collect();
    if problems.is_empty() {
        return Ok(());
    }
    terminal.diagnostics(&problems, sources);
    Err(Failure::Shown.into())
}
