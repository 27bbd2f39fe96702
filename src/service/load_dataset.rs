//! The responses of a wave: as they are, and as the columns that tables are counted from.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{ActiveWave, CachedDataset, Service, ServiceError, detached_blocking, locked, stored_version};
use crate::db::StoredResponse;
use crate::i18n::Language;
use crate::ids::VersionId;
use crate::questionnaire::Questionnaire;
use crate::responses::{Response, in_version};
use crate::service::StoredVersion;
use crate::simulation::SYNTHETIC;
use crate::tabulation::{Dataset, DatasetInfo, SampleType};

/// All responses of a wave under the variables of its version, in the order of their ids.
#[derive(Debug, Clone)]
pub struct WaveResponses {
    pub questionnaire: Arc<Questionnaire>,
    pub version: VersionId,
    pub responses: Vec<Response>,
    /// Names this state of the data.
    pub watermark: String,
}

/// Every response of the wave; each was given to its own version and is read under the wave's.
///
/// # Errors
/// Where the database does not answer, or holds a row that cannot be read.
pub async fn load_responses(service: &Service, wave: &ActiveWave) -> Result<WaveResponses, ServiceError> {
    // The mark first: rows that come meanwhile make the next look find a newer one.
    let watermark = service.database().response_watermark(wave.wave.id).await?;
    let rows = service.database().list_responses(wave.wave.id).await?;
    let mut versions: BTreeMap<VersionId, Arc<StoredVersion>> = BTreeMap::new();
    for row in &rows {
        if !versions.contains_key(&row.version) {
            let version = stored_version::load(service, &row.version).await?;
            versions.insert(row.version.clone(), version);
        }
    }
    let (slug, opened) = (wave.wave.slug.clone(), wave.wave.opened_on());
    let (version, questionnaire) = (wave.version.clone(), Arc::clone(&wave.questionnaire));
    detached_blocking(move || {
        let responses = rows
            .into_iter()
            .map(|row| {
                let given_to = versions.get(&row.version).expect("each row's version was loaded above");
                let own = (row.version == version).then_some(());
                unpack(row, given_to, own.is_none().then_some(&questionnaire), &slug, opened)
            })
            .collect::<Result<Vec<_>, _>>()?;
        Ok(WaveResponses { questionnaire, version, responses, watermark: watermark.as_str().to_owned() })
    })
    .await?
}

fn unpack(
    row: StoredResponse,
    given_to: &StoredVersion,
    read_as: Option<&Arc<Questionnaire>>,
    slug: &str,
    opened: Option<chrono::NaiveDate>,
) -> Result<Response, ServiceError> {
    let answers = given_to
        .layout
        .unpack(&given_to.questionnaire, &row.packed)
        .map_err(|error| ServiceError::Inconsistent(format!("response {}: {error}", row.id.0)))?;
    let answers = match read_as {
        None => answers,
        Some(questionnaire) => in_version(&given_to.questionnaire, &answers, questionnaire),
    };
    Ok(Response {
        id: row.id,
        circumstances: row.circumstances(slug, opened),
        external_id: row.external_id,
        disposition: row.disposition,
        answers,
    })
}

/// The wave's responses as columns, labelled in `language`. Kept until a response comes or changes.
///
/// # Errors
/// As [`load_responses`].
pub async fn load_dataset(
    service: &Service,
    wave: &ActiveWave,
    language: Option<&Language>,
) -> Result<Arc<Dataset>, ServiceError> {
    let language = language.unwrap_or_else(|| wave.questionnaire.source_language());
    let mark = service.database().response_watermark(wave.wave.id).await?;
    // Everything that the columns and their labels depend on beside the responses.
    let mark = format!("{}/{}/{language}", mark.as_str(), wave.version);
    if let Some(cached) = locked(&service.inner.datasets).get(&wave.wave.id)
        && cached.watermark == mark
    {
        return Ok(Arc::clone(&cached.dataset));
    }
    let loaded = load_responses(service, wave).await?;
    let info = DatasetInfo {
        wave: Some(wave.wave.slug.clone()),
        version: wave.version.to_string(),
        watermark: loaded.watermark.clone(),
        synthetic: wave.wave.synthetic.then(|| SYNTHETIC.to_owned()),
        language: language.clone(),
        sample: wave
            .wave
            .plan
            .sample
            .as_ref()
            .map_or(SampleType::Other, |sample| SampleType::from_word(sample.kind.as_str())),
    };
    let mark = format!("{}/{}/{language}", loaded.watermark, wave.version);
    let dataset = detached_blocking(move || {
        Arc::new(Dataset::from_responses(loaded.questionnaire, &loaded.responses, Vec::new(), info))
    })
    .await?;
    let cached = CachedDataset { watermark: mark, dataset: Arc::clone(&dataset) };
    locked(&service.inner.datasets).insert(wave.wave.id, cached);
    Ok(dataset)
}
