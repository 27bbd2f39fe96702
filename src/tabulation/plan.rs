//! From a request to a plan: every name looked up, every row and column known, all mistakes at once. A plan needs no
//! data; only the categories of givens (sources, days) are found in the dataset.

use super::Dataset;
use super::counting::{Axis, Frame, WeightSource};
use super::derived::{Derived, read_variables, unknown_code};
use super::names::{Declared, Meaning, Names};
use super::report_file::{BaseOf, FigurePlan, ReportFile, Universe};
pub(crate) use super::request::Variance;
use super::request::{
    Adjust, Against, Banner, BaseChoice, DesignRequest, Family, IndependenceMethod, IndependenceRequest,
    IntervalName, Lonely, NetRequest, PercentOf, QuantileCi, Spanned, SummaryMeasure, TableRequest,
    TestMethodName, TestRequest,
};
use super::statistics::{QuantileRule, TestMethod};
use super::subject::{CATEGORIES_MAX, Category, Subject, SubjectKind, mixed_with_missing};
use super::table::{Chart, Measure, Reliability, RowKind};
use super::weighting::{self, Weighing, WeightPlan};
use crate::diagnostics::{Code, Diagnostic, Span, did_you_mean};
use crate::i18n::Language;
use crate::questionnaire::condition::{self, Condition, Reference};
use crate::questionnaire::plain::label;
use crate::questionnaire::syntax::Reader;
use crate::questionnaire::{DeclaredMissing, ItemKind, Questionnaire, VariableKind};

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
    pub(crate) filter: Option<Condition>,
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

/// Whether rows and columns go together, with the method chosen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct IndependencePlan {
    pub(crate) method: IndependenceMethod,
    pub(crate) yates: bool,
    pub(crate) fisher: bool,
    pub(crate) residuals: bool,
}

/// Tests between columns, with nothing left to choose.
#[derive(Debug, Clone)]
pub(crate) struct TestPlan {
    pub(crate) method: TestMethod,
    pub(crate) means: MeansTest,
    pub(crate) level: f64,
    pub(crate) loose: Option<f64>,
    pub(crate) adjust: Adjust,
    pub(crate) family: Family,
    pub(crate) against: Against,
    pub(crate) min_base: u64,
    pub(crate) skip_zero_or_one: bool,
}

/// How two means are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MeansTest {
    Welch,
    Pooled,
    Design,
}

impl MeansTest {
    /// The name in a footer.
    pub(crate) fn title(self) -> &'static str {
        match self {
            MeansTest::Welch => "Welch’s t",
            MeansTest::Pooled => "t with a common variance",
            MeansTest::Design => "t, linearised by the design",
        }
    }
}

/// The interval of a share: which, and whether the request named it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct IntervalPlan {
    pub(crate) name: IntervalName,
    pub(crate) named: bool,
}

impl IntervalPlan {
    /// What was named, else the default of the family. tabulation.md, section 6.
    fn of(named: Option<IntervalName>, variance: Variance) -> IntervalPlan {
        let default = match variance {
            Variance::Simple | Variance::Kish => IntervalName::WilsonNeff,
            Variance::Design | Variance::Calibrated => IntervalName::DesignLogit,
        };
        IntervalPlan { name: named.unwrap_or(default), named: named.is_some() }
    }
}

