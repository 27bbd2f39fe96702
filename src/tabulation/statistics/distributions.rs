//! Quantiles and tails of the distributions that intervals and tests need. Tails are worked out as tails, so that a p of
//! 1e-200 has its digits; degrees of freedom need not be whole.

use super::incomplete::{beta_parts, beta_power, gamma_upper};

/// Above this the t distribution is the normal one to more digits than are ever shown.
const DF_NORMAL: f64 = 1e9;
const STEPS: usize = 200;

/// P(Z > x) of the standard normal, with its digits in the tail.
fn normal_tail(x: f64) -> f64 {
    0.5 * libm::erfc(x * std::f64::consts::FRAC_1_SQRT_2)
}

/// The standard normal quantile of `p`, 0 < p < 1: Newton's steps on the logarithm of the smaller tail.
pub(crate) fn normal_quantile(p: f64) -> f64 {
    let tail = p.min(1.0 - p);
    if tail <= 0.0 {
        return if p > 0.5 { f64::INFINITY } else { f64::NEG_INFINITY };
    }
    let target = libm::log(tail);
    // Good to 5e-4 (Abramowitz and Stegun 26.2.23).
    let t = (-2.0 * target).sqrt();
    let top = 2.515517 + t * (0.802853 + t * 0.010328);
    let bottom = 1.0 + t * (1.432788 + t * (0.189269 + t * 0.001308));
    let mut z = t - top / bottom;
    for _ in 0..4 {
        let own = normal_tail(z);
        let density = libm::exp(-0.5 * z * z) / (2.0 * std::f64::consts::PI).sqrt();
        z += (libm::log(own) - target) * own / density;
    }
    if p > 0.5 { z } else { -z }
}

/// The two-sided p of a standard normal statistic.
pub(crate) fn normal_two_sided_p(statistic: f64) -> f64 {
    libm::erfc(statistic.abs() * std::f64::consts::FRAC_1_SQRT_2)
}

/// The quantile of Student's t at `p` (0.5 < p < 1) with `df` > 0 degrees of freedom, not necessarily whole.
pub(crate) fn t_quantile(p: f64, df: f64) -> Option<f64> {
    let tail = 2.0 * (1.0 - p);
    if !(df > 0.0 && tail > 0.0 && tail < 1.0) {
        return None;
    }
    if df >= DF_NORMAL {
        return Some(normal_quantile(p));
    }
    // Newton's steps of log p on log t, nearly a line for any df, kept inside what is known of the place.
    let target = libm::log(tail);
    let (mut low, mut high) = (0.0_f64, f64::INFINITY);
    let mut t = normal_quantile(p);
    for _ in 0..STEPS {
        let (x, y) = t_place(t, df);
        let (own, _) = beta_parts(x, y, 0.5 * df, 0.5);
        if own > tail {
            low = t
        } else {
            high = t
        }
        let slope = -2.0 * beta_power(x, y, 0.5 * df, 0.5) / own;
        let mut next = t * libm::exp((target - libm::log(own)) / slope);
        // Before the bounds are looked at: the last step may end on one of them.
        if (next - t).abs() <= 1e-15 * t {
            break;
        }
        if !(next > low && next < high) {
            next = if high.is_finite() { 0.5 * (low + high) } else { 2.0 * t };
        }
        t = next;
    }
    Some(t).filter(|t| t.is_finite())
}

/// Where t stands on the beta distribution: df/(df + t²), and 1 less that.
fn t_place(t: f64, df: f64) -> (f64, f64) {
    let square = t * t;
    // Far out df + t² has lost df, or t² is no number any more.
    if square.is_finite() { (df / (df + square), square / (df + square)) } else { (0.0, 1.0) }
}

/// The two-sided p of a t statistic; `None` without degrees of freedom.
pub(crate) fn t_two_sided_p(statistic: f64, df: f64) -> Option<f64> {
    if df >= DF_NORMAL {
        return Some(normal_two_sided_p(statistic));
    }
    if df.is_nan() || df <= 0.0 || statistic.is_nan() {
        return None;
    }
    let (x, y) = t_place(statistic, df);
    Some(beta_parts(x, y, 0.5 * df, 0.5).0)
}

/// P(X² > x) with `df` > 0 degrees of freedom.
pub(crate) fn chi_square_tail(x: f64, df: f64) -> Option<f64> {
    (df > 0.0 && !x.is_nan()).then(|| gamma_upper(0.5 * df, 0.5 * x))
}

/// P(F > x) with `df1` and `df2` > 0 degrees of freedom, not necessarily whole.
pub(crate) fn f_tail(x: f64, df1: f64, df2: f64) -> Option<f64> {
    let defined = df1 > 0.0 && df2 > 0.0 && !x.is_nan();
    if !defined {
        return None;
    }
    if x <= 0.0 {
        return Some(1.0);
    }
    let (above, below) = (df2, df1 * x);
    Some(beta_parts(above / (above + below), below / (above + below), 0.5 * df2, 0.5 * df1).0)
}

