//! Lines over the columns of a banner: one line an answer, from zero.

use maud::{Markup, html};

use super::{PARTS_MAX, axis_end, column_label, is_answer, length, picture, share, share_text};
use crate::export::text::wrap;
use crate::tabulation::{Row, RowKind, Table};

const HEIGHT: f64 = 220.0;
const TOP: f64 = 24.0;
const COLUMN_LABEL_WIDTH: usize = 12;
const STROKES: [&str; PARTS_MAX] = ["c1", "c2", "c3", "c4", "c5", "c6", "c7"];

/// `None` where there are fewer than two columns beside the Total, or more answers than can be told apart.
pub(super) fn draw(id: &str, table: &Table) -> Option<Markup> {
    let rows: Vec<&Row> =
        table.rows.iter().filter(|row| is_answer(row) && row.kind != RowKind::Missing).collect();
    let places: Vec<usize> =
        (0..table.columns.len()).filter(|place| table.columns[*place].variable.is_some()).collect();
    if places.len() < 2 || rows.is_empty() || rows.len() > PARTS_MAX || table.view.stack.len() > 1 {
        return None;
    }
    let largest =
        rows.iter().flat_map(|row| places.iter().map(|place| share(&row.cells[*place]))).fold(0.0, f64::max);
    let end = axis_end(largest);
    let x = |index: usize| 6.0 + 88.0 * index as f64 / (places.len() - 1) as f64;
    let y = |share: f64| TOP + (HEIGHT - TOP) * (1.0 - share / end);
    let labels: Vec<Vec<String>> =
        places.iter().map(|place| wrap(&column_label(&table.columns[*place]), COLUMN_LABEL_WIDTH)).collect();
    let drawing = html! {
        line.axis x1="0" x2="100%" y1=(HEIGHT) y2=(HEIGHT) {}
        @for (index, lines) in labels.iter().enumerate() {
            @for (line, text) in lines.iter().enumerate() {
                text.small x=(length(x(index))) y=(HEIGHT as usize + 18 + 15 * line) text-anchor="middle" { (text) }
            }
        }
        @for (row, stroke) in rows.iter().zip(STROKES) {
            @for index in 1..places.len() {
                line class=(format!("line {stroke}"))
                    x1=(length(x(index - 1))) y1=(pixels(y(share(&row.cells[places[index - 1]]))))
                    x2=(length(x(index))) y2=(pixels(y(share(&row.cells[places[index]])))) {}
            }
            @for (index, place) in places.iter().enumerate() {
                circle class=(stroke) cx=(length(x(index))) cy=(pixels(y(share(&row.cells[*place])))) r="3.5" {}
                text.value x=(length(x(index))) y=(pixels(y(share(&row.cells[*place])) - 9.0)) text-anchor="middle" {
                    (share_text(table, &row.cells[*place]))
                }
            }
        }
    };
    let tallest = labels.iter().map(Vec::len).max().unwrap_or(1);
    Some(html! {
        ul.legend aria-hidden="true" {
            @for (row, stroke) in rows.iter().zip(STROKES) {
                li { svg viewBox="0 0 10 10" { circle class=(stroke) cx="5" cy="5" r="4" {} } (row.label) }
            }
        }
        (picture(id, &table.title, &sentence(table, &rows, &places), HEIGHT as usize + 8 + 15 * tallest + 6, &drawing))
    })
}

fn sentence(table: &Table, rows: &[&Row], places: &[usize]) -> String {
    let sentences: Vec<String> = rows
        .iter()
        .map(|row| {
            let shares: Vec<String> = places
                .iter()
                .map(|place| {
                    format!(
                        "{} {}",
                        column_label(&table.columns[*place]),
                        share_text(table, &row.cells[*place])
                    )
                })
                .collect();
            format!("{}: {}.", row.label, shares.join(", "))
        })
        .collect();
    format!("Line chart. {}", sentences.join(" "))
}

fn pixels(value: f64) -> String {
    crate::tabulation::rounding::decimal(value, 1)
}
