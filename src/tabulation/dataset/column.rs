//! One variable over all respondents, in chunks of fixed size: a dataset that grows shares the chunks that did not change.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::numbers::no_number;
use super::{Cell, Codes, Numbers, Ranks, Sets, State, Texts};
use crate::questionnaire::condition::Given;
use crate::questionnaire::{Questionnaire, VariableIndex, VariableKind};
use crate::tabulation::kernels::Mask;

/// Respondents of a chunk: a whole number of words of a mask.
pub(crate) const CHUNK: usize = 65_536;

/// The answers of one chunk's respondents to one variable.
#[derive(Debug, Clone)]
pub(crate) enum Cells {
    /// A place in the subject's categories.
    Codes(Codes),
    Sets(Sets),
    Ranks(Ranks),
    Numbers(Numbers),
    Texts(Texts),
}

/// All chunks of one variable; each but the last has [`CHUNK`] respondents.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    chunks: Vec<Arc<Cells>>,
}

impl Cells {
    pub(crate) fn of_variable(questionnaire: &Questionnaire, variable: VariableIndex) -> Cells {
        let options = questionnaire.options(variable).len();
        match questionnaire.variable(variable).kind {
            VariableKind::Single | VariableKind::Scale => Cells::Codes(Codes::new()),
            VariableKind::Multiple => Cells::Sets(Sets::new(options)),
            VariableKind::Ranking { .. } => Cells::Ranks(Ranks::new(options)),
            VariableKind::Number | VariableKind::Date => Cells::Numbers(Numbers::new()),
            VariableKind::Text => Cells::Texts(Texts::new()),
        }
    }

    pub(crate) fn of_given(given: Given) -> Cells {
        match given {
            Given::Arm(_) | Given::Consent(_) | Given::Flag(_) | Given::Removed => Cells::Codes(Codes::new()),
            Given::WaveOpened | Given::Today | Given::StartedOn | Given::SubmittedOn | Given::Minutes => {
                Cells::Numbers(Numbers::new())
            }
            Given::WaveId
            | Given::Source
            | Given::Language
            | Given::Disposition
            | Given::Device
            | Given::Version => Cells::Texts(Texts::new()),
        }
    }

    pub(crate) fn len(&self) -> usize {
        match self {
            Cells::Codes(codes) => codes.len(),
            Cells::Sets(sets) => sets.len(),
            Cells::Ranks(ranks) => ranks.len(),
            Cells::Numbers(numbers) => numbers.len(),
            Cells::Texts(texts) => texts.len(),
        }
    }

    /// Bytes that they take, but for the words of texts.
    fn bytes_taken(&self) -> usize {
        match self {
            Cells::Codes(codes) => codes.bytes_taken(),
            Cells::Sets(sets) => sets.bytes_taken(),
            Cells::Ranks(ranks) => ranks.bytes_taken(),
            Cells::Numbers(numbers) => numbers.bytes_taken(),
            Cells::Texts(texts) => texts.codes().bytes_taken(),
        }
    }

    pub(crate) fn state(&self, at: usize) -> State {
        match self {
            Cells::Codes(codes) => codes.state(at),
            Cells::Sets(sets) => sets.state(at),
            Cells::Ranks(ranks) => ranks.state(at),
            Cells::Numbers(numbers) => numbers.state(at),
            Cells::Texts(texts) => texts.state(at),
        }
    }

    /// The respondents whose state is such.
    pub(crate) fn whose_state(&self, holds: impl Fn(State) -> bool) -> Mask {
        match self {
            Cells::Codes(codes) => codes.which(|code| holds(State::of_code(code))),
            Cells::Texts(texts) => texts.codes().which(|code| {
                // A place in a list of words is an answer, however large.
                holds(State::of_code(code))
            }),
            Cells::Numbers(numbers) => numbers.which(|value| holds(super::numbers::state_of_number(value))),
            Cells::Sets(sets) => Mask::from_fn(sets.len(), |at| holds(sets.state(at))),
            Cells::Ranks(ranks) => Mask::from_fn(ranks.len(), |at| holds(ranks.state(at))),
        }
    }

    pub(crate) fn answered(&self) -> Mask {
        match self {
            Cells::Sets(sets) => sets.in_state(State::Answered),
            Cells::Codes(_) | Cells::Ranks(_) | Cells::Numbers(_) | Cells::Texts(_) => {
                self.whose_state(|state| state == State::Answered)
            }
        }
    }

    /// Whoever was asked and reached.
    pub(crate) fn asked(&self) -> Mask {
        self.whose_state(State::was_asked)
    }

    pub(super) fn push(&mut self, cell: Cell<'_>, first: i64) {
        let missing = missing(cell);
        match self {
            Cells::Codes(codes) => codes.push(code(cell, first)),
            Cells::Sets(sets) => sets.push(options(cell).ok_or(missing)),
            Cells::Ranks(ranks) => ranks.push(ranking(cell).ok_or(missing)),
            Cells::Numbers(numbers) => numbers.push(number(cell).unwrap_or(no_number(missing))),
            Cells::Texts(texts) => {
                texts.push(text(cell).ok_or(missing));
            }
        }
    }

