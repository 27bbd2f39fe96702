//! A SurveyJS definition as pages: its elements in their order, panels dissolved into their questions.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::json::{Object, entry, first, flag, list, string, text_of};
use super::{script, texts};
use crate::i18n::Language;
use crate::interchange::import::draft::{Draft, DraftItem, DraftKind, DraftPage, DraftStoredAs, DraftText};
use crate::interchange::import::expression::{Expression, Untranslatable};
use crate::interchange::import::markup::{Markup, markdown, pipe};
use crate::interchange::import::names::Ids;
use crate::interchange::import::translate::{Field, FieldKind, Fields, condition, value};
use crate::interchange::import::{Origin, Refusal};
use crate::questionnaire::Ending;

/// The longest name looked for between braces.
const NAME_LENGTH_MAX: usize = 200;
/// Panels within panels that are read.
const PANELS_MAX: usize = 30;

pub(super) struct Builder<'a> {
    pub(super) survey: &'a Object,
    stem: &'a str,
    pub(super) draft: Draft,
    pub(super) item_ids: Ids,
    page_ids: Ids,
    /// How texts name each question: `item`, or `grid.row` for `matrix.row`.
    pub(super) refs: BTreeMap<String, String>,
    pub(super) fields: BTreeMap<String, Field>,
    pub(super) gone: BTreeMap<String, String>,
    /// The foreign names of the rows of the matrix that was read last.
    pub(super) rows_read: Vec<String>,
    sure: BTreeSet<String>,
    /// Properties about looks, how often, and where first.
    pub(super) looks: BTreeMap<String, (usize, String)>,
}

impl Fields for Builder<'_> {
    fn field(&self, foreign: &str) -> Result<&Field, Untranslatable> {
        if let Some(field) = self.fields.get(foreign) {
            return Ok(field);
        }
        Err(Untranslatable::new(match self.gone.get(foreign) {
            Some(why) => format!("`{foreign}` {why}"),
            None if self.refs.contains_key(foreign) => format!("`{foreign}` comes later"),
            None => format!("there is no question `{foreign}`"),
        }))
    }
}

