//! The program's log, to standard error. Never in it: an answer, an open text, a name, an address, a token, an IP.

use std::io::{self, IsTerminal};

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// How much is logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    Errors,
    Warnings,
    /// One line a request.
    Requests,
    Everything,
}

/// Starts the log; a second call changes nothing. `filter`, where it can be read, overrules `detail`
/// (`warn,canvass=debug`).
pub fn start(detail: Detail, filter: Option<&str>) {
    let level = match detail {
        Detail::Errors => LevelFilter::ERROR,
        Detail::Warnings => LevelFilter::WARN,
        Detail::Requests => LevelFilter::INFO,
        Detail::Everything => LevelFilter::DEBUG,
    };
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .with_target(detail == Detail::Everything);
    // The crates below us log their own housekeeping; only their warnings concern an operator.
    let targets = filter.and_then(|filter| filter.parse::<Targets>().ok()).unwrap_or_else(|| {
        Targets::new().with_default(level.min(LevelFilter::WARN)).with_target("canvass", level)
    });
    let _ = tracing_subscriber::registry().with(lines).with(targets).try_init();
}
