//! Tables, reports and responses as bytes: for a terminal, a spreadsheet, a program, a reader. Nothing here computes a
//! figure; what is shown is rounded by [`crate::tabulation::rounding`], and the same input gives the same bytes.

pub mod chart;
mod codebook;
pub mod csv;
pub mod difference;
pub mod figure;
pub mod html;
mod instrument;
pub mod json;
mod responses;
#[cfg(test)]
mod sample;
mod sheet;
#[cfg(test)]
mod tests;
pub mod text;
pub mod weights;
pub mod xlsx;

pub use codebook::codebook;
pub use instrument::{DocumentFormat, document};
pub use responses::{
    CsvOptions, MissingCells, Origin, SYNTHETIC_COLUMN, Values, Versions, Written, responses_csv,
    responses_jsonl, sidecar,
};
