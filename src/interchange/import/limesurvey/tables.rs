//! A LimeSurvey structure file (.lss) as what it is: the tables of that program's database, in XML.
//!
//! The file is hostile until proven otherwise. A document type (and with it every entity of its own) is refused, and so
//! are depth, size and numbers of rows that no survey has.

use std::collections::BTreeMap;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

/// No survey structure is larger; a file of responses is something else.
const BYTES_MAX: usize = 32 * 1024 * 1024;
const DEPTH_MAX: usize = 32;
const ROWS_MAX: usize = 400_000;
const FIELDS_MAX: usize = 512;

/// One row of a table: column and value. An empty column is left out.
pub(super) type Row = BTreeMap<String, String>;

/// What the file holds.
#[derive(Debug, Default)]
pub(super) struct Tables {
    /// `LimeSurveyDocType`: `Survey` in a survey structure.
    pub(super) kind: String,
    /// `DBVersion`, the version of the database the file was written from.
    pub(super) version: String,
    pub(super) languages: Vec<String>,
    tables: BTreeMap<String, Vec<Row>>,
}

impl Tables {
    /// The rows of a table; none where the file does not have it.
    pub(super) fn rows(&self, table: &str) -> &[Row] {
        self.tables.get(table).map_or(&[], Vec::as_slice)
    }
}

/// The tables in `bytes`, or why they cannot be read: a sentence that names the place.
pub(super) fn read(bytes: &[u8]) -> Result<Tables, String> {
    if bytes.len() > BYTES_MAX {
        return Err(format!(
            "the file has {} bytes; a survey structure of LimeSurvey has at most {BYTES_MAX}",
            bytes.len()
        ));
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|error| format!("the file is not UTF-8: byte {} does not fit", error.valid_up_to()))?;
    let mut reader = Reader::from_str(text.strip_prefix('\u{feff}').unwrap_or(text));
    let mut state = State::default();
    loop {
        let at = reader.buffer_position();
        let place = |why: String| format!("line {}: {why}", line_of(text, at));
        let event = reader
            .read_event()
            .map_err(|error| format!("line {}: {error}", line_of(text, reader.error_position())))?;
        match event {
            Event::Start(start) => state.open(&start).map_err(place)?,
            Event::Empty(start) => {
                state.open(&start).map_err(place)?;
                state.close();
            }
            Event::End(_) => state.close(),
            Event::Text(part) => state.text.push_str(&part.xml10_content()),
            Event::CData(part) => state.text.push_str(&part.xml10_content()),
            Event::GeneralRef(reference) => {
                let meant = resolved(&reference).map_err(place)?;
                state.text.push(meant);
            }
            Event::DocType(_) => {
                return Err(place(
                    "the file has a document type (DOCTYPE), which no LimeSurvey structure has. Files with one are \
                     not read"
                        .to_owned(),
                ));
            }
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) => {}
            Event::Eof => break,
        }
    }
    if !state.path.is_empty() {
        return Err(format!("the file breaks off within `<{}>`", state.path.join("> <")));
    }
    if !state.is_document {
        return Err("this is no LimeSurvey structure: it has no `<document>`".to_owned());
    }
    Ok(state.tables)
}

#[derive(Default)]
struct State {
    tables: Tables,
    /// The open elements, the outermost first.
    path: Vec<String>,
    /// What was read within the innermost element.
    text: String,
    row: Row,
    rows: usize,
    is_document: bool,
}

impl State {
    fn open(&mut self, start: &BytesStart<'_>) -> Result<(), String> {
        if self.path.len() == DEPTH_MAX {
            return Err(format!("elements are nested more than {DEPTH_MAX} deep"));
        }
        let name = start.name().as_ref().to_owned();
        if self.path.is_empty() && name == "document" {
            self.is_document = true;
        }
        self.path.push(name);
        self.text.clear();
        if self.is_row() {
            self.rows += 1;
            self.row.clear();
            if self.rows > ROWS_MAX {
                return Err(format!("the file has more than {ROWS_MAX} rows, which no survey has"));
            }
        }
        if self.row.len() > FIELDS_MAX {
            return Err(format!("a row has more than {FIELDS_MAX} fields"));
        }
        Ok(())
    }

