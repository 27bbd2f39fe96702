//! A plan over a dataset becomes a table: masks are intersected and counted, counts become shares, every cell gets its
//! own base.

use std::collections::BTreeMap;

pub(crate) use super::counting::Frame;
use super::dataset::{Dataset, State};
use super::footer;
use super::kernels::Mask;
use super::names::Declared;
use super::plan::{self, ChainPlan, Setting, StubPlan, TablePlan};
use super::report_file::ReportFile;
use super::request::{BaseChoice, SummaryMeasure, TableRequest};
use super::rows::stub_rows;
use super::subject::{Reading, Subject, SubjectKind};
use super::summary::{Rules, statistic};
use super::table::{Base, Cell, Column, ColumnGroup, Mentions, MissingCounts, Row, Table, View};
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
    let mut reader = Reader::default();
    let setting = Setting::of(
        Some(request),
        report,
        &dataset.questionnaire,
        &Declared::default(),
        Some(dataset),
        &dataset.info.language,
        &mut reader,
    );
    let mut diagnostics = reader.diagnostics;
    let plan = plan::plan(request, &setting, &mut diagnostics);
    ended(Step::Planned);
    match plan {
        Some(plan) if !has_errors(&diagnostics) => {
            let frame = Frame::of(&setting, dataset, &plan.universe);
            Ok(assemble(&plan, &frame, ended))
        }
        Some(_) | None => Err(diagnostics),
    }
}

/// Whoever a percentage of the subject is taken of, among `people`.
pub(crate) fn base_of(
    subject: &Subject,
    reading: &Reading,
    base: BaseChoice,
    valid: &[usize],
    people: &Mask,
) -> Mask {
    match (base, subject.kind) {
        (BaseChoice::All, _) => people.clone(),
        (BaseChoice::Asked, _) => people.and(&reading.asked),
        (BaseChoice::Answered, SubjectKind::Multiple | SubjectKind::Number) => people.and(&reading.answered),
        (BaseChoice::Answered, SubjectKind::Single | SubjectKind::Bands) => {
            people.and(&reading.any_of(valid, people.len()))
        }
    }
}

/// `count` people, unweighted.
pub(crate) fn unweighted(count: u64) -> Base {
    Base { unweighted: count, weighted: count as f64, effective: (count > 0).then_some(count as f64) }
}

/// One variable of the stub, counted.
pub(crate) struct StubCount<'p> {
    pub(crate) plan: &'p StubPlan,
    pub(crate) reading: Reading,
    /// The base over the Total column.
    pub(crate) base: Mask,
}

pub(crate) fn assemble(plan: &TablePlan, frame: &Frame<'_>, ended: &mut dyn FnMut(Step)) -> Table {
    let people = frame.people(plan.filter.as_ref());
    let rules =
        Rules { confidence: plan.confidence, quantile: plan.quantile_rule, rows: frame.universe.count() };
    let (mut columns, masks, groups) = columns(plan, frame, &people);
    let counts: Vec<StubCount<'_>> = plan
        .stubs
        .iter()
        .map(|stub| {
            let reading = frame.reading(&stub.subject);
            let base = base_of(&stub.subject, &reading, stub.base, &stub.valid, &people);
            StubCount { plan: stub, reading, base }
        })
        .collect();
    ended(Step::Counted);
    let single = if plan.stacked { None } else { counts.first() };
    for (column, mask) in columns.iter_mut().zip(&masks) {
        let base = single.map_or_else(|| mask.count(), |stub| stub.base.count_with(mask));
        column.base = unweighted(base);
        column.summary = single.map(|stub| column_summary(plan, stub, mask, rules));
    }
    let mut rows = Vec::new();
    for stub in &counts {
        rows.extend(stub_rows(plan, stub, &columns, &masks, rules));
    }
    hide_small_bases(plan, &mut columns, &mut rows);
    let mentions = single.filter(|stub| stub.plan.subject.kind == SubjectKind::Multiple).map(|stub| {
        let count = stub.reading.categories.iter().map(|mask| mask.count_with(&stub.base)).sum();
        Mentions { count, weighted: count as f64 }
    });
    let mut table = Table {
        title: plan.title.clone(),
        stub: plan.stub.clone(),
        wave: frame.dataset.info.wave.clone(),
        version: frame.dataset.info.version.clone(),
        watermark: frame.dataset.info.watermark.clone(),
        records: frame.universe.count() as usize,
        columns,
        rows,
        mentions,
        pairs: Vec::new(),
        independence: None,
        missing: missing_counts(plan, &counts, &people),
        left_out: left_out(&counts, &people),
        footer: Vec::new(),
        view: view(plan, frame, groups),
    };
    table.footer = footer::lines(plan, frame, &counts, &people, &table);
    ended(Step::Computed);
    table
}

fn view(plan: &TablePlan, frame: &Frame<'_>, groups: Vec<ColumnGroup>) -> View {
    let stack = plan.stubs.iter().filter(|_| plan.stacked);
    let of_one_item = plan.stubs.iter().all(|stub| stub.subject.item == plan.stubs[0].subject.item);
    let label = |subject: &Subject| {
        if of_one_item { subject.short_label.clone() } else { subject.label.clone() }
    };
    View {
        show: plan.show.clone(),
        decimals: plan.decimals,
        chart: plan.chart,
        matrix: plan.matrix,
        groups,
        stack: stack.map(|stub| (stub.subject.name.clone(), label(&stub.subject))).collect(),
        language: frame.dataset.info.language.to_string(),
        synthetic: frame.dataset.info.synthetic.clone(),
        test: None,
        weight: None,
        reliability: plan.reliability,
    }
}

