//! An expression for the browser: an array of its name and its operands, with everything that is not answered on the page
//! worked out. A field is named by its variable (`q4`, `q7.r1`).

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use crate::questionnaire::condition::{Arithmetic, Comparison, Expr, Facts, Reference, Value};
use crate::questionnaire::{ComputedAs, ItemKind, Questionnaire, VariableIndex, VariableKind};

/// The items of the page, and which references are answered there.
pub(super) struct OnPage<'a> {
    pub(super) q: &'a Questionnaire,
    pub(super) items: std::ops::Range<usize>,
}

/// Where the browser finds the value of a name.
enum Found<'a> {
    /// In a field of the page.
    Field(&'a str),
    /// It is worked out of answers of the page: the item's own condition, and its value.
    Computed { show_if: Option<&'a Expr>, value: &'a Expr, stored_as: &'a ComputedAs },
    /// On another page or nowhere: the server knows it.
    Known,
}

impl OnPage<'_> {
    fn find(&self, reference: Reference) -> Found<'_> {
        let Reference::Variable(index) = reference else { return Found::Known };
        let variable = self.q.variable(index);
        if !self.items.contains(&variable.item.0) {
            return Found::Known;
        }
        let item = self.q.item(variable.item);
        match &item.kind {
            ItemKind::Computed { value, stored_as, .. } => {
                let show_if = item.show_if.as_ref().map(|condition| &condition.expr);
                Found::Computed { show_if, value, stored_as }
            }
            ItemKind::Single { .. }
            | ItemKind::Multiple { .. }
            | ItemKind::Grid { .. }
            | ItemKind::MultipleGrid { .. }
            | ItemKind::Ranking { .. }
            | ItemKind::Number { .. }
            | ItemKind::Scale { .. }
            | ItemKind::Allocation { .. }
            | ItemKind::Date { .. }
            | ItemKind::Text { .. }
            | ItemKind::Note => Found::Field(&variable.name),
        }
    }

    fn name(&self, reference: Reference) -> Option<&str> {
        match self.find(reference) {
            Found::Field(name) => Some(name),
            Found::Computed { .. } | Found::Known => None,
        }
    }

    /// The variables of the page that an expression reads, also by way of what is computed from them.
    pub(super) fn fields_of(&self, expr: &Expr) -> BTreeSet<VariableIndex> {
        let mut used = BTreeSet::new();
        expr.visit_references(&mut |reference| match (self.find(reference), reference) {
            (Found::Field(_), Reference::Variable(variable)) => {
                used.insert(variable);
            }
            (Found::Computed { show_if, value, .. }, _) => {
                used.extend(self.fields_of(value));
                used.extend(show_if.map(|show_if| self.fields_of(show_if)).unwrap_or_default());
            }
            (Found::Field(_) | Found::Known, _) => {}
        });
        used
    }
}

/// How the browser reads one variable's answer.
pub(super) fn field(q: &Questionnaire, variable: VariableIndex) -> Json {
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
    if let ItemKind::Allocation { total, .. } = q.item(found.item).kind {
        field["total"] = json!(total);
    }
    if let VariableKind::Ranking { .. } = found.kind {
        let codes: Vec<&str> = q.options(variable).iter().map(|option| option.code.as_str()).collect();
        field["codes"] = json!(codes);
    }
    field
}

pub(super) fn expression(expr: &Expr, on_page: &OnPage<'_>, facts: &dyn Facts) -> Json {
    let inner = |expr: &Expr| expression(expr, on_page, facts);
    let all = |list: &[Expr]| list.iter().map(&inner).collect::<Vec<Json>>();
    match expr {
        Expr::Literal(value) => literal(value),
        Expr::Name(reference) => value_of(*reference, on_page, facts),
        Expr::CodeNumber(reference) => json!(["number", value_of(*reference, on_page, facts)]),
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
        Expr::Answered(list) => any_of(list, on_page, &|found, reference| match found {
            Found::Field(name) => json!(["answered", name]),
            Found::Computed { .. } => json!(["known", value_of(reference, on_page, facts)]),
            Found::Known => json!(["is", facts.answered(reference)]),
        }),
        Expr::Asked(list) => any_of(list, on_page, &|found, reference| match found {
            Found::Field(name) => json!(["asked", name]),
            Found::Computed { show_if: Some(show_if), .. } => {
                json!(["holds", expression(show_if, on_page, facts)])
            }
            Found::Computed { show_if: None, .. } => json!(["is", true]),
            Found::Known => json!(["is", facts.asked(reference)]),
        }),
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

/// The value of one name: from its field, worked out in the browser, or known.
fn value_of(reference: Reference, on_page: &OnPage<'_>, facts: &dyn Facts) -> Json {
    match on_page.find(reference) {
        Found::Field(name) => json!(["value", name]),
        Found::Known => literal(&facts.value(reference)),
        Found::Computed { show_if, value, stored_as } => {
            let value = expression(value, on_page, facts);
            let stored = match stored_as {
                ComputedAs::Single { options } => {
                    let codes: Vec<&str> = options.iter().map(|option| option.code.as_str()).collect();
                    json!(["code", value, codes])
                }
                ComputedAs::Number => json!(["as number", value]),
                ComputedAs::Text => json!(["as text", value]),
            };
            match show_if {
                Some(show_if) => json!(["if", expression(show_if, on_page, facts), stored]),
                None => stored,
            }
        }
    }
}

/// `answered` or `asked` of several names: true where any of them has it.
fn any_of(list: &[Reference], on_page: &OnPage<'_>, one: &dyn Fn(Found<'_>, Reference) -> Json) -> Json {
    let all: Vec<Json> = list.iter().map(|reference| one(on_page.find(*reference), *reference)).collect();
    json!(["any", all])
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
