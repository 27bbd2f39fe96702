//! The incomplete beta and gamma functions behind t, F, beta and chi-square: with their digits far into the tail and for
//! degrees of freedom in the millions.

use std::f64::consts::PI;

/// Steps after which a continued fraction is given up; they grow with the root of the degrees of freedom.
const STEPS: usize = 200_000;
/// Relative change of a step below which nothing more is gained.
const SMALLEST_STEP: f64 = 4e-16;
/// Stands for zero in a denominator.
const TINY: f64 = 1e-300;

/// The regularised incomplete beta function I_x(a, b) and 1 − I_x(a, b), each without loss where it is small. `y` is
/// 1 − x, given by itself because it may have digits that 1 − x has lost. 0 < x, y < 1, a, b > 0.
///
/// By the continued fraction of Didonato and Morris 1992, ACM TOMS 18, taken on the side where it converges fast.
pub(super) fn beta_parts(x: f64, y: f64, a: f64, b: f64) -> (f64, f64) {
    if x <= 0.0 {
        return (0.0, 1.0);
    }
    if y <= 0.0 {
        return (1.0, 0.0);
    }
    let power = beta_power(x, y, a, b);
    if power == 0.0 {
        // Further out than there are numbers.
        return if x * (a + b) < a { (0.0, 1.0) } else { (1.0, 0.0) };
    }
    if x * (a + b + 2.0) < a + 1.0 {
        let lower = power * beta_fraction(x, y, a, b);
        (lower, 1.0 - lower)
    } else {
        let upper = power * beta_fraction(y, x, b, a);
        (1.0 - upper, upper)
    }
}

/// x^a y^b / B(a, b), by Loader's expansion about its peak: no difference of large logarithms. C. Loader, Fast and
/// accurate computation of binomial probabilities, 2000.
pub(super) fn beta_power(x: f64, y: f64, a: f64, b: f64) -> f64 {
    let n = a + b;
    let log =
        stirling_error(n) - stirling_error(a) - stirling_error(b) - deviance(a, n * x) - deviance(b, n * y);
    libm::exp(log) * (a / n * b / (2.0 * PI)).sqrt()
}

/// What the power is multiplied with for I_x(a, b): the continued fraction, by Lentz's method.
fn beta_fraction(x: f64, y: f64, a: f64, b: f64) -> f64 {
    // a + 1 − (a + b) x, by whichever of x and y has kept its digits.
    let lead = if x < 0.5 { a + 1.0 - (a + b) * x } else { 1.0 - b + (a + b) * y };
    let denominator = |n: f64| {
        n + n * (b - n) * x / (a + 2.0 * n - 1.0) + (a + n) * (lead + n * (1.0 + y)) / (a + 2.0 * n + 1.0)
    };
    let mut value = not_zero(a * lead / (a + 1.0));
    let mut c = value;
    let mut d = 0.0;
    for step in 1..STEPS {
        let n = step as f64;
        let scale = a + 2.0 * n - 1.0;
        let numerator = (a + n - 1.0) / scale * ((a + b + n - 1.0) / scale) * n * (b - n) * x * x;
        let own = denominator(n);
        d = 1.0 / not_zero(own + numerator * d);
        c = not_zero(own + numerator / c);
        let change = c * d;
        value *= change;
        if (change - 1.0).abs() < SMALLEST_STEP {
            break;
        }
    }
    1.0 / value
}

/// The upper regularised incomplete gamma function Q(a, x), a > 0, x ≥ 0.
pub(super) fn gamma_upper(a: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 1.0;
    }
    if x == f64::INFINITY {
        return 0.0;
    }
    // x^a e^−x / Γ(a)
    let power = libm::exp(-stirling_error(a) - deviance(a, x)) * (a / (2.0 * PI)).sqrt();
    if power == 0.0 {
        return if x < a { 1.0 } else { 0.0 };
    }
    if x < a + 1.0 { 1.0 - power * gamma_series(a, x) } else { power * gamma_fraction(a, x) }
}

