//! The translation file of a language, as text: what comes back is put into it where it belongs, and everything else in it,
//! comments and order, stays. Where that cannot be done safely the file is written anew.

use std::collections::BTreeMap;

use crate::diagnostics::{FileId, Source, has_errors};
use crate::i18n::Language;
use crate::interchange::yaml::{self, Yaml};
use crate::questionnaire::syntax::{Entry, Node, Value, parse};

/// A text to be put into the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub path: String,
    pub text: String,
    /// Of the source text it translates.
    pub hash: String,
}

/// How much of a file that was there is still there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// There was none.
    New,
    /// Only the texts were changed.
    Everything,
    /// It is written anew: the comments at its head are kept, others are not.
    Texts,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub text: String,
    pub kept: Kept,
}

/// A text in the file, with the hash beside it.
type Leaf = (String, Option<String>);
type Leaves = BTreeMap<String, Leaf>;

/// The file with the changes in it. `order` are the paths of all texts as the questionnaire has them, for a file that is
/// written anew.
///
/// # Errors
///
/// Where the file that is there is not readable as YAML: it is not touched then.
pub fn write(
    existing: Option<&str>,
    language: &Language,
    changes: &[Change],
    order: &[&str],
) -> Result<Written, String> {
    let Some(existing) = existing else {
        let wanted = with(Leaves::new(), changes);
        return Ok(Written { text: anew("", language, &wanted, order), kept: Kept::New });
    };
    let root = read(existing)?;
    let wanted = with(leaves(&root), changes);
    if changes.is_empty() {
        return Ok(Written { text: existing.to_owned(), kept: Kept::Everything });
    }
    if let Some(text) = edited(existing, &root, changes)
        && read(&text).is_ok_and(|root| leaves(&root) == wanted)
    {
        return Ok(Written { text, kept: Kept::Everything });
    }
    Ok(Written { text: anew(head_comments(existing), language, &wanted, order), kept: Kept::Texts })
}

fn with(mut leaves: Leaves, changes: &[Change]) -> Leaves {
    for change in changes {
        leaves.insert(change.path.clone(), (change.text.clone(), Some(change.hash.clone())));
    }
    leaves
}

fn read(text: &str) -> Result<Node, String> {
    let (root, diagnostics) = parse(FileId(0), &Source::new("translation", text));
    match root {
        Some(root) if !has_errors(&diagnostics) => Ok(root),
        _ => Err(diagnostics.first().map_or_else(|| "it is empty".to_owned(), |first| first.message.clone())),
    }
}

/// The parts of a path as the file nests them. The name of a scale may have a dot in it, a code has none.
fn segments(path: &str) -> Vec<&str> {
    match path.strip_prefix("scales.").and_then(|rest| rest.rsplit_once('.')) {
        Some((scale, code)) => vec!["scales", scale, code],
        None => path.split('.').collect(),
    }
}

/// Every text of the file, by its path.
fn leaves(root: &Node) -> Leaves {
    let mut found = Leaves::new();
    for entry in entries(root) {
        let path = entry.key.as_str();
        match path {
            "title" | "intro" => found.extend(leaf(&entry.value).map(|leaf| (path.to_owned(), leaf))),
            "consent" | "endings" => named(path, &entry.value, &mut found),
            "scales" | "pages" => {
                for owner in entries(&entry.value) {
                    named(&format!("{path}.{}", owner.key), &owner.value, &mut found);
                }
            }
            "items" => {
                for item in entries(&entry.value) {
                    let path = format!("items.{}", item.key);
                    for part in entries(&item.value) {
                        let path = format!("{path}.{}", part.key);
                        match part.key.as_str() {
                            "options" | "rows" | "bands" => named(&path, &part.value, &mut found),
                            "messages" => {
                                let places = elements(&part.value).iter().enumerate();
                                found.extend(places.filter_map(|(index, node)| {
                                    Some((format!("{path}.{}", index + 1), leaf(node)?))
                                }));
                            }
                            _ => found.extend(leaf(&part.value).map(|leaf| (path, leaf))),
                        }
                    }
                }
            }
            _ => {}
        }
    }
    found
}

fn named(path: &str, node: &Node, found: &mut Leaves) {
    let texts = entries(node).iter();
    found.extend(texts.filter_map(|entry| Some((format!("{path}.{}", entry.key), leaf(&entry.value)?))));
}

fn entries(node: &Node) -> &[Entry] {
    match &node.value {
        Value::Mapping(entries) => entries,
        Value::Null | Value::Scalar { .. } | Value::List(_) => &[],
    }
}

