//! The waves of a trend: which of them asked, how each stands to the one before, and whose number can be shown.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::asked::Asked;
use super::past::{Editions, Past};
use super::wave::{self, Carried, State, origins};
use super::{WaveAnswers, trend_time};
use crate::diagnostics::Diagnostic;
use crate::questionnaire::{self, VariableIndex};

/// A wave of the trend, as far as it is known.
pub(super) struct Wave<'a> {
    /// In the order of the editions.
    pub(super) place: usize,
    pub(super) answers: &'a WaveAnswers,
    pub(super) state: State,
    pub(super) time: f64,
    /// The wave before that asked, and what the comparison with it says.
    pub(super) before: Option<(usize, questionnaire::Trend)>,
    /// Whether its number is shown.
    pub(super) is_shown: bool,
    /// Its answers under the report's questionnaire, where its number is shown.
    pub(super) carried: Option<Carried>,
    /// By respondent; NaN is no weight.
    pub(super) weights: Option<Arc<Vec<f64>>>,
}

/// Each wave of the plan: whether it asked, how it stands to the wave before, its answers and weights where it has any.
pub(super) fn waves<'a>(
    asked: &Asked<'_>,
    editions: &Editions<'a>,
    pasts: &BTreeMap<VariableIndex, Past>,
    anchor: usize,
) -> Result<Vec<Wave<'a>>, Vec<Diagnostic>> {
    let answers: Vec<&WaveAnswers> = editions.waves().collect();
    let times = trend_time::times(&answers);
    let mut waves: Vec<Wave<'a>> = Vec::new();
    for (place, (answers, time)) in answers.into_iter().zip(times).enumerate() {
        let state = wave::state(asked, pasts, place);
        let asks = matches!(state, State::Asked(_));
        let before = waves.iter().rposition(|wave| matches!(wave.state, State::Asked(_)));
        let before = before.filter(|_| asks);
        let before = before.map(|before| (before, verdict(asked, pasts, waves[before].place, place)));
        waves.push(Wave {
            place,
            answers,
            state,
            time,
            before,
            is_shown: asks,
            carried: None,
            weights: None,
        });
    }
    hide_what_stands_alone(asked, pasts, &mut waves, anchor);
    let to = &editions.own_questionnaire();
    for wave in waves.iter_mut().filter(|wave| wave.is_shown) {
        let origins = origins(pasts, wave.place);
        let extras = &asked.report.declared.extras;
        wave.carried = Some(Carried::of(wave.answers, to, &origins, extras, &asked.dataset.info));
        if let Some(name) = asked.plan.weight.as_ref().filter(|_| asked.is_weighted) {
            wave.weights = Some(Arc::new(wave::weights(name, wave.answers, asked)?));
        }
    }
    Ok(waves)
}

/// The worst of what the comparisons say of everything that the trend reads.
pub(super) fn verdict(
    asked: &Asked<'_>,
    pasts: &BTreeMap<VariableIndex, Past>,
    from: usize,
    to: usize,
) -> questionnaire::Trend {
    let steps = asked.own.iter().chain(&asked.beside).flat_map(|variable| &pasts[variable].steps);
    let between = steps.filter(|step| step.from >= from && step.to <= to);
    between.map(|step| step.trend).max().unwrap_or(questionnaire::Trend::Comparable)
}

/// A number beside others that it cannot be compared with would be compared: it is not shown.
fn hide_what_stands_alone(
    asked: &Asked<'_>,
    pasts: &BTreeMap<VariableIndex, Past>,
    waves: &mut [Wave<'_>],
    anchor: usize,
) {
    let asking: Vec<usize> = (0..waves.len()).filter(|at| waves[*at].is_shown).collect();
    let is_cut =
        |wave: &Wave<'_>| wave.before.is_some_and(|(_, trend)| trend == questionnaire::Trend::Broken);
    let is_refused = |wave: &Wave<'_>| matches!(wave.state, State::Refused(_));
    let any_break = waves.iter().any(|wave| is_cut(wave) || is_refused(wave));
    let cut: Vec<bool> = asking.iter().map(|at| is_cut(&waves[*at])).collect();
    for (nth, at) in asking.iter().enumerate() {
        let joins_before = nth > 0 && !cut[nth];
        let joins_after = cut.get(nth + 1).is_some_and(|cut| !cut);
        waves[*at].is_shown = joins_before || joins_after || !any_break;
    }
    // The names are those of the report's questionnaire; where that is no wave, it must go on from the last that asked.
    let last = asking.last().map(|at| waves[*at].place);
    if let Some(last) = last.filter(|_| anchor >= waves.len())
        && verdict(asked, pasts, last, anchor) == questionnaire::Trend::Broken
    {
        waves.iter_mut().for_each(|wave| wave.is_shown = false);
    }
}
