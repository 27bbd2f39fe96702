//! A text item's `pattern`: a regular expression that the whole answer must match, in linear time.

use regex::{Regex, RegexBuilder};

/// The compiled program may take this much memory: far more than a postcode or a version number needs, far less
/// than a repetition of repetitions that was meant to hurt.
const PROGRAM_BYTES_MAX: usize = 1 << 20;

/// A pattern that compiles, anchored at both ends.
#[derive(Debug, Clone)]
pub struct Pattern {
    source: String,
    regex: Regex,
}

impl Pattern {
    /// The pattern as the file writes it, compiled; or why it cannot be.
    pub fn parse(source: &str) -> Result<Pattern, regex::Error> {
        let compile = |text: &str| RegexBuilder::new(text).size_limit(PROGRAM_BYTES_MAX).build();
        // By itself first: `a)|(b` would otherwise close the group that anchors it.
        compile(source)?;
        // In verbose mode a comment at the end swallows the closing bracket, so it gets a line of its own.
        let regex =
            compile(&format!("\\A(?:{source})\\z")).or_else(|_| compile(&format!("\\A(?:{source}\n)\\z")))?;
        Ok(Pattern { source: source.to_owned(), regex })
    }

    /// Whether all of `text` matches.
    pub fn matches(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }

    pub fn as_str(&self) -> &str {
        &self.source
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_matches_the_whole_text_or_nothing() {
        let postcode = Pattern::parse("[0-9]{5}|none").unwrap();
        assert!(postcode.matches("12345"));
        assert!(postcode.matches("none"));
        assert!(!postcode.matches("123456"));
        assert!(!postcode.matches("12345\n"));
    }

    #[test]
    fn a_pattern_cannot_break_out_of_its_anchors_or_grow_without_bound() {
        assert!(Pattern::parse("a)|(b").is_err());
        assert!(Pattern::parse("((a{1000}){1000}){1000}").is_err());
        assert!(Pattern::parse("(").is_err());
    }
}
