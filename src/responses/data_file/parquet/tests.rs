//! Files as other programs write them, and damaged ones.

use ::parquet::basic::{Compression, LogicalType, TimeUnit, ZstdLevel};
use proptest::prelude::*;

use super::testing::{Column, file_of, texts, wide, written};
use super::*;
use crate::ids::Uuid;
use crate::responses::data_file::{DataFile, read_csv};
use crate::responses::testing::{every_type, every_type_and_an_allocation};
use crate::responses::{Answer, Missing};

const WAVE: WaveId = WaveId(Uuid::from_u128(7));

fn read(columns: &[(&str, Column)]) -> Result<DataFile, Vec<String>> {
    read_bytes(file_of(columns, 2))
}

fn read_bytes(bytes: Vec<u8>) -> Result<DataFile, Vec<String>> {
    read_parquet(bytes.into(), &every_type(), WAVE, &FileContext::default())
        .map_err(|error| error.problems.iter().map(ToString::to_string).collect())
}

fn from_csv(csv: &str) -> DataFile {
    read_csv(csv.as_bytes(), &every_type(), WAVE, &FileContext::default()).unwrap()
}

fn timestamp(unit: TimeUnit) -> Option<LogicalType> {
    Some(LogicalType::timestamp(true, unit))
}

#[test]
fn every_type_is_read_as_from_csv() {
    let file = read(&[
        ("response_id", texts(&["r1", "r2", "r3"])),
        ("role", texts(&["other", "a", "b"])),
        ("role.other.text", texts(&["a, \"b\"", "", ""])),
        ("tools.x", Column::Flags(vec![Some(true), Some(false), None])),
        ("tools.y", wide(&[0, 0, -2])),
        ("tools.z", Column::Doubles(vec![Some(1.0), Some(0.0), Some(f64::NAN)])),
        ("uses.r1", Column::Narrow(None, vec![Some(1), None, None])),
        ("freq.r1", texts(&["1|2", "", ""])),
        ("age", Column::Doubles(vec![Some(41.0), Some(30.5), None])),
        ("score", Column::Narrow(Some(LogicalType::integer(8, false)), vec![Some(7), None, Some(10)])),
        ("best", texts(&["b|a", "c", ""])),
        ("born", Column::Narrow(Some(LogicalType::Date), vec![Some(11_016), None, Some(-1)])),
        ("why", texts(&["'=because", "'tis", ""])),
        ("weight", Column::Wide(Some(LogicalType::decimal(2, 9)), vec![Some(150), Some(-5), None])),
    ])
    .unwrap();
    let csv = from_csv(
        "response_id,role,role.other.text,tools.x,tools.y,tools.z,uses.r1,freq.r1,age,score,best,born,why,weight\n\
         r1,other,\"a, \"\"b\"\"\",1,0,1,1,1|2,41,7,b|a,2000-02-29,''=because,1.5\n\
         r2,a,,0,0,0,,,30.5,,c,,'tis,-0.05\n\
         r3,b,,,-2,,,,,10,,1969-12-31,,\n",
    );
    assert_eq!(file.responses, csv.responses);
    assert_eq!(file.extras, csv.extras);
    assert_eq!(file.summary.accepted, 3);
    let values = |file: &DataFile| -> Vec<String> {
        file.summary.notes.iter().map(|note| format!("{} {} {}", note.row, note.column, note.value)).collect()
    };
    assert_eq!(values(&file), values(&csv));
}

#[test]
fn times_are_read_in_every_unit_and_a_midnight_is_a_day_where_a_day_is_asked() {
    let at = 1_726_158_025;
    let file = read(&[
        ("started_at", Column::Wide(timestamp(TimeUnit::MILLIS), vec![Some(at * 1_000), None])),
        ("submitted_at", Column::Wide(timestamp(TimeUnit::NANOS), vec![Some(at * 1_000_000_000), None])),
        ("born", Column::Wide(timestamp(TimeUnit::MICROS), vec![Some(86_400_000_000), Some(1)])),
    ])
    .unwrap();
    let csv =
        from_csv("started_at,submitted_at,born\n2024-09-12T16:20:25Z,2024-09-12T16:20:25Z,1970-01-02\n,,\n");
    let plain = |file: &DataFile| {
        let parts = file.responses.iter().map(|row| (row.circumstances.clone(), row.answers.clone()));
        parts.collect::<Vec<_>>()
    };
    assert_eq!(plain(&file), plain(&csv));
    assert_eq!(file.summary.notes.len(), 1, "{:?}", file.summary);
    assert_eq!(file.summary.notes[0].column, "born");
}

