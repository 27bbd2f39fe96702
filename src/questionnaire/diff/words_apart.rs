//! Two texts word by word: which words stayed, went and came, and how far apart the texts are.

use similar::{Algorithm, DiffTag, capture_diff_slices};

/// A run of words that stayed, went or came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    Same(String),
    Removed(String),
    Added(String),
}

/// How far two texts are apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Distance {
    Same,
    /// The same words; signs, spaces or capitals differ.
    Signs,
    /// Clearly the same sentence in other words.
    Words,
    /// Nothing says that they mean the same.
    Apart,
}

/// From here on two short texts (options, rows) are taken for the same one reworded. Measured on real waves: rewordings
/// such as "IT Management (e.g. CIO, CISO, CTO)" to "(e.g., ITSM, CIO, CTO)" score 0.8 and more, other answers of the
/// same list ("Always", "Very frequently") 0.5 and less.
const SAME_MEANING_MIN: f64 = 0.6;

/// Two texts of ten pages each: beyond, the comparison could take minutes, and nobody reads it.
const TOKENS_PRODUCT_MAX: usize = 100_000_000;

/// The way from `old` to `new` in whole words; a removed run stands before the run that takes its place. Letters of
/// scripts without spaces count as words.
pub fn word_by_word(old: &str, new: &str) -> Vec<Piece> {
    let (old, new) = (tokens(old), tokens(new));
    if old.len().saturating_mul(new.len()) > TOKENS_PRODUCT_MAX {
        return vec![Piece::Removed(old.concat()), Piece::Added(new.concat())];
    }
    let mut pieces = Vec::new();
    let mut push = |make: fn(String) -> Piece, words: &[&str]| {
        if !words.is_empty() {
            pieces.push(make(words.concat()));
        }
    };
    for step in capture_diff_slices(Algorithm::Patience, &old, &new) {
        let (tag, from, to) = step.as_tag_tuple();
        let (from, to) = (old.get(from).unwrap_or_default(), new.get(to).unwrap_or_default());
        match tag {
            DiffTag::Equal => push(Piece::Same, from),
            DiffTag::Delete => push(Piece::Removed, from),
            DiffTag::Insert => push(Piece::Added, to),
            DiffTag::Replace => {
                push(Piece::Removed, from);
                push(Piece::Added, to);
            }
        }
    }
    without_islands(pieces)
}

/// Joins runs that only a space parts: `[-one-] [-two-]` reads worse than `[-one two-]`.
fn without_islands(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut pieces = pieces.into_iter().peekable();
    let (mut removed, mut added) = (String::new(), String::new());
    let flush = |joined: &mut Vec<Piece>, removed: &mut String, added: &mut String| {
        if !removed.is_empty() {
            joined.push(Piece::Removed(std::mem::take(removed)));
        }
        if !added.is_empty() {
            joined.push(Piece::Added(std::mem::take(added)));
        }
    };
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Removed(text) => removed.push_str(&text),
            Piece::Added(text) => added.push_str(&text),
            Piece::Same(text) => {
                let island = text.trim().is_empty()
                    && pieces.peek().is_some()
                    && !(removed.is_empty() && added.is_empty());
                if island {
                    removed.push_str(&text);
                    added.push_str(&text);
                } else {
                    flush(&mut joined, &mut removed, &mut added);
                    joined.push(Piece::Same(text));
                }
            }
        }
    }
    flush(&mut joined, &mut removed, &mut added);
    joined
}

/// Words, runs of spaces, and each other sign on its own.
fn tokens(text: &str) -> Vec<&str> {
    #[derive(PartialEq, Clone, Copy)]
    enum Sort {
        Word,
        Space,
        Alone,
    }
    let sort = |c: char| {
        if c.is_whitespace() {
            Sort::Space
        } else if is_written_without_spaces(c) || !(c.is_alphanumeric() || c == '_') {
            Sort::Alone
        } else {
            Sort::Word
        }
    };
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let kind = sort(first);
        let end = match kind {
            Sort::Alone => first.len_utf8(),
            Sort::Word | Sort::Space => rest.find(|c| sort(c) != kind).unwrap_or(rest.len()),
        };
        let (token, behind) = rest.split_at(end);
        tokens.push(token);
        rest = behind;
    }
    tokens
}

