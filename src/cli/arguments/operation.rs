//! What runs a survey: waves, their responses, the server, its keys and its database.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::CheckFormat;

#[derive(Debug, Args)]
pub(in crate::cli) struct Demo {
    /// Port of the form and the report, on this machine only
    #[arg(long, default_value_t = 8080)]
    pub(in crate::cli) port: u16,
    /// Print the report as text and stop
    #[arg(long)]
    pub(in crate::cli) once: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Serve {
    /// Address and port to listen on
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS:PORT")]
    pub(in crate::cli) bind: String,
    /// Memory that the answers of waves may take for tables, in megabytes; the tables of a larger wave are counted in the
    /// database [default: 1024]
    #[arg(long, value_name = "MB")]
    pub(in crate::cli) cache_mb: Option<u64>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Wave {
    #[command(subcommand)]
    pub(in crate::cli) command: WaveCommand,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum WaveCommand {
    /// Make a draft wave from a survey folder and its wave.yaml
    Create(WaveCreate),
    /// Open a wave to respondents
    Open(WaveName),
    /// Close a wave: nothing more is accepted, and what is unfinished is settled
    Close(WaveName),
    /// Open a closed wave once more
    Reopen(WaveName),
    /// Archive a closed wave
    Archive(WaveName),
    /// List all waves
    List(ListFormat),
    /// Show one wave and its fieldwork figures
    Show(WaveShow),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct WaveCreate {
    /// The wave's name in URLs: lower-case letters, digits, `_` and `-`
    pub(in crate::cli) slug: String,
    /// The survey folder, which is published first [default: the one that --plan names]
    #[arg(long, value_name = "PATH", required_unless_present = "plan")]
    pub(in crate::cli) questionnaire: Option<PathBuf>,
    /// The wave file [default: wave.yaml beside the questionnaire, if there is one]
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) plan: Option<PathBuf>,
    /// When it opens by itself: 2026-08-03T09:00, in the wave's zone
    #[arg(long, value_name = "TIME")]
    pub(in crate::cli) opens: Option<String>,
    /// When it closes by itself
    #[arg(long, value_name = "TIME")]
    pub(in crate::cli) closes: Option<String>,
    /// The wave's time zone, as in Europe/Berlin
    #[arg(long, value_name = "ZONE")]
    pub(in crate::cli) timezone: Option<String>,
    /// Publish although translations are missing or stale
    #[arg(long)]
    pub(in crate::cli) allow_untranslated: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct WaveName {
    /// The wave's name
    pub(in crate::cli) slug: String,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct WaveShow {
    /// The wave's name
    pub(in crate::cli) slug: String,
    /// How to print it; yaml gives its wave file back
    #[arg(long, value_enum, default_value_t = ShowFormat::Text)]
    pub(in crate::cli) format: ShowFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ShowFormat {
    Text,
    Json,
    Yaml,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ListFormat {
    /// How to print it
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub(in crate::cli) format: CheckFormat,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Import {
    /// The wave's name
    pub(in crate::cli) wave: String,
    /// A CSV or Parquet file, one row a response; `-` is standard input
    pub(in crate::cli) file: PathBuf,
    /// Store nothing if any cell was not taken or breaks a rule
    #[arg(long)]
    pub(in crate::cli) strict: bool,
    /// How to print the summary
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub(in crate::cli) format: CheckFormat,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Key {
    #[command(subcommand)]
    pub(in crate::cli) command: KeyCommand,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum KeyCommand {
    /// Make a key and print it once
    Create(KeyCreate),
    /// List the keys, without their secrets
    List(ListFormat),
    /// Make a key worthless
    Revoke(KeyRevoke),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct KeyCreate {
    /// What its holder may do: viewer, analyst, fieldwork, admin or owner
    #[arg(long, value_name = "ROLE")]
    pub(in crate::cli) role: String,
    /// Who or what uses it
    #[arg(long, default_value = "", value_name = "TEXT")]
    pub(in crate::cli) name: String,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct KeyRevoke {
    /// The key's id, from `canvass key list`
    pub(in crate::cli) id: String,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Db {
    #[command(subcommand)]
    pub(in crate::cli) command: DbCommand,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum DbCommand {
    /// Bring the database up to date
    Migrate,
    /// Show where the database is, its version and its migrations
    Status(ListFormat),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Completions {
    /// Which shell
    #[arg(value_enum)]
    pub(in crate::cli) shell: clap_complete::Shell,
}
