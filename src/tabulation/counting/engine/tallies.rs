//! Sums of numbers over people: kept in two doubles each, so that the order of the respondents does not show.

use super::weights::{Unit, Whole};
use crate::tabulation::counting::{NumberSums, PairSums};

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
    /// wy, wy², w²y, w²y².
    sums: [Twofold; 4],
    min: f64,
    max: f64,
}

impl Default for NumberTally {
    fn default() -> NumberTally {
        NumberTally {
            whole: Whole::default(),
            sums: [Twofold::default(); 4],
            min: f64::INFINITY,
            max: f64::NEG_INFINITY,
        }
    }
}

impl NumberTally {
    pub(super) fn add(&mut self, whole: u64, weight: f64, y: f64) {
        self.whole.add(whole);
        let (wy, square) = (weight * y, weight * weight);
        let terms = [wy, wy * y, square * y, square * y * y];
        for (sum, term) in self.sums.iter_mut().zip(terms) {
            sum.add(term);
        }
        self.min = self.min.min(y);
        self.max = self.max.max(y);
    }

    pub(super) fn merge(&mut self, other: &NumberTally) {
        self.whole.merge(&other.whole);
        for (sum, other) in self.sums.iter_mut().zip(&other.sums) {
            sum.merge(other);
        }
        self.min = self.min.min(other.min);
        self.max = self.max.max(other.max);
    }

    pub(super) fn sums(&self, unit: Option<Unit>) -> NumberSums {
        let sums = self.whole.sums(unit);
        let [wy, wyy, w2y, w2yy] = self.sums.map(|sum| sum.value());
        let (min, max) = if sums.n == 0 { (f64::NAN, f64::NAN) } else { (self.min, self.max) };
        NumberSums { sums, wy, wyy, w2y, w2yy, min, max }
    }
}

/// Over those who have both numbers.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct PairTally {
    whole: Whole,
    /// x, y, x², xy, y², each times w, then each times w².
    sums: [Twofold; 10],
}

impl PairTally {
    pub(super) fn add(&mut self, whole: u64, weight: f64, x: f64, y: f64) {
        self.whole.add(whole);
        let products = [x, y, x * x, x * y, y * y];
        let (once, twice) = self.sums.split_at_mut(products.len());
        for ((once, twice), product) in once.iter_mut().zip(twice).zip(products) {
            once.add(weight * product);
            twice.add(weight * weight * product);
        }
    }

    pub(super) fn merge(&mut self, other: &PairTally) {
        self.whole.merge(&other.whole);
        for (sum, other) in self.sums.iter_mut().zip(&other.sums) {
            sum.merge(other);
        }
    }

    pub(super) fn sums(&self, unit: Option<Unit>) -> PairSums {
        let [wx, wy, wxx, wxy, wyy, w2x, w2y, w2xx, w2xy, w2yy] = self.sums.map(|sum| sum.value());
        PairSums { sums: self.whole.sums(unit), wx, wy, wxx, wxy, wyy, w2x, w2y, w2xx, w2xy, w2yy }
    }
}
