//! The blast radius of a new version: whose interviews, which items, which parts of the report.

use std::collections::BTreeMap;

use super::losses::Lost;
use super::verdict::{self, Refusal, Verdict};
use crate::fieldwork::WaveState;
use crate::ids::VersionId;
use crate::questionnaire::diff::{Change, Class, Difference, ItemDifference, Partner};
use crate::questionnaire::{Questionnaire, VariableIndex};
use crate::responses::{Crosswalk, Disposition, Tally};

/// A wave, a version for it, and what is known about the answers of the wave.
#[derive(Debug)]
pub struct Situation<'a> {
    pub wave: &'a str,
    pub state: WaveState,
    pub from: &'a VersionId,
    pub to: &'a VersionId,
    /// What the wave asks now.
    pub current: &'a Questionnaire,
    pub candidate: &'a Questionnaire,
    pub difference: &'a Difference,
    /// From the current version to the candidate.
    pub crosswalk: &'a Crosswalk,
    /// All answers, of responses and of interviews under way, under the current version.
    pub tally: &'a Tally,
    /// What of the answers to any version has no place in the candidate.
    pub lost: Vec<Lost>,
    pub interviews: Interviews,
    pub touched: Vec<TouchedPart>,
    /// Whether the wave has a report file that the candidate comes without.
    pub report_is_left: bool,
}

/// The interviews of a wave by the version they were given to, and what becomes of those under way.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Interviews {
    /// In the order of the versions.
    pub by_version: Vec<VersionInterviews>,
    /// Under way, and going on in the new version at their next request: it changes nothing they have met but texts.
    pub going_on: u64,
    /// Under way, and keeping their version to the end.
    pub keeping: u64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionInterviews {
    pub version: VersionId,
    /// Those that ended, by how.
    pub ended: BTreeMap<Disposition, u64>,
    pub under_way: u64,
}

/// A part of the report that reads a changed item.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TouchedPart {
    /// "table", "figure", "variable", "banner", "universe".
    pub kind: &'static str,
    /// Its id, or what it is called.
    pub name: String,
    /// The changed items it reads.
    pub items: Vec<String>,
}

/// An item that changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemChange {
    pub id: String,
    pub classes: Vec<Class>,
    /// A sentence for each thing that changed.
    pub reasons: Vec<String>,
    /// How many have answered what it was.
    pub answered: u64,
}

/// Answers that reach the new version by a declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    pub id: String,
    /// "map" or "replaces".
    pub by: &'static str,
    pub answers: u64,
}

/// Everything that a new version would touch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlastRadius {
    pub wave: String,
    pub state: WaveState,
    pub from: VersionId,
    pub to: VersionId,
    pub interviews: Interviews,
    /// The items that change, in the order of the new version.
    pub items: Vec<ItemChange>,
    /// What changes around the items.
    pub around: Vec<String>,
    pub carried: Vec<Carried>,
    pub lost: Vec<Lost>,
    /// What may still be answered in the version that the wave asks now, by who finishes on it or posts a response to
    /// it, and has no place in the new one: "q4", "q4 “x”".
    pub removed: Vec<String>,
    /// Whether more changes than words and translations.
    pub beyond_texts: bool,
    pub touched: Vec<TouchedPart>,
    pub report_is_left: bool,
    pub refusals: Vec<Refusal>,
    pub verdict: Verdict,
}

impl Interviews {
    pub fn ended(&self) -> u64 {
        self.by_version.iter().flat_map(|version| version.ended.values()).sum()
    }

    pub fn under_way(&self) -> u64 {
        self.by_version.iter().map(|version| version.under_way).sum()
    }
}

impl BlastRadius {
    /// What the wave's history says of the change.
    pub fn note(&self) -> &'static str {
        match &self.verdict {
            Verdict::AtOnce if self.beyond_texts => "unanswered",
            Verdict::Same | Verdict::AtOnce => "texts",
            Verdict::Confirm { .. } => "confirmed",
            Verdict::Refused => "refused",
        }
    }
}

