//! Derived variables: read from a report file or a request, checked, put in order of dependency, and worked out over
//! the columns of a dataset.

mod columns;
mod define;
mod read;

pub(crate) use columns::columns;
pub(crate) use read::{DERIVED, read_variables, unknown_code};

use crate::diagnostics::Span;
use crate::questionnaire::condition::{Expr, Reference};
use crate::tabulation::subject::Subject;
use std::collections::{BTreeMap, BTreeSet};

/// A variable made from others.
#[derive(Debug, Clone)]
pub(crate) struct Derived {
    pub(crate) subject: Subject,
    pub(crate) definition: Definition,
    /// What it is made from.
    sources: BTreeSet<Reference>,
    pub(crate) span: Span,
}

/// How a variable is made.
#[derive(Debug, Clone)]
pub(crate) enum Definition {
    /// Category 0 (code 1) where true, category 1 (code 0) where false.
    Flag(Expr),
    Recode {
        of: Box<Subject>,
        to: BTreeMap<String, u16>,
    },
    Cuts {
        of: Reference,
        cuts: Vec<f64>,
    },
    Count(Vec<Expr>),
    /// Missing wherever anything it is made from is.
    Value(Expr),
    /// The mean of the scores that were given, of whoever gave at least so many.
    Mean {
        of: Vec<Subject>,
        min_answers: usize,
    },
    /// Its mistakes stand in the diagnostics.
    Broken,
}

impl Derived {
    /// What it is made from.
    pub(crate) fn sources(&self) -> &BTreeSet<Reference> {
        &self.sources
    }
}

/// Every reference in the expression.
pub(crate) fn references(expr: &Expr, found: &mut BTreeSet<Reference>) {
    expr.visit_references(&mut |reference| {
        found.insert(reference);
    });
}

fn depends_on(derived: &Derived) -> impl Iterator<Item = usize> + '_ {
    derived.sources.iter().filter_map(|source| match source {
        Reference::Derived(index) => Some(*index),
        Reference::Variable(_) | Reference::Given(_) | Reference::Extra(_) => None,
    })
}

/// The places of the variables, each after those it is made from; the second list is what stands in a circle.
fn by_dependency(all: &[Derived]) -> (Vec<usize>, Vec<usize>) {
    let mut order = Vec::new();
    let mut rest: Vec<usize> = (0..all.len()).collect();
    loop {
        let (ready, waiting): (Vec<usize>, Vec<usize>) =
            rest.iter().partition(|index| depends_on(&all[**index]).all(|source| order.contains(&source)));
        if ready.is_empty() {
            return (order, waiting);
        }
        order.extend(ready);
        rest = waiting;
    }
}
