//! Threads for analysis alone: a table that takes a second makes other tables wait, and never a respondent.

use std::future::Future;
use std::num::NonZero;

use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinHandle;

use crate::service::ServiceError;

/// How much further back the threads stand than those that answer respondents (`nice`).
#[cfg(target_os = "linux")]
const BEHIND: i32 = 10;

/// A small runtime of its own: one thread that waits for the database, and a few that count.
pub(in crate::service) struct Workers {
    runtime: Option<Runtime>,
}

impl Workers {
    /// One thread that counts fewer than there are processors, but at least two: a long report should not hold up a
    /// small table.
    ///
    /// # Errors
    /// Where the system gives no threads.
    pub(in crate::service) fn start() -> Result<Workers, ServiceError> {
        let processors = std::thread::available_parallelism().map_or(1, NonZero::get);
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .max_blocking_threads(processors.saturating_sub(1).max(2))
            .thread_name("analysis")
            .on_thread_start(stand_back)
            .enable_all()
            .build()
            .map_err(|error| ServiceError::Inconsistent(format!("no threads for analysis: {error}")))?;
        Ok(Workers { runtime: Some(runtime) })
    }

    /// Counts on a thread of its own. Where the caller stops waiting before it has begun, it never does.
    pub(in crate::service) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, ServiceError> {
        self.begin(work).done().await
    }

    /// [`Workers::run`], begun before anybody waits for it.
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
