//! One respondent's pass through one version: the answers, and the reason of each that is missing.

mod answer;
mod breach;
mod crosswalk;
pub mod data_file;
mod facts;
mod field_value;
mod layout;
#[cfg(test)]
mod layout_tests;
mod names;
mod packed_response;
mod preamble;
#[cfg(test)]
mod properties;
mod quality;
mod response;
mod route;
#[cfg(test)]
mod route_tests;
mod tally;
#[cfg(test)]
pub(crate) mod testing;
mod value;

pub use answer::{Answer, Answers, Missing, OptionSet};
pub use breach::{AnswerProblem, Limit, Rule, SPECIFY_LENGTH_MAX, adds_up, breaches};
pub use crosswalk::{Crosswalk, Uncarried, crosswalks};
pub use facts::AnswerFacts;
pub use field_value::FieldValue;
pub use layout::{Coding, Field, Layout, LayoutError, Packed, reason_byte};
pub use names::{
    ColumnName, ColumnRole, PreambleColumn, columns, every_name, flag_name, option_name, preamble_columns,
    specify_name,
};
pub use packed_response::PackedResponse;
pub use preamble::{ConsentRecord, Preamble};
pub use quality::{Flags, Judged, flags, flags_of};
pub use response::{Circumstances, Disposition, Reached, Response, Settled, ShownOrders};
pub use route::{
    ItemCounts, count_items, is_chosen, item_is_asked, option_is_offered, page_is_shown, row_is_asked, settle,
};
pub use tally::Tally;
pub use value::{NUMBER_MAX, find_option, has_decimals_at_most, parse_date, parse_integer, parse_number};
