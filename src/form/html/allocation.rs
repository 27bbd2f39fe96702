//! Amounts that add up to a total: a number field a row, and the sum, which the browser keeps up to date.

use maud::{Markup, html};

use super::fields::part_marker;
use super::frame::{Frame, text};
use crate::form::page::{Allocation, AmountRow};

pub(super) fn allocation_field(allocation: &Allocation, frame: &Frame) -> Markup {
    html! {
        p class="hint" { (frame.ours(&allocation.hint)) }
        div class="allocation" data-total=(allocation.total) data-sum=(allocation.sum_of_total)
            data-announced=(allocation.announced) data-decimal=(allocation.decimal_sign) {
            @for row in &allocation.rows { (amount(row, frame)) }
            // Without scripts nobody adds up; the script shows it.
            p class="sum" aria-hidden="true" hidden {
                span { (allocation.sum_label) } " " output {}
            }
            p class="unseen" role="status" data-sum-announced {}
        }
    }
}

fn amount(row: &AmountRow, frame: &Frame) -> Markup {
    let problem = (!row.problems.is_empty()).then(|| format!("{}-problem", row.name));
    html! {
        div id={ "row-" (row.name) } class={ "amount" @if problem.is_some() { " has-problem" } }
            hidden[row.presence.hidden] data-row=[row.presence.depends.then_some(&row.name)] {
            (part_marker(&row.name, row.presence))
            label for=(row.name) { (text(&row.text)) }
            @if let Some(id) = &problem {
                div class="problem" id=(id) { @for problem in &row.problems { p { (frame.ours(problem)) } } }
            }
            input type="text" dir="ltr" inputmode="decimal" id=(row.name) name=(row.name) value=(row.value) size="7"
                maxlength="40" disabled[row.presence.hidden] aria-describedby=[problem.as_ref()]
                aria-invalid=[problem.as_ref().map(|_| "true")];
        }
    }
}
