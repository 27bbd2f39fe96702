//! `report.yaml`: every aggregate of a report in one reviewable file, read and checked against the questionnaire alone.

mod alone;
mod comparison;
mod figure;
mod method;
mod published;
mod read;
mod shape;
#[cfg(test)]
mod tests;
mod translation;
mod trends;
mod uses;

pub use alone::parse_figure;
pub use method::MethodPlan;
pub use read::parse;
pub use shape::{REPORT, schema};
pub use translation::{ReportTexts, add_translation};
pub use trends::{Reweight, TrendMeasure, TrendPlan, TrendUniverse, TrendWave};
pub use uses::{PartUse, uses};

use super::derived::Derived;
use super::names::Declared;
use super::request::{Banner, BaseChoice, DesignRequest, IntervalName, Spanned, TableRequest, Variance};
use super::subject::Subject;
use super::table::Reliability;
use super::weighting::WeightPlan;
use crate::questionnaire::condition::Condition;
use crate::questionnaire::syntax::Node;

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
    /// `None` leaves the family to each table's weight and design.
    pub variance: Option<Variance>,
    pub reliability: Reliability,
    pub disclose: Option<Disclose>,
    /// `None`: the report has no statement of its method.
    pub method: Option<MethodPlan>,
    /// `weights:` as written.
    pub weights: Option<Node>,
    /// The same with their names looked up.
    pub(crate) weight_plans: Vec<WeightPlan>,
    pub banners: Vec<Banner>,
    pub figures: Vec<FigurePlan>,
    pub sections: Vec<SectionPlan>,
    pub trends: Vec<TrendPlan>,
    /// Its own texts in other languages.
    pub translations: Vec<ReportTexts>,
    /// What was known beside the questionnaire when its names were read.
    pub declared: Declared,
    pub(crate) derived: Vec<Derived>,
}

impl ReportFile {
    /// The same report with none of its figures but the one with this id; `None` where it has no such figure.
    pub fn with_figure_alone(&self, id: &str) -> Option<ReportFile> {
        let figure = self.figures.iter().find(|figure| figure.id.value == id)?.clone();
        Some(ReportFile { figures: vec![figure], sections: Vec::new(), ..self.clone() })
    }

    /// The same report with nobody weighted.
    pub fn unweighted(&self) -> ReportFile {
        let mut report = self.clone();
        report.figures.iter_mut().for_each(|figure| figure.weight = None);
        let tables = report.sections.iter_mut().flat_map(|section| &mut section.tables);
        tables.for_each(|table| table.weight = None);
        report
    }

    /// The level of the first figure's interval, 0..1.
    pub fn figure_confidence(&self) -> Option<f64> {
        self.figures.first().map(|figure| figure.confidence)
    }
}

/// What is hidden in output that is marked public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Disclose {
    /// The smallest count that may be shown; zero may too.
    pub min_cell: u64,
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
    /// `None` is the default of its variance.
    pub(crate) interval: Option<IntervalName>,
    /// `none`, a weight of the report, or a number: it exists.
    pub(crate) weight: Option<Spanned<String>>,
    /// Its names exist.
    pub(crate) design: Option<DesignRequest>,
    pub(crate) variance: Option<Variance>,
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
    /// The total of the first over that of the second.
    Ratio(Box<[BaseOf; 2]>),
    /// Of the same people.
    Paired(PairedOf),
    Gap(Box<GapOf>),
    Trend(Box<TrendOf>),
    /// Of everyone's weights, or of an estimate.
    DesignEffect(Option<Box<Estimate>>),
}

/// A share or a mean.
#[derive(Debug, Clone)]
pub(crate) enum Estimate {
    Share(ShareOf),
    Mean(BaseOf),
}

impl Estimate {
    /// The variable with its base.
    pub(crate) fn base(&self) -> &BaseOf {
        match self {
            Estimate::Share(share) => &share.of,
            Estimate::Mean(of) => of,
        }
    }
}

/// Two items of the same people; the second is taken from the first.
#[derive(Debug, Clone)]
pub(crate) struct PairedOf {
    pub(crate) items: Box<[BaseOf; 2]>,
    /// The categories of each that are counted; means are compared without them.
    pub(crate) net: Option<[Vec<usize>; 2]>,
}

/// The same estimate in two groups; the second is taken from the first.
#[derive(Debug, Clone)]
pub(crate) struct GapOf {
    pub(crate) of: Estimate,
    pub(crate) by: Subject,
    /// Categories of `by`.
    pub(crate) between: [usize; 2],
}

/// An estimate along times.
#[derive(Debug, Clone)]
pub(crate) struct TrendOf {
    pub(crate) of: Estimate,
    pub(crate) over: Subject,
    /// The categories of `over` that are times; empty where it is a number, whose values are the times.
    pub(crate) places: Vec<usize>,
    /// Each once, in the order of `places`.
    pub(crate) times: Vec<f64>,
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
