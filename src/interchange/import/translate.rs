//! Conditions of other programs, once parsed, to our language: names become ids, values become codes, and what depends
//! on the type of a question is decided by it.

use std::collections::BTreeMap;

use super::expression::{Arithmetic, Comparison, Expression, Function, Untranslatable};

/// A foreign expression as a tree, whatever its spelling was.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Foreign {
    Number(f64),
    Text(String),
    Bool(bool),
    /// A question by its foreign name.
    Ref(String),
    List(Vec<Foreign>),
    Not(Box<Foreign>),
    And(Box<Foreign>, Box<Foreign>),
    Or(Box<Foreign>, Box<Foreign>),
    Compare(Comparison, Box<Foreign>, Box<Foreign>),
    /// The first has one of the values: ticked in a multiple, chosen in a single.
    Contains(Box<Foreign>, Box<Foreign>),
    Empty(Box<Foreign>),
    /// How many answers a multiple has.
    Count(Box<Foreign>),
    Arithmetic(Arithmetic, Box<Foreign>, Box<Foreign>),
    Negate(Box<Foreign>),
    Today,
    Call(Function, Vec<Foreign>),
    /// A part that has no like here, with the reason.
    Beyond(String),
}

/// What a question is to a condition that names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FieldKind {
    Single,
    Multiple,
    Ranking,
    Number,
    Date,
    Text,
}

/// A question that conditions may name.
#[derive(Debug, Clone)]
pub(super) struct Field {
    /// As our expressions name it: `item`, or `item.row`.
    pub name: String,
    pub kind: FieldKind,
    /// Each foreign value with the code it has here.
    pub codes: BTreeMap<String, String>,
}

/// The questions before a condition, by their foreign names.
pub(super) trait Fields {
    /// # Errors
    /// Where nothing that can be named goes by this name, with the reason.
    fn field(&self, foreign: &str) -> Result<&Field, Untranslatable>;
}

/// The tree as a condition of ours.
///
/// # Errors
/// Where a part of it has no like here.
pub(super) fn condition(tree: &Foreign, fields: &dyn Fields) -> Result<Expression, Untranslatable> {
    match tree {
        Foreign::Bool(value) => Ok(Expression::Bool(*value)),
        Foreign::Not(inner) => Ok(Expression::Not(Box::new(condition(inner, fields)?))),
        Foreign::And(left, right) => {
            joined([condition(left, fields)?, condition(right, fields)?], Expression::all)
        }
        Foreign::Or(left, right) => {
            joined([condition(left, fields)?, condition(right, fields)?], Expression::any)
        }
        Foreign::Compare(op, left, right) => compared(*op, left, right, fields),
        Foreign::Contains(whole, part) => contained(whole, part, fields),
        Foreign::Empty(inner) => Ok(present(inner, fields)?.negated()),
        Foreign::Ref(name) => {
            let field = fields.field(name)?;
            Ok(match field.codes.get("true") {
                Some(code) => Expression::is(&field.name, code),
                None => Expression::Answered(field.name.clone()),
            })
        }
        Foreign::Number(_)
        | Foreign::Text(_)
        | Foreign::List(_)
        | Foreign::Count(_)
        | Foreign::Arithmetic(..)
        | Foreign::Negate(_)
        | Foreign::Today
        | Foreign::Call(..) => Err(Untranslatable::new("a value stands where a condition is needed")),
        Foreign::Beyond(why) => Err(Untranslatable::new(why)),
    }
}

fn joined(
    parts: [Expression; 2],
    join: fn(Vec<Expression>) -> Option<Expression>,
) -> Result<Expression, Untranslatable> {
    join(parts.into()).ok_or_else(|| Untranslatable::new("nothing is joined"))
}

/// Whether the question has an answer.
fn present(tree: &Foreign, fields: &dyn Fields) -> Result<Expression, Untranslatable> {
    match tree {
        Foreign::Ref(name) => Ok(Expression::Answered(fields.field(name)?.name.clone())),
        _ => Err(Untranslatable::new("only a question can be empty")),
    }
}

