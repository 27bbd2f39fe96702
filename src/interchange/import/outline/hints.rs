//! What an outline says in parentheses behind a question: (choose all that apply), (optional), (1-5), (if 3 = Yes).

use crate::questionnaire::{DeclaredMissing, Order};

/// What is to be made of a question, as its hints say.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Hints {
    pub kind: Option<Hinted>,
    pub required: Option<bool>,
    pub least: Option<usize>,
    pub most: Option<usize>,
    pub order: Option<Order>,
    pub dropdown: bool,
    /// The words behind "if".
    pub condition: Option<String>,
    /// From where to where, with the words at the ends.
    pub range: Option<(i64, i64)>,
    pub from_text: Option<String>,
    pub to_text: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hinted {
    Single,
    Multiple,
    Ranking,
    Grid,
    YesNo,
    Number { decimals: u8 },
    Scale,
    Date,
    Email,
    Url,
    ShortText,
    LongText,
    Note,
}

/// The text without the hints at its end, and what they say. Parentheses with any word that is none stay text.
pub(super) fn split(text: &str) -> (String, Hints) {
    let mut hints = Hints::default();
    let mut rest = text.trim();
    loop {
        let bare = rest.trim_end_matches(['*', '_', ' ']);
        if rest.ends_with(" *") {
            hints.required = Some(true);
        }
        let opened = if bare.ends_with(')') {
            bare.rfind('(')
        } else {
            bare.rfind('[').filter(|_| bare.ends_with(']'))
        };
        let Some(at) = opened else { break };
        let inner = bare.get(at + 1..bare.len() - 1).unwrap_or_default();
        let mut tried = hints.clone();
        if !read(inner, &mut tried) {
            break;
        }
        hints = tried;
        rest = rest.get(..at).unwrap_or_default().trim_end_matches(['*', '_', ' ']);
    }
    if hints.kind.is_none() && hints.range.is_none() {
        scale_in_words(text, &mut hints);
    }
    let text = if hints.required == Some(true) { rest.trim_end_matches([' ', '*']) } else { rest };
    (unbalanced(text), hints)
}

/// "On a scale of 1 to 5, how …" says what "(1-5)" says.
fn scale_in_words(text: &str, hints: &mut Hints) {
    let lower = text.to_lowercase();
    let behind = ["on a scale of ", "on a scale from "].iter().find_map(|words| lower.split_once(words));
    let Some((_, behind)) = behind else { return };
    let words: Vec<&str> = behind.split(|c: char| !c.is_ascii_alphanumeric()).take(3).collect();
    match words.as_slice() {
        [from, "to", to] | [from, to, _] => {
            ranged(&format!("{from}-{to}"), hints);
        }
        _ => {}
    }
}

/// Bold whose end went away with a hint is opened no more.
fn unbalanced(text: &str) -> String {
    let text = text.trim();
    if text.matches("**").count() % 2 == 1 { text.replacen("**", "", 1) } else { text.to_owned() }
}

/// Adds what the words between parentheses say; `false` where some of them say nothing.
pub(super) fn read(inner: &str, hints: &mut Hints) -> bool {
    let mut words = inner.trim().trim_matches(['*', '_', '.']);
    // A condition goes to the end: its answers may hold commas.
    while !words.is_empty() {
        if let Some(condition) = condition(words) {
            hints.condition = Some(condition.to_owned());
            return !condition.is_empty();
        }
        let (first, rest) = words.split_once([',', ';']).unwrap_or((words, ""));
        if !phrase(first.trim(), hints) {
            return false;
        }
        words = rest.trim();
    }
    !inner.trim().is_empty()
}

/// What stands behind "if".
fn condition(words: &str) -> Option<&str> {
    let lower = words.to_lowercase();
    ["if ", "only if ", "ask if ", "ask only if ", "show if ", "show only if "]
        .iter()
        .find(|start| lower.starts_with(**start))
        .and_then(|start| words.get(start.len()..))
        .map(str::trim)
}

