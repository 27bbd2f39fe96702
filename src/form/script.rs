//! The conditions of one page for the browser, as JSON: the same expressions the server evaluates, with everything
//! that is not on the page already worked out. `assets/form.js` reads it.
//!
//! An expression is an array: its name, then its operands. A field is named by its variable (`q4`, `q7.r1`) and
//! described once in `fields`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};

use super::page::PageInput;
use crate::questionnaire::condition::{Arithmetic, Comparison, Expr, Facts, Reference, Value};
use crate::questionnaire::{ItemIndex, ItemKind, Questionnaire, VariableIndex, VariableKind};
use crate::responses::AnswerFacts;

/// The conditions of a page that its own answers decide.
pub(super) struct PageConditions {
    /// Each such item with its condition, in the order of the file.
    items: Vec<(ItemIndex, String, Json)>,
    fields: BTreeMap<String, Json>,
}

impl PageConditions {
    /// Whether the item comes and goes with answers of the page.
    pub(super) fn governs(&self, item: ItemIndex) -> bool {
        self.items.iter().any(|(index, _, _)| *index == item)
    }

    /// `None` where no answer of the page decides anything on it.
    pub(super) fn to_json(&self) -> Option<String> {
        if self.items.is_empty() {
            return None;
        }
        let items: Vec<Json> =
            self.items.iter().map(|(_, id, when)| json!({ "id": id, "when": when })).collect();
        Some(json!({ "fields": self.fields, "items": items }).to_string())
    }
}

/// The conditions of the page that answers on it can change, folded over what is known from other pages.
pub(super) fn page_conditions(input: &PageInput<'_>) -> PageConditions {
    let q = input.questionnaire;
    let page = &q.pages[input.page];
    let facts = AnswerFacts::new(q, &input.settled.answers, input.circumstances);
    let on_page = OnPage { q, items: page.items.clone() };
    let mut found = PageConditions { items: Vec::new(), fields: BTreeMap::new() };
    let mut governing = BTreeSet::new();
    for index in page.items.clone().map(ItemIndex) {
        let item = q.item(index);
        let Some(condition) = &item.show_if else { continue };
        if matches!(item.kind, ItemKind::Computed { .. }) {
            continue;
        }
        let mut used = BTreeSet::new();
        condition.expr.visit_references(&mut |reference| {
            if let Some(variable) = on_page.variable(reference) {
                used.insert(variable);
            }
        });
        if used.is_empty() {
            continue;
        }
        governing.extend(used);
        let when = expression(&condition.expr, &on_page, &facts);
        found.items.push((index, item.id.as_str().to_owned(), when));
    }
    for variable in governing {
        found.fields.insert(q.variable(variable).name.clone(), field(q, variable));
    }
    found
}

/// The items of the page, and which references are answered there.
struct OnPage<'a> {
    q: &'a Questionnaire,
    items: std::ops::Range<usize>,
}

impl OnPage<'_> {
    /// The variable, where its field stands on the page. A computed item has no field: the browser takes it as known.
    fn variable(&self, reference: Reference) -> Option<VariableIndex> {
        let Reference::Variable(variable) = reference else { return None };
        let item = self.q.variable(variable).item;
        let shown =
            self.items.contains(&item.0) && !matches!(self.q.item(item).kind, ItemKind::Computed { .. });
        shown.then_some(variable)
    }

    fn name(&self, reference: Reference) -> Option<&str> {
        self.variable(reference).map(|variable| self.q.variable(variable).name.as_str())
    }
}

/// How the browser reads one variable's answer.
fn field(q: &Questionnaire, variable: VariableIndex) -> Json {
    let found = q.variable(variable);
    let kind = match found.kind {
        VariableKind::Single => "single",
        VariableKind::Multiple => "multiple",
        VariableKind::Ranking { .. } => "ranking",
        VariableKind::Number => "number",
        VariableKind::Scale => "scale",
        VariableKind::Date => "date",
        VariableKind::Text => "text",
    };
    let mut field = json!({ "item": q.item(found.item).id.as_str(), "kind": kind });
    if let ItemKind::Scale { from, to, .. } = q.item(found.item).kind {
        field["from"] = json!(from);
        field["to"] = json!(to);
    }
    if let VariableKind::Ranking { .. } = found.kind {
        let codes: Vec<&str> = q.options(variable).iter().map(|option| option.code.as_str()).collect();
        field["codes"] = json!(codes);
    }
    field
}

