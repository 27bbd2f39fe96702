//! Data files: responses from CSV or Parquet, one row a response, with an account of everything that was not taken.

mod cells;
mod columns;
mod header;
mod parquet;
mod summary;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use bytes::Bytes;
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

#[cfg(test)]
pub(crate) use self::parquet::testing as parquet_files;
use super::route::{Stated, Walk};
use super::{
    Answers, Circumstances, Disposition, Missing, PreambleColumn, Reached, Response, Rule, Settled, breaches,
    specify_name, value,
};
use crate::ids::{ResponseId, Uuid, WaveId};
use crate::questionnaire::condition::Condition;
use crate::questionnaire::{Ending, Questionnaire, VariableIndex};
use cells::{Row, is_missing_code, unprotected};
pub use columns::{AnswerColumn, AnswerValues, FileColumns};
pub use header::VERSION_COLUMN;
use header::{Header, Role, read_header, shortened};
pub use summary::{
    DataFileError, FileProblem, FileProblemKind, ReadEffect, ReadNote, ReadProblem, ReadSummary, RowPlace,
};

/// The responses of a file, and the account of its reading.
#[derive(Debug, Clone, PartialEq)]
pub struct DataFile {
    /// Settled, in the order of the file.
    pub responses: Vec<Response>,
    /// Where each of them stands in the file.
    pub places: Vec<RowPlace>,
    /// Columns that no item has, with one number a response: weights, strata, units.
    pub extras: Vec<(String, Vec<Option<f64>>)>,
    /// Variables that have no column in the file, by name: to the reader they are blank in every row.
    pub absent: Vec<String>,
    pub summary: ReadSummary,
}

/// The column in which a file says of each row whether it was made up: 1 where it was.
pub const SYNTHETIC_COLUMN: &str = "synthetic";

impl DataFile {
    /// Whether the file says of any row that it was made up.
    pub fn is_synthetic(&self) -> bool {
        self.extras
            .iter()
            .filter(|(name, _)| name == SYNTHETIC_COLUMN)
            .any(|(_, marks)| marks.iter().any(|mark| mark.is_some_and(|mark| mark != 0.0)))
    }
}

/// What a wave tells about the rows of a file. The default knows nothing: any source will do.
#[derive(Debug, Clone, Copy, Default)]
pub struct FileContext<'a> {
    pub wave_slug: Option<&'a str>,
    pub wave_opened: Option<NaiveDate>,
    pub sources: Option<&'a [DeclaredSource<'a>]>,
}

/// A source of the wave file, with the rule that screens out those who come from it.
#[derive(Debug, Clone, Copy)]
pub struct DeclaredSource<'a> {
    pub code: &'a str,
    pub end_if: Option<&'a Condition>,
}

/// Reads responses to `questionnaire` from a data file: Parquet where its first bytes say so, else CSV.
///
/// # Errors
/// Where the file as a whole cannot be read.
pub fn read_data_file(
    bytes: Bytes,
    questionnaire: &Questionnaire,
    wave: WaveId,
    context: &FileContext<'_>,
) -> Result<DataFile, DataFileError> {
    if parquet::is_parquet(&bytes) {
        parquet::read_parquet(bytes, questionnaire, wave, context)
    } else {
        read_csv(&bytes, questionnaire, wave, context)
    }
}

/// What a file gives to tables.
#[derive(Debug, Clone, PartialEq)]
pub enum ForTables {
    Rows(DataFile),
    Columns(FileColumns),
}

impl ForTables {
    /// The account of the reading.
    pub fn summary(&self) -> &ReadSummary {
        match self {
            ForTables::Rows(file) => &file.summary,
            ForTables::Columns(columns) => &columns.summary,
        }
    }

    /// The names of the columns that no item has.
    pub fn extras(&self) -> impl Iterator<Item = &str> {
        let extras = match self {
            ForTables::Rows(file) => &file.extras,
            ForTables::Columns(columns) => &columns.extras,
        };
        extras.iter().map(|(name, _)| name.as_str())
    }

    /// Whether the file says of any row that it was made up.
    pub fn is_synthetic(&self) -> bool {
        match self {
            ForTables::Rows(file) => file.is_synthetic(),
            ForTables::Columns(columns) => columns.is_synthetic(),
        }
    }
}

