//! A set of combinations in words: "q12 is “Yes”, and q21 does not include “Advice”".

use std::collections::BTreeSet;

use super::domain::{Dimension, Meaning, State};
use super::trial::Assignment;

/// The words for `these` among all that are possible; `None` where they are not simply a choice of answers to each
/// question.
pub(super) fn of(these: &[Assignment], possible: &[Assignment], dimensions: &[Dimension]) -> Option<String> {
    let chosen: Vec<BTreeSet<usize>> =
        (0..dimensions.len()).map(|at| these.iter().map(|one| one.state(at)).collect()).collect();
    let inside =
        |one: &&Assignment| chosen.iter().enumerate().all(|(at, states)| states.contains(&one.state(at)));
    if possible.iter().filter(inside).count() != these.len() {
        return None;
    }
    let mut words = Vec::new();
    for (at, (dimension, states)) in dimensions.iter().zip(&chosen).enumerate() {
        let occurring: BTreeSet<usize> = possible.iter().map(|one| one.state(at)).collect();
        if *states != occurring {
            words.push(one(dimension, states)?);
        }
    }
    if words.is_empty() { None } else { Some(words.join(", and ")) }
}

/// One question's part.
fn one(dimension: &Dimension, chosen: &BTreeSet<usize>) -> Option<String> {
    let name = &dimension.name;
    let is_chosen = |at: usize| chosen.contains(&at);
    let states = || dimension.states.iter().enumerate();
    if dimension.states.iter().any(|state| matches!(state.meaning, Meaning::Set(_))) {
        return ticked(dimension, chosen);
    }
    let silent = states().any(|(at, state)| is_chosen(at) && state.meaning == Meaning::NoAnswer);
    let other = states().any(|(at, state)| is_chosen(at) && state.meaning == Meaning::Other);
    let labels = |wanted: bool| -> Vec<String> {
        states()
            .filter(|(at, _)| is_chosen(*at) == wanted)
            .filter_map(|(_, state)| match &state.meaning {
                Meaning::Named(label) => Some(label.clone()),
                Meaning::NoAnswer | Meaning::Other | Meaning::Set(_) => None,
            })
            .collect()
    };
    let (with, without) = (labels(true), labels(false));
    Some(match (other, silent) {
        (true, _) if without.is_empty() => format!("{name} was answered"),
        (true, true) => format!("{name} is not {}", or(&without)),
        (true, false) => format!("{name} is answered, but not {}", or(&without)),
        (false, true) if with.is_empty() => format!("{name} was not answered"),
        (false, true) => format!("{name} is {} or not answered", or(&with)),
        (false, false) => format!("{name} is {}", or(&with)),
    })
}

/// A multiple: options that are ticked, or are not, in all of the chosen sets.
fn ticked(dimension: &Dimension, chosen: &BTreeSet<usize>) -> Option<String> {
    let set = |state: &State| match &state.meaning {
        Meaning::Set(set) => Some(set.clone()),
        Meaning::NoAnswer | Meaning::Named(_) | Meaning::Other => None,
    };
    let states: Vec<&State> = chosen.iter().filter_map(|at| dimension.states.get(*at)).collect();
    let silent = states.iter().any(|state| state.meaning == Meaning::NoAnswer);
    let sets: Vec<Vec<(String, bool)>> = states.iter().filter_map(|state| set(state)).collect();
    let Some(first) = sets.first() else { return Some(format!("{} was not answered", dimension.name)) };
    let mut with = Vec::new();
    let mut without = Vec::new();
    let mut free = 0u32;
    for (at, (label, _)) in first.iter().enumerate() {
        let ticked = sets.iter().filter(|set| set.get(at).is_some_and(|(_, ticked)| *ticked)).count();
        match ticked {
            0 => without.push(label.clone()),
            all if all == sets.len() => with.push(label.clone()),
            _ => free += 1,
        }
    }
    // All sets with these and without those, or it cannot be said that way.
    if sets.len() != 1usize << free || (silent && !with.is_empty()) {
        return None;
    }
    let mut words = Vec::new();
    if !with.is_empty() {
        words.push(format!("includes {}", with.join(" and ")));
    }
    if !without.is_empty() {
        words.push(format!("does not include {}", or(&without)));
    }
    if words.is_empty() {
        return Some(format!("{} was answered", dimension.name));
    }
    let said = format!("{} {}", dimension.name, words.join(" but "));
    Some(if silent || without.is_empty() { said } else { format!("{said} (and was answered)") })
}

fn or(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}
