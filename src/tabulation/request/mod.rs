//! A table request as it was written: names with their places, nothing resolved. One form for `report.yaml`, a request
//! file, the body of a POST and the flags of `canvass tabulate`.

mod arguments;
mod json;
mod precision;
mod read;
mod shape;
#[cfg(test)]
mod tests;

pub use arguments::Arguments;
pub use json::{add_source, request_of, to_json};
pub use precision::{
    Adjust, Against, DesignRequest, Family, IndependenceMethod, IndependenceRequest, IntervalName, Lonely,
    QuantileCi, TestMethodName, TestRequest, Variance,
};
pub use read::{parse, parse_node};
pub use shape::TABLE_REQUEST;
pub(crate) use shape::{DESIGN, INTERVALS, VARIANCES};

pub(crate) use precision::{design, interval, variance};
pub(crate) use read::{
    box_size, decimals, expression, read_banners, read_base, read_confidence, read_names, spanned_text,
};

use super::statistics::QuantileRule;
use super::table::{Chart, Measure};
use crate::diagnostics::Span;
use crate::i18n::Message;
use crate::questionnaire::syntax::{Node, Value};

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Spanned<T> {
    pub value: T,
    pub span: Span,
}

/// One table, asked for.
#[derive(Debug, Clone)]
pub struct TableRequest {
    /// Where a report gives it one.
    pub id: Option<Spanned<String>>,
    pub title: Option<String>,
    /// The stub: one name, or a stack of several.
    pub rows: Vec<Spanned<String>>,
    /// The banner: columns side by side, each a chain of names from the outer to the inner.
    pub columns: Vec<Vec<Spanned<String>>>,
    pub total: bool,
    pub filter: Option<Spanned<String>>,
    /// A weight of the report or the request, or a number; `none` is none.
    pub weight: Option<Spanned<String>>,
    pub base: Option<BaseChoice>,
    /// Reasons, codes of the stub, or `all`.
    pub include_missing: Vec<Spanned<String>>,
    pub include_missing_columns: Vec<Spanned<String>>,
    pub nets: Vec<NetRequest>,
    pub top_box: Option<Spanned<usize>>,
    pub bottom_box: Option<Spanned<usize>>,
    /// `None` is the default: count and column percentages. Empty shows the summary alone.
    pub show: Option<Vec<Measure>>,
    pub summary: Vec<Spanned<SummaryMeasure>>,
    pub sort: Option<SortRequest>,
    pub test: Option<TestRequest>,
    pub independence: Option<IndependenceRequest>,
    pub ci: Option<IntervalName>,
    pub confidence: Option<f64>,
    /// With every key absent: a simple random sample, linearised.
    pub design: Option<DesignRequest>,
    pub variance: Option<Variance>,
    /// The smallest unweighted base that is shown.
    pub hide_base: Option<u64>,
    pub decimals: Option<usize>,
    pub chart: Option<Chart>,
    pub percent_of: PercentOf,
    /// Of a grid or a list: only who has a valid answer to each of its variables.
    pub common_base: bool,
    /// Probabilities between 0 and 1, rising.
    pub quantiles: Vec<f64>,
    pub quantile_ci: Option<QuantileCi>,
    pub quantile_rule: QuantileRule,
    /// Derived variables of its own.
    pub variables: Option<Node>,
    /// Weights of its own.
    pub weights: Option<Node>,
    /// Banners of its own.
    pub banners: Vec<Banner>,
    /// Where the request stands, for what concerns all of it.
    pub span: Span,
    /// The tree it was read from.
    pub node: Node,
}

impl TableRequest {
    /// Where the value of a key stands; the whole request where it has no such key.
    pub(crate) fn place_of(&self, key: &str) -> Span {
        let Value::Mapping(entries) = &self.node.value else { return self.span };
        entries.iter().find(|entry| entry.key == key).map_or(self.span, |entry| entry.value.span)
    }
}

/// A banner with a name.
#[derive(Debug, Clone)]
pub struct Banner {
    pub name: Spanned<String>,
    pub columns: Vec<Vec<Spanned<String>>>,
}

/// Whom a percentage is taken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BaseChoice {
    /// Asked, and answered with a code that is not missing.
    Answered,
    /// Asked and reached.
    Asked,
    /// Everyone in the filter.
    All,
}

/// Of a multiple: what 100 % is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PercentOf {
    Cases,
    Responses,
}

