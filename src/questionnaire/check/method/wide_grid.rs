//! Q501: a grid of more than 7 columns or 12 rows. Wider ones do not fit a phone, and in longer ones people stop reading.

use super::{is_grid, lists};
use crate::diagnostics::{Code, Diagnostic};
use crate::questionnaire::check::Subject;

const COLUMNS_MAX: usize = 7;
const ROWS_MAX: usize = 12;

pub(super) fn hint(subject: &Subject<'_, '_>, diagnostics: &mut Vec<Diagnostic>) {
    for (item, place) in
        subject.questionnaire.items.iter().zip(&subject.places.items).filter(|(item, _)| is_grid(item))
    {
        let (rows, columns) = (item.rows().len(), lists::substantive(item.options()).len());
        let message = match (rows > ROWS_MAX, columns > COLUMNS_MAX) {
            (true, true) => format!("the grid `{}` has {rows} rows and {columns} columns", item.id),
            (true, false) => format!("the grid `{}` has {rows} rows", item.id),
            (false, true) => format!("the grid `{}` has {columns} columns", item.id),
            (false, false) => continue,
        };
        diagnostics.push(Diagnostic::new(Code::WideGrid, place.id, message).help(format!(
            "split it: at most {ROWS_MAX} rows, and {COLUMNS_MAX} columns beside “don’t know”"
        )));
    }
}
