//! Whether the options of a list stand in an order of their own: amounts, degrees, scores.

use super::band_texts;
use super::words::{Text, Words};
use crate::questionnaire::AnswerOption;

/// Fewer options than this have no order to speak of.
const OPTIONS_MIN: usize = 3;

/// Whether the list is ordinal, as far as its texts, values and codes show. When in doubt it is not.
pub(super) fn is_ordinal(substantive: &[&AnswerOption], words: Option<&Words>) -> bool {
    if substantive.len() < OPTIONS_MIN {
        return false;
    }
    let values: Vec<f64> = substantive.iter().filter_map(|option| option.value).collect();
    let rising = values.len() == substantive.len()
        && (values.windows(2).all(|pair| pair[0] < pair[1])
            || values.windows(2).all(|pair| pair[0] > pair[1]));
    rising || band_texts::intervals(substantive).is_some() || are_degrees(substantive, words)
}

/// Whether most of the options are words of degree.
fn are_degrees(substantive: &[&AnswerOption], words: Option<&Words>) -> bool {
    let Some(words) = words else { return false };
    let degrees =
        substantive.iter().filter(|option| Text::new(&option.text.source).has_any(words.degree)).count();
    degrees * 4 >= substantive.len() * 3
}
