//! What is done with a survey folder before anybody answers: checked, compared, previewed, published, translated, imported, documented, walked through.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

#[derive(Debug, Args)]
pub(in crate::cli) struct Check {
    /// A survey folder, or the questionnaire.yaml in it
    pub(in crate::cli) path: PathBuf,
    /// How to print the problems
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub(in crate::cli) format: CheckFormat,
    /// How to print hints on method: a line each by code, like problems, or not at all
    #[arg(long, value_enum, default_value_t = Hints::Short, value_name = "HOW")]
    pub(in crate::cli) hints: Hints,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Hints {
    Short,
    Full,
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum CheckFormat {
    Text,
    Json,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Explain {
    /// A code such as Q203; without one, all codes are listed
    pub(in crate::cli) code: Option<String>,
    /// Print every page as one Markdown document
    #[arg(long, conflicts_with = "code")]
    pub(in crate::cli) markdown: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Diff {
    /// The earlier survey: a folder or file, a published version (sha256:…, or its beginning) or a wave
    pub(in crate::cli) old: String,
    /// The later one, in the same ways
    pub(in crate::cli) new: String,
    /// How to print the differences; markdown is for a pull request
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    pub(in crate::cli) format: DiffFormat,
    /// Also propose which items may continue which, as lines to paste; nothing is applied
    #[arg(long)]
    pub(in crate::cli) suggest: bool,
    /// Show the questions in this language [default: the first of NEW]
    #[arg(long, value_name = "LANGUAGE")]
    pub(in crate::cli) language: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum DiffFormat {
    Text,
    Json,
    Markdown,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Preview {
    /// A survey folder, or the questionnaire.yaml in it
    pub(in crate::cli) path: PathBuf,
    /// Port to listen on, on this machine only
    #[arg(long, default_value_t = 8090)]
    pub(in crate::cli) port: u16,
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
pub(in crate::cli) struct Publish {
    /// A survey folder, or the questionnaire.yaml in it
    pub(in crate::cli) path: PathBuf,
    /// Give the version to this wave, if what it changes allows it
    #[arg(long, value_name = "SLUG")]
    pub(in crate::cli) wave: Option<String>,
    /// Only show what the change would touch
    #[arg(long, requires = "wave", conflicts_with = "confirm")]
    pub(in crate::cli) dry_run: bool,
    /// The hash that was shown: make this change, if it still is the same change in the same situation
    #[arg(long, requires = "wave", value_name = "HASH")]
    pub(in crate::cli) confirm: Option<String>,
    /// How to print what the change touches
    #[arg(long, requires = "wave", value_enum, default_value_t = CheckFormat::Text)]
    pub(in crate::cli) format: CheckFormat,
    /// Publish although translations are missing or stale
    #[arg(long)]
    pub(in crate::cli) allow_untranslated: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ImportQuestionnaire {
    /// The other program's file
    pub(in crate::cli) file: PathBuf,
    /// The folder to write questionnaire.yaml and its translations to
    #[arg(long, value_name = "FOLDER")]
    pub(in crate::cli) out: PathBuf,
    /// What the file is [default: told by the file]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(in crate::cli) from: Option<ForeignFormat>,
    /// The language of its texts, where the file does not say [default: en]
    #[arg(long, value_name = "TAG")]
    pub(in crate::cli) language: Option<String>,
    /// Replace files that are there already
    #[arg(long)]
    pub(in crate::cli) force: bool,
    /// How to print what could not be carried over
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub(in crate::cli) format: CheckFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ForeignFormat {
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
pub(in crate::cli) struct Translate {
    #[command(subcommand)]
    pub(in crate::cli) command: TranslateCommand,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum TranslateCommand {
    /// Say how far each language is
    Status(TranslateStatus),
    /// Write the texts to a file for translators
    Export(TranslateExport),
    /// Take a translators' file into the survey's translation file
    Import(TranslateImport),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct TranslateStatus {
    /// A survey folder, or the questionnaire.yaml in it
    pub(in crate::cli) path: PathBuf,
    /// How to print it
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub(in crate::cli) format: CheckFormat,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct TranslateExport {
    /// A survey folder, or the questionnaire.yaml in it
    pub(in crate::cli) path: PathBuf,
    /// The language to translate into
    #[arg(long, value_name = "TAG")]
    pub(in crate::cli) language: String,
    /// What the translators' program reads
    #[arg(long, value_enum, default_value_t = TranslationFormat::Xliff2)]
    pub(in crate::cli) format: TranslationFormat,
    /// The file to write [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) out: Option<PathBuf>,
    /// Which texts to send
    #[arg(long, value_enum, default_value_t = TextsOnly::All)]
    pub(in crate::cli) only: TextsOnly,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct TranslateImport {
    /// A survey folder, or the questionnaire.yaml in it
    pub(in crate::cli) path: PathBuf,
    /// The file that came back: XLIFF, PO or CSV
    pub(in crate::cli) file: PathBuf,
    /// Its language, which a CSV file does not say
    #[arg(long, value_name = "TAG")]
    pub(in crate::cli) language: Option<String>,
    /// Say what would be taken, and write nothing
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,
    /// How to print the account
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub(in crate::cli) format: CheckFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum TranslationFormat {
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
pub(in crate::cli) enum TextsOnly {
    /// Those without a translation
    Missing,
    /// Those whose source was changed since
    Stale,
    All,
}

#[derive(Debug, Args)]
#[command(
    override_usage = "canvass document (PATH | --wave SLUG) --format FORMAT [--language L] [--out FILE]"
)]
pub(in crate::cli) struct Document {
    /// A survey folder, or the questionnaire.yaml in it
    #[arg(required_unless_present = "wave")]
    pub(in crate::cli) path: Option<PathBuf>,
    /// A wave in the database, instead of a folder
    #[arg(long, value_name = "SLUG", conflicts_with = "path")]
    pub(in crate::cli) wave: Option<String>,
    /// What to write
    #[arg(long, value_enum)]
    pub(in crate::cli) format: DocumentFormat,
    /// The language of its texts [default: the source language]; ddi has every language
    #[arg(long, value_name = "TAG")]
    pub(in crate::cli) language: Option<String>,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(in crate::cli) out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum DocumentFormat {
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
pub(in crate::cli) struct Paths {
    /// A survey folder, or the questionnaire.yaml in it
    pub(in crate::cli) path: PathBuf,
    /// How many synthetic respondents walk through it
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    pub(in crate::cli) n: usize,
    /// The same seed makes the same respondents
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(in crate::cli) seed: u64,
    /// Times are for readers of this language [default: the first]
    #[arg(long, value_name = "TAG")]
    pub(in crate::cli) language: Option<String>,
    /// List every route, not only the most taken
    #[arg(long)]
    pub(in crate::cli) all: bool,
    /// How to print them
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub(in crate::cli) format: CheckFormat,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Simulate {
    /// A survey folder, or the questionnaire.yaml in it
    pub(in crate::cli) path: PathBuf,
    /// How many respondents
    #[arg(long, value_name = "N")]
    pub(in crate::cli) n: usize,
    /// The same seed makes the same respondents
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(in crate::cli) seed: u64,
    /// Move the answers until each figure with `published:` in this report file is met
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) targets: Option<PathBuf>,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(in crate::cli) out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Schema {
    /// Whose schema
    #[arg(value_enum)]
    pub(in crate::cli) file: SchemaFile,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum SchemaFile {
    Questionnaire,
    Translation,
    Wave,
    Report,
    Theme,
}
