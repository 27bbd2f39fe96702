//! An expression of OLD in the names and codes of NEW, so that the two can be compared.

use super::Pairs;
use crate::questionnaire::condition::{Expr, Reference, Value};

/// The expression of OLD as NEW would write it; `None` where it names what NEW does not have.
pub(super) fn carried(expr: &Expr, pairs: &Pairs<'_>) -> Option<Expr> {
    let one = |expr: &Expr| carried(expr, pairs).map(Box::new);
    let all = |exprs: &[Expr]| exprs.iter().map(|expr| carried(expr, pairs)).collect::<Option<Vec<_>>>();
    let name = |reference: Reference| pairs.reference_now(reference);
    let names = |references: &[Reference]| {
        let mut named = references.iter().map(|reference| name(*reference)).collect::<Option<Vec<_>>>()?;
        named.sort();
        Some(named)
    };
    Some(match expr {
        Expr::Literal(value) => Expr::Literal(value.clone()),
        Expr::Name(reference) => Expr::Name(name(*reference)?),
        Expr::CodeNumber(reference) => Expr::CodeNumber(name(*reference)?),
        Expr::OneOf { operand, values } => {
            let values =
                values.iter().map(|value| value_now(operand, value, pairs)).collect::<Option<Vec<_>>>()?;
            Expr::OneOf { operand: one(operand)?, values: sorted(values) }
        }
        Expr::Equal(left, right) => Expr::Equal(one(left)?, one(right)?),
        Expr::Compare { op, left, right } => Expr::Compare { op: *op, left: one(left)?, right: one(right)? },
        Expr::Arithmetic { op, left, right } => {
            Expr::Arithmetic { op: *op, left: one(left)?, right: one(right)? }
        }
        Expr::Negate(inner) => Expr::Negate(one(inner)?),
        Expr::Not(inner) => Expr::Not(one(inner)?),
        Expr::And(left, right) => Expr::And(one(left)?, one(right)?),
        Expr::Or(left, right) => Expr::Or(one(left)?, one(right)?),
        Expr::Has { multiple, code } => {
            Expr::Has { multiple: name(*multiple)?, code: pairs.code_now(*multiple, code)? }
        }
        Expr::Answered(references) => Expr::Answered(names(references)?),
        Expr::Asked(references) => Expr::Asked(names(references)?),
        Expr::Size(reference) => Expr::Size(name(*reference)?),
        Expr::Rank { ranking, code } => {
            Expr::Rank { ranking: name(*ranking)?, code: pairs.code_now(*ranking, code)? }
        }
        Expr::Min(operands) => Expr::Min(all(operands)?),
        Expr::Max(operands) => Expr::Max(all(operands)?),
        Expr::Sum(operands) => Expr::Sum(all(operands)?),
        Expr::Round { value, decimals } => Expr::Round { value: one(value)?, decimals: *decimals },
        Expr::YearsBetween(from, to) => Expr::YearsBetween(one(from)?, one(to)?),
    })
}

/// A listed value: a code of the item compared, or a plain text or number.
fn value_now(operand: &Expr, value: &Value, pairs: &Pairs<'_>) -> Option<Value> {
    match (operand, value) {
        (Expr::Name(reference), Value::Text(code)) => pairs.code_now(*reference, code).map(Value::Text),
        (_, value) => Some(value.clone()),
    }
}

/// An expression of NEW in the same shape: what is listed in any order is sorted.
pub(super) fn in_order(expr: &Expr) -> Expr {
    let one = |expr: &Expr| Box::new(in_order(expr));
    let all = |exprs: &[Expr]| exprs.iter().map(in_order).collect::<Vec<_>>();
    let names = |references: &[Reference]| {
        let mut references = references.to_vec();
        references.sort();
        references
    };
    match expr {
        Expr::Literal(_)
        | Expr::Name(_)
        | Expr::CodeNumber(_)
        | Expr::Has { .. }
        | Expr::Size(_)
        | Expr::Rank { .. } => expr.clone(),
        Expr::OneOf { operand, values } => {
            Expr::OneOf { operand: one(operand), values: sorted(values.clone()) }
        }
        Expr::Equal(left, right) => Expr::Equal(one(left), one(right)),
        Expr::Compare { op, left, right } => Expr::Compare { op: *op, left: one(left), right: one(right) },
        Expr::Arithmetic { op, left, right } => {
            Expr::Arithmetic { op: *op, left: one(left), right: one(right) }
        }
        Expr::Negate(inner) => Expr::Negate(one(inner)),
        Expr::Not(inner) => Expr::Not(one(inner)),
        Expr::And(left, right) => Expr::And(one(left), one(right)),
        Expr::Or(left, right) => Expr::Or(one(left), one(right)),
        Expr::Answered(references) => Expr::Answered(names(references)),
        Expr::Asked(references) => Expr::Asked(names(references)),
        Expr::Min(operands) => Expr::Min(all(operands)),
        Expr::Max(operands) => Expr::Max(all(operands)),
        Expr::Sum(operands) => Expr::Sum(all(operands)),
        Expr::Round { value, decimals } => Expr::Round { value: one(value), decimals: *decimals },
        Expr::YearsBetween(from, to) => Expr::YearsBetween(one(from), one(to)),
    }
}

fn sorted(mut values: Vec<Value>) -> Vec<Value> {
    let key = |value: &Value| match value {
        Value::Unknown => (0, String::new()),
        Value::Bool(bool) => (1, bool.to_string()),
        Value::Number(number) => (2, number.to_string()),
        Value::Text(text) => (3, text.clone()),
    };
    values.sort_by_key(key);
    values.dedup();
    values
}

/// Whether the two say the same of the same items; a condition that is not there says nothing.
pub(super) fn same(old: Option<&Expr>, new: Option<&Expr>, pairs: &Pairs<'_>) -> bool {
    match (old, new) {
        (None, None) => true,
        (Some(old), Some(new)) => carried(old, pairs).is_some_and(|old| old == in_order(new)),
        (Some(_), None) | (None, Some(_)) => false,
    }
}
