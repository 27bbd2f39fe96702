//! Understanding a survey folder: every file of it compiled, with all problems of all files at once.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::fieldwork_words;
use super::folder::{self, FolderError, SurveyFolder};
use crate::diagnostics::{Diagnostic, has_errors, in_order};
use crate::fieldwork::{WavePlan, WaveRules, wave_file};
use crate::questionnaire::theme::{self, Theme};
use crate::questionnaire::{self, Questionnaire, TranslatableText};
use crate::tabulation::{self, ReportFile, report_file};

/// A survey folder and what was understood of it.
#[derive(Debug)]
pub struct CheckedFolder {
    pub folder: SurveyFolder,
    /// `None` only where not even the top level could be read.
    pub questionnaire: Option<Arc<Questionnaire>>,
    /// `None` where the folder has no wave file, or one that cannot be read.
    pub wave: Option<WavePlan>,
    /// `None` where the folder has no report file, or one that cannot be read.
    pub report: Option<Arc<ReportFile>>,
    /// `None` where the folder has no theme file, or one that cannot be read.
    pub theme: Option<Arc<Theme>>,
    /// Of all files, in order.
    pub diagnostics: Vec<Diagnostic>,
    /// Every text that is translated, with what the translation files have of it.
    pub texts: Vec<TranslatableText>,
}

impl CheckedFolder {
    /// Whether nothing can be published or answered from it.
    pub fn has_errors(&self) -> bool {
        self.questionnaire.is_none() || has_errors(&self.diagnostics)
    }
}

/// Reads and compiles the survey at `path`.
///
/// # Errors
///
/// Where files cannot be read; what is wrong inside them stands in the diagnostics.
pub fn check_folder(path: &Path) -> Result<CheckedFolder, FolderError> {
    Ok(check_files(folder::load(path)?, Vec::new()))
}

/// The same for a data file with further numeric columns, `extras`, and with another report file than the folder's.
///
/// # Errors
///
/// As [`check_folder`].
pub fn check_folder_with(
    path: &Path,
    report: Option<&Path>,
    extras: Vec<String>,
) -> Result<CheckedFolder, FolderError> {
    let mut folder = folder::load(path)?;
    if let Some(report) = report {
        folder.report = Some(folder::add(&mut folder.sources, report)?);
        let files = folder::translations_of(report)?;
        let add = |file: &PathBuf| folder::add(&mut folder.sources, file);
        folder.report_translations = files.iter().map(add).collect::<Result<_, _>>()?;
    }
    Ok(check_files(folder, extras))
}

/// Compiles a survey whose files are read already.
pub fn check_files(folder: SurveyFolder, extras: Vec<String>) -> CheckedFolder {
    let sources = &folder.sources;
    let mut diagnostics = Vec::new();
    let wave = folder.wave.and_then(|file| {
        let (wave, mut found) = wave_file::parse(sources, file);
        diagnostics.append(&mut found);
        wave
    });
    let source_codes = wave.as_ref().and_then(WavePlan::source_codes);
    let mut compiled = questionnaire::compile(
        sources,
        folder.questionnaire,
        &folder.translations,
        &questionnaire::Declared { sources: source_codes.clone() },
    );
    diagnostics.append(&mut compiled.diagnostics);
    // A questionnaire with errors lacks names that the report may rightly use: one mistake is told once.
    let sound = compiled.questionnaire.as_ref().filter(|_| !has_errors(&diagnostics));
    if let Some((questionnaire, plan)) = sound.zip(wave.as_ref()) {
        let (_, mut found) = WaveRules::compile(plan, questionnaire);
        diagnostics.append(&mut found);
    }
    let report = sound.zip(folder.report).and_then(|(questionnaire, file)| {
        let declared = tabulation::Declared { sources: source_codes, extras };
        let (mut report, mut found) = report_file::parse(sources, file, questionnaire, &declared);
        diagnostics.append(&mut found);
        for file in &folder.report_translations {
            let Some(report) = &mut report else { break };
            diagnostics.extend(report_file::add_translation(report, sources, *file, questionnaire));
        }
        report
    });
    let theme = folder.theme.and_then(|file| {
        let (theme, mut found) = theme::parse(sources, file, folder.logo.as_deref());
        diagnostics.append(&mut found);
        theme
    });
    if let Some((report, questionnaire)) = report.as_ref().zip(sound) {
        let source_language = questionnaire.source_language();
        let said = wave.as_ref().map(|plan| fieldwork_words(plan, source_language, source_language));
        diagnostics.extend(tabulation::not_stated(report, said.as_ref(), source_language));
    }
    CheckedFolder {
        questionnaire: compiled.questionnaire.map(Arc::new),
        wave,
        report: report.map(Arc::new),
        theme: theme.map(Arc::new),
        diagnostics: in_order(diagnostics),
        texts: compiled.texts,
        folder,
    }
}