fn expression(expr: &Expr, on_page: &OnPage<'_>, facts: &dyn Facts) -> Json {
    let inner = |expr: &Expr| expression(expr, on_page, facts);
    let all = |list: &[Expr]| list.iter().map(&inner).collect::<Vec<Json>>();
    match expr {
        Expr::Literal(value) => literal(value),
        Expr::Name(reference) => match on_page.name(*reference) {
            Some(name) => json!(["value", name]),
            None => literal(&facts.value(*reference)),
        },
        Expr::CodeNumber(reference) => match on_page.name(*reference) {
            Some(name) => json!(["number", name]),
            None => literal(&crate::questionnaire::condition::evaluate(expr, facts)),
        },
        Expr::OneOf { operand, values } => {
            json!(["in", inner(operand), values.iter().map(plain).collect::<Vec<_>>()])
        }
        Expr::Equal(left, right) => json!(["==", inner(left), inner(right)]),
        Expr::Compare { op, left, right } => json!([comparison(*op), inner(left), inner(right)]),
        Expr::Arithmetic { op, left, right } => json!([arithmetic(*op), inner(left), inner(right)]),
        Expr::Negate(operand) => json!(["neg", inner(operand)]),
        Expr::Not(operand) => json!(["not", inner(operand)]),
        Expr::And(left, right) => json!(["and", inner(left), inner(right)]),
        Expr::Or(left, right) => json!(["or", inner(left), inner(right)]),
        Expr::Has { multiple, code } => match on_page.name(*multiple) {
            Some(name) => json!(["has", name, code]),
            None => json!(["is", facts.has(*multiple, code)]),
        },
        Expr::Answered(list) => any_of("answered", list, on_page, &|r| facts.answered(r)),
        Expr::Asked(list) => any_of("asked", list, on_page, &|r| facts.asked(r)),
        Expr::Size(reference) => match on_page.name(*reference) {
            Some(name) => json!(["size", name]),
            None => json!(["is", facts.size(*reference)]),
        },
        Expr::Rank { ranking, code } => match on_page.name(*ranking) {
            Some(name) => json!(["rank", name, code]),
            None => json!(["is", facts.rank(*ranking, code)]),
        },
        Expr::Min(list) => json!(["min", all(list)]),
        Expr::Max(list) => json!(["max", all(list)]),
        Expr::Sum(list) => json!(["sum", all(list)]),
        Expr::YearsBetween(from, to) => json!(["years", inner(from), inner(to)]),
        Expr::Round { value, decimals } => json!(["round", inner(value), decimals]),
    }
}

/// `answered` or `asked` of several names: true at once where one of another page has it, else those of this page.
fn any_of(name: &str, list: &[Reference], on_page: &OnPage<'_>, known: &dyn Fn(Reference) -> bool) -> Json {
    let (here, elsewhere): (Vec<Reference>, Vec<Reference>) =
        list.iter().partition(|reference| on_page.name(**reference).is_some());
    if elsewhere.into_iter().any(known) {
        return json!(["is", true]);
    }
    let names: Vec<&str> = here.into_iter().filter_map(|reference| on_page.name(reference)).collect();
    json!([name, names])
}

/// A known value; unknown is null.
fn literal(value: &Value) -> Json {
    json!(["is", plain(value)])
}

fn plain(value: &Value) -> Json {
    match value {
        Value::Unknown => Json::Null,
        Value::Bool(bool) => json!(bool),
        Value::Number(number) => json!(number),
        Value::Text(text) => json!(text),
    }
}

fn comparison(op: Comparison) -> &'static str {
    match op {
        Comparison::Less => "<",
        Comparison::LessOrEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => ">=",
    }
}

fn arithmetic(op: Arithmetic) -> &'static str {
    match op {
        Arithmetic::Add => "+",
        Arithmetic::Subtract => "-",
        Arithmetic::Multiply => "*",
        Arithmetic::Divide => "/",
    }
}
