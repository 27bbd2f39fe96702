//! Lawful ids and codes from the names of other programs: near to what was written, each used once, and the same
//! whenever the same file is read.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

use crate::ids::{ItemId, OptionCode, is_slug};
use crate::questionnaire::limits::ID_LENGTH_MAX;

/// Words that expressions use themselves, so that no id may be one of them.
const EXPRESSION_WORDS: [&str; 4] = ["true", "false", "null", "in"];
/// Room that the number behind a repeated id needs: `_2000`.
const NUMBER_LENGTH: usize = 5;
/// A code made from a label has at most this many characters, cut at a word.
const CODE_FROM_LABEL_LENGTH: usize = 32;

/// Ids that are taken already: of items, of pages, or of the rows of one grid.
#[derive(Debug, Default)]
pub struct Ids {
    taken: Taken,
}

impl Ids {
    /// An id that nothing else has: `Q1 Age!` is `q1_age`, the second of them `q1_age_2`, `firstName` is `first_name`,
    /// `1a` is `q1a`, and `source`, which is reserved, `source_1`. `fallback` serves where no letter or digit is
    /// left of `foreign`.
    pub fn take(&mut self, foreign: &str, fallback: &str) -> String {
        let mut base = snake(foreign);
        if base.is_empty() {
            base = snake(fallback);
        }
        if base.is_empty() {
            base.push_str("item");
        }
        if base.starts_with(|c: char| !c.is_ascii_lowercase()) {
            base.insert(0, 'q');
        }
        base.truncate(ID_LENGTH_MAX - NUMBER_LENGTH);
        let base = base.trim_end_matches('_').to_owned();
        let lawful = ItemId::parse(&base).is_ok() && !EXPRESSION_WORDS.contains(&base.as_str());
        let first = if lawful { base.clone() } else { format!("{base}_1") };
        self.taken.give(first, &base)
    }

    /// Whether something has this id.
    pub fn has(&self, id: &str) -> bool {
        self.taken.names.contains(id)
    }
}

/// Codes that are taken already, in one list of options.
#[derive(Debug, Default)]
pub struct Codes {
    taken: Taken,
}

/// Names that are given out, and the number that comes next behind each.
#[derive(Debug, Default)]
struct Taken {
    names: BTreeSet<String>,
    next: BTreeMap<String, usize>,
}

impl Taken {
    /// `first` where it is free, or else `base` with the first number that makes a free name: however often a name comes,
    /// each is found at once.
    fn give(&mut self, first: String, base: &str) -> String {
        if self.names.insert(first.clone()) {
            return first;
        }
        let number = self.next.entry(base.to_owned()).or_insert(2);
        loop {
            let name = format!("{base}_{number}");
            *number += 1;
            if self.names.insert(name.clone()) {
                return name;
            }
        }
    }
}

impl Codes {
    /// A code that no other option of the list has: `foreign` as it stands where it is lawful, else as near as can be:
    /// `1.5` is `1_5`, `don't know` is `dont_know`. `fallback` serves where no letter or digit is left of `foreign`.
    pub fn take(&mut self, foreign: &str, fallback: &str) -> String {
        let foreign = foreign.trim();
        let base = match OptionCode::parse(foreign) {
            Ok(code) => code.as_str().to_owned(),
            Err(_) => [foreign, fallback, "option"]
                .iter()
                .map(|text| code_words(text))
                .find(|code| !code.is_empty())
                .unwrap_or_default(),
        };
        let base = if OptionCode::parse(&base).is_ok() { base } else { format!("{base}_1") };
        self.taken.give(base.clone(), &base)
    }

    /// A code made from an option's label, for programs whose options have no code of their own: `Very important` is
    /// `very_important`. A label in another script gives `fallback`, such as the option's number.
    pub fn take_from_label(&mut self, label: &str, fallback: &str) -> String {
        let words = snake(label);
        let mut short = String::new();
        for word in words.split('_') {
            if !short.is_empty() && short.len() + 1 + word.len() > CODE_FROM_LABEL_LENGTH {
                break;
            }
            if !short.is_empty() {
                short.push('_');
            }
            short.push_str(word);
        }
        short.truncate(CODE_FROM_LABEL_LENGTH);
        self.take(&short, fallback)
    }
}

