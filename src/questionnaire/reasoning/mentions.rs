//! What a set of conditions looks at: which codes of a choice, which figures of a number. Values that no condition tells
//! apart need to be tried only once.

use std::collections::{BTreeMap, BTreeSet};

use crate::questionnaire::condition::{Expr, Reference, Value};

/// What conditions ask of one name.
#[derive(Debug, Clone, Default)]
pub(super) struct Mentioned {
    /// Codes, or whole texts.
    pub(super) texts: BTreeSet<String>,
    /// Figures it is compared with: numbers, points of a scale, days.
    pub(super) numbers: Vec<f64>,
    /// How many options are ticked or ranked.
    pub(super) size: bool,
}

/// What the expressions ask of each name in them.
#[derive(Debug, Default)]
pub(super) struct Mentions {
    pub(super) by_name: BTreeMap<Reference, Mentioned>,
}

impl Mentions {
    pub(super) fn add(&mut self, expr: &Expr) {
        match expr {
            Expr::Literal(_) => {}
            Expr::Name(name) | Expr::CodeNumber(name) => {
                self.of(*name);
            }
            Expr::OneOf { operand, values } => {
                self.add(operand);
                if let Expr::Name(name) = &**operand {
                    self.values(*name, values);
                }
            }
            Expr::Compare { left, right, .. } => {
                self.add(left);
                self.add(right);
                if let Some((name, figure)) = compared_with(left, right) {
                    self.of(name).numbers.push(figure);
                }
            }
            Expr::Equal(left, right)
            | Expr::Arithmetic { left, right, .. }
            | Expr::YearsBetween(left, right)
            | Expr::And(left, right)
            | Expr::Or(left, right) => {
                self.add(left);
                self.add(right);
            }
            Expr::Negate(inner) | Expr::Not(inner) | Expr::Round { value: inner, .. } => self.add(inner),
            Expr::Has { multiple: name, code } | Expr::Rank { ranking: name, code } => {
                self.of(*name).texts.insert(code.clone());
            }
            Expr::Answered(names) | Expr::Asked(names) => {
                for name in names {
                    self.of(*name);
                }
            }
            Expr::Size(name) => self.of(*name).size = true,
            Expr::Min(operands) | Expr::Max(operands) | Expr::Sum(operands) => {
                for operand in operands {
                    self.add(operand);
                }
            }
        }
    }

    fn of(&mut self, name: Reference) -> &mut Mentioned {
        self.by_name.entry(name).or_default()
    }

    fn values(&mut self, name: Reference, values: &[Value]) {
        for value in values {
            match value {
                Value::Text(text) => {
                    self.of(name).texts.insert(text.clone());
                }
                Value::Number(number) => self.of(name).numbers.push(*number),
                Value::Bool(_) | Value::Unknown => {}
            }
        }
    }
}

/// The name and the figure of a comparison between the two, whichever side they stand on.
fn compared_with(left: &Expr, right: &Expr) -> Option<(Reference, f64)> {
    match (left, right) {
        (Expr::Name(name) | Expr::CodeNumber(name), Expr::Literal(Value::Number(figure)))
        | (Expr::Literal(Value::Number(figure)), Expr::Name(name) | Expr::CodeNumber(name)) => {
            Some((*name, *figure))
        }
        _ => None,
    }
}

/// Whether what the expression is worth depends on its name only through figures and codes that [`Mentions`] keeps.
pub(super) fn is_plain(expr: &Expr) -> bool {
    match expr {
        Expr::OneOf { operand, .. } => matches!(**operand, Expr::Name(_)),
        Expr::Compare { left, right, .. } => compared_with(left, right).is_some(),
        Expr::Name(_) | Expr::Has { .. } | Expr::Answered(_) | Expr::Asked(_) | Expr::Literal(_) => true,
        Expr::CodeNumber(_)
        | Expr::Equal(..)
        | Expr::Arithmetic { .. }
        | Expr::Negate(_)
        | Expr::Not(_)
        | Expr::And(..)
        | Expr::Or(..)
        | Expr::Size(_)
        | Expr::Rank { .. }
        | Expr::Min(_)
        | Expr::Max(_)
        | Expr::Sum(_)
        | Expr::YearsBetween(..)
        | Expr::Round { .. } => false,
    }
}

/// Whether the expression is unknown wherever one of its names has no answer: it asks for nothing but values.
pub(super) fn is_strict(expr: &Expr) -> bool {
    match expr {
        Expr::Literal(_)
        | Expr::Name(_)
        | Expr::CodeNumber(_)
        | Expr::Has { .. }
        | Expr::Size(_)
        | Expr::Rank { .. } => true,
        Expr::OneOf { operand, .. } | Expr::Negate(operand) | Expr::Round { value: operand, .. } => {
            is_strict(operand)
        }
        Expr::Equal(left, right)
        | Expr::YearsBetween(left, right)
        | Expr::Compare { left, right, .. }
        | Expr::Arithmetic { left, right, .. } => is_strict(left) && is_strict(right),
        Expr::Min(operands) | Expr::Max(operands) | Expr::Sum(operands) => operands.iter().all(is_strict),
        Expr::Not(_) | Expr::And(..) | Expr::Or(..) | Expr::Answered(_) | Expr::Asked(_) => false,
    }
}

/// Every name in the expression.
pub(super) fn names_in(expr: &Expr) -> BTreeSet<Reference> {
    let mut names = BTreeSet::new();
    expr.visit_references(&mut |name| {
        names.insert(name);
    });
    names
}
