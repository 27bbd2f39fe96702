//! One piece of work that everybody who wants its outcome waits for together: it goes on while anybody does, and is broken
//! off when nobody does any more.

use std::sync::Mutex;

use futures_util::FutureExt;
use futures_util::future::{BoxFuture, Shared, WeakShared};

use crate::service::locked;

/// Runs of the same work one after the other, never two at once.
pub(super) struct Turns<T: Clone> {
    state: Mutex<State<T>>,
}

struct State<T: Clone> {
    /// How many runs have begun.
    begun: u64,
    running: Option<WeakShared<BoxFuture<'static, T>>>,
    /// What came of the last, until the next begins: for those who waited and are slow to see it.
    last: Option<(u64, T)>,
}

impl<T: Clone> Default for Turns<T> {
    fn default() -> Turns<T> {
        Turns { state: Mutex::new(State { begun: 0, running: None, last: None }) }
    }
}

impl<T: Clone + Send + Sync + 'static> Turns<T> {
    /// The outcome of a run that began after this was called, whoever began it.
    pub(super) async fn outcome(&self, begin: impl Fn() -> BoxFuture<'static, T>) -> T {
        let before = locked(&self.state).begun;
        loop {
            let (number, run) = match self.join_or_begin(before, &begin) {
                Turn::Ended(outcome) => return outcome,
                Turn::Running(number, run) => (number, run),
            };
            let outcome = run.await;
            let mut state = locked(&self.state);
            if state.begun == number {
                state.last = Some((number, outcome.clone()));
            }
            if number > before {
                return outcome;
            }
        }
    }

    fn join_or_begin(&self, before: u64, begin: &impl Fn() -> BoxFuture<'static, T>) -> Turn<T> {
        let mut state = locked(&self.state);
        if let Some((number, outcome)) = &state.last
            && *number > before
        {
            return Turn::Ended(outcome.clone());
        }
        let running = state.running.as_ref().and_then(WeakShared::upgrade);
        // One that has ended may still be held by those who are about to take its outcome.
        if let Some(run) = running.filter(|run| run.peek().is_none()) {
            return Turn::Running(state.begun, run);
        }
        let run = begin().shared();
        state.begun += 1;
        state.last = None;
        state.running = run.downgrade();
        Turn::Running(state.begun, run)
    }
}

/// Where somebody comes in.
enum Turn<T: Clone> {
    /// A run that began later than that has ended already.
    Ended(T),
    Running(u64, Shared<BoxFuture<'static, T>>),
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering};

    use futures_util::future::join_all;
    use tokio::sync::Semaphore;

    use super::*;

    struct Work {
        turns: Turns<u64>,
        begun: AtomicU64,
        ended: AtomicU64,
        door: Semaphore,
    }

    async fn wanted(work: Arc<Work>) -> u64 {
        let own = Arc::clone(&work);
        work.turns
            .outcome(move || {
                let work = Arc::clone(&own);
                async move {
                    let number = work.begun.fetch_add(1, Ordering::SeqCst) + 1;
                    work.door.acquire().await.unwrap().forget();
                    work.ended.fetch_add(1, Ordering::SeqCst);
                    number
                }
                .boxed()
            })
            .await
    }

    fn work() -> Arc<Work> {
        Arc::new(Work {
            turns: Turns::default(),
            begun: AtomicU64::new(0),
            ended: AtomicU64::new(0),
            door: Semaphore::new(0),
        })
    }

    #[tokio::test]
    async fn those_who_come_while_it_runs_share_the_next_run() {
        let work = work();
        let first = tokio::spawn(wanted(Arc::clone(&work)));
        while work.begun.load(Ordering::SeqCst) == 0 {
            tokio::task::yield_now().await;
        }
        let later: Vec<_> = (0..20).map(|_| tokio::spawn(wanted(Arc::clone(&work)))).collect();
        tokio::task::yield_now().await;
        work.door.add_permits(2);
        assert_eq!(first.await.unwrap(), 1);
        for outcome in join_all(later).await {
            assert_eq!(outcome.unwrap(), 2, "what began before they came may not have what they want");
        }
        assert_eq!(work.ended.load(Ordering::SeqCst), 2);
    }

    #[tokio::test]
    async fn it_goes_on_for_the_last_who_wants_it_and_is_broken_off_without_any() {
        let work = work();
        let (one, other) = (tokio::spawn(wanted(Arc::clone(&work))), tokio::spawn(wanted(Arc::clone(&work))));
        while work.begun.load(Ordering::SeqCst) == 0 {
            tokio::task::yield_now().await;
        }
        one.abort();
        assert!(one.await.unwrap_err().is_cancelled());
        work.door.add_permits(2);
        assert_eq!(other.await.unwrap(), 2);
        assert_eq!(work.ended.load(Ordering::SeqCst), 2, "the first went on though who began it was gone");
        let nobody = tokio::spawn(wanted(Arc::clone(&work)));
        while work.begun.load(Ordering::SeqCst) == work.ended.load(Ordering::SeqCst) {
            tokio::task::yield_now().await;
        }
        nobody.abort();
        assert!(nobody.await.unwrap_err().is_cancelled());
        work.door.add_permits(1);
        let begun = work.begun.load(Ordering::SeqCst);
        assert_eq!(wanted(Arc::clone(&work)).await, begun + 1);
        assert_eq!(work.ended.load(Ordering::SeqCst), begun, "the one that nobody waited for never ended");
    }
}
