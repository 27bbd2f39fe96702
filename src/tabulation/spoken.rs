//! Figures within sentences, as the language of the document writes them.

use super::rounding;
use crate::i18n::Tongue;

/// 0.95 as "95%", 0.333 as "33.3%": one decimal where there is one.
pub(crate) fn percent(tongue: &Tongue, share: f64) -> String {
    let written = rounding::percent_of(share, 1);
    tongue.percent(written.strip_suffix(".0").unwrap_or(&written))
}

/// A number with so many decimals.
pub fn decimal(tongue: &Tongue, value: f64, decimals: usize) -> String {
    tongue.number(&rounding::decimal(value, decimals))
}

/// A share with its sign, with so many decimals.
pub fn share(tongue: &Tongue, share: f64, decimals: usize) -> String {
    tongue.percent(&rounding::percent_of(share, decimals))
}

/// "p = 0.032", "p < 0.001".
pub fn p(tongue: &Tongue, p: f64) -> String {
    if p < 0.001 {
        format!("p < {}", tongue.number("0.001"))
    } else {
        format!("p = {}", decimal(tongue, p, 3))
    }
}
