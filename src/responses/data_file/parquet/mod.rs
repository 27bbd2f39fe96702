//! Data files in Parquet: the same columns as in CSV, whatever types their writer gave them.

mod cell;
mod form;
#[cfg(test)]
mod tests;

use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, RowGroupReader, SerializedFileReader};

use super::header::{Header, read_header};
use super::{DataFile, DataFileError, FileContext, FileProblem, FileProblemKind, Reading};
use crate::ids::WaveId;
use crate::questionnaire::{Questionnaire, VariableKind};
use cell::Cells;
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
    let file = guarded(|| SerializedFileReader::new(bytes)).map_err(|error| damaged(&error))?;
    let columns = columns_of(&file);
    if columns.is_empty() {
        return Err(in_columns(vec![FileProblem { line: 0, column: 0, kind: FileProblemKind::Empty }]));
    }
    let names = columns.iter().map(|(_, name)| name.clone()).collect();
    let header = read_header(names, questionnaire).map_err(in_columns)?;
    let forms = forms_of(&file, &columns, &header, questionnaire).map_err(in_columns)?;
    let mut reading = Reading::new(questionnaire, wave, context, &header);
    for group in 0..file.num_row_groups() {
        let group = file.get_row_group(group).map_err(|error| damaged(&error))?;
        read_group(group.as_ref(), &columns, &forms, &mut reading).map_err(|error| damaged(&error))?;
    }
    reading.finish().map_err(|error| in_columns(error.problems))
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

fn read_group(
    group: &dyn RowGroupReader,
    columns: &[(usize, String)],
    forms: &[Form],
    reading: &mut Reading<'_>,
) -> Result<(), ParquetError> {
    let mut cells = columns
        .iter()
        .zip(forms)
        .map(|((leaf, _), form)| Ok(Cells::new(guarded(|| group.get_column_reader(*leaf))?, *form)))
        .collect::<Result<Vec<Cells>, ParquetError>>()?;
    let mut left = usize::try_from(group.metadata().num_rows()).unwrap_or(0);
    let mut text = Vec::new();
    while left > 0 {
        let rows = left.min(BATCH);
        for column in &mut cells {
            guarded(|| column.fill(rows))?;
        }
        for _ in 0..rows {
            let mut record = csv::ByteRecord::new();
            for column in &mut cells {
                text.clear();
                column.next(&mut text);
                record.push_field(&text);
            }
            reading.whole_record(record);
        }
        left -= rows;
    }
    Ok(())
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
