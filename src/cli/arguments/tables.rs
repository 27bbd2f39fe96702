//! Tables, figures, reports, weights and exports: whose answers, what is asked for, and how it is written.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Whose answers: a wave in the database, or a file.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Whose answers")]
pub(in crate::cli) struct DataSource {
    /// A wave in the database
    #[arg(long, value_name = "SLUG", conflicts_with_all = ["questionnaire", "data"], required_unless_present = "questionnaire")]
    pub(in crate::cli) wave: Option<String>,
    /// A survey folder or questionnaire.yaml; together with --data it needs no database
    #[arg(long, value_name = "PATH", requires = "data")]
    pub(in crate::cli) questionnaire: Option<PathBuf>,
    /// A CSV or Parquet file, one row a response
    #[arg(long, value_name = "FILE", requires = "questionnaire")]
    pub(in crate::cli) data: Option<PathBuf>,
}

/// What counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Engine {
    /// Loads the answers into memory; the faster one
    Columns,
    /// Counts in the database and fetches sums; for waves that are too large for memory
    Sql,
}

#[derive(Debug, Args)]
#[command(
    override_usage = "canvass tabulate (--wave SLUG | --questionnaire PATH --data FILE) \\\n       (--rows A[,B] [--columns A[,B]] … | --request FILE) [--format FORMAT] [--out FILE]"
)]
pub(in crate::cli) struct Tabulate {
    #[command(flatten)]
    pub(in crate::cli) source: DataSource,
    #[command(flatten)]
    pub(in crate::cli) request: RequestArguments,
    /// The report file whose variables and banners may be used [default: report.yaml beside the questionnaire]
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) report: Option<PathBuf>,
    /// How to print it; xlsx needs --out
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    pub(in crate::cli) format: TableFormat,
    /// The language of labels [default: the questionnaire's first]
    #[arg(long, value_name = "TAG")]
    pub(in crate::cli) language: Option<String>,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(in crate::cli) out: Option<PathBuf>,
    /// What counts a wave: columns in memory, or SQL where the answers lie
    #[arg(long, value_enum, default_value_t = Engine::Columns)]
    pub(in crate::cli) engine: Engine,
    /// Print how long each step took, as one JSON line on standard error
    #[arg(long)]
    pub(in crate::cli) timing: bool,
}

/// The table as flags, or as a file.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "The table")]
pub(in crate::cli) struct RequestArguments {
    /// What goes down the side: items, grid rows (q7.r1) or derived variables, separated by commas
    #[arg(long, value_name = "A[,B]", required_unless_present = "request")]
    pub(in crate::cli) rows: Option<String>,
    /// What goes across: items or derived variables side by side; A/B nests B in A; or a banner's name
    #[arg(long, value_name = "A[,B]")]
    pub(in crate::cli) columns: Option<String>,
    /// Only responses for which this is true: "size in ['s1', 's2']"
    #[arg(long, value_name = "EXPR")]
    pub(in crate::cli) filter: Option<String>,
    /// A weight of the report file, or a numeric column
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) weight: Option<String>,
    /// Whom percentages stand on: answered, asked or all
    #[arg(long, value_name = "BASE")]
    pub(in crate::cli) base: Option<String>,
    /// Missing answers that become rows: reasons, codes or all
    #[arg(long, value_name = "A[,B]")]
    pub(in crate::cli) include_missing: Option<String>,
    /// Add a net of the N highest options
    #[arg(long, value_name = "N")]
    pub(in crate::cli) top_box: Option<String>,
    /// Measures: count, weighted, column_pct, row_pct, total_pct, index, se, ci, deff
    #[arg(long, value_name = "A[,B]")]
    pub(in crate::cli) show: Option<String>,
    /// Figures below each column: mean, sd, se, median, nps, q25, q75
    #[arg(long, value_name = "A[,B]")]
    pub(in crate::cli) summary: Option<String>,
    /// Sort rows by `total` or a column's id, largest first; `total:asc` turns it
    #[arg(long, value_name = "BY")]
    pub(in crate::cli) sort: Option<String>,
    /// Test differences between columns: `true`, or a method such as z_pooled
    #[arg(long, value_name = "METHOD")]
    pub(in crate::cli) test: Option<String>,
    /// Confidence of intervals and margins, as in 0.95
    #[arg(long, value_name = "LEVEL")]
    pub(in crate::cli) confidence: Option<String>,
    /// The table request as a YAML or JSON file instead of flags; `-` is standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = [
        "rows", "columns", "filter", "weight", "base", "include_missing", "top_box", "show", "summary", "sort", "test", "confidence",
    ])]
    pub(in crate::cli) request: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum TableFormat {
    Text,
    Json,
    Csv,
    Xlsx,
}

