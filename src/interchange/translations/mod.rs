//! A questionnaire's texts on their way to translators and back: XLIFF, gettext PO and CSV, and the translation file that
//! keeps what comes back. Nothing that a text holds is lost on the way.

mod accept;
mod context;
mod csv;
mod file;
mod po;
mod status;
mod units;
mod xliff;

pub use accept::{Accepted, Refusal, Refused, accept};
pub use file::{Change, Kept, Written, write as write_translation_file};
pub use status::{LanguageStatus, status};
pub use units::{Only, State, Unit, Unportable, units};

use crate::i18n::Language;
use crate::questionnaire::{Questionnaire, piping};

/// A file that translators work in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// XLIFF 2.0, by OASIS, 5 August 2014; 2.1 and 2.2 are read too.
    Xliff2,
    /// XLIFF 1.2, by OASIS, 1 February 2008.
    Xliff1,
    /// GNU gettext's PO.
    Po,
    Csv,
}

impl Format {
    pub const ALL: [Format; 4] = [Format::Xliff2, Format::Xliff1, Format::Po, Format::Csv];

    pub fn as_str(self) -> &'static str {
        match self {
            Format::Xliff2 => "xliff2",
            Format::Xliff1 => "xliff1",
            Format::Po => "po",
            Format::Csv => "csv",
        }
    }

    /// How a file of the format usually ends.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Xliff2 | Format::Xliff1 => "xlf",
            Format::Po => "po",
            Format::Csv => "csv",
        }
    }
}

/// What is written for translators.
#[derive(Debug, Clone, PartialEq)]
pub struct Export {
    pub survey: String,
    pub edition: String,
    pub source: Language,
    pub target: Language,
    pub units: Vec<Unit>,
}

impl Export {
    /// The texts of a questionnaire to be translated into `target`.
    pub fn new(questionnaire: &Questionnaire, target: &Language, units: Vec<Unit>) -> Export {
        Export {
            survey: questionnaire.id.clone(),
            edition: questionnaire.edition.clone(),
            source: questionnaire.source_language().clone(),
            target: target.clone(),
            units,
        }
    }

    /// The file's text.
    ///
    /// # Errors
    ///
    /// Where texts have characters that no such file can hold, such as NUL: all of them, by their paths.
    pub fn write(&self, format: Format) -> Result<String, Vec<Unportable>> {
        let unportable: Vec<Unportable> = self.units.iter().filter_map(Unit::unportable).collect();
        if !unportable.is_empty() {
            return Err(unportable);
        }
        Ok(match format {
            Format::Xliff2 => xliff::write_2(self),
            Format::Xliff1 => xliff::write_1(self),
            Format::Po => po::write(self),
            Format::Csv => csv::write(self),
        })
    }
}

/// What came back from translators.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Returned {
    /// The language the file says it is in; a CSV file does not say.
    pub language: Option<Language>,
    pub units: Vec<ReturnedUnit>,
    /// What of the file could not be read as a text with its translation.
    pub unread: Vec<Unread>,
}

/// One text as it came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnedUnit {
    pub path: String,
    pub source: String,
    /// `None` where there is no translation yet.
    pub target: Option<String>,
    /// Whether the translator is done with it, as far as the file says.
    pub done: Done,
    /// From 1.
    pub line: usize,
}

/// What a file says of a translation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    Yes,
    /// It waits for a look: fuzzy in PO, a state before "translated" in XLIFF.
    No,
    /// It was stale when it was sent out, and nobody is bound to change that mark: the status column of a CSV file.
    WasStale,
}

/// A part of a file that is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// From 1.
    pub line: usize,
    pub reason: String,
}

/// A file that cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct ReadError {
    pub line: usize,
    pub reason: String,
}

/// The largest file that is read, in bytes: 20,000 texts of a page each stay below it.
pub const FILE_BYTES_MAX: usize = 32 << 20;
/// The most texts that are read.
const UNITS_MAX: usize = 200_000;

/// Reads a file in the format it is seen to be in.
///
/// # Errors
///
/// Where it is in none of them, is broken, or goes beyond the limits.
pub fn read(text: &str) -> Result<(Format, Returned), ReadError> {
    if text.len() > FILE_BYTES_MAX {
        return Err(ReadError { line: 1, reason: "the file is larger than 32 MiB".to_owned() });
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let start = text.trim_start();
    let (format, returned) = if start.starts_with('<') {
        xliff::read(text)?
    } else if po::looks_like_it(start) {
        (Format::Po, po::read(text)?)
    } else {
        (Format::Csv, csv::read(text)?)
    };
    if returned.units.len() > UNITS_MAX {
        return Err(ReadError { line: 1, reason: format!("the file has more than {UNITS_MAX} texts") });
    }
    Ok((format, returned))
}

/// A piece of a text for a translator's program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inline<'text> {
    Words(&'text str),
    /// `{{ role }}` as it is written, to be kept as it is.
    Pipe(&'text str),
}

/// The text cut at what it pipes, with the braces.
fn inline(text: &str) -> Vec<Inline<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find("{{")
        && let Some(length) = rest.get(start..).and_then(|opened| opened.find("}}"))
        && let Some((words, opened)) = rest.split_at_checked(start)
        && let Some((pipe, after)) = opened.split_at_checked(length + 2)
    {
        if !words.is_empty() {
            found.push(Inline::Words(words));
        }
        found.push(Inline::Pipe(pipe));
        rest = after;
    }
    if !rest.is_empty() {
        found.push(Inline::Words(rest));
    }
    found
}

/// The names that a text pipes, sorted, each once.
fn piped(text: &str) -> Vec<&str> {
    let mut names: Vec<&str> = piping::names(text).collect();
    names.sort_unstable();
    names.dedup();
    names
}

#[cfg(test)]
mod tests;
