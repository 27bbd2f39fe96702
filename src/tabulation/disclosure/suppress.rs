//! Which counts are hidden: the small ones, and as little else as it takes that nobody can work those out.
//!
//! *Rationale.* A small count is protected once it can be larger or smaller by some people while all that stays published
//! remains as it is. Such a movement is found as a small linear programme that hides what is cheapest; it is checked in whole people,
//! and hiding more never takes it away again. So no audit of the whole release is needed, and what happens when the
//! effort is used up is that more is hidden.

use std::collections::{BTreeMap, BTreeSet};

use super::moves::{Concealed, Field, Movement, Reach};
use super::release::{Kind, Release};
use super::simplex::Way;

/// Multiplications for finding what to hide, and for finding what was hidden for nothing.
const EFFORT: u64 = 2_000_000_000;
const EFFORT_OF_CLEARING: u64 = 500_000_000;
/// So many hidden counts are tried at most, whether they could be shown again.
const CLEARED_MAX: usize = 2_000;

/// The counts to hide: those from 1 to `min_cell` − 1 (primary suppression) and what has to go with them (complementary
/// suppression).
pub(super) fn hidden(release: &Release, min_cell: u64) -> BTreeSet<usize> {
    within(release, min_cell, [EFFORT, EFFORT_OF_CLEARING])
}

/// The same with the effort that may be made, for hiding and for clearing.
pub(super) fn within(release: &Release, min_cell: u64, [effort, of_clearing]: [u64; 2]) -> BTreeSet<usize> {
    let is_small = |place: &usize| {
        let found = &release.counts[*place];
        found.kind != Kind::Fixed && found.told.is_some_and(|told| (1..min_cell).contains(&told))
    };
    let mut small: Vec<usize> = (0..release.counts.len()).filter(is_small).collect();
    if small.is_empty() {
        return BTreeSet::new();
    }
    small.sort_by_key(|place| (std::cmp::Reverse(release.counts[*place].kind), *place));
    let mut cover = Cover::of(release, width(min_cell), effort);
    small.iter().for_each(|place| cover.hide(*place));
    let bases = small.iter().take_while(|place| release.counts[**place].kind == Kind::Base).count();
    let (bases, cells) = small.split_at(bases);
    let columns = Field::of_columns(release);
    bases.iter().for_each(|place| cover.protect(&columns, *place, &[Reach::Columns]));
    // A base that is a row elsewhere has to move there too.
    cover.found.clear();
    let columns = Field::around_columns(release, &cover.concealed);
    let reaches = [Reach::Cells, Reach::Margins, Reach::Columns];
    bases.iter().for_each(|place| cover.protect(&columns, *place, &reaches));
    let all = Field::of(release);
    cells.iter().for_each(|place| cover.protect(&all, *place, &reaches));
    cover.effort = cover.effort.min(of_clearing);
    let kept: BTreeSet<usize> = small.iter().copied().collect();
    cover.clear([&columns, &all], &kept);
    cover.concealed.hidden
}

/// How many people wide the interval of a hidden count is at least, where anything can make it so.
pub(super) fn width(min_cell: u64) -> u64 {
    min_cell.div_ceil(4).max(2)
}

struct Cover<'r> {
    release: &'r Release,
    width: u64,
    concealed: Concealed,
    /// The furthest movement up and down of each count.
    found: BTreeMap<usize, [Option<Furthest>; 2]>,
    movements: Vec<Movement>,
    effort: u64,
}

#[derive(Debug, Clone, Copy)]
struct Furthest {
    people: u64,
    movement: usize,
}

