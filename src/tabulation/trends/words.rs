//! What stands below a trend: what the comparison of the questionnaires says of each step, what was left out or put
//! together, whether the finding hangs on whom the waves are compared on, and how it was worked out.

use std::collections::BTreeMap;

use super::asked::{Asked, Kind};
use super::past::Past;
use super::standing::{Wave, verdict};
use super::trend_time;
use super::wave::State;
use crate::questionnaire::{Trend, VariableIndex};
use crate::tabulation::kernels::Mask;
use crate::tabulation::plan::default_base;
use crate::tabulation::request::{BaseChoice, Variance};
use crate::tabulation::rounding;
use crate::tabulation::table::{Base, Comparison, TrendChange, TrendSeries};

/// The notes of a trend while it is made.
pub(super) struct Said {
    pub(super) notes: Vec<String>,
}

impl Said {
    /// What the questionnaires say: step by step, and wave by wave what was not asked or not offered.
    pub(super) fn of(
        asked: &Asked<'_>,
        pasts: &BTreeMap<VariableIndex, Past>,
        waves: &[Wave<'_>],
        anchor: usize,
    ) -> Said {
        let mut said = Said { notes: Vec::new() };
        let name = |at: usize| waves[at].answers.name.as_str();
        for (at, wave) in waves.iter().enumerate() {
            if let Some((before, trend)) = wave.before {
                let between = (name(before), name(at));
                said.step(asked, pasts, (waves[before].place, wave.place), between, trend);
            }
            match &wave.state {
                State::NotAsked(reason) => said.notes.push(format!("{} {reason}: no number.", name(at))),
                State::Refused(reason) => said.notes.push(format!("{} is not compared: {reason}.", name(at))),
                State::Asked(counted) if !counted.not_offered.is_empty() => said.notes.push(format!(
                    "{} did not offer {}: its share is that of the others.",
                    name(at),
                    counted.not_offered.join(", ")
                )),
                State::Asked(_) => {}
            }
        }
        let last = waves.iter().rposition(|wave| matches!(wave.state, State::Asked(_)));
        if let Some(last) = last.filter(|_| anchor >= waves.len()) {
            let trend = verdict(asked, pasts, waves[last].place, anchor);
            let between = (name(last), "the questionnaire of this report");
            said.step(asked, pasts, (waves[last].place, anchor), between, trend);
        }
        let asking = waves.iter().any(|wave| matches!(wave.state, State::Asked(_)));
        if asking && !waves.iter().any(|wave| wave.is_shown) {
            said.notes.push("The waves cannot be compared, so no number is shown.".to_owned());
        }
        said
    }

    fn step(
        &mut self,
        asked: &Asked<'_>,
        pasts: &BTreeMap<VariableIndex, Past>,
        (from, to): (usize, usize),
        between: (&str, &str),
        trend: Trend,
    ) {
        let mut reasons: Vec<String> = Vec::new();
        let mut population: Vec<String> = Vec::new();
        for variable in asked.own.iter().chain(&asked.beside) {
            let id = asked.name(*variable);
            for step in pasts[variable].steps.iter().filter(|step| step.from >= from && step.to <= to) {
                for reason in &step.told {
                    let reason = format!("{id}: {reason}");
                    if !reasons.contains(&reason) {
                        reasons.push(reason);
                    }
                }
                for reason in &step.population {
                    let reason = format!("the population: {reason}");
                    if !population.contains(&reason) {
                        population.push(reason);
                    }
                }
            }
        }
        reasons.append(&mut population);
        let verdict = match trend {
            Trend::Comparable => "comparable",
            Trend::WithCare => "comparable with care",
            Trend::Broken => "not comparable",
        };
        let (from, to) = between;
        if !reasons.is_empty() || trend != Trend::Comparable {
            self.notes.push(sentence(&format!("{from} to {to}: {verdict}"), &reasons));
        }
    }

    /// A rule of one wave that rests on what another did not ask.
    pub(super) fn cannot_be_applied(&mut self, wave: &str, other: &str, name: &str) {
        let note = format!(
            "{wave} did not ask {name} as {other} does, so the rules of {other} that rest on it leave out nobody of {wave}."
        );
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// The wave that all are to be brought to has nobody to bring them to.
    pub(super) fn no_composition(&mut self, to: &str) {
        self.notes.push(format!(
            "No wave can be brought to the composition of {to}: it has nobody there with an answer."
        ));
    }

    /// A wave that lacks some kind of people altogether.
    pub(super) fn cannot_be_reweighted(&mut self, wave: &str, to: &str, reason: &str) {
        self.notes.push(format!("{wave} cannot be brought to the composition of {to}: {reason}."));
    }

    /// How many of a wave's people the others would not have had.
    pub(super) fn left_out(&mut self, wave: &str, admitted: &Mask, of: usize) {
        let out = of as u64 - admitted.count();
        if out > 0 {
            self.notes.push(format!(
                "Common universe: {out} of {of} responses of {wave} are of people whom another wave would not have asked."
            ));
        }
    }

    /// Whether a change's sign or significance hangs on whom the waves are compared on.
    pub(super) fn sensitivity(&mut self, series: &[TrendSeries], asked: &Asked<'_>) {
        let Some(first) = series.first() else { return };
        for change in &first.changes {
            let Some(found) = finding(&change.comparison, asked) else { continue };
            let same_step = |one: &&TrendChange| one.from == change.from && one.to == change.to;
            let differ: Vec<String> = series
                .iter()
                .skip(1)
                .filter_map(|line| Some((line, line.changes.iter().find(same_step)?)))
                .filter(|(_, other)| finding(&other.comparison, asked).is_some_and(|other| other != found))
                .map(|(line, other)| format!("{} {}", line.label, told(&other.comparison, asked)))
                .collect();
            if !differ.is_empty() {
                self.notes.push(format!(
                    "{} to {}: whether there is a change, and which way, depends on who is compared: {} {}; {}.",
                    change.from,
                    change.to,
                    first.label,
                    told(&change.comparison, asked),
                    differ.join("; ")
                ));
            }
        }
    }

    /// Waves on too few people to be tested.
    pub(super) fn weak(&mut self, series: &[TrendSeries], asked: &Asked<'_>) {
        let reliability = &asked.report.reliability;
        let is_weak = |base: &Base| {
            let effective = base.effective.unwrap_or(0.0);
            base.unweighted < reliability.min_base || effective < reliability.min_base as f64
        };
        let points = series.iter().flat_map(|line| &line.points);
        if points.filter(|point| point.value.is_some()).any(|point| is_weak(&point.base)) {
            self.notes
                .push(format!("Changes from or to a base below {} are not tested.", reliability.min_base));
        }
    }
}

/// "head: one; other." or "head."
fn sentence(head: &str, reasons: &[String]) -> String {
    if reasons.is_empty() { format!("{head}.") } else { format!("{head}. {}.", reasons.join("; ")) }
}

/// Up, down, or nothing to be sure of; `None` where there is no test.
fn finding(change: &Comparison, asked: &Asked<'_>) -> Option<i8> {
    let (difference, p) = change.difference.zip(change.p)?;
    Some(match (p < 1.0 - asked.confidence, difference > 0.0) {
        (true, true) => 1,
        (true, false) => -1,
        (false, _) => 0,
    })
}

/// "+3 points (p = 0.041)"
fn told(change: &Comparison, asked: &Asked<'_>) -> String {
    let Some(difference) = change.difference else { return "not known".to_owned() };
    let (text, unit) = match asked.kind {
        Kind::Share => (rounding::percent_of(difference, 1), " points"),
        Kind::Mean | Kind::Nps => (rounding::decimal(difference, 2), ""),
    };
    let text = match text.strip_prefix('-') {
        Some(digits) => format!("−{digits}"),
        None => format!("+{text}"),
    };
    match change.p {
        Some(p) if p < 0.001 => format!("{text}{unit} (p < 0.001)"),
        Some(p) => format!("{text}{unit} (p = {})", rounding::decimal(p, 3)),
        None => format!("{text}{unit} (not tested)"),
    }
}

/// The heading: the report's, else the question with what is counted.
pub(super) fn title(asked: &Asked<'_>) -> String {
    if let Some(title) = &asked.plan.title {
        return title.clone();
    }
    let labels: Vec<&str> =
        asked.categories.iter().map(|place| asked.subject.categories[*place].label.as_str()).collect();
    match labels.as_slice() {
        [] => asked.subject.label.clone(),
        labels => format!("{} {}", asked.subject.label, labels.join(", ")),
    }
}

/// How the numbers were worked out.
pub(super) fn footer(asked: &Asked<'_>, waves: &[Wave<'_>], series: &[TrendSeries]) -> Vec<String> {
    let mut lines = Vec::new();
    let whom = match default_base(&asked.subject) {
        BaseChoice::Asked => "who was asked, whoever ticked nothing included",
        BaseChoice::Answered | BaseChoice::All => {
            "who was asked and answered; don’t know and its like left out of every wave alike"
        }
    };
    let weighted = match asked.plan.weight.as_ref().filter(|_| asked.is_weighted) {
        Some(weight) => format!("weighted in each wave by its own “{}”", weight.value),
        None => "unweighted".to_owned(),
    };
    lines.push(format!("Base: {whom}; {weighted}."));
    if let Some(reweight) = &asked.plan.reweight {
        let on: Vec<&str> = reweight.on.iter().map(|name| name.value.as_str()).collect();
        lines.push(format!(
            "Composition of {}: every wave is raked to the shares that {} have there; whoever gave no answer keeps their share.",
            reweight.to.value,
            on.join(", ")
        ));
    }
    if let Some(filter) = &asked.plan.filter {
        lines.push(format!("Only where {}.", filter.value));
    }
    let level = rounding::percent_of(asked.confidence, 1);
    let level = level.strip_suffix(".0").unwrap_or(&level);
    let errors = match asked.variance {
        Variance::Simple => "of simple random samples",
        Variance::Kish => "on effective bases (Kish)",
        Variance::Design | Variance::Calibrated if asked.is_weighted || asked.plan.reweight.is_some() => {
            "linearised, with the weights taken as given"
        }
        Variance::Design | Variance::Calibrated => "linearised",
    };
    let probability = waves.iter().all(|wave| wave.answers.dataset.info.sample.has_margin_of_error());
    let if_random = if probability { "" } else { ", if these were random samples" };
    lines.push(format!(
        "Changes: the difference over its standard error, two-sided normal test; each wave is a sample of its own. Standard errors {errors}; intervals at {level} %{if_random}."
    ));
    if series.iter().any(|line| line.linear.is_some()) {
        let times: Vec<f64> = waves.iter().map(|wave| wave.time).collect();
        let test = if asked.is_by_counts() { "Cochran-Armitage test" } else { "linearised t" };
        lines.push(format!("The linear trend is by {}; {test}.", trend_time::unit(&times)));
    }
    let synthetic: Vec<&str> = waves
        .iter()
        .filter(|wave| wave.answers.dataset.info.synthetic.is_some())
        .map(|wave| wave.answers.name.as_str())
        .collect();
    if !synthetic.is_empty() {
        lines.push(format!("Synthetic answers: {}.", synthetic.join(", ")));
    }
    lines
}

impl Kind {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Kind::Share => "share",
            Kind::Mean => "mean",
            Kind::Nps => "nps",
        }
    }
}
