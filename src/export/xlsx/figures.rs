//! The sheet of figures: what the report quotes, with intervals and published values.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::{Head, warning_format, write_heads_row, write_number};
use crate::i18n::Message;
use crate::tabulation::Figure;

/// Heading and width of each column.
const COLUMNS: [(Option<Message>, f64); 15] = [
    (Some(Message::SheetFigure), 28.0),
    (Some(Message::SheetKind), 18.0),
    (Some(Message::SheetValue), 12.0),
    (Some(Message::SheetAsShown), 14.0),
    (Some(Message::BaseLine), 8.0),
    (Some(Message::SheetEffectiveBase), 13.0),
    (Some(Message::SheetStandardError), 13.0),
    (Some(Message::SheetLow), 10.0),
    (Some(Message::SheetHigh), 10.0),
    P_COLUMN,
    (Some(Message::PublishedPublished), 12.0),
    (Some(Message::PublishedComputed), 12.0),
    (Some(Message::SheetAgrees), 9.0),
    (Some(Message::SheetDf), 17.0),
    (Some(Message::SheetWhyItDiffers), 70.0),
];
/// "p" in every language.
const P_COLUMN: (Option<Message>, f64) = (None, 9.0);

pub(super) fn write(sheet: &mut Worksheet, head: &Head<'_>, figures: &[Figure]) -> Result<(), XlsxError> {
    for (column, (_, width)) in (0_u16..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
    }
    let mut row = 0;
    if let Some(synthetic) = head.synthetic {
        sheet.write_with_format(row, 0, synthetic, &warning_format())?;
        row += 1;
    }
    write_heads_row(sheet, row, &COLUMNS.map(|(word, _)| head.word(word)))?;
    sheet.set_freeze_panes(row + 1, 1)?;
    for figure in figures {
        row += 1;
        write_figure(sheet, row, figure, head)?;
    }
    Ok(())
}

fn write_figure(sheet: &mut Worksheet, row: u32, figure: &Figure, head: &Head<'_>) -> Result<(), XlsxError> {
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
        write_number(sheet, row, column, number)?;
    }
    if let Some(published) = &figure.published {
        sheet.write(row, 10, &published.text)?;
        sheet.write(row, 11, &published.computed)?;
        let agrees = if published.agrees { Message::SheetYes } else { Message::SheetNo };
        sheet.write(row, 12, head.tongue.say(agrees))?;
        if let Some(reason) = &published.differs {
            sheet.write(row, 14, reason)?;
        }
    }
    Ok(())
}
