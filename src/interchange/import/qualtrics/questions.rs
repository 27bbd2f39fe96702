//! From the questions of a Qualtrics survey to items: which type each becomes, and what its choices are called here.

use serde_json::Value;

use super::Builder;
use super::form::{entry, is_on, listed, number, ordered, string};
use super::symbols::{CodePairs, Target, code};
use crate::interchange::import::draft::{
    DraftItem, DraftKind, DraftOption, DraftOptions, DraftRow, DraftText,
};
use crate::interchange::import::names::{Codes, Ids};
use crate::questionnaire::limits::OPTIONS_MAX;
use crate::questionnaire::{DeclaredMissing, Display, Order, TextFormat};

/// Types that no item can be, by their name there and what they are called.
const LOST: [(&str, &str); 16] = [
    ("Timing", "timing of the page"),
    ("Meta", "information about the browser"),
    ("Captcha", "captcha"),
    ("FileUpload", "upload of files"),
    ("HeatMap", "heat map"),
    ("HotSpot", "hot spots"),
    ("Draw", "signature"),
    ("SBS", "questions side by side"),
    ("HL", "highlighting of a text"),
    ("DD", "drill down"),
    ("PGR", "pick, group and rank"),
    ("TreeSelect", "tree of choices"),
    ("GAP", "gap analysis"),
    ("SS", "scales with pictures"),
    ("Conjoint", "conjoint analysis"),
    ("TreeTest", "tree test"),
];
/// What may hold a question's choices.
const LISTS: [&str; 3] = ["Choices", "Answers", "Labels"];
/// Where one item a choice is made, at most this many.
const PARTS_MAX: usize = 60;

/// What a list of choices or answers became.
pub(super) struct Choices {
    pub(super) options: Vec<DraftOption>,
    /// The key there and the code here; `x1` names a choice that was carried forward.
    pub(super) codes: CodePairs,
}

