//! Responses as files: CSV and JSON Lines, and what stands in the sidecar beside them. Rows come in one at a time, so a
//! large wave needs no more memory than a small one.

mod csv;
mod jsonl;
mod sidecar;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

use sha2::{Digest, Sha256};

pub use self::csv::{CsvOptions, MissingCells, Origin, SYNTHETIC_COLUMN, Values, Versions, responses_csv};
pub(super) use csv::FIXED;
pub use jsonl::responses_jsonl;
pub use sidecar::sidecar;

/// What was written: for the sidecar, or for the trailers of a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub rows: u64,
    /// Of the bytes, in hexadecimal.
    pub sha256: String,
}

/// Passes bytes on and takes their digest.
pub(super) struct Digesting<'w> {
    out: &'w mut dyn Write,
    digest: Sha256,
}

impl<'w> Digesting<'w> {
    pub(super) fn new(out: &'w mut dyn Write) -> Digesting<'w> {
        Digesting { out, digest: Sha256::new() }
    }

    pub(super) fn finish(self, rows: u64) -> Written {
        use std::fmt::Write as _;
        let mut sha256 = String::new();
        for byte in self.digest.finalize() {
            let _ = write!(sha256, "{byte:02x}");
        }
        Written { rows, sha256 }
    }
}

impl Write for Digesting<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.digest.update(bytes.get(..written).unwrap_or(bytes));
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// An instant as files write it: UTC, with as many digits of the second as it has.
fn instant(time: chrono::DateTime<chrono::Utc>) -> String {
    time.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)
}
