//! Whom a wave asks, beside the next wave of the survey: sources, screening by source, the kind of sample, the frame, the
//! limit and the languages of the notice. What differs weighs on every trend.

use super::wave_file::{Population, Sample, SourcePlan};
use super::{WavePlan, WaveText};
use crate::i18n::Language;
use crate::questionnaire::Trend;
use crate::questionnaire::diff::Change;

/// What differs in whom two waves ask, each with its reason in words. Another description of the population, the frame
/// or the recruitment is told, but left to the reader's judgement: it says another year in every wave.
pub fn population_changes(old: &WavePlan, new: &WavePlan, language: &Language) -> Vec<Change> {
    let mut reasons = Vec::new();
    sample(old.sample.as_ref(), new.sample.as_ref(), &mut reasons);
    sources(&old.sources, &new.sources, &mut reasons);
    if old.limit != new.limit {
        let limit =
            |limit: Option<u32>| limit.map_or_else(|| "no limit".to_owned(), |limit| limit.to_string());
        reasons.push(format!("completes taken in all: {}, before {}", limit(new.limit), limit(old.limit)));
    }
    if old.complete.as_ref().map(|rule| &rule.text) != new.complete.as_ref().map(|rule| &rule.text) {
        let rule = |plan: &WavePlan| {
            plan.complete.as_ref().map_or_else(|| "none".to_owned(), |rule| format!("`{}`", rule.text))
        };
        reasons.push(format!(
            "what makes an unfinished interview usable: {}, before {}",
            rule(new),
            rule(old)
        ));
    }
    let described = descriptions(old, new, language);
    let described = described
        .into_iter()
        .map(|reason| Change { effect: Trend::Comparable, ..Change::of_population(reason) });
    reasons.into_iter().map(Change::of_population).chain(described).collect()
}

fn descriptions(old: &WavePlan, new: &WavePlan, language: &Language) -> Vec<String> {
    let population = |plan: &WavePlan| {
        plan.population.as_ref().and_then(|population: &Population| population.text.clone())
    };
    let frame = |plan: &WavePlan| plan.sample.as_ref().and_then(|sample| sample.frame.clone());
    let recruitment = |plan: &WavePlan| plan.sample.as_ref().and_then(|sample| sample.recruitment.clone());
    let mut reasons = Vec::new();
    text("population", population(old), population(new), language, &mut reasons);
    text("sampling frame", frame(old), frame(new), language, &mut reasons);
    text("recruitment", recruitment(old), recruitment(new), language, &mut reasons);
    reasons
}

fn sample(old: Option<&Sample>, new: Option<&Sample>, reasons: &mut Vec<String>) {
    let kind = |sample: Option<&Sample>| {
        sample.map_or_else(|| "not declared".to_owned(), |sample| sample.kind.as_str().replace('_', "-"))
    };
    if kind(old) != kind(new) {
        reasons.push(format!("sample: {}, before {}", kind(new), kind(old)));
    }
}

fn text(
    what: &str,
    old: Option<WaveText>,
    new: Option<WaveText>,
    language: &Language,
    reasons: &mut Vec<String>,
) {
    if old != new {
        let said = |text: Option<WaveText>| {
            text.map_or_else(
                || "not described".to_owned(),
                |text| format!("“{}”", text.get(language, language).trim()),
            )
        };
        reasons.push(format!("{what}: {}, before {}", said(new), said(old)));
    }
}

fn sources(old: &[SourcePlan], new: &[SourcePlan], reasons: &mut Vec<String>) {
    let code = |source: &SourcePlan| format!("`{}`", source.code);
    let missing = |from: &[SourcePlan], to: &[SourcePlan]| -> Vec<String> {
        let only = from.iter().filter(|source| !to.iter().any(|other| other.code == source.code));
        only.map(code).collect()
    };
    let (come, gone) = (missing(new, old), missing(old, new));
    if !come.is_empty() {
        reasons.push(format!("new sources: {}", come.join(", ")));
    }
    if !gone.is_empty() {
        reasons.push(format!("sources gone: {}", gone.join(", ")));
    }
    for source in new {
        let Some(before) = old.iter().find(|before| before.code == source.code) else { continue };
        let rule = |source: &SourcePlan| source.end_if.as_ref().map(|rule| rule.text.clone());
        let reason = match (rule(before), rule(source)) {
            (before, now) if before == now => continue,
            (before, Some(now)) => format!(
                "source {} screens out where `{now}`, before {}",
                code(source),
                before.map_or_else(|| "nobody".to_owned(), |before| format!("where `{before}`"))
            ),
            (Some(before), None) => {
                format!("source {} screens out nobody, before where `{before}`", code(source))
            }
            (None, None) => continue,
        };
        reasons.push(reason);
    }
}
