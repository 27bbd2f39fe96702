//! How wide the columns of a table are in letters, and which of them stand beside one another where the table is wider than
//! its page.

use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use super::{Head, Line, LineKind, Sheet};

/// Between two columns.
pub(in crate::export) const GAP: usize = 2;
/// Between two figures of one column.
pub(in crate::export) const FIGURE_GAP: usize = 1;
/// How wide a heading may make its column before it is wrapped.
const HEAD_WIDTH_MAX: usize = 14;

/// The width of one head's column and of each figure in it.
pub(in crate::export) struct ColumnWidth {
    pub(in crate::export) total: usize,
    pub(in crate::export) figures: Vec<usize>,
}

pub(in crate::export) fn column_widths(sheet: &Sheet) -> Vec<ColumnWidth> {
    sheet.heads.iter().enumerate().map(|(index, head)| column_width(sheet, head, index)).collect()
}

fn column_width(sheet: &Sheet, head: &Head, index: usize) -> ColumnWidth {
    let mut figures: Vec<usize> = head.captions.iter().map(|caption| caption.width()).collect();
    let mut spanning = 0;
    for line in &sheet.lines {
        let shown = &line.figures[index];
        if shown.len() == figures.len() || line.kind == LineKind::Base {
            // Of a base, the one figure stands under the first caption.
            for (width, figure) in figures.iter_mut().zip(shown) {
                *width = (*width).max(figure.text.width());
            }
        } else {
            spanning = spanning.max(shown.iter().map(|figure| figure.text.width()).sum());
        }
    }
    let together = figures.iter().sum::<usize>() + FIGURE_GAP * figures.len().saturating_sub(1);
    let longest_word = head.label.split_whitespace().map(UnicodeWidthStr::width).max().unwrap_or(0);
    // A heading of up to three lines.
    let heading = longest_word.max(head.label.width().div_ceil(3)).min(HEAD_WIDTH_MAX);
    let total = together.max(spanning).max(heading).max(3);
    // The spare places go to the first figure, so that all stand to the right.
    if let Some(first) = figures.first_mut() {
        *first += total - together;
    }
    ColumnWidth { total, figures }
}

/// Ranges of heads that fit into `width` places each; every block holds one at least. A banner variable that does not
/// fit beside the ones before it begins a new block, so that its columns stay together where they can.
pub(in crate::export) fn blocks(sheet: &Sheet, columns: &[ColumnWidth], width: usize) -> Vec<Range<usize>> {
    let needed = |range: Range<usize>| columns[range].iter().map(|column| column.total + GAP).sum::<usize>();
    let mut blocks = Vec::new();
    let mut start = 0;
    for index in 1..columns.len() {
        let begins = sheet.groups.iter().map(|(_, range)| range).find(|range| range.start == index);
        // The Total alone is not worth a block of its own.
        let stands_alone = start == 0 && index == 1;
        let splits = begins.is_some_and(|group| !stands_alone && needed(start..group.end) > width);
        if splits || needed(start..index + 1) > width {
            blocks.push(start..index);
            start = index;
        }
    }
    blocks.push(start..columns.len());
    blocks
}

/// The sheet with these heads alone.
pub(in crate::export) fn part(sheet: &Sheet, heads: &Range<usize>) -> Sheet {
    let groups = sheet.groups.iter().filter_map(|(label, range)| {
        let range = range.start.max(heads.start)..range.end.min(heads.end);
        (!range.is_empty()).then(|| (label.clone(), range.start - heads.start..range.end - heads.start))
    });
    let lines = sheet.lines.iter().map(|line| Line {
        kind: line.kind,
        label: line.label.clone(),
        figures: line.figures.get(heads.clone()).unwrap_or_default().to_vec(),
    });
    Sheet {
        groups: groups.collect(),
        heads: sheet.heads.get(heads.clone()).unwrap_or_default().to_vec(),
        lines: lines.collect(),
    }
}
