//! Making up responses to a survey: its sources and their rules come from the wave file, its targets from the report file.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::fieldwork::{WavePlan, WaveRules};
use crate::questionnaire::Questionnaire;
use crate::simulation::{self, Plan, Screening, Simulated, SimulationError, Source};
use crate::tabulation::ReportFile;

/// How many are made up, and from which seed: the same makes the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Simulation {
    pub respondents: usize,
    pub seed: u64,
}

/// Made-up complete responses; with a report file, moved until its published figures come out.
///
/// # Errors
/// Where no answers could be found that get through the questionnaire.
pub fn simulate_responses(
    questionnaire: &Arc<Questionnaire>,
    wave: Option<&WavePlan>,
    targets: Option<&ReportFile>,
    simulation: Simulation,
) -> Result<Simulated, SimulationError> {
    let plan = plan(questionnaire, wave, simulation);
    match targets {
        Some(report) => simulation::calibrate(&plan, report),
        None => {
            Ok(Simulated { responses: simulation::respondents(&plan)?, met: Vec::new(), unmet: Vec::new() })
        }
    }
}

/// Who is made up for a survey; nobody of them is screened out.
pub(super) fn plan<'a>(
    questionnaire: &'a Arc<Questionnaire>,
    wave: Option<&WavePlan>,
    simulation: Simulation,
) -> Plan<'a> {
    Plan {
        questionnaire,
        wave: wave.map(|wave| wave.slug.clone()),
        sources: wave.map(|wave| sources(wave, questionnaire)).unwrap_or_default(),
        respondents: simulation.respondents,
        seed: simulation.seed,
        first_day: first_day(wave),
        screening: Screening::Avoided,
    }
}

fn sources(wave: &WavePlan, questionnaire: &Questionnaire) -> Vec<Source> {
    let (rules, _) = WaveRules::compile(wave, questionnaire);
    wave.sources
        .iter()
        .map(|source| Source {
            code: source.code.clone(),
            end_if: rules.source_end(Some(&source.code)).cloned(),
        })
        .collect()
}

/// The day the wave opens. A wave without one gets a day that never changes, so that the same seed makes the same
/// responses tomorrow.
fn first_day(wave: Option<&WavePlan>) -> NaiveDate {
    const FIRST_DAY: NaiveDate = match NaiveDate::from_ymd_opt(2023, 9, 1) {
        Some(day) => day,
        None => NaiveDate::MIN,
    };
    wave.and_then(|wave| wave.opens).map_or(FIRST_DAY, |opens| opens.date())
}
