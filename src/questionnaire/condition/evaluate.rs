//! What a checked expression is worth on one response. Logic has three values: what is computed from an answer that
//! is not there is unknown, and `&&`, `||`, `!` carry unknown as SQL does.

use std::cmp::Ordering;

use super::{Arithmetic, Comparison, Expr, Facts, Value};

/// Whether the expression is known to be true.
pub fn holds(expr: &Expr, facts: &dyn Facts) -> bool {
    evaluate(expr, facts) == Value::Bool(true)
}

/// Whether the expression is known to be false: what breaks an assertion.
pub fn fails(expr: &Expr, facts: &dyn Facts) -> bool {
    evaluate(expr, facts) == Value::Bool(false)
}

/// The value of the expression, [`Value::Unknown`] where an answer it needs is not there.
pub fn evaluate(expr: &Expr, facts: &dyn Facts) -> Value {
    match expr {
        Expr::Literal(value) => value.clone(),
        Expr::Name(reference) => facts.value(*reference),
        Expr::CodeNumber(reference) => match facts.value(*reference) {
            Value::Text(code) => code.parse().map_or(Value::Unknown, Value::Number),
            Value::Number(number) => Value::Number(number),
            Value::Bool(_) | Value::Unknown => Value::Unknown,
        },
        Expr::OneOf { operand, values } => match evaluate(operand, facts) {
            Value::Unknown => Value::Unknown,
            value => Value::Bool(values.iter().any(|listed| equal(listed, &value))),
        },
        Expr::Equal(left, right) => match (evaluate(left, facts), evaluate(right, facts)) {
            (Value::Unknown, _) | (_, Value::Unknown) => Value::Unknown,
            (left, right) => Value::Bool(equal(&left, &right)),
        },
        Expr::Compare { op, left, right } => {
            let pair = number(left, facts).zip(number(right, facts));
            pair.map_or(Value::Unknown, |(left, right)| Value::Bool(compare(*op, left, right)))
        }
        Expr::Arithmetic { op, left, right } => {
            let pair = number(left, facts).zip(number(right, facts));
            known(pair.and_then(|(left, right)| calculate(*op, left, right)))
        }
        Expr::Negate(inner) => known(number(inner, facts).map(|number| -number)),
        Expr::Not(inner) => match evaluate(inner, facts) {
            Value::Bool(bool) => Value::Bool(!bool),
            Value::Unknown | Value::Number(_) | Value::Text(_) => Value::Unknown,
        },
        Expr::And(left, right) => and(evaluate(left, facts), || evaluate(right, facts)),
        Expr::Or(left, right) => or(evaluate(left, facts), || evaluate(right, facts)),
        Expr::Has { multiple, code } => facts.has(*multiple, code).map_or(Value::Unknown, Value::Bool),
        Expr::Answered(references) => {
            Value::Bool(references.iter().any(|reference| facts.answered(*reference)))
        }
        Expr::Asked(references) => Value::Bool(references.iter().any(|reference| facts.asked(*reference))),
        Expr::Size(reference) => known(facts.size(*reference).map(|size| size as f64)),
        Expr::Rank { ranking, code } => known(facts.rank(*ranking, code).map(|rank| rank as f64)),
        Expr::Min(operands) => known(folded(operands, facts, f64::min)),
        Expr::Max(operands) => known(folded(operands, facts, f64::max)),
        Expr::Sum(operands) => known(folded(operands, facts, |sum, number| sum + number)),
        Expr::YearsBetween(from, to) => {
            let pair = number(from, facts).zip(number(to, facts));
            known(pair.and_then(|(from, to)| super::years_between(from, to)))
        }
        Expr::Round { value, decimals } => known(number(value, facts).map(|number| round(number, *decimals))),
    }
}

/// Half away from zero, to so many decimals.
pub fn round(number: f64, decimals: u8) -> f64 {
    let scale = 10_f64.powi(i32::from(decimals));
    (number * scale).round() / scale
}

/// The result of one arithmetic step; `None` where it has none (a division by zero).
pub fn calculate(op: Arithmetic, left: f64, right: f64) -> Option<f64> {
    let result = match op {
        Arithmetic::Add => left + right,
        Arithmetic::Subtract => left - right,
        Arithmetic::Multiply => left * right,
        Arithmetic::Divide => left / right,
    };
    result.is_finite().then_some(result)
}

pub fn compare(op: Comparison, left: f64, right: f64) -> bool {
    match op {
        Comparison::Less => left < right,
        Comparison::LessOrEqual => left <= right,
        Comparison::Greater => left > right,
        Comparison::GreaterOrEqual => left >= right,
    }
}

/// Whether two known values are the same.
pub fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.partial_cmp(right) == Some(Ordering::Equal),
        (left, right) => left == right,
    }
}

fn and(left: Value, right: impl FnOnce() -> Value) -> Value {
    if left == Value::Bool(false) {
        return left;
    }
    match (left, right()) {
        (_, Value::Bool(false)) => Value::Bool(false),
        (Value::Bool(true), Value::Bool(true)) => Value::Bool(true),
        _ => Value::Unknown,
    }
}

fn or(left: Value, right: impl FnOnce() -> Value) -> Value {
    if left == Value::Bool(true) {
        return left;
    }
    match (left, right()) {
        (_, Value::Bool(true)) => Value::Bool(true),
        (Value::Bool(false), Value::Bool(false)) => Value::Bool(false),
        _ => Value::Unknown,
    }
}

fn known(number: Option<f64>) -> Value {
    number.map_or(Value::Unknown, Value::Number)
}

fn number(expr: &Expr, facts: &dyn Facts) -> Option<f64> {
    match evaluate(expr, facts) {
        Value::Number(number) => Some(number),
        Value::Unknown | Value::Bool(_) | Value::Text(_) => None,
    }
}

fn folded(operands: &[Expr], facts: &dyn Facts, fold: fn(f64, f64) -> f64) -> Option<f64> {
    let mut numbers = operands.iter().map(|operand| number(operand, facts));
    let first = numbers.next()??;
    numbers.try_fold(first, |sum, next| Some(fold(sum, next?)))
}
