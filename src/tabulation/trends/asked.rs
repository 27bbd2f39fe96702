//! What a trend asks for, in the terms of the report's own questionnaire: the variable, the codes that are counted, and
//! everything that is read on the way.

use std::collections::BTreeSet;

use crate::diagnostics::{Code, Diagnostic, has_errors};
use crate::questionnaire::VariableIndex;
use crate::questionnaire::condition::Reference;
use crate::questionnaire::syntax::Reader;
use crate::tabulation::dataset::Dataset;
use crate::tabulation::derived::references;
use crate::tabulation::names::Names;
use crate::tabulation::plan::{Setting, box_of};
use crate::tabulation::report_file::{ReportFile, TrendMeasure, TrendPlan, Universe};
use crate::tabulation::request::{Spanned, Variance};
use crate::tabulation::subject::Subject;

pub(super) struct Asked<'a> {
    pub(super) plan: &'a TrendPlan,
    pub(super) report: &'a ReportFile,
    pub(super) dataset: &'a Dataset,
    pub(super) subject: Subject,
    pub(super) kind: Kind,
    /// Categories of the subject that a share counts.
    pub(super) categories: Vec<usize>,
    pub(super) by: Option<Subject>,
    /// The variables of the questionnaire that the trend itself is of.
    pub(super) own: BTreeSet<VariableIndex>,
    /// Those it reads beside them: for filters, lines, composition.
    pub(super) beside: BTreeSet<VariableIndex>,
    pub(super) is_weighted: bool,
    pub(super) variance: Variance,
    /// 0..1
    pub(super) confidence: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Share,
    Mean,
    Nps,
}

impl<'a> Asked<'a> {
    /// Whether the line through waves is tested on counts alone, which are those of unweighted shares.
    pub(super) fn is_by_counts(&self) -> bool {
        let is_unweighted = !self.is_weighted && self.plan.reweight.is_none();
        self.kind == Kind::Share && self.variance == Variance::Simple && is_unweighted
    }

    pub(super) fn of(
        plan: &'a TrendPlan,
        report: &'a ReportFile,
        dataset: &'a Dataset,
    ) -> Result<Asked<'a>, Vec<Diagnostic>> {
        let mut reader = Reader::default();
        let setting = Setting::over(dataset, None, Some(report), &mut reader);
        let names = setting.names();
        let mut problems = reader.diagnostics;
        let subject = subject(plan.of.variable(), &names, &mut problems)?;
        let (kind, categories) = match &plan.of {
            TrendMeasure::Share { codes, .. } => {
                let codes = codes.iter().filter_map(|code| subject.find_category(&code.value));
                (Kind::Share, codes.collect())
            }
            TrendMeasure::TopBox { count, .. } => (Kind::Share, boxed(&subject, count, true)?),
            TrendMeasure::BottomBox { count, .. } => (Kind::Share, boxed(&subject, count, false)?),
            TrendMeasure::Mean(_) => (Kind::Mean, Vec::new()),
            TrendMeasure::Nps(_) => (Kind::Nps, Vec::new()),
        };
        let by = plan.by.as_ref().map(|by| self::subject(by, &names, &mut problems)).transpose()?;
        let mut beside = BTreeSet::new();
        let conditions = match &report.universe {
            Universe::Expression(condition) => Some(condition),
            Universe::Complete | Universe::Usable => None,
        };
        for condition in conditions.into_iter().chain(&plan.condition) {
            let mut named = BTreeSet::new();
            references(&condition.expr, &mut named);
            named.iter().for_each(|reference| add(*reference, report, &mut beside));
        }
        if let Some(by) = &by {
            add(by.reference, report, &mut beside);
        }
        for name in plan.reweight.iter().flat_map(|reweight| &reweight.on) {
            let subject = self::subject(name, &names, &mut problems)?;
            add(subject.reference, report, &mut beside);
        }
        let mut own = BTreeSet::new();
        add(subject.reference, report, &mut own);
        let is_weighted = plan.weight.as_ref().is_some_and(|weight| weight.value != "none");
        Ok(Asked {
            plan,
            report,
            dataset,
            subject,
            kind,
            categories,
            by,
            own,
            beside,
            is_weighted,
            variance: variance(report, is_weighted || plan.reweight.is_some()),
            confidence: plan.confidence.unwrap_or(report.confidence),
        })
    }

    /// The variable of the questionnaire that it is of, where it is no other.
    pub(super) fn direct(&self) -> Option<VariableIndex> {
        match self.subject.reference {
            Reference::Variable(variable) => Some(variable),
            Reference::Derived(_) | Reference::Given(_) | Reference::Extra(_) => None,
        }
    }

    /// The name of a variable of the report's questionnaire.
    pub(super) fn name(&self, variable: VariableIndex) -> &str {
        &self.dataset.questionnaire.variable(variable).name
    }
}

fn subject(
    name: &Spanned<String>,
    names: &Names<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Result<Subject, Vec<Diagnostic>> {
    let found = names.subject(&name.value, name.span, problems);
    match found {
        Some(subject) if !has_errors(problems) => Ok(subject),
        Some(_) | None => Err(std::mem::take(problems)),
    }
}

fn boxed(subject: &Subject, count: &Spanned<usize>, top: bool) -> Result<Vec<usize>, Vec<Diagnostic>> {
    box_of(subject, count.value, top).map_err(|message| {
        vec![Diagnostic::new(Code::BadNet, count.span, message).help("name the codes with `codes:`")]
    })
}

/// The family of the report; what weights were fitted to is known wave by wave only, so that they are taken as given.
fn variance(report: &ReportFile, is_weighted: bool) -> Variance {
    match (report.variance, is_weighted) {
        (Some(Variance::Calibrated), true) => Variance::Design,
        (Some(family @ (Variance::Simple | Variance::Kish | Variance::Design)), _) => family,
        (None, true) => Variance::Kish,
        (Some(Variance::Calibrated) | None, false) => Variance::Simple,
    }
}

/// The variables of the questionnaire behind a reference.
fn add(reference: Reference, report: &ReportFile, into: &mut BTreeSet<VariableIndex>) {
    match reference {
        Reference::Variable(variable) => {
            into.insert(variable);
        }
        // No variable is made from itself: circles are refused when the report is read.
        Reference::Derived(place) => {
            let sources = report.derived.get(place).map(|derived| derived.sources());
            sources.into_iter().flatten().for_each(|source| add(*source, report, into));
        }
        Reference::Given(_) | Reference::Extra(_) => {}
    }
}
