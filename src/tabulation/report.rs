//! A whole report: its figures, and its sections with their texts filled in and their tables made.

use super::assemble::{Frame, Step, assemble};
use super::dataset::Dataset;
use super::figures::compute;
use super::plan::{self, Setting};
use super::quotes;
use super::report_file::{FigurePlan, ReportFile};
use super::table::{Figure, Report, Section, Table};
use crate::diagnostics::{Diagnostic, has_errors, in_order};
use crate::questionnaire::syntax::Reader;

/// The report over the data.
///
/// # Errors
/// Every mistake of its tables at once.
pub fn report(report: &ReportFile, dataset: &Dataset) -> Result<Report, Vec<Diagnostic>> {
    report_in_steps(report, dataset, &mut |_| {})
}

/// [`report`], telling `ended` of each step of each table and, as [`Step::Computed`], when the figures are done.
///
/// # Errors
/// As [`report`].
pub fn report_in_steps(
    report: &ReportFile,
    dataset: &Dataset,
    ended: &mut dyn FnMut(Step),
) -> Result<Report, Vec<Diagnostic>> {
    let language = &dataset.info.language;
    let mut reader = Reader::default();
    let questionnaire = &dataset.questionnaire;
    let setting = Setting::of(
        None,
        Some(report),
        questionnaire,
        &report.declared,
        Some(dataset),
        language,
        &mut reader,
    );
    let frame = Frame::of(&setting, dataset, &report.universe);
    let figures: Vec<Figure> = report.figures.iter().map(|plan| compute(plan, &frame)).collect();
    ended(Step::Computed);
    let quoted =
        |name: &str| figures.iter().find(|figure| figure.id == name).map(|figure| figure.text.clone());
    let mut diagnostics = Vec::new();
    let mut sections = Vec::new();
    for section in &report.sections {
        let mut tables: Vec<(String, Table)> = Vec::new();
        for request in &section.tables {
            let made = if request.variables.is_none() && request.banners.is_empty() {
                let plan = plan::plan(request, &setting, &mut diagnostics);
                ended(Step::Planned);
                plan.map(|plan| assemble(&plan, &frame, ended))
            } else {
                super::tabulate_in_steps(request, Some(report), dataset, ended)
                    .map_err(|problems| diagnostics.extend(problems))
                    .ok()
            };
            let id = request.id.as_ref().map_or_else(String::new, |id| id.value.clone());
            tables.extend(made.map(|table| (id, table)));
        }
        sections.push(Section {
            title: section.title.clone(),
            text: quotes::filled(&section.text, quoted),
            tables,
        });
    }
    if has_errors(&diagnostics) {
        return Err(in_order(diagnostics));
    }
    Ok(Report {
        id: report.id.clone(),
        title: report.title.clone().unwrap_or_else(|| questionnaire.title.get(language).to_owned()),
        wave: dataset.info.wave.clone(),
        version: dataset.info.version.clone(),
        watermark: dataset.info.watermark.clone(),
        records: frame.universe.count() as usize,
        language: language.to_string(),
        synthetic: dataset.info.synthetic.clone(),
        figures,
        sections,
        trends: Vec::new(),
        method: Vec::new(),
    })
}

/// The figures of the report alone, in the order of the file.
pub fn figures(report: &ReportFile, dataset: &Dataset) -> Vec<Figure> {
    compute_all(report.figures.iter(), report, dataset)
}

/// One figure of the report; `None` where it has none of this id.
pub fn figure(report: &ReportFile, id: &str, dataset: &Dataset) -> Option<Figure> {
    compute_all(report.figures.iter().filter(|plan| plan.id.value == id).take(1), report, dataset).pop()
}

fn compute_all<'a>(
    plans: impl Iterator<Item = &'a FigurePlan>,
    report: &ReportFile,
    dataset: &Dataset,
) -> Vec<Figure> {
    let mut reader = Reader::default();
    let setting = Setting::of(
        None,
        Some(report),
        &dataset.questionnaire,
        &report.declared,
        Some(dataset),
        &dataset.info.language,
        &mut reader,
    );
    let frame = Frame::of(&setting, dataset, &report.universe);
    plans.map(|plan| compute(plan, &frame)).collect()
}