    pub(super) fn set(&mut self, at: usize, cell: Cell<'_>, first: i64) {
        let missing = missing(cell);
        match self {
            Cells::Codes(codes) => codes.set(at, code(cell, first)),
            Cells::Sets(sets) => sets.set(at, options(cell).ok_or(missing)),
            Cells::Ranks(ranks) => ranks.set(at, ranking(cell).ok_or(missing)),
            Cells::Numbers(numbers) => numbers.set(at, number(cell).unwrap_or(no_number(missing))),
            Cells::Texts(texts) => texts.set(at, text(cell).ok_or(missing)),
        }
    }

    /// Adds the cell of a respondent of another chunk of the same variable.
    pub(super) fn push_from(&mut self, other: &Cells, at: usize) {
        match (self, other) {
            (Cells::Codes(own), Cells::Codes(other)) => own.push(other.get(at)),
            (Cells::Sets(own), Cells::Sets(other)) => own.push_from(other, at),
            (Cells::Ranks(own), Cells::Ranks(other)) => own.push_from(other, at),
            (Cells::Numbers(own), Cells::Numbers(other)) => own.push(other.get(at)),
            (Cells::Texts(own), Cells::Texts(other)) => {
                own.push(other.get(at));
            }
            // Chunks of one variable are of one kind.
            (own, _) => own.push(Cell::Missing(crate::responses::Missing::NotAsked), 0),
        }
    }

    /// Puts the only cell of `other` in.
    fn set_from(&mut self, at: usize, other: &Cells) {
        match (self, other) {
            (Cells::Codes(own), Cells::Codes(other)) => own.set(at, other.get(0)),
            (Cells::Sets(own), Cells::Sets(other)) => own.set_from(at, other),
            (Cells::Ranks(own), Cells::Ranks(other)) => own.set_from(at, other),
            (Cells::Numbers(own), Cells::Numbers(other)) => own.set(at, other.get(0)),
            (Cells::Texts(own), Cells::Texts(other)) => own.set(at, other.get(0)),
            (own, _) => own.set(at, Cell::Missing(crate::responses::Missing::NotAsked), 0),
        }
    }

    /// Of the same kind, with nobody in it.
    pub(super) fn empty(&self) -> Cells {
        match self {
            Cells::Codes(_) => Cells::Codes(Codes::new()),
            Cells::Sets(sets) => Cells::Sets(sets.empty()),
            Cells::Ranks(ranks) => Cells::Ranks(ranks.empty()),
            Cells::Numbers(_) => Cells::Numbers(Numbers::new()),
            Cells::Texts(_) => Cells::Texts(Texts::new()),
        }
    }

    pub(super) fn truncate(&mut self, len: usize) {
        match self {
            Cells::Codes(codes) => codes.truncate(len),
            Cells::Sets(sets) => sets.truncate(len),
            Cells::Ranks(ranks) => ranks.truncate(len),
            Cells::Numbers(numbers) => numbers.truncate(len),
            Cells::Texts(texts) => texts.truncate(len),
        }
    }

    /// Gives back the memory that it grew into and does not use.
    fn shrink(&mut self) {
        match self {
            Cells::Codes(codes) => codes.shrink(),
            Cells::Sets(sets) => sets.shrink(),
            Cells::Ranks(ranks) => ranks.shrink(),
            Cells::Texts(texts) => texts.shrink(),
            // They shrank when they settled.
            Cells::Numbers(_) => {}
        }
    }

    fn settle(&mut self) {
        match self {
            Cells::Numbers(numbers) => numbers.settle(),
            Cells::Codes(_) | Cells::Sets(_) | Cells::Ranks(_) | Cells::Texts(_) => {}
        }
    }
}

fn missing(cell: Cell<'_>) -> State {
    match cell {
        Cell::Missing(missing) => State::of(missing),
        // Of another kind than its column's: an answer that cannot be used.
        _ => State::Undefined,
    }
}

fn code(cell: Cell<'_>, first: i64) -> u32 {
    match cell {
        Cell::Option(option) => u32::from(option.0),
        Cell::Point(point) => u16::try_from(point - first).map_or(State::Undefined.code(), u32::from),
        Cell::Truth(truth) => u32::from(!truth),
        _ => missing(cell).code(),
    }
}

fn options<'a>(cell: Cell<'a>) -> Option<&'a [u64]> {
    if let Cell::Options(words) = cell { Some(words) } else { None }
}

fn ranking<'a>(cell: Cell<'a>) -> Option<&'a [crate::questionnaire::OptionIndex]> {
    if let Cell::Ranking(ranking) = cell { Some(ranking) } else { None }
}

fn number(cell: Cell<'_>) -> Option<f64> {
    if let Cell::Number(value) = cell { Some(value).filter(|value| value.is_finite()) } else { None }
}

fn text<'a>(cell: Cell<'a>) -> Option<&'a str> {
    if let Cell::Text(text) = cell { Some(text) } else { None }
}

