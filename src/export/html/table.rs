//! One table as HTML: a card with its chart, the table itself and the footer.

use std::collections::BTreeSet;
use std::ops::Range;

use maud::{Markup, html};
use unicode_width::UnicodeWidthStr;

use crate::export::chart;
use crate::export::sheet::{
    Head, LineKind, Sheet, Shown, blocks, column_widths, footer_lines, lay_out, part,
};
use crate::i18n::{Message, Tongue};
use crate::tabulation::{Measure, Row, Table};

/// The table with title, base, chart and footer; `id` names the card in its page.
pub fn card(id: &str, one: &Table) -> Markup {
    card_with_questions(id, one, &[], &Tongue::of(&one.view.language))
}

/// The same in a page that has the wording of these questions, to which it leads.
pub(super) fn card_with_questions(id: &str, one: &Table, worded: &[&str], tongue: &Tongue) -> Markup {
    let picture = chart::draw(id, one);
    let asked = asked(one, worded);
    html! {
        article.card id=(format!("table-{id}")) {
            // On paper the title stays with the chart.
            div.whole {
                h3 { (one.title) }
                p.stands-on { (chart::stands_on(one)) }
                @if let Some(synthetic) = &one.view.synthetic { p.mark { (synthetic) } }
                @if let Some(picture) = &picture { (picture) }
            }
            @if picture.is_some() {
                details {
                    summary lang=[tongue.fallback_language()] { (tongue.say(Message::ReportShowTable)) }
                    (table_in(one, tongue))
                }
            } @else {
                (table_in(one, tongue))
            }
            @let footer = footer_lines(one);
            @if !footer.is_empty() || !asked.is_empty() {
                ul.footer {
                    @for line in &footer { li { (line) } }
                    @if !asked.is_empty() {
                        li lang=[tongue.fallback_language()] {
                            (tongue.say(Message::ReportQuestion))
                            @for item in &asked { " " a href=(format!("#question-{item}")) { (item) } }
                        }
                    }
                }
            }
        }
    }
}

/// The items among `worded` that the rows are of.
fn asked<'w>(table: &Table, worded: &[&'w str]) -> Vec<&'w str> {
    let of_row = |row: &Row| row.variable.split('.').next().unwrap_or_default().to_owned();
    let rows: BTreeSet<String> = table.rows.iter().map(of_row).collect();
    worded.iter().copied().filter(|item| rows.contains(*item)).collect()
}

/// What fits beside one another on a printed page, in letters of the table's size.
const PAPER_WIDTH: usize = 100;
const PAPER_LABEL_WIDTH: std::ops::RangeInclusive<usize> = 16..=26;
/// Tables of up to so many lines are kept on one page.
const LINES_TOGETHER_MAX: usize = 24;

/// The table alone, in a region that scrolls where it is wider than the page. Paper does not scroll: there a table that is
/// too wide stands in parts, one below the other.
pub fn table(table: &Table) -> Markup {
    table_in(table, &Tongue::of(&table.view.language))
}

fn table_in(table: &Table, tongue: &Tongue) -> Markup {
    let sheet = lay_out(table);
    let longest = sheet.lines.iter().map(|line| line.label.width()).max().unwrap_or(0);
    let label_width = longest.clamp(*PAPER_LABEL_WIDTH.start(), *PAPER_LABEL_WIDTH.end());
    let parts = blocks(&sheet, &column_widths(&sheet), PAPER_WIDTH - label_width);
    let together = sheet.lines.len() <= LINES_TOGETHER_MAX;
    html! {
        div.scroll.on-screen[parts.len() > 1].together[together] tabindex="0" role="region" aria-label=(table.title) {
            (grid(&sheet, &table.title, tongue))
        }
        @if parts.len() > 1 {
            @for heads in &parts {
                div.on-paper.together[together] { (grid(&part(&sheet, heads), &table.title, tongue)) }
            }
        }
    }
}

