//! A release as an attacker reads it: every count that is published anywhere, and which counts add up to which others.

use std::collections::{BTreeMap, BTreeSet};

/// What a count is, which decides in what order counts are given up for others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A row in a column of a banner.
    Cell,
    /// A net, which repeats its members.
    Net,
    /// A row in the Total, which every banner repeats.
    Margin,
    /// Whoever is in a column: with it goes the whole column.
    Base,
    /// Said of the release itself: never given up.
    Fixed,
}

/// One count of people. The same people counted in two tables are one count.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Counted {
    /// `None` where no output gives it and nothing tells it.
    pub(super) people: Option<u64>,
    /// The smallest number that stands for it anywhere; a base may be told with and without the few who gave no answer.
    pub(super) told: Option<u64>,
    pub(super) kind: Kind,
}

impl Counted {
    pub(super) fn is_published(&self) -> bool {
        self.told.is_some()
    }
}

/// Counts with factors of 1 and −1, and a number that everybody knows; together they are zero.
pub(super) type Relation = Vec<(usize, i8)>;

#[derive(Debug, Clone, Default)]
pub(super) struct Release {
    pub(super) counts: Vec<Counted>,
    pub(super) relations: Vec<Relation>,
    /// The counts that stand in the columns of a base, and go with it.
    pub(super) in_column: BTreeMap<usize, BTreeSet<usize>>,
}

impl Release {
    pub(super) fn add(&mut self, people: Option<u64>, kind: Kind) -> usize {
        self.counts.push(Counted { people, told: None, kind });
        self.counts.len() - 1
    }

    /// Some output gives the count as `people`.
    pub(super) fn publish(&mut self, place: usize, people: u64, kind: Kind) {
        let found = &mut self.counts[place];
        found.kind = found.kind.max(kind);
        found.told = Some(found.told.map_or(people, |told| told.min(people)));
        found.people = found.people.or(Some(people));
    }

    /// `whole` is the sum of `parts`, up to what is known to everybody.
    pub(super) fn relate(&mut self, whole: usize, parts: impl IntoIterator<Item = usize>) {
        let mut factors: BTreeMap<usize, i8> = BTreeMap::from([(whole, 1)]);
        for part in parts {
            *factors.entry(part).or_insert(0) -= 1;
        }
        factors.retain(|_, factor| *factor != 0);
        if !factors.is_empty() {
            self.relations.push(factors.into_iter().collect());
        }
    }

    /// The same where some parts of `whole` are in no output: the rest of it may be anything.
    pub(super) fn relate_to_some(&mut self, whole: usize, mut parts: Vec<usize>) {
        let people = |place: &usize| self.counts[*place].people;
        let sum: Option<u64> = parts.iter().map(people).sum();
        if let Some(rest) = people(&whole).zip(sum).and_then(|(all, sum)| all.checked_sub(sum)) {
            parts.push(self.add(Some(rest), self.counts[whole].kind.min(Kind::Base)));
        }
        self.relate(whole, parts);
    }

    /// The same where some categories are in no output: what `whole` has besides is a count of them, and may be small.
    pub(super) fn relate_with_rest(&mut self, whole: usize, mut parts: Vec<usize>, min_cell: u64) {
        let people = |place: &usize| self.counts[*place].people;
        let sum: Option<u64> = parts.iter().map(people).sum();
        let rest = people(&whole).zip(sum).and_then(|(all, sum)| all.checked_sub(sum));
        match rest.filter(|rest| (1..min_cell).contains(rest) && self.counts[whole].is_published()) {
            Some(rest) => {
                let kind = self.counts[whole].kind.min(Kind::Base);
                let place = self.add(Some(rest), kind);
                self.publish(place, rest, kind);
                parts.push(place);
                self.relate(whole, parts);
            }
            None => self.relate_loosely(whole, parts, min_cell),
        }
    }

    /// The same where `whole` has people besides. Fewer than `min_cell` of them are as good as known; more nobody can tell.
    pub(super) fn relate_loosely(&mut self, whole: usize, mut parts: Vec<usize>, min_cell: u64) {
        let people = |place: &usize| self.counts[*place].people;
        let sum: Option<u64> = parts.iter().map(people).sum();
        match (people(&whole), sum) {
            (Some(all), Some(sum)) if all >= sum + min_cell => {
                parts.push(self.add(Some(all - sum), self.counts[whole].kind.min(Kind::Base)));
            }
            // Not parts of this whole after all.
            (Some(all), Some(sum)) if sum >= all + min_cell => return,
            (None, Some(sum)) => self.counts[whole].people = Some(sum),
            (Some(_) | None, _) => {}
        }
        self.relate(whole, parts);
    }
}
