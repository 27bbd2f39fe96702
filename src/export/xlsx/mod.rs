//! Tables as an Excel workbook: a contents sheet, one sheet a table, real numbers with number formats.

mod comparisons;
mod figures;
mod method;
mod trends;

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Url, Workbook, Worksheet,
    XlsxError,
};

use super::sheet::{LineKind, NumberFormat, Sheet, Shown, Trust, footer_lines, lay_out};
use super::text::wrap;
use crate::i18n::{Message, Tongue};
use crate::tabulation::{Measure, Report, Table};

/// Excel's own limit.
const SHEET_NAME_MAX: usize = 31;
/// A footer line is broken into rows of this many letters, because Excel does not grow the height of merged cells.
const FOOTER_WIDTH: usize = 110;
const LABEL_WIDTH_MAX: usize = 60;
/// The height of a line, and Excel's own limit for a row.
const LINE_POINTS: f64 = 15.0;
const ROW_POINTS_MAX: f64 = 409.0;
/// Excel's number for the size.
const PAPER_A4: u8 = 9;
const ACCENT: Color = Color::RGB(0x000F_6B6B);
const MUTED: Color = Color::RGB(0x0059_6066);
const WARNING_FILL: Color = Color::RGB(0x00FF_F1D6);

/// A workbook of one table.
///
/// # Errors
/// What the writer refuses, such as a text longer than a cell can hold.
pub fn table(table: &Table) -> Result<Vec<u8>, XlsxError> {
    let head = Head {
        title: &table.title,
        synthetic: table.view.synthetic.as_deref(),
        tongue: &Tongue::of(&table.view.language),
    };
    workbook(&head, &[(table.stub.as_str(), table)], None)
}

/// A workbook of a whole report: contents, figures, a sheet a table, the comparisons behind the letters, trends and
/// the statement of method.
///
/// # Errors
/// What the writer refuses, such as a text longer than a cell can hold.
pub fn report(report: &Report) -> Result<Vec<u8>, XlsxError> {
    let tables: Vec<(&str, &Table)> = report
        .sections
        .iter()
        .flat_map(|section| &section.tables)
        .map(|(id, table)| (id.as_str(), table))
        .collect();
    let tongue = &Tongue::of(&report.language);
    let head = Head { title: &report.title, synthetic: report.synthetic.as_deref(), tongue };
    workbook(&head, &tables, Some(report))
}

/// What all sheets of a workbook share.
struct Head<'a> {
    title: &'a str,
    synthetic: Option<&'a str>,
    tongue: &'a Tongue,
}

impl Head<'_> {
    /// A heading; "p" where it is the same in every language.
    fn word(&self, word: Option<Message>) -> String {
        word.map_or_else(|| "p".to_owned(), |word| self.tongue.say(word))
    }
}

/// A line of the contents: a sheet, what it holds, and the base of a table.
struct Entry {
    name: String,
    title: String,
    base: Option<u64>,
}

fn workbook(
    head: &Head<'_>,
    tables: &[(&str, &Table)],
    report: Option<&Report>,
) -> Result<Vec<u8>, XlsxError> {
    let tongue = head.tongue;
    let mut workbook = Workbook::new();
    // A fixed date, so that the same tables give the same bytes.
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title(head.title).set_creation_datetime(&created));
    let mut names = SheetNames::default();
    let contents = names.take(&tongue.say(Message::SheetContents));
    let mut entries: Vec<Entry> = Vec::new();
    let mut enter = |names: &mut SheetNames, wanted: &str, title: &str, base: Option<u64>| {
        let name = names.take(wanted);
        entries.push(Entry { name: name.clone(), title: title.to_owned(), base });
        name
    };
    let said = |message| tongue.say(message);
    // The contents come first and are written last, when the names of all sheets are known.
    start_sheet(&mut workbook, head, &contents)?;
    if let Some(report) = report.filter(|report| !report.figures.is_empty()) {
        let title = said(Message::SheetFiguresTitle);
        let name = enter(&mut names, &said(Message::SheetFigures), &title, None);
        figures::write(start_sheet(&mut workbook, head, &name)?, head, &report.figures)?;
    }
    for (id, table) in tables {
        let base = table.columns.first().filter(|total| !total.base.is_hidden);
        let base = base.map(|total| total.base.unweighted);
        let name = enter(&mut names, id, &table.title, base);
        write_table(start_sheet(&mut workbook, head, &name)?, table, &contents)?;
    }
    let trends = report.map(|report| report.trends.as_slice()).unwrap_or_default();
    if !trends.is_empty() {
        let name = enter(&mut names, &said(Message::SheetTrends), &said(Message::SheetTrendsTitle), None);
        trends::write(start_sheet(&mut workbook, head, &name)?, head, trends)?;
    }
    if tables.iter().any(|(_, table)| !table.pairs.is_empty() || !table.independence.is_empty()) {
        let name = enter(&mut names, &said(Message::SheetTests), &said(Message::SheetTestsTitle), None);
        comparisons::write(start_sheet(&mut workbook, head, &name)?, head, tables)?;
    }
    let method = report.map(|report| report.method.as_slice()).unwrap_or_default();
    if !method.is_empty() {
        let name = enter(&mut names, &said(Message::SheetMethod), &said(Message::SheetMethodTitle), None);
        method::write(start_sheet(&mut workbook, head, &name)?, method)?;
    }
    write_contents(workbook.worksheet_from_name(&contents)?, head, &entries)?;
    workbook.save_to_buffer()
}

