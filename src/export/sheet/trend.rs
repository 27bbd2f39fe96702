//! A trend laid out for the eye: one line a wave, with its interval, its base and the change since the wave before.

use super::figures::{decimals, mark, percent, undefined, whole};
use super::{NumberFormat, SUPPRESSED, Shown, Trust, notes};
use crate::tabulation::rounding::{decimal, percent_of};
use crate::tabulation::{Trend, TrendChange, TrendPoint, TrendSeries};

pub(in crate::export) struct TrendSheet {
    pub(in crate::export) heads: Vec<String>,
    pub(in crate::export) series: Vec<TrendLines>,
}

pub(in crate::export) struct TrendLines {
    /// Empty where the trend has one line of waves.
    pub(in crate::export) label: String,
    /// The wave's label, and its figures in the order of the heads.
    pub(in crate::export) lines: Vec<(String, Vec<Shown>)>,
}

pub(in crate::export) fn lay_out_trend(trend: &Trend) -> TrendSheet {
    let value = match trend.kind {
        "share" => "%",
        "nps" => "NPS",
        _ => "Mean",
    };
    let heads = [value, "Interval", "Base", "Change", "p", "Comparison"].map(str::to_owned).to_vec();
    let several = trend.series.len() > 1;
    let series = trend
        .series
        .iter()
        .map(|series| TrendLines {
            label: if several { series.label.clone() } else { String::new() },
            lines: series
                .points
                .iter()
                .map(|point| (point.label.clone(), figures(trend, series, point)))
                .collect(),
        })
        .collect();
    TrendSheet { heads, series }
}

/// What stands below: the verdict and its reasons, linear trends, and the footer.
pub(in crate::export) fn trend_notes(trend: &Trend) -> Vec<String> {
    let mut notes = trend.notes.clone();
    for series in &trend.series {
        let Some((slope, p)) = series.linear.and_then(|linear| linear.difference.zip(linear.p)) else {
            continue;
        };
        let of = if trend.series.len() > 1 { format!("{}: ", series.label) } else { String::new() };
        notes.push(format!(
            "{of}Linear trend: {} a unit of time, {}.",
            change_text(trend, slope, trend.decimals + 1),
            notes::p_text(p)
        ));
    }
    notes.extend(trend.footer.iter().cloned());
    notes
}

fn figures(trend: &Trend, series: &TrendSeries, point: &TrendPoint) -> Vec<Shown> {
    let shown = |value: f64| {
        if trend.is_share { percent(value, trend.decimals) } else { decimals(value, trend.decimals) }
    };
    let change = series.changes.iter().find(|change| change.to == point.wave);
    vec![
        if point.base.is_hidden { mark(SUPPRESSED) } else { point.value.map_or_else(undefined, shown) },
        point.ci.map_or_else(|| mark(""), |ends| mark(&interval_text(trend, ends))),
        if point.base.is_hidden { mark(SUPPRESSED) } else { whole(point.base.unweighted) },
        change.map_or_else(|| mark(""), |change| change_shown(trend, change)),
        change
            .and_then(|change| change.comparison.p)
            .map_or_else(|| mark(""), |p| if p < 0.001 { mark("<0.001") } else { decimals(p, 3) }),
        mark(point.verdict.map_or("", verdict_text)),
    ]
}

fn change_shown(trend: &Trend, change: &TrendChange) -> Shown {
    let Some(difference) = change.comparison.difference else { return undefined() };
    let (number, places) =
        if trend.is_share { (difference * 100.0, trend.decimals) } else { (difference, trend.decimals) };
    Shown {
        text: change_text(trend, difference, trend.decimals),
        number: Some(number),
        format: NumberFormat::Decimal(places),
        trust: Trust::Full,
    }
}

/// "+3", "−1.2": points of a percentage, or units of the scale.
fn change_text(trend: &Trend, difference: f64, places: usize) -> String {
    let text = if trend.is_share { percent_of(difference, places) } else { decimal(difference, places) };
    match text.strip_prefix('-') {
        Some(digits) => format!("−{digits}"),
        None if difference > 0.0 => format!("+{text}"),
        None => text,
    }
}

pub(in crate::export) fn interval_text(trend: &Trend, (low, high): (f64, f64)) -> String {
    if trend.is_share {
        format!("{}–{}%", percent_of(low, trend.decimals), percent_of(high, trend.decimals))
    } else {
        format!("{} to {}", decimal(low, trend.decimals), decimal(high, trend.decimals))
    }
}

fn verdict_text(verdict: &'static str) -> &'static str {
    match verdict {
        "with_care" => "with care",
        other => other,
    }
}
