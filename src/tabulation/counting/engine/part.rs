//! One part of the respondents: the axes of the plan over it, and the cubes filled from it.

use std::borrow::Cow;
use std::ops::Range;

use super::kernels::{
    BLOCK, Row, TABLE, add_people, add_rows, keys_of_three, keys_of_two, next_axis, next_axis_of,
};
use super::passes::{Length, Pass, Wanted, passes};
use super::places;
use super::weights::Unit;
use super::{Prepared, Tally};
use crate::tabulation::counting::{Axis, AxisFound, Group, Measured, STATES};
use crate::tabulation::dataset::{Cells, Numbers, State, reason_of_number};
use crate::tabulation::evaluate::Columns;
use crate::tabulation::kernels::Mask;

/// The most cells of a table that is filled for the sake of several requests: more would not stay in the nearest cache.
const JOINT_MAX: usize = 1_600;
/// Respondents whose rows stay in the nearest cache while the only table is filled from them; of whole words.
const SHORT_BLOCK: usize = 1_024;
/// Below this share of the respondents, one in so many, they are picked out one by one.
const SPARSE: usize = 4;

/// The places of a part's respondents along one axis.
enum Along<'a> {
    Narrow(Cow<'a, [u8]>),
    Wide(Vec<u32>),
}

impl<'a> Along<'a> {
    /// The places of a chunk's respondents, and the axis as it is met there.
    fn of(axis: &Axis, found: &AxisFound, columns: &Columns<'a>) -> (Along<'a>, Length) {
        let whole = found.length;
        if whole > 256 {
            return (Along::Wide(places::places(axis, found, columns)), Length::whole(whole));
        }
        let answers = whole.saturating_sub(STATES);
        let (places, length) = match axis {
            Axis::Codes(subject) => match columns.column(subject.reference) {
                // The commonest of all.
                Some(Cells::Codes(codes)) => match codes.bytes() {
                    Some(bytes) => places_of_bytes(bytes, answers),
                    None => squeezed(codes.map(|code| place_of_code(code, answers)), answers),
                },
                Some(Cells::Numbers(numbers)) if answers == 0 => {
                    squeezed(places_of_presence(numbers), answers)
                }
                _ => squeezed(narrowed(places::places(axis, found, columns)), answers),
            },
            Axis::Flags { .. } => squeezed(narrowed(places::places(axis, found, columns)), answers),
            Axis::Values(_) => {
                (Cow::Owned(narrowed(places::places(axis, found, columns))), Length::whole(whole))
            }
        };
        (Along::Narrow(places), length)
    }

    fn on_whole(&self, at: usize, length: &Length) -> usize {
        match self {
            Along::Narrow(bytes) => length.on_whole(usize::from(bytes[at])),
            Along::Wide(places) => places[at] as usize,
        }
    }
}

fn narrowed(places: Vec<u32>) -> Vec<u8> {
    places.into_iter().map(|place| place as u8).collect()
}

/// An answer stands at its own code, a state behind the answers.
fn place_of_code(code: u32, answers: usize) -> u8 {
    match code as usize {
        place if place < answers => code as u8,
        _ => places::of_state(answers, State::of_code(code)) as u8,
    }
}

/// The least and the greatest of those bytes that are at least `from`.
fn ends(bytes: &[u8], from: u8) -> Option<(u8, u8)> {
    let (mut lowest, mut highest) = (u8::MAX, 0);
    for byte in bytes {
        lowest = lowest.min(if *byte >= from { *byte } else { u8::MAX });
        highest = highest.max(*byte);
    }
    (highest >= from && !bytes.is_empty()).then_some((lowest, highest))
}

/// As [`place_of_code`]; mostly the codes are the places, or there is one state behind them.
fn places_of_bytes(bytes: &[u8], answers: usize) -> (Cow<'_, [u8]>, Length) {
    let first = answers as u8;
    let (first_state, last) = (State::NotAsked.code() as u8, STATES as u8 - 1);
    // What is neither an answer nor a state stands with the last of them.
    let behind = |code: u8| first + first_state.wrapping_sub(code).min(last);
    match ends(bytes, first) {
        None => (Cow::Borrowed(bytes), Length::without_states(answers)),
        Some((lowest, highest)) if lowest == highest => (
            Cow::Owned(bytes.iter().map(|code| (*code).min(first)).collect()),
            Length::with_state(answers, usize::from(behind(lowest))),
        ),
        Some(_) => (
            Cow::Owned(bytes.iter().map(|code| if *code < first { *code } else { behind(*code) }).collect()),
            Length::whole(answers + STATES),
        ),
    }
}