/// As [`read_data_file`], for who needs no single response: as columns where that can be.
///
/// # Errors
/// As [`read_data_file`].
pub fn read_for_tables(
    bytes: Bytes,
    questionnaire: &Questionnaire,
    wave: WaveId,
    context: &FileContext<'_>,
) -> Result<ForTables, DataFileError> {
    if parquet::is_parquet(&bytes) {
        parquet::read_parquet_for_tables(bytes, questionnaire, wave, context)
    } else {
        read_csv(&bytes, questionnaire, wave, context).map(ForTables::Rows)
    }
}

/// Reads responses to `questionnaire` from a CSV file.
///
/// Without a column `disposition`, a row is complete where `submitted_at` is filled or the file has no such column,
/// screened out where the route ended so, and a break-off otherwise: whether a wave counts that as partial is for the
/// wave's own rule to say. Rows without a `response_id` column are named by their place and content.
///
/// # Errors
/// Where the file as a whole cannot be read: no header, columns that stand twice, unknown columns that are not numeric.
pub fn read_csv(
    bytes: &[u8],
    questionnaire: &Questionnaire,
    wave: WaveId,
    context: &FileContext<'_>,
) -> Result<DataFile, DataFileError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let mut record = csv::ByteRecord::new();
    let header = read_names(&mut reader, &mut record)
        .and_then(|names| read_header(names, questionnaire))
        .map_err(|problems| DataFileError { problems })?;
    let mut reading = Reading::new(questionnaire, wave, context, &header);
    while next_record(&mut reader, &mut record) {
        let start = record.position().map_or(0, csv::Position::byte) as usize;
        let lines = Lines {
            next: reader.position().line(),
            unclosed: reader.position().byte() as usize >= bytes.len()
                && has_open_quote(bytes.get(start..).unwrap_or_default()),
        };
        record = reading.record(record, lines);
    }
    reading.finish()
}

/// Where a record ends.
struct Lines {
    /// The first line behind it.
    next: u64,
    /// It ran to the end of the file looking for a closing quote.
    unclosed: bool,
}

/// Whether the last record, several lines long, opens a quote that it does not close. Its quotes are then odd in number;
/// on one line that may be an inch sign.
fn has_open_quote(last: &[u8]) -> bool {
    let last = last.trim_ascii();
    last.contains(&b'\n') && last.iter().filter(|byte| **byte == b'"').count() % 2 == 1
}

type CsvReader<'a> = csv::Reader<&'a [u8]>;

/// False at the end. Reading from memory, with records of any length, has no other way to fail.
fn next_record(reader: &mut CsvReader<'_>, record: &mut csv::ByteRecord) -> bool {
    reader.read_byte_record(record).unwrap_or(false)
}

fn read_names(
    reader: &mut CsvReader<'_>,
    record: &mut csv::ByteRecord,
) -> Result<Vec<String>, Vec<FileProblem>> {
    let whole = |kind| vec![FileProblem { line: 1, column: 0, kind }];
    if !next_record(reader, record) {
        return Err(whole(FileProblemKind::Empty));
    }
    let names = record.iter().map(|name| std::str::from_utf8(name).map(|name| name.trim().to_owned()));
    names.collect::<Result<_, _>>().map_err(|_| whole(FileProblemKind::NotUtf8))
}

struct Reading<'a> {
    questionnaire: &'a Questionnaire,
    wave: WaveId,
    context: &'a FileContext<'a>,
    header: &'a Header,
    seen: HashSet<ResponseId>,
    extras: Vec<Vec<Option<f64>>>,
    /// By unknown column: the first cell that is no number, with its line.
    not_numeric: Vec<Option<(u64, String)>>,
    responses: Vec<Response>,
    places: Vec<RowPlace>,
    summary: ReadSummary,
}

