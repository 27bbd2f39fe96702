//! Values as YAML in block style, the way a person would write them: every text comes back from our own reader as it
//! went in, and short mappings stand on one line.

/// A value to be written.
#[derive(Debug, Clone, PartialEq)]
pub enum Yaml {
    /// A text, quoted or spread over lines where it must be.
    Text(String),
    /// A number or `true` and `false`: written as it stands.
    Word(String),
    List(Vec<Yaml>),
    /// Keys in this order, on one line where they are few and short.
    Mapping(Vec<(String, Yaml)>),
    /// Keys in this order, a line each; in a list, with an empty line before each but the first.
    Block(Vec<(String, Yaml)>),
}

/// The longest line that a list or a mapping is squeezed into.
const LINE_LENGTH_MAX: usize = 110;
/// Blanks a level.
const INDENT: usize = 2;

impl Yaml {
    pub fn text(text: impl Into<String>) -> Yaml {
        Yaml::Text(text.into())
    }

    /// A text in double quotes even where it could stand without, as conditions are written.
    pub fn quoted(text: &str) -> Yaml {
        Yaml::Word(double_quoted(text))
    }

    pub fn number(number: impl std::fmt::Display) -> Yaml {
        Yaml::Word(number.to_string())
    }

    pub fn boolean(value: bool) -> Yaml {
        Yaml::Word(value.to_string())
    }
}

/// The value as a YAML document with a line end; parsing it gives the same texts, lists and mappings.
pub fn write(value: &Yaml) -> String {
    let mut out = String::new();
    match value {
        Yaml::Mapping(entries) | Yaml::Block(entries) if !entries.is_empty() => mapping(entries, 0, &mut out),
        Yaml::List(items) if !items.is_empty() => list(items, 0, &mut out),
        Yaml::Mapping(_) | Yaml::Block(_) | Yaml::List(_) | Yaml::Text(_) | Yaml::Word(_) => {
            inline_or_text(value, 0, &mut out);
            out.push('\n');
        }
    }
    out
}

/// The value on one line, as it may stand within braces.
pub fn inline(value: &Yaml) -> String {
    let mut out = String::new();
    flow(value, &mut out);
    out
}

fn mapping(entries: &[(String, Yaml)], indent: usize, out: &mut String) {
    for (index, (key, value)) in entries.iter().enumerate() {
        if index > 0 {
            out.extend(std::iter::repeat_n(' ', indent));
        }
        out.push_str(&scalar(key, Place::Key));
        out.push(':');
        behind_key(value, indent, out);
    }
}

/// What follows `key:`, with its line end.
fn behind_key(value: &Yaml, indent: usize, out: &mut String) {
    let taken = out.len() - out.rfind('\n').map_or(0, |at| at + 1);
    match value {
        Yaml::Mapping(entries) | Yaml::Block(entries) if !entries.is_empty() => {
            match squeezed(value, taken + 1) {
                Some(line) => out.extend([" ", &line, "\n"]),
                None => {
                    out.push('\n');
                    out.extend(std::iter::repeat_n(' ', indent + INDENT));
                    mapping(entries, indent + INDENT, out);
                }
            }
        }
        Yaml::List(items) if !items.is_empty() => match squeezed(value, taken + 1) {
            Some(line) => out.extend([" ", &line, "\n"]),
            None => {
                out.push('\n');
                out.extend(std::iter::repeat_n(' ', indent + INDENT));
                list(items, indent + INDENT, out);
            }
        },
        Yaml::Mapping(_) | Yaml::Block(_) | Yaml::List(_) | Yaml::Text(_) | Yaml::Word(_) => {
            out.push(' ');
            inline_or_text(value, indent + INDENT, out);
            out.push('\n');
        }
    }
}

fn list(items: &[Yaml], indent: usize, out: &mut String) {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push_str(if matches!(item, Yaml::Block(_)) { "\n" } else { "" });
            out.extend(std::iter::repeat_n(' ', indent));
        }
        out.push_str("- ");
        match item {
            Yaml::Mapping(entries) | Yaml::Block(entries) if !entries.is_empty() => {
                match squeezed(item, indent + 2) {
                    Some(line) => out.extend([line.as_str(), "\n"]),
                    None => mapping(entries, indent + 2, out),
                }
            }
            Yaml::List(inner) if !inner.is_empty() => match squeezed(item, indent + 2) {
                Some(line) => out.extend([line.as_str(), "\n"]),
                None => list(inner, indent + 2, out),
            },
            Yaml::Mapping(_) | Yaml::Block(_) | Yaml::List(_) | Yaml::Text(_) | Yaml::Word(_) => {
                inline_or_text(item, indent + 2, out);
                out.push('\n');
            }
        }
    }
}

/// A scalar, or an empty list or mapping. A text of several lines is indented by `indent`.
fn inline_or_text(value: &Yaml, indent: usize, out: &mut String) {
    match value {
        Yaml::Text(text) => match as_block(text, indent) {
            Some(block) => out.push_str(&block),
            None => out.push_str(&scalar(text, Place::Block)),
        },
        Yaml::Word(word) => out.push_str(word),
        Yaml::List(_) => out.push_str("[]"),
        Yaml::Mapping(_) | Yaml::Block(_) => out.push_str("{}"),
    }
}

