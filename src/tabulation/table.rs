//! The result of a table request: columns, rows and cells that each carry their own bases. Proportions are 0..1 and
//! unrounded; undefined is `None`, never 0 and never NaN.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::request::SummaryMeasure;
use crate::i18n::Language;

/// A finished table. Cells of each row stand in the order of `columns`.
#[derive(Debug, Clone)]
pub struct Table {
    /// What the table shows, for a heading: the item's text, or the title the report gives.
    pub title: String,
    /// The stub's id as requested (`stage`, `q7`, `q7.r1`, a list joined by `,`).
    pub stub: String,
    pub wave: Option<String>,
    pub version: String,
    pub watermark: String,
    /// Responses in the universe, before the filter.
    pub records: usize,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// Of a multiple: how many answers were given in all.
    pub mentions: Option<Mentions>,
    /// Of the Total column, after universe and filter.
    /// Comparisons between columns, row by row; empty unless asked for.
    pub pairs: Vec<Pair>,
    /// One a variable of the banner; empty unless asked for.
    pub independence: Vec<Independence>,
    pub missing: MissingCounts,
    /// Responses that a weighted table leaves out, since they have none.
    pub without_weight: u64,
    /// "2 responses without a weight"
    pub left_out: Vec<String>,
    pub footer: Vec<String>,
    /// How the table is meant to be seen: measures, chart, decimals, stacked stub variables.
    pub view: View,
}

impl Table {
    /// The figures that stand with the columns and in no row of their own, in the order of [`SummaryMeasure::ALL`].
    pub fn summary_measures(&self) -> Vec<SummaryMeasure> {
        let has_row =
            |name: &str| self.rows.iter().any(|row| row.kind == RowKind::Statistic && row.id == name);
        let with_columns = |name: &str| {
            self.columns.iter().filter_map(|column| column.summary.as_ref()).any(|own| own.contains_key(name))
        };
        SummaryMeasure::ALL
            .into_iter()
            .filter(|measure| with_columns(measure.as_str()) && !has_row(measure.as_str()))
            .collect()
    }
}

#[derive(Debug, Clone)]
pub struct View {
    /// Measures to show, in order; JSON carries all.
    pub show: Vec<Measure>,
    pub decimals: usize,
    pub chart: Chart,
    /// A grid without a banner: drawn as a matrix, one line a grid row and one column an option.
    pub matrix: bool,
    /// The banner's headings: one group a side-by-side variable, over its columns.
    pub groups: Vec<ColumnGroup>,
    /// Labels of the stub variables of a stack, by variable name, in order.
    pub stack: Vec<(String, String)>,
    pub language: Language,
    /// Where the data is synthetic: the sentence that says so.
    pub synthetic: Option<String>,
    /// Where letters or arrows stand: the levels they stand for.
    pub test: Option<TestView>,
    /// The weight's name.
    pub weight: Option<String>,
    /// In a report: the unweighted bases below which figures are marked. A single request has none.
    pub reliability: Option<Reliability>,
}

/// What letters say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TestView {
    /// 0..1; capital letters.
    pub level: f64,
    /// Small letters.
    pub loose: Option<f64>,
    /// Each column against all the others: arrows instead of letters.
    pub against_rest: bool,
}

/// Bases below which figures are not trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reliability {
    /// Below it figures stand in brackets.
    pub min_base: u64,
    /// Below it figures are marked.
    pub flag_base: u64,
    /// Below it figures are hidden; the cells are suppressed already.
    pub hide_base: u64,
}

#[derive(Debug, Clone)]
pub struct ColumnGroup {
    pub label: String,
    /// The columns of the group, as places in [`Table::columns`].
    pub columns: std::ops::Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    Count,
    Weighted,
    ColumnPct,
    RowPct,
    TotalPct,
    Index,
    Se,
    Ci,
    /// The design effect.
    Deff,
    /// The letters, or arrows, of a test between columns.
    Letters,
    /// The adjusted residual of a cell.
    Residual,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chart {
    Bar,
    Stacked,
    Diverging,
    Line,
    None,
}

/// How many people a figure stands on.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Base {
    pub unweighted: u64,
    pub weighted: f64,
    /// Kish: S0² / S2; `None` where all weights are zero.
    pub effective: Option<f64>,
    /// Not to be told in public output: the numbers are not in here either.
    pub is_hidden: bool,
}

impl Base {
    /// The base of hidden figures.
    pub(crate) fn hidden() -> Base {
        Base { is_hidden: true, ..Base::default() }
    }
}

