//! Whose answers a command works on: a data file read here, or a wave of the database.

use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use sha2::{Digest, Sha256};

use super::arguments::{DataSource, Engine};
use super::database::failed;
use super::failure::Failure;
use super::terminal::{self, Terminal, counted};
use crate::diagnostics::{Diagnostic, Sources, has_errors};
use crate::i18n::Language;
use crate::ids::{Uuid, WaveId};
use crate::questionnaire::{Questionnaire, version_id};
use crate::responses::data_file::{
    DataFile, DataFileError, FileContext, ForTables, ReadSummary, read_data_file, read_for_tables,
};
use crate::service::{
    self, ActiveWave, CheckedFolder, Service, SurveyFolder, add_file, check_files, check_folder,
    check_folder_with, find_wave, load_dataset, load_folder, report_translations, stored_dataset,
};
use crate::simulation::SYNTHETIC;
use crate::tabulation::{Dataset, DatasetInfo, Declared, ReportFile, SampleType, report_file};

/// A file's answers, and the survey they answer.
pub(super) struct FileAnswers<F = ForTables> {
    pub(super) survey: CheckedFolder,
    pub(super) questionnaire: Arc<Questionnaire>,
    pub(super) file: F,
    /// SHA-256 of the file.
    pub(super) watermark: String,
}

/// The survey at `path`; its errors are shown, its warnings left to `canvass check`.
pub(super) fn read_survey(
    path: &Path,
    terminal: Terminal,
) -> anyhow::Result<(CheckedFolder, Arc<Questionnaire>)> {
    sound(check_folder(path).map_err(Failure::from)?, terminal)
}

/// The same with another report file than the folder's, where one is named.
pub(super) fn read_survey_with(
    path: &Path,
    report: Option<&Path>,
    terminal: Terminal,
) -> anyhow::Result<(CheckedFolder, Arc<Questionnaire>)> {
    sound(check_folder_with(path, report, Vec::new()).map_err(Failure::from)?, terminal)
}

fn sound(survey: CheckedFolder, terminal: Terminal) -> anyhow::Result<(CheckedFolder, Arc<Questionnaire>)> {
    match &survey.questionnaire {
        Some(questionnaire) if !survey.has_errors() => {
            let questionnaire = Arc::clone(questionnaire);
            Ok((survey, questionnaire))
        }
        _ => {
            terminal.diagnostics(&survey.diagnostics, &survey.folder.sources);
            Err(Failure::Shown.into())
        }
    }
}

/// The answers of `--questionnaire` and `--data`, to be counted; remarks about the file go to standard error. A report file
/// may use the data file's further columns, so it is read after them.
pub(super) fn read_file(
    path: &Path,
    data: &Path,
    report: Option<&Path>,
    terminal: Terminal,
) -> anyhow::Result<FileAnswers> {
    let (questionnaire, bytes) = open_file(path, data, terminal)?;
    let (file, watermark) = counted_file(&bytes, &questionnaire);
    let file = file.map_err(|error| unreadable(data, &error))?;
    remark(file.summary(), data, terminal);
    let extras = file.extras().map(str::to_owned).collect();
    let checked = check_folder_with(path, report, extras).map_err(Failure::from)?;
    let (survey, questionnaire) = sound(checked, terminal)?;
    Ok(FileAnswers { survey, questionnaire, file, watermark })
}

/// The same for a wave of another report's trend, whose own report file matters only `with_report`.
pub(super) fn read_wave_file(
    path: &Path,
    data: &Path,
    with_report: bool,
    terminal: Terminal,
) -> anyhow::Result<FileAnswers> {
    if with_report {
        return read_file(path, data, None, terminal);
    }
    let folder = load_folder(path).map_err(Failure::from)?;
    let folder = SurveyFolder { report: None, report_translations: Vec::new(), ..folder };
    let (survey, questionnaire) = sound(check_files(folder, Vec::new()), terminal)?;
    let bytes: Bytes = terminal::read_bytes(data)?.into();
    let (file, watermark) = counted_file(&bytes, &questionnaire);
    let file = file.map_err(|error| unreadable(data, &error))?;
    remark(file.summary(), data, terminal);
    Ok(FileAnswers { survey, questionnaire, file, watermark })
}

