//! The engine over columns in memory: fills the cubes of a plan.

mod places;
mod tallies;
mod weights;

use std::cmp::Ordering;

use super::{
    AxisFound, CountPlan, CountRequest, Counted, Counts, Cube, Frame, Measured, Point, WeightSource,
};
use crate::tabulation::evaluate::Columns;
use crate::tabulation::kernels::Mask;
use tallies::{NumberTally, PairTally};
use weights::{Unit, Whole};

/// Every cube that the plan asks for, over the universe of the frame.
pub(crate) fn count(plan: &CountPlan, frame: &Frame<'_>) -> Counts {
    let columns = frame.columns();
    let people: Vec<Mask> = plan.filters.iter().map(|filter| frame.people(Some(filter))).collect();
    let weights: Vec<Weights> = plan.weights.iter().map(|source| Weights::of(source, &columns)).collect();
    let mut counts =
        Counts { counted: Vec::new(), without_weight: Vec::new(), records: frame.universe.count() };
    for request in &plan.requests {
        let people = request.filter.and_then(|filter| people.get(filter)).unwrap_or(&frame.universe);
        let weights = request.weight.and_then(|weight| weights.get(weight));
        let (with_weight, without_weight) = match weights {
            Some(weights) => {
                let with_weight = people.and(&weights.known);
                let without_weight = people.count() - with_weight.count();
                (with_weight, without_weight)
            }
            None => (people.clone(), 0),
        };
        let rows = Rows { people: &with_weight, weights };
        counts.counted.push(counted(request, &columns, &frame.universe, &rows));
        counts.without_weight.push(without_weight);
    }
    counts
}

/// A weight for every respondent.
struct Weights {
    unit: Unit,
    /// Zero where there is none.
    whole: Vec<u64>,
    known: Mask,
}

impl Weights {
    fn of(source: &WeightSource, columns: &Columns<'_>) -> Weights {
        let values = match source {
            WeightSource::Column(reference) => &places::numbers_of(*reference, columns),
            WeightSource::Computed { values, .. } => &**values,
        };
        let finite = values.iter().copied().filter(|value| value.is_finite());
        let unit = Unit::of(finite.fold(0.0, f64::max));
        let whole: Vec<Option<u64>> = (0..columns.dataset.respondents())
            .map(|at| unit.whole(values.get(at).copied().unwrap_or(f64::NAN)))
            .collect();
        Weights {
            unit,
            known: Mask::from_fn(whole.len(), |at| whole[at].is_some()),
            whole: whole.into_iter().map(Option::unwrap_or_default).collect(),
        }
    }
}

/// Whom a request counts, and how much each of them counts.
struct Rows<'a> {
    people: &'a Mask,
    weights: Option<&'a Weights>,
}

impl Rows<'_> {
    fn unit(&self) -> Option<Unit> {
        self.weights.map(|weights| weights.unit)
    }

    /// Each respondent with the weight in units, and as it is.
    fn iter(&self) -> impl Iterator<Item = (usize, u64, f64)> + '_ {
        self.people.iter().map(|at| match self.weights {
            Some(weights) => (at, weights.whole[at], weights.unit.weight(weights.whole[at])),
            None => (at, 1, 1.0),
        })
    }
}

fn counted(request: &CountRequest, columns: &Columns<'_>, universe: &Mask, rows: &Rows<'_>) -> Counted {
    let axes: Vec<AxisFound> =
        request.axes.iter().map(|axis| places::found(axis, columns, universe)).collect();
    let length: usize = axes.iter().map(|axis| axis.length).product();
    let mut cells = vec![0_u32; columns.dataset.respondents()];
    for (axis, found) in request.axes.iter().zip(&axes) {
        for (cell, place) in cells.iter_mut().zip(places::places(axis, found, columns)) {
            *cell = *cell * found.length as u32 + place;
        }
    }
    let unit = rows.unit();
    match &request.of {
        Measured::People => {
            let mut tallies = vec![Whole::default(); length];
            for (at, whole, _) in rows.iter() {
                tallies[cells[at] as usize].add(whole);
            }
            Counted::People(Cube { axes, cells: tallies.iter().map(|tally| tally.sums(unit)).collect() })
        }
        Measured::Number(subject) => {
            let numbers = places::numbers(subject, columns);
            let mut tallies = vec![NumberTally::default(); length];
            for (at, whole, weight) in rows.iter().filter(|(at, ..)| !numbers[*at].is_nan()) {
                tallies[cells[at] as usize].add(whole, weight, numbers[at]);
            }
            Counted::Numbers(Cube { axes, cells: tallies.iter().map(|tally| tally.sums(unit)).collect() })
        }
        Measured::Pair(x, y) => {
            let (x, y) = (places::numbers(x, columns), places::numbers(y, columns));
            let mut tallies = vec![PairTally::default(); length];
            let has_both = |at: usize| !x[at].is_nan() && !y[at].is_nan();
            for (at, whole, weight) in rows.iter().filter(|(at, ..)| has_both(*at)) {
                tallies[cells[at] as usize].add(whole, weight, x[at], y[at]);
            }
            Counted::Pairs(Cube { axes, cells: tallies.iter().map(|tally| tally.sums(unit)).collect() })
        }
        Measured::Distribution(subject) => {
            let numbers = places::numbers(subject, columns);
            let values: Vec<(u32, f64, u64)> = rows
                .iter()
                .filter(|(at, ..)| !numbers[*at].is_nan())
                .map(|(at, whole, _)| (cells[at], numbers[at] + 0.0, whole))
                .collect();
            Counted::Distributions(Cube { axes, cells: distributions(values, length, unit) })
        }
    }
}

/// The points of each of `length` cells from cell, value and weight of every respondent.
fn distributions(mut values: Vec<(u32, f64, u64)>, length: usize, unit: Option<Unit>) -> Vec<Vec<Point>> {
    let by_value =
        |a: &(u32, f64, u64), b: &(u32, f64, u64)| -> Ordering { a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)) };
    values.sort_unstable_by(by_value);
    let mut cells = vec![Vec::new(); length];
    for same in values.chunk_by(|a, b| by_value(a, b).is_eq()) {
        let mut whole = Whole::default();
        same.iter().for_each(|(_, _, weight)| whole.add(*weight));
        let Some((cell, value, _)) = same.first() else { continue };
        cells[*cell as usize].push(Point { value: *value, sums: whole.sums(unit) });
    }
    cells
}
