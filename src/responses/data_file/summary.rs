//! What was read from a data file and what was not: every row, and every value that was not taken, is accounted for.

use std::fmt;

use crate::responses::Rule;

/// The account of one reading.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReadSummary {
    /// Records behind the header; `accepted` and `rejected` together.
    pub rows: usize,
    pub accepted: usize,
    pub rejected: usize,
    /// Accepted rows that are stored already; the reader alone cannot know, so it leaves 0.
    pub repeated: usize,
    pub cells_not_taken: usize,
    pub notes: Vec<ReadNote>,
}

/// One thing to know about one row or cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadNote {
    /// The record, from 1; 0 for the header.
    pub row: usize,
    /// The line of the file on which the record starts, from 1.
    pub line: u64,
    /// The column's name; empty where the whole row is meant.
    pub column: String,
    /// What stood there.
    pub value: String,
    pub problem: ReadProblem,
}

/// A row of the file: the record, from 1, and the line on which it starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowPlace {
    pub row: usize,
    pub line: u64,
}

/// What became of what the note is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReadEffect {
    RowRejected,
    ValueNotTaken,
    Kept,
}

impl ReadEffect {
    pub fn as_str(self) -> &'static str {
        match self {
            ReadEffect::RowRejected => "row_rejected",
            ReadEffect::ValueNotTaken => "not_taken",
            ReadEffect::Kept => "kept",
        }
    }
}

/// What is wrong with a row or cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReadProblem {
    // The row is rejected.
    /// The id stood in an earlier row.
    DuplicateId,
    NoId,
    /// Another number of cells than the header has; a quote that is closed too late swallows many lines.
    BrokenRecord {
        cells: usize,
        expected: usize,
        lines: u64,
    },
    /// A quote that is never closed: so many lines are lost in it.
    UnclosedQuote {
        lines: u64,
    },
    NotUtf8,
    /// A response with this id is stored, and says something else.
    StoredOtherwise,
    // The value is not taken.
    UnknownCode,
    UnreadableNumber,
    UnreadableDate,
    UnreadableTime,
    UnknownDisposition,
    /// The routing did not ask this of this respondent.
    OffRoute,
    /// A "specify" text whose option was not chosen.
    StrayText,
    /// A code or a place that stands twice in one ranking.
    RepeatedRank,
    /// Something else than 0 or 1 in the column of one option.
    NotZeroOrOne,
    /// A missing code in one option's column beside ticks in others.
    Contradiction,
    /// A character no text may hold (NUL).
    ControlCharacter,
    /// A column of numbers that no item has: of use beside the file, and not stored with a wave.
    ColumnWithoutItem,
    // Kept, but worth knowing.
    Breach(Rule),
    UndeclaredLanguage,
    UndeclaredSource,
    /// Places in a ranking that leave one out; the order was kept.
    RankGap,
}

impl ReadProblem {
    pub fn effect(self) -> ReadEffect {
        match self {
            ReadProblem::DuplicateId
            | ReadProblem::NoId
            | ReadProblem::BrokenRecord { .. }
            | ReadProblem::UnclosedQuote { .. }
            | ReadProblem::NotUtf8
            | ReadProblem::StoredOtherwise => ReadEffect::RowRejected,
            ReadProblem::UnknownCode
            | ReadProblem::UnreadableNumber
            | ReadProblem::UnreadableDate
            | ReadProblem::UnreadableTime
            | ReadProblem::UnknownDisposition
            | ReadProblem::OffRoute
            | ReadProblem::StrayText
            | ReadProblem::RepeatedRank
            | ReadProblem::NotZeroOrOne
            | ReadProblem::Contradiction
            | ReadProblem::ControlCharacter
            | ReadProblem::ColumnWithoutItem => ReadEffect::ValueNotTaken,
            ReadProblem::Breach(_)
            | ReadProblem::UndeclaredLanguage
            | ReadProblem::UndeclaredSource
            | ReadProblem::RankGap => ReadEffect::Kept,
        }
    }

    /// The word for it in a JSON summary.
    pub fn as_str(self) -> &'static str {
        match self {
            ReadProblem::DuplicateId => "duplicate_id",
            ReadProblem::NoId => "no_id",
            ReadProblem::BrokenRecord { .. } => "broken_record",
            ReadProblem::UnclosedQuote { .. } => "unclosed_quote",
            ReadProblem::NotUtf8 => "not_utf8",
            ReadProblem::StoredOtherwise => "stored_otherwise",
            ReadProblem::UnknownCode => "unknown_code",
            ReadProblem::UnreadableNumber => "unreadable_number",
            ReadProblem::UnreadableDate => "unreadable_date",
            ReadProblem::UnreadableTime => "unreadable_time",
            ReadProblem::UnknownDisposition => "unknown_disposition",
            ReadProblem::OffRoute => "off_route",
            ReadProblem::StrayText => "stray_text",
            ReadProblem::RepeatedRank => "repeated_rank",
            ReadProblem::NotZeroOrOne => "not_zero_or_one",
            ReadProblem::Contradiction => "contradiction",
            ReadProblem::ControlCharacter => "control_character",
            ReadProblem::ColumnWithoutItem => "column_without_item",
            ReadProblem::Breach(rule) => rule.as_str(),
            ReadProblem::UndeclaredLanguage => "undeclared_language",
            ReadProblem::UndeclaredSource => "undeclared_source",
            ReadProblem::RankGap => "rank_gap",
        }
    }
}

