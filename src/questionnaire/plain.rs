//! A text without its marks, for labels in tables and codebooks, in a page's title, and for counting its words.

use std::borrow::Cow;

use pulldown_cmark::{Event, Options, Parser};

use super::piping::{Piece, pieces};

/// What keeps the first character of an inline text from starting a list, a heading or a quotation.
pub(crate) const GUARD: char = '.';

/// The text without its marks. Raw HTML stays as it was typed.
pub fn plain(text: &str) -> String {
    let line = on_one_line(text);
    let mut out = String::new();
    for event in Parser::new_ext(&line, Options::empty()) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                out.push_str(&text);
            }
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            _ => {}
        }
    }
    out.strip_prefix(GUARD).unwrap_or(&out).trim().to_owned()
}

/// The text as a label where nobody in particular is asked: without its marks, and each piped answer named in brackets,
/// "[role]".
pub fn label(text: &str) -> String {
    plain(&with_piped_named(text))
}

/// The text with its marks, each piped answer named in brackets.
pub fn with_piped_named(text: &str) -> Cow<'_, str> {
    if !text.contains("{{") {
        return text.into();
    }
    // A name holds letters, digits, `_` and `.`; the backslash keeps a pair of brackets from being a link.
    let named = pieces(text).into_iter().map(|piece| match piece {
        Piece::Text(text) => text.to_owned(),
        Piece::Name(name) => format!("\\[{}\\]", name.replace('_', "\\_")),
    });
    named.collect::<String>().into()
}

/// The text as one line, guarded against being taken for a list or a heading.
pub(crate) fn on_one_line(text: &str) -> String {
    let mut line = String::from(GUARD);
    let words: Vec<&str> = text.split_whitespace().collect();
    line.push_str(&words.join(" "));
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_has_no_marks_and_names_what_is_piped() {
        assert_eq!(plain("How **often** do you\nuse `cargo`?"), "How often do you use cargo?");
        assert_eq!(plain("<b>1.</b> [two](https://example.org)"), "<b>1.</b> two");
        assert_eq!(label("Why {{ main_tool }}, as *{{q7.r1}}*?"), "Why [main_tool], as [q7.r1]?");
        assert_eq!(label("{{ open"), "{{ open");
    }
}