fn compared(
    op: Comparison,
    left: &Foreign,
    right: &Foreign,
    fields: &dyn Fields,
) -> Result<Expression, Untranslatable> {
    let is_literal = |tree: &Foreign| {
        matches!(tree, Foreign::Number(_) | Foreign::Text(_) | Foreign::Bool(_) | Foreign::List(_))
    };
    match (left, right) {
        (left, right) if is_literal(left) && is_literal(right) => {
            Err(Untranslatable::new("two fixed values are compared"))
        }
        (left, right) if is_literal(left) => compared(op.flipped(), right, left, fields),
        (left, Foreign::Text(text)) if text.is_empty() => match op {
            Comparison::Equal => Ok(present(left, fields)?.negated()),
            Comparison::NotEqual | Comparison::Greater => present(left, fields),
            Comparison::Less | Comparison::LessOrEqual | Comparison::GreaterOrEqual => {
                Err(Untranslatable::new("an order is asked of an empty text"))
            }
        },
        (Foreign::Ref(name), literal) if is_literal(literal) => {
            with_literal(op, fields.field(name)?, literal)
        }
        (left, right) => {
            let (left, _) = value(left, fields)?;
            let (right, _) = value(right, fields)?;
            Ok(Expression::compare(op, left, right))
        }
    }
}

/// A question compared with a fixed value, which is read as the question's type has it.
fn with_literal(op: Comparison, field: &Field, literal: &Foreign) -> Result<Expression, Untranslatable> {
    let name = || Expression::name(&field.name);
    match (field.kind, literal) {
        (FieldKind::Single, _) if matches!(op, Comparison::Equal | Comparison::NotEqual) => {
            Ok(Expression::compare(op, name(), Expression::text(code_of(field, literal)?)))
        }
        (FieldKind::Single | FieldKind::Number, _) => {
            Ok(Expression::compare(op, name(), Expression::Number(number_of(literal)?)))
        }
        (FieldKind::Multiple | FieldKind::Ranking, literal) => {
            let values = match literal {
                Foreign::List(values) => values.as_slice(),
                one => std::slice::from_ref(one),
            };
            if field.kind == FieldKind::Ranking || !matches!(op, Comparison::Equal | Comparison::NotEqual) {
                return Err(Untranslatable::new(format!("`{}` has several answers", field.name)));
            }
            let mut parts = Vec::new();
            for value in values {
                parts.push(Expression::Has { item: field.name.clone(), code: code_of(field, value)? });
            }
            let count = Expression::Number(values.len() as f64);
            parts.push(Expression::compare(Comparison::Equal, Expression::Size(field.name.clone()), count));
            let all = Expression::all(parts).unwrap_or(Expression::Bool(true));
            Ok(if op == Comparison::Equal { all } else { Expression::Not(Box::new(all)) })
        }
        (FieldKind::Date, Foreign::Text(text)) => {
            // A day with a time behind it counts as the day.
            let day = text.get(..10).unwrap_or(text);
            Ok(Expression::compare(op, name(), Expression::text(day)))
        }
        (FieldKind::Text, literal) => {
            Ok(Expression::compare(op, name(), Expression::text(text_of(literal)?)))
        }
        (FieldKind::Date, _) => Err(Untranslatable::new(format!("`{}` is a date", field.name))),
    }
}

fn contained(whole: &Foreign, part: &Foreign, fields: &dyn Fields) -> Result<Expression, Untranslatable> {
    let Foreign::Ref(name) = whole else {
        return Err(Untranslatable::new("only a question's answers can be looked into"));
    };
    let field = fields.field(name)?;
    let values = match part {
        Foreign::List(values) => values.as_slice(),
        one => std::slice::from_ref(one),
    };
    let mut codes = Vec::new();
    for value in values {
        codes.push(code_of(field, value)?);
    }
    match field.kind {
        FieldKind::Multiple => {
            Expression::any(codes.into_iter().map(|code| Expression::Has { item: field.name.clone(), code }))
        }
        FieldKind::Single => match codes.as_slice() {
            [one] => Some(Expression::is(&field.name, one)),
            _ => Some(Expression::OneOf {
                value: Box::new(Expression::name(&field.name)),
                list: codes.into_iter().map(Expression::Text).collect(),
            }),
        },
        FieldKind::Number => {
            let list = values.iter().map(|value| number_of(value).map(Expression::Number));
            let list = list.collect::<Result<Vec<_>, _>>()?;
            Some(Expression::OneOf { value: Box::new(Expression::name(&field.name)), list })
        }
        FieldKind::Ranking | FieldKind::Date | FieldKind::Text => {
            return Err(Untranslatable::new(format!("it looks for a part of the text in `{}`", field.name)));
        }
    }
    .ok_or_else(|| Untranslatable::new("no value is named"))
}