#[derive(Debug, Args)]
#[command(
    override_usage = "canvass figure (--wave SLUG | --questionnaire PATH --data FILE) \\\n       (ID | --figure FILE) [--report FILE] [--format FORMAT] [--out FILE]"
)]
pub(in crate::cli) struct Figure {
    /// A figure of the report file, by its id
    #[arg(required_unless_present = "figure")]
    pub(in crate::cli) id: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) source: DataSource,
    /// The figure as a YAML or JSON file, as it would stand under `figures:`; `-` is standard input
    #[arg(long, value_name = "FILE", conflicts_with = "id")]
    pub(in crate::cli) figure: Option<PathBuf>,
    /// The report file whose variables and weights may be used [default: report.yaml beside the questionnaire]
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) report: Option<PathBuf>,
    /// How to print it
    #[arg(long, value_enum, default_value_t = FigureFormat::Text)]
    pub(in crate::cli) format: FigureFormat,
    /// The language of labels [default: the questionnaire's first]
    #[arg(long, value_name = "TAG")]
    pub(in crate::cli) language: Option<String>,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(in crate::cli) out: Option<PathBuf>,
    /// What counts a wave: columns in memory, or SQL where the answers lie
    #[arg(long, value_enum, default_value_t = Engine::Columns)]
    pub(in crate::cli) engine: Engine,
    /// Print how long each step took, as one JSON line on standard error
    #[arg(long)]
    pub(in crate::cli) timing: bool,
}

#[derive(Debug, Args)]
#[command(
    override_usage = "canvass weight (--wave SLUG | --questionnaire PATH --data FILE) \\\n       --weight NAME [--report FILE] [--format FORMAT] [--out FILE]"
)]
pub(in crate::cli) struct Weight {
    /// A weight of the report file, or a number
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) weight: String,
    #[command(flatten)]
    pub(in crate::cli) source: DataSource,
    /// The report file that declares the weight [default: report.yaml beside the questionnaire]
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) report: Option<PathBuf>,
    /// How to print the report on the weights
    #[arg(long, value_enum, default_value_t = FigureFormat::Text)]
    pub(in crate::cli) format: FigureFormat,
    /// The language of labels [default: the questionnaire's first]
    #[arg(long, value_name = "TAG")]
    pub(in crate::cli) language: Option<String>,
    /// Write the weights to this file: CSV with response_id and weight
    #[arg(long, short, value_name = "FILE")]
    pub(in crate::cli) out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum FigureFormat {
    Text,
    Json,
}

#[derive(Debug, Args)]
#[command(
    override_usage = "canvass report (--wave SLUG | --questionnaire PATH --data FILE) \\\n       [--report FILE] [--format FORMAT] [--out PATH] [--check]"
)]
pub(in crate::cli) struct Report {
    #[command(flatten)]
    pub(in crate::cli) source: DataSource,
    /// The report file [default: report.yaml beside the questionnaire]
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) report: Option<PathBuf>,
    /// How to write it; xlsx, pdf and charts need --out, pdf a Chromium or Chrome to print with
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub(in crate::cli) format: ReportFormat,
    /// The language of labels [default: the questionnaire's first]
    #[arg(long, value_name = "TAG")]
    pub(in crate::cli) language: Option<String>,
    /// Write to this file instead of standard output; of charts, the folder
    #[arg(long, short, value_name = "PATH")]
    pub(in crate::cli) out: Option<PathBuf>,
    /// For anybody to read: hide small counts, and what gives them away, as `disclose:` of the report says
    #[arg(long, conflicts_with = "check")]
    pub(in crate::cli) public: bool,
    /// Compare every figure with its `published:` value; exit 1 where one differs
    #[arg(long)]
    pub(in crate::cli) check: bool,
    /// Of charts: draw the letters of PNG files with the fonts of this folder alone, so that they are the same on every machine
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) fonts: Option<PathBuf>,
    /// What counts a wave: columns in memory, or SQL where the answers lie
    #[arg(long, value_enum, default_value_t = Engine::Columns)]
    pub(in crate::cli) engine: Engine,
    /// Print how long each step took, as one JSON line on standard error
    #[arg(long)]
    pub(in crate::cli) timing: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ReportFormat {
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
pub(in crate::cli) struct Export {
    #[command(flatten)]
    pub(in crate::cli) source: DataSource,
    /// The file's format
    #[arg(long, value_enum)]
    pub(in crate::cli) format: ExportFormat,
    /// Labels instead of codes (csv)
    #[arg(long)]
    pub(in crate::cli) labels: bool,
    /// Write -1 to -5 where an answer is missing (csv), instead of an empty cell
    #[arg(long, conflicts_with = "labels")]
    pub(in crate::cli) missing_codes: bool,
    /// Write to this file, with its particulars in FILE.meta.json beside it
    #[arg(long, short, value_name = "FILE")]
    pub(in crate::cli) out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ExportFormat {
    Csv,
    Jsonl,
}
