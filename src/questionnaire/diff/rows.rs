//! Rows of a grid: each is a variable with a trend of its own, and all stand in one battery.

use super::carry;
use super::correspondence::RowPairs;
use super::options::{counted, listed, short};
use super::pairs::Pairs;
use super::words_apart::{Distance, distance};
use super::{Change, Class, RowDifference, TextChange, TextPlace, Trend};
use crate::questionnaire::{Item, Row};

/// What the rows mean for the whole item, and each row's own changes.
pub(super) fn changes(old: &Item, new: &Item, both: &Pairs<'_>) -> (Vec<Change>, Vec<RowDifference>) {
    let (before, now) = (old.rows(), new.rows());
    if old.type_name() != new.type_name() || before.is_empty() || now.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let pairs = RowPairs::of(before, now);
    let text = |rows: &[Row], at: usize| {
        rows.get(at).map_or_else(String::new, |row| format!("{} “{}”", row.id, short(&row.text.source)))
    };
    let mut changes = Vec::new();
    if !pairs.added.is_empty() {
        let said: Vec<String> = pairs.added.iter().map(|at| text(now, *at)).collect();
        let reason = format!(
            "{} new: {}; the other rows stand among others",
            counted(said.len(), "row"),
            listed(&said)
        );
        changes.push(Change::new(Class::OptionsAdded, Trend::WithCare, reason));
    }
    if !pairs.removed.is_empty() {
        let said: Vec<String> = pairs.removed.iter().map(|at| text(before, *at)).collect();
        let reason = format!(
            "{} gone: {}; the other rows stand among others",
            counted(said.len(), "row"),
            listed(&said)
        );
        changes.push(Change::new(Class::OptionsRemoved, Trend::WithCare, reason));
    }
    let places: Vec<u16> = pairs.pairs.iter().map(|(earlier, _)| *earlier as u16).collect();
    let moved: Vec<String> = super::context::out_of_order(&places)
        .into_iter()
        .filter_map(|at| pairs.pairs.get(at))
        .map(|(_, at)| text(now, *at))
        .collect();
    if !moved.is_empty() {
        let reason = format!("{} in another place: {}", counted(moved.len(), "row"), listed(&moved));
        changes.push(Change::new(Class::OptionsReordered, Trend::WithCare, reason));
    }
    let rows = (0..now.len()).map(|at| of_new(at, before, now, &pairs, both));
    let gone = pairs.removed.iter().filter_map(|at| of_old(*at, before, now));
    (changes, rows.flatten().chain(gone).collect())
}

fn of_new(
    at: usize,
    before: &[Row],
    now: &[Row],
    pairs: &RowPairs,
    both: &Pairs<'_>,
) -> Option<RowDifference> {
    let row = now.get(at)?;
    let earlier = pairs.pairs.iter().find(|(_, to)| *to == at).map(|(from, _)| *from);
    let mut changes = Vec::new();
    match earlier.and_then(|earlier| before.get(earlier)) {
        Some(old) if old.text.source != row.text.source => {
            let signs = distance(&old.text.source, &row.text.source) <= Distance::Signs;
            let (effect, reason) = if signs {
                (Trend::Comparable, "only signs, spaces or capitals differ")
            } else {
                (Trend::WithCare, "other words")
            };
            let text = TextChange {
                place: TextPlace::Row(row.id.clone()),
                language: None,
                old: old.text.source.clone(),
                new: row.text.source.clone(),
            };
            changes.push(Change::new(Class::WordingOnly, effect, reason).with_texts(vec![text]));
        }
        Some(_) => {}
        None => {
            let other = |list: &[(usize, usize)]| {
                list.iter().find(|(_, to)| *to == at).and_then(|(from, _)| before.get(*from))
            };
            let reason = match (other(&pairs.reused), other(&pairs.renumbered)) {
                (_, Some(same)) => format!("OLD has this row as `{}`: no declaration joins the two", same.id),
                (Some(was), None) => format!("another row in NEW: it was “{}”", short(&was.text.source)),
                (None, None) => "OLD does not have this row".to_owned(),
            };
            changes.push(Change::new(Class::Added, Trend::Broken, reason));
        }
    }
    if let Some(old) = earlier.and_then(|earlier| before.get(earlier)) {
        let condition = |row: &Row| row.show_if.as_ref().map(|condition| condition.expr.clone());
        if !carry::same(condition(old).as_ref(), condition(row).as_ref(), both) {
            let written = |row: &Row| {
                row.show_if.as_ref().map_or_else(
                    || "of everybody whom the item is asked".to_owned(),
                    |condition| format!("where `{}`", condition.source),
                )
            };
            let reason = format!("asked {}, before {}", written(row), written(old));
            changes.push(Change::new(Class::BaseChanged, Trend::WithCare, reason));
        }
    }
    let trend = super::worst(&changes);
    Some(RowDifference { id: row.id.clone(), old: earlier, new: Some(at), changes, trend })
}

/// A row that only OLD has; `None` where NEW has its id for another row, which tells it.
fn of_old(at: usize, before: &[Row], now: &[Row]) -> Option<RowDifference> {
    let row = before.get(at)?;
    if now.iter().any(|other| other.id == row.id) {
        return None;
    }
    let changes = vec![Change::new(Class::Dropped, Trend::Broken, "NEW does not have this row")];
    Some(RowDifference { id: row.id.clone(), old: Some(at), new: None, changes, trend: Trend::Broken })
}
