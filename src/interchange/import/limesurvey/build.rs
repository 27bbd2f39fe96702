//! From the questions of a LimeSurvey survey to items: which type each becomes, and what its names stand for.

use super::fixed::{self, Wording};
use super::form::{Form, Question, Words, is_always};
use super::symbols::{Symbols, Target};
use crate::i18n::Language;
use crate::interchange::import::draft::{
    Draft, DraftItem, DraftKind, DraftOption, DraftOptions, DraftRow, DraftText, Weight,
};
use crate::interchange::import::names::{Codes, Ids};
use crate::questionnaire::{Display, Order};

/// What the subquestions of a question became, so that their own conditions find their way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// The options of its one item.
    Options,
    /// The rows of each of its items.
    Rows,
    /// An item each.
    Items,
    /// There are none.
    Alone,
}

/// The items of one question; texts are still HTML.
pub(super) struct Built {
    /// Its place among the form's questions.
    pub(super) question: usize,
    pub(super) items: Vec<DraftItem>,
    pub(super) shape: Shape,
}

pub(super) struct Builder<'a> {
    pub(super) form: &'a Form,
    pub(super) draft: Draft,
    pub(super) symbols: Symbols,
    pub(super) ids: Ids,
    /// Each language as LimeSurvey writes it and as we do.
    pub(super) languages: Vec<(String, Language)>,
}

/// Codes of one question's answers: there and here.
pub(super) type CodePairs = Vec<(String, String)>;