impl<'a> Reading<'a> {
    fn new(
        questionnaire: &'a Questionnaire,
        wave: WaveId,
        context: &'a FileContext<'a>,
        header: &'a Header,
    ) -> Reading<'a> {
        Reading {
            questionnaire,
            wave,
            context,
            header,
            seen: HashSet::new(),
            extras: vec![Vec::new(); header.extras.len()],
            not_numeric: vec![None; header.extras.len()],
            responses: Vec::new(),
            places: Vec::new(),
            summary: ReadSummary::default(),
        }
    }

    /// Takes one record in; gives its memory back for the next.
    fn record(&mut self, record: csv::ByteRecord, lines: Lines) -> csv::ByteRecord {
        self.summary.rows += 1;
        let line = record.position().map_or(0, csv::Position::line);
        let (cells, expected) = (record.len(), self.header.names.len());
        let lines = Lines { next: lines.next.saturating_sub(line), ..lines };
        if lines.unclosed {
            self.reject(line, "", ReadProblem::UnclosedQuote { lines: lines.next });
            return record;
        }
        if cells != expected {
            self.reject(line, "", ReadProblem::BrokenRecord { cells, expected, lines: lines.next });
            return record;
        }
        self.text(record, line)
    }

    /// Takes a record in that has a cell for every column, of a file without lines.
    fn whole_record(&mut self, record: csv::ByteRecord) {
        self.summary.rows += 1;
        let line = self.summary.rows as u64;
        self.text(record, line);
    }

    fn text(&mut self, record: csv::ByteRecord, line: u64) -> csv::ByteRecord {
        match csv::StringRecord::from_byte_record(record) {
            Ok(record) => {
                if let Err((value, problem)) = self.row(&record, line) {
                    self.reject(line, &value, problem);
                }
                record.into_byte_record()
            }
            Err(error) => {
                let name = self.header.names.get(error.utf8_error().field()).cloned().unwrap_or_default();
                self.reject(line, &name, ReadProblem::NotUtf8);
                error.into_byte_record()
            }
        }
    }

    fn reject(&mut self, line: u64, value: &str, problem: ReadProblem) {
        self.summary.rejected += 1;
        let (row, value) = (self.summary.rows, shortened(value));
        self.summary.push(ReadNote { row, line, column: String::new(), value, problem });
    }

    fn note(&mut self, line: u64, column: String, value: String, problem: ReadProblem) {
        let row = self.summary.rows;
        self.summary.push(ReadNote { row, line, column, value, problem });
    }

    /// One readable record: a response, or why the row is rejected, with the value that is to blame.
    fn row(&mut self, record: &csv::StringRecord, line: u64) -> Result<(), (String, ReadProblem)> {
        let (id, external_id) = self.id(record)?;
        let variables = self.questionnaire.variables.len();
        let mut row = Row {
            questionnaire: self.questionnaire,
            answers: Answers::all_missing(variables, Missing::Skipped),
            stated: vec![None; variables],
            found: Vec::new(),
        };
        let mut about =
            About { external_id, submitted: !self.header.has(Role::SubmittedAt), ..About::default() };
        about.circumstances.arms = vec![None; self.questionnaire.arms.len()];
        about.circumstances.consents = vec![None; self.questionnaire.consents.len()];
        for (column, role) in &self.header.roles {
            let cell = record.get(*column).unwrap_or("");
            match role {
                Role::Answer(variable) => row.answer(*column, *variable, cell),
                Role::Specify(variable, option) => row.specify(*column, *variable, *option, cell),
                Role::Reason(variable) => row.reason(*column, *variable, cell),
                Role::Preamble(declared) => about.preamble(&mut row, *column, *declared, cell.trim()),
                Role::Extra(extra) => self.extra(*extra, line, cell),
                Role::ResponseId | Role::PassedOver => {}
                Role::ExternalId
                | Role::Source
                | Role::StartedAt
                | Role::SubmittedAt
                | Role::Language
                | Role::Disposition
                | Role::Device => about.cell(&mut row, *column, *role, unprotected(cell.trim())),
            }
        }
        for split in &self.header.splits {
            row.split(split, record);
        }
        let Row { answers, stated, found, .. } = row;
        for (column, value, problem) in found {
            self.note(line, self.header.names[column].clone(), value, problem);
        }
        self.settle(id, about, answers, &stated, record, line);
        Ok(())
    }

    fn id(
        &mut self,
        record: &csv::StringRecord,
    ) -> Result<(ResponseId, Option<String>), (String, ReadProblem)> {
        let column = self.header.roles.iter().find(|(_, role)| *role == Role::ResponseId);
        let Some((column, _)) = column else {
            let content: Vec<&str> = record.iter().collect();
            let name = format!("row {}\n{}", self.summary.rows, content.join("\u{1f}"));
            return Ok((ResponseId(Uuid::new_v5(&self.wave.0, name.as_bytes())), None));
        };
        let text = unprotected(record.get(*column).unwrap_or("").trim());
        if text.is_empty() {
            return Err((String::new(), ReadProblem::NoId));
        }
        let id = ResponseId::from_external(self.wave, text);
        if !self.seen.insert(id) {
            return Err((text.to_owned(), ReadProblem::DuplicateId));
        }
        Ok((id, Uuid::parse_str(text).is_err().then(|| text.to_owned())))
    }

    fn extra(&mut self, extra: usize, line: u64, cell: &str) {
        let cell = cell.trim();
        let number = value::parse_number(cell);
        if number.is_none() && !cell.is_empty() && self.not_numeric[extra].is_none() {
            self.not_numeric[extra] = Some((line, cell.to_owned()));
        }
        self.extras[extra].push(number);
    }

    fn settle(
        &mut self,
        id: ResponseId,
        about: About,
        answers: Answers,
        stated: &[Option<Stated>],
        record: &csv::StringRecord,
        line: u64,
    ) {
        let mut circumstances = about.circumstances;
        circumstances.wave = self.context.wave_slug.map(str::to_owned);
        circumstances.wave_opened = self.context.wave_opened;
        let source_end = self.check_source(&circumstances, line);
        self.check_language(&circumstances, line);
        let walk = Walk {
            questionnaire: self.questionnaire,
            circumstances: &circumstances,
            source_end,
            stated: Some(stated),
        };
        let reached = match about.disposition {
            Some(Disposition::Complete) => Reached::Everything,
            Some(
                Disposition::Partial
                | Disposition::BreakOff
                | Disposition::ScreenedOut
                | Disposition::QuotaFull,
            )
            | None => Reached::LastAnswer,
        };
        let settled = walk.settle(answers, reached);
        let disposition = about.disposition.unwrap_or_else(|| disposition_of(&settled, about.submitted));
        self.note_ignored(&settled, record, line);
        let pages = 0..self.questionnaire.pages.len();
        for breach in breaches(self.questionnaire, &settled, &circumstances, pages) {
            let value = breach.variable.map_or_else(String::new, |variable| self.shown(variable, record));
            self.note(line, breach.name, value, ReadProblem::Breach(breach.rule));
        }
        self.summary.accepted += 1;
        self.places.push(RowPlace { row: self.summary.rows, line });
        self.responses.push(Response {
            id,
            external_id: about.external_id,
            circumstances,
            disposition,
            answers: settled.answers,
        });
    }

    /// The rule that screens out people of this row's source.
    fn check_source(&mut self, circumstances: &Circumstances, line: u64) -> Option<&'a Condition> {
        let (sources, source) = (self.context.sources?, circumstances.source.as_ref()?);
        let declared = sources.iter().find(|declared| declared.code == source);
        if declared.is_none() {
            self.note(line, "source".to_owned(), shortened(source), ReadProblem::UndeclaredSource);
        }
        declared?.end_if
    }

    fn check_language(&mut self, circumstances: &Circumstances, line: u64) {
        let Some(language) = &circumstances.language else { return };
        let declared = &self.questionnaire.languages;
        if !declared.iter().any(|known| known.as_str().eq_ignore_ascii_case(language)) {
            self.note(line, "language".to_owned(), shortened(language), ReadProblem::UndeclaredLanguage);
        }
    }

    fn note_ignored(&mut self, settled: &Settled, record: &csv::StringRecord, line: u64) {
        for variable in &settled.ignored {
            let name = self.questionnaire.variable(*variable).name.clone();
            self.note(line, name, self.shown(*variable, record), ReadProblem::OffRoute);
        }
        for (variable, option) in &settled.ignored_options {
            let code = self.questionnaire.options(*variable)[usize::from(option.0)].code.to_string();
            let name = self.questionnaire.variable(*variable).name.clone();
            self.note(line, name, code, ReadProblem::OffRoute);
        }
        for (variable, option) in &settled.ignored_texts {
            let name = specify_name(self.questionnaire, *variable, *option);
            let column = self.header.names.iter().position(|other| *other == name);
            let value = column.and_then(|column| record.get(column)).map(shortened).unwrap_or_default();
            self.note(line, name, value, ReadProblem::StrayText);
        }
    }

    /// What the row has of a variable: its cell, or the names of the options whose columns are filled.
    fn shown(&self, variable: VariableIndex, record: &csv::StringRecord) -> String {
        if let Some(column) = self.header.column_of[variable.0] {
            return shortened(record.get(column).unwrap_or(""));
        }
        let columns = self.header.splits.iter().filter(|split| split.variable == variable);
        let filled = columns
            .flat_map(|split| &split.columns)
            .filter(|(column, _)| !matches!(record.get(*column).unwrap_or("").trim(), "" | "0" | "0.0"));
        let codes: Vec<&str> = filled
            .map(|(_, option)| self.questionnaire.options(variable)[usize::from(option.0)].code.as_str())
            .collect();
        shortened(&codes.join("|"))
    }

    fn finish(self) -> Result<DataFile, DataFileError> {
        let problems: Vec<FileProblem> = self
            .not_numeric
            .iter()
            .enumerate()
            .filter_map(|(extra, found)| Some((extra, found.as_ref()?)))
            .map(|(extra, (line, value))| self.header.unknown(self.questionnaire, extra, *line, value))
            .collect();
        if !problems.is_empty() {
            return Err(DataFileError { problems });
        }
        let names = self.header.extras.iter().map(|column| self.header.names[*column].clone());
        Ok(DataFile {
            responses: self.responses,
            places: self.places,
            // An unnamed column, empty to the end, is what some programs leave behind the last comma.
            extras: names.zip(self.extras).filter(|(name, _)| !name.is_empty()).collect(),
            absent: self.header.absent(self.questionnaire),
            summary: self.summary,
        })
    }
}

