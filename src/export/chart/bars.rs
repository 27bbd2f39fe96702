//! Bars: one an answer; over a banner or a stack a group an answer, one bar a column. Where the table shows intervals,
//! each bar has its own.

use unicode_width::UnicodeWidthStr;

use super::drawing::{Drawing, Paint};
use super::{
    Anchor, Face, HEIGHT_MAX, LINE_HEIGHT, Mark, NARROWEST, axis_end, column_label, interval, is_answer,
    is_sound, label, label_lines, share, share_text, stack_label, stands_on, text,
};
use crate::export::text::wrap;
use crate::i18n::{Message, Tongue};
use crate::tabulation::{Cell, Row, RowKind, Table};

const BAR_HEIGHT: f64 = 18.0;
const THIN_BAR_HEIGHT: f64 = 14.0;
/// Between a bar and the next label.
const GAP: f64 = 12.0;
/// Where the bars of a group begin, their labels standing before them.
const GROUP_INDENT: f64 = 31.0;
const GROUP_LABEL_WIDTH: usize = 15;
const SMALL_LINE_HEIGHT: f64 = 15.0;
/// More columns than this make a chart nobody reads; the Total is drawn then, and the table has the rest.
const COLUMNS_MAX: usize = 6;
/// The width of one place of a figure beside a bar, in pixels, and what stands between them.
const FIGURE_WIDTH: f64 = 8.2;
const FIGURE_GAP: f64 = 6.0;

struct Bar {
    label: String,
    share: f64,
    interval: Option<(f64, f64)>,
    text: String,
    paint: Paint,
}

impl Bar {
    fn reach(&self) -> f64 {
        self.interval.map_or(self.share, |(_, high)| self.share.max(high))
    }
}

struct Group {
    label: String,
    bars: Vec<Bar>,
}

pub(super) fn draw(table: &Table) -> Drawing {
    let answers: Vec<&Row> = table.rows.iter().filter(|row| is_answer(row)).collect();
    let is_stack = table.view.stack.len() > 1;
    // Of a column without anybody there is nothing to draw.
    let columns = table.columns.iter().filter(|column| column.base.unweighted > 0).count();
    let with_columns = !is_stack && columns > 1 && columns <= COLUMNS_MAX;
    let (marks, height) = if is_stack {
        groups(&by_variable(table, &answers))
    } else {
        // A chart that goes on over pages is not read; the Total is drawn then, and the table has the rest.
        Some(groups(&by_answer(table, &answers)))
            .filter(|(_, height)| with_columns && *height <= HEIGHT_MAX)
            .unwrap_or_else(|| single(&bars_of(table, &answers)))
    };
    Drawing {
        title: table.title.clone(),
        sentence: sentence(table, &answers, is_stack),
        stands_on: stands_on(table),
        legend: Vec::new(),
        height,
        marks,
        right_to_left: table.view.language.is_right_to_left(),
        is_wide: false,
    }
}

fn sentence(table: &Table, answers: &[&Row], is_stack: bool) -> String {
    let name = |row: &Row| {
        if is_stack {
            format!("{}, {}", stack_label(table, &row.variable), row.label)
        } else {
            row.label.clone()
        }
    };
    let part = |row: &&Row| Some(format!("{} {}", name(row), share_text(table, row.cells.first()?)));
    let parts: Vec<String> = answers.iter().filter_map(part).collect();
    let tongue = Tongue::of(&table.view.language);
    let mut arguments = vec![("parts", parts.join("; ").into())];
    let base = table.columns.first().filter(|column| !column.base.is_hidden);
    let message = if base.is_some() { Message::ChartBar } else { Message::ChartBarAlone };
    arguments.extend(base.map(|column| ("base", column.base.unweighted.to_string().into())));
    tongue.joined([finding(table, answers, &name, &tongue), tongue.fill(message, &arguments)])
}

/// Which answer was given most often and which least; nothing where fewer than two can be told apart.
fn finding(table: &Table, answers: &[&Row], name: &dyn Fn(&Row) -> String, tongue: &Tongue) -> String {
    let mut shown: Vec<(&Row, &Cell)> = answers
        .iter()
        .filter(|row| matches!(row.kind, RowKind::Option | RowKind::Band))
        .filter_map(|row| Some((*row, row.cells.first()?)))
        .filter(|(_, cell)| is_sound(table, cell))
        .collect();
    shown.sort_by(|(_, a), (_, b)| share(b).total_cmp(&share(a)));
    let (Some((most, highest)), Some((least, lowest))) = (shown.first(), shown.last()) else {
        return String::new();
    };
    let (highest, lowest) = (share_text(table, highest), share_text(table, lowest));
    if highest == lowest {
        return String::new();
    }
    let arguments = [
        ("most", name(most).into()),
        ("high", highest.into()),
        ("least", name(least).into()),
        ("low", lowest.into()),
    ];
    tongue.fill(Message::ChartMostAndLeast, &arguments)
}

