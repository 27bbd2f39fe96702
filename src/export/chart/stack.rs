//! Stacked bars: the answers of one grid row or column as parts of a whole, from the left or from the middle; don't-knows
//! apart.

use maud::{Markup, html};

use super::{
    LINE_HEIGHT, PARTS_MAX, answer_key, base_text, column_label, label, label_lines, length, picture, share,
    share_text, stack_label,
};
use crate::tabulation::{Cell, Row, RowKind, Table};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    FromZero,
    /// The middle of the scale stands on one line: what lies below it to the left, above it to the right.
    FromTheMiddle,
}

const BAR_HEIGHT: usize = 26;
const GAP: usize = 14;
/// A part has its figure inside where it is at least so wide, in percent of the width.
const LABELLED_FROM: f64 = 9.0;
/// Between the scale and the don't-knows.
const APART: f64 = 1.5;

/// From light to dark: the order of the answers shows in the order of lightness.
const ORDERED: [&str; PARTS_MAX] = ["s1", "s2", "s3", "s4", "s5", "s6", "s7"];
const BELOW: [&str; 3] = ["n3", "n2", "n1"];
const MIDDLE: &str = "z0";
const ABOVE: [&str; 3] = ["p1", "p2", "p3"];
const MISSING: &str = "m0";

struct Bar<'t> {
    label: String,
    /// One a part: scale answers first, then the missing ones.
    cells: Vec<Option<&'t Cell>>,
}

struct Parts<'t> {
    /// Answers of the scale, in the order of the table.
    scale: Vec<(String, &'t Row)>,
    missing: Vec<(String, &'t Row)>,
}

/// `None` where there are too many answers to tell apart, or where they overlap.
pub(super) fn draw(id: &str, table: &Table, layout: Layout) -> Option<Markup> {
    let parts = parts(table);
    let known = 2..=PARTS_MAX;
    if !known.contains(&parts.scale.len()) {
        return None;
    }
    let bars = bars(table, &parts);
    let overlaps =
        bars.iter().any(|bar| bar.cells.iter().flatten().map(|cell| share(cell)).sum::<f64>() > 1.0 + 1e-9);
    if overlaps {
        return None;
    }
    let fills = fills(parts.scale.len(), layout);
    let (drawing, height) = match layout {
        Layout::FromZero => from_zero(table, &parts, &bars, &fills),
        Layout::FromTheMiddle => from_the_middle(table, &parts, &bars, &fills),
    };
    Some(html! {
        (legend(&parts, &fills))
        (picture(id, &table.title, &sentence(table, &parts, &bars), height, &drawing))
    })
}

fn parts(table: &Table) -> Parts<'_> {
    let mut parts = Parts { scale: Vec::new(), missing: Vec::new() };
    for row in &table.rows {
        let list = match row.kind {
            RowKind::Option | RowKind::Band => &mut parts.scale,
            RowKind::Missing => &mut parts.missing,
            RowKind::Net | RowKind::Item | RowKind::Statistic => continue,
        };
        let key = answer_key(row);
        if !list.iter().any(|(known, _)| *known == key) {
            list.push((key, row));
        }
    }
    parts
}

fn bars<'t>(table: &'t Table, parts: &Parts<'t>) -> Vec<Bar<'t>> {
    let keys: Vec<&String> = parts.scale.iter().chain(&parts.missing).map(|(key, _)| key).collect();
    let cells = |variable: Option<&str>, column: usize| -> Vec<Option<&'t Cell>> {
        keys.iter()
            .map(|key| {
                table
                    .rows
                    .iter()
                    .filter(|row| !matches!(row.kind, RowKind::Net | RowKind::Item | RowKind::Statistic))
                    .find(|row| variable.is_none_or(|name| row.variable == name) && answer_key(row) == **key)
                    .and_then(|row| row.cells.get(column))
            })
            .collect()
    };
    if table.view.stack.len() > 1 {
        table
            .view
            .stack
            .iter()
            .map(|(variable, _)| Bar { label: stack_label(table, variable), cells: cells(Some(variable), 0) })
            .collect()
    } else {
        table
            .columns
            .iter()
            .enumerate()
            // Of a column without anybody there is nothing to draw.
            .filter(|(_, column)| column.base.unweighted > 0)
            .map(|(place, column)| Bar { label: column_label(column), cells: cells(None, place) })
            .collect()
    }
}

/// One fill a scale answer, spread over the palette.
fn fills(answers: usize, layout: Layout) -> Vec<&'static str> {
    match layout {
        Layout::FromZero => (0..answers)
            .map(|place| {
                let spread = if answers == 1 { 0 } else { place * (PARTS_MAX - 1) / (answers - 1) };
                ORDERED[spread]
            })
            .collect(),
        Layout::FromTheMiddle => {
            let half = answers / 2;
            let mut fills: Vec<&str> = side(&BELOW, half, Side::Below);
            if answers % 2 == 1 {
                fills.push(MIDDLE);
            }
            fills.extend(side(&ABOVE, half, Side::Above));
            fills
        }
    }
}

enum Side {
    Below,
    Above,
}

/// The strongest fill stands outermost; of a single one the middle shade is taken.
fn side(shades: &[&'static str; 3], count: usize, side: Side) -> Vec<&'static str> {
    match (count, side) {
        (1, _) => vec![shades[1]],
        (2, Side::Below) => vec![shades[0], shades[1]],
        (2, Side::Above) => vec![shades[1], shades[2]],
        (count, _) => shades.iter().copied().take(count).collect(),
    }
}

fn ink(fill: &str) -> &'static str {
    match fill {
        "s5" | "s6" | "s7" | "n3" | "p3" => "inside on-dark",
        _ => "inside on-light",
    }
}

fn legend(parts: &Parts<'_>, fills: &[&'static str]) -> Markup {
    let scale = parts.scale.iter().map(|(_, row)| *row).zip(fills.iter().copied());
    let missing = parts.missing.iter().map(|(_, row)| (*row, MISSING));
    html! {
        ul.legend aria-hidden="true" {
            @for (row, fill) in scale.chain(missing) {
                li {
                    svg viewBox="0 0 10 10" { rect class=(fill) width="10" height="10" rx="1.5" {} }
                    (row.label)
                }
            }
        }
    }
}

