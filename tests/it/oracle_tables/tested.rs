//! Tests between columns by their formulas: every pair of one variable of the banner, or a column against the rest.

use std::collections::BTreeMap;

use canvass::questionnaire::Questionnaire;
use canvass::responses::Response;
use canvass::tabulation::{RowKind, Table};

use super::close_to;
use super::loops::{PlainColumn, PlainTable};
use super::plain::{Plain, plain};
use super::sample::{Sample, Side, and, sums};
use super::weighted::{Drawn, row_of};

/// Statistic and degrees of freedom of the difference of two columns. tabulation.md, section 8.
fn tested(
    drawn: &Drawn,
    sample: &Sample,
    (a, b): (&Side, &Side),
    domain: &[bool],
    method: &str,
) -> Option<(f64, Option<f64>)> {
    let (p_a, p_b) = (a.share?, b.share?);
    let (e_a, e_b) = (a.sums.effective()?, b.sums.effective()?);
    let (w_a, w_b) = (a.sums.w, b.sums.w);
    let d = p_a - p_b;
    let both = sums(sample, &and(&a.base, &b.base));
    let e_0 = both.effective().unwrap_or(0.0);
    let by_effective = (e_a * p_a + e_b * p_b) / (e_a + e_b);
    let by_weight = (w_a * p_a + w_b * p_b) / (w_a + w_b);
    let (variance, df) = match method {
        "z_pooled" => (by_effective * (1.0 - by_effective) * (1.0 / e_a + 1.0 / e_b), None),
        "z_pooled_overlap" => {
            let spread = 1.0 / e_a + 1.0 / e_b - 2.0 * both.ww / (w_a * w_b);
            (by_effective * (1.0 - by_effective) * spread, None)
        }
        "t_dimensions" => {
            let spread = 1.0 / e_a + 1.0 / e_b - 2.0 * e_0 / (e_a * e_b);
            (by_weight * (1.0 - by_weight) * spread, Some(e_a + e_b - e_0 - 2.0))
        }
        "quantum" => {
            let spread = (1.0 / e_a + 1.0 / e_b) * (e_a + e_b) / (e_a + e_b - 1.0);
            (by_weight * (1.0 - by_weight) * spread, Some(e_a + e_b - e_0 - 1.0))
        }
        "t_unpooled" => (p_a * (1.0 - p_a) / e_a + p_b * (1.0 - p_b) / e_b, Some(e_a + e_b - 2.0)),
        _ => {
            let z: Vec<f64> = a.z(sample).iter().zip(b.z(sample)).map(|(own, other)| own - other).collect();
            (sample.variance(&z, drawn.lonely), Some(sample.df(domain)))
        }
    };
    // What rounding leaves where columns are the same people, or units do not differ.
    let none = if method == "design" { 1e-26 } else { 1e-15 };
    (variance > none && (p_a, p_b) != (0.0, 0.0) && (p_a, p_b) != (1.0, 1.0))
        .then(|| (d / variance.sqrt(), df))
}

