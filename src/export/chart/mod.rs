//! Charts of tables and trends as accessible SVG: bars, stacked and diverging bars, lines. One drawing fits a phone, a
//! desktop and paper, without scripts, and is written as a file of its own for whoever typesets the report.

mod bars;
mod bundle;
mod drawing;
mod dressed;
mod file;
mod inline;
mod lines;
mod palette;
mod raster;
mod stack;
#[cfg(test)]
mod tests;
mod trend;

use maud::Markup;

pub use bundle::{ChartFiles, chart_files};
pub use drawing::Drawing;
use drawing::{Anchor, Face, Mark, PARTS_MAX, text};
pub use dressed::Scheme;
pub use file::svg;
pub use palette::Palette;
pub use raster::{Raster, RasterError, png};

use super::sheet::{SUPPRESSED, Trust, answer_key, column_label, figure, people, stack_label};
use super::text::wrap;
use crate::i18n::{Language, Message, Tongue};
use crate::tabulation::{Cell, Chart, Measure, Row, RowKind, Table, Trend, spoken};

/// A label is broken into lines of so many places, which fits the width of a phone.
const LABEL_WIDTH: usize = 40;
const LINE_HEIGHT: f64 = 18.0;
/// What fits a page of paper below its title.
const HEIGHT_MAX: f64 = 860.0;
/// The narrowest picture, in pixels: a phone's. What must not be cut off is measured against it.
const NARROWEST: f64 = 290.0;

/// The chart that the table asks for with its legend, for a page; `None` where it asks for none or has nothing to draw.
pub(super) fn draw(id: &str, table: &Table) -> Option<Markup> {
    of_table(table).map(|drawing| inline::picture(id, &drawing))
}

/// The lines of a trend, for a page in `language`; `None` where fewer than two waves have a value.
pub(super) fn draw_trend(id: &str, trend: &Trend, language: &Language) -> Option<Markup> {
    of_trend(trend, language).map(|drawing| inline::picture(id, &drawing))
}

/// What is drawn of a table. A stacked chart of answers that overlap is drawn as bars: their parts do not add up to a
/// whole. `None` where the table asks for no chart or has nothing to draw.
pub fn of_table(table: &Table) -> Option<Drawing> {
    let drawable =
        table.rows.iter().any(|row| is_answer(row) && row.cells.iter().any(|cell| share(cell) > 0.0));
    if !drawable {
        return None;
    }
    match table.view.chart {
        Chart::None => None,
        Chart::Bar => Some(bars::draw(table)),
        Chart::Stacked => {
            Some(stack::draw(table, stack::Layout::FromZero).unwrap_or_else(|| bars::draw(table)))
        }
        Chart::Diverging => {
            Some(stack::draw(table, stack::Layout::FromTheMiddle).unwrap_or_else(|| bars::draw(table)))
        }
        Chart::Line => Some(lines::draw(table).unwrap_or_else(|| bars::draw(table))),
    }
}

/// What is drawn of a trend in `language`; `None` where fewer than two waves have a value.
pub fn of_trend(trend: &Trend, language: &Language) -> Option<Drawing> {
    trend::draw(trend, &Tongue::of(language))
}

/// Lines of a label from `top` on, each [`LINE_HEIGHT`] high, and a quiet addition behind the last.
fn label(top: f64, lines: &[String], addition: Option<&str>, face: Face) -> Vec<Mark> {
    let last = lines.len().saturating_sub(1);
    let line = |(index, line): (usize, &String)| Mark::Text {
        face,
        at: (0.0, top + index as f64 * LINE_HEIGHT + 13.0),
        shift: 0.0,
        anchor: Anchor::Start,
        text: line.clone(),
        addition: addition.filter(|_| index == last).map(str::to_owned),
        room: None,
    };
    lines.iter().enumerate().map(line).collect()
}

fn label_lines(text: &str) -> Vec<String> {
    wrap(text, LABEL_WIDTH)
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

/// Whether the figure can lead a sentence: shown, and on a base that bears it.
fn is_sound(table: &Table, cell: &Cell) -> bool {
    cell.column_pct.is_some()
        && !cell.suppressed
        && figure(table, cell, Measure::ColumnPct).trust != Trust::Bracketed
}

/// The interval of a share, where the table shows intervals.
fn interval(table: &Table, cell: &Cell) -> Option<(f64, f64)> {
    let is_shown = table.view.show.contains(&Measure::Ci) && !cell.suppressed;
    cell.ci.filter(|(low, high)| is_shown && low.is_finite() && high.is_finite())
}

/// The upper end of an axis from zero: the next of 25, 50, 75, 100 percent.
fn axis_end(largest: f64) -> f64 {
    [0.25, 0.5, 0.75].into_iter().find(|end| largest <= *end).unwrap_or(largest.max(1.0))
}

fn base_text(table: &Table, cell: &Cell) -> String {
    format!("n = {}", people(table, &cell.base).text)
}

/// "Base: 222", of a stack from the smallest to the largest; with the weighted and effective ones where they differ.
pub(super) fn stands_on(table: &Table) -> String {
    let tongue = Tongue::of(&table.view.language);
    let Some(total) = table.columns.first() else { return String::new() };
    if table.view.stack.len() > 1 {
        let cells = table.rows.iter().filter_map(|row| row.cells.first());
        let bases = cells.filter(|cell| !cell.base.is_hidden).map(|cell| cell.base.unweighted);
        return bases_text(bases, &tongue, Message::BaseOf);
    }
    if total.base.is_hidden {
        return tongue.with(Message::BaseOf, "count", SUPPRESSED);
    }
    let mut arguments = vec![("count", total.base.unweighted.to_string().into())];
    if !super::sheet::is_weighted(table) {
        return tongue.fill(Message::BaseOf, &arguments);
    }
    arguments.push(("weighted", spoken::decimal(&tongue, total.base.weighted, 1).into()));
    let Some(effective) = total.base.effective else {
        return tongue.fill(Message::BaseOfWeighted, &arguments);
    };
    arguments.push(("effective", spoken::decimal(&tongue, effective, 1).into()));
    tongue.fill(Message::BaseOfEffective, &arguments)
}

/// "Bases: 222 to 310", or in the words of `same` where all are one.
fn bases_text(bases: impl Iterator<Item = u64> + Clone, tongue: &Tongue, same: Message) -> String {
    match (bases.clone().min(), bases.max()) {
        (Some(fewest), Some(most)) if fewest < most => {
            let arguments = [("low", fewest.to_string().into()), ("high", most.to_string().into())];
            tongue.fill(Message::BaseOfEach, &arguments)
        }
        (_, Some(most)) => tongue.counted(same, most),
        (_, None) => String::new(),
    }
}