#[derive(Debug, Clone)]
pub struct Column {
    /// `total`, `size:s1`, nested `size:s1/region:eu`.
    pub id: String,
    pub variable: Option<String>,
    pub code: Option<String>,
    pub label: String,
    /// Outer to inner (variable, code, label) of a nested banner's column; one entry otherwise.
    pub path: Vec<(String, String, String)>,
    pub letter: Option<String>,
    pub base: Base,
    /// `mean`, `sd`, … by name; `None` for a stack.
    pub summary: Option<BTreeMap<&'static str, Option<f64>>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    Option,
    Net,
    Missing,
    Band,
    /// A grid's row in a summary.
    Item,
    /// `mean`, `sd`, … of a stub: the figure stands in [`Cell::value`].
    Statistic,
}

impl Cell {
    /// What a test says of the cell: `AB c`, or an arrow against the rest at the view's levels.
    pub fn letters(&self, view: Option<&TestView>) -> String {
        if let (Some(rest), Some(view)) = (&self.rest, view) {
            let (Some(p), Some(difference)) = (rest.p_adjusted, rest.difference) else {
                return String::new();
            };
            let strict = p < 1.0 - view.level;
            let loose = view.loose.is_some_and(|loose| p < 1.0 - loose);
            return match (strict, loose, difference > 0.0) {
                (true, _, true) => "▲",
                (true, _, false) => "▼",
                (false, true, true) => "△",
                (false, true, false) => "▽",
                (false, false, _) => "",
            }
            .to_owned();
        }
        let loose: String = self.higher_than_loose.concat().to_lowercase();
        let strict = self.higher_than.concat();
        if strict.is_empty() || loose.is_empty() { strict + &loose } else { format!("{strict} {loose}") }
    }
}

impl RowKind {
    pub fn as_str(self) -> &'static str {
        match self {
            RowKind::Option => "option",
            RowKind::Net => "net",
            RowKind::Missing => "missing",
            RowKind::Band => "band",
            RowKind::Item => "item",
            RowKind::Statistic => "statistic",
        }
    }
}

impl Column {
    /// The column's figure of that name; `None` where it is undefined or was not asked for.
    pub fn statistic(&self, measure: SummaryMeasure) -> Option<f64> {
        self.summary.as_ref()?.get(measure.as_str()).copied().flatten()
    }
}

#[derive(Debug, Clone)]
pub struct Row {
    /// `very`; in a stack of several variables `q7.r1:3`, of a statistic `q7.r1:mean`.
    pub id: String,
    pub kind: RowKind,
    pub variable: String,
    pub code: Option<String>,
    pub label: String,
    pub cells: Vec<Cell>,
}

#[derive(Debug, Clone, Default)]
pub struct Cell {
    pub count: u64,
    pub weighted: f64,
    pub column_pct: Option<f64>,
    pub row_pct: Option<f64>,
    pub total_pct: Option<f64>,
    pub index: Option<f64>,
    pub se: Option<f64>,
    pub ci: Option<(f64, f64)>,
    /// Of a statistic row.
    pub value: Option<f64>,
    /// The design effect of the share or mean.
    pub deff: Option<f64>,
    /// The letters of the columns that this one is higher than at the strict level, and of those at the loose level
    /// alone.
    pub higher_than: Vec<String>,
    pub higher_than_loose: Vec<String>,
    /// The column against all others of its base, where that was asked for.
    pub rest: Option<Comparison>,
    /// The adjusted residual of the cell.
    pub residual: Option<f64>,
    /// The interval is not the one the report makes but the exact one, which alone exists at 0 and 1.
    pub exact_interval: bool,
    pub base: Base,
    pub suppressed: bool,
}

/// A test of one difference; undefined parts are `None`.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Comparison {
    pub difference: Option<f64>,
    pub statistic: Option<f64>,
    pub df: Option<f64>,
    pub p: Option<f64>,
    /// After the adjustment for many comparisons; the p itself where there is none.
    pub p_adjusted: Option<f64>,
}

/// Two columns of one variable of the banner, compared in one row.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// The row's id.
    pub row: Arc<str>,
    /// Column ids.
    pub a: Arc<str>,
    pub b: Arc<str>,
    pub comparison: Comparison,
}

