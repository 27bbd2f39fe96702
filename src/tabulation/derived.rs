//! Derived variables: read from a report file or a request, checked, put in order of dependency, and worked out over
//! the columns of a dataset.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::dataset::{Cells, Dataset, Numbers, State, no_number};
use super::evaluate::Columns;
use super::kernels::Mask;
use super::names::{Meaning, Names, is_given};
use super::subject::{Category, Subject, SubjectKind};
use crate::diagnostics::{Code, Diagnostic, Span, did_you_mean};
use crate::ids::{OptionCode, is_item_id};
use crate::questionnaire::condition::{self, Expr, Reference, Value, ValueType};
use crate::questionnaire::syntax::{Entry, Key, KeyKind, Mapping, Node, Reader, Shape};
use crate::questionnaire::{ComputedAs, ItemKind};

/// A variable made from others.
#[derive(Debug, Clone)]
pub(crate) struct Derived {
    pub(crate) subject: Subject,
    pub(crate) definition: Definition,
    /// What it is made from.
    sources: BTreeSet<Reference>,
    pub(crate) span: Span,
}

/// How a variable is made.
#[derive(Debug, Clone)]
pub(crate) enum Definition {
    /// Category 0 (code 1) where true, category 1 (code 0) where false.
    Flag(Expr),
    Recode {
        of: Box<Subject>,
        to: BTreeMap<String, u16>,
    },
    Cuts {
        of: Reference,
        cuts: Vec<f64>,
    },
    Count(Vec<Expr>),
    /// Missing wherever anything it is made from is.
    Value(Expr),
    /// The mean of the scores that were given, of whoever gave at least so many.
    Mean {
        of: Vec<Subject>,
        min_answers: usize,
    },
    /// Its mistakes stand in the diagnostics.
    Broken,
}

impl Derived {
    /// What it is made from.
    pub(crate) fn sources(&self) -> &BTreeSet<Reference> {
        &self.sources
    }
}

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

/// "18 to 29" of a number without decimals, "18 to under 30" of another.
fn band_label(interval: (f64, Option<f64>), is_whole: bool) -> String {
    let (from, next) = interval;
    match next {
        None => format!("{from} and over"),
        Some(next) if !is_whole => format!("{from} to under {next}"),
        // The last whole number below the next band.
        Some(next) if next.ceil() - 1.0 > from.ceil() => format!("{} to {}", from.ceil(), next.ceil() - 1.0),
        Some(_) => from.ceil().to_string(),
    }
}

struct Definer<'a, 'r> {
    reader: &'r mut Reader,
    names: &'a Names<'a>,
    /// The derived variables whose numbers are whole.
    whole: &'a BTreeSet<usize>,
    sources: BTreeSet<Reference>,
}

impl Definer<'_, '_> {
    fn definition(
        &mut self,
        kind: &str,
        body: Mapping<'_>,
        categories: &mut Vec<Category>,
    ) -> Option<Definition> {
        let node = body.get(kind)?;
        match kind {
            "where" => {
                let text = self.reader.text(node, "`where`")?;
                let condition =
                    condition::compile(text, node.text_span(), self.names, &mut self.reader.diagnostics)?;
                references(&condition.expr, &mut self.sources);
                Some(Definition::Flag(condition.expr))
            }
            "recode" => self.recode(node, body, categories),
            "bands" => {
                let name = self.reader.text(node, "`bands`")?;
                let subject = self.names.subject(name, node.span, &mut self.reader.diagnostics)?;
                let Some(is_whole) = self.whole_numbers(&subject) else {
                    self.reader.push(
                        Diagnostic::new(
                            Code::NotTabulable,
                            node.span,
                            format!("`{name}` is no number, so it has no bands"),
                        )
                        .help("put codes together with `recode:` and `to:`"),
                    );
                    return None;
                };
                self.sources.insert(subject.reference);
                let mut cuts = Vec::new();
                for category in categories {
                    let Some((Some(from), next)) = category.interval else { continue };
                    cuts.push(from);
                    if category.label.is_empty() {
                        category.label = band_label((from, next), is_whole);
                    }
                }
                Some(Definition::Cuts { of: subject.reference, cuts })
            }
            "any" => Some(Definition::Flag(self.joined(node, Expr::Or)?)),
            "all" => Some(Definition::Flag(self.joined(node, Expr::And)?)),
            "value" => self.value(node),
            "mean" => self.mean(node, body),
            _ => Some(Definition::Count(self.flags(node)?)),
        }
    }