/// A number by itself: whether there is one is all that is asked.
fn places_of_presence(numbers: &Numbers) -> Vec<u8> {
    let last = STATES as u8 - 1;
    numbers.map(|value| reason_of_number(value).wrapping_sub(State::NotAsked as u8).min(last))
}

/// Missing states that do not occur take no room: mostly there is one, behind the answers.
fn squeezed<'a>(mut places: Vec<u8>, answers: usize) -> (Cow<'a, [u8]>, Length) {
    let first = answers as u8;
    let length = match ends(&places, first) {
        None => Length::without_states(answers),
        Some((lowest, highest)) if lowest == highest => {
            places.iter_mut().for_each(|place| *place = (*place).min(first));
            Length::with_state(answers, usize::from(lowest))
        }
        Some(_) => Length::whole(answers + STATES),
    };
    (Cow::Owned(places), length)
}

/// How the requests of a group are counted.
struct Planned {
    people: Vec<Pass>,
    heads: Vec<Pass>,
    one_by_one: Vec<usize>,
}

/// What one thread works with.
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

/// One chunk of the data as the plan sees it.
struct Part<'a> {
    prepared: &'a Prepared<'a>,
    columns: Columns<'a>,
    along: Vec<Along<'a>>,
    lengths: Vec<Length>,
    /// Of each weight of the plan.
    weights: Vec<Cow<'a, [f64]>>,
}

/// The people of a group in one chunk.
struct People<'a> {
    /// Those who count.
    mask: Mask,
    weights: Option<(Unit, &'a [f64])>,
}

