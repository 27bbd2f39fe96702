//! The rows of a table: how many of each base chose what, as shares of their several wholes, in the order asked for.

use std::cmp::Ordering;

use super::assemble::StubCount;
use super::by_unit::ByUnit;
use super::counting::Sums;
use super::cubes::{ColumnPlace, TOTAL};
use super::plan::{RowPlan, TablePlan};
use super::precision::ShareFound;
use super::request::PercentOf;
use super::subject::SubjectKind;
use super::summary::{Rules, Statistic};
use super::table::{Cell, Column, Measure, Row, RowKind};
use crate::i18n::Message;
use crate::i18n::Tongue;

/// The rows of one variable of the stub: options and nets in their order, then what its summary asks for.
pub(crate) fn stub_rows(
    plan: &TablePlan,
    stub: &StubCount<'_>,
    (columns, places): (&[Column], &[ColumnPlace]),
    rules: &Rules,
    tongue: &Tongue,
) -> Vec<Row> {
    let of_answers =
        plan.percent_of == PercentOf::Responses && stub.plan.subject.kind == SubjectKind::Multiple;
    // What 100 % is among some people: all of the base, or all the answers they gave.
    let whole = |column: &ColumnPlace| -> f64 {
        let options = 0..stub.plan.rows.len();
        let options = options.filter(|row| stub.plan.rows[*row].kind != RowKind::Net);
        if of_answers {
            options.map(|row| stub.people(&stub.in_base(stub.plan.group_of(row)), column).w).sum()
        } else {
            stub.base(0, column).w
        }
    };
    let all = whole(&TOTAL);
    let wholes: Vec<f64> = places.iter().map(whole).collect();
    // All rows along an axis have one base.
    let bases: Vec<Vec<ByUnit<Sums>>> = (0..stub.axes())
        .map(|axis| places.iter().map(|column| stub.by_unit(&stub.base_place(axis), column)).collect())
        .collect();
    let mut rows: Vec<(&RowPlan, Row)> = Vec::new();
    for (number, row) in stub.plan.rows.iter().enumerate() {
        let place = stub.in_base(stub.plan.group_of(number));
        let in_all = stub.people(&place, &TOTAL);
        let cells = places.iter().zip(&wholes).zip(&bases[place.axis]).map(|((column, whole), base)| {
            let chosen = stub.by_unit(&place, column);
            cell(plan, rules, &Counted { chosen, base, whole: *whole, in_all, all, of_answers })
        });
        rows.push((row, option_row(plan, stub, row, cells.collect())));
    }
    let mut rows = sorted_rows(plan, rows, columns);
    for measure in &stub.plan.statistics {
        let found = places.iter().map(|column| rules.statistic(*measure, stub, column));
        rows.push(statistic_row(plan, stub, (measure.as_str(), &tongue.say(measure.title())), found));
    }
    for share in &stub.plan.quantiles {
        // 0.1 is 10 %, whatever its binary fraction.
        let percent = (share * 1e8).round() / 1e6;
        let (name, label) = (
            format!("q{percent}"),
            tongue.with(Message::TableQuantile, "percent", &tongue.percent(&percent.to_string())),
        );
        let found = places.iter().map(|column| rules.quantile(*share, stub, column));
        rows.push(statistic_row(plan, stub, (&name, &label), found));
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
struct Counted<'a> {
    chosen: ByUnit<Sums>,
    base: &'a ByUnit<Sums>,
    /// What 100 % is in the column, weighted.
    whole: f64,
    /// Those of the row over all columns.
    in_all: Sums,
    /// What 100 % is over all columns, weighted.
    all: f64,
    of_answers: bool,
}

fn cell(plan: &TablePlan, rules: &Rules, counted: &Counted<'_>) -> Cell {
    let asked = |measure| plan.show.contains(&measure);
    let share = ShareFound::of(&counted.chosen, counted.base);
    let part = |of: f64| (of > 0.0).then(|| share.chosen.w / of);
    let column_pct = part(counted.whole);
    let in_all = (counted.all > 0.0).then(|| counted.in_all.w / counted.all);
    let index = column_pct.zip(in_all.filter(|total| *total > 0.0));
    // A share of answers is of no people, so it has no error of theirs.
    let of_people = !counted.of_answers;
    let interval = (of_people && asked(Measure::Ci))
        .then(|| share.interval(plan.interval, &rules.sampling, plan.confidence))
        .flatten();
    Cell {
        count: share.chosen.n,
        weighted: share.chosen.w,
        column_pct,
        row_pct: part(counted.in_all.w),
        total_pct: part(counted.all),
        index: index.filter(|_| asked(Measure::Index)).map(|(own, total)| 100.0 * own / total),
        se: (of_people && asked(Measure::Se)).then(|| share.se(&rules.sampling)).flatten(),
        deff: (of_people && asked(Measure::Deff)).then(|| share.design_effect(&rules.sampling)).flatten(),
        ci: interval.map(|(ends, _)| ends),
        exact_interval: interval.is_some_and(|(_, fell_back)| fell_back),
        base: share.base.into(),
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
    // All cells of a column share its base, so sums order as the shares do.
    sorted.sort_by(|(a, a_row), (b, b_row)| {
        let by_count = a_row.cells[by].weighted.total_cmp(&b_row.cells[by].weighted);
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
    (name, label): (&str, &str),
    found: impl Iterator<Item = Statistic>,
) -> Row {
    let subject = &stub.plan.subject;
    let cells = found
        .map(|found| Cell {
            count: found.base.n,
            weighted: found.base.w,
            value: found.value,
            ci: found.ci,
            base: found.base.into(),
            ..Cell::default()
        })
        .collect();
    Row {
        id: if plan.stacked { format!("{}:{name}", subject.name) } else { name.to_owned() },
        kind: RowKind::Statistic,
        variable: subject.name.clone(),
        code: None,
        label: label.to_owned(),
        cells,
    }
}
