//! What stands below a table: what marks and brackets mean, tests of whole tables, and the table's own footer.

use super::Trust;
use super::figures::{EXACT, trust};
use crate::tabulation::rounding::{decimal, percent_of};
use crate::tabulation::{Independence, Table};

/// What stands below the table: what marks and brackets mean where there are any, then the footer. The sentence about
/// synthetic data is left out, because it stands at the top.
pub(in crate::export) fn footer_lines(table: &Table) -> Vec<String> {
    let mut lines = reliability_notes(table);
    if table.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.exact_interval) {
        lines.push(format!("{EXACT} Exact interval."));
    }
    lines.extend(table.independence.iter().map(|found| independence_line(table, found)));
    lines.extend(table.footer.iter().filter(|line| Some(*line) != table.view.synthetic.as_ref()).cloned());
    lines
}

fn reliability_notes(table: &Table) -> Vec<String> {
    let Some(rule) = table.view.reliability else { return Vec::new() };
    let has = |wanted: Trust| {
        let columns = table.columns.iter().map(|column| &column.base);
        let cells = table.rows.iter().flat_map(|row| &row.cells).map(|cell| &cell.base);
        columns.chain(cells).any(|base| trust(table, base) == wanted)
    };
    let mut notes = Vec::new();
    // Of a weighted table the effective base counts where it is smaller.
    let effective = if table.view.weight.is_some() { ", by the effective base" } else { "" };
    if has(Trust::Bracketed) {
        notes.push(format!("[ ] Fewer than {} people{effective}: too few to rely on.", rule.min_base));
    }
    if has(Trust::Flagged) {
        notes.push(format!("* Fewer than {} people{effective}: read with care.", rule.flag_base));
    }
    notes
}

/// "Size by this question: Rao-Scott, F = 2.31, df 3.8 and 212.4, p = 0.061; …": what is undefined is left out.
fn independence_line(table: &Table, found: &Independence) -> String {
    let mut parts = vec![method_name(found.method).to_owned()];
    let letter = if found.df2.is_some() { "F" } else { "χ²" };
    match found.statistic {
        Some(statistic) => parts.push(format!("{letter} = {}", decimal(statistic, 2))),
        None => parts.push("no test is possible".to_owned()),
    }
    match (found.df1, found.df2) {
        (Some(df1), Some(df2)) => parts.push(format!("df {} and {}", degrees(df1), degrees(df2))),
        (Some(df1), None) => parts.push(format!("df {}", degrees(df1))),
        (None, _) => {}
    }
    parts.extend(found.p.map(p_text));
    if let Some((statistic, p)) = found.yates {
        parts.push(format!("with Yates's correction χ² = {}, {}", decimal(statistic, 2), p_text(p)));
    }
    parts.extend(found.fisher.map(|p| format!("Fisher's exact test {}", p_text(p))));
    parts.extend(found.cramers_v.map(|v| format!("Cramér's V = {}", decimal(v, 2))));
    if let Some(share) = found.expected_below_5.filter(|share| *share > 0.0) {
        parts.push(format!("{}% of expected counts are below 5", percent_of(share, 0)));
    }
    format!("Independence of {}: {}.", group_label(table, &found.variable), parts.join("; "))
}

/// The banner's heading over the columns of a variable, or its name.
pub(in crate::export) fn group_label(table: &Table, variable: &str) -> String {
    let place = table.columns.iter().position(|column| column.variable.as_deref() == Some(variable));
    let group = place.and_then(|place| table.view.groups.iter().find(|group| group.columns.contains(&place)));
    group
        .map(|group| group.label.clone())
        .filter(|label| !label.is_empty())
        .unwrap_or_else(|| variable.to_owned())
}

fn method_name(method: &str) -> &str {
    match method {
        "pearson" => "Pearson",
        "rao_scott" => "Rao-Scott (F)",
        "rao_scott_chisq" => "Rao-Scott (χ²)",
        "wald" => "Wald",
        "adjusted_wald" => "adjusted Wald",
        other => other,
    }
}

fn degrees(df: f64) -> String {
    decimal(df, usize::from(df.fract().abs() > 1e-9))
}

/// "p = 0.032", "p < 0.001".
pub(in crate::export) fn p_text(p: f64) -> String {
    if p < 0.001 { "p < 0.001".to_owned() } else { format!("p = {}", decimal(p, 3)) }
}