/// The value on one line of what is left beside `taken` characters; `None` where it is too long or too deep to be read
/// there.
fn squeezed(value: &Yaml, taken: usize) -> Option<String> {
    let flat = match value {
        Yaml::Mapping(entries) => entries.iter().all(|(_, value)| is_scalar(value)),
        Yaml::List(items) => items.iter().all(is_scalar),
        Yaml::Text(_) | Yaml::Word(_) => true,
        Yaml::Block(_) => false,
    };
    // Above the options and rows of an item, a line a key reads better.
    let long = matches!(value, Yaml::Mapping(entries) if entries.len() > 7);
    if !flat || long {
        return None;
    }
    let mut line = String::new();
    flow(value, &mut line);
    (taken + line.chars().count() <= LINE_LENGTH_MAX && !line.contains('\n')).then_some(line)
}

fn is_scalar(value: &Yaml) -> bool {
    match value {
        Yaml::Text(text) => !text.contains('\n'),
        Yaml::Word(_) => true,
        Yaml::List(_) | Yaml::Mapping(_) | Yaml::Block(_) => false,
    }
}

fn flow(value: &Yaml, out: &mut String) {
    match value {
        Yaml::Text(text) => out.push_str(&scalar(text, Place::Flow)),
        Yaml::Word(word) => out.push_str(word),
        Yaml::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                flow(item, out);
            }
            out.push(']');
        }
        Yaml::Mapping(entries) | Yaml::Block(entries) => {
            out.push_str("{ ");
            for (index, (key, value)) in entries.iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                out.push_str(&scalar(key, Place::Key));
                out.push_str(": ");
                flow(value, out);
            }
            out.push_str(" }");
        }
    }
}

/// Where a scalar stands: a comma or a bracket ends a plain one within brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Key,
    Block,
    Flow,
}

fn scalar(text: &str, place: Place) -> String {
    if is_plain(text, place) {
        text.to_owned()
    } else if text.contains(|c: char| must_be_escaped(c))
        || text.contains('\'') && !text.contains(['"', '\\'])
    {
        double_quoted(text)
    } else {
        format!("'{}'", text.replace('\'', "''"))
    }
}

/// Whether the text means itself without quotes, to every YAML reader that people use and not only to ours: `no`, `4`
/// and `2026-08-31` are quoted.
fn is_plain(text: &str, place: Place) -> bool {
    const WORDS: [&str; 12] =
        ["true", "false", "yes", "no", "on", "off", "null", "y", "n", "~", ".inf", ".nan"];
    let Some(first) = text.chars().next() else { return false };
    let starts_well =
        first.is_alphanumeric() || matches!(first, '_' | '(' | '¿' | '¡' | '“' | '‘' | '/' | '.');
    let number_like =
        first.is_ascii_digit() && text.chars().all(|c| c.is_ascii_alphanumeric() || "._:-+".contains(c));
    let looks_like_more =
        number_like || text.parse::<f64>().is_ok() || WORDS.contains(&text.to_ascii_lowercase().as_str());
    let broken = text.contains(": ") || text.contains(" #") || text.ends_with(':') || text.ends_with(' ');
    let in_the_way = |c: char| {
        must_be_escaped(c)
            || match place {
                Place::Block => false,
                Place::Flow => matches!(c, ',' | '[' | ']' | '{' | '}' | ':'),
                Place::Key => matches!(c, ',' | '[' | ']' | '{' | '}' | ':' | '#' | '?'),
            }
    };
    starts_well && !looks_like_more && !broken && !text.starts_with("...") && !text.contains(in_the_way)
}

/// Characters that only a text in double quotes can hold, or that nobody would see.
fn must_be_escaped(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{a0}' | '\u{ad}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
}