impl TablePlan {
    /// A table of one variable and the Total alone, as a figure needs it; without a variable only of its people.
    pub(crate) fn of_figure(
        figure: &FigurePlan,
        stub: Option<StubPlan>,
        chain: Option<ChainPlan>,
        (names, weights): (&Names<'_>, &[WeightPlan]),
        universe: Universe,
    ) -> TablePlan {
        // Its names were looked up when the report was read.
        let mut said = Vec::new();
        let weight = figure.weight.as_ref().and_then(|name| weighting::find(name, weights, names, &mut said));
        let design = figure.design.as_ref().and_then(|design| design_plan(design, names, &mut said));
        let variance =
            family(figure.variance, figure.interval, figure.weight.is_some(), figure.design.is_some());
        TablePlan {
            title: String::new(),
            stub: String::new(),
            stubs: stub.into_iter().collect(),
            stacked: false,
            matrix: false,
            chains: chain.into_iter().collect(),
            total: true,
            filter: figure.filter.clone(),
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
        }
    }

    /// The test of two columns as a figure makes it.
    pub(crate) fn plain_test(&self) -> TestPlan {
        let (method, means) = match self.variance {
            Variance::Simple => (TestMethod::ZPooled, MeansTest::Welch),
            Variance::Kish => (TestMethod::ZPooled, MeansTest::Design),
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

    /// Where the weights come from.
    ///
    /// # Errors
    /// Why they cannot be made from these answers.
    pub(crate) fn weight_source(
        &self,
        frame: &Frame<'_>,
        weighing: &mut Weighing,
    ) -> Result<Option<WeightSource>, Vec<Diagnostic>> {
        self.weight.as_ref().map(|weight| weighing.source(weight, frame)).transpose()
    }

    /// Whether columns that have people in common are compared.
    pub(crate) fn needs_overlaps(&self) -> bool {
        self.test.is_some()
    }
}

/// How the sample was drawn.
#[derive(Debug, Clone)]
pub(crate) struct DesignPlan {
    pub(crate) strata: Option<Subject>,
    pub(crate) psu: Option<Subject>,
    /// A number that holds the size of each row's stratum.
    pub(crate) fpc: Option<Subject>,
    pub(crate) lonely: Lonely,
}

impl DesignPlan {
    /// The strata, then the primary units.
    pub(crate) fn axes(&self) -> Vec<Axis> {
        let mut axes = self.strata_axes();
        axes.extend(self.psu.as_ref().map(unit_axis));
        axes
    }

    pub(crate) fn strata_axes(&self) -> Vec<Axis> {
        self.strata.iter().map(unit_axis).collect()
    }
}

fn unit_axis(subject: &Subject) -> Axis {
    match subject.kind {
        SubjectKind::Number | SubjectKind::Bands | SubjectKind::Multiple => Axis::Values(subject.reference),
        SubjectKind::Single => Axis::Codes(subject.clone()),
    }
}

/// One variable of the stub.
#[derive(Debug, Clone)]
pub(crate) struct StubPlan {
    pub(crate) subject: Subject,
    pub(crate) base: BaseChoice,
    /// The categories in the base `answered`.
    pub(crate) valid: Vec<usize>,
    pub(crate) rows: Vec<RowPlan>,
    /// What stands below the rows of a stack, or is all there is of a number.
    pub(crate) statistics: Vec<SummaryMeasure>,
    /// Shares whose quantiles follow them, each in a row of its own.
    pub(crate) quantiles: Vec<f64>,
    /// What the footer says of the nets.
    pub(crate) notes: Vec<String>,
}

impl StubPlan {
    /// The variable of a figure: one row of the categories it counts, or statistics.
    pub(crate) fn of_figure(
        of: &BaseOf,
        categories: Option<&[usize]>,
        statistics: &[SummaryMeasure],
    ) -> StubPlan {
        let row = categories.map(|categories| RowPlan {
            id: "share".to_owned(),
            kind: RowKind::Net,
            code: None,
            label: String::new(),
            categories: categories.to_vec(),
            pinned: false,
        });
        StubPlan {
            subject: of.subject.clone(),
            base: of.base,
            valid: of.valid.clone(),
            rows: row.into_iter().collect(),
            statistics: statistics.to_vec(),
            quantiles: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Whether sums of the number itself are needed.
    pub(crate) fn needs_numbers(&self, plan: &TablePlan) -> bool {
        self.measures(plan).any(|measure| !measure.is_quantile())
    }

    /// Whether each value of the number is needed by itself.
    pub(crate) fn needs_distribution(&self, plan: &TablePlan) -> bool {
        !self.quantiles.is_empty() || self.measures(plan).any(SummaryMeasure::is_quantile)
    }

    fn measures<'a>(&'a self, plan: &'a TablePlan) -> impl Iterator<Item = SummaryMeasure> + 'a {
        self.statistics.iter().chain(&plan.summary).copied()
    }

    /// What has to be told apart when people are counted: each category, then the rows that join several, then of a
    /// multiple whoever chose anything real.
    pub(crate) fn groups(&self) -> Vec<Vec<usize>> {
        let categories = (0..self.subject.categories.len()).map(|place| vec![place]);
        let joint = self.rows.iter().filter(|row| row.categories.len() != 1);
        categories.chain(joint.map(|row| row.categories.clone())).chain(self.real_options()).collect()
    }

    /// The group of a row.
    pub(crate) fn group_of(&self, row: usize) -> usize {
        match self.rows[row].categories.as_slice() {
            [one] => *one,
            _ => {
                let before = self.rows.iter().take(row).filter(|row| row.categories.len() != 1).count();
                self.subject.categories.len() + before
            }
        }
    }

    /// The options of a multiple that say something: neither missing nor exclusive.
    fn real_options(&self) -> Option<Vec<usize>> {
        let is_real = |category: &Category| category.missing.is_none() && !category.exclusive;
        let places = 0..self.subject.categories.len();
        (self.subject.kind == SubjectKind::Multiple)
            .then(|| places.filter(|place| is_real(&self.subject.categories[*place])).collect())
    }
}

#[derive(Debug, Clone)]
pub(crate) struct RowPlan {
    pub(crate) id: String,
    pub(crate) kind: RowKind,
    pub(crate) code: Option<String>,
    pub(crate) label: String,
    /// Whoever chose any of these categories is counted once.
    pub(crate) categories: Vec<usize>,
    /// At the end under a sort.
    pub(crate) pinned: bool,
}

impl ChainPlan {
    /// Some categories of one variable, side by side.
    pub(crate) fn of_categories(subject: &Subject, categories: &[usize]) -> ChainPlan {
        let nothing = ColumnPlan { id: String::new(), categories: Vec::new() };
        let columns = categories.iter().map(|place| inner_column(&nothing, subject, *place)).collect();
        ChainPlan { subjects: vec![subject.clone()], columns }
    }
}

/// Columns of one variable of the banner, or of a nesting of several.
#[derive(Debug, Clone)]
pub(crate) struct ChainPlan {
    /// From the outer to the inner.
    pub(crate) subjects: Vec<Subject>,
    pub(crate) columns: Vec<ColumnPlan>,
}

#[derive(Debug, Clone)]
pub(crate) struct ColumnPlan {
    pub(crate) id: String,
    /// The category of each subject of the chain.
    pub(crate) categories: Vec<usize>,
}

#[derive(Debug, Clone)]
pub(crate) struct SortPlan {
    /// The id of a column.
    pub(crate) by: String,
    pub(crate) descending: bool,
}

/// What a request is read against.
pub(crate) struct Setting<'a> {
    pub(crate) questionnaire: &'a Questionnaire,
    pub(crate) language: &'a Language,
    pub(crate) declared: Declared,
    pub(crate) report: Option<&'a ReportFile>,
    pub(crate) dataset: Option<&'a Dataset>,
    /// The report's derived variables, then the request's.
    pub(crate) derived: Vec<Derived>,
    pub(crate) subjects: Vec<Subject>,
    own: usize,
    banners: Vec<Banner>,
    /// The request's weights, then the report's.
    pub(crate) weights: Vec<WeightPlan>,
}

impl<'a> Setting<'a> {
    /// The names of the report file and of the request; what is wrong with the request's own goes to `reader`.
    pub(crate) fn of(
        request: Option<&TableRequest>,
        report: Option<&'a ReportFile>,
        questionnaire: &'a Questionnaire,
        declared: &Declared,
        dataset: Option<&'a Dataset>,
        language: &'a Language,
        reader: &mut Reader,
    ) -> Setting<'a> {
        let mut derived = report.map(|report| report.derived.clone()).unwrap_or_default();
        let own = derived.len();
        let declared = match (report, dataset) {
            (Some(report), _) => report.declared.clone(),
            (None, Some(dataset)) => {
                Declared { extras: dataset.extras().map(str::to_owned).collect(), ..declared.clone() }
            }
            (None, None) => declared.clone(),
        };
        let mut subjects: Vec<Subject> = derived.iter().map(|derived| derived.subject.clone()).collect();
        if let Some(node) = request.and_then(|request| request.variables.as_ref()) {
            let names =
                Names { questionnaire, language, declared: &declared, derived: &subjects, own, dataset };
            let new = read_variables(reader, node, &names, &derived);
            derived.extend(new);
            subjects = derived.iter().map(|derived| derived.subject.clone()).collect();
        }
        let mut weights = Vec::new();
        if let Some(node) = request.and_then(|request| request.weights.as_ref()) {
            let names =
                Names { questionnaire, language, declared: &declared, derived: &subjects, own, dataset };
            weights = weighting::read_weights(reader, node, &names);
        }
        weights.extend(report.map(|report| report.weight_plans.clone()).unwrap_or_default());
        let own_banners = request.map(|request| request.banners.clone()).unwrap_or_default();
        let banners =
            own_banners.into_iter().chain(report.map(|report| report.banners.clone()).unwrap_or_default());
        Setting {
            questionnaire,
            language,
            declared,
            report,
            dataset,
            derived,
            subjects,
            own,
            banners: banners.collect(),
            weights,
        }
    }

    pub(crate) fn names(&self) -> Names<'_> {
        Names {
            questionnaire: self.questionnaire,
            language: self.language,
            declared: &self.declared,
            derived: &self.subjects,
            own: self.own,
            dataset: self.dataset,
        }
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
    let design = request.design.as_ref().and_then(|design| design_plan(design, &names, planner.diagnostics));
    let variance = family(
        request.variance.or(setting.report.and_then(|report| report.variance)),
        request.ci,
        weight.is_some(),
        design.is_some(),
    );
    let test = request.test.as_ref().and_then(|test| planner.test(test, &chains, variance));
    let independence = request
        .independence
        .as_ref()
        .and_then(|asked| planner.independence(asked, &stubs, &chains, weight.is_some() || design.is_some()));
    let has_statistics_only = stubs.iter().all(|stub| stub.rows.is_empty());
    let all_numbers = subjects.iter().all(|subject| subject.kind == SubjectKind::Number);
    let matrix = whole_grid
        && request.rows.len() == 1
        && chains.is_empty()
        && sort.is_none()
        && (!has_statistics_only || all_numbers);
    let chart = request.chart.unwrap_or(match (matrix, chains.is_empty() && !stacked) {
        (true, _) if subjects.iter().all(|subject| subject.kind == SubjectKind::Single) => Chart::Stacked,
        (false, true) if !has_statistics_only => Chart::Bar,
        _ => Chart::None,
    });
    if !request.total && request.columns.is_empty() {
        planner.diagnostics.push(
            Diagnostic::new(
                Code::NotTabulable,
                request.place_of("total"),
                "without the Total and without a banner the table has no columns",
            )
            .help("name variables under `columns`, or remove `total: false`"),
        );
    }
    let columns: usize = chains.iter().map(|chain| chain.columns.len()).sum();
    if columns > COLUMNS_MAX {
        planner.diagnostics.push(
            Diagnostic::new(
                Code::NotTabulable,
                request
                    .columns
                    .first()
                    .and_then(|chain| chain.first())
                    .map_or(request.span, |name| name.span),
                format!("this banner has {columns} columns, more than the {COLUMNS_MAX} of a table"),
            )
            .help("nest fewer variables, or put their codes together with `recode:`"),
        );
    }
    if has_errors_since(diagnostics, before) {
        return None;
    }
    let report = setting.report;
    Some(TablePlan {
        title: request.title.clone().unwrap_or_else(|| title(setting, request, &subjects)),
        stub: request.rows.iter().map(|name| name.value.as_str()).collect::<Vec<_>>().join(","),
        stubs,
        stacked,
        matrix,
        chains,
        total: request.total,
        filter,
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

fn has_errors_since(diagnostics: &[Diagnostic], before: usize) -> bool {
    diagnostics.get(before..).is_some_and(crate::diagnostics::has_errors)
}

/// The family of variances: what is asked for, else what an interval of a design needs, else by weight and design.
fn family(
    asked: Option<Variance>,
    interval: Option<IntervalName>,
    weighted: bool,
    designed: bool,
) -> Variance {
    let needs_design = interval.is_some_and(|name| name.of_effective_base().is_none());
    match asked {
        Some(asked) => asked,
        None if designed || needs_design => Variance::Design,
        None if weighted => Variance::Kish,
        None => Variance::Simple,
    }
}

/// The variables of a design.
pub(crate) fn design_plan(
    design: &DesignRequest,
    names: &Names<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<DesignPlan> {
    let before = diagnostics.len();
    let mut subject = |name: &Option<Spanned<String>>| {
        name.as_ref().and_then(|name| names.subject(&name.value, name.span, diagnostics))
    };
    let plan = DesignPlan {
        strata: subject(&design.strata),
        psu: subject(&design.psu),
        fpc: subject(&design.fpc),
        lonely: design.lonely,
    };
    (!has_errors_since(diagnostics, before)).then_some(plan)
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

/// Which of the subject's missing categories are in rows and base by `include_missing`.
pub(crate) fn included(subject: &Subject, wanted: &[Spanned<String>]) -> Vec<usize> {
    let is_wanted = |category: &Category| {
        category.missing.is_some_and(|reason| {
            wanted.iter().any(|word| {
                word.value == "all" || word.value == reason.as_str() || word.value == category.code
            })
        })
    };
    (0..subject.categories.len()).filter(|place| is_wanted(&subject.categories[*place])).collect()
}

/// The base where the request names none.
pub(crate) fn default_base(subject: &Subject) -> BaseChoice {
    match subject.kind {
        SubjectKind::Multiple => BaseChoice::Asked,
        SubjectKind::Single | SubjectKind::Bands | SubjectKind::Number => BaseChoice::Answered,
    }
}

/// The categories that count as a valid answer: those that are not missing, and the missing ones that are included.
/// All of a multiple's: whoever ticked "don't know" did tick something.
pub(crate) fn valid(subject: &Subject, include_missing: &[Spanned<String>]) -> Vec<usize> {
    let included = included(subject, include_missing);
    let is_valid = |place: &usize| {
        let category = &subject.categories[*place];
        !category.hidden
            && (category.missing.is_none()
                || subject.kind == SubjectKind::Multiple
                || included.contains(place))
    };
    (0..subject.categories.len()).filter(is_valid).collect()
}

/// Texts and dates have nothing to count; everything else does.
pub(crate) fn refuse_untabulable(
    subject: &Subject,
    at: Span,
    questionnaire: &Questionnaire,
    diagnostics: &mut Vec<Diagnostic>,
) -> bool {
    let Reference::Variable(variable) = subject.reference else { return false };
    let what = match questionnaire.variable(variable).kind {
        VariableKind::Text => "a text: what people wrote never appears in a table",
        VariableKind::Date => "a date, which has neither codes nor a mean",
        VariableKind::Single
        | VariableKind::Multiple
        | VariableKind::Ranking { .. }
        | VariableKind::Number
        | VariableKind::Scale => return false,
    };
    diagnostics
        .push(Diagnostic::new(Code::NotTabulable, at, format!("`{}` is {what}", subject.name)).help(format!(
        "make a variable of it: `variables: {{ has_{0}: {{ where: \"answered({0})\", else: No answer }} }}`",
        subject.name.replace('.', "_")
    )));
    true
}

struct Planner<'p, 's> {
    request: &'p TableRequest,
    setting: &'p Setting<'s>,
    names: &'p Names<'p>,
    diagnostics: &'p mut Vec<Diagnostic>,
}

impl Planner<'_, '_> {
    /// The variables of the stub, and whether a whole grid is among them.
    fn stub(&mut self) -> (Vec<Subject>, bool) {
        let (mut subjects, mut whole_grid) = (Vec::<Subject>::new(), false);
        for name in &self.request.rows {
            match self.names.meaning(&name.value, name.span, self.diagnostics) {
                Some(Meaning::One(subject)) => {
                    let questionnaire = self.names.questionnaire;
                    let refused = refuse_untabulable(&subject, name.span, questionnaire, self.diagnostics);
                    subjects.extend((!refused).then_some(subject));
                }
                Some(Meaning::Grid(rows)) => {
                    whole_grid = true;
                    subjects.extend(rows);
                }
                None => {}
            }
        }
        for (place, subject) in subjects.iter().enumerate() {
            if subjects.iter().take(place).any(|earlier| earlier.name == subject.name) {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::DuplicateVariable,
                        self.request.span,
                        format!("`{}` stands twice in the rows", subject.name),
                    )
                    .help("name each variable once"),
                );
            }
        }
        (subjects, whole_grid)
    }

    fn condition(&mut self, text: &Spanned<String>) -> Option<Condition> {
        condition::compile(&text.value, text.span, self.names, self.diagnostics)
    }

    /// Pearson's test, or Rao and Scott's where the sample is weighted or has a design.
    fn independence(
        &mut self,
        asked: &IndependenceRequest,
        stubs: &[StubPlan],
        chains: &[ChainPlan],
        is_weighted: bool,
    ) -> Option<IndependencePlan> {
        let one_answer = |subject: &Subject| matches!(subject.kind, SubjectKind::Single | SubjectKind::Bands);
        let columns_fit = !self.request.columns.is_empty()
            && chains.iter().flat_map(|chain| &chain.subjects).all(one_answer);
        let rows_fit = matches!(stubs, [one] if one_answer(&one.subject));
        if !columns_fit || !rows_fit {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::BadMeasure,
                    self.request.place_of("independence"),
                    "independence is tested between variables with one answer a person",
                )
                .help("put one single under `rows`, and singles or bands under `columns`"),
            );
            return None;
        }
        let default = if is_weighted { IndependenceMethod::RaoScott } else { IndependenceMethod::Pearson };
        Some(IndependencePlan {
            method: asked.method.unwrap_or(default),
            yates: asked.yates,
            fisher: asked.fisher,
            residuals: asked.residuals,
        })
    }

    /// The test with its defaults: pooled z, with the overlap where columns have people in common.
    fn test(&mut self, test: &TestRequest, chains: &[ChainPlan], variance: Variance) -> Option<TestPlan> {
        let at = self.request.place_of("test");
        if self.request.columns.is_empty() {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::BadMeasure,
                    at,
                    "a test compares columns, and this table has only the Total",
                )
                .help("name variables under `columns`"),
            );
            return None;
        }
        let overlap = chains
            .iter()
            .flat_map(|chain| &chain.subjects)
            .any(|subject| subject.kind == SubjectKind::Multiple);
        let default = if overlap { TestMethod::ZPooledOverlap } else { TestMethod::ZPooled };
        let is_design = matches!(variance, Variance::Design | Variance::Calibrated);
        let default = if is_design { TestMethod::Design } else { default };
        let by_weight = if variance == Variance::Simple { MeansTest::Welch } else { MeansTest::Design };
        let named = test.method.as_ref().map(|method| method.value);
        let (method, means) = match named {
            None => (default, by_weight),
            Some(TestMethodName::ZPooled) => (TestMethod::ZPooled, by_weight),
            Some(TestMethodName::ZPooledOverlap) => (TestMethod::ZPooledOverlap, by_weight),
            Some(TestMethodName::TDimensions) => (TestMethod::TDimensions, by_weight),
            Some(TestMethodName::Quantum) => (TestMethod::Quantum, by_weight),
            Some(TestMethodName::TUnpooled) => (TestMethod::TUnpooled, by_weight),
            Some(TestMethodName::Design) => (TestMethod::Design, MeansTest::Design),
            Some(TestMethodName::Welch) => (default, MeansTest::Welch),
            Some(TestMethodName::Pooled) => (default, MeansTest::Pooled),
            Some(TestMethodName::Rank) => {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::UnsupportedKey,
                        at,
                        "tests of ranks are not carried out by this version of canvass",
                    )
                    .help("use welch, pooled or design"),
                );
                return None;
            }
        };
        let of_report = self.setting.report.map(|report| report.reliability.min_base);
        Some(TestPlan {
            method,
            means,
            level: test.level,
            loose: test.loose,
            adjust: test.adjust,
            family: test.family,
            against: test.against,
            min_base: test.smallest_base(of_report),
            skip_zero_or_one: test.skip_zero_or_one,
        })
    }

