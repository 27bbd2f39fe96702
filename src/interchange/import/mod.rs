//! Foreign questionnaires to files of ours. A reader a format makes a [`draft::Draft`]; `settle` compiles what would be
//! written and takes back what the compiler refuses; `files` writes it.

mod complete;
pub mod draft;
pub mod expression;
mod files;
mod languages;
mod limesurvey;
pub mod markup;
pub mod names;
mod outline;
mod qualtrics;
mod settle;
mod surveyjs;
mod translate;
mod workbook;
mod xlsform;

use crate::i18n::Language;
use draft::Draft;
pub use files::DraftFile;
pub use settle::{Settled, settle};

/// The largest foreign file that is read. Real ones stay under 5 MiB; a .qsf with embedded pictures may reach twice that.
pub const FOREIGN_BYTES_MAX: usize = 32 << 20;

/// A program whose questionnaires are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    XlsForm,
    Outline,
    LimeSurvey,
    Qualtrics,
    SurveyJs,
}

impl Format {
    pub const ALL: &'static [Format] =
        &[Format::XlsForm, Format::LimeSurvey, Format::Qualtrics, Format::Outline, Format::SurveyJs];

    /// The word behind `--from`.
    pub fn as_str(self) -> &'static str {
        match self {
            Format::XlsForm => "xlsform",
            Format::Outline => "outline",
            Format::LimeSurvey => "lss",
            Format::Qualtrics => "qsf",
            Format::SurveyJs => "surveyjs",
        }
    }

    /// What the format is called among those who use it.
    pub fn title(self) -> &'static str {
        match self {
            Format::XlsForm => "an XLSForm",
            Format::Outline => "a Markdown outline",
            Format::LimeSurvey => "LimeSurvey",
            Format::Qualtrics => "Qualtrics",
            Format::SurveyJs => "SurveyJS",
        }
    }

    /// The format of a file by the ending of its name, and by how it begins where an ending says too little; `None`
    /// where it is none that canvass reads.
    pub fn detect(file_name: &str, bytes: &[u8]) -> Option<Format> {
        let lower = file_name.to_ascii_lowercase();
        let (_, ending) = lower.rsplit_once('.')?;
        match ending {
            "xlsx" | "xlsm" | "xls" => Some(Format::XlsForm),
            "md" | "markdown" | "txt" => Some(Format::Outline),
            "lss" => Some(Format::LimeSurvey),
            "qsf" => Some(Format::Qualtrics),
            "json" => {
                Some(if mentions(bytes, b"\"SurveyEntry\"") { Format::Qualtrics } else { Format::SurveyJs })
            }
            _ => None,
        }
    }
}

fn mentions(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

/// What is known of a foreign file beside its content.
#[derive(Debug, Clone, Copy)]
pub struct Origin<'a> {
    /// The file's name without folder and ending: the survey's name where the file gives none.
    pub stem: &'a str,
    /// The source language the caller names; formats that say theirs take it only where the file does not.
    pub language: Option<&'a Language>,
}

impl Origin<'_> {
    /// The source language where the file says nothing about it: the caller's, or English.
    pub fn language_or_english(&self) -> Language {
        self.language.cloned().unwrap_or_else(|| Language::parse("en").expect("`en` is a language tag"))
    }
}

/// How many losses a refusal names.
const LOSSES_SHOWN: usize = 5;

/// Why nothing could be made of a foreign file, with what to do, as a sentence without a full stop.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refusal(pub String);

impl Refusal {
    pub fn new(why: impl Into<String>) -> Refusal {
        Refusal(why.into())
    }

    /// Nothing is left to be asked: the first few of what was lost say why.
    fn nothing_left(draft: &Draft) -> Refusal {
        let lost = draft.losses.iter().filter(|loss| loss.weight == draft::Weight::Lost).take(LOSSES_SHOWN);
        let lost: Vec<String> =
            lost.map(|loss| format!("{}: {} ({})", loss.place, loss.what, loss.why)).collect();
        let why = if lost.is_empty() { String::new() } else { format!(": {}", lost.join("; ")) };
        Refusal(format!("it has no question that canvass can ask{why}"))
    }
}

/// The foreign questionnaire as a draft, with what could not be carried over; pass it to [`settle`].
///
/// # Errors
/// Where the file is none of this format, is damaged, or is beyond the limits of what is read.
pub fn read(format: Format, bytes: &[u8], origin: Origin<'_>) -> Result<Draft, Refusal> {
    if bytes.len() > FOREIGN_BYTES_MAX {
        return Err(Refusal::new(format!(
            "the file has {} MiB, more than the {} MiB that are read: take embedded pictures out of it",
            bytes.len() >> 20,
            FOREIGN_BYTES_MAX >> 20
        )));
    }
    match format {
        Format::XlsForm => xlsform::read(bytes, origin),
        Format::Outline => outline::read(text_of(bytes)?, origin),
        Format::LimeSurvey => limesurvey::read(bytes).map_err(Refusal::new),
        Format::SurveyJs => surveyjs::read(text_of(bytes)?, origin),
        Format::Qualtrics => qualtrics::read(text_of(bytes)?).map_err(Refusal::new),
    }
}

/// The bytes as UTF-8, without a byte order mark.
fn text_of(bytes: &[u8]) -> Result<&str, Refusal> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        Refusal::new(format!("the file is not UTF-8 text (byte {}): save it as UTF-8", error.valid_up_to()))
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}
