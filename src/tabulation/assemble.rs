//! A plan over a dataset becomes a table: masks are intersected and counted, counts become shares, every cell gets its
//! own base.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::dataset::{Column as DataColumn, Dataset, State};
use super::derived;
use super::evaluate::Columns;
use super::footer;
use super::kernels::{Mask, moments, sorted};
use super::names::Declared;
use super::plan::{self, ChainPlan, RowPlan, Setting, StubPlan, TablePlan, is_nps_scale};
use super::report_file::{ReportFile, Universe};
use super::request::{BaseChoice, PercentOf, SummaryMeasure, TableRequest};
use super::statistics::{
    mean_interval, proportion_interval, proportion_se, quantile, sd, sd_population, se, share,
};
use super::subject::{Reading, Subject, SubjectKind};
use super::table::{
    Base, Cell, Column, ColumnGroup, Measure, Mentions, MissingCounts, Row, RowKind, Table, View,
};
use crate::diagnostics::{Diagnostic, has_errors};
use crate::questionnaire::condition::Condition;
use crate::questionnaire::syntax::Reader;
use crate::responses::Disposition;

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

/// The data as a request sees it: derived variables worked out, the universe known.
pub(crate) struct Frame<'a> {
    pub(crate) dataset: &'a Dataset,
    pub(crate) subjects: &'a [Subject],
    pub(crate) report: Option<&'a ReportFile>,
    derived: Vec<Option<DataColumn>>,
    pub(crate) universe: Mask,
}

impl<'a> Frame<'a> {
    pub(crate) fn of(setting: &'a Setting<'_>, dataset: &'a Dataset, universe: &Universe) -> Frame<'a> {
        let derived = derived::columns(&setting.derived, &setting.subjects, dataset);
        let mut frame = Frame {
            dataset,
            subjects: &setting.subjects,
            report: setting.report,
            derived,
            universe: Mask::none(0),
        };
        frame.universe = match universe {
            Universe::Complete => dataset.with_disposition(&[Disposition::Complete]),
            Universe::Usable => dataset.with_disposition(&[Disposition::Complete, Disposition::Partial]),
            Universe::Expression(condition) => frame.holds(condition),
        };
        frame
    }

    fn columns(&self) -> Columns<'_> {
        Columns { dataset: self.dataset, derived: &self.derived, derived_subjects: self.subjects }
    }

    /// For whom the condition is known to be true.
    pub(crate) fn holds(&self, condition: &Condition) -> Mask {
        self.columns().truth(&condition.expr).is_true
    }

    /// The universe, and of it whoever passes the filter.
    pub(crate) fn people(&self, filter: Option<&Condition>) -> Mask {
        match filter {
            Some(filter) => self.universe.and(&self.holds(filter)),
            None => self.universe.clone(),
        }
    }

