//! The sheet with the statement of method, a heading and its text a row.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use super::{make_room, shortened};
use crate::export::text;
use crate::tabulation::{MethodPart, QuestionWording};

/// Of the column of texts, in letters.
const TEXT_WIDTH: usize = 110;
/// Excel's own limit for a cell.
const CELL_TEXT_MAX: usize = 32_767;

pub(super) fn write(sheet: &mut Worksheet, method: &[MethodPart]) -> Result<(), XlsxError> {
    sheet.set_column_width(0, 30)?.set_column_width(1, TEXT_WIDTH as f64)?;
    let title = Format::new().set_bold().set_align(FormatAlign::Top).set_text_wrap();
    let body = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let mut row = 0;
    for part in method {
        sheet.write_with_format(row, 0, &part.title, &title)?;
        // Each question has a row of its own: a single one would be higher than rows can be.
        let texts = if part.questions.is_empty() {
            vec![text::blocks_of(&part.text).join("\n")]
        } else {
            part.questions.iter().map(in_full).collect()
        };
        for plain in texts {
            let plain = shortened(&plain, CELL_TEXT_MAX);
            make_room(sheet, row, &plain, TEXT_WIDTH)?;
            sheet.write_with_format(row, 1, plain, &body)?;
            row += 1;
        }
    }
    Ok(())
}

/// The question with its rows and answers, a line each.
fn in_full(question: &QuestionWording) -> String {
    let mut lines = vec![format!("{}: “{}”", question.item, question.text), question.asked.clone()];
    lines.extend(Some(question.rows.join(" · ")).filter(|rows| !rows.is_empty()));
    lines.extend(Some(question.answers.join(" · ")).filter(|answers| !answers.is_empty()));
    lines.join("\n")
}
