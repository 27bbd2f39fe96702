//! Disclosure control of a release: counts so small that they point at people are hidden, with as much beside them as it
//! takes that nobody can work them out from all the tables and figures together.
//!
//! *Rationale.* Output is marked public by whoever publishes it; what an analyst sees is never touched. `keys.rs` says which
//! published numbers count the same people and which add up, `suppress.rs` hides until each small count could be another (`moves.rs`, by
//! `simplex.rs`), `tables.rs` and `figures.rs` take the numbers out. What follows from counts (means, tests, letters) is hidden with any
//! count that it is made of, rather than weighed against it.

#[cfg(test)]
mod attacker;
mod figures;
mod keys;
mod moves;
mod release;
mod simplex;
mod suppress;
mod tables;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod whole_report_tests;

use figures::FigureKeys;
pub(super) use figures::{FigureCounts, FigureInRelease};
use keys::{Key, Keys};
use release::Kind;
pub(super) use tables::TableInRelease;
use tables::TableKeys;

/// What is said where something is hidden.
pub(crate) fn note(min_cell: u64) -> String {
    format!(
        "• Hidden to protect respondents: counts of 1 to {}, and what they could be worked out from.",
        min_cell - 1
    )
}

/// Takes out of the tables and figures of one release what discloses people; whether anything was.
pub(super) fn protect(
    records: u64,
    mut tables: Vec<TableInRelease<'_>>,
    mut figures: Vec<FigureInRelease<'_>>,
    min_cell: u64,
) -> bool {
    let mut keys = Keys::of(min_cell);
    for table in &tables {
        table.subjects().for_each(|subject| keys.learn(subject, table.own));
    }
    for figure in &figures {
        figure.subjects().into_iter().for_each(|subject| keys.learn(subject, None));
    }
    keys.publish(&Key::default(), records, Kind::Fixed);
    tables.iter().for_each(|table| table.know(&mut keys));
    let of_tables: Vec<TableKeys> = tables.iter().map(|table| TableKeys::of(table, &mut keys)).collect();
    let of_figures: Vec<FigureKeys> =
        figures.iter().map(|figure| FigureKeys::of(figure, &mut keys)).collect();
    keys.relate();
    keys.complements();
    let hidden = suppress::hidden(&keys.release, min_cell);
    let mut is_touched = !hidden.is_empty();
    for (table, own) in tables.iter_mut().zip(&of_tables) {
        own.hide(table, &keys, &hidden);
        is_touched |= table.hide_single_numbers();
    }
    for (figure, own) in figures.iter_mut().zip(&of_figures) {
        own.hide(figure, &keys, &hidden);
    }
    is_touched
}