/// The quantile of the beta distribution at `p`, 0 < p < 1, a, b > 0; `None` outside.
pub(crate) fn beta_quantile(p: f64, a: f64, b: f64) -> Option<f64> {
    let defined = p > 0.0 && p < 1.0 && a > 0.0 && b > 0.0 && a.is_finite() && b.is_finite();
    if !defined {
        return None;
    }
    let (mut low, mut high) = (0.0_f64, 1.0_f64);
    let mut x = a / (a + b);
    for _ in 0..STEPS {
        let y = 1.0 - x;
        let (lower, upper) = beta_parts(x, y, a, b);
        // On the smaller side, where the digits are.
        let off = if p < 0.5 { lower - p } else { (1.0 - p) - upper };
        if off > 0.0 {
            high = x
        } else {
            low = x
        }
        let density = beta_power(x, y, a, b) / (x * y);
        let mut next = x - off / density;
        if (next - x).abs() <= 2e-16 * x {
            break;
        }
        if !(next > low && next < high) {
            next = 0.5 * (low + high);
        }
        x = next;
    }
    Some(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(got: Option<f64>, expected: f64) {
        let got = got.unwrap();
        assert!((got / expected - 1.0).abs() < 1e-12, "{got:e} {expected:e}");
    }

    #[test]
    fn quantiles_agree_with_published_tables() {
        // R: qnorm(0.975), qnorm(0.95), qnorm(0.025), qnorm(1e-300)
        near(Some(normal_quantile(0.975)), 1.959963984540054);
        near(Some(normal_quantile(0.95)), 1.6448536269514722);
        near(Some(normal_quantile(0.025)), -1.959963984540054);
        near(Some(normal_quantile(1e-300)), -37.0470962993612);
        assert!(normal_quantile(0.5).abs() < 1e-15);
        // R: qt(0.975, 10), and so on
        near(t_quantile(0.975, 10.0), 2.228138851986274);
        near(t_quantile(0.975, 1.0), 12.706204736174698);
        near(t_quantile(0.95, 197.0), 1.652625219265505);
        near(t_quantile(0.995, 8254.5), 2.576425053512354);
        near(t_quantile(0.975, 1e6), 1.959966356814107);
        near(t_quantile(0.975, 1e10), 1.959963984540054);
        near(t_quantile(0.9999999, 30.0), 6.701399512379314);
        near(t_quantile(0.6, 4.0), 0.2707222947075976);
        // R: qbeta(0.025, 1277, 724), qbeta(0.975, 8.2, 10000), qbeta(0.025, 0.5, 20)
        near(beta_quantile(0.025, 1277.0, 724.0), 0.6170035065737504);
        near(beta_quantile(0.975, 8.2, 1e4), 0.0014676388249305092);
        near(beta_quantile(0.025, 0.5, 20.0), 2.4860208631304374e-5);
    }

    /// mpmath with 30 digits.
    #[test]
    fn tails_keep_their_digits() {
        near(t_two_sided_p(2.1, 7.3), 0.0722467134248533);
        near(t_two_sided_p(5.0, 1999.0), 6.233156383431679e-7);
        near(t_two_sided_p(-12.5, 8254.0), 1.564029248450566e-35);
        near(t_two_sided_p(40.0, 30.0), 1.3726045194406403e-27);
        near(t_two_sided_p(1.96, 1e6), 0.04999606758526979);
        near(t_two_sided_p(1e10, 2.0), 1e-20);
        near(t_two_sided_p(0.0, 9.0), 1.0);
        near(f_tail(5.0914, 4.96616699955493, 9927.3678321103), 1.2034625231847e-4);
        near(f_tail(1.8053438885779, 10.6361426423046, 87790.7213695823), 0.04967839127191365);
        near(f_tail(1.1, 3.0, 1e6), 0.3476431729248343);
        near(f_tail(300.0, 5.0, 2000.0), 6.13805996854277e-240);
        near(chi_square_tail(39.82, 5.0), 1.623523341296543e-7);
        near(chi_square_tail(1200.0, 3.0), 7.3316715915511e-260);
        near(chi_square_tail(980.0, 1000.0), 0.6683267363112212);
        near(Some(normal_two_sided_p(20.0)), 5.5072482372124e-89);
    }

    #[test]
    fn what_is_undefined_is_none_and_the_ends_are_ends() {
        assert_eq!(t_two_sided_p(2.0, 0.0), None);
        assert_eq!(t_two_sided_p(f64::NAN, 3.0), None);
        assert_eq!(t_two_sided_p(f64::INFINITY, 3.0), Some(0.0));
        assert_eq!((f_tail(0.0, 2.0, 3.0), f_tail(f64::INFINITY, 2.0, 3.0)), (Some(1.0), Some(0.0)));
        assert_eq!((f_tail(1.0, 0.0, 3.0), chi_square_tail(1.0, 0.0)), (None, None));
        assert_eq!((t_quantile(0.975, 0.0), t_quantile(1.0, 5.0)), (None, None));
        assert_eq!((beta_quantile(0.0, 2.0, 3.0), beta_quantile(0.5, 0.0, 3.0)), (None, None));
    }
}
