//! A published version as it works: compiled again from the text it was stored with, and kept.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{Service, ServiceError, SurveyFolder, locked};
use crate::db::VersionRow;
use crate::diagnostics::{FileId, Sources};
use crate::form::look::Dress;
use crate::ids::VersionId;
use crate::questionnaire::theme::{self, Theme};
use crate::questionnaire::{self, Declared, Questionnaire};
use crate::responses::Layout;
use crate::tabulation::{self, ReportFile, report_file};

/// One version, ready to be asked and tabulated.
#[derive(Debug)]
pub(super) struct StoredVersion {
    pub(super) questionnaire: Arc<Questionnaire>,
    pub(super) layout: Layout,
    pub(super) report: Option<Arc<ReportFile>>,
    pub(super) theme: Option<Arc<Theme>>,
    pub(super) dress: Option<Arc<Dress>>,
    /// The files it was compiled from.
    pub(super) sources: Sources,
}

/// The files of a survey as the `files` and `report` of a stored version.
pub(super) fn stored_files(folder: &SurveyFolder) -> (Value, Option<Value>) {
    let file = |id: FileId| stored_file(folder, id);
    let files = std::iter::once(folder.questionnaire).chain(folder.translations.iter().copied());
    let report = folder.report.map(|id| {
        let mut report = file(id);
        let translations: Vec<Value> = folder.report_translations.iter().copied().map(file).collect();
        if !translations.is_empty() {
            report["translations"] = json!(translations);
        }
        report
    });
    (files.map(file).collect(), report)
}

/// One file of a survey as it is stored.
pub(super) fn stored_file(folder: &SurveyFolder, file: FileId) -> Value {
    let source = folder.sources.get(file);
    json!({ "name": &*source.name, "text": &*source.text })
}

/// The version, from memory or from the database.
pub(super) async fn load(service: &Service, version: &VersionId) -> Result<Arc<StoredVersion>, ServiceError> {
    if let Some(stored) = locked(&service.inner.versions).get(version) {
        return Ok(Arc::clone(stored));
    }
    let inconsistent = |what: &str| ServiceError::Inconsistent(format!("version {version} {what}"));
    let row = service.database().find_version(version).await?.ok_or_else(|| inconsistent("is not stored"))?;
    let stored =
        compile(&row).ok_or_else(|| inconsistent("cannot be compiled from the files it is stored with"))?;
    if questionnaire::version_id(&stored.questionnaire) != *version {
        // A later program may fill in other defaults; the layout decides whether the rows can still be read.
        if layout_json(&stored.layout) != row.layout {
            return Err(inconsistent("was stored with another layout than this program gives it"));
        }
        tracing::warn!(%version, "this program gives the version another name; its layout is the same");
    }
    let stored = Arc::new(stored);
    locked(&service.inner.versions).insert(version.clone(), Arc::clone(&stored));
    Ok(stored)
}

/// Forgets what is in memory of a version whose report was replaced.
pub(super) fn forget(service: &Service, version: &VersionId) {
    locked(&service.inner.versions).remove(version);
}

fn compile(row: &VersionRow) -> Option<StoredVersion> {
    let mut sources = Sources::default();
    let mut add = |file: &Value| {
        let text = |key: &str| file.get(key)?.as_str();
        Some(sources.add(text("name")?, text("text")?))
    };
    let ids: Vec<FileId> = row.files.as_array()?.iter().map(&mut add).collect::<Option<_>>()?;
    // A version that was stored before reports were translated has none.
    let translated = row.report.as_ref().and_then(|report| report.get("translations")?.as_array());
    let report = row.report.as_ref().and_then(&mut add);
    let theme = row.theme.as_ref().and_then(&mut add);
    let translated: Vec<FileId> = translated.into_iter().flatten().filter_map(&mut add).collect();
    let (first, translations) = ids.split_first()?;
    let compiled = questionnaire::compile(&sources, *first, translations, &Declared { sources: None });
    let questionnaire = Arc::new(compiled.questionnaire?);
    let declared = tabulation::Declared::default();
    let mut report = report.and_then(|file| report_file::parse(&sources, file, &questionnaire, &declared).0);
    for file in &translated {
        let Some(report) = &mut report else { break };
        report_file::add_translation(report, &sources, *file, &questionnaire);
    }
    let theme = theme.and_then(|file| theme::parse(&sources, file, row.logo.as_deref()).0);
    Some(StoredVersion {
        layout: Layout::of(&questionnaire),
        questionnaire,
        report: report.map(Arc::new),
        dress: theme.as_ref().and_then(Dress::of).map(Arc::new),
        theme: theme.map(Arc::new),
        sources,
    })
}

/// A layout for people and programs that read the rows without canvass.
pub(super) fn layout_json(layout: &Layout) -> Value {
    use crate::responses::Coding;
    let fields = layout.fields().iter().map(|field| {
        let mut json = json!({
            "name": field.name,
            "offset": field.offset,
            "width": field.width,
            "coding": field.coding.as_str(),
        });
        match &field.coding {
            Coding::Code { codes } | Coding::Set { codes } => json["codes"] = json!(codes),
            Coding::Scale { from } => json["from"] = json!(from),
            Coding::Number | Coding::Date | Coding::Text | Coding::Ranking => {}
        }
        json
    });
    json!({ "width": layout.width(), "fields": fields.collect::<Vec<_>>() })
}