fn elements(node: &Node) -> &[Node] {
    match &node.value {
        Value::List(nodes) => nodes,
        Value::Null | Value::Mapping(_) => &[],
        Value::Scalar { .. } => std::slice::from_ref(node),
    }
}

fn leaf(node: &Node) -> Option<Leaf> {
    if let Some(text) = node.as_text() {
        return Some((text.to_owned(), None));
    }
    let of = |key: &str| {
        entries(node).iter().find(|entry| entry.key == key).and_then(|entry| entry.value.as_text())
    };
    Some((of("text")?.to_owned(), of("source").map(str::to_owned)))
}

fn as_yaml((text, hash): &Leaf) -> Yaml {
    match hash {
        Some(hash) => Yaml::Mapping(vec![
            ("source".to_owned(), Yaml::text(hash.as_str())),
            ("text".to_owned(), Yaml::text(text.as_str())),
        ]),
        None => Yaml::text(text.as_str()),
    }
}

/// A mapping that grows path by path.
#[derive(Default)]
struct Branch(Vec<(String, Twig)>);

enum Twig {
    Branch(Branch),
    /// The messages of checks, by their place.
    List(BTreeMap<usize, Leaf>),
    Leaf(Leaf),
}

impl Branch {
    fn insert(&mut self, path: &[&str], leaf: Leaf) {
        match path {
            [] => {}
            [last] => self.0.push(((*last).to_owned(), Twig::Leaf(leaf))),
            ["messages", place] => {
                let twig = self.twig("messages", || Twig::List(BTreeMap::new()));
                if let (Twig::List(list), Ok(place)) = (twig, place.parse::<usize>()) {
                    list.insert(place, leaf);
                }
            }
            [first, rest @ ..] => {
                if let Twig::Branch(branch) = self.twig(first, || Twig::Branch(Branch::default())) {
                    branch.insert(rest, leaf);
                }
            }
        }
    }

    fn twig(&mut self, key: &str, new: impl FnOnce() -> Twig) -> &mut Twig {
        let place = self.0.iter().position(|(known, _)| known == key).unwrap_or_else(|| {
            self.0.push((key.to_owned(), new()));
            self.0.len() - 1
        });
        &mut self.0[place].1
    }

    fn to_yaml(&self) -> Vec<(String, Yaml)> {
        self.0.iter().map(|(key, twig)| (key.clone(), twig.to_yaml())).collect()
    }
}

impl Twig {
    fn to_yaml(&self) -> Yaml {
        match self {
            Twig::Branch(branch) => Yaml::Mapping(branch.to_yaml()),
            Twig::Leaf(leaf) => as_yaml(leaf),
            Twig::List(list) => {
                let last = list.keys().next_back().copied().unwrap_or(0);
                // Nothing keeps the place of a message that is not translated.
                let nothing = || Yaml::Word("~".to_owned());
                Yaml::List((1..=last).map(|place| list.get(&place).map_or_else(nothing, as_yaml)).collect())
            }
        }
    }
}

/// A whole file, its texts in the order of the questionnaire, then those that it no longer has.
fn anew(head: &str, language: &Language, leaves: &Leaves, order: &[&str]) -> String {
    let mut root = Branch::default();
    let known = order.iter().copied().filter(|path| leaves.contains_key(*path));
    let rest = leaves.keys().map(String::as_str).filter(|path| !order.contains(path));
    for path in known.chain(rest) {
        if let Some(leaf) = leaves.get(path) {
            root.insert(&segments(path), leaf.clone());
        }
    }
    let mut all = vec![("language".to_owned(), Yaml::text(language.as_str()))];
    all.extend(root.to_yaml());
    format!("{head}{}", yaml::write(&Yaml::Mapping(all)))
}

/// The comments and blank lines before anything else.
fn head_comments(text: &str) -> &str {
    let length: usize = text
        .split_inclusive('\n')
        .take_while(|line| line.trim().is_empty() || line.starts_with('#'))
        .map(str::len)
        .sum();
    text.get(..length).unwrap_or_default()
}

/// A place in the file and what stands there instead.
struct Edit {
    start: usize,
    end: usize,
    text: String,
    /// How deep its mapping is: at one place, what is deeper comes first.
    depth: usize,
}

/// The file with the changes put in; `None` where a place cannot be found for one of them.
fn edited(text: &str, root: &Node, changes: &[Change]) -> Option<String> {
    let mut plan = Branch::default();
    for change in changes {
        plan.insert(&segments(&change.path), (change.text.clone(), Some(change.hash.clone())));
    }
    let mut edits = Vec::new();
    merge(text, root, &plan, &Frame { flow: false, depth: 0 }, &mut edits)?;
    edits.sort_by_key(|edit| (std::cmp::Reverse(edit.start), edit.depth));
    let mut out = text.to_owned();
    for edit in edits {
        if !out.is_char_boundary(edit.start) || !out.is_char_boundary(edit.end) || edit.start > edit.end {
            return None;
        }
        out.replace_range(edit.start..edit.end, &edit.text);
    }
    Some(out)
}

