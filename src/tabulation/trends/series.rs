//! The lines of a trend: wave by wave the estimate with its error, from wave to wave the change and its test, along all of
//! them the slope.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::asked::{Asked, Kind};
use super::common;
use super::estimate::{Estimate, Rules, estimates};
use super::past::{Editions, Joining, Past};
use super::wave::{self, Carried, State, measure, origins};
use super::words::{self, Said};
use super::{WaveAnswers, trend_time};
use crate::diagnostics::Diagnostic;
use crate::questionnaire::condition::Reference;
use crate::questionnaire::syntax::Reader;
use crate::questionnaire::{self, VariableIndex};
use crate::tabulation::by_unit::ByUnit;
use crate::tabulation::counting::{Frame, NumberSums, Sums, WeightSource};
use crate::tabulation::disclosure::{LineParts, TrendParts};
use crate::tabulation::kernels::Mask;
use crate::tabulation::line::{Line, cochran_armitage};
use crate::tabulation::names::Names;
use crate::tabulation::plan::Setting;
use crate::tabulation::precision::Sampling;
use crate::tabulation::report_file::TrendUniverse;
use crate::tabulation::request::Variance;
use crate::tabulation::statistics::{chi_square_tail, normal_two_sided_p, t_two_sided_p};
use crate::tabulation::subject::Subject;
use crate::tabulation::table::{Base, Comparison, Trend, TrendChange, TrendPoint, TrendSeries};
use crate::tabulation::weighting::Weighted;

/// A wave of the trend, as far as it is known.
pub(super) struct Wave<'a> {
    /// In the order of the editions.
    pub(super) place: usize,
    pub(super) answers: &'a WaveAnswers,
    pub(super) state: State,
    pub(super) time: f64,
    /// The wave before that asked, and what the comparison with it says.
    pub(super) before: Option<(usize, questionnaire::Trend)>,
    /// Whether its number is shown.
    pub(super) is_shown: bool,
    carried: Option<Carried>,
    weights: Option<Arc<Vec<f64>>>,
}

/// A line before it is written down: its id and label, and the estimate of each wave that has one.
struct Drawn {
    id: String,
    label: String,
    estimates: Vec<Option<Estimate>>,
}

pub(super) fn trend(
    asked: &Asked<'_>,
    editions: &Editions<'_>,
    anchor: usize,
) -> Result<(Trend, TrendParts), Vec<Diagnostic>> {
    let variables = (0..asked.dataset.questionnaire.variables.len()).map(VariableIndex);
    let pasts: BTreeMap<VariableIndex, Past> =
        variables.map(|variable| (variable, editions.past(anchor, variable, Joining::Declared))).collect();
    let mut waves = waves(asked, editions, &pasts, anchor)?;
    let mut said = Said::of(asked, &pasts, &waves, anchor);
    let mut lines = Vec::new();
    let codes = codes(asked, &waves);
    let everyone = drawn(asked, editions, &pasts, &waves, &codes, &|_| None)?;
    let several = asked.plan.universe == TrendUniverse::Common;
    let mut by_code = everyone.clone();
    lines.push(line("all", if several { "All" } else { "Everyone" }, &everyone, 0));
    if several {
        let mut admitted: Vec<Option<Mask>> = Vec::new();
        for at in 0..waves.len() {
            admitted.push(common::admitted(asked, editions, &pasts, &waves, at, &mut said));
        }
        by_code = drawn(asked, editions, &pasts, &waves, &codes, &|at| admitted[at].clone())?;
        lines.push(line("common", "Whom all waves would have asked", &by_code, 0));
    }
    for (place, (code, label)) in codes.iter().enumerate() {
        lines.push(line(code, label, &by_code, place + 1));
    }
    let series: Vec<TrendSeries> = lines.iter().map(|line| written(asked, &waves, line)).collect();
    said.sensitivity(&series, asked);
    said.weak(&series, asked);
    waves.iter_mut().for_each(|wave| wave.carried = None);
    let parts = parts(asked, &waves, &lines, several);
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

/// What the lines are made from.
fn parts(asked: &Asked<'_>, waves: &[Wave<'_>], lines: &[Drawn], several: bool) -> TrendParts {
    let own = (&asked.dataset.info, asked.dataset.respondents());
    let is_own = |wave: &Wave<'_>| {
        let (info, dataset) = (&wave.answers.dataset.info, &wave.answers.dataset);
        (&info.wave, &info.version, &info.watermark, dataset.respondents())
            == (&own.0.wave, &own.0.version, &own.0.watermark, own.1)
    };
    let line = |(place, line): (usize, &Drawn)| LineParts {
        category: asked
            .by
            .as_ref()
            .and_then(|by| by.find_category(&line.id))
            .filter(|_| place > usize::from(several)),
        is_common: several && place > 0,
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

/// Each wave of the plan: whether it asked, how it stands to the wave before, its answers and weights where it has any.
fn waves<'a>(
    asked: &Asked<'_>,
    editions: &Editions<'a>,
    pasts: &BTreeMap<VariableIndex, Past>,
    anchor: usize,
) -> Result<Vec<Wave<'a>>, Vec<Diagnostic>> {
    let answers: Vec<&WaveAnswers> = editions.waves().collect();
    let times = trend_time::times(&answers);
    let mut waves: Vec<Wave<'a>> = Vec::new();
    for (place, (answers, time)) in answers.into_iter().zip(times).enumerate() {
        let state = wave::state(asked, pasts, place);
        let asks = matches!(state, State::Asked(_));
        let before = waves.iter().rposition(|wave| matches!(wave.state, State::Asked(_)));
        let before = before.filter(|_| asks);
        let before = before.map(|before| (before, verdict(asked, pasts, waves[before].place, place)));
        waves.push(Wave {
            place,
            answers,
            state,
            time,
            before,
            is_shown: asks,
            carried: None,
            weights: None,
        });
    }
    hide_what_stands_alone(asked, pasts, &mut waves, anchor);
    let to = &editions.own_questionnaire();
    for wave in waves.iter_mut().filter(|wave| wave.is_shown) {
        let origins = origins(pasts, wave.place);
        let extras = &asked.report.declared.extras;
        wave.carried = Some(Carried::of(wave.answers, to, &origins, extras, &asked.dataset.info));
        if let Some(name) = asked.plan.weight.as_ref().filter(|_| asked.is_weighted) {
            wave.weights = Some(Arc::new(wave::weights(name, wave.answers, asked)?));
        }
    }
    Ok(waves)
}

