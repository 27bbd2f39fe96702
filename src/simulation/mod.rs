//! Synthetic respondents: made-up people who walk the routing and answer at random, and are moved until published
//! figures come out. They try a survey, and show a report, before anybody was asked; what they say is never evidence.

mod calibrate;
mod chance;
mod draw;
mod paths;
mod targets;
mod walk;

use std::sync::Arc;

use chrono::NaiveDate;

use crate::questionnaire::Questionnaire;
use crate::questionnaire::condition::Condition;
use crate::responses::Response;

pub use paths::{Paths, Route, paths};
pub use targets::{Met, Simulated, Unmet, calibrate};

/// What stands wherever synthetic answers show.
pub const SYNTHETIC: &str = "Synthetic answers: made by simulation, nobody was asked.";

/// Who is to be made up. The same plan gives the same respondents.
#[derive(Debug, Clone)]
pub struct Plan<'a> {
    pub questionnaire: &'a Arc<Questionnaire>,
    /// The wave's slug, where the respondents answer to one.
    pub wave: Option<String>,
    /// The sources of the wave; none: the respondents have none.
    pub sources: Vec<Source>,
    pub respondents: usize,
    pub seed: u64,
    /// Interviews begin on this day and the sixty that follow.
    pub first_day: NaiveDate,
    pub screening: Screening,
}

#[derive(Debug, Clone)]
pub struct Source {
    pub code: String,
    /// Screens out those from this source for whom it is true.
    pub end_if: Option<Condition>,
}

/// Whether some respondents are screened out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screening {
    /// Everybody completes.
    Avoided,
    /// Screened out by whatever they happen to answer.
    AsItComes,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SimulationError {
    /// No answers could be found that pass this page without being screened out.
    #[error(
        "no synthetic respondent gets past page `{page}`: its checks, or what screens out, leave too few answers"
    )]
    Stuck { page: String },
    #[error("no text could be made for `{variable}`, which is required and has the pattern `{pattern}`")]
    NoText { variable: String, pattern: String },
}

/// The planned respondents, settled, in the order they were made.
///
/// # Errors
/// Where no answers could be found that get through the questionnaire, after a bounded number of tries.
pub fn respondents(plan: &Plan<'_>) -> Result<Vec<Response>, SimulationError> {
    let interviewer = walk::Interviewer::new(plan);
    (0..plan.respondents).map(|number| interviewer.interview(number)).collect()
}

#[cfg(test)]
mod tests;
