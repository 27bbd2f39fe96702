//! In which ways counts can move together, without any number that stays published noticing: what an attacker cannot tell
//! apart.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::release::{Kind, Relation, Release};
use super::simplex::{Limits, Programme, Way};

/// So many relations are looked at around a count, first near by, then further off; what lies beyond them does not move.
const RELATIONS_MAX: [usize; 2] = [60, 400];
/// What looking at a count costs, in multiplications.
const EFFORT_OF_COUNT: u64 = 40;
/// Further than any count moves.
const FAR: f64 = 1e9;

/// What may be hidden for a count to move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    /// Nothing that is not hidden already.
    Hidden,
    /// Rows and nets of columns.
    Cells,
    /// Those of the Total too.
    Margins,
    /// Whole columns.
    Columns,
}

/// By how many people each count moves.
pub(super) type Movement = BTreeMap<usize, i64>;

/// What is not shown.
#[derive(Debug, Clone, Default)]
pub(super) struct Concealed {
    pub(super) hidden: BTreeSet<usize>,
    /// Of them, those that nobody knows to be above zero, because zeros beside them are hidden as well.
    pub(super) blank: BTreeSet<usize>,
}

/// What can move together with a count.
struct Around {
    /// Of each count, its place in the programme.
    places: BTreeMap<usize, usize>,
    programme: Programme,
    /// Whether there is more further off.
    is_cut: bool,
    seen: usize,
}

/// The relations of a release by their counts.
pub(super) struct Field<'r> {
    release: &'r Release,
    relations_of: Vec<Vec<usize>>,
    /// What it takes for the base of a hidden column to move.
    of_columns: Reach,
}

