//! A trend as lines over waves: one line, or one a source, at the times of the waves; broken where the wording or the
//! options changed so that two waves cannot be compared.

use super::PARTS_MAX;
use super::drawing::Drawing;
use super::lines::{Point, Series, Tick, figures, finding, largest, legend, plot};
use crate::i18n::{Message, Tongue};
use crate::tabulation::{Trend, TrendPoint, spoken};

/// The verdict that breaks a line.
const BROKEN: &str = "broken";

/// `None` where fewer than two waves have a value, or there are more lines than can be told apart.
pub(super) fn draw(trend: &Trend, tongue: &Tongue) -> Option<Drawing> {
    let waves = waves(trend);
    let series: Vec<Series> = trend
        .series
        .iter()
        .map(|line| Series {
            label: line.label.clone(),
            points: waves
                .iter()
                .map(|wave| {
                    line.points
                        .iter()
                        .find(|own| own.wave == wave.wave)
                        .and_then(|own| point(trend, own, tongue))
                })
                .collect(),
        })
        .collect();
    let with_value = (0..waves.len()).filter(|place| series.iter().any(|line| line.points[*place].is_some()));
    if with_value.count() < 2 || series.len() > PARTS_MAX {
        return None;
    }
    let ticks = ticks(&waves);
    let breaks = breaks(trend, &waves);
    let plotted = plot(&series, &ticks, range(trend, &series), &breaks);
    let not_compared = breaks.iter().map(|place| {
        let (before, after) = (ticks[place - 1].label.as_str(), ticks[*place].label.as_str());
        tongue.fill(Message::ChartNotCompared, &[("first", before.into()), ("second", after.into())])
    });
    let mut sentences = vec![finding(&series, &ticks, tongue)];
    sentences.extend(not_compared);
    sentences.push(figures(&series, &ticks, tongue));
    Some(Drawing {
        title: trend.title.clone(),
        sentence: tongue.joined(sentences),
        stands_on: bases(trend, tongue),
        legend: if series.len() > 1 { legend(&series) } else { Vec::new() },
        height: plotted.height,
        marks: plotted.marks,
        right_to_left: tongue.language.is_right_to_left(),
        is_wide: plotted.is_wide,
    })
}

/// The waves of all lines, in the order of their times.
fn waves(trend: &Trend) -> Vec<&TrendPoint> {
    let mut waves: Vec<&TrendPoint> = Vec::new();
    for point in trend.series.iter().flat_map(|line| &line.points) {
        if !waves.iter().any(|known| known.wave == point.wave) {
            waves.push(point);
        }
    }
    waves.sort_by(|a, b| a.time.total_cmp(&b.time));
    waves
}

fn point(trend: &Trend, point: &TrendPoint, tongue: &Tongue) -> Option<Point> {
    let value = point.value.filter(|value| value.is_finite())?;
    let text = if trend.is_share {
        spoken::share(tongue, value, trend.decimals)
    } else {
        spoken::decimal(tongue, value, trend.decimals)
    };
    let interval = point.ci.filter(|(low, high)| low.is_finite() && high.is_finite());
    Some(Point { value, interval, text, broken: point.verdict == Some(BROKEN) })
}

/// By time; evenly where two waves have the same.
fn ticks(waves: &[&TrendPoint]) -> Vec<Tick> {
    let first = waves.first().map_or(0.0, |wave| wave.time);
    let span = waves.last().map_or(0.0, |wave| wave.time) - first;
    let rise = waves.windows(2).all(|pair| pair[1].time - pair[0].time > span * 0.08);
    let evenly = |place: usize| place as f64 / (waves.len().max(2) - 1) as f64;
    let tick = |(place, wave): (usize, &&TrendPoint)| {
        let by_time = (wave.time - first) / span;
        let at = if rise && by_time.is_finite() { by_time } else { evenly(place) };
        Tick { at, label: wave.label.clone() }
    };
    waves.iter().enumerate().map(tick).collect()
}

/// Shares from zero; means between the whole numbers around them, since their scale need not have a zero.
fn range(trend: &Trend, series: &[Series]) -> (f64, f64) {
    if trend.is_share {
        return (0.0, super::axis_end(largest(series)));
    }
    let ends = |point: &Point| {
        let (low, high) = point.interval.unwrap_or((point.value, point.value));
        (point.value.min(low), point.value.max(high))
    };
    let points = || series.iter().flat_map(|line| line.points.iter().flatten()).map(ends);
    let low = points().map(|(low, _)| low).fold(f64::INFINITY, f64::min).floor();
    let high = points().map(|(_, high)| high).fold(f64::NEG_INFINITY, f64::max).ceil();
    if high > low { (low, high) } else { (low - 1.0, low + 1.0) }
}

/// The places of waves that some line cannot compare with the one before.
fn breaks(trend: &Trend, waves: &[&TrendPoint]) -> Vec<usize> {
    let points = || trend.series.iter().flat_map(|line| &line.points);
    let is_broken = |place: &usize| {
        points().any(|point| point.wave == waves[*place].wave && point.verdict == Some(BROKEN))
    };
    (1..waves.len()).filter(is_broken).collect()
}

/// "Bases: 222 to 310", over all waves and lines.
fn bases(trend: &Trend, tongue: &Tongue) -> String {
    let points = trend.series.iter().flat_map(|line| &line.points);
    let bases = points.filter(|point| point.value.is_some()).map(|point| point.base.unweighted);
    super::bases_text(bases, tongue, Message::BaseInEachWave)
}
