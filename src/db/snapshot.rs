//! One unchanging state of the database, for tables that are counted in it: a connection and a thread of its own, so that it
//! delays no submission, and so that whoever asks may wait without holding up other work.

use std::sync::mpsc::{Receiver, Sender, channel};

use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::BoxedSqlQuery;
use diesel::sql_types as st;
use diesel_async::{AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use tokio::sync::{OwnedSemaphorePermit, watch};
use tokio_postgres::NoTls;

use super::responses::{ResponseRow, WATERMARK, stored};
use super::schema::responses;
use super::{Database, DbError, StoredResponse, Watermark};
use crate::ids::{VersionId, WaveId};
use crate::tabulation::pushdown::{Answers, Parameter, Statement};

/// The state of the database at one moment; it ends when this is dropped.
#[derive(Debug)]
pub struct Snapshot {
    work: Sender<Job>,
    stopper: Stopper,
}

/// Breaks off whatever is done on a snapshot.
#[derive(Debug)]
pub struct Stopper(watch::Sender<bool>);

impl Stopper {
    /// Nothing more is run on the snapshot, and what runs ends with an error.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }
}

/// What the thread is asked for, and where the answer goes.
enum Job {
    Lines(Statement, Sender<Result<Vec<String>, DbError>>),
    Bytes(Statement, Sender<Result<Vec<u8>, DbError>>),
    NotOf { wave: WaveId, version: VersionId, to: Sender<Result<Vec<StoredResponse>, DbError>> },
}

/// Statements of many cases take longer to be compiled than to be run as they are; floats are written to the last bit.
const BEGIN: &str = "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY; \
SET LOCAL jit = off; SET LOCAL extra_float_digits = 1";

impl Database {
    /// The state of the database now. It waits for the connection: call it where waiting does no harm. The connection is in
    /// turn of `turn`, which is given back when it is closed.
    ///
    /// # Errors
    /// Where the database does not answer.
    pub fn snapshot(&self, turn: OwnedSemaphorePermit) -> Result<Snapshot, DbError> {
        let failed = |error: std::io::Error| DbError::Other(format!("no thread could be started: {error}"));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
        let (work, jobs) = channel();
        let (ready, is_ready) = channel();
        let (given_up, is_given_up) = watch::channel(false);
        let database = self.clone();
        std::thread::Builder::new()
            .name("snapshot".to_owned())
            .spawn(move || {
                runtime.block_on(serve(database, &jobs, &ready, is_given_up));
                drop(turn);
            })
            .map_err(failed)?;
        is_ready.recv().unwrap_or_else(|_| Err(gone()))?;
        Ok(Snapshot { work, stopper: Stopper(given_up) })
    }
}

async fn serve(
    database: Database,
    jobs: &Receiver<Job>,
    ready: &Sender<Result<(), DbError>>,
    mut given_up: watch::Receiver<bool>,
) {
    let mut connection = match database.separate_connection().await {
        Ok(connection) => connection,
        Err(error) => {
            let _ = ready.send(Err(error));
            return;
        }
    };
    let begun = connection.batch_execute(BEGIN).await.map_err(DbError::from);
    let is_on = begun.is_ok();
    if ready.send(begun).is_err() || !is_on {
        return;
    }
    let cancel = connection.cancel_token();
    while let Ok(job) = jobs.recv() {
        tokio::select! {
            () = run(job, &mut connection) => {}
            // By now, or because the other end is gone.
            _ = given_up.wait_for(|given_up| *given_up) => {
                let _ = cancel.cancel_query(NoTls).await;
                return;
            }
        }
    }
}

async fn run(job: Job, connection: &mut AsyncPgConnection) {
    // Whoever has gone away meanwhile needs no answer.
    match job {
        Job::Lines(statement, to) => {
            let rows = RunQueryDsl::load::<LineRow>(bound(statement), connection).await;
            let lines = rows.map(|rows| rows.into_iter().map(|row| row.line).collect());
            let _ = to.send(lines.map_err(DbError::from));
        }
        Job::Bytes(statement, to) => {
            let row = RunQueryDsl::get_result::<BytesRow>(bound(statement), connection).await;
            let _ = to.send(row.map(|row| row.bytes).map_err(DbError::from));
        }
        Job::NotOf { wave, version, to } => {
            let _ = to.send(not_of(connection, wave, &version).await);
        }
    }
}

async fn not_of(
    connection: &mut AsyncPgConnection,
    wave: WaveId,
    version: &VersionId,
) -> Result<Vec<StoredResponse>, DbError> {
    let rows: Vec<ResponseRow> = responses::table
        .filter(responses::wave_id.eq(wave.0))
        .filter(responses::version_id.ne(version.as_str()))
        .order(responses::response_id)
        .select(ResponseRow::as_select())
        .load(connection)
        .await?;
    rows.into_iter().map(stored).collect()
}

#[derive(QueryableByName)]
struct LineRow {
    #[diesel(sql_type = st::Text)]
    line: String,
}

#[derive(QueryableByName)]
struct BytesRow {
    #[diesel(sql_type = st::Bytea)]
    bytes: Vec<u8>,
}

fn bound(statement: Statement) -> BoxedSqlQuery<'static, Pg, diesel::query_builder::SqlQuery> {
    statement.parameters.into_iter().fold(
        diesel::sql_query(statement.sql).into_boxed(),
        |query, parameter| match parameter {
            Parameter::Id(id) => query.bind::<st::Uuid, _>(id),
            Parameter::Text(text) => query.bind::<st::Text, _>(text),
            Parameter::Texts(texts) => query.bind::<st::Array<st::Text>, _>(texts),
            Parameter::Ids(ids) => query.bind::<st::Array<st::Uuid>, _>(ids),
            Parameter::Integers(integers) => query.bind::<st::Array<st::BigInt>, _>(integers),
        },
    )
}