impl Column {
    pub(super) fn of_chunks(chunks: Vec<Arc<Cells>>) -> Column {
        Column { chunks }
    }

    /// The respondents of one chunk; `None` beyond the last.
    pub(crate) fn chunk(&self, chunk: usize) -> Option<&Cells> {
        self.chunks.get(chunk).map(|cells| &**cells)
    }

    pub(crate) fn chunks(&self) -> impl Iterator<Item = &Cells> {
        self.chunks.iter().map(|cells| &**cells)
    }

    /// The chunks as they are shared.
    pub(super) fn shared(&self) -> impl Iterator<Item = &Arc<Cells>> {
        self.chunks.iter()
    }

    pub(crate) fn state(&self, respondent: usize) -> State {
        self.chunk(respondent / CHUNK).map_or(State::NotAsked, |cells| cells.state(respondent % CHUNK))
    }

    /// The different texts of a column of texts, rising.
    pub(crate) fn words(&self) -> BTreeSet<&str> {
        let words = self.chunks().filter_map(|cells| match cells {
            Cells::Texts(texts) => Some(texts.words()),
            Cells::Codes(_) | Cells::Sets(_) | Cells::Ranks(_) | Cells::Numbers(_) => None,
        });
        words.flatten().collect()
    }
}

/// A column that is filled: the last chunk is its own, those before may be shared.
#[derive(Debug, Clone)]
pub(crate) struct Filling {
    full: Vec<Arc<Cells>>,
    last: Cells,
    /// What a scale begins with.
    first: i64,
}

impl Filling {
    pub(crate) fn new(empty: Cells, first: i64) -> Filling {
        Filling { full: Vec::new(), last: empty, first }
    }

    pub(super) fn len(&self) -> usize {
        self.full.len() * CHUNK + self.last.len()
    }

    /// The last chunk counts twice: whoever counts has a copy of it.
    pub(super) fn bytes_taken(&self) -> u64 {
        let full = self.full.iter().map(|cells| cells.bytes_taken());
        full.chain([2 * self.last.bytes_taken()]).map(|bytes| bytes as u64).sum()
    }

    pub(crate) fn push(&mut self, cell: Cell<'_>) {
        self.last.push(cell, self.first);
        self.close_if_full();
    }

    fn close_if_full(&mut self) {
        if self.last.len() >= CHUNK {
            let empty = self.last.empty();
            let mut full = std::mem::replace(&mut self.last, empty);
            full.settle();
            full.shrink();
            self.full.push(Arc::new(full));
        }
    }

    /// A row that is there gets another cell.
    pub(super) fn set(&mut self, row: usize, cell: Cell<'_>) {
        let first = self.first;
        self.cells_of(row).set(row % CHUNK, cell, first);
    }

    fn cells_of(&mut self, row: usize) -> &mut Cells {
        match self.full.get_mut(row / CHUNK) {
            Some(full) => Arc::make_mut(full),
            None => &mut self.last,
        }
    }

    /// Takes the row away; the last row stands in its place.
    pub(super) fn swap_remove(&mut self, row: usize) {
        if self.last.len() == 0
            && let Some(full) = self.full.pop()
        {
            self.last = Arc::unwrap_or_clone(full);
        }
        let Some(at) = self.last.len().checked_sub(1) else { return };
        let mut moved = self.last.empty();
        moved.push_from(&self.last, at);
        self.last.truncate(at);
        if row < self.len() {
            self.cells_of(row).set_from(row % CHUNK, &moved);
        }
    }

    pub(super) fn pad(&mut self, rows: usize) {
        while self.len() < rows {
            self.push(Cell::Missing(crate::responses::Missing::NotAsked));
        }
    }

    /// The rows of `other`, a column of the same variable, below its own.
    pub(super) fn extend(&mut self, other: Filling) {
        if self.last.len() == 0 {
            self.full.extend(other.full);
            self.last = other.last;
            return;
        }
        for cells in other.full.iter().map(|full| &**full).chain([&other.last]) {
            for at in 0..cells.len() {
                self.last.push_from(cells, at);
                self.close_if_full();
            }
        }
    }

    /// The column as it stands now; what is full is shared.
    pub(super) fn so_far(&self) -> Column {
        let mut chunks = self.full.clone();
        if self.last.len() > 0 {
            chunks.push(Arc::new(self.last.clone()));
        }
        Column { chunks }
    }

    /// The column with its first `rows`.
    pub(crate) fn done(mut self, rows: usize) -> Column {
        self.pad(rows);
        while self.len() > rows {
            match self.len() - rows {
                beyond if beyond <= self.last.len() => self.last.truncate(self.last.len() - beyond),
                _ => self.last = self.full.pop().map_or(self.last.empty(), Arc::unwrap_or_clone),
            }
        }
        self.last.settle();
        self.last.shrink();
        let mut chunks = self.full;
        if self.last.len() > 0 {
            chunks.push(Arc::new(self.last));
        }
        Column { chunks }
    }
}
