//! A plan laid out for an engine: every axis once and as it turns out, the requests by the people they are about, and
//! whether all of it fits into memory.

use std::mem::size_of;

use super::{Axis, AxisFound, CountPlan, Measured, NumberSums, PairSums, Sums};

/// The most bytes that the cells of a plan may take together while they are filled, and what copies of them that are filled
/// side by side may take.
const COPY_MAX: usize = 1 << 30;

/// A plan whose cells take more memory than counting may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooLarge {
    /// The place of the largest request in the plan.
    pub(crate) request: usize,
    pub(crate) cells: usize,
}

/// Requests over the same people with the same weight.
pub(crate) struct Group {
    pub(crate) filter: Option<usize>,
    pub(crate) weight: Option<usize>,
    pub(crate) requests: Vec<usize>,
}

pub(crate) struct Outline<'a> {
    /// Every axis of the plan once.
    pub(crate) axes: Vec<&'a Axis>,
    pub(crate) found: Vec<AxisFound>,
    /// By request: places among the axes.
    pub(crate) axes_of: Vec<Vec<usize>>,
    pub(crate) groups: Vec<Group>,
}

impl<'a> Outline<'a> {
    /// `find` looks up an axis in the answers.
    ///
    /// # Errors
    /// Those of `find`.
    pub(crate) fn of<E>(
        plan: &'a CountPlan,
        find: impl FnMut(&'a Axis) -> Result<AxisFound, E>,
    ) -> Result<Outline<'a>, E> {
        let mut axes: Vec<&Axis> = Vec::new();
        let mut place = |axis: &'a Axis| {
            axes.iter().position(|known| *known == axis).unwrap_or_else(|| {
                axes.push(axis);
                axes.len() - 1
            })
        };
        let axes_of =
            plan.requests.iter().map(|request| request.axes.iter().map(&mut place).collect()).collect();
        let found = axes.iter().copied().map(find).collect::<Result<_, E>>()?;
        Ok(Outline { axes, found, axes_of, groups: groups(plan) })
    }

    pub(crate) fn found_of(&self, request: usize) -> Vec<AxisFound> {
        self.axes_of[request].iter().map(|axis| self.found[*axis].clone()).collect()
    }

    /// How many cells the request has; as many as there are numbers where there are more.
    pub(crate) fn cells(&self, request: usize) -> usize {
        self.axes_of[request].iter().fold(1, |cells, axis| cells.saturating_mul(self.found[*axis].length))
    }

    /// How many copies of all cells may be filled side by side, at least one: the same on every machine and for any engine.
    ///
    /// # Errors
    /// The largest request, where not even one copy fits into memory.
    pub(crate) fn copies(&self, plan: &CountPlan) -> Result<usize, TooLarge> {
        let sizes = plan.requests.iter().enumerate().map(|(request, asked)| {
            let cell = match asked.of {
                Measured::People | Measured::Heads | Measured::Distribution(_) => size_of::<Sums>(),
                Measured::Number(_) => size_of::<NumberSums>(),
                Measured::Pair(..) => size_of::<PairSums>(),
            };
            // While they are filled, sums take about twice the room that they have in the end.
            self.cells(request).saturating_mul(2 * cell)
        });
        let sizes: Vec<usize> = sizes.collect();
        let copy = sizes.iter().fold(1, |sum: usize, size| sum.saturating_add(*size));
        if copy <= COPY_MAX {
            return Ok(COPY_MAX / copy);
        }
        let largest = sizes.iter().enumerate().max_by_key(|(_, size)| **size);
        let request = largest.map_or(0, |(request, _)| request);
        Err(TooLarge { request, cells: self.cells(request) })
    }
}

fn groups(plan: &CountPlan) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (place, request) in plan.requests.iter().enumerate() {
        let (filter, weight) = (request.filter, request.weight);
        match groups.iter_mut().find(|known| (known.filter, known.weight) == (filter, weight)) {
            Some(known) => known.requests.push(place),
            None => groups.push(Group { filter, weight, requests: vec![place] }),
        }
    }
    groups
}
