//! The survey around an open file: its files as the editor has them, compiled, and the names in them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::diagnostics::{FileId, Source, Span};
use crate::ids::ItemId;
use crate::questionnaire::occurrences::{FileRole, Occurrence, occurrences};
use crate::questionnaire::{Item, ItemIndex, Questionnaire, words};
use crate::service::{CheckedFolder, FolderError, SurveyFolder, check_files, load_folder_with};

/// Options listed where an item is shown; a longer list is cut.
const OPTIONS_SHOWN: usize = 12;

pub(super) struct Survey {
    pub(super) checked: CheckedFolder,
    occurrences: Vec<Occurrence>,
}

/// Why a name cannot be given.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum RenameError {
    #[error("there is no item's id here")]
    NoItem,
    #[error("`{0}` cannot be an item's id: use a lower-case letter, then lower-case letters, digits and `_`")]
    Malformed(String),
    #[error("there is an item `{0}` already")]
    Taken(String),
    #[error("mend the errors of the survey first: with them not every use of `{0}` can be found")]
    HasErrors(String),
    #[error("renaming `{0}` would break the survey: {1}")]
    Breaks(String, String),
}

impl Survey {
    /// The survey that the file belongs to; `None` where there is none around it.
    pub(super) fn around(file: &Path, unsaved: &BTreeMap<PathBuf, String>) -> Option<Survey> {
        let folder = file.parent()?;
        let beside = folder.join("questionnaire.yaml");
        let root = if beside.is_file() || unsaved.contains_key(&beside) { folder } else { file };
        match load_folder_with(root, unsaved) {
            Ok(folder) => Some(Survey::of(folder)),
            Err(
                FolderError::NotFound(_)
                | FolderError::NoQuestionnaire(_)
                | FolderError::TooLarge(_)
                | FolderError::NotText(_)
                | FolderError::Unreadable { .. },
            ) => None,
        }
    }

    fn of(folder: SurveyFolder) -> Survey {
        let checked = check_files(folder, Vec::new());
        let folder = &checked.folder;
        let found = folder.sources.iter().filter_map(|(file, source)| {
            let role = role_of(folder, file)?;
            Some(occurrences(role, file, source))
        });
        Survey { occurrences: found.flatten().collect(), checked }
    }

    pub(super) fn questionnaire(&self) -> Option<&Questionnaire> {
        self.checked.questionnaire.as_deref()
    }

    /// The files with their paths, in the order they were read.
    pub(super) fn files(&self) -> impl Iterator<Item = (FileId, PathBuf, &Source)> {
        self.checked.folder.sources.iter().map(|(file, source)| (file, PathBuf::from(&*source.name), source))
    }

    pub(super) fn find_file(&self, path: &Path) -> Option<(FileId, &Source)> {
        self.files().find(|(_, known, _)| known == path).map(|(file, _, source)| (file, source))
    }

    /// The name of an item that stands at the byte of the file.
    pub(super) fn name_at(&self, file: FileId, offset: u32) -> Option<&Occurrence> {
        self.occurrences
            .iter()
            .filter(|found| found.span.file == file && found.span.start <= offset && offset <= found.span.end)
            .find(|found| self.item(found).is_some())
    }

    pub(super) fn item(&self, name: &Occurrence) -> Option<ItemIndex> {
        self.questionnaire()?.find_item(name.item())
    }

    /// Every place of the item's id, the definition among them.
    pub(super) fn places_of<'a>(&'a self, id: &'a str) -> impl Iterator<Item = (Span, bool)> + 'a {
        let of_item = self.occurrences.iter().filter(move |found| found.item() == id);
        of_item.map(|found| (found.item_span(), found.is_definition))
    }

