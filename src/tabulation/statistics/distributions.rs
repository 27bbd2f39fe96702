//! Quantiles and tails of the distributions that intervals and tests need.

use statrs::distribution::{ChiSquared, Continuous, ContinuousCDF, FisherSnedecor, Normal, StudentsT};

/// Above this the t distribution is the normal one to more digits than are ever shown.
const DF_NORMAL: f64 = 1e7;

/// P(Z > x) of the standard normal, with its digits in the tail.
fn normal_tail(x: f64) -> f64 {
    0.5 * libm::erfc(x * std::f64::consts::FRAC_1_SQRT_2)
}

/// The standard normal quantile of `p`, 0 < p < 1. The library's start is good to some eleven digits, two Newton steps
/// on the error function bring it to the last ones.
pub(crate) fn normal_quantile(p: f64) -> f64 {
    let normal = Normal::standard();
    let mut z = normal.inverse_cdf(p);
    for _ in 0..2 {
        // On the smaller tail, where the digits are.
        let step = if p > 0.5 { (1.0 - p) - normal_tail(z) } else { normal_tail(-z) - p };
        z -= step / normal.pdf(z);
    }
    z
}

/// The quantile of Student's t at `p` (0.5 < p < 1) with `df` > 0 degrees of freedom, not necessarily whole.
/// By bisection on the survival function, which keeps its digits in the tail.
pub(crate) fn t_quantile(p: f64, df: f64) -> Option<f64> {
    if df >= DF_NORMAL {
        return Some(normal_quantile(p));
    }
    let t = StudentsT::new(0.0, 1.0, df).ok()?;
    let tail = 1.0 - p;
    let (mut low, mut high) = (0.0, 1.0);
    while t.sf(high) > tail {
        high *= 2.0;
        if high > 1e12 {
            return None;
        }
    }
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if t.sf(middle) > tail { low = middle } else { high = middle }
    }
    Some(0.5 * (low + high))
}

/// The two-sided p of a standard normal statistic.
pub(crate) fn normal_two_sided_p(statistic: f64) -> f64 {
    (2.0 * normal_tail(statistic.abs())).min(1.0)
}

/// P(X² > x) with `df` degrees of freedom.
pub(crate) fn chi_square_tail(x: f64, df: f64) -> Option<f64> {
    Some(ChiSquared::new(df).ok()?.sf(x))
}

/// P(F > x) with `df1` and `df2` degrees of freedom, not necessarily whole.
pub(crate) fn f_tail(x: f64, df1: f64, df2: f64) -> Option<f64> {
    Some(FisherSnedecor::new(df1, df2).ok()?.sf(x))
}

/// The two-sided p of a t statistic.
pub(crate) fn t_two_sided_p(statistic: f64, df: f64) -> Option<f64> {
    if df >= DF_NORMAL {
        return Some((2.0 * normal_tail(statistic.abs())).min(1.0));
    }
    Some((2.0 * StudentsT::new(0.0, 1.0, df).ok()?.sf(statistic.abs())).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_agree_with_published_tables() {
        let near = |got: f64, expected: f64| {
            assert!((got - expected).abs() < 1e-10 * expected.abs(), "{got} {expected}")
        };
        // R: qnorm(0.975), qt(0.975, 10), qt(0.975, 1999), qt(0.95, 283)
        near(normal_quantile(0.975), 1.959963984540054);
        near(normal_quantile(0.95), 1.6448536269514722);
        near(normal_quantile(0.025), -1.959963984540054);
        near(t_quantile(0.975, 10.0).unwrap(), 2.228138851964939);
        near(t_quantile(0.975, 1.0).unwrap(), 12.706204736174698);
        near(t_quantile(0.975, 1e9).unwrap(), 1.959963984540054);
    }
}
