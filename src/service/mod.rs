//! The verbs: load, let the domain decide, store. One file a verb.

mod active_wave;
mod analysis;
mod archive_wave;
mod chance;
mod change_version;
mod check_folder;
pub mod clock;
mod close_wave;
mod compare_questionnaires;
mod create_wave;
mod error;
mod fieldwork_words;
mod find_receipt;
mod folder;
mod fonts;
mod import_questionnaire;
mod import_responses;
mod keep_time;
mod keys;
mod load_dataset;
mod open_wave;
mod preamble;
mod print_page;
mod publish_questionnaire;
mod raw_json;
mod reopen_wave;
mod run_report;
mod run_tabulation;
mod run_weighting;
mod save_fields;
mod session;
mod simulate_responses;
mod start_session;
mod stored_dataset;
mod stored_version;
mod submit_page;
mod submit_response;
mod translate;
mod trend_waves;
mod walk_paths;
mod wave_status;
mod wave_versions;
mod whole_file;
mod writer;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

pub use crate::browser::BrowserError;
use crate::config::Config;
use crate::db::Database;
use crate::db::private_postgres::{PostgresSettings, PrivatePostgres};
use crate::ids::VersionId;
pub use active_wave::{ActiveWave, find_wave, list_waves, wave_file_text};
use analysis::Analysis;
use analysis::made_of;
pub use analysis::{Counted, CountingPlace};
pub use archive_wave::archive_wave;
pub use change_version::{Candidate, Go, Outcome, VersionChanged, change_version};
pub use check_folder::{CheckedFolder, check_files, check_folder, check_folder_with};
use clock::Clock;
pub use close_wave::close_wave;
pub use compare_questionnaires::{Edition, compare_questionnaires, find_edition};
pub use create_wave::{CreateWave, WaveSettings, create_wave};
pub use error::ServiceError;
pub use fieldwork_words::fieldwork_words;
pub use find_receipt::{ReceiptView, find_receipt};
pub use folder::{
    FILE_SIZE_BYTES_MAX, FolderError, SurveyFolder, add as add_file, load as load_folder,
    load_with as load_folder_with, translations_of as report_translations,
};
pub use fonts::{fonts_of, system_fonts};
pub use import_questionnaire::{
    ImportQuestionnaire, ImportQuestionnaireError, ImportedQuestionnaire, import_questionnaire,
};
pub use import_responses::{ImportMode, import_responses};
pub use keys::{Actor, create_key, find_actor, list_keys, revoke_key};
pub use load_dataset::{WaveResponses, dataset_of, load_dataset, load_responses};
pub use open_wave::open_wave;
pub use preamble::refuse_consent;
pub use print_page::print_page;
pub use publish_questionnaire::{Published, publish_questionnaire};
pub use raw_json::value_from_json as raw_value_from_json;
pub use reopen_wave::reopen_wave;
pub use run_report::{compute_figure, read_figure, run_figure, run_report};
pub use run_tabulation::run_tabulation;
pub use run_weighting::run_weighting;
pub use save_fields::save_fields;
pub use session::{FinishedInterview, FoundSession, Session, find_session};
pub use simulate_responses::{Simulation, simulate_responses};
pub use start_session::{StartSession, StartedSession, start_session};
pub use stored_dataset::{refused, stored_dataset};
use stored_version::StoredVersion;
pub use submit_page::{PageOutcome, SentPage, submit_page};
pub use submit_response::{Accepted, Submission, submit_response};
pub use translate::{
    ExportedTranslation, ImportedTranslation, TranslateError, export_translation, import_translation,
};
pub use trend_waves::{LoadedWave, edition_of, load_stored_trend_waves, load_trend_waves, trend_waves};
pub use walk_paths::walk_paths;
pub use wave_status::{AnswersLeftOut, AskedVersion, WaveStatus, wave_status};
pub use whole_file::write_whole;
use writer::Writer;

/// Everything a verb works with; cloning is cheap.
#[derive(Clone)]
pub struct Service {
    inner: Arc<Inner>,
}

struct Inner {
    database: Database,
    postgres: Mutex<Option<PrivatePostgres>>,
    writer: Writer,
    clock: Clock,
    /// What receipts are made with.
    secret: Vec<u8>,
    versions: Mutex<BTreeMap<VersionId, Arc<StoredVersion>>>,
    analysis: Analysis,
    timekeeper: Mutex<Option<tokio::task::JoinHandle<()>>>,
}

