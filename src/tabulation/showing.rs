//! A variable as axes of a cube: which axes show it, and at which codes each of its categories, its states and its
//! bases lie there.

use super::counting::{Axis, STATES};
use super::dataset::State;
use super::request::BaseChoice;
use super::subject::{Subject, SubjectKind};

/// The axes of one variable and where its groups of categories lie on them.
#[derive(Debug, Clone)]
pub(crate) struct Showing {
    kind: SubjectKind,
    categories: usize,
    pub(crate) axes: Vec<Axis>,
    /// In the order of the groups that were asked for.
    pub(crate) groups: Vec<Place>,
}

/// Some codes of one of the axes of a [`Showing`].
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Place {
    pub(crate) axis: usize,
    pub(crate) codes: Vec<usize>,
}

impl Showing {
    /// The subject with each of `groups` (places of categories; whoever has any of them is counted once). A multiple
    /// takes an axis for every `flags` groups, any other variable one.
    pub(crate) fn of(subject: &Subject, groups: &[Vec<usize>], flags: usize) -> Showing {
        let (axes, groups) = match subject.kind {
            SubjectKind::Multiple => flagged(subject, groups, flags.max(1)),
            SubjectKind::Single | SubjectKind::Bands | SubjectKind::Number => {
                let places = groups.iter().map(|group| Place { axis: 0, codes: group.clone() }).collect();
                (vec![Axis::Codes(subject.clone())], places)
            }
        };
        Showing { kind: subject.kind, categories: subject.categories.len(), axes, groups }
    }

    /// How many codes of the axis are answers.
    fn answers(&self, axis: usize) -> usize {
        match &self.axes[axis] {
            Axis::Flags { flags, .. } => 1 << flags.len(),
            Axis::Codes(_) | Axis::Values(_) => self.categories,
        }
    }

    /// The code of a missing state; `None` for [`State::Answered`].
    pub(crate) fn state(&self, axis: usize, state: State) -> Option<usize> {
        let place = State::MISSING.iter().position(|missing| *missing == state)?;
        Some(self.answers(axis) + place)
    }

    /// The codes of whoever gave an answer, in a category or not.
    pub(crate) fn answered(&self, axis: usize) -> Vec<usize> {
        let mut codes: Vec<usize> = (0..self.answers(axis)).collect();
        // A number that is in no band stands where a definition says nothing.
        if matches!(self.kind, SubjectKind::Number | SubjectKind::Bands) {
            codes.extend(self.state(axis, State::Undefined));
        }
        codes
    }

    /// The codes of the base; `valid` are the categories that count as an answer.
    pub(crate) fn base(&self, axis: usize, base: BaseChoice, valid: &[usize]) -> Vec<usize> {
        match (base, self.kind) {
            (BaseChoice::All, _) => (0..self.answers(axis) + STATES).collect(),
            (BaseChoice::Asked, _) => self.asked(axis),
            (BaseChoice::Answered, SubjectKind::Multiple | SubjectKind::Number) => self.answered(axis),
            (BaseChoice::Answered, SubjectKind::Single | SubjectKind::Bands) => valid.to_vec(),
        }
    }

    /// The codes of whoever was asked and reached.
    pub(crate) fn asked(&self, axis: usize) -> Vec<usize> {
        let mut codes: Vec<usize> = (0..self.answers(axis)).collect();
        let asked = State::MISSING.into_iter().filter(|state| state.was_asked());
        codes.extend(asked.filter_map(|state| self.state(axis, state)));
        codes
    }
}

fn flagged(subject: &Subject, groups: &[Vec<usize>], most: usize) -> (Vec<Axis>, Vec<Place>) {
    let mut axes = Vec::new();
    let mut places = Vec::new();
    for chunk in groups.chunks(most) {
        let axis = axes.len();
        axes.push(Axis::Flags { of: subject.clone(), flags: chunk.to_vec() });
        for bit in 0..chunk.len() {
            let codes = (0..1 << chunk.len()).filter(|code| code >> bit & 1 == 1).collect();
            places.push(Place { axis, codes });
        }
    }
    if axes.is_empty() {
        axes.push(Axis::Flags { of: subject.clone(), flags: Vec::new() });
    }
    (axes, places)
}
