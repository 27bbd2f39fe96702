//! A release as an attacker reads it: every count that is published anywhere, and which counts add up to which others.

use std::collections::BTreeMap;

/// What a count is, which decides in what order counts are given up for others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A row in a column of a banner, or an answer.
    Cell,
    /// A net, which repeats its members.
    Net,
    /// What percentages are taken of: with it goes a whole column.
    Base,
    /// Said of the release itself: never given up.
    Fixed,
}

/// One count of people. The same people counted in two tables are one count.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Counted {
    /// `None` where no output gives it, so that it was not counted either.
    pub(super) people: Option<u64>,
    pub(super) is_published: bool,
    pub(super) kind: Kind,
}

/// Counts with factors of 1 and −1, and a number that everybody knows; together they are zero.
pub(super) type Relation = Vec<(usize, i8)>;

#[derive(Debug, Clone, Default)]
pub(super) struct Release {
    pub(super) counts: Vec<Counted>,
    pub(super) relations: Vec<Relation>,
}

impl Release {
    pub(super) fn add(&mut self, people: Option<u64>, is_published: bool, kind: Kind) -> usize {
        self.counts.push(Counted { people, is_published, kind });
        self.counts.len() - 1
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
}
