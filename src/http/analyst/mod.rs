//! What analysts ask for: tables, the report, the responses.

pub(super) mod exports;
pub(super) mod reports;
pub(super) mod tables;
