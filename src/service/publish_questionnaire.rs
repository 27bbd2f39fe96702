//! Publishing: a checked survey becomes an immutable version with its SQL view.

use super::{CheckedFolder, Service, ServiceError, stored_version};
use crate::db::{Stored, VersionRow, view_name, view_sql};
use crate::diagnostics::has_errors;
use crate::ids::VersionId;
use crate::questionnaire;
use crate::responses::Layout;

/// A version in the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    pub version: VersionId,
    /// The SQL view of its responses.
    pub view: String,
    /// Whether it was there already; its report file and theme were replaced then.
    pub was_there: bool,
}

/// Stores the survey as a version, with its translations, report and theme.
///
/// # Errors
/// Where the files have errors: nothing is stored then.
pub async fn publish_questionnaire(
    service: &Service,
    checked: &CheckedFolder,
) -> Result<Published, ServiceError> {
    let folder = &checked.folder;
    let refused = || ServiceError::in_files(checked.diagnostics.clone(), &folder.sources);
    let questionnaire = checked.questionnaire.as_ref().ok_or_else(refused)?;
    if has_errors(&checked.diagnostics) {
        return Err(refused());
    }
    let canonical = questionnaire::canonical_json(questionnaire);
    let version = questionnaire::version_id(questionnaire);
    let (files, report) = stored_version::stored_files(folder);
    let row = VersionRow {
        version_id: version.as_str().to_owned(),
        survey_id: questionnaire.id.clone(),
        edition: questionnaire.edition.clone(),
        files,
        report,
        canonical,
        layout: stored_version::layout_json(&Layout::of(questionnaire)),
        published_at: service.now(),
        theme: folder.theme.map(|file| stored_version::stored_file(folder, file)),
        logo: folder.logo.clone(),
    };
    let stored = service.database().insert_version(&row, &view_sql(&version, questionnaire)).await?;
    stored_version::forget(service, &version);
    Ok(Published { view: view_name(&version), version, was_there: stored == Stored::AlreadyThere })
}
