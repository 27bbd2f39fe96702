//! Figures from counts and sums. Nothing here looks at a respondent; undefined is `None`.

mod distributions;
mod intervals;
mod means;
mod quantiles;

pub(crate) use distributions::{normal_quantile, t_quantile, t_two_sided_p};
pub use intervals::ProportionInterval;
pub(crate) use intervals::{margin_of_error, of_sample, proportion_interval, proportion_se};
pub(crate) use means::{mean_interval, paired_difference, sd, sd_population, se};
pub use quantiles::QuantileRule;
pub(crate) use quantiles::quantile;

/// `part / whole`; `None` where the whole is zero.
pub(crate) fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}