impl Builder<'_> {
    /// The items of a question, and what it is called in logic; no items where it is a loss.
    pub(super) fn question(&mut self, id: &str, payload: &Value) -> (Vec<DraftItem>, Target) {
        let kind = string(&payload["QuestionType"]);
        let selector = string(&payload["Selector"]);
        let most = LISTS.iter().map(|list| listed(&payload[*list]).len()).max().unwrap_or_default();
        if most > OPTIONS_MAX {
            let why = format!("an item has at most {OPTIONS_MAX} options here");
            self.lose(id, payload, &format!("question with {most} choices"), &why);
            return (Vec::new(), Target::Lost);
        }
        match (kind.as_str(), selector.as_str()) {
            ("MC", "NPS") => self.recommendation(id, payload),
            ("MC", _) => self.choice(id, payload, &selector),
            ("Matrix", "TE") => self.text_matrix(id, payload),
            ("Matrix", "Likert" | "Bipolar" | "") => self.matrix(id, payload, &selector),
            ("Matrix", other) => {
                let what = match other {
                    "CS" => "matrix of constant sums",
                    "RO" => "matrix of rank orders",
                    "MaxDiff" => "best and worst of a list (MaxDiff)",
                    "Profile" => "matrix whose rows have their own answers",
                    _ => "matrix of an unknown kind",
                };
                self.lose(id, payload, what, "a grid takes choices from one list a row here");
                (Vec::new(), Target::Lost)
            }
            ("TE", "FORM") => self.form_fields(id, payload),
            ("TE", _) => self.text(id, payload, &selector),
            ("Slider", _) => self.sliders(id, payload, &selector),
            ("RO", _) => self.ranking(id, payload),
            ("CS", _) => self.sums(id, payload),
            ("DB", "GRB") if self.texts(payload, "QuestionText").any().is_none() => {
                self.lose(id, payload, "graphic", "pictures are not part of a questionnaire here");
                (Vec::new(), Target::Lost)
            }
            ("DB", _) => (vec![self.item(id, payload, DraftKind::Note)], Target::Lost),
            (other, _) => {
                let known = LOST.iter().find(|(kind, _)| *kind == other);
                let what = known
                    .map_or_else(|| format!("question of the type {other}"), |(_, what)| (*what).to_owned());
                self.lose(id, payload, &what, "there is no such type of item here");
                (Vec::new(), Target::Lost)
            }
        }
    }

    /// Where a question stands, for losses.
    pub(super) fn place(id: &str, payload: &Value) -> String {
        let tag = string(&payload["DataExportTag"]);
        if tag.is_empty() || tag == id { format!("question {id}") } else { format!("question {tag} ({id})") }
    }

    pub(super) fn lose(&mut self, id: &str, payload: &Value, what: &str, why: &str) {
        self.draft.lost(Self::place(id, payload), what, why);
    }

    pub(super) fn item(&mut self, id: &str, payload: &Value, kind: DraftKind) -> DraftItem {
        let name = self.ids.take(&string(&payload["DataExportTag"]), id);
        let mut item = DraftItem::new(name, kind, Self::place(id, payload));
        item.text = self.texts(payload, "QuestionText");
        let force = string(&payload["Validation"]["Settings"]["ForceResponse"]);
        let kind = string(&payload["Validation"]["Settings"]["ForceResponseType"]);
        let is_note = matches!(item.kind, DraftKind::Note);
        item.required = force == "ON" && kind != "RequestResponse" && !is_note;
        if (force == "RequestResponse" || force == "ON" && kind == "RequestResponse") && !is_note {
            let why = "an answer is either required or not here";
            self.draft.changed(item.place.clone(), "answer requested", why, "an item that may be skipped");
        }
        item
    }

    /// One of several items that a question is split into.
    fn part(
        &mut self,
        id: &str,
        payload: &Value,
        key: &str,
        label: &DraftText,
        kind: DraftKind,
    ) -> DraftItem {
        let tag = string(&payload["DataExportTag"]);
        let foreign = format!("{}_{key}", if tag.is_empty() { id } else { &tag });
        let name = self.ids.take(&foreign, &format!("{id}_{key}"));
        let mut item = DraftItem::new(name, kind, Self::place(id, payload));
        item.text = joined(&self.texts(payload, "QuestionText"), label, &self.draft.languages);
        item.required = string(&payload["Validation"]["Settings"]["ForceResponse"]) == "ON"
            && string(&payload["Validation"]["Settings"]["ForceResponseType"]) != "RequestResponse";
        if item.id != foreign.to_lowercase() {
            item.notes.push(format!("Qualtrics: {foreign}"));
        }
        item
    }

    /// A text of the question in every language.
    pub(super) fn texts(&self, payload: &Value, key: &str) -> DraftText {
        let mut text = DraftText::default();
        for (index, (foreign, language)) in self.languages.iter().enumerate() {
            let own = if index == 0 { &payload[key] } else { &payload["Language"][foreign.as_str()][key] };
            text.set(language, string(own));
        }
        text
    }

    /// The text of a choice or an answer in every language.
    fn label(&self, payload: &Value, list: &str, key: &str, choice: &Value) -> DraftText {
        let mut text = DraftText::default();
        for (index, (foreign, language)) in self.languages.iter().enumerate() {
            let translated = &payload["Language"][foreign.as_str()][list];
            let own = if index == 0 { Some(choice) } else { entry(translated, key) };
            text.set(language, own.map(|choice| string(&choice["Display"])).unwrap_or_default());
        }
        text
    }

    /// Choices (`Choices`) or answers (`Answers`) as options, coded by their recode values.
    pub(super) fn choices(&mut self, id: &str, payload: &Value, list: &str, order: &str) -> Choices {
        let recodes = &payload["RecodeValues"];
        let mut codes = Codes::default();
        let mut found = Choices { options: Vec::new(), codes: Vec::new() };
        for (key, choice) in ordered(&payload[list], &payload[order]) {
            let recode = entry(recodes, &key).map(string).filter(|code| !code.is_empty());
            let wanted = recode.unwrap_or_else(|| key.clone());
            let code = codes.take(&wanted, &key);
            if code != wanted && wanted.parse::<i64>().is_ok() {
                self.draft.changed(
                    Self::place(id, payload),
                    format!("recode value {wanted} of choice {key}"),
                    "another choice has it, and codes are unique here",
                    format!("the code `{code}`"),
                );
            }
            let text = self.label(payload, list, &key, choice);
            let excluded = entry(&payload["AnalyzeChoices"], &key).is_some_and(|value| string(value) == "No");
            let missing = excluded.then(|| missing_of(text.any().unwrap_or_default()));
            if choice["Image"].is_object() {
                self.lose(id, payload, &format!("the picture of choice {key}"), "options are texts here");
            }
            found.codes.push((key, code.clone()));
            found.options.push(DraftOption {
                code,
                text,
                missing,
                exclusive: is_on(&choice["ExclusiveAnswer"]),
                specify: is_on(&choice["TextEntry"]),
                ..DraftOption::default()
            });
        }
        found
    }

    /// The order in which choices are shown, and the pins of those that keep their place.
    fn order(&mut self, id: &str, payload: &Value, choices: &mut Choices) -> Order {
        let randomization = &payload["Randomization"];
        match string(&randomization["Type"]).as_str() {
            "All" => Order::Random,
            "ScaleReversal" => Order::ReversedHalf,
            "Advanced" => {
                let mixed: Vec<String> =
                    listed(&randomization["Advanced"]["RandomizeAll"]).into_iter().map(string).collect();
                for (key, option) in choices.codes.iter().map(|(key, _)| key).zip(&mut choices.options) {
                    option.pin = !mixed.contains(key);
                }
                if !listed(&randomization["Advanced"]["Undisplayed"]).is_empty() {
                    self.lose(id, payload, "choices that are never shown", "all options are offered here");
                }
                if mixed.is_empty() { Order::Given } else { Order::Random }
            }
            "SubSet" | "Subset" | "RandomWithOnlyX" => {
                let count = string(&randomization["TotalRandSubset"]);
                self.lose(
                    id,
                    payload,
                    &format!("only {count} of the choices shown"),
                    "all options are offered here",
                );
                Order::Random
            }
            _ => Order::Given,
        }
    }

    fn choice(&mut self, id: &str, payload: &Value, selector: &str) -> (Vec<DraftItem>, Target) {
        let mut choices = self.choices(id, payload, "Choices", "ChoiceOrder");
        self.carried_forward(id, payload, &mut choices);
        let order = self.order(id, payload, &mut choices);
        let codes = choices.codes.clone();
        if matches!(selector, "MAVR" | "MAHR" | "MACOL" | "MSB") {
            let (min, max) = limits(payload);
            let kind = DraftKind::Multiple { options: DraftOptions::Own(choices.options), order, min, max };
            let item = self.item(id, payload, kind);
            let target = Target::Multiple { name: item.id.clone(), codes };
            return (vec![item], target);
        }
        let display = if matches!(selector, "DL" | "SB") { Display::Dropdown } else { Display::Radio };
        for option in &mut choices.options {
            option.exclusive = false;
        }
        let kind = DraftKind::Single { options: DraftOptions::Own(choices.options), order, display };
        let item = self.item(id, payload, kind);
        let target = Target::Single { name: item.id.clone(), codes };
        (vec![item], target)
    }

    /// Choices that come from an earlier question: its options, each shown where it was chosen there.
    fn carried_forward(&mut self, id: &str, payload: &Value, choices: &mut Choices) {
        let locator = string(&payload["DynamicChoices"]["Locator"]);
        if locator.is_empty() {
            return;
        }
        let path = locator.split('?').next().unwrap_or_default().trim_start_matches("q://");
        let parts: Vec<&str> = path.split('/').collect();
        let (source, mode) = match parts.as_slice() {
            [source, "ChoiceGroup", mode, ..] => (*source, *mode),
            _ => ("", ""),
        };
        let wanted = match mode {
            "SelectedChoices" | "SelectedChoicesInTheOrderSelected" => Some(true),
            "UnselectedChoices" => Some(false),
            "AllChoices" | "DisplayedChoices" | "AllDisplayedChoices" => None,
            _ => {
                self.lose(
                    id,
                    payload,
                    &format!("choices carried forward (`{locator}`)"),
                    "their source is unknown here",
                );
                return;
            }
        };
        use crate::interchange::import::expression::Expression;
        let found = self.symbols.get(source).cloned();
        let (name, codes, multiple) = match found {
            Some(Target::Multiple { name, codes }) => (name, codes, true),
            Some(Target::Single { name, codes }) => (name, codes, false),
            _ => {
                self.lose(
                    id,
                    payload,
                    &format!("choices carried forward from {source}"),
                    "it is no choice that comes before",
                );
                return;
            }
        };
        let original: Vec<DraftOption> = self.options_of(&name);
        // Every question of a chain may add its own to those that it carries.
        if choices.options.len() + original.len() > OPTIONS_MAX {
            let why = format!("an item has at most {OPTIONS_MAX} options here");
            self.lose(id, payload, &format!("choices carried forward from {source}"), &why);
            return;
        }
        let mut taken = Codes::default();
        choices.options.iter().for_each(|option| {
            taken.take(&option.code, "");
        });
        for ((key, there), option) in codes.iter().zip(original) {
            let code = taken.take(there, key);
            let chosen = if multiple {
                Expression::Has { item: name.clone(), code: there.clone() }
            } else {
                Expression::is(name.clone(), there.clone())
            };
            let show_if = wanted.map(|wanted| {
                let tree = if wanted { chosen } else { Expression::Not(Box::new(chosen)) };
                tree.two_valued(&|_| false)
            });
            choices.codes.push((format!("x{key}"), code.clone()));
            choices.options.push(DraftOption { code, show_if, specify: false, ..option });
        }
    }

    /// The options of an item that was built before.
    fn options_of(&self, name: &str) -> Vec<DraftOption> {
        let item = self.built.iter().flat_map(|(_, items)| items).find(|item| item.id == name);
        match item.and_then(|item| item.kind.options()) {
            Some(DraftOptions::Own(options)) => options.clone(),
            Some(DraftOptions::Scale(_)) | None => Vec::new(),
        }
    }

    fn recommendation(&mut self, id: &str, payload: &Value) -> (Vec<DraftItem>, Target) {
        let labels = listed(&payload["ColumnLabels"]);
        let end = |at: Option<&&Value>| {
            let mut text = DraftText::default();
            if let (Some(label), Some((_, language))) = (at, self.languages.first()) {
                text.set(language, string(&label["Display"]));
            }
            text
        };
        let kind =
            DraftKind::Scale { from: 0, to: 10, from_text: end(labels.first()), to_text: end(labels.last()) };
        let item = self.item(id, payload, kind);
        let target = Target::Scale { name: item.id.clone(), first: 0 };
        (vec![item], target)
    }

    /// The statements of a matrix as rows.
    fn rows(&mut self, id: &str, payload: &Value) -> (Vec<DraftRow>, CodePairs) {
        let tags = &payload["ChoiceDataExportTags"];
        let mut ids = Ids::default();
        let mut rows = Vec::new();
        let mut pairs = Vec::new();
        for (key, choice) in ordered(&payload["Choices"], &payload["ChoiceOrder"]) {
            let tag = entry(tags, &key).map(string).unwrap_or_default();
            let own = string(&payload["DataExportTag"]);
            // The tags that Qualtrics makes itself repeat the question's.
            let tag = tag.strip_prefix(&format!("{own}_")).unwrap_or(&tag).to_owned();
            let tag = if tag.parse::<u32>().is_ok() || tag.is_empty() { format!("r{key}") } else { tag };
            let row = ids.take(&tag, &format!("r{key}"));
            if is_on(&choice["TextEntry"]) {
                self.lose(
                    id,
                    payload,
                    &format!("the text field of row {key}"),
                    "rows have no text field here",
                );
            }
            pairs.push((key.clone(), row.clone()));
            rows.push(DraftRow {
                id: row,
                text: self.label(payload, "Choices", &key, choice),
                show_if: None,
            });
        }
        if matches!(
            string(&payload["Randomization"]["Type"]).as_str(),
            "All" | "Advanced" | "SubSet" | "RandomWithOnlyX"
        ) {
            self.lose(id, payload, "random order of rows", "rows are shown in the order of the file here");
        }
        (rows, pairs)
    }

    fn matrix(&mut self, id: &str, payload: &Value, selector: &str) -> (Vec<DraftItem>, Target) {
        if !string(&payload["DynamicChoices"]["Locator"]).is_empty() {
            self.lose(id, payload, "rows carried forward", "rows are written out here");
        }
        let (mut rows, pairs) = self.rows(id, payload);
        let mut answers = self.choices(id, payload, "Answers", "AnswerOrder");
        if selector == "Bipolar" {
            for text in rows.iter_mut().flat_map(|row| row.text.texts_mut()) {
                *text = text.replacen(':', " –", 1);
            }
        }
        for option in &mut answers.options {
            option.specify = false;
        }
        let multiple = string(&payload["SubSelector"]) == "MultipleAnswer";
        let reversed = string(&payload["Randomization"]["Type"]) == "ScaleReversal"
            || is_on(&payload["Randomization"]["ConsistentScaleReversal"]);
        let order = if reversed { Order::ReversedHalf } else { Order::Given };
        let options = DraftOptions::Own(answers.options);
        let kind = if multiple {
            DraftKind::MultipleGrid { rows, options, order }
        } else {
            DraftKind::Grid { rows, options, order }
        };
        let item = self.item(id, payload, kind);
        let name = item.id.clone();
        let target = if multiple {
            Target::MultipleGrid { name, rows: pairs, codes: answers.codes }
        } else {
            Target::Grid { name, rows: pairs, codes: answers.codes }
        };
        (vec![item], target)
    }

    /// A matrix of text fields: an item a field.
    fn text_matrix(&mut self, id: &str, payload: &Value) -> (Vec<DraftItem>, Target) {
        let statements = ordered(&payload["Choices"], &payload["ChoiceOrder"]);
        let columns = ordered(&payload["Answers"], &payload["AnswerOrder"]);
        if statements.len() * columns.len().max(1) > PARTS_MAX {
            let what = format!("matrix of {} × {} text fields", statements.len(), columns.len());
            self.lose(id, payload, &what, "it would be too many items");
            return (Vec::new(), Target::Lost);
        }
        let mut fields = Vec::new();
        for (key, statement) in &statements {
            let row = self.label(payload, "Choices", key, statement);
            if columns.is_empty() {
                fields.push((key.clone(), row));
                continue;
            }
            for (column, answer) in &columns {
                let label = self.label(payload, "Answers", column, answer);
                fields.push((format!("{key}_{column}"), joined(&row, &label, &self.draft.languages)));
            }
        }
        self.parts(id, payload, fields, "text fields", &|| text_kind(1))
    }

    fn form_fields(&mut self, id: &str, payload: &Value) -> (Vec<DraftItem>, Target) {
        let mut fields = Vec::new();
        for (key, choice) in ordered(&payload["Choices"], &payload["ChoiceOrder"]) {
            fields.push((key.clone(), self.label(payload, "Choices", &key, choice)));
        }
        self.parts(id, payload, fields, "text fields", &|| text_kind(1))
    }

    /// An item a field, for questions with several.
    fn parts(
        &mut self,
        id: &str,
        payload: &Value,
        fields: Vec<(String, DraftText)>,
        what: &str,
        kind: &dyn Fn() -> DraftKind,
    ) -> (Vec<DraftItem>, Target) {
        if fields.len() > PARTS_MAX {
            self.lose(id, payload, &format!("{} {what}", fields.len()), "it would be too many items");
            return (Vec::new(), Target::Lost);
        }
        let mut items = Vec::new();
        let mut names = Vec::new();
        for (key, label) in fields {
            let item = self.part(id, payload, &key, &label, kind());
            names.push((key, item.id.clone()));
            items.push(item);
        }
        if items.len() > 1 {
            let kept: Vec<String> = items.iter().map(|item| format!("`{}`", item.id)).collect();
            self.draft.changed(
                Self::place(id, payload),
                format!("{} {what} in one question", items.len()),
                "an item has one answer here",
                format!("the items {}", kept.join(", ")),
            );
        }
        let numbers = matches!(kind(), DraftKind::Number { .. } | DraftKind::Scale { .. });
        (items, if numbers { Target::Numbers(names) } else { Target::Texts(names) })
    }

    fn text(&mut self, id: &str, payload: &Value, selector: &str) -> (Vec<DraftItem>, Target) {
        let settings = &payload["Validation"]["Settings"];
        let lines = match selector {
            "ML" => 5,
            "ESTB" => 12,
            _ => 1,
        };
        if selector == "PW" {
            self.lose(id, payload, "hidden input of a password", "answers are never secrets here");
        }
        let content = string(&settings["ContentType"]);
        let is_content = string(&settings["Type"]) == "ContentType";
        match content.as_str() {
            "ValidNumber" if is_content => {
                let valid = &settings["ValidNumber"];
                let decimals = number(&valid["NumDecimals"]).map_or(0, |places| places.clamp(0.0, 9.0) as u8);
                let kind = DraftKind::Number {
                    min: number(&valid["Min"]),
                    max: number(&valid["Max"]),
                    decimals,
                    unit: DraftText::default(),
                };
                let item = self.item(id, payload, kind);
                let target = Target::Number(item.id.clone());
                return (vec![item], target);
            }
            "ValidDate" if is_content => {
                let item = self.item(id, payload, DraftKind::Date { min: None, max: None });
                let target = Target::Date(item.id.clone());
                return (vec![item], target);
            }
            _ => {}
        }
        let format = match content.as_str() {
            "ValidEmail" if is_content => Some(TextFormat::Email),
            "ValidURL" if is_content => Some(TextFormat::Url),
            "" => None,
            other if is_content => {
                let what = format!("validation as {}", other.trim_start_matches("Valid"));
                self.lose(id, payload, &what, "write it as a `pattern`");
                None
            }
            _ => None,
        };
        let kind = string(&settings["Type"]);
        let most = match kind.as_str() {
            "TotalChar" | "CharRange" | "MaxChars" => {
                number(&settings["TotalChars"]).or(number(&settings["MaxChars"]))
            }
            _ => None,
        };
        if matches!(kind.as_str(), "MinChar" | "CharRange") {
            let least = string(&settings["MinChars"]);
            self.lose(
                id,
                payload,
                &format!("at least {least} characters"),
                "a text has only a largest length here",
            );
        }
        let max_length = most.filter(|most| *most >= 1.0).map(|most| most as usize);
        let item = self.item(id, payload, DraftKind::Text { lines, max_length, format, pattern: None });
        let target = Target::Text(item.id.clone());
        (vec![item], target)
    }

    /// Sliders: a scale where there are few whole steps, else a number; an item a statement.
    fn sliders(&mut self, id: &str, payload: &Value, selector: &str) -> (Vec<DraftItem>, Target) {
        let configuration = &payload["Configuration"];
        let stars = selector == "STAR";
        let from = number(&configuration["CSSliderMin"]).unwrap_or(if stars { 1.0 } else { 0.0 });
        let to = if stars { number(&configuration["StarCount"]) } else { None }
            .or(number(&configuration["CSSliderMax"]))
            .unwrap_or(if stars { 5.0 } else { 100.0 });
        let decimals = number(&configuration["NumDecimals"]).map_or(0, |places| places.clamp(0.0, 9.0) as u8);
        if is_on(&configuration["NotApplicable"]) {
            self.lose(id, payload, "the box “not applicable”", "such an item may be skipped");
        }
        let labels = ordered(&payload["Labels"], &Value::Null);
        let end = |at: Option<&(String, &Value)>| {
            at.map(|(key, label)| self.label(payload, "Labels", key, label)).unwrap_or_default()
        };
        let (from_text, to_text) = (end(labels.first()), end(labels.last()));
        let whole = |number: f64| number.fract().total_cmp(&0.0).is_eq() && number.abs() <= 1000.0;
        let few = decimals == 0 && whole(from) && whole(to) && to - from <= 10.0 && to > from;
        let kind = || {
            if few {
                DraftKind::Scale {
                    from: from as i64,
                    to: to as i64,
                    from_text: from_text.clone(),
                    to_text: to_text.clone(),
                }
            } else {
                DraftKind::Number { min: Some(from), max: Some(to), decimals, unit: DraftText::default() }
            }
        };
        let mut fields = Vec::new();
        for (key, choice) in ordered(&payload["Choices"], &payload["ChoiceOrder"]) {
            fields.push((key.clone(), self.label(payload, "Choices", &key, choice)));
        }
        if let [(key, label)] = fields.as_slice() {
            let mut item = self.item(id, payload, kind());
            item.text = joined(&item.text, label, &self.draft.languages);
            // Logic names the slider by its one choice, or by none.
            let target =
                Target::Numbers(vec![(key.clone(), item.id.clone()), (String::new(), item.id.clone())]);
            return (vec![item], target);
        }
        self.parts(id, payload, fields, "sliders", &kind)
    }

    fn ranking(&mut self, id: &str, payload: &Value) -> (Vec<DraftItem>, Target) {
        let mut choices = self.choices(id, payload, "Choices", "ChoiceOrder");
        let order = self.order(id, payload, &mut choices);
        let max = limits(payload).1;
        for option in &mut choices.options {
            option.exclusive = false;
        }
        let kind = DraftKind::Ranking { options: DraftOptions::Own(choices.options), order, max };
        let item = self.item(id, payload, kind);
        let target = Target::Ranking { name: item.id.clone(), codes: choices.codes };
        (vec![item], target)
    }

    /// A constant sum: an allocation where the sum is enforced, else numbers.
    fn sums(&mut self, id: &str, payload: &Value) -> (Vec<DraftItem>, Target) {
        let settings = &payload["Validation"]["Settings"];
        let total = number(&settings["ChoiceTotal"]).filter(|_| string(&settings["Type"]) == "ChoicesTotal");
        if let Some(total) = total {
            let (rows, pairs) = self.rows(id, payload);
            let item = self.item(id, payload, DraftKind::Allocation { rows, total });
            let names = pairs.into_iter().map(|(key, row)| (key, format!("{}.{row}", item.id))).collect();
            return (vec![item], Target::Numbers(names));
        }
        let configuration = &payload["Configuration"];
        let (min, max) = (number(&configuration["CSSliderMin"]), number(&configuration["CSSliderMax"]));
        let decimals = number(&configuration["NumDecimals"]).map_or(0, |places| places.clamp(0.0, 9.0) as u8);
        let mut fields = Vec::new();
        for (key, choice) in ordered(&payload["Choices"], &payload["ChoiceOrder"]) {
            fields.push((key.clone(), self.label(payload, "Choices", &key, choice)));
        }
        let kind = || DraftKind::Number { min, max, decimals, unit: DraftText::default() };
        self.parts(id, payload, fields, "amounts without a sum", &kind)
    }
}

