//! A table laid out for the eye: heads over lines of shown figures. Text, HTML and spreadsheets all draw this one
//! layout, so that they cannot differ in what they show.

mod blocks;
mod figures;
mod notes;
mod trend;

use std::ops::Range;

pub(super) use blocks::{ColumnWidth, FIGURE_GAP, GAP, blocks, column_widths, part};
use figures::{bracketed, decimals, mark, row_figures, statistic, undefined};
pub(super) use figures::{figure, people};
pub(super) use notes::{footer_lines, group_label};
pub(super) use trend::{lay_out_trend, trend_notes};

use crate::i18n::{Message, Tongue};
use crate::tabulation::request::SummaryMeasure;
use crate::tabulation::{Base, Column, Measure, Row, RowKind, Table};

/// What stands where a cell is suppressed.
pub(super) const SUPPRESSED: &str = "•";

pub(super) struct Sheet {
    /// Banner headings over ranges of `heads`.
    pub(super) groups: Vec<(String, Range<usize>)>,
    pub(super) heads: Vec<Head>,
    pub(super) lines: Vec<Line>,
}

#[derive(Debug, Clone)]
pub(super) struct Head {
    pub(super) label: String,
    pub(super) letter: Option<String>,
    /// What stands in each place below: `n`, `%`.
    pub(super) captions: Vec<String>,
    /// The measure of each place; none in a matrix, whose places hold answers.
    pub(super) measures: Vec<Measure>,
}