impl<'r> Cover<'r> {
    fn of(release: &'r Release, width: u64, effort: u64) -> Cover<'r> {
        let (concealed, found, movements) = (Concealed::default(), BTreeMap::new(), Vec::new());
        Cover { release, width, concealed, found, movements, effort }
    }

    /// A base takes its columns along, zeros and all.
    fn hide(&mut self, count: usize) {
        if !self.release.counts[count].is_published() || !self.concealed.hidden.insert(count) {
            return;
        }
        for cell in self.release.in_column.get(&count).into_iter().flatten() {
            self.concealed.blank.insert(*cell);
            self.hide(*cell);
        }
    }

    /// The movements of a count together.
    fn reached(&self, count: usize) -> u64 {
        self.found.get(&count).map_or(0, |both| both.iter().flatten().map(|way| way.people).sum())
    }

    /// In a column that is hidden as a whole nobody knows even that there is somebody.
    fn is_protected(&self, count: usize) -> bool {
        self.reached(count) >= if self.concealed.blank.contains(&count) { 1 } else { self.width }
    }

    fn protect(&mut self, field: &Field<'_>, target: usize, reaches: &[Reach]) {
        let mut best: Option<Movement> = None;
        let people = |movement: &Movement| movement.get(&target).map_or(0, |by| by.unsigned_abs());
        for reach in std::iter::once(&Reach::Hidden).chain(reaches) {
            for way in [Way::Up, Way::Down] {
                if self.is_protected(target) {
                    return;
                }
                let wanted = (way, self.width.saturating_sub(self.reached_other(target, way)));
                let found = field.movement(&self.concealed, target, wanted, *reach, &mut self.effort);
                let Some(found) = found else {
                    self.overwhelm(field, target);
                    return;
                };
                let is_enough = *reach == Reach::Hidden || people(&found) >= wanted.1;
                if is_enough {
                    self.record(found);
                } else if best.as_ref().is_none_or(|best| people(best) < people(&found)) {
                    best = Some(found);
                }
            }
        }
        if self.is_protected(target) {
            return;
        }
        // Nothing makes the interval as wide as wanted: as wide as it gets.
        best.into_iter().filter(|best| people(best) > 0).for_each(|best| self.record(best));
        if self.reached(target) == 0 {
            self.overwhelm(field, target);
        }
    }

    fn reached_other(&self, count: usize, way: Way) -> u64 {
        let other = match way {
            Way::Up => 1,
            Way::Down => 0,
        };
        self.found.get(&count).and_then(|both| both[other]).map_or(0, |way| way.people)
    }

    /// Hides what moves, and notes for each count how far it can.
    fn record(&mut self, movement: Movement) {
        for (count, by) in &movement {
            self.hide(*count);
            let way = usize::from(*by < 0);
            let own = &mut self.found.entry(*count).or_default()[way];
            if own.is_none_or(|own| own.people < by.unsigned_abs()) {
                *own = Some(Furthest { people: by.unsigned_abs(), movement: self.movements.len() });
            }
        }
        self.movements.push(movement);
    }

    /// Everything goes that hangs together with the count, zeros too; and where that does not help, the columns as well.
    fn overwhelm(&mut self, field: &Field<'_>, target: usize) {
        let (inside, bases) = field.surroundings(target);
        for count in inside {
            self.concealed.blank.insert(count);
            self.hide(count);
        }
        for way in [Way::Up, Way::Down] {
            let found = field.movement(&self.concealed, target, (way, 1), Reach::Hidden, &mut self.effort);
            if let Some(found) = found.filter(|found| !found.is_empty()) {
                self.record(found);
                return;
            }
        }
        bases.into_iter().for_each(|base| self.hide(base));
    }

    /// Shows again what turned out to be hidden for nothing, since others that were hidden later do as well: the dearest first.
    fn clear(&mut self, fields: [&Field<'_>; 2], kept: &BTreeSet<usize>) {
        let in_columns = &self.concealed.blank;
        let stays = |count: &usize| {
            kept.contains(count)
                || in_columns.contains(count)
                || self.release.counts[*count].kind == Kind::Base
        };
        let mut candidates: Vec<usize> =
            self.concealed.hidden.iter().copied().filter(|count| !stays(count)).collect();
        candidates.sort_by_key(|count| {
            let found = &self.release.counts[*count];
            (std::cmp::Reverse((found.kind, found.people)), *count)
        });
        for count in candidates.into_iter().take(CLEARED_MAX) {
            if !self.show_again(fields, count, kept) {
                self.concealed.hidden.insert(count);
            }
            if self.effort == 0 {
                return;
            }
        }
    }

    /// Whether all small counts that moved with this one can do without it; then they have other movements.
    fn show_again(&mut self, fields: [&Field<'_>; 2], shown: usize, small: &BTreeSet<usize>) -> bool {
        let uses = |both: &[Option<Furthest>; 2]| {
            both.iter().flatten().any(|way| self.movements[way.movement].contains_key(&shown))
        };
        let affected: Vec<usize> = self
            .found
            .iter()
            .filter(|(count, both)| small.contains(count) && uses(both))
            .map(|(count, _)| *count)
            .collect();
        self.concealed.hidden.remove(&shown);
        let mut instead: BTreeMap<usize, [Option<Furthest>; 2]> = BTreeMap::new();
        for count in affected {
            let wanted = self.reached(count).min(self.width);
            let field = fields[usize::from(self.release.counts[count].kind < Kind::Base)];
            let mut both = [None; 2];
            let mut reached = 0;
            for (at, way) in [Way::Up, Way::Down].into_iter().enumerate() {
                if reached >= wanted {
                    continue;
                }
                let asked = (way, wanted - reached);
                let found = field.movement(&self.concealed, count, asked, Reach::Hidden, &mut self.effort);
                let Some(found) = found else {
                    self.effort = 0;
                    return false;
                };
                let people = found.get(&count).map_or(0, |by| by.unsigned_abs());
                if people > 0 {
                    both[at] = Some(Furthest { people, movement: self.movements.len() });
                    self.movements.push(found);
                    reached += people;
                }
            }
            if reached < wanted {
                return false;
            }
            instead.insert(count, both);
        }
        self.found.extend(instead);
        true
    }
}
