//! Bringing a questionnaire of another program in: the foreign file becomes a survey folder, with an account of what
//! could not be carried over.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::{CheckedFolder, FolderError, check_folder, write_whole};
use crate::i18n::Language;
use crate::interchange::import::draft::Loss;
use crate::interchange::import::{self, FOREIGN_BYTES_MAX, Format, Origin, Refusal};

/// What is to be brought in, and where it goes.
#[derive(Debug, Clone)]
pub struct ImportQuestionnaire {
    pub file: PathBuf,
    /// The folder the files are written to; it is made where it is missing.
    pub out: PathBuf,
    /// `None` to tell it by the file.
    pub format: Option<Format>,
    /// The source language of formats that do not say theirs.
    pub language: Option<Language>,
    /// Whether files that are there are replaced.
    pub replace: bool,
}

/// A survey folder made from a foreign file.
#[derive(Debug)]
pub struct ImportedQuestionnaire {
    pub format: Format,
    pub pages: usize,
    pub items: usize,
    /// What could not be carried over, by its place in the foreign file.
    pub losses: Vec<Loss>,
    /// The files that were written.
    pub files: Vec<PathBuf>,
    /// The folder as canvass reads it now.
    pub checked: CheckedFolder,
}

/// Why nothing was brought in.
#[derive(Debug, thiserror::Error)]
pub enum ImportQuestionnaireError {
    #[error("there is no file `{}`: check the path", .0.display())]
    NotFound(PathBuf),
    #[error("`{}` is larger than {} MiB: take embedded pictures out of it", .0.display(), FOREIGN_BYTES_MAX >> 20)]
    TooLarge(PathBuf),
    #[error("`{}` could not be read: {source}", path.display())]
    Unreadable { path: PathBuf, source: io::Error },
    #[error("`{}` is none of the formats that are read by their ending: name one with --from", .0.display())]
    UnknownFormat(PathBuf),
    #[error("`{}` could not be read as {}: {refusal}", path.display(), format.title())]
    Refused { path: PathBuf, format: Format, refusal: Refusal },
    #[error("`{}` is there already: name another folder, or replace it with --force", .0.display())]
    Exists(PathBuf),
    #[error("`{}` could not be written: {source}", path.display())]
    Unwritable { path: PathBuf, source: io::Error },
    #[error(transparent)]
    Folder(#[from] FolderError),
}

/// Reads a foreign questionnaire, writes it as a survey folder and compiles that.
///
/// # Errors
/// Where the file cannot be read or is refused, or a file would be overwritten: nothing is written then.
pub fn import_questionnaire(
    command: &ImportQuestionnaire,
) -> Result<ImportedQuestionnaire, ImportQuestionnaireError> {
    let bytes = read_bounded(&command.file)?;
    let name = command.file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let format = command
        .format
        .or_else(|| Format::detect(name, &bytes))
        .ok_or_else(|| ImportQuestionnaireError::UnknownFormat(command.file.clone()))?;
    let stem = command.file.file_stem().and_then(|stem| stem.to_str()).unwrap_or("survey");
    let draft = import::read(format, &bytes, Origin { stem, language: command.language.as_ref() }).map_err(
        |refusal| ImportQuestionnaireError::Refused { path: command.file.clone(), format, refusal },
    )?;
    let settled = import::settle(draft);
    let paths: Vec<PathBuf> = settled.files.iter().map(|file| command.out.join(&file.name)).collect();
    if let Some(there) = paths.iter().find(|path| path.exists() && !command.replace) {
        return Err(ImportQuestionnaireError::Exists(there.clone()));
    }
    let unwritable = |path: &Path| {
        let path = path.to_owned();
        move |source| ImportQuestionnaireError::Unwritable { path, source }
    };
    fs::create_dir_all(&command.out).map_err(unwritable(&command.out))?;
    for (path, file) in paths.iter().zip(&settled.files) {
        write_whole(path, file.text.as_bytes()).map_err(unwritable(path))?;
    }
    let checked = check_folder(&command.out)?;
    Ok(ImportedQuestionnaire {
        format,
        pages: settled.pages,
        items: settled.items,
        losses: settled.losses,
        files: paths,
        checked,
    })
}

/// The file's bytes, refused before they are in memory where they are too many.
fn read_bounded(path: &Path) -> Result<Vec<u8>, ImportQuestionnaireError> {
    let unreadable = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound => ImportQuestionnaireError::NotFound(path.to_owned()),
        _ => ImportQuestionnaireError::Unreadable { path: path.to_owned(), source },
    };
    let file = fs::File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::new();
    file.take(FOREIGN_BYTES_MAX as u64 + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() > FOREIGN_BYTES_MAX {
        return Err(ImportQuestionnaireError::TooLarge(path.to_owned()));
    }
    Ok(bytes)
}
