//! Conditions as trees over what the search tries: three-valued, with the truth of each comparison worked out beforehand
//! for every value of the name it asks.

use super::search::Assignment;
use crate::questionnaire::condition::{Expr, Value, evaluate};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Truth {
    True,
    False,
    Unknown,
}

impl Truth {
    pub(super) fn of(value: &Value) -> Truth {
        match value {
            Value::Bool(true) => Truth::True,
            Value::Bool(false) => Truth::False,
            Value::Unknown | Value::Number(_) | Value::Text(_) => Truth::Unknown,
        }
    }
}

/// What a condition is asked to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    True,
    NotTrue,
    False,
    NotFalse,
}

impl Wanted {
    pub(super) fn is_met_by(self, truth: Truth) -> bool {
        match self {
            Wanted::True => truth == Truth::True,
            Wanted::NotTrue => truth != Truth::True,
            Wanted::False => truth == Truth::False,
            Wanted::NotFalse => truth != Truth::False,
        }
    }

    /// What both sides of a conjunction must be, where that is the same as asking it of the whole.
    fn of_both_in_and(self) -> Option<Wanted> {
        match self {
            Wanted::True | Wanted::NotFalse => Some(self),
            Wanted::NotTrue | Wanted::False => None,
        }
    }

    /// The same for an alternative.
    fn of_both_in_or(self) -> Option<Wanted> {
        match self {
            Wanted::False | Wanted::NotTrue => Some(self),
            Wanted::True | Wanted::NotFalse => None,
        }
    }

    fn negated(self) -> Wanted {
        match self {
            Wanted::True => Wanted::False,
            Wanted::False => Wanted::True,
            Wanted::NotTrue => Wanted::NotFalse,
            Wanted::NotFalse => Wanted::NotTrue,
        }
    }
}

/// The parts that must each be met for the whole to be: the smaller a part, the sooner the search can tell.
pub(super) fn parts<'e>(expr: &'e Expr, wanted: Wanted, found: &mut Vec<(&'e Expr, Wanted)>) {
    let both = match expr {
        Expr::And(left, right) => wanted.of_both_in_and().map(|wanted| (left, right, wanted)),
        Expr::Or(left, right) => wanted.of_both_in_or().map(|wanted| (left, right, wanted)),
        Expr::Not(inner) => return parts(inner, wanted.negated(), found),
        _ => None,
    };
    match both {
        Some((left, right, wanted)) => {
            parts(left, wanted, found);
            parts(right, wanted, found);
        }
        None => found.push((expr, wanted)),
    }
}

/// A condition ready to be tried.
#[derive(Debug)]
pub(super) enum Tree {
    Fixed(Truth),
    /// A comparison that asks one name: its truths by value, in a table of the system.
    One {
        slot: usize,
        table: usize,
    },
    /// One that asks several whose values are all known.
    Several {
        slots: Vec<usize>,
        expr: Expr,
    },
    /// One whose truth is chosen freely, because its names have more values than are tried.
    Free {
        slot: usize,
    },
    Not(Box<Tree>),
    And(Box<Tree>, Box<Tree>),
    Or(Box<Tree>, Box<Tree>),
}

impl Tree {
    pub(super) fn truth(&self, assignment: &Assignment<'_>) -> Truth {
        match self {
            Tree::Fixed(truth) => *truth,
            Tree::One { slot, table } => assignment.by_table(*slot, *table),
            Tree::Several { expr, .. } => Truth::of(&evaluate(expr, assignment)),
            Tree::Free { slot } => assignment.chosen(*slot),
            Tree::Not(inner) => match inner.truth(assignment) {
                Truth::True => Truth::False,
                Truth::False => Truth::True,
                Truth::Unknown => Truth::Unknown,
            },
            Tree::And(left, right) => match (left.truth(assignment), right.truth(assignment)) {
                (Truth::False, _) | (_, Truth::False) => Truth::False,
                (Truth::True, Truth::True) => Truth::True,
                (Truth::Unknown, _) | (_, Truth::Unknown) => Truth::Unknown,
            },
            Tree::Or(left, right) => match (left.truth(assignment), right.truth(assignment)) {
                (Truth::True, _) | (_, Truth::True) => Truth::True,
                (Truth::False, Truth::False) => Truth::False,
                (Truth::Unknown, _) | (_, Truth::Unknown) => Truth::Unknown,
            },
        }
    }

    /// Calls `visit` with every slot the tree looks at.
    pub(super) fn visit_slots(&self, visit: &mut dyn FnMut(usize)) {
        match self {
            Tree::Fixed(_) => {}
            Tree::One { slot, .. } | Tree::Free { slot } => visit(*slot),
            Tree::Several { slots, .. } => slots.iter().for_each(|slot| visit(*slot)),
            Tree::Not(inner) => inner.visit_slots(visit),
            Tree::And(left, right) | Tree::Or(left, right) => {
                left.visit_slots(visit);
                right.visit_slots(visit);
            }
        }
    }
}
