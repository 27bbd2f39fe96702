//! One part of the respondents: the axes of the plan over it, and the cubes filled from it.

use super::kernels::{BLOCK, Row, TABLE, add_people, add_rows, next_axis, next_axis_of};
use super::passes::{Length, Pass, Wanted, passes};
use super::{Group, Prepared, Tally};
use crate::tabulation::counting::{Measured, STATES};

/// Respondents of a part: the sums of their whole weights fit a word.
pub(super) const PART: usize = 65_536;
/// Below this share of the respondents, one in so many, they are picked out one by one.
const SPARSE: usize = 4;

/// The places of a part's respondents along one axis.
pub(super) enum Along {
    Narrow(Vec<u8>),
    Wide(Vec<u32>),
}

impl Along {
    /// The places, and the axis as it is met here.
    pub(super) fn of(places: Vec<u32>, whole: usize) -> (Along, Length) {
        if whole > 256 {
            return (Along::Wide(places), Length { here: whole, whole, only_state: None });
        }
        let bytes: Vec<u8> = places.into_iter().map(|place| place as u8).collect();
        let (bytes, length) = squeezed(bytes, whole);
        (Along::Narrow(bytes), length)
    }

    fn on_whole(&self, at: usize, length: &Length) -> usize {
        match self {
            Along::Narrow(bytes) => length.on_whole(usize::from(bytes[at])),
            Along::Wide(places) => places[at] as usize,
        }
    }
}

/// Missing states that do not occur take no room: mostly there is one, behind the answers.
pub(super) fn squeezed(mut bytes: Vec<u8>, whole: usize) -> (Vec<u8>, Length) {
    let answers = whole.saturating_sub(STATES);
    let first = answers as u8;
    let (mut lowest, mut highest) = (u8::MAX, 0);
    for byte in &bytes {
        lowest = lowest.min(if *byte >= first { *byte } else { u8::MAX });
        highest = highest.max(*byte);
    }
    if highest < first || bytes.is_empty() {
        return (bytes, Length { here: answers.max(1), whole, only_state: None });
    }
    if lowest != highest {
        return (bytes, Length { here: whole, whole, only_state: None });
    }
    bytes.iter_mut().for_each(|byte| *byte = (*byte).min(first));
    (bytes, Length { here: answers + 1, whole, only_state: Some((answers, usize::from(lowest))) })
}

/// What one thread works with.
/// The passes of a group, and what they leave to count cell by cell.
type Planned = (Vec<Pass>, Vec<usize>);

pub(super) struct Bench {
    rows: Vec<Row>,
    on: Vec<u8>,
    keys: Vec<u16>,
    picked: Vec<u16>,
    table: Box<[Row; TABLE]>,
    counts: Box<[u32; TABLE]>,
    /// By request: the sums of this part, where they are made in passes.
    cubes: Vec<Vec<Row>>,
    /// The passes of each group, as long as the axes are met like this.
    planned: Option<(Vec<Length>, Vec<Planned>)>,
}

impl Bench {
    pub(super) fn new(requests: usize) -> Bench {
        Bench {
            rows: Vec::with_capacity(BLOCK),
            on: Vec::with_capacity(BLOCK),
            keys: Vec::with_capacity(BLOCK),
            picked: Vec::with_capacity(BLOCK),
            table: Box::new([Row::NONE; TABLE]),
            counts: Box::new([0; TABLE]),
            cubes: vec![Vec::new(); requests],
            planned: None,
        }
    }

