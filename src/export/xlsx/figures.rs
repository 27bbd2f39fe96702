//! The sheet of figures: what the report quotes, with intervals and published values.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::{warning_format, write_heads_row};
use crate::tabulation::Figure;

/// Heading and width of each column.
const COLUMNS: [(&str, f64); 15] = [
    ("Figure", 28.0),
    ("Kind", 18.0),
    ("Value", 12.0),
    ("As shown", 14.0),
    ("Base", 8.0),
    ("Effective base", 13.0),
    ("Standard error", 13.0),
    ("Low", 10.0),
    ("High", 10.0),
    ("p", 9.0),
    ("Published", 12.0),
    ("Computed", 12.0),
    ("Agrees", 9.0),
    ("Degrees of freedom", 17.0),
    ("Why it differs", 70.0),
];

pub(super) fn write(
    sheet: &mut Worksheet,
    synthetic: Option<&str>,
    figures: &[Figure],
) -> Result<(), XlsxError> {
    for (column, (_, width)) in (0_u16..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
    }
    let mut row = 0;
    if let Some(synthetic) = synthetic {
        sheet.write_with_format(row, 0, synthetic, &warning_format())?;
        row += 1;
    }
    write_heads_row(sheet, row, &COLUMNS.map(|(head, _)| head))?;
    sheet.set_freeze_panes(row + 1, 1)?;
    for figure in figures {
        row += 1;
        write_figure(sheet, row, figure)?;
    }
    Ok(())
}

fn write_figure(sheet: &mut Worksheet, row: u32, figure: &Figure) -> Result<(), XlsxError> {
    sheet.write(row, 0, &figure.id)?;
    sheet.write(row, 1, figure.kind)?;
    sheet.write(row, 3, &figure.text)?;
    if !figure.base.is_hidden {
        sheet.write(row, 4, figure.base.unweighted)?;
    }
    let numbers = [
        (2, figure.value),
        (5, figure.base.effective),
        (6, figure.se),
        (7, figure.ci.map(|(low, _)| low)),
        (8, figure.ci.map(|(_, high)| high)),
        (9, figure.p),
        (13, figure.df),
    ];
    for (column, number) in numbers {
        if let Some(number) = number.filter(|number| number.is_finite()) {
            sheet.write(row, column, number)?;
        }
    }
    if let Some(published) = &figure.published {
        sheet.write(row, 10, &published.text)?;
        sheet.write(row, 11, &published.computed)?;
        sheet.write(row, 12, if published.agrees { "yes" } else { "no" })?;
        if let Some(reason) = &published.differs {
            sheet.write(row, 14, reason)?;
        }
    }
    Ok(())
}
