//! One respondent's pass through one version: the answers, and the reason of each that is missing.

mod answer;
mod response;

pub use answer::{Answer, Answers, Missing, OptionSet};
pub use response::{Circumstances, Disposition, Reached, Response, Settled};
