//! A trend laid out for the eye: one line a wave, with its interval, its base and the change since the wave before.

use super::figures::{decimals, mark, numbers_from_to, percent, shares_from_to, undefined, whole};
use super::{NumberFormat, SUPPRESSED, Shown, Trust};
use crate::i18n::{Message, Tongue};
use crate::tabulation::rounding::{decimal, percent_of};
use crate::tabulation::{Trend, TrendChange, TrendPoint, TrendSeries, spoken};

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

pub(in crate::export) fn lay_out_trend(trend: &Trend, tongue: &Tongue) -> TrendSheet {
    let heads = vec![
        match trend.kind {
            "share" => "%".to_owned(),
            "nps" => "NPS".to_owned(),
            _ => tongue.say(Message::StatMean),
        },
        tongue.say(Message::TrendInterval),
        tongue.say(Message::BaseLine),
        tongue.say(Message::TrendChange),
        "p".to_owned(),
        tongue.say(Message::TrendComparison),
    ];
    let several = trend.series.len() > 1;
    let series = trend
        .series
        .iter()
        .map(|series| TrendLines {
            label: if several { series.label.clone() } else { String::new() },
            lines: series
                .points
                .iter()
                .map(|point| (point.label.clone(), figures(trend, series, point, tongue)))
                .collect(),
        })
        .collect();
    TrendSheet { heads, series }
}

/// What stands below: the verdict and its reasons, linear trends, and the footer.
pub(in crate::export) fn trend_notes(trend: &Trend, tongue: &Tongue) -> Vec<String> {
    let mut notes = trend.notes.clone();
    for series in &trend.series {
        let Some((slope, p)) = series.linear.and_then(|linear| linear.difference.zip(linear.p)) else {
            continue;
        };
        let of = if trend.series.len() > 1 { format!("{}: ", series.label) } else { String::new() };
        let arguments = [
            ("slope", change_text(trend, slope, trend.decimals + 1, tongue).into()),
            ("p", spoken::p(tongue, p).into()),
        ];
        notes.push(format!("{of}{}", tongue.fill(Message::TrendLinear, &arguments)));
    }
    notes.extend(trend.footer.iter().cloned());
    notes
}

fn figures(trend: &Trend, series: &TrendSeries, point: &TrendPoint, tongue: &Tongue) -> Vec<Shown> {
    let language = &tongue.language;
    let shown = |value: f64| {
        if trend.is_share {
            percent(language, value, trend.decimals)
        } else {
            decimals(language, value, trend.decimals)
        }
    };
    let change = series.changes.iter().find(|change| change.to == point.wave);
    vec![
        if point.base.is_hidden { mark(SUPPRESSED) } else { point.value.map_or_else(undefined, shown) },
        point.ci.map_or_else(|| mark(""), |ends| mark(&interval_text(trend, ends, tongue))),
        if point.base.is_hidden { mark(SUPPRESSED) } else { whole(point.base.unweighted) },
        change.map_or_else(|| mark(""), |change| change_shown(trend, change, tongue)),
        change.and_then(|change| change.comparison.p).map_or_else(|| mark(""), |p| p_shown(p, tongue)),
        mark(&point.verdict.map_or_else(String::new, |verdict| verdict_text(verdict, tongue))),
    ]
}

fn p_shown(p: f64, tongue: &Tongue) -> Shown {
    if p < 0.001 { mark(&format!("<{}", tongue.number("0.001"))) } else { decimals(&tongue.language, p, 3) }
}

fn change_shown(trend: &Trend, change: &TrendChange, tongue: &Tongue) -> Shown {
    let Some(difference) = change.comparison.difference else { return undefined() };
    let (number, places) =
        if trend.is_share { (difference * 100.0, trend.decimals) } else { (difference, trend.decimals) };
    Shown {
        text: change_text(trend, difference, trend.decimals, tongue),
        number: Some(number),
        format: NumberFormat::Decimal(places),
        trust: Trust::Full,
    }
}

/// "+3", "−1.2": points of a percentage, or units of the scale.
fn change_text(trend: &Trend, difference: f64, places: usize, tongue: &Tongue) -> String {
    let text = if trend.is_share { percent_of(difference, places) } else { decimal(difference, places) };
    let text = tongue.number(&text);
    match text.strip_prefix('-') {
        Some(digits) => format!("−{digits}"),
        None if difference > 0.0 => format!("+{text}"),
        None => text,
    }
}

fn interval_text(trend: &Trend, (low, high): (f64, f64), tongue: &Tongue) -> String {
    if trend.is_share {
        shares_from_to(&tongue.language, (low, high), trend.decimals)
    } else {
        numbers_from_to(tongue, &decimal(low, trend.decimals), &decimal(high, trend.decimals))
    }
}

fn verdict_text(verdict: &'static str, tongue: &Tongue) -> String {
    match verdict {
        "comparable" => tongue.say(Message::TrendComparable),
        "with_care" => tongue.say(Message::TrendWithCare),
        "broken" => tongue.say(Message::TrendBroken),
        other => other.to_owned(),
    }
}
