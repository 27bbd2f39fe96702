//! The lines of a trend before they are written down: in each wave the estimate for everyone and for each code, of whom the
//! line is about and with the weights that it has.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::asked::Asked;
use super::estimate::{Estimate, Rules, estimates};
use super::past::{Editions, Past};
use super::standing::Wave;
use super::wave::{Carried, State, measure, origins};
use crate::diagnostics::Diagnostic;
use crate::questionnaire::VariableIndex;
use crate::questionnaire::condition::Reference;
use crate::questionnaire::syntax::Reader;
use crate::tabulation::counting::{Frame, WeightSource};
use crate::tabulation::kernels::Mask;
use crate::tabulation::names::Names;
use crate::tabulation::plan::Setting;
use crate::tabulation::subject::Subject;
use crate::tabulation::weighting::Weighted;

/// A line before it is written down: its id and label, and the estimate of each wave that has one.
pub(super) struct Drawn {
    pub(super) id: String,
    pub(super) label: String,
    pub(super) estimates: Vec<Option<Estimate>>,
}

/// Whom of a wave a line is about, and how they are weighed.
#[derive(Debug, Clone)]
pub(super) struct People {
    /// `None` is all of the report's universe.
    pub(super) admitted: Option<Mask>,
    pub(super) weighing: Weighing,
}

#[derive(Debug, Clone)]
pub(super) enum Weighing {
    /// As the wave's own report says, or not at all.
    Own,
    Made(Arc<Vec<f64>>),
    /// The wave cannot be weighed so: it has no number on the line.
    Impossible,
}

/// The codes of `by` with their labels, in the order of the questionnaire, or in which they come up.
pub(super) fn codes(asked: &Asked<'_>, waves: &[Wave<'_>]) -> Vec<(String, String)> {
    let mut codes: Vec<(String, String)> = Vec::new();
    for carried in waves.iter().filter_map(|wave| wave.carried.as_ref()) {
        let Some(by) = within(asked, carried, |setting, _| by_of(asked, &setting.names())) else { continue };
        let is_item = |by: &&Subject| matches!(by.reference, Reference::Variable(_));
        let known = asked.by.as_ref().filter(is_item).map(|by| by.categories.len());
        // What a wave had beyond the report's questionnaire stands behind it and is no line.
        let own = by.categories.iter().take(known.unwrap_or(usize::MAX));
        for category in own.filter(|category| category.missing.is_none() && !category.hidden) {
            if !codes.iter().any(|(code, _)| *code == category.code) {
                codes.push((category.code.clone(), category.label.clone()));
            }
        }
    }
    codes
}

fn by_of(asked: &Asked<'_>, names: &Names<'_>) -> Option<Subject> {
    let by = asked.plan.by.as_ref()?;
    names.subject(&by.value, by.span, &mut Vec::new())
}

/// Works with the wave's answers as a report sees them.
pub(super) fn within<R>(
    asked: &Asked<'_>,
    carried: &Carried,
    work: impl FnOnce(&Setting<'_>, Frame<'_>) -> R,
) -> R {
    let dataset = carried.dataset.as_ref();
    let mut reader = Reader::default();
    let setting = Setting::over(dataset, None, Some(asked.report), &mut reader);
    let frame = Frame::of(&setting, dataset, &asked.report.universe);
    work(&setting, frame)
}

/// By wave: the estimate for everyone, then for each code; nothing where the wave shows no number.
///
/// # Errors
/// Where counting would take more memory than it may.
pub(super) fn drawn(
    asked: &Asked<'_>,
    editions: &Editions<'_>,
    pasts: &BTreeMap<VariableIndex, Past>,
    waves: &[Wave<'_>],
    codes: &[(String, String)],
    people: &[People],
) -> Result<Vec<Vec<Option<Estimate>>>, Vec<Diagnostic>> {
    let of = |(wave, people): (&Wave<'_>, &People)| {
        let nothing = || vec![None; codes.len() + 1];
        let (State::Asked(counted), Some(carried)) = (&wave.state, &wave.carried) else {
            return Ok(nothing());
        };
        let weights = match &people.weighing {
            Weighing::Own => wave.weights.as_ref(),
            Weighing::Made(weights) => Some(weights),
            Weighing::Impossible => return Ok(nothing()),
        };
        within(asked, carried, |setting, mut frame| {
            let names = setting.names();
            if let Some(admitted) = &people.admitted {
                frame.keep(admitted);
            }
            let variable = asked.plan.of.variable();
            let Some(subject) = names.subject(&variable.value, variable.span, &mut Vec::new()) else {
                return Ok(nothing());
            };
            let origins = origins(pasts, wave.place);
            let there = editions.questionnaire(wave.place);
            let origin = asked.direct().and_then(|own| Some((own, origins.get(&own)?, there)));
            let measure = measure(asked, counted, carried, origin, subject);
            let by = by_of(asked, &names);
            let place = |code: &String| by.as_ref()?.find_category(code);
            let places: Vec<Option<usize>> = codes.iter().map(|(code, _)| place(code)).collect();
            let present: Vec<usize> = places.iter().flatten().copied().collect();
            let rules = Rules { id: &asked.plan.id, variance: asked.variance, confidence: asked.confidence };
            let name = || asked.plan.weight.as_ref().map_or_else(String::new, |name| name.value.clone());
            let weight = weights
                .map(|values| WeightSource::Computed { name: name(), values: Arc::clone(values) })
                .map(|source| Weighted { source, calibration: None });
            let found = estimates(
                &measure,
                &rules,
                (by.as_ref(), &present),
                asked.plan.condition.as_ref(),
                weight.as_ref(),
                (setting, &frame),
            )?;
            let mut found = found.into_iter();
            let mut all = vec![found.next()];
            all.extend(places.iter().map(|place| place.and_then(|_| found.next())));
            Ok(all)
        })
    };
    waves.iter().zip(people).map(of).collect()
}

pub(super) fn line(id: &str, label: &str, by_wave: &[Vec<Option<Estimate>>], place: usize) -> Drawn {
    let estimates = by_wave.iter().map(|wave| wave.get(place).cloned().flatten()).collect();
    Drawn { id: id.to_owned(), label: label.to_owned(), estimates }
}
