//! How the rows of an XLSForm fall into pages, grids and questions, before any of them is understood.
//!
//! A labelled group is a page, and so is one that is shown as one (`field-list`), with everything in it; a group without a
//! label only lends its condition. Questions outside of pages stand together, at most ten on a page.

use super::columns::Columns;
use crate::interchange::import::draft::Draft;
use crate::interchange::import::workbook::{Row, Sheet};

/// Questions that stand outside of every page and are put on one.
const LOOSE_QUESTIONS_MAX: usize = 10;
/// The deepest nesting of groups read.
const GROUPS_MAX: usize = 60;

/// A page by the places of its rows in the sheet.
#[derive(Debug, Default)]
pub(super) struct PagePlan {
    /// The group whose label is the title.
    pub title: Option<usize>,
    /// The groups whose conditions hold for the whole page.
    pub conditions: Vec<usize>,
    pub entries: Vec<Entry>,
}

#[derive(Debug)]
pub(super) struct Entry {
    pub kind: EntryKind,
    /// Groups within the page whose conditions hold for this entry.
    pub conditions: Vec<usize>,
}

#[derive(Debug)]
pub(super) enum EntryKind {
    Question(usize),
    /// The label of a group within a page.
    Heading(usize),
    /// Selects over one list below each other. The stem is the group or the row that holds the text for all.
    Grid {
        stem: usize,
        rows: Vec<usize>,
    },
}

/// What a cell of the column `type` says, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RowType {
    pub word: String,
    pub list: Option<String>,
    pub or_other: bool,
}

/// The type of a row in one spelling: `select one from yesno or specify other` is `select_one`, `yesno`.
pub(super) fn row_type(written: &str) -> RowType {
    let mut words: Vec<&str> = written.split_whitespace().collect();
    let lower = written.trim().to_lowercase();
    let or_other = ["or_other", "or specify other", "or other"].iter().any(|ending| lower.ends_with(ending));
    while or_other
        && words.last().is_some_and(|word| {
            ["or_other", "or", "specify", "other"].contains(&word.to_lowercase().as_str())
        })
    {
        words.pop();
    }
    let first = words.iter().map(|word| word.to_lowercase()).collect::<Vec<_>>();
    let first: Vec<&str> = first.iter().map(String::as_str).collect();
    let (word, taken) = match first.as_slice() {
        ["select_one" | "select1", ..] => ("select_one", 1),
        ["select", "one", "from", ..] | ["select", "1", "from", ..] => ("select_one", 3),
        ["select", "one", ..] => ("select_one", 2),
        ["select_multiple", ..] => ("select_multiple", 1),
        ["select", "all", "that", "apply", "from", ..] => ("select_multiple", 5),
        ["select", "multiple", "from", ..] => ("select_multiple", 3),
        ["select", "multiple", ..] => ("select_multiple", 2),
        ["rank", ..] => ("rank", 1),
        ["begin", what, ..] | ["end", what, ..] => {
            let word = format!("{}_{what}", first.first().unwrap_or(&""));
            return RowType { word, list: None, or_other: false };
        }
        _ => {
            let known = match lower.as_str() {
                "string" => "text",
                "int" => "integer",
                "photo" => "image",
                "datetime" => "date_time",
                "date time" => "date_time",
                "trigger" => "acknowledge",
                "device id" => "deviceid",
                "start time" => "start",
                "end time" => "end",
                "gps" | "location" => "geopoint",
                _ => "",
            };
            let word = if known.is_empty() { lower.replace(' ', "_") } else { known.to_owned() };
            return RowType { word, list: None, or_other: false };
        }
    };
    let list = words.get(taken).map(|list| (*list).to_owned());
    RowType { word: word.to_owned(), list, or_other }
}

/// A group that is open.
struct Group {
    row: usize,
    /// Whether it has a page of its own, or stands within one.
    has_page: bool,
    field_list: bool,
    repeat: bool,
}

struct Planner<'a> {
    columns: &'a Columns,
    pages: Vec<PagePlan>,
    open: Vec<Group>,
    /// Whether the next entry starts a new page.
    broken: bool,
}

pub(super) fn plan(sheet: &Sheet, columns: &Columns, draft: &mut Draft) -> Vec<PagePlan> {
    let mut planner = Planner { columns, pages: Vec::new(), open: Vec::new(), broken: true };
    for (index, row) in sheet.rows.iter().enumerate() {
        let Some(written) = columns.get(row, "type") else { continue };
        let place = format!("survey!{}", row.number);
        if columns.get(row, "disabled").is_some_and(is_yes) {
            draft.noted(
                &place,
                format!("the row `{}`", columns.get(row, "name").unwrap_or(written)),
                "it is disabled",
            );
            continue;
        }
        match row_type(written).word.as_str() {
            "begin_group" => planner.begin(index, row, false, draft),
            "begin_repeat" => {
                let name = columns.get(row, "name").unwrap_or_default();
                draft.lost(&place, format!("the repeat `{name}`"), "canvass asks every question once");
                if let Some(loss) = draft.losses.last_mut() {
                    loss.kept_as = Some("its questions, asked once".to_owned());
                }
                planner.begin(index, row, true, draft);
            }
            "end_group" | "end_repeat" => planner.end(),
            _ => planner.entry(EntryKind::Question(index)),
        }
    }
    let pages = planner.pages;
    pages
        .into_iter()
        .filter(|page| !page.entries.is_empty())
        .map(|page| with_grids(page, sheet, columns))
        .collect()
}