/// Where in the file a mapping stands.
struct Frame {
    /// Within braces.
    flow: bool,
    depth: usize,
}

fn merge(text: &str, node: &Node, plan: &Branch, frame: &Frame, edits: &mut Vec<Edit>) -> Option<()> {
    let Value::Mapping(entries) = &node.value else { return None };
    let flow = frame.flow || text.get(node.span.start as usize..)?.starts_with('{');
    let frame = Frame { flow, depth: frame.depth };
    let mut added = Vec::new();
    for (key, twig) in &plan.0 {
        let Some(entry) = entries.iter().find(|entry| entry.key == *key) else {
            added.push((key.clone(), twig.to_yaml()));
            continue;
        };
        match twig {
            Twig::Branch(branch) => {
                merge(text, &entry.value, branch, &Frame { flow, depth: frame.depth + 1 }, edits)?;
            }
            Twig::Leaf(leaf) => edits.push(replacement(text, entry, as_yaml(leaf), &frame)?),
            Twig::List(new) => {
                let held = elements(&entry.value).iter().enumerate();
                let mut list: BTreeMap<usize, Leaf> =
                    held.filter_map(|(index, node)| Some((index + 1, leaf(node)?))).collect();
                list.extend(new.iter().map(|(place, leaf)| (*place, leaf.clone())));
                edits.push(replacement(text, entry, Twig::List(list).to_yaml(), &frame)?);
            }
        }
    }
    if !added.is_empty() {
        edits.push(addition(text, entries, added, &frame)?);
    }
    Some(())
}

/// A key of the file with another value.
fn replacement(text: &str, entry: &Entry, value: Yaml, frame: &Frame) -> Option<Edit> {
    let (start, end) = (entry.key_span.start as usize, (entry.value.span.end as usize));
    if entry.value.value == Value::Null {
        return None;
    }
    let behind = text.get(end..)?.split('\n').next()?.trim();
    let key = text.get(start..entry.key_span.end as usize)?;
    let new = if frame.flow {
        format!("{key}: {}", yaml::inline(&value))
    } else {
        let block = indented(&Yaml::Mapping(vec![(entry.key.clone(), value.clone())]), column(text, start));
        // What stands behind the value on its line would become a part of a text over several lines.
        if block.contains('\n') && !behind.is_empty() {
            format!("{key}: {}", yaml::inline(&value))
        } else {
            block
        }
    };
    Some(Edit { start, end, text: new, depth: frame.depth })
}

/// Further keys at the end of a mapping.
fn addition(text: &str, entries: &[Entry], added: Vec<(String, Yaml)>, frame: &Frame) -> Option<Edit> {
    let (first, last) = (entries.first()?, entries.last()?);
    let end = (last.value.span.end as usize).max(last.key_span.end as usize);
    if frame.flow {
        let keys = yaml::inline(&Yaml::Mapping(added));
        let keys = keys.strip_prefix("{ ")?.strip_suffix(" }")?;
        return Some(Edit { start: end, end, text: format!(", {keys}"), depth: frame.depth });
    }
    let block = indented(&Yaml::Mapping(added), column(text, first.key_span.start as usize));
    let indent = " ".repeat(column(text, first.key_span.start as usize));
    let (at, before) = match text.get(end..)?.find('\n') {
        Some(line_end) => (end + line_end + 1, ""),
        None => (text.len(), "\n"),
    };
    Some(Edit { start: at, end: at, text: format!("{before}{indent}{block}\n"), depth: frame.depth })
}

/// The value in block style, all its lines but the first indented, without the last line end.
fn indented(value: &Yaml, indent: usize) -> String {
    let written = yaml::write(value);
    let mut out = String::new();
    for (index, line) in written.trim_end_matches('\n').split('\n').enumerate() {
        if index > 0 {
            out.push('\n');
            if !line.is_empty() {
                out.extend(std::iter::repeat_n(' ', indent));
            }
        }
        out.push_str(line);
    }
    out
}

/// How many characters stand before this place on its line.
fn column(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    before.rsplit('\n').next().unwrap_or_default().chars().count()
}

/// The texts of a file with their hashes, by path.
#[cfg(test)]
pub(super) fn texts_of(text: &str) -> Leaves {
    leaves(&read(text).expect("a file that was just written"))
}
