//! The rows of a table: how many of each base chose what, as shares of their several wholes, in the order asked for.

use std::cmp::Ordering;

use super::assemble::{StubCount, unweighted};
use super::kernels::Mask;
use super::plan::{RowPlan, TablePlan};
use super::request::{PercentOf, SummaryMeasure};
use super::statistics::{proportion_interval, proportion_se, share};
use super::subject::SubjectKind;
use super::summary::{Rules, statistic};
use super::table::{Cell, Column, Measure, Row, RowKind};

/// The rows of one variable of the stub: options and nets in their order, then what its summary asks for.
pub(crate) fn stub_rows(
    plan: &TablePlan,
    stub: &StubCount<'_>,
    columns: &[Column],
    masks: &[Mask],
    rules: Rules,
) -> Vec<Row> {
    let bases: Vec<u64> = masks.iter().map(|mask| stub.base.count_with(mask)).collect();
    let members: Vec<Mask> = stub
        .plan
        .rows
        .iter()
        .map(|row| stub.reading.any_of(&row.categories, stub.base.len()).and(&stub.base))
        .collect();
    let of_answers =
        plan.percent_of == PercentOf::Responses && stub.plan.subject.kind == SubjectKind::Multiple;
    // What 100 % is among some people: all of the base, or all the answers they gave.
    let whole = |mask: &Mask, base: u64| {
        let options = stub.plan.rows.iter().zip(&members).filter(|(row, _)| row.kind != RowKind::Net);
        if of_answers { options.map(|(_, member)| member.count_with(mask)).sum() } else { base }
    };
    let all = whole(&stub.base, stub.base.count());
    let wholes: Vec<u64> = masks.iter().zip(&bases).map(|(mask, base)| whole(mask, *base)).collect();
    let mut rows: Vec<(&RowPlan, Row)> = Vec::new();
    for (row, member) in stub.plan.rows.iter().zip(&members) {
        let in_all = member.count();
        let mut cells = Vec::with_capacity(masks.len());
        for ((mask, base), whole) in masks.iter().zip(&bases).zip(&wholes) {
            let counts = Counts {
                count: member.count_with(mask),
                base: *base,
                whole: *whole,
                in_all,
                all,
                of_answers,
            };
            cells.push(cell(plan, counts, rules));
        }
        rows.push((row, option_row(plan, stub, row, cells)));
    }
    let mut rows = sorted_rows(plan, rows, columns);
    for measure in &stub.plan.statistics {
        rows.push(statistic_row(plan, stub, *measure, masks, rules));
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

/// What one cell is made from.
struct Counts {
    count: u64,
    base: u64,
    /// What 100 % is in the column.
    whole: u64,
    /// How many of the row there are over all columns.
    in_all: u64,
    /// What 100 % is over all columns.
    all: u64,
    of_answers: bool,
}

fn cell(plan: &TablePlan, counts: Counts, rules: Rules) -> Cell {
    let asked = |measure| plan.show.contains(&measure);
    let Counts { count, base, whole, in_all, all, of_answers } = counts;
    let column_pct = share(count, whole);
    let index = column_pct.zip(share(in_all, all).filter(|total| *total > 0.0));
    // A share of answers is of no people, so it has no error of theirs.
    let of_people = column_pct.filter(|_| !of_answers);
    Cell {
        count,
        weighted: count as f64,
        column_pct,
        row_pct: share(count, in_all),
        total_pct: share(count, all),
        index: index.filter(|_| asked(Measure::Index)).map(|(own, total)| 100.0 * own / total),
        se: of_people.filter(|_| asked(Measure::Se)).and_then(|p| proportion_se(p, base, rules.rows)),
        ci: of_people
            .filter(|_| asked(Measure::Ci))
            .and_then(|p| proportion_interval(plan.interval, p, base as f64, plan.confidence)),
        value: None,
        base: unweighted(base),
        ..Cell::default()
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

fn statistic_row(
    plan: &TablePlan,
    stub: &StubCount<'_>,
    measure: SummaryMeasure,
    masks: &[Mask],
    rules: Rules,
) -> Row {
    let subject = &stub.plan.subject;
    let cells = masks
        .iter()
        .map(|mask| {
            let who = stub.base.and(mask);
            let found = statistic(measure, subject, &stub.reading, &who, rules);
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
