//! One value as people and files write it: numbers, dates and codes.

use chrono::{Datelike, NaiveDate};

use crate::ids::OptionCode;
use crate::questionnaire::{AnswerOption, OptionIndex};

/// Beyond this, whole numbers are no longer kept to the unit: 2 to the power of 53.
pub const NUMBER_MAX: f64 = 9_007_199_254_740_992.0;

/// Whether a number can be stored: finite, and clear of the bytes that stand for missing reasons.
pub(super) fn is_storable(number: f64) -> bool {
    number.is_finite() && number.abs() <= 1e200
}

/// A number with an optional sign, a decimal point and an exponent (`-1.5`, `2e3`); `None` for anything else and beyond
/// [`NUMBER_MAX`].
pub fn parse_number(text: &str) -> Option<f64> {
    let plausible = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E'));
    if !plausible {
        return None;
    }
    text.parse().ok().filter(|number: &f64| number.is_finite() && number.abs() <= NUMBER_MAX)
}

/// A whole number; `3.0` is one too, because other programs write codes so once a cell of the column is empty.
pub fn parse_integer(text: &str) -> Option<i64> {
    text.parse().ok().or_else(|| {
        let number = parse_number(text)?;
        (number.fract() == 0.0).then_some(number as i64)
    })
}

/// A day as ISO 8601 writes it, `2023-09-01`, of the years 1 to 9999.
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    if text.len() != 10 {
        return None;
    }
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|date| (1..=9999).contains(&date.year()))
}

/// The option with this code: `4`, `04` and `4.0` all mean the code 4, because no code can hold a point.
pub fn find_option(options: &[AnswerOption], text: &str) -> Option<OptionIndex> {
    find_code(options.iter().map(|option| option.code.as_str()), text)
}

/// The place of the code among these, read as [`find_option`] reads it.
pub(super) fn find_code<'a>(codes: impl Iterator<Item = &'a str> + Clone, text: &str) -> Option<OptionIndex> {
    let find =
        |code: &str| codes.clone().position(|known| known == code).map(|index| OptionIndex(index as u16));
    find(text).or_else(|| find(canonical_code(text)?.as_str()))
}

fn canonical_code(text: &str) -> Option<OptionCode> {
    let whole = text.strip_suffix(".0").filter(|whole| whole.parse::<i64>().is_ok()).unwrap_or(text);
    OptionCode::parse(whole).ok()
}

/// Whether the number has at most so many decimals, as far as its binary form can tell.
pub fn has_decimals_at_most(number: f64, decimals: u8) -> bool {
    let scaled = number * 10_f64.powi(i32::from(decimals));
    (scaled - scaled.round()).abs() <= 1e-9 * scaled.abs().max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_plain_decimals_within_what_is_kept_exactly() {
        assert_eq!(parse_number("-1.5"), Some(-1.5));
        assert_eq!(parse_number("2e3"), Some(2000.0));
        for wrong in ["", "inf", "NaN", "1,5", "1 000", "0x10", "1e16", "--1", "١"] {
            assert_eq!(parse_number(wrong), None, "{wrong}");
        }
        assert_eq!(parse_integer("3.0"), Some(3));
        assert_eq!(parse_integer("3.5"), None);
    }

    #[test]
    fn decimals_are_counted_in_spite_of_binary_fractions() {
        assert!(has_decimals_at_most(0.1 + 0.2, 1));
        assert!(has_decimals_at_most(1234.56, 2));
        assert!(!has_decimals_at_most(1234.567, 2));
        assert!(!has_decimals_at_most(0.5, 0));
    }

    #[test]
    fn dates_are_iso_days() {
        assert_eq!(parse_date("2024-02-29"), NaiveDate::from_ymd_opt(2024, 2, 29));
        for wrong in ["2023-02-29", "2023-9-1", "01.09.2023", "0000-01-01", "2023-09-01T00:00"] {
            assert_eq!(parse_date(wrong), None, "{wrong}");
        }
    }
}
