//! The binary rows of a `COPY … TO STDOUT`, read where they lie.

use std::collections::BTreeMap;

use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};

use crate::db::responses::disposition;
use crate::db::{DbError, preamble};
use crate::ids::{ResponseId, Uuid};
use crate::responses::{PackedResponse, Preamble};

/// Rows as they came.
#[derive(Debug)]
pub struct CopiedRows {
    pieces: Vec<Bytes>,
}

/// What every binary copy begins with.
const SIGNATURE: &[u8] = b"PGCOPY\n\xff\r\n\0";
/// Columns of a row, as [`WantedRows`](super::WantedRows) asks for them.
const COLUMNS: i16 = 14;

impl CopiedRows {
    pub(super) fn of(pieces: Vec<Bytes>) -> CopiedRows {
        CopiedRows { pieces }
    }

    /// The rows in the order in which they came, `rows` or so at a time.
    ///
    /// # Errors
    /// Where they are not what was asked for.
    pub fn blocks(&self, rows: usize) -> impl Iterator<Item = Result<Vec<PackedResponse<'_>>, DbError>> {
        self.pieces.chunks(rows.max(1)).map(CopiedRows::read)
    }

    fn read(pieces: &[Bytes]) -> Result<Vec<PackedResponse<'_>>, DbError> {
        let mut rows = Vec::with_capacity(pieces.len());
        for piece in pieces {
            let mut reader = Reader { left: piece };
            reader.skip_header().ok_or_else(broken)?;
            // A piece is a row as a rule; nothing promises it.
            while !reader.left.is_empty() {
                match reader.short().ok_or_else(broken)? {
                    -1 => break,
                    COLUMNS => rows.push(reader.row()?),
                    _ => return Err(broken()),
                }
            }
        }
        Ok(rows)
    }
}

fn broken() -> DbError {
    DbError::Unreadable("the rows of a copy".to_owned())
}

struct Reader<'a> {
    left: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, bytes: usize) -> Option<&'a [u8]> {
        let (taken, left) = self.left.split_at_checked(bytes)?;
        self.left = left;
        Some(taken)
    }

    fn short(&mut self) -> Option<i16> {
        Some(i16::from_be_bytes(self.take(2)?.try_into().ok()?))
    }

    fn int(&mut self) -> Option<i32> {
        Some(i32::from_be_bytes(self.take(4)?.try_into().ok()?))
    }

    /// The signature, flags and extension of a header, where the piece begins with one.
    fn skip_header(&mut self) -> Option<()> {
        if let Some(after) = self.left.strip_prefix(SIGNATURE) {
            self.left = after;
            let _flags = self.int()?;
            let extension = usize::try_from(self.int()?).ok()?;
            self.take(extension)?;
        }
        Some(())
    }

    /// The next value: `None` inside is NULL.
    fn value(&mut self) -> Option<Option<&'a [u8]>> {
        match self.int()? {
            -1 => Some(None),
            length => self.take(usize::try_from(length).ok()?).map(Some),
        }
    }

    fn row(&mut self) -> Result<PackedResponse<'a>, DbError> {
        let mut values = [None; COLUMNS as usize];
        for value in &mut values {
            *value = self.value().ok_or_else(broken)?;
        }
        let [
            id,
            rev,
            stamp,
            version,
            ended,
            answers,
            extra,
            source,
            language,
            device,
            from,
            to,
            arms,
            consents,
        ] = values;
        let id = id.and_then(|id| Uuid::from_slice(id).ok()).ok_or_else(broken)?;
        let unreadable = |what: &str| DbError::Unreadable(format!("the {what} of response {id}"));
        let text = |value: Option<&'a [u8]>| value.map(std::str::from_utf8).transpose();
        let text = |value, what: &str| text(value).map_err(|_| unreadable(what));
        let ended = text(ended, "disposition")?.unwrap_or_default();
        Ok(PackedResponse {
            id: ResponseId(id),
            rev: rev
                .and_then(integer)
                .and_then(|rev| u32::try_from(rev).ok())
                .ok_or_else(|| unreadable("revision"))?,
            stamp: stamp.and_then(integer).unwrap_or_default(),
            version: text(version, "version")?,
            disposition: disposition(ended)?,
            answers: answers.ok_or_else(|| unreadable("answers"))?,
            extra: texts(extra).ok_or_else(|| unreadable("texts"))?,
            source: text(source, "source")?,
            language: text(language, "language")?,
            device: text(device, "device")?,
            started_at: instant(from).ok_or_else(|| unreadable("start"))?,
            submitted_at: instant(to).ok_or_else(|| unreadable("submission"))?,
            preamble: read_preamble(arms, consents).ok_or_else(|| unreadable("arms and consents"))?,
        })
    }
}

fn integer(bytes: &[u8]) -> Option<u64> {
    (bytes.len() <= 8).then(|| bytes.iter().fold(0, |value, byte| value << 8 | u64::from(*byte)))
}

/// The text of a `jsonb` value, behind the number of its form.
fn json(value: &[u8]) -> Option<&[u8]> {
    value.strip_prefix(&[1])
}

fn texts(value: Option<&[u8]>) -> Option<BTreeMap<String, String>> {
    match value {
        None => Some(BTreeMap::new()),
        Some(value) => serde_json::from_slice(json(value)?).ok(),
    }
}

fn read_preamble(arms: Option<&[u8]>, consents: Option<&[u8]>) -> Option<Preamble> {
    if arms.is_none() && consents.is_none() {
        return Some(Preamble::default());
    }
    let read = |value: Option<&[u8]>, empty: serde_json::Value| match value {
        None => Some(empty),
        Some(value) => serde_json::from_slice(json(value)?).ok(),
    };
    preamble::from_json(&read(arms, serde_json::json!({}))?, &read(consents, serde_json::json!([]))?)
}

/// Microseconds since 2000-01-01; `None` is one that is out of the calendar.
fn instant(value: Option<&[u8]>) -> Option<Option<DateTime<Utc>>> {
    const ZERO: i64 = 946_684_800;
    let Some(value) = value else { return Some(None) };
    let micros = i64::from_be_bytes(value.try_into().ok()?);
    let zero = DateTime::from_timestamp(ZERO, 0)?;
    zero.checked_add_signed(TimeDelta::microseconds(micros)).map(Some)
}
