//! From a request to a plan: every name looked up, every row and column known, all mistakes at once. A plan needs no
//! data; only the categories of givens (sources, days) are found in the dataset.

mod banner;
mod bases;
mod nets;
mod precision;
mod setting;
mod sort;
mod stub;
mod summary;

pub(crate) use banner::ChainPlan;
pub(crate) use bases::{default_base, refuse_missing_word, refuse_untabulable, valid};
pub(crate) use nets::box_of;
pub(crate) use precision::{
    DesignPlan, IndependencePlan, IntervalPlan, MeansTest, TestPlan, design_plan, refuse_calibrated,
};
use precision::{family, of_report, pooled};
pub(crate) use setting::Setting;
pub(crate) use sort::SortPlan;
pub(crate) use stub::{RowPlan, StubPlan};
pub(crate) use summary::is_nps_scale;

use std::borrow::Cow;

use super::common_base;
use super::counting::Frame;
use super::names::Names;
use super::report_file::{FigureKind, FigurePlan, Universe};
use super::request::{
    Adjust, Against, Family, PercentOf, QuantileCi, Spanned, SummaryMeasure, TableRequest, Variance,
};
use super::statistics::{QuantileRule, TestMethod};
use super::subject::{Subject, SubjectKind};
use super::table::{Chart, Measure, Reliability};
use super::weighting;
use super::weighting::{Weighing, WeightPlan, Weighted};
use crate::diagnostics::Diagnostic;
use crate::questionnaire::condition;
use crate::questionnaire::condition::Condition;
use crate::questionnaire::plain::label;

/// The most columns of one table: beyond them nobody reads it.
const COLUMNS_MAX: usize = 2_000;

#[derive(Debug, Clone)]
pub(crate) struct TablePlan {
    pub(crate) title: String,
    pub(crate) stub: String,
    pub(crate) stubs: Vec<StubPlan>,
    /// A grid or a list: rows carry their variable, and each stub variable has its own base.
    pub(crate) stacked: bool,
    pub(crate) matrix: bool,
    /// The banner, without Total.
    pub(crate) chains: Vec<ChainPlan>,
    pub(crate) total: bool,
    /// Whom the request leaves in.
    pub(crate) filter: Option<Condition>,
    /// Of them, only who is in the base of every variable of the stub.
    pub(crate) common_base: Option<Condition>,
    pub(crate) show: Vec<Measure>,
    pub(crate) summary: Vec<SummaryMeasure>,
    pub(crate) sort: Option<SortPlan>,
    pub(crate) interval: IntervalPlan,
    pub(crate) confidence: f64,
    pub(crate) hide_base: u64,
    pub(crate) decimals: usize,
    pub(crate) chart: Chart,
    pub(crate) percent_of: PercentOf,
    pub(crate) quantile_rule: QuantileRule,
    pub(crate) quantile_ci: Option<QuantileCi>,
    pub(crate) universe: Universe,
    pub(crate) reliability: Option<Reliability>,
    pub(crate) weight: Option<WeightPlan>,
    pub(crate) design: Option<DesignPlan>,
    pub(crate) variance: Variance,
    pub(crate) test: Option<TestPlan>,
    pub(crate) independence: Option<IndependencePlan>,
}

impl TablePlan {
    /// A table of one variable and the Total alone, as a figure needs it; without a variable only of its people.
    pub(crate) fn of_figure(
        figure: &FigurePlan,
        stub: Option<StubPlan>,
        chain: Option<ChainPlan>,
        setting: &Setting<'_>,
        universe: Universe,
    ) -> TablePlan {
        // Its names were looked up when the report was read.
        let (mut said, names) = (Vec::new(), setting.names());
        let weight = figure
            .weight
            .as_ref()
            .and_then(|name| weighting::find(name, &setting.weights, &names, &mut said));
        let design = figure.design.as_ref().and_then(|design| design_plan(design, &names, &mut said));
        let of_report = of_report(setting.report.and_then(|report| report.variance), weight.as_ref());
        let variance = family(
            figure.variance.or(of_report),
            figure.interval,
            figure.weight.is_some(),
            figure.design.is_some(),
        );
        let mut table = TablePlan {
            title: String::new(),
            stub: String::new(),
            stubs: stub.into_iter().collect(),
            stacked: false,
            matrix: false,
            chains: chain.into_iter().collect(),
            total: true,
            filter: figure.filter.clone(),
            common_base: None,
            show: Vec::new(),
            summary: Vec::new(),
            sort: None,
            interval: IntervalPlan::of(figure.interval, variance),
            confidence: figure.confidence,
            hide_base: 0,
            decimals: 0,
            chart: Chart::None,
            percent_of: PercentOf::Cases,
            quantile_rule: QuantileRule::School,
            quantile_ci: Some(QuantileCi::of_figure(figure.interval)),
            universe,
            reliability: None,
            weight,
            design,
            variance,
            test: None,
            independence: None,
        };
        if let FigureKind::Gap(_) = figure.kind {
            table.test = Some(table.plain_test());
        }
        table
    }

