//! What a weight was fitted to, for errors that know of it: the margins of a raked weight, the cells of a post-stratified
//! one, as axes to count along.

use std::sync::Arc;

use super::carry_out::{settled, start_of};
use super::{CellsPlan, Definition, MarginPlan, WeightPlan};
use crate::diagnostics::Diagnostic;
use crate::tabulation::counting::{Axis, Frame, STATES, WeightSource};
use crate::tabulation::subject::Subject;

/// R takes the margins of a raked weight out one after the other, so often.
const ROUNDS: usize = 10;

/// A fitted weight.
#[derive(Debug, Clone)]
pub(crate) struct Calibration {
    pub(crate) margins: Vec<Classes>,
    /// By what answers are averaged inside a class: everybody alike for raking, the start weight for post-strata.
    pub(crate) averaged: WeightSource,
    pub(crate) rounds: usize,
}

/// The classes of one margin.
#[derive(Debug, Clone)]
pub(crate) struct Classes {
    pub(crate) axes: Vec<Axis>,
    /// The class at each place along the axes, the last running fastest.
    pub(crate) of_place: Vec<usize>,
    pub(crate) count: usize,
}

/// A weight and what it was fitted to.
#[derive(Debug, Clone)]
pub(crate) struct Weighted {
    pub(crate) source: WeightSource,
    pub(crate) calibration: Option<Calibration>,
}

/// What the weights of the plan, already made, were fitted to; `None` for numbers that are given.
///
/// # Errors
/// Why the start weights cannot be read.
pub(super) fn calibration(
    plan: &WeightPlan,
    source: &WeightSource,
    frame: &Frame<'_>,
) -> Result<Option<Calibration>, Vec<Diagnostic>> {
    let WeightSource::Computed { name, values } = source else { return Ok(None) };
    let start = start_of(plan, frame)?;
    let (margins, by_start, rounds) = match &plan.definition {
        Definition::Given(_) => return Ok(None),
        Definition::Rake(margins) => {
            (margins.iter().map(|margin| of_margin(margin, frame)).collect(), false, ROUNDS)
        }
        Definition::PostStratify(cells) => (vec![of_cells(cells, frame)], true, 1),
    };
    // Whoever has no weight left has no part in it.
    let averaged = values.iter().zip(&start).map(|(weight, start)| match (*weight > 0.0, by_start) {
        (true, true) => *start,
        (true, false) => 1.0,
        (false, _) => f64::NAN,
    });
    let averaged =
        WeightSource::Computed { name: format!("{name}, before"), values: Arc::new(averaged.collect()) };
    Ok(Some(Calibration { margins, averaged, rounds }))
}

/// Each code that has a target is a class; everybody else is the last one.
fn of_margin(margin: &MarginPlan, frame: &Frame<'_>) -> Classes {
    let subject = settled(&margin.subject, frame).into_owned();
    let last = subject.categories.len();
    let targets = margin.targets.iter().filter_map(|target| target.codes.first());
    let with_target: Vec<usize> = targets.filter_map(|code| subject.find_category(code)).collect();
    let of_place =
        (0..last + STATES).map(|place| if with_target.contains(&place) { place } else { last }).collect();
    Classes { axes: vec![Axis::Codes(subject)], of_place, count: last + 1 }
}

/// Each cell is a class; everybody else is the last one.
fn of_cells(cells: &CellsPlan, frame: &Frame<'_>) -> Classes {
    let subjects: Vec<Subject> =
        cells.subjects.iter().map(|subject| settled(subject, frame).into_owned()).collect();
    let lengths: Vec<usize> = subjects.iter().map(|subject| subject.categories.len() + STATES).collect();
    let last = cells.targets.len();
    let mut of_place = vec![last; lengths.iter().product()];
    for (cell, target) in cells.targets.iter().enumerate() {
        let places: Option<Vec<usize>> =
            subjects.iter().zip(&target.codes).map(|(subject, code)| subject.find_category(code)).collect();
        let at = places
            .map(|places| places.iter().zip(&lengths).fold(0, |at, (place, length)| at * length + place));
        if let Some(class) = at.and_then(|at| of_place.get_mut(at)) {
            *class = cell;
        }
    }
    Classes { axes: subjects.into_iter().map(Axis::Codes).collect(), of_place, count: last + 1 }
}
