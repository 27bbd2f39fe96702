//! What changed between two editions of a questionnaire: every item matched, every change named by its class, and what
//! is left of the trend, with the reason in words.
//!
//! `pairing` says which item continues which, `correspondence` which option and row; then one file a kind of change:
//! `wording`, `options`, `rows`, `measure`, `base`, `context`, `presentation`, `translations`, `screening`. Each
//! returns [`Change`]s with the effect of that change alone; `judgement` takes the worst of them and lets the author
//! overrule it.

mod base;
mod carry;
mod change;
mod class;
mod context;
mod corpus;
mod correspondence;
mod declarations;
mod judgement;
mod measure;
mod options;
mod pairing;
mod pairs;
mod presentation;
mod remark;
mod rows;
mod screening;
mod suggest;
mod survey;
#[cfg(test)]
mod tests;
mod translations;
mod wording;
mod words_apart;

use super::{Item, ItemIndex, OptionIndex, Questionnaire, Trend};
use crate::ids::ItemId;
pub use change::{Change, TextChange, TextPlace};
pub use class::Class;
pub use correspondence::{Found, OptionPairs};
pub use judgement::{Declared, DeclaredBy};
pub use pairing::Partner;
use pairs::Pairs;
pub use remark::Remark;
pub use suggest::{Suggestion, suggest};
pub use words_apart::{Piece, word_by_word};

/// Everything that differs between two questionnaires.
#[derive(Debug, Clone)]
pub struct Difference {
    /// The items of NEW in their order; an item that only OLD has follows what it followed there.
    pub items: Vec<ItemDifference>,
    /// Changes of whom the survey asks; they hold for every item.
    pub population: Vec<Change>,
    /// Changes around the items: title, introduction, consents, endings.
    pub survey: Vec<Change>,
    /// Declarations of NEW that make no sense against OLD.
    pub remarks: Vec<Remark>,
}

/// One item of NEW beside the item of OLD that it continues, or an item that only one of them has.
#[derive(Debug, Clone)]
pub struct ItemDifference {
    /// Its id in NEW; in OLD for a dropped one.
    pub id: ItemId,
    /// The item of OLD that it continues, or the dropped item itself; also the item of another question that had its id.
    pub old: Option<ItemIndex>,
    /// `None` for a dropped item.
    pub new: Option<ItemIndex>,
    pub old_id: Option<ItemId>,
    pub partner: Partner,
    /// Its own changes; those of the population stand in [`Difference::population`].
    pub changes: Vec<Change>,
    pub options: OptionPairs,
    /// For a grid: each row of NEW, then those that only OLD has.
    pub rows: Vec<RowDifference>,
    /// Whether its answers lie otherwise in storage: another type, other codes or another order of them, other rows.
    pub layout_differs: bool,
    /// What the classes leave of the trend, without the population.
    pub machine: Trend,
    /// What the author says instead.
    pub declared: Option<Declared>,
}

/// One row of a grid.
#[derive(Debug, Clone)]
pub struct RowDifference {
    pub id: ItemId,
    /// Its place among the rows of OLD.
    pub old: Option<usize>,
    /// Its place among the rows of NEW.
    pub new: Option<usize>,
    /// What concerns this row alone; what concerns its item stands there.
    pub changes: Vec<Change>,
    /// What that leaves of the row's trend.
    pub trend: Trend,
}

impl Difference {
    /// The difference of the item with this id in NEW.
    pub fn find(&self, id: &str) -> Option<&ItemDifference> {
        self.items.iter().find(|item| item.id.as_str() == id && item.new.is_some())
    }

    /// What is left of an item's trend: the author's word, else the machine's, and no better than the population allows.
    pub fn trend(&self, item: &ItemDifference) -> Trend {
        match &item.declared {
            Some(declared) if declared.by == DeclaredBy::Verdict => declared.is,
            Some(_) | None => self.own_trend(item).max(self.population_trend()),
        }
    }

    /// The same as if the population had not changed.
    pub fn own_trend(&self, item: &ItemDifference) -> Trend {
        item.declared.as_ref().map_or(item.machine, |declared| declared.is)
    }

    /// What the population leaves of every trend.
    pub fn population_trend(&self) -> Trend {
        worst(&self.population)
    }

    /// Changes of the population that weigh on every trend.
    pub fn weighing_population(&self) -> impl Iterator<Item = &Change> {
        self.population.iter().filter(|change| change.effect != Trend::Comparable)
    }

    /// The classes of an item, with the population's where that changed; [`Class::Identical`] where nothing did.
    pub fn classes(&self, item: &ItemDifference) -> Vec<Class> {
        let compared = item.partner.continued().is_some();
        let population = self.weighing_population().filter(|_| compared);
        let mut classes: Vec<Class> =
            item.changes.iter().chain(population).map(|change| change.class).collect();
        classes.sort();
        classes.dedup();
        if classes.is_empty() { vec![Class::Identical] } else { classes }
    }
}

impl ItemDifference {
    pub fn is_added(&self) -> bool {
        matches!(self.partner, Partner::None) && self.new.is_some()
    }

    pub fn is_dropped(&self) -> bool {
        self.new.is_none()
    }

    /// Whether OLD asked another question under its id.
    pub fn is_another_question(&self) -> bool {
        matches!(self.partner, Partner::AnotherQuestion(_))
    }

    /// Whether nothing about it changed.
    pub fn is_identical(&self) -> bool {
        self.changes.is_empty()
    }
}

