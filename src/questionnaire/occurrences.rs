//! Where the files of a survey name an item: its definition, and every expression, piped text, translation and report
//! request that uses it. This is what an editor's "go to definition" and "rename" work from.

use super::condition;
use super::piping;
use super::syntax::{Entry, Node, Value, parse};
use crate::diagnostics::{FileId, Source, Span};

/// Which file of a survey it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileRole {
    Questionnaire,
    Translation,
    Wave,
    Report,
}

/// One place where a name stands: an item's id (`q4`), or a row of one (`q7.r1`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    pub name: String,
    pub span: Span,
    pub is_definition: bool,
}

impl Occurrence {
    /// The item's id: the name up to its first dot.
    pub fn item(&self) -> &str {
        self.name.split('.').next().unwrap_or_default()
    }

    /// Where the item's id stands, without the row.
    pub fn item_span(&self) -> Span {
        Span { end: self.span.start + self.item().len() as u32, ..self.span }
    }
}

/// Every name in the file that may be an item's, in the order of the file. What cannot be read has none; a word that is
/// no item (a code, a source) may be among them, so look it up before use.
pub fn occurrences(role: FileRole, file: FileId, source: &Source) -> Vec<Occurrence> {
    let (root, _) = parse(file, source);
    let mut finder = Finder { role, source, found: Vec::new() };
    if let Some(root) = &root {
        finder.node(root, &mut Vec::new());
    }
    finder.found.sort_by_key(|occurrence| occurrence.span);
    finder.found
}

struct Finder<'a> {
    role: FileRole,
    source: &'a Source,
    found: Vec<Occurrence>,
}

/// What a scalar holds, by the keys it stands under.
enum Holds {
    /// The id that defines an item.
    Definition,
    /// An expression, or a list of names in the form of one (`a, b`, `a/b`).
    Expression,
    /// A text that may pipe answers.
    Text,
    Nothing,
}

