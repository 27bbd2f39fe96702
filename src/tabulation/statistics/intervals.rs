//! Standard errors and intervals of a proportion from its count and base.

use super::{beta_quantile, normal_quantile};

/// How the interval of a proportion is made; the names are those of a table request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProportionInterval {
    /// p ± z √(p(1−p)/e)
    Wald,
    /// Wilson 1927, JASA 22.
    Wilson,
    /// Clopper and Pearson 1934, Biometrika 26: the beta quantiles.
    ClopperPearson,
}

impl ProportionInterval {
    pub fn as_str(self) -> &'static str {
        match self {
            ProportionInterval::Wald => "wald_neff",
            ProportionInterval::Wilson => "wilson_neff",
            ProportionInterval::ClopperPearson => "clopper_pearson_neff",
        }
    }

    /// The name in a footer.
    pub fn title(self) -> &'static str {
        match self {
            ProportionInterval::Wald => "Wald",
            ProportionInterval::Wilson => "Wilson",
            ProportionInterval::ClopperPearson => "Clopper-Pearson",
        }
    }
}

/// The interval of a proportion `p` on the effective base `e` at `confidence` (0..1). Wald has none at 0 and 1, and is
/// not clipped here.
pub(crate) fn proportion_interval(
    method: ProportionInterval,
    p: f64,
    e: f64,
    confidence: f64,
) -> Option<(f64, f64)> {
    if e <= 0.0 {
        return None;
    }
    let tail = (1.0 - confidence) / 2.0;
    let z = normal_quantile(1.0 - tail);
    let (none, all) = (p <= 0.0, p >= 1.0);
    match method {
        ProportionInterval::Wald => {
            let half = z * (p * (1.0 - p) / e).sqrt();
            (!none && !all).then_some((p - half, p + half))
        }
        ProportionInterval::Wilson => {
            let centre = p + z * z / (2.0 * e);
            let half = z * (p * (1.0 - p) / e + z * z / (4.0 * e * e)).sqrt();
            let scale = 1.0 + z * z / e;
            // At the ends one bound is the end itself; the formula misses it by a rounding.
            let low = if none { 0.0 } else { (centre - half) / scale };
            let high = if all { 1.0 } else { (centre + half) / scale };
            Some((low, high))
        }
        ProportionInterval::ClopperPearson => {
            let x = p * e;
            let low = if none { 0.0 } else { beta_quantile(tail, x, e - x + 1.0)? };
            let high = if all { 1.0 } else { beta_quantile(1.0 - tail, x + 1.0, e - x)? };
            Some((low, high))
        }
    }
}

/// The largest half width of an interval on an effective base e, z √(0.25/e) (0..1); times √(1 − n/N) where the share
/// `sampled` of a finite population is known. `None` on a base of zero.
pub(crate) fn margin_of_error(effective: Option<f64>, sampled: f64, confidence: f64) -> Option<f64> {
    let effective = effective.filter(|effective| *effective > 0.0)?;
    let z = normal_quantile(1.0 - (1.0 - confidence) / 2.0);
    Some(z * (0.25 / effective).sqrt() * (1.0 - sampled).max(0.0).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R: prop.test(1277, 2000, correct = FALSE)$conf.int, binom.test(1277, 2000)$conf.int
    #[test]
    fn intervals_agree_with_r() {
        let p = 0.6385;
        let near = |got: Option<(f64, f64)>, low: f64, high: f64| {
            let got = got.unwrap();
            assert!((got.0 - low).abs() < 1e-9 && (got.1 - high).abs() < 1e-9, "{got:?}");
        };
        let interval = |method| proportion_interval(method, p, 2000.0, 0.95);
        near(interval(ProportionInterval::Wilson), 0.617197401790552, 0.659271576112541);
        near(interval(ProportionInterval::Wald), 0.617444396449991, 0.659555603550009);
        near(interval(ProportionInterval::ClopperPearson), 0.61700350657375, 0.659589649919329);
        assert_eq!(proportion_interval(ProportionInterval::Wald, 0.0, 10.0, 0.95), None);
        let (low, high) = proportion_interval(ProportionInterval::Wilson, 0.0, 10.0, 0.95).unwrap();
        let z2 = 1.959963984540054f64.powi(2);
        assert!(low == 0.0 && (high - z2 / (10.0 + z2)).abs() < 1e-12);
    }

    #[test]
    fn a_margin_of_284_at_90_percent_is_4_9_points() {
        assert!((margin_of_error(Some(284.0), 0.0, 0.9).unwrap() - 0.0488).abs() < 0.0001);
        assert_eq!(margin_of_error(None, 0.0, 0.9), None);
        assert_eq!(margin_of_error(Some(100.0), 1.0, 0.9), Some(0.0));
    }
}
