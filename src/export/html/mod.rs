//! A report as one self-contained HTML file: sections, tables with their bases and footers, charts as SVG. No script,
//! no third party, one `<style>` element.

mod markdown;
mod report;
mod style;
mod table;
mod trend;

pub use report::report;
pub use style::style_source;
pub use table::{card, table};
