//! The sums that every statistic is made from.

/// Over some people: how many, Σw and Σw². Unweighted all three are the same number.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Sums {
    pub(crate) n: u64,
    /// How many of them have a weight above zero.
    pub(crate) positive: u64,
    pub(crate) w: f64,
    pub(crate) w2: f64,
}

impl Sums {
    /// `n` people without weights.
    pub(crate) fn unweighted(n: u64) -> Sums {
        Sums { n, positive: n, w: n as f64, w2: n as f64 }
    }

    pub(crate) fn plus(self, other: Sums) -> Sums {
        Sums {
            n: self.n + other.n,
            positive: self.positive + other.positive,
            w: self.w + other.w,
            w2: self.w2 + other.w2,
        }
    }

    /// Kish's effective base, S0²/S2; `None` where all weights are zero. Survey Sampling, 1965, 11.7.
    pub(crate) fn effective(&self) -> Option<f64> {
        (self.w2 > 0.0).then(|| self.w * self.w / self.w2)
    }
}

impl std::iter::Sum for Sums {
    fn sum<I: Iterator<Item = Sums>>(sums: I) -> Sums {
        sums.fold(Sums::default(), Sums::plus)
    }
}

/// Of a number y over the people who have it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct NumberSums {
    pub(crate) sums: Sums,
    pub(crate) wy: f64,
    pub(crate) wyy: f64,
    pub(crate) w2y: f64,
    pub(crate) w2yy: f64,
    /// Over all of them, whatever their weight; NaN where there is nobody.
    pub(crate) min: f64,
    pub(crate) max: f64,
}

/// Of two numbers x and y over the people who have both.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct PairSums {
    pub(crate) sums: Sums,
    pub(crate) wx: f64,
    pub(crate) wy: f64,
    pub(crate) wxx: f64,
    pub(crate) wxy: f64,
    pub(crate) wyy: f64,
    pub(crate) w2x: f64,
    pub(crate) w2y: f64,
    pub(crate) w2xx: f64,
    pub(crate) w2xy: f64,
    pub(crate) w2yy: f64,
}

/// One distinct value of a distribution and the people who have it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Point {
    pub(crate) value: f64,
    pub(crate) sums: Sums,
}