fn phrase(words: &str, hints: &mut Hints) -> bool {
    let lower = words.to_lowercase();
    let lower = lower.trim_start_matches("please ").trim_end_matches('.').trim();
    let kind = match lower {
        "optional" => return set(&mut hints.required, false),
        "required" | "mandatory" => return set(&mut hints.required, true),
        "random" | "random order" | "randomize" | "randomise" | "randomized" | "randomised" | "shuffle"
        | "shuffled" => {
            hints.order = Some(Order::Random);
            return true;
        }
        "alphabetical" | "alphabetical order" => {
            hints.order = Some(Order::Alphabetical);
            return true;
        }
        "dropdown" | "drop-down" | "drop down" | "select list" => {
            hints.dropdown = true;
            return true;
        }
        "choose one" | "select one" | "pick one" | "check one" | "mark one" | "tick one" | "one answer"
        | "choose only one" | "select only one" | "single" | "single choice" | "single answer" | "radio" => {
            Hinted::Single
        }
        "multiple"
        | "multiple choice"
        | "multiple answers"
        | "multiple answers possible"
        | "several answers"
        | "multi-select"
        | "select multiple"
        | "multiple responses"
        | "checkboxes"
        | "checkbox"
        | "all that apply" => Hinted::Multiple,
        "rank"
        | "ranking"
        | "rank in order"
        | "rank them"
        | "rank in order of preference"
        | "rank in order of importance" => Hinted::Ranking,
        "grid" | "matrix" => Hinted::Grid,
        "yes/no" | "yes or no" | "y/n" => Hinted::YesNo,
        "number" | "integer" | "whole number" | "numeric" => Hinted::Number { decimals: 0 },
        "decimal" | "decimal number" => Hinted::Number { decimals: 2 },
        "date" => Hinted::Date,
        "email" | "e-mail" | "email address" => Hinted::Email,
        "url" | "link" | "website" => Hinted::Url,
        "text" | "short text" | "short answer" | "one line" => Hinted::ShortText,
        "open" | "open text" | "open-ended" | "open ended" | "free text" | "free-text" | "long text"
        | "long answer" | "paragraph" | "essay" | "comment" | "comments" => Hinted::LongText,
        "note" | "information" | "text only" => Hinted::Note,
        _ => return counted(lower, hints) || ranged(words, hints) || pole(words, hints),
    };
    hints.kind = Some(kind);
    true
}

fn set(target: &mut Option<bool>, value: bool) -> bool {
    *target = Some(value);
    true
}

/// "choose all that apply", "select up to 3", "rank your top 3", "choose 2 to 4".
fn counted(lower: &str, hints: &mut Hints) -> bool {
    let mut words: Vec<&str> = lower.split_whitespace().collect();
    let verb = words.first().copied().unwrap_or_default();
    let ranks = verb == "rank";
    if ranks || matches!(verb, "choose" | "select" | "pick" | "check" | "tick" | "mark") {
        words.remove(0);
    } else if !matches!(verb, "up" | "at" | "max" | "maximum" | "top" | "exactly" | "min" | "minimum") {
        return false;
    }
    words.retain(|word| {
        !matches!(*word, "your" | "the" | "options" | "answers" | "responses" | "items" | "of" | "them")
    });
    let number = |word: &str| word.parse::<usize>().ok().or_else(|| spelled(word)).filter(|n| *n > 0);
    let (least, most) = match words.as_slice() {
        ["all", "that", "apply"] | ["as", "many", "as", ..] | ["any", "that", "apply"] => (None, None),
        ["up", "to", n] | ["at", "most", n] | ["max" | "maximum", n] => (None, number(n)),
        ["top", n] if ranks => (None, number(n)),
        ["at", "least", n] | ["min" | "minimum", n] => (number(n), None),
        ["exactly", n] | [n] if !ranks && number(n).is_some() => (number(n), number(n)),
        [from, "to" | "-" | "–", to] => (number(from), number(to)),
        [] if ranks => (None, None),
        _ => return false,
    };
    let open = matches!(words.first(), Some(&"all" | &"as" | &"any")) || words.is_empty();
    if least.is_none() && most.is_none() && !open {
        return false;
    }
    let kind = match (ranks, least, most) {
        (true, ..) => Hinted::Ranking,
        (false, Some(1), Some(1)) => Hinted::Single,
        (false, ..) => Hinted::Multiple,
    };
    if kind == Hinted::Multiple {
        hints.least = least;
    }
    if kind != Hinted::Single {
        hints.most = most;
    }
    hints.kind = Some(kind);
    true
}

