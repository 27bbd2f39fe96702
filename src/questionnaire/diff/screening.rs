//! Whom the questionnaire itself turns away, and whose interview it ends early. A change of the screening is a change of
//! the population: it weighs on every item.

use super::carry;
use super::options::{listed, short};
use super::pairs::Pairs;
use super::{Change, Class, Trend};
use crate::questionnaire::{EndRule, Ending, Item, ItemIndex, Questionnaire, words};

/// How OLD and NEW turn respondents away, and the languages they can be answered in.
pub(super) fn changes(pairs: &Pairs<'_>) -> Vec<Change> {
    let mut changes: Vec<Change> = differences(Ending::ScreenedOut, pairs)
        .into_iter()
        .map(|(_, reason)| Change::of_population(reason))
        .collect();
    changes.extend(languages(pairs));
    changes.extend(consents(pairs));
    changes
}

/// Interviews that end as complete before this item, for others than before: they are no longer asked it.
pub(super) fn ends_before(before: ItemIndex, now: ItemIndex, pairs: &Pairs<'_>) -> Vec<Change> {
    let (page_before, page_now) = (pairs.old.page_of(before), pairs.new.page_of(now));
    differences(Ending::Complete, pairs)
        .into_iter()
        .filter(|(place, _)| match place {
            Place::Old(index) => pairs.old.page_of(*index) < page_before,
            Place::New(index) => pairs.new.page_of(*index) < page_now,
        })
        .map(|(_, reason)| Change::new(Class::BaseChanged, Trend::WithCare, reason))
        .collect()
}

#[derive(Clone, Copy)]
enum Place {
    Old(ItemIndex),
    New(ItemIndex),
}

fn differences(ending: Ending, pairs: &Pairs<'_>) -> Vec<(Place, String)> {
    let mut found = Vec::new();
    let verb = match ending {
        Ending::ScreenedOut => "screened out",
        Ending::Complete => "ended as complete",
    };
    for now in (0..pairs.new.items.len()).map(ItemIndex) {
        let new = pairs.new.item(now);
        let Some(before) = pairs.partner(now).continued() else {
            for what in ends_of(pairs.new, new, ending) {
                found.push((Place::New(now), format!("{what} of the new item {} is {verb}", new.id)));
            }
            continue;
        };
        let old = pairs.old.item(before);
        by_option(ending, old, new, now, pairs, verb, &mut found);
        by_rule(ending, before, now, pairs, verb, &mut found);
    }
    for before in (0..pairs.old.items.len()).map(ItemIndex) {
        if pairs.continuing(before).is_none() {
            let old = pairs.old.item(before);
            for what in ends_of(pairs.old, old, ending) {
                found.push((
                    Place::Old(before),
                    format!("{what} of the dropped item {} is no longer {verb}", old.id),
                ));
            }
        }
    }
    found
}

/// Options whose choice ends the interview.
fn by_option(
    ending: Ending,
    old: &Item,
    new: &Item,
    now: ItemIndex,
    pairs: &Pairs<'_>,
    verb: &str,
    found: &mut Vec<(Place, String)>,
) {
    let options = pairs.options(now);
    let text = |text: &str| format!("“{}”", short(text));
    let (mut begun, mut stopped) = (Vec::new(), Vec::new());
    for (at, option) in new.options().iter().enumerate() {
        let ends = option.end == Some(ending);
        let partner = options.pairs.iter().find(|(_, to, _)| usize::from(to.0) == at);
        let before = partner.and_then(|(from, _, _)| old.options().get(usize::from(from.0)));
        let ended = before.is_some_and(|before| before.end == Some(ending));
        match (ended, ends) {
            (false, true) => begun.push(text(&option.text.source)),
            (true, false) => stopped.push(text(&option.text.source)),
            (true, true) | (false, false) => {}
        }
    }
    let gone = options.removed.iter().filter_map(|at| old.options().get(usize::from(at.0)));
    stopped.extend(gone.filter(|option| option.end == Some(ending)).map(|option| text(&option.text.source)));
    if !begun.is_empty() {
        let reason = format!("who answers {} to {} is {verb} now", listed(&begun), new.id);
        found.push((Place::New(now), reason));
    }
    if !stopped.is_empty() {
        let reason = format!("nobody is {verb} by {} of {} any longer", listed(&stopped), new.id);
        found.push((Place::New(now), reason));
    }
}

