//! The rules a questionnaire must keep, one file each. A rule looks at the questionnaire as it was read and at its
//! places in the file, and pushes a diagnostic for each breach. A new rule is a new file here, a line in [`RULES`], a
//! code in `diagnostics/code.rs` and a case in `tests/questionnaires/`. (`raw_html` and `pattern` look at one value
//! and are called where it is read.)

mod bands;
mod bounds;
mod duplicate_code;
mod duplicate_id;
mod duplicate_text;
mod forced_empty;
mod history;
mod key_for_type;
mod meaningless_option;
pub(super) mod method;
mod option_lists;
pub(super) mod pattern;
mod piping;
pub(super) mod raw_html;
mod routing;

use std::collections::BTreeSet;

use crate::diagnostics::{Diagnostic, Source};
use crate::questionnaire::compile::draft::{Draft, Places};
use crate::questionnaire::condition::Condition;
use crate::questionnaire::reasoning::Reasoner;
use crate::questionnaire::syntax::Mapping;
use crate::questionnaire::{Declared, Questionnaire};

/// What a rule looks at.
pub(crate) struct Subject<'a, 'tree> {
    pub(crate) questionnaire: &'a Questionnaire,
    pub(crate) places: &'a Places<'tree>,
    pub(crate) source: &'a Source,
    /// What can be told about conditions and routes.
    pub(crate) reasoner: Reasoner<'a>,
}

type Rule = fn(&Subject<'_, '_>, &mut Vec<Diagnostic>);

const RULES: &[Rule] = &[
    key_for_type::check,
    duplicate_id::check,
    duplicate_code::check,
    duplicate_text::check,
    bounds::check,
    meaningless_option::check,
    forced_empty::check,
    bands::check,
    history::check,
    piping::check,
    routing::check,
];

/// Every rule, on a questionnaire whose expressions are compiled.
pub(super) fn run(
    draft: &Draft<'_>,
    source: &Source,
    declared: &Declared,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let reasoner =
        Reasoner::distrusting(&draft.questionnaire, distrusted(draft), declared.sources.as_deref());
    let subject = Subject { questionnaire: &draft.questionnaire, places: &draft.places, source, reasoner };
    for rule in RULES {
        rule(&subject, diagnostics);
    }
}

/// The items that were not understood as they were meant, by their place: one of their conditions, or something of their own,
/// could not be read, which is reported already. Nothing is concluded from how they look.
fn distrusted(draft: &Draft<'_>) -> BTreeSet<usize> {
    let (questionnaire, places) = (&draft.questionnaire, &draft.places);
    let lost = |mapping: &Mapping<'_>, condition: &Option<Condition>| {
        mapping.get("show_if").is_some() && condition.is_none()
    };
    let mut distrusted = BTreeSet::new();
    for (page, place) in questionnaire.pages.iter().zip(&places.pages) {
        if lost(&place.mapping, &page.show_if) {
            distrusted.extend(page.items.clone());
        }
    }
    for (index, (item, place)) in questionnaire.items.iter().zip(&places.items).enumerate() {
        let rows = item.rows().iter().zip(&place.rows).any(|(row, place)| lost(place, &row.show_if));
        let options =
            item.options().iter().zip(&place.options).any(|(option, place)| lost(place, &option.show_if));
        let broken = places.broken.contains(item.id.as_str());
        if broken || rows || options || lost(&place.mapping, &item.show_if) {
            distrusted.insert(index);
        }
    }
    distrusted
}
