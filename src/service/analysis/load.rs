//! Reading a whole wave: the rows arrive on one thread while another turns those before them into columns.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use super::HeldWave;
use super::update::{Basis, fits};
use crate::db::{CopiedRows, DbError, Look};
use crate::ids::VersionId;
use crate::responses::Circumstances;
use crate::service::{Service, ServiceError, wave_versions};
use crate::tabulation::{DatasetBuilder, EarlierForm, FollowedWave, StoredError, StoredRows, WaveForm};

/// Rows that are turned into columns in one go: few enough to lie in the processor's cache.
const ROWS: usize = 1024;
/// Pieces of rows that become columns at the same time.
const SIDE_BY_SIDE: usize = 2;

/// All responses of the wave at the moment of the look; `None` where they take more memory than they may.
pub(super) async fn load(
    service: &Service,
    held: &HeldWave,
    look: &Look,
    basis: &Basis,
) -> Result<Option<FollowedWave>, ServiceError> {
    let mut stored: BTreeSet<VersionId> = BTreeSet::new();
    loop {
        let form = Arc::new(form(service, basis, &stored).await?);
        match read(service, held, look, basis, form).await {
            Ok(wave) => return Ok(Some(wave)),
            // A program from before versions were listed by wave may have stored it.
            Err(Problem::OtherVersion(version)) if stored.insert(version.clone()) => {}
            Err(Problem::TooLarge) => return Ok(None),
            Err(Problem::OtherVersion(version)) => return Err(unreadable(version.as_str())),
            Err(Problem::Other(error)) => return Err(error),
        }
    }
}

async fn read(
    service: &Service,
    held: &HeldWave,
    look: &Look,
    basis: &Basis,
    form: Arc<WaveForm>,
) -> Result<FollowedWave, Problem> {
    let workers = &service.inner.analysis.workers;
    let mut stream = look.rows(&basis.rows_wanted(&form), None).await?;
    let mut wave = FollowedWave::new(Arc::clone(&form));
    let mut under_way = VecDeque::new();
    loop {
        let arrived = stream.next(DatasetBuilder::CHUNK).await?;
        let last = arrived.is_none();
        if let Some(rows) = arrived {
            let form = Arc::clone(&form);
            under_way.push_back(workers.begin(move || fill(form, &rows)));
        }
        // The next rows arrive while these become columns.
        while under_way.len() >= SIDE_BY_SIDE || last {
            let Some(filled) = under_way.pop_front() else { break };
            wave.extend(filled.done().await??);
            if !fits(service, held, basis, wave.bytes()) {
                return Err(Problem::TooLarge);
            }
        }
        if last {
            return Ok(wave);
        }
    }
}

fn fill(form: Arc<WaveForm>, rows: &CopiedRows) -> Result<StoredRows, Problem> {
    let mut filled = StoredRows::new(form);
    for block in rows.blocks(ROWS) {
        filled.add(&block?)?;
    }
    Ok(filled)
}

/// What came since, into a wave that is followed.
pub(super) fn put(wave: &mut FollowedWave, arrived: &[CopiedRows]) -> Result<(), Problem> {
    for block in arrived.iter().flat_map(|rows| rows.blocks(ROWS)) {
        wave.put(&block?)?;
    }
    Ok(())
}

/// Why rows did not become columns.
pub(super) enum Problem {
    /// A row is of a version that the wave is not known to have asked.
    OtherVersion(VersionId),
    /// They take more memory than they may.
    TooLarge,
    Other(ServiceError),
}

impl From<ServiceError> for Problem {
    fn from(error: ServiceError) -> Problem {
        Problem::Other(error)
    }
}

impl From<DbError> for Problem {
    fn from(error: DbError) -> Problem {
        Problem::Other(error.into())
    }
}

impl From<StoredError> for Problem {
    fn from(error: StoredError) -> Problem {
        match error {
            StoredError::UnknownVersion { version } => VersionId::parse(&version)
                .map_or_else(|| Problem::Other(unreadable(&version)), Problem::OtherVersion),
            StoredError::Layout { .. } => Problem::Other(ServiceError::Inconsistent(error.to_string())),
        }
    }
}

fn unreadable(version: &str) -> ServiceError {
    ServiceError::Inconsistent(format!("a response names the version `{version}`, which cannot be read"))
}

/// How the wave's rows are read; `stored` are versions that the wave does not name and some of its rows do.
async fn form(
    service: &Service,
    basis: &Basis,
    stored: &BTreeSet<VersionId>,
) -> Result<WaveForm, ServiceError> {
    let mut versions = wave_versions::load(service, &basis.wave).await?;
    versions.complete(service, stored).await?;
    let newest = versions.find(&basis.wave.version);
    let newest = newest.ok_or_else(|| unreadable(basis.wave.version.as_str()))?;
    let mut earlier = BTreeMap::new();
    for (version, crosswalk) in versions.crosswalks() {
        if let Some(given_to) = versions.find(&version) {
            let (questionnaire, layout) = (Arc::clone(&given_to.questionnaire), given_to.layout.clone());
            earlier.insert(version.to_string(), EarlierForm { questionnaire, layout, crosswalk });
        }
    }
    Ok(WaveForm {
        about: Circumstances {
            wave: Some(basis.wave.slug.clone()),
            wave_opened: basis.wave.opened_on(),
            version: Some(basis.wave.version.to_string()),
            ..Circumstances::default()
        },
        timezone: basis.wave.plan.timezone,
        questionnaire: Arc::clone(&newest.questionnaire),
        layout: newest.layout.clone(),
        earlier,
    })
}
