//! The rows of an XLSForm as pages and items.

use std::collections::{BTreeMap, BTreeSet};

use super::choices::{self, List};
use super::columns::{Columns, Tongues};
use super::constraints;
use super::plan::{self, Entry, EntryKind, PagePlan, RowType, is_yes, row_type};
use super::xpath::{self, no_columns};
use crate::interchange::import::Refusal;
use crate::interchange::import::draft::{
    Draft, DraftCheck, DraftItem, DraftKind, DraftOption, DraftOptions, DraftPage, DraftRow, DraftScale,
    DraftStoredAs, DraftText,
};
use crate::interchange::import::expression::{Expression, Untranslatable};
use crate::interchange::import::markup::{Markup, markdown, pipe};
use crate::interchange::import::names::Ids;
use crate::interchange::import::translate::{Field, FieldKind, Fields, Foreign, condition, value};
use crate::interchange::import::workbook::{Row, Sheet};
use crate::questionnaire::limits::{SCALE_POINT_MAX, SCALE_POINTS_MAX};
use crate::questionnaire::{Display, Order};

pub(super) struct Form<'a> {
    pub survey: &'a Sheet,
    pub columns: &'a Columns,
    pub choices: &'a Sheet,
    pub choice_columns: &'a Columns,
    pub tongues: &'a Tongues,
    pub draft: Draft,
}

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

pub(super) fn build(form: Form<'_>) -> Result<Draft, Refusal> {
    let Form { survey, columns, choices, choice_columns, tongues, mut draft } = form;
    let plans = plan::plan(survey, columns, &mut draft);
    let names = name_rows(&plans, survey, columns);
    let mut builder = Builder {
        survey,
        columns,
        tongues,
        refs: names.refs,
        ids: names.ids,
        draft,
        lists: BTreeMap::new(),
        uses: BTreeMap::new(),
        fields: BTreeMap::new(),
        gone: BTreeMap::new(),
        sure: BTreeSet::new(),
        looks: BTreeMap::new(),
    };
    let mut draft = std::mem::take(&mut builder.draft);
    let text = |row: &Row, _: &mut Draft| builder.texts(choice_columns, row, "label").0;
    let lists = choices::lists(choices, choice_columns, &text, &mut draft);
    builder.draft = draft;
    builder.lists = lists;
    builder.count_uses();
    let mut page_ids = Ids::default();
    let mut pages = Vec::new();
    for plan in &plans {
        let page = builder.page(plan, &mut page_ids);
        pages.extend(page);
    }
    let mut draft = builder.finished();
    draft.pages = pages;
    if draft.pages.iter().all(|page| page.items.is_empty()) {
        return Err(Refusal::new("the sheet `survey` has no question that canvass can ask"));
    }
    Ok(draft)
}

/// The ids of all rows, given out before anything is read so that texts may pipe any of them.
struct RowNames {
    /// By the row's place in the sheet.
    ids: BTreeMap<usize, String>,
    /// How expressions and texts name each question: `item`, or `grid.row`.
    refs: BTreeMap<String, String>,
    taken: Ids,
}

fn name_rows(plans: &[PagePlan], survey: &Sheet, columns: &Columns) -> RowNames {
    let mut names = RowNames { ids: BTreeMap::new(), refs: BTreeMap::new(), taken: Ids::default() };
    let name_of = |index: usize| {
        let row = survey.rows.get(index);
        let name = row.and_then(|row| columns.get(row, "name")).unwrap_or_default();
        (name.to_owned(), format!("row {}", row.map_or(0, |row| row.number)))
    };
    for entry in plans.iter().flat_map(|plan| &plan.entries) {
        match &entry.kind {
            EntryKind::Question(index) | EntryKind::Heading(index) => {
                let (name, fallback) = name_of(*index);
                let id = names.taken.take(&name, &fallback);
                names.refs.entry(name).or_insert_with(|| id.clone());
                names.ids.insert(*index, id);
            }
            EntryKind::Grid { stem, rows } => {
                let (name, fallback) = name_of(*stem);
                let grid = names.taken.take(&name, &fallback);
                names.ids.insert(*stem, grid.clone());
                let mut inner = Ids::default();
                for index in rows {
                    let (name, fallback) = name_of(*index);
                    let id = inner.take(&name, &fallback);
                    names.refs.entry(name).or_insert_with(|| format!("{grid}.{id}"));
                    names.ids.insert(*index, id);
                }
            }
        }
    }
    names
}

