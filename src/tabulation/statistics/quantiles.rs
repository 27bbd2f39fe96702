//! Quantiles of sorted values by the rules analysts name. Hyndman and Fan, The American Statistician 50 (1996).

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

/// The quantile `p` (0..1) of values that rise; `None` where there are none.
pub(crate) fn quantile(values: &[f64], p: f64, rule: QuantileRule) -> Option<f64> {
    let last = values.len().checked_sub(1)?;
    let n = values.len() as f64;
    match rule {
        QuantileRule::School | QuantileRule::Math => {
            let target = p * n;
            let nearest = target.round();
            // The running count is whole, so a target within 1e-12 of a whole number stands on a step.
            let on_step = (target - nearest).abs() <= 1e-12 * n;
            let reached = if on_step { nearest } else { target.ceil() };
            let index = (reached as usize).saturating_sub(1).min(last);
            let average = on_step && rule == QuantileRule::School && reached >= 1.0 && index < last;
            Some(if average { 0.5 * (values[index] + values[index + 1]) } else { values[index] })
        }
        QuantileRule::Hf6 | QuantileRule::Hf7 => {
            let position = if rule == QuantileRule::Hf6 { (n + 1.0) * p } else { (n - 1.0) * p + 1.0 };
            let position = position.clamp(1.0, n);
            let below = position.floor();
            let index = (below as usize - 1).min(last);
            let above = values[(index + 1).min(last)];
            Some(values[index] + (position - below) * (above - values[index]))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R: quantile(c(1, 2, 3, 4, 10), p, type = 2 | 1 | 6 | 7), and the median of four values.
    #[test]
    fn the_rules_agree_with_r() {
        let five = [1.0, 2.0, 3.0, 4.0, 10.0];
        let near = |got: Option<f64>, expected: f64| assert!((got.unwrap() - expected).abs() < 1e-12);
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
