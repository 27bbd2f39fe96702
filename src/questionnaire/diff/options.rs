//! What an item offers: options that came and went, stand in another order or under other codes, and what their marks
//! mean. Points of a rating scale are no options: one more of them is another scale.

use super::carry;
use super::correspondence::{Found, OptionPairs};
use super::pairs::{Pairs, option_text};
use super::wording::and;
use super::{Change, Class, Trend};
use crate::questionnaire::{AnswerOption, DeclaredMissing, Item, ItemKind, OptionIndex, Order};

/// Longer lists are cut and counted.
const LISTED_MAX: usize = 6;

pub(super) fn changes(old: &Item, new: &Item, options: &OptionPairs, pairs: &Pairs<'_>) -> Vec<Change> {
    // Of another type, the options answer another question; the type says it all.
    if old.type_name() != new.type_name() {
        return Vec::new();
    }
    let lists = Lists { old, new, options };
    let mut changes = Vec::new();
    changes.extend(lists.recoded());
    changes.extend(lists.dont_know());
    lists.substance(&mut changes);
    changes.extend(lists.reordered());
    lists.marks(&mut changes);
    changes.extend(lists.offered(pairs));
    changes
}

struct Lists<'a> {
    old: &'a Item,
    new: &'a Item,
    options: &'a OptionPairs,
}