    /// Adds the respondents from `from` up to `to` to the tallies, one a request.
    pub(super) fn add(&mut self, prepared: &Prepared<'_>, from: usize, to: usize, tallies: &mut [Tally]) {
        let (along, lengths): (Vec<Along>, Vec<Length>) =
            (0..prepared.axes.len()).map(|axis| prepared.along(axis, from..to)).unzip();
        if self.planned.as_ref().is_none_or(|(known, _)| *known != lengths) {
            let planned =
                prepared.groups.iter().map(|group| plan(prepared, group, &along, &lengths)).collect();
            self.planned = Some((lengths.clone(), planned));
        }
        let Some((_, planned)) = self.planned.take() else { return };
        for (group, (passes, too_large)) in prepared.groups.iter().zip(&planned) {
            self.add_group(prepared, group, passes, &along, from..to, tallies);
            let whole = Whole { prepared, group, along: &along, lengths: &lengths, from };
            for request in too_large {
                whole.add(*request, to, &mut tallies[*request]);
            }
        }
        self.planned = Some((lengths, planned));
    }

    fn add_group(
        &mut self,
        prepared: &Prepared<'_>,
        group: &Group,
        passes: &[Pass],
        along: &[Along],
        part: std::ops::Range<usize>,
        tallies: &mut [Tally],
    ) {
        if passes.is_empty() {
            return;
        }
        for request in passes.iter().flat_map(|pass| &pass.outputs).map(|output| output.request) {
            self.cubes[request].clear();
            self.cubes[request].resize(prepared.cells(request), Row::NONE);
        }
        for from in part.clone().step_by(BLOCK) {
            let to = part.end.min(from + BLOCK);
            let people = self.take_rows(prepared, group, from..to);
            if people == 0 {
                continue;
            }
            for pass in passes {
                self.keys_of(pass, along, from - part.start, to - from);
                let cells: usize = pass.lengths.iter().product();
                if group.weight.is_some() {
                    add_rows(&self.keys, &self.rows, &mut self.table);
                    for (cell, sum) in self.table.iter_mut().enumerate().take(cells) {
                        if !sum.is_none() {
                            hand_out(pass, cell, sum, &mut self.cubes);
                            *sum = Row::NONE;
                        }
                    }
                } else {
                    add_people(&self.keys, &self.on, &mut self.counts);
                    for (cell, count) in self.counts.iter_mut().enumerate().take(cells) {
                        if *count > 0 {
                            hand_out(pass, cell, &Row::people(*count), &mut self.cubes);
                            *count = 0;
                        }
                    }
                }
            }
        }
        for output in passes.iter().flat_map(|pass| &pass.outputs) {
            if let Tally::People(sums) = &mut tallies[output.request] {
                for (sum, own) in sums.iter_mut().zip(&self.cubes[output.request]) {
                    sum.add_parts(own.parts());
                }
            }
        }
    }

    /// The rows of those of the block who count; where they are few, only theirs.
    fn take_rows(&mut self, prepared: &Prepared<'_>, group: &Group, block: std::ops::Range<usize>) -> usize {
        let people = group.people.count_within(block.clone());
        self.picked.clear();
        self.rows.clear();
        self.on.clear();
        if people * SPARSE < block.len() {
            for at in group.people.iter_within(block.clone()) {
                self.picked.push((at - block.start) as u16);
                match group.weight {
                    Some(_) => self.rows.push(Row::of(prepared.whole(group, at))),
                    None => self.on.push(1),
                }
            }
            return people;
        }
        let words = group.people.words().get(block.start / 64..).unwrap_or(&[]);
        let bits = words.iter().flat_map(|word| (0..64).map(move |bit| word >> bit & 1 == 1));
        match prepared.weights_within(group, block.clone()) {
            // Whoever is out adds nothing.
            Some((unit, values)) => {
                let row = |(value, is_in): (&f64, bool)| {
                    if is_in { Row::of(unit.whole_of_weight(*value)) } else { Row::NONE }
                };
                self.rows.extend(values.iter().zip(bits).map(row));
            }
            None => self.on.extend(bits.take(block.len()).map(u8::from)),
        }
        people
    }

