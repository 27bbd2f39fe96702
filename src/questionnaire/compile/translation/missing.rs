//! Q402: texts without a translation, one warning an item, page or scale and language.

use std::collections::BTreeMap;

use super::Done;
use super::texts::{Owner, owners, path};
use crate::diagnostics::{Code, Diagnostic};
use crate::i18n::Language;
use crate::questionnaire::compile::draft::Draft;

pub(super) fn report(draft: &Draft<'_>, done: &BTreeMap<Language, Done>, diagnostics: &mut Vec<Diagnostic>) {
    let owners = owners(draft);
    for (language, span) in draft.questionnaire.languages.iter().zip(&draft.places.languages).skip(1) {
        let Some(done) = done.get(language) else {
            diagnostics.push(
                Diagnostic::new(
                    Code::MissingTranslation,
                    *span,
                    format!("there is no translation into `{language}`"),
                )
                .help(format!(
                    "add a file `{language}.yaml` beside this one that starts with `language: {language}`, or take one \
                     back with `canvass translate import`"
                )),
            );
            continue;
        };
        for owner in &owners {
            diagnostics.extend(lacking(owner, language, done, draft.questionnaire.source_language()));
        }
    }
}

fn lacking(owner: &Owner<'_>, language: &Language, done: &Done, source: &Language) -> Option<Diagnostic> {
    let held = |owner: &str, part: &str| done.held.contains_key(&path(owner, part));
    let overridden =
        |part: &str| !owner.overrides.is_empty() && owner.overrides.iter().all(|options| held(options, part));
    let lacking: Vec<&str> = owner
        .parts
        .iter()
        .filter(|part| !held(&owner.path, &part.name) && !overridden(&part.name))
        .map(|part| part.name.as_str())
        .collect();
    if lacking.is_empty() {
        return None;
    }
    let owned = &owner.path;
    let message = if lacking.len() == owner.parts.len() {
        format!("`{owned}` is not translated into `{language}`")
    } else {
        let list = lacking.iter().map(|part| format!("`{part}`")).collect::<Vec<_>>().join(", ");
        format!("`{owned}` lacks a translation into `{language}` of {list}")
    };
    let at = done.owners.get(owned).copied().unwrap_or(owner.place);
    Some(
        Diagnostic::new(Code::MissingTranslation, at, message).help(format!(
            "add it to the translation file; until then respondents read the text in `{source}`"
        )),
    )
}
