//! The rows of an XLSForm as pages and items.

use std::collections::{BTreeMap, BTreeSet};

use super::choices::{self, List};
use super::columns::{Columns, Tongues};
use super::plan::{self, Entry, EntryKind, PagePlan, RowType, row_type};
use super::xpath::{self, no_columns};
use crate::interchange::import::Refusal;
use crate::interchange::import::draft::{Draft, DraftItem, DraftKind, DraftOptions, DraftPage, DraftText};
use crate::interchange::import::expression::{Expression, Untranslatable};
use crate::interchange::import::markup::{Markup, markdown, pipe};
use crate::interchange::import::names::Ids;
use crate::interchange::import::translate::{Field, Fields, Foreign, condition};
use crate::interchange::import::workbook::{Row, Sheet};
use crate::questionnaire::limits::{ITEMS_MAX, OPTIONS_TOTAL_MAX};

pub(super) struct Form<'a> {
    pub survey: &'a Sheet,
    pub columns: &'a Columns,
    pub choices: &'a Sheet,
    pub choice_columns: &'a Columns,
    pub tongues: &'a Tongues,
    pub draft: Draft,
}

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
        items: 0,
        options: 0,
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
        return Err(Refusal::nothing_left(&draft));
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

pub(super) struct Builder<'a> {
    pub(super) survey: &'a Sheet,
    pub(super) columns: &'a Columns,
    pub(super) tongues: &'a Tongues,
    pub(super) refs: BTreeMap<String, String>,
    pub(super) ids: BTreeMap<usize, String>,
    pub(super) draft: Draft,
    pub(super) lists: BTreeMap<String, List>,
    /// How many questions use a list as it stands.
    pub(super) uses: BTreeMap<String, usize>,
    /// The questions so far.
    pub(super) fields: BTreeMap<String, Field>,
    /// Names that conditions cannot use, with the reason.
    pub(super) gone: BTreeMap<String, String>,
    /// Items that every respondent has answered before going on.
    pub(super) sure: BTreeSet<String>,
    /// What was said about looks, how often, and where first.
    pub(super) looks: BTreeMap<String, (usize, String)>,
    /// Items and options of their own so far, against the limits of the language.
    pub(super) items: usize,
    pub(super) options: usize,
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
    pub(super) fn row(&self, index: usize) -> &Row {
        &self.survey.rows[index]
    }

    pub(super) fn cell(&self, index: usize, column: &str) -> Option<&str> {
        self.columns.get(self.row(index), column)
    }

    pub(super) fn place(&self, index: usize) -> String {
        format!("survey!{}", self.row(index).number)
    }

    pub(super) fn kind_of(&self, index: usize) -> RowType {
        row_type(self.cell(index, "type").unwrap_or_default())
    }

    /// A row's texts in a column, and what of them was left out.
    pub(super) fn texts(
        &self,
        columns: &Columns,
        row: &Row,
        column: &str,
    ) -> (DraftText, BTreeSet<&'static str>) {
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

    pub(super) fn text_of(&mut self, index: usize, column: &str) -> DraftText {
        let (text, lost) = self.texts(self.columns, self.row(index), column);
        let place = self.place(index);
        for what in lost {
            self.draft.lost(&place, format!("{what} in the {column}"), "texts are words");
        }
        text
    }

    /// `${name}` as a mark for the answer of that question.
    pub(super) fn piped(&self, words: &str) -> String {
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

    pub(super) fn count_uses(&mut self) {
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
    pub(super) fn page(&mut self, plan: &PagePlan, page_ids: &mut Ids) -> Option<DraftPage> {
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
    pub(super) fn conditions(&mut self, groups: &[usize]) -> (Option<Expression>, Vec<String>) {
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
    pub(super) fn relevant(&mut self, index: usize) -> Result<Option<Expression>, String> {
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
    pub(super) fn parsed(&self, written: &str, own: &str) -> Result<Foreign, Untranslatable> {
        xpath::parse(written, own, &no_columns)
    }

    pub(super) fn entry(&mut self, entry: &Entry, page: &mut DraftPage) {
        if self.items == ITEMS_MAX || self.options >= OPTIONS_TOTAL_MAX {
            let what = if self.items == ITEMS_MAX { "items" } else { "options" };
            let index = match &entry.kind {
                EntryKind::Question(index)
                | EntryKind::Heading(index)
                | EntryKind::Grid { stem: index, .. } => *index,
            };
            let name = self.cell(index, "name").unwrap_or_default().to_owned();
            self.draft.lost(
                self.place(index),
                format!("the question `{name}`"),
                format!("there are more {what} before it than canvass keeps"),
            );
            return;
        }
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
        self.items += 1;
        self.options += match item.kind.options() {
            Some(DraftOptions::Own(own)) => own.len(),
            Some(DraftOptions::Scale(_)) | None => 0,
        };
        page.items.push(item);
    }

    pub(super) fn question(&mut self, index: usize) -> Option<DraftItem> {
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
}
