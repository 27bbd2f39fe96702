//! Figures from counts and sums. Nothing here looks at a respondent; undefined is `None`.

mod adjust;
mod column_tests;
mod distributions;
mod independence;
mod intervals;
mod means;
mod quantiles;

pub(crate) use adjust::adjusted;
pub(crate) use column_tests::{Side, TestMethod, TestOutcome, compare_shares};
pub(crate) use distributions::{
    chi_square_tail, f_tail, normal_quantile, normal_two_sided_p, t_quantile, t_two_sided_p,
};
pub(crate) use independence::{Pearson, Shares, Tested, pearson, rao_scott, wald};
pub use intervals::ProportionInterval;
pub(crate) use intervals::{margin_of_error, of_sample, proportion_interval, proportion_se};
pub(crate) use means::{mean_interval, paired_difference, sd, sd_population, se};
pub use quantiles::QuantileRule;
pub(crate) use quantiles::quantile;

/// `part / whole`; `None` where the whole is zero.
pub(crate) fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}
