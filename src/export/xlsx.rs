//! Tables as an Excel workbook: a contents sheet, one sheet a table, real numbers with number formats.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Url, Workbook, Worksheet,
    XlsxError,
};

use super::sheet::{LineKind, NumberFormat, Sheet, Shown, Trust, footer_lines, lay_out};
use super::text::wrap;
use crate::tabulation::{Figure, Report, Table};

/// Excel's own limit.
const SHEET_NAME_MAX: usize = 31;
/// A footer line is broken into rows of this many letters, because Excel does not grow the height of merged cells.
const FOOTER_WIDTH: usize = 110;
const LABEL_WIDTH_MAX: usize = 60;
const ACCENT: Color = Color::RGB(0x000F_6B6B);
const MUTED: Color = Color::RGB(0x0059_6066);
const WARNING_FILL: Color = Color::RGB(0x00FF_F1D6);

/// A workbook of one table.
///
/// # Errors
/// What the writer refuses, such as a text longer than a cell can hold.
pub fn table(table: &Table) -> Result<Vec<u8>, XlsxError> {
    workbook(&table.title, table.view.synthetic.as_deref(), &[(table.stub.as_str(), table)], &[])
}

/// A workbook of all tables of a report, and of its figures.
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
    workbook(&report.title, report.synthetic.as_deref(), &tables, &report.figures)
}

fn workbook(
    title: &str,
    synthetic: Option<&str>,
    tables: &[(&str, &Table)],
    figures: &[Figure],
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // A fixed date, so that the same tables give the same bytes.
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&created));
    let mut names = SheetNames::default();
    let contents_name = names.take("Contents");
    let figures_name = (!figures.is_empty()).then(|| names.take("Figures"));
    let table_names: Vec<String> = tables.iter().map(|(id, _)| names.take(id)).collect();

    let contents = workbook.add_worksheet().set_name(&contents_name)?;
    write_contents(contents, title, synthetic, figures_name.as_deref(), &table_names, tables)?;
    if let Some(name) = &figures_name {
        write_figures(workbook.add_worksheet().set_name(name)?, synthetic, figures)?;
    }
    for (name, (_, table)) in table_names.iter().zip(tables) {
        write_table(workbook.add_worksheet().set_name(name)?, table, &contents_name)?;
    }
    workbook.save_to_buffer()
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

fn write_contents(
    sheet: &mut Worksheet,
    title: &str,
    synthetic: Option<&str>,
    figures_name: Option<&str>,
    names: &[String],
    tables: &[(&str, &Table)],
) -> Result<(), XlsxError> {
    sheet.set_screen_gridlines(false);
    sheet.set_column_width(0, 34)?.set_column_width(1, 90)?.set_column_width(2, 10)?;
    sheet.write_with_format(0, 0, title, &title_format())?;
    let mut row = 1;
    if let Some(synthetic) = synthetic {
        sheet.write_with_format(row, 0, synthetic, &warning_format())?;
        row += 1;
    }
    row += 1;
    for (column, head) in (0_u16..).zip(["Sheet", "Table", "Base"]) {
        sheet.write_with_format(row, column, head, &head_format().set_align(FormatAlign::Left))?;
    }
    if let Some(name) = figures_name {
        row += 1;
        sheet.write_url(row, 0, link(name))?;
        sheet.write(row, 1, "The numbers quoted in the report, beside their published values")?;
    }
    for (name, (_, table)) in names.iter().zip(tables) {
        row += 1;
        sheet.write_url(row, 0, link(name))?;
        sheet.write(row, 1, &table.title)?;
        if let Some(total) = table.columns.first() {
            sheet.write(row, 2, total.base.unweighted)?;
        }
    }
    Ok(())
}

fn link(sheet_name: &str) -> Url {
    // Inside a reference an apostrophe is doubled.
    Url::new(format!("internal:'{}'!A1", sheet_name.replace('\'', "''"))).set_text(sheet_name)
}

fn write_figures(
    sheet: &mut Worksheet,
    synthetic: Option<&str>,
    figures: &[Figure],
) -> Result<(), XlsxError> {
    let heads = [
        "Figure",
        "Kind",
        "Value",
        "As shown",
        "Base",
        "Low",
        "High",
        "Published",
        "Computed",
        "Agrees",
        "Why it differs",
    ];
    let widths = [28, 18, 12, 14, 8, 10, 10, 12, 12, 9, 70];
    for (column, width) in (0_u16..).zip(widths) {
        sheet.set_column_width(column, width)?;
    }
    let mut row = 0;
    if let Some(synthetic) = synthetic {
        sheet.write_with_format(row, 0, synthetic, &warning_format())?;
        row += 1;
    }
    for (column, head) in (0_u16..).zip(heads) {
        sheet.write_with_format(row, column, head, &head_format().set_align(FormatAlign::Left))?;
    }
    sheet.set_freeze_panes(row + 1, 1)?;
    for figure in figures {
        row += 1;
        sheet.write(row, 0, &figure.id)?;
        sheet.write(row, 1, figure.kind)?;
        if let Some(value) = figure.value {
            sheet.write(row, 2, value)?;
        }
        sheet.write(row, 3, &figure.text)?;
        sheet.write(row, 4, figure.base.unweighted)?;
        if let Some((low, high)) = figure.ci {
            sheet.write(row, 5, low)?;
            sheet.write(row, 6, high)?;
        }
        if let Some(published) = &figure.published {
            sheet.write(row, 7, &published.text)?;
            sheet.write(row, 8, &published.computed)?;
            sheet.write(row, 9, if published.agrees { "yes" } else { "no" })?;
            if let Some(reason) = &published.differs {
                sheet.write(row, 10, reason)?;
            }
        }
    }
    Ok(())
}

fn write_table(sheet: &mut Worksheet, table: &Table, contents_name: &str) -> Result<(), XlsxError> {
    let laid_out = lay_out(table);
    sheet.set_screen_gridlines(false);
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    set_widths(sheet, &laid_out)?;

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

fn set_widths(sheet: &mut Worksheet, laid_out: &Sheet) -> Result<(), XlsxError> {
    let longest = laid_out
        .lines
        .iter()
        .filter(|line| line.kind != LineKind::Heading)
        .map(|line| unicode_width::UnicodeWidthStr::width(line.label.as_str()))
        .max()
        .unwrap_or(0);
    sheet.set_column_width(0, longest.clamp(24, LABEL_WIDTH_MAX) as f64 + 2.0)?;
    let mut column = 1;
    for head in &laid_out.heads {
        for _ in &head.captions {
            sheet.set_column_width(column, if head.captions.len() > 1 { 9.0 } else { 13.0 })?;
            column += 1;
        }
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
