//! The cells of a Parquet column, one behind the other, as a CSV file would write them.

use std::io::Write;

use chrono::{DateTime, NaiveTime, Utc};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, DataType, FixedLenByteArray, Int96};
use parquet::errors::ParquetError;

use super::form::Form;
use crate::ids::Uuid;

/// A column under way through its row group.
pub(super) struct Cells {
    reader: ColumnReader,
    form: Form,
    /// One entry a row: 0 where the cell is null. Empty where the column has no nulls.
    levels: Vec<i16>,
    values: Values,
    row: usize,
    value: usize,
}

/// A cell as the file has it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum CellValue<'a> {
    /// Null, or not a number.
    Null,
    Whole(i64),
    Number(f64),
    /// Not yet known to be UTF-8.
    Text(&'a [u8]),
    /// To be read as text.
    Other,
}

/// The values of a batch; nulls have none.
enum Values {
    Flags(Vec<bool>),
    Narrow(Vec<i32>),
    Wide(Vec<i64>),
    Instants(Vec<Int96>),
    Singles(Vec<f32>),
    Doubles(Vec<f64>),
    Bytes(Vec<ByteArray>),
    Fixed(Vec<FixedLenByteArray>),
}

impl Cells {
    pub(super) fn new(reader: ColumnReader, form: Form) -> Cells {
        let values = match &reader {
            ColumnReader::BoolColumnReader(_) => Values::Flags(Vec::new()),
            ColumnReader::Int32ColumnReader(_) => Values::Narrow(Vec::new()),
            ColumnReader::Int64ColumnReader(_) => Values::Wide(Vec::new()),
            ColumnReader::Int96ColumnReader(_) => Values::Instants(Vec::new()),
            ColumnReader::FloatColumnReader(_) => Values::Singles(Vec::new()),
            ColumnReader::DoubleColumnReader(_) => Values::Doubles(Vec::new()),
            ColumnReader::ByteArrayColumnReader(_) => Values::Bytes(Vec::new()),
            ColumnReader::FixedLenByteArrayColumnReader(_) => Values::Fixed(Vec::new()),
        };
        Cells { reader, form, levels: Vec::new(), values, row: 0, value: 0 }
    }

    /// Decodes the next `rows` rows.
    pub(super) fn fill(&mut self, rows: usize) -> Result<(), ParquetError> {
        (self.row, self.value) = (0, 0);
        let levels = &mut self.levels;
        match (&mut self.reader, &mut self.values) {
            (ColumnReader::BoolColumnReader(reader), Values::Flags(values)) => {
                read(reader, rows, levels, values)
            }
            (ColumnReader::Int32ColumnReader(reader), Values::Narrow(values)) => {
                read(reader, rows, levels, values)
            }
            (ColumnReader::Int64ColumnReader(reader), Values::Wide(values)) => {
                read(reader, rows, levels, values)
            }
            (ColumnReader::Int96ColumnReader(reader), Values::Instants(values)) => {
                read(reader, rows, levels, values)
            }
            (ColumnReader::FloatColumnReader(reader), Values::Singles(values)) => {
                read(reader, rows, levels, values)
            }
            (ColumnReader::DoubleColumnReader(reader), Values::Doubles(values)) => {
                read(reader, rows, levels, values)
            }
            (ColumnReader::ByteArrayColumnReader(reader), Values::Bytes(values)) => {
                read(reader, rows, levels, values)
            }
            (ColumnReader::FixedLenByteArrayColumnReader(reader), Values::Fixed(values)) => {
                read(reader, rows, levels, values)
            }
            _ => Err(ParquetError::General("the values are of another type than their column".to_owned())),
        }
    }

    /// Goes on to the next row.
    pub(super) fn advance(&mut self) {
        self.value += usize::from(!self.is_null());
        self.row += 1;
    }

    fn is_null(&self) -> bool {
        self.levels.get(self.row).is_some_and(|level| *level == 0)
    }

