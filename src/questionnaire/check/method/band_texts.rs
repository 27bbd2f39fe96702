//! Q505: options that are bands of a number by their texts (“1 to 10”, “11–50”, “over 500”) and overlap or leave gaps, so that
//! somebody finds two places or none.

use super::lists;
use crate::diagnostics::{Code, Diagnostic};
use crate::questionnaire::AnswerOption;
use crate::questionnaire::check::Subject;

/// Fewer bands than this are no division of anything.
const BANDS_MIN: usize = 3;
/// A text with more words than this beside its numbers is a sentence, not a band.
const UNIT_WORDS_MAX: usize = 3;

/// Which values an option takes by its text: whole steps, so that both ends belong to it. `None` is open.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Interval {
    low: Option<f64>,
    high: Option<f64>,
}

pub(super) fn hint(subject: &Subject<'_, '_>, diagnostics: &mut Vec<Diagnostic>) {
    for list in lists::each(subject) {
        let substantive = list.substantive();
        let Some(bands) = intervals(&substantive) else { continue };
        let mut order: Vec<usize> = (0..bands.intervals.len()).collect();
        let low = |at: &usize| bands.intervals[*at].low.unwrap_or(f64::NEG_INFINITY);
        order.sort_by(|a, b| low(a).total_cmp(&low(b)));
        for pair in order.windows(2) {
            let (first, second) = (bands.intervals[pair[0]], bands.intervals[pair[1]]);
            let (Some(end), Some(start)) = (first.high, second.low) else { continue };
            let texts = [pair[0], pair[1]].map(|at| &*bands.options[at].text.source);
            // Half a step either way is what figures in the file cannot be off by.
            let (what, help) = if start < end + bands.step / 2.0 {
                ("overlap", "let each begin one step after the one before it ends")
            } else if start > end + bands.step * 1.5 {
                ("leave a gap between them", "let each begin where the one before it ends")
            } else {
                continue;
            };
            diagnostics.push(
                Diagnostic::new(
                    Code::BandTexts,
                    list.at,
                    format!("the options “{}” and “{}” of `{}` {what}", texts[0], texts[1], list.item.id),
                )
                .help(help),
            );
        }
    }
}

/// The bands of a list.
pub(super) struct Bands<'a> {
    intervals: Vec<Interval>,
    options: Vec<&'a AnswerOption>,
    /// The smallest difference of two values that the texts tell apart.
    step: f64,
}

/// The bands of a list, where most of its options are bands of one number; `None` where that is not certain.
pub(super) fn intervals<'a>(substantive: &[&'a AnswerOption]) -> Option<Bands<'a>> {
    let with_digits: Vec<&AnswerOption> = substantive
        .iter()
        .copied()
        .filter(|option| option.text.source.chars().any(|c| c.is_ascii_digit()))
        .collect();
    if with_digits.len() < BANDS_MIN || with_digits.len() * 4 < substantive.len() * 3 {
        return None;
    }
    let read: Vec<Reading> =
        with_digits.iter().map(|option| Reading::of(&option.text.source)).collect::<Option<Vec<_>>>()?;
    let mut units: Vec<&str> =
        read.iter().map(|reading| reading.unit.as_str()).filter(|unit| !unit.is_empty()).collect();
    units.sort_unstable();
    units.dedup();
    let only_values = read.iter().all(|reading| reading.is_value);
    if units.len() > 1 || only_values {
        return None;
    }
    let decimals = read.iter().map(|reading| reading.decimals).max().unwrap_or(0);
    let step = 10_f64.powi(-i32::try_from(decimals).unwrap_or(0));
    let interval = |reading: &Reading| Interval {
        low: reading.low.map(|(low, inclusive)| if inclusive { low } else { low + step }),
        high: reading.high.map(|(high, inclusive)| if inclusive { high } else { high - step }),
    };
    Some(Bands { intervals: read.iter().map(interval).collect(), options: with_digits, step })
}

/// One option's text as a band: its ends, each with whether it belongs to the band.
#[derive(Debug, PartialEq)]
struct Reading {
    low: Option<(f64, bool)>,
    high: Option<(f64, bool)>,
    is_value: bool,
    decimals: usize,
    unit: String,
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Number(f64),
    Word(String),
}

const CONNECTORS: &[&str] =
    &["to", "-", "–", "—", "~", "bis", "à", "a", "al", "até", "hasta", "至", "到", "から", "and"];