/// A sheet as all of them are: readable on screen, printed on one page's width with its page number.
fn start_sheet<'w>(
    workbook: &'w mut Workbook,
    head: &Head<'_>,
    name: &str,
) -> Result<&'w mut Worksheet, XlsxError> {
    let sheet = workbook.add_worksheet().set_name(name)?;
    sheet.set_screen_gridlines(false);
    sheet.set_right_to_left(head.tongue.language.is_right_to_left());
    sheet.set_paper_size(PAPER_A4);
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_footer("&L&A&R&P / &N");
    Ok(sheet)
}

/// Names that Excel accepts, each given out once; Excel does not tell capitals from small letters.
#[derive(Default)]
struct SheetNames {
    taken: Vec<String>,
}

impl SheetNames {
    fn take(&mut self, wanted: &str) -> String {
        let safe: String = wanted
            .chars()
            .map(
                |letter| {
                    if matches!(letter, '[' | ']' | ':' | '*' | '?' | '/' | '\\') { '_' } else { letter }
                },
            )
            .filter(|letter| !letter.is_control())
            .collect();
        let safe = safe.trim_matches(|letter: char| letter == '\'' || letter.is_whitespace());
        let safe = if safe.is_empty() || safe.eq_ignore_ascii_case("history") { "Table" } else { safe };
        let mut name = shortened(safe, SHEET_NAME_MAX);
        let mut number = 2;
        while self.taken.contains(&name.to_lowercase()) {
            let ending = format!(" ({number})");
            name = format!("{}{ending}", shortened(safe, SHEET_NAME_MAX - ending.len()));
            number += 1;
        }
        self.taken.push(name.to_lowercase());
        name
    }
}

/// The first letters of a text, `units` UTF-16 units at most: Excel counts those.
fn shortened(text: &str, units: usize) -> String {
    let mut used = 0;
    text.chars()
        .take_while(|letter| {
            used += letter.len_utf16();
            used <= units
        })
        .collect()
}

fn write_contents(sheet: &mut Worksheet, head: &Head<'_>, entries: &[Entry]) -> Result<(), XlsxError> {
    sheet.set_column_width(0, 34)?.set_column_width(1, 90)?.set_column_width(2, 10)?;
    sheet.write_with_format(0, 0, head.title, &title_format())?;
    let mut row = 1;
    if let Some(synthetic) = head.synthetic {
        sheet.write_with_format(row, 0, synthetic, &warning_format())?;
        row += 1;
    }
    row += 1;
    let heads =
        [Message::SheetSheet, Message::SheetTable, Message::BaseLine].map(|word| head.tongue.say(word));
    write_heads_row(sheet, row, &heads)?;
    for entry in entries {
        row += 1;
        sheet.write_url(row, 0, link(&entry.name))?;
        sheet.write_with_format(row, 1, &entry.title, &Format::new().set_text_wrap())?;
        if let Some(base) = entry.base {
            sheet.write(row, 2, base)?;
        }
    }
    Ok(())
}