/// What the change would touch, and what may be done with it.
pub fn blast_radius(situation: Situation<'_>) -> BlastRadius {
    let items = changed_items(&situation);
    let around = around(&situation);
    let carried = carried(&situation);
    let refusals = verdict::refusals(&situation);
    let verdict = verdict::of(&situation, &items, &carried, &refusals);
    let beyond_texts = !verdict::beyond_texts(&situation, &items).is_empty();
    let removed = removed(&situation);
    let Situation { wave, state, from, to, lost, interviews, touched, report_is_left, .. } = situation;
    BlastRadius {
        wave: wave.to_owned(),
        state,
        from: from.clone(),
        to: to.clone(),
        interviews,
        items,
        around,
        carried,
        lost,
        removed,
        beyond_texts,
        touched,
        report_is_left,
        refusals,
        verdict,
    }
}

fn changed_items(situation: &Situation<'_>) -> Vec<ItemChange> {
    let changed = situation.difference.items.iter().filter(|item| !item.is_identical());
    changed
        .map(|item| ItemChange {
            id: item.id.to_string(),
            classes: classes(&item.changes),
            reasons: item.changes.iter().map(|change| change.reason.clone()).collect(),
            answered: answered(situation, item),
        })
        .collect()
}

fn classes(changes: &[Change]) -> Vec<Class> {
    let mut classes: Vec<Class> = changes.iter().map(|change| change.class).collect();
    classes.sort();
    classes.dedup();
    classes
}

/// The most that answered any variable of what the item was.
fn answered(situation: &Situation<'_>, item: &ItemDifference) -> u64 {
    let Some(old) = item.old else { return 0 };
    let counts = situation.current.variables_of(old).map(|variable| situation.tally.answered(variable));
    counts.max().unwrap_or_default()
}

/// What changes for everybody: texts around the items, screening, languages.
fn around(situation: &Situation<'_>) -> Vec<String> {
    let Situation { current, candidate, difference, .. } = situation;
    let changes = difference.population.iter().chain(&difference.survey);
    let mut lines: Vec<String> = changes.map(|change| change.reason.clone()).collect();
    let listed = |one: &Questionnaire, other: &Questionnaire| {
        let only = one.languages.iter().filter(|language| !other.languages.contains(language));
        only.map(ToString::to_string).collect::<Vec<_>>().join(", ")
    };
    let (added, gone) = (listed(candidate, current), listed(current, candidate));
    lines.extend((!added.is_empty()).then(|| format!("languages added: {added}")));
    lines.extend((!gone.is_empty()).then(|| format!("languages removed: {gone}")));
    lines
}

fn removed(situation: &Situation<'_>) -> Vec<String> {
    let Situation { current, crosswalk, .. } = situation;
    if situation.state == WaveState::Draft
        && situation.interviews.ended() + situation.interviews.under_way() == 0
    {
        return Vec::new();
    }
    let mut removed = Vec::new();
    for variable in (0..current.variables.len()).map(VariableIndex) {
        let name = &current.variable(variable).name;
        if !crosswalk.is_given(variable) {
            continue;
        }
        if !crosswalk.continues(variable) {
            removed.push(name.clone());
            continue;
        }
        let options = crosswalk.options_without_place(variable).into_iter();
        let options = options.filter_map(|option| current.options(variable).get(usize::from(option.0)));
        removed.extend(options.map(|option| format!("{name} “{}”", option.code)));
    }
    removed
}

fn carried(situation: &Situation<'_>) -> Vec<Carried> {
    let Situation { current, candidate, difference, crosswalk, tally, .. } = situation;
    let mut carried = Vec::new();
    for item in &difference.items {
        let Some(new) = item.new else { continue };
        let declared = candidate.variables_of(new).any(|variable| crosswalk.is_declared(variable));
        let sources = candidate.variables_of(new).filter_map(|variable| crosswalk.source(variable));
        let answers = sources.map(|variable: VariableIndex| tally.answered(variable)).max();
        if let Some(answers) = answers.filter(|answers| declared && *answers > 0) {
            let renamed = matches!(item.partner, Partner::Replaces(old) if current.item(old).id != item.id);
            let by = if renamed { "replaces" } else { "map" };
            carried.push(Carried { id: item.id.to_string(), by, answers });
        }
    }
    carried
}
