//! Threads for analysis alone: a table that takes a second makes other tables wait, and never a respondent.

use std::future::Future;
use std::num::NonZero;
use std::sync::{Arc, Mutex};

use rayon::{ThreadPool, ThreadPoolBuilder};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinHandle;

use crate::service::{ServiceError, locked};

/// Tables, reports and weights that are counted at the same time: a long report should not hold up a small table. Each has
/// a thread for every processor, among which the system divides its time.
const COUNTED_AT_ONCE: usize = 4;
/// Threads that wait or sort rows, beside those that count: tables in the database, and rows on their way to columns.
const OTHERS_MAX: usize = 12;

/// How much further back the threads stand than those that answer respondents (`nice`).
#[cfg(target_os = "linux")]
const BEHIND: i32 = 10;

/// A small runtime of its own: one thread that waits for the database, and a few that count.
pub(in crate::service) struct Workers {
    runtime: Option<Runtime>,
    turns: Arc<Semaphore>,
    pools: Arc<Pools>,
}

/// Threads that are free to count; made when they are first needed.
type Pools = Mutex<Vec<ThreadPool>>;

impl Workers {
    /// # Errors
    /// Where the system gives no threads.
    pub(in crate::service) fn start() -> Result<Workers, ServiceError> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .max_blocking_threads(COUNTED_AT_ONCE + OTHERS_MAX)
            .thread_name("analysis")
            .on_thread_start(stand_back)
            .enable_all()
            .build()
            .map_err(|error| no_threads(&error))?;
        let turns = Arc::new(Semaphore::new(COUNTED_AT_ONCE));
        Ok(Workers { runtime: Some(runtime), turns, pools: Arc::default() })
    }

    /// Counts when it is its turn. Where the caller stops waiting before it has begun, it never does.
    pub(in crate::service) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, ServiceError> {
        let turn = Arc::clone(&self.turns).acquire_owned().await;
        let turn = turn.map_err(|error| ServiceError::Inconsistent(error.to_string()))?;
        let free = locked(&self.pools).pop();
        let pool = free.map_or_else(pool, Ok)?;
        let turn = Turn { pool: Some(pool), pools: Arc::clone(&self.pools), _permit: turn };
        self.begin(move || turn.count(work)).done().await
    }

    /// On a thread of its own, without a turn: for what waits, or is little.
    pub(in crate::service) fn begin<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Wanted<T> {
        Wanted(self.runtime().spawn_blocking(work))
    }

    /// Waits for the database. Where the caller stops waiting, it is broken off.
    pub(in crate::service) async fn wait<T: Send + 'static>(
        &self,
        work: impl Future<Output = Result<T, ServiceError>> + Send + 'static,
    ) -> Result<T, ServiceError> {
        Wanted(self.runtime().spawn(work)).done().await?
    }

    fn runtime(&self) -> &Runtime {
        self.runtime.as_ref().expect("it is taken when the value is dropped, and not before")
    }
}

/// Threads for one table, given back when it is made or has failed.
struct Turn {
    pool: Option<ThreadPool>,
    pools: Arc<Pools>,
    _permit: OwnedSemaphorePermit,
}

impl Turn {
    fn count<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        match &self.pool {
            Some(pool) => pool.install(work),
            None => work(),
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        locked(&self.pools).extend(self.pool.take());
    }
}

fn pool() -> Result<ThreadPool, ServiceError> {
    let processors = std::thread::available_parallelism().map_or(1, NonZero::get);
    ThreadPoolBuilder::new()
        .num_threads(processors)
        .thread_name(|_| "counting".to_owned())
        .start_handler(|_| stand_back())
        .build()
        .map_err(|error| no_threads(&error))
}

fn no_threads(error: &dyn std::error::Error) -> ServiceError {
    ServiceError::Inconsistent(format!("no threads for analysis: {error}"))
}

impl Drop for Workers {
    /// The service may end inside another runtime, which must not wait for this one.
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// Work that ends with whoever wants it.
pub(in crate::service) struct Wanted<T>(JoinHandle<T>);

impl<T> Wanted<T> {
    pub(in crate::service) async fn done(mut self) -> Result<T, ServiceError> {
        (&mut self.0).await.map_err(|error| ServiceError::Inconsistent(error.to_string()))
    }
}

impl<T> Drop for Wanted<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Where the system cannot do it the threads are as good as any other.
#[cfg(target_os = "linux")]
fn stand_back() {
    // Linux means the calling thread by "this process".
    if let Err(error) = rustix::process::setpriority_process(None, BEHIND) {
        tracing::debug!(%error, "the threads for analysis are no less urgent than others");
    }
}

#[cfg(not(target_os = "linux"))]
fn stand_back() {}
