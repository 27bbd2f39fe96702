//! Waves brought to the composition of one of them: how a share would have moved if the same kinds of people had answered
//! each time.

use std::sync::Arc;

use super::asked::Asked;
use super::lines::{People, Weighing, within};
use super::standing::Wave;
use super::words::Said;
use crate::tabulation::counting::Frame;
use crate::tabulation::report_file::Reweight;
use crate::tabulation::subject::Subject;
use crate::tabulation::weighting::{Composition, brought_to, composition};

/// Puts the weights of each wave into `people`. The wave that all are brought to keeps its own.
pub(super) fn weigh(
    asked: &Asked<'_>,
    reweight: &Reweight,
    waves: &[Wave<'_>],
    people: &mut [People],
    said: &mut Said,
) {
    let wanted = waves.iter().zip(people.iter()).find(|(wave, _)| wave.answers.name == reweight.to.value);
    let wanted: Option<Composition> = wanted.and_then(|(wave, people)| {
        let found = on(asked, reweight, wave, people, |subjects, frame| {
            composition(subjects, frame, wave.weights.as_ref().map(|weights| weights.as_slice()))
        })?;
        found.iter().all(|shares| !shares.is_empty()).then_some(found)
    });
    if wanted.is_none() {
        said.no_composition(&reweight.to.value);
    }
    for (wave, people) in waves.iter().zip(people) {
        people.weighing = match &wanted {
            Some(_) if wave.answers.name == reweight.to.value => Weighing::Own,
            Some(wanted) => {
                let made = on(asked, reweight, wave, people, |subjects, frame| {
                    let own = wave.weights.as_ref().map(|weights| weights.as_slice());
                    brought_to(wanted, subjects, frame, own)
                });
                match made {
                    Some(Ok(weights)) => Weighing::Made(Arc::new(weights)),
                    Some(Err(reason)) => {
                        said.cannot_be_reweighted(&wave.answers.name, &reweight.to.value, &reason);
                        Weighing::Impossible
                    }
                    None => Weighing::Impossible,
                }
            }
            None => Weighing::Impossible,
        };
    }
}

/// Works with the variables of the composition among those of a wave whom the trend is about; `None` where the wave shows
/// no number.
fn on<R>(
    asked: &Asked<'_>,
    reweight: &Reweight,
    wave: &Wave<'_>,
    people: &People,
    work: impl FnOnce(&[Subject], &Frame<'_>) -> R,
) -> Option<R> {
    within(asked, wave.carried.as_ref()?, |setting, mut frame| {
        if let Some(admitted) = &people.admitted {
            frame.keep(admitted);
        }
        if let Some(filter) = &asked.plan.condition {
            let passing = frame.holds(filter);
            frame.keep(&passing);
        }
        let names = setting.names();
        let subjects: Option<Vec<Subject>> =
            reweight.on.iter().map(|name| names.subject(&name.value, name.span, &mut Vec::new())).collect();
        Some(work(&subjects?, &frame))
    })
}