fn sentence(table: &Table, parts: &Parts<'_>, bars: &[Bar<'_>]) -> String {
    let labels: Vec<&str> =
        parts.scale.iter().chain(&parts.missing).map(|(_, row)| row.label.as_str()).collect();
    let sentences: Vec<String> = bars
        .iter()
        .map(|bar| {
            let shares: Vec<String> = labels
                .iter()
                .zip(&bar.cells)
                .filter_map(|(label, cell)| Some(format!("{label} {}", share_text(table, (*cell)?))))
                .collect();
            format!("{}: {}.", bar.label, shares.join(", "))
        })
        .collect();
    format!("Stacked bar chart. {}", sentences.join(" "))
}

fn base_of(table: &Table, bar: &Bar<'_>) -> Option<String> {
    bar.cells.iter().flatten().next().map(|cell| base_text(table, cell))
}

fn from_zero(table: &Table, parts: &Parts<'_>, bars: &[Bar<'_>], fills: &[&'static str]) -> (Markup, usize) {
    let apart = if parts.missing.is_empty() { 0.0 } else { APART };
    let width = 100.0 - apart;
    rows(table, bars, |bar, top| {
        let mut at = 0.0;
        let mut drawn = Vec::new();
        for (place, cell) in bar.cells.iter().enumerate() {
            let Some(cell) = cell else { continue };
            if place == fills.len() {
                at += apart;
            }
            let fill = fills.get(place).copied().unwrap_or(MISSING);
            drawn.push(part(table, cell, at, share(cell) * width, top, fill));
            at += share(cell) * width;
        }
        html! { @for one in &drawn { (one) } }
    })
}

fn from_the_middle(
    table: &Table,
    parts: &Parts<'_>,
    bars: &[Bar<'_>],
    fills: &[&'static str],
) -> (Markup, usize) {
    // How far a bar reaches below and above the line in the middle, its neutral part split between both.
    let reach = |bar: &Bar<'_>| {
        let shares: Vec<f64> =
            bar.cells.iter().take(fills.len()).map(|cell| cell.map_or(0.0, share)).collect();
        let half = shares.len() / 2;
        let below: f64 = shares.iter().take(half).sum();
        let neutral = if shares.len() % 2 == 1 { shares[half] } else { 0.0 };
        let above = shares.iter().sum::<f64>() - below - neutral;
        (below + neutral / 2.0, above + neutral / 2.0)
    };
    let missing_of = |bar: &Bar<'_>| -> f64 {
        bar.cells.iter().skip(fills.len()).map(|cell| cell.map_or(0.0, share)).sum()
    };
    let below_most = bars.iter().map(|bar| reach(bar).0).fold(0.0, f64::max);
    let above_most = bars.iter().map(|bar| reach(bar).1).fold(0.0, f64::max);
    let missing_most = bars.iter().map(missing_of).fold(0.0, f64::max);
    let apart = if parts.missing.is_empty() { 0.0 } else { 2.0 * APART };
    let scale = (100.0 - apart) / (below_most + above_most + missing_most).max(f64::MIN_POSITIVE);
    let middle = below_most * scale;
    let missing_from = (below_most + above_most) * scale + apart;
    let (drawing, height) = rows(table, bars, |bar, top| {
        let mut at = middle - reach(bar).0 * scale;
        let mut drawn = Vec::new();
        for (place, cell) in bar.cells.iter().enumerate() {
            let Some(cell) = cell else { continue };
            if place == fills.len() {
                at = missing_from;
            }
            let fill = fills.get(place).copied().unwrap_or(MISSING);
            drawn.push(part(table, cell, at, share(cell) * scale, top, fill));
            at += share(cell) * scale;
        }
        // The line lies behind the parts, so that it crosses no figure.
        html! {
            line.axis x1=(length(middle)) x2=(length(middle)) y1=(top.saturating_sub(2)) y2=(top + BAR_HEIGHT + 6) {}
            @for one in &drawn { (one) }
        }
    });
    (drawing, height)
}

/// Each bar below its label; `draw_bar` is given the bar and the top of its place.
fn rows(table: &Table, bars: &[Bar<'_>], draw_bar: impl Fn(&Bar<'_>, usize) -> Markup) -> (Markup, usize) {
    let mut top = 0;
    let mut drawn = Vec::new();
    for bar in bars {
        let lines = label_lines(&bar.label);
        let bar_top = top + lines.len() * LINE_HEIGHT + 2;
        drawn.push(html! {
            (label(top, &lines, base_of(table, bar).as_deref(), ""))
            (draw_bar(bar, bar_top))
        });
        top = bar_top + BAR_HEIGHT + GAP;
    }
    (html! { @for one in &drawn { (one) } }, top.saturating_sub(GAP - 4))
}

fn part(table: &Table, cell: &Cell, at: f64, width: f64, top: usize, fill: &str) -> Markup {
    html! {
        rect class=(format!("part {fill}")) x=(length(at)) y=(top) width=(length(width)) height=(BAR_HEIGHT) {}
        @if width >= LABELLED_FROM {
            text class=(ink(fill)) x=(length(at + width / 2.0)) y=(top + 17) { (share_text(table, cell)) }
        }
    }
}