    /// The row's cell, where its type says as much as its text would.
    pub(super) fn value(&self) -> CellValue<'_> {
        if self.is_null() {
            return CellValue::Null;
        }
        let found = match (&self.values, self.form) {
            (Values::Narrow(values), Form::Plain) => {
                values.get(self.value).map(|value| CellValue::Whole(i64::from(*value)))
            }
            (Values::Narrow(values), Form::Unsigned) => {
                values.get(self.value).map(|value| CellValue::Whole(i64::from(value.cast_unsigned())))
            }
            (Values::Wide(values), Form::Unsigned) => values
                .get(self.value)
                .and_then(|value| u64::try_from(*value).ok())
                .map(|value| CellValue::Whole(value.cast_signed())),
            (Values::Wide(values), Form::Plain) => {
                values.get(self.value).map(|value| CellValue::Whole(*value))
            }
            (Values::Flags(values), _) => {
                values.get(self.value).map(|value| CellValue::Whole(i64::from(*value)))
            }
            (Values::Doubles(values), _) => values.get(self.value).map(|value| match value.is_nan() {
                true => CellValue::Null,
                false => CellValue::Number(*value),
            }),
            (Values::Bytes(values), Form::Plain) => {
                values.get(self.value).map(|value| CellValue::Text(value.data()))
            }
            _ => None,
        };
        found.unwrap_or(CellValue::Other)
    }

    /// The whole batch, where it is of small whole numbers: a level a row, 0 where it is null (none at all where nothing
    /// is), and a value for each that is not. A negative one may stand for a large number.
    pub(super) fn narrow(&self) -> Option<(&[i16], &[i32])> {
        match (&self.values, self.form) {
            (Values::Narrow(values), Form::Plain | Form::Unsigned) => Some((&self.levels, values)),
            _ => None,
        }
    }

    /// Writes the row's cell behind `out`: nothing where it is null or not a number.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        if self.is_null() {
            return;
        }
        let place = self.value;
        match &self.values {
            Values::Flags(values) => out.extend(values.get(place).map(|flag| b'0' + u8::from(*flag))),
            Values::Narrow(values) => {
                if let Some(value) = values.get(place) {
                    let unsigned = u64::from(value.cast_unsigned());
                    integer(i64::from(*value), unsigned, self.form, out);
                }
            }
            Values::Wide(values) => {
                if let Some(value) = values.get(place) {
                    integer(*value, value.cast_unsigned(), self.form, out);
                }
            }
            Values::Instants(values) => {
                if let Some(value) = values.get(place) {
                    integer(value.to_millis(), 0, self.form, out);
                }
            }
            Values::Singles(values) => {
                if let Some(value) = values.get(place).filter(|value| !value.is_nan()) {
                    put(out, format_args!("{value}"));
                }
            }
            Values::Doubles(values) => {
                if let Some(value) = values.get(place).filter(|value| !value.is_nan()) {
                    put(out, format_args!("{value}"));
                }
            }
            Values::Bytes(values) => {
                if let Some(value) = values.get(place) {
                    bytes(value.data(), self.form, out);
                }
            }
            Values::Fixed(values) => {
                if let Some(value) = values.get(place) {
                    bytes(value.data(), self.form, out);
                }
            }
        }
    }
}

/// All of `rows`, or an error: a column that ends before its row group is damaged.
fn read<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    rows: usize,
    levels: &mut Vec<i16>,
    values: &mut Vec<T::T>,
) -> Result<(), ParquetError> {
    levels.clear();
    values.clear();
    let (mut found, mut before) = (0, usize::MAX);
    // A column chunk may stop at the end of a page.
    while found < rows && found != before {
        before = found;
        found += reader.read_records(rows - found, Some(levels), None, values)?.0;
    }
    if found == rows { Ok(()) } else { Err(ParquetError::EOF("a column ends before its rows do".to_owned())) }
}

fn put(out: &mut Vec<u8>, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("memory takes what is written to it");
}

fn integer(value: i64, unsigned: u64, form: Form, out: &mut Vec<u8>) {
    match form {
        Form::Plain | Form::Uuid => put(out, format_args!("{value}")),
        Form::Unsigned => put(out, format_args!("{unsigned}")),
        Form::Decimal(scale) => decimal(i128::from(value), scale, out),
        Form::Day => match instant(value.saturating_mul(86_400), 1) {
            Some(day) => put(out, format_args!("{}", day.date_naive())),
            None => put(out, format_args!("{value}")),
        },
        Form::Instant { parts, as_day } => match instant(value, parts) {
            Some(at) if as_day && at.time() == NaiveTime::MIN => {
                put(out, format_args!("{}", at.date_naive()))
            }
            Some(at) => put(out, format_args!("{}", at.to_rfc3339())),
            None => put(out, format_args!("{value}")),
        },
    }
}

fn instant(value: i64, parts: i64) -> Option<DateTime<Utc>> {
    let nanoseconds = value.rem_euclid(parts) * (1_000_000_000 / parts);
    DateTime::from_timestamp(value.div_euclid(parts), u32::try_from(nanoseconds).ok()?)
}

/// Without zeros at the end, so that 4.00 is the code 4.
fn decimal(value: i128, scale: u32, out: &mut Vec<u8>) {
    let unit = 10_u128.pow(scale);
    let (whole, part) = (value.unsigned_abs() / unit, value.unsigned_abs() % unit);
    let sign = if value < 0 { "-" } else { "" };
    put(out, format_args!("{sign}{whole}"));
    if part != 0 {
        put(out, format_args!(".{part:0width$}", width = scale as usize));
        while out.last() == Some(&b'0') {
            out.pop();
        }
    }
}

fn bytes(value: &[u8], form: Form, out: &mut Vec<u8>) {
    match form {
        Form::Decimal(scale) => match big_endian(value) {
            Some(number) => decimal(number, scale, out),
            None => out.push(b'?'),
        },
        Form::Uuid => match Uuid::from_slice(value) {
            Ok(id) => put(out, format_args!("{id}")),
            Err(_) => out.extend_from_slice(value),
        },
        Form::Plain | Form::Unsigned | Form::Day | Form::Instant { .. } => {
            // The reader takes off an apostrophe that makes a cell safe for spreadsheets. No Parquet file needs one.
            let rest = value.iter().position(|byte| *byte != b'\'').and_then(|start| value.get(start..));
            if value.first() == Some(&b'\'')
                && rest.is_some_and(|rest| rest.first().is_some_and(|first| b"=+-@\t\r".contains(first)))
            {
                out.push(b'\'');
            }
            out.extend_from_slice(value);
        }
    }
}

fn big_endian(value: &[u8]) -> Option<i128> {
    if value.is_empty() || value.len() > 16 {
        return None;
    }
    let sign = if value.first().is_some_and(|first| *first >= 0x80) { -1 } else { 0 };
    Some(value.iter().fold(sign, |number: i128, byte| (number << 8) | i128::from(*byte)))
}