    fn value(&mut self, node: &Node) -> Option<Definition> {
        let text = self.reader.text(node, "`value`")?;
        let at = node.text_span();
        let (expr, kind) = condition::compile_value(text, at, self.names, &mut self.reader.diagnostics)?;
        if kind != ValueType::Number {
            self.reader.push(
                Diagnostic::new(Code::TypeMismatch, at, "`value` must come to a number")
                    .help("for something true or false write `where:` instead"),
            );
            return None;
        }
        references(&expr, &mut self.sources);
        Some(Definition::Value(expr))
    }

    fn mean(&mut self, node: &Node, body: Mapping<'_>) -> Option<Definition> {
        let mut of: Vec<Subject> = Vec::new();
        for one in self.reader.one_or_many(node) {
            let name = self.reader.text(one, "a variable")?;
            let found = match self.names.meaning(name, one.span, &mut self.reader.diagnostics)? {
                Meaning::One(subject) => vec![subject],
                Meaning::Grid(rows) => rows,
            };
            if let Some(unscored) = found.iter().find(|subject| !subject.is_scored()) {
                self.reader.push(
                    Diagnostic::new(
                        Code::BadMeasure,
                        one.span,
                        format!("the answers to `{}` have no scores, so there is no mean", unscored.name),
                    )
                    .help("give its options a `value:` in the questionnaire"),
                );
                return None;
            }
            of.extend(found);
        }
        self.sources.extend(of.iter().map(|subject| subject.reference));
        let Some(node) = body.get("min_answers") else {
            return Some(Definition::Mean { of, min_answers: 1 });
        };
        let min_answers = self.reader.count(node, "`min_answers`")?;
        if min_answers == 0 || min_answers > of.len() {
            self.reader.push(
                Diagnostic::new(
                    Code::BadMeasure,
                    node.span,
                    format!("`min_answers: {min_answers}` of {} variables", of.len()),
                )
                .help(format!("write a number from 1 to {}", of.len())),
            );
            return None;
        }
        Some(Definition::Mean { of, min_answers })
    }

    /// Whether the subject's numbers are all whole; `None` where it is no number.
    fn whole_numbers(&self, subject: &Subject) -> Option<bool> {
        match subject.reference {
            Reference::Variable(variable) => {
                let questionnaire = self.names.questionnaire;
                match &questionnaire.item(questionnaire.variable(variable).item).kind {
                    ItemKind::Number { decimals, .. } => Some(*decimals == 0),
                    ItemKind::Scale { .. } => Some(true),
                    ItemKind::Allocation { .. }
                    | ItemKind::Computed { stored_as: ComputedAs::Number, .. } => Some(false),
                    ItemKind::Single { .. }
                    | ItemKind::Multiple { .. }
                    | ItemKind::Grid { .. }
                    | ItemKind::MultipleGrid { .. }
                    | ItemKind::Ranking { .. }
                    | ItemKind::Date { .. }
                    | ItemKind::Text { .. }
                    | ItemKind::Note
                    | ItemKind::Computed {
                        stored_as: ComputedAs::Single { .. } | ComputedAs::Text, ..
                    } => None,
                }
            }
            Reference::Derived(place) => {
                (subject.kind == SubjectKind::Number).then_some(self.whole.contains(&place))
            }
            Reference::Given(_) | Reference::Extra(_) => {
                (subject.kind == SubjectKind::Number).then_some(false)
            }
        }
    }

