//! Sums over the respondents of a mask that have a number; NaN is no number.

use super::Mask;

/// What the mean, its spread and its ends are made from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Moments {
    pub(crate) n: u64,
    pub(crate) sum: f64,
    pub(crate) mean: f64,
    /// Sum of squared distances from the mean.
    pub(crate) squares: f64,
    pub(crate) min: f64,
    pub(crate) max: f64,
}

/// The moments of `values` over `who`; `None` where nobody has a number. Two passes, so that a large mean does not
/// eat the digits of the spread.
pub(crate) fn moments(values: &[f64], who: &Mask) -> Option<Moments> {
    let (mut n, mut sum, mut lost) = (0u64, 0.0, 0.0);
    let (mut min, mut max) = (f64::INFINITY, f64::NEG_INFINITY);
    for value in who.iter().map(|respondent| values[respondent]).filter(|value| !value.is_nan()) {
        n += 1;
        // Kahan's compensation keeps the sum within 1e-12 of itself in any order of the respondents.
        let corrected = value - lost;
        let next = sum + corrected;
        lost = (next - sum) - corrected;
        sum = next;
        min = min.min(value);
        max = max.max(value);
    }
    if n == 0 {
        return None;
    }
    let mean = sum / n as f64;
    let (mut squares, mut lost) = (0.0, 0.0);
    for value in who.iter().map(|respondent| values[respondent]).filter(|value| !value.is_nan()) {
        let corrected = (value - mean) * (value - mean) - lost;
        let next = squares + corrected;
        lost = (next - squares) - corrected;
        squares = next;
    }
    Some(Moments { n, sum, mean, squares, min, max })
}

/// The numbers of `values` over `who`, rising.
pub(crate) fn sorted(values: &[f64], who: &Mask) -> Vec<f64> {
    let mut found: Vec<f64> =
        who.iter().map(|respondent| values[respondent]).filter(|value| !value.is_nan()).collect();
    found.sort_by(f64::total_cmp);
    found
}