impl People<'_> {
    /// A respondent's weight in units; 1 where nobody is weighted.
    fn whole(&self, at: usize) -> u64 {
        self.weights.map_or(1, |(unit, values)| unit.whole(values[at]).unwrap_or(0))
    }
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

    /// Adds the respondents of a chunk to the tallies, one a request, and those without a weight to the numbers of them,
    /// one a group.
    pub(super) fn add(
        &mut self,
        prepared: &Prepared<'_>,
        chunk: usize,
        tallies: &mut [Tally],
        without_weight: &mut [u64],
    ) {
        let frame = prepared.frame;
        let columns = frame.columns(chunk);
        let axes = prepared.outline.axes.iter().zip(&prepared.outline.found);
        let (along, lengths): (Vec<Along<'_>>, Vec<Length>) =
            axes.map(|(axis, found)| Along::of(axis, found, &columns)).unzip();
        let weights = prepared.plan.weights.iter().map(|source| super::weights_of(source, frame, chunk));
        let part = Part { prepared, columns, along, lengths, weights: weights.collect() };
        let universe = frame.universe().part(frame.dataset.respondents_of(chunk));
        let filters = prepared.plan.filters.iter();
        let passing: Vec<Mask> =
            filters.map(|filter| part.columns.holds(&filter.expr).and(&universe)).collect();
        if self.planned.as_ref().is_none_or(|(known, _)| *known != part.lengths) {
            let planned = prepared.outline.groups.iter().map(|group| plan(group, &part)).collect();
            self.planned = Some((part.lengths.clone(), planned));
        }
        let Some((lengths, planned)) = self.planned.take() else { return };
        for (place, (group, planned)) in prepared.outline.groups.iter().zip(&planned).enumerate() {
            let all = group.filter.and_then(|filter| passing.get(filter)).unwrap_or(&universe);
            let people = part.people(group, all);
            without_weight[place] += all.count() - people.mask.count();
            self.add_passes(&part, &people, &planned.people, tallies);
            for request in &planned.one_by_one {
                part.add_one_by_one(&people, *request, &mut tallies[*request]);
            }
            self.add_passes(&part, &People { weights: None, ..people }, &planned.heads, tallies);
        }
        self.planned = Some((lengths, planned));
    }

    fn add_passes(&mut self, part: &Part<'_>, people: &People<'_>, passes: &[Pass], tallies: &mut [Tally]) {
        if passes.is_empty() {
            return;
        }
        for request in passes.iter().flat_map(|pass| &pass.outputs).map(|output| output.request) {
            self.cubes[request].clear();
            self.cubes[request].resize(part.prepared.outline.cells(request), Row::NONE);
        }
        match passes {
            // Nobody has to be looked at.
            [pass] if pass.axes.is_empty() && people.weights.is_none() => {
                hand_out(pass, 0, &Row::people(people.mask.count() as u32), &mut self.cubes);
            }
            [pass] => {
                self.add_blocks(part, people, passes, SHORT_BLOCK);
                self.empty_table(pass, people);
            }
            _ => self.add_blocks(part, people, passes, BLOCK),
        }
        for output in passes.iter().flat_map(|pass| &pass.outputs) {
            if let Tally::People(sums) = &mut tallies[output.request] {
                for (sum, own) in sums.iter_mut().zip(&self.cubes[output.request]) {
                    sum.add_parts(own.parts());
                }
            }
        }
    }

    /// Fills the table of each pass block by block; a pass that is the only one keeps its table to the end.
    fn add_blocks(&mut self, part: &Part<'_>, people: &People<'_>, passes: &[Pass], length: usize) {
        let respondents = part.columns.respondents();
        for from in (0..respondents).step_by(length) {
            let to = respondents.min(from + length);
            if self.take_rows(people, from..to) == 0 {
                continue;
            }
            for pass in passes {
                self.keys_of(pass, &part.along, from, to - from);
                match people.weights {
                    Some(_) => add_rows(&self.keys, &self.rows, &mut self.table),
                    None => add_people(&self.keys, &self.on, &mut self.counts),
                }
                if passes.len() > 1 {
                    self.empty_table(pass, people);
                }
            }
        }
    }

    /// What stands in the table of the pass goes to its cubes.
    fn empty_table(&mut self, pass: &Pass, people: &People<'_>) {
        let cells: usize = pass.lengths.iter().product();
        match people.weights {
            Some(_) => {
                for (cell, sum) in self.table.iter_mut().enumerate().take(cells) {
                    if !sum.is_none() {
                        hand_out(pass, cell, sum, &mut self.cubes);
                        *sum = Row::NONE;
                    }
                }
            }
            None => {
                for (cell, count) in self.counts.iter_mut().enumerate().take(cells) {
                    if *count > 0 {
                        hand_out(pass, cell, &Row::people(*count), &mut self.cubes);
                        *count = 0;
                    }
                }
            }
        }
    }

    /// The rows of those of the block who count; where they are few, only theirs.
    fn take_rows(&mut self, people: &People<'_>, block: Range<usize>) -> usize {
        let count = people.mask.count_within(block.clone());
        self.picked.clear();
        self.rows.clear();
        self.on.clear();
        if count * SPARSE < block.len() {
            for at in people.mask.iter_within(block.clone()) {
                self.picked.push((at - block.start) as u16);
                match people.weights {
                    Some(_) => self.rows.push(Row::of(people.whole(at))),
                    None => self.on.push(1),
                }
            }
            return count;
        }
        let words = people.mask.words().get(block.start / 64..).unwrap_or(&[]);
        match people.weights {
            Some((unit, values)) => {
                let row = |value: &f64| Row::of(unit.whole_of_weight(*value));
                for (word, values) in words.iter().zip(values[block].chunks(64)) {
                    if word.count_ones() as usize == values.len() {
                        self.rows.extend(values.iter().map(row));
                        continue;
                    }
                    // Whoever is out adds nothing.
                    let is_in = |bit: usize| word >> bit & 1 == 1;
                    let each = values.iter().enumerate();
                    self.rows
                        .extend(each.map(|(bit, value)| if is_in(bit) { row(value) } else { Row::NONE }));
                }
            }
            None => {
                for word in words.iter().take(block.len().div_ceil(64)) {
                    self.on.extend((0..64).map(|bit| (word >> bit & 1) as u8));
                }
                self.on.truncate(block.len());
            }
        }
        count
    }

    fn keys_of(&mut self, pass: &Pass, along: &[Along<'_>], from: usize, len: usize) {
        let places = |axis: &usize| match &along[*axis] {
            Along::Narrow(bytes) => bytes.get(from..from + len).unwrap_or(&[]),
            Along::Wide(_) => &[],
        };
        if self.picked.is_empty() {
            match (pass.axes.as_slice(), pass.lengths.as_slice()) {
                ([one, two], [_, of_two]) => {
                    keys_of_two(&mut self.keys, places(one), places(two), *of_two);
                    return;
                }
                ([one, two, three], [_, of_two, of_three]) => {
                    let all = [places(one), places(two), places(three)];
                    keys_of_three(&mut self.keys, all, *of_two, *of_three);
                    return;
                }
                _ => {}
            }
        }
        let len_of_keys = if self.picked.is_empty() { len } else { self.picked.len() };
        self.keys.clear();
        self.keys.resize(len_of_keys, 0);
        for (axis, length) in pass.axes.iter().zip(&pass.lengths) {
            if self.picked.is_empty() {
                next_axis(&mut self.keys, places(axis), *length);
            } else {
                next_axis_of(&mut self.keys, places(axis), &self.picked, *length);
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
fn plan(group: &Group, part: &Part<'_>) -> Planned {
    let prepared = part.prepared;
    let is_narrow = |request: &usize| {
        let axes = &prepared.outline.axes_of[*request];
        axes.iter().all(|axis| matches!(part.along[*axis], Along::Narrow(_)))
    };
    let (mut people, mut heads, mut one_by_one) = (Vec::new(), Vec::new(), Vec::new());
    for request in group.requests.iter().copied() {
        let together = match prepared.plan.requests[request].of {
            Measured::People if is_narrow(&request) => &mut people,
            Measured::Heads if is_narrow(&request) => &mut heads,
            Measured::People
            | Measured::Heads
            | Measured::Number(_)
            | Measured::Pair(..)
            | Measured::Distribution(_) => &mut one_by_one,
        };
        together.push(request);
    }
    let mut in_passes = |requests: &[usize]| {
        let wanted = requests
            .iter()
            .map(|request| Wanted { request: *request, axes: &prepared.outline.axes_of[*request] });
        let (passes, too_large) = passes(&wanted.collect::<Vec<_>>(), &part.lengths, JOINT_MAX, TABLE);
        one_by_one.extend(too_large);
        passes
    };
    let (people, heads) = (in_passes(&people), in_passes(&heads));
    Planned { people, heads, one_by_one }
}

impl Part<'_> {
    fn people(&self, group: &Group, all: &Mask) -> People<'_> {
        let weights = group
            .weight
            .and_then(|weight| Some((*self.prepared.units.get(weight)?, &**self.weights.get(weight)?)));
        let mask = match weights {
            Some((unit, values)) if !self.all_have_weight(group) => {
                all.and(&Mask::from_slice(values, |weight| unit.is_weight(*weight)))
            }
            Some(_) | None => all.clone(),
        };
        People { mask, weights }
    }

    fn all_have_weight(&self, group: &Group) -> bool {
        let source = group.weight.and_then(|weight| self.prepared.plan.weights.get(weight));
        source.is_some_and(|source| super::all_have(source, self.prepared.frame, self.columns.chunk))
    }

    /// Counts a request one respondent at a time.
    fn add_one_by_one(&self, people: &People<'_>, request: usize, tally: &mut Tally) {
        let prepared = self.prepared;
        let axes = &prepared.outline.axes_of[request];
        let cell = |at: usize| {
            axes.iter().fold(0, |cell, axis| {
                let length = &self.lengths[*axis];
                cell * length.whole + self.along[*axis].on_whole(at, length)
            })
        };
        let weight = |at| {
            let whole = people.whole(at);
            (whole, people.weights.map_or(1.0, |(unit, _)| unit.weight(whole)))
        };
        let numbers = |subject| places::numbers(subject, &self.columns);
        let each = people.mask.iter();
        match (tally, &prepared.plan.requests[request].of) {
            (Tally::People(sums), Measured::Heads) => {
                each.for_each(|at| sums[cell(at)].add_parts(Row::people(1).parts()));
            }
            (Tally::People(sums), Measured::People) => each.for_each(|at| {
                let own = if people.weights.is_some() { Row::of(people.whole(at)) } else { Row::people(1) };
                sums[cell(at)].add_parts(own.parts());
            }),
            (Tally::Numbers(sums), Measured::Number(y)) => {
                let y = numbers(y);
                each.filter(|at| !y[*at].is_nan()).for_each(|at| {
                    let (whole, weight) = weight(at);
                    sums[cell(at)].add(whole, weight, y[at]);
                });
            }
            (Tally::Pairs(sums), Measured::Pair(x, y)) => {
                let (x, y) = (numbers(x), numbers(y));
                each.filter(|at| !x[*at].is_nan() && !y[*at].is_nan()).for_each(|at| {
                    let (whole, weight) = weight(at);
                    sums[cell(at)].add(whole, weight, x[at], y[at]);
                });
            }
            (Tally::Values(values), Measured::Distribution(y)) => {
                let y = numbers(y);
                each.filter(|at| !y[*at].is_nan()).for_each(|at| {
                    values.push((cell(at) as u32, y[at] + 0.0, weight(at).0));
                });
            }
            // A tally is of its request's kind.
            (Tally::People(_) | Tally::Numbers(_) | Tally::Pairs(_) | Tally::Values(_), _) => {}
        }
    }
}
