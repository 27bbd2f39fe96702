//! Moves made-up respondents until figures come out as they were published: one answer after another is changed, and a
//! change is kept where it brings the figures closer. The routing and every rule of the questionnaire hold throughout.

use super::chance::Chance;
use super::draw::stands_alone;
use super::walk::Interviewer;
use super::{Plan, SimulationError};
use crate::questionnaire::{AnswerOption, OptionIndex, Questionnaire, VariableIndex};
use crate::responses::{Answer, Missing, OptionSet, Response};

/// One figure that is to come out: the mean of `sum / base` over all respondents, or the sum alone.
#[derive(Debug, Clone)]
pub(super) struct Target {
    pub(super) over: Over,
    /// What the figure has to lie in: from `low` (inclusive) to `high` (exclusive).
    pub(super) low: f64,
    pub(super) high: f64,
    /// Answers that move the figure; empty where nothing is known of it.
    pub(super) levers: Vec<Lever>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Over {
    /// Shares, means and differences: the sum over the base.
    Base,
    /// Counts.
    Everybody,
}

/// Choosing one of `codes` of this variable moves the figure by its direction.
#[derive(Debug, Clone)]
pub(super) struct Lever {
    pub(super) variable: VariableIndex,
    pub(super) options: Vec<OptionIndex>,
    pub(super) direction: Direction,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Up,
    Down,
}

/// What one respondent adds to a figure.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Part {
    pub(super) sum: f64,
    pub(super) base: f64,
}

/// Changes tried without coming closer before the search gives up, and in all.
const TRIES_WITHOUT_GAIN: usize = 3_000;
const TRIES: usize = 60_000;
/// How often an equally good change is kept, to get off a plateau; how often a figure is moved that is met already, which
/// makes room for another; and how often any answer is drawn anew instead of one that is known to move a figure.
const KEEPS_EQUAL: f64 = 0.25;
const MOVES_MET: f64 = 0.25;
const DRAWS_ANY: f64 = 0.1;

/// Changes `responses` in place until every target is met or no further change helps. `parts_of` gives what one
/// response adds to each target.
pub(super) fn approach(
    plan: &Plan<'_>,
    interviewer: &Interviewer<'_>,
    responses: &mut [Response],
    targets: &[Target],
    parts_of: &dyn Fn(&Response) -> Result<Vec<Part>, SimulationError>,
) -> Result<(), SimulationError> {
    let parts = responses.iter().map(parts_of).collect::<Result<Vec<_>, _>>()?;
    let totals = (0..targets.len()).map(|target| sum(parts.iter().map(|parts| parts[target]))).collect();
    let mut search = Search { targets, parts, totals };
    let mut chance = Chance::new(plan.seed, 0xca11_b4a7_e000);
    let mut since_gain = 0;
    for _ in 0..TRIES {
        let missed = search.missed(&search.totals);
        if missed == 0.0 || since_gain >= TRIES_WITHOUT_GAIN {
            break;
        }
        let Some(proposal) = search.propose(plan.questionnaire, interviewer, responses, &mut chance)? else {
            continue;
        };
        let Proposal { respondent, variable, answer } = proposal;
        let changed =
            interviewer.change(respondent, &responses[respondent], variable, answer, &mut chance)?;
        since_gain += 1;
        let Some(changed) = changed else { continue };
        let parts = parts_of(&changed)?;
        let totals = search.totals_with(respondent, &parts);
        let missed_then = search.missed(&totals);
        let equal = (missed_then - missed).abs() <= 1e-9;
        if missed_then < missed && !equal || equal && chance.happens(KEEPS_EQUAL) {
            if !equal {
                since_gain = 0;
            }
            responses[respondent] = changed;
            search.parts[respondent] = parts;
            search.totals = totals;
        }
    }
    Ok(())
}

fn sum(parts: impl Iterator<Item = Part>) -> Part {
    parts
        .fold(Part::default(), |total, part| Part { sum: total.sum + part.sum, base: total.base + part.base })
}

