//! The expression language: a checked expression has the same meaning on one response, over whole columns and in the
//! browser. The text is parsed to a tree, the tree is checked against the names in scope and lowered to [`Expr`].

mod check;
mod evaluate;
mod lex;
mod parse;
#[cfg(test)]
mod tests;

use chrono::{Datelike, NaiveDate};

use super::{QualityRule, VariableIndex};
use crate::diagnostics::Span;
pub use check::{ValueType, compile, compile_value};
pub use evaluate::{calculate, compare, equal, evaluate, fails, holds, round};

/// A checked expression that is true, false or unknown.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    pub source: String,
    pub span: Span,
    pub expr: Expr,
}

impl Condition {
    /// Both of them, with both texts.
    pub fn and(self, other: Condition) -> Condition {
        Condition {
            source: format!("({}) && ({})", self.source, other.source),
            span: self.span,
            expr: Expr::And(Box::new(self.expr), Box::new(other.expr)),
        }
    }
}

/// Something an expression can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reference {
    Variable(VariableIndex),
    Given(Given),
    /// A derived variable of a report file, by its place there.
    Derived(usize),
    /// An extra numeric column of a data file, by its place there.
    Extra(usize),
}

impl Reference {
    /// The variable of the questionnaire that it names.
    pub fn variable(self) -> Option<VariableIndex> {
        match self {
            Reference::Variable(variable) => Some(variable),
            Reference::Given(_) | Reference::Derived(_) | Reference::Extra(_) => None,
        }
    }
}

/// What every response has beside its answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Given {
    WaveId,
    /// The day the wave opened, in its own zone.
    WaveOpened,
    Source,
    Language,
    /// The group of an arm of the questionnaire, by the arm's place there.
    Arm(usize),
    /// Whether a consent of the questionnaire was given, by its place there.
    Consent(usize),
    /// The day the interview is judged on: that of its submission, or the present day until then.
    Today,
    Disposition,
    /// Whether a quality rule of the questionnaire flags the interview.
    Flag(QualityRule),
    Removed,
    StartedOn,
    SubmittedOn,
    Minutes,
    Device,
    Version,
}

