//! The types of an XLSForm's questions as types of ours, and those that have no like here.

use std::collections::BTreeMap;

use super::build::Builder;
use super::choices::{self, List};
use super::constraints;
use super::plan::{RowType, is_yes};
use crate::interchange::import::draft::{
    DraftItem, DraftKind, DraftOption, DraftOptions, DraftRow, DraftScale, DraftStoredAs, DraftText,
};
use crate::interchange::import::expression::Untranslatable;
use crate::interchange::import::names::Ids;
use crate::interchange::import::translate::{Field, FieldKind, value};
use crate::questionnaire::limits::{SCALE_POINT_MAX, SCALE_POINTS_MAX};
use crate::questionnaire::{Display, Order};

/// Rows that record what canvass keeps of every interview anyway, or what no form in a browser knows.
const METADATA: [&str; 16] = [
    "start",
    "end",
    "today",
    "deviceid",
    "subscriberid",
    "simserial",
    "phonenumber",
    "username",
    "email",
    "audit",
    "start-geopoint",
    "background-audio",
    "background-geopoint",
    "caseid",
    "devicephonenum",
    "text_audit",
];

/// Questions whose answer is neither a text nor a choice.
const NO_LIKE: [(&str, &str); 12] = [
    ("geopoint", "a place on a map"),
    ("geotrace", "a path on a map"),
    ("geoshape", "an area on a map"),
    ("image", "a picture that is taken"),
    ("audio", "a recording"),
    ("video", "a film"),
    ("file", "a file that is sent"),
    ("barcode", "a bar code that is scanned"),
    ("csv-external", "a list in another file"),
    ("xml-external", "a list in another file"),
    ("osm", "a feature of a map"),
    ("begin_kobomatrix", "KoboToolbox's own matrix"),
];

