//! Tree to weights: variables and codes looked up, all mistakes at once.

use super::make::MissingRule;
use super::shape::{MISSING, POST_STRATIFY, TRIM, TRIM_OF, WEIGHT};
use super::trimming::{Trim, TrimOf};
use super::{CellsPlan, Definition, MarginPlan, TargetPlan, WeightPlan};
use crate::diagnostics::{Code, Diagnostic, Span, did_you_mean};
use crate::questionnaire::condition::Reference;
use crate::questionnaire::syntax::{Entry, Mapping, Node, Reader};
use crate::tabulation::names::Names;
use crate::tabulation::request::{Spanned, spanned_text};
use crate::tabulation::subject::{Subject, SubjectKind};

/// The keys of a cell that hold its target.
const TARGETS: [&str; 2] = ["share", "count"];
const KINDS: [&str; 3] = ["rake", "poststratify", "given"];
/// More cells than this nobody has targets for.
const CELLS_MAX: usize = 10_000;

/// Reads what stands under `weights:`; what is wrong goes to `reader`, and a weight with a mistake does not come back.
pub(crate) fn read_weights(reader: &mut Reader, node: &Node, names: &Names<'_>) -> Vec<WeightPlan> {
    let Some(mapping) = reader.names(node, "`weights`") else { return Vec::new() };
    let mut weights = Vec::new();
    for entry in mapping.entries() {
        let before = reader.diagnostics.len();
        if matches!(entry.key.as_str(), "none" | "") {
            reader.push(
                Diagnostic::new(
                    Code::DuplicateVariable,
                    entry.key_span,
                    format!("a weight cannot be called `{}`", entry.key),
                )
                .help("`weight: none` is no weight: give it another name"),
            );
        }
        let weight =
            reader.mapping(&entry.value, &WEIGHT).and_then(|body| weight(reader, entry, body, names));
        if !reader.diagnostics.get(before..).is_some_and(crate::diagnostics::has_errors) {
            weights.extend(weight);
        }
    }
    weights
}