pub(super) fn is_yes(cell: &str) -> bool {
    matches!(cell.trim().to_lowercase().as_str(), "yes" | "true" | "true()" | "1")
}

impl Planner<'_> {
    fn begin(&mut self, index: usize, row: &Row, repeat: bool, draft: &mut Draft) {
        if self.open.len() >= GROUPS_MAX {
            draft.lost(format!("survey!{}", row.number), "a group", "groups are nested too deeply");
        }
        let appearance = self.columns.get(row, "appearance").unwrap_or_default().to_lowercase();
        let field_list =
            appearance.split_whitespace().any(|word| matches!(word, "field-list" | "table-list"));
        let within_page = self.open.iter().any(|group| group.field_list);
        let labelled = self.columns.texts(row, "label").next().is_some();
        let has_page = !within_page && (labelled || field_list);
        self.open.push(Group { row: index, has_page, field_list, repeat });
        if has_page {
            self.broken = true;
        } else if within_page && labelled {
            self.entry(EntryKind::Heading(index));
        }
    }

    fn end(&mut self) {
        if let Some(group) = self.open.pop()
            && (group.has_page || group.repeat)
        {
            self.broken = true;
        }
    }

    fn entry(&mut self, kind: EntryKind) {
        let page_at = self.open.iter().rposition(|group| group.has_page);
        let loose = page_at.is_none();
        let full = loose && self.pages.last().is_some_and(|page| page.entries.len() >= LOOSE_QUESTIONS_MAX);
        let of_page = page_at.map_or(0, |at| at + 1);
        if self.broken || full || self.pages.is_empty() {
            let groups = self.open.get(..of_page).unwrap_or_default();
            self.pages.push(PagePlan {
                title: page_at.and_then(|at| self.open.get(at)).map(|group| group.row),
                conditions: groups.iter().map(|group| group.row).collect(),
                entries: Vec::new(),
            });
            self.broken = false;
        }
        let within = self.open.get(of_page..).unwrap_or_default();
        let conditions = within.iter().map(|group| group.row).collect();
        if let Some(page) = self.pages.last_mut() {
            page.entries.push(Entry { kind, conditions });
        }
    }
}

/// Selects that are shown as the rows of a table become one grid.
fn with_grids(mut page: PagePlan, sheet: &Sheet, columns: &Columns) -> PagePlan {
    let row_of = |index: usize| sheet.rows.get(index);
    let looks = |index: usize, word: &str| {
        let appearance = row_of(index).and_then(|row| columns.get(row, "appearance")).unwrap_or_default();
        appearance.split_whitespace().any(|found| found.eq_ignore_ascii_case(word))
    };
    let list_of = |index: usize| {
        let found = row_type(row_of(index).and_then(|row| columns.get(row, "type")).unwrap_or_default());
        let select = matches!(found.word.as_str(), "select_one" | "select_multiple") && !found.or_other;
        found.list.filter(|_| select).map(|list| (found.word, list))
    };
    let plain = |index: usize| {
        row_of(index).is_some_and(|row| {
            columns.get(row, "constraint").is_none() && columns.get(row, "choice_filter").is_none()
        })
    };
    let table = page.title.filter(|group| looks(*group, "table-list"));
    let mut entries: Vec<Entry> = Vec::new();
    for entry in page.entries.drain(..) {
        let EntryKind::Question(index) = entry.kind else {
            entries.push(entry);
            continue;
        };
        let list = list_of(index).filter(|_| plain(index));
        let joins = match entries.last_mut() {
            Some(Entry { kind: EntryKind::Grid { stem, rows }, conditions })
                if *conditions == entry.conditions =>
            {
                let before = rows.last().copied().unwrap_or(*stem);
                let same = list.is_some() && list == list_of(before).or_else(|| list.clone());
                let shown = looks(index, "list-nolabel") || table == Some(*stem);
                if same && shown {
                    rows.push(index);
                }
                same && shown
            }
            _ => false,
        };
        if joins {
            continue;
        }
        let kind = if list.is_some() && looks(index, "label") {
            EntryKind::Grid { stem: index, rows: Vec::new() }
        } else if let Some(group) = table.filter(|_| list.is_some()) {
            EntryKind::Grid { stem: group, rows: vec![index] }
        } else {
            EntryKind::Question(index)
        };
        entries.push(Entry { kind, ..entry });
    }
    for entry in &mut entries {
        // A grid of one row is that row.
        if let EntryKind::Grid { stem, rows } = &entry.kind
            && rows.len() < 2
        {
            entry.kind = EntryKind::Question(rows.first().copied().unwrap_or(*stem));
        }
    }
    PagePlan { entries, ..page }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_have_many_spellings() {
        let check = |written: &str, word: &str, list: Option<&str>, or_other: bool| {
            let list = list.map(str::to_owned);
            assert_eq!(row_type(written), RowType { word: word.to_owned(), list, or_other }, "{written}");
        };
        check("select_one yes_no", "select_one", Some("yes_no"), false);
        check("select one from yes_no or specify other", "select_one", Some("yes_no"), true);
        check("select_multiple tools or_other", "select_multiple", Some("tools"), true);
        check("select all that apply from tools", "select_multiple", Some("tools"), false);
        check("begin group", "begin_group", None, false);
        check("begin_repeat", "begin_repeat", None, false);
        check("Integer", "integer", None, false);
        check("select_one_from_file a.csv", "select_one_from_file_a.csv", None, false);
    }
}