/// An item's `end_if`.
fn by_rule(
    ending: Ending,
    before: ItemIndex,
    now: ItemIndex,
    pairs: &Pairs<'_>,
    verb: &str,
    found: &mut Vec<(Place, String)>,
) {
    let rule = |item: &'_ Item| item.end_if.clone().filter(|rule| rule.ending == ending);
    let (old, new) = (rule(pairs.old.item(before)), rule(pairs.new.item(now)));
    let expr = |rule: &Option<EndRule>| rule.as_ref().map(|rule| rule.condition.expr.clone());
    if carry::same(expr(&old).as_ref(), expr(&new).as_ref(), pairs) {
        return;
    }
    let said = |questionnaire: &Questionnaire, rule: &EndRule| {
        words::condition(questionnaire, &rule.condition, questionnaire.source_language())
    };
    let reason = match (&old, &new) {
        (Some(old), Some(new)) => {
            format!("{verb} where {}, before where {}", said(pairs.new, new), said(pairs.old, old))
        }
        (None, Some(new)) => format!("{verb} now where {}", said(pairs.new, new)),
        (Some(old), None) => format!("no longer {verb} where {}", said(pairs.old, old)),
        (None, None) => return,
    };
    found.push((Place::New(now), reason));
}

/// What of an item ends interviews this way.
fn ends_of(questionnaire: &Questionnaire, item: &Item, ending: Ending) -> Vec<String> {
    let options = item
        .options()
        .iter()
        .filter(|option| option.end == Some(ending))
        .map(|option| format!("who answers “{}”", short(&option.text.source)));
    let options: Vec<String> = options.collect();
    let mut found = Vec::new();
    if !options.is_empty() {
        found.push(listed(&options));
    }
    if let Some(rule) = item.end_if.as_ref().filter(|rule| rule.ending == ending) {
        let condition = words::condition(questionnaire, &rule.condition, questionnaire.source_language());
        found.push(format!("whoever meets the condition ({condition})"));
    }
    found
}

fn languages(pairs: &Pairs<'_>) -> Vec<Change> {
    let missing = |from: &Questionnaire, to: &Questionnaire| -> Vec<String> {
        let languages = from.languages.iter().filter(|language| !to.languages.contains(language));
        languages.map(ToString::to_string).collect()
    };
    let mut changes = Vec::new();
    let come = missing(pairs.new, pairs.old);
    if !come.is_empty() {
        changes.push(Change::of_population(format!("can also be answered in {}", listed(&come))));
    }
    let gone = missing(pairs.old, pairs.new);
    if !gone.is_empty() {
        changes.push(Change::of_population(format!("can no longer be answered in {}", listed(&gone))));
    }
    changes
}

/// A consent without which nobody is asked decides who takes part.
fn consents(pairs: &Pairs<'_>) -> Vec<Change> {
    let required = |questionnaire: &Questionnaire| -> Vec<String> {
        let consents = questionnaire.consents.iter().filter(|consent| consent.required);
        consents.map(|consent| consent.id.to_string()).collect()
    };
    let (old, new) = (required(pairs.old), required(pairs.new));
    let only = |these: &[String], those: &[String]| -> Vec<String> {
        these.iter().filter(|id| !those.contains(id)).cloned().collect()
    };
    let (come, gone) = (only(&new, &old), only(&old, &new));
    let mut changes = Vec::new();
    if !come.is_empty() {
        changes
            .push(Change::of_population(format!("nobody takes part without the consent {}", listed(&come))));
    }
    if !gone.is_empty() {
        let reason = format!("the consent {} is no longer a condition of taking part", listed(&gone));
        changes.push(Change::of_population(reason));
    }
    changes
}
