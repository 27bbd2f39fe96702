//! Figures as a reader sees them: counts, shares, means, intervals and the letters of tests, each as its text and as the
//! number behind it.

use super::{NumberFormat, SUPPRESSED, Shown, Trust, is_statistic};
use crate::i18n::{Language, Message, Tongue};
use crate::tabulation::rounding::{UNDEFINED, decimal, percent_of};
use crate::tabulation::{Base, Cell, Measure, Row, Table};

/// Decimals of means and their like, which are on the scale of the answers and not in percent.
const STATISTIC_DECIMALS: usize = 2;

/// Marks an interval that is not of the table's own kind.
pub(super) const EXACT: &str = "†";

/// On the unweighted base, and where the table is weighted on the effective one too. Nobody at all needs no mark.
pub(super) fn trust(table: &Table, base: &Base) -> Trust {
    let Some(rule) = table.view.reliability else { return Trust::Full };
    let people =
        base.effective.map_or(base.unweighted as f64, |effective| effective.min(base.unweighted as f64));
    if base.unweighted == 0 {
        Trust::Full
    } else if people < rule.min_base as f64 {
        Trust::Bracketed
    } else if people < rule.flag_base as f64 {
        Trust::Flagged
    } else {
        Trust::Full
    }
}

pub(super) fn statistic(table: &Table, name: &str, value: f64) -> Shown {
    let (language, percent_decimals) = (&table.view.language, table.view.decimals);
    match name {
        "n" => decimals(language, value, 0),
        "any" | "none" => percent(language, value, percent_decimals),
        "nps" => decimals(language, value, percent_decimals),
        _ => decimals(language, value, STATISTIC_DECIMALS),
    }
}

/// The figures of a row in one column: one for each measure, or the one value of a statistic.
pub(super) fn row_figures(table: &Table, row: &Row, cell: &Cell, measures: &[Measure]) -> Vec<Shown> {
    if cell.suppressed || !is_statistic(row) {
        return measures.iter().map(|measure| figure(table, cell, *measure)).collect();
    }
    let value = statistic_value(table, row, cell);
    let Some(letters) = measures.iter().position(|measure| *measure == Measure::Letters) else {
        return vec![value];
    };
    // Where letters have a place of their own the value stands just before them.
    let at = letters.saturating_sub(1);
    let shown = |(place, measure): (usize, &Measure)| match measure {
        Measure::Letters => figure(table, cell, Measure::Letters),
        _ if place == at => value.clone(),
        _ => mark(""),
    };
    measures.iter().enumerate().map(shown).collect()
}

/// The value of a statistic, or its interval.
fn statistic_value(table: &Table, row: &Row, cell: &Cell) -> Shown {
    let name = row.id.rsplit(':').next().unwrap_or(&row.id);
    match (cell.value, cell.ci) {
        (Some(value), _) => bracketed(table, &cell.base, statistic(table, name, value)),
        (None, Some((low, high))) => {
            let end = |value| decimal(value, STATISTIC_DECIMALS);
            mark(&numbers_from_to(&Tongue::of(&table.view.language), &end(low), &end(high)))
        }
        (None, None) => undefined(),
    }
}

/// One measure of one cell; shares on a base too small to rely on stand in brackets.
pub(in crate::export) fn figure(table: &Table, cell: &Cell, measure: Measure) -> Shown {
    if cell.suppressed {
        // One mark is enough where something beside it is hidden too.
        let beside = matches!(measure, Measure::Letters | Measure::Residual);
        return mark(if beside { "" } else { SUPPRESSED });
    }
    let places = table.view.decimals;
    let language = &table.view.language;
    let share = |value: Option<f64>| value.map_or_else(undefined, |value| percent(language, value, places));
    let shown = match measure {
        Measure::Letters => {
            let letters = mark(&cell.letters(table.view.test.as_ref()));
            return Shown { format: NumberFormat::Letters, ..letters };
        }
        Measure::Count => return whole(cell.count),
        Measure::Weighted => return decimals(language, cell.weighted, 1),
        Measure::ColumnPct => share(cell.column_pct),
        Measure::RowPct => share(cell.row_pct),
        Measure::TotalPct => share(cell.total_pct),
        Measure::Index => cell.index.map_or_else(undefined, |index| decimals(language, index, 0)),
        Measure::Residual => cell.residual.map_or_else(undefined, |residual| decimals(language, residual, 1)),
        Measure::Deff => cell.deff.map_or_else(undefined, |deff| decimals(language, deff, 2)),
        Measure::Se => cell.se.map_or_else(undefined, |se| percent(language, se, places + 1)),
        Measure::Ci => cell.ci.map_or_else(undefined, |(low, high)| {
            let exact = if cell.exact_interval { EXACT } else { "" };
            mark(&format!("{}{exact}", shares_from_to(language, (low, high), places)))
        }),
    };
    bracketed(table, &cell.base, shown)
}

pub(super) fn bracketed(table: &Table, base: &Base, shown: Shown) -> Shown {
    if trust(table, base) == Trust::Bracketed && shown.text != UNDEFINED {
        return Shown { text: format!("[{}]", shown.text), trust: Trust::Bracketed, ..shown };
    }
    shown
}

/// The number of people a figure stands on, marked where it is small.
pub(in crate::export) fn people(table: &Table, base: &Base) -> Shown {
    if base.is_hidden {
        return mark(SUPPRESSED);
    }
    let shown = whole(base.unweighted);
    match trust(table, base) {
        Trust::Flagged => Shown { text: format!("{}*", shown.text), trust: Trust::Flagged, ..shown },
        Trust::Full | Trust::Bracketed => shown,
    }
}

pub(super) fn whole(count: u64) -> Shown {
    Shown {
        text: count.to_string(),
        number: Some(count as f64),
        format: NumberFormat::Decimal(0),
        trust: Trust::Full,
    }
}

pub(super) fn decimals(language: &Language, value: f64, places: usize) -> Shown {
    if !value.is_finite() {
        return undefined();
    }
    Shown {
        text: language.number(&decimal(value, places)),
        number: Some(value),
        format: NumberFormat::Decimal(places),
        trust: Trust::Full,
    }
}

pub(super) fn percent(language: &Language, proportion: f64, places: usize) -> Shown {
    if !proportion.is_finite() {
        return undefined();
    }
    Shown {
        text: language.percent(&percent_of(proportion, places)),
        number: Some(proportion),
        format: NumberFormat::Percent(places),
        trust: Trust::Full,
    }
}

/// "0.12 to 0.34", the numbers written with a point.
pub(super) fn numbers_from_to(tongue: &Tongue, low: &str, high: &str) -> String {
    let arguments = [("low", tongue.number(low).into()), ("high", tongue.number(high).into())];
    tongue.fill(Message::TableRange, &arguments)
}

/// "12–34%".
pub(super) fn shares_from_to(language: &Language, (low, high): (f64, f64), places: usize) -> String {
    let (low, high) = (percent_of(low, places), percent_of(high, places));
    language.percent(&format!("{low}–{high}"))
}

pub(super) fn mark(text: &str) -> Shown {
    Shown { text: text.to_owned(), number: None, format: NumberFormat::Text, trust: Trust::Full }
}

pub(super) fn undefined() -> Shown {
    mark(UNDEFINED)
}