    /// What an item asks, and of whom, as Markdown.
    pub(super) fn described(&self, name: &Occurrence) -> Option<String> {
        let questionnaire = self.questionnaire()?;
        let index = self.item(name)?;
        let item = questionnaire.item(index);
        let language = questionnaire.source_language();
        let mut lines =
            vec![format!("**{}** · {}", item.id, item.type_name()), item.text.get(language).to_owned()];
        if let Some(row) = item.rows().iter().find(|row| name.name == format!("{}.{}", item.id, row.id)) {
            lines.push(format!("Row `{}`: {}", row.id, row.text.get(language)));
        }
        let universe = match words::universe(questionnaire, index, language) {
            Some(words) => format!("Asked where {words}."),
            None => "Asked of everybody.".to_owned(),
        };
        lines.push(universe);
        let options = item.options();
        if !options.is_empty() {
            let mut list: Vec<String> = options
                .iter()
                .take(OPTIONS_SHOWN)
                .map(|option| format!("- `{}` {}", option.code, option.text.get(language)))
                .collect();
            if options.len() > OPTIONS_SHOWN {
                list.push(format!("- … and {} more", options.len() - OPTIONS_SHOWN));
            }
            lines.push(list.join("\n"));
        }
        Some(lines.join("\n\n"))
    }

    /// The places to write a new id at, once it is sure that the survey stays sound with it.
    pub(super) fn rename(&self, name: &Occurrence, new: &str) -> Result<Vec<Span>, RenameError> {
        let old = name.item();
        let Some(questionnaire) = self.questionnaire() else { return Err(RenameError::NoItem) };
        if self.item(name).is_none() {
            return Err(RenameError::NoItem);
        }
        if ItemId::parse(new).is_err() {
            return Err(RenameError::Malformed(new.to_owned()));
        }
        if questionnaire.find_item(new).is_some() {
            return Err(RenameError::Taken(new.to_owned()));
        }
        if self.checked.has_errors() {
            return Err(RenameError::HasErrors(old.to_owned()));
        }
        let places: Vec<Span> = self.places_of(old).map(|(span, _)| span).collect();
        let renamed = Survey::of(self.with_text_at(&places, new));
        let is_error =
            |found: &&crate::diagnostics::Diagnostic| found.severity == crate::diagnostics::Severity::Error;
        match renamed.checked.diagnostics.iter().find(is_error) {
            Some(problem) => Err(RenameError::Breaks(old.to_owned(), problem.message.clone())),
            None if renamed.questionnaire().and_then(|renamed| renamed.find_item(new)).is_none() => {
                Err(RenameError::NoItem)
            }
            None => Ok(places),
        }
    }

    /// The folder with `text` in place of each of the spans.
    fn with_text_at(&self, places: &[Span], text: &str) -> SurveyFolder {
        let mut folder = self.checked.folder.clone();
        let mut sources = crate::diagnostics::Sources::default();
        for (file, source) in self.checked.folder.sources.iter() {
            let mut written = source.text.to_string();
            let mut here: Vec<&Span> = places.iter().filter(|span| span.file == file).collect();
            here.sort_by_key(|span| std::cmp::Reverse(span.start));
            for span in here {
                written.replace_range(span.start as usize..span.end as usize, text);
            }
            sources.add(&source.name, &written);
        }
        folder.sources = sources;
        folder
    }

    /// The items before the byte of the questionnaire, or all where another file asks.
    pub(super) fn items_before(&self, file: FileId, offset: u32) -> Vec<&Item> {
        let Some(questionnaire) = self.questionnaire() else { return Vec::new() };
        let limit = (file == self.checked.folder.questionnaire).then_some(offset);
        let is_before = |item: &Item| {
            let Some(limit) = limit else { return true };
            self.places_of(item.id.as_str()).any(|(span, is_definition)| is_definition && span.end <= limit)
        };
        questionnaire.items.iter().filter(|item| !item.variables.is_empty() && is_before(item)).collect()
    }
}

fn role_of(folder: &SurveyFolder, file: FileId) -> Option<FileRole> {
    if file == folder.questionnaire {
        Some(FileRole::Questionnaire)
    } else if folder.translations.contains(&file) {
        Some(FileRole::Translation)
    } else if folder.wave == Some(file) {
        Some(FileRole::Wave)
    } else {
        (folder.report == Some(file)).then_some(FileRole::Report)
    }
}
