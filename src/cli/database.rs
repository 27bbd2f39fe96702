//! A command's way to the database: opened by the settings, closed when the work is done, whatever came of it.

use std::future::Future;

use super::arguments::Global;
use super::failure::Failure;
use super::runtime;
use super::terminal::Terminal;
use crate::config::Config;
use crate::diagnostics::in_order;
use crate::service::{Service, ServiceError};

/// The settings of the environment, overruled by flags.
pub(super) fn config(global: &Global) -> Config {
    let environment = Config::from_environment();
    Config {
        database_url: global.database_url.clone().or(environment.database_url),
        data_dir: global.data_dir.clone().or(environment.data_dir),
        ..environment
    }
}

/// Runs `work` on the database.
pub(super) fn with_service<Work, Done>(global: &Global, work: Work) -> anyhow::Result<()>
where
    Work: FnOnce(Service) -> Done,
    Done: Future<Output = anyhow::Result<()>>,
{
    with_service_of(&config(global), Terminal::new(global), work)
}

/// [`with_service`] by these settings.
pub(super) fn with_service_of<Work, Done>(
    config: &Config,
    terminal: Terminal,
    work: Work,
) -> anyhow::Result<()>
where
    Work: FnOnce(Service) -> Done,
    Done: Future<Output = anyhow::Result<()>>,
{
    runtime()?.block_on(async {
        let service = Service::open(config).await.map_err(|error| failed(error, terminal))?;
        let outcome = work(service.clone()).await;
        service.close().await;
        outcome
    })
}

/// A service's error as a command's: whose move it is, and the diagnostics shown where there are any.
pub(super) fn failed(error: ServiceError, terminal: Terminal) -> anyhow::Error {
    let message = error.to_string();
    let failure = match error {
        ServiceError::Diagnostics { diagnostics, sources } => {
            terminal.diagnostics(&in_order(diagnostics), &sources);
            Failure::Shown
        }
        ServiceError::DataFile(error) => Failure::Input(format!("the data file cannot be read\n{error}")),
        ServiceError::Folder(error) => Failure::from(error),
        ServiceError::NoWaveFile { .. } => Failure::Usage(message),
        ServiceError::UnknownWave { .. }
        | ServiceError::UnknownVersion { .. }
        | ServiceError::AmbiguousVersion { .. }
        | ServiceError::WaveExists { .. }
        | ServiceError::MalformedWaveName { .. }
        | ServiceError::WaveNotOpenYet { .. }
        | ServiceError::WaveClosed { .. }
        | ServiceError::WaveFull { .. }
        | ServiceError::Move(_)
        | ServiceError::VersionChange(_)
        | ServiceError::WaveMoved { .. }
        | ServiceError::NoticeIncomplete { .. }
        | ServiceError::InvalidAnswers { .. }
        | ServiceError::ConsentLacking { .. }
        | ServiceError::UnknownLanguage { .. }
        | ServiceError::UnknownSource { .. }
        | ServiceError::ResponseDiffers { .. }
        | ServiceError::UnknownSession
        | ServiceError::UnknownReceipt
        | ServiceError::UnknownKey { .. }
        | ServiceError::NoReport { .. }
        | ServiceError::UnknownFigure { .. }
        | ServiceError::NotInSql { .. }
        | ServiceError::SyntheticAnswers { .. }
        | ServiceError::NotStrict { .. } => Failure::Input(message),
        ServiceError::Overloaded { .. }
        | ServiceError::Database(_)
        | ServiceError::Postgres(_)
        | ServiceError::GivenUp
        | ServiceError::Inconsistent(_) => Failure::System(message),
    };
    failure.into()
}