fn grid(sheet: &Sheet, title: &str, tongue: &Tongue) -> Markup {
    let firsts = first_heads(sheet);
    html! {
        table.figures {
            caption.unseen { (title) }
            thead { (head(sheet, &firsts)) }
            tbody {
                @for (index, line) in sheet.lines.iter().enumerate() {
                    @let previous = index.checked_sub(1).map(|before| sheet.lines[before].kind);
                    tr class=(row_class(line.kind, previous)) {
                        @if line.kind == LineKind::Heading {
                            th scope="rowgroup" colspan=(1 + sheet.heads.iter().map(|head| head.captions.len()).sum::<usize>()) { (line.label) }
                        } @else {
                            th scope="row" {
                                @if line.kind == LineKind::Net { span.tag { (tongue.say(Message::TableNetTag)) } }
                                (line.label)
                            }
                            @for (place, (head, figures)) in sheet.heads.iter().zip(&line.figures).enumerate() {
                                (cells(figures, head, line.kind, firsts[place]))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn cells(figures: &[Shown], head: &Head, kind: LineKind, is_first: bool) -> Markup {
    let places = head.captions.len();
    let class = |place: usize, spans: bool| {
        let mut names = Vec::new();
        if place == 0 {
            names.push(start_class(is_first));
        }
        if !spans && kind != LineKind::Base {
            names.extend(measure_class(head, place));
        }
        (!names.is_empty()).then(|| names.join(" "))
    };
    let spans = figures.len() < places;
    html! {
        @for (place, figure) in figures.iter().enumerate() {
            @if spans && kind == LineKind::Base {
                // A base is a number of people: it stands under the first caption.
                td class=[class(0, true)] { (figure.text) }
                td colspan=(places - 1) {}
            } @else if spans {
                td class=[class(0, true)] colspan=(places) { (figure.text) }
            } @else {
                td class=[class(place, false)] { (figure.text) }
            }
        }
    }
}

fn head(sheet: &Sheet, firsts: &[bool]) -> Markup {
    let width =
        |range: Range<usize>| sheet.heads[range].iter().map(|head| head.captions.len()).sum::<usize>();
    let grouped = sheet.groups.iter().any(|(label, _)| !label.is_empty());
    let captioned = sheet
        .heads
        .iter()
        .any(|head| head.captions.len() > 1 && head.captions.iter().any(|caption| !caption.is_empty()));
    html! {
        @if grouped {
            tr {
                td {}
                @for (label, range) in group_cells(sheet) {
                    @if label.is_empty() {
                        td colspan=(width(range)) {}
                    } @else {
                        th.group scope="colgroup" colspan=(width(range)) { span { (label) } }
                    }
                }
            }
        }
        tr {
            td {}
            @for (head, is_first) in sheet.heads.iter().zip(firsts) {
                th class=(format!("num {}", start_class(*is_first))) scope="col" colspan=(head.captions.len()) {
                    (head.label)
                    @if let Some(letter) = &head.letter { span.letter { (letter) } }
                }
            }
        }
        @if captioned {
            tr.captions {
                td {}
                @for (head, is_first) in sheet.heads.iter().zip(firsts) {
                    @for (place, caption) in head.captions.iter().enumerate() {
                        @if caption.is_empty() {
                            td {}
                        } @else {
                            th class=(if place == 0 { format!("num {}", start_class(*is_first)) } else { "num".to_owned() }) scope="col" { (caption) }
                        }
                    }
                }
            }
        }
    }
}

/// The banner headings with what lies between them: heads of no group, such as the Total, have an empty one.
fn group_cells(sheet: &Sheet) -> Vec<(&str, Range<usize>)> {
    let mut cells = Vec::new();
    let mut next = 0;
    for (label, range) in sheet.groups.iter().filter(|(_, range)| !range.is_empty()) {
        if next < range.start {
            cells.push(("", next..range.start));
        }
        cells.push((label.as_str(), range.clone()));
        next = range.end;
    }
    if next < sheet.heads.len() {
        cells.push(("", next..sheet.heads.len()));
    }
    cells
}

/// Which heads begin a banner variable, and so stand a little apart.
fn first_heads(sheet: &Sheet) -> Vec<bool> {
    (0..sheet.heads.len())
        .map(|head| head > 0 && sheet.groups.iter().any(|(_, range)| range.start == head))
        .collect()
}

/// A column stands a little apart from the one before it, a banner variable a little more.
fn start_class(begins_a_variable: bool) -> &'static str {
    if begins_a_variable { "first" } else { "start" }
}

/// Letters are small marks; counts are quieter where a share stands beside them.
fn measure_class(head: &Head, place: usize) -> Option<&'static str> {
    let is_share =
        |measure: &Measure| matches!(measure, Measure::ColumnPct | Measure::RowPct | Measure::TotalPct);
    match head.measures.get(place)? {
        Measure::Letters => Some("letters"),
        Measure::Count
        | Measure::Weighted
        | Measure::Se
        | Measure::Ci
        | Measure::Deff
        | Measure::Residual => head.measures.iter().any(is_share).then_some("quiet"),
        Measure::ColumnPct | Measure::RowPct | Measure::TotalPct | Measure::Index => None,
    }
}

fn row_class(kind: LineKind, previous: Option<LineKind>) -> &'static str {
    match (kind, previous == Some(kind)) {
        (LineKind::Base, _) => "base",
        (LineKind::Heading, _) => "heading",
        (LineKind::Answer, _) => "answer",
        (LineKind::Net, _) => "net",
        (LineKind::Missing, true) => "missing",
        (LineKind::Missing, false) => "missing apart",
        (LineKind::Statistic, true) => "statistic",
        (LineKind::Statistic, false) => "statistic apart",
    }
}