    pub(crate) fn reading(&self, subject: &Subject) -> Reading {
        let respondents = self.dataset.respondents();
        match self.columns().column(subject.reference) {
            Some(column) => subject.reading(column, respondents),
            None => Reading {
                categories: vec![Mask::none(respondents); subject.categories.len()],
                answered: Mask::none(respondents),
                missing: BTreeMap::new(),
                asked: Mask::none(respondents),
                scores: None,
            },
        }
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
        column.summary = single.map(|stub| column_summary(plan, stub, mask));
    }
    let mut rows = Vec::new();
    for stub in &counts {
        rows.extend(stub_rows(plan, stub, &columns, &masks));
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
    View {
        show: plan.show.clone(),
        decimals: plan.decimals,
        chart: plan.chart,
        matrix: plan.matrix,
        groups,
        stack: stack.map(|stub| (stub.subject.name.clone(), stub.subject.short_label.clone())).collect(),
        language: frame.dataset.info.language.to_string(),
        synthetic: frame.dataset.info.synthetic.clone(),
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

fn stub_rows(plan: &TablePlan, stub: &StubCount<'_>, columns: &[Column], masks: &[Mask]) -> Vec<Row> {
    let subject = &stub.plan.subject;
    let bases: Vec<u64> = masks.iter().map(|mask| stub.base.count_with(mask)).collect();
    let members: Vec<Mask> = stub
        .plan
        .rows
        .iter()
        .map(|row| stub.reading.any_of(&row.categories, stub.base.len()).and(&stub.base))
        .collect();
    // What 100 % is in each column: the base, or all answers given.
    let answers = |mask: &Mask| {
        let options = stub.plan.rows.iter().zip(&members).filter(|(row, _)| row.kind != RowKind::Net);
        options.map(|(_, member)| member.count_with(mask)).sum::<u64>()
    };
    let whole = |mask: &Mask, base: u64| match (plan.percent_of, subject.kind) {
        (PercentOf::Responses, SubjectKind::Multiple) => answers(mask),
        _ => base,
    };
    let all = stub.base.count();
    let all_whole = whole(&stub.base, all);
    let wholes: Vec<u64> = masks.iter().zip(&bases).map(|(mask, base)| whole(mask, *base)).collect();
    let of_people = plan.percent_of == PercentOf::Cases || subject.kind != SubjectKind::Multiple;
    let mut rows: Vec<(&RowPlan, Row)> = Vec::new();
    for (row, member) in stub.plan.rows.iter().zip(&members) {
        let in_all = member.count();
        let total_share = share(in_all, all_whole);
        let cells = masks
            .iter()
            .zip(bases.iter().zip(&wholes))
            .map(|(mask, (base, whole))| {
                let count = member.count_with(mask);
                let column_pct = share(count, *whole);
                cell(
                    plan,
                    count,
                    *base,
                    column_pct,
                    share(count, in_all),
                    share(count, all_whole),
                    total_share,
                    of_people,
                )
            })
            .collect();
        rows.push((row, option_row(plan, stub, row, cells)));
    }
    let mut rows = sorted_rows(plan, rows, columns);
    for measure in &stub.plan.statistics {
        rows.push(statistic_row(plan, stub, *measure, masks));
    }
    rows
}

fn option_row(plan: &TablePlan, stub: &StubCount<'_>, row: &RowPlan, cells: Vec<Cell>) -> Row {
    let variable = stub.plan.subject.name.clone();
    Row {
        id: if plan.stacked { format!("{variable}:{}", row.id) } else { row.id.clone() },
        kind: row.kind,
        variable,
        code: row.code.clone(),
        label: row.label.clone(),
        cells,
    }
}

#[expect(clippy::too_many_arguments, reason = "the shares of one cell, each of another whole")]
fn cell(
    plan: &TablePlan,
    count: u64,
    base: u64,
    column_pct: Option<f64>,
    row_pct: Option<f64>,
    total_pct: Option<f64>,
    total_share: Option<f64>,
    of_people: bool,
) -> Cell {
    let asked = |measure| plan.show.contains(&measure);
    let index = column_pct.zip(total_share).filter(|(_, total)| *total > 0.0);
    let people_share = column_pct.filter(|_| of_people);
    Cell {
        count,
        weighted: count as f64,
        column_pct,
        row_pct,
        total_pct,
        index: index.filter(|_| asked(Measure::Index)).map(|(own, total)| 100.0 * own / total),
        se: people_share.filter(|_| asked(Measure::Se)).and_then(|p| proportion_se(p, base)),
        ci: people_share
            .filter(|_| asked(Measure::Ci))
            .and_then(|p| proportion_interval(plan.interval, p, base as f64, plan.confidence)),
        value: None,
        base: unweighted(base),
        suppressed: false,
    }
}

/// By the sorted column's share; ties in questionnaire order, pinned rows last, a net before its first member.
fn sorted_rows(plan: &TablePlan, rows: Vec<(&RowPlan, Row)>, columns: &[Column]) -> Vec<Row> {
    let by = plan.sort.as_ref().and_then(|sort| {
        columns.iter().position(|column| column.id == sort.by).map(|column| (column, sort.descending))
    });
    let Some((by, descending)) = by else { return rows.into_iter().map(|(_, row)| row).collect() };
    let (nets, mut sorted): (Vec<_>, Vec<_>) =
        rows.into_iter().partition(|(plan, _)| plan.kind == RowKind::Net);
    // All cells of a column share its base, so counts order as the shares do.
    sorted.sort_by(|(a, a_row), (b, b_row)| {
        let by_count = a_row.cells[by].count.cmp(&b_row.cells[by].count);
        let by_count = if descending { by_count.reverse() } else { by_count };
        a.pinned.cmp(&b.pinned).then(if a.pinned { Ordering::Equal } else { by_count })
    });
    for (net, row) in nets {
        let first = sorted.iter().position(|(other, _)| {
            other.kind != RowKind::Net && other.categories.iter().any(|place| net.categories.contains(place))
        });
        sorted.insert(first.unwrap_or(sorted.len()), (net, row));
    }
    sorted.into_iter().map(|(_, row)| row).collect()
}

/// One figure over all codes, for one column.
pub(crate) struct Statistic {
    pub(crate) value: Option<f64>,
    pub(crate) ci: Option<(f64, f64)>,
    /// How many people it stands on.
    pub(crate) base: u64,
}

/// The measure over the people of `who`.
pub(crate) fn statistic(
    measure: SummaryMeasure,
    subject: &Subject,
    reading: &Reading,
    who: &Mask,
    confidence: f64,
    rule: super::statistics::QuantileRule,
) -> Statistic {
    if subject.kind == SubjectKind::Multiple {
        return statistic_of_multiple(measure, subject, reading, who);
    }
    let Some(scores) = &reading.scores else {
        let base = reading.answered.count_with(who);
        let value = (measure == SummaryMeasure::N).then_some(base as f64);
        return Statistic { value, ci: None, base };
    };
    let found = moments(scores, who);
    let base = found.map_or(0, |found| found.n);
    let at = |p| quantile(&sorted(scores, who), p, rule);
    let value = match measure {
        SummaryMeasure::N => Some(base as f64),
        SummaryMeasure::Mean => found.map(|found| found.mean),
        SummaryMeasure::Sd => found.as_ref().and_then(sd),
        SummaryMeasure::SdPopulation => found.as_ref().and_then(sd_population),
        SummaryMeasure::Se => found.as_ref().and_then(se),
        SummaryMeasure::Min => found.map(|found| found.min),
        SummaryMeasure::Max => found.map(|found| found.max),
        SummaryMeasure::Sum => found.map(|found| found.sum),
        SummaryMeasure::Q25 => at(0.25),
        SummaryMeasure::Median => at(0.5),
        SummaryMeasure::Q75 => at(0.75),
        SummaryMeasure::Nps => net_promoter_score(subject, reading, who),
        SummaryMeasure::Ci | SummaryMeasure::MeanAnswers | SummaryMeasure::Any | SummaryMeasure::None => None,
    };
    let ci =
        found.filter(|_| measure == SummaryMeasure::Ci).and_then(|found| mean_interval(&found, confidence));
    Statistic { value, ci, base }
}

/// 100 for 9 and 10, 0 for 7 and 8, −100 for 0 to 6, averaged. Reichheld 2003.
fn net_promoter_score(subject: &Subject, reading: &Reading, who: &Mask) -> Option<f64> {
    if !is_nps_scale(subject) {
        return None;
    }
    let among = |places: std::ops::Range<usize>| {
        places.map(|place| reading.categories[place].count_with(who)).sum::<u64>() as f64
    };
    let all = among(0..11);
    (all > 0.0).then(|| 100.0 * (among(9..11) - among(0..7)) / all)
}

fn statistic_of_multiple(
    measure: SummaryMeasure,
    subject: &Subject,
    reading: &Reading,
    who: &Mask,
) -> Statistic {
    let base = who.count();
    let places = 0..subject.categories.len();
    let given: u64 = places.clone().map(|place| reading.categories[place].count_with(who)).sum();
    let real: Vec<usize> = places
        .filter(|place| {
            let category = &subject.categories[*place];
            category.missing.is_none() && !category.exclusive
        })
        .collect();
    let any = reading.any_of(&real, who.len()).count_with(who);
    let value = match measure {
        SummaryMeasure::N => Some(base as f64),
        SummaryMeasure::MeanAnswers => share(given, base),
        SummaryMeasure::Any => share(any, base),
        SummaryMeasure::None => share(base - any, base),
        _ => None,
    };
    Statistic { value, ci: None, base }
}

fn statistic_row(plan: &TablePlan, stub: &StubCount<'_>, measure: SummaryMeasure, masks: &[Mask]) -> Row {
    let subject = &stub.plan.subject;
    let cells = masks
        .iter()
        .map(|mask| {
            let who = stub.base.and(mask);
            let found = statistic(measure, subject, &stub.reading, &who, plan.confidence, plan.quantile_rule);
            Cell {
                count: found.base,
                weighted: found.base as f64,
                value: found.value,
                ci: found.ci,
                base: unweighted(found.base),
                ..Cell::default()
            }
        })
        .collect();
    let name = measure.as_str();
    Row {
        id: if plan.stacked { format!("{}:{name}", subject.name) } else { name.to_owned() },
        kind: RowKind::Statistic,
        variable: subject.name.clone(),
        code: None,
        label: measure.label().to_owned(),
        cells,
    }
}

fn column_summary(
    plan: &TablePlan,
    stub: &StubCount<'_>,
    mask: &Mask,
) -> BTreeMap<&'static str, Option<f64>> {
    let who = stub.base.and(mask);
    let shown = plan.summary.iter().filter(|measure| **measure != SummaryMeasure::Ci);
    shown
        .map(|measure| {
            let subject = &stub.plan.subject;
            let found =
                statistic(*measure, subject, &stub.reading, &who, plan.confidence, plan.quantile_rule);
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
