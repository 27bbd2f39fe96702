//! A survey folder as text: which of its files is the questionnaire, which are translations, the wave, the report and the theme.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::diagnostics::{FileId, Sources};
use crate::i18n::Language;
use crate::questionnaire::theme;

/// The largest file that is read, as the questionnaire language says.
pub const FILE_SIZE_BYTES_MAX: u64 = 4 * 1024 * 1024;

/// The files of one survey, read but not yet understood.
#[derive(Debug, Clone)]
pub struct SurveyFolder {
    /// Every file, named as the user would type it.
    pub sources: Sources,
    pub questionnaire: FileId,
    pub translations: Vec<FileId>,
    pub wave: Option<FileId>,
    pub report: Option<FileId>,
    /// The report's own texts in other languages: `report.ko.yaml` beside `report.yaml`.
    pub report_translations: Vec<FileId>,
    pub theme: Option<FileId>,
    /// The file that the theme names as the logo, as far as a logo may be large and one byte more; `None` where there is none.
    pub logo: Option<Vec<u8>>,
}

/// A folder that cannot be read, in words that say what to do.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    #[error("there is no file or folder `{}`: check the path", .0.display())]
    NotFound(PathBuf),
    #[error("`{}` has no questionnaire.yaml: name the folder of a survey, or its questionnaire file", .0.display())]
    NoQuestionnaire(PathBuf),
    #[error("`{}` is larger than 4 MiB: a questionnaire of that size is refused", .0.display())]
    TooLarge(PathBuf),
    #[error("`{}` is not UTF-8 text: save it as UTF-8", .0.display())]
    NotText(PathBuf),
    #[error("`{}` could not be read: {source}", path.display())]
    Unreadable { path: PathBuf, source: io::Error },
}

/// Reads a survey folder, or the folder around a questionnaire file.
///
/// # Errors
///
/// Where the path leads nowhere, or a file of the survey cannot be read as text.
pub fn load(path: &Path) -> Result<SurveyFolder, FolderError> {
    load_with(path, &BTreeMap::new())
}

/// The same with texts that an editor holds and has not saved, by the path of their file.
///
/// # Errors
///
/// As [`load`].
pub fn load_with(path: &Path, unsaved: &BTreeMap<PathBuf, String>) -> Result<SurveyFolder, FolderError> {
    let add = |sources: &mut Sources, file: &Path| match unsaved.get(file) {
        Some(text) => Ok(sources.add(&file.display().to_string(), text)),
        None => add(sources, file),
    };
    let (folder, questionnaire) = if path.is_dir() {
        let file = path.join("questionnaire.yaml");
        if !file.is_file() {
            return Err(FolderError::NoQuestionnaire(path.to_owned()));
        }
        (path.to_owned(), file)
    } else if path.is_file() {
        (path.parent().map(Path::to_owned).unwrap_or_default(), path.to_owned())
    } else {
        return Err(FolderError::NotFound(path.to_owned()));
    };
    let mut sources = Sources::default();
    let questionnaire_id = add(&mut sources, &questionnaire)?;
    let mut translations = Vec::new();
    for file in yaml_files(&folder)? {
        if file != questionnaire && is_named_by_language(&file) {
            let id = add(&mut sources, &file)?;
            translations.extend(Some(id).filter(|_| !declares_itself(&sources.get(id).text)));
        }
    }
    let mut beside = |name: &str| {
        let file = folder.join(name);
        if file != questionnaire && file.is_file() { add(&mut sources, &file).map(Some) } else { Ok(None) }
    };
    let (wave, report, theme) = (beside("wave.yaml")?, beside("report.yaml")?, beside("theme.yaml")?);
    let mut report_translations = Vec::new();
    if report.is_some() {
        for file in translations_of(&folder.join("report.yaml"))? {
            report_translations.push(add(&mut sources, &file)?);
        }
    }
    let logo = match theme.and_then(|file| theme::logo_file(file, sources.get(file))) {
        Some(name) => read_logo(&folder.join(name))?,
        None => None,
    };
    Ok(SurveyFolder {
        sources,
        questionnaire: questionnaire_id,
        translations,
        wave,
        report,
        report_translations,
        theme,
        logo,
    })
}

/// The file; what is beyond the size of a logo is not read.
fn read_logo(path: &Path) -> Result<Option<Vec<u8>>, FolderError> {
    if !path.is_file() {
        return Ok(None);
    }
    let unreadable = |source| FolderError::Unreadable { path: path.to_owned(), source };
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(unreadable)?;
    file.take(theme::LOGO_BYTES_MAX as u64 + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(Some(bytes))
}

/// Reads one file into `sources`.
///
/// # Errors
///
/// Where it is missing, too large, or no text.
pub fn add(sources: &mut Sources, path: &Path) -> Result<FileId, FolderError> {
    let unreadable = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound => FolderError::NotFound(path.to_owned()),
        io::ErrorKind::InvalidData => FolderError::NotText(path.to_owned()),
        _ => FolderError::Unreadable { path: path.to_owned(), source },
    };
    if fs::metadata(path).map_err(unreadable)?.len() > FILE_SIZE_BYTES_MAX {
        return Err(FolderError::TooLarge(path.to_owned()));
    }
    let text = fs::read_to_string(path).map_err(unreadable)?;
    Ok(sources.add(&path.display().to_string(), &text))
}

/// The folder's .yaml files in the order of their names.
fn yaml_files(folder: &Path) -> Result<Vec<PathBuf>, FolderError> {
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let unreadable = |source| FolderError::Unreadable { path: folder.to_owned(), source };
    let mut files = Vec::new();
    for entry in fs::read_dir(here).map_err(unreadable)? {
        let file = folder.join(entry.map_err(unreadable)?.file_name());
        if file.extension().is_some_and(|extension| extension == "yaml") && file.is_file() {
            files.push(file);
        }
    }
    files.sort();
    Ok(files)
}

/// The files beside a report that are named by it and a language: `other.ko.yaml` beside `other.yaml`.
///
/// # Errors
///
/// Where its folder cannot be read.
pub fn translations_of(report: &Path) -> Result<Vec<PathBuf>, FolderError> {
    let Some(stem) = report.file_stem().and_then(|stem| stem.to_str()) else { return Ok(Vec::new()) };
    let prefix = format!("{stem}.");
    let folder = report.parent().unwrap_or(Path::new(""));
    let is_of_it = |file: &PathBuf| {
        let tag = file.file_stem().and_then(|own| own.to_str()).and_then(|own| own.strip_prefix(&prefix));
        tag.is_some_and(|tag| Language::parse(tag).is_some())
    };
    Ok(yaml_files(folder)?.into_iter().filter(is_of_it).collect())
}

/// Whether a file says what it is, as questionnaires, waves and reports do and translations do not: `api.yaml` and
/// `rep.yaml` may be reports, although their names are language tags too.
fn declares_itself(text: &str) -> bool {
    text.lines().any(|line| line.starts_with("canvass:"))
}

/// Whether a file is named by a language tag: `ko.yaml`, `pt-BR.yaml`. A first part of more than three letters is
/// some other file (`theme.yaml`), although BCP 47 leaves room for such languages.
fn is_named_by_language(file: &Path) -> bool {
    let Some(stem) = file.file_stem().and_then(|stem| stem.to_str()) else { return false };
    let primary = stem.split('-').next().unwrap_or("");
    (2..=3).contains(&primary.len()) && Language::parse(stem).is_some()
}
