//! The one rounding of shown figures: half away from zero, on the exact fraction where there is one.
//!
//! *Rationale:* a share of 17/37 = 45.9459… and one of 919/2000 = 45.95 must both come out as a person with a pencil
//! would write them. `format!("{:.1}")` rounds the nearest double, which may lie on the wrong side of a half.

/// What stands where a figure is undefined.
pub const UNDEFINED: &str = "–";

/// `count` of `base` in percent, without the sign: `percent(919, 2000, 1)` is `46.0`. Exact, for unweighted shares.
/// [`UNDEFINED`] where the base is zero.
pub fn percent(count: u64, base: u64, decimals: usize) -> String {
    fraction(u128::from(count) * 100, base, decimals)
}

/// `count` of `base` as a proportion: `proportion(88, 100, 2)` is `0.88`. Exact, for unweighted shares.
/// [`UNDEFINED`] where the base is zero.
pub fn proportion(count: u64, base: u64, decimals: usize) -> String {
    fraction(u128::from(count), base, decimals)
}

/// A proportion (0..1) in percent, without the sign, rounded after 12 significant digits.
pub fn percent_of(proportion: f64, decimals: usize) -> String {
    shifted(proportion, decimals, 2)
}

/// A number with `decimals` decimals, rounded after 12 significant digits: `decimal(2.675, 2)` is `2.68`.
/// Zero has no sign. [`UNDEFINED`] where the number is not finite.
pub fn decimal(value: f64, decimals: usize) -> String {
    shifted(value, decimals, 0)
}

fn fraction(numerator: u128, base: u64, decimals: usize) -> String {
    if base == 0 {
        return UNDEFINED.to_owned();
    }
    let base = u128::from(base);
    let scaled = numerator * 10_u128.pow(decimals.min(12) as u32);
    // Half up: floor(x + 1/2) = floor((2·numerator + base) / (2·base)); counts are never negative.
    let digits = ((2 * scaled + base) / (2 * base)).to_string();
    place_point(&digits, decimals.min(12))
}

/// `value · 10^shift` with `decimals` decimals. Works on the decimal digits, so that no second binary rounding enters.
fn shifted(value: f64, decimals: usize, shift: i32) -> String {
    if !value.is_finite() {
        return UNDEFINED.to_owned();
    }
    let scientific = format!("{:.11e}", value.abs());
    let (mantissa, exponent) = scientific.split_once('e').expect("`{:e}` writes an exponent");
    let exponent: i32 = exponent.parse().expect("the exponent of `{:e}` is a whole number");
    let digits: Vec<u8> = mantissa.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect();
    // The digit with index i stands for 10^(exponent - i); kept are those down to 10^-(decimals + shift).
    let kept = exponent + shift + decimals as i32 + 1;
    let kept_digits = usize::try_from(kept).unwrap_or(0);
    let mut whole: Vec<u8> = (0..kept_digits).map(|index| digits.get(index).copied().unwrap_or(0)).collect();
    let rounds_up = kept >= 0 && digits.get(kept_digits).is_some_and(|digit| *digit >= 5);
    if rounds_up {
        add_one(&mut whole);
    }
    let text: String = whole.iter().map(|digit| char::from(b'0' + digit)).collect();
    let text = place_point(text.trim_start_matches('0'), decimals);
    let is_zero = text.bytes().all(|byte| byte == b'0' || byte == b'.');
    if value < 0.0 && !is_zero { format!("-{text}") } else { text }
}

fn add_one(digits: &mut Vec<u8>) {
    for digit in digits.iter_mut().rev() {
        if *digit < 9 {
            *digit += 1;
            return;
        }
        *digit = 0;
    }
    digits.insert(0, 1);
}

/// `1234` with two decimals is `12.34`, `5` is `0.05`.
fn place_point(digits: &str, decimals: usize) -> String {
    let padded = format!("{digits:0>width$}", width = decimals + 1);
    if decimals == 0 {
        return padded;
    }
    let (whole, fraction) = padded.split_at(padded.len() - decimals);
    format!("{whole}.{fraction}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_away_from_zero_on_the_exact_fraction() {
        assert_eq!(percent(919, 2000, 1), "46.0");
        assert_eq!(percent(1, 8, 0), "13");
        assert_eq!(percent(1, 8, 1), "12.5");
        assert_eq!(percent(17, 37, 1), "45.9");
        assert_eq!(percent(1, 200, 0), "1");
        assert_eq!(percent(999, 1000, 0), "100");
        assert_eq!(percent(0, 7, 1), "0.0");
        assert_eq!(proportion(175, 200, 2), "0.88");
        assert_eq!(percent(u64::MAX, u64::MAX, 4), "100.0000");
    }

    #[test]
    fn a_base_of_zero_has_no_percentage() {
        assert_eq!(percent(0, 0, 0), UNDEFINED);
        assert_eq!(decimal(f64::NAN, 1), UNDEFINED);
    }

    #[test]
    fn a_double_rounds_as_its_twelve_digits_do() {
        assert_eq!(percent_of(0.4595, 1), "46.0");
        assert_eq!(percent_of(0.285, 0), "29");
        assert_eq!(percent_of(0.145, 0), "15");
        assert_eq!(decimal(2.675, 2), "2.68");
        assert_eq!(decimal(-2.5, 0), "-3");
        assert_eq!(decimal(-0.004, 2), "0.00");
        assert_eq!(decimal(0.05, 1), "0.1");
        assert_eq!(decimal(0.004, 1), "0.0");
        assert_eq!(decimal(0.0006, 1), "0.0");
        assert_eq!(decimal(9.96, 1), "10.0");
        assert_eq!(decimal(99.999, 0), "100");
        assert_eq!(decimal(0.5, 0), "1");
        assert_eq!(decimal(0.0, 2), "0.00");
        assert_eq!(decimal(1_234_567.891, 2), "1234567.89");
        assert_eq!(decimal(1e15, 1), "1000000000000000.0");
    }

    #[test]
    fn both_ways_agree_on_every_small_fraction() {
        for base in 1..=400_u64 {
            for count in 0..=base {
                for decimals in 0..=2 {
                    assert_eq!(
                        percent(count, base, decimals),
                        percent_of(count as f64 / base as f64, decimals),
                        "{count}/{base} at {decimals}"
                    );
                }
            }
        }
    }
}