/// Whether rows and columns go together; one a variable of the banner.
#[derive(Debug, Clone, PartialEq)]
pub struct Independence {
    /// The banner's variable it is about.
    pub variable: String,
    /// `pearson`, `rao_scott`, …
    pub method: &'static str,
    pub statistic: Option<f64>,
    pub df1: Option<f64>,
    pub df2: Option<f64>,
    pub p: Option<f64>,
    /// Cramér's V of the unweighted counts.
    pub cramers_v: Option<f64>,
    pub smallest_expected: Option<f64>,
    /// The share of expected counts below 5.
    pub expected_below_5: Option<f64>,
    /// Of a 2 × 2 table, where asked for: statistic and p with Yates's correction, and Fisher's p.
    pub yates: Option<(f64, f64)>,
    pub fisher: Option<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mentions {
    pub count: u64,
    pub weighted: f64,
}

/// Reason to number of responses; a stack has one set per variable.
#[derive(Debug, Clone)]
pub enum MissingCounts {
    One(BTreeMap<&'static str, u64>),
    ByVariable(BTreeMap<String, BTreeMap<&'static str, u64>>),
}

/// A number that a report quotes in its sentences.
#[derive(Debug, Clone)]
pub struct Figure {
    pub id: String,
    /// `share`, `base`, `mean`, `difference`, `margin_of_error`, …
    pub kind: &'static str,
    pub value: Option<f64>,
    /// As a reader sees it: "88%".
    pub text: String,
    pub base: Base,
    pub se: Option<f64>,
    pub ci: Option<(f64, f64)>,
    pub df: Option<f64>,
    pub statistic: Option<f64>,
    pub p: Option<f64>,
    pub published: Option<Published>,
    /// Of a trend: the estimate at each time, and each change to the next.
    pub along: Vec<TrendPoint>,
    pub changes: Vec<TrendChange>,
}

/// A reference value and whether the computed one rounds to it.
#[derive(Debug, Clone)]
pub struct Published {
    /// As written: `0.88`, `80%`.
    pub text: String,
    pub value: f64,
    pub decimals: usize,
    /// The computed value at the published decimals.
    pub computed: String,
    pub agrees: bool,
    /// Why it is known to differ.
    pub differs: Option<String>,
}

/// A whole report, computed.
#[derive(Debug, Clone)]
pub struct Report {
    pub id: String,
    pub title: String,
    pub wave: Option<String>,
    pub version: String,
    pub watermark: String,
    pub records: usize,
    pub language: Language,
    pub synthetic: Option<String>,
    pub figures: Vec<Figure>,
    pub sections: Vec<Section>,
    /// In public output where something is hidden: the sentence that says so.
    pub disclosure: Option<String>,
    /// In public output: counts from 1 to below it are hidden, in the statement of method as well.
    pub min_cell: Option<u64>,
    pub trends: Vec<Trend>,
    /// The statement of method, heading by heading; empty where the report asks for none.
    pub method: Vec<MethodPart>,
}

/// One heading of a statement of method.
#[derive(Debug, Clone, PartialEq)]
pub struct MethodPart {
    /// `sponsor`, `weights`, …: the same in every language.
    pub id: &'static str,
    pub title: String,
    /// Markdown; "not stated" where no file says.
    pub text: String,
    /// Whether there is nothing in it that no file says.
    pub is_stated: bool,
    /// Of the part `questions`: each with its words, which the text has too.
    pub questions: Vec<QuestionWording>,
}

/// A question as it was asked.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionWording {
    /// The item's id.
    pub item: String,
    pub text: String,
    /// A sentence: whom it was asked of.
    pub asked: String,
    pub rows: Vec<String>,
    /// The answers to choose from, in the order of the questionnaire.
    pub answers: Vec<String>,
}

/// A share or mean over waves.
#[derive(Debug, Clone)]
pub struct Trend {
    pub id: String,
    pub title: String,
    /// `share`, `mean` or `nps`.
    pub kind: &'static str,
    /// One line, or one a source.
    pub series: Vec<TrendSeries>,
    /// What is said beneath: the verdict and its reasons, what was mapped, recoded or left out, and whether sign or
    /// significance depends on how the waves are compared.
    pub notes: Vec<String>,
    pub footer: Vec<String>,
    pub decimals: usize,
    /// Values are shares, shown in percent; else means.
    pub is_share: bool,
}

#[derive(Debug, Clone)]
pub struct TrendSeries {
    /// `all`, `common`, a source, or `reweighted`.
    pub id: String,
    pub label: String,
    pub points: Vec<TrendPoint>,
    pub changes: Vec<TrendChange>,
    /// The linear trend: value a unit of time, with its test.
    pub linear: Option<Comparison>,
}

#[derive(Debug, Clone)]
pub struct TrendPoint {
    pub wave: String,
    pub label: String,
    /// The wave's time: its year, or its number.
    pub time: f64,
    /// `None` where the wave did not ask, or the comparison is refused.
    pub value: Option<f64>,
    pub se: Option<f64>,
    pub ci: Option<(f64, f64)>,
    pub base: Base,
    /// `comparable`, `with_care` or `broken` against the wave before; the first has none.
    pub verdict: Option<&'static str>,
}

/// From one wave to the next.
#[derive(Debug, Clone)]
pub struct TrendChange {
    pub from: String,
    pub to: String,
    pub se: Option<f64>,
    pub comparison: Comparison,
}

#[derive(Debug, Clone)]
pub struct Section {
    pub title: String,
    /// Markdown with the figures filled in.
    pub text: String,
    /// (id, table)
    pub tables: Vec<(String, Table)>,
}