fn spelled(word: &str) -> Option<usize> {
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
        .iter()
        .position(|known| *known == word)
        .map(|index| index + 1)
}

/// "1-5", "scale 0 to 10", "number 0-120", "1 to 5 scale".
fn ranged(words: &str, hints: &mut Hints) -> bool {
    let lower = words.to_lowercase().replace(['–', '—', '−'], "-").replace(" to ", "-").replace("..", "-");
    let mut number = false;
    let mut bare = lower.as_str();
    for word in [
        "on a scale of ",
        "on a scale from ",
        "scale of ",
        "scale from ",
        "scale ",
        "rating ",
        "rate ",
        "from ",
    ] {
        bare = bare.trim_start_matches(word);
    }
    for word in ["number ", "integer ", "numeric ", "whole number "] {
        if let Some(rest) = bare.strip_prefix(word) {
            (number, bare) = (true, rest);
        }
    }
    let bare = bare.trim_start_matches("from ").trim_end_matches(" scale").trim_end_matches(" stars").trim();
    let Some((from, to)) = bare.split_once('-') else { return false };
    let (Ok(from), Ok(to)) = (from.trim().parse::<i64>(), to.trim().parse::<i64>()) else { return false };
    if from >= to {
        return false;
    }
    hints.range = Some((from, to));
    let kind = if number || hints.kind.is_some_and(|kind| matches!(kind, Hinted::Number { .. })) {
        hints.kind.unwrap_or(Hinted::Number { decimals: 0 })
    } else {
        hints.kind.unwrap_or(Hinted::Scale)
    };
    hints.kind = Some(kind);
    true
}

/// "1 = not at all", "10: extremely".
fn pole(words: &str, hints: &mut Hints) -> bool {
    let Some((point, label)) = words.split_once('=').or_else(|| words.split_once(':')) else { return false };
    let (Ok(point), label) = (point.trim().parse::<i64>(), label.trim()) else { return false };
    let Some((from, to)) = hints.range else {
        // The range may follow from its two named ends.
        if label.is_empty() || hints.from_text.is_some() {
            return false;
        }
        hints.range = Some((point, point));
        hints.from_text = Some(label.to_owned());
        return true;
    };
    if label.is_empty() {
        return false;
    }
    if point == from && hints.from_text.is_none() {
        hints.from_text = Some(label.to_owned());
    } else if point == to || point > to && from == to {
        hints.range = Some((from, point));
        hints.to_text = Some(label.to_owned());
        hints.kind = hints.kind.or(Some(Hinted::Scale));
    } else {
        return false;
    }
    true
}

/// The kind of missing that an option's words declare in English.
pub(super) fn declared_missing(text: &str) -> Option<DeclaredMissing> {
    let words = plain_words(text);
    let is = |known: &[&str]| known.contains(&words.as_str());
    if is(&["dont know", "i dont know", "do not know", "dk", "dont know not sure", "dont know unsure"]) {
        Some(DeclaredMissing::DontKnow)
    } else if is(&[
        "prefer not to say",
        "prefer not to answer",
        "i prefer not to say",
        "i prefer not to answer",
        "rather not say",
        "refused",
        "no answer",
    ]) {
        Some(DeclaredMissing::Refused)
    } else if is(&["not applicable", "na", "n a", "does not apply"]) {
        Some(DeclaredMissing::NotApplicable)
    } else {
        None
    }
}

