//! The command line as its user sees it: every command, flag and help text.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

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

#[derive(Debug, Args)]
pub(super) struct Demo {
    /// Port of the form and the report, on this machine only
    #[arg(long, default_value_t = 8080)]
    pub(super) port: u16,
    /// Print the report as text and stop
    #[arg(long)]
    pub(super) once: bool,
}

#[derive(Debug, Args)]
pub(super) struct Serve {
    /// Address and port to listen on
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS:PORT")]
    pub(super) bind: String,
    /// Memory that the answers of waves may take for tables, in megabytes; the tables of a larger wave are counted in the
    /// database [default: 1024]
    #[arg(long, value_name = "MB")]
    pub(super) cache_mb: Option<u64>,
}

#[derive(Debug, Args)]
pub(super) struct Check {
    /// A survey folder, or the questionnaire.yaml in it
    pub(super) path: PathBuf,
    /// How to print the problems
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub(super) format: CheckFormat,
    /// How to print hints on method: a line each by code, like problems, or not at all
    #[arg(long, value_enum, default_value_t = Hints::Short, value_name = "HOW")]
    pub(super) hints: Hints,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Hints {
    Short,
    Full,
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
    Text,
    Json,
}

#[derive(Debug, Args)]
pub(super) struct Explain {
    /// A code such as Q203; without one, all codes are listed
    pub(super) code: Option<String>,
    /// Print every page as one Markdown document
    #[arg(long, conflicts_with = "code")]
    pub(super) markdown: bool,
}

#[derive(Debug, Args)]
pub(super) struct Diff {
    /// The earlier survey: a folder or file, a published version (sha256:…, or its beginning) or a wave
    pub(super) old: String,
    /// The later one, in the same ways
    pub(super) new: String,
    /// How to print the differences; markdown is for a pull request
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    pub(super) format: DiffFormat,
    /// Also propose which items may continue which, as lines to paste; nothing is applied
    #[arg(long)]
    pub(super) suggest: bool,
    /// Show the questions in this language [default: the first of NEW]
    #[arg(long, value_name = "LANGUAGE")]
    pub(super) language: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum DiffFormat {
    Text,
    Json,
    Markdown,
}

#[derive(Debug, Args)]
pub(super) struct Preview {
    /// A survey folder, or the questionnaire.yaml in it
    pub(super) path: PathBuf,
    /// Port to listen on, on this machine only
    #[arg(long, default_value_t = 8090)]
    pub(super) port: u16,
}

const PUBLISH: &str = "\
Without --wave a version is stored and no wave is touched; new waves and `--wave` use it.

With --wave the change is first shown with everything it touches: answers and unfinished interviews by version, items by
class of change, parts of the report. Then words and translations go through at once; new items and options, routing,
checks and the removal of what nobody answered need --confirm with the hash shown; what would leave answers without a
place is refused, unless `replaces:` or a `map:` says where they go. Answers stay as they were given, each under its own
version. A draft that nobody has answered takes any version. Exit code 1: refused, or not confirmed.";

#[derive(Debug, Args)]
#[command(after_help = PUBLISH)]
pub(super) struct Publish {
    /// A survey folder, or the questionnaire.yaml in it
    pub(super) path: PathBuf,
    /// Give the version to this wave, if what it changes allows it
    #[arg(long, value_name = "SLUG")]
    pub(super) wave: Option<String>,
    /// Only show what the change would touch
    #[arg(long, requires = "wave", conflicts_with = "confirm")]
    pub(super) dry_run: bool,
    /// The hash that was shown: make this change, if it still is the same change in the same situation
    #[arg(long, requires = "wave", value_name = "HASH")]
    pub(super) confirm: Option<String>,
    /// How to print what the change touches
    #[arg(long, requires = "wave", value_enum, default_value_t = CheckFormat::Text)]
    pub(super) format: CheckFormat,
    /// Publish although translations are missing or stale
    #[arg(long)]
    pub(super) allow_untranslated: bool,
}

#[derive(Debug, Args)]
pub(super) struct Wave {
    #[command(subcommand)]
    pub(super) command: WaveCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum WaveCommand {
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
pub(super) struct WaveCreate {
    /// The wave's name in URLs: lower-case letters, digits, `_` and `-`
    pub(super) slug: String,
    /// The survey folder, which is published first [default: the one that --plan names]
    #[arg(long, value_name = "PATH", required_unless_present = "plan")]
    pub(super) questionnaire: Option<PathBuf>,
    /// The wave file [default: wave.yaml beside the questionnaire, if there is one]
    #[arg(long, value_name = "FILE")]
    pub(super) plan: Option<PathBuf>,
    /// When it opens by itself: 2026-08-03T09:00, in the wave's zone
    #[arg(long, value_name = "TIME")]
    pub(super) opens: Option<String>,
    /// When it closes by itself
    #[arg(long, value_name = "TIME")]
    pub(super) closes: Option<String>,
    /// The wave's time zone, as in Europe/Berlin
    #[arg(long, value_name = "ZONE")]
    pub(super) timezone: Option<String>,
    /// Publish although translations are missing or stale
    #[arg(long)]
    pub(super) allow_untranslated: bool,
}

#[derive(Debug, Args)]
pub(super) struct WaveName {
    /// The wave's name
    pub(super) slug: String,
}

#[derive(Debug, Args)]
pub(super) struct WaveShow {
    /// The wave's name
    pub(super) slug: String,
    /// How to print it; yaml gives its wave file back
    #[arg(long, value_enum, default_value_t = ShowFormat::Text)]
    pub(super) format: ShowFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ShowFormat {
    Text,
    Json,
    Yaml,
}

#[derive(Debug, Args)]
pub(super) struct ListFormat {
    /// How to print it
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub(super) format: CheckFormat,
}

#[derive(Debug, Args)]
pub(super) struct Import {
    /// The wave's name
    pub(super) wave: String,
    /// A CSV or Parquet file, one row a response; `-` is standard input
    pub(super) file: PathBuf,
    /// Store nothing if any cell was not taken or breaks a rule
    #[arg(long)]
    pub(super) strict: bool,
    /// How to print the summary
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub(super) format: CheckFormat,
}

#[derive(Debug, Args)]
pub(super) struct ImportQuestionnaire {
    /// The other program's file
    pub(super) file: PathBuf,
    /// The folder to write questionnaire.yaml and its translations to
    #[arg(long, value_name = "FOLDER")]
    pub(super) out: PathBuf,
    /// What the file is [default: told by the file]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(super) from: Option<ForeignFormat>,
    /// The language of its texts, where the file does not say [default: en]
    #[arg(long, value_name = "TAG")]
    pub(super) language: Option<String>,
    /// Replace files that are there already
    #[arg(long)]
    pub(super) force: bool,
    /// How to print what could not be carried over
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub(super) format: CheckFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ForeignFormat {
    /// The spreadsheet (.xlsx) of ODK, KoboToolbox and SurveyCTO
    #[value(name = "xlsform")]
    XlsForm,
    /// A LimeSurvey survey structure (.lss)
    #[value(name = "lss", alias = "limesurvey")]
    LimeSurvey,
    /// A Qualtrics survey file (.qsf)
    #[value(name = "qsf", alias = "qualtrics")]
    Qualtrics,
    /// A Markdown outline: headings, numbered questions, bullets
    Outline,
    /// A SurveyJS definition (.json)
    #[value(name = "surveyjs")]
    SurveyJs,
}

#[derive(Debug, Args)]
pub(super) struct Translate {
    #[command(subcommand)]
    pub(super) command: TranslateCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum TranslateCommand {
    /// Say how far each language is
    Status(TranslateStatus),
    /// Write the texts to a file for translators
    Export(TranslateExport),
    /// Take a translators' file into the survey's translation file
    Import(TranslateImport),
}

#[derive(Debug, Args)]
pub(super) struct TranslateStatus {
    /// A survey folder, or the questionnaire.yaml in it
    pub(super) path: PathBuf,
    /// How to print it
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub(super) format: CheckFormat,
}

#[derive(Debug, Args)]
pub(super) struct TranslateExport {
    /// A survey folder, or the questionnaire.yaml in it
    pub(super) path: PathBuf,
    /// The language to translate into
    #[arg(long, value_name = "TAG")]
    pub(super) language: String,
    /// What the translators' program reads
    #[arg(long, value_enum, default_value_t = TranslationFormat::Xliff2)]
    pub(super) format: TranslationFormat,
    /// The file to write [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
    /// Which texts to send
    #[arg(long, value_enum, default_value_t = TextsOnly::All)]
    pub(super) only: TextsOnly,
}

#[derive(Debug, Args)]
pub(super) struct TranslateImport {
    /// A survey folder, or the questionnaire.yaml in it
    pub(super) path: PathBuf,
    /// The file that came back: XLIFF, PO or CSV
    pub(super) file: PathBuf,
    /// Its language, which a CSV file does not say
    #[arg(long, value_name = "TAG")]
    pub(super) language: Option<String>,
    /// Say what would be taken, and write nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// How to print the account
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub(super) format: CheckFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum TranslationFormat {
    /// XLIFF 2.0
    Xliff2,
    /// XLIFF 1.2
    Xliff1,
    /// gettext PO
    Po,
    /// CSV, for a spreadsheet
    Csv,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum TextsOnly {
    /// Those without a translation
    Missing,
    /// Those whose source was changed since
    Stale,
    All,
}

/// Whose answers: a wave in the database, or a file.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Whose answers")]
pub(super) struct DataSource {
    /// A wave in the database
    #[arg(long, value_name = "SLUG", conflicts_with_all = ["questionnaire", "data"], required_unless_present = "questionnaire")]
    pub(super) wave: Option<String>,
    /// A survey folder or questionnaire.yaml; together with --data it needs no database
    #[arg(long, value_name = "PATH", requires = "data")]
    pub(super) questionnaire: Option<PathBuf>,
    /// A CSV or Parquet file, one row a response
    #[arg(long, value_name = "FILE", requires = "questionnaire")]
    pub(super) data: Option<PathBuf>,
}

/// What counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Engine {
    /// Loads the answers into memory; the faster one
    Columns,
    /// Counts in the database and fetches sums; for waves that are too large for memory
    Sql,
}

#[derive(Debug, Args)]
#[command(
    override_usage = "canvass tabulate (--wave SLUG | --questionnaire PATH --data FILE) \\\n       (--rows A[,B] [--columns A[,B]] … | --request FILE) [--format FORMAT] [--out FILE]"
)]
pub(super) struct Tabulate {
    #[command(flatten)]
    pub(super) source: DataSource,
    #[command(flatten)]
    pub(super) request: RequestArguments,
    /// The report file whose variables and banners may be used [default: report.yaml beside the questionnaire]
    #[arg(long, value_name = "FILE")]
    pub(super) report: Option<PathBuf>,
    /// How to print it; xlsx needs --out
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    pub(super) format: TableFormat,
    /// The language of labels [default: the questionnaire's first]
    #[arg(long, value_name = "TAG")]
    pub(super) language: Option<String>,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
    /// What counts a wave: columns in memory, or SQL where the answers lie
    #[arg(long, value_enum, default_value_t = Engine::Columns)]
    pub(super) engine: Engine,
    /// For anybody to read who reads the public report, too: hide what `disclose:` of the report says
    #[arg(long)]
    pub(super) public: bool,
    /// Print how long each step took, as one JSON line on standard error
    #[arg(long)]
    pub(super) timing: bool,
}

/// The table as flags, or as a file.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "The table")]
pub(super) struct RequestArguments {
    /// What goes down the side: items, grid rows (q7.r1) or derived variables, separated by commas
    #[arg(long, value_name = "A[,B]", required_unless_present = "request")]
    pub(super) rows: Option<String>,
    /// What goes across: items or derived variables side by side; A/B nests B in A; or a banner's name
    #[arg(long, value_name = "A[,B]")]
    pub(super) columns: Option<String>,
    /// Only responses for which this is true: "size in ['s1', 's2']"
    #[arg(long, value_name = "EXPR")]
    pub(super) filter: Option<String>,
    /// A weight of the report file, or a numeric column
    #[arg(long, value_name = "NAME")]
    pub(super) weight: Option<String>,
    /// Whom percentages stand on: answered, asked or all
    #[arg(long, value_name = "BASE")]
    pub(super) base: Option<String>,
    /// Missing answers that become rows: reasons, codes or all
    #[arg(long, value_name = "A[,B]")]
    pub(super) include_missing: Option<String>,
    /// Add a net of the N highest options
    #[arg(long, value_name = "N")]
    pub(super) top_box: Option<String>,
    /// Measures: count, weighted, column_pct, row_pct, total_pct, index, se, ci, deff
    #[arg(long, value_name = "A[,B]")]
    pub(super) show: Option<String>,
    /// Figures below each column: mean, sd, se, median, nps, q25, q75
    #[arg(long, value_name = "A[,B]")]
    pub(super) summary: Option<String>,
    /// Sort rows by `total` or a column's id, largest first; `total:asc` turns it
    #[arg(long, value_name = "BY")]
    pub(super) sort: Option<String>,
    /// Test differences between columns: `true`, or a method such as z_pooled
    #[arg(long, value_name = "METHOD")]
    pub(super) test: Option<String>,
    /// Confidence of intervals and margins, as in 0.95
    #[arg(long, value_name = "LEVEL")]
    pub(super) confidence: Option<String>,
    /// The table request as a YAML or JSON file instead of flags; `-` is standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = [
        "rows", "columns", "filter", "weight", "base", "include_missing", "top_box", "show", "summary", "sort", "test", "confidence",
    ])]
    pub(super) request: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum TableFormat {
    Text,
    Json,
    Csv,
    Xlsx,
}

#[derive(Debug, Args)]
#[command(
    override_usage = "canvass figure (--wave SLUG | --questionnaire PATH --data FILE) \\\n       (ID | --figure FILE) [--report FILE] [--format FORMAT] [--out FILE]"
)]
pub(super) struct Figure {
    /// A figure of the report file, by its id
    #[arg(required_unless_present = "figure")]
    pub(super) id: Option<String>,
    #[command(flatten)]
    pub(super) source: DataSource,
    /// The figure as a YAML or JSON file, as it would stand under `figures:`; `-` is standard input
    #[arg(long, value_name = "FILE", conflicts_with = "id")]
    pub(super) figure: Option<PathBuf>,
    /// The report file whose variables and weights may be used [default: report.yaml beside the questionnaire]
    #[arg(long, value_name = "FILE")]
    pub(super) report: Option<PathBuf>,
    /// How to print it
    #[arg(long, value_enum, default_value_t = FigureFormat::Text)]
    pub(super) format: FigureFormat,
    /// The language of labels [default: the questionnaire's first]
    #[arg(long, value_name = "TAG")]
    pub(super) language: Option<String>,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
    /// What counts a wave: columns in memory, or SQL where the answers lie
    #[arg(long, value_enum, default_value_t = Engine::Columns)]
    pub(super) engine: Engine,
    /// Print how long each step took, as one JSON line on standard error
    #[arg(long)]
    pub(super) timing: bool,
}

#[derive(Debug, Args)]
#[command(
    override_usage = "canvass weight (--wave SLUG | --questionnaire PATH --data FILE) \\\n       --weight NAME [--report FILE] [--format FORMAT] [--out FILE]"
)]
pub(super) struct Weight {
    /// A weight of the report file, or a number
    #[arg(long, value_name = "NAME")]
    pub(super) weight: String,
    #[command(flatten)]
    pub(super) source: DataSource,
    /// The report file that declares the weight [default: report.yaml beside the questionnaire]
    #[arg(long, value_name = "FILE")]
    pub(super) report: Option<PathBuf>,
    /// How to print the report on the weights
    #[arg(long, value_enum, default_value_t = FigureFormat::Text)]
    pub(super) format: FigureFormat,
    /// The language of labels [default: the questionnaire's first]
    #[arg(long, value_name = "TAG")]
    pub(super) language: Option<String>,
    /// Write the weights to this file: CSV with response_id and weight
    #[arg(long, short, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FigureFormat {
    Text,
    Json,
}

