//! Which counts are hidden: the small ones, and as few people of others as it takes that nobody can work those out.

use std::collections::{BTreeMap, BTreeSet};

use super::audit::{exposed, is_unknown};
use super::release::{Kind, Release};

/// The counts to hide: `small` (primary suppression) and what has to go with them (complementary suppression), until the
/// audit finds none of them in the release. Zeros are never hidden.
pub(super) fn hidden(release: &Release, small: impl IntoIterator<Item = usize>) -> BTreeSet<usize> {
    let mut hidden: BTreeSet<usize> = small.into_iter().collect();
    let relations_of = relations_of(release);
    // Each round hides another count at least, so there are no more rounds than counts.
    for _ in 0..release.counts.len() {
        let exposed = exposed(release, &hidden);
        let mut repaired: BTreeSet<usize> = BTreeSet::new();
        let mut is_repaired = false;
        for count in &exposed {
            let of_count = relations_of.get(count).map_or(&[] as &[usize], Vec::as_slice);
            // One that was mended a moment ago may protect this one as well: the next round tells.
            if of_count.iter().any(|relation| repaired.contains(relation)) {
                continue;
            }
            if let Some(other) = complement(release, &hidden, *count, of_count, &relations_of) {
                hidden.insert(other);
                repaired.extend(relations_of.get(&other).into_iter().flatten().copied());
                is_repaired = true;
            }
        }
        if !is_repaired {
            break;
        }
    }
    hidden
}

fn relations_of(release: &Release) -> BTreeMap<usize, Vec<usize>> {
    let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, relation) in release.relations.iter().enumerate() {
        for (count, _) in relation {
            found.entry(*count).or_default().push(place);
        }
    }
    found
}

/// The count that costs least among those beside an exposed one: in the relation where fewest others are unknown.
fn complement(
    release: &Release,
    hidden: &BTreeSet<usize>,
    count: usize,
    relations: &[usize],
    relations_of: &BTreeMap<usize, Vec<usize>>,
) -> Option<usize> {
    let unknown = |relation: usize| {
        release.relations[relation].iter().filter(|(other, _)| is_unknown(release, hidden, *other)).count()
    };
    // Whoever is hidden as the only one of a relation needs company there too.
    let newly_alone = |other: usize| {
        let of_other = relations_of.get(&other).into_iter().flatten();
        of_other.filter(|relation| unknown(**relation) == 0).count()
    };
    let mut best: Option<((usize, Kind, usize, u64, usize), usize)> = None;
    for relation in relations {
        let already = unknown(*relation);
        for (other, _) in &release.relations[*relation] {
            let found = &release.counts[*other];
            let people = found.people.unwrap_or(0);
            let is_fixed = found.kind == Kind::Fixed || !found.is_published || people == 0;
            if *other == count || is_fixed || hidden.contains(other) {
                continue;
            }
            let cost = (already, found.kind, newly_alone(*other), people, *other);
            if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                best = Some((cost, *other));
            }
        }
    }
    best.map(|(_, other)| other)
}
