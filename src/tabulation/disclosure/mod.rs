//! Disclosure control of a release: counts so small that they point at people are hidden, with as much beside them as it
//! takes that nobody can work them out from all the tables and figures together.
//!
//! *Rationale.* Output is marked public by whoever publishes it; what an analyst sees is never touched. `keys.rs` says which
//! published numbers count the same people and which add up, `audit.rs` is the attacker, `suppress.rs` hides until the
//! attacker finds nothing, `tables.rs` and `figures.rs` take the numbers out. What follows from counts (means, tests, letters) is hidden with any
//! count that it is made of, rather than weighed against it.

mod audit;
mod figures;
mod keys;
mod release;
mod suppress;
mod tables;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod whole_report_tests;

pub(super) use figures::FigureInRelease;
use figures::FigureKeys;
use keys::{Key, Keys};
use release::Kind;
pub(super) use tables::TableInRelease;
use tables::TableKeys;

use std::collections::BTreeSet;

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
    let mut keys = Keys::default();
    for table in &tables {
        table.subjects().for_each(|subject| keys.learn(subject, table.own));
    }
    for figure in &figures {
        figure.subjects().into_iter().for_each(|subject| keys.learn(subject, None));
    }
    keys.publish(&Key::default(), records, Kind::Fixed);
    let of_tables: Vec<TableKeys> = tables.iter().map(|table| TableKeys::of(table, &mut keys)).collect();
    let of_figures: Vec<FigureKeys> =
        figures.iter().map(|figure| FigureKeys::of(figure, &mut keys)).collect();
    let hidden = hidden(&mut keys, min_cell);
    for (table, own) in tables.iter_mut().zip(&of_tables) {
        own.hide(table, &keys, &hidden, min_cell);
    }
    for (figure, own) in figures.iter_mut().zip(&of_figures) {
        own.hide(figure, &keys, &hidden);
    }
    !hidden.is_empty()
}

fn hidden(keys: &mut Keys, min_cell: u64) -> BTreeSet<usize> {
    keys.relate(min_cell);
    let left_out = keys.complements(min_cell);
    let is_small = |people: Option<u64>| people.is_some_and(|people| (1..min_cell).contains(&people));
    let small: Vec<usize> = keys
        .release
        .counts
        .iter()
        .enumerate()
        .filter(|(_, found)| found.is_published && found.kind != Kind::Fixed && is_small(found.people))
        .map(|(place, _)| place)
        .chain(left_out)
        .collect();
    if small.is_empty() { BTreeSet::new() } else { suppress::hidden(&keys.release, small) }
}
