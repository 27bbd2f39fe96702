//! Figures from counts and sums. Nothing here looks at a respondent; undefined is `None`.

mod adjust;
mod column_tests;
mod distributions;
mod incomplete;
mod independence;
mod intervals;
mod means;
mod quantiles;
mod ranks;

pub(crate) use adjust::adjusted;
pub(crate) use column_tests::{Side, TestMethod, TestOutcome, compare_shares};
pub(crate) use distributions::{
    beta_quantile, chi_square_tail, f_tail, normal_quantile, normal_two_sided_p, t_quantile, t_two_sided_p,
};
pub(crate) use independence::{Pearson, Shares, Tested, pearson, rao_scott, wald};
pub use intervals::ProportionInterval;
pub(crate) use intervals::{margin_of_error, proportion_interval};
pub(crate) use means::paired_difference;
pub use quantiles::QuantileRule;
pub(crate) use quantiles::quantile;
pub(crate) use ranks::{Tied, mid_ranks, wilcoxon};
