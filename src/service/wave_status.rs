//! How a wave is doing.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::{ActiveWave, Service, ServiceError, load_dataset};
use crate::fieldwork::WaveState;
use crate::ids::VersionId;
use crate::responses::Disposition;

/// The fieldwork figures of a wave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaveStatus {
    pub state: WaveState,
    pub version: VersionId,
    pub opens_at: Option<DateTime<Utc>>,
    pub closes_at: Option<DateTime<Utc>>,
    /// Interviews under way.
    pub under_way: u64,
    /// Interviews that have ended, by how; a disposition that has none is left out.
    pub ended: BTreeMap<Disposition, u64>,
    /// Who refused a required consent (AAPOR 2.11): counted, and nothing else is kept of them.
    pub refused_consent: u64,
    /// The versions the wave has asked, in order, each with its interviews.
    pub versions: Vec<AskedVersion>,
    /// Answers given in an earlier version that have no place in the newest: no table counts them.
    pub left_out: Vec<AnswersLeftOut>,
}

/// Answers that the newest version has no place for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswersLeftOut {
    /// As the version that was answered calls it.
    pub variable: String,
    /// The code of the option that was chosen, where that is what has no place.
    pub option: Option<String>,
    /// Whether it is only the text typed beside the option.
    pub text: bool,
    pub responses: u64,
}

/// A version in the life of a wave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedVersion {
    pub version: VersionId,
    pub since: DateTime<Utc>,
    pub ended: u64,
    pub under_way: u64,
}

impl WaveStatus {
    /// All interviews that were begun.
    pub fn started(&self) -> u64 {
        self.under_way + self.ended.values().sum::<u64>()
    }

    pub fn count(&self, disposition: Disposition) -> u64 {
        self.ended.get(&disposition).copied().unwrap_or_default()
    }
}

/// Counts the wave's interviews.
///
/// # Errors
/// Where the database does not answer.
pub async fn wave_status(service: &Service, wave: &ActiveWave) -> Result<WaveStatus, ServiceError> {
    let id = wave.wave.id;
    let by_version = service.database().count_by_version(id).await?;
    let versions = service.database().list_wave_versions(id).await?.into_iter().map(|asked| {
        let counts = by_version.get(&asked.version).cloned().unwrap_or_default();
        AskedVersion {
            version: asked.version,
            since: asked.published_at,
            ended: counts.ended.values().sum(),
            under_way: counts.under_way,
        }
    });
    let has_earlier =
        by_version.iter().any(|(version, counts)| *version != wave.version && !counts.ended.is_empty());
    let left_out = if has_earlier { left_out(service, wave).await? } else { Vec::new() };
    Ok(WaveStatus {
        state: wave.state,
        version: wave.version.clone(),
        opens_at: wave.wave.opens_at(),
        closes_at: wave.wave.closes_at(),
        under_way: service.database().count_drafts(id).await?,
        ended: service.database().count_dispositions(id).await?,
        refused_consent: service.database().count_refusals(id).await?,
        versions: versions.collect(),
        left_out,
    })
}

/// As the wave's tables know it, so that it is worked out once until another response comes.
async fn left_out(service: &Service, wave: &ActiveWave) -> Result<Vec<AnswersLeftOut>, ServiceError> {
    let dataset = load_dataset(service, wave, None).await?;
    let mut counts: BTreeMap<(&str, Option<&str>, bool), u64> = BTreeMap::new();
    for left in dataset.info.earlier.iter().flat_map(|earlier| earlier.left_out()) {
        *counts.entry((&left.variable, left.option.as_deref(), left.text)).or_default() += left.count();
    }
    let listed = counts.into_iter().map(|((variable, option, text), responses)| AnswersLeftOut {
        variable: variable.to_owned(),
        option: option.map(str::to_owned),
        text,
        responses,
    });
    Ok(listed.collect())
}
