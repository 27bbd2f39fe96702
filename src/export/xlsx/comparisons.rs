//! The sheet of tests: every comparison of two columns that stands behind the letters, then the tests of independence.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::{Head, title_format, warning_format, write_heads_row, write_number};
use crate::export::sheet::{column_label, group_label};
use crate::i18n::Message;
use crate::tabulation::{Pair, Table};

const PAIRS: [(Option<Message>, f64); 10] = [
    (Some(Message::SheetTable), 24.0),
    (Some(Message::SheetRow), 40.0),
    (Some(Message::SheetColumn), 26.0),
    (Some(Message::SheetComparedWith), 26.0),
    (Some(Message::SheetBanner), 26.0),
    (Some(Message::SheetDifference), 12.0),
    (Some(Message::SheetStatistic), 12.0),
    (Some(Message::SheetDf), 17.0),
    (None, 10.0),
    (Some(Message::SheetPAdjusted), 12.0),
];
const INDEPENDENCE: [Option<Message>; 9] = [
    Some(Message::SheetTable),
    Some(Message::SheetBanner),
    Some(Message::SheetTestMethod),
    Some(Message::SheetStatistic),
    Some(Message::SheetDf),
    Some(Message::SheetDfSecond),
    None,
    Some(Message::SheetCramersV),
    Some(Message::SheetExpected),
];

pub(super) fn write(
    sheet: &mut Worksheet,
    head: &Head<'_>,
    tables: &[(&str, &Table)],
) -> Result<(), XlsxError> {
    for (column, (_, width)) in (0_u16..).zip(PAIRS) {
        sheet.set_column_width(column, width)?;
    }
    let mut row = 0;
    if let Some(synthetic) = head.synthetic {
        sheet.write_with_format(row, 0, synthetic, &warning_format())?;
        row += 1;
    }
    write_heads_row(sheet, row, &PAIRS.map(|(word, _)| head.word(word)))?;
    sheet.set_freeze_panes(row + 1, 0)?;
    for (id, table) in tables {
        for pair in &table.pairs {
            row += 1;
            write_pair(sheet, row, id, table, pair)?;
        }
    }
    if tables.iter().all(|(_, table)| table.independence.is_empty()) {
        return Ok(());
    }
    row += 2;
    sheet.write_with_format(row, 0, head.tongue.say(Message::SheetIndependence), &title_format())?;
    row += 1;
    write_heads_row(sheet, row, &INDEPENDENCE.map(|word| head.word(word)))?;
    for (id, table) in tables {
        for found in &table.independence {
            row += 1;
            sheet.write(row, 0, *id)?;
            sheet.write(row, 1, group_label(table, &found.variable))?;
            sheet.write(row, 2, found.method)?;
            let numbers =
                [found.statistic, found.df1, found.df2, found.p, found.cramers_v, found.expected_below_5];
            write_numbers(sheet, row, 3, &numbers)?;
        }
    }
    Ok(())
}

fn write_pair(
    sheet: &mut Worksheet,
    row: u32,
    id: &str,
    table: &Table,
    pair: &Pair,
) -> Result<(), XlsxError> {
    let label =
        table.rows.iter().find(|row| *row.id == *pair.row).map_or(&*pair.row, |row| row.label.as_str());
    let column = |id: &str| table.columns.iter().find(|column| column.id == id);
    let named = |id: &str| {
        column(id).map_or_else(
            || id.to_owned(),
            |column| match &column.letter {
                Some(letter) => format!("{} ({letter})", column_label(column)),
                None => column_label(column),
            },
        )
    };
    let banner = column(&pair.a).and_then(|column| column.variable.as_deref());
    sheet.write(row, 0, id)?;
    sheet.write(row, 1, label)?;
    sheet.write(row, 2, named(&pair.a))?;
    sheet.write(row, 3, named(&pair.b))?;
    sheet.write(row, 4, banner.map_or_else(String::new, |variable| group_label(table, variable)))?;
    let found = &pair.comparison;
    write_numbers(sheet, row, 5, &[found.difference, found.statistic, found.df, found.p, found.p_adjusted])
}

fn write_numbers(
    sheet: &mut Worksheet,
    row: u32,
    first: u16,
    numbers: &[Option<f64>],
) -> Result<(), XlsxError> {
    for (column, number) in (first..).zip(numbers) {
        write_number(sheet, row, column, *number)?;
    }
    Ok(())
}
