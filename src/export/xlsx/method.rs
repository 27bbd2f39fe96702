//! The sheet with the statement of method, a heading and its text a row.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use super::shortened;
use crate::export::text;
use crate::tabulation::{MethodPart, QuestionWording};

/// Excel's own limit for a cell.
const CELL_TEXT_MAX: usize = 32_767;

pub(super) fn write(sheet: &mut Worksheet, method: &[MethodPart]) -> Result<(), XlsxError> {
    sheet.set_column_width(0, 30)?.set_column_width(1, 110)?;
    let title = Format::new().set_bold().set_align(FormatAlign::Top).set_text_wrap();
    let body = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (row, part) in (0_u32..).zip(method) {
        sheet.write_with_format(row, 0, &part.title, &title)?;
        let plain = if part.questions.is_empty() {
            text::blocks_of(&part.text).join("\n")
        } else {
            part.questions.iter().map(in_full).collect::<Vec<_>>().join("\n\n")
        };
        sheet.write_with_format(row, 1, shortened(&plain, CELL_TEXT_MAX), &body)?;
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