    /// The innermost element ends. The reader has made sure that its name fits.
    fn close(&mut self) {
        let path: Vec<&str> = self.path.iter().map(String::as_str).collect();
        match path.as_slice() {
            ["document", "LimeSurveyDocType"] => self.tables.kind = self.text.trim().to_owned(),
            ["document", "DBVersion"] => self.tables.version = self.text.trim().to_owned(),
            ["document", "languages", "language"] => {
                self.tables.languages.push(self.text.trim().to_owned());
            }
            ["document", table, "rows", "row"] => {
                let row = std::mem::take(&mut self.row);
                self.tables.tables.entry((*table).to_owned()).or_default().push(row);
            }
            ["document", _, "rows", "row", field] if !self.text.is_empty() => {
                self.row.insert((*field).to_owned(), self.text.clone());
            }
            _ => {}
        }
        self.path.pop();
        self.text.clear();
    }

    fn is_row(&self) -> bool {
        self.path.len() == 4
            && self.path.get(2).is_some_and(|name| name == "rows")
            && self.path.get(3).is_some_and(|name| name == "row")
    }
}

/// The character behind `&name;`: a number or one of XML's five names.
fn resolved(reference: &BytesRef<'_>) -> Result<char, String> {
    if let Some(character) = reference.resolve_char_ref().map_err(|error| format!("{error}"))? {
        return Ok(character);
    }
    let name = reference.xml10_content();
    match name.as_ref() {
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "amp" => Ok('&'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        other => {
            Err(format!("the entity `&{other};` is unknown; XML itself has only lt, gt, amp, quot and apos"))
        }
    }
}

fn line_of(text: &str, position: u64) -> usize {
    let end = usize::try_from(position).unwrap_or(usize::MAX).min(text.len());
    text.bytes().take(end).filter(|byte| *byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<document>\n";

    fn refused(body: &str) -> String {
        read(format!("{HEAD}{body}").as_bytes()).unwrap_err()
    }

    #[test]
    fn rows_come_with_their_columns() {
        let text = format!(
            "{HEAD}<LimeSurveyDocType>Survey</LimeSurveyDocType><DBVersion>641</DBVersion>\
             <languages><language>en</language><language>ko</language></languages>\
             <groups><fields><fieldname>gid</fieldname></fields><rows>\
             <row><gid><![CDATA[7]]></gid><name>a &amp; b &#233;</name><empty/></row><row/></rows></groups></document>"
        );
        let tables = read(text.as_bytes()).unwrap();
        assert_eq!((tables.kind.as_str(), tables.version.as_str()), ("Survey", "641"));
        assert_eq!(tables.languages, ["en", "ko"]);
        let rows = tables.rows("groups");
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].get("name").map(String::as_str), Some("a & b é"));
        assert_eq!(rows[0].get("empty"), None);
        assert!(tables.rows("questions").is_empty());
    }

    #[test]
    fn what_no_structure_has_is_refused() {
        let doctype = "<!DOCTYPE document [<!ENTITY a \"aaaa\">]><document>&a;</document>";
        assert!(read(doctype.as_bytes()).unwrap_err().contains("DOCTYPE"));
        assert!(refused("<a>&bomb;</a></document>").contains("&bomb;"));
        assert!(refused(&"<a>".repeat(40)).contains("nested"));
        assert!(refused("<groups><rows>").contains("breaks off"));
        assert!(refused("</groups>").contains("line 3"));
        assert!(read(b"<html></html>").unwrap_err().contains("document"));
        assert!(read(b"\xff\xfe<\0").unwrap_err().contains("UTF-8"));
        assert!(read(b"").is_err());
    }
}
