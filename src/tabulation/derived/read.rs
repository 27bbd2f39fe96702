//! Derived variables as a file writes them: names, labels and categories first, then what each is made from.

use super::define::Definer;
use super::{Definition, Derived, by_dependency, depends_on};
use crate::diagnostics::{Code, Diagnostic, Span, did_you_mean};
use crate::ids::{OptionCode, is_item_id};
use crate::questionnaire::condition::Reference;
use crate::questionnaire::syntax::{Entry, Key, KeyKind, Mapping, Node, Reader, Shape};
use crate::tabulation::names::{Names, is_given};
use crate::tabulation::subject::{Category, Subject, SubjectKind};
use std::collections::BTreeSet;

pub(crate) static DERIVED: Shape = Shape {
    name: "a derived variable",
    keys: &[
        Key::optional("text", KeyKind::Text, "how the variable is called in tables"),
        Key::optional("where", KeyKind::Expression, "code 1 where this is true, 0 where it is false"),
        Key::optional("else", KeyKind::Text, "the label of code 0; without it those people leave the base"),
        Key::optional("recode", KeyKind::Text, "the variable whose codes are put together"),
        Key::optional(
            "to",
            KeyKind::Named(&KeyKind::List(&KeyKind::Scalar)),
            "new code to list of old codes",
        ),
        Key::optional("texts", KeyKind::Named(&KeyKind::Text), "the label of each new code"),
        Key::optional("bands", KeyKind::Text, "the number that is cut into bands"),
        Key::optional(
            "cuts",
            KeyKind::List(&KeyKind::Number),
            "where the bands begin, rising; the last is open",
        ),
        Key::optional(
            "any",
            KeyKind::List(&KeyKind::Text),
            "0/1 variables or item.code: is any of them true",
        ),
        Key::optional(
            "all",
            KeyKind::List(&KeyKind::Text),
            "0/1 variables or item.code: are all of them true",
        ),
        Key::optional(
            "count",
            KeyKind::List(&KeyKind::Text),
            "0/1 variables or item.code: how many are true",
        ),
        Key::optional("value", KeyKind::Expression, "a number worked out; missing where a part is missing"),
        Key::optional(
            "mean",
            KeyKind::Either(&KeyKind::Text, &KeyKind::List(&KeyKind::Text)),
            "numbers, scales or whole grids: the mean of a respondent's answers",
        ),
        Key::optional("min_answers", KeyKind::Integer, "of a mean: how many answers it needs; 1 without it"),
    ],
};

const KINDS: [&str; 8] = ["where", "recode", "bands", "any", "all", "count", "value", "mean"];

/// Reads the variables under `node` behind those of `before`: all mistakes go to `reader`. The order is the file's;
/// a variable may use one that stands later.
pub(crate) fn read_variables(
    reader: &mut Reader,
    node: &Node,
    names: &Names<'_>,
    before: &[Derived],
) -> Vec<Derived> {
    let Some(mapping) = reader.names(node, "`variables`") else { return Vec::new() };
    let mut all: Vec<Derived> = before.to_vec();
    let mut bodies = Vec::new();
    for entry in mapping.entries() {
        if !name_is_free(reader, entry, names) {
            continue;
        }
        let Some(body) = reader.mapping(&entry.value, &DERIVED) else { continue };
        let Some(kind) = kind_of(reader, entry, body) else { continue };
        let index = all.len();
        let label = body.get("text").and_then(|node| reader.text(node, "`text`")).unwrap_or(&entry.key);
        let (subject_kind, categories) = categories(reader, kind, body, entry, label);
        all.push(Derived {
            subject: Subject {
                name: entry.key.clone(),
                label: label.to_owned(),
                short_label: label.to_owned(),
                reference: Reference::Derived(index),
                kind: subject_kind,
                categories,
                item: None,
                made_from: Vec::new(),
            },
            definition: Definition::Broken,
            sources: BTreeSet::new(),
            span: entry.key_span,
        });
        bodies.push((index, kind, body));
    }
    // Definitions may name each other in any order, so they are read when all the names are known.
    let mut whole: BTreeSet<usize> = BTreeSet::new();
    whole.extend((0..before.len()).filter(|place| matches!(before[*place].definition, Definition::Count(_))));
    whole.extend(bodies.iter().filter(|(_, kind, _)| *kind == "count").map(|(index, _, _)| *index));
    for (index, kind, body) in bodies {
        let subjects: Vec<Subject> = all.iter().map(|derived| derived.subject.clone()).collect();
        let names = Names { derived: &subjects, own: before.len(), ..*names };
        let mut definer = Definer { reader, names: &names, whole: &whole, sources: BTreeSet::new() };
        let definition = definer.definition(kind, body, &mut all[index].subject.categories);
        let sources = definer.sources;
        let made_from = sources.iter().map(|source| names.source(*source)).collect();
        all[index].definition = definition.unwrap_or(Definition::Broken);
        all[index].sources = sources;
        all[index].subject.made_from = made_from;
    }
    report_cycles(reader, &all, before.len());
    all.split_off(before.len())
}

fn name_is_free(reader: &mut Reader, entry: &Entry, names: &Names<'_>) -> bool {
    if !is_item_id(&entry.key) {
        reader.push(
            Diagnostic::new(
                Code::MalformedId,
                entry.key_span,
                format!("`{}` cannot name a variable", entry.key),
            )
            .help("use a lower-case letter, then lower-case letters, digits and `_`"),
        );
        return false;
    }
    let taken = if names.questionnaire.find_item(&entry.key).is_some() {
        "the id of an item"
    } else if is_given(&entry.key) {
        "the name of something every response or table has"
    } else {
        return true;
    };
    reader.push(
        Diagnostic::new(
            Code::DuplicateVariable,
            entry.key_span,
            format!("`{}` is already {taken}", entry.key),
        )
        .help("choose another name for the derived variable"),
    );
    false
}

