//! A table for a terminal: aligned by display width (a Korean letter takes two places), wide ones in blocks of columns.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::sheet::{
    ColumnWidth, FIGURE_GAP, GAP, Line, LineKind, NumberFormat, Sheet, blocks, column_widths, footer_lines,
    lay_out, lay_out_trend, trend_notes,
};
use crate::i18n::{Message, Tongue};
use crate::tabulation::{Figure, Report, Table, Trend};

/// Whether headings may be coloured: only where a terminal reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    Plain,
    Coloured,
}

/// Footers and titles stay readable on very wide terminals.
const PROSE_WIDTH_MAX: usize = 80;
const LABEL_WIDTH_MIN: usize = 16;
const LABEL_WIDTH_MAX: usize = 44;
/// Lines of a banner heading.
const GROUP_LINES_MAX: usize = 3;

/// The table in lines of at most `width` places, as far as one column and its labels fit that; ends with a line break.
pub fn table(table: &Table, width: usize, ink: Ink) -> String {
    let sheet = lay_out(table);
    let mut out = String::new();
    let prose_width = width.clamp(20, PROSE_WIDTH_MAX);
    if let Some(synthetic) = &table.view.synthetic {
        push_prose(&mut out, synthetic, prose_width, ink, Style::Warning);
    }
    push_prose(&mut out, &table.title, prose_width, ink, Style::Title);
    out.push('\n');
    let tongue = &Tongue::of(&table.view.language);
    let label_width = label_width(&sheet, width, tongue);
    let columns = column_widths(&sheet);
    for (index, block) in blocks(&sheet, &columns, width.saturating_sub(label_width)).into_iter().enumerate()
    {
        if index > 0 {
            out.push('\n');
        }
        push_block(&mut out, &sheet, &columns, block, label_width, ink, tongue);
    }
    let footer = footer_lines(table);
    if !footer.is_empty() {
        out.push('\n');
        for line in &footer {
            push_prose(&mut out, line, prose_width, ink, Style::Quiet);
        }
    }
    out
}

/// A whole report: sections with their text and tables, then the figures that have a published value.
pub fn report(report: &Report, width: usize, ink: Ink) -> String {
    let mut out = String::new();
    let tongue = Tongue::of(&report.language);
    let prose_width = width.clamp(20, PROSE_WIDTH_MAX);
    push_prose(&mut out, &report.title, prose_width, ink, Style::Title);
    if let Some(synthetic) = &report.synthetic {
        push_prose(&mut out, synthetic, prose_width, ink, Style::Warning);
    }
    for section in &report.sections {
        out.push('\n');
        push_heading(&mut out, &section.title, prose_width, ink);
        push_markdown(&mut out, &section.text, prose_width, ink, true);
        for (_, one) in &section.tables {
            out.push('\n');
            out.push_str(&table(one, width, ink));
        }
    }
    for one in &report.trends {
        out.push('\n');
        out.push_str(&trend(one, width, ink, &tongue));
    }
    let published: Vec<&Figure> = report.figures.iter().filter(|figure| figure.published.is_some()).collect();
    if !published.is_empty() {
        out.push('\n');
        push_prose(&mut out, &tongue.say(Message::ReportPublished), prose_width, ink, Style::Title);
        out.push_str(&comparison(&published, prose_width));
    }
    if !report.method.is_empty() {
        out.push('\n');
        push_heading(&mut out, &tongue.say(Message::ReportMethod), prose_width, ink);
        for part in &report.method {
            out.push('\n');
            push_prose(&mut out, &part.title, prose_width, ink, Style::Title);
            push_markdown(&mut out, &part.text, prose_width, ink, false);
        }
    }
    if let Some(note) = &report.disclosure {
        out.push('\n');
        push_prose(&mut out, note, prose_width, ink, Style::Quiet);
    }
    out
}

fn push_heading(out: &mut String, title: &str, width: usize, ink: Ink) {
    push_prose(out, title, width, ink, Style::Title);
    out.push_str(&"=".repeat(title.width().min(width)));
    out.push('\n');
}

/// Paragraphs and lists, each paragraph behind a blank line; so is the first where it stands `apart`.
fn push_markdown(out: &mut String, text: &str, width: usize, ink: Ink, apart: bool) {
    let mut in_list = false;
    for (index, block) in blocks_of(text).into_iter().enumerate() {
        let is_entry = block.starts_with("- ");
        if !(in_list && is_entry) && (index > 0 || apart) {
            out.push('\n');
        }
        in_list = is_entry;
        push_prose(out, &block, width, ink, Style::Body);
    }
}