/// The worst of what the comparisons say of everything that the trend reads.
pub(super) fn verdict(
    asked: &Asked<'_>,
    pasts: &BTreeMap<VariableIndex, Past>,
    from: usize,
    to: usize,
) -> questionnaire::Trend {
    let steps = asked.own.iter().chain(&asked.beside).flat_map(|variable| &pasts[variable].steps);
    let between = steps.filter(|step| step.from >= from && step.to <= to);
    between.map(|step| step.trend).max().unwrap_or(questionnaire::Trend::Comparable)
}

/// A number beside others that it cannot be compared with would be compared: it is not shown.
fn hide_what_stands_alone(
    asked: &Asked<'_>,
    pasts: &BTreeMap<VariableIndex, Past>,
    waves: &mut [Wave<'_>],
    anchor: usize,
) {
    let asking: Vec<usize> = (0..waves.len()).filter(|at| waves[*at].is_shown).collect();
    let is_cut =
        |wave: &Wave<'_>| wave.before.is_some_and(|(_, trend)| trend == questionnaire::Trend::Broken);
    let is_refused = |wave: &Wave<'_>| matches!(wave.state, State::Refused(_));
    let any_break = waves.iter().any(|wave| is_cut(wave) || is_refused(wave));
    let cut: Vec<bool> = asking.iter().map(|at| is_cut(&waves[*at])).collect();
    for (nth, at) in asking.iter().enumerate() {
        let joins_before = nth > 0 && !cut[nth];
        let joins_after = cut.get(nth + 1).is_some_and(|cut| !cut);
        waves[*at].is_shown = joins_before || joins_after || !any_break;
    }
    // The names are those of the report's questionnaire; where that is no wave, it must go on from the last that asked.
    let last = asking.last().map(|at| waves[*at].place);
    if let Some(last) = last.filter(|_| anchor >= waves.len())
        && verdict(asked, pasts, last, anchor) == questionnaire::Trend::Broken
    {
        waves.iter_mut().for_each(|wave| wave.is_shown = false);
    }
}

/// The codes of `by` with their labels, in the order of the questionnaire, or in which they come up.
fn codes(asked: &Asked<'_>, waves: &[Wave<'_>]) -> Vec<(String, String)> {
    let mut codes: Vec<(String, String)> = Vec::new();
    for carried in waves.iter().filter_map(|wave| wave.carried.as_ref()) {
        let Some(by) = within(asked, carried, |setting, _| by_of(asked, &setting.names())) else { continue };
        let is_item = |by: &&Subject| matches!(by.reference, Reference::Variable(_));
        let known = asked.by.as_ref().filter(is_item).map(|by| by.categories.len());
        // What a wave had beyond the report's questionnaire stands behind it and is no line.
        let own = by.categories.iter().take(known.unwrap_or(usize::MAX));
        for category in own.filter(|category| category.missing.is_none() && !category.hidden) {
            if !codes.iter().any(|(code, _)| *code == category.code) {
                codes.push((category.code.clone(), category.label.clone()));
            }
        }
    }
    codes
}

fn by_of(asked: &Asked<'_>, names: &Names<'_>) -> Option<Subject> {
    let by = asked.plan.by.as_ref()?;
    names.subject(&by.value, by.span, &mut Vec::new())
}