/// Connections for everything but the writers: a page needs one for a millisecond or two.
const CONNECTIONS: usize = 16;
/// The private server's database.
const DATABASE: &str = "canvass";

impl Service {
    /// Connects to the database of the settings, or starts a private one, and brings it up to date.
    ///
    /// # Errors
    /// Where there is no database, it does not promise to keep what it acknowledges, or its migrations fail.
    pub async fn open(config: &Config) -> Result<Service, ServiceError> {
        let cache_bytes = config.cache_mb.map(|megabytes| megabytes << 20);
        let Some(url) = &config.database_url else {
            let settings = PostgresSettings {
                data_dir: config.data_dir.clone(),
                bin: config.postgres_bin.clone(),
                path: config.path.clone(),
            };
            let postgres = detached_blocking(move || PrivatePostgres::start(&settings)).await??;
            Database::create(&postgres.url("postgres"), DATABASE).await?;
            let url = postgres.url(DATABASE);
            return Service::on(&url, Some(postgres), Clock::System, cache_bytes).await;
        };
        Service::on(url, None, Clock::System, cache_bytes).await
    }

    /// A service on a database that runs already, with a clock of the caller's.
    ///
    /// # Errors
    /// As [`Service::open`].
    pub async fn on_database(url: &str, clock: Clock) -> Result<Service, ServiceError> {
        Service::on(url, None, clock, None).await
    }

    async fn on(
        url: &str,
        postgres: Option<PrivatePostgres>,
        clock: Clock,
        cache_bytes: Option<u64>,
    ) -> Result<Service, ServiceError> {
        let database = Database::new(url, CONNECTIONS)?;
        database.check_durability().await?;
        for migration in database.migrate().await? {
            tracing::info!(migration, "the database was brought up to date");
        }
        let secret = database.setting_or_insert("receipt_secret", &chance::secret_bytes()).await?;
        let inner = Arc::new(Inner {
            writer: Writer::start(&database),
            analysis: Analysis::start(&database, cache_bytes)?,
            database,
            postgres: Mutex::new(postgres),
            clock,
            secret,
            versions: Mutex::default(),
            timekeeper: Mutex::default(),
        });
        let timekeeper = keep_time::start(&inner);
        *locked(&inner.timekeeper) = Some(timekeeper);
        Ok(Service { inner })
    }

    /// Stores what is waiting, and stops the private server if nobody else uses it. Verbs called later fail.
    pub async fn close(&self) {
        if let Some(timekeeper) = locked(&self.inner.timekeeper).take() {
            timekeeper.abort();
        }
        self.inner.writer.close().await;
        let postgres = locked(&self.inner.postgres).take();
        if let Some(postgres) = postgres {
            let _ = detached_blocking(move || postgres.stop()).await;
        }
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// Where it does not.
    pub async fn check_ready(&self) -> Result<(), ServiceError> {
        Ok(self.inner.database.ping().await?)
    }

    /// Which migrations there are, and which the database has.
    ///
    /// # Errors
    /// Where the database does not answer.
    pub async fn migration_status(&self) -> Result<Vec<crate::db::MigrationStatus>, ServiceError> {
        Ok(self.inner.database.migration_status().await?)
    }

    /// Where the private server's files lie; `None` where the database is somebody else's.
    pub fn data_folder(&self) -> Option<std::path::PathBuf> {
        locked(&self.inner.postgres).as_ref().map(|postgres| postgres.folder().to_owned())
    }

    /// The instant now, by the service's clock.
    pub fn now(&self) -> chrono::DateTime<chrono::Utc> {
        self.inner.clock.now()
    }

    fn database(&self) -> &Database {
        &self.inner.database
    }
}

/// Runs to its end whatever becomes of the caller: the future of a request is dropped when the client goes away.
async fn detached<T: Send + 'static>(
    work: impl Future<Output = Result<T, ServiceError>> + Send + 'static,
) -> Result<T, ServiceError> {
    tokio::spawn(work).await.map_err(|error| ServiceError::Inconsistent(error.to_string()))?
}

async fn detached_blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, ServiceError> {
    tokio::task::spawn_blocking(work).await.map_err(|error| ServiceError::Inconsistent(error.to_string()))
}

/// The value behind a lock; what a panicking thread left is whole, because every change here is one assignment.
fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
