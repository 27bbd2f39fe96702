//! p values for many comparisons at once.

use crate::tabulation::request::Adjust;

/// The p values of a family after the adjustment; those that are undefined do not count in it.
///
/// Bonferroni: min(1, p m). Benjamini and Hochberg 1995, JRSS B 57: from the largest down, the running minimum of
/// p m / rank. R: `p.adjust`.
pub(crate) fn adjusted(adjust: Adjust, ps: &[Option<f64>]) -> Vec<Option<f64>> {
    let m = ps.iter().flatten().count() as f64;
    match adjust {
        Adjust::None => ps.to_vec(),
        Adjust::Bonferroni => ps.iter().map(|p| p.map(|p| (p * m).min(1.0))).collect(),
        Adjust::BenjaminiHochberg => {
            let mut order: Vec<usize> = (0..ps.len()).filter(|at| ps[*at].is_some()).collect();
            order.sort_by(|a, b| ps[*a].unwrap_or(1.0).total_cmp(&ps[*b].unwrap_or(1.0)));
            let mut found = ps.to_vec();
            let mut least = 1.0_f64;
            for (rank, at) in order.iter().enumerate().rev() {
                least = least.min(ps[*at].unwrap_or(1.0) * m / (rank + 1) as f64);
                found[*at] = Some(least);
            }
            found
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R: p.adjust(c(0.01, 0.04, 0.03, 0.5), "BH" | "bonferroni")
    #[test]
    fn families_are_adjusted_as_r_does() {
        let ps = [Some(0.01), None, Some(0.04), Some(0.03), Some(0.5)];
        let near = |got: Vec<Option<f64>>, expected: [Option<f64>; 5]| {
            for (got, expected) in got.iter().zip(expected) {
                assert_eq!(got.is_some(), expected.is_some());
                assert!((got.unwrap_or(0.0) - expected.unwrap_or(0.0)).abs() < 1e-12, "{got:?} {expected:?}");
            }
        };
        let third = 0.16 / 3.0;
        near(
            adjusted(Adjust::BenjaminiHochberg, &ps),
            [Some(0.04), None, Some(third), Some(third), Some(0.5)],
        );
        near(adjusted(Adjust::Bonferroni, &ps), [Some(0.04), None, Some(0.16), Some(0.12), Some(1.0)]);
    }
}