    fn recode(
        &mut self,
        node: &Node,
        body: Mapping<'_>,
        categories: &mut Vec<Category>,
    ) -> Option<Definition> {
        let name = self.reader.text(node, "`recode`")?;
        let subject = self.names.subject(name, node.span, &mut self.reader.diagnostics)?;
        if matches!(subject.kind, SubjectKind::Multiple | SubjectKind::Number) {
            let help = match subject.kind {
                SubjectKind::Multiple => "a multiple has several codes a person: use `any:` with item.code",
                _ => "cut a number with `bands:` and `cuts:`",
            };
            self.reader.push(
                Diagnostic::new(
                    Code::NotTabulable,
                    node.span,
                    format!("`{name}` does not have one code a person"),
                )
                .help(help),
            );
            return None;
        }
        self.sources.insert(subject.reference);
        let mut to = BTreeMap::new();
        let entries = body.get("to").and_then(|node| self.reader.names(node, "`to`"));
        for (place, new) in entries.map_or(&[][..], |to| to.entries()).iter().enumerate() {
            for old in self.reader.one_or_many(&new.value) {
                let Some(code) = old.as_text() else { continue };
                let code = OptionCode::parse(code).map_or_else(|_| code.to_owned(), |code| code.to_string());
                if !subject.categories.is_empty() && subject.find_category(&code).is_none() {
                    self.unknown_code(old.span, &code, &subject);
                } else if to.insert(code.clone(), place as u16).is_some() {
                    self.reader.push(
                        Diagnostic::new(
                            Code::DuplicateCode,
                            old.span,
                            format!("`{code}` goes to two new codes"),
                        )
                        .help("name each old code once"),
                    );
                }
            }
        }
        // A don't-know that is not recoded stays one, so that `include_missing` finds it here too.
        for category in subject.categories.iter().filter(|category| category.missing.is_some()) {
            let free = !categories.iter().any(|own| own.code == category.code);
            if free && !to.contains_key(&category.code) {
                to.insert(category.code.clone(), categories.len() as u16);
                categories.push(category.clone());
            }
        }
        Some(Definition::Recode { of: Box::new(subject), to })
    }

    fn unknown_code(&mut self, at: Span, code: &str, subject: &Subject) {
        self.reader.push(unknown_code(at, code, subject));
    }

    fn joined(&mut self, node: &Node, join: fn(Box<Expr>, Box<Expr>) -> Expr) -> Option<Expr> {
        let flags = self.flags(node)?;
        flags.into_iter().reduce(|left, right| join(Box::new(left), Box::new(right)))
    }

    /// Each name as a condition: a 0/1 variable, or `item.code`.
    fn flags(&mut self, node: &Node) -> Option<Vec<Expr>> {
        let mut flags = Vec::new();
        let list = self.reader.list(node, "the list of variables");
        for one in list {
            let flag = self
                .reader
                .text(one, "a variable")
                .map(str::to_owned)
                .and_then(|name| self.flag(&name, one.span));
            flags.push(flag);
        }
        if list.is_empty() {
            self.reader.push(
                Diagnostic::new(Code::WrongType, node.span, "this list names no variable")
                    .help("name 0/1 variables, or options as item.code"),
            );
            return None;
        }
        flags.into_iter().collect()
    }