fn disposition_of(settled: &Settled, submitted: bool) -> Disposition {
    match settled.ended {
        Some(ended) => match ended.ending {
            Ending::ScreenedOut => Disposition::ScreenedOut,
            Ending::Complete => Disposition::Complete,
        },
        None if submitted => Disposition::Complete,
        None => Disposition::BreakOff,
    }
}

/// What a row says beside the answers.
#[derive(Default)]
struct About {
    external_id: Option<String>,
    circumstances: Circumstances,
    disposition: Option<Disposition>,
    submitted: bool,
}

impl About {
    fn cell(&mut self, row: &mut Row<'_>, column: usize, role: Role, cell: &str) {
        if cell.is_empty() {
            return;
        }
        if cell.contains('\0') {
            row.not_taken(column, cell, ReadProblem::ControlCharacter);
            return;
        }
        let text = || Some(cell.to_owned());
        let mut time = || {
            let time = parse_time(cell);
            if time.is_none() {
                row.not_taken(column, cell, ReadProblem::UnreadableTime);
            }
            time
        };
        match role {
            Role::ExternalId => self.external_id = text(),
            Role::Source => self.circumstances.source = text(),
            Role::Language => self.circumstances.language = text(),
            Role::Device => self.circumstances.device = text(),
            Role::StartedAt => self.circumstances.started_at = time(),
            Role::SubmittedAt => {
                self.submitted = true;
                self.circumstances.submitted_at = time();
            }
            Role::Disposition => {
                self.disposition = Disposition::parse(cell);
                if self.disposition.is_none() {
                    row.not_taken(column, cell, ReadProblem::UnknownDisposition);
                }
            }
            Role::ResponseId
            | Role::PassedOver
            | Role::Preamble(_)
            | Role::Answer(_)
            | Role::Specify(..)
            | Role::Reason(_)
            | Role::Extra(_) => {}
        }
    }
}

