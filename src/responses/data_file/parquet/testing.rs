//! Writes Parquet files, for tests.

use std::sync::Arc;

use ::parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use ::parquet::data_type::*;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::SerializedFileWriter;
use ::parquet::schema::types::Type;

/// The cells of a column of the test; `None` is null.
#[derive(Debug, Clone)]
pub(crate) enum Column {
    Flags(Vec<Option<bool>>),
    Narrow(Option<LogicalType>, Vec<Option<i32>>),
    Wide(Option<LogicalType>, Vec<Option<i64>>),
    Doubles(Vec<Option<f64>>),
    Texts(Vec<Option<&'static str>>),
    Bytes(Vec<Option<&'static [u8]>>),
}

pub(crate) fn texts(cells: &[&'static str]) -> Column {
    Column::Texts(cells.iter().map(|cell| (!cell.is_empty()).then_some(*cell)).collect())
}

pub(crate) fn wide(cells: &[i64]) -> Column {
    Column::Wide(None, cells.iter().map(|cell| Some(*cell)).collect())
}

impl Column {
    fn schema(&self, name: &str) -> Type {
        let (physical, logical) = match self {
            Column::Flags(_) => (Physical::BOOLEAN, None),
            Column::Narrow(logical, _) => (Physical::INT32, logical.clone()),
            Column::Wide(logical, _) => (Physical::INT64, logical.clone()),
            Column::Doubles(_) => (Physical::DOUBLE, None),
            Column::Texts(_) => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Column::Bytes(_) => (Physical::BYTE_ARRAY, None),
        };
        let builder = Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL);
        let builder = match &logical {
            Some(LogicalType::Decimal(decimal)) => {
                builder.with_precision(decimal.precision).with_scale(decimal.scale)
            }
            _ => builder,
        };
        builder.with_logical_type(logical).build().unwrap()
    }

    fn rows(&self) -> usize {
        match self {
            Column::Flags(cells) => cells.len(),
            Column::Narrow(_, cells) => cells.len(),
            Column::Wide(_, cells) => cells.len(),
            Column::Doubles(cells) => cells.len(),
            Column::Texts(cells) => cells.len(),
            Column::Bytes(cells) => cells.len(),
        }
    }
}

/// The table as a file, so many rows a row group.
pub(crate) fn written(columns: &[(&str, Column)], compression: Compression, group: usize) -> Vec<u8> {
    let fields = columns.iter().map(|(name, column)| Arc::new(column.schema(name))).collect();
    let schema = Arc::new(Type::group_type_builder("schema").with_fields(fields).build().unwrap());
    let properties = Arc::new(WriterProperties::builder().set_compression(compression).build());
    let mut file = SerializedFileWriter::new(Vec::new(), schema, properties).unwrap();
    let rows = columns.first().map_or(0, |(_, column)| column.rows());
    for start in (0..rows).step_by(group) {
        let end = rows.min(start + group);
        let mut writer = file.next_row_group().unwrap();
        for (_, column) in columns {
            let mut writer = writer.next_column().unwrap().unwrap();
            macro_rules! write {
                ($kind:ty, $cells:expr, $of:expr) => {{
                    let cells = &$cells[start..end];
                    let levels: Vec<i16> = cells.iter().map(|cell| i16::from(cell.is_some())).collect();
                    let values: Vec<_> = cells.iter().flatten().map($of).collect();
                    writer.typed::<$kind>().write_batch(&values, Some(&levels), None).unwrap();
                }};
            }
            match column {
                Column::Flags(cells) => write!(BoolType, cells, |cell| *cell),
                Column::Narrow(_, cells) => write!(Int32Type, cells, |cell| *cell),
                Column::Wide(_, cells) => write!(Int64Type, cells, |cell| *cell),
                Column::Doubles(cells) => write!(DoubleType, cells, |cell| *cell),
                Column::Texts(cells) => write!(ByteArrayType, cells, |cell| ByteArray::from(*cell)),
                Column::Bytes(cells) => write!(ByteArrayType, cells, |cell| ByteArray::from(cell.to_vec())),
            }
            writer.close().unwrap();
        }
        writer.close().unwrap();
    }
    file.into_inner().unwrap()
}

/// The same, compressed as most files are.
pub(crate) fn file_of(columns: &[(&str, Column)], group: usize) -> Vec<u8> {
    written(columns, Compression::SNAPPY, group)
}
