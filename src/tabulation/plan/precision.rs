//! How sure the numbers are: the family of variances, the design of the sample, intervals, and tests with nothing left
//! to choose.

use super::banner::ChainPlan;
use super::stub::StubPlan;
use super::{Planner, has_errors_since};
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::i18n::Message;
use crate::tabulation::counting::Axis;
use crate::tabulation::names::Names;
use crate::tabulation::request::{
    Adjust, Against, DesignRequest, Family, IndependenceMethod, IndependenceRequest, IntervalName, Lonely,
    Spanned, TestMethodName, TestRequest, Variance,
};
use crate::tabulation::statistics::TestMethod;
use crate::tabulation::subject::{Subject, SubjectKind};
use crate::tabulation::weighting::WeightPlan;

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
    /// Of ranks, without weights.
    Wilcoxon,
    /// Of ranks, linearised.
    DesignRanks,
}

impl MeansTest {
    pub(crate) fn is_of_ranks(self) -> bool {
        match self {
            MeansTest::Wilcoxon | MeansTest::DesignRanks => true,
            MeansTest::Welch | MeansTest::Pooled | MeansTest::Design => false,
        }
    }

    /// The name in a footer.
    pub(crate) fn title(self) -> Message {
        match self {
            MeansTest::Welch => Message::TestWelch,
            MeansTest::Pooled => Message::TestPooled,
            MeansTest::Design => Message::TestDesign,
            MeansTest::Wilcoxon => Message::TestWilcoxon,
            MeansTest::DesignRanks => Message::TestDesignRanks,
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
    pub(super) fn of(named: Option<IntervalName>, variance: Variance) -> IntervalPlan {
        let default = match variance {
            Variance::Simple | Variance::Kish => IntervalName::WilsonNeff,
            Variance::Design | Variance::Calibrated => IntervalName::DesignLogit,
        };
        IntervalPlan { name: named.unwrap_or(default), named: named.is_some() }
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
    /// Where the request describes it.
    pub(crate) at: Span,
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

/// The family that a report asks for, where the table can have it: what no margins were fitted to is only linearised.
pub(super) fn of_report(asked: Option<Variance>, weight: Option<&WeightPlan>) -> Option<Variance> {
    match (asked, weight) {
        (Some(Variance::Calibrated), Some(weight)) if !weight.is_fitted() => Some(Variance::Design),
        (Some(Variance::Calibrated), None) => None,
        (asked, _) => asked,
    }
}

/// Whether errors can know what the weights were fitted to.
pub(crate) fn refuse_calibrated(
    asked: Option<Variance>,
    weight: Option<&WeightPlan>,
    at: Span,
) -> Option<Diagnostic> {
    if asked != Some(Variance::Calibrated) || weight.is_some_and(WeightPlan::is_fitted) {
        return None;
    }
    let (message, help) = match weight {
        Some(weight) => (
            format!(
                "the weight `{}` is given as it is, so errors cannot know what it was fitted to",
                weight.name.value
            ),
            "use `variance: design`, or declare the margins under `weights:` with `rake:` or `poststratify:`",
        ),
        None => (
            "calibrated errors are of raked or post-stratified weights, and here nobody is weighted"
                .to_owned(),
            "name such a weight under `weight:`, or remove `variance`",
        ),
    };
    Some(Diagnostic::new(Code::BadMeasure, at, message).help(help))
}

/// The family of variances: what is asked for, else what an interval of a design needs, else by weight and design.
pub(super) fn family(
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

/// Pooled z, with the overlap where columns have people in common.
pub(super) fn pooled(chains: &[ChainPlan]) -> TestMethod {
    if have_people_in_common(chains) { TestMethod::ZPooledOverlap } else { TestMethod::ZPooled }
}

fn have_people_in_common(chains: &[ChainPlan]) -> bool {
    let mut subjects = chains.iter().flat_map(|chain| &chain.subjects);
    subjects.any(|subject| subject.kind == SubjectKind::Multiple)
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
        at: design.span,
    };
    (!has_errors_since(diagnostics, before)).then_some(plan)
}

impl Planner<'_, '_> {
    /// Pearson's test, or Rao and Scott's where the sample is weighted or has a design.
    pub(super) fn independence(
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
    pub(super) fn test(
        &mut self,
        test: &TestRequest,
        chains: &[ChainPlan],
        variance: Variance,
    ) -> Option<TestPlan> {
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
        let is_design = matches!(variance, Variance::Design | Variance::Calibrated);
        let default = if is_design { TestMethod::Design } else { pooled(chains) };
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
                if have_people_in_common(chains) {
                    self.diagnostics.push(
                        Diagnostic::new(
                            Code::BadMeasure,
                            at,
                            "ranks are compared between columns that have nobody in common, and this banner has a multiple",
                        )
                        .help("use `design`, or take the multiple out of `columns`"),
                    );
                    return None;
                }
                let simple = variance == Variance::Simple;
                (default, if simple { MeansTest::Wilcoxon } else { MeansTest::DesignRanks })
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
}