#[test]
fn a_column_of_reasons_says_why_there_is_no_value() {
    let file = read(&[
        ("age", Column::Wide(None, vec![Some(5), None, None])),
        ("age__missing", texts(&["removed", "removed", "not_in_version"])),
        ("tools.x", Column::Flags(vec![None, Some(true), None])),
        ("tools__missing", texts(&["not_reached", "", "lost"])),
    ])
    .unwrap();
    let csv = from_csv("age,age__missing,tools.x,tools__missing\n5,removed,,not_reached\n,-5,1,\n,-4,,\n");
    for (row, other) in file.responses.iter().zip(&csv.responses) {
        assert_eq!(row.answers, other.answers);
    }
    let missing = |row: usize, name: &str| {
        file.responses[row].answers.get(every_type().find_variable(name).unwrap()).clone()
    };
    assert_eq!(missing(1, "age"), Answer::Missing(Missing::Removed));
    assert_eq!(missing(2, "age"), Answer::Missing(Missing::NotInVersion));
    assert_eq!(missing(0, "tools"), Answer::Missing(Missing::NotReached));
    assert_eq!(file.summary.notes.len(), 1, "{:?}", file.summary);
}

#[test]
fn bad_cells_are_listed_with_their_row_and_cost_no_more() {
    let file = read(&[
        ("role", Column::Bytes(vec![Some(b"zz"), Some(b"a"), Some(b"caf\xE9")])),
        ("age", Column::Doubles(vec![Some(f64::INFINITY), Some(1e300), Some(1.0)])),
        ("born", Column::Narrow(Some(LogicalType::Date), vec![Some(i32::MAX), Some(i32::MIN), None])),
    ])
    .unwrap();
    let notes: Vec<String> = file
        .summary
        .notes
        .iter()
        .map(|note| format!("{} {} {}", note.line, note.column, note.problem.as_str()))
        .collect();
    assert_eq!(
        notes,
        [
            "1 role unknown_code",
            "1 age unreadable_number",
            "1 born unreadable_date",
            "2 age unreadable_number",
            "2 born unreadable_date",
            "3  not_utf8",
        ]
    );
    assert_eq!((file.summary.accepted, file.summary.rejected), (2, 1));
}

#[test]
fn a_file_that_cannot_be_read_names_the_column() {
    let errors = read(&[("rolle", texts(&["a"])), ("age", wide(&[1]))]).unwrap_err();
    assert_eq!(
        errors,
        ["column 1: no item has the column `rolle`, and it is not numeric (`a`); did you mean `role`?"]
    );
    let time = LogicalType::time(true, TimeUnit::MILLIS);
    let errors = read(&[("age", Column::Narrow(Some(time), vec![Some(1)]))]).unwrap_err();
    assert_eq!(
        errors,
        [
            "column 1: the column `age` is a time of day, which no answer is: codes, numbers, texts and dates can be read"
        ]
    );
    let labels = read(&[("__index_level_0__", texts(&["x"])), ("role", texts(&["a"]))]).unwrap();
    assert!(labels.extras.is_empty());
}

#[test]
fn every_compression_that_is_read_gives_the_same() {
    let columns = [("role", texts(&["a", "b", "", "a"])), ("age", wide(&[1, 2, 3, 4]))];
    let plain = read_bytes(written(&columns, Compression::UNCOMPRESSED, 3)).unwrap();
    for compression in [
        Compression::SNAPPY,
        Compression::ZSTD(ZstdLevel::default()),
        Compression::GZIP(Default::default()),
        Compression::LZ4_RAW,
    ] {
        assert_eq!(read_bytes(written(&columns, compression, 3)).unwrap(), plain, "{compression:?}");
    }
}

fn sample() -> Vec<u8> {
    let columns = [
        ("response_id", texts(&["1", "2", "3", "4", "5"])),
        ("role", texts(&["a", "b", "", "a", "other"])),
        ("tools.x", Column::Flags(vec![Some(true), None, Some(false), Some(true), None])),
        ("age", Column::Doubles(vec![Some(1.0), Some(2.5), None, None, Some(3.0)])),
        ("score", wide(&[1, 2, 3, 4, 5])),
    ];
    written(&columns, Compression::ZSTD(ZstdLevel::default()), 3)
}

#[test]
fn a_file_that_was_cut_off_is_refused() {
    let whole = sample();
    for end in 0..whole.len() {
        let cut = whole.get(..end).unwrap().to_vec();
        assert!(read_bytes(cut).is_err(), "cut at {end} of {}", whole.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn a_file_with_flipped_bits_is_read_or_refused(
        flips in proptest::collection::vec((any::<prop::sample::Index>(), 0_u8..8), 1..6),
    ) {
        let mut bytes = sample();
        for (place, bit) in flips {
            let place = place.index(bytes.len());
            bytes[place] ^= 1 << bit;
        }
        let q = every_type_and_an_allocation();
        let _ = read_parquet(bytes.into(), &q, WAVE, &FileContext::default());
    }

    #[test]
    fn any_bytes_behind_the_magic_are_refused(bytes in any::<Vec<u8>>()) {
        let bytes = [MAGIC, &bytes, MAGIC].concat();
        prop_assert!(read_bytes(bytes).is_err());
    }
}
