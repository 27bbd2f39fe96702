//! Storing responses: not in a request's own future, which is dropped when the client goes away, but in two writers that
//! take whatever is waiting and commit it together.
//!
//! No timer: a lone response goes at once, and while both writers are busy the next batch gathers. One writer would wait
//! for its own disk; more than two only make batches smaller.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Mutex, mpsc, oneshot};
use tokio::task::JoinHandle;

use super::ServiceError;
use crate::db::{Database, DbError, NewResponse, StoredResponse};
use crate::ids::ResponseId;
use crate::responses::Disposition;

/// How many submissions may wait; beyond it the caller is told to come back, at once.
const QUEUE_MAX: usize = 1024;
/// How many are committed together at most: larger batches gain nothing and make everybody in them wait.
const BATCH_MAX: usize = 64;
const WRITERS: usize = 2;
/// A full queue is written in about this time.
const RETRY_AFTER: Duration = Duration::from_secs(2);

/// One decision to be stored.
#[derive(Debug)]
pub(super) struct Submission {
    pub(super) row: NewResponse,
    /// The draft of the same id ends with it.
    pub(super) finishes_draft: bool,
    /// How many completes its wave takes.
    pub(super) limit: Option<u32>,
}

/// What became of a submission.
#[derive(Debug, Clone)]
pub(super) enum Written {
    /// Stored and committed.
    New(Disposition),
    /// A response with this id was there.
    Found(Box<StoredResponse>),
}

type Reply = oneshot::Sender<Result<Written, DbError>>;
type Job = (Submission, Reply);

/// The door to the writers.
pub(super) struct Writer {
    queue: mpsc::Sender<Job>,
    closing: tokio::sync::watch::Sender<bool>,
    tasks: Mutex<Vec<JoinHandle<()>>>,
}

impl Writer {
    pub(super) fn start(database: &Database) -> Writer {
        let (queue, jobs) = mpsc::channel(QUEUE_MAX);
        let (closing, closed) = tokio::sync::watch::channel(false);
        let jobs = Arc::new(Mutex::new(jobs));
        let tasks = (0..WRITERS)
            .map(|_| tokio::spawn(write(database.clone(), Arc::clone(&jobs), closed.clone())))
            .collect();
        Writer { queue, closing, tasks: Mutex::new(tasks) }
    }

    /// Waits until the submission is committed.
    pub(super) async fn store(&self, submission: Submission) -> Result<Written, ServiceError> {
        let (reply, written) = oneshot::channel();
        self.queue
            .try_send((submission, reply))
            .map_err(|_| ServiceError::Overloaded { retry_after: RETRY_AFTER })?;
        match written.await {
            Ok(result) => result.map_err(ServiceError::from),
            Err(_) => Err(ServiceError::Overloaded { retry_after: RETRY_AFTER }),
        }
    }

    /// Takes nothing more, and returns when everything that was waiting is stored.
    pub(super) async fn close(&self) {
        let _ = self.closing.send(true);
        for task in self.tasks.lock().await.drain(..) {
            let _ = task.await;
        }
    }
}

async fn write(
    database: Database,
    jobs: Arc<Mutex<mpsc::Receiver<Job>>>,
    mut closing: tokio::sync::watch::Receiver<bool>,
) {
    loop {
        let mut batch = Vec::with_capacity(BATCH_MAX);
        {
            let mut jobs = jobs.lock().await;
            if *closing.borrow() {
                jobs.close();
            }
            tokio::select! {
                count = jobs.recv_many(&mut batch, BATCH_MAX) => if count == 0 { return },
                _ = closing.changed() => {}
            }
        }
        store_batch(&database, batch).await;
    }
}

async fn store_batch(database: &Database, batch: Vec<Job>) {
    let (limited, free): (Vec<Job>, Vec<Job>) = batch
        .into_iter()
        .partition(|(job, _)| job.limit.is_some() && job.row.disposition == Disposition::Complete);
    store_together(database, free).await;
    for (job, reply) in limited {
        let written = store_limited(database, &job).await;
        let _ = reply.send(written);
    }
}

/// All in one transaction; one by one where that is refused, so that a bad row does not fail its neighbours.
async fn store_together(database: &Database, jobs: Vec<Job>) {
    if jobs.is_empty() {
        return;
    }
    let rows: Vec<NewResponse> = jobs.iter().map(|(job, _)| job.row.clone()).collect();
    let drafts = finished_drafts(jobs.iter().map(|(job, _)| job));
    match database.insert_responses(&rows, &drafts).await {
        Ok(new) => reply_all(database, jobs, new).await,
        Err(error @ (DbError::Refused { .. } | DbError::Other(_))) if jobs.len() > 1 => {
            tracing::warn!(%error, responses = jobs.len(), "a batch was refused; storing its responses one by one");
            for (job, reply) in jobs {
                let drafts = finished_drafts(std::iter::once(&job));
                match database.insert_responses(std::slice::from_ref(&job.row), &drafts).await {
                    Ok(new) => reply_all(database, vec![(job, reply)], new).await,
                    Err(error) => {
                        let _ = reply.send(Err(error));
                    }
                }
            }
        }
        Err(error) => fail_all(jobs, error),
    }
}

/// The last one gets the error itself, the others what it says.
fn fail_all(mut jobs: Vec<Job>, error: DbError) {
    let last = jobs.pop();
    for (_, reply) in jobs {
        let _ = reply.send(Err(DbError::Unreachable(error.to_string())));
    }
    if let Some((_, reply)) = last {
        let _ = reply.send(Err(error));
    }
}

fn finished_drafts<'a>(jobs: impl Iterator<Item = &'a Submission>) -> Vec<ResponseId> {
    jobs.filter(|job| job.finishes_draft).map(|job| job.row.id).collect()
}

async fn reply_all(database: &Database, jobs: Vec<Job>, new: Vec<ResponseId>) {
    // Of two with one id in the same batch, the first is the one that was stored.
    let mut new: BTreeSet<ResponseId> = new.into_iter().collect();
    let (stored, found): (Vec<Job>, Vec<Job>) =
        jobs.into_iter().partition(|(job, _)| new.remove(&job.row.id));
    for (job, reply) in stored {
        let _ = reply.send(Ok(Written::New(job.row.disposition)));
    }
    if found.is_empty() {
        return;
    }
    let ids: Vec<ResponseId> = found.iter().map(|(job, _)| job.row.id).collect();
    let rows = database.find_responses(&ids).await;
    let rows = rows.map(|rows| rows.into_iter().map(|row| (row.id, row)).collect::<BTreeMap<_, _>>());
    for (job, reply) in found {
        let written = match &rows {
            Ok(rows) => rows
                .get(&job.row.id)
                .map(|row| Written::Found(Box::new(row.clone())))
                .ok_or_else(|| DbError::Other("a response that was there is gone".to_owned())),
            Err(error) => Err(DbError::Unreachable(error.to_string())),
        };
        let _ = reply.send(written);
    }
}

async fn store_limited(database: &Database, job: &Submission) -> Result<Written, DbError> {
    let limit = job.limit.unwrap_or(u32::MAX);
    if let Some(disposition) = database.insert_within_limit(&job.row, limit, job.finishes_draft).await? {
        return Ok(Written::New(disposition));
    }
    let found = database.find_response(job.row.id).await?;
    found
        .map(|row| Written::Found(Box::new(row)))
        .ok_or_else(|| DbError::Other("a response that was there is gone".to_owned()))
}
