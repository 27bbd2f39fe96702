//! Columns of codes and sets to one mask a category, in a single pass.

use super::Mask;

/// One mask for each of `categories` codes; codes from `categories` on (the reserved ones) belong to none.
/// One pass over the respondents.
pub(crate) fn masks_of_codes(codes: &[u16], categories: usize) -> Vec<Mask> {
    let mut masks = vec![Mask::none(codes.len()); categories];
    for (respondent, code) in codes.iter().enumerate() {
        if let Some(mask) = masks.get_mut(usize::from(*code)) {
            mask.insert(respondent);
        }
    }
    masks
}

/// One mask for each of `options` of a column of sets, `width` words a respondent.
pub(crate) fn masks_of_sets(bits: &[u64], width: usize, respondents: usize, options: usize) -> Vec<Mask> {
    let mut masks = vec![Mask::none(respondents); options];
    for (respondent, words) in bits.chunks_exact(width.max(1)).enumerate() {
        for (index, word) in words.iter().enumerate() {
            let mut rest = *word;
            while rest != 0 {
                if let Some(mask) = masks.get_mut(index * 64 + rest.trailing_zeros() as usize) {
                    mask.insert(respondent);
                }
                rest &= rest - 1;
            }
        }
    }
    masks
}

/// Each respondent's score by code; NaN where the code has none or there is no answer.
pub(crate) fn scores_of_codes(codes: &[u16], scores: &[Option<f64>]) -> Vec<f64> {
    codes.iter().map(|code| scores.get(usize::from(*code)).copied().flatten().unwrap_or(f64::NAN)).collect()
}
