//! `canvass simulate`: made-up responses as a data file, marked as such.

use super::answers::read_survey_with;
use super::arguments::Simulate;
use super::export::write_sidecar;
use super::failure::Failure;
use super::terminal::{self, Terminal, counted};
use crate::export::{CsvOptions, Origin, responses_csv};
use crate::questionnaire::version_id;
use crate::responses::flags;
use crate::service::{Simulation, simulate_responses};
use crate::simulation::{SYNTHETIC, Simulated};

/// More than this many would not fit in memory beside the tables made of them.
const RESPONDENTS_MAX: usize = 1_000_000;

pub(super) fn run(arguments: &Simulate, terminal: Terminal) -> anyhow::Result<()> {
    within_limit(arguments.n)?;
    let (survey, questionnaire) = read_survey_with(&arguments.path, arguments.targets.as_deref(), terminal)?;
    let targets = survey.report.as_deref().filter(|_| arguments.targets.is_some());
    let simulation = Simulation { respondents: arguments.n, seed: arguments.seed };
    let simulated = simulate_responses(&questionnaire, survey.wave.as_ref(), targets, simulation)
        .map_err(|error| Failure::Input(error.to_string()))?;

    let flags = flags(&questionnaire, &simulated.responses);
    let options = CsvOptions { origin: Origin::Simulation, flags: &flags, ..CsvOptions::default() };
    let mut file = Vec::new();
    let mut responses = simulated.responses.iter().cloned();
    let written = responses_csv(&questionnaire, &mut responses, options, &mut file)?;
    let out = arguments.out.as_deref();
    terminal::deliver(out, &file)?;
    if let Some(path) = out {
        let slug = survey.wave.as_ref().map(|wave| wave.slug.as_str());
        write_sidecar(path, &written, &version_id(&questionnaire).to_string(), slug)?;
        let responses = counted(simulated.responses.len(), "synthetic response");
        terminal.say(format!("{responses} written to {}", path.display()));
    }
    terminal.say(SYNTHETIC);
    if targets.is_some() {
        say_targets(&simulated, terminal);
    }
    Ok(())
}

/// Refuses more respondents than are made up at once.
pub(super) fn within_limit(respondents: usize) -> Result<(), Failure> {
    if respondents > RESPONDENTS_MAX {
        return Err(Failure::Usage(format!("--n can be {RESPONDENTS_MAX} at most")));
    }
    Ok(())
}

/// Which published figures come out, and each that does not, with the reason.
pub(super) fn say_targets(simulated: &Simulated, terminal: Terminal) {
    let Simulated { met, unmet, .. } = simulated;
    terminal.say(format!(
        "{} of {} at the published decimals",
        met.len(),
        counted(met.len() + unmet.len(), "published figure")
    ));
    for one in unmet {
        terminal.say(format!(
            "  not {}: published {}, here {} ({})",
            one.figure, one.published, one.computed, one.why
        ));
    }
}
