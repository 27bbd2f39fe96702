//! The engine over columns in memory: fills the cubes of a plan. The respondents are counted in parts of fixed size,
//! the parts in lanes of fixed number, and the lanes are put together in their order: any number of threads gives the
//! same bytes.

mod kernels;
mod part;
mod passes;
mod places;
mod tallies;
mod weights;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::convert::Infallible;
use std::sync::{Mutex, PoisonError};

use super::{
    AxisFound, CountPlan, Counted, Counts, Cube, Frame, Measured, Outline, Point, TooLarge, WeightSource,
};
use crate::tabulation::dataset::{Cells, Extent};
use crate::tabulation::kernels::side_by_side;
use crate::tabulation::pushdown;
use part::Bench;
pub(crate) use passes::{Length, Wanted, passes};
use tallies::{NumberTally, PairTally};
pub(crate) use weights::{Unit, Whole};

/// Lanes are worked on side by side. Fixed, so that sums of numbers do not depend on the machine.
const LANES: usize = 8;

/// Every cube that the plan asks for, over the universe of the frame: where the answers lie in the database by SQL, else by
/// columns.
///
/// # Errors
/// Where the cubes would take more memory than counting may have.
pub(crate) fn count(plan: &CountPlan, frame: &Frame<'_>) -> Result<Counts, TooLarge> {
    match frame.dataset.stored() {
        Some(stored) => pushdown::count(plan, frame, stored),
        None => count_columns(plan, frame),
    }
}

/// The engine over columns. The number of threads never shows in what comes back.
fn count_columns(plan: &CountPlan, frame: &Frame<'_>) -> Result<Counts, TooLarge> {
    let prepared = Prepared::of(plan, frame);
    let chunks = frame.dataset.chunks();
    // Each lane has cells of its own.
    let lanes = chunks.clamp(1, LANES).min(prepared.outline.copies(plan)?);
    // A thread that is done with a lane leaves its bench to the next.
    let benches: Mutex<Vec<Bench>> = Mutex::new(Vec::new());
    let counted = side_by_side(lanes, |lane| {
        let free = benches.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut bench = free.unwrap_or_else(|| Bench::new(plan.requests.len()));
        let (mut tallies, mut without_weight) = (prepared.tallies(), vec![0; prepared.outline.groups.len()]);
        for chunk in (lane..chunks).step_by(lanes) {
            if frame.dataset.is_given_up() {
                break;
            }
            bench.add(&prepared, chunk, &mut tallies, &mut without_weight);
        }
        benches.lock().unwrap_or_else(PoisonError::into_inner).push(bench);
        (tallies, without_weight)
    });
    let units: Vec<Option<Unit>> =
        plan.requests.iter().map(|request| prepared.units.get(request.weight_of_sums()?).copied()).collect();
    let mut tallies = prepared.tallies();
    let mut without_weight_of = vec![0; prepared.outline.groups.len()];
    for (lane, without_weight) in counted {
        let merged = tallies.iter_mut().zip(&units).zip(lane);
        merged.for_each(|((tally, unit), own)| tally.merge(own, *unit));
        without_weight_of.iter_mut().zip(without_weight).for_each(|(sum, own)| *sum += own);
    }
    let mut without_weight = vec![0; plan.requests.len()];
    for (group, without) in prepared.outline.groups.iter().zip(without_weight_of) {
        group.requests.iter().for_each(|request| without_weight[*request] = without);
    }
    let counted = tallies
        .into_iter()
        .enumerate()
        .map(|(request, tally)| tally.counted(prepared.outline.found_of(request), units[request]))
        .collect();
    Ok(Counts { counted, without_weight, records: frame.universe().count() })
}

/// A plan with its names looked up.
struct Prepared<'a> {
    plan: &'a CountPlan,
    frame: &'a Frame<'a>,
    outline: Outline<'a>,
    /// Of each weight of the plan.
    units: Vec<Unit>,
}

impl<'a> Prepared<'a> {
    fn of(plan: &'a CountPlan, frame: &'a Frame<'a>) -> Prepared<'a> {
        let Ok(outline) = Outline::of(plan, |axis| Ok::<_, Infallible>(places::found(axis, frame)));
        let units = plan.weights.iter().map(|source| unit_of(source, frame)).collect();
        Prepared { plan, frame, outline, units }
    }

    fn tallies(&self) -> Vec<Tally> {
        let tally = |(request, of): (usize, &Measured)| match of {
            Measured::People | Measured::Heads => {
                Tally::People(vec![Whole::default(); self.outline.cells(request)])
            }
            Measured::Number(_) => Tally::Numbers(vec![NumberTally::default(); self.outline.cells(request)]),
            Measured::Pair(..) => Tally::Pairs(vec![PairTally::default(); self.outline.cells(request)]),
            Measured::Distribution(_) => Tally::Values(Vec::new()),
        };
        self.plan.requests.iter().map(|request| &request.of).enumerate().map(tally).collect()
    }
}

/// Whether all respondents of the chunk have a weight, where that is known.
fn all_have(source: &WeightSource, frame: &Frame<'_>, chunk: usize) -> bool {
    known_extent(source, frame, chunk).is_some_and(|extent| extent.all_weights)
}

/// What the chunk's column knows of its numbers.
fn known_extent(source: &WeightSource, frame: &Frame<'_>, chunk: usize) -> Option<Extent> {
    match source {
        WeightSource::Column(reference) => match frame.columns(chunk).column(*reference) {
            Some(Cells::Numbers(numbers)) => numbers.extent(),
            Some(Cells::Codes(_) | Cells::Sets(_) | Cells::Ranks(_) | Cells::Texts(_)) | None => None,
        },
        WeightSource::Computed { .. } => None,
    }
}

/// The weights of a chunk's respondents as they are in the data; NaN is none.
fn weights_of<'a>(source: &'a WeightSource, frame: &'a Frame<'_>, chunk: usize) -> Cow<'a, [f64]> {
    match source {
        WeightSource::Column(reference) => places::numbers_of(*reference, &frame.columns(chunk)),
        WeightSource::Computed { values, .. } => {
            let respondents = frame.dataset.respondents_of(chunk);
            match values.get(respondents.clone()) {
                Some(values) => Cow::Borrowed(values),
                None => Cow::Owned(vec![f64::NAN; respondents.len()]),
            }
        }
    }
}

fn unit_of(source: &WeightSource, frame: &Frame<'_>) -> Unit {
    let known: Option<Vec<f64>> =
        (0..frame.dataset.chunks()).map(|chunk| Some(known_extent(source, frame, chunk)?.largest)).collect();
    let of_chunks = known
        .unwrap_or_else(|| frame.by_chunk(|chunk| Extent::of(&weights_of(source, frame, chunk)).largest));
    Unit::of(Extent::of(&of_chunks).largest)
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
    fn merge(&mut self, other: Tally, unit: Option<Unit>) {
        match (self, other) {
            (Tally::People(own), Tally::People(other)) => {
                own.iter_mut().zip(&other).for_each(|(own, other)| own.merge(other));
            }
            (Tally::Numbers(own), Tally::Numbers(other)) => {
                own.iter_mut().zip(&other).for_each(|(own, other)| own.merge(other, unit));
            }
            (Tally::Pairs(own), Tally::Pairs(other)) => {
                own.iter_mut().zip(&other).for_each(|(own, other)| own.merge(other, unit));
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
