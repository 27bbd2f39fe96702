//! What an attacker can work out: which hidden counts follow from the published ones.
//!
//! *Rationale.* A hidden count is known for certain in two ways. The relations may determine it: then, and only then, the
//! reduced row echelon form of the relations over the hidden counts has a row with that count alone. Or its bounds meet: a
//! hidden count is at least 1, since zeros are shown, so two hidden counts that are 2 together are 1 each. The
//! elimination is over the whole numbers modulo a prime: the factors are 1 and −1, so no minor of the sizes that occur is
//! divisible by it.

use std::collections::{BTreeMap, BTreeSet};

use super::release::Release;

/// 2^61 − 1.
const PRIME: u64 = 2_305_843_009_213_693_951;
/// Bounds move by whole people; so many rounds are more than any chain of tables is long.
const ROUNDS_MAX: usize = 200;

/// Those of `hidden` that the published counts give away.
pub(super) fn exposed(release: &Release, index: &Index, hidden: &BTreeSet<usize>) -> BTreeSet<usize> {
    exposed_near(release, index, hidden, hidden.iter().copied())
}

/// The same of those only that hang together with `starts` by relations.
pub(super) fn exposed_near(
    release: &Release,
    index: &Index,
    hidden: &BTreeSet<usize>,
    starts: impl Iterator<Item = usize>,
) -> BTreeSet<usize> {
    let unknown: Vec<BTreeMap<usize, i8>> = unknown_parts(release, index, hidden, starts);
    let mut exposed = determined(&unknown, hidden);
    exposed.extend(bounded(release, &unknown, hidden));
    exposed
}

/// The relations of each count.
pub(super) type Index = BTreeMap<usize, Vec<usize>>;

pub(super) fn index(release: &Release) -> Index {
    let mut found = Index::new();
    for (place, relation) in release.relations.iter().enumerate() {
        for (count, _) in relation {
            found.entry(*count).or_default().push(place);
        }
    }
    found
}

/// Whether the attacker does not see it.
pub(super) fn is_unknown(release: &Release, hidden: &BTreeSet<usize>, count: usize) -> bool {
    hidden.contains(&count) || !release.counts[count].is_published
}

/// What is not known of each relation that `starts` have to do with, over however many unknown counts.
fn unknown_parts(
    release: &Release,
    index: &Index,
    hidden: &BTreeSet<usize>,
    starts: impl Iterator<Item = usize>,
) -> Vec<BTreeMap<usize, i8>> {
    let mut parts: BTreeMap<usize, BTreeMap<usize, i8>> = BTreeMap::new();
    let mut open: Vec<usize> = starts.collect();
    let mut seen: BTreeSet<usize> = open.iter().copied().collect();
    while let Some(count) = open.pop() {
        for place in index.get(&count).into_iter().flatten() {
            if parts.contains_key(place) {
                continue;
            }
            let unknown =
                release.relations[*place].iter().filter(|(other, _)| is_unknown(release, hidden, *other));
            let part: BTreeMap<usize, i8> = unknown.copied().collect();
            open.extend(part.keys().copied().filter(|other| seen.insert(*other)));
            parts.insert(*place, part);
        }
    }
    parts.into_values().filter(|part| !part.is_empty()).collect()
}