impl Builder<'_> {
    pub(super) fn is_left_out(&mut self, kind: &RowType, name: &str, place: &str) -> bool {
        let word = kind.word.as_str();
        if METADATA.contains(&word) {
            self.draft.noted(
                place,
                format!("`{word}`"),
                "canvass keeps the times of an interview itself, and nothing of a device",
            );
            self.gone
                .insert(name.to_owned(), "is data of the device, which canvass does not keep".to_owned());
            return true;
        }
        let no_like = NO_LIKE.iter().find(|(known, _)| *known == word).map(|(_, what)| *what);
        let external = word.starts_with("select_") && word.contains("external")
            || word.starts_with("select_one_from")
            || word.starts_with("select_multiple_from");
        let what = match no_like {
            Some(what) => what,
            None if external => "a list in another file",
            None => return false,
        };
        self.draft.lost(place, format!("the question `{name}` ({word}: {what})"), "canvass has no such item");
        self.gone.insert(name.to_owned(), "could not be carried over".to_owned());
        true
    }

    /// The type of a question that is asked; `None` where there is none, which is told.
    pub(super) fn answer_kind(
        &mut self,
        index: usize,
        kind: &RowType,
        item: &mut DraftItem,
        place: &str,
    ) -> Option<DraftKind> {
        let appearance = self.cell(index, "appearance").unwrap_or_default().to_lowercase();
        let looks: Vec<&str> = appearance.split_whitespace().collect();
        self.note_looks(&looks, &kind.word, place);
        let text = |lines, pattern: Option<&str>| DraftKind::Text {
            lines,
            max_length: None,
            format: None,
            pattern: pattern.map(str::to_owned),
        };
        Some(match kind.word.as_str() {
            "select_one" | "select_multiple" | "rank" => return self.choice(index, kind, item, &looks),
            "text" => text(if looks.contains(&"multiline") { 5 } else { 1 }, None),
            "integer" => DraftKind::Number { min: None, max: None, decimals: 0, unit: DraftText::default() },
            "decimal" => DraftKind::Number { min: None, max: None, decimals: 6, unit: DraftText::default() },
            "range" => self.range(index, place),
            "date" => DraftKind::Date { min: None, max: None },
            "time" => {
                self.draft.changed(place, "a time of day", "there is no such item", "a text as 23:59");
                text(1, Some("([01][0-9]|2[0-3]):[0-5][0-9]"))
            }
            "date_time" => {
                self.draft.changed(
                    place,
                    "a day with its time",
                    "there is no such item",
                    "a text as 2026-12-31 23:59",
                );
                text(1, Some("[0-9]{4}-[01][0-9]-[0-3][0-9] ([01][0-9]|2[0-3]):[0-5][0-9]"))
            }
            "note" => DraftKind::Note,
            "acknowledge" => DraftKind::Multiple {
                options: DraftOptions::Own(vec![DraftOption {
                    code: "ok".to_owned(),
                    text: self.source_text("OK"),
                    ..DraftOption::default()
                }]),
                order: Order::Given,
                min: None,
                max: None,
            },
            other => {
                self.draft.lost(
                    place,
                    format!("the question `{}` of type `{other}`", item.id),
                    "the type is unknown",
                );
                let name = self.cell(index, "name").unwrap_or_default().to_owned();
                self.gone.insert(name, "could not be carried over".to_owned());
                return None;
            }
        })
    }

    pub(super) fn source_text(&self, words: &str) -> DraftText {
        self.tongues.languages.first().map(|source| DraftText::new(source, words)).unwrap_or_default()
    }

    pub(super) fn choice(
        &mut self,
        index: usize,
        kind: &RowType,
        item: &mut DraftItem,
        looks: &[&str],
    ) -> Option<DraftKind> {
        let place = self.place(index);
        let name = self.cell(index, "name").unwrap_or_default().to_owned();
        let list_name = kind.list.clone().unwrap_or_default();
        let Some(list) = self.lists.get(&list_name).filter(|list| !list.choices.is_empty()).cloned() else {
            let why = format!("the sheet `choices` has no list `{list_name}`");
            self.draft.lost(&place, format!("the question `{name}`"), why);
            self.gone.insert(name, "could not be carried over".to_owned());
            return None;
        };
        let parameters = self.cell(index, "parameters").unwrap_or_default().to_lowercase();
        let order =
            if parameters.replace(' ', "").contains("randomize=true") { Order::Random } else { Order::Given };
        let options = self.options_for(index, kind, &list, item);
        Some(match kind.word.as_str() {
            "select_one" => {
                let dropdown = looks.iter().any(|word| {
                    matches!(*word, "minimal" | "autocomplete" | "search" | "quickcompact" | "dropdown")
                });
                let display = if dropdown { Display::Dropdown } else { Display::Radio };
                DraftKind::Single { options, order, display }
            }
            "rank" => DraftKind::Ranking { options, order, max: None },
            _ => DraftKind::Multiple { options, order, min: None, max: None },
        })
    }

    pub(super) fn options_for(
        &mut self,
        index: usize,
        kind: &RowType,
        list: &List,
        item: &mut DraftItem,
    ) -> DraftOptions {
        let list_name = kind.list.clone().unwrap_or_default();
        let place = self.place(index);
        let filter = self.cell(index, "choice_filter").map(str::to_owned);
        let name = self.cell(index, "name").unwrap_or_default().to_owned();
        let excludes = self.cell(index, "constraint").is_some_and(|text| text.contains("selected"));
        if filter.is_none()
            && !kind.or_other
            && !excludes
            && self.uses.get(&list_name).is_some_and(|uses| *uses > 1)
        {
            return DraftOptions::Scale(self.scale(&list_name, list));
        }
        let mut options = list.options();
        if let Some(written) = filter {
            match choices::filtered(list, &written, &name, self) {
                Ok((filtered, never)) => {
                    options = filtered;
                    if never > 0 {
                        let why = format!("choice_filter `{written}` never offers them");
                        self.draft.noted(&place, format!("{never} choices of `{list_name}`"), why);
                    }
                    item.show_if = choices::common_condition(&mut options);
                }
                Err(Untranslatable(why)) => {
                    self.draft.lost(&place, format!("choice_filter `{written}`"), why);
                    if let Some(loss) = self.draft.losses.last_mut() {
                        loss.kept_as = Some("every option offered to everyone".to_owned());
                    }
                    item.notes.push(format!("A filter of the options was not carried over: {written}"));
                }
            }
        }
        if kind.or_other {
            let codes = list.codes.clone();
            options.push(choices::other_option(&codes, self.source_text("Other")));
            let why = "the text that goes with “Other” belongs to the option here";
            self.draft.changed(&place, format!("`{name}_other`"), why, format!("`{}`, specify", item.id));
        }
        DraftOptions::Own(options)
    }

    /// The name of the scale that the list becomes.
    pub(super) fn scale(&mut self, list_name: &str, list: &List) -> String {
        let mut ids = Ids::default();
        let mut named: BTreeMap<&str, String> = BTreeMap::new();
        for name in self.lists.keys() {
            named.insert(name, ids.take(name, "scale"));
        }
        let name = named.get(list_name).cloned().unwrap_or_else(|| "scale".to_owned());
        if !self.draft.scales.iter().any(|scale| scale.name == name) {
            self.draft.scales.push(DraftScale { name: name.clone(), options: list.options() });
        }
        name
    }

    pub(super) fn range(&mut self, index: usize, place: &str) -> DraftKind {
        let parameters = self.cell(index, "parameters").unwrap_or_default().to_lowercase();
        let spaced = parameters.replace([',', ';'], " ").replace(" =", "=").replace("= ", "=");
        let get = |name: &str, otherwise: f64| {
            let found = spaced.split_whitespace().find_map(|part| part.strip_prefix(name)?.strip_prefix('='));
            found.and_then(|number| number.parse::<f64>().ok()).unwrap_or(otherwise)
        };
        let (start, end, step) = (get("start", 0.0), get("end", 10.0), get("step", 1.0));
        let whole =
            |number: f64| number.fract().total_cmp(&0.0).is_eq() && number.abs() <= SCALE_POINT_MAX as f64;
        let single_steps = step.total_cmp(&1.0).is_eq();
        if whole(start) && whole(end) && single_steps && end > start && end - start < SCALE_POINTS_MAX as f64
        {
            let none = DraftText::default;
            return DraftKind::Scale {
                from: start as i64,
                to: end as i64,
                from_text: none(),
                to_text: none(),
            };
        }
        let why = "a scale has whole points, one apart";
        self.draft.changed(place, format!("a range from {start} to {end} by {step}"), why, "a number");
        let decimals = constraints::decimals_of([start, step]);
        DraftKind::Number {
            min: Some(start.min(end)),
            max: Some(start.max(end)),
            decimals,
            unit: DraftText::default(),
        }
    }

    pub(super) fn computed(&mut self, index: usize, mut item: DraftItem, name: &str) -> Option<DraftItem> {
        let place = self.place(index);
        let written =
            self.cell(index, "calculation").or(self.cell(index, "default")).unwrap_or_default().to_owned();
        let found = self.parsed(&written, name).and_then(|tree| {
            let known = value(&tree, self)?;
            Ok((constraints::is_calculation(&tree), known))
        });
        let (expression, kind) = match found {
            Ok((_, known)) => known,
            Err(Untranslatable(why)) => {
                self.draft.lost(&place, format!("the calculation `{name}`: `{written}`"), why);
                self.gone
                    .insert(name.to_owned(), "is a calculation that could not be carried over".to_owned());
                return None;
            }
        };
        let stored_as = match kind {
            FieldKind::Number => DraftStoredAs::Number,
            FieldKind::Single | FieldKind::Text => DraftStoredAs::Text,
            FieldKind::Multiple | FieldKind::Ranking | FieldKind::Date => {
                let why = "a date or several answers cannot be stored as one computed value";
                self.draft.lost(&place, format!("the calculation `{name}`: `{written}`"), why);
                self.gone
                    .insert(name.to_owned(), "is a calculation that could not be carried over".to_owned());
                return None;
            }
        };
        let kind = if kind == FieldKind::Single { FieldKind::Text } else { kind };
        item.kind = DraftKind::Computed { value: expression, stored_as };
        if item.text.is_empty() {
            item.text = self.source_text(name);
        }
        item.help = DraftText::default();
        let field = Field { name: item.id.clone(), kind, codes: BTreeMap::new() };
        self.fields.insert(name.to_owned(), field);
        match self.relevant(index) {
            Ok(condition) => item.show_if = condition,
            Err(note) => item.notes.push(note),
        }
        Some(item)
    }

    /// What conditions may know of an item.
    pub(super) fn field_of(&self, item: &DraftItem, kind: &RowType) -> Field {
        let list = kind.list.as_ref().and_then(|list| self.lists.get(list));
        let mut codes = list.map(|list| list.codes.clone()).unwrap_or_default();
        if kind.or_other {
            codes.insert("other".to_owned(), choices::other_option(&codes, DraftText::default()).code);
        }
        let field_kind = match &item.kind {
            DraftKind::Single { .. } => FieldKind::Single,
            DraftKind::Multiple { .. } => FieldKind::Multiple,
            DraftKind::Ranking { .. } => FieldKind::Ranking,
            DraftKind::Number { .. } | DraftKind::Scale { .. } => FieldKind::Number,
            DraftKind::Date { .. } => FieldKind::Date,
            DraftKind::Grid { .. }
            | DraftKind::MultipleGrid { .. }
            | DraftKind::Allocation { .. }
            | DraftKind::Text { .. }
            | DraftKind::Note
            | DraftKind::Computed { .. } => FieldKind::Text,
        };
        if kind.word == "acknowledge" {
            codes.insert("OK".to_owned(), "ok".to_owned());
        }
        Field { name: item.id.clone(), kind: field_kind, codes }
    }

    pub(super) fn grid(&mut self, stem: usize, rows: &[usize]) -> Option<DraftItem> {
        let first = *rows.first()?;
        let kind = self.kind_of(first);
        let id = self.ids.get(&stem).cloned().unwrap_or_default();
        let place = self.place(stem);
        let mut item = DraftItem::new(id.clone(), DraftKind::Note, &place);
        item.text = self.text_of(stem, "label");
        item.help = self.text_of(stem, "hint");
        let Some(list) = kind.list.as_ref().and_then(|list| self.lists.get(list)).cloned() else {
            let why = format!("the sheet `choices` has no list `{}`", kind.list.unwrap_or_default());
            self.draft.lost(&place, format!("the table `{id}`"), why);
            return None;
        };
        let options = self.options_for(first, &kind, &list, &mut item);
        let multiple = kind.word == "select_multiple";
        let (mut own_rows, mut required) = (Vec::new(), Vec::new());
        for index in rows {
            let row_id = self.ids.get(index).cloned().unwrap_or_default();
            let name = self.cell(*index, "name").unwrap_or_default().to_owned();
            let place = self.place(*index);
            let field_kind = if multiple { FieldKind::Multiple } else { FieldKind::Single };
            let field = Field { name: format!("{id}.{row_id}"), kind: field_kind, codes: list.codes.clone() };
            let show_if = self.relevant(*index).unwrap_or_else(|note| {
                item.notes.push(note);
                None
            });
            self.fields.insert(name, field);
            required.push(self.cell(*index, "required").is_some_and(is_yes));
            own_rows.push(DraftRow { id: row_id, text: self.text_of(*index, "label"), show_if });
            self.other_columns(*index, &place);
        }
        item.required = required.iter().all(|required| *required);
        if !item.required && required.contains(&true) {
            let why = "a grid is required as a whole";
            self.draft.changed(
                &place,
                format!("the required rows of `{id}`"),
                why,
                "a grid that is not required",
            );
        }
        item.kind = if multiple {
            DraftKind::MultipleGrid { rows: own_rows, options, order: Order::Given }
        } else {
            DraftKind::Grid { rows: own_rows, options, order: Order::Given }
        };
        Some(item)
    }
}
