//! A table as CSV (RFC 4180): one header line, then one line a row, so that every program reads it as it stands.
//!
//! *Rationale:* footers and titles are left to the text, HTML and XLSX forms. A comment line in a CSV file is data to
//! most readers, and bases are data: they stand as rows of kind `base`.

use std::io::{self, Write};

use crate::tabulation::{Base, Cell, Column, Measure, Row, RowKind, Table};

/// Writes `row, kind, variable, code, label`, then one column a banner column and shown measure, named `ID MEASURE`
/// (`size:s1 column_pct`). Proportions are 0..1 and unrounded; what is undefined or suppressed is empty.
///
/// # Errors
/// What `out` answers.
pub fn table(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    let measures = measures(table);
    let mut header: Vec<String> = ["row", "kind", "variable", "code", "label"].map(str::to_owned).to_vec();
    for column in &table.columns {
        header.extend(measures.iter().map(|measure| format!("{} {}", column.id, name(*measure))));
    }
    writer.write_record(&header)?;
    for (id, label, figure) in base_rows(table) {
        let mut record =
            vec![id.to_owned(), "base".to_owned(), String::new(), String::new(), label.to_owned()];
        for column in &table.columns {
            // A base is a number of people: it stands in the first column of its banner column.
            record.push(optional(figure(&column.base)));
            record.extend(measures.iter().skip(1).map(|_| String::new()));
        }
        writer.write_record(&record)?;
    }
    for row in &table.rows {
        let mut record = vec![
            row.id.clone(),
            row.kind.as_str().to_owned(),
            row.variable.clone(),
            row.code.clone().unwrap_or_default(),
            formula_safe(&row.label).into_owned(),
        ];
        for cell in &row.cells {
            record.extend(figures(row, cell, &measures));
        }
        writer.write_record(&record)?;
    }
    for name in summary_names(&table.columns) {
        let mut record =
            vec![name.to_owned(), "statistic".to_owned(), String::new(), String::new(), name.to_owned()];
        for column in &table.columns {
            let value = column.summary.as_ref().and_then(|summary| summary.get(name)).copied().flatten();
            record.push(optional(value));
            record.extend(measures.iter().skip(1).map(|_| String::new()));
        }
        writer.write_record(&record)?;
    }
    writer.flush()
}

/// A text that no spreadsheet takes for a formula: one that starts with `= + - @`, tab or CR gets an apostrophe. So
/// does one that already has apostrophes before such a character, which makes the change reversible.
pub(super) fn formula_safe(text: &str) -> std::borrow::Cow<'_, str> {
    if text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}").into()
    } else {
        text.into()
    }
}

type BaseFigure = fn(&Base) -> Option<f64>;

fn base_rows(table: &Table) -> Vec<(&'static str, &'static str, BaseFigure)> {
    let unweighted: BaseFigure = |base| Some(base.unweighted as f64);
    let weighted: BaseFigure = |base| Some(base.weighted);
    let effective: BaseFigure = |base| base.effective;
    let mut rows = vec![("base_unweighted", "Base", unweighted)];
    if super::sheet::is_weighted(table) {
        rows.push(("base_weighted", "Base, weighted", weighted));
        rows.push(("base_effective", "Base, effective", effective));
    }
    rows
}

fn measures(table: &Table) -> Vec<Measure> {
    if table.view.show.is_empty() {
        vec![Measure::Count, Measure::ColumnPct]
    } else {
        table.view.show.clone()
    }
}

fn summary_names(columns: &[Column]) -> Vec<&'static str> {
    let mut names: Vec<&'static str> =
        columns.iter().filter_map(|column| column.summary.as_ref()).flat_map(|s| s.keys().copied()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn figures(row: &Row, cell: &Cell, measures: &[Measure]) -> Vec<String> {
    if cell.suppressed {
        return vec![String::new(); measures.len()];
    }
    if row.kind == RowKind::Statistic || cell.value.is_some() {
        let mut figures = vec![String::new(); measures.len()];
        if let Some(first) = figures.first_mut() {
            *first = optional(cell.value);
        }
        return figures;
    }
    measures
        .iter()
        .map(|measure| match measure {
            Measure::Count => cell.count.to_string(),
            Measure::Weighted => optional(Some(cell.weighted)),
            Measure::ColumnPct => optional(cell.column_pct),
            Measure::RowPct => optional(cell.row_pct),
            Measure::TotalPct => optional(cell.total_pct),
            Measure::Index => optional(cell.index),
            Measure::Se => optional(cell.se),
            Measure::Ci => cell.ci.map_or_else(String::new, |(low, high)| format!("{low} to {high}")),
        })
        .collect()
}

fn name(measure: Measure) -> &'static str {
    match measure {
        Measure::Count => "count",
        Measure::Weighted => "weighted",
        Measure::ColumnPct => "column_pct",
        Measure::RowPct => "row_pct",
        Measure::TotalPct => "total_pct",
        Measure::Index => "index",
        Measure::Se => "se",
        Measure::Ci => "ci",
    }
}

fn optional(value: Option<f64>) -> String {
    value.filter(|value| value.is_finite()).map_or_else(String::new, |value| value.to_string())
}