/// The answers as columns, and the name of the data, which needs all bytes as the reading does: both at once.
fn counted_file(
    bytes: &Bytes,
    questionnaire: &Arc<Questionnaire>,
) -> (Result<ForTables, DataFileError>, String) {
    rayon::join(
        || read_for_tables(bytes.clone(), questionnaire, WaveId(Uuid::nil()), &FileContext::default()),
        || hex(&Sha256::digest(bytes)),
    )
}

/// The same response by response.
pub(super) fn read_file_of_responses(
    path: &Path,
    data: &Path,
    report: Option<&Path>,
    terminal: Terminal,
) -> anyhow::Result<FileAnswers<DataFile>> {
    let (questionnaire, bytes) = open_file(path, data, terminal)?;
    let watermark = hex(&Sha256::digest(&bytes));
    let file = read_data_file(bytes, &questionnaire, WaveId(Uuid::nil()), &FileContext::default())
        .map_err(|error| unreadable(data, &error))?;
    remark(&file.summary, data, terminal);
    let extras = file.extras.iter().map(|(name, _)| name.clone()).collect();
    let checked = check_folder_with(path, report, extras).map_err(Failure::from)?;
    let (survey, questionnaire) = sound(checked, terminal)?;
    Ok(FileAnswers { survey, questionnaire, file, watermark })
}

fn open_file(path: &Path, data: &Path, terminal: Terminal) -> anyhow::Result<(Arc<Questionnaire>, Bytes)> {
    let folder = load_folder(path).map_err(Failure::from)?;
    let (_, questionnaire) =
        sound(check_files(SurveyFolder { report: None, ..folder }, Vec::new()), terminal)?;
    Ok((questionnaire, terminal::read_bytes(data)?.into()))
}

fn unreadable(data: &Path, error: &DataFileError) -> Failure {
    Failure::Input(format!("`{}` cannot be read\n{error}", data.display()))
}

impl FileAnswers<DataFile> {
    /// The same answers, to be counted.
    pub(super) fn for_tables(self) -> FileAnswers {
        let FileAnswers { survey, questionnaire, file, watermark } = self;
        FileAnswers { survey, questionnaire, file: ForTables::Rows(file), watermark }
    }
}

impl FileAnswers {
    /// The survey, and the answers as columns, labelled in `language`.
    pub(super) fn into_dataset(self, language: Language) -> (CheckedFolder, Dataset) {
        let info = DatasetInfo {
            wave: None,
            version: version_id(&self.questionnaire).to_string(),
            watermark: self.watermark.clone(),
            synthetic: self.file.is_synthetic().then(|| SYNTHETIC.to_owned()),
            language,
            sample: self
                .survey
                .wave
                .as_ref()
                .and_then(|wave| wave.sample.as_ref())
                .map_or(SampleType::default(), |sample| SampleType::from_word(sample.kind.as_str())),
            earlier: Vec::new(),
        };
        let questionnaire = Arc::clone(&self.questionnaire);
        let dataset = match self.file {
            ForTables::Columns(columns) => Dataset::from_columns(questionnaire, columns, info),
            ForTables::Rows(file) => {
                Dataset::from_responses(questionnaire, &file.responses, file.extras, info)
            }
        };
        (self.survey, dataset)
    }
}

/// The language of `--language`, else the questionnaire's first.
pub(super) fn language_of(questionnaire: &Questionnaire, wish: Option<&str>) -> Result<Language, Failure> {
    let Some(wish) = wish else { return Ok(questionnaire.source_language().clone()) };
    questionnaire.languages.iter().find(|language| language.as_str() == wish).cloned().ok_or_else(|| {
        let offered: Vec<&str> = questionnaire.languages.iter().map(Language::as_str).collect();
        Failure::Usage(format!("the questionnaire has no language `{wish}`: it has {}", offered.join(", ")))
    })
}