impl Lists<'_> {
    fn before(&self, index: OptionIndex) -> Option<&AnswerOption> {
        self.old.options().get(usize::from(index.0))
    }

    fn now(&self, index: OptionIndex) -> Option<&AnswerOption> {
        self.new.options().get(usize::from(index.0))
    }

    fn both(&self) -> impl Iterator<Item = (&AnswerOption, &AnswerOption)> {
        self.options
            .pairs
            .iter()
            .filter_map(|(before, now, _)| Some((self.before(*before)?, self.now(*now)?)))
    }

    /// Answers that stand under other codes, by a map or without one.
    fn recoded(&self) -> Vec<Change> {
        let moved = |how: Found| -> Vec<String> {
            let pairs = self.options.pairs.iter().filter(|(_, _, found)| *found == how);
            let said = pairs.filter_map(|(before, now, _)| {
                let (before, now) = (self.before(*before)?, self.now(*now)?);
                Some(format!("“{}” is {}, was {}", short(&now.text.source), now.code, before.code))
            });
            said.collect()
        };
        let mut changes = Vec::new();
        let mapped = moved(Found::Map);
        if !mapped.is_empty() {
            let split = self.options.pairs.iter().enumerate().any(|(at, (before, _, _))| {
                self.options.pairs.iter().take(at).any(|(other, _, _)| other == before)
            });
            let (effect, rest) = if split {
                (Trend::WithCare, "; several answers count as one earlier answer")
            } else {
                (Trend::Comparable, "")
            };
            let reason = format!("other codes, carried over by the declared map: {}{rest}", listed(&mapped));
            changes.push(Change::new(Class::Recoded, effect, reason));
        }
        let silent = moved(Found::SameText);
        if !silent.is_empty() {
            let mixes = self.options.reused.iter().any(|(before, now)| {
                let moved = |pair: &&(OptionIndex, OptionIndex, Found)| {
                    pair.2 == Found::SameText && (pair.0 == *before || pair.1 == *now)
                };
                self.options.pairs.iter().any(|pair| moved(&pair))
            });
            let (effect, rest) = if mixes {
                (Trend::Broken, "codes mean other answers than before, and no `map:` says so")
            } else {
                (Trend::WithCare, "no `map:` says so")
            };
            let reason = format!("the same answers under other codes: {}; {rest}", listed(&silent));
            changes.push(Change::new(Class::Recoded, effect, reason));
        }
        changes
    }

    /// Options that are a reason for no answer: they decide what stands in the base.
    fn dont_know(&self) -> Vec<Change> {
        let mut changes = Vec::new();
        let added = self
            .options
            .added
            .iter()
            .filter_map(|index| self.now(*index))
            .filter(|option| option.missing.is_some());
        let removed = self
            .options
            .removed
            .iter()
            .filter_map(|index| self.before(*index))
            .filter(|option| option.missing.is_some());
        for option in added {
            changes.push(Change::new(
                Class::DontKnowAdded,
                Trend::WithCare,
                format!(
                    "“{}” can now be chosen: who would have guessed no longer does",
                    short(&option.text.source)
                ),
            ));
        }
        for option in removed {
            changes.push(Change::new(
                Class::DontKnowRemoved,
                Trend::WithCare,
                format!(
                    "“{}” can no longer be chosen: who does not know must guess or skip",
                    short(&option.text.source)
                ),
            ));
        }
        for (before, now) in self.both().filter(|(before, now)| before.missing != now.missing) {
            let text = short(&now.text.source);
            let (class, reason) = match (before.missing, now.missing) {
                (None, Some(is)) => (
                    Class::DontKnowAdded,
                    format!("“{text}” is now declared {}: tables may leave it out of the base", kind(is)),
                ),
                (Some(was), None) => (
                    Class::DontKnowRemoved,
                    format!("“{text}” is no longer declared {}: tables count it in the base", kind(was)),
                ),
                (Some(was), Some(is)) => {
                    (Class::DontKnowAdded, format!("“{text}” is declared {}, was {}", kind(is), kind(was)))
                }
                (None, None) => continue,
            };
            changes.push(Change::new(class, Trend::WithCare, reason));
        }
        changes
    }

    /// Answers that came and went.
    fn substance(&self, changes: &mut Vec<Change>) {
        let added: Vec<&AnswerOption> = self
            .options
            .added
            .iter()
            .filter_map(|at| self.now(*at))
            .filter(|option| option.missing.is_none())
            .collect();
        let removed: Vec<&AnswerOption> = self
            .options
            .removed
            .iter()
            .filter_map(|at| self.before(*at))
            .filter(|option| option.missing.is_none())
            .collect();
        if added.is_empty() && removed.is_empty() {
            return;
        }
        let common = self.both().filter(|(before, _)| before.missing.is_none()).count();
        if is_scale(self.old) && is_scale(self.new) {
            changes.push(Change::new(
                Class::ScaleChanged,
                Trend::Broken,
                points_differ(&added, &removed, common),
            ));
            return;
        }
        let mixed: Vec<String> = self
            .options
            .reused
            .iter()
            .filter(|(before, now)| self.options.removed.contains(before) && self.options.added.contains(now))
            .filter_map(|(before, now)| Some((self.before(*before)?, self.now(*now)?)))
            .filter(|(before, now)| before.missing.is_none() || now.missing.is_none())
            .map(|(before, now)| {
                format!("{} was “{}”, is “{}”", now.code, short(&before.text.source), short(&now.text.source))
            })
            .collect();
        let few_left = common * 2 < (common + added.len()).max(common + removed.len());
        let effect = if few_left || !mixed.is_empty() { Trend::Broken } else { Trend::WithCare };
        let mut tail = String::new();
        if !mixed.is_empty() {
            tail = format!("; codes stand for other answers: {}", listed(&mixed));
        } else if few_left {
            tail = format!("; only {common} of the answers stand in both");
        }
        let texts = |options: &[&AnswerOption]| {
            listed(
                &options.iter().map(|option| format!("“{}”", short(&option.text.source))).collect::<Vec<_>>(),
            )
        };
        let takes = if is_multiple(self.new) {
            "other answers were ticked in its place"
        } else {
            "whoever would have chosen it answers otherwise now"
        };
        if !added.is_empty() {
            let reason = format!("{} new: {}{tail}", counted(added.len(), "option"), texts(&added));
            changes.push(Change::new(Class::OptionsAdded, effect, reason));
        }
        if !removed.is_empty() {
            let reason = format!("{} gone: {}; {takes}", counted(removed.len(), "option"), texts(&removed));
            changes.push(Change::new(Class::OptionsRemoved, effect, reason));
        }
    }

    fn reordered(&self) -> Option<Change> {
        let places: Vec<u16> = self.options.pairs.iter().map(|(before, _, _)| before.0).collect();
        let moved = super::context::out_of_order(&places);
        if moved.is_empty() {
            return None;
        }
        let shown =
            self.old.kind.order() == Some(Order::Given) && self.new.kind.order() == Some(Order::Given);
        let said: Vec<String> = moved
            .iter()
            .filter_map(|at| self.options.pairs.get(*at))
            .map(|(_, now, _)| format!("“{}”", short(option_text(self.new, *now))))
            .collect();
        let (effect, rest) = if shown {
            (Trend::WithCare, "what stands first is chosen more often")
        } else {
            (Trend::Comparable, "respondents see another order anyway")
        };
        let reason = format!("{} in another place: {}; {rest}", counted(said.len(), "option"), listed(&said));
        Some(Change::new(Class::OptionsReordered, effect, reason))
    }

    /// Values, exclusiveness and text fields of options that stand in both.
    fn marks(&self, changes: &mut Vec<Change>) {
        let those = |differs: &dyn Fn(&AnswerOption, &AnswerOption) -> bool| -> Vec<String> {
            self.both()
                .filter(|(before, now)| differs(before, now))
                .map(|(_, now)| format!("“{}”", short(&now.text.source)))
                .collect()
        };
        let valued = those(&|before, now| before.value != now.value);
        if !valued.is_empty() {
            let reason =
                format!("other values behind {}: means are worked out from other scores", listed(&valued));
            changes.push(Change::new(Class::ScaleChanged, Trend::WithCare, reason));
        }
        let exclusive = those(&|before, now| before.exclusive != now.exclusive);
        if !exclusive.is_empty() {
            let reason = format!("{} may be combined otherwise than before", listed(&exclusive));
            changes.push(Change::new(Class::ScaleChanged, Trend::WithCare, reason));
        }
        for (now_has, verb) in [(true, "has"), (false, "no longer has")] {
            let specified = those(&|before, now| before.specify != now.specify && now.specify == now_has);
            if !specified.is_empty() {
                let reason = format!("{} {verb} a text field beside it", listed(&specified));
                changes.push(Change::new(Class::DisplayChanged, Trend::Comparable, reason));
            }
        }
    }

    /// Options that are offered to others than before.
    fn offered(&self, pairs: &Pairs<'_>) -> Option<Change> {
        let differs = |before: &AnswerOption, now: &AnswerOption| {
            let (before, now) = (before.show_if.as_ref(), now.show_if.as_ref());
            !carry::same(before.map(|shown| &shown.expr), now.map(|shown| &shown.expr), pairs)
        };
        let said: Vec<String> = self
            .both()
            .filter(|(before, now)| differs(before, now))
            .map(|(_, now)| format!("“{}”", short(&now.text.source)))
            .collect();
        (!said.is_empty()).then(|| {
            Change::new(
                Class::BaseChanged,
                Trend::WithCare,
                format!("offered to others than before: {}", listed(&said)),
            )
        })
    }
}

