//! What the respondent sees and sends: raw fields to answers, and the rules held against them.

pub mod raw;
mod validate;

pub use raw::{RawAnswers, RawValue, Strictness};
pub use validate::{AnswerProblem, Judged, Limit, Rule, Validated, judge, requirements, validate};
