//! A grid: each row is a small question of its own. Wide screens set the rows under one line of column heads, so that
//! it looks like a table; narrow ones stack them. The markup is the same.

use maud::{Markup, html};

use super::fields::{part_marker, specify};
use super::frame::{Frame, text};
use crate::form::page::{Column, Grid, GridRow};
use crate::i18n::Message;

/// More columns than this are stacked on every screen.
const COLUMNS_MAX: usize = 12;

pub(super) fn grid_field(grid: &Grid, frame: &Frame) -> Markup {
    let count = grid.columns.iter().filter(|column| !column.presence.hidden).count();
    let class = match count {
        0..=COLUMNS_MAX => format!("grid columns-{count}"),
        _ => "grid".to_owned(),
    };
    html! {
        @if grid.multiple { p class="hint" { (frame.say(Message::ChooseAny)) } }
        div class=(class) {
            div class="grid-head" aria-hidden="true" {
                span {}
                @for column in &grid.columns {
                    span class=[column.missing.then_some("declines")] hidden[column.presence.hidden]
                        data-option=[column.presence.depends.then_some(&column.code)] { (text(&column.text)) }
                }
            }
            @for column in &grid.columns { (column_marker(grid, column)) }
            @for row in &grid.rows { (grid_row(grid, row, frame)) }
        }
    }
}

/// The marker of a column stands once, before the rows.
fn column_marker(grid: &Grid, column: &Column) -> Markup {
    html! {
        @if column.presence.depends {
            span hidden[column.presence.hidden] data-option=(column.code) {
                (part_marker(&format!("{}.{}", grid.id, column.code), column.presence))
            }
        }
    }
}

fn grid_row(grid: &Grid, row: &GridRow, frame: &Frame) -> Markup {
    let problem = (!row.problems.is_empty()).then(|| format!("{}-problem", row.name));
    html! {
        div id={ "row-" (row.name) } aria-labelledby={ (row.name) "-text" } aria-describedby=[problem.as_ref()]
            role=(if grid.multiple { "group" } else { "radiogroup" })
            class={ "grid-row" @if problem.is_some() { " has-problem" } } hidden[row.presence.hidden]
            data-row=[row.presence.depends.then_some(&row.name)] {
            (part_marker(&row.name, row.presence))
            div class="grid-text" {
                span id={ (row.name) "-text" } { (text(&row.text)) }
                @if let Some(id) = &problem {
                    div class="problem" id=(id) { @for problem in &row.problems { p { (frame.ours(problem)) } } }
                }
            }
            @for column in &grid.columns { (cell(grid, row, column)) }
            @for field in &row.specify {
                @let name = format!("{}.{}", row.name, field.code);
                (specify(&name, &field.code, Some(&field.column), &field.value, false, frame))
            }
        }
    }
}

fn cell(grid: &Grid, row: &GridRow, column: &Column) -> Markup {
    html! {
        label class={ "option" @if column.missing { " declines" } } hidden[column.presence.hidden]
            data-option=[column.presence.depends.then_some(&column.code)] {
            input type=(if grid.multiple { "checkbox" } else { "radio" }) id={ (row.name) "." (column.code) }
                name=(row.name) value=(column.code) checked[row.chosen.contains(&column.code)]
                data-exclusive[column.exclusive] disabled[row.presence.hidden || column.presence.hidden];
            span { (text(&column.text)) }
        }
    }
}
