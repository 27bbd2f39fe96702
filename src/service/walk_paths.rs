//! Trying the routes of a survey with made-up respondents, screened out where their answers lead to it.

use std::sync::Arc;

use super::simulate_responses::{Simulation, plan};
use crate::fieldwork::WavePlan;
use crate::i18n::Language;
use crate::questionnaire::Questionnaire;
use crate::simulation::{self, Paths, Plan, Screening, SimulationError};

/// The routes that made-up respondents take, timed for readers of the language.
///
/// # Errors
/// Where no answers could be found that get past a page.
pub fn walk_paths(
    questionnaire: &Arc<Questionnaire>,
    wave: Option<&WavePlan>,
    language: &Language,
    simulation: Simulation,
) -> Result<Paths, SimulationError> {
    let plan = Plan { screening: Screening::AsItComes, ..plan(questionnaire, wave, simulation) };
    Ok(simulation::paths(questionnaire, &simulation::respondents(&plan)?, language))
}
