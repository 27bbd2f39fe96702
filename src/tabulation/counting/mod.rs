//! What a plan wants counted, and what an engine gives back: cubes of sums along axes of codes. Whatever is said of
//! people afterwards (shares, tests, variances) is arithmetic over these sums; nothing else looks at a respondent.

mod cube;
mod engine;
mod frame;
mod outline;
mod sums;
#[cfg(test)]
mod tests;

pub(crate) use cube::{AxisFound, Cube};
pub(crate) use engine::{Length, Unit, Wanted, Whole, count, passes};
pub(crate) use frame::Frame;
pub(crate) use outline::{Group, Outline, TooLarge};
pub(crate) use sums::{NumberSums, PairSums, Point, Sums, gained, gained_by_pair};

use std::sync::Arc;

use super::dataset::State;
use super::report_file::Universe;
use super::subject::Subject;
use crate::questionnaire::condition::{Condition, Reference};

/// The places that stand for the missing states, behind those of the answers.
pub(crate) const STATES: usize = State::MISSING.len();
/// The most flags of one axis.
pub(crate) const FLAGS_MAX: usize = 8;

/// One direction of a cube.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Axis {
    /// One code a respondent: the places of the subject's categories, then [`State::MISSING`] in order. A number outside
    /// all bands stands with `Undefined`.
    Codes(Subject),
    /// Of a multiple, at most [`FLAGS_MAX`] flags: a number whose bit i is set where any category of `flags[i]` was
    /// chosen; then the states.
    Flags { of: Subject, flags: Vec<Vec<usize>> },
    /// The distinct numbers that occur in the universe, rising, then one place for no number: design units, strata, times.
    Values(Reference),
}

impl Axis {
    /// How long the axis is; of an axis of values only the answers tell.
    pub(crate) fn length(&self) -> Option<usize> {
        match self {
            Axis::Codes(subject) => Some(subject.categories.len() + STATES),
            Axis::Flags { flags, .. } => Some((1 << flags.len().min(FLAGS_MAX)) + STATES),
            Axis::Values(_) => None,
        }
    }
}

/// What is summed in each cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Measured {
    People,
    /// How many they are, whatever their weights.
    Heads,
    /// Of those who have the number.
    Number(Subject),
    /// Of those who have both.
    Pair(Subject, Subject),
    /// Each distinct value by itself.
    Distribution(Subject),
}

/// Sums over the universe, of it whoever passes the filter and has a weight.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct CountRequest {
    /// A place in [`CountPlan::filters`].
    pub(crate) filter: Option<usize>,
    /// A place in [`CountPlan::weights`].
    pub(crate) weight: Option<usize>,
    pub(crate) axes: Vec<Axis>,
    pub(crate) of: Measured,
}

impl CountRequest {
    /// The weight that stands in its sums, a place in [`CountPlan::weights`].
    pub(crate) fn weight_of_sums(&self) -> Option<usize> {
        match self.of {
            Measured::Heads => None,
            Measured::People | Measured::Number(_) | Measured::Pair(..) | Measured::Distribution(_) => {
                self.weight
            }
        }
    }
}

/// Where weights come from.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum WeightSource {
    /// A number of the data.
    Column(Reference),
    /// One a respondent in the order of the dataset; NaN is no weight.
    Computed { name: String, values: Arc<Vec<f64>> },
}

/// All that a table or a whole report wants counted, in one go.
#[derive(Debug, Clone)]
pub(crate) struct CountPlan {
    pub(crate) universe: Universe,
    pub(crate) filters: Vec<Condition>,
    pub(crate) weights: Vec<WeightSource>,
    pub(crate) requests: Vec<CountRequest>,
}

impl CountPlan {
    pub(crate) fn new(universe: Universe) -> CountPlan {
        CountPlan { universe, filters: Vec::new(), weights: Vec::new(), requests: Vec::new() }
    }

    /// The place of the filter, added where it is new.
    pub(crate) fn filter(&mut self, filter: Option<&Condition>) -> Option<usize> {
        let filter = filter?;
        // The same words in two places of a file are one filter.
        let known = self.filters.iter().position(|known| known.expr == filter.expr);
        Some(known.unwrap_or_else(|| {
            self.filters.push(filter.clone());
            self.filters.len() - 1
        }))
    }

    /// The place of the weight, added where it is new.
    pub(crate) fn weight(&mut self, weight: Option<&WeightSource>) -> Option<usize> {
        weight.map(|weight| place_of(&mut self.weights, weight))
    }

    /// The place of the request, added where it is new.
    pub(crate) fn request(&mut self, request: CountRequest) -> usize {
        place_of(&mut self.requests, &request)
    }
}

fn place_of<T: PartialEq + Clone>(all: &mut Vec<T>, one: &T) -> usize {
    all.iter().position(|known| known == one).unwrap_or_else(|| {
        all.push(one.clone());
        all.len() - 1
    })
}

/// What came of one request.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Counted {
    People(Cube<Sums>),
    Numbers(Cube<NumberSums>),
    Pairs(Cube<PairSums>),
    Distributions(Cube<Vec<Point>>),
}

/// What came of a plan, request by request.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Counts {
    pub(crate) counted: Vec<Counted>,
    /// Of each request: people of universe and filter who have no weight.
    pub(crate) without_weight: Vec<u64>,
    /// People of the universe.
    pub(crate) records: u64,
}