impl<'a> Builder<'a> {
    pub(super) fn new(survey: &'a Object, origin: Origin<'a>, mut draft: Draft) -> Builder<'a> {
        let locale = string(survey, "locale").and_then(Language::parse);
        let (languages, unknown) = texts::languages(survey, locale, origin.language_or_english());
        for key in unknown {
            draft.lost("", format!("the texts in “{key}”"), "it is no language tag");
        }
        draft.languages = languages;
        Builder {
            survey,
            stem: origin.stem,
            draft,
            item_ids: Ids::default(),
            page_ids: Ids::default(),
            refs: BTreeMap::new(),
            fields: BTreeMap::new(),
            gone: BTreeMap::new(),
            rows_read: Vec::new(),
            sure: BTreeSet::new(),
            looks: BTreeMap::new(),
        }
    }

    pub(super) fn build(mut self) -> Result<Draft, Refusal> {
        let survey = self.survey;
        let pages: Vec<(String, &Object)> = match survey.get("pages").and_then(Value::as_array) {
            Some(pages) => (pages.iter().enumerate())
                .filter_map(|(index, page)| Some((format!("/pages/{index}"), page.as_object()?)))
                .collect(),
            None => vec![(String::new(), survey)],
        };
        for (_, page) in &pages {
            self.name_all(page, 0);
        }
        self.draft.title = self.text(survey.get("title"), "/title");
        if self.draft.title.is_empty() {
            self.draft.title = self.source_text(self.stem);
        }
        self.draft.intro = self.text(survey.get("description"), "/description");
        self.draft.endings.complete = self.text(survey.get("completedHtml"), "/completedHtml");
        for (place, page) in pages {
            self.page(page, &place);
        }
        if self.draft.pages.is_empty() {
            return Err(Refusal::nothing_left(&self.draft));
        }
        self.calculated_values();
        self.triggers();
        self.survey_properties();
        for (what, (times, place)) in std::mem::take(&mut self.looks) {
            let why = if times == 1 {
                "looks are left to the form".to_owned()
            } else {
                format!("looks are left to the form; {times} times")
            };
            self.draft.noted(place, what, why);
        }
        Ok(self.draft)
    }

    /// Gives every question its id, so that texts may pipe any of them.
    fn name_all(&mut self, object: &Object, depth: usize) {
        if depth > PANELS_MAX {
            return;
        }
        for element in elements(object) {
            let Some(element) = element.as_object() else { continue };
            let name = string(element, "name").unwrap_or_default().to_owned();
            match string(element, "type").unwrap_or_default() {
                "panel" => self.name_all(element, depth + 1),
                "multipletext" => {
                    for (item, _, _) in list(element, "items").iter().filter_map(entry) {
                        let foreign = format!("{name}.{item}");
                        let id = self.item_ids.take(&foreign, "text");
                        self.refs.entry(foreign).or_insert(id);
                    }
                }
                "matrix" => {
                    let id = self.item_ids.take(&name, "matrix");
                    let mut rows = Ids::default();
                    for (row, _, _) in list(element, "rows").iter().filter_map(entry) {
                        let row_id = rows.take(&row, "row");
                        self.refs.entry(format!("{name}.{row}")).or_insert_with(|| format!("{id}.{row_id}"));
                    }
                    self.refs.entry(name).or_insert(id);
                }
                _ => {
                    let id = self.item_ids.take(&name, "question");
                    self.refs.entry(name).or_insert(id);
                }
            }
        }
    }

    /// A text in its languages, as Markdown. `{name}` becomes the answer to that question.
    pub(super) fn text(&mut self, value: Option<&Value>, place: &str) -> DraftText {
        let mut text = DraftText::default();
        let mut add = |builder: &mut Builder<'a>, language: &Language, words: &str| {
            if text.get(language).is_some() {
                return;
            }
            let converted = markdown(&builder.piped(words), Markup::Markdown);
            for what in converted.lost {
                builder.draft.lost(place, format!("{what} in a text"), "texts are words");
            }
            text.set(language, converted.text);
        };
        let Some(source) = self.draft.languages.first().cloned() else { return text };
        match value {
            Some(Value::Object(by_language)) => {
                if let Some(words) = by_language.get("default").and_then(Value::as_str) {
                    add(self, &source, words);
                }
                for (key, words) in by_language {
                    let language = crate::interchange::import::languages::language(key);
                    if let (Some(language), Some(words)) = (language, words.as_str()) {
                        add(self, &language, words);
                    }
                }
            }
            Some(value) => {
                if let Some(words) = text_of(value) {
                    add(self, &source, &words);
                }
            }
            None => {}
        }
        text
    }

    fn piped(&self, words: &str) -> String {
        let mut out = String::new();
        let mut rest = words;
        while let Some((before, opened)) = rest.split_once('{') {
            out.push_str(before);
            let end = opened.char_indices().take(NAME_LENGTH_MAX).find(|(_, c)| *c == '}').map(|(at, _)| at);
            let found = end.and_then(|at| {
                let (name, after) = (opened.get(..at)?, opened.get(at + 1..)?);
                let reference = self.refs.get(name.trim().trim_start_matches('#'))?;
                Some((reference, after))
            });
            match found {
                Some((reference, after)) => {
                    out.push_str(&pipe(reference));
                    rest = after;
                }
                None => {
                    out.push('{');
                    rest = opened;
                }
            }
        }
        out.push_str(rest);
        out
    }

    fn page(&mut self, object: &Object, place: &str) {
        let mut page = DraftPage { place: place.to_owned(), ..DraftPage::default() };
        if !place.is_empty() {
            page.title = self.text(object.get("title"), place);
            let described = self.text(object.get("description"), place);
            if !described.is_empty() {
                let mut note = DraftItem::new(self.item_ids.take("", "about page"), DraftKind::Note, place);
                note.text = described;
                page.items.push(note);
            }
        }
        let (show_if, note) = self.condition_of(object, "visibleIf", place);
        page.show_if = show_if;
        page.shuffle = matches!(
            first(object, &["questionsOrder", "questionOrder"]).and_then(Value::as_str),
            Some("random")
        );
        self.elements(object, place, &[], &mut page, 0);
        if let (Some(note), Some(item)) = (note, page.items.first_mut()) {
            item.notes.push(note);
        }
        let name = if place.is_empty() { "page" } else { string(object, "name").unwrap_or("page") };
        for key in ["enableIf", "requiredIf", "requiredElements"] {
            if let Some(value) = object.get(key).and_then(text_of) {
                self.draft.lost(place, format!("{key} `{value}` of a page"), "a page is shown or not");
            }
        }
        if page.items.is_empty() {
            self.draft.noted(place, format!("the page `{name}`"), "no question is left on it");
            return;
        }
        page.id = self.page_ids.take(name, "page");
        self.draft.pages.push(page);
    }

    fn elements(
        &mut self,
        object: &Object,
        place: &str,
        outer: &[Expression],
        page: &mut DraftPage,
        depth: usize,
    ) {
        let key = elements_key(object);
        for (index, element) in elements(object).iter().enumerate() {
            let place = format!("{place}/{key}/{index}");
            let Some(element) = element.as_object() else { continue };
            let hidden = element.get("visible").and_then(Value::as_bool) == Some(false);
            if hidden && !element.contains_key("visibleIf") {
                let name = string(element, "name").unwrap_or_default();
                self.draft.lost(&place, format!("`{name}`, which is not visible"), "nobody is asked it");
                self.gone.insert(name.to_owned(), "is not visible".to_owned());
                continue;
            }
            if string(element, "type") == Some("panel") {
                self.panel(element, &place, outer, page, depth);
                continue;
            }
            let (show_if, note) = self.condition_of(element, "visibleIf", &place);
            for mut item in self.question(element, &place) {
                let own = show_if.clone().into_iter().chain(item.show_if.take());
                item.show_if = Expression::all(outer.iter().cloned().chain(own));
                item.notes.extend(note.clone());
                if item.required
                    && item.show_if.is_none()
                    && page.show_if.is_none()
                    && item.kind.rows().is_empty()
                {
                    self.sure.insert(item.id.clone());
                }
                page.items.push(item);
            }
        }
    }

    fn panel(
        &mut self,
        panel: &Object,
        place: &str,
        outer: &[Expression],
        page: &mut DraftPage,
        depth: usize,
    ) {
        if depth > PANELS_MAX {
            self.draft.lost(place, "a panel", "panels are nested too deeply");
            return;
        }
        let (show_if, note) = self.condition_of(panel, "visibleIf", place);
        let conditions: Vec<Expression> = outer.iter().cloned().chain(show_if).collect();
        let title = self.text(panel.get("title"), place);
        let described = self.text(panel.get("description"), place);
        for (text, bold) in [(title, true), (described, false)] {
            if text.is_empty() {
                continue;
            }
            let mut heading = DraftItem::new(self.item_ids.take("", "panel"), DraftKind::Note, place);
            heading.text = text;
            if bold {
                for words in heading.text.texts_mut() {
                    *words = format!("**{}**", words.trim_matches('*'));
                }
            }
            heading.show_if = Expression::all(conditions.iter().cloned());
            heading.notes.extend(note.clone());
            page.items.push(heading);
        }
        for key in ["enableIf", "requiredIf"] {
            if let Some(value) = panel.get(key).and_then(text_of) {
                self.draft.lost(
                    place,
                    format!("{key} `{value}` of a panel"),
                    "a panel is not carried over, its questions are",
                );
            }
        }
        self.elements(panel, place, &conditions, page, depth + 1);
    }

    /// A condition of an element, or the note to keep where it has no like here.
    fn condition_of(
        &mut self,
        object: &Object,
        key: &str,
        place: &str,
    ) -> (Option<Expression>, Option<String>) {
        let Some(written) = string(object, key).map(str::to_owned) else { return (None, None) };
        match script::parse(&written, None).and_then(|tree| condition(&tree, self)) {
            Ok(Expression::Bool(true)) => (None, None),
            Ok(tree) => (Some(tree.two_valued(&|name| self.sure.contains(name))), None),
            Err(Untranslatable(why)) => {
                self.draft.lost(place, format!("{key} `{written}`"), why);
                if let Some(loss) = self.draft.losses.last_mut() {
                    loss.kept_as = Some("asked of everyone, the condition in `notes`".to_owned());
                }
                (None, Some(format!("A condition was not carried over, {key}: {written}")))
            }
        }
    }

    /// `requiredIf` as a condition under which an answer may be left out.
    pub(super) fn free_if(&self, written: &str) -> Result<Expression, Untranslatable> {
        let tree = script::parse(written, None).and_then(|tree| condition(&tree, self))?;
        Ok(Expression::Not(Box::new(tree)).two_valued(&|name| self.sure.contains(name)))
    }

    /// Values worked out beside the questions become computed items on the last page.
    fn calculated_values(&mut self) {
        for (index, entry) in list(self.survey, "calculatedValues").iter().enumerate() {
            let place = format!("/calculatedValues/{index}");
            let Some(entry) = entry.as_object() else { continue };
            let (name, written) =
                (string(entry, "name").unwrap_or_default(), string(entry, "expression").unwrap_or_default());
            let id = self.item_ids.take(name, "value");
            if let Some(item) = self.computed(name, id, written, &place)
                && let Some(page) = self.draft.pages.last_mut()
            {
                page.items.push(item);
            }
        }
    }

    /// A computed item; `None` where the expression has no like here, which is told.
    pub(super) fn computed(
        &mut self,
        name: &str,
        id: String,
        written: &str,
        place: &str,
    ) -> Option<DraftItem> {
        let found = script::parse(written, None).and_then(|tree| value(&tree, self));
        let why = match found {
            Ok((expression, kind)) => {
                let stored_as = match kind {
                    FieldKind::Number => Some((DraftStoredAs::Number, FieldKind::Number)),
                    FieldKind::Single | FieldKind::Text => Some((DraftStoredAs::Text, FieldKind::Text)),
                    FieldKind::Multiple | FieldKind::Ranking | FieldKind::Date => None,
                };
                if let Some((stored_as, kind)) = stored_as {
                    let computed = DraftKind::Computed { value: expression, stored_as };
                    let field = Field { name: id.clone(), kind, codes: BTreeMap::new() };
                    self.fields.insert(name.to_owned(), field);
                    return Some(DraftItem::new(id, computed, place));
                }
                "a date or several answers cannot be stored as one computed value".to_owned()
            }
            Err(Untranslatable(why)) => why,
        };
        self.draft.lost(place, format!("the calculation `{name}`: `{written}`"), why);
        self.gone.insert(name.to_owned(), "is a calculation that could not be carried over".to_owned());
        None
    }

    /// A trigger that completes the survey becomes an `end_if` of the last question it names.
    fn triggers(&mut self) {
        for (index, trigger) in list(self.survey, "triggers").iter().enumerate() {
            let place = format!("/triggers/{index}");
            let Some(trigger) = trigger.as_object() else { continue };
            let kind = string(trigger, "type").unwrap_or_default();
            let written = string(trigger, "expression").unwrap_or_default();
            let what = format!("the trigger `{kind}` where `{written}`");
            if kind != "complete" {
                self.draft.lost(&place, what, "answers do not set or move anything");
                continue;
            }
            let tree = script::parse(written, None).and_then(|tree| condition(&tree, self));
            match tree {
                Ok(tree) => {
                    let names: BTreeSet<String> = tree
                        .names()
                        .iter()
                        .filter_map(|name| name.split('.').next())
                        .map(str::to_owned)
                        .collect();
                    let last = self
                        .draft
                        .pages
                        .iter_mut()
                        .flat_map(|page| &mut page.items)
                        .rfind(|item| names.contains(&item.id));
                    match last {
                        Some(item) if item.end_if.is_none() => item.end_if = Some((Ending::Complete, tree)),
                        Some(_) | None => {
                            self.draft.lost(&place, what, "the question it hangs on has an end already")
                        }
                    }
                }
                Err(Untranslatable(why)) => self.draft.lost(&place, what, why),
            }
        }
    }

    /// What is set for the survey as a whole and has no like here.
    fn survey_properties(&mut self) {
        const READ: [&str; 11] = [
            "pages",
            "elements",
            "questions",
            "title",
            "description",
            "completedHtml",
            "locale",
            "triggers",
            "calculatedValues",
            "name",
            "id",
        ];
        const GRAVE: [&str; 8] = [
            "completedHtmlOnCondition",
            "navigateToUrl",
            "navigateToUrlOnCondition",
            "loadingHtml",
            "completedBeforeHtml",
            "maxTimeToFinish",
            "maxTimeToFinishPage",
            "timeLimit",
        ];
        for (key, _) in self.survey.iter().filter(|(key, _)| !READ.contains(&key.as_str())) {
            if GRAVE.contains(&key.as_str()) {
                self.draft.lost(format!("/{key}"), format!("`{key}`"), "canvass has no like of it");
            } else {
                self.looks.entry(format!("`{key}` of the survey")).or_insert_with(|| (1, format!("/{key}")));
            }
        }
        if flag(self.survey, &["firstPageIsStarted", "firstPageIsStartPage"]) {
            self.draft.noted(
                "/firstPageIsStarted",
                "a first page as a start page",
                "it is a page like the others; see `intro`",
            );
        }
    }
}

fn elements_key(object: &Object) -> &'static str {
    if object.get("elements").is_some_and(Value::is_array) { "elements" } else { "questions" }
}

fn elements(object: &Object) -> &[Value] {
    list(object, elements_key(object))
}