/// The tree as a value of ours, and what kind it is.
///
/// # Errors
/// Where a part of it has no like here.
pub(super) fn value(tree: &Foreign, fields: &dyn Fields) -> Result<(Expression, FieldKind), Untranslatable> {
    match tree {
        Foreign::Number(number) => Ok((Expression::Number(*number), FieldKind::Number)),
        Foreign::Text(text) => Ok((Expression::text(text), FieldKind::Text)),
        Foreign::Ref(name) => {
            let field = fields.field(name)?;
            match field.kind {
                FieldKind::Multiple | FieldKind::Ranking => {
                    Err(Untranslatable::new(format!("`{}` has several answers", field.name)))
                }
                kind @ (FieldKind::Single | FieldKind::Number | FieldKind::Date | FieldKind::Text) => {
                    Ok((Expression::name(&field.name), kind))
                }
            }
        }
        Foreign::Count(inner) => match inner.as_ref() {
            Foreign::Ref(name) => {
                let field = fields.field(name)?;
                if field.kind != FieldKind::Multiple {
                    return Err(Untranslatable::new(format!("`{}` has one answer", field.name)));
                }
                Ok((Expression::Size(field.name.clone()), FieldKind::Number))
            }
            _ => Err(Untranslatable::new("only a question's answers can be counted")),
        },
        Foreign::Arithmetic(op, left, right) => {
            let (left, left_kind) = value(left, fields)?;
            let (right, right_kind) = value(right, fields)?;
            if left_kind == FieldKind::Date || right_kind == FieldKind::Date {
                return Err(Untranslatable::new(
                    "days cannot be calculated with, beyond years_between(from, to)",
                ));
            }
            Ok((Expression::arithmetic(*op, left, right), FieldKind::Number))
        }
        Foreign::Negate(inner) => match value(inner, fields)? {
            (Expression::Number(number), kind) => Ok((Expression::Number(-number), kind)),
            (inner, kind) => Ok((Expression::Negate(Box::new(inner)), kind)),
        },
        Foreign::Today => Ok((today(), FieldKind::Date)),
        Foreign::Call(function, arguments) => {
            let arguments = arguments.iter().map(|tree| value(tree, fields).map(|(value, _)| value));
            let arguments = arguments.collect::<Result<Vec<_>, _>>()?;
            Ok((Expression::Call { function: *function, arguments }, FieldKind::Number))
        }
        Foreign::Bool(_)
        | Foreign::List(_)
        | Foreign::Not(_)
        | Foreign::And(..)
        | Foreign::Or(..)
        | Foreign::Compare(..)
        | Foreign::Contains(..)
        | Foreign::Empty(_) => Err(Untranslatable::new("a condition stands where a value is needed")),
        Foreign::Beyond(why) => Err(Untranslatable::new(why)),
    }
}

pub(super) fn today() -> Expression {
    Expression::Call { function: Function::Today, arguments: Vec::new() }
}

/// The code that a fixed value means for this question.
fn code_of(field: &Field, literal: &Foreign) -> Result<String, Untranslatable> {
    let text = text_of(literal)?;
    if field.codes.is_empty() {
        return Ok(text);
    }
    field
        .codes
        .get(&text)
        .cloned()
        .ok_or_else(|| Untranslatable::new(format!("`{}` has no option `{text}`", field.name)))
}

fn text_of(literal: &Foreign) -> Result<String, Untranslatable> {
    match literal {
        Foreign::Text(text) => Ok(text.clone()),
        Foreign::Number(number) => Ok(number.to_string()),
        Foreign::Bool(value) => Ok(value.to_string()),
        Foreign::Negate(inner) => Ok(format!("-{}", text_of(inner)?)),
        Foreign::Beyond(why) => Err(Untranslatable::new(why)),
        _ => {
            Err(Untranslatable::new("it is compared with another question's answer, not with a fixed value"))
        }
    }
}

fn number_of(literal: &Foreign) -> Result<f64, Untranslatable> {
    match literal {
        Foreign::Number(number) => Ok(*number),
        other => {
            let text = text_of(other)?;
            let number = text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
            number.ok_or_else(|| Untranslatable::new(format!("`{text}` is no number")))
        }
    }
}