/// Σ x^k / (a (a+1) … (a+k))
fn gamma_series(a: f64, x: f64) -> f64 {
    let mut term = 1.0 / a;
    let mut sum = term;
    let mut at = a;
    for _ in 0..STEPS {
        at += 1.0;
        term *= x / at;
        sum += term;
        if term < sum * SMALLEST_STEP {
            break;
        }
    }
    sum
}

fn gamma_fraction(a: f64, x: f64) -> f64 {
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / not_zero(b);
    let mut value = d;
    for step in 1..STEPS {
        let m = step as f64;
        let factor = -m * (m - a);
        b += 2.0;
        d = 1.0 / not_zero(factor * d + b);
        c = not_zero(b + factor / c);
        let change = d * c;
        value *= change;
        if (change - 1.0).abs() < SMALLEST_STEP {
            break;
        }
    }
    value
}

fn not_zero(value: f64) -> f64 {
    if value.abs() < TINY { TINY } else { value }
}

/// What Stirling's formula of Γ(x + 1) is off by, as a logarithm.
fn stirling_error(x: f64) -> f64 {
    if x < 16.0 {
        let half_log_of_circle = 0.5 * libm::log(2.0 * PI);
        return libm::lgamma(x + 1.0) - (x + 0.5) * libm::log(x) + x - half_log_of_circle;
    }
    let inverse = 1.0 / (x * x);
    // Bernoulli numbers over 2k (2k − 1).
    const TERMS: [f64; 7] = [
        1.0 / 12.0,
        -1.0 / 360.0,
        1.0 / 1260.0,
        -1.0 / 1680.0,
        1.0 / 1188.0,
        -691.0 / 360_360.0,
        1.0 / 156.0,
    ];
    TERMS.iter().rev().fold(0.0, |sum, term| sum * inverse + term) / x
}

/// x log(x/m) + m − x, without cancellation where x is near m.
fn deviance(x: f64, m: f64) -> f64 {
    let d = (x - m) / (x + m);
    if d.is_nan() || d.abs() >= 0.1 {
        return x * libm::log(x / m) + m - x;
    }
    // x log(x/m) = 2x (d + d³/3 + d⁵/5 + …), and 2xd = (x − m)(1 + d).
    let square = d * d;
    let mut sum = (x - m) * d;
    let mut power = 2.0 * x * d;
    let mut odd = 3.0;
    loop {
        power *= square;
        let next = sum + power / odd;
        // Equal to the last bit: the series is done.
        if (next - sum).abs() <= sum.abs() * 1e-17 {
            return next;
        }
        sum = next;
        odd += 2.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// mpmath, 30 digits: betainc(a, b, 0, x, regularized=True).
    #[test]
    fn the_beta_function_keeps_its_digits_on_both_sides() {
        let (lower, upper) = beta_parts(0.2, 0.8, 3.0, 5.0);
        // 1 − Σ_{k<3} C(7,k) 0.2^k 0.8^(7−k)
        assert!((lower - 0.148032).abs() < 1e-15 && (upper - 0.851968).abs() < 1e-15, "{lower} {upper}");
        assert_eq!(beta_parts(0.0, 1.0, 3.0, 5.0), (0.0, 1.0));
        assert_eq!(beta_parts(1.0, 0.0, 3.0, 5.0), (1.0, 0.0));
        // Too far out for a number: 0, and never NaN.
        assert_eq!(beta_parts(1e-300, 1.0, 50.0, 5.0), (0.0, 1.0));
        assert_eq!(beta_parts(1.0, 1e-300, 5.0, 50.0), (1.0, 0.0));
    }

    #[test]
    fn the_gamma_function_ends_at_zero() {
        assert!(gamma_upper(2.5, f64::INFINITY) <= 0.0);
        assert!(gamma_upper(2.5, 0.0) >= 1.0);
        // e^−x for a = 1
        assert!((gamma_upper(1.0, 3.0) / libm::exp(-3.0) - 1.0).abs() < 1e-14);
    }
}