impl Finder<'_> {
    fn node<'tree>(&mut self, node: &'tree Node, path: &mut Vec<&'tree str>) {
        match &node.value {
            Value::Null => {}
            Value::Scalar { text, .. } => self.scalar(node, text, path),
            Value::List(nodes) => nodes.iter().for_each(|node| self.node(node, path)),
            Value::Mapping(entries) => entries.iter().for_each(|entry| self.entry(entry, path)),
        }
    }

    fn entry<'tree>(&mut self, entry: &'tree Entry, path: &mut Vec<&'tree str>) {
        if self.role == FileRole::Translation && path.as_slice() == ["items"] {
            self.push(&entry.key, entry.key_span, false);
        }
        path.push(&entry.key);
        self.node(&entry.value, path);
        path.pop();
    }

    fn scalar(&mut self, node: &Node, text: &str, path: &[&str]) {
        match self.holds(path) {
            Holds::Definition => self.push(text, node.text_span(), true),
            Holds::Expression => {
                for word in condition::words(text) {
                    let Some(name) = text.get(word.clone()) else { continue };
                    self.push_part(node, text, name, word);
                }
            }
            Holds::Text => {
                for name in piping::names(text).filter(|name| !name.is_empty()) {
                    let start = name.as_ptr() as usize - text.as_ptr() as usize;
                    self.push_part(node, text, name, start..start + name.len());
                }
            }
            Holds::Nothing => {}
        }
    }

    fn holds(&self, path: &[&str]) -> Holds {
        let last = path.last().copied().unwrap_or_default();
        match self.role {
            FileRole::Questionnaire => match (path, last) {
                (["pages", "items", "id"], _) => Holds::Definition,
                (["quality", "straightline" | "attention"], _) => Holds::Expression,
                (["pages", .., "show_if" | "assert"], _) | (["scales", .., "show_if"], _) => {
                    Holds::Expression
                }
                (["pages", "items", "end_if", ..] | ["pages", "items", "value"], _) => Holds::Expression,
                (_, "id" | "type" | "code" | "notes" | "pattern" | "since" | "replaces") => Holds::Nothing,
                _ => Holds::Text,
            },
            FileRole::Translation => match last {
                "source" | "language" => Holds::Nothing,
                _ => Holds::Text,
            },
            FileRole::Wave => match last {
                "end_if" | "where" => Holds::Expression,
                "complete" if path.len() == 1 => Holds::Expression,
                _ => Holds::Nothing,
            },
            FileRole::Report => match last {
                "title"
                | "text"
                | "label"
                | "note"
                | "differs"
                | "because"
                | "codes"
                | "pin"
                | "id"
                | "show"
                | "summary"
                | "include_missing"
                | "include_missing_columns"
                | "report" => Holds::Nothing,
                _ => Holds::Expression,
            },
        }
    }

    /// A part of a scalar, where the file writes it as it is.
    fn push_part(&mut self, node: &Node, text: &str, name: &str, at: std::ops::Range<usize>) {
        let inner = node.text_span();
        let start = inner.start as usize;
        let written = self.source.text.get(start..inner.end as usize);
        if written == Some(text) {
            self.push(name, Span::new(inner.file, start + at.start, start + at.end), false);
            return;
        }
        // Folded or escaped: every place of the word within the scalar, or none where it is part of another word.
        let written = self.source.text.get(node.span.start as usize..node.span.end as usize).unwrap_or("");
        let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
        for (place, _) in written.match_indices(name) {
            let before = written.get(..place).and_then(|text| text.chars().next_back());
            let after = written.get(place + name.len()..).and_then(|text| text.chars().next());
            let start = node.span.start as usize + place;
            let span = Span::new(inner.file, start, start + name.len());
            let known = self.found.iter().any(|occurrence| occurrence.span == span);
            if !known && !before.is_some_and(is_word) && !after.is_some_and(is_word) {
                self.push(name, span, false);
            }
        }
    }

    fn push(&mut self, name: &str, span: Span, is_definition: bool) {
        self.found.push(Occurrence { name: name.to_owned(), span, is_definition });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Sources;

    fn names(role: FileRole, text: &str) -> Vec<(String, String, bool)> {
        let mut sources = Sources::default();
        let file = sources.add("file.yaml", text);
        let source = sources.get(file);
        occurrences(role, file, source)
            .into_iter()
            .map(|found| {
                let written = source.text.get(found.span.start as usize..found.span.end as usize);
                (found.name.clone(), written.unwrap().to_owned(), found.is_definition)
            })
            .collect()
    }

    #[test]
    fn a_questionnaire_names_its_items_in_expressions_and_texts() {
        let text = r#"
pages:
  - id: first
    items:
      - { id: q1, type: single, text: Which?, options: [{ code: q1, text: One, show_if: "q0 == 'q1'" }] }
  - id: second
    show_if: "q1 == 'a' && !answered(grid.r1)"
    items:
      - id: q2
        type: number
        text: "You said {{ q1 }}, how many?"
        end_if: { complete: 'q2 > 3' }
        check:
          assert: >-
            q2 > 1 &&
            q2 < years_between(born, today())
          message: Not with {{ q1 }}
quality: { straightline: [grid], attention: "q1 == 'q1'" }
"#;
        let found = names(FileRole::Questionnaire, text);
        assert!(found.iter().all(|(name, written, _)| name == written), "{found:?}");
        let of = |name: &str| found.iter().filter(|(found, _, _)| found == name).count();
        assert_eq!((of("q1"), of("q2"), of("grid"), of("grid.r1"), of("q0"), of("born")), (5, 4, 1, 1, 1, 1));
        let defined: Vec<_> =
            found.iter().filter(|(_, _, is)| *is).map(|(name, _, _)| name.as_str()).collect();
        assert_eq!(defined, ["q1", "q2"]);
    }

    #[test]
    fn the_other_files_name_them_too() {
        let translated =
            names(FileRole::Translation, "items: { q1: { text: 'Ja {{ q0 }}', options: { q1: q1 } } }");
        assert_eq!(translated.iter().map(|(name, _, _)| name.as_str()).collect::<Vec<_>>(), ["q1", "q0"]);
        let wave = names(
            FileRole::Wave,
            "complete: answered(q1)\nsources: { panel: { text: q1, end_if: \"q2 == 'q1'\" } }",
        );
        assert_eq!(wave.iter().map(|(name, _, _)| name.as_str()).collect::<Vec<_>>(), ["q1", "q2"]);
        let report = names(
            FileRole::Report,
            "sections: [{ title: q1, tables: [{ rows: q1, columns: [q2/q3], codes: [q1] }] }]",
        );
        assert_eq!(report.iter().map(|(name, _, _)| name.as_str()).collect::<Vec<_>>(), ["q1", "q2", "q3"]);
    }
}
