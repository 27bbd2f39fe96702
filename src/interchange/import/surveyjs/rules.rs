//! What a SurveyJS question demands of its answer (`requiredIf`, `validators`), its field for remarks, and the properties
//! that have no like here.

use super::build::Builder;
use super::json::{Object, count, flag, list, number, string, text_of};
use super::script;
use crate::interchange::import::draft::{DraftCheck, DraftItem, DraftKind};
use crate::interchange::import::expression::{Expression, Untranslatable};
use crate::interchange::import::translate::condition;
use crate::questionnaire::TextFormat;

/// Properties that become something.
const READ: [&str; 64] = [
    "type",
    "name",
    "title",
    "description",
    "visibleIf",
    "requiredIf",
    "isRequired",
    "choices",
    "choicesOrder",
    "choicesVisibleIf",
    "choicesByUrl",
    "choicesFromQuestion",
    "showOtherItem",
    "hasOther",
    "otherText",
    "showNoneItem",
    "hasNone",
    "noneText",
    "showRefuseItem",
    "hasRefuse",
    "refuseText",
    "showDontKnowItem",
    "hasDontKnow",
    "dontKnowText",
    "showSelectAllItem",
    "hasSelectAll",
    "columns",
    "rows",
    "rowsOrder",
    "isAllRowRequired",
    "eachRowRequired",
    "rateMin",
    "rateMax",
    "rateStep",
    "rateCount",
    "rateValues",
    "minRateDescription",
    "maxRateDescription",
    "mininumRateDescription",
    "maximumRateDescription",
    "inputType",
    "min",
    "max",
    "maxLength",
    "validators",
    "labelTrue",
    "labelFalse",
    "valueTrue",
    "valueFalse",
    "html",
    "expression",
    "items",
    "visible",
    "multiSelect",
    "maxSelectedChoices",
    "minSelectedChoices",
    "showCommentArea",
    "hasComment",
    "commentText",
    "step",
    "rateType",
    "requiredErrorText",
    "renderAs",
    "elements",
];

/// Properties whose loss changes what is asked or answered.
const GRAVE: [&str; 13] = [
    "enableIf",
    "defaultValue",
    "defaultValueExpression",
    "setValueIf",
    "setValueExpression",
    "resetValueIf",
    "readOnly",
    "minValueExpression",
    "maxValueExpression",
    "correctAnswer",
    "cells",
    "imageLink",
    "choicesMin",
];

impl Builder<'_> {
    /// A field for remarks becomes an item behind the question.
    pub(super) fn comment(&mut self, element: &Object, item: &DraftItem, place: &str) -> Option<DraftItem> {
        if !flag(element, &["showCommentArea", "hasComment"]) {
            return None;
        }
        let text = DraftKind::Text { lines: 2, max_length: None, format: None, pattern: None };
        let id = self.item_ids.take(&format!("{}_comment", item.id), "comment");
        let mut comment = DraftItem::new(id.clone(), text, place);
        comment.text = self.text(element.get("commentText"), place);
        if comment.text.is_empty() {
            comment.text = self.source_text("Comment");
        }
        self.draft.changed(
            place,
            "a field for remarks",
            "an item has one answer",
            format!("the item `{id}`"),
        );
        Some(comment)
    }

    pub(super) fn required_if(&mut self, element: &Object, item: &mut DraftItem, place: &str) {
        let Some(written) = string(element, "requiredIf") else { return };
        match self.free_if(written) {
            Ok(free) => {
                let mut message = self.text(element.get("requiredErrorText"), place);
                if message.is_empty() {
                    message = self.source_text("Please answer this question.");
                }
                let parts = [Expression::Answered(item.id.clone()), free];
                if let Some(assert) = Expression::any(parts) {
                    item.checks.push(DraftCheck { assert, message });
                }
                self.draft.changed(
                    place,
                    format!("requiredIf `{written}`"),
                    "an item is required or it is not",
                    "a check",
                );
            }
            Err(Untranslatable(why)) => {
                self.draft.lost(place, format!("requiredIf `{written}`"), why);
                item.notes.push(format!("It was required where: {written}"));
            }
        }
    }

    pub(super) fn validators(&mut self, element: &Object, item: &mut DraftItem, place: &str) {
        for (index, validator) in list(element, "validators").iter().enumerate() {
            let place = format!("{place}/validators/{index}");
            let Some(validator) = validator.as_object() else { continue };
            let kind = string(validator, "type").unwrap_or_default();
            let kind = kind.trim_end_matches("validator");
            let what = format!("the validator `{kind}`");
            let taken = match (kind, &mut item.kind) {
                ("numeric", DraftKind::Number { min, max, .. }) => {
                    *min = number(validator, "minValue").or(*min);
                    *max = number(validator, "maxValue").or(*max);
                    true
                }
                ("text", DraftKind::Text { max_length, pattern, .. }) => {
                    *max_length = count(validator, "maxLength").or(*max_length);
                    if let Some(least) = count(validator, "minLength").filter(|_| pattern.is_none()) {
                        *pattern = Some(format!("(?s).{{{least},}}"));
                    }
                    true
                }
                ("email", DraftKind::Text { format, .. }) => {
                    *format = Some(TextFormat::Email);
                    true
                }
                ("regex", DraftKind::Text { pattern, .. }) => {
                    let written = string(validator, "regex").unwrap_or_default();
                    let written = written.trim_start_matches('^').trim_end_matches('$');
                    *pattern = Some(written.to_owned()).filter(|written| !written.is_empty());
                    true
                }
                ("answercount", DraftKind::Multiple { min, max, .. }) => {
                    *min = count(validator, "minCount").or(*min);
                    *max = count(validator, "maxCount").or(*max);
                    true
                }
                ("expression", _) => {
                    self.expression_validator(validator, item, &place);
                    continue;
                }
                _ => false,
            };
            if !taken {
                self.draft.lost(&place, what, format!("a {} has no such rule", item.kind.type_name()));
            } else if let Some(text) = validator.get("text").and_then(text_of) {
                self.draft.noted(&place, format!("its message “{text}”"), "canvass says it in its own words");
            }
        }
    }

    pub(super) fn expression_validator(&mut self, validator: &Object, item: &mut DraftItem, place: &str) {
        let written = string(validator, "expression").unwrap_or_default();
        match script::parse(written, None).and_then(|tree| condition(&tree, self)) {
            Ok(assert) => {
                let mut message = self.text(validator.get("text"), place);
                if message.is_empty() {
                    message = self.source_text("Please check this answer.");
                }
                item.checks.push(DraftCheck { assert, message });
            }
            Err(Untranslatable(why)) => {
                self.draft.lost(place, format!("the validator `{written}`"), why);
                item.notes.push(format!("A check was not carried over: {written}"));
            }
        }
    }

    /// Tells every property that has no like here: those that change what is asked each by itself, looks once.
    pub(super) fn properties(&mut self, element: &Object, kind: &str, place: &str) {
        for (key, value) in element.iter().filter(|(key, _)| !READ.contains(&key.as_str())) {
            if GRAVE.contains(&key.as_str()) {
                let shown = text_of(value).map(|text| format!(" `{text}`")).unwrap_or_default();
                let why = match key.as_str() {
                    "enableIf" | "readOnly" => "a question that is asked can be answered; see `show_if`",
                    "correctAnswer" => "there are no right answers",
                    _ => "no answer is given beforehand or by a rule",
                };
                self.draft.lost(place, format!("{key}{shown}"), why);
            } else {
                let what = format!("`{key}` of {kind}");
                self.looks.entry(what).or_insert_with(|| (0, place.to_owned())).0 += 1;
            }
        }
    }
}
