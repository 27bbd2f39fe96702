//! Which counts are hidden: the small ones, and as few people of others as it takes that nobody can work those out.

use std::collections::BTreeSet;

use super::audit::{Index, exposed, exposed_near, index, is_unknown};
use super::release::{Kind, Relation, Release};

/// So many hidden counts are looked at once more, largest first: each costs an audit of what it hangs together with.
const TRIED_MAX: usize = 1_000;

/// The counts to hide: `small` (primary suppression) and what has to go with them (complementary suppression), until the
/// audit finds none of them in the release. Zeros are never hidden.
pub(super) fn hidden(release: &Release, small: impl IntoIterator<Item = usize>) -> BTreeSet<usize> {
    let small: BTreeSet<usize> = small.into_iter().collect();
    let mut hidden = small.clone();
    let relations_of = index(release);
    // Each round hides another count at least, so there are no more rounds than counts.
    for _ in 0..release.counts.len() {
        let exposed = exposed(release, &relations_of, &hidden);
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
        if exposed.is_empty() {
            break;
        }
        if is_repaired {
            continue;
        }
        // Several relations together give it away, and none of its own has anything left to hide: one further off has.
        let nearby = |relation: &Relation| relation.iter().any(|(count, _)| hidden.contains(count));
        let of_others = release.relations.iter().filter(|relation| nearby(relation)).flatten();
        let least = of_others
            .filter(|(other, _)| can_be_hidden(release, &hidden, *other))
            .min_by_key(|(other, _)| (release.counts[*other].kind, release.counts[*other].people, *other));
        match least {
            Some((other, _)) => hidden.insert(*other),
            None => break,
        };
    }
    shown_again(release, &relations_of, &small, hidden)
}

/// Without those that turned out to be hidden for nothing, since others that were hidden later do as well: whole columns
/// first, then the most people.
fn shown_again(
    release: &Release,
    relations_of: &Index,
    small: &BTreeSet<usize>,
    mut hidden: BTreeSet<usize>,
) -> BTreeSet<usize> {
    let mut complements: Vec<usize> = hidden.difference(small).copied().collect();
    complements.sort_by_key(|count| {
        let found = &release.counts[*count];
        (std::cmp::Reverse((found.kind, found.people)), *count)
    });
    if !exposed(release, relations_of, &hidden).is_empty() {
        return hidden;
    }
    for count in complements.into_iter().take(TRIED_MAX) {
        hidden.remove(&count);
        if !exposed_near(release, relations_of, &hidden, std::iter::once(count)).is_empty() {
            hidden.insert(count);
        }
    }
    hidden
}

/// Whether it is shown, somebody's, and of those that can be given up.
fn can_be_hidden(release: &Release, hidden: &BTreeSet<usize>, count: usize) -> bool {
    let found = &release.counts[count];
    found.kind != Kind::Fixed && found.is_published && found.people > Some(0) && !hidden.contains(&count)
}

/// How many others are unknown already, what it is, how many relations it leaves alone, how many people it is, its place.
type Cost = (usize, Kind, usize, u64, usize);

/// The count that costs least among those beside an exposed one: in the relation where fewest others are unknown.
fn complement(
    release: &Release,
    hidden: &BTreeSet<usize>,
    count: usize,
    relations: &[usize],
    relations_of: &Index,
) -> Option<usize> {
    let unknown = |relation: usize| {
        release.relations[relation].iter().filter(|(other, _)| is_unknown(release, hidden, *other)).count()
    };
    // Whoever is hidden as the only one of a relation needs company there too.
    let newly_alone = |other: usize| {
        let of_other = relations_of.get(&other).into_iter().flatten();
        of_other.filter(|relation| unknown(**relation) == 0).count()
    };
    let mut best: Option<(Cost, usize)> = None;
    for relation in relations {
        let already = unknown(*relation);
        for (other, _) in &release.relations[*relation] {
            let found = &release.counts[*other];
            if *other == count || !can_be_hidden(release, hidden, *other) {
                continue;
            }
            let people = found.people.unwrap_or(0);
            let cost = (already, found.kind, newly_alone(*other), people, *other);
            if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                best = Some((cost, *other));
            }
        }
    }
    best.map(|(_, other)| other)
}