/// Pairs of columns, and the letters that follow from their p.
pub(super) fn tests_agree(
    table: &Table,
    plain: &PlainTable,
    asked_uses: &[bool],
    sample: &Sample,
    drawn: &Drawn,
) -> Result<(), String> {
    let mut expected = Vec::new();
    for row in plain.rows.iter().filter(|row| !row.is_statistic) {
        for (nth, a) in plain.columns.iter().enumerate().filter(|(_, column)| column.group.is_some()) {
            for b in plain.columns.iter().skip(nth + 1).filter(|column| column.group == a.group) {
                expected.push((row, a, b));
            }
        }
    }
    let mut letters: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for (row, a, b) in expected {
        let named = |column: &PlainColumn| {
            let column = table.columns.iter().find(|found| found.id == column.id).expect("it has the column");
            column.letter.clone().expect("columns that are compared have letters")
        };
        let pair = table
            .pairs
            .iter()
            .find(|pair| *pair.row == *row.id && *pair.a == *a.id && *pair.b == *b.id)
            .ok_or_else(|| format!("no pair {} {} {}", row.id, a.id, b.id))?;
        let domain = and(&row.base, &compared(plain, a, asked_uses));
        let (one, other) = (Side::of(sample, row, &a.inside), Side::of(sample, row, &b.inside));
        let found = tested(drawn, sample, (&one, &other), &domain, drawn.method);
        let difference = one.share.zip(other.share).map(|(a, b)| a - b);
        let comparison = &pair.comparison;
        if !close_to(comparison.difference, difference, drawn.tolerance())
            || !close_to(
                comparison.statistic,
                found.map(|(statistic, _)| statistic),
                100.0 * drawn.tolerance(),
            )
        {
            return Err(format!("{pair:?}: {difference:?} {found:?}"));
        }
        if let Some((_, Some(df))) = found {
            let agrees = if df > 0.0 {
                close_to(comparison.df, Some(df), drawn.tolerance())
            } else {
                comparison.p.is_none()
            };
            if !agrees {
                return Err(format!("{pair:?}: df {df}"));
            }
        }
        if comparison.p_adjusted.is_some_and(|p| p < 0.05) {
            let (higher, lower) = if difference > Some(0.0) { (a, b) } else { (b, a) };
            letters.entry((row.id.clone(), higher.id.clone())).or_default().push(named(lower));
        }
    }
    for row in &table.rows {
        for (cell, column) in row.cells.iter().zip(&table.columns) {
            let mut found = cell.higher_than.clone();
            let mut expected = letters.remove(&(row.id.clone(), column.id.clone())).unwrap_or_default();
            found.sort();
            expected.sort();
            if found != expected && row.kind != RowKind::Statistic {
                return Err(format!("letters of {} {}: {found:?}, not {expected:?}", row.id, column.id));
            }
        }
    }
    Ok(())
}

/// Each column against everyone else who has an answer to its variable: pooled z.
pub(super) fn rest_agrees(
    table: &Table,
    plain: &PlainTable,
    asked_uses: &[bool],
    sample: &Sample,
    drawn: &Drawn,
) -> Result<(), String> {
    for row in plain.rows.iter().filter(|row| !row.is_statistic) {
        let found = row_of(table, row);
        for (place, column) in plain.columns.iter().enumerate().filter(|(_, column)| column.group.is_some()) {
            let anyone = compared(plain, column, asked_uses);
            let rest: Vec<bool> = anyone.iter().zip(&column.inside).map(|(any, own)| *any && !*own).collect();
            let own = Side::of(sample, row, &column.inside);
            let expected =
                tested(drawn, sample, (&own, &Side::of(sample, row, &rest)), &row.base, "z_pooled");
            let comparison = found.cells[place].rest.as_ref().ok_or("no comparison with the rest")?;
            if !close_to(comparison.statistic, expected.map(|(statistic, _)| statistic), 1e-6) {
                return Err(format!("{} {}: {comparison:?}, not {expected:?}", row.id, column.id));
            }
        }
    }
    Ok(())
}

/// Who is compared at all in a variable of the banner: whoever is in a column of the group, or was asked a multiple.
pub(super) fn compared(plain_table: &PlainTable, column: &PlainColumn, asked_uses: &[bool]) -> Vec<bool> {
    if column.id.starts_with("uses:") {
        return asked_uses.to_vec();
    }
    let group = plain_table.columns.iter().filter(|other| other.group == column.group);
    group.fold(vec![false; column.inside.len()], |anyone, other| {
        anyone.iter().zip(&other.inside).map(|(a, b)| *a || *b).collect()
    })
}

pub(super) fn was_asked(questionnaire: &Questionnaire, response: &Response, variable: &str) -> bool {
    let answer = plain(questionnaire, response, variable);
    !matches!(answer, Plain::Missing("not_asked" | "not_reached" | "not_in_version"))
}