    fn keys_of(&mut self, pass: &Pass, along: &[Along], from: usize, len: usize) {
        let len_of_keys = if self.picked.is_empty() { len } else { self.picked.len() };
        self.keys.clear();
        self.keys.resize(len_of_keys, 0);
        for (axis, length) in pass.axes.iter().zip(&pass.lengths) {
            let Along::Narrow(bytes) = &along[*axis] else { continue };
            let Some(places) = bytes.get(from..from + len) else { continue };
            if self.picked.is_empty() {
                next_axis(&mut self.keys, places, *length);
            } else {
                next_axis_of(&mut self.keys, places, &self.picked, *length);
            }
        }
    }
}

fn hand_out(pass: &Pass, cell: usize, sum: &Row, cubes: &mut [Vec<Row>]) {
    for output in &pass.outputs {
        cubes[output.request][output.cells[cell] as usize].plus(sum);
    }
}

/// The passes of the group, and the requests that are counted one respondent at a time.
fn plan(
    prepared: &Prepared<'_>,
    group: &Group,
    along: &[Along],
    lengths: &[Length],
) -> (Vec<Pass>, Vec<usize>) {
    let is_narrow = |axis: &usize| matches!(along[*axis], Along::Narrow(_));
    let in_passes = |request: &&usize| {
        let axes = &prepared.axes_of[**request];
        prepared.plan.requests[**request].of == Measured::People && axes.iter().all(is_narrow)
    };
    let (together, mut alone): (Vec<usize>, Vec<usize>) =
        group.requests.iter().partition(|request| in_passes(request));
    let wanted: Vec<Wanted<'_>> = together
        .iter()
        .map(|request| Wanted { request: *request, axes: &prepared.axes_of[*request] })
        .collect();
    let (passes, too_large) = passes(&wanted, lengths, TABLE);
    alone.extend(too_large);
    (passes, alone)
}

/// Requests that are counted one respondent at a time.
struct Whole<'a> {
    prepared: &'a Prepared<'a>,
    group: &'a Group,
    along: &'a [Along],
    lengths: &'a [Length],
    from: usize,
}

impl Whole<'_> {
    fn add(&self, request: usize, to: usize, tally: &mut Tally) {
        let prepared = self.prepared;
        let axes = &prepared.axes_of[request];
        let cell = |at: usize| {
            axes.iter().fold(0, |cell, axis| {
                let length = &self.lengths[*axis];
                cell * length.whole + self.along[*axis].on_whole(at - self.from, length)
            })
        };
        let people = self.group.people.iter_within(self.from..to);
        let weight = |at| match self.group.weight {
            Some(_) => {
                let whole = prepared.whole(self.group, at);
                (whole, self.group.unit.map_or(1.0, |unit| unit.weight(whole)))
            }
            None => (1, 1.0),
        };
        let number = |numbers: usize, at: usize| {
            prepared.numbers[request].get(numbers).and_then(|numbers| numbers.get(at)).copied()
        };
        match tally {
            Tally::People(sums) => people.for_each(|at| {
                let own = if self.group.weight.is_some() { Row::of(weight(at).0) } else { Row::people(1) };
                sums[cell(at)].add_parts(own.parts());
            }),
            Tally::Numbers(sums) => people.for_each(|at| {
                if let Some(y) = number(0, at).filter(|y| !y.is_nan()) {
                    let (whole, weight) = weight(at);
                    sums[cell(at)].add(whole, weight, y);
                }
            }),
            Tally::Pairs(sums) => people.for_each(|at| {
                let pair = number(0, at).zip(number(1, at));
                if let Some((x, y)) = pair.filter(|(x, y)| !x.is_nan() && !y.is_nan()) {
                    let (whole, weight) = weight(at);
                    sums[cell(at)].add(whole, weight, x, y);
                }
            }),
            Tally::Values(values) => people.for_each(|at| {
                if let Some(y) = number(0, at).filter(|y| !y.is_nan()) {
                    values.push((cell(at) as u32, y + 0.0, weight(at).0));
                }
            }),
        }
    }
}