/// A trend: one line a wave.
fn trend(trend: &Trend, width: usize, ink: Ink, tongue: &Tongue) -> String {
    let prose_width = width.clamp(20, PROSE_WIDTH_MAX);
    let mut out = String::new();
    push_prose(&mut out, &trend.title, prose_width, ink, Style::Title);
    out.push('\n');
    let sheet = lay_out_trend(trend, tongue);
    let lines = || sheet.series.iter().flat_map(|series| &series.lines);
    let widths: Vec<usize> = (0..sheet.heads.len())
        .map(|place| {
            let figures = lines().map(|(_, figures)| figures[place].text.width());
            figures.chain([sheet.heads[place].width()]).max().unwrap_or(0)
        })
        .collect();
    let label_width = lines().map(|(label, _)| label.width()).max().unwrap_or(0).clamp(8, LABEL_WIDTH_MAX);
    let row = |label: &str, texts: &mut dyn Iterator<Item = &str>| {
        let mut row = pad_right(label, label_width);
        for (text, width) in texts.zip(&widths) {
            row.push_str(&" ".repeat(GAP));
            row.push_str(&pad_left(text, *width));
        }
        row
    };
    push_inked(&mut out, row("", &mut sheet.heads.iter().map(String::as_str)).trim_end(), ink, Style::Quiet);
    out.push('\n');
    for series in &sheet.series {
        if !series.label.is_empty() {
            push_prose(&mut out, &series.label, prose_width, ink, Style::Title);
        }
        for (label, figures) in &series.lines {
            let line = row(label, &mut figures.iter().map(|figure| figure.text.as_str()));
            push_inked(&mut out, line.trim_end(), ink, Style::Body);
            out.push('\n');
        }
    }
    out.push('\n');
    for line in trend_notes(trend, tongue) {
        push_prose(&mut out, &line, prose_width, ink, Style::Quiet);
    }
    out
}

/// The blocks of a Markdown text without its marks: paragraphs, headings, and entries of lists behind a dash.
pub(super) fn blocks_of(markdown: &str) -> Vec<String> {
    let mut blocks: Vec<String> = Vec::new();
    let mut block = String::new();
    for event in Parser::new(markdown) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                block.push_str(&text);
            }
            Event::SoftBreak | Event::HardBreak => block.push(' '),
            Event::Start(Tag::Item) => {
                blocks.extend(Some(std::mem::take(&mut block)).filter(|text| !text.trim().is_empty()));
                block.push_str("- ");
            }
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::CodeBlock) => {
                blocks.extend(Some(std::mem::take(&mut block)).filter(|text| !text.trim().is_empty()));
            }
            _ => {}
        }
    }
    blocks.extend(Some(block).filter(|text| !text.trim().is_empty()));
    blocks
}

/// Each figure beside its published value, one a line: what agrees, what does not, and what is known to differ.
pub fn comparison(figures: &[&Figure], width: usize) -> String {
    let id_width = figures.iter().map(|figure| figure.id.width()).max().unwrap_or(0).max(6);
    let mut out = String::new();
    out.push_str(&format!("{}  {:>10}  {:>10}  \n", pad_right("figure", id_width), "published", "computed"));
    for figure in figures {
        let Some(published) = &figure.published else { continue };
        let verdict = match (&published.differs, published.agrees) {
            (None, true) => "agrees".to_owned(),
            (Some(_), true) => "AGREES, although `differs` says why it would not".to_owned(),
            (Some(reason), false) => format!("known to differ: {reason}"),
            (None, false) => "DIFFERS".to_owned(),
        };
        let indent = id_width + 26;
        let mut lines = wrap(&verdict, width.saturating_sub(indent).max(20)).into_iter();
        out.push_str(&format!(
            "{}  {:>10}  {:>10}  {}\n",
            pad_right(&figure.id, id_width),
            published.text,
            published.computed,
            lines.next().unwrap_or_default()
        ));
        for line in lines {
            out.push_str(&" ".repeat(indent));
            out.push_str(&line);
            out.push('\n');
        }
    }
    trim_line_ends(&out)
}

fn trim_line_ends(text: &str) -> String {
    text.lines().flat_map(|line| [line.trim_end(), "\n"]).collect()
}

#[derive(Clone, Copy)]
enum Style {
    Title,
    Body,
    Quiet,
    Warning,
}

fn push_prose(out: &mut String, text: &str, width: usize, ink: Ink, style: Style) {
    for line in wrap(text, width) {
        push_inked(out, &line, ink, style);
        out.push('\n');
    }
}

fn push_inked(out: &mut String, text: &str, ink: Ink, style: Style) {
    let code = match (ink, style) {
        (Ink::Plain, _) | (Ink::Coloured, Style::Body) => "",
        (Ink::Coloured, Style::Title) => "\u{1b}[1m",
        (Ink::Coloured, Style::Quiet) => "\u{1b}[2m",
        (Ink::Coloured, Style::Warning) => "\u{1b}[33m",
    };
    out.push_str(code);
    out.push_str(text);
    if !code.is_empty() {
        out.push_str("\u{1b}[0m");
    }
}

