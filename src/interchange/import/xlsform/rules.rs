//! What an XLSForm demands of an answer (`required`, `constraint`), and the columns that have no like here.

use super::build::Builder;
use super::constraints;
use super::plan::is_yes;
use crate::interchange::import::draft::{Draft, DraftCheck, DraftItem};
use crate::interchange::import::expression::{Expression, Untranslatable};
use crate::interchange::import::translate::condition;

impl Builder<'_> {
    pub(super) fn required(&mut self, index: usize, item: &mut DraftItem) {
        let Some(written) = self.cell(index, "required").map(str::to_owned) else { return };
        let place = self.place(index);
        if is_yes(&written) {
            item.required = true;
            let (message, _) = self.texts(self.columns, self.row(index), "required_message");
            if let Some(words) = message.any() {
                self.draft.noted(
                    &place,
                    format!("required_message “{words}”"),
                    "canvass says it in its own words",
                );
            }
        } else if !matches!(written.to_lowercase().as_str(), "no" | "false" | "false()" | "0") {
            let own = self.cell(index, "name").unwrap_or_default().to_owned();
            let found = self.parsed(&written, &own).and_then(|tree| condition(&tree, self));
            match found {
                Ok(tree) => {
                    let mut message = self.text_of(index, "required_message");
                    if message.is_empty() {
                        message = self.source_text("Please answer this question.");
                    }
                    let free = Expression::Not(Box::new(tree)).two_valued(&|name| self.sure.contains(name));
                    let parts = [Expression::Answered(item.id.clone()), free];
                    if let Some(assert) = Expression::any(parts) {
                        item.checks.push(DraftCheck { assert, message });
                    }
                    let why = "an item is required or it is not";
                    self.draft.changed(&place, format!("required `{written}`"), why, "a check");
                }
                Err(Untranslatable(why)) => {
                    self.draft.lost(&place, format!("required `{written}`"), why);
                    item.notes.push(format!("It was required where: {written}"));
                }
            }
        }
    }

    pub(super) fn constraint(&mut self, index: usize, item: &mut DraftItem, own: &str) {
        let Some(written) = self.cell(index, "constraint").map(str::to_owned) else { return };
        let place = self.place(index);
        let message = self.text_of(index, "constraint_message");
        if constraints::text_rule(&mut item.kind, &written) {
            if let Some(words) = message.any().map(str::to_owned) {
                self.draft.noted(
                    &place,
                    format!("constraint_message “{words}”"),
                    "canvass says it in its own words",
                );
            }
            return;
        }
        let tree = match self.parsed(&written, own) {
            Ok(tree) => tree,
            Err(Untranslatable(why)) => return self.no_constraint(item, &place, &written, why),
        };
        if let Some(foreign) = constraints::excluded_by(&tree, own) {
            let codes = self.fields.get(own).map(|field| field.codes.clone()).unwrap_or_default();
            let code = codes.get(&foreign).cloned().unwrap_or(foreign);
            if constraints::make_exclusive(&mut item.kind, &code) {
                return;
            }
        }
        let rest = if message.is_empty() {
            constraints::settle_bounds(&mut item.kind, tree, own)
        } else {
            Some(tree)
        };
        let Some(rest) = rest else { return };
        match condition(&rest, self) {
            Ok(Expression::Bool(true)) => {}
            Ok(assert) => {
                let message =
                    if message.is_empty() { self.source_text("Please check this answer.") } else { message };
                item.checks.push(DraftCheck { assert, message });
            }
            Err(Untranslatable(why)) => self.no_constraint(item, &place, &written, why),
        }
    }

    pub(super) fn no_constraint(&mut self, item: &mut DraftItem, place: &str, written: &str, why: String) {
        self.draft.lost(place, format!("constraint `{written}`"), why);
        item.notes.push(format!("A check was not carried over: {written}"));
    }

    /// Columns that have no like here, each told where it stands.
    pub(super) fn other_columns(&mut self, index: usize, place: &str) {
        for media in ["image", "audio", "video", "big_image"] {
            let found = self.columns.texts(self.row(index), media).next().map(|(_, file)| file.to_owned());
            if let Some(file) = found {
                self.draft.lost(place, format!("the {media} `{file}`"), "texts are words");
            }
        }
        for (column, why) in [
            ("default", "no answer is given beforehand"),
            ("readonly", "every item can be answered"),
            ("trigger", "a computed item is worked out whenever it is needed"),
            ("calculation", "only a computed item is calculated"),
            ("guidance_hint", "it was for interviewers"),
        ] {
            let found = self.columns.texts(self.row(index), column).next().map(|(_, cell)| cell.to_owned());
            let Some(cell) = found.filter(|cell| !matches!(cell.to_lowercase().as_str(), "no" | "false"))
            else {
                continue;
            };
            self.draft.lost(place, format!("{column} `{cell}`"), why);
        }
    }

    pub(super) fn note_looks(&mut self, looks: &[&str], word: &str, place: &str) {
        const TAKEN: [&str; 9] = [
            "minimal",
            "autocomplete",
            "search",
            "multiline",
            "label",
            "list-nolabel",
            "field-list",
            "table-list",
            "dropdown",
        ];
        for look in looks.iter().filter(|look| !TAKEN.contains(look)) {
            let key = format!("the appearance `{look}` of {word}");
            self.looks.entry(key).or_insert_with(|| (0, place.to_owned())).0 += 1;
        }
    }

    pub(super) fn finished(mut self) -> Draft {
        for (look, (times, place)) in std::mem::take(&mut self.looks) {
            let why = if times == 1 {
                "looks are left to the form".to_owned()
            } else {
                format!("looks are left to the form; {times} times")
            };
            self.draft.noted(place, look, why);
        }
        self.draft
    }
}
