//! One respondent's pass through one version: the answers, and the reason of each that is missing.

mod answer;

pub use answer::{Answer, Answers, Missing, OptionSet};
