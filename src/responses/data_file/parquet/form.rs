//! What the type of a Parquet column says about its cells.

use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type};
use parquet::schema::types::ColumnDescriptor;

/// How a cell's value is to be understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A number, a flag or a text as it stands.
    Plain,
    Unsigned,
    /// A whole number of this many decimal places.
    Decimal(u32),
    /// Days since 1970-01-01.
    Day,
    /// An instant since 1970-01-01, in so many parts of a second.
    Instant {
        parts: i64,
        as_day: bool,
    },
    /// Sixteen bytes.
    Uuid,
}

impl Form {
    /// The form of a column's cells; `is_date` where its item asks for a date, which many programs keep as midnights.
    ///
    /// # Errors
    /// The word for a type that no answer has.
    pub(super) fn of(column: &ColumnDescriptor, is_date: bool) -> Result<Form, String> {
        if column.max_rep_level() > 0 || column.path().parts().len() > 1 {
            return Err("a list or a structure".to_owned());
        }
        let Some(logical) = column.logical_type_ref() else { return Form::converted(column, is_date) };
        match logical {
            LogicalType::Decimal(decimal) => Form::decimal(decimal.scale),
            LogicalType::Date => Ok(Form::Day),
            LogicalType::Timestamp(timestamp) => {
                let parts = match timestamp.unit {
                    TimeUnit::MILLIS => 1_000,
                    TimeUnit::MICROS => 1_000_000,
                    TimeUnit::NANOS => 1_000_000_000,
                };
                Ok(Form::Instant { parts, as_day: is_date })
            }
            LogicalType::Integer(integer) if !integer.is_signed => Ok(Form::Unsigned),
            LogicalType::Integer(_)
            | LogicalType::String
            | LogicalType::Enum
            | LogicalType::Json
            | LogicalType::Unknown => Ok(Form::Plain),
            LogicalType::Uuid => Ok(Form::Uuid),
            LogicalType::Time(_) => Err("a time of day".to_owned()),
            other => Err(format!("{other:?}").to_lowercase()),
        }
    }

    /// The older way to say it.
    fn converted(column: &ColumnDescriptor, is_date: bool) -> Result<Form, String> {
        match column.converted_type() {
            ConvertedType::DECIMAL => Form::decimal(column.type_scale()),
            ConvertedType::DATE => Ok(Form::Day),
            ConvertedType::TIMESTAMP_MILLIS => Ok(Form::Instant { parts: 1_000, as_day: is_date }),
            ConvertedType::TIMESTAMP_MICROS => Ok(Form::Instant { parts: 1_000_000, as_day: is_date }),
            ConvertedType::UINT_8
            | ConvertedType::UINT_16
            | ConvertedType::UINT_32
            | ConvertedType::UINT_64 => Ok(Form::Unsigned),
            ConvertedType::TIME_MILLIS | ConvertedType::TIME_MICROS => Err("a time of day".to_owned()),
            ConvertedType::INTERVAL => Err("an interval".to_owned()),
            _ if column.physical_type() == Type::INT96 => Ok(Form::Instant { parts: 1_000, as_day: is_date }),
            _ => Ok(Form::Plain),
        }
    }

    fn decimal(scale: i32) -> Result<Form, String> {
        // No number of 38 digits has more places.
        u32::try_from(scale)
            .ok()
            .filter(|scale| *scale <= 38)
            .map(Form::Decimal)
            .ok_or_else(|| format!("a decimal of scale {scale}"))
    }
}