impl Builder<'_> {
    /// The items of a question; none where it cannot be carried over, which is then a loss.
    pub(super) fn question(&mut self, index: usize, question: &Question) -> Built {
        let (items, shape) = match question.kind.as_str() {
            "L" | "!" | "O" | "Z" | "W" => (self.list(question), Shape::Alone),
            "5" => (self.scale(question), Shape::Alone),
            "Y" => (self.worded(question, &[fixed::YES, fixed::NO]), Shape::Alone),
            "G" => (self.worded(question, &[fixed::FEMALE, fixed::MALE]), Shape::Alone),
            "M" | "P" => (self.multiple(question), Shape::Options),
            "R" => (self.ranking(question), Shape::Alone),
            "A" => (self.array(question, &numbered(5)), Shape::Rows),
            "B" => (self.array(question, &numbered(10)), Shape::Rows),
            "C" => (
                self.array(question, &Columns::Worded(&[fixed::YES, fixed::UNCERTAIN, fixed::NO])),
                Shape::Rows,
            ),
            "E" => (
                self.array(question, &Columns::Worded(&[fixed::INCREASE, fixed::SAME, fixed::DECREASE])),
                Shape::Rows,
            ),
            "F" | "H" => (self.array(question, &Columns::Answers(0)), Shape::Rows),
            "1" => (self.dual(question), Shape::Rows),
            ":" if question.is_on("multiflexible_checkbox") => (self.ticks(question), Shape::Rows),
            ":" | ";" => (self.cells(question), Shape::Alone),
            "N" => (self.number(question), Shape::Alone),
            "K" => self.numbers(question),
            "S" | "T" | "U" => (self.text(question), Shape::Alone),
            "Q" => (self.texts(question), Shape::Items),
            "D" => (self.date(question), Shape::Alone),
            "X" => (vec![self.item(question, DraftKind::Note)], Shape::Alone),
            "*" => (self.equation(question), Shape::Alone),
            "I" => {
                self.lose(question, "language switch", "respondents change the language on every page here");
                (Vec::new(), Shape::Alone)
            }
            "|" => {
                self.lose(question, "upload of files", "files cannot be answers here");
                (Vec::new(), Shape::Alone)
            }
            other => {
                self.lose(question, &format!("question of the type `{other}`"), "the type is not known here");
                (Vec::new(), Shape::Alone)
            }
        };
        if items.is_empty() {
            self.put(question, "", Target::Lost, None);
            for sub in &question.subquestions {
                self.put(question, &sub.code, Target::Lost, None);
            }
        }
        Built { question: index, items, shape }
    }

    /// Where a question stands, for losses.
    pub(super) fn place(question: &Question) -> String {
        format!("question {}", question.title)
    }

    pub(super) fn lose(&mut self, question: &Question, what: &str, why: &str) {
        self.draft.lost(Self::place(question), what, why);
    }

    /// A first item of the question, with its text, help and whether it must be answered.
    pub(super) fn item(&mut self, question: &Question, kind: DraftKind) -> DraftItem {
        let id = self.ids.take(&question.title, &format!("q{}", question.qid));
        let mut item = DraftItem::new(id, kind, Self::place(question));
        item.text = self.words(&question.text);
        item.help = self.words(&question.help);
        item.required = question.mandatory == "Y" && !matches!(item.kind, DraftKind::Note);
        if item.id.replace('_', "") != question.title.to_lowercase().replace('_', "") {
            item.notes.push(format!("LimeSurvey: {}", question.title));
        }
        item
    }

    /// One of several items that a question is split into.
    pub(super) fn part(
        &mut self,
        question: &Question,
        code: &str,
        text: &Words,
        kind: DraftKind,
    ) -> DraftItem {
        let foreign = format!("{}_{code}", question.title);
        let id = self.ids.take(&foreign, &format!("q{}_{code}", question.qid));
        let mut item = DraftItem::new(id, kind, format!("{}, subquestion {code}", Self::place(question)));
        item.text = self.both(&question.text, text);
        item.required = question.mandatory == "Y";
        if item.id != foreign {
            item.notes.push(format!("LimeSurvey: {foreign}"));
        }
        item
    }

    /// The question's text with that of its part behind it.
    pub(super) fn both(&self, question: &Words, part: &Words) -> DraftText {
        let mut text = DraftText::default();
        for (foreign, language) in &self.languages {
            let stem = question.get(foreign).map_or("", |text| text.trim());
            let part = part.get(foreign).map_or("", |text| text.trim());
            let joined = match (stem, part) {
                ("", part) => part.to_owned(),
                (stem, "") => stem.to_owned(),
                (stem, part) => format!("{stem} – {part}"),
            };
            text.set(language, joined);
        }
        text
    }

    pub(super) fn words(&self, words: &Words) -> DraftText {
        let mut text = DraftText::default();
        for (foreign, language) in &self.languages {
            if let Some(words) = words.get(foreign) {
                text.set(language, words.trim());
            }
        }
        text
    }

    /// A text that LimeSurvey itself words, in each language of the survey.
    pub(super) fn worded_text(&mut self, wording: &Wording) -> DraftText {
        let mut text = DraftText::default();
        for (index, (_, language)) in self.languages.iter().enumerate() {
            match wording.text(language.as_str()) {
                Some(words) => text.set(language, words),
                // What the survey is written in must say something; the others fall back to it.
                None if index == 0 => text.set(language, wording.english()),
                None => {}
            }
        }
        text
    }

    /// Gives `code` of the question its meaning, by both names that it has; an empty code is the question itself.
    pub(super) fn put(&mut self, question: &Question, code: &str, target: Target, asked: Option<&str>) {
        let field = format!("{}X{}X{}{code}", self.form.id, question.gid, question.qid);
        let name =
            if code.is_empty() { question.title.clone() } else { format!("{}_{code}", question.title) };
        self.symbols.put(name, target.clone(), asked);
        self.symbols.put(field, target, asked);
    }

    /// The item by which conditions ask whether a question was asked; `None` where everybody is.
    pub(super) fn asked<'i>(&self, question: &Question, item: &'i str) -> Option<&'i str> {
        let certain = is_always(&question.relevance)
            && !self.form.conditional_groups.contains(&question.gid)
            && !self.form.conditions.contains_key(&question.qid);
        (!certain).then_some(item)
    }

    /// Options from answers, with their codes there and here.
    pub(super) fn answers(&mut self, question: &Question, scale: i64) -> (Vec<DraftOption>, CodePairs) {
        let mut codes = Codes::default();
        // Every answer has a value there, 0 unless somebody gave it another.
        let scored = self.form.settings.get("assessments").is_some_and(|on| on == "Y")
            && question.answers_of(scale).any(|answer| answer.value.is_some_and(|value| value.abs() > 0.0));
        let mut pairs = Vec::new();
        let mut options = Vec::new();
        for (index, answer) in question.answers_of(scale).enumerate() {
            let code = codes.take(&answer.code, &(index + 1).to_string());
            pairs.push((answer.code.clone(), code.clone()));
            let value = answer.value.filter(|_| scored);
            let text = self.words(&answer.text);
            options.push(DraftOption { code, text, value, ..DraftOption::default() });
        }
        if let Some(separator) = question.attribute("category_separator") {
            options.iter_mut().for_each(|option| split_category(option, separator));
        }
        (options, pairs)
    }

    /// “Other” with its text field, behind the others.
    pub(super) fn other(
        &mut self,
        question: &Question,
        options: &mut Vec<DraftOption>,
        pairs: &mut CodePairs,
    ) {
        if !question.other {
            return;
        }
        let mut codes = Codes::default();
        options.iter().for_each(|option| {
            codes.take(&option.code, "");
        });
        let code = codes.take("other", "other");
        let text = match question.attributes.get("other_replace_text") {
            Some(words) => {
                let mut text = self.words(words);
                let replaced = words.get("").filter(|_| text.is_empty());
                if let (Some(words), Some((_, first))) = (replaced, self.languages.first()) {
                    text.set(first, words.trim());
                }
                text
            }
            None => DraftText::default(),
        };
        let text = if text.is_empty() { self.worded_text(&fixed::OTHER) } else { text };
        pairs.push(("-oth-".to_owned(), code.clone()));
        options.push(DraftOption { code, text, specify: true, pin: true, ..DraftOption::default() });
    }

    /// The order in which answers or subquestions are shown.
    pub(super) fn order(question: &Question, of: &str) -> Order {
        match question.attribute(of) {
            Some("random") => Order::Random,
            Some("alphabetical") => Order::Alphabetical,
            _ if question.is_on("random_order") => Order::Random,
            _ if question.is_on("alphasort") => Order::Alphabetical,
            _ => Order::Given,
        }
    }

    /// Rows from the subquestions of the first axis, with the code of each there.
    pub(super) fn rows(&mut self, question: &Question) -> (Vec<DraftRow>, Vec<String>) {
        let mut ids = Ids::default();
        let mut rows = Vec::new();
        let mut codes = Vec::new();
        for (index, sub) in question.axis(0).enumerate() {
            let id = ids.take(&sub.code, &format!("r{}", index + 1));
            rows.push(DraftRow { id, text: self.words(&sub.text), show_if: None });
            codes.push(sub.code.clone());
        }
        let semantic = rows.iter_mut().flat_map(|row| row.text.texts_mut()).any(|text| text.contains('|'));
        if semantic {
            let why = "rows have a text at their left end only here";
            self.draft.losses.push(crate::interchange::import::draft::Loss {
                weight: Weight::Changed,
                place: Self::place(question),
                what: "texts at both ends of a row (`left|right`)".to_owned(),
                why: why.to_owned(),
                kept_as: Some("one text, `left – right`".to_owned()),
            });
            for text in rows.iter_mut().flat_map(|row| row.text.texts_mut()) {
                *text = text.split('|').map(str::trim).collect::<Vec<_>>().join(" – ");
            }
        }
        if Self::order(question, "subquestion_order") != Order::Given {
            self.lose(question, "random order of rows", "rows are shown in the order of the file here");
        }
        (rows, codes)
    }

    fn list(&mut self, question: &Question) -> Vec<DraftItem> {
        let (mut options, mut pairs) = self.answers(question, 0);
        self.other(question, &mut options, &mut pairs);
        let display =
            if matches!(question.kind.as_str(), "!" | "W") { Display::Dropdown } else { Display::Radio };
        let order = Self::order(question, "answer_order");
        let kind = DraftKind::Single { options: DraftOptions::Own(options), order, display };
        let item = self.item(question, kind);
        let asked = self.asked(question, &item.id).map(str::to_owned);
        let target = Target::Single { name: item.id.clone(), codes: pairs.clone() };
        self.put(question, "", target, asked.as_deref());
        if let Some((_, code)) = pairs.iter().find(|(there, _)| there == "-oth-") {
            let specify = Target::Specify { name: item.id.clone(), code: code.clone() };
            self.put_joined(question, "other", specify, asked.as_deref());
        }
        let mut items = vec![item];
        if question.kind == "O" {
            items.push(self.comment(question, asked.as_deref()));
        }
        items
    }

    /// The text field beside a list.
    fn comment(&mut self, question: &Question, asked: Option<&str>) -> DraftItem {
        let kind = DraftKind::Text { lines: 4, max_length: None, format: None, pattern: None };
        let mut item = self.part(question, "comment", &Words::new(), kind);
        item.text = self.worded_text(&fixed::COMMENT);
        item.required = false;
        self.put_joined(question, "comment", Target::Text(item.id.clone()), asked);
        item
    }

    /// As `put`, for what fields name without a separator: `123X4X5other`.
    fn put_joined(&mut self, question: &Question, word: &str, target: Target, asked: Option<&str>) {
        self.put(question, word, target, asked);
    }

    fn scale(&mut self, question: &Question) -> Vec<DraftItem> {
        let kind = DraftKind::Scale {
            from: 1,
            to: 5,
            from_text: DraftText::default(),
            to_text: DraftText::default(),
        };
        let item = self.item(question, kind);
        let asked = self.asked(question, &item.id).map(str::to_owned);
        self.put(question, "", Target::Number(item.id.clone()), asked.as_deref());
        vec![item]
    }

    fn worded(&mut self, question: &Question, wordings: &[Wording]) -> Vec<DraftItem> {
        let (options, pairs) = self.worded_options(wordings);
        let kind = DraftKind::Single {
            options: DraftOptions::Own(options),
            order: Order::Given,
            display: Display::Radio,
        };
        let item = self.item(question, kind);
        let asked = self.asked(question, &item.id).map(str::to_owned);
        self.put(question, "", Target::Single { name: item.id.clone(), codes: pairs }, asked.as_deref());
        vec![item]
    }

    pub(super) fn worded_options(&mut self, wordings: &[Wording]) -> (Vec<DraftOption>, CodePairs) {
        let mut options = Vec::new();
        let mut pairs = Vec::new();
        for wording in wordings {
            let text = self.worded_text(wording);
            let code = wording.code.to_owned();
            pairs.push((code.clone(), code.clone()));
            options.push(DraftOption { code, text, ..DraftOption::default() });
        }
        (options, pairs)
    }

    fn multiple(&mut self, question: &Question) -> Vec<DraftItem> {
        let mut codes = Codes::default();
        let exclusive: Vec<&str> = question
            .attribute("exclude_all_others")
            .map(|list| list.split([';', ',']).map(str::trim).collect())
            .unwrap_or_default();
        let mut options = Vec::new();
        let mut pairs = Vec::new();
        for (index, sub) in question.axis(0).enumerate() {
            let code = codes.take(&sub.code, &(index + 1).to_string());
            pairs.push((sub.code.clone(), code.clone()));
            options.push(DraftOption {
                code,
                text: self.words(&sub.text),
                exclusive: exclusive.contains(&sub.code.as_str()),
                specify: question.kind == "P",
                ..DraftOption::default()
            });
        }
        self.other(question, &mut options, &mut pairs);
        let kind = DraftKind::Multiple {
            options: DraftOptions::Own(options),
            order: Self::order(question, "subquestion_order"),
            min: self.count(question, "min_answers"),
            max: self.count(question, "max_answers"),
        };
        let item = self.item(question, kind);
        let asked = self.asked(question, &item.id).map(str::to_owned);
        self.put_ticks(question, &item.id, &pairs, asked.as_deref());
        vec![item]
    }

    fn put_ticks(&mut self, question: &Question, item: &str, pairs: &CodePairs, asked: Option<&str>) {
        let whole = Target::Multiple { name: item.to_owned(), codes: pairs.clone() };
        self.put(question, "", whole, asked);
        for (there, code) in pairs {
            let tick = Target::Tick { name: item.to_owned(), code: code.clone() };
            let there = if there == "-oth-" { "other" } else { there };
            self.put(question, there, tick, asked);
            let beside = Target::Specify { name: item.to_owned(), code: code.clone() };
            self.put(question, &format!("{there}comment"), beside, asked);
        }
    }

    fn ranking(&mut self, question: &Question) -> Vec<DraftItem> {
        let (mut options, mut pairs) = self.answers(question, 0);
        if options.is_empty() {
            let mut codes = Codes::default();
            for (index, sub) in question.axis(0).enumerate() {
                let code = codes.take(&sub.code, &(index + 1).to_string());
                pairs.push((sub.code.clone(), code.clone()));
                options.push(DraftOption { code, text: self.words(&sub.text), ..DraftOption::default() });
            }
        }
        if question.attribute("min_answers").is_some() {
            self.lose(question, "least number of ranks", "a ranking has only a largest number of ranks here");
        }
        let max = self.count(question, "max_answers");
        let order = Self::order(question, "answer_order");
        let kind = DraftKind::Ranking { options: DraftOptions::Own(options), order, max };
        let item = self.item(question, kind);
        let asked = self.asked(question, &item.id).map(str::to_owned);
        let ranking = Target::Ranking { name: item.id.clone(), codes: pairs.clone() };
        self.put(question, "", ranking, asked.as_deref());
        for place in 1..=pairs.len() {
            let target = Target::Place { name: item.id.clone(), codes: pairs.clone(), place };
            self.put(question, &place.to_string(), target, asked.as_deref());
        }
        vec![item]
    }

    fn array(&mut self, question: &Question, columns: &Columns<'_>) -> Vec<DraftItem> {
        let (options, pairs) = match columns {
            Columns::Numbered(to) => (1..=*to).map(numbered_option).unzip(),
            Columns::Worded(wordings) => self.worded_options(wordings),
            Columns::Answers(scale) => self.answers(question, *scale),
        };
        let mut options: Vec<DraftOption> = options;
        if let Columns::Numbered(_) = columns
            && let Some((_, first)) = self.languages.first().cloned()
        {
            options.iter_mut().for_each(|option| option.text.set(&first, option.code.clone()));
        }
        let (rows, codes) = self.rows(question);
        let order = Self::order(question, "answer_order");
        let order = if question.attribute("answer_order").is_some() { order } else { Order::Given };
        let kind = DraftKind::Grid { rows: rows.clone(), options: DraftOptions::Own(options), order };
        let item = self.item(question, kind);
        self.put_rows(question, &item.id, &rows, &codes, &pairs, "");
        vec![item]
    }

    /// The rows of a grid as names; `suffix` tells the scales of a double one apart.
    fn put_rows(
        &mut self,
        question: &Question,
        item: &str,
        rows: &[DraftRow],
        codes: &[String],
        pairs: &CodePairs,
        suffix: &str,
    ) {
        let asked = self.asked(question, item).map(str::to_owned);
        let mut all = Vec::new();
        for (row, code) in rows.iter().zip(codes) {
            let target = Target::Single { name: format!("{item}.{}", row.id), codes: pairs.clone() };
            all.push(target.clone());
            if suffix.is_empty() {
                self.put(question, code, target, asked.as_deref());
            } else {
                self.put(question, &format!("{code}_{suffix}"), target.clone(), asked.as_deref());
                self.put(question, &format!("{code}#{suffix}"), target, asked.as_deref());
            }
        }
        self.put(question, "", Target::Several(all), asked.as_deref());
    }

    /// An array with two scales is two grids of the same rows.
    fn dual(&mut self, question: &Question) -> Vec<DraftItem> {
        let mut items = Vec::new();
        for (scale, header) in [(0, "dualscale_headerA"), (1, "dualscale_headerB")] {
            let (options, pairs) = self.answers(question, scale);
            let (rows, codes) = self.rows(question);
            let kind = DraftKind::Grid {
                rows: rows.clone(),
                options: DraftOptions::Own(options),
                order: Order::Given,
            };
            let header = question.attributes.get(header).cloned().unwrap_or_default();
            let mut item = self.part(question, &(scale + 1).to_string(), &header, kind);
            if scale == 0 {
                item.help = self.words(&question.help);
            }
            self.put_rows(question, &item.id, &rows, &codes, &pairs, &scale.to_string());
            items.push(item);
        }
        let kept = items.iter().map(|item| format!("`{}`", item.id)).collect::<Vec<_>>().join(" and ");
        self.draft.changed(
            Self::place(question),
            "array with two scales",
            "a grid has one list of options here",
            format!("the grids {kept}"),
        );
        items
    }

    /// An array of ticks.
    fn ticks(&mut self, question: &Question) -> Vec<DraftItem> {
        let mut codes = Codes::default();
        let mut options = Vec::new();
        let mut pairs = Vec::new();
        for (index, sub) in question.axis(1).enumerate() {
            let code = codes.take(&sub.code, &(index + 1).to_string());
            pairs.push((sub.code.clone(), code.clone()));
            options.push(DraftOption { code, text: self.words(&sub.text), ..DraftOption::default() });
        }
        let (rows, row_codes) = self.rows(question);
        let kind = DraftKind::MultipleGrid {
            rows: rows.clone(),
            options: DraftOptions::Own(options),
            order: Order::Given,
        };
        let item = self.item(question, kind);
        let asked = self.asked(question, &item.id).map(str::to_owned);
        let mut all = Vec::new();
        for (row, there) in rows.iter().zip(&row_codes) {
            let name = format!("{}.{}", item.id, row.id);
            for (column, code) in &pairs {
                let tick = Target::Tick { name: name.clone(), code: code.clone() };
                self.put(question, &format!("{there}_{column}"), tick, asked.as_deref());
            }
            let target = Target::Multiple { name, codes: pairs.clone() };
            all.push(target.clone());
            self.put(question, there, target, asked.as_deref());
        }
        self.put(question, "", Target::Several(all), asked.as_deref());
        vec![item]
    }

    /// A number of answers from an attribute; an expression there is a loss.
    pub(super) fn count(&mut self, question: &Question, attribute: &str) -> Option<usize> {
        let text = question.attribute(attribute)?;
        match text.parse() {
            Ok(0) => None,
            Ok(count) => Some(count),
            Err(_) => {
                self.lose(question, &format!("{attribute} `{text}`"), "limits are fixed numbers here");
                None
            }
        }
    }
}

/// The columns of an array.
enum Columns<'a> {
    Numbered(u8),
    Worded(&'a [Wording]),
    Answers(i64),
}

fn numbered(to: u8) -> Columns<'static> {
    Columns::Numbered(to)
}

fn numbered_option(point: u8) -> (DraftOption, (String, String)) {
    let code = point.to_string();
    (DraftOption { code: code.clone(), ..DraftOption::default() }, (code.clone(), code))
}

/// `Fruit||Apple` is the option Apple in the group Fruit.
fn split_category(option: &mut DraftOption, separator: &str) {
    let category =
        option.text.any().and_then(|text| text.split_once(separator)).map(|(category, _)| category.trim());
    option.group = category.filter(|category| !category.is_empty()).map(str::to_owned);
    for text in option.text.texts_mut() {
        if let Some((_, label)) = text.split_once(separator) {
            *text = label.trim().to_owned();
        }
    }
}