impl Head {
    fn plain(label: String) -> Head {
        Head { label, letter: None, captions: vec![String::new()], measures: Vec::new() }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineKind {
    Base,
    /// The name of a stub variable, over its lines.
    Heading,
    Answer,
    Net,
    Missing,
    Statistic,
}

pub(super) struct Line {
    pub(super) kind: LineKind,
    pub(super) label: String,
    /// One entry a head: one figure for each caption, or a single one that stands for the whole head.
    pub(super) figures: Vec<Vec<Shown>>,
}

/// A figure as a reader sees it, and as a spreadsheet holds it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shown {
    pub(super) text: String,
    pub(super) number: Option<f64>,
    pub(super) format: NumberFormat,
    pub(super) trust: Trust,
}

/// How far the base of a figure bears it, by the report's rule of reliability.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    Full,
    /// A base that is marked.
    Flagged,
    /// A figure that stands in brackets.
    Bracketed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberFormat {
    /// With so many decimals.
    Decimal(usize),
    /// A proportion that shows as percent, with so many decimals.
    Percent(usize),
    /// No number: an interval, a mark.
    Text,
    /// The letters of a test.
    Letters,
}

pub(super) fn lay_out(table: &Table) -> Sheet {
    if table.view.matrix { matrix(table) } else { banner(table) }
}

/// Whether any figure of the table is weighted, so that its three bases differ.
pub(super) fn is_weighted(table: &Table) -> bool {
    let differs = |base: &Base| (base.weighted - base.unweighted as f64).abs() > 1e-9;
    table.columns.iter().any(|column| differs(&column.base))
        || table.rows.iter().flat_map(|row| &row.cells).any(|cell| differs(&cell.base))
}

fn banner(table: &Table) -> Sheet {
    let tongue = &Tongue::of(&table.view.language);
    let measures = shown_measures(table);
    // What comes of comparing columns has no place under the Total.
    let has_place = |column: &Column, measure: &Measure| {
        column.variable.is_some() || !matches!(measure, Measure::Letters | Measure::Residual)
    };
    let only_statistics = has_only_statistics(table);
    let heads: Vec<Head> = table
        .columns
        .iter()
        .map(|column| {
            let own: Vec<Measure> =
                measures.iter().copied().filter(|measure| has_place(column, measure)).collect();
            let words = own.iter().map(|measure| match measure {
                Measure::ColumnPct if only_statistics => String::new(),
                other => caption(*other, &measures, tongue),
            });
            Head {
                label: column_label(column),
                letter: column.letter.clone(),
                captions: words.collect(),
                measures: own,
            }
        })
        .collect();
    let groups = table.view.groups.iter().map(|group| (group.label.clone(), group.columns.clone())).collect();
    let weighted = is_weighted(table);
    let one_figure_each = table.view.stack.len() > 1 && has_one_figure_each(table);
    let is_stack = table.view.stack.len() > 1 && !one_figure_each;
    let mut lines = Vec::new();
    if let Some(first) = table.rows.first().filter(|_| one_figure_each) {
        let bases: Vec<Base> = first.cells.iter().map(|cell| cell.base).collect();
        lines.extend(base_lines(table, &bases, weighted, tongue));
    } else if !is_stack {
        let bases: Vec<Base> = table.columns.iter().map(|column| column.base).collect();
        lines.extend(base_lines(table, &bases, weighted, tongue));
    }
    let mut current = None;
    for row in &table.rows {
        if is_stack && current != Some(row.variable.as_str()) {
            current = Some(row.variable.as_str());
            lines.push(Line {
                kind: LineKind::Heading,
                label: stack_label(table, &row.variable),
                figures: vec![Vec::new(); table.columns.len()],
            });
            let bases: Vec<Base> = row.cells.iter().map(|cell| cell.base).collect();
            lines.extend(base_lines(table, &bases, weighted, tongue));
        }
        lines.push(Line {
            kind: line_kind(row.kind),
            label: if one_figure_each {
                format!("{}, {}", stack_label(table, &row.variable), within_a_sentence(&row.label, tongue))
            } else {
                row.label.clone()
            },
            figures: row
                .cells
                .iter()
                .zip(&heads)
                .map(|(cell, head)| row_figures(table, row, cell, &head.measures))
                .collect(),
        });
    }
    lines.extend(summary_lines(table, tongue));
    Sheet { groups, heads, lines }
}

/// Whether every variable of a stack has a single figure, all on the same people: they need no headings and one base.
fn has_one_figure_each(table: &Table) -> bool {
    let Some(first) = table.rows.first() else { return false };
    let same_people = |row: &Row| row.cells.iter().zip(&first.cells).all(|(a, b)| a.base == b.base);
    table.rows.len() == table.view.stack.len()
        && table.rows.iter().all(|row| row.kind == RowKind::Statistic && same_people(row))
}

/// A label in the middle of a line; German nouns keep their capitals.
fn within_a_sentence(label: &str, tongue: &Tongue) -> String {
    if tongue.language.as_str().starts_with("de") { label.to_owned() } else { label.to_lowercase() }
}

/// A grid without a banner: one line a grid row, one column an answer, the base of each line at its end.
fn matrix(table: &Table) -> Sheet {
    let tongue = &Tongue::of(&table.view.language);
    let measure = matrix_measure(table);
    let variables: Vec<String> = if table.view.stack.is_empty() {
        distinct(table.rows.iter().map(|row| row.variable.clone()))
    } else {
        table.view.stack.iter().map(|(variable, _)| variable.clone()).collect()
    };
    // The same answers come again for each grid row; the first row that has one gives its label and place.
    let answers: Vec<(String, &Row)> = {
        let mut seen: Vec<(String, &Row)> = Vec::new();
        for row in &table.rows {
            let key = answer_key(row);
            if !seen.iter().any(|(known, _)| *known == key) {
                seen.push((key, row));
            }
        }
        seen.sort_by_key(|(_, row)| row.kind == RowKind::Statistic);
        seen
    };
    let weighted = is_weighted(table);
    let mut heads: Vec<Head> =
        answers.iter().map(|(_, row)| Head::plain(marked_label(row, tongue))).collect();
    heads.push(Head::plain(tongue.say(Message::BaseLine)));
    if weighted {
        heads.push(Head::plain(tongue.say(Message::BaseLineWeighted)));
    }
    let mut lines = Vec::new();
    for variable in &variables {
        let rows: Vec<&Row> = table.rows.iter().filter(|row| row.variable == *variable).collect();
        let mut figures: Vec<Vec<Shown>> = answers
            .iter()
            .map(|(key, _)| {
                let cell = rows
                    .iter()
                    .find(|row| answer_key(row) == *key)
                    .and_then(|row| row.cells.first().map(|cell| row_figures(table, row, cell, &[measure])));
                cell.unwrap_or_else(|| vec![undefined()])
            })
            .collect();
        let base = rows
            .iter()
            .find(|row| row.kind != RowKind::Statistic)
            .or(rows.first())
            .and_then(|row| row.cells.first())
            .map(|cell| cell.base);
        figures.push(vec![base.map_or_else(undefined, |base| people(table, &base))]);
        if weighted {
            figures.push(vec![base.map_or_else(undefined, |base| weighted_people(&base, tongue))]);
        }
        lines.push(Line { kind: LineKind::Answer, label: stack_label(table, variable), figures });
    }
    Sheet { groups: Vec::new(), heads, lines }
}

/// Which figure a matrix holds, having room for one: the first share asked for, else the first measure.
pub(super) fn matrix_measure(table: &Table) -> Measure {
    let show = &table.view.show;
    show.iter()
        .find(|measure| matches!(measure, Measure::ColumnPct | Measure::RowPct | Measure::TotalPct))
        .or(show.first())
        .copied()
        .unwrap_or(Measure::ColumnPct)
}

/// An answer's name within its variable: `3` of `q7.r1:3`.
pub(super) fn answer_key(row: &Row) -> String {
    let prefix = format!("{}:", row.variable);
    row.id.strip_prefix(&prefix).unwrap_or(&row.id).to_owned()
}

/// The text of a stub variable, or its name where it has none.
pub(super) fn stack_label(table: &Table, variable: &str) -> String {
    table
        .view
        .stack
        .iter()
        .find(|(name, _)| name == variable)
        .map_or_else(|| variable.to_owned(), |(_, label)| label.clone())
}

/// The column's label, nested ones with the outer labels before it.
pub(super) fn column_label(column: &Column) -> String {
    if column.path.len() < 2 {
        return column.label.clone();
    }
    column.path.iter().map(|(_, _, label)| label.as_str()).collect::<Vec<_>>().join(" / ")
}

fn marked_label(row: &Row, tongue: &Tongue) -> String {
    match row.kind {
        RowKind::Net => tongue.with(Message::TableNet, "label", &row.label),
        RowKind::Option | RowKind::Missing | RowKind::Band | RowKind::Item | RowKind::Statistic => {
            row.label.clone()
        }
    }
}

fn distinct(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    for name in names {
        if !seen.contains(&name) {
            seen.push(name);
        }
    }
    seen
}

/// The measures to show; one where the table has nothing but statistics, each of which is one figure.
fn shown_measures(table: &Table) -> Vec<Measure> {
    match (has_only_statistics(table), table.view.show.as_slice()) {
        (true, show) if show.contains(&Measure::Letters) => vec![Measure::ColumnPct, Measure::Letters],
        (true, _) | (false, []) => vec![Measure::ColumnPct],
        (false, show) => show.to_vec(),
    }
}

fn has_only_statistics(table: &Table) -> bool {
    !table.rows.is_empty() && table.rows.iter().all(is_statistic)
}

fn is_statistic(row: &Row) -> bool {
    row.kind == RowKind::Statistic || row.cells.iter().any(|cell| cell.value.is_some())
}

fn line_kind(kind: RowKind) -> LineKind {
    match kind {
        RowKind::Option | RowKind::Band | RowKind::Item => LineKind::Answer,
        RowKind::Net => LineKind::Net,
        RowKind::Missing => LineKind::Missing,
        RowKind::Statistic => LineKind::Statistic,
    }
}

/// The heading of a measure; a column percentage is just `%` where no other one is beside it.
pub(super) fn caption(measure: Measure, among: &[Measure], tongue: &Tongue) -> String {
    let several = among
        .iter()
        .filter(|other| matches!(other, Measure::ColumnPct | Measure::RowPct | Measure::TotalPct))
        .count()
        > 1;
    let message = match measure {
        Measure::Count => return "n".to_owned(),
        Measure::ColumnPct if !several => return "%".to_owned(),
        Measure::Letters => return String::new(),
        Measure::Weighted => Message::CaptionWeighted,
        Measure::ColumnPct => Message::CaptionColumnPercent,
        Measure::RowPct => Message::CaptionRowPercent,
        Measure::TotalPct => Message::CaptionTotalPercent,
        Measure::Index => Message::CaptionIndex,
        Measure::Se => Message::CaptionSe,
        Measure::Deff => Message::CaptionDesignEffect,
        Measure::Residual => Message::CaptionResidual,
        Measure::Ci => Message::CaptionInterval,
    };
    tongue.say(message)
}

fn base_lines(table: &Table, bases: &[Base], weighted: bool, tongue: &Tongue) -> Vec<Line> {
    let line = |label: Message, figure: &dyn Fn(&Base) -> Shown| Line {
        kind: LineKind::Base,
        label: tongue.say(label),
        figures: bases.iter().map(|base| vec![figure(base)]).collect(),
    };
    let mut lines = vec![line(Message::BaseLine, &|base| people(table, base))];
    if weighted {
        lines.push(line(Message::BaseLineWeighted, &|base| weighted_people(base, tongue)));
        lines.push(line(Message::BaseLineEffective, &|base| match (base.is_hidden, base.effective) {
            (true, _) => mark(SUPPRESSED),
            (false, Some(effective)) => decimals(&tongue.language, effective, 1),
            (false, None) => undefined(),
        }));
    }
    lines
}

fn weighted_people(base: &Base, tongue: &Tongue) -> Shown {
    if base.is_hidden { mark(SUPPRESSED) } else { decimals(&tongue.language, base.weighted, 1) }
}

/// What stands with the columns, each a line below the answers.
fn summary_lines(table: &Table, tongue: &Tongue) -> Vec<Line> {
    let figure = |column: &Column, measure: SummaryMeasure| {
        column.statistic(measure).map_or_else(undefined, |value| {
            bracketed(table, &column.base, statistic(table, measure.as_str(), value))
        })
    };
    table
        .summary_measures()
        .into_iter()
        .map(|measure| Line {
            kind: LineKind::Statistic,
            label: tongue.say(measure.title()),
            figures: table.columns.iter().map(|column| vec![figure(column, measure)]).collect(),
        })
        .collect()
}