fn double_quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if must_be_escaped(c) => {
                let code = c as u32;
                out.push_str(&if code <= 0xff { format!("\\x{code:02x}") } else { format!("\\u{code:04x}") });
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A text of several lines as a literal block; `None` where it has one line, or a line that a block would not keep.
fn as_block(text: &str, indent: usize) -> Option<String> {
    let body = text.strip_suffix('\n').unwrap_or(text);
    let lines: Vec<&str> = body.split('\n').collect();
    let kept = |line: &&str| !line.ends_with(' ') && !line.contains(must_be_escaped);
    let good = text.contains('\n')
        && lines.iter().all(kept)
        && lines.first().is_some_and(|line| !line.is_empty() && !line.starts_with(' '))
        && lines.last().is_some_and(|line| !line.is_empty());
    if !good {
        return None;
    }
    let mut out = String::from(if body.len() < text.len() { "|" } else { "|-" });
    for line in lines {
        out.push('\n');
        if !line.is_empty() {
            out.extend(std::iter::repeat_n(' ', indent.max(INDENT)));
            out.push_str(line);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::diagnostics::{FileId, Source};
    use crate::questionnaire::syntax::{Node, Value, parse};

    /// What was read, without its places.
    fn as_read(node: &Node) -> Yaml {
        match &node.value {
            Value::Null => Yaml::Word("null".to_owned()),
            Value::Scalar { text, .. } => Yaml::Text(text.clone()),
            Value::List(items) => Yaml::List(items.iter().map(as_read).collect()),
            Value::Mapping(entries) => Yaml::Mapping(
                entries.iter().map(|entry| (entry.key.clone(), as_read(&entry.value))).collect(),
            ),
        }
    }

    fn read_back(value: &Yaml) -> (Yaml, String) {
        let written = write(value);
        let (root, diagnostics) = parse(FileId(0), &Source::new("test.yaml", &written));
        assert!(diagnostics.is_empty(), "{diagnostics:?}\n{written}");
        (as_read(&root.unwrap_or_else(|| panic!("nothing was read of\n{written}"))), written)
    }

    fn holding(text: &str) -> Yaml {
        let text = || Yaml::text(text);
        let block = || Yaml::Block(vec![("one".to_owned(), text()), ("two".to_owned(), text())]);
        let option = Yaml::Mapping(vec![("code".to_owned(), text()), ("text".to_owned(), text())]);
        Yaml::Mapping(vec![
            ("plain".to_owned(), text()),
            ("list".to_owned(), Yaml::List(vec![text(), option.clone()])),
            ("options".to_owned(), Yaml::List(vec![option])),
            ("blocks".to_owned(), Yaml::List(vec![block(), block()])),
            (
                "deep".to_owned(),
                Yaml::Mapping(vec![("er".to_owned(), Yaml::List(vec![Yaml::List(vec![text()])]))]),
            ),
        ])
    }

    /// A block is read as any mapping.
    fn without_style(value: Yaml) -> Yaml {
        match value {
            Yaml::Mapping(entries) | Yaml::Block(entries) => {
                Yaml::Mapping(entries.into_iter().map(|(key, value)| (key, without_style(value))).collect())
            }
            Yaml::List(items) => Yaml::List(items.into_iter().map(without_style).collect()),
            other => other,
        }
    }

    #[test]
    fn awkward_texts_come_back_as_they_went_in() {
        for text in [
            "",
            " ",
            "no",
            "Yes",
            "4",
            "04",
            "1.5",
            "1e3",
            "2026-08-31",
            "12:30",
            "null",
            "~",
            "true",
            "- a",
            "-",
            "? a",
            "a: b",
            "a:",
            ":a",
            "a #b",
            "#a",
            "it's",
            "\"so\"",
            "'",
            "it's \"so\"",
            "a\\b",
            "[a]",
            "{a}",
            "{{ role }}",
            "a, b",
            "@a",
            "`a`",
            "*a*",
            "&a",
            "!a",
            "|",
            ">",
            "%a",
            " a",
            "a ",
            "a\nb",
            "a\nb\n",
            "a\n\nb",
            "\na",
            "a\n",
            "a\n\n",
            " a\nb",
            "a \nb",
            "a\tb",
            "\ta",
            "a\r\nb",
            "\u{a0}a",
            "日本: 語",
            "한국어",
            "é",
            "\u{feff}",
            "\u{85}",
            "\u{2028}",
            "\u{0}",
            "\u{7f}",
            "...",
            "---",
            "--- a",
            "a\n---\nb",
            "<b>",
            "0x1f",
            "مرحبا",
            "a\n  b\nc",
            "a\n\tb",
            "👍",
            "x\u{200b}y",
            "=",
            "<<",
            "a\n# b",
            "a\n...\nb",
        ] {
            let value = holding(text);
            let (read, written) = read_back(&value);
            assert_eq!(read, without_style(value), "{text:?} in\n{written}");
        }
    }

    #[test]
    fn it_reads_as_a_person_would_write_it() {
        let option = |code: &str, text: &str| {
            Yaml::Mapping(vec![("code".to_owned(), Yaml::text(code)), ("text".to_owned(), Yaml::text(text))])
        };
        let item = Yaml::Mapping(vec![
            ("id".to_owned(), Yaml::text("role")),
            ("required".to_owned(), Yaml::boolean(true)),
            ("help".to_owned(), Yaml::text("One.\nTwo.")),
            (
                "options".to_owned(),
                Yaml::List(vec![option("dev", "Developer"), option("no", "Something, else")]),
            ),
        ]);
        let page = Yaml::Mapping(vec![("items".to_owned(), Yaml::List(vec![item]))]);
        let expected = "\
items:
  - id: role
    required: true
    help: |-
      One.
      Two.
    options:
      - { code: dev, text: Developer }
      - { code: 'no', text: 'Something, else' }
";
        assert_eq!(write(&page), expected);
    }

    proptest! {
        #[test]
        fn every_text_comes_back(text in "\\PC{0,40}|(?s).{0,40}|[ a\n:#'\"\\[\\]{},-]{0,12}") {
            let value = holding(&text);
            let (read, written) = read_back(&value);
            prop_assert_eq!(read, without_style(value), "{:?} in\n{}", text, written);
        }
    }
}
