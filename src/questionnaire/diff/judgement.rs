//! The author's word against the machine's: `verdict`, `editorial` and `comparable` overrule what the classes say.

use super::remark::Remark;
use super::{Change, Class, Trend};
use crate::questionnaire::{Comparable, Item};

/// What the author says about the trend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    pub is: Trend,
    pub by: DeclaredBy,
    /// The author's reason, or the declaration in words.
    pub because: String,
}

/// The key of the item that overrules the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeclaredBy {
    Verdict,
    Editorial,
    ComparableIdentical,
    ComparableNo,
}

impl DeclaredBy {
    /// The declaration as the file writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            DeclaredBy::Verdict => "verdict",
            DeclaredBy::Editorial => "editorial: true",
            DeclaredBy::ComparableIdentical => "comparable: identical",
            DeclaredBy::ComparableNo => "comparable: no",
        }
    }
}

/// The author's judgement of an item with these changes, the strongest declaration first: a verdict, then
/// `comparable: no`, then what makes light of changed words.
pub(super) fn declared(
    old: &Item,
    new: &Item,
    changes: &[Change],
    remarks: &mut Vec<Remark>,
) -> Option<Declared> {
    let history = &new.history;
    if let Some(verdict) = &history.verdict {
        return Some(Declared { is: verdict.is, by: DeclaredBy::Verdict, because: verdict.because.clone() });
    }
    if history.comparable == Some(Comparable::No) {
        let because = "the author says that the two cannot be compared".to_owned();
        return Some(Declared { is: Trend::Broken, by: DeclaredBy::ComparableNo, because });
    }
    let identical = history.comparable == Some(Comparable::Identical);
    if identical && let Some(other) = changes.iter().find(|change| weighs_beyond_words(change)) {
        remarks.push(Remark::contradicted(new, &other.reason));
    }
    let by = match (history.editorial, identical) {
        (true, _) => DeclaredBy::Editorial,
        (false, true) => DeclaredBy::ComparableIdentical,
        (false, false) => return None,
    };
    if history.editorial && !changes.iter().any(|change| change.class == Class::WordingOnly) {
        // In OLD it spoke of an earlier change, and stays.
        if !old.history.editorial {
            remarks.push(Remark::new(
                new,
                "`editorial: true` is declared, but no words of it changed",
                "remove it: it speaks of this edition's change alone",
            ));
        }
        return None;
    }
    if history.editorial && old.history.editorial {
        remarks.push(Remark::new(
            new,
            "its words changed, and `editorial: true` stood in OLD already",
            "it counts; make sure that it is meant for this change, too",
        ));
    }
    // Only the words are excused.
    let rest = changes.iter().filter(|change| change.class != Class::WordingOnly);
    let is = rest.map(|change| change.effect).max().unwrap_or(Trend::Comparable);
    let because = "the author says that the new words mean the same".to_owned();
    Some(Declared { is, by, because })
}

fn weighs_beyond_words(change: &Change) -> bool {
    change.effect != Trend::Comparable
        && !matches!(change.class, Class::WordingOnly | Class::Moved | Class::BaseChanged)
}
