//! Who is asked an item: the conditions of OLD and NEW tried on every combination of the answers they speak of, so that
//! it can be said who gains the question and who loses it. Where there are too many combinations, a condition
//! calculates, or OLD and NEW ask different questions first, only a change of the condition itself is seen.

mod domain;
mod phrase;
mod trial;

use super::carry;
use super::pairs::Pairs;
use super::{Change, Class, Trend};
use crate::questionnaire::condition::Reference;
use crate::questionnaire::{ItemIndex, Questionnaire, VariableIndex, words};
use domain::{Dimension, dimensions};
use trial::{Assignment, Side, Trial};

/// The most combinations that are tried for one item: some milliseconds.
pub(super) const ASSIGNMENTS_MAX: usize = 10_000;

pub(super) fn changes(before: ItemIndex, now: ItemIndex, pairs: &Pairs<'_>) -> Vec<Change> {
    if is_for_all(pairs.old, before) && is_for_all(pairs.new, now) {
        return Vec::new();
    }
    if is_written_the_same(before, now, pairs, 0) {
        return Vec::new();
    }
    // Two questions that nobody declared to be one: who answers both how is not known.
    let unrelated = |dimensions: &Vec<Dimension>| {
        dimensions.iter().any(|one| one.old.is_none()) && dimensions.iter().any(|one| one.new.is_none())
    };
    let reason = match dimensions(before, now, pairs).filter(|dimensions| !unrelated(dimensions)) {
        Some(dimensions) => compared(before, now, pairs, &dimensions),
        None => Some(unknown(before, now, pairs)),
    };
    reason.into_iter().collect()
}

fn is_for_all(questionnaire: &Questionnaire, item: ItemIndex) -> bool {
    questionnaire.item(item).show_if.is_none()
        && questionnaire.pages.get(questionnaire.page_of(item)).is_none_or(|page| page.show_if.is_none())
}

/// Tries every combination.
fn compared(
    before: ItemIndex,
    now: ItemIndex,
    pairs: &Pairs<'_>,
    dimensions: &[Dimension],
) -> Option<Change> {
    let (mut gained, mut lost, mut kept) = (Vec::new(), Vec::new(), 0usize);
    let mut possible = Vec::new();
    for assignment in Assignment::all(dimensions) {
        let old = Trial { questionnaire: pairs.old, side: Side::Old, dimensions, assignment: &assignment };
        let new = Trial { questionnaire: pairs.new, side: Side::New, dimensions, assignment: &assignment };
        // An answer to what neither edition asked is no combination of its own.
        if !is_possible(&old, &new) {
            continue;
        }
        match (old.is_asked(before), new.is_asked(now)) {
            (true, true) => kept += 1,
            (false, true) => gained.push(assignment.clone()),
            (true, false) => lost.push(assignment.clone()),
            (false, false) => {}
        }
        possible.push(assignment);
    }
    let who = |these: &[Assignment], fallback: &dyn Fn() -> String| {
        phrase::of(these, &possible, dimensions).unwrap_or_else(fallback)
    };
    let gains = || who(&gained, &|| but_not((pairs.new, now), (pairs.old, before)));
    let loses = || who(&lost, &|| but_not((pairs.old, before), (pairs.new, now)));
    let (effect, reason) = match (gained.is_empty(), lost.is_empty()) {
        (true, true) => return None,
        (false, true) => (Trend::WithCare, format!("asked of more: gains those where {}", gains())),
        (true, false) => (Trend::WithCare, format!("asked of fewer: loses those where {}", loses())),
        (false, false) if kept == 0 => (
            Trend::Broken,
            format!(
                "asked of nobody who was asked before: those where {}, before those where {}",
                gains(),
                loses()
            ),
        ),
        (false, false) => (
            Trend::WithCare,
            format!("asked of others: gains those where {}; loses those where {}", gains(), loses()),
        ),
    };
    Some(Change::new(Class::BaseChanged, effect, reason))
}

fn is_possible(old: &Trial<'_>, new: &Trial<'_>) -> bool {
    old.dimensions.iter().enumerate().all(|(at, dimension)| {
        let silent = old.assignment.state(at) == 0;
        let asked = |trial: &Trial<'_>, variable: Option<VariableIndex>| {
            variable.is_some_and(|variable| trial.is_variable_asked(variable))
        };
        match (dimension.old, dimension.new) {
            (Some(Reference::Given(_)), _) | (_, Some(Reference::Given(_))) => true,
            (before, now) => silent || asked(old, variable(before)) || asked(new, variable(now)),
        }
    })
}

fn variable(reference: Option<Reference>) -> Option<VariableIndex> {
    match reference {
        Some(Reference::Variable(variable)) => Some(variable),
        Some(Reference::Given(_) | Reference::Derived(_) | Reference::Extra(_)) | None => None,
    }
}

/// "q12 is “Yes”, but not (in OLD) where q9 is “Yes”": true whatever the conditions are.
fn but_not(these: (&Questionnaire, ItemIndex), those: (&Questionnaire, ItemIndex)) -> String {
    format!("{}, but not where {}", universe(these.0, these.1), universe(those.0, those.1))
}

fn universe(questionnaire: &Questionnaire, item: ItemIndex) -> String {
    words::universe(questionnaire, item, questionnaire.source_language())
        .unwrap_or_else(|| "everybody is asked".to_owned())
}

/// Where the combinations cannot be tried.
fn unknown(before: ItemIndex, now: ItemIndex, pairs: &Pairs<'_>) -> Change {
    let reason = format!(
        "asked of others, it is not known of whom: where {}, before where {}",
        universe(pairs.new, now),
        universe(pairs.old, before)
    );
    Change::new(Class::BaseChanged, Trend::WithCare, reason)
}

/// Whether the condition, and those of the items it rests on, say the same of the same items.
fn is_written_the_same(before: ItemIndex, now: ItemIndex, pairs: &Pairs<'_>, depth: usize) -> bool {
    let conditions = |questionnaire: &Questionnaire, item: ItemIndex| {
        let page = questionnaire.pages.get(questionnaire.page_of(item));
        let page = page.and_then(|page| page.show_if.as_ref()).map(|condition| condition.expr.clone());
        (page, questionnaire.item(item).show_if.as_ref().map(|condition| condition.expr.clone()))
    };
    let (old, new) = (conditions(pairs.old, before), conditions(pairs.new, now));
    let same = carry::same(old.0.as_ref(), new.0.as_ref(), pairs)
        && carry::same(old.1.as_ref(), new.1.as_ref(), pairs);
    // Conditions look back only, so the chain ends; its length is the file's.
    if !same || depth > pairs.old.items.len() {
        return same;
    }
    let mut names = Vec::new();
    for condition in [&old.0, &old.1].into_iter().flatten() {
        condition.visit_references(&mut |reference| names.extend(variable(Some(reference))));
    }
    names.sort();
    names.dedup();
    names.into_iter().all(|name| {
        let item = pairs.old.variable(name).item;
        pairs
            .variable_now(name)
            .is_some_and(|now| is_written_the_same(item, pairs.new.variable(now).item, pairs, depth + 1))
    })
}