/// The id of a survey from its foreign name; `survey` where nothing is left of it.
pub fn survey_id(foreign: &str) -> String {
    let mut id = snake(foreign).replace('_', "-");
    if id.starts_with(|c: char| c.is_ascii_digit()) {
        id.insert_str(0, "survey-");
    }
    id.truncate(ID_LENGTH_MAX);
    let id = id.trim_end_matches('-');
    if is_slug(id) { id.to_owned() } else { "survey".to_owned() }
}

/// Lower-case ASCII words joined by `_`; accents are dropped, and a capital behind a small letter starts a word.
fn snake(text: &str) -> String {
    let mut out = String::new();
    let mut after_small = false;
    for c in text.nfkd() {
        if c.is_ascii_alphanumeric() {
            if c.is_ascii_uppercase() && after_small {
                out.push('_');
            }
            out.push(c.to_ascii_lowercase());
        } else if separates(c) && !out.is_empty() && !out.ends_with('_') {
            out.push('_');
        }
        after_small = c.is_ascii_lowercase() || c.is_ascii_digit();
    }
    out.truncate(out.trim_end_matches('_').len());
    out
}

/// The letters and digits of a code, other characters as `_`; case and `-` are kept.
fn code_words(text: &str) -> String {
    let mut out = String::new();
    for c in text.nfkd() {
        if c.is_ascii_alphanumeric() || c == '-' && !out.is_empty() {
            out.push(c);
        } else if separates(c) && !out.is_empty() && !out.ends_with('_') {
            out.push('_');
        }
    }
    out.truncate(ID_LENGTH_MAX - NUMBER_LENGTH);
    out.trim_end_matches(['_', '-']).to_owned()
}

/// Whether a character ends a word; letters of other scripts, accents and apostrophes are only left out.
fn separates(c: char) -> bool {
    !c.is_alphanumeric() && !unicode_normalization::char::is_combining_mark(c) && !matches!(c, '\'' | '’')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_near_to_the_foreign_name() {
        let mut ids = Ids::default();
        for (foreign, expected) in [
            ("Q1 Age!", "q1_age"),
            ("q1_age", "q1_age_2"),
            ("firstName", "first_name"),
            ("1a", "q1a"),
            ("source", "source_1"),
            ("source", "source_2"),
            ("in", "in_1"),
            ("Café Größe", "cafe_groe"),
            ("年齢", "item_7"),
            ("_", "item_7_2"),
        ] {
            assert_eq!(ids.take(foreign, "item 7"), expected, "{foreign}");
        }
    }

    #[test]
    fn a_long_name_is_cut_and_stays_unique() {
        let mut ids = Ids::default();
        let (one, other) = (ids.take(&"long ".repeat(40), "x"), ids.take(&"long ".repeat(40), "x"));
        assert!(one != other && one.len() <= ID_LENGTH_MAX && other.len() <= ID_LENGTH_MAX);
        assert!(ItemId::parse(&one).is_ok() && ItemId::parse(&other).is_ok());
    }

    #[test]
    fn a_code_stays_where_it_is_lawful() {
        let mut codes = Codes::default();
        for (foreign, expected) in [
            ("1", "1"),
            ("01", "1_2"),
            ("A-1", "A-1"),
            ("1.5", "1_5"),
            ("don't know", "dont_know"),
            ("true", "true_1"),
            ("-", "third"),
            ("-oth-", "oth"),
        ] {
            assert_eq!(codes.take(foreign, "third"), expected, "{foreign}");
        }
    }

    #[test]
    fn a_label_gives_a_short_code() {
        let mut codes = Codes::default();
        assert_eq!(codes.take_from_label("Very important", "1"), "very_important");
        assert_eq!(codes.take_from_label("とても", "2"), "2");
        assert_eq!(
            codes.take_from_label("A rather long label that nobody would want to type again", "3"),
            "a_rather_long_label_that_nobody"
        );
    }

    #[test]
    fn a_survey_id_is_a_slug() {
        assert_eq!(survey_id("Household Survey 2024"), "household-survey-2024");
        assert_eq!(survey_id("2024"), "survey-2024");
        assert_eq!(survey_id("調査"), "survey");
    }
}