/// The weight of this name: one that is declared (`declared` begins with those of the request), else a number. `None`
/// for `none`, and with a diagnostic where the name is neither.
pub(crate) fn find(
    name: &Spanned<String>,
    declared: &[WeightPlan],
    names: &Names<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<WeightPlan> {
    if name.value == "none" {
        return None;
    }
    if let Some(found) = declared.iter().find(|weight| weight.name.value == name.value) {
        return Some(found.clone());
    }
    let mut said = Vec::new();
    let Some(subject) = names.subject(&name.value, name.span, &mut said) else {
        let near = did_you_mean(&name.value, declared.iter().map(|weight| weight.name.value.as_str()));
        match near {
            Some(near) => diagnostics.push(
                Diagnostic::new(
                    Code::UnknownVariable,
                    name.span,
                    format!("there is no weight `{}`", name.value),
                )
                .help(format!("did you mean `{near}`?")),
            ),
            None => diagnostics.append(&mut said),
        }
        return None;
    };
    if !is_number(&subject) {
        diagnostics.push(no_number(&name.value, name.span));
        return None;
    }
    Some(WeightPlan {
        name: name.clone(),
        definition: Definition::Given(subject),
        start: None,
        missing: None,
        trim: None,
        total: None,
        source: None,
    })
}

fn is_number(subject: &Subject) -> bool {
    match subject.kind {
        SubjectKind::Number | SubjectKind::Bands => true,
        SubjectKind::Single | SubjectKind::Multiple => false,
    }
}

fn no_number(name: &str, at: Span) -> Diagnostic {
    Diagnostic::new(Code::NotTabulable, at, format!("`{name}` is no number, so it weighs nobody"))
        .help("name a numeric item, a numeric column of the data, or a weight of the report")
}

fn number(reader: &mut Reader, node: &Node, what: &str, names: &Names<'_>) -> Option<Subject> {
    let name = spanned_text(reader, node, what)?;
    let subject = names.subject(&name.value, name.span, &mut reader.diagnostics)?;
    if !is_number(&subject) {
        reader.push(no_number(&name.value, name.span));
        return None;
    }
    Some(subject)
}

fn weight(reader: &mut Reader, entry: &Entry, body: Mapping<'_>, names: &Names<'_>) -> Option<WeightPlan> {
    let kinds: Vec<&str> = KINDS.into_iter().filter(|kind| body.get(kind).is_some()).collect();
    let [kind] = kinds[..] else {
        reader.push(
            Diagnostic::new(
                Code::WrongType,
                entry.key_span,
                format!("the weight `{}` is made in {} ways", entry.key, kinds.len()),
            )
            .help("give it one of `rake:`, `poststratify:` and `given:`"),
        );
        return None;
    };
    let node = body.get(kind)?;
    let definition = match kind {
        "given" => number(reader, node, "`given`", names).map(Definition::Given),
        "rake" => margins(reader, node, names).map(Definition::Rake),
        _ => cells(reader, node, names).map(Definition::PostStratify),
    };
    let start = body.get("start").and_then(|node| number(reader, node, "`start`", names));
    let missing = body
        .get("missing")
        .and_then(|node| reader.word(node, "`missing`", &MISSING))
        .map(|word| [MissingRule::OwnCategory, MissingRule::LeaveOut][word]);
    if kind == "given" {
        for key in ["start", "missing"].into_iter().filter(|key| body.get(key).is_some()) {
            reader.push(
                Diagnostic::new(
                    Code::BadMeasure,
                    body.key_span(key),
                    format!("`{key}` means nothing for a given weight"),
                )
                .help("remove it, or rake from the number: `rake:` with `start:`"),
            );
        }
    }
    let trim = body.get("trim").and_then(|node| trim(reader, node));
    let total = body.get("total").and_then(|node| above_zero(reader, node, "`total`"));
    Some(WeightPlan {
        name: Spanned { value: entry.key.clone(), span: entry.key_span },
        definition: definition?,
        start,
        missing,
        trim,
        total,
        source: body.get("source").and_then(|node| reader.text(node, "`source`")).map(str::to_owned),
    })
}

fn above_zero(reader: &mut Reader, node: &Node, what: &str) -> Option<f64> {
    let number = reader.number(node, what)?;
    if number > 0.0 {
        return Some(number);
    }
    reader.push(
        Diagnostic::new(Code::BadValue, node.span, format!("{what} must be above 0"))
            .help("write a number above 0, or remove the key"),
    );
    None
}

fn trim(reader: &mut Reader, node: &Node) -> Option<Spanned<Trim>> {
    let body = reader.mapping(node, &TRIM)?;
    let min = body.get("min").and_then(|node| above_zero(reader, node, "`min`"));
    let max = body.get("max").and_then(|node| above_zero(reader, node, "`max`"));
    let of = body
        .get("of")
        .and_then(|node| reader.word(node, "`of`", &TRIM_OF))
        .map_or(TrimOf::Mean, |word| [TrimOf::Mean, TrimOf::Median][word]);
    let strict = body.get("strict").and_then(|node| reader.boolean(node, "`strict`")).unwrap_or(true);
    let mut refuse = |message: &str, help: &str| {
        reader.push(Diagnostic::new(Code::BadValue, node.span, message).help(help));
    };
    if body.get("min").is_none() && body.get("max").is_none() {
        refuse(
            "`trim` has neither `min` nor `max`",
            "write `trim: { max: 5 }`: no weight above 5 times the mean",
        );
        return None;
    }
    if min.zip(max).is_some_and(|(min, max)| min >= max) {
        refuse("the smallest weight is not below the largest", "turn `min` and `max` round");
        return None;
    }
    let around_one = min.is_none_or(|min| min <= 1.0) && max.is_none_or(|max| max >= 1.0);
    if of == TrimOf::Mean && !around_one {
        refuse(
            "weights cannot all be on one side of their mean",
            "a `min` of at most 1 and a `max` of at least 1 can be kept",
        );
        return None;
    }
    Some(Spanned { value: Trim { min, max, of, strict }, span: node.span })
}

fn margins(reader: &mut Reader, node: &Node, names: &Names<'_>) -> Option<Vec<MarginPlan>> {
    let mapping = reader.names(node, "`rake`")?;
    let mut margins = Vec::new();
    for entry in mapping.entries() {
        let subject = categorical(reader, &entry.key, entry.key_span, names);
        let Some(codes) = reader.names(&entry.value, "a margin") else { continue };
        let mut targets = Vec::new();
        for target in codes.entries() {
            if let Some(subject) = &subject {
                check_code(reader, subject, &target.key, target.key_span);
            }
            if let Some(value) = target_value(reader, &target.value) {
                targets.push(TargetPlan { codes: vec![target.key.clone()], value, span: target.key_span });
            }
        }
        check_any(reader, entry.key_span, &targets);
        margins.extend(subject.map(|subject| MarginPlan { subject, span: entry.key_span, targets }));
    }
    if mapping.entries().is_empty() {
        reader.push(
            Diagnostic::new(Code::WrongType, node.span, "`rake` has no margins")
                .help("write `rake: { region: { north: 0.4, south: 0.6 } }`"),
        );
    }
    Some(margins)
}

fn check_any(reader: &mut Reader, at: Span, targets: &[TargetPlan]) {
    if !targets.iter().any(|target| target.value > 0.0) {
        reader.push(
            Diagnostic::new(Code::BadValue, at, "no target is above 0")
                .help("give each code its share of the population, or its number of people"),
        );
    }
}

fn target_value(reader: &mut Reader, node: &Node) -> Option<f64> {
    let value = reader.number(node, "a target")?;
    if value >= 0.0 {
        return Some(value);
    }
    reader.push(
        Diagnostic::new(Code::BadValue, node.span, "a target cannot be below 0")
            .help("write the share of the population, or the number of people"),
    );
    None
}

/// A variable of whose categories everybody has at most one.
fn categorical(reader: &mut Reader, name: &str, at: Span, names: &Names<'_>) -> Option<Subject> {
    let subject = names.subject(name, at, &mut reader.diagnostics)?;
    let (message, help) = match subject.kind {
        SubjectKind::Single | SubjectKind::Bands => return Some(subject),
        SubjectKind::Number => (
            format!("`{name}` is a number and cannot be a margin"),
            "cut it into bands under `variables:` and name the derived variable".to_owned(),
        ),
        SubjectKind::Multiple => (
            format!("`{name}` takes several answers, so its categories are no parts of a whole"),
            format!("make a variable of one answer, as in `any_x: {{ any: [{name}.code] }}`, and name that"),
        ),
    };
    reader.push(Diagnostic::new(Code::NotTabulable, at, message).help(help));
    None
}

/// The categories of what every response has are only known from the data.
fn is_open(subject: &Subject) -> bool {
    subject.categories.is_empty() && matches!(subject.reference, Reference::Given(_))
}

fn check_code(reader: &mut Reader, subject: &Subject, code: &str, at: Span) {
    if is_open(subject) || subject.find_category(code).is_some() {
        return;
    }
    let known = subject.categories.iter().map(|category| category.code.as_str());
    let help = match did_you_mean(code, known.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("its codes are: {}", known.collect::<Vec<_>>().join(", ")),
    };
    reader.push(
        Diagnostic::new(Code::UnknownCode, at, format!("`{}` has no code `{code}`", subject.name)).help(help),
    );
}

fn cells(reader: &mut Reader, node: &Node, names: &Names<'_>) -> Option<CellsPlan> {
    let body = reader.mapping(node, &POST_STRATIFY)?;
    let list = reader.list(body.get("cells")?, "`cells`");
    let first = list.first().and_then(|first| reader.names(first, "a cell"));
    let Some(first) = first.filter(|_| list.len() <= CELLS_MAX) else {
        reader.push(
            Diagnostic::new(
                Code::WrongType,
                node.span,
                format!("`cells` has {} entries, and needs 1 to {CELLS_MAX}", list.len()),
            )
            .help("write one line for each cell: `- { sex: f, age: young, share: 0.12 }`"),
        );
        return None;
    };
    let variables: Vec<&Entry> =
        first.entries().iter().filter(|entry| !TARGETS.contains(&entry.key.as_str())).collect();
    let subjects: Vec<Subject> =
        variables.iter().filter_map(|entry| categorical(reader, &entry.key, entry.key_span, names)).collect();
    if subjects.len() < variables.len() {
        return None;
    }
    let mut targets: Vec<TargetPlan> = Vec::new();
    for one in list {
        let Some(target) = cell(reader, one, &subjects) else { continue };
        if let Some(twin) = targets.iter().find(|known| known.codes == target.codes) {
            reader.push(
                Diagnostic::new(Code::DuplicateCode, target.span, "this cell stands twice")
                    .related(twin.span, "first here")
                    .help("remove one of them"),
            );
        }
        targets.push(target);
    }
    check_any(reader, body.key_span("cells"), &targets);
    Some(CellsPlan { subjects, span: body.key_span("cells"), targets })
}

fn cell(reader: &mut Reader, node: &Node, subjects: &[Subject]) -> Option<TargetPlan> {
    let cell = reader.names(node, "a cell")?;
    let mut codes = Vec::new();
    for subject in subjects {
        match cell.get(&subject.name) {
            Some(node) => {
                let code = reader.text(node, "a code")?;
                check_code(reader, subject, code, node.span);
                codes.push(code.to_owned());
            }
            None => missing_key(reader, node.span, &subject.name),
        }
    }
    let is_known = |key: &str| TARGETS.contains(&key) || subjects.iter().any(|subject| subject.name == key);
    for entry in cell.entries().iter().filter(|entry| !is_known(&entry.key)) {
        let known = subjects.iter().map(|subject| subject.name.as_str()).chain(TARGETS);
        let help = match did_you_mean(&entry.key, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "every cell has a code of the same variables, and `share:` or `count:`".to_owned(),
        };
        reader.push(
            Diagnostic::new(
                Code::UnknownKey,
                entry.key_span,
                format!("the first cell has no `{}`", entry.key),
            )
            .help(help),
        );
    }
    let Some(target) = TARGETS.into_iter().find_map(|key| cell.get(key)) else {
        missing_key(reader, node.span, "share");
        return None;
    };
    let value = target_value(reader, target)?;
    (codes.len() == subjects.len()).then_some(TargetPlan { codes, value, span: node.span })
}

fn missing_key(reader: &mut Reader, at: Span, key: &str) {
    reader.push(
        Diagnostic::new(Code::MissingKey, at, format!("this cell has no `{key}`"))
            .help("write one line for each cell: `- { sex: f, age: young, share: 0.12 }`"),
    );
}
