//! Charts of a table as accessible SVG: bars, stacked and diverging bars, lines. Lengths are in percent of the width and
//! letters in pixels, so that one drawing fits a phone, a desktop and paper, without scripts.

mod bars;
mod lines;
mod stack;

use maud::{Markup, html};

use super::sheet::{answer_key, column_label, figure, people, stack_label};
use super::text::wrap;
use crate::tabulation::{Cell, Chart, Measure, Row, RowKind, Table};

/// At most seven hues can be told apart.
const PARTS_MAX: usize = 7;
/// A label is broken into lines of so many places, which fits the width of a phone.
const LABEL_WIDTH: usize = 40;
const LINE_HEIGHT: usize = 18;
/// What fits a page of paper below its title.
const HEIGHT_MAX: usize = 860;

/// The chart that the table asks for with its legend, or `None` where it asks for none or has nothing to draw. A
/// stacked chart of answers that overlap is drawn as bars: their parts do not add up to a whole.
pub(super) fn draw(id: &str, table: &Table) -> Option<Markup> {
    let drawable =
        table.rows.iter().any(|row| is_answer(row) && row.cells.iter().any(|cell| share(cell) > 0.0));
    if !drawable {
        return None;
    }
    match table.view.chart {
        Chart::None => None,
        Chart::Bar => bars::draw(id, table),
        Chart::Stacked => stack::draw(id, table, stack::Layout::FromZero).or_else(|| bars::draw(id, table)),
        Chart::Diverging => {
            stack::draw(id, table, stack::Layout::FromTheMiddle).or_else(|| bars::draw(id, table))
        }
        Chart::Line => lines::draw(id, table).or_else(|| bars::draw(id, table)),
    }
}

/// A drawing with its title and the sentence that says what it shows.
fn picture(id: &str, title: &str, sentence: &str, height: usize, drawing: &Markup) -> Markup {
    html! {
        svg.chart xmlns="http://www.w3.org/2000/svg" width="100%" height=(height) role="img"
            aria-labelledby=(format!("chart-{id}-title chart-{id}-text")) {
            title id=(format!("chart-{id}-title")) { (title) }
            desc id=(format!("chart-{id}-text")) { (sentence) }
            (drawing)
        }
    }
}

/// Lines of a label from `top` on, each [`LINE_HEIGHT`] high, and a quiet addition behind the last.
fn label(top: usize, lines: &[String], addition: Option<&str>, class: &str) -> Markup {
    let last = lines.len().saturating_sub(1);
    html! {
        @for (index, line) in lines.iter().enumerate() {
            text class=(class) x="0" y=(top + index * LINE_HEIGHT + 13) {
                (line)
                @if let (Some(addition), true) = (addition, index == last) {
                    tspan.small dx="8" { (addition) }
                }
            }
        }
    }
}

fn label_lines(text: &str) -> Vec<String> {
    wrap(text, LABEL_WIDTH)
}

/// A length in percent of the drawing's width, for an attribute.
fn length(percent: f64) -> String {
    format!("{}%", crate::tabulation::rounding::decimal(percent, 2))
}

fn is_answer(row: &Row) -> bool {
    match row.kind {
        RowKind::Option | RowKind::Band | RowKind::Net | RowKind::Missing => true,
        RowKind::Item | RowKind::Statistic => false,
    }
}

fn share(cell: &Cell) -> f64 {
    if cell.suppressed { 0.0 } else { cell.column_pct.unwrap_or(0.0) }
}

fn share_text(table: &Table, cell: &Cell) -> String {
    figure(table, cell, Measure::ColumnPct).text
}

/// The upper end of an axis from zero: the next of 25, 50, 75, 100 percent.
fn axis_end(largest: f64) -> f64 {
    [0.25, 0.5, 0.75].into_iter().find(|end| largest <= *end).unwrap_or(largest.max(1.0))
}

fn base_text(table: &Table, cell: &Cell) -> String {
    format!("n = {}", people(table, &cell.base).text)
}
