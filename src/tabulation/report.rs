//! A whole report: its figures, and its sections with their texts filled in and their tables made.

use std::borrow::Cow;

use super::askers::Askers;
use super::assemble::assemble;
use super::counting::{CountPlan, Counts, Frame, count};
use super::cubes::{self, Found, TableCubes};
use super::dataset::Dataset;
use super::disclosure::{FigureInRelease, Outputs, TableInRelease, TrendInRelease, note, protect};
use super::figures::{self, AskedFigure};
use super::kernels::side_by_side;
use super::lonely;
use super::plan::{self, Setting, TablePlan};
use super::quotes;
use super::report_file::{FigurePlan, ReportFile};
use super::request::TableRequest;
use super::table::{Figure, Report, Section, Table};
use super::tabulate::{Planned, Step, planned, sound};
use super::trends::{TrendWaves, trends};
use super::weighting::Weighing;
use crate::diagnostics::{Diagnostic, has_errors, in_order};
use crate::questionnaire::syntax::Reader;

/// The report over the data; `waves` are those that its trends name.
///
/// # Errors
/// Every mistake of its tables at once.
pub fn report(report: &ReportFile, dataset: &Dataset, waves: &TrendWaves) -> Result<Report, Vec<Diagnostic>> {
    report_in_steps(report, dataset, waves, Audience::Analysts, &mut |_| {})
}

/// Who reads a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Those who may see the answers themselves.
    Analysts,
    /// Anybody: what `disclose:` says is hidden.
    Public,
}