struct Builder<'a> {
    survey: &'a Sheet,
    columns: &'a Columns,
    tongues: &'a Tongues,
    refs: BTreeMap<String, String>,
    ids: BTreeMap<usize, String>,
    draft: Draft,
    lists: BTreeMap<String, List>,
    /// How many questions use a list as it stands.
    uses: BTreeMap<String, usize>,
    /// The questions so far.
    fields: BTreeMap<String, Field>,
    /// Names that conditions cannot use, with the reason.
    gone: BTreeMap<String, String>,
    /// Items that every respondent has answered before going on.
    sure: BTreeSet<String>,
    /// What was said about looks, how often, and where first.
    looks: BTreeMap<String, (usize, String)>,
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

impl Builder<'_> {
    fn row(&self, index: usize) -> &Row {
        &self.survey.rows[index]
    }

    fn cell(&self, index: usize, column: &str) -> Option<&str> {
        self.columns.get(self.row(index), column)
    }

    fn place(&self, index: usize) -> String {
        format!("survey!{}", self.row(index).number)
    }

    fn kind_of(&self, index: usize) -> RowType {
        row_type(self.cell(index, "type").unwrap_or_default())
    }

    /// A row's texts in a column, and what of them was left out.
    fn texts(&self, columns: &Columns, row: &Row, column: &str) -> (DraftText, BTreeSet<&'static str>) {
        let mut text = DraftText::default();
        let mut lost = BTreeSet::new();
        for (written, words) in columns.texts(row, column) {
            let Some(language) = self.tongues.meant(written) else { continue };
            if written.is_none() && text.get(language).is_some() {
                continue;
            }
            let converted = markdown(&self.piped(words), Markup::Markdown);
            lost.extend(converted.lost);
            text.set(language, converted.text);
        }
        (text, lost)
    }

    fn text_of(&mut self, index: usize, column: &str) -> DraftText {
        let (text, lost) = self.texts(self.columns, self.row(index), column);
        let place = self.place(index);
        for what in lost {
            self.draft.lost(&place, format!("{what} in the {column}"), "texts are words");
        }
        text
    }

    /// `${name}` as a mark for the answer of that question.
    fn piped(&self, words: &str) -> String {
        let mut out = String::new();
        let mut rest = words;
        while let Some((before, opened)) = rest.split_once("${") {
            let Some((name, after)) = opened.split_once('}') else { break };
            out.push_str(before);
            let name = name.trim();
            out.push_str(&match self.refs.get(name) {
                Some(reference) => pipe(reference),
                None => format!("…{name}…"),
            });
            rest = after;
        }
        out.push_str(rest);
        out
    }

    fn count_uses(&mut self) {
        for index in 0..self.survey.rows.len() {
            let kind = self.kind_of(index);
            let plain = !kind.or_other
                && self.cell(index, "choice_filter").is_none()
                && !self.cell(index, "constraint").is_some_and(|text| text.contains("selected"));
            if let Some(list) = kind.list.filter(|_| plain) {
                *self.uses.entry(list).or_default() += 1;
            }
        }
    }

    /// A page; `None` where nothing of it was carried over, which its rows have told.
    fn page(&mut self, plan: &PagePlan, page_ids: &mut Ids) -> Option<DraftPage> {
        let name = plan.title.and_then(|group| self.cell(group, "name")).unwrap_or_default().to_owned();
        let mut page = DraftPage::default();
        if let Some(group) = plan.title {
            page.title = self.text_of(group, "label");
            page.place = self.place(group);
        } else if let Some(Entry { kind: EntryKind::Question(index) | EntryKind::Heading(index), .. }) =
            plan.entries.first()
        {
            page.place = self.place(*index);
        }
        let (show_if, troubles) = self.conditions(&plan.conditions);
        page.show_if = show_if;
        for entry in &plan.entries {
            self.entry(entry, &mut page);
        }
        if let Some(first) = page.items.first_mut() {
            first.notes.extend(troubles);
        }
        if page.items.is_empty() {
            return None;
        }
        page.id = page_ids.take(&name, "page");
        Some(page)
    }

    /// The conditions of groups, joined, and notes for those that could not be carried over.
    fn conditions(&mut self, groups: &[usize]) -> (Option<Expression>, Vec<String>) {
        let mut parts = Vec::new();
        let mut notes = Vec::new();
        for group in groups {
            match self.relevant(*group) {
                Ok(part) => parts.extend(part),
                Err(note) => notes.push(note),
            }
        }
        (Expression::all(parts), notes)
    }

    /// A row's `relevant`; where it has no like here, the note to keep, with the loss told.
    fn relevant(&mut self, index: usize) -> Result<Option<Expression>, String> {
        let Some(written) = self.cell(index, "relevant").map(str::to_owned) else { return Ok(None) };
        let own = self.cell(index, "name").unwrap_or_default().to_owned();
        let found = self.parsed(&written, &own).and_then(|tree| condition(&tree, self));
        match found {
            Ok(Expression::Bool(true)) => Ok(None),
            Ok(tree) => Ok(Some(tree.two_valued(&|name| self.sure.contains(name)))),
            Err(Untranslatable(why)) => {
                let place = self.place(index);
                self.draft.lost(place, format!("relevant `{written}`"), why);
                if let Some(loss) = self.draft.losses.last_mut() {
                    loss.kept_as = Some("asked of everyone, the condition in `notes`".to_owned());
                }
                Err(format!("A condition was not carried over, relevant: {written}"))
            }
        }
    }

    /// The tree of an expression, with the days that metadata rows stand for.
    fn parsed(&self, written: &str, own: &str) -> Result<Foreign, Untranslatable> {
        xpath::parse(written, own, &no_columns)
    }

    fn entry(&mut self, entry: &Entry, page: &mut DraftPage) {
        let (shared, mut notes) = self.conditions(&entry.conditions);
        let mut item = match &entry.kind {
            EntryKind::Heading(index) => {
                let id = self.ids.get(index).cloned().unwrap_or_default();
                let mut item = DraftItem::new(id, DraftKind::Note, self.place(*index));
                item.text = self.text_of(*index, "label");
                for text in item.text.texts_mut() {
                    *text = format!("**{}**", text.trim_matches('*'));
                }
                item
            }
            EntryKind::Grid { stem, rows } => match self.grid(*stem, rows) {
                Some(item) => item,
                None => return,
            },
            EntryKind::Question(index) => match self.question(*index) {
                Some(item) => item,
                None => return,
            },
        };
        item.show_if = Expression::all(shared.into_iter().chain(item.show_if.take()));
        item.notes.append(&mut notes);
        let always = item.required && item.show_if.is_none() && page.show_if.is_none();
        if always && item.kind.rows().is_empty() {
            self.sure.insert(item.id.clone());
        }
        page.items.push(item);
    }

    fn question(&mut self, index: usize) -> Option<DraftItem> {
        let kind = self.kind_of(index);
        let name = self.cell(index, "name").unwrap_or_default().to_owned();
        let place = self.place(index);
        if self.is_left_out(&kind, &name, &place) {
            return None;
        }
        let id = self.ids.get(&index).cloned().unwrap_or_default();
        let mut item = DraftItem::new(id.clone(), DraftKind::Note, &place);
        item.text = self.text_of(index, "label");
        item.help = self.text_of(index, "hint");
        if kind.word == "calculate" || kind.word == "hidden" {
            return self.computed(index, item, &name);
        }
        item.kind = self.answer_kind(index, &kind, &mut item, &place)?;
        if name != id {
            item.notes.push(format!("`{name}` in the XLSForm"));
        }
        self.fields.insert(name.clone(), self.field_of(&item, &kind));
        let is_note = matches!(item.kind, DraftKind::Note);
        if !is_note {
            self.required(index, &mut item);
            self.constraint(index, &mut item, &name);
        }
        self.other_columns(index, &place);
        match self.relevant(index) {
            Ok(condition) => item.show_if = condition,
            Err(note) => item.notes.push(note),
        }
        Some(item)
    }

    fn is_left_out(&mut self, kind: &RowType, name: &str, place: &str) -> bool {
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
    fn answer_kind(
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

    fn source_text(&self, words: &str) -> DraftText {
        self.tongues.languages.first().map(|source| DraftText::new(source, words)).unwrap_or_default()
    }

    fn choice(
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

    fn options_for(
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
    fn scale(&mut self, list_name: &str, list: &List) -> String {
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

    fn range(&mut self, index: usize, place: &str) -> DraftKind {
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

    fn computed(&mut self, index: usize, mut item: DraftItem, name: &str) -> Option<DraftItem> {
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
    fn field_of(&self, item: &DraftItem, kind: &RowType) -> Field {
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

    fn required(&mut self, index: usize, item: &mut DraftItem) {
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

    fn constraint(&mut self, index: usize, item: &mut DraftItem, own: &str) {
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

    fn no_constraint(&mut self, item: &mut DraftItem, place: &str, written: &str, why: String) {
        self.draft.lost(place, format!("constraint `{written}`"), why);
        item.notes.push(format!("A check was not carried over: {written}"));
    }

    /// Columns that have no like here, each told where it stands.
    fn other_columns(&mut self, index: usize, place: &str) {
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

    fn note_looks(&mut self, looks: &[&str], word: &str, place: &str) {
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

    fn grid(&mut self, stem: usize, rows: &[usize]) -> Option<DraftItem> {
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

    fn finished(mut self) -> Draft {
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
