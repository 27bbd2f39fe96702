//! The lines of a trend: wave by wave the estimate with its error, from wave to wave the change and its test, along all of
//! them the slope.

use std::collections::BTreeMap;

use super::asked::{Asked, Kind};
use super::common;
use super::estimate::Estimate;
use super::lines::{Drawn, People, Weighing, codes, drawn, line};
use super::past::{Editions, Joining, Past};
use super::reweight;
use super::standing::{Wave, waves};
use super::wave::State;
use super::words::{self, Said};
use crate::diagnostics::Diagnostic;
use crate::questionnaire::{self, VariableIndex};
use crate::tabulation::by_unit::ByUnit;
use crate::tabulation::counting::{NumberSums, Sums};
use crate::tabulation::disclosure::{LineParts, TrendParts};
use crate::tabulation::line::{Line, between_samples, cochran_armitage};
use crate::tabulation::precision::Sampling;
use crate::tabulation::report_file::TrendUniverse;
use crate::tabulation::statistics::{chi_square_tail, t_two_sided_p};
use crate::tabulation::table::{Base, Comparison, Trend, TrendChange, TrendPoint, TrendSeries};

pub(super) fn trend(
    asked: &Asked<'_>,
    editions: &Editions<'_>,
    anchor: usize,
) -> Result<(Trend, TrendParts), Vec<Diagnostic>> {
    let variables = (0..asked.dataset.questionnaire.variables.len()).map(VariableIndex);
    let pasts: BTreeMap<VariableIndex, Past> =
        variables.map(|variable| (variable, editions.past(anchor, variable, Joining::Declared))).collect();
    let waves = waves(asked, editions, &pasts, anchor)?;
    let mut said = Said::of(asked, &pasts, &waves, anchor);
    let mut lines = Vec::new();
    let codes = codes(asked, &waves);
    let mut people = vec![People { admitted: None, weighing: Weighing::Own }; waves.len()];
    let everyone = drawn(asked, editions, &pasts, &waves, &codes, &people)?;
    let several = asked.plan.universe == TrendUniverse::Common || asked.plan.reweight.is_some();
    lines.push(line("all", if several { "All" } else { "Everyone" }, &everyone, 0));
    let mut by_code = everyone;
    if asked.plan.universe == TrendUniverse::Common {
        for (at, people) in people.iter_mut().enumerate() {
            people.admitted = common::admitted(asked, editions, &pasts, &waves, at, &mut said);
        }
        by_code = drawn(asked, editions, &pasts, &waves, &codes, &people)?;
        lines.push(line("common", "Whom all waves would have asked", &by_code, 0));
    }
    if let Some(reweight) = &asked.plan.reweight {
        reweight::weigh(asked, reweight, &waves, &mut people, &mut said);
        let reweighted = drawn(asked, editions, &pasts, &waves, &[], &people)?;
        lines.push(line("reweighted", &format!("Composition of {}", reweight.to.value), &reweighted, 0));
    }
    for (place, (code, label)) in codes.iter().enumerate() {
        lines.push(line(code, label, &by_code, place + 1));
    }
    let series: Vec<TrendSeries> = lines.iter().map(|line| written(asked, &waves, line)).collect();
    said.sensitivity(&series, asked);
    said.weak(&series, asked);
    let parts = parts(asked, &waves, &lines, lines.len() - codes.len());
    let trend = Trend {
        id: asked.plan.id.value.clone(),
        title: words::title(asked),
        kind: asked.kind.as_str(),
        footer: words::footer(asked, &waves, &series),
        notes: said.notes,
        decimals: asked.plan.decimals.unwrap_or(if asked.kind == Kind::Mean { 1 } else { 0 }),
        is_share: asked.kind == Kind::Share,
        series,
    };
    Ok((trend, parts))
}

/// What the lines are made from; the first `leading` of them are of no code of `by`.
fn parts(asked: &Asked<'_>, waves: &[Wave<'_>], lines: &[Drawn], leading: usize) -> TrendParts {
    let own = (&asked.dataset.info, asked.dataset.respondents());
    let is_own = |wave: &Wave<'_>| {
        let (info, dataset) = (&wave.answers.dataset.info, &wave.answers.dataset);
        (&info.wave, &info.version, &info.watermark, dataset.respondents())
            == (&own.0.wave, &own.0.version, &own.0.watermark, own.1)
    };
    let line = |(place, line): (usize, &Drawn)| LineParts {
        category: asked.by.as_ref().and_then(|by| by.find_category(&line.id)).filter(|_| place >= leading),
        is_common: asked.plan.universe == TrendUniverse::Common && place > 0,
        chosen: line
            .estimates
            .iter()
            .map(|estimate| estimate.as_ref().and_then(|found| found.chosen))
            .collect(),
    };
    TrendParts {
        subject: asked.subject.clone(),
        categories: asked.categories.clone(),
        is_share: asked.kind == Kind::Share,
        by: asked.by.clone(),
        condition: asked.plan.condition.clone(),
        waves: waves.iter().map(|wave| (!is_own(wave)).then(|| wave.answers.key.clone())).collect(),
        lines: lines.iter().enumerate().map(line).collect(),
    }
}

