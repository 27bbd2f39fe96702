//! The search for a respondent: values are tried name by name in the order of the questionnaire, and given up as soon as
//! a part of what is wanted can no longer be met.

use super::domain::Held;
use super::logic::{Tree, Truth, Wanted};
use super::system::{SlotKind, System};
use crate::questionnaire::condition::{Facts, Reference, Value};

/// Steps after which the search gives up: it stays silent then.
const STEPS_MAX: u32 = 4_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// There may be such a respondent; there certainly is one where the system is exact.
    Found,
    /// There is certainly none.
    None,
    GaveUp,
}

/// One part of what is wanted.
#[derive(Debug)]
pub(super) struct Constraint {
    pub(super) tree: Tree,
    pub(super) wanted: Wanted,
}

/// The value of a slot that was not asked.
const NOT_ASKED: usize = usize::MAX;

/// The values tried so far: an index into the values of each slot.
pub(super) struct Assignment<'s> {
    system: &'s System,
    values: Vec<usize>,
}

impl Assignment<'_> {
    pub(super) fn by_table(&self, slot: usize, table: usize) -> Truth {
        let table = &self.system.tables[table];
        match self.values[slot] {
            NOT_ASKED => table.not_asked,
            value => table.truths[value],
        }
    }

    pub(super) fn chosen(&self, slot: usize) -> Truth {
        [Truth::True, Truth::False, Truth::Unknown][self.values[slot].min(2)]
    }

    fn held(&self, name: Reference) -> &Held {
        let slot = self.system.slot_of(name);
        match slot.map(|slot| (slot, self.values[slot])) {
            None | Some((_, NOT_ASKED)) => &Held::NotAsked,
            Some((slot, value)) => &self.system.slots[slot].values[value].held,
        }
    }
}

impl Facts for Assignment<'_> {
    fn value(&self, name: Reference) -> Value {
        self.held(name).value()
    }

    fn has(&self, multiple: Reference, code: &str) -> Option<bool> {
        self.held(multiple).has(code)
    }

    fn size(&self, multiple: Reference) -> Option<usize> {
        self.held(multiple).size()
    }

    fn rank(&self, ranking: Reference, code: &str) -> Option<usize> {
        self.held(ranking).rank(code)
    }

    fn answered(&self, name: Reference) -> bool {
        self.held(name).is_answer()
    }

    fn asked(&self, name: Reference) -> bool {
        self.held(name).was_asked(name)
    }
}

/// Facts where one name holds one value, to work out a table.
pub(super) struct OneHeld<'h>(pub(super) &'h Held);

impl Facts for OneHeld<'_> {
    fn value(&self, _: Reference) -> Value {
        self.0.value()
    }

    fn has(&self, _: Reference, code: &str) -> Option<bool> {
        self.0.has(code)
    }

    fn size(&self, _: Reference) -> Option<usize> {
        self.0.size()
    }

    fn rank(&self, _: Reference, code: &str) -> Option<usize> {
        self.0.rank(code)
    }

    fn answered(&self, _: Reference) -> bool {
        self.0.is_answer()
    }

    fn asked(&self, name: Reference) -> bool {
        self.0.was_asked(name)
    }
}

/// Whether somebody on the system's route meets all of `goal` besides.
pub(super) fn search(system: &System, goal: &[Constraint]) -> Outcome {
    let mut due: Vec<Vec<&Constraint>> = system.order.iter().map(|_| Vec::new()).collect();
    for constraint in system.constraints.iter().chain(goal) {
        let mut last = None;
        constraint.tree.visit_slots(&mut |slot| last = last.max(Some(system.position[slot])));
        match last {
            Some(position) => due[position].push(constraint),
            // It looks at nothing, so nothing can change it.
            None => {
                let Tree::Fixed(truth) = constraint.tree else { continue };
                if !constraint.wanted.is_met_by(truth) {
                    return Outcome::None;
                }
            }
        }
    }
    let assignment = Assignment { system, values: vec![NOT_ASKED; system.slots.len()] };
    let mut search = Search { system, due, assignment, steps: 0 };
    match search.from(0) {
        _ if search.steps > STEPS_MAX => Outcome::GaveUp,
        true => Outcome::Found,
        false => Outcome::None,
    }
}

struct Search<'s> {
    system: &'s System,
    /// The constraints that can be judged once the slot at this place of the order has its value.
    due: Vec<Vec<&'s Constraint>>,
    assignment: Assignment<'s>,
    steps: u32,
}

impl Search<'_> {
    /// Whether the slots from this place of the order on can be given values.
    fn from(&mut self, position: usize) -> bool {
        let Some(slot) = self.system.order.get(position).copied() else { return true };
        let (may_be_asked, may_be_unasked) = self.asked(slot);
        if may_be_unasked && self.tries(position, slot, NOT_ASKED) {
            return true;
        }
        let values = if may_be_asked { self.system.slots[slot].values.len() } else { 0 };
        (0..values).any(|value| self.is_open(slot, value) && self.tries(position, slot, value))
    }

    fn tries(&mut self, position: usize, slot: usize, value: usize) -> bool {
        self.steps += 1;
        if self.steps > STEPS_MAX {
            // Whatever is answered now counts for nothing.
            return true;
        }
        self.assignment.values[slot] = value;
        let met = self.due[position]
            .iter()
            .all(|constraint| constraint.wanted.is_met_by(constraint.tree.truth(&self.assignment)));
        let found = met && self.from(position + 1);
        self.assignment.values[slot] = NOT_ASKED;
        found
    }

    /// Whether the name may be asked, and whether it may be left out, given the values before it.
    fn asked(&self, slot: usize) -> (bool, bool) {
        let slot = &self.system.slots[slot];
        let shown = slot.shown.iter().all(|tree| tree.truth(&self.assignment) == Truth::True);
        (shown, !shown || !slot.all_conditions_known)
    }

    /// Whether this value can be given: its options are offered; a free truth is unknown where a name has no answer.
    fn is_open(&self, slot: usize, value: usize) -> bool {
        let known = &self.system.slots[slot];
        match &known.kind {
            SlotKind::Name(_) => known.values[value]
                .offered_if
                .iter()
                .all(|guard| self.system.guards[*guard].truth(&self.assignment) == Truth::True),
            SlotKind::Free { names, strict } => {
                let unknown = *strict && names.iter().any(|name| !self.assignment.held(*name).is_answer());
                !unknown || value == 2
            }
        }
    }
}