#[derive(Debug, Args)]
#[command(
    override_usage = "canvass report (--wave SLUG | --questionnaire PATH --data FILE) \\\n       [--report FILE] [--format FORMAT] [--out PATH] [--check]"
)]
pub(super) struct Report {
    #[command(flatten)]
    pub(super) source: DataSource,
    /// The report file [default: report.yaml beside the questionnaire]
    #[arg(long, value_name = "FILE")]
    pub(super) report: Option<PathBuf>,
    /// How to write it; xlsx, pdf and charts need --out, pdf a Chromium or Chrome to print with
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub(super) format: ReportFormat,
    /// The language of labels [default: the questionnaire's first]
    #[arg(long, value_name = "TAG")]
    pub(super) language: Option<String>,
    /// Write to this file instead of standard output; of charts, the folder
    #[arg(long, short, value_name = "PATH")]
    pub(super) out: Option<PathBuf>,
    /// For anybody to read: hide small counts, and what gives them away, as `disclose:` of the report says
    #[arg(long, conflicts_with = "check")]
    pub(super) public: bool,
    /// Compare every figure with its `published:` value; exit 1 where one differs
    #[arg(long)]
    pub(super) check: bool,
    /// Of charts: draw the letters of PNG files with the fonts of this folder alone, so that they are the same on every machine
    #[arg(long, value_name = "DIR")]
    pub(super) fonts: Option<PathBuf>,
    /// What counts a wave: columns in memory, or SQL where the answers lie
    #[arg(long, value_enum, default_value_t = Engine::Columns)]
    pub(super) engine: Engine,
    /// Print how long each step took, as one JSON line on standard error
    #[arg(long)]
    pub(super) timing: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportFormat {
    Text,
    Html,
    Pdf,
    Json,
    Xlsx,
    /// Each chart as SVG, PNG, CSV and Markdown, into the folder named by --out
    Charts,
}

#[derive(Debug, Args)]
#[command(
    override_usage = "canvass export (--wave SLUG | --questionnaire PATH --data FILE) --format FORMAT \\\n       [--labels | --missing-codes] [--out FILE]"
)]
pub(super) struct Export {
    #[command(flatten)]
    pub(super) source: DataSource,
    /// The file's format
    #[arg(long, value_enum)]
    pub(super) format: ExportFormat,
    /// Labels instead of codes (csv)
    #[arg(long)]
    pub(super) labels: bool,
    /// Write -1 to -5 where an answer is missing (csv), instead of an empty cell
    #[arg(long, conflicts_with = "labels")]
    pub(super) missing_codes: bool,
    /// Write to this file, with its particulars in FILE.meta.json beside it
    #[arg(long, short, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ExportFormat {
    Csv,
    Jsonl,
}