const JOINED: &[&str] = &["or", "and", "oder", "und", "ou", "et", "o", "y", "e"];
/// After "or": this and beyond. Alone: beyond this.
const ABOVE: &[&str] = &[
    "more",
    "over",
    "above",
    "older",
    "later",
    "greater",
    "higher",
    "longer",
    "after",
    "exceeding",
    ">",
    "mehr",
    "über",
    "älter",
    "plus",
    "más",
    "mais",
    "초과",
    "超",
];
const BELOW: &[&str] = &[
    "less", "fewer", "under", "below", "younger", "earlier", "lower", "shorter", "before", "<", "weniger",
    "unter", "jünger", "moins", "menos", "미만", "未満", "未满",
];
const AT_LEAST: &[&str] = &["least", "+", "≥", "minimum", "from", "ab", "mindestens", "이상", "以上"];
const AT_MOST: &[&str] = &["most", "up", "≤", "maximum", "höchstens", "이하", "以下"];
/// Words that belong to the others, and marks of money and shares.
const PASSED_OVER: &[&str] = &[
    "than",
    "als",
    "de",
    "que",
    "do",
    "at",
    "between",
    "about",
    "approximately",
    "the",
    "$",
    "€",
    "£",
    "¥",
    "%",
    "us",
];

impl Reading {
    fn of(text: &str) -> Option<Reading> {
        let (tokens, decimals) = tokens(text)?;
        let numbers: Vec<(usize, f64)> = tokens
            .iter()
            .enumerate()
            .filter_map(|(at, token)| match token {
                Token::Number(number) => Some((at, *number)),
                Token::Word(_) => None,
            })
            .collect();
        let words = |range: std::ops::Range<usize>| -> Vec<&str> {
            let inner = tokens.get(range).unwrap_or_default();
            inner
                .iter()
                .filter_map(|token| if let Token::Word(word) = token { Some(word.as_str()) } else { None })
                .collect()
        };
        let all = words(0..tokens.len());
        let unit = unit(&all)?;
        let has = |list: &[&str]| all.iter().any(|word| list.contains(word));
        let (low, high, is_value) = match numbers.as_slice() {
            [(_, number)] => {
                let joined = all.windows(2).find(|pair| JOINED.contains(&pair[0])).map(|pair| pair[1]);
                let is_joined = |list: &[&str]| joined.is_some_and(|word| list.contains(&word));
                if is_joined(ABOVE) || has(AT_LEAST) {
                    (Some((*number, true)), None, false)
                } else if is_joined(BELOW) || has(AT_MOST) {
                    (None, Some((*number, true)), false)
                } else if has(&["no", "not"]) {
                    return None;
                } else {
                    match (has(ABOVE), has(BELOW)) {
                        (true, false) => (Some((*number, false)), None, false),
                        (false, true) => (None, Some((*number, false)), false),
                        (false, false) if joined.is_none() => {
                            (Some((*number, true)), Some((*number, true)), true)
                        }
                        (true, true) | (false, false) => return None,
                    }
                }
            }
            [(first_at, first), (second_at, second)] if first < second => {
                let (before, between) = (words(0..*first_at), words(*first_at + 1..*second_at));
                let connected = between.iter().any(|word| CONNECTORS.contains(word));
                let open_above = between.iter().any(|word| BELOW.contains(word));
                let open_below = before.iter().any(|word| ABOVE.contains(word));
                let other = between.iter().any(|word| ABOVE.contains(word))
                    || before.iter().any(|word| BELOW.contains(word));
                if !connected || other {
                    return None;
                }
                (Some((*first, !open_below)), Some((*second, !open_above)), false)
            }
            _ => return None,
        };
        Some(Reading { low, high, is_value, decimals, unit })
    }
}

/// The words that are no part of the band itself, in the singular; `None` where they make a sentence.
fn unit(words: &[&str]) -> Option<String> {
    let known = [CONNECTORS, JOINED, ABOVE, BELOW, AT_LEAST, AT_MOST, PASSED_OVER];
    let left: Vec<String> = words
        .iter()
        .filter(|word| !known.iter().any(|list| list.contains(word)))
        .map(|word| match *word {
            "people" => "person".to_owned(),
            word => word.strip_suffix('s').filter(|stem| stem.len() > 2).unwrap_or(word).to_owned(),
        })
        .collect();
    (left.len() <= UNIT_WORDS_MAX).then(|| left.join(" "))
}

