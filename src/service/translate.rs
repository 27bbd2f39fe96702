//! Sending a survey's texts to translators, and taking what they send back into its translation file.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::{CheckedFolder, FolderError, check_folder, write_whole};
use crate::diagnostics::{FileId, Severity, Sources};
use crate::i18n::Language;
use crate::interchange::translations::{
    self, Accepted, Export, FILE_BYTES_MAX, Format, Kept, Only, State, Unportable,
};
use crate::questionnaire::Questionnaire;
use crate::questionnaire::syntax::{Value, parse};

/// A file for translators.
#[derive(Debug)]
pub struct ExportedTranslation {
    pub text: String,
    /// How many texts of each state are in it.
    pub counts: Vec<(State, usize)>,
}

/// What came of a file from translators.
#[derive(Debug)]
pub struct ImportedTranslation {
    pub language: Language,
    pub format: Format,
    pub account: Accepted,
    /// The translation file, written or not.
    pub file: PathBuf,
    pub kept: Kept,
    /// The survey as it is now; as it was, where nothing was written.
    pub checked: CheckedFolder,
}

/// Why nothing was sent or taken.
#[derive(Debug, thiserror::Error)]
pub enum TranslateError {
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// The diagnostics say what is wrong.
    #[error("the questionnaire has errors: mend them first")]
    Questionnaire(Box<CheckedFolder>),
    #[error(
        "the questionnaire is not translated into `{language}` but into {}: add it to its `languages:`",
        known(languages)
    )]
    UnknownLanguage { language: Language, languages: Vec<Language> },
    #[error("`{}` does not say which language it is in: name it with --language", .0.display())]
    NoLanguage(PathBuf),
    #[error("`{}` is in `{found}`, not in `{wanted}`: check the file", path.display())]
    OtherLanguage { path: PathBuf, found: Language, wanted: Language },
    #[error("{}", unportable(.0))]
    Unportable(Vec<Unportable>),
    #[error("there is no file `{}`: check the path", .0.display())]
    NotFound(PathBuf),
    #[error("`{}` is larger than {} MiB", .0.display(), FILE_BYTES_MAX >> 20)]
    TooLarge(PathBuf),
    #[error("`{}` is not UTF-8 text: save it as UTF-8", .0.display())]
    NotText(PathBuf),
    #[error("`{}`, {error}", path.display())]
    Unread { path: PathBuf, error: translations::ReadError },
    #[error("`{}` cannot be added to: {reason}; mend it first", path.display())]
    Broken { path: PathBuf, reason: String },
    #[error("`{}` could not be read: {source}", path.display())]
    Unreadable { path: PathBuf, source: io::Error },
    #[error("`{}` could not be written: {source}", path.display())]
    Unwritable { path: PathBuf, source: io::Error },
}

fn known(languages: &[Language]) -> String {
    match languages {
        [] | [_] => "no language".to_owned(),
        [_, rest @ ..] => rest.iter().map(|language| format!("`{language}`")).collect::<Vec<_>>().join(", "),
    }
}

fn unportable(texts: &[Unportable]) -> String {
    let list = texts.iter().map(|text| format!("`{}` (U+{:04X})", text.path, u32::from(text.character)));
    format!(
        "these texts have a character that no translator's file can hold: {}; remove it from the questionnaire",
        list.collect::<Vec<_>>().join(", ")
    )
}

/// The survey's texts to be translated into `language`.
///
/// # Errors
/// Where the questionnaire has errors, lists no such language, or has a text that the format cannot hold.
pub fn export_translation(
    path: &Path,
    language: &Language,
    format: Format,
    only: Only,
) -> Result<ExportedTranslation, TranslateError> {
    let (checked, questionnaire) = sound(check_folder(path)?)?;
    let language = listed(&questionnaire, language)?;
    let units = translations::units(&questionnaire, &checked.texts, &language, only);
    let count = |state| (state, units.iter().filter(|unit| unit.state == state).count());
    let counts = State::ALL.map(count).to_vec();
    let text =
        Export::new(&questionnaire, &language, units).write(format).map_err(TranslateError::Unportable)?;
    Ok(ExportedTranslation { text, counts })
}

