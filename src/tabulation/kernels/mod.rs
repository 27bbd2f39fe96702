//! Loops over respondents. They know nothing of labels, languages or percentages.

mod mask;
mod threads;

pub(crate) use mask::Mask;
pub(crate) use threads::side_by_side;
