//! A foreign workbook (.xlsx) as plain sheets of texts. It is hostile until shown otherwise: the archive is measured
//! before anything of it is kept, links to other files are not followed, and a far-away cell costs nothing.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use calamine::{DataRef, Reader, Xlsx};
use zip::ZipArchive;

use super::Refusal;

/// Parts of the archive; a form with three sheets has some twenty.
const ENTRIES_MAX: usize = 1000;
/// Bytes of the archive's parts together, unpacked.
const UNPACKED_MAX: u64 = 128 << 20;
/// How often smaller than itself a part may be packed: sheets of text come to 10 to 40, a bomb to 1000.
const RATIO_MAX: u64 = 200;
/// Parts below this size may be packed as tightly as they like.
const RATIO_FREE: u64 = 1 << 20;
/// Rows and columns of a sheet, and cells of all sheets together, that are read.
const ROWS_MAX: u32 = 50_000;
const COLUMNS_MAX: u32 = 1000;
const CELLS_MAX: usize = 1_000_000;

/// A sheet whose first row with content names its columns.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// As written in the header, in its order.
    pub columns: Vec<String>,
    pub rows: Vec<Row>,
    /// Whether rows or columns beyond the limits were left out.
    pub cut: bool,
}

/// The texts of a row by their place in [`Sheet::columns`]; empty cells are not there.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// As the spreadsheet shows it, from 1.
    pub number: u32,
    pub cells: BTreeMap<usize, String>,
}

impl Row {
    pub(super) fn get(&self, column: usize) -> Option<&str> {
        self.cells.get(&column).map(String::as_str)
    }
}

/// The sheets by their names in lower case; those of `wanted` must be readable where they exist.
pub(super) fn read(bytes: &[u8], wanted: &[&str]) -> Result<BTreeMap<String, Sheet>, Refusal> {
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(Refusal::new(
            "it is an old Excel file (.xls), or one with a password: save it as .xlsx without one",
        ));
    }
    measure(bytes)?;
    let damaged = |error: &dyn std::fmt::Display| Refusal::new(format!("the workbook is damaged: {error}"));
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let mut sheets = BTreeMap::new();
    let mut cells_left = CELLS_MAX;
    for name in workbook.sheet_names() {
        let mut reader = match workbook.worksheet_cells_reader(&name) {
            Ok(reader) => reader,
            Err(error) if wanted.contains(&name.trim().to_lowercase().as_str()) => {
                return Err(damaged(&error));
            }
            // A sheet of charts has no cells.
            Err(_) => continue,
        };
        let mut grid: BTreeMap<u32, BTreeMap<usize, String>> = BTreeMap::new();
        let mut cut = false;
        while let Some(cell) = reader.next_cell().map_err(|error| damaged(&error))? {
            let (row, column) = cell.get_position();
            let Some(text) = text_of(cell.get_value()) else { continue };
            if row >= ROWS_MAX || column >= COLUMNS_MAX || cells_left == 0 {
                cut = true;
                continue;
            }
            cells_left -= 1;
            grid.entry(row).or_default().insert(column as usize, text);
        }
        sheets.insert(name.trim().to_lowercase(), sheet(grid, cut));
    }
    Ok(sheets)
}

fn sheet(grid: BTreeMap<u32, BTreeMap<usize, String>>, cut: bool) -> Sheet {
    let mut rows = grid.into_iter().map(|(row, cells)| Row { number: row + 1, cells });
    let Some(header) = rows.next() else { return Sheet::default() };
    let width = header.cells.keys().next_back().map_or(0, |last| last + 1);
    let columns = (0..width).map(|column| header.get(column).unwrap_or_default().to_owned()).collect();
    Sheet { columns, rows: rows.collect(), cut }
}

/// What a cell says, without blanks at its ends; `None` where it says nothing.
fn text_of(value: &DataRef<'_>) -> Option<String> {
    let text = match value {
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        // Excel keeps whole numbers as decimals; the shortest form is what was typed.
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(value) => value.to_string(),
        DataRef::DateTime(date) if date.is_datetime() => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTime(duration) => duration.as_f64().to_string(),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(_) | DataRef::Empty => return None,
    };
    let text = text.replace('\u{a0}', " ");
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Unpacks every part once, keeping none, so that what is read afterwards is known to be small. What the archive says
/// of itself is not believed.
fn measure(bytes: &[u8]) -> Result<(), Refusal> {
    let broken = |error: &dyn std::fmt::Display| {
        Refusal::new(format!("it is no .xlsx workbook, or a damaged one: {error}"))
    };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    if archive.len() > ENTRIES_MAX {
        return Err(Refusal::new(format!(
            "the workbook has {} parts, more than the {ENTRIES_MAX} that are read",
            archive.len()
        )));
    }
    let mut total: u64 = 0;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|error| broken(&error))?;
        let packed = entry.compressed_size();
        let left = UNPACKED_MAX - total;
        let mut unpacked: u64 = 0;
        let mut window: Vec<u8> = Vec::new();
        let mut chunk = vec![0; 64 << 10];
        let mut content = entry.take(left + 1);
        loop {
            let read = content.read(&mut chunk).map_err(|error| broken(&error))?;
            let Some(new) = chunk.get(..read).filter(|new| !new.is_empty()) else { break };
            unpacked += read as u64;
            if unpacked > left || unpacked > RATIO_FREE && unpacked / packed.max(1) > RATIO_MAX {
                return Err(Refusal::new(format!(
                    "the workbook unpacks to more than a form needs (limits: {} MiB, and {RATIO_MAX} times its packed size)",
                    UNPACKED_MAX >> 20
                )));
            }
            window.extend_from_slice(new);
            if contains(&window, b"<!DOCTYPE") || contains(&window, b"<!ENTITY") {
                return Err(Refusal::new(
                    "the workbook brings definitions of its own (a DTD), which no spreadsheet program writes",
                ));
            }
            // Enough to find a word that stands across two chunks.
            let keep = window.len().saturating_sub(16);
            window.drain(..keep);
        }
        total += unpacked;
    }
    Ok(())
}

fn contains(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}