/// Works with the wave's answers as a report sees them.
fn within<R>(asked: &Asked<'_>, carried: &Carried, work: impl FnOnce(&Setting<'_>, Frame<'_>) -> R) -> R {
    let dataset = carried.dataset.as_ref();
    let mut reader = Reader::default();
    let setting = Setting::over(dataset, None, Some(asked.report), &mut reader);
    let frame = Frame::of(&setting, dataset, &asked.report.universe);
    work(&setting, frame)
}

/// By wave: the estimate for everyone, then for each code; nothing where the wave shows no number.
///
/// # Errors
/// Where counting would take more memory than it may.
fn drawn(
    asked: &Asked<'_>,
    editions: &Editions<'_>,
    pasts: &BTreeMap<VariableIndex, Past>,
    waves: &[Wave<'_>],
    codes: &[(String, String)],
    admitted: &dyn Fn(usize) -> Option<Mask>,
) -> Result<Vec<Vec<Option<Estimate>>>, Vec<Diagnostic>> {
    let of = |(at, wave): (usize, &Wave<'_>)| {
        let (State::Asked(counted), Some(carried)) = (&wave.state, &wave.carried) else {
            return Ok(vec![None; codes.len() + 1]);
        };
        within(asked, carried, |setting, mut frame| {
            let names = setting.names();
            if let Some(admitted) = admitted(at) {
                frame.keep(&admitted);
            }
            let variable = asked.plan.of.variable();
            let Some(subject) = names.subject(&variable.value, variable.span, &mut Vec::new()) else {
                return Ok(vec![None; codes.len() + 1]);
            };
            let origins = origins(pasts, wave.place);
            let there = editions.questionnaire(wave.place);
            let origin = asked.direct().and_then(|own| Some((own, origins.get(&own)?, there)));
            let measure = measure(asked, counted, carried, origin, subject);
            let by = by_of(asked, &names);
            let place = |code: &String| by.as_ref()?.find_category(code);
            let places: Vec<Option<usize>> = codes.iter().map(|(code, _)| place(code)).collect();
            let present: Vec<usize> = places.iter().flatten().copied().collect();
            let rules = Rules { id: &asked.plan.id, variance: asked.variance, confidence: asked.confidence };
            let name = || asked.plan.weight.as_ref().map_or_else(String::new, |name| name.value.clone());
            let weight = wave
                .weights
                .as_ref()
                .map(|values| WeightSource::Computed { name: name(), values: Arc::clone(values) })
                .map(|source| Weighted { source, calibration: None });
            let found = estimates(
                &measure,
                &rules,
                (by.as_ref(), &present),
                asked.plan.condition.as_ref(),
                weight.as_ref(),
                (setting, &frame),
            )?;
            let mut found = found.into_iter();
            let mut all = vec![found.next()];
            all.extend(places.iter().map(|place| place.and_then(|_| found.next())));
            Ok(all)
        })
    };
    waves.iter().enumerate().map(of).collect()
}

fn line(id: &str, label: &str, by_wave: &[Vec<Option<Estimate>>], place: usize) -> Drawn {
    let estimates = by_wave.iter().map(|wave| wave.get(place).cloned().flatten()).collect();
    Drawn { id: id.to_owned(), label: label.to_owned(), estimates }
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
        (trend != questionnaire::Trend::Broken).then(|| TrendChange {
            from: waves[before].answers.name.clone(),
            to: wave.answers.name.clone(),
            se: error(old, new),
            comparison: change(asked, old, new),
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

fn error(old: &Estimate, new: &Estimate) -> Option<f64> {
    old.se.zip(new.se).map(|(old, new)| old.hypot(new))
}

/// d/√(se₁² + se₂²), normal; not tested on fewer people than the report tests.
fn change(asked: &Asked<'_>, old: &Estimate, new: &Estimate) -> Comparison {
    let difference = old.value.zip(new.value).map(|(old, new)| new - old);
    let enough = [old, new].iter().all(|estimate| is_enough(asked, &estimate.base));
    let se = error(old, new).filter(|se| *se > 0.0 && enough);
    let statistic = difference.zip(se).map(|(difference, se)| difference / se);
    let p = statistic.map(normal_two_sided_p);
    Comparison { difference, statistic, df: None, p, p_adjusted: p }
}

/// Whether the report tests on so many people, and, where they have weights, on so many effective ones.
fn is_enough(asked: &Asked<'_>, base: &Sums) -> bool {
    let least = asked.report.reliability.min_base;
    let effective = base.effective().unwrap_or(0.0);
    base.n >= least && (!asked.is_weighted || effective >= least as f64)
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
    if asked.kind == Kind::Share && asked.variance == Variance::Simple {
        let groups: Vec<(f64, Sums, f64)> = along
            .iter()
            .map(|(time, estimate)| (*time, estimate.numbers.sums, estimate.numbers.wy))
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
