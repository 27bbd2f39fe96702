//! Responses that answered an earlier version of the wave's questionnaire: what of them was carried over by a declaration,
//! and what their version did not have. Every table that they are counted in says so.

use std::collections::BTreeSet;

use super::assemble::{Frame, StubCount};
use super::dataset::Column;
use super::derived::references;
use super::footer::responses;
use super::kernels::Mask;
use super::plan::TablePlan;
use crate::questionnaire::condition::{Given, Reference};
use crate::questionnaire::{ItemIndex, OptionIndex, Questionnaire, VariableIndex};
use crate::responses::Crosswalk;

/// An earlier version of the wave, in the terms of the one that tables are made under.
#[derive(Debug, Clone, PartialEq)]
pub struct EarlierVersion {
    /// `sha256:…`
    pub version: String,
    /// Variables that are read through a `replaces:` or a `map:`.
    declared: BTreeSet<VariableIndex>,
    /// Variables that it has nothing for.
    lacking: BTreeSet<VariableIndex>,
    /// Options that it did not offer, of variables that it has.
    not_offered: BTreeSet<(VariableIndex, OptionIndex)>,
}

impl EarlierVersion {
    pub fn of(version: &str, crosswalk: &Crosswalk, now: &Questionnaire) -> EarlierVersion {
        let variables = || (0..now.variables.len()).map(VariableIndex);
        let options = |variable: VariableIndex| {
            (0..now.options(variable).len()).map(move |option| (variable, OptionIndex(option as u16)))
        };
        EarlierVersion {
            version: version.to_owned(),
            declared: variables().filter(|variable| crosswalk.is_declared(*variable)).collect(),
            lacking: variables().filter(|variable| !crosswalk.has(*variable)).collect(),
            not_offered: variables()
                .filter(|variable| crosswalk.has(*variable))
                .flat_map(options)
                .filter(|(variable, option)| !crosswalk.offered(*variable, *option))
                .collect(),
        }
    }
}

/// What the footer says of them; empty where everybody of the table answered the newest version.
pub(super) fn lines(
    plan: &TablePlan,
    frame: &Frame<'_>,
    stubs: &[StubCount<'_>],
    people: &Mask,
) -> Vec<String> {
    let counted = people_by_version(frame, people);
    let total: u64 = counted.iter().map(|(_, count)| count).sum();
    let shown = items_shown(plan, stubs);
    // Whoever a filter cannot be worked out for is not among the people any more.
    let everybody = people_by_version(frame, &frame.universe);
    let filtering: Vec<ItemIndex> =
        items_of_filter(plan, frame).into_iter().filter(|item| !shown.contains(item)).collect();
    let mut lines = Vec::new();
    if total > 0 {
        lines.push(format!("{} answered an earlier version of the questionnaire.", responses(total)));
    }
    lines.extend(shown.iter().flat_map(|item| about_item(frame, *item, &counted)));
    lines.extend(filtering.iter().flat_map(|item| about_item(frame, *item, &everybody)));
    lines
}

/// The earlier versions, each with how many of the table's people answered it.
fn people_by_version<'a>(frame: &'a Frame<'_>, people: &Mask) -> Vec<(&'a EarlierVersion, u64)> {
    let Some(Column::Texts { words, places, states: _ }) = frame.dataset.given(Given::Version) else {
        return Vec::new();
    };
    frame
        .dataset
        .info
        .earlier
        .iter()
        .filter_map(|earlier| {
            let word = words.binary_search(&earlier.version).ok()?;
            let count = people.iter().filter(|respondent| places[*respondent] as usize == word).count();
            (count > 0).then_some((earlier, count as u64))
        })
        .collect()
}

/// The items in the table's rows and columns, in the order of the file.
fn items_shown(plan: &TablePlan, stubs: &[StubCount<'_>]) -> BTreeSet<ItemIndex> {
    let columns = plan.chains.iter().flat_map(|chain| &chain.subjects);
    let subjects = stubs.iter().map(|stub| &stub.plan.subject).chain(columns);
    subjects
        .flat_map(|subject| {
            subject.item.into_iter().chain(subject.made_from.iter().filter_map(|source| source.item))
        })
        .collect()
}

fn items_of_filter(plan: &TablePlan, frame: &Frame<'_>) -> BTreeSet<ItemIndex> {
    let mut named = BTreeSet::new();
    if let Some(filter) = &plan.filter {
        references(&filter.expr, &mut named);
    }
    let item = |reference| match reference {
        Reference::Variable(variable) => Some(frame.dataset.questionnaire.variable(variable).item),
        Reference::Given(_) | Reference::Derived(_) | Reference::Extra(_) => None,
    };
    named.into_iter().filter_map(item).collect()
}

fn about_item(frame: &Frame<'_>, item: ItemIndex, of_version: &[(&EarlierVersion, u64)]) -> Vec<String> {
    let questionnaire = &frame.dataset.questionnaire;
    let described = questionnaire.item(item);
    let of_item = |variable: &VariableIndex| questionnaire.variable(*variable).item == item;
    let count = |holds: &dyn Fn(&EarlierVersion) -> bool| -> u64 {
        of_version.iter().filter(|(earlier, _)| holds(earlier)).map(|(_, count)| count).sum()
    };
    let mut lines = Vec::new();
    let declared = count(&|earlier| earlier.declared.iter().any(of_item));
    if declared > 0 {
        let by = if described.history.map.is_empty() { "as what it replaces" } else { "by its map" };
        lines.push(format!("{}: carried over {by} for {declared}.", described.id));
    }
    for variable in questionnaire.variables_of(item) {
        let name = &questionnaire.variable(variable).name;
        let lacking = count(&|earlier| earlier.lacking.contains(&variable));
        if lacking > 0 {
            lines.push(format!("{name}: not in the version of {lacking}."));
        }
    }
    for (place, option) in described.options().iter().enumerate() {
        let option_index = OptionIndex(place as u16);
        let is_it =
            |(variable, known): &(VariableIndex, OptionIndex)| of_item(variable) && *known == option_index;
        let without = count(&|earlier| earlier.not_offered.iter().any(is_it));
        if without > 0 {
            let text = option.text.get(&frame.dataset.info.language);
            lines.push(format!("{}: “{text}” was not offered to {without}.", described.id));
        }
    }
    lines
}
