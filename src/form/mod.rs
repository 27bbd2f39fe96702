//! What the respondent sees and sends: pages, the way through them and their HTML; raw fields to answers, and the rules
//! held against them.

pub mod assets;
pub mod fields;
pub mod flow;
pub mod html;
pub mod intro;
pub mod look;
mod markdown;
mod moving;
mod order;
pub mod outline;
pub mod page;
#[cfg(test)]
mod page_tests;
#[cfg(test)]
mod parts_tests;
mod preamble;
pub mod raw;
pub mod receipt;
mod script;
#[cfg(test)]
mod tests;
mod turn;
mod validate;

pub use moving::{Progress, may_go_on_in};
pub use order::{item_order, shown_order, shown_orders};
pub use preamble::{GivenPreamble, consent_words, read_preamble, refused};
pub use raw::{RawAnswers, RawValue, Strictness};
pub use turn::{Direction, Interview, Turn, take_turn};
pub use validate::{AnswerProblem, Judged, Limit, Rule, Validated, judge, requirements, validate};
