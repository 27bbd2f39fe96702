//! Comparing two questionnaires, each a folder, a published version or a wave: the instrument and, where both have one,
//! how they are fielded.

use std::sync::Arc;

use super::{CheckedFolder, Service, ServiceError, find_wave, stored_version};
use crate::fieldwork::{WavePlan, population_changes};
use crate::ids::VersionId;
use crate::questionnaire::diff::{Difference, compare};
use crate::questionnaire::{Questionnaire, version_id};

/// One of the two.
#[derive(Debug, Clone)]
pub struct Edition {
    /// As it was asked for.
    pub name: String,
    pub version: VersionId,
    pub questionnaire: Arc<Questionnaire>,
    /// `None` where no wave file says how it is fielded.
    pub wave: Option<WavePlan>,
}

impl Edition {
    /// The survey of a folder that was read; `None` where it could not be understood.
    pub fn of_folder(name: &str, folder: CheckedFolder) -> Option<Edition> {
        let questionnaire = folder.questionnaire?;
        let version = version_id(&questionnaire);
        Some(Edition { name: name.to_owned(), version, questionnaire, wave: folder.wave })
    }
}

/// The shortest beginning of a version's digits that is looked up.
const PREFIX_DIGITS_MIN: usize = 4;
/// As many are named when a beginning fits several versions.
const SHOWN_VERSIONS_MAX: i64 = 5;

/// What differs between the two.
pub fn compare_questionnaires(old: &Edition, new: &Edition) -> Difference {
    let mut difference = compare(&old.questionnaire, &new.questionnaire);
    if let (Some(before), Some(now)) = (&old.wave, &new.wave) {
        difference.population.extend(population_changes(before, now, new.questionnaire.source_language()));
    }
    difference
}

/// The published version (`sha256:` and all its digits, or as many as name one only) or the wave of this name.
///
/// # Errors
/// Where there is none, or several versions begin like that.
pub async fn find_edition(service: &Service, name: &str) -> Result<Edition, ServiceError> {
    let Some(digits) = name.strip_prefix("sha256:") else {
        let wave = find_wave(service, name).await?;
        return Ok(Edition {
            name: name.to_owned(),
            version: wave.version.clone(),
            questionnaire: Arc::clone(&wave.questionnaire),
            wave: Some(wave.wave.plan.clone()),
        });
    };
    let unknown = || ServiceError::UnknownVersion { name: name.to_owned() };
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !is_hex || digits.len() < PREFIX_DIGITS_MIN {
        return Err(unknown());
    }
    let found =
        service.database().list_versions_beginning(&name.to_ascii_lowercase(), SHOWN_VERSIONS_MAX).await?;
    let version = match found.as_slice() {
        [] => return Err(unknown()),
        [one] => VersionId::parse(one).ok_or_else(unknown)?,
        [_, _, ..] => return Err(ServiceError::AmbiguousVersion { name: name.to_owned(), found }),
    };
    let stored = stored_version::load(service, &version).await?;
    Ok(Edition {
        name: name.to_owned(),
        version,
        questionnaire: Arc::clone(&stored.questionnaire),
        wave: None,
    })
}