    fn flag(&mut self, name: &str, at: Span) -> Option<Expr> {
        let mut quiet = Vec::new();
        if let Some(Meaning::One(subject)) = self.names.meaning(name, at, &mut quiet) {
            if subject.find_category("1").is_some()
                && subject.find_category("0").is_some()
                && subject.kind == SubjectKind::Single
            {
                self.sources.insert(subject.reference);
                return Some(one_of(subject.reference, "1"));
            }
            self.reader.push(
                Diagnostic::new(Code::NotTabulable, at, format!("`{name}` is no variable of 0 and 1"))
                    .help(format!("name one of its codes: `{name}.CODE`")),
            );
            return None;
        }
        let Some((item, code)) = name.rsplit_once('.') else {
            self.reader.diagnostics.append(&mut quiet);
            return None;
        };
        let subject = self.names.subject(item, at, &mut self.reader.diagnostics)?;
        if subject.find_category(code).is_none() {
            self.unknown_code(at, code, &subject);
            return None;
        }
        self.sources.insert(subject.reference);
        match subject.kind {
            SubjectKind::Multiple => Some(Expr::Has { multiple: subject.reference, code: code.to_owned() }),
            SubjectKind::Single | SubjectKind::Bands | SubjectKind::Number => {
                Some(one_of(subject.reference, code))
            }
        }
    }
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

fn one_of(reference: Reference, code: &str) -> Expr {
    Expr::OneOf { operand: Box::new(Expr::Name(reference)), values: vec![Value::Text(code.to_owned())] }
}

/// Every reference in the expression.
pub(crate) fn references(expr: &Expr, found: &mut BTreeSet<Reference>) {
    expr.visit_references(&mut |reference| {
        found.insert(reference);
    });
}

fn depends_on(derived: &Derived) -> impl Iterator<Item = usize> + '_ {
    derived.sources.iter().filter_map(|source| match source {
        Reference::Derived(index) => Some(*index),
        Reference::Variable(_) | Reference::Given(_) | Reference::Extra(_) => None,
    })
}

