//! Which declarations of NEW speak of OLD. One that OLD's item of that id carries already was made about a still earlier
//! edition: it stays in the file from version to version and year to year, and says nothing about OLD.

use crate::questionnaire::{History, Item, Questionnaire};

/// NEW with only those declarations that are about OLD.
pub(super) fn about(old: &Questionnaire, new: &Questionnaire) -> Questionnaire {
    let mut about = new.clone();
    for item in &mut about.items {
        if let Some(earlier) = old.items.iter().find(|earlier| earlier.id == item.id) {
            item.history = without_inherited(earlier, item);
        }
    }
    about
}

fn without_inherited(old: &Item, new: &Item) -> History {
    let (earlier, mut history) = (&old.history, new.history.clone());
    if earlier.replaces == history.replaces {
        history.replaces = None;
    }
    if earlier.comparable == history.comparable && earlier.map == history.map {
        history.comparable = None;
        history.map.clear();
    }
    // A verdict says why; the same words are the same verdict. `editorial` says nothing of the kind and counts again.
    if earlier.verdict == history.verdict {
        history.verdict = None;
    }
    history
}
