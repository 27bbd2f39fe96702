//! What analysts ask for: tables, figures, the report, the responses.

pub(super) mod exports;
pub(super) mod figures;
pub(super) mod reports;
pub(super) mod tables;
pub(super) mod weights;

use crate::service::Counted;

/// The header that says where the answers were counted: `memory` or `database`.
fn counted_in<T>(counted: &Counted<T>) -> (&'static str, &'static str) {
    ("x-counted-in", counted.place.as_str())
}