#[derive(Debug, Args)]
#[command(
    override_usage = "canvass document (PATH | --wave SLUG) --format FORMAT [--language L] [--out FILE]"
)]
pub(super) struct Document {
    /// A survey folder, or the questionnaire.yaml in it
    #[arg(required_unless_present = "wave")]
    pub(super) path: Option<PathBuf>,
    /// A wave in the database, instead of a folder
    #[arg(long, value_name = "SLUG", conflicts_with = "path")]
    pub(super) wave: Option<String>,
    /// What to write
    #[arg(long, value_enum)]
    pub(super) format: DocumentFormat,
    /// The language of its texts [default: the source language]; ddi has every language
    #[arg(long, value_name = "TAG")]
    pub(super) language: Option<String>,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum DocumentFormat {
    /// For a review: every text, routing in words
    Markdown,
    /// A page to print, with boxes to tick
    Html,
    /// DDI-Codebook 2.5 of the columns of `canvass export --format csv`
    Ddi,
    /// Triple-S 2.0 of the same columns
    TripleS,
    /// JSON Schema of a response's `answers`
    JsonSchema,
}

#[derive(Debug, Args)]
pub(super) struct Paths {
    /// A survey folder, or the questionnaire.yaml in it
    pub(super) path: PathBuf,
    /// How many synthetic respondents walk through it
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    pub(super) n: usize,
    /// The same seed makes the same respondents
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(super) seed: u64,
    /// Times are for readers of this language [default: the first]
    #[arg(long, value_name = "TAG")]
    pub(super) language: Option<String>,
    /// List every route, not only the most taken
    #[arg(long)]
    pub(super) all: bool,
    /// How to print them
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub(super) format: CheckFormat,
}

#[derive(Debug, Args)]
pub(super) struct Simulate {
    /// A survey folder, or the questionnaire.yaml in it
    pub(super) path: PathBuf,
    /// How many respondents
    #[arg(long, value_name = "N")]
    pub(super) n: usize,
    /// The same seed makes the same respondents
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(super) seed: u64,
    /// Move the answers until each figure with `published:` in this report file is met
    #[arg(long, value_name = "FILE")]
    pub(super) targets: Option<PathBuf>,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Key {
    #[command(subcommand)]
    pub(super) command: KeyCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum KeyCommand {
    /// Make a key and print it once
    Create(KeyCreate),
    /// List the keys, without their secrets
    List(ListFormat),
    /// Make a key worthless
    Revoke(KeyRevoke),
}

#[derive(Debug, Args)]
pub(super) struct KeyCreate {
    /// What its holder may do: viewer, analyst, fieldwork, admin or owner
    #[arg(long, value_name = "ROLE")]
    pub(super) role: String,
    /// Who or what uses it
    #[arg(long, default_value = "", value_name = "TEXT")]
    pub(super) name: String,
}

#[derive(Debug, Args)]
pub(super) struct KeyRevoke {
    /// The key's id, from `canvass key list`
    pub(super) id: String,
}

#[derive(Debug, Args)]
pub(super) struct Db {
    #[command(subcommand)]
    pub(super) command: DbCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum DbCommand {
    /// Bring the database up to date
    Migrate,
    /// Show where the database is, its version and its migrations
    Status(ListFormat),
}

#[derive(Debug, Args)]
pub(super) struct Schema {
    /// Whose schema
    #[arg(value_enum)]
    pub(super) file: SchemaFile,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SchemaFile {
    Questionnaire,
    Translation,
    Wave,
    Report,
    Theme,
}

#[derive(Debug, Args)]
pub(super) struct Completions {
    /// Which shell
    #[arg(value_enum)]
    pub(super) shell: clap_complete::Shell,
}
