//! `canvass serve`: the web server, until it is told to stop.

use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use super::arguments::{Global, Serve};
use super::database::{config, failed, with_service_of};
use super::failure::Failure;
use super::terminal::{self, Terminal};
use super::{listener, signals};
use crate::auth::Role;
use crate::config::Config;
use crate::http;
use crate::service::{self, Service};
use crate::telemetry::{self, Detail};

/// Megabytes that waves may take where nothing else is said: five or so of a million responses.
const CACHE_MB: u64 = 1024;

pub(super) fn run(arguments: &Serve, global: &Global, terminal: Terminal) -> anyhow::Result<()> {
    telemetry::start(detail(terminal), config(global).log.as_deref());
    // Before the database: a taken port is the likelier mistake, and should not cost a start of PostgreSQL.
    let listener = listener::listen(&arguments.bind, "--bind")?;
    let address = listener.local_addr()?;
    let config = Config {
        cache_mb: arguments.cache_mb.or(config(global).cache_mb).or(Some(CACHE_MB)),
        ..config(global)
    };
    with_service_of(&config, terminal, async |service| {
        let key = first_key(&service, global, terminal).await?;
        let mut lines = format!("http://{address}/\n");
        if let FirstKey::Made { key, .. } = &key {
            lines.push_str(&format!("API key (owner): {key}\n"));
        }
        terminal::print(lines.as_bytes())?;
        say_where(&key, terminal);
        terminal.say(format!(
            "Open forms are listed there; the API is described at http://{address}/api/docs. Ctrl-C stops."
        ));
        http::serve(listener, service, None, signals::stop_wanted())
            .await
            .map_err(|error| Failure::System(format!("the server stopped: {error}")).into())
    })
}

pub(super) fn detail(terminal: Terminal) -> Detail {
    match (terminal.quiet, terminal.verbose) {
        (true, _) => Detail::Errors,
        (false, 0) => Detail::Warnings,
        (false, 1) => Detail::Requests,
        (false, _) => Detail::Everything,
    }
}

/// The key that the first start makes, so that there is one.
pub(super) enum FirstKey {
    Made {
        key: String,
        file: PathBuf,
    },
    /// There are keys already.
    NotNeeded,
}

/// Makes an owner's key where the database has none, and keeps it in a file that only we can read.
pub(super) async fn first_key(
    service: &Service,
    global: &Global,
    terminal: Terminal,
) -> anyhow::Result<FirstKey> {
    let keys = service::list_keys(service).await.map_err(|error| failed(error, terminal))?;
    if !keys.is_empty() {
        return Ok(FirstKey::NotNeeded);
    }
    let folder = data_folder(service, global);
    let file = folder.join("api-key");
    let unwritable = |error| Failure::unwritable(&file, &error);
    // The file first: a key that is stored and cannot be shown again is lost.
    let mut out = open_private(&folder, &file).map_err(unwritable)?;
    let (token, _) = service::create_key(service, "first start", Role::Owner, None)
        .await
        .map_err(|error| failed(error, terminal))?;
    writeln!(out, "{}", token.as_str()).and_then(|()| out.sync_all()).map_err(unwritable)?;
    Ok(FirstKey::Made { key: token.as_str().to_owned(), file })
}

pub(super) fn say_where(key: &FirstKey, terminal: Terminal) {
    if let FirstKey::Made { file, .. } = key {
        terminal.say(format!(
            "The key is shown this once and kept in {}. Send it as `Authorization: Bearer KEY`.",
            file.display()
        ));
    }
}

/// Where our own files go: beside the private database, or to the folder of the settings.
fn data_folder(service: &Service, global: &Global) -> PathBuf {
    service.data_folder().or_else(|| config(global).data_dir).unwrap_or_else(|| PathBuf::from("canvass-data"))
}

/// An empty file that only we can read.
fn open_private(folder: &Path, file: &Path) -> io::Result<fs::File> {
    fs::create_dir_all(folder)?;
    let out = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(file)?;
    // An older file keeps its mode when it is opened again.
    fs::set_permissions(file, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    Ok(out)
}