/// Compares two questionnaires that compiled without errors, item by item. Costs the product of their items where ids
/// are looked up, and at most [`base::ASSIGNMENTS_MAX`] evaluations for each changed condition.
pub fn compare(old: &Questionnaire, new: &Questionnaire) -> Difference {
    let new = &declarations::about(old, new);
    let mut remarks = Vec::new();
    let corpus = corpus::Corpus::of(old, new);
    let partners = pairing::pair(old, new, &corpus, &mut remarks);
    remark::of_declarations(old, new, &mut remarks);
    let pairs = Pairs::of(old, new, &partners);
    let contexts = context::moves(&pairs);
    let mut items: Vec<ItemDifference> = (0..new.items.len())
        .map(ItemIndex)
        .map(|index| match pairs.partner(index) {
            Partner::SameId(before) | Partner::Replaces(before) => {
                continued(before, index, &pairs, &contexts, &mut remarks)
            }
            Partner::AnotherQuestion(before) => another_question(before, index, &pairs),
            Partner::None => added(index, &pairs),
        })
        .collect();
    insert_dropped(&pairs, &mut items);
    Difference { items, population: screening::changes(&pairs), survey: survey::changes(&pairs), remarks }
}

/// The worst effect of some changes.
fn worst(changes: &[Change]) -> Trend {
    changes.iter().map(|change| change.effect).max().unwrap_or(Trend::Comparable)
}

fn continued(
    before: ItemIndex,
    now: ItemIndex,
    pairs: &Pairs<'_>,
    contexts: &context::Moves,
    remarks: &mut Vec<Remark>,
) -> ItemDifference {
    let (old, new) = (pairs.old.item(before), pairs.new.item(now));
    correspondence::check_map(old, new, remarks);
    let options = pairs.options(now).clone();
    let (row_changes, rows) = rows::changes(old, new, pairs);
    let mut changes = wording::changes(old, new, &options);
    changes.extend(options::changes(old, new, &options, pairs));
    changes.extend(row_changes);
    changes.extend(measure::changes(old, new, pairs));
    changes.extend(base::changes(before, now, pairs));
    changes.extend(screening::ends_before(before, now, pairs));
    changes.extend(contexts.changes(now));
    changes.extend(presentation::changes(before, now, pairs));
    changes.extend(translations::changes(old, new, &options, pairs));
    let machine = worst(&changes);
    ItemDifference {
        id: new.id.clone(),
        old: Some(before),
        new: Some(now),
        old_id: Some(old.id.clone()),
        partner: pairs.partner(now),
        layout_differs: pairs.layout_differs(before, now),
        declared: judgement::declared(old, new, &changes, remarks),
        machine,
        changes,
        options,
        rows,
    }
}

fn added(now: ItemIndex, pairs: &Pairs<'_>) -> ItemDifference {
    let item = pairs.new.item(now);
    let namesake = pairs.old.find_item(item.id.as_str()).and_then(|before| pairs.continuing(before));
    let reason = match namesake.map(|index| &pairs.new.item(index).id) {
        Some(other) => format!("OLD does not ask it: the question that had this id goes on as `{other}`"),
        None => "OLD does not ask it".to_owned(),
    };
    let change = Change::new(Class::Added, Trend::Broken, reason);
    ItemDifference { new: Some(now), options: all_added(item), ..alone(item, vec![change]) }
}

fn dropped(before: ItemIndex, pairs: &Pairs<'_>) -> ItemDifference {
    let item = pairs.old.item(before);
    let change = Change::new(Class::Dropped, Trend::Broken, "NEW does not ask it");
    ItemDifference {
        old: Some(before),
        old_id: Some(item.id.clone()),
        options: OptionPairs { removed: indices(item), ..OptionPairs::default() },
        ..alone(item, vec![change])
    }
}

/// The id goes on, the question does not: both its end and its beginning.
fn another_question(before: ItemIndex, now: ItemIndex, pairs: &Pairs<'_>) -> ItemDifference {
    let (old, new) = (pairs.old.item(before), pairs.new.item(now));
    let reason = format!(
        "`{}` is another question in NEW: it was “{}”, it is “{}”",
        new.id, old.text.source, new.text.source
    );
    let went = "NEW does not ask the question that had this id";
    let mut changes = vec![Change::new(Class::Added, Trend::Broken, reason)];
    changes.push(Change::new(Class::Dropped, Trend::Broken, went));
    ItemDifference {
        old: Some(before),
        new: Some(now),
        old_id: Some(old.id.clone()),
        partner: Partner::AnotherQuestion(before),
        options: OptionPairs { removed: indices(old), ..all_added(new) },
        ..alone(new, changes)
    }
}

fn alone(item: &Item, changes: Vec<Change>) -> ItemDifference {
    ItemDifference {
        id: item.id.clone(),
        old: None,
        new: None,
        old_id: None,
        partner: Partner::None,
        machine: worst(&changes),
        changes,
        options: OptionPairs::default(),
        rows: Vec::new(),
        layout_differs: !item.variables.is_empty(),
        declared: None,
    }
}

fn all_added(item: &Item) -> OptionPairs {
    OptionPairs { added: indices(item), ..OptionPairs::default() }
}

fn indices(item: &Item) -> Vec<OptionIndex> {
    (0..item.options().len()).map(|at| OptionIndex(at as u16)).collect()
}

/// Puts each item that only OLD has behind the one it followed there.
fn insert_dropped(pairs: &Pairs<'_>, items: &mut Vec<ItemDifference>) {
    let mut at = 0;
    for before in (0..pairs.old.items.len()).map(ItemIndex) {
        let shown = items.iter().position(|item| item.old == Some(before));
        match shown {
            Some(place) => at = place + 1,
            None => {
                items.insert(at, dropped(before, pairs));
                at += 1;
            }
        }
    }
}
