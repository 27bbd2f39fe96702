//! CSV for those who translate in a spreadsheet: path, source, translation, status, context.

use super::units::State;
use super::{Done, Export, ReadError, Returned, ReturnedUnit, Unread};

const COLUMNS: [&str; 5] = ["path", "source", "translation", "status", "context"];

pub(super) fn write(export: &Export) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let in_memory = "memory takes what is written";
    writer.write_record(COLUMNS).expect(in_memory);
    for unit in &export.units {
        let target = unit.target.as_deref().unwrap_or_default();
        let notes = unit.notes.join(" | ");
        writer
            .write_record([&unit.path, &unit.source, target, unit.state.as_str(), &notes])
            .expect(in_memory);
    }
    let bytes = writer.into_inner().expect(in_memory);
    // Spreadsheets take a file without the mark for one in the system's own encoding.
    format!("\u{feff}{}", String::from_utf8_lossy(&bytes))
}

pub(super) fn read(text: &str) -> Result<Returned, ReadError> {
    let first = text.lines().next().unwrap_or_default();
    let separator = [b',', b';', b'\t']
        .into_iter()
        .max_by_key(|separator| first.bytes().filter(|byte| byte == separator).count())
        .unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .has_headers(true)
        .from_reader(text.as_bytes());
    let broken = |error: &csv::Error| ReadError {
        line: error.position().map_or(1, |at| at.line() as usize),
        reason: format!("this is not CSV: {error}"),
    };
    let header = reader.headers().map_err(|error| broken(&error))?.clone();
    let column = |name: &str| header.iter().position(|known| known.trim().eq_ignore_ascii_case(name));
    let (Some(path), Some(source), Some(translation)) =
        (column("path"), column("source"), column("translation"))
    else {
        return Err(ReadError {
            line: 1,
            reason: format!(
                "this is neither XLIFF nor PO nor CSV with a first line that names the columns {}",
                COLUMNS.join(", ")
            ),
        });
    };
    let status = column("status");
    let mut returned = Returned::default();
    for record in reader.records() {
        let record = record.map_err(|error| broken(&error))?;
        let line = record.position().map_or(1, |at| at.line() as usize);
        let cell = |column: usize| record.get(column);
        let (Some(path), Some(source)) = (cell(path), cell(source)) else {
            returned.unread.push(Unread { line, reason: "the row has too few cells".to_owned() });
            continue;
        };
        let target = cell(translation).filter(|target| !target.trim().is_empty());
        let was_stale = status.and_then(cell).is_some_and(|status| status.trim() == State::Stale.as_str());
        returned.units.push(ReturnedUnit {
            path: path.trim().to_owned(),
            source: source.to_owned(),
            target: target.map(str::to_owned),
            done: if was_stale { Done::WasStale } else { Done::Yes },
            line,
        });
    }
    Ok(returned)
}
