//! Data files in Parquet: the same columns as in CSV, whatever types their writer gave them.

mod cell;
mod direct;
mod form;
mod route;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod variable;
mod walk;

use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};

use super::header::{Header, read_header};
use super::{
    DataFile, DataFileError, FileContext, FileProblem, FileProblemKind, ForTables, ReadSummary, Reading,
};
use crate::ids::WaveId;
use crate::questionnaire::{Questionnaire, VariableKind};
use cell::Cells;
use direct::{Direct, Opened, read_direct};
use form::Form;

/// The first four bytes of every Parquet file.
const MAGIC: &[u8] = b"PAR1";
/// Rows that are decoded together.
const BATCH: usize = 4096;
/// How programs name the row labels of a data frame that they write beside its columns.
const ROW_LABELS: &str = "__index_level_";

/// Whether the bytes say that they are Parquet.
pub(super) fn is_parquet(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// Reads responses from a Parquet file by the rules of the CSV reader; a note's line is its row.
///
/// # Errors
/// As for CSV, and where the file is damaged or a column is of a type that no answer has (lists, structures).
pub(super) fn read_parquet(
    bytes: Bytes,
    questionnaire: &Questionnaire,
    wave: WaveId,
    context: &FileContext<'_>,
) -> Result<DataFile, DataFileError> {
    let file = File::open(bytes, questionnaire)?;
    file.read_rows(questionnaire, wave, context)
}

/// The same for tables: as columns, where the questionnaire's route lets them be read without the rows.
pub(super) fn read_parquet_for_tables(
    bytes: Bytes,
    questionnaire: &Questionnaire,
    wave: WaveId,
    context: &FileContext<'_>,
) -> Result<ForTables, DataFileError> {
    let file = File::open(bytes, questionnaire)?;
    let opened = Opened {
        file: &file.file,
        columns: &file.columns,
        forms: &file.forms,
        header: &file.header,
        questionnaire,
        rows: file.rows,
    };
    let direct = guarded(|| read_direct(&opened, wave, context)).map_err(|error| damaged(&error))?;
    let Some(Direct { columns, remarkable }) = direct else {
        return file.read_rows(questionnaire, wave, context).map(ForTables::Rows);
    };
    let mut reading = Reading::new(questionnaire, wave, context, &file.header);
    let mut rows = Vec::new();
    let wanted = |row: usize| remarkable.get(row).copied().unwrap_or(false);
    if remarkable.contains(&true) {
        let mut take = |row: usize, record| {
            reading.summary.rows = row;
            reading.whole_record(record);
            rows.push((row, reading.responses.pop()));
        };
        file.each_record(wanted, &mut take).map_err(|error| damaged(&error))?;
    }
    let mut direct = Direct { columns, remarkable };
    direct.mend(questionnaire, rows);
    let mut columns = direct.columns;
    let rejected = reading.summary.rejected;
    columns.summary = ReadSummary { rows: file.rows, accepted: file.rows - rejected, ..reading.summary };
    Ok(ForTables::Columns(columns))
}

/// An open file whose columns are known.
struct File {
    file: SerializedFileReader<Bytes>,
    /// The leaves that are read, each with its column's name.
    columns: Vec<(usize, String)>,
    forms: Vec<Form>,
    header: Header,
    rows: usize,
}

impl File {
    fn open(bytes: Bytes, questionnaire: &Questionnaire) -> Result<File, DataFileError> {
        let size = bytes.len();
        let file = guarded(|| SerializedFileReader::new(bytes)).map_err(|error| damaged(&error))?;
        let columns = columns_of(&file);
        if columns.is_empty() {
            return Err(in_columns(vec![FileProblem { line: 0, column: 0, kind: FileProblemKind::Empty }]));
        }
        let names = columns.iter().map(|(_, name)| name.clone()).collect();
        let header = read_header(names, questionnaire).map_err(in_columns)?;
        let forms = forms_of(&file, &columns, &header, questionnaire).map_err(in_columns)?;
        let rows = guarded(|| count_rows(&file, &columns, size)).map_err(|error| damaged(&error))?;
        Ok(File { file, columns, forms, header, rows })
    }

    fn read_rows(
        &self,
        questionnaire: &Questionnaire,
        wave: WaveId,
        context: &FileContext<'_>,
    ) -> Result<DataFile, DataFileError> {
        let mut reading = Reading::new(questionnaire, wave, context, &self.header);
        self.each_record(|_| true, &mut |_, record| reading.whole_record(record))
            .map_err(|error| damaged(&error))?;
        reading.finish().map_err(|error| in_columns(error.problems))
    }

    /// Hands over the wanted rows, each from 0, as records of text.
    fn each_record(
        &self,
        wanted: impl Fn(usize) -> bool,
        take: &mut dyn FnMut(usize, csv::ByteRecord),
    ) -> Result<(), ParquetError> {
        let (mut row, mut text) = (0, Vec::new());
        for group in 0..self.file.num_row_groups() {
            let group = self.file.get_row_group(group)?;
            let mut cells = self
                .columns
                .iter()
                .zip(&self.forms)
                .map(|((leaf, _), form)| Ok(Cells::new(guarded(|| group.get_column_reader(*leaf))?, *form)))
                .collect::<Result<Vec<Cells>, ParquetError>>()?;
            let mut left = usize::try_from(group.metadata().num_rows()).unwrap_or(0);
            while left > 0 {
                let rows = left.min(BATCH);
                for column in &mut cells {
                    guarded(|| column.fill(rows))?;
                }
                for _ in 0..rows {
                    let mut record = wanted(row).then(csv::ByteRecord::new);
                    for column in &mut cells {
                        if let Some(record) = &mut record {
                            text.clear();
                            column.write(&mut text);
                            record.push_field(&text);
                        }
                        column.advance();
                    }
                    if let Some(record) = record {
                        take(row, record);
                    }
                    row += 1;
                }
                left -= rows;
            }
        }
        Ok(())
    }
}

/// How many rows the file says it has. Its bytes bound what is set aside for them: no encoding takes less than a bit for
/// a thousand of them.
fn count_rows(
    file: &SerializedFileReader<Bytes>,
    columns: &[(usize, String)],
    size: usize,
) -> Result<usize, ParquetError> {
    let mut rows: usize = 0;
    for group in file.metadata().row_groups() {
        let of_group = usize::try_from(group.num_rows())
            .map_err(|_| ParquetError::General("a row group of less than no rows".to_owned()))?;
        for (leaf, _) in columns {
            if group.columns().get(*leaf).map(|column| column.num_values()) != Some(group.num_rows()) {
                return Err(ParquetError::General(
                    "a column of another length than its row group".to_owned(),
                ));
            }
        }
        rows = rows.saturating_add(of_group);
    }
    if rows / 8_192 > size {
        return Err(ParquetError::General(format!("{rows} rows in {size} bytes")));
    }
    Ok(rows)
}

/// Calls for each cell of a column, row by row from 0.
fn each_cell(
    opened: &Opened<'_>,
    column: usize,
    mut take: impl FnMut(usize, &Cells),
) -> Result<(), ParquetError> {
    each_batch(opened, column, |rows, cells| {
        for row in rows {
            take(row, cells);
            cells.advance();
        }
    })
}

/// Calls for each batch of a column, with its rows.
fn each_batch(
    opened: &Opened<'_>,
    column: usize,
    mut take: impl FnMut(std::ops::Range<usize>, &mut Cells),
) -> Result<(), ParquetError> {
    const ROWS: usize = 1 << 14;
    let mut row = 0;
    for group in 0..opened.file.num_row_groups() {
        let group = opened.file.get_row_group(group)?;
        let mut cells = Cells::new(group.get_column_reader(opened.columns[column].0)?, opened.forms[column]);
        let mut left = usize::try_from(group.metadata().num_rows()).unwrap_or(0);
        while left > 0 {
            let rows = left.min(ROWS);
            cells.fill(rows)?;
            take(row..row + rows, &mut cells);
            row += rows;
            left -= rows;
        }
    }
    Ok(())
}

/// The leaves that are read, each with its column's name.
fn columns_of(file: &SerializedFileReader<Bytes>) -> Vec<(usize, String)> {
    let schema = file.metadata().file_metadata().schema_descr();
    let named = (0..schema.num_columns()).map(|leaf| (leaf, schema.get_column_root(leaf).name().to_owned()));
    let mut columns: Vec<(usize, String)> = named.filter(|(_, name)| !name.starts_with(ROW_LABELS)).collect();
    // The leaves of a structure stand together under its name; one is enough to refuse it by.
    columns.dedup_by(|next, first| {
        next.1 == first.1 && schema.get_column_root_idx(next.0) == schema.get_column_root_idx(first.0)
    });
    columns
}

/// How the cells of each column are read, or the columns that cannot be.
fn forms_of(
    file: &SerializedFileReader<Bytes>,
    columns: &[(usize, String)],
    header: &Header,
    questionnaire: &Questionnaire,
) -> Result<Vec<Form>, Vec<FileProblem>> {
    let schema = file.metadata().file_metadata().schema_descr();
    let mut problems = Vec::new();
    let mut forms = Vec::with_capacity(columns.len());
    for (column, (leaf, name)) in columns.iter().enumerate() {
        let is_date = header
            .column_of
            .iter()
            .position(|whole| *whole == Some(column))
            .is_some_and(|variable| questionnaire.variables[variable].kind == VariableKind::Date);
        match Form::of(&schema.column(*leaf), is_date) {
            Ok(form) => forms.push(form),
            Err(found) => {
                let kind = FileProblemKind::ColumnType { name: name.clone(), found };
                problems.push(FileProblem { line: 0, column: column + 1, kind });
            }
        }
    }
    if problems.is_empty() { Ok(forms) } else { Err(problems) }
}

/// Some damage meets an assertion of the decoder instead of an error: for the file it means the same.
fn guarded<T>(decode: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, ParquetError> {
    catch_unwind(AssertUnwindSafe(decode))
        .unwrap_or_else(|_| Err(ParquetError::General("its pages do not fit their lengths".to_owned())))
}

fn damaged(error: &ParquetError) -> DataFileError {
    let kind = FileProblemKind::DamagedParquet { reason: error.to_string() };
    DataFileError { problems: vec![FileProblem { line: 0, column: 0, kind }] }
}

/// A Parquet file has columns and no lines.
fn in_columns(problems: Vec<FileProblem>) -> DataFileError {
    DataFileError {
        problems: problems.into_iter().map(|problem| FileProblem { line: 0, ..problem }).collect(),
    }
}