fn paint(kind: RowKind) -> Paint {
    match kind {
        RowKind::Net => Paint::Net,
        RowKind::Missing => Paint::Missing,
        RowKind::Option | RowKind::Band | RowKind::Item | RowKind::Statistic => Paint::Bar,
    }
}

fn bar(table: &Table, label: &str, cell: &Cell, paint: Paint) -> Bar {
    Bar {
        label: label.to_owned(),
        share: share(cell),
        interval: interval(table, cell),
        text: share_text(table, cell),
        paint,
    }
}

fn bars_of(table: &Table, answers: &[&Row]) -> Vec<Bar> {
    answers
        .iter()
        .filter_map(|row| Some(bar(table, &row.label, row.cells.first()?, paint(row.kind))))
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
                    let paint = match (row.kind, &column.variable) {
                        (RowKind::Missing, _) => Paint::Missing,
                        (_, None) => Paint::Net,
                        (_, Some(_)) => Paint::Bar,
                    };
                    bar(table, &column_label(column), cell, paint)
                })
                .collect(),
        })
        .collect()
}

/// Percent of the width to the share, so that the longest bar leaves room for its figure.
fn scale<'b>(bars: impl Iterator<Item = &'b Bar> + Clone, from: f64) -> impl Fn(f64) -> f64 {
    let end = axis_end(bars.clone().map(Bar::reach).fold(0.0, f64::max));
    let places = bars.map(|bar| bar.text.width()).max().unwrap_or(0) as f64;
    let longest = 100.0 - from - (FIGURE_GAP + FIGURE_WIDTH * places) / NARROWEST * 100.0;
    move |share| share / end * longest
}

/// The bar with its interval and its figure behind both.
fn drawn(bar: &Bar, from: f64, y: f64, height: f64, scale: &dyn Fn(f64) -> f64) -> Vec<Mark> {
    let mut marks = vec![Mark::Bar { paint: bar.paint, x: from, width: scale(bar.share), y, height }];
    if let Some((low, high)) = bar.interval {
        marks.push(Mark::Whisker { low: from + scale(low), high: from + scale(high), y: y + height / 2.0 });
    }
    let at = (from + scale(bar.reach()), y + height / 2.0 + 5.0);
    marks.push(text(Face::Value, at, FIGURE_GAP, Anchor::Start, &bar.text));
    marks
}

fn single(bars: &[Bar]) -> (Vec<Mark>, f64) {
    let scale = scale(bars.iter(), 0.0);
    let mut top = 0.0;
    let mut marks = Vec::new();
    for bar in bars {
        let lines = label_lines(&bar.label);
        let face = if bar.paint == Paint::Net { Face::Strong } else { Face::Label };
        marks.extend(label(top, &lines, None, face));
        top += lines.len() as f64 * LINE_HEIGHT;
        marks.extend(drawn(bar, 0.0, top, BAR_HEIGHT, &scale));
        top += BAR_HEIGHT + GAP;
    }
    (marks, (top - GAP + 2.0).max(0.0))
}

fn groups(groups: &[Group]) -> (Vec<Mark>, f64) {
    let scale = scale(groups.iter().flat_map(|group| &group.bars), GROUP_INDENT);
    let mut top = 0.0;
    let mut marks = Vec::new();
    for group in groups {
        let lines = label_lines(&group.label);
        marks.extend(label(top, &lines, None, Face::Strong));
        top += lines.len() as f64 * LINE_HEIGHT + 2.0;
        for bar in &group.bars {
            let own_lines = wrap(&bar.label, GROUP_LABEL_WIDTH);
            for (index, line) in own_lines.iter().enumerate() {
                let y = top + 12.0 + index as f64 * SMALL_LINE_HEIGHT;
                marks.push(text(Face::Small, (0.0, y), 0.0, Anchor::Start, line));
            }
            marks.extend(drawn(bar, GROUP_INDENT, top, THIN_BAR_HEIGHT, &scale));
            top += (own_lines.len() as f64 * SMALL_LINE_HEIGHT).max(THIN_BAR_HEIGHT) + 5.0;
        }
        top += GAP;
    }
    (marks, (top - GAP).max(0.0))
}
