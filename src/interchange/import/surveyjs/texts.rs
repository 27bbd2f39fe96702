//! Texts of a SurveyJS definition, which may be written in several languages, and the languages there are.

use std::collections::BTreeSet;

use serde_json::Value;

use super::json::Object;
use crate::i18n::Language;
use crate::interchange::import::languages::language;

/// Objects whose keys are languages.
const LOCALISED: [&str; 24] = [
    "title",
    "description",
    "text",
    "html",
    "completedHtml",
    "minRateDescription",
    "maxRateDescription",
    "labelTrue",
    "labelFalse",
    "otherText",
    "noneText",
    "refuseText",
    "dontKnowText",
    "requiredErrorText",
    "placeholder",
    "placeHolder",
    "commentText",
    "otherPlaceholder",
    "totalText",
    "label",
    "minValueExpression",
    "navigationTitle",
    "caption",
    "completeText",
];

/// The languages of a definition: that of `default` first, then the others in the order of their tags, with the keys that
/// no language can be told from. `default` is the language of `locale`, unless texts have that one beside `default`.
pub(super) fn languages(
    survey: &Object,
    locale: Option<Language>,
    otherwise: Language,
) -> (Vec<Language>, BTreeSet<String>) {
    let mut keys = BTreeSet::new();
    let mut waiting: Vec<&Value> = survey.values().collect();
    collect(survey, &mut keys);
    while let Some(value) = waiting.pop() {
        match value {
            Value::Object(object) => {
                collect(object, &mut keys);
                waiting.extend(object.values());
            }
            Value::Array(list) => waiting.extend(list),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    let beside = |locale: &Language| keys.iter().any(|key| language(key).as_ref() == Some(locale));
    let default = locale.filter(|locale| !beside(locale)).unwrap_or(otherwise);
    let mut found = vec![default];
    let mut unknown = BTreeSet::new();
    for key in keys {
        match language(&key) {
            Some(language) if !found.contains(&language) => found.push(language),
            Some(_) => {}
            None => {
                unknown.insert(key);
            }
        }
    }
    (found, unknown)
}

fn collect(object: &Object, keys: &mut BTreeSet<String>) {
    for (_, value) in object.iter().filter(|(key, _)| LOCALISED.contains(&key.as_str())) {
        let Value::Object(texts) = value else { continue };
        let only_texts = texts.values().all(|text| text.is_string() || text.is_null());
        keys.extend(texts.keys().filter(|key| only_texts && *key != "default").cloned());
    }
}