/// The places of the variables, each after those it is made from; the second list is what stands in a circle.
fn by_dependency(all: &[Derived]) -> (Vec<usize>, Vec<usize>) {
    let mut order = Vec::new();
    let mut rest: Vec<usize> = (0..all.len()).collect();
    loop {
        let (ready, waiting): (Vec<usize>, Vec<usize>) =
            rest.iter().partition(|index| depends_on(&all[**index]).all(|source| order.contains(&source)));
        if ready.is_empty() {
            return (order, waiting);
        }
        order.extend(ready);
        rest = waiting;
    }
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

/// The columns of all derived variables over one chunk of the dataset, by their places.
pub(crate) fn columns(
    all: &[Derived],
    subjects: &[Subject],
    dataset: &Dataset,
    chunk: usize,
) -> Vec<Option<Arc<Cells>>> {
    let mut found: Vec<Option<Arc<Cells>>> = vec![None; all.len()];
    for index in by_dependency(all).0 {
        let columns = Columns { dataset, chunk, derived: &found, lazy: None, derived_subjects: subjects };
        let cells = work_out(&all[index], &columns);
        found[index] = cells.map(Arc::new);
    }
    found
}

fn work_out(derived: &Derived, columns: &Columns<'_>) -> Option<Cells> {
    let respondents = columns.respondents();
    match &derived.definition {
        Definition::Flag(expr) => {
            let truth = columns.truth(expr);
            let mut codes = unanswered(derived, columns);
            for respondent in truth.known.iter() {
                codes[respondent] = u32::from(!truth.is_true.contains(respondent));
            }
            Some(Cells::Codes(codes.into_iter().collect()))
        }
        Definition::Recode { of, to } => {
            let reading = match of.reference {
                // What a given's categories are is known only now.
                Reference::Given(given) => {
                    let dataset = columns.dataset;
                    let language = &dataset.info.language;
                    Subject::of_given(given, &of.name, &dataset.questionnaire, language, Some(dataset))
                }
                Reference::Variable(_) | Reference::Derived(_) | Reference::Extra(_) => (**of).clone(),
            };
            let masks = reading.reading(columns.column(of.reference)?);
            let mut codes = unanswered(derived, columns);
            for (category, mask) in reading.categories.iter().zip(&masks.categories) {
                let code = to.get(&category.code).map_or(State::Undefined.code(), |code| u32::from(*code));
                mask.iter().for_each(|respondent| codes[respondent] = code);
            }
            Some(Cells::Codes(codes.into_iter().collect()))
        }
        Definition::Cuts { of, cuts } => {
            let mut codes = unanswered(derived, columns);
            let values = numbers_of(columns, *of)?;
            for (code, value) in codes.iter_mut().zip(&*values) {
                if !value.is_nan() {
                    let band = cuts.partition_point(|cut| cut <= value);
                    *code = if band == 0 { State::Undefined.code() } else { band as u32 - 1 };
                }
            }
            Some(Cells::Codes(codes.into_iter().collect()))
        }
        Definition::Count(flags) => {
            let truths: Vec<_> = flags.iter().map(|flag| columns.truth(flag)).collect();
            let known = truths.iter().fold(Mask::all(respondents), |known, truth| known.and(&truth.known));
            let mut values = vec![f64::NAN; respondents];
            for respondent in known.iter() {
                let count = truths.iter().filter(|truth| truth.is_true.contains(respondent)).count();
                values[respondent] = count as f64;
            }
            Some(numbers_or_reasons(derived, columns, values))
        }
        Definition::Value(expr) => {
            Some(numbers_or_reasons(derived, columns, columns.numbers(expr).into_owned()))
        }
        Definition::Mean { of, min_answers } => {
            let scores: Vec<Cow<'_, [f64]>> =
                of.iter().map(|subject| scores_of(columns, subject)).collect::<Option<_>>()?;
            let mean = |respondent: usize| {
                let given = scores.iter().map(|scores| scores[respondent]).filter(|score| !score.is_nan());
                let (count, sum) = given.fold((0, 0.0), |(count, sum), score| (count + 1, sum + score));
                if count >= *min_answers { sum / count as f64 } else { f64::NAN }
            };
            Some(numbers_or_reasons(derived, columns, (0..respondents).map(mean).collect()))
        }
        Definition::Broken => None,
    }
}

/// A column of the values; who has none (NaN) has the reason of what it is made from.
fn numbers_or_reasons(derived: &Derived, columns: &Columns<'_>, mut values: Vec<f64>) -> Cells {
    for (value, reason) in values.iter_mut().zip(unanswered(derived, columns)) {
        if value.is_nan() {
            *value = no_number(State::of_code(reason));
        }
    }
    Cells::Numbers(Numbers::of(values))
}

/// The score of each respondent, NaN where there is none.
fn scores_of<'a>(columns: &Columns<'a>, subject: &Subject) -> Option<Cow<'a, [f64]>> {
    match columns.column(subject.reference)? {
        Cells::Numbers(numbers) => Some(numbers.values()),
        cells => subject.reading(cells).scores.map(Cow::Owned),
    }
}

/// A number's values; a scale's points as numbers.
fn numbers_of<'a>(columns: &Columns<'a>, reference: Reference) -> Option<Cow<'a, [f64]>> {
    if let Cells::Numbers(numbers) = columns.column(reference)? {
        return Some(numbers.values());
    }
    let Reference::Variable(variable) = reference else { return None };
    let dataset = columns.dataset;
    let subject = Subject::of_variable(&dataset.questionnaire, variable, &dataset.info.language);
    subject.reading(columns.column(reference)?).scores.map(Cow::Owned)
}

/// Why each respondent has no value, if it turns out so: skipped where anything it is made from was asked, else the
/// reason of its first source.
fn unanswered(derived: &Derived, columns: &Columns<'_>) -> Vec<u32> {
    let sources: Vec<&Cells> = derived.sources.iter().filter_map(|source| columns.column(*source)).collect();
    (0..columns.respondents())
        .map(|respondent| {
            let states = sources.iter().map(|cells| cells.state(respondent));
            match states.clone().next() {
                _ if states.clone().any(State::was_asked) => {
                    let removed = states.clone().all(|state| state == State::Removed);
                    if removed { State::Removed.code() } else { State::Skipped.code() }
                }
                Some(first) => first.code(),
                None => State::Undefined.code(),
            }
        })
        .collect()
}