struct Search<'a> {
    targets: &'a [Target],
    /// By respondent and target.
    parts: Vec<Vec<Part>>,
    /// By target.
    totals: Vec<Part>,
}

struct Proposal {
    respondent: usize,
    variable: VariableIndex,
    answer: Answer,
}

impl Search<'_> {
    /// How many respondents too many or too few, over all targets.
    fn missed(&self, totals: &[Part]) -> f64 {
        self.targets.iter().zip(totals).map(|(target, total)| target.missed(*total)).sum()
    }

    fn totals_with(&self, respondent: usize, parts: &[Part]) -> Vec<Part> {
        let before = &self.parts[respondent];
        self.totals
            .iter()
            .zip(before.iter().zip(parts))
            .map(|(total, (before, after))| Part {
                sum: total.sum - before.sum + after.sum,
                base: total.base - before.base + after.base,
            })
            .collect()
    }

    /// A change that moves one of the missed targets the right way, as far as that can be known beforehand.
    fn propose(
        &self,
        questionnaire: &Questionnaire,
        interviewer: &Interviewer<'_>,
        responses: &[Response],
        chance: &mut Chance,
    ) -> Result<Option<Proposal>, SimulationError> {
        let misses: Vec<f64> =
            self.targets.iter().zip(&self.totals).map(|(target, total)| target.missed(*total)).collect();
        let moves_met = chance.happens(MOVES_MET);
        let place = if moves_met { Some(chance.below(self.targets.len())) } else { chance.weighted(&misses) };
        let Some(place) = place else { return Ok(None) };
        let target = &self.targets[place];
        let levers = &target.levers;
        let respondent = chance.below(responses.len());
        if levers.is_empty() || chance.happens(DRAWS_ANY) {
            let variable = VariableIndex(chance.below(questionnaire.variables.len()));
            return redrawn(interviewer, &responses[respondent], respondent, variable, chance);
        }
        let Lever { variable, options, direction } = &levers[chance.below(levers.len())];
        let response = &responses[respondent];
        if !was_asked(response.answers.get(*variable)) {
            return Ok(None);
        }
        if options.is_empty() {
            return redrawn(interviewer, response, respondent, *variable, chance);
        }
        // Whoever is outside the figure's base cannot move it.
        if self.parts[respondent][place].base == 0.0 && !chance.happens(DRAWS_ANY) {
            return Ok(None);
        }
        let rises =
            if moves_met { chance.happens(0.5) } else { target.value(self.totals[place]) < target.low };
        let upwards = rises == (*direction == Direction::Up);
        let answer = if upwards {
            chosen(questionnaire, interviewer, response, *variable, options, chance)
        } else {
            not_chosen(questionnaire, interviewer, response, *variable, options, chance)
        };
        Ok(answer.map(|answer| Proposal { respondent, variable: *variable, answer }))
    }
}

impl Target {
    fn value(&self, total: Part) -> f64 {
        match self.over {
            Over::Base if total.base > 0.0 => total.sum / total.base,
            Over::Base => f64::NAN,
            Over::Everybody => total.sum,
        }
    }

    /// How many respondents it takes, about, to get where the figure should be; 0 where it is there.
    fn missed(&self, total: Part) -> f64 {
        /// Of the width of the target: rounding errors of the sums must not decide.
        const SAFETY: f64 = 1e-6;
        let safety = (self.high - self.low) * SAFETY;
        let (low, high) = (self.low + safety, self.high - safety);
        let value = self.value(total);
        if value.is_nan() {
            return 1.0;
        }
        let off = (low - value).max(value - high).max(0.0);
        match self.over {
            Over::Base => off * total.base,
            Over::Everybody => off,
        }
    }
}

fn was_asked(answer: &Answer) -> bool {
    !matches!(
        answer,
        Answer::Missing(Missing::NotAsked | Missing::NotReached | Missing::NotInVersion | Missing::Removed)
    )
}

