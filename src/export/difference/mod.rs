//! What differs between two questionnaires, to be read: for a terminal, for a pull request, for a program. The summary
//! comes first, then what needs attention; what is identical is only counted.

mod json;
mod markdown;
mod text;

use crate::i18n::Language;
use crate::ids::VersionId;
use crate::questionnaire::diff::{Change, Class, Declared, Difference, ItemDifference, Suggestion};
use crate::questionnaire::{Item, Questionnaire, Trend};
pub use json::json;
pub use markdown::markdown;
pub use text::text;

/// One of the two questionnaires, as it was asked for.
#[derive(Debug, Clone, Copy)]
pub struct Edition<'a> {
    /// A path, a version or a wave.
    pub name: &'a str,
    pub version: &'a VersionId,
    pub questionnaire: &'a Questionnaire,
}

/// Everything that is shown.
#[derive(Debug, Clone, Copy)]
pub struct Comparison<'a> {
    pub old: Edition<'a>,
    pub new: Edition<'a>,
    pub difference: &'a Difference,
    /// `None` where none were asked for.
    pub suggestions: Option<&'a [Suggestion]>,
    /// The language of the questions.
    pub language: &'a Language,
    pub detail: Detail,
}

/// Whether items that did not change are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    Changes,
    Everything,
}

/// What is to be done about an item, the most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    AnotherQuestion,
    Broken,
    WithCare,
    Comparable,
    Added,
    Dropped,
    Identical,
}

impl Group {
    const ALL: [Group; 7] = [
        Group::AnotherQuestion,
        Group::Broken,
        Group::WithCare,
        Group::Comparable,
        Group::Added,
        Group::Dropped,
        Group::Identical,
    ];

    fn title(self) -> &'static str {
        match self {
            Group::AnotherQuestion => "The id stands for another question",
            Group::Broken => "Broken",
            Group::WithCare => "Comparable with care",
            Group::Comparable => "Comparable, with changes",
            Group::Added => "Added",
            Group::Dropped => "Dropped",
            Group::Identical => "Identical",
        }
    }
}

/// The items of each group, in their order.
struct Groups<'a> {
    members: Vec<(Group, Vec<&'a ItemDifference>)>,
}

impl<'a> Groups<'a> {
    fn of(difference: &'a Difference) -> Groups<'a> {
        let members = Group::ALL.map(|group| {
            let items = difference.items.iter().filter(|item| group_of(item, difference) == group);
            (group, items.collect())
        });
        Groups { members: members.into() }
    }

    fn count(&self, group: Group) -> usize {
        self.members.iter().find(|(other, _)| *other == group).map_or(0, |(_, items)| items.len())
    }

    /// "3 comparable (2 identical), 4 with care, 1 broken, 2 added, 1 dropped".
    fn summary(&self) -> Vec<(usize, &'static str)> {
        vec![
            (self.count(Group::Comparable) + self.count(Group::Identical), "comparable"),
            (self.count(Group::WithCare), "with care"),
            (self.count(Group::Broken), "broken"),
            (self.count(Group::AnotherQuestion), "another question under the same id"),
            (self.count(Group::Added), "added"),
            (self.count(Group::Dropped), "dropped"),
        ]
    }
}

/// By the item's own trend: what the population does to all of them is said once.
fn group_of(item: &ItemDifference, difference: &Difference) -> Group {
    if item.is_another_question() {
        Group::AnotherQuestion
    } else if item.is_dropped() {
        Group::Dropped
    } else if item.is_added() {
        Group::Added
    } else if item.is_identical() && item.declared.is_none() {
        Group::Identical
    } else {
        match difference.own_trend(item) {
            Trend::Broken => Group::Broken,
            Trend::WithCare => Group::WithCare,
            Trend::Comparable => Group::Comparable,
        }
    }
}

/// "with care", as people say it.
fn trend_words(trend: Trend) -> &'static str {
    match trend {
        Trend::Comparable => "comparable",
        Trend::WithCare => "comparable with care",
        Trend::Broken => "broken",
    }
}

/// The changes, the gravest first.
fn by_weight(changes: &[Change]) -> Vec<&Change> {
    let mut sorted: Vec<&Change> = changes.iter().collect();
    sorted.sort_by(|one, other| other.effect.cmp(&one.effect).then(one.class.cmp(&other.class)));
    sorted
}

/// The classes for people, without those of the population: "wording, options added".
fn class_words(item: &ItemDifference) -> String {
    let mut classes: Vec<Class> = item.changes.iter().map(|change| change.class).collect();
    classes.sort();
    classes.dedup();
    let words: Vec<&str> = classes.into_iter().map(Class::words).collect();
    if words.is_empty() { Class::Identical.words().to_owned() } else { words.join(", ") }
}

/// "the machine says broken; the author says comparable (verdict): the reason".
fn judgements(machine: Trend, declared: &Declared) -> String {
    format!(
        "the files say {}, the author says {} (`{}`): {}",
        trend_words(machine),
        trend_words(declared.is),
        declared.by.as_str(),
        declared.because
    )
}

/// The item as NEW has it, else as OLD had it.
fn item_of<'a>(item: &ItemDifference, comparison: &Comparison<'a>) -> Option<&'a Item> {
    let new = item.new.map(|index| comparison.new.questionnaire.item(index));
    new.or_else(|| item.old.map(|index| comparison.old.questionnaire.item(index)))
}

/// "q12 (was q9)".
fn name_of(item: &ItemDifference) -> String {
    match &item.old_id {
        Some(old) if *old != item.id => format!("{} (was {old})", item.id),
        Some(_) | None => item.id.to_string(),
    }
}

/// The question in the language asked for.
fn question<'a>(item: &'a Item, language: &Language) -> &'a str {
    item.text.get(language)
}

fn population_title(comparison: &Comparison<'_>) -> &'static str {
    match comparison.difference.population_trend() {
        Trend::Comparable => "The population is described otherwise",
        Trend::WithCare | Trend::Broken => {
            "The population changed: no trend is better than comparable with care"
        }
    }
}
