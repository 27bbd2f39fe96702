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

/// Of a number y over the people who have it. The sums are of y less `about`, a number that occurs among them, so that large
/// numbers with little spread keep it: 1,000,000,001 and 1,000,000,002 are 0 and 1 about the first. Chan, Golub and LeVeque
/// 1983, The American Statistician 37.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct NumberSums {
    pub(crate) sums: Sums,
    pub(crate) about: f64,
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
            about: 0.0,
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
        NumberSums { sums, about: y, min: y, max: y, ..NumberSums::default() }
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

    /// Σwy.
    pub(crate) fn total(&self) -> f64 {
        self.about * self.sums.w + self.wy
    }

    /// Their mean less that of others; `None` where either is none.
    pub(crate) fn mean_less(&self, other: &NumberSums) -> Option<f64> {
        let other = other.moved_to(self.about);
        (self.sums.w > 0.0 && other.sums.w > 0.0).then(|| self.wy / self.sums.w - other.wy / other.sums.w)
    }

    /// How far the numbers are from `about`: √(Σw(y−about)²/Σw).
    pub(crate) fn reach(&self) -> f64 {
        if self.sums.w > 0.0 { (self.wyy / self.sums.w).sqrt() } else { 0.0 }
    }

    /// The same about another number.
    pub(crate) fn moved_to(self, about: f64) -> NumberSums {
        let by = self.about - about;
        let [wy, wyy] = gained(by, self.sums.w, self.wy);
        let [w2y, w2yy] = gained(by, self.sums.w2, self.w2y);
        NumberSums {
            about,
            wy: self.wy + wy,
            wyy: self.wyy + wyy,
            w2y: self.w2y + w2y,
            w2yy: self.w2yy + w2yy,
            ..self
        }
    }

    /// Both, about the number of the first who has a weight.
    pub(crate) fn plus(self, other: NumberSums) -> NumberSums {
        let about = if self.sums.positive > 0 { self.about } else { other.about };
        let (own, other) = (self.moved_to(about), other.moved_to(about));
        own.together(other)
    }

    fn together(self, other: NumberSums) -> NumberSums {
        NumberSums {
            sums: self.sums.plus(other.sums),
            about: self.about,
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

/// What Σwy and Σwy² gain where every y becomes larger by `by`.
pub(crate) fn gained(by: f64, w: f64, wy: f64) -> [f64; 2] {
    [by * w, by * (2.0 * wy + by * w)]
}

/// Of two numbers x and y over the people who have both; the sums are of x and y less what they are `about`, as those of
/// [`NumberSums`].
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct PairSums {
    pub(crate) sums: Sums,
    pub(crate) about: [f64; 2],
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

/// What Σwx, Σwy, Σwx², Σwxy and Σwy² gain where every x becomes larger by the first of `by` and every y by the second.
pub(crate) fn gained_by_pair(by: [f64; 2], w: f64, [wx, wy]: [f64; 2]) -> [f64; 5] {
    let [[x, xx], [y, yy]] = [gained(by[0], w, wx), gained(by[1], w, wy)];
    [x, y, xx, by[0] * wy + by[1] * (wx + by[0] * w), yy]
}

impl PairSums {
    /// Σwx and Σwy.
    pub(crate) fn totals(&self) -> [f64; 2] {
        [self.about[0] * self.sums.w + self.wx, self.about[1] * self.sums.w + self.wy]
    }

    /// The same about other numbers.
    pub(crate) fn moved_to(self, about: [f64; 2]) -> PairSums {
        let by = [self.about[0] - about[0], self.about[1] - about[1]];
        let [wx, wy, wxx, wxy, wyy] = gained_by_pair(by, self.sums.w, [self.wx, self.wy]);
        let [w2x, w2y, w2xx, w2xy, w2yy] = gained_by_pair(by, self.sums.w2, [self.w2x, self.w2y]);
        PairSums {
            sums: self.sums,
            about,
            wx: self.wx + wx,
            wy: self.wy + wy,
            wxx: self.wxx + wxx,
            wxy: self.wxy + wxy,
            wyy: self.wyy + wyy,
            w2x: self.w2x + w2x,
            w2y: self.w2y + w2y,
            w2xx: self.w2xx + w2xx,
            w2xy: self.w2xy + w2xy,
            w2yy: self.w2yy + w2yy,
        }
    }

    /// Both, about the numbers of the first who has a weight.
    pub(crate) fn plus(self, other: PairSums) -> PairSums {
        let about = if self.sums.positive > 0 { self.about } else { other.about };
        let (own, other) = (self.moved_to(about), other.moved_to(about));
        own.together(other)
    }

    fn together(self, other: PairSums) -> PairSums {
        PairSums {
            sums: self.sums.plus(other.sums),
            about: self.about,
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
