//! What is made of answers for one who waits: on the threads for analysis, to its end or until nobody waits any more.

use std::sync::Arc;

use super::workers::Workers;
use crate::diagnostics::{Diagnostic, Sources};
use crate::service::stored_dataset::sound;
use crate::service::{Service, ServiceError};
use crate::tabulation::Dataset;

/// Something made of answers, and where they were counted.
#[derive(Debug, Clone)]
pub struct Counted<T> {
    pub made: T,
    pub place: CountingPlace,
}

/// Where answers are counted; the figures are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountingPlace {
    /// As columns in memory.
    Memory,
    /// By SQL in the database: asked for, or because the wave does not fit into memory.
    Database,
}

impl CountingPlace {
    /// The word in answers over HTTP.
    pub fn as_str(self) -> &'static str {
        match self {
            CountingPlace::Memory => "memory",
            CountingPlace::Database => "database",
        }
    }
}

/// What `work` makes of the answers. Where the caller stops waiting, counting ends at its next chunk and the database breaks
/// off what it does for it.
///
/// # Errors
/// Where the request cannot mean anything on this data (its problems point into `sources`), or the answers could not be had.
pub(in crate::service) async fn made_of<T: Send + 'static>(
    service: &Service,
    dataset: &Dataset,
    sources: &Sources,
    work: impl FnOnce(&Dataset) -> Result<T, Vec<Diagnostic>> + Send + 'static,
) -> Result<Counted<T>, ServiceError> {
    let wanted = Wanted(Arc::new(dataset.for_one_request()));
    let (made, place) = wanted.count(&service.inner.analysis.workers, work).await?;
    let made = sound(&wanted.0, made, sources)?;
    Ok(Counted { made, place })
}

/// Answers that are counted for somebody.
struct Wanted(Arc<Dataset>);

impl Wanted {
    async fn count<T: Send + 'static>(
        &self,
        workers: &Workers,
        work: impl FnOnce(&Dataset) -> T + Send + 'static,
    ) -> Result<(T, CountingPlace), ServiceError> {
        let own = Arc::clone(&self.0);
        let work = move || work(&own);
        match self.0.stored() {
            None => Ok((workers.run(work).await?, CountingPlace::Memory)),
            // It waits for the most part, and how many do is bounded by their connections.
            Some(_) => Ok((workers.begin(work).done().await?, CountingPlace::Database)),
        }
    }
}

impl Drop for Wanted {
    /// When everything is made already there is nothing left to give up.
    fn drop(&mut self) {
        self.0.give_up();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;
    use std::time::Duration;

    use super::*;
    use crate::i18n::Language;
    use crate::responses::testing::every_type;
    use crate::tabulation::{DatasetInfo, SampleType};

    fn nobody() -> Dataset {
        let info = DatasetInfo {
            wave: None,
            version: String::new(),
            watermark: String::new(),
            synthetic: None,
            language: Language::parse("en").unwrap(),
            sample: SampleType::Other,
            earlier: Vec::new(),
        };
        Dataset::from_responses(Arc::new(every_type()), &[], Vec::new(), info)
    }

    #[tokio::test]
    async fn whoever_counts_for_one_who_is_gone_is_told() {
        let workers = Workers::start().unwrap();
        let dataset = nobody();
        let (begun, has_begun) = channel();
        let (ended, has_ended) = channel();
        let wanted = Wanted(Arc::new(dataset.for_one_request()));
        let counting = tokio::spawn(async move {
            let work = move |dataset: &Dataset| {
                begun.send(()).unwrap();
                while dataset.refusal().is_none() {
                    std::thread::yield_now();
                }
                ended.send(()).unwrap();
            };
            wanted.count(&workers, work).await.is_ok()
        });
        tokio::task::spawn_blocking(move || has_begun.recv().unwrap()).await.unwrap();
        counting.abort();
        assert!(counting.await.unwrap_err().is_cancelled());
        let told = move || has_ended.recv_timeout(Duration::from_secs(60));
        tokio::task::spawn_blocking(told).await.unwrap().unwrap();
        assert!(dataset.refusal().is_none(), "others may count the same answers");
    }

    #[tokio::test]
    async fn a_report_that_takes_long_holds_up_no_table() {
        let workers = Arc::new(Workers::start().unwrap());
        let (end, ends) = channel::<()>();
        let long = {
            let workers = Arc::clone(&workers);
            tokio::spawn(async move { workers.run(move || ends.recv().is_ok()).await.unwrap() })
        };
        for number in 0..20 {
            assert_eq!(workers.run(move || number).await.unwrap(), number);
        }
        let failed = workers.run(|| panic!("it fails")).await;
        assert!(failed.is_err(), "{:?}", failed.map(|()| "made"));
        assert!(!long.is_finished());
        end.send(()).unwrap();
        assert!(long.await.unwrap());
    }
}
