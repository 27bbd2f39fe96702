//! One combination of answers, as the conditions of one edition see it.

use super::domain::{Dimension, Held};
use crate::questionnaire::condition::{Condition, Facts, Reference, Value, holds};
use crate::questionnaire::{ItemIndex, Questionnaire, VariableIndex};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Old,
    New,
}

/// For each dimension the place of one of its states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Assignment(Vec<usize>);

impl Assignment {
    pub(super) fn state(&self, dimension: usize) -> usize {
        self.0.get(dimension).copied().unwrap_or(0)
    }

    /// Every combination, the last dimension running fastest.
    pub(super) fn all(dimensions: &[Dimension]) -> impl Iterator<Item = Assignment> {
        let sizes: Vec<usize> = dimensions.iter().map(|dimension| dimension.states.len()).collect();
        let number: usize = sizes.iter().product();
        (0..number).map(move |mut rest| {
            let mut states = vec![0; sizes.len()];
            for (state, size) in states.iter_mut().zip(&sizes).rev() {
                *state = rest % size;
                rest /= size;
            }
            Assignment(states)
        })
    }
}

pub(super) struct Trial<'a> {
    pub(super) questionnaire: &'a Questionnaire,
    pub(super) side: Side,
    pub(super) dimensions: &'a [Dimension],
    pub(super) assignment: &'a Assignment,
}

const NOTHING: Held = Held::Nothing;

impl Trial<'_> {
    pub(super) fn is_asked(&self, item: ItemIndex) -> bool {
        let page = self.questionnaire.pages.get(self.questionnaire.page_of(item));
        self.holds(page.and_then(|page| page.show_if.as_ref()))
            && self.holds(self.questionnaire.item(item).show_if.as_ref())
    }

    pub(super) fn is_variable_asked(&self, variable: VariableIndex) -> bool {
        let variable = self.questionnaire.variable(variable);
        let row = variable.row.and_then(|row| self.questionnaire.item(variable.item).rows().get(row));
        self.is_asked(variable.item) && self.holds(row.and_then(|row| row.show_if.as_ref()))
    }

    fn holds(&self, condition: Option<&Condition>) -> bool {
        condition.is_none_or(|condition| holds(&condition.expr, self))
    }

    /// The answer; nothing where the variable is not asked.
    fn held(&self, reference: Reference) -> &Held {
        let own = |dimension: &Dimension| match self.side {
            Side::Old => dimension.old == Some(reference),
            Side::New => dimension.new == Some(reference),
        };
        let Some(at) = self.dimensions.iter().position(own) else { return &NOTHING };
        if !self.asked(reference) {
            return &NOTHING;
        }
        let state =
            self.dimensions.get(at).and_then(|dimension| dimension.states.get(self.assignment.state(at)));
        state.map_or(&NOTHING, |state| match self.side {
            Side::Old => &state.old,
            Side::New => &state.new,
        })
    }
}

/// A value that no condition names.
fn unnamed() -> Value {
    Value::Text("\u{0}".to_owned())
}

impl Facts for Trial<'_> {
    fn value(&self, reference: Reference) -> Value {
        match self.held(reference) {
            Held::Nothing => Value::Unknown,
            Held::Value(value) => value.clone(),
            Held::Ticked(_) | Held::Something => unnamed(),
        }
    }

    fn has(&self, multiple: Reference, code: &str) -> Option<bool> {
        match self.held(multiple) {
            Held::Nothing => None,
            Held::Ticked(codes) => Some(codes.iter().any(|ticked| ticked == code)),
            Held::Value(_) | Held::Something => Some(false),
        }
    }

    fn size(&self, _: Reference) -> Option<usize> {
        // Conditions that count are not tried.
        None
    }

    fn rank(&self, _: Reference, _: &str) -> Option<usize> {
        None
    }

    fn answered(&self, reference: Reference) -> bool {
        *self.held(reference) != Held::Nothing
    }

    fn asked(&self, reference: Reference) -> bool {
        match reference {
            Reference::Variable(variable) => self.is_variable_asked(variable),
            Reference::Given(_) | Reference::Derived(_) | Reference::Extra(_) => true,
        }
    }
}
