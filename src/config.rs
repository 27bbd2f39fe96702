//! The one reader of the environment: where the database is, and where its programs are looked for.
#![expect(clippy::disallowed_methods, reason = "this file reads the environment for all others")]

use std::ffi::OsString;
use std::path::PathBuf;

/// The settings that are not part of a command; flags overrule them.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// A database that somebody else runs; several hosts may be named.
    pub database_url: Option<String>,
    /// Where the private PostgreSQL lives; `None` for the default place.
    pub data_dir: Option<PathBuf>,
    /// The folder with `postgres` and `initdb`, where it is not one of the usual ones.
    pub postgres_bin: Option<PathBuf>,
    /// The search path for programs.
    pub path: Option<OsString>,
    /// The browser that prints reports as PDF, where it is not one of the usual ones.
    pub browser: Option<PathBuf>,
    /// How many megabytes of memory waves may take for tables; `None` is as many as they need.
    pub cache_mb: Option<u64>,
    /// What is logged, in the filter language of tracing.
    pub log: Option<String>,
    /// Makes the tests fail that would be skipped for want of a database.
    pub require_database_in_tests: Option<String>,
}

impl Config {
    /// `DATABASE_URL`, `CANVASS_DATA_DIR`, `CANVASS_PG_BIN`, `CANVASS_BROWSER`, `CANVASS_CACHE_MB`, `PATH`, `CANVASS_LOG` and `CANVASS_REQUIRE_DATABASE`; an empty variable counts as unset.
    pub fn from_environment() -> Config {
        let text = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let path = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        Config {
            database_url: text("DATABASE_URL"),
            data_dir: path("CANVASS_DATA_DIR").map(PathBuf::from),
            postgres_bin: path("CANVASS_PG_BIN").map(PathBuf::from),
            browser: path("CANVASS_BROWSER").map(PathBuf::from),
            cache_mb: text("CANVASS_CACHE_MB").and_then(|megabytes| megabytes.parse().ok()),
            path: path("PATH"),
            log: text("CANVASS_LOG"),
            require_database_in_tests: text("CANVASS_REQUIRE_DATABASE"),
        }
    }
}