fn label_width(sheet: &Sheet, width: usize, tongue: &Tongue) -> usize {
    let longest = sheet.lines.iter().map(|line| line_label(line, tongue).width()).max().unwrap_or(0);
    longest.clamp(LABEL_WIDTH_MIN, LABEL_WIDTH_MAX.min((width / 2).max(LABEL_WIDTH_MIN)))
}

fn push_block(
    out: &mut String,
    sheet: &Sheet,
    columns: &[ColumnWidth],
    block: Range<usize>,
    label_width: usize,
    ink: Ink,
    tongue: &Tongue,
) {
    push_groups(out, sheet, columns, &block, label_width, ink);
    push_heads(out, sheet, columns, &block, label_width, ink);
    let rule_width =
        label_width + columns[block.clone()].iter().map(|column| column.total + GAP).sum::<usize>();
    let rule = format!("{}\n", "─".repeat(rule_width));
    out.push_str(&rule);
    let mut previous: Option<LineKind> = None;
    for line in &sheet.lines {
        if starts_apart(previous, line.kind) {
            out.push_str(if previous == Some(LineKind::Base) { &rule } else { "\n" });
        }
        push_line(out, line, columns, &block, label_width, ink, tongue);
        previous = Some(line.kind);
    }
}

/// Bases, missing answers and statistics stand apart from the answers.
fn starts_apart(previous: Option<LineKind>, kind: LineKind) -> bool {
    let Some(previous) = previous else { return false };
    match kind {
        LineKind::Heading => true,
        LineKind::Base => false,
        LineKind::Answer | LineKind::Net => previous == LineKind::Base,
        LineKind::Missing => previous != LineKind::Missing,
        LineKind::Statistic => previous != LineKind::Statistic,
    }
}

fn push_groups(
    out: &mut String,
    sheet: &Sheet,
    columns: &[ColumnWidth],
    block: &Range<usize>,
    label_width: usize,
    ink: Ink,
) {
    let shown: Vec<(&str, Range<usize>)> = sheet
        .groups
        .iter()
        .map(|(label, range)| (label.as_str(), range.start.max(block.start)..range.end.min(block.end)))
        .filter(|(label, range)| !range.is_empty() && !label.is_empty())
        .collect();
    if shown.is_empty() {
        return;
    }
    let wrapped: Vec<(Vec<String>, Range<usize>, usize)> = shown
        .into_iter()
        .map(|(label, range)| {
            let width = columns[range.clone()].iter().map(|column| column.total + GAP).sum::<usize>() - GAP;
            (shortened(wrap(label, width), width), range, width)
        })
        .collect();
    let height = wrapped.iter().map(|(lines, _, _)| lines.len()).max().unwrap_or(0);
    for place in 0..height {
        let mut row = " ".repeat(label_width);
        let mut column = block.start;
        for (lines, range, width) in &wrapped {
            for skipped in &columns[column..range.start] {
                row.push_str(&" ".repeat(skipped.total + GAP));
            }
            let missing = height - lines.len();
            let text = place.checked_sub(missing).map_or("", |at| lines[at].as_str());
            row.push_str(&" ".repeat(GAP));
            row.push_str(&pad_right(text, *width));
            column = range.end;
        }
        push_inked(out, row.trim_end(), ink, Style::Title);
        out.push('\n');
    }
    let mut rule = " ".repeat(label_width);
    let mut column = block.start;
    for (_, range, width) in &wrapped {
        for skipped in &columns[column..range.start] {
            rule.push_str(&" ".repeat(skipped.total + GAP));
        }
        rule.push_str(&" ".repeat(GAP));
        rule.push_str(&"─".repeat(*width));
        column = range.end;
    }
    out.push_str(&rule);
    out.push('\n');
}

/// The first lines of a banner heading; the whole of it would push the figures off the screen.
fn shortened(mut lines: Vec<String>, width: usize) -> Vec<String> {
    if lines.len() > GROUP_LINES_MAX {
        lines.truncate(GROUP_LINES_MAX);
        if let Some(last) = lines.last_mut() {
            while last.width() + 1 > width && last.pop().is_some() {}
            last.push('…');
        }
    }
    lines
}

