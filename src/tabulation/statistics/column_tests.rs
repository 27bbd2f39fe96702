//! Tests of two shares in two columns, from sums. tabulation.md, section 8, has who uses which.

use super::{normal_two_sided_p, t_two_sided_p};
use crate::i18n::Message;
use crate::tabulation::counting::Sums;

/// How two shares are compared; the names are those of a table request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TestMethod {
    /// d / √(P(1−P)(1/e₁ + 1/e₂)), P pooled by effective bases. R: `prop.test(correct = FALSE)`, whose X² is z².
    ZPooled,
    /// The same less the covariance of the people in both columns, 2 Σ₀w²/(W₁W₂).
    ZPooledOverlap,
    /// P pooled by weighted bases, overlap e₀/(e₁e₂), t. SPSS Data Collection, Quantipy.
    TDimensions,
    /// Quantum's: without overlap, variance times (e₁+e₂)/(e₁+e₂−1).
    Quantum,
    /// d / √(p₁(1−p₁)/e₁ + p₂(1−p₂)/e₂), t with e₁+e₂−2.
    TUnpooled,
    /// Linearised, by the units of the design.
    Design,
}

impl TestMethod {
    /// The name in a footer.
    pub(crate) fn title(self) -> Message {
        match self {
            TestMethod::ZPooled => Message::TestZPooled,
            TestMethod::ZPooledOverlap => Message::TestZPooledOverlap,
            TestMethod::TDimensions => Message::TestTDimensions,
            TestMethod::Quantum => Message::TestQuantum,
            TestMethod::TUnpooled => Message::TestTUnpooled,
            TestMethod::Design => Message::TestDesign,
        }
    }
}

/// One column of a comparison: whoever is in the row, and the base.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Side {
    pub(crate) chosen: Sums,
    pub(crate) base: Sums,
}

impl Side {
    /// 0..1; `None` on a base of zero.
    pub(crate) fn share(&self) -> Option<f64> {
        (self.base.w > 0.0).then(|| self.chosen.w / self.base.w)
    }

    fn is_all_or_none(&self) -> bool {
        self.chosen.n == 0 || self.chosen.n == self.base.n
    }
}

/// What a test says; undefined parts are `None`.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct TestOutcome {
    pub(crate) difference: Option<f64>,
    pub(crate) statistic: Option<f64>,
    pub(crate) df: Option<f64>,
    pub(crate) p: Option<f64>,
}

impl TestOutcome {
    /// The difference alone, untested.
    pub(crate) fn of_difference(a: &Side, b: &Side) -> TestOutcome {
        let difference = a.share().zip(b.share()).map(|(a, b)| a - b);
        TestOutcome { difference, ..TestOutcome::default() }
    }
}

/// The shares of two columns; `overlap` are the people in both bases. Not tested where a base is zero, where both shares
/// are 0 or both 1, and on request (`skip_zero_or_one`, as SPSS does) where one is. The design's test is made elsewhere.
pub(crate) fn compare_shares(
    method: TestMethod,
    a: &Side,
    b: &Side,
    overlap: &Sums,
    skip_zero_or_one: bool,
) -> TestOutcome {
    let untested = TestOutcome::of_difference(a, b);
    let (Some(p1), Some(p2), Some(e1), Some(e2)) =
        (a.share(), b.share(), a.base.effective(), b.base.effective())
    else {
        return untested;
    };
    if skip_zero_or_one && (a.is_all_or_none() || b.is_all_or_none()) {
        return untested;
    }
    let e0 = overlap.effective().unwrap_or(0.0);
    let by_effective = (e1 * p1 + e2 * p2) / (e1 + e2);
    let by_weighted = (a.chosen.w + b.chosen.w) / (a.base.w + b.base.w);
    let spread = |p: f64| p * (1.0 - p);
    let (variance, df) = match method {
        TestMethod::ZPooled => (spread(by_effective) * (1.0 / e1 + 1.0 / e2), None),
        TestMethod::ZPooledOverlap => {
            let shared = 2.0 * overlap.w2 / (a.base.w * b.base.w);
            (spread(by_effective) * (1.0 / e1 + 1.0 / e2 - shared), None)
        }
        TestMethod::TDimensions => {
            let factor = 1.0 / e1 + 1.0 / e2 - 2.0 * e0 / (e1 * e2);
            (spread(by_weighted) * factor, Some(e1 + e2 - e0 - 2.0))
        }
        TestMethod::Quantum => {
            let factor = (1.0 / e1 + 1.0 / e2) * (e1 + e2) / (e1 + e2 - 1.0);
            (spread(by_weighted) * factor, Some(e1 + e2 - e0 - 1.0))
        }
        TestMethod::TUnpooled => (spread(p1) / e1 + spread(p2) / e2, Some(e1 + e2 - 2.0)),
        TestMethod::Design => return untested,
    };
    // Both 0 or both 1 leave rounding behind, no variance.
    if variance.is_nan()
        || variance <= 1e-15
        || (a.is_all_or_none() && b.is_all_or_none() && (p1 - p2).abs() < 0.5)
    {
        return untested;
    }
    let statistic = (p1 - p2) / variance.sqrt();
    let p = match df {
        Some(df) if df > 0.0 => t_two_sided_p(statistic, df),
        Some(_) => None,
        None => Some(normal_two_sided_p(statistic)),
    };
    TestOutcome { statistic: Some(statistic), df, p, ..untested }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side(chosen: u64, base: u64) -> Side {
        Side { chosen: Sums::unweighted(chosen), base: Sums::unweighted(base) }
    }

    /// R: prop.test(c(40, 30), c(302, 573), correct = FALSE), X-squared = z²
    #[test]
    fn the_pooled_test_is_that_of_two_proportions() {
        let found =
            compare_shares(TestMethod::ZPooled, &side(40, 302), &side(30, 573), &Sums::default(), false);
        let z = found.statistic.unwrap();
        let pooled = 70.0 / 875.0;
        let expected = (40.0 / 302.0 - 30.0 / 573.0)
            / (pooled * (1.0 - pooled) * (1.0 / 302.0 + 1.0 / 573.0_f64)).sqrt();
        assert!((z - expected).abs() < 1e-12 && found.df.is_none());
        assert!((found.p.unwrap() - 3.31e-5).abs() < 1e-6, "{:?}", found.p);
    }

    #[test]
    fn shares_of_nobody_or_of_the_same_end_are_not_tested() {
        let test = |a, b| compare_shares(TestMethod::ZPooled, &a, &b, &Sums::default(), false).p;
        assert_eq!(test(side(0, 0), side(3, 10)), None);
        assert_eq!(test(side(0, 50), side(0, 60)), None);
        assert_eq!(test(side(50, 50), side(60, 60)), None);
        assert!(test(side(50, 50), side(0, 60)).is_some());
        let skipped = compare_shares(TestMethod::ZPooled, &side(0, 50), &side(9, 60), &Sums::default(), true);
        assert!(skipped.p.is_none() && skipped.difference.is_some());
    }

    #[test]
    fn whoever_is_in_both_columns_makes_a_difference_surer() {
        let overlap = Sums::unweighted(40);
        let with =
            compare_shares(TestMethod::ZPooledOverlap, &side(40, 100), &side(30, 100), &overlap, false);
        let without = compare_shares(TestMethod::ZPooled, &side(40, 100), &side(30, 100), &overlap, false);
        assert!(with.p < without.p);
    }
}