/// What an expression is worth: one response's value of a name, or a result. Codes are texts, dates are days since
/// 1970-01-01.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Unknown,
    Bool(bool),
    Number(f64),
    Text(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Comparison {
    /// The comparison with its sides exchanged.
    pub(crate) fn flipped(self) -> Comparison {
        match self {
            Comparison::Less => Comparison::Greater,
            Comparison::LessOrEqual => Comparison::GreaterOrEqual,
            Comparison::Greater => Comparison::Less,
            Comparison::GreaterOrEqual => Comparison::LessOrEqual,
        }
    }

    /// The comparison that holds of two numbers exactly where this one does not.
    pub(crate) fn opposite(self) -> Comparison {
        match self {
            Comparison::Less => Comparison::GreaterOrEqual,
            Comparison::LessOrEqual => Comparison::Greater,
            Comparison::Greater => Comparison::LessOrEqual,
            Comparison::GreaterOrEqual => Comparison::Less,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// A checked, lowered expression. Types agree by construction; every operand may still be unknown at run time.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    Literal(Value),
    /// The value of a single (its code), number, scale, date (days) or text.
    Name(Reference),
    /// The integer code of a single whose codes are all integers.
    CodeNumber(Reference),
    /// The operand equals one of the values: `==` with a literal, and `in`.
    OneOf {
        operand: Box<Expr>,
        values: Vec<Value>,
    },
    /// Equality of two computed values.
    Equal(Box<Expr>, Box<Expr>),
    Compare {
        op: Comparison,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    Arithmetic {
        op: Arithmetic,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    Negate(Box<Expr>),
    Not(Box<Expr>),
    And(Box<Expr>, Box<Expr>),
    Or(Box<Expr>, Box<Expr>),
    /// Whether a multiple's answer has the code; unknown where nothing is ticked.
    Has {
        multiple: Reference,
        code: String,
    },
    /// Any of the references has an answer. Never unknown.
    Answered(Vec<Reference>),
    /// Any of the references was asked and reached. Never unknown.
    Asked(Vec<Reference>),
    /// How many options of a multiple are ticked.
    Size(Reference),
    /// The place of a code in a ranking, from 1; unknown where it is not ranked.
    Rank {
        ranking: Reference,
        code: String,
    },
    Min(Vec<Expr>),
    Max(Vec<Expr>),
    Sum(Vec<Expr>),
    /// Completed years from the first date to the second; negative where the second comes first.
    YearsBetween(Box<Expr>, Box<Expr>),
    /// Half away from zero, to so many decimals.
    Round {
        value: Box<Expr>,
        decimals: u8,
    },
}

impl Expr {
    /// Calls `visit` with every name in the expression, in the order they stand there.
    pub fn visit_references(&self, visit: &mut dyn FnMut(Reference)) {
        match self {
            Expr::Literal(_) => {}
            Expr::Name(reference)
            | Expr::CodeNumber(reference)
            | Expr::Size(reference)
            | Expr::Has { multiple: reference, .. }
            | Expr::Rank { ranking: reference, .. } => visit(*reference),
            Expr::Answered(list) | Expr::Asked(list) => list.iter().for_each(|reference| visit(*reference)),
            Expr::OneOf { operand, .. }
            | Expr::Negate(operand)
            | Expr::Not(operand)
            | Expr::Round { value: operand, .. } => operand.visit_references(visit),
            Expr::Equal(left, right)
            | Expr::And(left, right)
            | Expr::Or(left, right)
            | Expr::YearsBetween(left, right)
            | Expr::Compare { left, right, .. }
            | Expr::Arithmetic { left, right, .. } => {
                left.visit_references(visit);
                right.visit_references(visit);
            }
            Expr::Min(list) | Expr::Max(list) | Expr::Sum(list) => {
                list.iter().for_each(|expr| expr.visit_references(visit));
            }
        }
    }
}

/// What an expression may name where it stands: a questionnaire up to an item, or a report file's variables too.
pub trait Scope {
    fn find(&self, name: &str) -> Found;
    /// Every name that could be meant, for "did you mean".
    fn names(&self) -> Vec<String>;
}

/// What a name means in a [`Scope`].
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    Name(Named),
    /// It exists, but later than the place of use; the span of its definition.
    Later(Option<Span>),
    Nothing,
}

/// A name's type, and the references it stands for: one, or a grid's rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Named {
    pub references: Vec<Reference>,
    pub kind: NameKind,
}

#[derive(Debug, Clone, PartialEq)]
pub enum NameKind {
    /// One of these codes: a single, a row of a grid, a declared source, a language.
    Single {
        codes: Vec<String>,
    },
    Multiple {
        codes: Vec<String>,
    },
    Ranking {
        codes: Vec<String>,
    },
    /// A whole grid: only `answered()` and `asked()` take it.
    Grid,
    Number,
    Date,
    Text,
    Bool,
}

/// Where the words of an expression's text stand that are no function's: names of items, and `in`, `true`, `false`.
/// Empty where the text is no expression.
pub fn words(text: &str) -> Vec<std::ops::Range<usize>> {
    let placed = lex::tokens(text).unwrap_or_default();
    let after = placed.iter().skip(1).map(|next| next.token == lex::Token::Symbol("("));
    let is_name = |(placed, is_function): &(&lex::Placed, bool)| {
        matches!(placed.token, lex::Token::Word(_)) && !is_function
    };
    placed.iter().zip(after).filter(is_name).map(|(placed, _)| placed.at.clone()).collect()
}

/// A date as expressions see it: days since 1970-01-01.
pub fn days_since_epoch(date: NaiveDate) -> f64 {
    date.signed_duration_since(NaiveDate::default()).num_days() as f64
}

/// The date that [`days_since_epoch`] gave; `None` for a number that is no day of the calendar.
pub fn date_of_days(days: f64) -> Option<NaiveDate> {
    let whole = days.is_finite() && days.trunc().total_cmp(&days).is_eq() && days.abs() < 1e8;
    whole.then(|| NaiveDate::default().checked_add_signed(chrono::Duration::days(days as i64))).flatten()
}

/// Completed years from one day to another (both days since 1970-01-01), as ages are counted: somebody born on 29
/// February completes a year on 1 March of a common year. Negative where `to` comes first.
pub fn years_between(from: f64, to: f64) -> Option<f64> {
    let (from, to) = (date_of_days(from)?, date_of_days(to)?);
    let completed = |from: NaiveDate, to: NaiveDate| {
        let before_anniversary = (to.month(), to.day()) < (from.month(), from.day());
        to.year() - from.year() - i32::from(before_anniversary)
    };
    Some(f64::from(if from <= to { completed(from, to) } else { -completed(to, from) }))
}

/// What an expression reads of one response. `asked` and `answered` are never unknown.
pub trait Facts {
    /// The value of a single (its code), number, scale, date (days since 1970-01-01) or text.
    fn value(&self, reference: Reference) -> Value;
    /// Whether the multiple's answer has the code; `None` where nothing is ticked.
    fn has(&self, multiple: Reference, code: &str) -> Option<bool>;
    /// How many options of the multiple are ticked; `None` where nothing is.
    fn size(&self, multiple: Reference) -> Option<usize>;
    /// The place of the code in the ranking, from 1; `None` where it is not ranked.
    fn rank(&self, ranking: Reference, code: &str) -> Option<usize>;
    fn answered(&self, reference: Reference) -> bool;
    fn asked(&self, reference: Reference) -> bool;
}
