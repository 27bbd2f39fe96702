//! A question of a SurveyJS definition as an item: its type, its answer's bounds and its checks.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::Value;

use super::build::Builder;
use super::choices::Choices;
use super::json::{Object, count, entry, first, flag, list, number, string, text_of};
use super::script;
use crate::interchange::import::draft::{
    DraftItem, DraftKind, DraftOption, DraftOptions, DraftRow, DraftText,
};
use crate::interchange::import::expression::Untranslatable;
use crate::interchange::import::names::{Codes, Ids};
use crate::interchange::import::translate::{Field, FieldKind, condition};
use crate::questionnaire::limits::{SCALE_POINT_MAX, SCALE_POINTS_MAX};
use crate::questionnaire::{Display, Order, TextFormat};

impl Builder<'_> {
    /// The items an element becomes: one, several for a multipletext, none where it has no like here.
    pub(super) fn question(&mut self, element: &Object, place: &str) -> Vec<DraftItem> {
        let name = string(element, "name").unwrap_or_default().to_owned();
        let kind = string(element, "type").unwrap_or("text").to_owned();
        if kind == "multipletext" {
            self.properties(element, &kind, place);
            return self.several_texts(element, &name, place);
        }
        let id = self.refs.get(&name).cloned().unwrap_or_else(|| self.item_ids.take(&name, "question"));
        if kind == "expression" {
            self.properties(element, &kind, place);
            let written = string(element, "expression").unwrap_or_default().to_owned();
            let mut item = self.computed(&name, id.clone(), &written, place);
            if let Some(item) = &mut item {
                item.text = self.title(element, &name, place);
                self.draft.noted(
                    place,
                    format!("`{id}` is not shown"),
                    "a computed item is stored, not shown; pipe it in a note",
                );
            }
            return item.into_iter().collect();
        }
        let mut codes = BTreeMap::new();
        let Some(answer) = self.kind(element, &kind, &name, place, &mut codes) else {
            self.gone.insert(name, "could not be carried over".to_owned());
            return Vec::new();
        };
        self.properties(element, &kind, place);
        let mut item = DraftItem::new(id.clone(), answer, place);
        item.text = if kind == "html" {
            self.text(element.get("html"), place)
        } else {
            self.title(element, &name, place)
        };
        item.help = self.text(element.get("description"), place);
        if name != id {
            item.notes.push(format!("`{name}` in SurveyJS"));
        }
        self.register(&name, &item, codes);
        if !matches!(item.kind, DraftKind::Note) {
            item.required =
                flag(element, &["isRequired"]) || flag(element, &["isAllRowRequired", "eachRowRequired"]);
            self.required_if(element, &mut item, place);
            self.validators(element, &mut item, place);
        }
        let comment = self.comment(element, &item, place);
        std::iter::once(item).chain(comment).collect()
    }

    fn title(&mut self, element: &Object, name: &str, place: &str) -> DraftText {
        let title = self.text(element.get("title"), place);
        // Without a title, the name is what SurveyJS shows.
        if title.is_empty() { self.text(Some(&Value::String(name.to_owned())), place) } else { title }
    }

    /// What conditions may know of the item.
    fn register(&mut self, name: &str, item: &DraftItem, codes: BTreeMap<String, String>) {
        let kind = match &item.kind {
            DraftKind::Single { .. } => FieldKind::Single,
            DraftKind::Multiple { .. } => FieldKind::Multiple,
            DraftKind::Ranking { .. } => FieldKind::Ranking,
            DraftKind::Number { .. } | DraftKind::Scale { .. } => FieldKind::Number,
            DraftKind::Date { .. } => FieldKind::Date,
            DraftKind::Grid { rows, .. } => {
                for (row, foreign) in rows.iter().zip(std::mem::take(&mut self.rows_read)) {
                    let reference = format!("{}.{}", item.id, row.id);
                    let field = Field { name: reference, kind: FieldKind::Single, codes: codes.clone() };
                    self.fields.insert(format!("{name}.{foreign}"), field);
                }
                self.gone.insert(name.to_owned(), "is a grid: a condition names one of its rows".to_owned());
                return;
            }
            DraftKind::Text { .. } => FieldKind::Text,
            DraftKind::MultipleGrid { .. }
            | DraftKind::Allocation { .. }
            | DraftKind::Note
            | DraftKind::Computed { .. } => {
                self.gone.insert(name.to_owned(), "has no answer".to_owned());
                return;
            }
        };
        self.fields.insert(name.to_owned(), Field { name: item.id.clone(), kind, codes });
    }

    fn kind(
        &mut self,
        element: &Object,
        kind: &str,
        name: &str,
        place: &str,
        codes: &mut BTreeMap<String, String>,
    ) -> Option<DraftKind> {
        let display = match kind {
            "dropdown" => Display::Dropdown,
            "buttongroup" => Display::Buttons,
            _ => Display::Radio,
        };
        Some(match kind {
            "radiogroup" | "dropdown" | "buttongroup" => {
                let options = self.taken(element, place, false, codes);
                DraftKind::Single { options, order: self.order(element, place), display }
            }
            "checkbox" | "tagbox" => self.multiple(element, place, codes),
            "imagepicker" => {
                self.draft.lost(place, format!("the pictures of `{name}`"), "options are texts");
                if flag(element, &["multiSelect"]) {
                    self.multiple(element, place, codes)
                } else {
                    let options = self.taken(element, place, false, codes);
                    DraftKind::Single { options, order: self.order(element, place), display }
                }
            }
            "ranking" => DraftKind::Ranking {
                options: self.taken(element, place, false, codes),
                order: self.order(element, place),
                max: count(element, "maxSelectedChoices"),
            },
            "rating" => self.rating(element, place, codes),
            "boolean" => self.boolean(element, place, codes),
            "text" => self.text_kind(element, place),
            "comment" => DraftKind::Text {
                lines: count(element, "rows").unwrap_or(4).clamp(2, 50) as u16,
                max_length: count(element, "maxLength"),
                format: None,
                pattern: None,
            },
            "html" => DraftKind::Note,
            "matrix" => self.matrix(element, place, codes),
            other => {
                let why = match other {
                    "matrixdropdown" | "matrixdynamic" => {
                        "its columns are questions of their own; ask a grid for each"
                    }
                    "paneldynamic" => "canvass asks every question once",
                    "file" | "signaturepad" => "answers are words, numbers and choices",
                    "image" => "texts are words",
                    _ => "canvass has no such item",
                };
                self.draft.lost(place, format!("the question `{name}` ({other})"), why);
                return None;
            }
        })
    }

    fn taken(
        &mut self,
        element: &Object,
        place: &str,
        several: bool,
        codes: &mut BTreeMap<String, String>,
    ) -> DraftOptions {
        let Choices { options, codes: found } = self.choices(element, place, several);
        *codes = found;
        DraftOptions::Own(options)
    }

    fn multiple(&mut self, element: &Object, place: &str, codes: &mut BTreeMap<String, String>) -> DraftKind {
        DraftKind::Multiple {
            options: self.taken(element, place, true, codes),
            order: self.order(element, place),
            min: count(element, "minSelectedChoices"),
            max: count(element, "maxSelectedChoices"),
        }
    }

    fn rating(&mut self, element: &Object, place: &str, codes: &mut BTreeMap<String, String>) -> DraftKind {
        if !list(element, "rateValues").is_empty() {
            let choices = self.entries(element, "rateValues", place);
            *codes = choices.codes;
            return DraftKind::Single {
                options: DraftOptions::Own(choices.options),
                order: Order::Given,
                display: Display::Buttons,
            };
        }
        let from = number(element, "rateMin").unwrap_or(1.0);
        let step = number(element, "rateStep").unwrap_or(1.0);
        let to = number(element, "rateMax")
            .or_else(|| number(element, "rateCount").map(|count| from + (count - 1.0) * step))
            .unwrap_or(5.0);
        let whole =
            |number: f64| number.fract().total_cmp(&0.0).is_eq() && number.abs() <= SCALE_POINT_MAX as f64;
        let poles = [
            self.text(first(element, &["minRateDescription", "mininumRateDescription"]), place),
            self.text(first(element, &["maxRateDescription", "maximumRateDescription"]), place),
        ];
        if whole(from)
            && whole(to)
            && step.total_cmp(&1.0).is_eq()
            && to > from
            && to - from < SCALE_POINTS_MAX as f64
        {
            let [from_text, to_text] = poles;
            return DraftKind::Scale { from: from as i64, to: to as i64, from_text, to_text };
        }
        let why = "a scale has whole points, one apart";
        self.draft.changed(place, format!("a rating from {from} to {to} by {step}"), why, "a number");
        DraftKind::Number {
            min: Some(from.min(to)),
            max: Some(from.max(to)),
            decimals: 2,
            unit: DraftText::default(),
        }
    }

    fn boolean(&mut self, element: &Object, place: &str, codes: &mut BTreeMap<String, String>) -> DraftKind {
        let mut own_codes = Codes::default();
        let mut option = |builder: &mut Self, truth: &str, value_key: &str, text_key: &str, english: &str| {
            let value = element.get(value_key).and_then(text_of);
            let code = own_codes.take(value.as_deref().unwrap_or(&english.to_lowercase()), english);
            codes.insert(truth.to_owned(), code.clone());
            codes.extend(value.map(|value| (value, code.clone())));
            let mut text = builder.text(element.get(text_key), place);
            if text.is_empty() {
                text = builder.source_text(english);
            }
            DraftOption { code, text, ..DraftOption::default() }
        };
        let yes = option(self, "true", "valueTrue", "labelTrue", "Yes");
        let no = option(self, "false", "valueFalse", "labelFalse", "No");
        DraftKind::Single {
            options: DraftOptions::Own(vec![yes, no]),
            order: Order::Given,
            display: Display::Buttons,
        }
    }

    fn text_kind(&mut self, element: &Object, place: &str) -> DraftKind {
        let input = string(element, "inputType").unwrap_or("text").to_owned();
        let text = |format: Option<TextFormat>, pattern: Option<&str>| DraftKind::Text {
            lines: 1,
            max_length: count(element, "maxLength"),
            format,
            pattern: pattern.map(str::to_owned),
        };
        match input.as_str() {
            "number" | "range" => {
                let (min, max) = (number(element, "min"), number(element, "max"));
                let whole =
                    |number: Option<f64>| number.is_none_or(|number| number.fract().total_cmp(&0.0).is_eq());
                // A step without decimals asks for whole numbers; without a step SurveyJS takes any.
                let whole_steps = element.contains_key("step") && whole(number(element, "step"));
                let decimals = if whole_steps && whole(min) && whole(max) { 0 } else { 6 };
                DraftKind::Number { min, max, decimals, unit: DraftText::default() }
            }
            "date" => {
                let day = |key: &str| {
                    let written = string(element, key)?;
                    NaiveDate::parse_from_str(written.get(..10)?, "%Y-%m-%d").ok()
                };
                DraftKind::Date { min: day("min"), max: day("max") }
            }
            "email" => text(Some(TextFormat::Email), None),
            "url" => text(Some(TextFormat::Url), None),
            "time" => text(None, Some("([01][0-9]|2[0-3]):[0-5][0-9]")),
            "month" => text(None, Some("[0-9]{4}-[01][0-9]")),
            "text" => text(None, None),
            other => {
                let why = "there is no such field";
                self.draft.changed(
                    place,
                    format!("a text of inputType `{other}`"),
                    why,
                    "a text of any kind",
                );
                text(None, None)
            }
        }
    }

    fn matrix(&mut self, element: &Object, place: &str, codes: &mut BTreeMap<String, String>) -> DraftKind {
        let choices = self.entries(element, "columns", place);
        *codes = choices.codes;
        let mut ids = Ids::default();
        let mut rows = Vec::new();
        self.rows_read.clear();
        for (index, value) in list(element, "rows").iter().enumerate() {
            let place = format!("{place}/rows/{index}");
            let Some((foreign, text, object)) = entry(value) else { continue };
            let words = Value::String(foreign.clone());
            let mut show_if = None;
            if let Some(written) = object.and_then(|object| string(object, "visibleIf")) {
                match script::parse(written, None).and_then(|tree| condition(&tree, self)) {
                    Ok(tree) => show_if = Some(tree.two_valued(&|_| false)),
                    Err(Untranslatable(why)) => {
                        self.draft.lost(&place, format!("visibleIf `{written}` of a row"), why);
                    }
                }
            }
            self.rows_read.push(foreign.clone());
            rows.push(DraftRow {
                id: ids.take(&foreign, "row"),
                text: self.text(Some(text.as_ref().unwrap_or(&words)), &place),
                show_if,
            });
        }
        if first(element, &["rowsOrder"]).and_then(Value::as_str) == Some("random") {
            self.draft.lost(place, "rowsOrder `random`", "rows stand in the file's order");
        }
        let options = DraftOptions::Own(choices.options);
        if flag(element, &["multiSelect"]) || string(element, "cellType") == Some("checkbox") {
            DraftKind::MultipleGrid { rows, options, order: Order::Given }
        } else {
            DraftKind::Grid { rows, options, order: Order::Given }
        }
    }

    fn several_texts(&mut self, element: &Object, name: &str, place: &str) -> Vec<DraftItem> {
        let mut items = Vec::new();
        let heading = self.text(element.get("title"), place);
        if !heading.is_empty() {
            let mut note = DraftItem::new(self.item_ids.take(name, "note"), DraftKind::Note, place);
            note.text = heading;
            items.push(note);
        }
        for (index, value) in list(element, "items").iter().enumerate() {
            let place = format!("{place}/items/{index}");
            let Some((foreign, text, object)) = entry(value) else { continue };
            let full = format!("{name}.{foreign}");
            let id = self.refs.get(&full).cloned().unwrap_or_else(|| self.item_ids.take(&full, "text"));
            let empty = Object::new();
            let object = object.unwrap_or(&empty);
            let mut item = DraftItem::new(id, self.text_kind(object, &place), &place);
            let words = Value::String(foreign.clone());
            item.text = self.text(Some(text.as_ref().unwrap_or(&words)), &place);
            item.required = flag(object, &["isRequired"]) || flag(element, &["isRequired"]);
            self.register(&full, &item, BTreeMap::new());
            self.validators(object, &mut item, &place);
            items.push(item);
        }
        self.draft.changed(
            place,
            format!("`{name}` (multipletext)"),
            "an item has one text",
            "an item for each of its texts",
        );
        items
    }
}
