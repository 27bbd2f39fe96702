//! Loops over respondents. They know codes, bits and numbers, and nothing of labels, languages or percentages.

mod codes;
mod mask;

pub(crate) use codes::{masks_of_codes, masks_of_sets, scores_of_codes};
pub(crate) use mask::Mask;
