//! Q108: a key that another type of item has, such as `rows` on a single.

use super::Subject;
use crate::diagnostics::{Code, Diagnostic};
use crate::questionnaire::compile::shapes;
use crate::questionnaire::syntax::Need;
use crate::questionnaire::{ComputedAs, ItemKind};

pub(super) fn check(subject: &Subject<'_, '_>, diagnostics: &mut Vec<Diagnostic>) {
    for (item, place) in subject.questionnaire.items.iter().zip(&subject.places.items) {
        let name = item.type_name();
        let own = shapes::OWN_KEYS.iter().find(|(known, _)| *known == name).map_or(&[][..], |(_, keys)| keys);
        for entry in place.mapping.entries() {
            let key = entry.key.as_str();
            let known =
                shapes::ITEM.keys.iter().any(|known| known.name == key && known.need != Need::Unsupported);
            if !known || own.contains(&key) || shapes::COMMON_KEYS.contains(&key) {
                continue;
            }
            let owners: Vec<&str> = shapes::OWN_KEYS
                .iter()
                .filter(|(_, keys)| keys.contains(&key))
                .map(|(name, _)| *name)
                .collect();
            diagnostics.push(
                Diagnostic::new(
                    Code::KeyNotForType,
                    entry.key_span,
                    format!("`{key}` means nothing for an item of type `{name}`"),
                )
                .help(format!("remove it, or use a type that has it: {}", owners.join(", "))),
            );
        }
        let options_beside =
            matches!(item.kind, ItemKind::Computed { stored_as: ComputedAs::Number | ComputedAs::Text, .. });
        if options_beside && place.mapping.get("options").is_some() {
            diagnostics.push(
                Diagnostic::new(
                    Code::KeyNotForType,
                    place.mapping.key_span("options"),
                    "`options` belong to a computed item only with `as: single`",
                )
                .help("write `as: single`, or remove the options"),
            );
        }
    }
}
