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
use crate::service::{ActiveWave, Service, ServiceError, locked};
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
    followed: Arc<Mutex<Followed>>,
    dataset: Arc<Dataset>,
}

/// A wave and the look that last changed it. A look that was given up may still be putting what it found when the next one
/// comes; after that it must not, because some of it may be erased by then.
struct Followed {
    wave: FollowedWave,
    look: u64,
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
    let analysis = &service.inner.analysis;
    let known = locked(&held.current).clone().filter(|known| known.basis.told_by() == basis.told_by());
    if let Some(known) = known {
        let look = analysis.database.look().await?;
        let dataset = follow(service, &known, &look, &basis).await?;
        let position = look.position().clone();
        look.end().await;
        if let Some(dataset) = dataset {
            let followed = Arc::clone(&known.followed);
            return Ok(keep(service, held, Current { basis, position, followed, dataset }));
        }
    }
    *locked(&held.current) = None;
    let turn = analysis.loading.acquire().await;
    let look = analysis.database.look().await?;
    let Some(mut wave) = load::load(service, held, &look, &basis).await? else { return Ok(None) };
    let position = look.position().clone();
    look.end().await;
    let info = basis.info();
    let ready = move || {
        wave.prepare();
        let dataset = Arc::new(wave.snapshot(info));
        (Arc::new(Mutex::new(Followed { wave, look: 0 })), dataset)
    };
    let (followed, dataset) = analysis.workers.begin(ready).done().await?;
    drop(turn);
    Ok(keep(service, held, Current { basis, position, followed, dataset }))
}

fn keep(service: &Service, held: &HeldWave, current: Current) -> Option<Arc<Current>> {
    let bytes = locked(&current.followed).wave.bytes();
    let current = Arc::new(current);
    *locked(&held.current) = Some(Arc::clone(&current));
    fits(service, held, &current.basis, bytes).then_some(current)
}

/// The known wave with what came since; `None` where it has to be read again.
async fn follow(
    service: &Service,
    known: &Current,
    look: &Look,
    basis: &Basis,
) -> Result<Option<Arc<Dataset>>, ServiceError> {
    // Transactions of another server are counted otherwise: nothing can be said to come after those of this one.
    if known.position.server != look.position().server {
        return Ok(None);
    }
    let since = look.since(basis.wave.id, &known.position).await?;
    if !since.changed && since.erased.is_empty() {
        return Ok(Some(Arc::clone(&known.dataset)));
    }
    let analysis = &service.inner.analysis;
    let number = analysis.looks.fetch_add(1, Ordering::Relaxed) + 1;
    let form = Arc::clone(locked(&known.followed).wave.form());
    let mut arrived = Vec::new();
    if since.changed {
        let mut stream = look.rows(&basis.rows_wanted(&form), Some(&known.position)).await?;
        while let Some(rows) = stream.next(DatasetBuilder::CHUNK).await? {
            arrived.push(rows);
        }
    }
    let (info, followed) = (basis.info(), Arc::clone(&known.followed));
    let put = move || {
        let mut followed = locked(&followed);
        if followed.look > number {
            return Ok(None);
        }
        followed.look = number;
        load::put(&mut followed.wave, &arrived)?;
        followed.wave.erase(&since.erased);
        Ok(Some(Arc::new(followed.wave.snapshot(info))))
    };
    match analysis.workers.begin(put).done().await? {
        Ok(dataset) => Ok(dataset),
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