/// Scripts whose words no space parts: Chinese, Japanese, Thai, Lao, Khmer, Burmese.
fn is_written_without_spaces(c: char) -> bool {
    matches!(u32::from(c),
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3040..=0x30FF | 0x3400..=0x9FFF | 0xF900..=0xFAFF
            | 0x20000..=0x323AF)
}

/// The words of a text without signs and capitals: what a careful reader compares. "1 to 5" is "1-5".
pub(super) fn plain_words(text: &str) -> Vec<String> {
    let straight: String = text.chars().filter(|c| !matches!(c, '\'' | '’' | '‘')).collect();
    let words: Vec<String> = tokens(&straight)
        .into_iter()
        .filter(|token| token.chars().any(char::is_alphanumeric))
        .map(str::to_lowercase)
        .collect();
    let is_figure = |word: Option<&String>| word.is_some_and(|word| word.chars().all(|c| c.is_ascii_digit()));
    let joins = |at: usize| {
        words.get(at).is_some_and(|word| word == "to")
            && is_figure(at.checked_sub(1).and_then(|before| words.get(before)))
            && is_figure(words.get(at + 1))
    };
    words.iter().enumerate().filter(|(at, _)| !joins(*at)).map(|(_, word)| word.clone()).collect()
}

/// A text as [`plain_words`] sees it: two that are equal differ in signs, spaces and capitals at most. A text of signs
/// alone stands as it is.
pub(super) fn plain(text: &str) -> String {
    let words = plain_words(text).join(" ");
    if words.is_empty() { text.trim().to_owned() } else { words }
}

/// How far two short texts are apart.
pub(super) fn distance(old: &str, new: &str) -> Distance {
    if old == new {
        return Distance::Same;
    }
    if plain(old) == plain(new) {
        return Distance::Signs;
    }
    if likeness(&plain_words(old), &plain_words(new)) >= SAME_MEANING_MIN {
        Distance::Words
    } else {
        Distance::Apart
    }
}

/// From 0 to 1: the better of shared words and shared pairs of letters (Dice). Figures must agree: "2-4" is not "5-9".
fn likeness(old: &[String], new: &[String]) -> f64 {
    let figures = |words: &[String]| -> Vec<String> {
        words.iter().filter(|word| word.chars().any(|c| c.is_ascii_digit())).cloned().collect()
    };
    if figures(old) != figures(new) {
        return 0.0;
    }
    let mut left: Vec<&String> = new.iter().collect();
    let shared = old
        .iter()
        .filter(|word| left.iter().position(|other| other == word).map(|at| left.swap_remove(at)).is_some())
        .count();
    let words = 2.0 * shared as f64 / (old.len() + new.len()).max(1) as f64;
    words.max(strsim::sorensen_dice(&old.join(" "), &new.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> String {
        let show = |piece| match piece {
            Piece::Same(text) => text,
            Piece::Removed(text) => format!("[-{text}-]"),
            Piece::Added(text) => format!("{{+{text}+}}"),
        };
        word_by_word(old, new).into_iter().map(show).collect()
    }

    #[test]
    fn words_are_replaced_as_wholes() {
        assert_eq!(
            shown("How many people work for your organization?", "How many people work for your company?"),
            "How many people work for your [-organization-]{+company+}?"
        );
    }

    #[test]
    fn a_run_of_words_is_one_piece() {
        assert_eq!(
            shown("the open source program or initiative", "the OSPO or similar initiative"),
            "the [-open source program-]{+OSPO+} or {+similar +}initiative"
        );
    }

    #[test]
    fn letters_of_a_script_without_spaces_count_as_words() {
        assert_eq!(shown("年齢は？", "年代は？"), "年[-齢-]{+代+}は？");
    }

    #[test]
    fn distances() {
        for (old, new, expected) in [
            ("Yes", "Yes", Distance::Same),
            ("Don't know", "Don’t know.", Distance::Signs),
            ("IT Management (e.g. CIO, CISO, CTO)", "IT Management (e.g., ITSM, CIO, CTO)", Distance::Words),
            ("Developer relations, marketing or communications", "Marketing", Distance::Apart),
            ("2-4", "5-9", Distance::Apart),
            ("1-5", "1 to 5", Distance::Signs),
            ("Always", "Very frequently", Distance::Apart),
            ("Africa", "United States or Canada", Distance::Apart),
            ("", "Something", Distance::Apart),
        ] {
            assert_eq!(distance(old, new), expected, "{old} / {new}");
        }
    }
}