    fn chains(&mut self) -> Vec<ChainPlan> {
        let mut chains = Vec::new();
        for chain in &self.request.columns {
            let banner = match chain.as_slice() {
                [name] => self.setting.banners.iter().find(|banner| banner.name.value == name.value),
                _ => None,
            };
            let parts = banner.map_or(std::slice::from_ref(chain), |banner| banner.columns.as_slice());
            for part in parts {
                // A mistake inside a named banner is shown where the request names it too.
                chains.extend(self.chain(part));
            }
        }
        self.repeated_columns(&chains);
        chains
    }

    fn repeated_columns(&mut self, chains: &[ChainPlan]) {
        let names = |chain: &ChainPlan| {
            chain.subjects.iter().map(|subject| subject.name.as_str()).collect::<Vec<_>>().join("/")
        };
        for (place, chain) in chains.iter().enumerate() {
            let name = names(chain);
            if chains.iter().take(place).any(|earlier| names(earlier) == name) {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::DuplicateVariable,
                        self.request.place_of("columns"),
                        format!("`{name}` stands twice in the columns"),
                    )
                    .help("name each variable once"),
                );
            }
        }
    }

    fn chain(&mut self, names: &[Spanned<String>]) -> Option<ChainPlan> {
        let mut subjects = Vec::new();
        let mut all_good = true;
        for name in names {
            match self.column_subject(name) {
                Some(subject) => subjects.push(subject),
                None => all_good = false,
            }
        }
        if !all_good {
            return None;
        }
        let mut columns = vec![ColumnPlan { id: String::new(), categories: Vec::new() }];
        for subject in &subjects {
            let included = included(subject, &self.request.include_missing_columns);
            let shown: Vec<usize> = (0..subject.categories.len())
                .filter(|place| {
                    let category = &subject.categories[*place];
                    !category.hidden && (category.missing.is_none() || included.contains(place))
                })
                .collect();
            columns = columns
                .iter()
                .flat_map(|outer| shown.iter().map(|place| inner_column(outer, subject, *place)))
                .take(COLUMNS_MAX + 1)
                .collect();
        }
        Some(ChainPlan { subjects, columns })
    }

    fn column_subject(&mut self, name: &Spanned<String>) -> Option<Subject> {
        if name.value == "total" {
            self.diagnostics.push(
                Diagnostic::new(Code::NotTabulable, name.span, "Total is a column of every table")
                    .help("leave it out here; `total: false` takes it away"),
            );
            return None;
        }
        let before = self.diagnostics.len();
        let subject = self.names.subject(&name.value, name.span, self.diagnostics);
        let Some(subject) = subject else {
            self.suggest_banner(name, before);
            return None;
        };
        let is_text = matches!(subject.reference, Reference::Variable(variable)
            if matches!(self.names.questionnaire.variable(variable).kind, VariableKind::Text | VariableKind::Date));
        if subject.kind == SubjectKind::Number {
            let what = if is_text { "no codes" } else { "no bands" };
            self.diagnostics.push(
                Diagnostic::new(
                    Code::NeedsBands,
                    name.span,
                    format!("`{}` has {what}, so it makes no columns", name.value),
                )
                .help(if is_text {
                    "make a variable with codes of it, for example by `where:`".to_owned()
                } else {
                    format!(
                        "band it: `variables: {{ {0}_bands: {{ bands: {0}, cuts: [18, 30, 45] }} }}`",
                        name.value
                    )
                }),
            );
            return None;
        }
        if subject.categories.len() > CATEGORIES_MAX {
            self.too_many_categories(&subject, name.span);
            return None;
        }
        Some(subject)
    }

    fn too_many_categories(&mut self, subject: &Subject, at: Span) {
        self.diagnostics.push(
            Diagnostic::new(
                Code::NotTabulable,
                at,
                format!(
                    "`{}` has {} different values, more than the {CATEGORIES_MAX} of a table",
                    subject.name,
                    subject.categories.len()
                ),
            )
            .help("put its values together in a derived variable"),
        );
    }

    fn suggest_banner(&mut self, name: &Spanned<String>, before: usize) {
        let banners = self.setting.banners.iter().map(|banner| banner.name.value.as_str());
        if let Some(near) = did_you_mean(&name.value, banners)
            && let Some(last) = self.diagnostics.get_mut(before)
            && last.code == Code::UnknownVariable
        {
            last.help = format!("did you mean the banner `{near}`?");
        }
    }

    fn stub_plan(&mut self, subject: &Subject, stacked: bool) -> Option<StubPlan> {
        let before = self.diagnostics.len();
        if subject.categories.len() > CATEGORIES_MAX {
            self.too_many_categories(subject, self.request.span);
        }
        let number = subject.kind == SubjectKind::Number;
        let summary_alone = self.request.show.as_ref().is_some_and(Vec::is_empty);
        let mut statistics: Vec<SummaryMeasure> =
            self.request.summary.iter().map(|measure| measure.value).collect();
        for measure in &self.request.summary {
            self.check_summary(subject, measure, number || stacked || summary_alone);
        }
        let quantiles = self.quantiles(subject);
        if summary_alone && statistics.is_empty() && quantiles.is_empty() {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::BadMeasure,
                    self.request.span,
                    "nothing is to be shown: `show` is empty and there is no summary",
                )
                .help("add `summary: [mean]`, or name measures under `show`"),
            );
        }
        if number && statistics.is_empty() && quantiles.is_empty() && stacked && self.is_amount(subject) {
            // How the total is split among the rows.
            statistics = vec![SummaryMeasure::Mean];
        }
        if number && statistics.is_empty() && quantiles.is_empty() {
            statistics = vec![
                SummaryMeasure::N,
                SummaryMeasure::Mean,
                SummaryMeasure::Sd,
                SummaryMeasure::Se,
                SummaryMeasure::Min,
                SummaryMeasure::Median,
                SummaryMeasure::Max,
            ];
        }
        if !number && !stacked && !summary_alone {
            // They stand with the columns.
            statistics.clear();
        }
        let included = included(subject, &self.request.include_missing);
        let valid = valid(subject, &self.request.include_missing);
        let pins: Vec<&str> =
            self.request.sort.iter().flat_map(|sort| &sort.pin).map(|pin| pin.value.as_str()).collect();
        let is_shown = |place: &usize| {
            let category = &subject.categories[*place];
            !category.hidden
                && (category.missing.is_none()
                    || subject.kind == SubjectKind::Multiple
                    || included.contains(place))
        };
        let mut rows: Vec<RowPlan> = (0..subject.categories.len())
            .filter(is_shown)
            .map(|place| {
                let category = &subject.categories[place];
                RowPlan {
                    id: category.code.clone(),
                    kind: match (category.missing, subject.kind) {
                        (Some(_), _) => RowKind::Missing,
                        (None, SubjectKind::Bands) => RowKind::Band,
                        (None, SubjectKind::Single | SubjectKind::Multiple | SubjectKind::Number) => {
                            RowKind::Option
                        }
                    },
                    code: Some(category.code.clone()),
                    label: category.label.clone(),
                    categories: vec![place],
                    pinned: category.missing.is_some()
                        || category.pin
                        || pins.contains(&category.code.as_str()),
                }
            })
            .collect();
        let mut notes = Vec::new();
        for net in self.nets(subject, &mut notes) {
            let clash = rows.iter().any(|row| row.id == net.id);
            if clash {
                self.bad_net(
                    self.place_of_net(&net.id),
                    format!("the id `{}` of a net is already a row", net.id),
                    "give the net another id",
                );
            }
            // A net stands before its first member.
            let at = rows.iter().position(|row| {
                row.kind != RowKind::Net && row.categories.iter().any(|place| net.categories.contains(place))
            });
            rows.insert(at.unwrap_or(rows.len()), net);
        }
        if number || summary_alone {
            rows.clear();
        }
        if has_errors_since(self.diagnostics, before) {
            return None;
        }
        Some(StubPlan {
            base: self.request.base.unwrap_or_else(|| default_base(subject)),
            subject: subject.clone(),
            valid,
            rows,
            statistics,
            quantiles,
            notes,
        })
    }

    /// The quantiles that the summary does not have by another name.
    fn quantiles(&mut self, subject: &Subject) -> Vec<f64> {
        let asked = &self.request.quantiles;
        let has_interval = self.request.quantile_ci.is_some();
        let of_summary = self.request.summary.iter().any(|measure| measure.value.is_quantile());
        if !asked.is_empty() {
            let span = self.request.place_of("quantiles");
            self.check_summary(subject, &Spanned { value: SummaryMeasure::Median, span }, true);
        } else if has_interval && !of_summary {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::BadMeasure,
                    self.request.place_of("quantile_ci"),
                    "there is no quantile that could have an interval",
                )
                .help("add `quantiles: [0.1, 0.9]` or `summary: [median]`"),
            );
        }
        let has = |name: SummaryMeasure| self.request.summary.iter().any(|measure| measure.value == name);
        let is_new = |share: &&f64| match **share {
            0.25 => !has(SummaryMeasure::Q25),
            0.5 => !has(SummaryMeasure::Median),
            0.75 => !has(SummaryMeasure::Q75),
            _ => true,
        };
        asked.iter().filter(is_new).copied().collect()
    }

    /// Whether the subject is a row of an allocation.
    fn is_amount(&self, subject: &Subject) -> bool {
        let item = subject.item.map(|item| self.names.questionnaire.item(item));
        item.is_some_and(|item| matches!(item.kind, ItemKind::Allocation { .. }))
    }

    /// `has_rows`: each statistic is a row of its own.
    fn check_summary(&mut self, subject: &Subject, measure: &Spanned<SummaryMeasure>, has_rows: bool) {
        let name = measure.value.as_str();
        let problem = match (measure.value, subject.kind) {
            (value, SubjectKind::Multiple) if !value.is_of_multiple() && value != SummaryMeasure::N => {
                Some((
                    format!("`{}` has several answers a person, so it has no {name}", subject.name),
                    "a multiple has: n, mean_answers, any, none",
                ))
            }
            (value, SubjectKind::Single | SubjectKind::Bands | SubjectKind::Number)
                if value.is_of_multiple() =>
            {
                Some((
                    format!("`{}` has one answer a person, so `{name}` means nothing", subject.name),
                    "it belongs to a multiple",
                ))
            }
            (SummaryMeasure::Nps, _) if !is_nps_scale(subject) => Some((
                format!("`{}` is no scale from 0 to 10, so it has no net promoter score", subject.name),
                "the score counts 9 and 10 against 0 to 6",
            )),
            (SummaryMeasure::N, _) => None,
            (SummaryMeasure::Ci, SubjectKind::Single | SubjectKind::Bands) if !has_rows => Some((
                "an interval has two ends, so it does not stand with the columns".to_owned(),
                "write `show: []` beside it: then each statistic is a row",
            )),
            (_, SubjectKind::Single) if !subject.is_scored() => Some((
                format!("the codes of `{}` have no scores, so they have no {name}", subject.name),
                "give its options a `value:` in the questionnaire; integer codes are names, not scores",
            )),
            _ => None,
        };
        if let Some((message, help)) = problem {
            self.diagnostics.push(Diagnostic::new(Code::BadMeasure, measure.span, message).help(help));
        }
    }

    fn place_of_net(&self, id: &str) -> Span {
        let named = self.request.nets.iter().rev().find(|net| net.id.value == id);
        named.map_or(self.request.span, |net| net.id.span)
    }

    fn bad_net(&mut self, at: Span, message: String, help: &str) {
        self.diagnostics.push(Diagnostic::new(Code::BadNet, at, message).help(help));
    }

    fn nets(&mut self, subject: &Subject, notes: &mut Vec<String>) -> Vec<RowPlan> {
        let mut nets = Vec::new();
        for net in &self.request.nets {
            nets.extend(self.net(net, subject));
        }
        let boxes = [(&self.request.top_box, "top"), (&self.request.bottom_box, "bottom")];
        for (wanted, which) in boxes {
            let Some(wanted) = wanted else { continue };
            match box_of(subject, wanted.value, which == "top") {
                Ok(categories) => {
                    let labels: Vec<&str> =
                        categories.iter().map(|place| subject.categories[*place].label.as_str()).collect();
                    let title = if which == "top" { "Top" } else { "Bottom" };
                    notes.push(format!("{title} {}: {}", wanted.value, labels.join(", ")));
                    nets.push(RowPlan {
                        id: format!("{which}{}", wanted.value),
                        kind: RowKind::Net,
                        code: None,
                        label: format!("{title} {}", wanted.value),
                        categories,
                        pinned: false,
                    });
                }
                Err(message) => self.bad_net(
                    wanted.span,
                    message,
                    "a box is taken of the ordered options of a single, a grid, a scale or bands",
                ),
            }
        }
        nets
    }

    fn net(&mut self, net: &NetRequest, subject: &Subject) -> Option<RowPlan> {
        let valid = valid(subject, &self.request.include_missing);
        let mut categories = Vec::new();
        for code in &net.codes {
            match subject.find_category(&code.value) {
                Some(place) if valid.contains(&place) => categories.push(place),
                Some(_) => {
                    self.bad_net(
                        code.span,
                        format!(
                            "the net `{}` counts `{}`, a missing option that is not in the table",
                            net.id.value, code.value
                        ),
                        &format!("add include_missing: [{}], or take it out of the net", code.value),
                    );
                    return None;
                }
                None => {
                    let mut diagnostic = unknown_code(code.span, &code.value, subject);
                    diagnostic.code = Code::BadNet;
                    self.diagnostics.push(diagnostic);
                    return None;
                }
            }
        }
        if categories.is_empty() {
            self.bad_net(net.id.span, format!("the net `{}` counts nothing", net.id.value), "name its codes");
            return None;
        }
        categories.sort_unstable();
        categories.dedup();
        self.diagnostics.extend(mixed_with_missing(subject, &categories, net.id.span));
        let labels: Vec<&str> =
            categories.iter().map(|place| subject.categories[*place].label.as_str()).collect();
        Some(RowPlan {
            id: net.id.value.clone(),
            kind: RowKind::Net,
            code: None,
            label: net.text.clone().unwrap_or_else(|| labels.join(", ")),
            categories,
            pinned: false,
        })
    }

    /// Words of `include_missing` that can mean nothing for any variable of the stub.
    fn unused_missing(&mut self, stubs: &[Subject]) {
        for word in &self.request.include_missing {
            refuse_missing_word(word, stubs, self.diagnostics);
        }
    }

    fn sort(&mut self, chains: &[ChainPlan], stubs: &[Subject]) -> Option<SortPlan> {
        let sort = self.request.sort.as_ref()?;
        let mut ids: Vec<&str> = if self.request.total { vec!["total"] } else { Vec::new() };
        ids.extend(chains.iter().flat_map(|chain| &chain.columns).map(|column| column.id.as_str()));
        let unknown_givens = self.setting.dataset.is_none()
            && chains
                .iter()
                .flat_map(|chain| &chain.subjects)
                .any(|subject| matches!(subject.reference, Reference::Given(_)));
        let broken_columns =
            chains.len() < self.request.columns.len() && crate::diagnostics::has_errors(self.diagnostics);
        if !ids.contains(&sort.by.value.as_str()) && !unknown_givens && !broken_columns {
            let help = match did_you_mean(&sort.by.value, ids.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!(
                    "the columns are: {}",
                    ids.iter().take(12).copied().collect::<Vec<_>>().join(", ")
                ),
            };
            self.diagnostics.push(
                Diagnostic::new(
                    Code::UnknownVariable,
                    sort.by.span,
                    format!("the table has no column `{}` to sort by", sort.by.value),
                )
                .help(help),
            );
        }
        for pin in &sort.pin {
            if !stubs.iter().any(|subject| subject.find_category(&pin.value).is_some())
                && let Some(subject) = stubs.first()
            {
                self.diagnostics.push(unknown_code(pin.span, &pin.value, subject));
            }
        }
        Some(SortPlan { by: sort.by.value.clone(), descending: sort.descending })
    }
}