fn gone() -> DbError {
    DbError::Unreachable("the connection of a table is gone".to_owned())
}

impl Snapshot {
    fn ask<T>(&self, job: impl FnOnce(Sender<Result<T, DbError>>) -> Job) -> Result<T, DbError> {
        let (to, answer) = channel();
        self.work.send(job(to)).map_err(|_| gone())?;
        answer.recv().unwrap_or_else(|_| Err(gone()))
    }

    /// For somebody else to stop it with.
    pub fn stopper(&self) -> Stopper {
        Stopper(self.stopper.0.clone())
    }

    fn lines_of(&self, sql: &str, parameters: Vec<Parameter>) -> Result<Vec<String>, DbError> {
        self.ask(|to| Job::Lines(Statement { sql: sql.to_owned(), parameters }, to))
    }

    /// As [`Database::response_watermark`].
    ///
    /// # Errors
    /// Where the database does not answer.
    pub fn response_watermark(&self, wave: WaveId) -> Result<Watermark, DbError> {
        let sql = format!("SELECT watermark AS line FROM ({WATERMARK}) AS state");
        let line = self.lines_of(&sql, vec![Parameter::Id(wave.0)])?.pop();
        line.map(Watermark::of).ok_or_else(|| DbError::Unreadable("the state of a wave".to_owned()))
    }

    /// The versions that the responses of the wave are stored under.
    ///
    /// # Errors
    /// Where the database does not answer, or holds a name that is none.
    pub fn list_answered_versions(&self, wave: WaveId) -> Result<Vec<VersionId>, DbError> {
        let sql = "SELECT DISTINCT version_id AS line FROM responses WHERE wave_id = $1";
        let lines = self.lines_of(sql, vec![Parameter::Id(wave.0)])?;
        let version = |line: String| {
            VersionId::parse(&line).ok_or_else(|| DbError::Unreadable(format!("the version `{line}`")))
        };
        lines.into_iter().map(version).collect()
    }

    /// The responses of the wave that answered any other version, each with its place among all responses of the wave, in
    /// the order of their ids.
    ///
    /// # Errors
    /// Where the database does not answer, or holds a row that cannot be read.
    pub fn list_other_responses(
        &self,
        wave: WaveId,
        version: &VersionId,
    ) -> Result<Vec<(usize, StoredResponse)>, DbError> {
        let sql = "SELECT (place - 1)::text AS line FROM (SELECT version_id, response_id, \
                   row_number() OVER (ORDER BY response_id) AS place FROM responses WHERE wave_id = $1) AS placed \
                   WHERE version_id <> $2 ORDER BY response_id";
        let parameters = vec![Parameter::Id(wave.0), Parameter::Text(version.as_str().to_owned())];
        let places = self.lines_of(sql, parameters)?;
        let rows = self.ask(|to| Job::NotOf { wave, version: version.clone(), to })?;
        let place = |line: String| {
            line.parse().map_err(|_| DbError::Unreadable("the place of a response".to_owned()))
        };
        places.into_iter().zip(rows).map(|(line, row)| Ok((place(line)?, row))).collect()
    }
}

impl Answers for Snapshot {
    fn lines(&self, statement: &Statement) -> Result<Vec<String>, String> {
        self.ask(|to| Job::Lines(statement.clone(), to)).map_err(|error| error.to_string())
    }

    fn bytes(&self, statement: &Statement) -> Result<Vec<u8>, String> {
        self.ask(|to| Job::Bytes(statement.clone(), to)).map_err(|error| error.to_string())
    }

    fn give_up(&self) {
        self.stopper.stop();
    }
}
