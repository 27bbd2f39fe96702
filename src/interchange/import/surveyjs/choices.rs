//! The choices of a SurveyJS question: options with their codes, the extra ones that switches add, and their order.

use std::collections::BTreeMap;

use serde_json::Value;

use super::build::Builder;
use super::json::{Object, entry, first, flag, list, string};
use super::script;
use crate::interchange::import::draft::{DraftOption, DraftText};
use crate::interchange::import::expression::Untranslatable;
use crate::interchange::import::names::Codes;
use crate::interchange::import::translate::condition;
use crate::questionnaire::{DeclaredMissing, Order};

/// Options with the code that each foreign value has here.
#[derive(Debug, Default)]
pub(super) struct Choices {
    pub options: Vec<DraftOption>,
    pub codes: BTreeMap<String, String>,
}

/// An option that a switch adds: the switches, where its text stands, its value and its text in English.
struct Extra {
    switches: [&'static str; 2],
    text: &'static str,
    value: &'static str,
    english: &'static str,
}

const EXTRAS: [Extra; 4] = [
    Extra {
        switches: ["showOtherItem", "hasOther"],
        text: "otherText",
        value: "other",
        english: "Other (describe)",
    },
    Extra { switches: ["showNoneItem", "hasNone"], text: "noneText", value: "none", english: "None" },
    Extra {
        switches: ["showRefuseItem", "hasRefuse"],
        text: "refuseText",
        value: "refused",
        english: "Refuse to answer",
    },
    Extra {
        switches: ["showDontKnowItem", "hasDontKnow"],
        text: "dontKnowText",
        value: "dontknow",
        english: "Don't know",
    },
];

impl Builder<'_> {
    /// The entries of `key` as options.
    pub(super) fn entries(&mut self, element: &Object, key: &str, place: &str) -> Choices {
        let mut choices = Choices::default();
        let mut codes = Codes::default();
        let filter = string(element, "choicesVisibleIf").map(str::to_owned);
        let mut filter_failed = None;
        for (index, value) in list(element, key).iter().enumerate() {
            let place = format!("{place}/{key}/{index}");
            let Some((foreign, text, object)) = entry(value) else {
                self.draft.lost(&place, "a choice without a value", "an answer has to be told by something");
                continue;
            };
            let code = codes.take(&foreign, &(index + 1).to_string());
            if code != foreign {
                self.draft.noted(
                    &place,
                    format!("the value `{foreign}`"),
                    format!("its code is `{code}` here"),
                );
            }
            choices.codes.entry(foreign.clone()).or_insert_with(|| code.clone());
            let words = Value::String(foreign.clone());
            let mut option = DraftOption {
                text: self.text(Some(text.as_ref().unwrap_or(&words)), &place),
                code,
                ..DraftOption::default()
            };
            let own = object.and_then(|object| string(object, "visibleIf")).map(str::to_owned);
            for written in own.iter().chain(&filter) {
                match script::parse(written, Some(&foreign)).and_then(|tree| condition(&tree, self)) {
                    Ok(tree) => {
                        let tree = tree.two_valued(&|_| false);
                        option.show_if = crate::interchange::import::expression::Expression::all(
                            option.show_if.take().into_iter().chain([tree]),
                        );
                    }
                    Err(Untranslatable(why)) if filter.as_ref() == Some(written) => filter_failed = Some(why),
                    Err(Untranslatable(why)) => {
                        self.draft.lost(&place, format!("visibleIf `{written}` of a choice"), why);
                    }
                }
            }
            for lost in ["enableIf", "elements"] {
                if object.is_some_and(|object| object.contains_key(lost)) {
                    self.draft.lost(
                        &place,
                        format!("`{lost}` of a choice"),
                        "options are texts that can be chosen",
                    );
                }
            }
            choices.options.push(option);
        }
        if let (Some(why), Some(filter)) = (filter_failed, filter) {
            self.draft.lost(place, format!("choicesVisibleIf `{filter}`"), why);
        }
        choices
    }

    /// The choices of a question, with what its switches add.
    pub(super) fn choices(&mut self, element: &Object, place: &str, several: bool) -> Choices {
        let mut choices = self.entries(element, "choices", place);
        for key in ["choicesByUrl", "choicesFromQuestion"] {
            if element.contains_key(key) {
                self.draft.lost(place, format!("`{key}`"), "options stand in the file itself");
            }
        }
        for extra in &EXTRAS {
            let added = flag(element, &extra.switches);
            if !added {
                continue;
            }
            let mut codes = Codes::default();
            for option in &choices.options {
                codes.take(&option.code, "");
            }
            let code = codes.take(extra.value, extra.value);
            choices.codes.entry(extra.value.to_owned()).or_insert_with(|| code.clone());
            let mut text = self.text(element.get(extra.text), place);
            if text.is_empty() {
                text = self.source_text(extra.english);
            }
            let is_other = extra.value == "other";
            choices.options.push(DraftOption {
                code,
                text,
                missing: match extra.value {
                    "refused" => Some(DeclaredMissing::Refused),
                    "dontknow" => Some(DeclaredMissing::DontKnow),
                    _ => None,
                },
                exclusive: several && !is_other,
                specify: is_other,
                pin: true,
                ..DraftOption::default()
            });
        }
        if flag(element, &["showSelectAllItem", "hasSelectAll"]) {
            self.draft.noted(place, "a choice that ticks all", "each option is ticked by itself");
        }
        choices
    }

    pub(super) fn source_text(&self, words: &str) -> DraftText {
        self.draft.languages.first().map(|source| DraftText::new(source, words)).unwrap_or_default()
    }

    pub(super) fn order(&mut self, element: &Object, place: &str) -> Order {
        match first(element, &["choicesOrder"]).and_then(Value::as_str) {
            Some("random") => Order::Random,
            Some("asc") => Order::Alphabetical,
            Some("desc") => {
                self.draft.changed(
                    place,
                    "choicesOrder `desc`",
                    "there is no reverse alphabet",
                    "alphabetical order",
                );
                Order::Alphabetical
            }
            Some(_) | None => Order::Given,
        }
    }
}
