//! Questions whose answers are typed in: numbers, texts, dates, and arrays of them.

use chrono::NaiveDate;

use super::build::{Builder, Shape};
use super::form::{Question, Subquestion, Words};
use super::symbols::Target;
use crate::interchange::import::draft::{DraftItem, DraftKind, DraftStoredAs, DraftText};
use crate::interchange::import::expression::Expression;
use crate::questionnaire::Pattern;

/// Arrays of fields are carried over as an item a cell, up to this many.
const CELLS_MAX: usize = 60;
/// A number takes decimals in LimeSurvey unless told otherwise; this many are kept.
const DECIMALS: u8 = 2;

impl Builder<'_> {
    pub(super) fn number(&mut self, question: &Question) -> Vec<DraftItem> {
        let kind = self.number_kind(question);
        let item = self.item(question, kind);
        let asked = self.asked(question, &item.id).map(str::to_owned);
        self.put(question, "", Target::Number(item.id.clone()), asked.as_deref());
        vec![item]
    }

    /// A number with the limits and the unit of the question's attributes.
    fn number_kind(&mut self, question: &Question) -> DraftKind {
        let slider = question.is_on("slider_layout");
        let (low, high) =
            if slider { ("slider_min", "slider_max") } else { ("min_num_value_n", "max_num_value_n") };
        let min = self.limit(question, low).or(slider.then_some(0.0));
        let max = self.limit(question, high).or(slider.then_some(100.0));
        let whole = question.is_on("num_value_int_only");
        let step = question
            .attribute("slider_accuracy")
            .filter(|_| slider)
            .and_then(|step| step.parse::<f64>().ok());
        let whole = whole || (slider && step.is_none_or(|step| step.fract().total_cmp(&0.0).is_eq()));
        DraftKind::Number { min, max, decimals: if whole { 0 } else { DECIMALS }, unit: self.unit(question) }
    }

    /// What stands behind the field, or before it.
    fn unit(&mut self, question: &Question) -> DraftText {
        let text = |builder: &Self, name: &str| {
            let words = question.attributes.get(name)?;
            let mut text = builder.words(words);
            if let (true, Some(shared), Some((_, first))) =
                (text.is_empty(), words.get(""), builder.languages.first())
            {
                text.set(first, shared.trim());
            }
            (!text.is_empty()).then_some(text)
        };
        let (before, behind) = (text(self, "prefix"), text(self, "suffix"));
        if let (Some(before), Some(_)) = (&before, &behind) {
            let what = format!("prefix “{}”", before.any().unwrap_or_default());
            self.lose(question, &what, "a number has one unit here, its suffix");
        }
        behind.or(before).unwrap_or_default()
    }

    /// A limit that is a number; an expression is a loss.
    fn limit(&mut self, question: &Question, attribute: &str) -> Option<f64> {
        let text = question.attribute(attribute)?;
        match text.replace(',', ".").parse::<f64>() {
            Ok(number) if number.is_finite() => Some(number),
            _ => {
                self.lose(question, &format!("{attribute} `{text}`"), "limits are fixed numbers here");
                None
            }
        }
    }

    /// Several numbers: with a fixed sum an allocation, else an item each.
    pub(super) fn numbers(&mut self, question: &Question) -> (Vec<DraftItem>, Shape) {
        if let Some(total) = self.limit(question, "equals_num_value") {
            return (vec![self.allocation(question, total)], Shape::Rows);
        }
        for attribute in ["min_num_value", "max_num_value"] {
            if let Some(text) = question.attribute(attribute) {
                let what = format!("{attribute} `{text}` of the sum");
                self.lose(question, &what, "write it as a `check` of the last item");
            }
        }
        let slider = question.is_on("slider_layout");
        let separator = question.attribute("slider_separator").unwrap_or("|").to_owned();
        let mut items = Vec::new();
        let mut all = Vec::new();
        for sub in question.axis(0) {
            let kind = self.number_kind(question);
            // A slider's text holds those at its ends too: `text|left|right`.
            let text: Words = match slider {
                true => first_parts(&sub.text, &separator),
                false => sub.text.clone(),
            };
            let item = self.part(question, &sub.code, &text, kind);
            let asked = self.asked(question, &item.id).map(str::to_owned);
            let target = Target::Number(item.id.clone());
            self.put(question, &sub.code, target.clone(), asked.as_deref());
            all.push(target);
            items.push(item);
        }
        self.finish_parts(question, &mut items, all, "several numbers");
        (items, Shape::Items)
    }

    fn allocation(&mut self, question: &Question, total: f64) -> DraftItem {
        let (rows, codes) = self.rows(question);
        let kind = DraftKind::Allocation { rows: rows.clone(), total };
        let item = self.item(question, kind);
        let asked = self.asked(question, &item.id).map(str::to_owned);
        let mut all = Vec::new();
        for (row, code) in rows.iter().zip(codes) {
            let target = Target::Number(format!("{}.{}", item.id, row.id));
            self.put(question, &code, target.clone(), asked.as_deref());
            all.push(target);
        }
        self.put(question, "", Target::Several(all), asked.as_deref());
        item
    }

    pub(super) fn text(&mut self, question: &Question) -> Vec<DraftItem> {
        if question.is_on("numbers_only") {
            return self.number(question);
        }
        let kind = self.text_kind(question);
        let item = self.item(question, kind);
        let asked = self.asked(question, &item.id).map(str::to_owned);
        self.put(question, "", Target::Text(item.id.clone()), asked.as_deref());
        vec![item]
    }

    pub(super) fn texts(&mut self, question: &Question) -> Vec<DraftItem> {
        let mut items = Vec::new();
        let mut all = Vec::new();
        let numbers = question.is_on("numbers_only");
        for sub in question.axis(0) {
            let kind = if numbers { self.number_kind(question) } else { self.text_kind(question) };
            let item = self.part(question, &sub.code, &sub.text, kind);
            let asked = self.asked(question, &item.id).map(str::to_owned);
            let target =
                if numbers { Target::Number(item.id.clone()) } else { Target::Text(item.id.clone()) };
            self.put(question, &sub.code, target.clone(), asked.as_deref());
            all.push(target);
            items.push(item);
        }
        self.finish_parts(question, &mut items, all, "several short texts");
        items
    }

    /// What a question that was split has in common: its help, its own name, and a note of it.
    fn finish_parts(&mut self, question: &Question, items: &mut [DraftItem], all: Vec<Target>, what: &str) {
        if let Some(first) = items.first_mut() {
            first.help = self.words(&question.help);
        }
        let asked = items.first().and_then(|item| self.asked(question, &item.id)).map(str::to_owned);
        self.put(question, "", Target::Several(all), asked.as_deref());
        if items.len() > 1 {
            let kept: Vec<String> = items.iter().map(|item| format!("`{}`", item.id)).collect();
            self.draft.changed(
                Self::place(question),
                format!("{what} in one question"),
                "an item has one answer here",
                format!("the items {}", kept.join(", ")),
            );
        }
    }

    fn text_kind(&mut self, question: &Question) -> DraftKind {
        let lines = match question.kind.as_str() {
            "T" => 5,
            "U" => 12,
            _ => 1,
        };
        let max_length = self.count(question, "maximum_chars");
        for name in ["prefix", "suffix"] {
            if let Some(text) = question.attribute(name) {
                let what = format!("{name} “{text}”");
                self.lose(question, &what, "a text field has nothing beside it here");
            }
        }
        DraftKind::Text { lines, max_length, format: None, pattern: self.pattern(question) }
    }

    /// The regular expression that answers must match, without its slashes.
    fn pattern(&mut self, question: &Question) -> Option<String> {
        let text = question.pattern.trim();
        if text.is_empty() {
            return None;
        }
        let (body, flags) = match text.strip_prefix('/').and_then(|rest| rest.rsplit_once('/')) {
            Some((body, flags)) => (body, flags),
            None => (text, ""),
        };
        // Anchors are implied here, and without them the expression may match anywhere there.
        let start = body.strip_prefix('^');
        let end = start.unwrap_or(body).strip_suffix('$').filter(|rest| !rest.ends_with('\\'));
        let inner = end.or(start).unwrap_or(body);
        let (before, behind) =
            (if start.is_some() { "" } else { ".*" }, if end.is_some() { "" } else { ".*" });
        let inner = if inner.contains('|') && (!before.is_empty() || !behind.is_empty()) {
            format!("(?:{inner})")
        } else {
            inner.to_owned()
        };
        let case = if flags.contains('i') { "(?i)" } else { "" };
        let pattern = format!("{case}{before}{inner}{behind}");
        match Pattern::parse(&pattern) {
            Ok(_) => Some(pattern),
            Err(_) => {
                self.lose(question, &format!("validation `{text}`"), "the pattern cannot run in linear time");
                None
            }
        }
    }

    pub(super) fn date(&mut self, question: &Question) -> Vec<DraftItem> {
        if let Some(format) = question.attribute("date_format")
            && format.contains(['H', 'M', 'i'])
            && format.contains(':')
        {
            self.lose(
                question,
                &format!("the time of the date format `{format}`"),
                "a date has no time here",
            );
        }
        let mut limit = |name: &str| {
            let text = question.attribute(name)?;
            let date = text.get(..10).and_then(|day| NaiveDate::parse_from_str(day, "%Y-%m-%d").ok());
            if date.is_none() {
                self.lose(question, &format!("{name} `{text}`"), "limits are fixed days here");
            }
            date
        };
        let kind = DraftKind::Date { min: limit("date_min"), max: limit("date_max") };
        let item = self.item(question, kind);
        let asked = self.asked(question, &item.id).map(str::to_owned);
        self.put(question, "", Target::Date(item.id.clone()), asked.as_deref());
        vec![item]
    }

    /// An equation is worked out later, when every name has its meaning; until then its value stands for itself.
    pub(super) fn equation(&mut self, question: &Question) -> Vec<DraftItem> {
        let kind = DraftKind::Computed { value: Expression::Number(0.0), stored_as: DraftStoredAs::Number };
        let mut item = self.item(question, kind);
        item.help = DraftText::default();
        item.required = false;
        let asked = self.asked(question, &item.id).map(str::to_owned);
        self.put(question, "", Target::Number(item.id.clone()), asked.as_deref());
        vec![item]
    }

    /// An array of numbers or texts: an item a cell.
    pub(super) fn cells(&mut self, question: &Question) -> Vec<DraftItem> {
        let (rows, columns) = (question.axis(0).count(), question.axis(1).count());
        let what = format!("array of {rows} × {columns} fields");
        if rows * columns > CELLS_MAX {
            self.lose(question, &what, "a grid takes one choice a row here, and these are too many items");
            return Vec::new();
        }
        let texts = question.kind == ";" && !question.is_on("numbers_only");
        let mut items = Vec::new();
        let mut all = Vec::new();
        let pairs: Vec<(&Subquestion, &Subquestion)> =
            question.axis(0).flat_map(|row| question.axis(1).map(move |column| (row, column))).collect();
        for (row, column) in pairs {
            let code = format!("{}_{}", row.code, column.code);
            let kind = if texts { self.text_kind(question) } else { self.cell_kind(question) };
            let label = joined(&row.text, &column.text);
            let item = self.part(question, &code, &label, kind);
            let asked = self.asked(question, &item.id).map(str::to_owned);
            let target = if texts { Target::Text(item.id.clone()) } else { Target::Number(item.id.clone()) };
            self.put(question, &code, target.clone(), asked.as_deref());
            all.push(target);
            items.push(item);
        }
        self.finish_parts(question, &mut items, all, &what);
        items
    }

    fn cell_kind(&mut self, question: &Question) -> DraftKind {
        let min = self.limit(question, "multiflexible_min");
        let max = self.limit(question, "multiflexible_max");
        let fields = question.is_on("input_boxes");
        // A list of numbers from 1 to 10 is what LimeSurvey offers where nothing is set.
        let (min, max) = if fields { (min, max) } else { (min.or(Some(1.0)), max.or(Some(10.0))) };
        let decimals = if fields { DECIMALS } else { 0 };
        DraftKind::Number { min, max, decimals, unit: DraftText::default() }
    }
}

fn first_parts(words: &Words, separator: &str) -> Words {
    words
        .iter()
        .map(|(language, text)| {
            let first = text.split(separator).next().unwrap_or(text);
            (language.clone(), first.trim().to_owned())
        })
        .collect()
}

fn joined(row: &Words, column: &Words) -> Words {
    let mut all = Words::new();
    for language in row.keys().chain(column.keys()) {
        let parts = [row, column].map(|words| words.get(language).map_or("", |text| text.trim()));
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        all.insert(language.clone(), parts.join(", "));
    }
    all
}
