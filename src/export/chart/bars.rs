//! Bars: one an answer; over a banner or a stack a group an answer, one bar a column.

use maud::{Markup, html};

use super::{
    HEIGHT_MAX, LINE_HEIGHT, axis_end, column_label, is_answer, label, label_lines, length, picture, share,
    share_text, stack_label,
};
use crate::export::text::wrap;
use crate::tabulation::{Cell, Row, RowKind, Table};

const BAR_HEIGHT: usize = 18;
const THIN_BAR_HEIGHT: usize = 14;
/// Between a bar and the next label.
const GAP: usize = 12;
/// The longest bar, in percent of the width: its figure has to fit behind it.
const LONGEST: f64 = 86.0;
/// Where the bars of a group begin, their labels standing before them.
const GROUP_INDENT: f64 = 31.0;
const GROUP_LABEL_WIDTH: usize = 15;
/// More columns than this make a chart nobody reads; the Total is drawn then, and the table has the rest.
const COLUMNS_MAX: usize = 6;

struct Bar {
    label: String,
    share: f64,
    text: String,
    class: &'static str,
}

struct Group {
    label: String,
    bars: Vec<Bar>,
}

pub(super) fn draw(id: &str, table: &Table) -> Option<Markup> {
    let answers: Vec<&Row> = table.rows.iter().filter(|row| is_answer(row)).collect();
    let is_stack = table.view.stack.len() > 1;
    // Of a column without anybody there is nothing to draw.
    let columns = table.columns.iter().filter(|column| column.base.unweighted > 0).count();
    let with_columns = !is_stack && columns > 1 && columns <= COLUMNS_MAX;
    let (drawing, height) = if is_stack {
        groups(&by_variable(table, &answers))
    } else {
        // A chart that goes on over pages is not read; the Total is drawn then, and the table has the rest.
        Some(groups(&by_answer(table, &answers)))
            .filter(|(_, height)| with_columns && *height <= HEIGHT_MAX)
            .unwrap_or_else(|| single(&bars_of(table, &answers)))
    };
    Some(picture(id, &table.title, &sentence(table, &answers, is_stack), height, &drawing))
}

fn sentence(table: &Table, answers: &[&Row], is_stack: bool) -> String {
    let parts: Vec<String> = answers
        .iter()
        .filter_map(|row| {
            let cell = row.cells.first()?;
            let before =
                if is_stack { format!("{}, ", stack_label(table, &row.variable)) } else { String::new() };
            Some(format!("{before}{} {}", row.label, share_text(table, cell)))
        })
        .collect();
    let base = table.columns.first().map_or(0, |column| column.base.unweighted);
    format!("Bar chart: {}. Base {base}.", parts.join("; "))
}

fn bar_class(kind: RowKind) -> &'static str {
    match kind {
        RowKind::Net => "bar net",
        RowKind::Missing => "bar missing",
        RowKind::Option | RowKind::Band | RowKind::Item | RowKind::Statistic => "bar",
    }
}

fn bar(table: &Table, label: &str, cell: &Cell, class: &'static str) -> Bar {
    Bar { label: label.to_owned(), share: share(cell), text: share_text(table, cell), class }
}

fn bars_of(table: &Table, answers: &[&Row]) -> Vec<Bar> {
    answers
        .iter()
        .filter_map(|row| Some(bar(table, &row.label, row.cells.first()?, bar_class(row.kind))))
        .collect()
}

fn by_variable(table: &Table, answers: &[&Row]) -> Vec<Group> {
    table
        .view
        .stack
        .iter()
        .map(|(variable, label)| {
            let own: Vec<&Row> = answers.iter().copied().filter(|row| row.variable == *variable).collect();
            Group { label: label.clone(), bars: bars_of(table, &own) }
        })
        .collect()
}

fn by_answer(table: &Table, answers: &[&Row]) -> Vec<Group> {
    answers
        .iter()
        .map(|row| Group {
            label: row.label.clone(),
            bars: table
                .columns
                .iter()
                .zip(&row.cells)
                .filter(|(column, _)| column.base.unweighted > 0)
                .map(|(column, cell)| {
                    let class = match (row.kind, &column.variable) {
                        (RowKind::Missing, _) => "bar missing",
                        (_, None) => "bar net",
                        (_, Some(_)) => "bar",
                    };
                    bar(table, &column_label(column), cell, class)
                })
                .collect(),
        })
        .collect()
}

fn single(bars: &[Bar]) -> (Markup, usize) {
    let end = axis_end(bars.iter().map(|bar| bar.share).fold(0.0, f64::max));
    let mut top = 0;
    let mut drawn = Vec::new();
    for bar in bars {
        let lines = label_lines(&bar.label);
        let class = if bar.class == "bar net" { "strong" } else { "" };
        let bar_top = top + lines.len() * LINE_HEIGHT;
        let width = bar.share / end * LONGEST;
        drawn.push(html! {
            (label(top, &lines, None, class))
            rect class=(bar.class) x="0" y=(bar_top) width=(length(width)) height=(BAR_HEIGHT) rx="2" {}
            text.value x=(length(width)) dx="6" y=(bar_top + 14) { (bar.text) }
        });
        top = bar_top + BAR_HEIGHT + GAP;
    }
    (html! { @for one in &drawn { (one) } }, top.saturating_sub(GAP - 2))
}

fn groups(groups: &[Group]) -> (Markup, usize) {
    let longest = LONGEST - GROUP_INDENT;
    let largest = groups.iter().flat_map(|group| &group.bars).map(|bar| bar.share).fold(0.0, f64::max);
    let end = axis_end(largest);
    let mut top = 0;
    let mut drawn = Vec::new();
    for group in groups {
        let lines = label_lines(&group.label);
        drawn.push(label(top, &lines, None, "strong"));
        top += lines.len() * LINE_HEIGHT + 2;
        for bar in &group.bars {
            let own_lines = wrap(&bar.label, GROUP_LABEL_WIDTH);
            let width = bar.share / end * longest;
            drawn.push(html! {
                @for (index, line) in own_lines.iter().enumerate() {
                    text.small x="0" y=(top + 12 + index * 15) { (line) }
                }
                rect class=(bar.class) x=(length(GROUP_INDENT)) y=(top) width=(length(width)) height=(THIN_BAR_HEIGHT) rx="2" {}
                text.value x=(length(GROUP_INDENT + width)) dx="6" y=(top + 12) { (bar.text) }
            });
            top += (own_lines.len() * 15).max(THIN_BAR_HEIGHT) + 5;
        }
        top += GAP;
    }
    (html! { @for one in &drawn { (one) } }, top.saturating_sub(GAP))
}
