//! Stacked bars: the answers of one grid row or column as parts of a whole, from the left or from the middle; don't-knows
//! apart.

use unicode_width::UnicodeWidthStr;

use super::drawing::{Drawing, Key, Paint};
use super::{
    Anchor, Face, LINE_HEIGHT, Mark, PARTS_MAX, answer_key, base_text, column_label, is_sound, label,
    label_lines, share, share_text, stack_label, stands_on,
};
use crate::i18n::{Message, Tongue};
use crate::tabulation::{Cell, Row, RowKind, Table};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    FromZero,
    /// The middle of the scale stands on one line: what lies below it to the left, above it to the right.
    FromTheMiddle,
}

const BAR_HEIGHT: f64 = 26.0;
const GAP: f64 = 14.0;
/// The width of one place of a figure inside its part, in pixels; one that is wider than the part is left to the table.
const FIGURE_WIDTH: f64 = 9.0;
const FIGURE_MARGIN: f64 = 4.0;
/// Between the scale and the don't-knows.
const APART: f64 = 1.5;

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
pub(super) fn draw(table: &Table, layout: Layout) -> Option<Drawing> {
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
    let (marks, height) = match layout {
        Layout::FromZero => from_zero(table, &parts, &bars, &fills),
        Layout::FromTheMiddle => from_the_middle(table, &parts, &bars, &fills),
    };
    Some(Drawing {
        title: table.title.clone(),
        sentence: sentence(table, &parts, &bars),
        stands_on: stands_on(table),
        legend: legend(&parts, &fills),
        height,
        marks,
        right_to_left: table.view.language.is_right_to_left(),
        is_wide: false,
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
fn fills(answers: usize, layout: Layout) -> Vec<Paint> {
    match layout {
        Layout::FromZero => (0..answers)
            .map(|place| {
                let spread = if answers == 1 { 0 } else { place * (PARTS_MAX - 1) / (answers - 1) };
                Paint::Ordered(spread)
            })
            .collect(),
        Layout::FromTheMiddle => {
            let half = answers / 2;
            let mut fills: Vec<Paint> = shades(half).into_iter().rev().map(Paint::Below).collect();
            if answers % 2 == 1 {
                fills.push(Paint::Middle);
            }
            fills.extend(shades(half).into_iter().map(Paint::Above));
            fills
        }
    }
}

/// Of one side, from the middle outwards: the strongest stands outermost; of a single one the middle shade is taken.
fn shades(count: usize) -> Vec<usize> {
    match count {
        0 => Vec::new(),
        1 => vec![1],
        2 => vec![1, 2],
        _ => vec![0, 1, 2],
    }
}

fn ink(fill: Paint) -> Face {
    match fill {
        Paint::Ordered(4..) | Paint::Below(2..) | Paint::Above(2..) => Face::OnDark,
        Paint::Ordered(_)
        | Paint::Below(_)
        | Paint::Above(_)
        | Paint::Middle
        | Paint::Apart
        | Paint::Bar
        | Paint::Net
        | Paint::Missing
        | Paint::Series(_) => Face::OnLight,
    }
}

fn legend(parts: &Parts<'_>, fills: &[Paint]) -> Vec<Key> {
    let scale = parts.scale.iter().map(|(_, row)| *row).zip(fills.iter().copied());
    let missing = parts.missing.iter().map(|(_, row)| (*row, Paint::Apart));
    scale.chain(missing).map(|(row, paint)| Key { paint, label: row.label.clone() }).collect()
}

fn sentence(table: &Table, parts: &Parts<'_>, bars: &[Bar<'_>]) -> String {
    let labels: Vec<&str> =
        parts.scale.iter().chain(&parts.missing).map(|(_, row)| row.label.as_str()).collect();
    let tongue = Tongue::of(&table.view.language);
    let sentences: Vec<String> = bars
        .iter()
        .map(|bar| {
            let shares: Vec<String> = labels
                .iter()
                .zip(&bar.cells)
                .filter_map(|(label, cell)| Some(format!("{label} {}", share_text(table, (*cell)?))))
                .collect();
            tongue.sentence(&format!("{}: {}", bar.label, tongue.language.list(&shares)))
        })
        .collect();
    let all = tongue.with(Message::ChartStacked, "bars", &tongue.joined(sentences));
    tongue.joined([finding(table, &labels, bars, &tongue), all])
}

/// The answer in which the bars differ most; of a single bar the answer that is given most.
fn finding(table: &Table, labels: &[&str], bars: &[Bar<'_>], tongue: &Tongue) -> String {
    let shown = |place: usize| {
        let cells = bars.iter().filter_map(move |bar| Some((bar, (*bar.cells.get(place)?)?)));
        cells.filter(|(_, cell)| is_sound(table, cell)).collect::<Vec<_>>()
    };
    let by_share = |a: &&(&Bar<'_>, &Cell), b: &&(&Bar<'_>, &Cell)| share(a.1).total_cmp(&share(b.1));
    if let [bar] = bars {
        let cells = labels.iter().zip(&bar.cells).filter_map(|(label, cell)| Some((label, (*cell)?)));
        let most = cells.max_by(|a, b| share(a.1).total_cmp(&share(b.1)));
        return most.map_or_else(String::new, |(label, cell)| {
            let arguments = [("most", (*label).into()), ("high", share_text(table, cell).into())];
            tongue.fill(Message::ChartMost, &arguments)
        });
    }
    let widest = labels.iter().enumerate().filter_map(|(place, label)| {
        let cells = shown(place);
        let (low, high) = (*cells.iter().min_by(by_share)?, *cells.iter().max_by(by_share)?);
        Some((label, low, high))
    });
    let spread =
        |(_, low, high): &(&&str, (&Bar<'_>, &Cell), (&Bar<'_>, &Cell))| share(high.1) - share(low.1);
    match widest.max_by(|a, b| spread(a).total_cmp(&spread(b))) {
        Some((label, low, high)) if share_text(table, low.1) != share_text(table, high.1) => {
            let arguments = [
                ("answer", (*label).into()),
                ("low", share_text(table, low.1).into()),
                ("lowest", low.0.label.as_str().into()),
                ("high", share_text(table, high.1).into()),
                ("highest", high.0.label.as_str().into()),
            ];
            tongue.fill(Message::ChartWidestApart, &arguments)
        }
        Some(_) | None => String::new(),
    }
}

fn base_of(table: &Table, bar: &Bar<'_>) -> Option<String> {
    bar.cells.iter().flatten().next().map(|cell| base_text(table, cell))
}

fn from_zero(table: &Table, parts: &Parts<'_>, bars: &[Bar<'_>], fills: &[Paint]) -> (Vec<Mark>, f64) {
    let apart = if parts.missing.is_empty() { 0.0 } else { APART };
    let width = 100.0 - apart;
    rows(table, bars, |bar, top| {
        let mut at = 0.0;
        let mut marks = Vec::new();
        for (place, cell) in bar.cells.iter().enumerate() {
            let Some(cell) = cell else { continue };
            if place == fills.len() {
                at += apart;
            }
            let fill = fills.get(place).copied().unwrap_or(Paint::Apart);
            marks.extend(part(table, cell, at, share(cell) * width, top, fill));
            at += share(cell) * width;
        }
        marks
    })
}

fn from_the_middle(table: &Table, parts: &Parts<'_>, bars: &[Bar<'_>], fills: &[Paint]) -> (Vec<Mark>, f64) {
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
    rows(table, bars, |bar, top| {
        let mut at = middle - reach(bar).0 * scale;
        // The line lies behind the parts, so that it crosses no figure.
        let mut marks = vec![Mark::Axis { from: (middle, top - 2.0), to: (middle, top + BAR_HEIGHT + 6.0) }];
        for (place, cell) in bar.cells.iter().enumerate() {
            let Some(cell) = cell else { continue };
            if place == fills.len() {
                at = missing_from;
            }
            let fill = fills.get(place).copied().unwrap_or(Paint::Apart);
            marks.extend(part(table, cell, at, share(cell) * scale, top, fill));
            at += share(cell) * scale;
        }
        marks
    })
}

/// Each bar below its label; `draw_bar` is given the bar and the top of its place.
fn rows(table: &Table, bars: &[Bar<'_>], draw_bar: impl Fn(&Bar<'_>, f64) -> Vec<Mark>) -> (Vec<Mark>, f64) {
    let mut top = 0.0;
    let mut marks = Vec::new();
    for bar in bars {
        let lines = label_lines(&bar.label);
        marks.extend(label(top, &lines, base_of(table, bar).as_deref(), Face::Label));
        let bar_top = top + lines.len() as f64 * LINE_HEIGHT + 2.0;
        marks.extend(draw_bar(bar, bar_top));
        top = bar_top + BAR_HEIGHT + GAP;
    }
    (marks, (top - GAP + 4.0).max(0.0))
}

fn part(table: &Table, cell: &Cell, at: f64, width: f64, top: f64, fill: Paint) -> Vec<Mark> {
    if width <= 0.0 {
        return Vec::new();
    }
    let mut marks = vec![Mark::Part { paint: fill, x: at, width, y: top, height: BAR_HEIGHT }];
    let figure = share_text(table, cell);
    let needed = FIGURE_WIDTH * figure.width() as f64 + FIGURE_MARGIN;
    marks.push(Mark::Text {
        face: ink(fill),
        at: (at + width / 2.0, top + 17.0),
        shift: 0.0,
        anchor: Anchor::Middle,
        text: figure,
        addition: None,
        room: Some((needed, width)),
    });
    marks
}
