//! A table as CSV (RFC 4180): one header line, then one line a row, so that every program reads it as it stands.
//!
//! *Rationale:* footers and titles are left to the text, HTML and XLSX forms. A comment line in a CSV file is data to
//! most readers, and bases are data: they stand as rows of kind `base`.

use std::io::{self, Write};

use crate::i18n::{Message, Tongue};
use crate::tabulation::{Base, Cell, Measure, Row, RowKind, Table, TestView};

/// Writes `row, kind, variable, code, label`, then for each banner column one column a shown measure, named
/// `ID MEASURE` (`size:s1 column_pct`), and `ID value` for means and their like where there are any. Proportions are
/// 0..1 and unrounded; what is undefined or suppressed is empty. A stack has the bases of each of its variables before
/// the rows of that variable.
///
/// # Errors
/// What `out` answers.
pub fn table(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    let places = Places::of(table);
    let tongue = Tongue::of(&table.view.language);
    let mut header: Vec<String> = ["row", "kind", "variable", "code", "label"].map(str::to_owned).to_vec();
    for column in &table.columns {
        header.extend(places.names().map(|name| format!("{} {name}", column.id)));
    }
    writer.write_record(&header)?;
    for record in base_records(table, &places, None, table.columns.iter().map(|column| &column.base)) {
        writer.write_record(&record)?;
    }
    let is_stack = !table.view.stack.is_empty();
    let mut current = None;
    for row in &table.rows {
        if is_stack && current != Some(row.variable.as_str()) {
            current = Some(row.variable.as_str());
            let bases = row.cells.iter().map(|cell| &cell.base);
            for record in base_records(table, &places, current, bases) {
                writer.write_record(&record)?;
            }
        }
        for record in row_records(row, &places) {
            writer.write_record(&record)?;
        }
    }
    for measure in table.summary_measures() {
        let name = measure.as_str();
        let mut record = start(name, "statistic", "", "", &tongue.say(measure.title()));
        for column in &table.columns {
            record.extend(places.value(column.statistic(measure)));
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

fn base_rows(table: &Table) -> Vec<(&'static str, Message, BaseFigure)> {
    let unweighted: BaseFigure = |base| Some(base.unweighted as f64).filter(|_| !base.is_hidden);
    let weighted: BaseFigure = |base| Some(base.weighted).filter(|_| !base.is_hidden);
    let effective: BaseFigure = |base| base.effective;
    let mut rows = vec![("base_unweighted", Message::BaseLine, unweighted)];
    if super::sheet::is_weighted(table) {
        rows.push(("base_weighted", Message::BaseLineWeighted, weighted));
        rows.push(("base_effective", Message::BaseLineEffective, effective));
    }
    rows
}

/// What stands in the columns of one banner column.
struct Places {
    measures: Vec<Measure>,
    test: Option<TestView>,
    /// A last one for means and their like.
    has_value: bool,
}

impl Places {
    fn of(table: &Table) -> Places {
        let is_statistic = |row: &Row| row.kind == RowKind::Statistic;
        let has_shares = table.rows.iter().any(|row| !is_statistic(row));
        let measures = match (has_shares, table.view.show.as_slice()) {
            (false, _) => Vec::new(),
            (true, []) => vec![Measure::Count, Measure::ColumnPct],
            (true, show) => show.to_vec(),
        };
        let has_value =
            !has_shares || table.rows.iter().any(is_statistic) || !table.summary_measures().is_empty();
        Places { measures, test: table.view.test, has_value }
    }

    fn names(&self) -> impl Iterator<Item = &'static str> + '_ {
        let value: &[&'static str] = if self.has_value { &["value"] } else { &[] };
        self.measures.iter().flat_map(|measure| names(*measure)).chain(value).copied()
    }

    /// A number of people stands under the first measure.
    fn people(&self, people: Option<f64>) -> Vec<String> {
        let mut places = vec![String::new(); self.names().count()];
        if let Some(first) = places.first_mut() {
            *first = optional(people);
        }
        places
    }

    fn value(&self, value: Option<f64>) -> Vec<String> {
        let mut places = vec![String::new(); self.names().count()];
        if let Some(last) = places.last_mut() {
            *last = optional(value);
        }
        places
    }

    fn shares(&self, cell: &Cell) -> Vec<String> {
        if cell.suppressed {
            return self.value(None);
        }
        let mut places: Vec<String> =
            self.measures.iter().flat_map(|measure| figures(*measure, cell, self.test.as_ref())).collect();
        places.resize(self.names().count(), String::new());
        places
    }
}

fn start(id: &str, kind: &str, variable: &str, code: &str, label: &str) -> Vec<String> {
    vec![
        id.to_owned(),
        kind.to_owned(),
        variable.to_owned(),
        code.to_owned(),
        formula_safe(label).into_owned(),
    ]
}

/// The bases of the whole table, or of one variable of a stack.
fn base_records<'a>(
    table: &Table,
    places: &Places,
    variable: Option<&str>,
    bases: impl Iterator<Item = &'a Base> + Clone,
) -> Vec<Vec<String>> {
    let tongue = Tongue::of(&table.view.language);
    let mut records = Vec::new();
    for (id, label, figure) in base_rows(table) {
        let id = variable.map_or(id.to_owned(), |variable| format!("{variable}:{id}"));
        let mut record = start(&id, "base", variable.unwrap_or_default(), "", &tongue.say(label));
        record.extend(bases.clone().flat_map(|base| places.people(figure(base))));
        records.push(record);
    }
    records
}

/// One record, or two for an interval: its lower and its upper end.
fn row_records(row: &Row, places: &Places) -> Vec<Vec<String>> {
    let kind = row.kind.as_str();
    let code = row.code.as_deref().unwrap_or_default();
    let record = |id: &str, label: &str, figures: &dyn Fn(&Cell) -> Vec<String>| {
        let mut record = start(id, kind, &row.variable, code, label);
        record.extend(row.cells.iter().flat_map(figures));
        record
    };
    if row.kind != RowKind::Statistic {
        return vec![record(&row.id, &row.label, &|cell| places.shares(cell))];
    }
    if row.cells.iter().any(|cell| cell.ci.is_some()) {
        let low = |cell: &Cell| places.value(cell.ci.map(|ci| ci.0));
        let high = |cell: &Cell| places.value(cell.ci.map(|ci| ci.1));
        return vec![
            record(&format!("{}_low", row.id), &format!("{}, lower end", row.label), &low),
            record(&format!("{}_high", row.id), &format!("{}, upper end", row.label), &high),
        ];
    }
    vec![record(&row.id, &row.label, &|cell| places.value(cell.value))]
}

/// The figures of a measure, as many as it has [`names`].
fn figures(measure: Measure, cell: &Cell, test: Option<&TestView>) -> Vec<String> {
    let one = |value: Option<f64>| vec![optional(value)];
    match measure {
        Measure::Count => vec![cell.count.to_string()],
        Measure::Weighted => one(Some(cell.weighted)),
        Measure::ColumnPct => one(cell.column_pct),
        Measure::RowPct => one(cell.row_pct),
        Measure::TotalPct => one(cell.total_pct),
        Measure::Index => one(cell.index),
        Measure::Se => one(cell.se),
        Measure::Deff => one(cell.deff),
        Measure::Letters => vec![cell.letters(test)],
        Measure::Residual => one(cell.residual),
        Measure::Ci => vec![optional(cell.ci.map(|ci| ci.0)), optional(cell.ci.map(|ci| ci.1))],
    }
}

fn names(measure: Measure) -> &'static [&'static str] {
    match measure {
        Measure::Count => &["count"],
        Measure::Weighted => &["weighted"],
        Measure::ColumnPct => &["column_pct"],
        Measure::RowPct => &["row_pct"],
        Measure::TotalPct => &["total_pct"],
        Measure::Index => &["index"],
        Measure::Se => &["se"],
        Measure::Deff => &["deff"],
        Measure::Letters => &["higher_than"],
        Measure::Residual => &["residual"],
        Measure::Ci => &["ci_low", "ci_high"],
    }
}

fn optional(value: Option<f64>) -> String {
    value.filter(|value| value.is_finite()).map_or_else(String::new, |value| value.to_string())
}