    /// The test of two columns as a figure makes it.
    pub(crate) fn plain_test(&self) -> TestPlan {
        let pooled = pooled(&self.chains);
        let (method, means) = match self.variance {
            Variance::Simple => (pooled, MeansTest::Welch),
            Variance::Kish => (pooled, MeansTest::Design),
            Variance::Design | Variance::Calibrated => (TestMethod::Design, MeansTest::Design),
        };
        TestPlan {
            method,
            means,
            level: 0.95,
            loose: None,
            adjust: Adjust::None,
            family: Family::Row,
            against: Against::Columns,
            min_base: 0,
            skip_zero_or_one: false,
        }
    }

    /// Who is in the table at all, of the universe.
    pub(crate) fn people(&self) -> Option<Cow<'_, Condition>> {
        match (&self.filter, &self.common_base) {
            (None, None) => None,
            (Some(one), None) | (None, Some(one)) => Some(Cow::Borrowed(one)),
            (Some(filter), Some(complete)) => Some(Cow::Owned(filter.clone().and(complete.clone()))),
        }
    }

    /// Whether ranks are compared between columns.
    pub(crate) fn has_ranks(&self) -> bool {
        self.test.as_ref().is_some_and(|test| test.means.is_of_ranks())
    }

    /// Where the weights come from, and for errors that know of it what they were fitted to.
    ///
    /// # Errors
    /// Why they cannot be made from these answers.
    pub(crate) fn weighted(
        &self,
        frame: &Frame<'_>,
        weighing: &mut Weighing,
    ) -> Result<Option<Weighted>, Vec<Diagnostic>> {
        let is_calibrated = self.variance == Variance::Calibrated;
        self.weight.as_ref().map(|weight| weighing.weighted(weight, is_calibrated, frame)).transpose()
    }

    /// Whether columns that have people in common are compared.
    pub(crate) fn needs_overlaps(&self) -> bool {
        self.test.is_some()
    }
}