/// The columns, whom each stands for among `people`, and the headings over them.
fn columns(plan: &TablePlan, frame: &Frame<'_>, people: &Mask) -> (Vec<Column>, Vec<Mask>, Vec<ColumnGroup>) {
    let (mut columns, mut masks, mut groups) = (Vec::new(), Vec::new(), Vec::new());
    if plan.total || plan.chains.is_empty() {
        columns.push(Column {
            id: "total".to_owned(),
            variable: None,
            code: None,
            label: "Total".to_owned(),
            path: Vec::new(),
            letter: None,
            base: Base::default(),
            summary: None,
        });
        masks.push(people.clone());
    }
    for chain in &plan.chains {
        let readings: Vec<Reading> = chain.subjects.iter().map(|subject| frame.reading(subject)).collect();
        let start = columns.len();
        for column in &chain.columns {
            let mut mask = people.clone();
            for (reading, category) in readings.iter().zip(&column.categories) {
                mask = mask.and(&reading.categories[*category]);
            }
            masks.push(mask);
            columns.push(chain_column(chain, &column.id, &column.categories));
        }
        let labels: Vec<&str> = chain.subjects.iter().map(|subject| subject.label.as_str()).collect();
        groups.push(ColumnGroup { label: labels.join(" / "), columns: start..columns.len() });
    }
    (columns, masks, groups)
}

fn chain_column(chain: &ChainPlan, id: &str, categories: &[usize]) -> Column {
    let path: Vec<(String, String, String)> = chain
        .subjects
        .iter()
        .zip(categories)
        .map(|(subject, place)| {
            let category = &subject.categories[*place];
            (subject.name.clone(), category.code.clone(), category.label.clone())
        })
        .collect();
    let innermost = path.last().cloned().unwrap_or_default();
    Column {
        id: id.to_owned(),
        variable: Some(innermost.0),
        code: Some(innermost.1),
        label: innermost.2,
        path,
        letter: None,
        base: Base::default(),
        summary: None,
    }
}

fn column_summary(
    plan: &TablePlan,
    stub: &StubCount<'_>,
    mask: &Mask,
    rules: Rules,
) -> BTreeMap<&'static str, Option<f64>> {
    let who = stub.base.and(mask);
    let shown = plan.summary.iter().filter(|measure| **measure != SummaryMeasure::Ci);
    shown
        .map(|measure| {
            let subject = &stub.plan.subject;
            let found = statistic(*measure, subject, &stub.reading, &who, rules);
            (measure.as_str(), found.value)
        })
        .collect()
}

fn hide_small_bases(plan: &TablePlan, columns: &mut [Column], rows: &mut [Row]) {
    for row in rows {
        for cell in &mut row.cells {
            if cell.base.unweighted < plan.hide_base {
                *cell = Cell { base: cell.base, suppressed: true, ..Cell::default() };
            }
        }
    }
    for column in columns.iter_mut().filter(|column| column.base.unweighted < plan.hide_base) {
        if let Some(summary) = &mut column.summary {
            summary.values_mut().for_each(|value| *value = None);
        }
    }
}

fn missing_counts(plan: &TablePlan, stubs: &[StubCount<'_>], people: &Mask) -> MissingCounts {
    let of = |stub: &StubCount<'_>| missing_of(&stub.plan.subject, &stub.reading, people);
    match stubs {
        [one] if !plan.stacked => MissingCounts::One(of(one)),
        _ => MissingCounts::ByVariable(
            stubs.iter().map(|stub| (stub.plan.subject.name.clone(), of(stub))).collect(),
        ),
    }
}

/// How many of `people` have no answer, by reason. The reasons that fieldwork makes always stand there, the others where
/// the subject can have them.
fn missing_of(subject: &Subject, reading: &Reading, people: &Mask) -> BTreeMap<&'static str, u64> {
    let mut counts = BTreeMap::new();
    for state in State::MISSING {
        let count = reading.missing.get(&state).map_or(0, |mask| mask.count_with(people));
        let always = matches!(state, State::NotAsked | State::Skipped | State::NotReached);
        if always || count > 0 {
            counts.insert(state.as_str(), count);
        }
    }
    for (category, mask) in subject.categories.iter().zip(&reading.categories) {
        if let Some(reason) = category.missing {
            *counts.entry(reason.as_str()).or_insert(0) += mask.count_with(people);
        }
    }
    counts
}

/// People who answered but stand in no row and no missing reason.
fn left_out(stubs: &[StubCount<'_>], people: &Mask) -> Vec<String> {
    let mut lines = Vec::new();
    for stub in stubs {
        let subject = &stub.plan.subject;
        if subject.kind == SubjectKind::Bands {
            let places: Vec<usize> = (0..subject.categories.len()).collect();
            let inside = stub.reading.any_of(&places, people.len());
            let outside = stub.reading.answered.and_not(&inside).count_with(people);
            if outside > 0 {
                lines.push(format!("{} outside the bands of {}", footer::responses(outside), subject.name));
            }
        }
        let undefined = stub.reading.missing.get(&State::Undefined).map_or(0, |mask| mask.count_with(people));
        if undefined > 0 {
            lines.push(format!(
                "{} outside the definition of {}",
                footer::responses(undefined),
                subject.name
            ));
        }
        let hidden: u64 = subject
            .categories
            .iter()
            .zip(&stub.reading.categories)
            .filter(|(category, _)| category.hidden)
            .map(|(_, mask)| mask.count_with(people))
            .sum();
        if hidden > 0 && stub.plan.base == BaseChoice::Answered {
            lines.push(format!("{} for whom {} does not hold", footer::responses(hidden), subject.name));
        }
    }
    lines
}
