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

    /// Those of `self` who are not in `other`, a part of it.
    pub(crate) fn minus(self, other: Sums) -> Sums {
        Sums {
            n: self.n - other.n,
            positive: self.positive - other.positive,
            w: (self.w - other.w).max(0.0),
            w2: (self.w2 - other.w2).max(0.0),
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

impl Default for NumberSums {
    fn default() -> NumberSums {
        NumberSums {
            sums: Sums::default(),
            wy: 0.0,
            wyy: 0.0,
            w2y: 0.0,
            w2yy: 0.0,
            min: f64::NAN,
            max: f64::NAN,
        }
    }
}

impl NumberSums {
    /// Of people who all have the number `y`.
    pub(crate) fn constant(sums: Sums, y: f64) -> NumberSums {
        if sums.n == 0 {
            return NumberSums::default();
        }
        let (wy, w2y) = (sums.w * y, sums.w2 * y);
        NumberSums { sums, wy, wyy: wy * y, w2y, w2yy: w2y * y, min: y, max: y }
    }

    /// The same people with all their weights multiplied.
    pub(crate) fn times(self, factor: f64) -> NumberSums {
        let sums = Sums { w: self.sums.w * factor, w2: self.sums.w2 * factor * factor, ..self.sums };
        NumberSums {
            sums,
            wy: self.wy * factor,
            wyy: self.wyy * factor,
            w2y: self.w2y * factor * factor,
            w2yy: self.w2yy * factor * factor,
            ..self
        }
    }

    pub(crate) fn plus(self, other: NumberSums) -> NumberSums {
        NumberSums {
            sums: self.sums.plus(other.sums),
            wy: self.wy + other.wy,
            wyy: self.wyy + other.wyy,
            w2y: self.w2y + other.w2y,
            w2yy: self.w2yy + other.w2yy,
            // `min` and `max` prefer a number to NaN.
            min: self.min.min(other.min),
            max: self.max.max(other.max),
        }
    }
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

impl PairSums {
    pub(crate) fn plus(self, other: PairSums) -> PairSums {
        PairSums {
            sums: self.sums.plus(other.sums),
            wx: self.wx + other.wx,
            wy: self.wy + other.wy,
            wxx: self.wxx + other.wxx,
            wxy: self.wxy + other.wxy,
            wyy: self.wyy + other.wyy,
            w2x: self.w2x + other.w2x,
            w2y: self.w2y + other.w2y,
            w2xx: self.w2xx + other.w2xx,
            w2xy: self.w2xy + other.w2xy,
            w2yy: self.w2yy + other.w2yy,
        }
    }
}

/// One distinct value of a distribution and the people who have it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Point {
    pub(crate) value: f64,
    pub(crate) sums: Sums,
}