#[derive(Debug, Clone, PartialEq)]
pub struct NetRequest {
    pub id: Spanned<String>,
    pub text: Option<String>,
    pub codes: Vec<Spanned<String>>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct SortRequest {
    /// `total` or a column's id.
    pub by: Spanned<String>,
    pub descending: bool,
    pub pin: Vec<Spanned<String>>,
}

/// A figure over all codes of a stub.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SummaryMeasure {
    N,
    Mean,
    Sd,
    SdPopulation,
    Se,
    Ci,
    Min,
    Max,
    Sum,
    Q25,
    Median,
    Q75,
    Nps,
    /// Of a multiple: answers a respondent.
    MeanAnswers,
    /// Of a multiple: who chose anything but a missing or exclusive option.
    Any,
    /// Of a multiple: the others of the base.
    None,
}

impl SummaryMeasure {
    /// In the order in which they stand below a table.
    pub const ALL: [SummaryMeasure; 16] = [
        SummaryMeasure::N,
        SummaryMeasure::Mean,
        SummaryMeasure::Sd,
        SummaryMeasure::SdPopulation,
        SummaryMeasure::Se,
        SummaryMeasure::Ci,
        SummaryMeasure::Min,
        SummaryMeasure::Q25,
        SummaryMeasure::Median,
        SummaryMeasure::Q75,
        SummaryMeasure::Max,
        SummaryMeasure::Sum,
        SummaryMeasure::Nps,
        SummaryMeasure::MeanAnswers,
        SummaryMeasure::Any,
        SummaryMeasure::None,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            SummaryMeasure::N => "n",
            SummaryMeasure::Mean => "mean",
            SummaryMeasure::Sd => "sd",
            SummaryMeasure::SdPopulation => "sd_population",
            SummaryMeasure::Se => "se",
            SummaryMeasure::Ci => "ci",
            SummaryMeasure::Min => "min",
            SummaryMeasure::Max => "max",
            SummaryMeasure::Sum => "sum",
            SummaryMeasure::Q25 => "q25",
            SummaryMeasure::Median => "median",
            SummaryMeasure::Q75 => "q75",
            SummaryMeasure::Nps => "nps",
            SummaryMeasure::MeanAnswers => "mean_answers",
            SummaryMeasure::Any => "any",
            SummaryMeasure::None => "none",
        }
    }

    /// The measure of that name; `None` where there is none.
    pub fn find(name: &str) -> Option<SummaryMeasure> {
        SummaryMeasure::ALL.into_iter().find(|measure| measure.as_str() == name)
    }

    /// How a table calls it.
    pub fn title(self) -> Message {
        match self {
            SummaryMeasure::N => Message::StatN,
            SummaryMeasure::Mean => Message::StatMean,
            SummaryMeasure::Sd => Message::StatSd,
            SummaryMeasure::SdPopulation => Message::StatSdPopulation,
            SummaryMeasure::Se => Message::StatSe,
            SummaryMeasure::Ci => Message::StatCi,
            SummaryMeasure::Min => Message::StatMin,
            SummaryMeasure::Max => Message::StatMax,
            SummaryMeasure::Sum => Message::StatSum,
            SummaryMeasure::Q25 => Message::StatQ25,
            SummaryMeasure::Median => Message::StatMedian,
            SummaryMeasure::Q75 => Message::StatQ75,
            SummaryMeasure::Nps => Message::StatNps,
            SummaryMeasure::MeanAnswers => Message::StatMeanAnswers,
            SummaryMeasure::Any => Message::StatAny,
            SummaryMeasure::None => Message::StatNone,
        }
    }

    /// The share (0..1) whose quantile it is.
    pub(crate) fn quantile(self) -> Option<f64> {
        match self {
            SummaryMeasure::Q25 => Some(0.25),
            SummaryMeasure::Median => Some(0.5),
            SummaryMeasure::Q75 => Some(0.75),
            SummaryMeasure::N
            | SummaryMeasure::Mean
            | SummaryMeasure::Sd
            | SummaryMeasure::SdPopulation
            | SummaryMeasure::Se
            | SummaryMeasure::Ci
            | SummaryMeasure::Min
            | SummaryMeasure::Max
            | SummaryMeasure::Sum
            | SummaryMeasure::Nps
            | SummaryMeasure::MeanAnswers
            | SummaryMeasure::Any
            | SummaryMeasure::None => None,
        }
    }

    /// Whether it is made from the sorted values.
    pub(crate) fn is_quantile(self) -> bool {
        self.quantile().is_some()
    }

    /// Whether it is made from the options of a multiple instead of from scores.
    pub(crate) fn is_of_multiple(self) -> bool {
        matches!(self, SummaryMeasure::MeanAnswers | SummaryMeasure::Any | SummaryMeasure::None)
    }
}
