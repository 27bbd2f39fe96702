//! `report.yaml`: every aggregate of a report in one reviewable file, read and checked against the questionnaire alone.

mod read;
mod shape;
#[cfg(test)]
mod tests;
mod uses;

pub use read::parse;
pub use shape::{REPORT, schema};
pub use uses::{PartUse, uses};

use super::derived::Derived;
use super::names::Declared;
use super::request::{Banner, BaseChoice, Spanned, TableRequest};
use super::statistics::ProportionInterval;
use super::subject::Subject;
use super::table::Reliability;
use crate::questionnaire::condition::Condition;

/// A checked report file.
#[derive(Debug, Clone)]
pub struct ReportFile {
    pub id: String,
    pub title: Option<String>,
    /// The level of all intervals, 0..1.
    pub confidence: f64,
    /// For a finite population correction.
    pub population: Option<u64>,
    pub universe: Universe,
    pub reliability: Reliability,
    pub banners: Vec<Banner>,
    pub figures: Vec<FigurePlan>,
    pub sections: Vec<SectionPlan>,
    /// What was known beside the questionnaire when its names were read.
    pub declared: Declared,
    pub(crate) derived: Vec<Derived>,
}

/// Which responses a report is about.
#[derive(Debug, Clone)]
pub enum Universe {
    Complete,
    /// Complete and partial.
    Usable,
    Expression(Condition),
}

#[derive(Debug, Clone)]
pub struct SectionPlan {
    pub title: String,
    /// Markdown that quotes figures as `{{ id }}`.
    pub text: String,
    pub tables: Vec<TableRequest>,
}

/// A number the report quotes, with its names looked up.
#[derive(Debug, Clone)]
pub struct FigurePlan {
    pub id: Spanned<String>,
    pub(crate) kind: FigureKind,
    pub(crate) filter: Option<Condition>,
    pub(crate) interval: ProportionInterval,
    pub(crate) confidence: f64,
    pub(crate) decimals: Option<usize>,
    pub(crate) published: Option<PublishedPlan>,
}

#[derive(Debug, Clone)]
pub(crate) enum FigureKind {
    Share(ShareOf),
    /// People: all of the filter, or the base of a variable.
    Base(Option<BaseOf>),
    Mean(BaseOf),
    Median(BaseOf),
    Nps(BaseOf),
    Total(BaseOf),
    /// Of the same people.
    Difference(Box<[ShareOf; 2]>),
    MarginOfError(Option<BaseOf>),
}

/// A variable and whom its figures are of.
#[derive(Debug, Clone)]
pub(crate) struct BaseOf {
    pub(crate) subject: Subject,
    pub(crate) base: BaseChoice,
    pub(crate) valid: Vec<usize>,
}

#[derive(Debug, Clone)]
pub(crate) struct ShareOf {
    pub(crate) of: BaseOf,
    pub(crate) categories: Vec<usize>,
}

/// A published value as it was written.
#[derive(Debug, Clone)]
pub(crate) struct PublishedPlan {
    pub(crate) text: String,
    pub(crate) value: f64,
    /// Of the value as a proportion or number: `80%` has two.
    pub(crate) decimals: usize,
    pub(crate) percent: bool,
    pub(crate) differs: Option<String>,
}
