//! The command line as its user sees it: every command, flag and help text.

mod operation;
mod survey;
mod tables;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub(super) use self::operation::{
    Completions, Db, DbCommand, Demo, Import, Key, KeyCommand, KeyCreate, Serve, ShowFormat, Wave,
    WaveCommand, WaveCreate, WaveShow,
};
pub(super) use self::survey::{
    Check, CheckFormat, Diff, DiffFormat, Document, DocumentFormat, Explain, ForeignFormat, Hints,
    ImportQuestionnaire, Paths, Preview, Publish, Schema, SchemaFile, Simulate, TextsOnly, Translate,
    TranslateCommand, TranslateExport, TranslateImport, TranslateStatus, TranslationFormat,
};
pub(super) use self::tables::{
    DataSource, Engine, Export, ExportFormat, Figure, FigureFormat, Report, ReportFormat, RequestArguments,
    TableFormat, Tabulate, Weight,
};

const EXIT_CODES: &str = "\
Exit codes: 0 good, 1 the input is wrong, 2 wrong usage or a missing file, 3 the system failed (no database, disk full).
Results go to standard output, everything else to standard error.

Start here: `canvass demo` shows a whole survey on synthetic answers; `canvass check PATH` reads your own.";

/// Surveys from one folder of text: the form, its storage, and every table of the report.
#[derive(Debug, Parser)]
#[command(name = "canvass", version, after_help = EXIT_CODES, max_term_width = 100)]
#[command(subcommand_required = true, arg_required_else_help = true, disable_help_subcommand = true)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Everywhere")]
pub(super) struct Global {
    /// Where the private database lives [default: ./canvass-data; for root /var/lib/canvass where needed]
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) data_dir: Option<PathBuf>,
    /// Use this PostgreSQL instead of a private one (also: DATABASE_URL); several hosts are allowed
    #[arg(long, global = true, value_name = "URL")]
    pub(super) database_url: Option<String>,
    /// Say more; twice for every detail
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub(super) verbose: u8,
    /// Say nothing but errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Colours in diagnostics
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto, value_name = "WHEN", hide_possible_values = false)]
    pub(super) color: Colour,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Show the whole thing on synthetic answers: database, form, intake, report
    Demo(Demo),
    /// Run the web server: forms, intake, tables and reports
    Serve(Serve),
    /// Read a survey folder and list every problem in it
    Check(Check),
    /// Say what a problem's code means, with an example and its cure
    Explain(Explain),
    /// Compare two editions item by item: what changed, and which trends still hold
    Diff(Diff),
    /// Try the form in a browser; nothing is stored
    Preview(Preview),
    /// Make an immutable version of a questionnaire in the database, or give it to a wave
    Publish(Publish),
    /// Create, open, close and list waves
    Wave(Wave),
    /// Take responses from a CSV or Parquet file into a wave
    Import(Import),
    /// Make a survey folder from another program's questionnaire
    ImportQuestionnaire(ImportQuestionnaire),
    /// Send the texts of a survey to translators and take them back
    Translate(Translate),
    /// Make one table
    Tabulate(Box<Tabulate>),
    /// Compute one figure: a share, mean, difference, ratio, trend and others
    Figure(Figure),
    /// Make the weights of a report file, and say what they cost in precision
    Weight(Weight),
    /// Make the report: every table and figure of report.yaml
    Report(Report),
    /// Write the responses to a file
    Export(Export),
    /// Write the questionnaire itself: for a review, for paper, for an archive, for other programs
    Document(Document),
    /// List the routes through a survey, and what nobody comes to
    Paths(Paths),
    /// Make synthetic respondents that walk the routing
    Simulate(Simulate),
    /// Create, list and revoke API keys
    Key(Key),
    /// Bring the database up to date, or show its state
    Db(Db),
    /// Print the description of the HTTP API (OpenAPI, JSON)
    Openapi,
    /// Print the JSON Schema of a file format, for editors
    Schema(Schema),
    /// Serve an editor: problems while you type, definitions, renaming (language server, standard input and output)
    Lsp,
    /// Print the completions of a shell
    Completions(Completions),
}