impl fmt::Display for ReadProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = match self {
            ReadProblem::DuplicateId => "the id stood in an earlier row",
            ReadProblem::NoId => "the row has no id",
            ReadProblem::BrokenRecord { cells, expected, lines } => {
                write!(f, "the record has {cells} cells where the header has {expected}")?;
                return if *lines > 1 {
                    write!(f, ", and runs over {lines} lines: look for a quote that is not closed")
                } else {
                    Ok(())
                };
            }
            ReadProblem::UnclosedQuote { lines } => {
                return write!(f, "a quote is opened and never closed, and takes in {lines} lines");
            }
            ReadProblem::NotUtf8 => "the record is not UTF-8",
            ReadProblem::StoredOtherwise => {
                "a response with this id is stored and says something else; it stays as it is"
            }
            ReadProblem::UnknownCode => "no such code",
            ReadProblem::UnreadableNumber => "not a number",
            ReadProblem::UnreadableDate => "not a date (write 2023-09-01)",
            ReadProblem::UnreadableTime => "not a time (write 2023-09-01T12:00:00Z)",
            ReadProblem::UnknownDisposition => "no such disposition",
            ReadProblem::OffRoute => "answered, though the routing does not ask it here",
            ReadProblem::StrayText => "a text beside an option that was not chosen",
            ReadProblem::RepeatedRank => "stands twice in one ranking",
            ReadProblem::NotZeroOrOne => "only 0 or 1 can stand in this column",
            ReadProblem::Contradiction => "a missing code beside options that are ticked",
            ReadProblem::ControlCharacter => "holds a NUL character",
            ReadProblem::ColumnWithoutItem => "no item has this column, and a wave stores nothing else",
            ReadProblem::Breach(rule) => match rule {
                Rule::Required => "required, but left blank",
                Rule::Min => "less than the least allowed",
                Rule::Max => "more than the most allowed",
                Rule::Exclusive => "an exclusive option beside others",
                Rule::Format => "not in the item's format",
                Rule::Pattern => "does not match the item's pattern",
                Rule::MaxLength => "longer than allowed",
                Rule::Total => "the rows do not add up to the total",
                Rule::Check(_) => "breaks a check of the item",
                Rule::Type => "more decimals than the item has",
                Rule::UnknownItem => "no such item",
                Rule::UnknownCode => "no such code",
            },
            ReadProblem::UndeclaredLanguage => "a language the questionnaire does not declare",
            ReadProblem::UndeclaredSource => "a source the wave does not declare",
            ReadProblem::RankGap => "the ranks leave a place out",
        };
        f.write_str(words)
    }
}

impl ReadSummary {
    pub(super) fn push(&mut self, note: ReadNote) {
        if note.problem.effect() == ReadEffect::ValueNotTaken {
            self.cells_not_taken += 1;
        }
        self.notes.push(note);
    }

    /// Counts an accepted row as rejected, for what its id turned out to be.
    pub fn reject_accepted(&mut self, place: RowPlace, id: String, problem: ReadProblem) {
        self.accepted -= 1;
        self.rejected += 1;
        let RowPlace { row, line } = place;
        self.notes.push(ReadNote { row, line, column: String::new(), value: id, problem });
    }

    /// Accounts for a column of so many numbers that is not stored.
    pub fn leave_column(&mut self, name: &str, cells: usize) {
        self.cells_not_taken += cells;
        let (column, value) = (name.to_owned(), format!("{cells} numbers"));
        let problem = ReadProblem::ColumnWithoutItem;
        self.notes.push(ReadNote { row: 0, line: 1, column, value, problem });
    }

    /// Puts the notes in the order of the file.
    pub fn sort(&mut self) {
        self.notes.sort_by_key(|note| note.row);
    }
}

/// Why a file cannot be read at all: every reason at once.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct DataFileError {
    pub problems: Vec<FileProblem>,
}

/// One reason, with its place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileProblem {
    /// From 1; 0 where the file has no lines.
    pub line: u64,
    /// The column of the table, from 1; 0 where none is meant.
    pub column: usize,
    pub kind: FileProblemKind,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileProblemKind {
    #[error("the file is empty: its first line names the columns")]
    Empty,
    #[error("the file is not UTF-8: save it as CSV in UTF-8")]
    NotUtf8,
    #[error("the columns seem to be separated by `{}`: save the file with commas", .0.escape_default())]
    Separator(char),
    #[error("the Parquet file is damaged or not whole ({reason}): write or copy it once more")]
    DamagedParquet { reason: String },
    #[error(
        "the column `{name}` is {found}, which no answer is: codes, numbers, texts and dates can be read"
    )]
    ColumnType { name: String, found: String },
    #[error("the column `{name}` stands twice, first in column {first}")]
    DuplicateColumn { name: String, first: usize },
    #[error("`{name}` stands beside `{other}`: give the whole answer or one column an option, not both")]
    BothForms { name: String, other: String },
    #[error("a column without a name holds `{value}`")]
    Unnamed { value: String },
    #[error(
        "no item has the column `{name}`, and it is not numeric (`{value}`){}",
        .suggestion.as_ref().map_or_else(String::new, |name| format!("; did you mean `{name}`?"))
    )]
    UnknownColumn { name: String, value: String, suggestion: Option<String> },
}

impl fmt::Display for FileProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.column) {
            (0, 0) => self.kind.fmt(f),
            (0, column) => write!(f, "column {column}: {}", self.kind),
            (line, 0) => write!(f, "line {line}: {}", self.kind),
            (_, column) => write!(f, "line {}, column {column}: {}", self.line, self.kind),
        }
    }
}
