//! The sheet of trends: one below the other, a line a wave, with its notes.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::{
    FOOTER_WIDTH, Head, MUTED, label_format, title_format, warning_format, wrap, write_figure,
    write_heads_row,
};
use crate::export::sheet::{LineKind, lay_out_trend, trend_notes};
use crate::tabulation::Trend;

pub(super) fn write(sheet: &mut Worksheet, head: &Head<'_>, trends: &[Trend]) -> Result<(), XlsxError> {
    sheet.set_column_width(0, 44)?;
    for column in 1..=6 {
        sheet.set_column_width(column, 13)?;
    }
    let mut row = 0;
    if let Some(synthetic) = head.synthetic {
        sheet.write_with_format(row, 0, synthetic, &warning_format())?;
        row += 2;
    }
    let quiet = Format::new().set_font_color(MUTED).set_font_size(9);
    for trend in trends {
        sheet.write_with_format(row, 0, &trend.title, &title_format())?;
        row += 1;
        let laid_out = lay_out_trend(trend, head.tongue);
        let mut heads = vec![String::new()];
        heads.extend(laid_out.heads.iter().cloned());
        write_heads_row(sheet, row, &heads)?;
        row += 1;
        for series in &laid_out.series {
            if !series.label.is_empty() {
                sheet.write_with_format(row, 0, &series.label, &label_format(LineKind::Heading))?;
                row += 1;
            }
            for (label, figures) in &series.lines {
                sheet.write_with_format(row, 0, label, &label_format(LineKind::Answer))?;
                for (column, figure) in (1_u16..).zip(figures) {
                    write_figure(sheet, row, column, figure, LineKind::Answer)?;
                }
                row += 1;
            }
        }
        for line in trend_notes(trend, head.tongue).iter().flat_map(|line| wrap(line, FOOTER_WIDTH)) {
            sheet.write_with_format(row, 0, line, &quiet)?;
            row += 1;
        }
        row += 1;
    }
    Ok(())
}
