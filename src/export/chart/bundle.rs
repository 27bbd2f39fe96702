//! Every chart of a report for whoever typesets it: the picture, its figures as CSV, and in Markdown what belongs beneath
//! it and what is said to those who cannot see it.

use std::io;

use super::{Drawing, Palette, of_table, of_trend, svg};
use crate::export::csv;
use crate::export::sheet::{footer_lines, trend_notes};
use crate::i18n::{Message, Tongue};
use crate::tabulation::{Report, Table, Trend};

/// The files of one chart, all named by the table's id.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartFiles {
    /// Without an ending.
    pub name: String,
    pub svg: String,
    /// The figures behind the picture.
    pub csv: Vec<u8>,
    /// Title, alternative text, footer.
    pub markdown: String,
}

/// One entry for each table and trend of the report that has something to draw, in its order.
///
/// # Errors
/// What the CSV writer answers.
pub fn chart_files(report: &Report, palette: &Palette) -> io::Result<Vec<ChartFiles>> {
    let mut files: Vec<ChartFiles> = Vec::new();
    let tongue = Tongue::of(&report.language);
    let notes: Vec<&str> = report.synthetic.as_deref().into_iter().collect();
    for (place, (id, table)) in report.sections.iter().flat_map(|section| &section.tables).enumerate() {
        let Some(drawing) = of_table(table) else { continue };
        let fallback = format!("table-{}", place + 1);
        files.push(ChartFiles {
            name: free_name(if id.is_empty() { &fallback } else { id }, &files),
            svg: svg(&drawing, report.language.as_str(), &notes, palette),
            csv: table_csv(table)?,
            markdown: markdown(&drawing, &notes, &footer_lines(table), &tongue),
        });
    }
    for trend in &report.trends {
        let Some(drawing) = of_trend(trend, &report.language) else { continue };
        files.push(ChartFiles {
            name: free_name(&trend.id, &files),
            svg: svg(&drawing, report.language.as_str(), &notes, palette),
            csv: trend_csv(trend)?,
            markdown: markdown(&drawing, &notes, &trend_notes(trend, &tongue), &tongue),
        });
    }
    Ok(files)
}

/// The id as the name of a file that is not in the list yet, on disks that take capitals and small letters for the same
/// as well.
fn free_name(id: &str, files: &[ChartFiles]) -> String {
    let plain = |letter: char| if letter.is_alphanumeric() || "-_".contains(letter) { letter } else { '-' };
    let name: String = id.chars().map(plain).collect();
    let is_taken = |name: &str| files.iter().any(|file| file.name.to_lowercase() == name.to_lowercase());
    let mut free = name.clone();
    let mut number = 2;
    while is_taken(&free) {
        free = format!("{name}-{number}");
        number += 1;
    }
    free
}

fn table_csv(table: &Table) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    csv::table(table, &mut bytes)?;
    Ok(bytes)
}

fn trend_csv(trend: &Trend) -> io::Result<Vec<u8>> {
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record([
        "series",
        "label",
        "wave",
        "time",
        "value",
        "se",
        "ci_low",
        "ci_high",
        "base_unweighted",
        "base_weighted",
        "verdict",
    ])?;
    let number = |value: Option<f64>| {
        value.filter(|value| value.is_finite()).map_or_else(String::new, |value| value.to_string())
    };
    for line in &trend.series {
        for point in &line.points {
            writer.write_record([
                csv::formula_safe(&line.id).into_owned(),
                csv::formula_safe(&line.label).into_owned(),
                csv::formula_safe(&point.wave).into_owned(),
                number(Some(point.time)),
                number(point.value),
                number(point.se),
                number(point.ci.map(|ci| ci.0)),
                number(point.ci.map(|ci| ci.1)),
                point.base.unweighted.to_string(),
                number(Some(point.base.weighted)),
                point.verdict.unwrap_or_default().to_owned(),
            ])?;
        }
    }
    writer.into_inner().map_err(|error| error.into_error())
}

fn markdown(drawing: &Drawing, notes: &[&str], footer: &[String], tongue: &Tongue) -> String {
    let mut text = format!("# {}\n\n", one_line(&drawing.title));
    for line in std::iter::once(drawing.stands_on.as_str()).chain(notes.iter().copied()) {
        if !line.is_empty() {
            text.push_str(&format!("{}\n\n", one_line(line)));
        }
    }
    let heading = |message| format!("## {}\n\n", tongue.say(message));
    text.push_str(&heading(Message::ChartAlternativeText));
    text.push_str(&format!("{}\n", one_line(&drawing.sentence)));
    if !footer.is_empty() {
        text.push('\n');
        text.push_str(&heading(Message::ChartFooter));
        for line in footer {
            text.push_str(&format!("- {}\n", one_line(line)));
        }
    }
    text
}

/// On one line, with no mark that Markdown would take for its own.
fn one_line(text: &str) -> String {
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // Figures on small bases stand in brackets, which are marks only where something follows them at once.
    let has_link = ["](", "][", "]:"].iter().any(|mark| joined.contains(mark));
    let mut escaped = String::new();
    for letter in joined.chars() {
        if matches!(letter, '\\' | '`' | '*' | '_' | '<' | '#' | '|') || (letter == '[' && has_link) {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}
