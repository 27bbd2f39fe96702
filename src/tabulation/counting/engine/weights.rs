//! Weights as whole numbers, so that their sums are exact: the same in any order and on any number of threads.

use crate::tabulation::counting::Sums;

/// A whole weight has at most this many bits: 65,536 of them fit a word of 63.
pub(super) const BITS: i32 = 46;

/// Of a weight above every one of the data, the share that a whole weight of one stands for: a power of two.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Unit {
    weight: f64,
    /// Of a power of two exact.
    per_weight: f64,
}

impl Unit {
    /// `largest` is finite and not negative.
    pub(crate) fn of(largest: f64) -> Unit {
        // Below it a unit would have no reciprocal.
        let mut above = libm::exp2(-970.0);
        if largest > above {
            above = libm::exp2(libm::floor(libm::log2(largest)) + 1.0);
            // A logarithm may be off by its last digit.
            while above < largest {
                above *= 2.0;
            }
        }
        let weight = above * libm::exp2(f64::from(-BITS));
        Unit { weight, per_weight: 1.0 / weight }
    }

    /// The weight as a whole number of units, at least one where it is above zero; `None` where there is no weight.
    pub(crate) fn whole(self, weight: f64) -> Option<u64> {
        self.is_weight(weight).then(|| self.whole_of_weight(weight))
    }

    /// The same of what is known to be a weight.
    #[inline]
    pub(super) fn whole_of_weight(self, weight: f64) -> u64 {
        // Added to this, a smaller number is rounded to a whole one, to even at the half, and stands in the lowest bits.
        const ROUNDS: f64 = (1_u64 << 52) as f64;
        let whole = (weight * self.per_weight + ROUNDS).to_bits() - ROUNDS.to_bits();
        if whole == 0 && weight > 0.0 { 1 } else { whole }
    }

    pub(super) fn is_weight(self, weight: f64) -> bool {
        (0.0..f64::INFINITY).contains(&weight)
    }

    /// The weight that the whole number stands for.
    pub(crate) fn weight(self, whole: u64) -> f64 {
        whole as f64 * self.weight
    }
}

/// Exact sums over people.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Whole {
    n: u64,
    positive: u64,
    w: u128,
    w2: u128,
}

impl Whole {
    /// How many of them have a weight above zero.
    pub(super) fn positive(&self) -> u64 {
        self.positive
    }

    pub(super) fn add(&mut self, whole: u64) {
        self.n += 1;
        self.positive += u64::from(whole > 0);
        self.w += u128::from(whole);
        self.w2 += u128::from(whole) * u128::from(whole);
    }

    /// n, how many of them are positive, Σw and Σw².
    pub(crate) fn add_parts(&mut self, (n, positive, w, w2): (u64, u64, u128, u128)) {
        self.n += n;
        self.positive += positive;
        self.w += w;
        self.w2 += w2;
    }

    pub(super) fn merge(&mut self, other: &Whole) {
        self.n += other.n;
        self.positive += other.positive;
        self.w += other.w;
        self.w2 += other.w2;
    }

    /// Without a unit nobody is weighted.
    pub(crate) fn sums(&self, unit: Option<Unit>) -> Sums {
        match unit {
            None => Sums::unweighted(self.n),
            Some(Unit { weight: unit, .. }) => Sums {
                n: self.n,
                positive: self.positive,
                w: self.w as f64 * unit,
                w2: self.w2 as f64 * unit * unit,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_fine_enough_and_no_whole_weight_too_large() {
        for largest in [1.0, 0.999, 1.5, 5.0, 1e-280, 1e300, 2.0, 3.0_f64.powi(20)] {
            let unit = Unit::of(largest);
            let whole = unit.whole(largest).unwrap();
            assert!(whole <= 1 << BITS, "{largest}: {whole}");
            assert!(whole >= 1 << (BITS - 2), "{largest}: {whole}");
            assert!((unit.weight(whole) / largest - 1.0).abs() < 1e-13);
        }
        assert_eq!(Unit::of(0.0).whole(0.0), Some(0));
        assert_eq!(Unit::of(1.0).whole(f64::NAN), None);
    }
}
