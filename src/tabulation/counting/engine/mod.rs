//! The engine over columns in memory: fills the cubes of a plan. The respondents are counted in parts of fixed size,
//! the parts in lanes of fixed number, and the lanes are put together in their order: any number of threads gives the
//! same bytes.

mod kernels;
mod part;
mod passes;
mod places;
mod tallies;
mod threads;
mod weights;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::ops::Range;

use super::{
    Axis, AxisFound, CountPlan, Counted, Counts, Cube, Frame, Measured, Point, STATES, WeightSource,
};
use crate::tabulation::dataset::{Column, State};
use crate::tabulation::evaluate::{Columns, Truth};
use crate::tabulation::kernels::Mask;
use part::{Along, Bench, PART, squeezed};
use passes::Length;
use tallies::{NumberTally, PairTally};
use weights::{Unit, Whole};

/// Lanes are worked on side by side. Fixed, so that sums of numbers do not depend on the machine.
const LANES: usize = 8;

/// Every cube that the plan asks for, over the universe of the frame, on as many threads as there are processors.
pub(crate) fn count(plan: &CountPlan, frame: &Frame<'_>) -> Counts {
    count_on(plan, frame, threads::available())
}

/// [`count`] on so many threads; their number never shows in what comes back.
pub(crate) fn count_on(plan: &CountPlan, frame: &Frame<'_>, threads: usize) -> Counts {
    let prepared = Prepared::of(plan, frame);
    let respondents = frame.dataset.respondents();
    let parts = respondents.div_ceil(PART);
    let lanes = threads::side_by_side(parts.clamp(1, LANES), threads, |lane| {
        let mut bench = Bench::new(plan.requests.len());
        let mut tallies = prepared.tallies();
        for part in (lane..parts).step_by(LANES) {
            bench.add(&prepared, part * PART, respondents.min((part + 1) * PART), &mut tallies);
        }
        tallies
    });
    let mut tallies = prepared.tallies();
    for lane in lanes {
        tallies.iter_mut().zip(lane).for_each(|(tally, own)| tally.merge(own));
    }
    let mut without_weight = vec![0; plan.requests.len()];
    let mut units = vec![None; plan.requests.len()];
    for group in &prepared.groups {
        for request in &group.requests {
            without_weight[*request] = group.without_weight;
            units[*request] = group.unit;
        }
    }
    let counted = tallies
        .into_iter()
        .enumerate()
        .map(|(request, tally)| tally.counted(prepared.found_of(request), units[request]))
        .collect();
    Counts { counted, without_weight, records: frame.universe.count() }
}

/// A plan with its names looked up and its conditions answered.
struct Prepared<'a> {
    plan: &'a CountPlan,
    columns: Columns<'a>,
    /// Every axis of the plan once.
    axes: Vec<&'a Axis>,
    found: Vec<AxisFound>,
    /// Of the axes that are conditions.
    truths: Vec<Option<Truth>>,
    /// By request: places among the axes.
    axes_of: Vec<Vec<usize>>,
    /// By request: the numbers that are summed.
    numbers: Vec<Vec<Cow<'a, [f64]>>>,
    weights: Vec<(Unit, Cow<'a, [f64]>)>,
    groups: Vec<Group>,
}

/// Requests over the same people with the same weight.
struct Group {
    weight: Option<usize>,
    unit: Option<Unit>,
    people: Mask,
    without_weight: u64,
    requests: Vec<usize>,
}

