//! What the respondent sees and sends: raw fields to answers, and the rules held against them.

pub mod raw;
#[cfg(test)]
mod tests;
mod validate;

pub use raw::{RawAnswers, RawValue, Strictness};
pub use validate::{AnswerProblem, Judged, Limit, Rule, Validated, judge, requirements, validate};
