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
mod option_lists;
pub(super) mod pattern;
mod piping;
pub(super) mod raw_html;
mod routing;

use crate::diagnostics::{Diagnostic, Source};
use crate::questionnaire::Questionnaire;
use crate::questionnaire::compile::draft::{Draft, Places};

/// What a rule looks at.
pub(crate) struct Subject<'a, 'tree> {
    pub(crate) questionnaire: &'a Questionnaire,
    pub(crate) places: &'a Places<'tree>,
    pub(crate) source: &'a Source,
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
pub(super) fn run(draft: &Draft<'_>, source: &Source, diagnostics: &mut Vec<Diagnostic>) {
    let subject = Subject { questionnaire: &draft.questionnaire, places: &draft.places, source };
    for rule in RULES {
        rule(&subject, diagnostics);
    }
}