impl<'a> Prepared<'a> {
    fn of(plan: &'a CountPlan, frame: &'a Frame<'_>) -> Prepared<'a> {
        let columns = frame.columns();
        let mut axes: Vec<&Axis> = Vec::new();
        let mut axes_of = Vec::new();
        for request in &plan.requests {
            let mut place = |axis: &'a Axis| {
                axes.iter().position(|known| *known == axis).unwrap_or_else(|| {
                    axes.push(axis);
                    axes.len() - 1
                })
            };
            axes_of.push(request.axes.iter().map(&mut place).collect());
        }
        let found = axes.iter().map(|axis| places::found(axis, &columns, &frame.universe)).collect();
        let truth = |axis: &&Axis| match axis {
            Axis::Truth(condition) => Some(columns.truth(&condition.expr)),
            Axis::Codes(_) | Axis::Flags { .. } | Axis::Values(_) => None,
        };
        let numbers = |of: &Measured| match of {
            Measured::People => Vec::new(),
            Measured::Number(y) | Measured::Distribution(y) => vec![places::numbers(y, &columns)],
            Measured::Pair(x, y) => vec![places::numbers(x, &columns), places::numbers(y, &columns)],
        };
        let weights: Vec<(Unit, Cow<'a, [f64]>)> =
            plan.weights.iter().map(|source| weights_of(source, &columns)).collect();
        Prepared {
            plan,
            truths: axes.iter().map(truth).collect(),
            axes,
            found,
            axes_of,
            numbers: plan.requests.iter().map(|request| numbers(&request.of)).collect(),
            groups: groups(plan, frame, &weights),
            weights,
            columns,
        }
    }

    /// A respondent's weight in units.
    fn whole(&self, group: &Group, at: usize) -> u64 {
        let weights = group.weight.and_then(|weight| self.weights.get(weight));
        weights.and_then(|(unit, values)| unit.whole(*values.get(at)?)).unwrap_or(0)
    }

    /// The weights of some respondents as they are in the data.
    fn weights_within(&self, group: &Group, respondents: Range<usize>) -> Option<(Unit, &[f64])> {
        let (unit, values) = self.weights.get(group.weight?)?;
        Some((*unit, values.get(respondents).unwrap_or(&[])))
    }

    fn found_of(&self, request: usize) -> Vec<AxisFound> {
        self.axes_of[request].iter().map(|axis| self.found[*axis].clone()).collect()
    }

    fn cells(&self, request: usize) -> usize {
        self.axes_of[request].iter().map(|axis| self.found[*axis].length).product()
    }

    fn tallies(&self) -> Vec<Tally> {
        let tally = |(request, of): (usize, &Measured)| match of {
            Measured::People => Tally::People(vec![Whole::default(); self.cells(request)]),
            Measured::Number(_) => Tally::Numbers(vec![NumberTally::default(); self.cells(request)]),
            Measured::Pair(..) => Tally::Pairs(vec![PairTally::default(); self.cells(request)]),
            Measured::Distribution(_) => Tally::Values(Vec::new()),
        };
        self.plan.requests.iter().map(|request| &request.of).enumerate().map(tally).collect()
    }

    /// The places of some respondents along the axis.
    fn along(&self, axis: usize, respondents: Range<usize>) -> (Along, Length) {
        let whole = self.found[axis].length;
        if let Axis::Codes(subject) = self.axes[axis]
            && whole <= 256
            && let Some(Column::Codes(codes)) = self.columns.column(subject.reference)
            && let Some(codes) = codes.get(respondents.clone())
        {
            // The commonest of all: an answer stands at its own code, a state behind the answers.
            let (answers, last) = ((whole - STATES) as u16, (STATES - 1) as u16);
            let behind = |code: u16| answers + State::NotAsked.code().wrapping_sub(code).min(last);
            let place = |code: &u16| if *code < answers { *code as u8 } else { behind(*code) as u8 };
            let (bytes, length) = squeezed(codes.iter().map(place).collect(), whole);
            return (Along::Narrow(bytes), length);
        }
        let truth = self.truths[axis].as_ref();
        let found = &self.found[axis];
        Along::of(places::places(self.axes[axis], found, truth, &self.columns, respondents), whole)
    }
}

fn weights_of<'a>(source: &'a WeightSource, columns: &Columns<'a>) -> (Unit, Cow<'a, [f64]>) {
    let values = match source {
        WeightSource::Column(reference) => places::numbers_of(*reference, columns),
        WeightSource::Computed { values, .. } => Cow::Borrowed(values.as_slice()),
    };
    let largest = |largest: f64, value: &f64| {
        if *value > largest && *value < f64::INFINITY { *value } else { largest }
    };
    (Unit::of(values.iter().fold(0.0, largest)), values)
}

fn groups(plan: &CountPlan, frame: &Frame<'_>, weights: &[(Unit, Cow<'_, [f64]>)]) -> Vec<Group> {
    let passing: Vec<Mask> = plan.filters.iter().map(|filter| frame.people(Some(filter))).collect();
    let mut keys: Vec<(Option<usize>, Option<usize>)> = Vec::new();
    let mut groups: Vec<Group> = Vec::new();
    for (place, request) in plan.requests.iter().enumerate() {
        let key = (request.filter, request.weight);
        if let Some(known) = keys.iter().position(|known| *known == key) {
            groups[known].requests.push(place);
            continue;
        }
        let people = request.filter.and_then(|filter| passing.get(filter)).unwrap_or(&frame.universe);
        let weights = request.weight.and_then(|weight| weights.get(weight));
        let with_weight = match weights {
            Some((unit, values)) if values.len() >= people.len() => {
                people.and(&Mask::from_slice(&values[..people.len()], |weight| unit.is_weight(*weight)))
            }
            Some((unit, values)) => people.and(&Mask::from_fn(people.len(), |at| {
                values.get(at).is_some_and(|weight| unit.is_weight(*weight))
            })),
            None => people.clone(),
        };
        keys.push(key);
        groups.push(Group {
            weight: request.weight,
            unit: weights.map(|(unit, _)| *unit),
            without_weight: people.count() - with_weight.count(),
            people: with_weight,
            requests: vec![place],
        });
    }
    groups
}

/// The cells of one request while they are filled.
enum Tally {
    People(Vec<Whole>),
    Numbers(Vec<NumberTally>),
    Pairs(Vec<PairTally>),
    /// Cell, value and weight in units of every respondent.
    Values(Vec<(u32, f64, u64)>),
}

impl Tally {
    fn merge(&mut self, other: Tally) {
        match (self, other) {
            (Tally::People(own), Tally::People(other)) => {
                own.iter_mut().zip(&other).for_each(|(own, other)| own.merge(other));
            }
            (Tally::Numbers(own), Tally::Numbers(other)) => {
                own.iter_mut().zip(&other).for_each(|(own, other)| own.merge(other));
            }
            (Tally::Pairs(own), Tally::Pairs(other)) => {
                own.iter_mut().zip(&other).for_each(|(own, other)| own.merge(other));
            }
            (Tally::Values(own), Tally::Values(other)) => own.extend(other),
            // Two tallies of one request are of one kind.
            (Tally::People(_) | Tally::Numbers(_) | Tally::Pairs(_) | Tally::Values(_), _) => {}
        }
    }

    fn counted(self, axes: Vec<AxisFound>, unit: Option<Unit>) -> Counted {
        match self {
            Tally::People(all) => {
                Counted::People(Cube { axes, cells: all.iter().map(|tally| tally.sums(unit)).collect() })
            }
            Tally::Numbers(all) => {
                Counted::Numbers(Cube { axes, cells: all.iter().map(|tally| tally.sums(unit)).collect() })
            }
            Tally::Pairs(all) => {
                Counted::Pairs(Cube { axes, cells: all.iter().map(|tally| tally.sums(unit)).collect() })
            }
            Tally::Values(all) => {
                let length = axes.iter().map(|axis| axis.length).product();
                Counted::Distributions(Cube { axes, cells: distributions(all, length, unit) })
            }
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