/// Whether an option says that none of the others is meant.
pub(super) fn is_none_of_these(text: &str) -> bool {
    let words = plain_words(text);
    matches!(
        words.as_str(),
        "none" | "none of the above" | "none of these" | "none of them" | "nothing" | "none of those"
    )
}

fn plain_words(text: &str) -> String {
    let letters: String = text
        .to_lowercase()
        .chars()
        .filter(|c| !matches!(c, '\'' | '’' | '.'))
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hints_are_split_from_the_words() {
        let check = |text: &str, words: &str, expected: Hints| {
            assert_eq!(split(text), (words.to_owned(), expected), "{text}");
        };
        let multiple = Hints { kind: Some(Hinted::Multiple), ..Hints::default() };
        check("Which? (choose all that apply)", "Which?", multiple.clone());
        check("Which? *(Select all that apply.)*", "Which?", multiple.clone());
        check("Which? [check all that apply]", "Which?", multiple.clone());
        check(
            "Which? (choose up to 3, optional)",
            "Which?",
            Hints { most: Some(3), required: Some(false), ..multiple.clone() },
        );
        check(
            "Which? (optional) (pick two)",
            "Which?",
            Hints { least: Some(2), most: Some(2), required: Some(false), ..multiple },
        );
        check("Your age (in years)", "Your age (in years)", Hints::default());
        check(
            "Your age (number 16–120)",
            "Your age",
            Hints { kind: Some(Hinted::Number { decimals: 0 }), range: Some((16, 120)), ..Hints::default() },
        );
        check(
            "Would you? (0-10, 0 = not at all, 10 = surely)",
            "Would you?",
            Hints {
                kind: Some(Hinted::Scale),
                range: Some((0, 10)),
                from_text: Some("not at all".to_owned()),
                to_text: Some("surely".to_owned()),
                ..Hints::default()
            },
        );
        check(
            "Would you? (1 = never, 5 = always)",
            "Would you?",
            Hints {
                kind: Some(Hinted::Scale),
                range: Some((1, 5)),
                from_text: Some("never".to_owned()),
                to_text: Some("always".to_owned()),
                ..Hints::default()
            },
        );
        check(
            "Why? (if Q3 = Yes, or so)",
            "Why?",
            Hints { condition: Some("Q3 = Yes, or so".to_owned()), ..Hints::default() },
        );
        check(
            "How many? (number; if Q3 = Yes, or so)",
            "How many?",
            Hints {
                kind: Some(Hinted::Number { decimals: 0 }),
                condition: Some("Q3 = Yes, or so".to_owned()),
                ..Hints::default()
            },
        );
        check(
            "On a scale of 1 to 5, how often?",
            "On a scale of 1 to 5, how often?",
            Hints { kind: Some(Hinted::Scale), range: Some((1, 5)), ..Hints::default() },
        );
        check("Name *", "Name", Hints { required: Some(true), ..Hints::default() });
        check(
            "Order them (rank your top 3)",
            "Order them",
            Hints { kind: Some(Hinted::Ranking), most: Some(3), ..Hints::default() },
        );
    }

    #[test]
    fn words_of_options_have_their_meaning() {
        assert_eq!(declared_missing("Don’t know"), Some(DeclaredMissing::DontKnow));
        assert_eq!(declared_missing("Prefer not to say"), Some(DeclaredMissing::Refused));
        assert_eq!(declared_missing("N/A"), Some(DeclaredMissing::NotApplicable));
        assert_eq!(declared_missing("I know"), None);
        assert!(is_none_of_these("None of the above.") && !is_none_of_these("None of my friends"));
    }
}