fn kind_of(reader: &mut Reader, entry: &Entry, body: Mapping<'_>) -> Option<&'static str> {
    let found: Vec<&'static str> = KINDS.into_iter().filter(|kind| body.entry(kind).is_some()).collect();
    if let [kind] = found.as_slice() {
        return Some(kind);
    }
    let problem = if found.is_empty() {
        "says not how it is made".to_owned()
    } else {
        format!("is made in {} ways", found.len())
    };
    reader.push(
        Diagnostic::new(
            if found.is_empty() { Code::MissingKey } else { Code::UnknownKey },
            entry.key_span,
            format!("the variable `{}` {problem}", entry.key),
        )
        .help(format!("give exactly one of {}", KINDS.join(", "))),
    );
    None
}

fn categories(
    reader: &mut Reader,
    kind: &str,
    body: Mapping<'_>,
    entry: &Entry,
    label: &str,
) -> (SubjectKind, Vec<Category>) {
    match kind {
        "where" | "any" | "all" => {
            let other = body.get("else").and_then(|node| reader.text(node, "`else`"));
            let no = Category { hidden: other.is_none(), ..Category::plain("0", other.unwrap_or("Others")) };
            (SubjectKind::Single, vec![Category::plain("1", label), no])
        }
        "recode" => {
            let to = body.get("to").and_then(|node| reader.names(node, "`to`"));
            let texts = body.get("texts").and_then(|node| reader.names(node, "`texts`"));
            if to.is_none() {
                reader.push(
                    Diagnostic::new(Code::MissingKey, entry.key_span, "a recode needs the key `to`")
                        .help("add `to: { new_code: [old, codes], … }`"),
                );
            }
            let entries = to.map_or(&[][..], |to| to.entries());
            let mut categories = Vec::new();
            for new in entries {
                match OptionCode::parse(&new.key) {
                    Ok(code) => {
                        let text = texts.and_then(|texts| texts.get(&new.key)).and_then(Node::as_text);
                        categories.push(Category::plain(code.as_str(), text.unwrap_or(&new.key)));
                    }
                    Err(error) => {
                        reader.push(Diagnostic::new(Code::MalformedCode, new.key_span, error.to_string()))
                    }
                }
            }
            unknown_texts(reader, texts, &categories);
            (SubjectKind::Single, categories)
        }
        "bands" => {
            let cuts = cuts(reader, body);
            let texts = body.get("texts").and_then(|node| reader.names(node, "`texts`"));
            let categories: Vec<Category> = (0..cuts.len())
                .map(|band| {
                    let code = (band + 1).to_string();
                    let text = texts.and_then(|texts| texts.get(&code)).and_then(Node::as_text);
                    // Without a text the label waits until it is known whether the number is a whole one.
                    Category {
                        interval: Some((Some(cuts[band]), cuts.get(band + 1).copied())),
                        ..Category::plain(code, text.unwrap_or_default())
                    }
                })
                .collect();
            unknown_texts(reader, texts, &categories);
            (SubjectKind::Single, categories)
        }
        _ => (SubjectKind::Number, Vec::new()),
    }
}

fn unknown_texts(reader: &mut Reader, texts: Option<Mapping<'_>>, categories: &[Category]) {
    for entry in texts.map_or(&[][..], |texts| texts.entries()) {
        if !categories.iter().any(|category| category.code == entry.key) {
            reader.push(
                Diagnostic::new(
                    Code::UnknownCode,
                    entry.key_span,
                    format!("no category of this variable has the code `{}`", entry.key),
                )
                .help("remove the text, or correct its code"),
            );
        }
    }
}

fn cuts(reader: &mut Reader, body: Mapping<'_>) -> Vec<f64> {
    let Some(node) = body.get("cuts") else {
        reader.push(
            Diagnostic::new(Code::MissingKey, body.span, "bands need the key `cuts`")
                .help("add `cuts: [18, 30, 45, 60]`: where each band begins"),
        );
        return Vec::new();
    };
    let mut cuts: Vec<f64> = Vec::new();
    for cut in reader.list(node, "`cuts`") {
        let Some(value) = reader.number(cut, "a cut") else { continue };
        if cuts.last().is_some_and(|last| *last >= value) {
            reader.push(
                Diagnostic::new(Code::Bands, cut.span, "the cuts do not rise")
                    .help("write them from the smallest to the largest"),
            );
        }
        cuts.push(value);
    }
    cuts
}

/// "no option of q4 has the code …", with the nearest.
pub(crate) fn unknown_code(at: Span, code: &str, subject: &Subject) -> Diagnostic {
    let known: Vec<&str> = subject.categories.iter().map(|category| category.code.as_str()).collect();
    let help = match did_you_mean(code, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the codes are: {}", known.join(", ")),
    };
    Diagnostic::new(Code::UnknownCode, at, format!("`{}` has no code `{code}`", subject.name)).help(help)
}

fn report_cycles(reader: &mut Reader, all: &[Derived], new: usize) {
    let (_, circle) = by_dependency(all);
    for index in circle.into_iter().filter(|index| *index >= new) {
        let others: Vec<&str> =
            depends_on(&all[index]).map(|source| all[source].subject.name.as_str()).collect();
        reader.push(
            Diagnostic::new(
                Code::Cycle,
                all[index].span,
                format!(
                    "`{}` is made from {}, and that comes back to it",
                    all[index].subject.name,
                    others.join(", ")
                ),
            )
            .help("make one of the variables of this circle from items alone"),
        );
    }
}