impl<'r> Field<'r> {
    /// With all relations.
    pub(super) fn of(release: &'r Release) -> Field<'r> {
        Field::with(release, Reach::Columns, |_| true)
    }

    /// With those relations alone that are about columns.
    pub(super) fn of_columns(release: &'r Release) -> Field<'r> {
        let is_of_columns =
            |relation: &Relation| relation.iter().all(|(count, _)| release.counts[*count].kind >= Kind::Base);
        Field::with(release, Reach::Columns, is_of_columns)
    }

    /// Where columns are hidden as a whole, what is in them moves with their bases: whatever else they are part of remains.
    pub(super) fn around_columns(release: &'r Release, concealed: &Concealed) -> Field<'r> {
        let is_seen = |relation: &Relation| {
            let mut hidden = relation.iter().filter(|(count, _)| concealed.hidden.contains(count));
            let holds_rest = |base: usize| {
                release.in_column.get(&base).is_some_and(|inside| {
                    relation.iter().all(|(count, _)| {
                        *count == base || inside.contains(count) || !release.counts[*count].is_published()
                    })
                })
            };
            !hidden.any(|(count, _)| holds_rest(*count))
        };
        Field::with(release, Reach::Hidden, is_seen)
    }

    fn with(release: &'r Release, of_columns: Reach, is_wanted: impl Fn(&Relation) -> bool) -> Field<'r> {
        let mut relations_of: Vec<Vec<usize>> = vec![Vec::new(); release.counts.len()];
        for (place, relation) in release.relations.iter().enumerate().filter(|(_, own)| is_wanted(own)) {
            relation.iter().for_each(|(count, _)| relations_of[*count].push(place));
        }
        Field { release, relations_of, of_columns }
    }

    pub(super) fn relations_of(&self, count: usize) -> &[usize] {
        self.relations_of.get(count).map_or(&[], Vec::as_slice)
    }

    /// The cheapest way for `target` to move by `wanted` people, or as far as it can. `None` where `effort` is used up; empty
    /// where it cannot move at all.
    pub(super) fn movement(
        &self,
        concealed: &Concealed,
        target: usize,
        (way, wanted): (Way, u64),
        reach: Reach,
        effort: &mut u64,
    ) -> Option<Movement> {
        let mut best = Movement::new();
        let people = |movement: &Movement| movement.get(&target).map_or(0, |by| by.unsigned_abs());
        for most in RELATIONS_MAX {
            let around = self.around(concealed, target, reach, most);
            *effort = effort.checked_sub(EFFORT_OF_COUNT * (1 + around.seen as u64))?;
            let found = self.movement_around(concealed, target, (way, wanted), &around, effort)?;
            if people(&found) > people(&best) {
                best = found;
            }
            if people(&best) >= wanted || !around.is_cut {
                break;
            }
        }
        Some(best)
    }

    fn movement_around(
        &self,
        concealed: &Concealed,
        target: usize,
        (way, wanted): (Way, u64),
        Around { places, programme, .. }: &Around,
        effort: &mut u64,
    ) -> Option<Movement> {
        let Some(at) = places.get(&target) else { return Some(Movement::new()) };
        let moves = programme.cheapest(*at, way, wanted as f64, effort)?;
        for times in [1.0, 2.0, 3.0] {
            let scaled = places.iter().map(|(count, at)| (*count, moves[*at] * times));
            let whole: Option<Movement> = scaled
                .map(|(count, by)| ((by - by.round()).abs() < 1e-6).then_some((count, by.round() as i64)))
                .collect();
            let Some(mut whole) = whole else { continue };
            whole.retain(|_, by| *by != 0);
            return Some(if self.fits(concealed, &whole) { whole } else { Movement::new() });
        }
        Some(Movement::new())
    }

    /// Whether all relations still hold, and nothing is fewer people than it is known to be.
    fn fits(&self, concealed: &Concealed, movement: &Movement) -> bool {
        let relations: BTreeSet<usize> =
            movement.keys().flat_map(|count| self.relations_of(*count)).copied().collect();
        let holds = |relation: &usize| {
            let by = |(count, factor): &(usize, i8)| {
                i64::from(*factor) * movement.get(count).copied().unwrap_or(0)
            };
            self.release.relations[*relation].iter().map(by).sum::<i64>() == 0
        };
        let is_possible = |(count, by): (&usize, &i64)| {
            *by >= 0 || by.unsigned_abs() as f64 <= self.down(concealed, *count)
        };
        relations.iter().all(holds) && movement.iter().all(is_possible)
    }

    /// By how many a count can be fewer: whatever is hidden alone is somebody.
    fn down(&self, concealed: &Concealed, count: usize) -> f64 {
        let found = &self.release.counts[count];
        let is_somebody = found.is_published() && !concealed.blank.contains(&count);
        found.people.unwrap_or(0).saturating_sub(u64::from(is_somebody)) as f64
    }

    /// What a count can do, and at which cost; `None` where it stays as it is.
    fn limits(&self, concealed: &Concealed, count: usize, reach: Reach) -> Option<Limits> {
        let found = &self.release.counts[count];
        let is_hidden = concealed.hidden.contains(&count);
        let needed = match found.kind {
            Kind::Fixed => return None,
            _ if !found.is_published() => Reach::Hidden,
            Kind::Base if is_hidden => self.of_columns,
            Kind::Base => Reach::Columns,
            Kind::Cell | Kind::Net | Kind::Margin if is_hidden => Reach::Hidden,
            Kind::Cell | Kind::Net => Reach::Cells,
            Kind::Margin => Reach::Margins,
        };
        if reach < needed || !is_hidden && found.is_published() && found.people == Some(0) {
            return None;
        }
        let few = 1.0 + libm::log1p(found.people.unwrap_or(0) as f64) / 10.0;
        let cost = match found.kind {
            _ if is_hidden || !found.is_published() => 0.001,
            Kind::Cell => few,
            Kind::Net => 1.3 * few,
            Kind::Margin => 4.0 * few,
            Kind::Base | Kind::Fixed => 20.0 * few,
        };
        Some(Limits { cost, down: self.down(concealed, count), up: FAR })
    }

    /// What can move with `target`, nearest first, and the relations that hold it together.
    fn around(&self, concealed: &Concealed, target: usize, reach: Reach, most: usize) -> Around {
        let mut is_cut = false;
        let mut places: BTreeMap<usize, usize> = BTreeMap::new();
        let mut relations: BTreeSet<usize> = BTreeSet::new();
        let mut programme = Programme::default();
        let mut seen = BTreeSet::from([target]);
        let mut open = VecDeque::from([target]);
        while let Some(count) = open.pop_front() {
            let Some(limits) = self.limits(concealed, count, reach) else { continue };
            let own = self.relations_of(count);
            let new = own.iter().filter(|relation| !relations.contains(relation)).count();
            if relations.len() + new > most {
                is_cut = true;
                continue;
            }
            relations.extend(own);
            places.insert(count, programme.counts.len());
            programme.counts.push(limits);
            let others = own.iter().flat_map(|relation| &self.release.relations[*relation]);
            open.extend(others.map(|(other, _)| *other).filter(|other| seen.insert(*other)));
        }
        programme.relations = relations
            .iter()
            .map(|relation| {
                let terms = self.release.relations[*relation].iter();
                terms.filter_map(|(count, factor)| Some((*places.get(count)?, *factor))).collect()
            })
            .collect();
        Around { places, programme, is_cut, seen: seen.len() }
    }

    /// All that hangs together with `target` below whole columns, and the bases that hold it.
    pub(super) fn surroundings(&self, target: usize) -> (BTreeSet<usize>, BTreeSet<usize>) {
        let (mut inside, mut bases) = (BTreeSet::from([target]), BTreeSet::new());
        let mut open = vec![target];
        while let Some(count) = open.pop() {
            for relation in self.relations_of(count) {
                for (other, _) in &self.release.relations[*relation] {
                    match self.release.counts[*other].kind {
                        Kind::Base => {
                            bases.insert(*other);
                        }
                        Kind::Fixed => {}
                        Kind::Cell | Kind::Net | Kind::Margin => {
                            if inside.insert(*other) {
                                open.push(*other);
                            }
                        }
                    }
                }
            }
        }
        (inside, bases)
    }
}
