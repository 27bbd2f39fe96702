//! The responses of a wave: as they are, and as the columns that tables are counted from.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{ActiveWave, Service, ServiceError, analysis, detached_blocking, stored_dataset, wave_versions};
use crate::db::StoredResponse;
use crate::fieldwork::Wave;
use crate::i18n::Language;
use crate::ids::VersionId;
use crate::questionnaire::Questionnaire;
use crate::responses::{Answers, Response};
use crate::service::StoredVersion;
use crate::simulation::SYNTHETIC;
use crate::tabulation::{Dataset, DatasetInfo, EarlierVersion, SampleType};

/// All responses of a wave under the variables of its version, in the order of their ids.
#[derive(Debug, Clone)]
pub struct WaveResponses {
    pub questionnaire: Arc<Questionnaire>,
    pub version: VersionId,
    pub responses: Vec<Response>,
    /// The earlier versions that some of them answered.
    pub earlier: Vec<EarlierVersion>,
    /// Names this state of the data.
    pub watermark: String,
}

/// Every response of the wave; each was given to its own version and is read under the wave's newest, through what the
/// versions between declare.
///
/// # Errors
/// Where the database does not answer, or holds a row that cannot be read.
pub async fn load_responses(service: &Service, wave: &ActiveWave) -> Result<WaveResponses, ServiceError> {
    // The mark first: rows that come meanwhile make the next look find a newer one.
    let watermark = service.database().response_watermark(wave.wave.id).await?;
    let rows = service.database().list_responses(wave.wave.id).await?;
    let answered: BTreeSet<VersionId> = rows.iter().map(|row| row.version.clone()).collect();
    let mut versions = wave_versions::load(service, &wave.wave).await?;
    versions.complete(service, &answered).await?;
    let (version, questionnaire, wave) = (wave.wave.version.clone(), versions.newest(), wave.wave.clone());
    detached_blocking(move || {
        let crosswalks = versions.crosswalks();
        let mut earlier: BTreeMap<VersionId, EarlierVersion> = crosswalks
            .iter()
            .filter(|(version, _)| answered.contains(version))
            .map(|(version, crosswalk)| {
                (version.clone(), EarlierVersion::of(version.as_str(), crosswalk, &questionnaire))
            })
            .collect();
        let mut responses = Vec::with_capacity(rows.len());
        for row in rows {
            let version = row.version.clone();
            let given_to = versions.find(&version).expect("each row's version was loaded above");
            let mut response = unpack(row, given_to, &wave, &questionnaire)?;
            if let Some(crosswalk) = crosswalks.get(&version) {
                if let Some(earlier) = earlier.get_mut(&version) {
                    let uncarried = crosswalk.uncarried(&response.answers);
                    let own = &given_to.questionnaire;
                    earlier.leave_out(responses.len(), &uncarried, own, crosswalk, &questionnaire);
                }
                response.answers = crosswalk.carry(&response.answers);
            }
            responses.push(response);
        }
        let earlier = earlier.into_values().collect();
        let watermark = watermark.as_str().to_owned();
        Ok(WaveResponses { questionnaire, version, responses, earlier, watermark })
    })
    .await?
}

/// The response with its answers as they were given.
fn unpack(
    row: StoredResponse,
    given_to: &StoredVersion,
    wave: &Wave,
    questionnaire: &Questionnaire,
) -> Result<Response, ServiceError> {
    let answers = answers_of(&row, given_to)?;
    Ok(Response {
        id: row.id,
        circumstances: row.circumstances(wave, questionnaire),
        external_id: row.external_id,
        disposition: row.disposition,
        answers,
    })
}

/// The answers of a row under the version that they were given to.
///
/// # Errors
/// Where its bytes are not in that version's layout.
pub(super) fn answers_of(row: &StoredResponse, given_to: &StoredVersion) -> Result<Answers, ServiceError> {
    given_to
        .layout
        .unpack(&given_to.questionnaire, &row.packed)
        .map_err(|error| ServiceError::Inconsistent(format!("response {}: {error}", row.id.0)))
}

/// The wave's responses as columns, labelled in `language`: all that were committed before this was called. They are kept
/// in memory and brought up to date from look to look. A wave that does not fit there is left in the database, as
/// [`stored_dataset`] leaves it: whoever has made something of it asks [`refused`](super::refused) before using it.
///
/// # Errors
/// As [`load_responses`].
pub async fn load_dataset(
    service: &Service,
    wave: &ActiveWave,
    language: Option<&Language>,
) -> Result<Arc<Dataset>, ServiceError> {
    let language = language.unwrap_or_else(|| wave.questionnaire.source_language());
    match analysis::dataset(service, wave, language).await? {
        Some(dataset) => Ok(dataset),
        None => stored_dataset(service, wave, Some(language)).await,
    }
}

/// Responses that are already here as columns, labelled in `language` and in their order.
pub fn dataset_of(wave: &ActiveWave, loaded: &WaveResponses, language: &Language) -> Dataset {
    let info = info(wave, &loaded.watermark, loaded.earlier.clone(), language);
    Dataset::from_responses(Arc::clone(&loaded.questionnaire), &loaded.responses, Vec::new(), info)
}

/// What a table says about the wave's data, in the state that `watermark` names.
pub(super) fn info(
    wave: &ActiveWave,
    watermark: &str,
    earlier: Vec<EarlierVersion>,
    language: &Language,
) -> DatasetInfo {
    DatasetInfo {
        wave: Some(wave.wave.slug.clone()),
        version: wave.version.to_string(),
        watermark: watermark.to_owned(),
        synthetic: wave.wave.synthetic.then(|| SYNTHETIC.to_owned()),
        language: language.clone(),
        sample: wave
            .wave
            .plan
            .sample
            .as_ref()
            .map_or(SampleType::Other, |sample| SampleType::from_word(sample.kind.as_str())),
        earlier,
    }
}
