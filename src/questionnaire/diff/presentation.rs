//! How an item is shown: controls, lines, and the order in which respondents see options, rows and items.

use super::pairs::Pairs;
use super::{Change, Class, Trend};
use crate::questionnaire::{Display, Item, ItemIndex, ItemKind, Order};

pub(super) fn changes(before: ItemIndex, now: ItemIndex, pairs: &Pairs<'_>) -> Vec<Change> {
    let (old, new) = (pairs.old.item(before), pairs.new.item(now));
    let mut changes = Vec::new();
    changes.extend(display(old, new));
    changes.extend(order(old, new));
    changes.extend(pins(old, new));
    changes.extend(shuffle(before, now, pairs));
    changes
}

fn display(old: &Item, new: &Item) -> Option<Change> {
    match (&old.kind, &new.kind) {
        (ItemKind::Single { display: old, .. }, ItemKind::Single { display: new, .. }) if old != new => {
            let reason = format!("shown as {}, before as {}", display_word(*new), display_word(*old));
            let hidden = |display: Display| display == Display::Dropdown;
            // Options behind a click are chosen differently; buttons are radios with another face.
            let effect = if hidden(*old) != hidden(*new) { Trend::WithCare } else { Trend::Comparable };
            Some(Change::new(Class::DisplayChanged, effect, reason))
        }
        (ItemKind::Text { lines: old, .. }, ItemKind::Text { lines: new, .. }) if old != new => {
            let reason = format!("{new} lines high, before {old}: a larger field draws longer answers");
            Some(Change::new(Class::DisplayChanged, Trend::Comparable, reason))
        }
        (
            ItemKind::Single { .. }
            | ItemKind::Multiple { .. }
            | ItemKind::Grid { .. }
            | ItemKind::MultipleGrid { .. }
            | ItemKind::Ranking { .. }
            | ItemKind::Number { .. }
            | ItemKind::Scale { .. }
            | ItemKind::Allocation { .. }
            | ItemKind::Date { .. }
            | ItemKind::Text { .. }
            | ItemKind::Note
            | ItemKind::Computed { .. },
            _,
        ) => None,
    }
}

fn order(old: &Item, new: &Item) -> Option<Change> {
    let (before, now) = old.kind.order().zip(new.kind.order()).filter(|(before, now)| before != now)?;
    let reason = format!("order of the options: {}, before {}", order_word(now), order_word(before));
    Some(Change::new(Class::RandomisationChanged, Trend::WithCare, reason))
}

/// Options that keep their place or stay together; it matters only where the order is not the given one.
fn pins(old: &Item, new: &Item) -> Option<Change> {
    if new.kind.order()? == Order::Given {
        return None;
    }
    let differs = new.options().iter().any(|option| {
        let before = old.options().iter().find(|before| before.code == option.code);
        before.is_some_and(|before| before.pin != option.pin || before.group != option.group)
    });
    differs.then(|| {
        let reason = "other options keep their place or stay together";
        Change::new(Class::RandomisationChanged, Trend::Comparable, reason)
    })
}

/// The order of the items of its page.
fn shuffle(before: ItemIndex, now: ItemIndex, pairs: &Pairs<'_>) -> Option<Change> {
    let old = pairs.old.pages.get(pairs.old.page_of(before))?;
    let new = pairs.new.pages.get(pairs.new.page_of(now))?;
    let reason = match (old.shuffle, new.shuffle) {
        (false, true) => "the items of its page come in random order now",
        (true, false) => "the items of its page come in one order now",
        (true, true) | (false, false) => return None,
    };
    Some(Change::new(Class::RandomisationChanged, Trend::WithCare, reason))
}

fn display_word(display: Display) -> &'static str {
    match display {
        Display::Radio => "radio buttons",
        Display::Dropdown => "a dropdown",
        Display::Buttons => "buttons",
    }
}

fn order_word(order: Order) -> &'static str {
    match order {
        Order::Given => "as given",
        Order::Random => "random",
        Order::ReversedHalf => "reversed for half",
        Order::Rotated => "rotated",
        Order::Alphabetical => "alphabetical",
    }
}
