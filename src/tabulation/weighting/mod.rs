//! Weights: what a report file declares under `weights:`, made from the answers by post-stratification or raking, trimmed
//! and scaled, and the report on what came of it. tabulation.md, section 10.

mod calibration;
mod carry_out;
mod classes;
mod composition;
mod make;
mod problems;
mod raking;
mod read;
mod report;
mod shape;
mod sum;
#[cfg(test)]
mod tests;
mod trimming;

pub(crate) use calibration::{Calibration, Classes, Weighted};
pub(crate) use carry_out::Weighing;
pub(crate) use composition::{Composition, brought_to, composition};
pub(crate) use read::{find, read_weights};
pub use report::{MarginShare, WeightBounds, WeightReport, weight_report};
pub(crate) use shape::WEIGHT;

use super::request::Spanned;
use super::subject::Subject;
use crate::diagnostics::Span;
pub(crate) use make::MissingRule;
pub(crate) use trimming::{Trim, TrimOf};

/// A weight with its names looked up.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct WeightPlan {
    pub(crate) name: Spanned<String>,
    pub(crate) definition: Definition,
    /// A number that the weights start from; 1 without it.
    pub(crate) start: Option<Subject>,
    pub(crate) missing: Option<MissingRule>,
    pub(crate) trim: Option<Spanned<Trim>>,
    /// What the weights add up to; a mean of one without it, or the numbers as they are given.
    pub(crate) total: Option<f64>,
    /// Where the targets come from, in the author's words.
    pub(crate) source: Option<String>,
}

impl WeightPlan {
    /// Whether it is fitted to margins or cells.
    pub(crate) fn is_fitted(&self) -> bool {
        match self.definition {
            Definition::Given(_) => false,
            Definition::Rake(_) | Definition::PostStratify(_) => true,
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Definition {
    Given(Subject),
    Rake(Vec<MarginPlan>),
    PostStratify(CellsPlan),
}

/// A margin and its targets.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct MarginPlan {
    pub(crate) subject: Subject,
    pub(crate) span: Span,
    pub(crate) targets: Vec<TargetPlan>,
}

/// Post-strata: a target for each combination of codes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct CellsPlan {
    pub(crate) subjects: Vec<Subject>,
    pub(crate) span: Span,
    pub(crate) targets: Vec<TargetPlan>,
}

/// A share or number of people for a code of a margin, or a code of each variable of a cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TargetPlan {
    pub(crate) codes: Vec<String>,
    pub(crate) value: f64,
    pub(crate) span: Span,
}
