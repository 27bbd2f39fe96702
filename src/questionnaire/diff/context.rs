//! Where an item stands: what is asked before it colours its answers. An item has moved when the items that both
//! editions ask cannot be read in one order with it.

use super::pairs::Pairs;
use super::{Change, Class, Trend};
use crate::questionnaire::{ItemIndex, ItemKind, Questionnaire};

/// The items that stand elsewhere.
pub(super) struct Moves {
    /// By item of NEW: what it stands behind now and then, where it moved.
    moved: Vec<Option<String>>,
    /// By item of NEW: whether a page break before it came or went.
    page: Vec<Option<&'static str>>,
}

pub(super) fn moves(pairs: &Pairs<'_>) -> Moves {
    let shown = |questionnaire: &Questionnaire, index: ItemIndex| {
        !matches!(questionnaire.item(index).kind, ItemKind::Computed { .. })
    };
    let continued: Vec<(ItemIndex, ItemIndex)> = pairs
        .continued()
        .filter(|(before, now)| shown(pairs.old, *before) && shown(pairs.new, *now))
        .collect();
    let places: Vec<u16> = continued.iter().map(|(before, _)| before.0 as u16).collect();
    let mut moves =
        Moves { moved: vec![None; pairs.new.items.len()], page: vec![None; pairs.new.items.len()] };
    for at in out_of_order(&places) {
        let Some((before, now)) = continued.get(at) else { continue };
        let reason = format!("{}, before {}", behind(pairs.new, *now), behind(pairs.old, *before));
        if let Some(moved) = moves.moved.get_mut(now.0) {
            *moved = Some(reason);
        }
    }
    page_breaks(pairs, &continued, &mut moves);
    moves
}

/// Between two items that follow one another in both editions, a page break may have come or gone.
fn page_breaks(pairs: &Pairs<'_>, continued: &[(ItemIndex, ItemIndex)], moves: &mut Moves) {
    for two in continued.windows(2) {
        let [(first_before, first_now), (before, now)] = two else { continue };
        let follow = first_before.0 + 1 == before.0 && first_now.0 + 1 == now.0;
        let together_before = pairs.old.page_of(*first_before) == pairs.old.page_of(*before);
        let together_now = pairs.new.page_of(*first_now) == pairs.new.page_of(*now);
        let said = match (follow, together_before, together_now) {
            (true, true, false) => "a new page begins before it",
            (true, false, true) => "it shares the page of the item before it",
            (true, true, true) | (true, false, false) | (false, _, _) => continue,
        };
        if let Some(page) = moves.page.get_mut(now.0) {
            *page = Some(said);
        }
    }
}

impl Moves {
    pub(super) fn changes(&self, now: ItemIndex) -> Vec<Change> {
        let mut changes = Vec::new();
        if let Some(Some(reason)) = self.moved.get(now.0) {
            changes.push(Change::new(Class::Moved, Trend::WithCare, reason.clone()));
        }
        if let Some(Some(reason)) = self.page.get(now.0) {
            changes.push(Change::new(Class::DisplayChanged, Trend::Comparable, *reason));
        }
        changes
    }
}

fn behind(questionnaire: &Questionnaire, index: ItemIndex) -> String {
    match index.0.checked_sub(1).and_then(|at| questionnaire.items.get(at)) {
        Some(item) => format!("stands behind {}", item.id),
        None => "stands first".to_owned(),
    }
}

/// The places that have to be taken out so that the rest ascends, as few as can be.
pub(super) fn out_of_order(places: &[u16]) -> Vec<usize> {
    // Longest ascending subsequence by patience: for each length the place of its smallest end.
    let mut ends: Vec<usize> = Vec::new();
    let mut earlier: Vec<Option<usize>> = vec![None; places.len()];
    for (at, place) in places.iter().enumerate() {
        let length = ends.partition_point(|end| places.get(*end).is_some_and(|other| other <= place));
        if let Some(slot) = earlier.get_mut(at) {
            *slot = length.checked_sub(1).and_then(|below| ends.get(below).copied());
        }
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut kept = vec![false; places.len()];
    let mut next = ends.last().copied();
    while let Some(at) = next {
        if let Some(slot) = kept.get_mut(at) {
            *slot = true;
        }
        next = earlier.get(at).copied().flatten();
    }
    kept.iter().enumerate().filter(|(_, kept)| !**kept).map(|(at, _)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::out_of_order;

    #[test]
    fn as_few_places_as_can_be_are_taken_out() {
        assert_eq!(out_of_order(&[0, 1, 2]), Vec::<usize>::new());
        assert_eq!(out_of_order(&[3, 0, 1, 2]), vec![0]);
        assert_eq!(out_of_order(&[0, 2, 3, 1]), vec![3]);
        assert_eq!(out_of_order(&[2, 1, 0]).len(), 2);
        // One option of OLD that became two of NEW is no move.
        assert_eq!(out_of_order(&[0, 1, 1, 2]), Vec::<usize>::new());
        assert_eq!(out_of_order(&[]), Vec::<usize>::new());
    }
}