/// The numbers and words of a text, and the most decimals a number has; `None` where a number cannot be told.
fn tokens(text: &str) -> Option<(Vec<Token>, usize)> {
    let chars: Vec<char> = text.to_lowercase().chars().collect();
    let (mut tokens, mut decimals, mut at) = (Vec::new(), 0, 0);
    while let Some(c) = chars.get(at).copied() {
        if c.is_ascii_digit() {
            let (number, places, next) = number(&chars, at)?;
            decimals = decimals.max(places);
            tokens.push(Token::Number(number));
            at = next;
        } else if c.is_alphabetic() {
            let end = (at..chars.len()).find(|next| !chars[*next].is_alphabetic()).unwrap_or(chars.len());
            let word: String = chars[at..end].iter().collect();
            match (word.as_str(), tokens.last_mut()) {
                ("k" | "thousand", Some(Token::Number(number))) => *number *= 1e3,
                ("m" | "million", Some(Token::Number(number))) => *number *= 1e6,
                ("bn" | "billion", Some(Token::Number(number))) => *number *= 1e9,
                _ => tokens.push(Token::Word(word)),
            }
            at = end;
        } else {
            if !c.is_whitespace() && !matches!(c, '(' | ')' | ',' | '.' | ':' | ';' | '*' | '\'' | '’' | '"')
            {
                tokens.push(Token::Word(c.to_string()));
            }
            at += 1;
        }
    }
    Some((tokens, decimals))
}

/// The number that starts here, its decimals, and where it ends. A comma or a point before three digits sets thousands apart; one
/// before other digits is decimal.
fn number(chars: &[char], start: usize) -> Option<(f64, usize, usize)> {
    let digits = |from: usize| chars[from..].iter().take_while(|c| c.is_ascii_digit()).count();
    let mut at = start + digits(start);
    let mut written: String = chars[start..at].iter().collect();
    let mut decimals = 0;
    while let Some(mark) =
        chars.get(at).filter(|c| matches!(c, ',' | '.' | '\u{a0}' | '\u{202f}' | '’' | '\''))
    {
        let following = digits(at + 1);
        match following {
            0 => break,
            3 => {}
            _ if matches!(mark, '.' | ',') && decimals == 0 => {
                decimals = following;
                written.push('.');
            }
            _ => return None,
        }
        written.extend(&chars[at + 1..at + 1 + following]);
        at += 1 + following;
        if decimals > 0 {
            break;
        }
    }
    Some((written.parse().ok()?, decimals, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    type End = Option<(f64, bool)>;

    fn ends(text: &str) -> Option<(End, End)> {
        Reading::of(text).map(|reading| (reading.low, reading.high))
    }

    #[test]
    fn bands_are_read_from_their_words() {
        let closed = |low: f64, high: f64| Some((Some((low, true)), Some((high, true))));
        assert_eq!(ends("1-10"), closed(1.0, 10.0));
        assert_eq!(ends("11 to 50 people"), closed(11.0, 50.0));
        assert_eq!(ends("1,000 – 4,999"), closed(1000.0, 4999.0));
        assert_eq!(ends("$50k to $99k"), closed(50e3, 99e3));
        assert_eq!(ends("between 1.5 and 2.5 hours"), closed(1.5, 2.5));
        assert_eq!(ends("25 % to under 75 %"), Some((Some((25.0, true)), Some((75.0, false)))));
        assert_eq!(ends("over 500"), Some((Some((500.0, false)), None)));
        assert_eq!(ends("More than 1,000"), Some((Some((1000.0, false)), None)));
        assert_eq!(ends("20,000 or more"), Some((Some((20000.0, true)), None)));
        assert_eq!(ends("65+"), Some((Some((65.0, true)), None)));
        assert_eq!(ends("< 5"), Some((None, Some((5.0, false)))));
        assert_eq!(ends("up to 5"), Some((None, Some((5.0, true)))));
        assert_eq!(ends("10 oder mehr"), Some((Some((10.0, true)), None)));
        assert_eq!(ends("0"), closed(0.0, 0.0));
    }

    #[test]
    fn what_is_no_band_is_none() {
        for text in
            ["Version 2 of the licence that came in 1991 or so", "3, 4 and 5", "10 to 1", "not 5", "none"]
        {
            assert_eq!(ends(text), None, "{text}");
        }
    }
}
