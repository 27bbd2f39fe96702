//! What stands below a table: what marks and brackets mean, tests of whole tables, and the table's own footer.

use super::Trust;
use super::figures::{EXACT, trust};
use crate::i18n::{Message, Tongue};
use crate::tabulation::rounding::decimal;
use crate::tabulation::{Independence, Table, spoken};

/// What stands below the table: what marks and brackets mean where there are any, then the footer. The sentence about
/// synthetic data is left out, because it stands at the top.
pub(in crate::export) fn footer_lines(table: &Table) -> Vec<String> {
    let tongue = Tongue::of(&table.view.language);
    let mut lines = reliability_notes(table, &tongue);
    if table.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.exact_interval) {
        lines.push(tongue.with(Message::NoteExact, "mark", EXACT));
    }
    lines.extend(table.independence.iter().map(|found| independence_line(table, found, &tongue)));
    lines.extend(table.footer.iter().filter(|line| Some(*line) != table.view.synthetic.as_ref()).cloned());
    lines
}

fn reliability_notes(table: &Table, tongue: &Tongue) -> Vec<String> {
    let Some(rule) = table.view.reliability else { return Vec::new() };
    let has = |wanted: Trust| {
        let columns = table.columns.iter().map(|column| &column.base);
        let cells = table.rows.iter().flat_map(|row| &row.cells).map(|cell| &cell.base);
        columns.chain(cells).any(|base| trust(table, base) == wanted)
    };
    // Of a weighted table the effective base counts where it is smaller.
    let (brackets, flag) = if table.view.weight.is_some() {
        (Message::NoteBracketsEffective, Message::NoteFlagEffective)
    } else {
        (Message::NoteBrackets, Message::NoteFlag)
    };
    let mut notes = Vec::new();
    if has(Trust::Bracketed) {
        notes.push(tongue.counted(brackets, rule.min_base));
    }
    if has(Trust::Flagged) {
        notes.push(tongue.counted(flag, rule.flag_base));
    }
    notes
}

/// "Size by this question: Rao-Scott, F = 2.31, df 3.8 and 212.4, p = 0.061; …": what is undefined is left out.
fn independence_line(table: &Table, found: &Independence, tongue: &Tongue) -> String {
    let mut parts = vec![method_name(found.method, tongue)];
    let letter = if found.df2.is_some() { "F" } else { "χ²" };
    match found.statistic {
        Some(statistic) => parts.push(format!("{letter} = {}", spoken::decimal(tongue, statistic, 2))),
        None => parts.push(tongue.say(Message::NoteNoTest)),
    }
    match (found.df1, found.df2) {
        (Some(first), Some(second)) => {
            let arguments =
                [("first", degrees(first, tongue).into()), ("second", degrees(second, tongue).into())];
            parts.push(tongue.fill(Message::NoteDfTwo, &arguments));
        }
        (Some(df), None) => parts.push(tongue.with(Message::NoteDf, "first", &degrees(df, tongue))),
        (None, _) => {}
    }
    parts.extend(found.p.map(|p| spoken::p(tongue, p)));
    if let Some((statistic, p)) = found.yates {
        let arguments =
            [("statistic", spoken::decimal(tongue, statistic, 2).into()), ("p", spoken::p(tongue, p).into())];
        parts.push(tongue.fill(Message::NoteYates, &arguments));
    }
    parts.extend(found.fisher.map(|p| tongue.with(Message::NoteFisher, "p", &spoken::p(tongue, p))));
    parts.extend(
        found.cramers_v.map(|v| tongue.with(Message::NoteCramersV, "value", &spoken::decimal(tongue, v, 2))),
    );
    if let Some(share) = found.expected_below_5.filter(|share| *share > 0.0) {
        parts.push(tongue.with(Message::NoteExpected, "share", &spoken::share(tongue, share, 0)));
    }
    let arguments =
        [("variable", group_label(table, &found.variable).into()), ("found", parts.join("; ").into())];
    tongue.fill(Message::NoteIndependence, &arguments)
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

fn method_name(method: &str, tongue: &Tongue) -> String {
    match method {
        "pearson" => "Pearson".to_owned(),
        "rao_scott" => "Rao-Scott (F)".to_owned(),
        "rao_scott_chisq" => "Rao-Scott (χ²)".to_owned(),
        "wald" => "Wald".to_owned(),
        "adjusted_wald" => tongue.say(Message::NoteAdjustedWald),
        other => other.to_owned(),
    }
}

fn degrees(df: f64, tongue: &Tongue) -> String {
    tongue.number(&decimal(df, usize::from(df.fract().abs() > 1e-9)))
}
