//! Hints on method: what a survey methodologist would say on reading the questionnaire. A hint never fails a check, and is given
//! only once there are no errors, so one mistake is not talked about twice. One file a hint; the words they know are in `words`.

mod agree_grid;
mod band_texts;
mod length;
mod lists;
mod no_decline;
mod no_none;
mod no_other;
mod ordinal;
mod random_ordinal;
mod scored_missing;
mod sensitive;
mod two_questions;
mod unbalanced;
mod unlabelled;
mod wide_grid;
mod words;

use super::Subject;
use crate::diagnostics::Diagnostic;
use crate::questionnaire::compile::draft::Draft;
use crate::questionnaire::{Item, ItemKind};

type Hint = fn(&Subject<'_, '_>, &mut Vec<Diagnostic>);

const HINTS: &[Hint] = &[
    wide_grid::hint,
    sensitive::hint,
    no_other::hint,
    length::hint,
    band_texts::hint,
    no_none::hint,
    random_ordinal::hint,
    unbalanced::hint,
    unlabelled::hint,
    agree_grid::hint,
    two_questions::hint,
    no_decline::hint,
    scored_missing::hint,
];

/// Every hint, on a questionnaire without errors and with its translations.
pub(crate) fn run(draft: &Draft<'_>, source: &crate::diagnostics::Source, diagnostics: &mut Vec<Diagnostic>) {
    let reasoner = crate::questionnaire::reasoning::Reasoner::new(&draft.questionnaire);
    let subject = Subject { questionnaire: &draft.questionnaire, places: &draft.places, source, reasoner };
    for hint in HINTS {
        hint(&subject, diagnostics);
    }
}

/// Whether one answer is chosen of the item's options, once or row by row.
fn is_choice_of_one(item: &Item) -> bool {
    matches!(item.kind, ItemKind::Single { .. } | ItemKind::Grid { .. })
}

fn is_grid(item: &Item) -> bool {
    matches!(item.kind, ItemKind::Grid { .. } | ItemKind::MultipleGrid { .. })
}

/// Whether a respondent sees the item and answers it.
fn is_asked(item: &Item) -> bool {
    !matches!(item.kind, ItemKind::Note | ItemKind::Computed { .. })
}