fn redrawn(
    interviewer: &Interviewer<'_>,
    response: &Response,
    respondent: usize,
    variable: VariableIndex,
    chance: &mut Chance,
) -> Result<Option<Proposal>, SimulationError> {
    if !was_asked(response.answers.get(variable)) {
        return Ok(None);
    }
    let answer = interviewer.tastes.answer(variable, respondent, &|_| true, chance)?;
    Ok(answer.map(|answer| Proposal { respondent, variable, answer }))
}

/// The answer changed so that one of `options` is chosen; `None` where one is already, or cannot be.
fn chosen(
    questionnaire: &Questionnaire,
    interviewer: &Interviewer<'_>,
    response: &Response,
    variable: VariableIndex,
    options: &[OptionIndex],
    chance: &mut Chance,
) -> Option<Answer> {
    let answer = response.answers.get(variable);
    if options.iter().any(|option| crate::responses::is_chosen(answer, *option)) {
        return None;
    }
    let new = interviewer.tastes.option_among(variable, |option| options.contains(&option), chance)?;
    let all = questionnaire.options(variable);
    match answer {
        Answer::Multiple(ticked) if !stands_alone(option_of(all, new)) => {
            let kept = ticked.iter().filter(|option| !stands_alone(option_of(all, *option)));
            Some(Answer::Multiple(kept.chain([new]).collect()))
        }
        Answer::Multiple(_) => Some(Answer::Multiple([new].into_iter().collect())),
        Answer::Ranking(ranked) => {
            let mut ranked = ranked.clone();
            ranked.pop();
            ranked.push(new);
            Some(Answer::Ranking(ranked))
        }
        Answer::Single(_) | Answer::Missing(_) => fresh(questionnaire, variable, new),
        Answer::Number(_) | Answer::Scale(_) | Answer::Date(_) | Answer::Text(_) => None,
    }
}

/// An answer that consists of one option, where nothing was answered before.
fn fresh(questionnaire: &Questionnaire, variable: VariableIndex, option: OptionIndex) -> Option<Answer> {
    use crate::questionnaire::VariableKind;
    match questionnaire.variable(variable).kind {
        VariableKind::Single => Some(Answer::Single(option)),
        VariableKind::Multiple => Some(Answer::Multiple([option].into_iter().collect())),
        VariableKind::Ranking { .. } => Some(Answer::Ranking(vec![option])),
        VariableKind::Number | VariableKind::Scale | VariableKind::Date | VariableKind::Text => None,
    }
}

/// The answer changed so that none of `options` is chosen; `None` where none is, or another cannot be.
fn not_chosen(
    questionnaire: &Questionnaire,
    interviewer: &Interviewer<'_>,
    response: &Response,
    variable: VariableIndex,
    options: &[OptionIndex],
    chance: &mut Chance,
) -> Option<Answer> {
    let answer = response.answers.get(variable);
    if !options.iter().any(|option| crate::responses::is_chosen(answer, *option)) {
        return None;
    }
    let all = questionnaire.options(variable);
    let mut other = |alone: bool| {
        interviewer.tastes.option_among(
            variable,
            |option| !options.contains(&option) && (alone || !stands_alone(option_of(all, option))),
            chance,
        )
    };
    match answer {
        Answer::Single(_) => other(true).map(Answer::Single),
        Answer::Multiple(ticked) => {
            let kept: OptionSet = ticked.iter().filter(|option| !options.contains(option)).collect();
            if kept.is_empty() {
                Some(Answer::Multiple([other(true)?].into_iter().collect()))
            } else {
                Some(Answer::Multiple(kept))
            }
        }
        Answer::Ranking(ranked) => {
            let kept: Vec<OptionIndex> =
                ranked.iter().copied().filter(|option| !options.contains(option)).collect();
            if kept.is_empty() {
                Some(Answer::Ranking(vec![other(false)?]))
            } else {
                Some(Answer::Ranking(kept))
            }
        }
        Answer::Number(_) | Answer::Scale(_) | Answer::Date(_) | Answer::Text(_) | Answer::Missing(_) => None,
    }
}

fn option_of(options: &[AnswerOption], option: OptionIndex) -> &AnswerOption {
    &options[usize::from(option.0)]
}
