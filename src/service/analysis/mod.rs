//! Waves as columns in memory: loaded when a table first wants them, kept current by the feed of stored responses, and put
//! aside, the longest unused first, where they would take more memory than they may.

mod count;
mod load;
mod shared;
mod update;
mod workers;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::FutureExt;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{ActiveWave, Service, ServiceError, locked, wave_versions};
use crate::db::{AnalysisDatabase, Database, DbError};
use crate::i18n::Language;
use crate::ids::WaveId;
use crate::tabulation::Dataset;
pub(super) use count::made_of;
pub use count::{Counted, CountingPlace};
use shared::Turns;
use update::{Basis, Current};
use workers::Workers;

/// Connections for analysis: a wave is loaded over one of them, and a look at what came since takes another for a
/// millisecond.
const CONNECTIONS: usize = 4;
/// Tables, reports and weights that are counted in the database at the same time, each over a connection of its own.
const COUNTED_IN_DATABASE: usize = 4;
/// How long others wait for one of those to end before they are told to come back.
const CONNECTION_WAIT: Duration = Duration::from_secs(30);

/// What tables are made with: threads and connections of their own, and the waves in memory.
pub(super) struct Analysis {
    pub(super) workers: Workers,
    database: AnalysisDatabase,
    /// Whole waves are read one after the other: each alone fits into memory, and all at once would not.
    loading: Semaphore,
    /// For those that are counted in the database.
    connections: Arc<Semaphore>,
    waves: Mutex<BTreeMap<WaveId, Arc<HeldWave>>>,
    /// Bytes that all waves together may take; `None` is as many as there are.
    limit: Option<u64>,
    /// Counts looks, so that the wave that was wanted last is known.
    looks: AtomicU64,
}

/// One wave in memory, or on its way there.
#[derive(Default)]
struct HeldWave {
    turns: Turns<Result<Option<Arc<Current>>, ServiceFailure>>,
    current: Mutex<Option<Arc<Current>>>,
    /// The look that wanted it last.
    wanted: AtomicU64,
    /// Bytes it takes, and while it is loaded, those it takes so far.
    bytes: AtomicU64,
    /// It takes more than all waves together may.
    too_large: AtomicBool,
}

/// What everybody who waited is told.
type ServiceFailure = Arc<ServiceError>;

impl Analysis {
    pub(super) fn start(database: &Database, limit: Option<u64>) -> Result<Analysis, ServiceError> {
        Ok(Analysis {
            workers: Workers::start()?,
            database: AnalysisDatabase::beside(database, CONNECTIONS),
            loading: Semaphore::new(1),
            connections: Arc::new(Semaphore::new(COUNTED_IN_DATABASE)),
            waves: Mutex::default(),
            limit,
            looks: AtomicU64::new(0),
        })
    }

    /// The right to one more connection on which the database counts.
    ///
    /// # Errors
    /// Where all are taken for long.
    pub(super) async fn connection(&self) -> Result<OwnedSemaphorePermit, ServiceError> {
        let free = Arc::clone(&self.connections).acquire_owned();
        match tokio::time::timeout(CONNECTION_WAIT, free).await {
            Ok(Ok(permit)) => Ok(permit),
            Ok(Err(_)) | Err(_) => Err(DbError::Busy.into()),
        }
    }

    fn held(&self, wave: WaveId) -> Arc<HeldWave> {
        let held = Arc::clone(locked(&self.waves).entry(wave).or_default());
        held.wanted.store(self.looks.fetch_add(1, Ordering::Relaxed) + 1, Ordering::Relaxed);
        held
    }

    /// Puts waves aside, the longest unused first, until what is left fits or only `kept` is left. Tables that are being
    /// counted from one keep it until they are done.
    fn make_room(&self, kept: WaveId) {
        let Some(limit) = self.limit else { return };
        let mut waves = locked(&self.waves);
        loop {
            let taken: u64 = waves.values().map(|held| held.bytes.load(Ordering::Relaxed)).sum();
            // One that takes nothing is known to be too large; forgotten, it would be read again.
            let takes = |held: &HeldWave| held.bytes.load(Ordering::Relaxed) > 0;
            let others = waves.iter().filter(|(wave, held)| **wave != kept && takes(held));
            let longest = others.min_by_key(|(_, held)| held.wanted.load(Ordering::Relaxed));
            match longest.map(|(wave, _)| *wave) {
                Some(wave) if taken > limit => {
                    waves.remove(&wave);
                    tracing::debug!(wave = %wave.0, "the wave is put aside to make room for others");
                }
                Some(_) | None => return,
            }
        }
    }
}

/// The wave's responses as columns, labelled in `language`: everything that was committed before this was called. `None` for
/// a wave that takes more memory than all waves together may.
///
/// # Errors
/// Where the database does not answer, or holds a row that cannot be read.
pub(super) async fn dataset(
    service: &Service,
    wave: &ActiveWave,
    language: &Language,
) -> Result<Option<Arc<Dataset>>, ServiceError> {
    let order = wave_versions::order(service, &wave.wave).await?;
    let basis = Basis::of(wave, order);
    let held = service.inner.analysis.held(wave.wave.id);
    if held.too_large.load(Ordering::Relaxed) {
        return Ok(None);
    }
    let begin = || {
        let (service, held, basis) = (service.clone(), Arc::clone(&held), basis.clone());
        async move {
            let own = service.clone();
            let work = async move { update::update(&own, &held, basis).await };
            service.inner.analysis.workers.wait(work).await.map_err(Arc::new)
        }
        .boxed()
    };
    let current = held.turns.outcome(begin).await.map_err(|error| told_again(&error))?;
    Ok(current.map(|current| current.labelled(language)))
}

/// An error that several wait for, for one of them.
fn told_again(error: &ServiceError) -> ServiceError {
    match error {
        ServiceError::Overloaded { retry_after } => ServiceError::Overloaded { retry_after: *retry_after },
        ServiceError::Database(error) => ServiceError::Database(error.clone()),
        ServiceError::Inconsistent(what) => ServiceError::Inconsistent(what.clone()),
        other => ServiceError::Inconsistent(other.to_string()),
    }
}