/// The counts that stand alone in a row of the reduced row echelon form.
fn determined(unknown: &[BTreeMap<usize, i8>], hidden: &BTreeSet<usize>) -> BTreeSet<usize> {
    let mut rows: BTreeMap<usize, BTreeMap<usize, u64>> = BTreeMap::new();
    for part in unknown {
        let factor =
            |factor: i8| if factor < 0 { PRIME - u64::from(factor.unsigned_abs()) } else { factor as u64 };
        let mut row: BTreeMap<usize, u64> = part.iter().map(|(count, own)| (*count, factor(*own))).collect();
        let mut at = row.first_key_value().map(|(count, _)| *count);
        while let Some(count) = at {
            if let Some(pivot) = rows.get(&count) {
                let times = row[&count];
                subtract(&mut row, pivot, times);
            }
            at = row.range(count + 1..).next().map(|(count, _)| *count);
        }
        let Some((pivot, own)) = row.first_key_value().map(|(count, own)| (*count, *own)) else { continue };
        let inverse = power(own, PRIME - 2);
        row.values_mut().for_each(|value| *value = times(*value, inverse));
        for other in rows.values_mut() {
            if let Some(times) = other.get(&pivot).copied() {
                subtract(other, &row, times);
            }
        }
        rows.insert(pivot, row);
    }
    rows.iter()
        .filter(|(pivot, row)| row.len() == 1 && hidden.contains(pivot))
        .map(|(pivot, _)| *pivot)
        .collect()
}

/// `row` less `times` the pivot's row.
fn subtract(row: &mut BTreeMap<usize, u64>, pivot: &BTreeMap<usize, u64>, by: u64) {
    for (count, value) in pivot {
        let entry = row.entry(*count).or_insert(0);
        *entry = (*entry + PRIME - times(*value, by)) % PRIME;
        if *entry == 0 {
            row.remove(count);
        }
    }
}

fn times(a: u64, b: u64) -> u64 {
    // Less than the prime, so it fits.
    (u128::from(a) * u128::from(b) % u128::from(PRIME)) as u64
}

fn power(base: u64, mut exponent: u64) -> u64 {
    let (mut result, mut base) = (1, base);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = times(result, base);
        }
        base = times(base, base);
        exponent >>= 1;
    }
    result
}

/// The counts whose bounds meet. A relation with a count that nobody made bounds nothing.
fn bounded(release: &Release, unknown: &[BTreeMap<usize, i8>], hidden: &BTreeSet<usize>) -> BTreeSet<usize> {
    let people = |count: &usize| release.counts[*count].people.map(|people| people as i64);
    let sums: Vec<(&BTreeMap<usize, i8>, i64)> = unknown
        .iter()
        .filter_map(|part| {
            let terms = part.iter().map(|(count, factor)| Some(i64::from(*factor) * people(count)?));
            Some((part, terms.sum::<Option<i64>>()?))
        })
        .collect();
    let mut bounds: BTreeMap<usize, (i64, i64)> = BTreeMap::new();
    for count in sums.iter().flat_map(|(part, _)| part.keys()) {
        let least = i64::from(release.counts[*count].is_published);
        bounds.insert(*count, (least, i64::from(u32::MAX)));
    }
    for _ in 0..ROUNDS_MAX {
        let mut has_moved = false;
        for (part, sum) in &sums {
            has_moved |= tighten(part, *sum, &mut bounds);
        }
        if !has_moved {
            break;
        }
    }
    bounds
        .into_iter()
        .filter(|(count, (least, most))| least == most && hidden.contains(count))
        .map(|(count, _)| count)
        .collect()
}

fn tighten(part: &BTreeMap<usize, i8>, sum: i64, bounds: &mut BTreeMap<usize, (i64, i64)>) -> bool {
    let ends = |count: &usize, factor: i8, bounds: &BTreeMap<usize, (i64, i64)>| {
        let (least, most) = bounds[count];
        if factor > 0 { (least, most) } else { (-most, -least) }
    };
    let (mut low, mut high) = (0, 0);
    for (count, factor) in part {
        let (least, most) = ends(count, *factor, bounds);
        low += least;
        high += most;
    }
    let mut has_moved = false;
    for (count, factor) in part {
        let (least, most) = ends(count, *factor, bounds);
        let (new_least, new_most) = (least.max(sum - (high - most)), most.min(sum - (low - least)));
        if (new_least, new_most) != (least, most) {
            has_moved = true;
            low += new_least - least;
            high += new_most - most;
            let own = if *factor > 0 { (new_least, new_most) } else { (-new_most, -new_least) };
            bounds.insert(*count, own);
        }
    }
    has_moved
}