fn push_heads(
    out: &mut String,
    sheet: &Sheet,
    columns: &[ColumnWidth],
    block: &Range<usize>,
    label_width: usize,
    ink: Ink,
) {
    let mut heads: Vec<Vec<String>> =
        block.clone().map(|index| wrap(&sheet.heads[index].label, columns[index].total)).collect();
    if block.clone().any(|index| sheet.heads[index].letter.is_some()) {
        for (lines, index) in heads.iter_mut().zip(block.clone()) {
            lines.push(
                sheet.heads[index].letter.as_ref().map_or_else(String::new, |letter| format!("({letter})")),
            );
        }
    }
    let height = heads.iter().map(Vec::len).max().unwrap_or(0);
    for place in 0..height {
        let mut row = " ".repeat(label_width);
        for (lines, index) in heads.iter().zip(block.clone()) {
            // Headings stand on the rule: the short ones start lower.
            let missing = height - lines.len();
            let text = place.checked_sub(missing).map_or("", |at| lines[at].as_str());
            row.push_str(&" ".repeat(GAP));
            row.push_str(&pad_left(text, columns[index].total));
        }
        push_inked(out, row.trim_end(), ink, Style::Title);
        out.push('\n');
    }
    let captioned = block.clone().any(|index| {
        let captions = &sheet.heads[index].captions;
        captions.len() > 1 && captions.iter().any(|caption| !caption.is_empty())
    });
    if captioned {
        let mut row = " ".repeat(label_width);
        for index in block.clone() {
            row.push_str(&" ".repeat(GAP));
            let captions = sheet.heads[index].captions.iter().map(String::as_str);
            row.push_str(&figures_row(captions, &columns[index]));
        }
        push_inked(out, row.trim_end(), ink, Style::Quiet);
        out.push('\n');
    }
}

fn push_line(
    out: &mut String,
    line: &Line,
    columns: &[ColumnWidth],
    block: &Range<usize>,
    label_width: usize,
    ink: Ink,
    tongue: &Tongue,
) {
    let style = match line.kind {
        LineKind::Heading | LineKind::Net => Style::Title,
        LineKind::Base | LineKind::Missing => Style::Quiet,
        LineKind::Answer | LineKind::Statistic => Style::Body,
    };
    if line.kind == LineKind::Heading {
        let whole =
            label_width + columns[block.clone()].iter().map(|column| column.total + GAP).sum::<usize>();
        push_prose(out, &line.label, whole, ink, style);
        return;
    }
    let labels = wrap(&line_label(line, tongue), label_width);
    let last = labels.len().saturating_sub(1);
    for (index, label) in labels.iter().enumerate() {
        let mut row = pad_right(label, label_width);
        if index == last {
            for head in block.clone() {
                row.push_str(&" ".repeat(GAP));
                row.push_str(&shown_row(line, head, &columns[head]));
            }
        }
        push_inked(out, row.trim_end(), ink, style);
        out.push('\n');
    }
}

fn line_label(line: &Line, tongue: &Tongue) -> String {
    match line.kind {
        LineKind::Net => tongue.with(Message::TableNet, "label", &line.label),
        LineKind::Base | LineKind::Heading | LineKind::Answer | LineKind::Missing | LineKind::Statistic => {
            line.label.clone()
        }
    }
}

fn shown_row(line: &Line, head: usize, column: &ColumnWidth) -> String {
    let figures = &line.figures[head];
    if figures.len() == column.figures.len() {
        return figures
            .iter()
            .zip(&column.figures)
            .map(|(figure, width)| match figure.format {
                NumberFormat::Letters => pad_right(&figure.text, *width),
                NumberFormat::Decimal(_) | NumberFormat::Percent(_) | NumberFormat::Text => {
                    pad_left(&figure.text, *width)
                }
            })
            .collect::<Vec<_>>()
            .join(&" ".repeat(FIGURE_GAP));
    }
    let text = figures.first().map_or("", |figure| figure.text.as_str());
    match (line.kind, column.figures.first()) {
        (LineKind::Base, Some(first)) => {
            let rest = column.total - first;
            format!("{}{}", pad_left(text, *first), " ".repeat(rest))
        }
        _ => pad_left(text, column.total),
    }
}

fn figures_row<'a>(texts: impl Iterator<Item = &'a str>, column: &ColumnWidth) -> String {
    texts
        .zip(&column.figures)
        .map(|(text, width)| pad_left(text, *width))
        .collect::<Vec<_>>()
        .join(&" ".repeat(FIGURE_GAP))
}

fn pad_left(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(text.width())))
}

fn pad_right(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

/// Lines of at most `width` places, broken between words; a longer word is broken where it must be.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines = Vec::new();
    let mut line = String::new();
    // A line does not end between a number and its sign.
    let ends_a_line = |letter: char| letter.is_whitespace() && !matches!(letter, '\u{a0}' | '\u{202f}');
    for word in text.split(ends_a_line).filter(|word| !word.is_empty()) {
        let gap = usize::from(!line.is_empty());
        if !line.is_empty() && line.width() + gap + word.width() > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        for letter in word.chars() {
            if line.width() + letter.width().unwrap_or(0) > width && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            line.push(letter);
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}
