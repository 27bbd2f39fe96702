//! The difference of two shares of the same people.

use super::{t_quantile, t_two_sided_p};

/// The difference of two shares among the same people.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct PairedDifference {
    pub(crate) difference: f64,
    pub(crate) se: Option<f64>,
    pub(crate) ci: Option<(f64, f64)>,
    pub(crate) df: Option<f64>,
    pub(crate) statistic: Option<f64>,
    pub(crate) p: Option<f64>,
}

/// Paired t of two 0/1 variables: `only_first` people have the first alone, `only_second` the second alone, of `n`.
pub(crate) fn paired_difference(
    only_first: u64,
    only_second: u64,
    n: u64,
    confidence: f64,
) -> Option<PairedDifference> {
    if n == 0 {
        return None;
    }
    let count = n as f64;
    let difference = (only_first as f64 - only_second as f64) / count;
    let squares = (only_first + only_second) as f64 - count * difference * difference;
    let df = (n > 1).then_some(count - 1.0);
    let se = df.map(|df| (squares.max(0.0) / df / count).sqrt());
    let t = df.and_then(|df| t_quantile(1.0 - (1.0 - confidence) / 2.0, df));
    let ci = se.zip(t).map(|(se, t)| (difference - t * se, difference + t * se));
    let statistic = se.filter(|se| *se > 0.0).map(|se| difference / se);
    let p = statistic.zip(df).and_then(|(statistic, df)| t_two_sided_p(statistic, df));
    Some(PairedDifference { difference, se, ci, df, statistic, p })
}