/// The plan of a table; `None` with the reasons in `diagnostics`.
pub(crate) fn plan(
    request: &TableRequest,
    setting: &Setting<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<TablePlan> {
    let before = diagnostics.len();
    let names = setting.names();
    let mut planner = Planner { request, setting, names: &names, diagnostics };
    let (subjects, whole_grid) = planner.stub();
    let stacked = whole_grid || request.rows.len() > 1;
    let chains = planner.chains();
    let filter = request.filter.as_ref().and_then(|filter| planner.condition(filter));
    let stubs: Vec<StubPlan> =
        subjects.iter().filter_map(|subject| planner.stub_plan(subject, stacked)).collect();
    planner.unused_missing(&subjects);
    let sort = planner.sort(&chains, &subjects);
    let weight = request
        .weight
        .as_ref()
        .and_then(|name| weighting::find(name, &setting.weights, &names, planner.diagnostics));
    let is_weight_wrong =
        request.weight.as_ref().is_some_and(|name| name.value != "none") && weight.is_none();
    let design = request.design.as_ref().and_then(|design| design_plan(design, &names, planner.diagnostics));
    let at = request.place_of("variance");
    let refused = refuse_calibrated(request.variance, weight.as_ref(), at).filter(|_| !is_weight_wrong);
    planner.diagnostics.extend(refused);
    let of_report = of_report(setting.report.and_then(|report| report.variance), weight.as_ref());
    let variance = family(request.variance.or(of_report), request.ci, weight.is_some(), design.is_some());
    let test = request.test.as_ref().and_then(|test| planner.test(test, &chains, variance));
    let independence = request
        .independence
        .as_ref()
        .and_then(|asked| planner.independence(asked, &stubs, &chains, weight.is_some() || design.is_some()));
    let matrix = is_matrix(request, whole_grid, &stubs);
    let chart = request.chart.unwrap_or_else(|| natural_chart(matrix, &chains, stacked, &stubs));
    planner.refuse_impossible_columns(&chains);
    if has_errors_since(diagnostics, before) {
        return None;
    }
    let report = setting.report;
    Some(TablePlan {
        title: request.title.clone().unwrap_or_else(|| title(setting, request, &subjects)),
        stub: request.rows.iter().map(|name| name.value.as_str()).collect::<Vec<_>>().join(","),
        stacked,
        matrix,
        chains,
        total: request.total,
        filter,
        common_base: common_base::condition(request, &stubs),
        stubs,
        show: request.show.clone().unwrap_or_else(|| vec![Measure::Count, Measure::ColumnPct]),
        summary: request.summary.iter().map(|measure| measure.value).collect(),
        sort,
        interval: IntervalPlan::of(request.ci, variance),
        confidence: request.confidence.or(report.map(|report| report.confidence)).unwrap_or(0.95),
        hide_base: request.hide_base.or(report.map(|report| report.reliability.hide_base)).unwrap_or(0),
        decimals: request.decimals.unwrap_or(0),
        chart,
        percent_of: request.percent_of,
        quantile_rule: request.quantile_rule,
        quantile_ci: request.quantile_ci,
        universe: report.map_or(Universe::Complete, |report| report.universe.clone()),
        reliability: report.map(|report| report.reliability),
        variance,
        weight,
        design,
        test,
        independence,
    })
}

/// A whole grid by itself is drawn with its options across, where every row of it has some.
fn is_matrix(request: &TableRequest, whole_grid: bool, stubs: &[StubPlan]) -> bool {
    let all_numbers = stubs.iter().all(|stub| stub.subject.kind == SubjectKind::Number);
    whole_grid
        && request.rows.len() == 1
        && request.columns.is_empty()
        && request.sort.is_none()
        && (!has_statistics_only(stubs) || all_numbers)
}

fn has_statistics_only(stubs: &[StubPlan]) -> bool {
    stubs.iter().all(|stub| stub.rows.is_empty())
}

/// The picture where the request names none.
fn natural_chart(matrix: bool, chains: &[ChainPlan], stacked: bool, stubs: &[StubPlan]) -> Chart {
    match (matrix, chains.is_empty() && !stacked) {
        (true, _) if stubs.iter().all(|stub| stub.subject.kind == SubjectKind::Single) => Chart::Stacked,
        (false, true) if !has_statistics_only(stubs) => Chart::Bar,
        _ => Chart::None,
    }
}

fn has_errors_since(diagnostics: &[Diagnostic], before: usize) -> bool {
    diagnostics.get(before..).is_some_and(crate::diagnostics::has_errors)
}

/// The texts of what the rows name.
fn title(setting: &Setting<'_>, request: &TableRequest, subjects: &[Subject]) -> String {
    let text = |name: &Spanned<String>| match setting.questionnaire.find_item(&name.value) {
        Some(item) => label(setting.questionnaire.item(item).text.get(setting.language)),
        None => subjects
            .iter()
            .find(|subject| subject.name == name.value)
            .map_or(name.value.clone(), |subject| subject.label.clone()),
    };
    request.rows.iter().map(text).collect::<Vec<_>>().join(" · ")
}

struct Planner<'p, 's> {
    request: &'p TableRequest,
    setting: &'p Setting<'s>,
    names: &'p Names<'p>,
    diagnostics: &'p mut Vec<Diagnostic>,
}

impl Planner<'_, '_> {
    fn condition(&mut self, text: &Spanned<String>) -> Option<Condition> {
        condition::compile(&text.value, text.span, self.names, self.diagnostics)
    }

    /// Words of `include_missing` that can mean nothing for any variable of the stub.
    fn unused_missing(&mut self, stubs: &[Subject]) {
        for word in &self.request.include_missing {
            refuse_missing_word(word, stubs, self.diagnostics);
        }
    }
}
