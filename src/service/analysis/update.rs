//! Bringing a wave in memory up to date: a look at what came, changed or went since the last one.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::HeldWave;
use super::load::{self, Problem};
use crate::db::{FeedPosition, Look, WantedRows};
use crate::fieldwork::Wave;
use crate::i18n::Language;
use crate::ids::VersionId;
use crate::service::{ActiveWave, Service, ServiceError, count, locked};
use crate::simulation::SYNTHETIC;
use crate::tabulation::{Dataset, DatasetBuilder, DatasetInfo, FollowedWave, SampleType, WaveForm};

/// What the columns of a wave depend on beside its responses. Where it is another than before, all of them are read
/// again.
#[derive(Debug, Clone)]
pub(super) struct Basis {
    pub(super) wave: Wave,
    /// In the order in which the wave asked them.
    pub(super) order: Vec<VersionId>,
    source: Language,
}

impl Basis {
    pub(super) fn of(wave: &ActiveWave, order: Vec<VersionId>) -> Basis {
        Basis { wave: wave.wave.clone(), order, source: wave.questionnaire.source_language().clone() }
    }

    fn told_by(&self) -> (&str, &VersionId, Option<NaiveDate>, Tz, &[VersionId], bool, SampleType) {
        let wave = &self.wave;
        (
            &wave.slug,
            &wave.version,
            wave.opened_on(),
            wave.plan.timezone,
            &self.order,
            wave.synthetic,
            self.sample(),
        )
    }

    fn sample(&self) -> SampleType {
        let sample = self.wave.plan.sample.as_ref();
        sample.map_or(SampleType::Other, |sample| SampleType::from_word(sample.kind.as_str()))
    }

    /// What tables say about the data, before the rows have told the rest.
    pub(super) fn info(&self) -> DatasetInfo {
        DatasetInfo {
            wave: Some(self.wave.slug.clone()),
            version: self.wave.version.to_string(),
            watermark: String::new(),
            synthetic: self.wave.synthetic.then(|| SYNTHETIC.to_owned()),
            language: self.source.clone(),
            sample: self.sample(),
            earlier: Vec::new(),
        }
    }

    pub(super) fn rows_wanted(&self, form: &WaveForm) -> WantedRows {
        WantedRows {
            wave: self.wave.id,
            newest: self.wave.version.clone(),
            arms: !form.questionnaire.arms.is_empty(),
            consents: !form.questionnaire.consents.is_empty(),
        }
    }
}

/// A wave in memory as it was at one moment.
pub(super) struct Current {
    basis: Basis,
    position: FeedPosition,
    /// What the next look goes on from.
    wave: Arc<Mutex<FollowedWave>>,
    dataset: Arc<Dataset>,
}

impl Current {
    /// Its columns, labelled in the language.
    pub(super) fn labelled(&self, language: &Language) -> Arc<Dataset> {
        if self.dataset.info.language == *language {
            return Arc::clone(&self.dataset);
        }
        let mut dataset = Dataset::clone(&self.dataset);
        dataset.info.language = language.clone();
        Arc::new(dataset)
    }
}

/// The wave as it is now; `None` where it is too large.
pub(super) async fn update(
    service: &Service,
    held: &HeldWave,
    basis: Basis,
) -> Result<Option<Arc<Current>>, ServiceError> {
    let look = service.inner.analysis.database.look().await?;
    let position = look.position().clone();
    let known = locked(&held.current).clone();
    // Transactions of another server are counted otherwise: nothing can be said to come after those of this one.
    let known = known
        .filter(|known| known.basis.told_by() == basis.told_by() && known.position.server == position.server);
    let followed = match &known {
        Some(known) => follow(service, known, &look, &basis).await?,
        None => None,
    };
    let (wave, dataset) = match followed {
        Some(followed) => followed,
        None => {
            *locked(&held.current) = None;
            let Some(wave) = load::load(service, held, &look, &basis).await? else { return Ok(None) };
            let info = basis.info();
            count(service, move || {
                let dataset = Arc::new(wave.snapshot(info));
                (Arc::new(Mutex::new(wave)), dataset)
            })
            .await?
        }
    };
    look.end().await;
    let current = Arc::new(Current { basis, position, wave, dataset });
    let bytes = locked(&current.wave).bytes();
    *locked(&held.current) = Some(Arc::clone(&current));
    Ok(fits(service, held, &current.basis, bytes).then_some(current))
}

type Followed = (Arc<Mutex<FollowedWave>>, Arc<Dataset>);

/// The known wave with what came since; `None` where it has to be read again.
async fn follow(
    service: &Service,
    known: &Current,
    look: &Look,
    basis: &Basis,
) -> Result<Option<Followed>, ServiceError> {
    let since = look.since(basis.wave.id, &known.position).await?;
    let wave = Arc::clone(&known.wave);
    if !since.changed && since.erased.is_empty() {
        return Ok(Some((wave, Arc::clone(&known.dataset))));
    }
    let form = Arc::clone(locked(&wave).form());
    let mut arrived = Vec::new();
    if since.changed {
        let mut stream = look.rows(&basis.rows_wanted(&form), Some(&known.position)).await?;
        while let Some(rows) = stream.next(DatasetBuilder::CHUNK).await? {
            arrived.push(rows);
        }
    }
    let info = basis.info();
    let put = move || {
        let mut followed = locked(&wave);
        load::put(&mut followed, &arrived)?;
        followed.erase(&since.erased);
        let dataset = Arc::new(followed.snapshot(info));
        drop(followed);
        Ok((wave, dataset))
    };
    match count(service, put).await? {
        Ok(followed) => Ok(Some(followed)),
        // The wave has another version, or had one that it is not known to have asked.
        Err(Problem::OtherVersion(_) | Problem::TooLarge) => Ok(None),
        Err(Problem::Other(error)) => Err(error),
    }
}

/// The wave takes so many bytes by now: others make room for it. False where it is larger than all may be.
pub(super) fn fits(service: &Service, held: &HeldWave, basis: &Basis, bytes: u64) -> bool {
    let analysis = &service.inner.analysis;
    let fits = analysis.limit.is_none_or(|limit| bytes <= limit);
    held.bytes.store(if fits { bytes } else { 0 }, Ordering::Relaxed);
    held.too_large.store(!fits, Ordering::Relaxed);
    if fits {
        analysis.make_room(basis.wave.id);
    } else {
        *locked(&held.current) = None;
        let wave = &basis.wave.slug;
        tracing::warn!(wave, "the wave does not fit into --cache-mb: its tables are counted in the database");
    }
    fits
}