fn points_differ(added: &[&AnswerOption], removed: &[&AnswerOption], common: usize) -> String {
    let texts = |options: &[&AnswerOption]| {
        listed(&options.iter().map(|option| format!("“{}”", short(&option.text.source))).collect::<Vec<_>>())
    };
    let (before, now) = (common + removed.len(), common + added.len());
    let points = if before == now {
        format!("{now} points as before, but other ones")
    } else {
        format!("{now} points, there were {before}")
    };
    match (added.is_empty(), removed.is_empty()) {
        (false, false) => format!("{points}: {} in place of {}", texts(added), texts(removed)),
        (false, true) => format!("{points}: new {}", texts(added)),
        (true, _) => format!("{points}: gone {}", texts(removed)),
    }
}

/// Whether the options are points of one rating: in a grid, or with values.
pub(super) fn is_scale(item: &Item) -> bool {
    let mut substance = item.options().iter().filter(|option| option.missing.is_none()).peekable();
    let has_points = substance.peek().is_some();
    match &item.kind {
        ItemKind::Grid { .. } => has_points,
        ItemKind::Single { .. } => has_points && substance.all(|option| option.value.is_some()),
        ItemKind::Multiple { .. }
        | ItemKind::MultipleGrid { .. }
        | ItemKind::Ranking { .. }
        | ItemKind::Number { .. }
        | ItemKind::Scale { .. }
        | ItemKind::Allocation { .. }
        | ItemKind::Date { .. }
        | ItemKind::Text { .. }
        | ItemKind::Note
        | ItemKind::Computed { .. } => false,
    }
}

fn is_multiple(item: &Item) -> bool {
    matches!(item.kind, ItemKind::Multiple { .. } | ItemKind::MultipleGrid { .. })
}

fn kind(missing: DeclaredMissing) -> &'static str {
    match missing {
        DeclaredMissing::DontKnow => "“don't know”",
        DeclaredMissing::Refused => "“refused”",
        DeclaredMissing::NotApplicable => "“not applicable”",
    }
}

/// The first of them, and how many more there are.
pub(super) fn listed(words: &[String]) -> String {
    match words.get(..LISTED_MAX) {
        Some(first) if words.len() > LISTED_MAX + 1 => {
            format!("{} and {} more", first.join(", "), words.len() - LISTED_MAX)
        }
        Some(_) | None => and(words),
    }
}

/// A text cut to a length at which several stand in one sentence.
pub(super) fn short(text: &str) -> String {
    const LETTERS_MAX: usize = 48;
    if text.chars().count() <= LETTERS_MAX {
        return text.to_owned();
    }
    let cut: String = text.chars().take(LETTERS_MAX - 1).collect();
    format!("{}…", cut.trim_end())
}

pub(super) fn counted(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}