/// [`report`], telling `ended` of each step of each table and, as [`Step::Computed`], when the figures are done.
///
/// # Errors
/// As [`report`].
pub fn report_in_steps(
    report: &ReportFile,
    dataset: &Dataset,
    waves: &TrendWaves,
    audience: Audience,
    ended: &mut dyn FnMut(Step),
) -> Result<Report, Vec<Diagnostic>> {
    let language = &dataset.info.language;
    let told = report.told_in(language);
    let report = told.as_ref();
    let mut reader = Reader::default();
    let questionnaire = &dataset.questionnaire;
    let setting = Setting::over(dataset, None, Some(report), &mut reader);
    let frame = Frame::of(&setting, dataset, &report.universe);
    let mut diagnostics = Vec::new();
    let mut weighing = Weighing::default();
    let mut counting = CountPlan::new(report.universe.clone());
    let mut askers = Askers::default();
    let (data, universe) = ((&setting, &frame), &report.universe);
    let mut figures: Vec<AskedFigure<'_>> = Vec::new();
    for plan in &report.figures {
        match figures::ask(plan, universe, data, &mut weighing, &mut counting) {
            Ok(asked) => figures.push(asked),
            Err(problems) => diagnostics.extend(problems),
        }
        askers.note(&counting, plan.id.span);
    }
    let mut asked: Vec<Vec<AskedTable>> = Vec::new();
    for section in &report.sections {
        let tables = section.tables.iter().map(|request| {
            let table = ask(request, data, &mut weighing, &mut counting, &mut diagnostics);
            askers.note(&counting, request.span);
            table
        });
        asked.push(tables.collect());
    }
    ended(Step::Planned);
    if has_errors(&diagnostics) {
        return Err(in_order(diagnostics));
    }
    let counts = count(&counting, &frame).map_err(|found| askers.refused(found))?;
    ended(Step::Counted);
    diagnostics.extend(figures.iter().filter_map(|figure| figure.refused(&counts)));
    for asked in asked.iter().flatten() {
        if let AskedTable::Here(plan, cubes) = asked {
            diagnostics.extend(lonely::refused(plan, Found { cubes, counts: &counts }));
        }
    }
    if has_errors(&diagnostics) {
        return Err(in_order(diagnostics));
    }
    let mut computed: Vec<Figure> = figures.iter().map(|figure| figure.compute(&frame, &counts)).collect();
    let mut made = make(report, dataset, (&frame, &counts), &asked, &mut diagnostics);
    let mut trends = trends(report, dataset, waves).unwrap_or_else(|problems| {
        diagnostics.extend(problems);
        Vec::new()
    });
    let mut disclosure = None;
    if let (Audience::Public, Some(disclose)) = (audience, report.disclose) {
        let tables = made.iter_mut().flatten().flatten().enumerate();
        let tables = tables.map(|(place, made)| made.in_release(place + 1));
        let of_figures = figures.iter().zip(&mut computed).map(|(asked, figure)| FigureInRelease {
            plan: asked.plan(),
            told: asked.told(&frame, &counts),
            figure,
        });
        let of_trends = trends.iter_mut().map(|(trend, parts)| TrendInRelease { parts, trend });
        let outputs = Outputs {
            questionnaire: &dataset.questionnaire,
            tables: tables.collect(),
            figures: of_figures.collect(),
            trends: of_trends.collect(),
        };
        let is_touched = protect(counts.records, outputs, disclose.min_cell);
        disclosure = is_touched.then(|| note(disclose.min_cell, language));
    }
    let quoted =
        |name: &str| computed.iter().find(|figure| figure.id == name).map(|figure| figure.text.clone());
    let sections = report.sections.iter().zip(made).map(|(section, made)| {
        let tables = section.tables.iter().zip(made).filter_map(|(request, made)| {
            let id = request.id.as_ref().map_or_else(String::new, |id| id.value.clone());
            made.map(|made| (id, made.table))
        });
        Section {
            title: section.title.clone(),
            tables: tables.collect(),
            text: quotes::filled(&section.text, quoted),
        }
    });
    let sections: Vec<Section> = sections.collect();
    ended(Step::Computed);
    sound(dataset)?;
    if has_errors(&diagnostics) {
        return Err(in_order(diagnostics));
    }
    Ok(Report {
        id: report.id.clone(),
        title: report.title.clone().unwrap_or_else(|| questionnaire.title.get(language).to_owned()),
        wave: dataset.info.wave.clone(),
        version: dataset.info.version.clone(),
        watermark: dataset.info.watermark.clone(),
        records: counts.records as usize,
        language: language.clone(),
        synthetic: dataset.info.synthetic.clone(),
        figures: computed,
        sections,
        disclosure,
        min_cell: report.disclose.filter(|_| audience == Audience::Public).map(|disclose| disclose.min_cell),
        trends: trends.into_iter().map(|(trend, _)| trend).collect(),
        method: Vec::new(),
    })
}

/// A table with the plan it was made by.
struct Made<'p> {
    plan: Cow<'p, TablePlan>,
    /// By variables, weights or banners of its own.
    is_own: bool,
    table: Table,
    /// How many people are in each column.
    everyone: Vec<u64>,
}

/// The tables of each section, made side by side; one that cannot be made is left out, and `diagnostics` say why.
fn make<'p>(
    report: &ReportFile,
    dataset: &Dataset,
    (frame, counts): (&Frame<'_>, &Counts),
    asked: &'p [Vec<AskedTable>],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Vec<Option<Made<'p>>>> {
    let requests = report.sections.iter().flat_map(|section| &section.tables);
    let all: Vec<(&TableRequest, &AskedTable)> = requests.zip(asked.iter().flatten()).collect();
    let tables = side_by_side(all.len(), |at| {
        let (request, asked) = all[at];
        match asked {
            AskedTable::Here(plan, cubes) => {
                let found = Found { cubes, counts };
                let everyone = found.everyone_by_column();
                let table = assemble(plan, frame, found);
                Ok(Made { plan: Cow::Borrowed(&**plan), is_own: false, table, everyone })
            }
            AskedTable::Alone => {
                planned(request, Some(report), dataset, &mut |_| {}).map(|made| Made::of(made, request))
            }
            AskedTable::Wrong => Err(Vec::new()),
        }
    });
    let mut tables =
        tables.into_iter().map(|table| table.map_err(|problems| diagnostics.extend(problems)).ok());
    report.sections.iter().map(|section| tables.by_ref().take(section.tables.len()).collect()).collect()
}

impl Made<'_> {
    fn of(made: Planned, request: &TableRequest) -> Made<'static> {
        let Planned { plan, table, everyone } = made;
        Made { plan: Cow::Owned(plan), is_own: has_own_names(request), table, everyone }
    }

    /// `place` is no other table's.
    fn in_release(&mut self, place: usize) -> TableInRelease<'_> {
        TableInRelease {
            plan: self.plan.as_ref(),
            table: &mut self.table,
            own: self.is_own.then_some(place),
            everyone: self.everyone.clone(),
        }
    }
}