/// The wave's answers, where the engine counts them.
pub(super) async fn dataset_of(
    service: &Service,
    wave: &ActiveWave,
    engine: Engine,
    language: &Language,
    terminal: Terminal,
) -> anyhow::Result<Arc<Dataset>> {
    let loaded = match engine {
        Engine::Columns => load_dataset(service, wave, Some(language)).await,
        Engine::Sql => stored_dataset(service, wave, Some(language)).await,
    };
    loaded.map_err(|error| failed(error, terminal))
}

/// What stands in the way of the numbers: what the engine cannot count, else the diagnostics.
pub(super) fn not_counted(
    dataset: &Dataset,
    diagnostics: &[Diagnostic],
    sources: &Sources,
    terminal: Terminal,
) -> anyhow::Error {
    if let Some(refused) = service::refused(dataset) {
        return failed(refused, terminal);
    }
    terminal.diagnostics(diagnostics, sources);
    Failure::Shown.into()
}

/// A data file is in no database.
pub(super) fn only_columns(engine: Engine) -> Result<(), Failure> {
    match engine {
        Engine::Columns => Ok(()),
        Engine::Sql => Err(Failure::Usage(
            "--engine sql counts in the database, and a data file is in none: leave it out, or name a wave with --wave"
                .to_owned(),
        )),
    }
}

/// The two paths of a data file, where the command was not asked about a wave.
pub(super) fn paths_of(source: &DataSource) -> Option<(&Path, &Path)> {
    source.questionnaire.as_deref().zip(source.data.as_deref())
}

/// One line about what a file had that was not taken; with `-v` each remark.
fn remark(summary: &ReadSummary, data: &Path, terminal: Terminal) {
    if summary.rejected > 0 || summary.cells_not_taken > 0 {
        terminal.say(format!(
            "{}: {} of {} taken, {} not taken (-v lists them)",
            data.display(),
            summary.accepted,
            counted(summary.rows, "row"),
            counted(summary.cells_not_taken, "value"),
        ));
    }
    for note in &summary.notes {
        let place = if note.column.is_empty() { String::new() } else { format!(" {}", note.column) };
        terminal.detail(format!(
            "{}:{}{place}: {} `{}`",
            data.display(),
            note.line,
            note.problem,
            note.value
        ));
    }
}

pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    let mut text = String::new();
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// The wave of `--wave`.
pub(super) async fn wave_of(
    service: &Service,
    source: &DataSource,
    terminal: Terminal,
) -> anyhow::Result<Arc<ActiveWave>> {
    // Either the wave or both paths are given: the arguments say so.
    let slug = source.wave.as_deref().unwrap_or_default();
    find_wave(service, slug).await.map_err(|error| failed(error, terminal))
}

/// The wave's own report file, or the one of `--report` read against its questionnaire.
pub(super) fn report_of(
    wave: &ActiveWave,
    other: Option<&Path>,
    terminal: Terminal,
) -> anyhow::Result<(Option<Arc<ReportFile>>, Sources)> {
    let mut sources = Sources::default();
    let Some(path) = other else { return Ok((wave.report.clone(), wave.sources().clone())) };
    let file = add_file(&mut sources, path).map_err(Failure::from)?;
    let declared = Declared { sources: wave.wave.plan.source_codes(), extras: Vec::new() };
    let (mut report, mut diagnostics) = report_file::parse(&sources, file, &wave.questionnaire, &declared);
    for path in report_translations(path).map_err(Failure::from)? {
        let file = add_file(&mut sources, &path).map_err(Failure::from)?;
        if let Some(report) = &mut report {
            diagnostics.extend(report_file::add_translation(report, &sources, file, &wave.questionnaire));
        }
    }
    match report {
        Some(report) if !has_errors(&diagnostics) => Ok((Some(Arc::new(report)), sources)),
        _ => {
            terminal.diagnostics(&diagnostics, &sources);
            Err(Failure::Shown.into())
        }
    }
}