/// A number of a plain list with four decimals; nothing where it is undefined.
fn write_number(sheet: &mut Worksheet, row: u32, column: u16, number: Option<f64>) -> Result<(), XlsxError> {
    if let Some(number) = number.filter(|number| number.is_finite()) {
        let format = if number.fract() == 0.0 { "#,##0" } else { "#,##0.0000" };
        sheet.write_number_with_format(row, column, number, &Format::new().set_num_format(format))?;
    }
    Ok(())
}

/// Headings of a plain list, from the left.
fn write_heads_row(sheet: &mut Worksheet, row: u32, heads: &[String]) -> Result<(), XlsxError> {
    let format = head_format().set_align(FormatAlign::Left).set_border_bottom(FormatBorder::Thin);
    for (column, head) in (0_u16..).zip(heads) {
        sheet.write_with_format(row, column, head, &format)?;
    }
    Ok(())
}

fn link(sheet_name: &str) -> Url {
    // Inside a reference an apostrophe is doubled.
    Url::new(format!("internal:'{}'!A1", sheet_name.replace('\'', "''"))).set_text(sheet_name)
}

fn write_table(sheet: &mut Worksheet, table: &Table, contents_name: &str) -> Result<(), XlsxError> {
    let laid_out = lay_out(table);
    let label_width = set_widths(sheet, &laid_out)?;

    sheet.write_with_format(0, 0, &table.title, &title_format())?;
    let mut row = 1;
    if let Some(synthetic) = &table.view.synthetic {
        sheet.write_with_format(row, 0, synthetic, &warning_format())?;
        row += 1;
    }
    sheet.write_url(row, 0, link(contents_name))?;
    row += 2;
    row = write_heads(sheet, &laid_out, row)?;
    sheet.set_freeze_panes(row, 1)?;
    sheet.set_repeat_rows(0, row - 1)?;
    for line in &laid_out.lines {
        let label = label_format(line.kind);
        sheet.write_with_format(row, 0, &line.label, &label)?;
        if line.kind != LineKind::Heading {
            make_room(sheet, row, &line.label, label_width)?;
        }
        let mut column = 1;
        for (head, figures) in laid_out.heads.iter().zip(&line.figures) {
            for (place, figure) in (0_u16..).zip(figures) {
                write_figure(sheet, row, column + place, figure, line.kind)?;
            }
            column += head.captions.len() as u16;
        }
        row += 1;
    }
    row += 1;
    let quiet = Format::new().set_font_color(MUTED).set_font_size(9);
    for line in footer_lines(table).iter().flat_map(|line| wrap(line, FOOTER_WIDTH)) {
        sheet.write_with_format(row, 0, line, &quiet)?;
        row += 1;
    }
    Ok(())
}

/// Gives back the width of the labels, in letters.
fn set_widths(sheet: &mut Worksheet, laid_out: &Sheet) -> Result<usize, XlsxError> {
    let longest = laid_out
        .lines
        .iter()
        .filter(|line| line.kind != LineKind::Heading)
        .map(|line| unicode_width::UnicodeWidthStr::width(line.label.as_str()))
        .max()
        .unwrap_or(0);
    let label_width = longest.clamp(24, LABEL_WIDTH_MAX);
    sheet.set_column_width(0, label_width as f64 + 2.0)?;
    let mut column = 1;
    for head in &laid_out.heads {
        for place in 0..head.captions.len() {
            let width = match head.measures.get(place) {
                Some(Measure::Letters) => 6.0,
                Some(Measure::Ci) => 12.0,
                _ if head.captions.len() > 1 => 9.0,
                _ => 13.0,
            };
            sheet.set_column_width(column, width)?;
            column += 1;
        }
    }
    Ok(label_width)
}

/// A row as high as its broken text needs: not every program sees to that by itself.
fn make_room(sheet: &mut Worksheet, row: u32, text: &str, width: usize) -> Result<(), XlsxError> {
    let lines: usize = text.lines().map(|line| wrap(line, width).len()).sum();
    if lines > 1 {
        sheet.set_row_height(row, (lines as f64 * LINE_POINTS).min(ROW_POINTS_MAX))?;
    }
    Ok(())
}