impl About {
    /// The cell of an arm or of a consent. A missing code is no group and no refusal.
    fn preamble(&mut self, row: &mut Row<'_>, column: usize, declared: PreambleColumn, cell: &str) {
        if cell.is_empty() || is_missing_code(cell) {
            return;
        }
        match declared {
            PreambleColumn::Arm(arm) => {
                let groups = &row.questionnaire.arms[arm].groups;
                let codes = groups.iter().map(|group| group.code.as_str());
                match value::find_code(codes, unprotected(cell)) {
                    Some(group) => self.circumstances.arms[arm] = Some(group),
                    None => row.not_taken(column, cell, ReadProblem::UnknownCode),
                }
            }
            PreambleColumn::Consent(consent) => match cell {
                "1" | "1.0" | "true" | "TRUE" | "True" => self.circumstances.consents[consent] = Some(true),
                "0" | "0.0" | "false" | "FALSE" | "False" => {
                    self.circumstances.consents[consent] = Some(false);
                    if row.questionnaire.consents[consent].required {
                        row.found.push((column, cell.to_owned(), ReadProblem::Breach(Rule::Required)));
                    }
                }
                _ => row.not_taken(column, cell, ReadProblem::NotZeroOrOne),
            },
        }
    }
}

/// An instant as RFC 3339 writes it; without a zone it is taken as UTC, a day alone as its start.
fn parse_time(text: &str) -> Option<DateTime<Utc>> {
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Some(time.to_utc());
    }
    let local = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
        .into_iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
        .or_else(|| value::parse_date(text)?.and_hms_opt(0, 0, 0))?;
    Some(local.and_utc())
}