/// A word of `include_missing` that none of the subjects can make something of.
pub(crate) fn refuse_missing_word(
    word: &Spanned<String>,
    subjects: &[Subject],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let text = word.value.as_str();
    if text == "all"
        || DeclaredMissing::ALL.iter().any(|reason| reason.as_str() == text)
        || subjects.is_empty()
    {
        return;
    }
    let places =
        subjects.iter().filter_map(|subject| Some(&subject.categories[subject.find_category(text)?]));
    let found: Vec<&Category> = places.collect();
    if found.iter().any(|category| category.missing.is_some()) {
        return;
    }
    let (message, help) =
        if ["skipped", "not_asked", "not_reached", "not_in_version", "removed"].contains(&text) {
            (
                format!("`{text}` is no answer, so it is no row"),
                "people who skipped enter by `base: asked`, everybody by `base: all`".to_owned(),
            )
        } else if found.is_empty() {
            let reasons = DeclaredMissing::ALL.map(DeclaredMissing::as_str);
            let help = match did_you_mean(text, reasons.into_iter().chain(["all"])) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("use {}, `all`, or the code of a missing option", reasons.join(", ")),
            };
            (format!("there is no missing option `{text}`"), help)
        } else {
            (
                format!("`{text}` is not a missing option, it is in the table anyway"),
                "take it out of include_missing".to_owned(),
            )
        };
    diagnostics.push(Diagnostic::new(Code::NotTabulable, word.span, message).help(help));
}