/// Whether it is made by variables, weights or banners of its own.
fn has_own_names(request: &TableRequest) -> bool {
    request.variables.is_some() || request.weights.is_some() || !request.banners.is_empty()
}

/// A table of the report and where it is counted.
enum AskedTable {
    /// With all the others.
    Here(Box<TablePlan>, Box<TableCubes>),
    /// By itself, since it has variables, weights or banners of its own.
    Alone,
    /// Its mistakes stand in the diagnostics.
    Wrong,
}

fn ask(
    request: &TableRequest,
    (setting, frame): (&Setting<'_>, &Frame<'_>),
    weighing: &mut Weighing,
    counting: &mut CountPlan,
    diagnostics: &mut Vec<Diagnostic>,
) -> AskedTable {
    if has_own_names(request) {
        return AskedTable::Alone;
    }
    let Some(plan) = plan::plan(request, setting, diagnostics) else { return AskedTable::Wrong };
    match plan.weighted(frame, weighing) {
        Ok(weight) => {
            let cubes = cubes::ask(&plan, weight.as_ref(), counting);
            AskedTable::Here(Box::new(plan), Box::new(cubes))
        }
        Err(problems) => {
            diagnostics.extend(problems);
            AskedTable::Wrong
        }
    }
}

/// The figures of the report alone, in the order of the file.
///
/// # Errors
/// Why a weight of theirs cannot be made from these answers, or a design has no variance.
pub fn figures(report: &ReportFile, dataset: &Dataset) -> Result<Vec<Figure>, Vec<Diagnostic>> {
    compute_all(report.figures.iter(), report, dataset)
}

/// One figure of the report; `None` where it has none of this id.
///
/// # Errors
/// As [`figures`].
pub fn figure(report: &ReportFile, id: &str, dataset: &Dataset) -> Result<Option<Figure>, Vec<Diagnostic>> {
    let wanted = report.figures.iter().filter(|plan| plan.id.value == id).take(1);
    Ok(compute_all(wanted, report, dataset)?.pop())
}

fn compute_all<'a>(
    plans: impl Iterator<Item = &'a FigurePlan>,
    report: &ReportFile,
    dataset: &Dataset,
) -> Result<Vec<Figure>, Vec<Diagnostic>> {
    let mut reader = Reader::default();
    let setting = Setting::over(dataset, None, Some(report), &mut reader);
    let frame = Frame::of(&setting, dataset, &report.universe);
    let mut weighing = Weighing::default();
    let mut counting = CountPlan::new(report.universe.clone());
    let mut askers = Askers::default();
    let mut asked: Vec<AskedFigure<'_>> = Vec::new();
    for plan in plans {
        asked.push(figures::ask(plan, &report.universe, (&setting, &frame), &mut weighing, &mut counting)?);
        askers.note(&counting, plan.id.span);
    }
    let counts = count(&counting, &frame).map_err(|found| askers.refused(found))?;
    let refused: Vec<Diagnostic> = asked.iter().filter_map(|figure| figure.refused(&counts)).collect();
    if !refused.is_empty() {
        return Err(in_order(refused));
    }
    let figures = asked.iter().map(|figure| figure.compute(&frame, &counts)).collect();
    sound(dataset)?;
    Ok(figures)
}
