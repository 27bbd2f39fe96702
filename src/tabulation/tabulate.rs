//! A request becomes a table: planned, counted, worked out.

use super::askers::Askers;
use super::assemble::assemble;
use super::counting::{CountPlan, Frame, count};
use super::cubes::{self, Found};
use super::dataset::Dataset;
use super::lonely;
use super::plan::{self, Setting, TablePlan};
use super::report_file::ReportFile;
use super::request::TableRequest;
use super::table::Table;
use super::weighting::Weighing;
use crate::diagnostics::{Diagnostic, has_errors};
use crate::questionnaire::syntax::Reader;

/// The table that the request asks for.
///
/// # Errors
/// Every mistake of the request at once: unknown names and codes, and what cannot mean anything.
pub fn tabulate(
    request: &TableRequest,
    report: Option<&ReportFile>,
    dataset: &Dataset,
) -> Result<Table, Vec<Diagnostic>> {
    tabulate_in_steps(request, report, dataset, &mut |_| {})
}

/// A step of the work that has just ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Names are looked up.
    Planned,
    /// Respondents are sorted into rows and columns.
    Counted,
    /// Shares, means and intervals are worked out.
    Computed,
}

/// [`tabulate`], telling `ended` of each step, so that whoever has a clock can time it.
///
/// # Errors
/// As [`tabulate`].
pub fn tabulate_in_steps(
    request: &TableRequest,
    report: Option<&ReportFile>,
    dataset: &Dataset,
    ended: &mut dyn FnMut(Step),
) -> Result<Table, Vec<Diagnostic>> {
    planned(request, report, dataset, ended).map(|planned| planned.table)
}

/// A table with what it was made by.
pub(super) struct Planned {
    pub(super) plan: TablePlan,
    pub(super) table: Table,
    /// How many people are in each column, whatever they answered.
    pub(super) everyone: Vec<u64>,
}

/// The table with the plan it was made by.
pub(super) fn planned(
    request: &TableRequest,
    report: Option<&ReportFile>,
    dataset: &Dataset,
    ended: &mut dyn FnMut(Step),
) -> Result<Planned, Vec<Diagnostic>> {
    let told = report.map(|report| report.told_in(&dataset.info.language));
    let report = told.as_deref();
    let mut reader = Reader::default();
    let setting = Setting::over(dataset, Some(request), report, &mut reader);
    let mut diagnostics = reader.diagnostics;
    let plan = plan::plan(request, &setting, &mut diagnostics);
    ended(Step::Planned);
    let Some(plan) = plan.filter(|_| !has_errors(&diagnostics)) else { return Err(diagnostics) };
    let frame = Frame::of(&setting, dataset, &plan.universe);
    let mut counting = CountPlan::new(plan.universe.clone());
    let weight = plan.weighted(&frame, &mut Weighing::default())?;
    let cubes = cubes::ask(&plan, weight.as_ref(), &mut counting);
    let mut askers = Askers::default();
    askers.note(&counting, request.span);
    let counts = count(&counting, &frame).map_err(|found| askers.refused(found))?;
    ended(Step::Counted);
    let found = Found { cubes: &cubes, counts: &counts };
    if let Some(refused) = lonely::refused(&plan, found) {
        return Err(vec![refused]);
    }
    let (table, everyone) = (assemble(&plan, &frame, found), found.everyone_by_column());
    ended(Step::Computed);
    sound(dataset)?;
    Ok(Planned { plan, table, everyone })
}

/// No table stands on answers that could not be had: then [`Dataset::refusal`] says why.
///
/// # Errors
/// Without a diagnostic: nothing is wrong with the request's own words.
pub(crate) fn sound(dataset: &Dataset) -> Result<(), Vec<Diagnostic>> {
    match dataset.refusal() {
        Some(_) => Err(Vec::new()),
        None => Ok(()),
    }
}