fn inner_column(outer: &ColumnPlan, subject: &Subject, place: usize) -> ColumnPlan {
    let own = format!("{}:{}", subject.name, subject.categories[place].code);
    let id = if outer.id.is_empty() { own } else { format!("{}/{own}", outer.id) };
    let mut categories = outer.categories.clone();
    categories.push(place);
    ColumnPlan { id, categories }
}

/// Whether the answers are whole points from 0 to 10; one who does not know is beside them.
pub(crate) fn is_nps_scale(subject: &Subject) -> bool {
    let valid = subject.categories.iter().filter(|category| category.missing.is_none());
    let points: Option<Vec<f64>> = valid.map(|category| category.score).collect();
    points.is_some_and(|points| {
        points.iter().all(|point| (0.0..=10.0).contains(point) && point.fract() == 0.0)
            && points.contains(&0.0)
            && points.contains(&10.0)
    })
}

/// The highest or lowest `count` categories: by score where all have one, else in questionnaire order.
pub(crate) fn box_of(subject: &Subject, count: usize, top: bool) -> Result<Vec<usize>, String> {
    if !matches!(subject.kind, SubjectKind::Single | SubjectKind::Bands) {
        return Err(format!("`{}` has no order of options to take a box of", subject.name));
    }
    let mut places: Vec<usize> = (0..subject.categories.len())
        .filter(|place| subject.categories[*place].missing.is_none() && !subject.categories[*place].hidden)
        .collect();
    let scores: Option<Vec<f64>> = places.iter().map(|place| subject.categories[*place].score).collect();
    if scores.is_some() {
        places.sort_by(|a, b| {
            let score = |place: &usize| subject.categories[*place].score.unwrap_or(0.0);
            score(a).total_cmp(&score(b))
        });
    }
    if count > places.len() {
        return Err(format!("`{}` has only {} options, not {count}", subject.name, places.len()));
    }
    let mut chosen =
        if top { places.split_off(places.len() - count) } else { places.into_iter().take(count).collect() };
    chosen.sort_unstable();
    Ok(chosen)
}