/// Takes what translators sent back into the translation file of its language, and checks the survey again.
///
/// # Errors
/// Where the questionnaire has errors, or the file cannot be read: nothing is written then.
pub fn import_translation(
    path: &Path,
    file: &Path,
    language: Option<&Language>,
    dry_run: bool,
) -> Result<ImportedTranslation, TranslateError> {
    let (checked, questionnaire) = sound(check_folder(path)?)?;
    let text = read_bounded(file)?;
    let (format, returned) =
        translations::read(&text).map_err(|error| TranslateError::Unread { path: file.to_owned(), error })?;
    let language = match (language, &returned.language) {
        (None, None) => return Err(TranslateError::NoLanguage(file.to_owned())),
        (Some(wanted), None) => listed(&questionnaire, wanted)?,
        (None, Some(found)) => listed(&questionnaire, found)?,
        (Some(wanted), Some(found)) => {
            let wanted = listed(&questionnaire, wanted)?;
            if found.best_of([&wanted]).is_none() {
                let found = found.clone();
                return Err(TranslateError::OtherLanguage { path: file.to_owned(), found, wanted });
            }
            wanted
        }
    };
    let account = translations::accept(&checked.texts, &language, returned);
    let existing = translation_file(&checked, &language);
    let target = existing.map_or_else(
        || folder_of(&checked).join(format!("{language}.yaml")),
        |id| PathBuf::from(&*checked.folder.sources.get(id).name),
    );
    let held = existing.map(|id| checked.folder.sources.get(id).text.as_ref());
    let order: Vec<&str> = checked.texts.iter().map(|text| text.path.as_str()).collect();
    let written = translations::write_translation_file(held, &language, &account.changes, &order)
        .map_err(|reason| TranslateError::Broken { path: target.clone(), reason })?;
    let checked = if dry_run || account.changes.is_empty() {
        checked
    } else {
        write_whole(&target, written.text.as_bytes())
            .map_err(|source| TranslateError::Unwritable { path: target.clone(), source })?;
        check_folder(path)?
    };
    Ok(ImportedTranslation { language, format, account, file: target, kept: written.kept, checked })
}

/// The survey with its questionnaire, where that has no errors. What is wrong with its translations may be what is to be
/// mended.
fn sound(checked: CheckedFolder) -> Result<(CheckedFolder, std::sync::Arc<Questionnaire>), TranslateError> {
    let file = checked.folder.questionnaire;
    let is_broken =
        |found: &crate::diagnostics::Diagnostic| found.severity == Severity::Error && found.span.file == file;
    match &checked.questionnaire {
        Some(questionnaire) if !checked.diagnostics.iter().any(is_broken) => {
            let questionnaire = std::sync::Arc::clone(questionnaire);
            Ok((checked, questionnaire))
        }
        _ => Err(TranslateError::Questionnaire(Box::new(checked))),
    }
}

/// The language of the questionnaire that is meant: `ko` where a file says `ko-KR`.
fn listed(questionnaire: &Questionnaire, language: &Language) -> Result<Language, TranslateError> {
    let targets = questionnaire.languages.iter().skip(1);
    language.best_of(targets).cloned().ok_or_else(|| TranslateError::UnknownLanguage {
        language: language.clone(),
        languages: questionnaire.languages.clone(),
    })
}

/// The file that says it is in this language.
fn translation_file(checked: &CheckedFolder, language: &Language) -> Option<FileId> {
    let says = |sources: &Sources, file: FileId| {
        let Value::Mapping(entries) = parse(file, sources.get(file)).0?.value else { return None };
        let node = entries.iter().find(|entry| entry.key == "language")?;
        Language::parse(node.value.as_text()?)
    };
    let mut files = checked.folder.translations.iter().copied();
    files.find(|file| says(&checked.folder.sources, *file).as_ref() == Some(language))
}

fn folder_of(checked: &CheckedFolder) -> PathBuf {
    let questionnaire = Path::new(&*checked.folder.sources.get(checked.folder.questionnaire).name);
    questionnaire.parent().map(Path::to_owned).unwrap_or_default()
}

fn read_bounded(path: &Path) -> Result<String, TranslateError> {
    let unreadable = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound => TranslateError::NotFound(path.to_owned()),
        _ => TranslateError::Unreadable { path: path.to_owned(), source },
    };
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(unreadable)?;
    file.take(FILE_BYTES_MAX as u64 + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() > FILE_BYTES_MAX {
        return Err(TranslateError::TooLarge(path.to_owned()));
    }
    String::from_utf8(bytes).map_err(|_| TranslateError::NotText(path.to_owned()))
}
