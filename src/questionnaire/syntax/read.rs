//! Taking a tree apart: typed values out of mappings, with a diagnostic for each key that is unknown, missing or
//! of the wrong kind.

use super::{Entry, Need, Node, Shape, Value};
use crate::diagnostics::{Code, Diagnostic, Span, did_you_mean};

/// Collects what is wrong while a tree is read.
#[derive(Debug, Default)]
pub struct Reader {
    pub diagnostics: Vec<Diagnostic>,
}

/// A mapping whose keys were checked against its shape.
#[derive(Debug, Clone, Copy)]
pub struct Mapping<'tree> {
    pub span: Span,
    entries: &'tree [Entry],
}

impl<'tree> Mapping<'tree> {
    /// The value of a key; `None` where it is not there or is null.
    pub fn get(&self, key: &str) -> Option<&'tree Node> {
        self.entry(key).map(|entry| &entry.value).filter(|node| node.value != Value::Null)
    }

    pub fn entry(&self, key: &str) -> Option<&'tree Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    pub fn entries(&self) -> &'tree [Entry] {
        self.entries
    }

    /// Where the key stands, or the whole mapping where it is missing.
    pub fn key_span(&self, key: &str) -> Span {
        self.entry(key).map_or(self.span, |entry| entry.key_span)
    }
}

impl Reader {
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// The node as a mapping of `shape`: unknown, unsupported and missing keys are reported.
    pub fn mapping<'tree>(&mut self, node: &'tree Node, shape: &'static Shape) -> Option<Mapping<'tree>> {
        let mapping = self.names(node, shape.name)?;
        for entry in mapping.entries {
            match shape.keys.iter().find(|key| key.name == entry.key) {
                Some(key) if key.need == Need::Unsupported => self.push(
                    Diagnostic::new(Code::UnsupportedKey, entry.key_span, format!("`{}` is not carried out by this version of canvass", key.name))
                        .label(key.about)
                        .help("remove the key; nothing is silently left out, so the file is refused while it is there"),
                ),
                Some(_) => {}
                None => {
                    let known = shape.keys.iter().filter(|key| key.need != Need::Unsupported).map(|key| key.name);
                    let help = match did_you_mean(&entry.key, known.clone()) {
                        Some(name) => format!("did you mean `{name}`?"),
                        None => format!("{} has these keys: {}", shape.name, known.collect::<Vec<_>>().join(", ")),
                    };
                    self.push(Diagnostic::new(Code::UnknownKey, entry.key_span, format!("{} has no key `{}`", shape.name, entry.key)).help(help));
                }
            }
        }
        for key in shape.keys.iter().filter(|key| key.need == Need::Required) {
            if mapping.get(key.name).is_none() {
                let at = mapping.entries.first().map_or(mapping.span, |entry| entry.key_span);
                self.push(
                    Diagnostic::new(
                        Code::MissingKey,
                        at,
                        format!("{} needs the key `{}`", shape.name, key.name),
                    )
                    .label("in this mapping")
                    .help(format!("add `{}:`, {}", key.name, key.about)),
                );
            }
        }
        Some(mapping)
    }

    /// The node as a mapping with names of the author's own.
    pub fn names<'tree>(&mut self, node: &'tree Node, what: &str) -> Option<Mapping<'tree>> {
        match &node.value {
            Value::Mapping(entries) => Some(Mapping { span: node.span, entries }),
            Value::Null | Value::Scalar { .. } | Value::List(_) => {
                self.wrong_type(
                    node,
                    &format!("{what} must be a mapping of keys to values"),
                    "write `key: value` on lines of their own, or `{ key: value }`",
                );
                None
            }
        }
    }

    /// The node as a list; a single value where a list is expected is an error.
    pub fn list<'tree>(&mut self, node: &'tree Node, what: &str) -> &'tree [Node] {
        match &node.value {
            Value::List(list) => list,
            Value::Null | Value::Scalar { .. } | Value::Mapping(_) => {
                self.wrong_type(
                    node,
                    &format!("{what} must be a list"),
                    "write `[one, another]`, or a line with `- ` for each",
                );
                &[]
            }
        }
    }

    /// A list, or one value that stands for a list of itself.
    pub fn one_or_many<'tree>(&mut self, node: &'tree Node) -> &'tree [Node] {
        match &node.value {
            Value::List(list) => list,
            Value::Null | Value::Scalar { .. } | Value::Mapping(_) => std::slice::from_ref(node),
        }
    }

    /// Any scalar as text: `no`, `4` and `"4"` are all texts here.
    pub fn text<'tree>(&mut self, node: &'tree Node, what: &str) -> Option<&'tree str> {
        let text = node.as_text();
        if text.is_none() {
            self.wrong_type(
                node,
                &format!("{what} must be a text"),
                "write one text, in quotes if it begins with a bracket or a brace",
            );
        }
        text
    }

    /// A decimal number, finite.
    pub fn number(&mut self, node: &Node, what: &str) -> Option<f64> {
        let number =
            node.as_text().and_then(|text| text.parse::<f64>().ok()).filter(|number| number.is_finite());
        if number.is_none() {
            self.wrong_type(
                node,
                &format!("{what} must be a number"),
                "write digits, with a point before decimals, such as 12 or 0.5",
            );
        }
        number
    }

    pub fn integer(&mut self, node: &Node, what: &str) -> Option<i64> {
        let number = node.as_text().and_then(|text| text.parse::<i64>().ok());
        if number.is_none() {
            self.wrong_type(node, &format!("{what} must be a whole number"), "write digits only, such as 12");
        }
        number
    }

    /// A whole number that counts something: 0 or more.
    pub fn count(&mut self, node: &Node, what: &str) -> Option<usize> {
        let count = node.as_text().and_then(|text| text.parse::<usize>().ok());
        if count.is_none() {
            self.wrong_type(
                node,
                &format!("{what} must be a whole number, 0 or more"),
                "write digits only, such as 12",
            );
        }
        count
    }

    /// `true` or `false`, unquoted; `yes` and `no` are texts in YAML 1.2.
    pub fn boolean(&mut self, node: &Node, what: &str) -> Option<bool> {
        match &node.value {
            Value::Scalar { text, plain: true } if text == "true" => Some(true),
            Value::Scalar { text, plain: true } if text == "false" => Some(false),
            Value::Null | Value::Scalar { .. } | Value::List(_) | Value::Mapping(_) => {
                self.wrong_type(
                    node,
                    &format!("{what} must be `true` or `false`"),
                    "write `true` or `false` without quotes; `yes` and `no` are texts",
                );
                None
            }
        }
    }

    /// One of a few words, as its place in `words`.
    pub fn word(&mut self, node: &Node, what: &str, words: &[&str]) -> Option<usize> {
        let text = self.text(node, what)?;
        let found = words.iter().position(|word| *word == text);
        if found.is_none() {
            let help = match did_you_mean(text, words.iter().copied()) {
                Some(word) => format!("did you mean `{word}`?"),
                None => format!("use one of: {}", words.join(", ")),
            };
            self.push(
                Diagnostic::new(Code::UnknownWord, node.span, format!("{what} cannot be `{text}`"))
                    .help(help),
            );
        }
        found
    }

    fn wrong_type(&mut self, node: &Node, expected: &str, help: &str) {
        self.push(
            Diagnostic::new(
                Code::WrongType,
                node.span,
                format!("{expected}, but this is {}", node.describe()),
            )
            .help(help),
        );
    }
}