fn text_kind(lines: u16) -> DraftKind {
    DraftKind::Text { lines, max_length: None, format: None, pattern: None }
}

/// How many choices may be ticked.
fn limits(payload: &Value) -> (Option<usize>, Option<usize>) {
    let settings = &payload["Validation"]["Settings"];
    let count = |key: &str| number(&settings[key]).filter(|count| *count >= 1.0).map(|count| count as usize);
    match string(&settings["Type"]).as_str() {
        "MinChoices" => (count("MinChoices"), None),
        "MaxChoices" => (None, count("MaxChoices")),
        "ChoiceRange" => (count("MinChoices"), count("MaxChoices")),
        "SelectMany" => {
            let exactly = count("MinChoices").or(count("MaxChoices"));
            (exactly, exactly)
        }
        _ => (None, None),
    }
}

/// A choice that is left out of analyses, by what it reads.
fn missing_of(text: &str) -> DeclaredMissing {
    let lower = text.to_lowercase();
    if ["know", "unsure", "not sure", "weiß", "sais pas"].iter().any(|word| lower.contains(word)) {
        DeclaredMissing::DontKnow
    } else if ["prefer not", "refuse", "no answer", "keine angabe"].iter().any(|word| lower.contains(word)) {
        DeclaredMissing::Refused
    } else {
        DeclaredMissing::NotApplicable
    }
}

/// A question's text with that of one of its parts behind it, in every language.
fn joined(stem: &DraftText, part: &DraftText, languages: &[crate::i18n::Language]) -> DraftText {
    let mut text = DraftText::default();
    for language in languages {
        let stem = stem.get(language).unwrap_or_default();
        let part = part
            .get(language)
            .map(str::trim)
            .filter(|part| !matches!(*part, "" | "&nbsp;"))
            .unwrap_or_default();
        text.set(
            language,
            match (stem, part) {
                ("", part) => part.to_owned(),
                (stem, "") => stem.to_owned(),
                (stem, part) => format!("{stem} – {part}"),
            },
        );
    }
    text
}

/// The choice with this key, for conditions of its own.
pub(super) fn place_of(codes: &[(String, String)], options: &[DraftOption], key: &str) -> Option<usize> {
    let code = code(codes, key)?;
    options.iter().position(|option| option.code == code)
}
