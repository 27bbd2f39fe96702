//! Disclosure control of a release: counts so small that they point at people are hidden, with as much beside them as it
//! takes that nobody can work them out from all the tables and figures together.
//!
//! *Rationale.* Output is marked public by whoever publishes it; what an analyst sees is never touched. `keys.rs` says which
//! published numbers count the same people and which add up, `suppress.rs` hides until each small count could be another (`moves.rs`, by
//! `simplex.rs`), `tables.rs`, `figures.rs` and `trends.rs` take the numbers out. What follows from counts (means, tests, letters) is hidden with any
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
mod trends;
#[cfg(test)]
mod whole_report_tests;

use figures::FigureKeys;
pub(super) use figures::{FigureCounts, FigureInRelease};
use keys::{Key, Keys};
use release::{Kind, Release};
pub(super) use tables::TableInRelease;
use tables::TableKeys;
use trends::TrendKeys;
pub(super) use trends::{LineParts, TrendInRelease, TrendParts};

use std::collections::BTreeSet;

use crate::i18n::{Language, Message, Tongue};
use crate::questionnaire::Questionnaire;

/// What stands in place of a hidden figure.
pub(super) const HIDDEN: &str = "•";

/// Counts that stand outside tables.
#[derive(Debug, Default)]
pub(super) struct CountList {
    release: Release,
}

impl CountList {
    /// A count; its place. One that is told elsewhere as well is never hidden.
    pub(super) fn add(&mut self, people: u64, is_told: bool) -> usize {
        let kind = if is_told { Kind::Fixed } else { Kind::Cell };
        let place = self.release.add(Some(people), kind);
        self.release.publish(place, people, kind);
        place
    }

    /// `parts` add up to `whole`, but for people of whom nothing is said.
    pub(super) fn sum(&mut self, whole: usize, parts: Vec<usize>, min_cell: u64) {
        self.release.relate_loosely(whole, parts, min_cell);
    }

    /// The places of what is hidden.
    pub(super) fn hidden(&self, min_cell: u64) -> BTreeSet<usize> {
        suppress::hidden(&self.release, min_cell)
    }
}

/// What is said where something is hidden.
pub(crate) fn note(min_cell: u64, language: &Language) -> String {
    let most = min_cell.saturating_sub(1).to_string();
    Tongue::of(language).with(Message::TableHiddenToProtect, "most", &most)
}

/// All that one release tells.
pub(super) struct Outputs<'r> {
    pub(super) questionnaire: &'r Questionnaire,
    pub(super) tables: Vec<TableInRelease<'r>>,
    pub(super) figures: Vec<FigureInRelease<'r>>,
    pub(super) trends: Vec<TrendInRelease<'r>>,
}

/// Takes out of the tables, figures and trends of one release what discloses people; whether anything was.
pub(super) fn protect(records: u64, outputs: Outputs<'_>, min_cell: u64) -> bool {
    let read = Read::of(records, &outputs, min_cell);
    let mut keys = read.keys.clone();
    let hidden = decided(&mut keys);
    let mut is_touched = !hidden.is_empty();
    let Outputs { mut tables, mut figures, mut trends, .. } = outputs;
    for (table, own) in tables.iter_mut().zip(&read.tables) {
        own.hide(table, &keys, &hidden);
        is_touched |= table.hide_single_numbers(min_cell);
    }
    for (figure, own) in figures.iter_mut().zip(&read.figures) {
        own.hide(figure, &keys, &hidden);
    }
    for (trend, own) in trends.iter_mut().zip(&read.trends) {
        own.hide(trend, &keys, &hidden);
    }
    is_touched
}

/// The counts of a release, and where each output has its own.
struct Read {
    keys: Keys,
    tables: Vec<TableKeys>,
    figures: Vec<FigureKeys>,
    trends: Vec<TrendKeys>,
}

impl Read {
    fn of(records: u64, outputs: &Outputs<'_>, min_cell: u64) -> Read {
        let Outputs { questionnaire, tables, figures, trends } = outputs;
        let mut keys = Keys::of(min_cell);
        for table in tables {
            table.subjects().for_each(|subject| keys.learn(subject, table.own, questionnaire));
        }
        for figure in figures {
            figure.subjects().into_iter().for_each(|subject| keys.learn(subject, None, questionnaire));
        }
        for trend in trends {
            trend.subjects().for_each(|subject| keys.learn(subject, None, questionnaire));
        }
        keys.publish(&Key::default(), records, Kind::Fixed);
        tables.iter().for_each(|table| table.know(&mut keys));
        let tables = tables.iter().map(|table| TableKeys::of(table, &mut keys)).collect();
        let figures = figures.iter().map(|figure| FigureKeys::of(figure, &mut keys)).collect();
        let trends = trends.iter().map(|trend| TrendKeys::of(trend, &mut keys)).collect();
        Read { keys, tables, figures, trends }
    }
}

/// What is hidden of all counts, once all are known.
fn decided(keys: &mut Keys) -> BTreeSet<usize> {
    keys.relate();
    keys.complements();
    suppress::hidden(&keys.release, keys.min_cell)
}
