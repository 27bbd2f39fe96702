//! Which item of NEW continues which item of OLD: by `replaces:`, else by the same id, unless the two are clearly
//! different questions.

use super::corpus::Corpus;
use super::remark::Remark;
use crate::questionnaire::{Item, ItemIndex, Questionnaire};

/// Two items under one id whose questions score below this are two questions. On the two OSPO waves the same question
/// reworded scores 0.5 and more; two questions that happen to share a number score 0.25 and less.
const SAME_QUESTION_MIN: f64 = 0.35;

/// What an item of NEW is to OLD.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Partner {
    /// The item of OLD with the same id.
    SameId(ItemIndex),
    /// The item of OLD that it says it replaces.
    Replaces(ItemIndex),
    /// OLD has an item with this id, but that is another question.
    AnotherQuestion(ItemIndex),
    /// OLD does not ask it.
    None,
}

impl Partner {
    /// The item of OLD it continues.
    pub fn continued(self) -> Option<ItemIndex> {
        match self {
            Partner::SameId(old) | Partner::Replaces(old) => Some(old),
            Partner::AnotherQuestion(_) | Partner::None => None,
        }
    }
}

/// The partner of each item of NEW, in the order of NEW.
pub(super) fn pair(
    old: &Questionnaire,
    new: &Questionnaire,
    corpus: &Corpus<'_>,
    remarks: &mut Vec<Remark>,
) -> Vec<Partner> {
    let declared: Vec<Option<ItemIndex>> = new
        .items
        .iter()
        .map(|item| item.history.replaces.as_ref().and_then(|id| old.find_item(id.as_str())))
        .collect();
    let taken = |index: ItemIndex| declared.contains(&Some(index));
    let mut partners = Vec::with_capacity(new.items.len());
    for (now, (item, declared)) in new.items.iter().zip(&declared).enumerate() {
        if let Some(index) = declared {
            partners.push(Partner::Replaces(*index));
            continue;
        }
        let partner = match old.find_item(item.id.as_str()) {
            None => Partner::None,
            // The same id, but its question is continued by another item that says so.
            Some(index) if taken(index) => Partner::None,
            Some(index) if is_declared_new(item, old, new) => {
                remarks.push(Remark::new_question_under_an_old_id(item));
                Partner::AnotherQuestion(index)
            }
            Some(index) if !says_that_it_continues(item) && is_another(index, ItemIndex(now), corpus) => {
                Partner::AnotherQuestion(index)
            }
            Some(index) => Partner::SameId(index),
        };
        partners.push(partner);
    }
    partners
}

/// `since:` the very edition of NEW: the author says that it was not asked before.
fn is_declared_new(item: &Item, old: &Questionnaire, new: &Questionnaire) -> bool {
    old.edition != new.edition && item.history.since.as_deref() == Some(new.edition.as_str())
}

/// Whoever judges the comparison with the earlier item has said that there is one.
fn says_that_it_continues(item: &Item) -> bool {
    let history = &item.history;
    history.comparable.is_some() || history.editorial || history.verdict.is_some()
}

fn is_another(old: ItemIndex, new: ItemIndex, corpus: &Corpus<'_>) -> bool {
    corpus.likeness(old, new).score() < SAME_QUESTION_MIN
}
