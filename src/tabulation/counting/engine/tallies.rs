//! Sums of numbers over people: kept in two doubles each, so that the order of the respondents does not show.

use super::weights::{Unit, Whole};
use crate::tabulation::counting::{NumberSums, PairSums, gained, gained_by_pair};

/// A sum and what rounding took from it. Knuth, The Art of Computer Programming 2, 4.2.2, theorem B.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Twofold {
    sum: f64,
    rest: f64,
}

impl Twofold {
    pub(super) fn add(&mut self, term: f64) {
        let sum = self.sum + term;
        let own = sum - self.sum;
        self.rest += (self.sum - (sum - own)) + (term - own);
        self.sum = sum;
    }

    pub(super) fn merge(&mut self, other: &Twofold) {
        self.add(other.sum);
        self.rest += other.rest;
    }

    pub(super) fn value(&self) -> f64 {
        self.sum + self.rest
    }
}

/// Over those who have the number.
#[derive(Debug, Clone, Copy)]
pub(super) struct NumberTally {
    whole: Whole,
    /// The number of the first who has a weight.
    about: f64,
    /// wy, wy², w²y, w²y², y less `about`.
    sums: [Twofold; 4],
    min: f64,
    max: f64,
}

impl Default for NumberTally {
    fn default() -> NumberTally {
        NumberTally {
            whole: Whole::default(),
            about: 0.0,
            sums: [Twofold::default(); 4],
            min: f64::INFINITY,
            max: f64::NEG_INFINITY,
        }
    }
}

impl NumberTally {
    pub(super) fn add(&mut self, whole: u64, weight: f64, y: f64) {
        if self.whole.positive() == 0 {
            self.about = y;
        }
        self.whole.add(whole);
        let above = y - self.about;
        let (wy, square) = (weight * above, weight * weight);
        let terms = [wy, wy * above, square * above, square * above * above];
        for (sum, term) in self.sums.iter_mut().zip(terms) {
            sum.add(term);
        }
        self.min = self.min.min(y);
        self.max = self.max.max(y);
    }

    pub(super) fn merge(&mut self, other: &NumberTally, unit: Option<Unit>) {
        if self.whole.positive() == 0 {
            self.about = other.about;
        }
        if other.whole.positive() > 0 {
            let (by, people) = (other.about - self.about, other.whole.sums(unit));
            let [wy, _, w2y, _] = other.sums.map(|sum| sum.value());
            let [once, twice] = [gained(by, people.w, wy), gained(by, people.w2, w2y)];
            let all = other.sums.iter().zip(once.into_iter().chain(twice));
            for (sum, (other, gain)) in self.sums.iter_mut().zip(all) {
                sum.merge(other);
                sum.add(gain);
            }
        }
        self.whole.merge(&other.whole);
        self.min = self.min.min(other.min);
        self.max = self.max.max(other.max);
    }

    pub(super) fn sums(&self, unit: Option<Unit>) -> NumberSums {
        let sums = self.whole.sums(unit);
        let [wy, wyy, w2y, w2yy] = self.sums.map(|sum| sum.value());
        let (min, max) = if sums.n == 0 { (f64::NAN, f64::NAN) } else { (self.min, self.max) };
        NumberSums { sums, about: self.about, wy, wyy, w2y, w2yy, min, max }
    }
}

/// Over those who have both numbers.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct PairTally {
    whole: Whole,
    /// The numbers of the first who has a weight.
    about: [f64; 2],
    /// x, y, x², xy, y², each times w, then each times w²; x and y less what they are `about`.
    sums: [Twofold; 10],
}

impl PairTally {
    pub(super) fn add(&mut self, whole: u64, weight: f64, x: f64, y: f64) {
        if self.whole.positive() == 0 {
            self.about = [x, y];
        }
        self.whole.add(whole);
        let (x, y) = (x - self.about[0], y - self.about[1]);
        let products = [x, y, x * x, x * y, y * y];
        let (once, twice) = self.sums.split_at_mut(products.len());
        for ((once, twice), product) in once.iter_mut().zip(twice).zip(products) {
            once.add(weight * product);
            twice.add(weight * weight * product);
        }
    }

    pub(super) fn merge(&mut self, other: &PairTally, unit: Option<Unit>) {
        if self.whole.positive() == 0 {
            self.about = other.about;
        }
        if other.whole.positive() > 0 {
            let by = [other.about[0] - self.about[0], other.about[1] - self.about[1]];
            let people = other.whole.sums(unit);
            let [wx, wy, _, _, _, w2x, w2y, _, _, _] = other.sums.map(|sum| sum.value());
            let once = gained_by_pair(by, people.w, [wx, wy]);
            let twice = gained_by_pair(by, people.w2, [w2x, w2y]);
            let all = other.sums.iter().zip(once.into_iter().chain(twice));
            for (sum, (other, gain)) in self.sums.iter_mut().zip(all) {
                sum.merge(other);
                sum.add(gain);
            }
        }
        self.whole.merge(&other.whole);
    }

    pub(super) fn sums(&self, unit: Option<Unit>) -> PairSums {
        let [wx, wy, wxx, wxy, wyy, w2x, w2y, w2xx, w2xy, w2yy] = self.sums.map(|sum| sum.value());
        let sums = self.whole.sums(unit);
        PairSums { sums, about: self.about, wx, wy, wxx, wxy, wyy, w2x, w2y, w2xx, w2xy, w2yy }
    }
}
