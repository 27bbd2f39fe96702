//! Quantiles of sorted values by the rules analysts name. Hyndman and Fan, The American Statistician 50 (1996).

use crate::tabulation::counting::Point;

/// Which of Hyndman and Fan's definitions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuantileRule {
    /// Definition 2: the average of two neighbours at a step, else the value.
    School,
    /// Definition 1: always a value.
    Math,
    /// Definition 6: SPSS.
    Hf6,
    /// Definition 7: R's default.
    Hf7,
}

/// The quantile `p` (0..1) of distinct values that rise, each with the people who have it; `None` where nobody has a
/// weight above zero. The first two rules count weights, the others people.
pub(crate) fn quantile(points: &[Point], p: f64, rule: QuantileRule) -> Option<f64> {
    let points: Vec<&Point> = points.iter().filter(|point| point.sums.w > 0.0).collect();
    match rule {
        QuantileRule::School | QuantileRule::Math => {
            let all: f64 = points.iter().map(|point| point.sums.w).sum();
            let target = p * all;
            let mut running = 0.0;
            for (at, point) in points.iter().enumerate() {
                running += point.sums.w;
                let on_step = (running - target).abs() <= 1e-12 * all;
                if on_step && rule == QuantileRule::School {
                    let next = points.get(at + 1).unwrap_or(point);
                    return Some(0.5 * (point.value + next.value));
                }
                if on_step || running > target {
                    return Some(point.value);
                }
            }
            points.last().map(|point| point.value)
        }
        QuantileRule::Hf6 | QuantileRule::Hf7 => {
            let n = points.iter().map(|point| point.sums.n).sum::<u64>() as f64;
            let position = if rule == QuantileRule::Hf6 { (n + 1.0) * p } else { (n - 1.0) * p + 1.0 };
            let position = position.clamp(1.0, n.max(1.0));
            let below = position.floor();
            let value = at_rank(&points, below)?;
            let above = at_rank(&points, (below + 1.0).min(n))?;
            Some(value + (position - below) * (above - value))
        }
    }
}

/// The value of the person at this place, from 1.
fn at_rank(points: &[&Point], rank: f64) -> Option<f64> {
    let mut running = 0;
    let reached = points.iter().find(|point| {
        running += point.sums.n;
        running as f64 >= rank
    });
    reached.map(|point| point.value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tabulation::counting::Sums;

    /// R: quantile(c(1, 2, 3, 4, 10), p, type = 2 | 1 | 6 | 7), and the median of four values.
    #[test]
    fn the_rules_agree_with_r() {
        let five = [1.0, 2.0, 3.0, 4.0, 10.0];
        let near = |got: Option<f64>, expected: f64| assert!((got.unwrap() - expected).abs() < 1e-12);
        let quantile = |values: &[f64], p, rule| {
            let point = |value: &f64| Point { value: *value, sums: Sums::unweighted(1) };
            super::quantile(&values.iter().map(point).collect::<Vec<_>>(), p, rule)
        };
        near(quantile(&five, 0.25, QuantileRule::School), 2.0);
        near(quantile(&five, 0.2, QuantileRule::School), 1.5);
        near(quantile(&five, 0.2, QuantileRule::Math), 1.0);
        near(quantile(&five, 0.25, QuantileRule::Hf6), 1.5);
        near(quantile(&five, 0.9, QuantileRule::Hf7), 7.6);
        near(quantile(&[1.0, 2.0, 3.0, 4.0], 0.5, QuantileRule::School), 2.5);
        near(quantile(&[1.0, 2.0, 3.0, 4.0], 0.5, QuantileRule::Math), 2.0);
        assert_eq!(quantile(&[], 0.5, QuantileRule::School), None);
    }
}
