//! Which requests are counted together: two tables that share a variable are the margins of one larger table, and
//! that is filled with half the additions. Where it is small enough to stay next to the processor this costs nothing.

use crate::tabulation::counting::STATES;

/// How many earlier passes are looked at for a place.
const LOOK_BACK: usize = 256;

/// One walk over the respondents that fills one table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Pass {
    /// Places among the axes of the plan, rising.
    pub(crate) axes: Vec<usize>,
    /// How long the axes are here.
    pub(super) lengths: Vec<usize>,
    pub(crate) outputs: Vec<Output>,
}

/// Where the cells of a pass go.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Output {
    pub(crate) request: usize,
    /// By cell of the pass: the request's cell.
    pub(super) cells: Vec<u32>,
}

/// An axis as it is met in one part of the data.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Length {
    /// How many places there are in this part.
    pub(super) here: usize,
    /// The length of the whole axis.
    pub(super) whole: usize,
    /// The first of the missing states, and which of them stands there where it is the only one that occurs.
    pub(super) only_state: Option<(usize, usize)>,
}

impl Length {
    /// An axis with all its places.
    pub(crate) fn whole(whole: usize) -> Length {
        Length { here: whole, whole, only_state: None }
    }

    /// An axis of so many answers where no state occurs.
    pub(super) fn without_states(answers: usize) -> Length {
        Length { here: answers.max(1), whole: answers + STATES, only_state: None }
    }

    /// An axis of so many answers where one state occurs, which has this place on the whole axis.
    pub(super) fn with_state(answers: usize, state: usize) -> Length {
        Length { here: answers + 1, whole: answers + STATES, only_state: Some((answers, state)) }
    }

    /// The place on the whole axis.
    pub(super) fn on_whole(&self, place: usize) -> usize {
        match self.only_state {
            Some((answers, state)) if place == answers => state,
            Some(_) | None => place,
        }
    }
}

/// A request by the places of its axes.
pub(crate) struct Wanted<'a> {
    pub(crate) request: usize,
    pub(crate) axes: &'a [usize],
}

/// As few passes as are found that fill every request, none with more than `cells_max` cells nor, for the sake of several
/// requests, with more than `joint_max`; and the requests that have more by themselves.
pub(crate) fn passes(
    wanted: &[Wanted<'_>],
    lengths: &[Length],
    joint_max: usize,
    cells_max: usize,
) -> (Vec<Pass>, Vec<usize>) {
    let product = |axes: &[usize]| axes.iter().map(|axis| lengths[*axis].here).fold(1, usize::saturating_mul);
    let mut order: Vec<&Wanted<'_>> = wanted.iter().collect();
    // Whoever has more axes may have another within.
    order.sort_by_key(|wanted| std::cmp::Reverse(wanted.axes.len()));
    let mut found: Vec<(Vec<usize>, Vec<&Wanted<'_>>)> = Vec::new();
    let mut too_large = Vec::new();
    for one in order {
        let mut own = one.axes.to_vec();
        own.sort_unstable();
        own.dedup();
        if product(&own) > cells_max {
            too_large.push(one.request);
            continue;
        }
        let near = found.len().saturating_sub(LOOK_BACK);
        let within = found[near..].iter().position(|(axes, _)| own.iter().all(|axis| axes.contains(axis)));
        let joined = |axes: &[usize]| {
            let mut all: Vec<usize> = axes.iter().chain(&own).copied().collect();
            all.sort_unstable();
            all.dedup();
            all
        };
        let beside = || {
            found[near..].iter().position(|(axes, _)| {
                own.iter().any(|axis| axes.contains(axis))
                    && product(&joined(axes)) <= joint_max.min(cells_max)
            })
        };
        match within.or_else(beside) {
            Some(at) => {
                let (axes, requests) = &mut found[near + at];
                *axes = joined(axes);
                requests.push(one);
            }
            None => found.push((own, vec![one])),
        }
    }
    let passes = found.into_iter().map(|(axes, requests)| pass(axes, &requests, lengths)).collect();
    (passes, too_large)
}

fn pass(axes: Vec<usize>, requests: &[&Wanted<'_>], lengths: &[Length]) -> Pass {
    let own = axes.iter().map(|axis| lengths[*axis].here).collect();
    let outputs = requests
        .iter()
        .map(|wanted| Output { request: wanted.request, cells: cells_of(wanted, &axes, lengths) })
        .collect();
    Pass { axes, lengths: own, outputs }
}

/// The request's cell of every cell of the pass, whose last axis runs fastest.
fn cells_of(wanted: &Wanted<'_>, axes: &[usize], lengths: &[Length]) -> Vec<u32> {
    let mut cells = vec![0_usize];
    for axis in axes {
        // How far apart two neighbours along this axis are in the request; nothing where it has no such axis.
        let (mut apart, mut beyond) = (0, 1);
        for own in wanted.axes.iter().rev() {
            apart += if own == axis { beyond } else { 0 };
            beyond *= lengths[*own].whole;
        }
        let length = &lengths[*axis];
        let next = |cell: usize| (0..length.here).map(move |place| cell + apart * length.on_whole(place));
        cells = cells.into_iter().flat_map(next).collect();
    }
    cells.into_iter().map(|cell| cell as u32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_that_share_a_variable_are_counted_together() {
        let length = |here| Length { here, whole: here, only_state: None };
        let lengths: Vec<Length> = [10, 9, 11, 12, 10, 8, 7].map(length).to_vec();
        // Two stubs (0, 1) by five columns (2 to 6), and a total each.
        let axes: Vec<Vec<usize>> = (0..2)
            .flat_map(|stub| (2..7).map(move |column| vec![stub, column]).chain([vec![stub]]))
            .collect();
        let wanted: Vec<Wanted<'_>> =
            axes.iter().enumerate().map(|(request, axes)| Wanted { request, axes }).collect();
        let (passes, too_large) = passes(&wanted, &lengths, 1_600, 4096);
        assert!(too_large.is_empty());
        assert_eq!(passes.iter().map(|pass| pass.outputs.len()).sum::<usize>(), 12);
        assert_eq!(passes.len(), 5);
        for pass in &passes {
            assert!(pass.lengths.iter().product::<usize>() <= 1_600);
        }
    }
}
