//! What a derived variable is made from: conditions, codes put together, bands, counts, sums and means, all names looked up.

use super::read::unknown_code;
use super::{Definition, references};
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::ids::OptionCode;
use crate::questionnaire::condition::{Expr, Reference, Value, ValueType};
use crate::questionnaire::syntax::{Mapping, Node, Reader};
use crate::questionnaire::{ComputedAs, ItemKind, condition};
use crate::tabulation::names::{Meaning, Names};
use crate::tabulation::subject::{Category, Subject, SubjectKind};
use std::collections::{BTreeMap, BTreeSet};

pub(super) struct Definer<'a, 'r> {
    pub(super) reader: &'r mut Reader,
    pub(super) names: &'a Names<'a>,
    /// The derived variables whose numbers are whole.
    pub(super) whole: &'a BTreeSet<usize>,
    pub(super) sources: BTreeSet<Reference>,
}

impl Definer<'_, '_> {
    pub(super) fn definition(
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

fn one_of(reference: Reference, code: &str) -> Expr {
    Expr::OneOf { operand: Box::new(Expr::Name(reference)), values: vec![Value::Text(code.to_owned())] }
}
