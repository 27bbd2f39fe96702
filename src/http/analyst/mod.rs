//! What analysts ask for: tables, figures, the report, the responses.

pub(super) mod exports;
pub(super) mod figures;
pub(super) mod reports;
pub(super) mod tables;
pub(super) mod weights;
