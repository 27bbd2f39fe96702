//! Two variables of the same people, counted together: the difference of two shares, and paired items.

use super::computer::Computer;
use super::shown::Shown;
use crate::tabulation::by_unit::ByUnit;
use crate::tabulation::counting::{NumberSums, Sums};
use crate::tabulation::precision::Sampling;
use crate::tabulation::report_file::{BaseOf, PairedOf, ShareOf};
use crate::tabulation::request::Variance;
use crate::tabulation::statistics::{chi_square_tail, paired_difference, t_two_sided_p};
use crate::tabulation::summary::NumberFound;
use crate::tabulation::table::Figure;

impl Computer<'_, '_> {
    /// Of the people who are in both bases: how many each of the two nets counts.
    pub(super) fn of_both(&self, of: [&BaseOf; 2]) -> [u64; 2] {
        let both = self.both.expect("two shares are counted together");
        let bases = [0, 1].map(|side: usize| both.sides[side].base(0, of[side].base, &of[side].valid));
        let chosen = |side: usize, code: usize| both.sides[side].groups[0].codes.contains(&code);
        let mut counts = [0, 0];
        for (a, b, cell) in self.cells_of_both(bases) {
            let people: u64 = cell.iter().map(|sums| sums.n).sum();
            counts[0] += if chosen(0, a) { people } else { 0 };
            counts[1] += if chosen(1, b) { people } else { 0 };
        }
        counts
    }

    /// Of the people who are in both bases: each cell with its two codes, by unit of the design.
    pub(super) fn cells_of_both(&self, bases: [Vec<usize>; 2]) -> Vec<(usize, usize, ByUnit<Sums>)> {
        let both = self.both.expect("two variables are counted together");
        let cell = |a: usize, b: usize| self.found.people_of(&both.asked, &[&[a], &[b]]);
        let [first, second] = &bases;
        first.iter().flat_map(|a| second.iter().map(|b| (*a, *b, cell(*a, *b)))).collect()
    }

    pub(super) fn difference(&self, sides: &[ShareOf; 2]) -> Figure {
        let both = self.both.expect("a difference is counted over both variables");
        let bases = [0, 1].map(|side| {
            let of: &BaseOf = &sides[side].of;
            both.sides[side].base(0, of.base, &of.valid)
        });
        self.difference_of_nets("difference", bases)
    }

    /// The first net less the second; people have both, one or neither.
    pub(super) fn difference_of_nets(&self, kind: &'static str, bases: [Vec<usize>; 2]) -> Figure {
        let both = self.both.expect("a difference is counted over both variables");
        let chosen = |side: usize, code: usize| both.sides[side].groups[0].codes.contains(&code);
        let (mut all, mut only_a, mut only_b) = (Sums::default(), Sums::default(), Sums::default());
        let mut scored = Vec::new();
        for (a, b, cell) in self.cells_of_both(bases) {
            let sums = cell.iter().copied().sum();
            all = all.plus(sums);
            let score = match (chosen(0, a), chosen(1, b)) {
                (true, false) => {
                    only_a = only_a.plus(sums);
                    1.0
                }
                (false, true) => {
                    only_b = only_b.plus(sums);
                    -1.0
                }
                (true, true) | (false, false) => 0.0,
            };
            scored.push((cell, score));
        }
        if self.table.weight.is_some() || self.table.variance != Variance::Simple {
            return self.mean_difference(kind, &scored, NumberFound::se_of_shares, Shown::Points);
        }
        let found = paired_difference(only_a.n, only_b.n, all.n, self.plan.confidence);
        let value = found.map(|found| found.difference);
        let mut figure = self.figure(kind, value, all, Shown::Points);
        if let Some(found) = found {
            figure.se = found.se;
            figure.ci = found.ci;
            figure.df = found.df;
            figure.statistic = found.statistic;
            figure.p = found.p;
        }
        if kind == "paired" {
            // McNemar 1947, Psychometrika 12, without correction; undefined where nobody has one alone.
            let discordant = (only_a.n + only_b.n) as f64;
            let statistic =
                (discordant > 0.0).then(|| (only_a.n as f64 - only_b.n as f64).powi(2) / discordant);
            figure.statistic = statistic;
            figure.df = statistic.map(|_| 1.0);
            figure.p = statistic.and_then(|statistic| chi_square_tail(statistic, 1.0));
        }
        self.published(figure, None)
    }

    /// The mean of differences between people's two answers, with t. People without weights are a sample by themselves.
    pub(super) fn mean_difference(
        &self,
        kind: &'static str,
        scored: &[(ByUnit<Sums>, f64)],
        se: fn(&NumberFound, &Sampling) -> Option<f64>,
        shown: Shown,
    ) -> Figure {
        let numbers =
            scored.iter().map(|(units, score)| units.map(|sums| NumberSums::constant(*sums, *score)));
        let by_unit = numbers.reduce(|all, own| all.zip(&own, |all, own| all.plus(*own)));
        let number = NumberFound::of(by_unit.unwrap_or_default());
        let domain = number.all.sums;
        let sampling = match self.table.variance {
            Variance::Simple => Sampling::of_people(domain.n, Variance::Simple),
            Variance::Kish | Variance::Design | Variance::Calibrated => self.found.sampling(self.table),
        };
        let mut figure = self.figure(kind, number.mean(), domain, shown);
        figure.se = se(&number, &sampling);
        figure.ci = figure
            .value
            .zip(figure.se)
            .and_then(|(value, se)| number.interval_about(value, se, &sampling, self.plan.confidence));
        figure.df = Some(number.df(&sampling)).filter(|df| *df > 0.0);
        figure.statistic = figure.value.zip(figure.se.filter(|se| *se > 0.0)).map(|(value, se)| value / se);
        figure.p = figure.statistic.zip(figure.df).and_then(|(statistic, df)| t_two_sided_p(statistic, df));
        self.published(figure, None)
    }

    /// Two items of the same people: McNemar for nets, the paired t for scores.
    pub(super) fn paired(&self, paired: &PairedOf) -> Figure {
        let both = self.both.expect("both items are counted together");
        let bases = [0, 1].map(|side| {
            let of: &BaseOf = &paired.items[side];
            both.sides[side].base(0, of.base, &of.valid)
        });
        if paired.net.is_some() {
            return self.difference_of_nets("paired", bases);
        }
        let score = |side: usize, code: usize| {
            let category = paired.items[side].subject.categories.get(code)?;
            category.score.filter(|_| category.missing.is_none())
        };
        let scored: Vec<(ByUnit<Sums>, f64)> = self
            .cells_of_both(bases)
            .into_iter()
            .filter_map(|(a, b, cell)| Some((cell, score(0, a)? - score(1, b)?)))
            .collect();
        self.mean_difference("paired", &scored, NumberFound::se, Shown::Number(2))
    }
}