/// Banner headings, column headings, letters and captions; returns the first row below them.
fn write_heads(sheet: &mut Worksheet, laid_out: &Sheet, first: u32) -> Result<u32, XlsxError> {
    let mut row = first;
    let starts: Vec<u16> = laid_out
        .heads
        .iter()
        .scan(1_u16, |next, head| {
            let start = *next;
            *next += head.captions.len() as u16;
            Some(start)
        })
        .collect();
    let end_of = |head: usize| starts[head] + laid_out.heads[head].captions.len() as u16 - 1;
    if laid_out.groups.iter().any(|(label, _)| !label.is_empty()) {
        let format = head_format().set_border_bottom(FormatBorder::Thin);
        for (label, range) in
            laid_out.groups.iter().filter(|(label, range)| !label.is_empty() && !range.is_empty())
        {
            write_over(sheet, row, starts[range.start], end_of(range.end - 1), label, &format)?;
        }
        row += 1;
    }
    for (index, head) in laid_out.heads.iter().enumerate() {
        let label = match &head.letter {
            Some(letter) => format!("{} ({letter})", head.label),
            None => head.label.clone(),
        };
        write_over(sheet, row, starts[index], end_of(index), &label, &head_format())?;
    }
    row += 1;
    if laid_out.heads.iter().any(|head| head.captions.len() > 1) {
        let format = Format::new().set_font_color(MUTED).set_align(FormatAlign::Right);
        for (head, start) in laid_out.heads.iter().zip(&starts) {
            for (place, caption) in (0_u16..).zip(&head.captions) {
                sheet.write_with_format(row, start + place, caption, &format)?;
            }
        }
        row += 1;
    }
    Ok(row)
}

fn write_over(
    sheet: &mut Worksheet,
    row: u32,
    first: u16,
    last: u16,
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    if first < last {
        sheet.merge_range(row, first, row, last, text, format)?;
    } else {
        sheet.write_with_format(row, first, text, format)?;
    }
    Ok(())
}

fn write_figure(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    figure: &Shown,
    kind: LineKind,
) -> Result<(), XlsxError> {
    let format = figure_format(figure, kind);
    match figure.number {
        Some(number) => sheet.write_number_with_format(row, column, number, &format)?,
        None => sheet.write_string_with_format(row, column, &figure.text, &format)?,
    };
    Ok(())
}

fn figure_format(figure: &Shown, kind: LineKind) -> Format {
    let fraction =
        |places: usize| if places == 0 { String::new() } else { format!(".{}", "0".repeat(places)) };
    let format = Format::new().set_align(FormatAlign::Right).set_align(FormatAlign::Top);
    // Marks belong to the format, so that the cell stays a number.
    let marked = |number: String| match figure.trust {
        Trust::Full => number,
        Trust::Flagged => format!("{number}\"*\""),
        Trust::Bracketed => format!("\"[\"{number}\"]\""),
    };
    let format = match figure.format {
        NumberFormat::Decimal(places) => format.set_num_format(marked(format!("#,##0{}", fraction(places)))),
        NumberFormat::Percent(places) => format.set_num_format(marked(format!("0{}%", fraction(places)))),
        NumberFormat::Text => format,
        NumberFormat::Letters => format.set_align(FormatAlign::Left).set_font_color(ACCENT).set_bold(),
    };
    dressed(format, kind)
}

fn label_format(kind: LineKind) -> Format {
    dressed(Format::new().set_text_wrap().set_align(FormatAlign::Top), kind)
}

fn dressed(format: Format, kind: LineKind) -> Format {
    match kind {
        LineKind::Base => format.set_font_color(MUTED).set_border_bottom(FormatBorder::Thin),
        LineKind::Heading | LineKind::Net => format.set_bold(),
        LineKind::Missing => format.set_font_color(MUTED).set_italic(),
        LineKind::Statistic => format.set_border_top(FormatBorder::Hair),
        LineKind::Answer => format,
    }
}

fn title_format() -> Format {
    Format::new().set_bold().set_font_size(14)
}

fn head_format() -> Format {
    Format::new()
        .set_bold()
        .set_font_color(ACCENT)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::Bottom)
        .set_text_wrap()
}

fn warning_format() -> Format {
    Format::new().set_bold().set_background_color(WARNING_FILL)
}
