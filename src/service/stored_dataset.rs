//! The answers of a wave left where they are: tables of them are counted by SQL.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::load_dataset::{answers_of, info};
use super::{ActiveWave, Service, ServiceError, wave_versions};
use crate::db::{DbError, Snapshot, Stopper};
use crate::diagnostics::{Diagnostic, Sources};
use crate::i18n::Language;
use crate::ids::VersionId;
use crate::responses::Crosswalk;
use crate::tabulation::pushdown::{Refusal, Stored, StoredVersion, StoredWave};
use crate::tabulation::{Dataset, EarlierVersion};

/// The wave's responses in the database as they are now, labelled in `language`: a dataset for any table, figure, report or
/// weight, of which only sums and single columns are read. It holds a connection and the state of the database as long as
/// it lives, so make one for each request; use it where waiting does no harm, outside the threads of the runtime. Only a few
/// live at the same time: others wait for one to end. Whoever has made something of it asks [`refused`] before using it.
///
/// # Errors
/// Where the database does not answer, or holds what cannot be read.
pub async fn stored_dataset(
    service: &Service,
    wave: &ActiveWave,
    language: Option<&Language>,
) -> Result<Arc<Dataset>, ServiceError> {
    let language = language.unwrap_or_else(|| wave.questionnaire.source_language()).clone();
    let (database, id) = (service.database().clone(), wave.wave.id);
    let analysis = &service.inner.analysis;
    let turn = analysis.connection().await?;
    let snapshot = analysis.workers.begin(move || database.snapshot(turn)).done().await??;
    let mut wanted = Wanted(Some(snapshot.stopper()));
    let look = move || {
        let watermark = snapshot.response_watermark(id)?;
        let answered = snapshot.list_answered_versions(id)?;
        Ok::<_, DbError>((snapshot, watermark, answered))
    };
    let (snapshot, watermark, answered) = analysis.workers.begin(look).done().await??;
    let mut versions = wave_versions::load(service, &wave.wave).await?;
    versions.complete(service, &answered.iter().cloned().collect()).await?;
    let mut info = info(wave, watermark.as_str(), Vec::new(), &language);
    let crosswalks = versions.crosswalks();
    let stored_versions = answered.iter().map(|version| {
        let stored = versions.find(version).expect("each answered version was loaded above");
        StoredVersion {
            version: version.clone(),
            questionnaire: Arc::clone(&stored.questionnaire),
            layout: stored.layout.clone(),
            crosswalk: crosswalks.get(version).cloned(),
        }
    });
    let stored_wave = StoredWave {
        id: wave.wave.id.0,
        slug: wave.wave.slug.clone(),
        opened_on: wave.wave.opened_on(),
        timezone: wave.wave.plan.timezone,
        versions: stored_versions.collect(),
    };
    let (newest, last) = (versions.newest(), wave.wave.version.clone());
    let wave = wave.wave.id;
    let open = move || {
        info.earlier = earlier(&snapshot, (wave, &last), &versions, &crosswalks)?;
        let stored = Stored::open(stored_wave, Arc::clone(&newest), Box::new(snapshot)).map_err(told)?;
        Ok(Arc::new(Dataset::from_stored(newest, stored, info)))
    };
    let opened = analysis.workers.begin(open).done().await?;
    wanted.0 = None;
    opened
}

/// Statements that somebody waits for; where that one goes away, they are broken off.
struct Wanted(Option<Stopper>);

impl Drop for Wanted {
    fn drop(&mut self) {
        if let Some(stopper) = &self.0 {
            stopper.stop();
        }
    }
}

/// The earlier versions that some responses answered, with what of their answers has no place in the newest.
fn earlier(
    snapshot: &Snapshot,
    (wave, last): (crate::ids::WaveId, &VersionId),
    versions: &wave_versions::VersionsOfWave,
    crosswalks: &BTreeMap<VersionId, Crosswalk>,
) -> Result<Vec<EarlierVersion>, ServiceError> {
    let newest = versions.newest();
    let mut earlier: BTreeMap<VersionId, EarlierVersion> = BTreeMap::new();
    if crosswalks.is_empty() {
        return Ok(Vec::new());
    }
    for (place, row) in snapshot.list_other_responses(wave, last)? {
        let Some((crosswalk, given_to)) = crosswalks.get(&row.version).zip(versions.find(&row.version))
        else {
            continue;
        };
        let own = &given_to.questionnaire;
        let answers = answers_of(&row, given_to)?;
        let known = earlier
            .entry(row.version.clone())
            .or_insert_with(|| EarlierVersion::of(row.version.as_str(), crosswalk, &newest));
        known.leave_out(place, &crosswalk.uncarried(&answers), own, crosswalk, &newest);
    }
    Ok(earlier.into_values().collect())
}

/// Why what was made from the dataset must not be used; `None` for one whose answers are in memory.
pub fn refused(dataset: &Dataset) -> Option<ServiceError> {
    dataset.refusal().cloned().map(told)
}

fn told(refusal: Refusal) -> ServiceError {
    match refusal {
        Refusal::NotInSql(what) => ServiceError::NotInSql { what },
        Refusal::Database(message) => ServiceError::Database(DbError::Other(message)),
        Refusal::GivenUp => ServiceError::GivenUp,
    }
}

/// What was made of the answers, unless they could not be had; else what is wrong with the request.
pub(super) fn sound<T>(
    dataset: &Dataset,
    made: Result<T, Vec<Diagnostic>>,
    sources: &Sources,
) -> Result<T, ServiceError> {
    match refused(dataset) {
        Some(refused) => Err(refused),
        None => made.map_err(|diagnostics| ServiceError::in_files(diagnostics, sources)),
    }
}