fn written(asked: &Asked<'_>, waves: &[Wave<'_>], line: &Drawn) -> TrendSeries {
    let hide = asked.report.reliability.hide_base;
    let shown = |at: usize| {
        let estimate = line.estimates[at].as_ref().filter(|_| waves[at].is_shown)?;
        (estimate.base.n >= hide).then_some(estimate)
    };
    let point = |(at, wave): (usize, &Wave<'_>)| {
        let estimate = shown(at);
        TrendPoint {
            wave: wave.answers.name.clone(),
            label: wave.answers.name.clone(),
            time: wave.time,
            value: estimate.and_then(|estimate| estimate.value),
            se: estimate.and_then(|estimate| estimate.se),
            ci: estimate.and_then(|estimate| estimate.ci),
            base: estimate.map_or_else(Base::default, |estimate| estimate.base.into()),
            verdict: match wave.state {
                State::Refused(_) => Some(questionnaire::Trend::Broken.as_str()),
                State::Asked(_) => wave.before.map(|(_, trend)| trend.as_str()),
                State::NotAsked(_) => None,
            },
        }
    };
    let points = waves.iter().enumerate().map(point).collect();
    let changes = waves.iter().enumerate().filter_map(|(at, wave)| {
        let (before, trend) = wave.before?;
        let (old, new) = (shown(before)?, shown(at)?);
        (trend != questionnaire::Trend::Broken).then(|| {
            let (se, comparison) = change(asked, old, new);
            let (from, to) = (waves[before].answers.name.clone(), wave.answers.name.clone());
            TrendChange { from, to, se, comparison }
        })
    });
    let changes = changes.collect();
    let along: Vec<(f64, &Estimate)> =
        (0..waves.len()).filter_map(|at| Some((waves[at].time, shown(at)?))).collect();
    let is_cut =
        waves.iter().any(|wave| wave.before.is_some_and(|(_, trend)| trend == questionnaire::Trend::Broken));
    let linear = if is_cut { None } else { linear(asked, &along) };
    TrendSeries { id: line.id.clone(), label: line.label.clone(), points, changes, linear }
}

/// From one wave to the next; not tested on fewer people than the report tests.
fn change(asked: &Asked<'_>, old: &Estimate, new: &Estimate) -> (Option<f64>, Comparison) {
    let difference = match asked.kind {
        Kind::Mean => new.numbers.mean_less(&old.numbers),
        Kind::Share | Kind::Nps => new.value.zip(old.value).map(|(new, old)| new - old),
    };
    let (se, found) = between_samples(difference, [old.se, new.se]);
    let enough = [old, new].iter().all(|estimate| is_enough(asked, &estimate.base));
    match enough {
        true => (se, found),
        false => (se, Comparison { difference: found.difference, ..Comparison::default() }),
    }
}

/// Whether the report tests on so many people, and on so many effective ones.
fn is_enough(asked: &Asked<'_>, base: &Sums) -> bool {
    let least = asked.report.reliability.min_base;
    let effective = base.effective().unwrap_or(0.0);
    base.n >= least && effective >= least as f64
}

/// The line through three waves and more, by their times. Each wave is a stratum, its weights a mean of one, so that
/// each counts by its people. Of unweighted shares the test is that of Cochran and Armitage.
fn linear(asked: &Asked<'_>, along: &[(f64, &Estimate)]) -> Option<Comparison> {
    if along.len() < 3 || !along.iter().all(|(_, estimate)| is_enough(asked, &estimate.base)) {
        return None;
    }
    let samples: Vec<u64> = along.iter().map(|(_, estimate)| estimate.sample).collect();
    let sampling = Sampling::of_samples(&samples, asked.variance);
    let by_time: Vec<(f64, ByUnit<NumberSums>)> = along
        .iter()
        .enumerate()
        .map(|(at, (time, estimate))| {
            let mut units: ByUnit<NumberSums> = along.iter().map(|_| NumberSums::default()).collect();
            let sums = estimate.numbers.sums;
            let mean = if sums.positive > 0 { sums.w / sums.positive as f64 } else { 1.0 };
            units[at] = estimate.numbers.times(1.0 / mean);
            (*time, units)
        })
        .collect();
    let line = Line::through(&by_time, &sampling)?;
    if asked.is_by_counts() {
        let groups: Vec<(f64, Sums, f64)> = along
            .iter()
            .map(|(time, estimate)| (*time, estimate.numbers.sums, estimate.numbers.total()))
            .collect();
        let statistic = cochran_armitage(&groups);
        let p = statistic.and_then(|statistic| chi_square_tail(statistic, 1.0));
        let df = statistic.map(|_| 1.0);
        return Some(Comparison { difference: Some(line.slope), statistic, df, p, p_adjusted: p });
    }
    let statistic = line.se.filter(|se| *se > 0.0).map(|se| line.slope / se);
    let df = Some(line.df).filter(|df| *df > 0.0);
    let p = statistic.zip(df).and_then(|(statistic, df)| t_two_sided_p(statistic, df));
    Some(Comparison { difference: Some(line.slope), statistic, df, p, p_adjusted: p })
}
