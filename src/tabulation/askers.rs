//! Who asked for what is counted: where a count takes more memory than it may have, the table or figure is named.

use super::counting::{CountPlan, TooLarge};
use crate::diagnostics::{Code, Diagnostic, Span};

/// The tables and figures of a plan in the order in which they asked.
#[derive(Debug, Default)]
pub(crate) struct Askers {
    /// How many requests the plan had after each, and where it stands in its file.
    asked: Vec<(usize, Span)>,
}

impl Askers {
    /// Whoever stands at `at` has just asked for all it needs.
    pub(crate) fn note(&mut self, plan: &CountPlan, at: Span) {
        self.asked.push((plan.requests.len(), at));
    }

    /// What is told where the count is too large.
    pub(crate) fn refused(&self, found: TooLarge) -> Vec<Diagnostic> {
        let by = self.asked.iter().find(|(requests, _)| found.request < *requests);
        let problem = format!("this asks for {} cells, more than a count may hold in memory", found.cells);
        let diagnostic = |(_, at): &(usize, Span)| {
            Diagnostic::new(Code::NotTabulable, *at, problem.clone())
                .help("nest fewer variables, give fewer options of a multiple a column, or take out the test or the design")
        };
        by.map(diagnostic).into_iter().collect()
    }
}
