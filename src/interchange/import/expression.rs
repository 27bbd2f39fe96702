//! Conditions built from foreign ones: a small tree of our expression language, and how it is written.
//!
//! Other programs know two truth values: an unanswered question is an empty text there, so that "is not `a`" holds for
//! it. Ours knows three, and "is not `a`" is unknown where nothing was answered. [`Expression::two_valued`] writes the
//! difference out, so that whoever was asked there is asked here.

use std::collections::BTreeSet;
use std::fmt;

#[derive(Debug, Clone, PartialEq)]
pub enum Expression {
    /// An item's id, `item.row`, or a given name (`language`, `arm.wording`).
    Name(String),
    /// A code, a text or a date (`2026-08-31`).
    Text(String),
    Number(f64),
    Bool(bool),
    Not(Box<Expression>),
    /// At least two; build with [`Expression::all`].
    And(Vec<Expression>),
    /// At least two; build with [`Expression::any`].
    Or(Vec<Expression>),
    Compare {
        op: Comparison,
        left: Box<Expression>,
        right: Box<Expression>,
    },
    /// `value in [list]`.
    OneOf {
        value: Box<Expression>,
        list: Vec<Expression>,
    },
    /// `'code' in item`, for a multiple or a row of a multiple grid.
    Has {
        item: String,
        code: String,
    },
    Answered(String),
    Asked(String),
    /// How many options of a multiple are ticked.
    Size(String),
    /// The place of a code in a ranking, from 1.
    Rank {
        item: String,
        code: String,
    },
    Arithmetic {
        op: Arithmetic,
        left: Box<Expression>,
        right: Box<Expression>,
    },
    Negate(Box<Expression>),
    Call {
        function: Function,
        arguments: Vec<Expression>,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    Min,
    Max,
    Sum,
    Round,
    YearsBetween,
    Today,
}

/// A foreign expression that has no like here; the reason is a clause without a full stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Untranslatable(pub String);

impl Untranslatable {
    pub fn new(why: impl Into<String>) -> Untranslatable {
        Untranslatable(why.into())
    }
}

impl Comparison {
    /// The comparison that holds exactly where this one does not.
    pub fn opposite(self) -> Comparison {
        match self {
            Comparison::Equal => Comparison::NotEqual,
            Comparison::NotEqual => Comparison::Equal,
            Comparison::Less => Comparison::GreaterOrEqual,
            Comparison::LessOrEqual => Comparison::Greater,
            Comparison::Greater => Comparison::LessOrEqual,
            Comparison::GreaterOrEqual => Comparison::Less,
        }
    }

    /// The comparison with its sides exchanged.
    pub fn flipped(self) -> Comparison {
        match self {
            Comparison::Equal => Comparison::Equal,
            Comparison::NotEqual => Comparison::NotEqual,
            Comparison::Less => Comparison::Greater,
            Comparison::LessOrEqual => Comparison::GreaterOrEqual,
            Comparison::Greater => Comparison::Less,
            Comparison::GreaterOrEqual => Comparison::LessOrEqual,
        }
    }

    fn holds(self, left: f64, right: f64) -> bool {
        match self {
            Comparison::Equal => left.total_cmp(&right).is_eq(),
            Comparison::NotEqual => left.total_cmp(&right).is_ne(),
            Comparison::Less => left < right,
            Comparison::LessOrEqual => left <= right,
            Comparison::Greater => left > right,
            Comparison::GreaterOrEqual => left >= right,
        }
    }

    fn symbol(self) -> &'static str {
        match self {
            Comparison::Equal => "==",
            Comparison::NotEqual => "!=",
            Comparison::Less => "<",
            Comparison::LessOrEqual => "<=",
            Comparison::Greater => ">",
            Comparison::GreaterOrEqual => ">=",
        }
    }
}

impl Arithmetic {
    fn symbol(self) -> &'static str {
        match self {
            Arithmetic::Add => "+",
            Arithmetic::Subtract => "-",
            Arithmetic::Multiply => "*",
            Arithmetic::Divide => "/",
        }
    }
}

impl Function {
    fn name(self) -> &'static str {
        match self {
            Function::Min => "min",
            Function::Max => "max",
            Function::Sum => "sum",
            Function::Round => "round",
            Function::YearsBetween => "years_between",
            Function::Today => "today",
        }
    }
}

impl Expression {
    pub fn name(name: impl Into<String>) -> Expression {
        Expression::Name(name.into())
    }

    pub fn text(text: impl Into<String>) -> Expression {
        Expression::Text(text.into())
    }

    /// `item == 'code'`.
    pub fn is(item: impl Into<String>, code: impl Into<String>) -> Expression {
        Expression::compare(Comparison::Equal, Expression::Name(item.into()), Expression::Text(code.into()))
    }

    pub fn compare(op: Comparison, left: Expression, right: Expression) -> Expression {
        Expression::Compare { op, left: Box::new(left), right: Box::new(right) }
    }

    pub fn arithmetic(op: Arithmetic, left: Expression, right: Expression) -> Expression {
        Expression::Arithmetic { op, left: Box::new(left), right: Box::new(right) }
    }

    /// The negation, with double ones taken away and comparisons turned round.
    pub fn negated(self) -> Expression {
        match self {
            Expression::Not(inner) => *inner,
            Expression::Bool(value) => Expression::Bool(!value),
            Expression::Compare { op, left, right } => Expression::Compare { op: op.opposite(), left, right },
            other => Expression::Not(Box::new(other)),
        }
    }

    /// All of them hold; repeats are dropped. `None` of none.
    pub fn all(parts: impl IntoIterator<Item = Expression>) -> Option<Expression> {
        let mut flat = Vec::new();
        for part in parts {
            match part {
                Expression::And(inner) => inner.into_iter().for_each(|one| push_new(&mut flat, one)),
                other => push_new(&mut flat, other),
            }
        }
        if flat.len() > 1 { Some(Expression::And(flat)) } else { flat.pop() }
    }

    /// At least one of them holds; repeats are dropped. `None` of none.
    pub fn any(parts: impl IntoIterator<Item = Expression>) -> Option<Expression> {
        let mut flat = Vec::new();
        for part in parts {
            match part {
                Expression::Or(inner) => inner.into_iter().for_each(|one| push_new(&mut flat, one)),
                other => push_new(&mut flat, other),
            }
        }
        if flat.len() > 1 { Some(Expression::Or(flat)) } else { flat.pop() }
    }

    /// Every name in it, item ids and `item.row`, in the order of the alphabet.
    pub fn names(&self) -> BTreeSet<&str> {
        let mut found = BTreeSet::new();
        self.collect_names(&mut found);
        found
    }

    fn collect_names<'a>(&'a self, found: &mut BTreeSet<&'a str>) {
        match self {
            Expression::Name(name)
            | Expression::Answered(name)
            | Expression::Asked(name)
            | Expression::Size(name)
            | Expression::Has { item: name, .. }
            | Expression::Rank { item: name, .. } => {
                found.insert(name);
            }
            Expression::Text(_) | Expression::Number(_) | Expression::Bool(_) => {}
            Expression::Not(inner) | Expression::Negate(inner) => inner.collect_names(found),
            Expression::And(parts) | Expression::Or(parts) | Expression::Call { arguments: parts, .. } => {
                parts.iter().for_each(|part| part.collect_names(found));
            }
            Expression::Compare { left, right, .. } | Expression::Arithmetic { left, right, .. } => {
                left.collect_names(found);
                right.collect_names(found);
            }
            Expression::OneOf { value, list } => {
                value.collect_names(found);
                list.iter().for_each(|part| part.collect_names(found));
            }
        }
    }

    /// The condition that is true here exactly where this one holds in a program that takes an unanswered question for
    /// an empty text: `q != 'a'` becomes `!answered(q) || q != 'a'`. `always_answered` says of which items that is
    /// needless because every respondent answers them before.
    pub fn two_valued(self, always_answered: &dyn Fn(&str) -> bool) -> Expression {
        let known = |name: &str| is_given(name) || always_answered(name);
        where_true(self, &known)
    }
}

/// Names that are no items and so never unanswered.
fn is_given(name: &str) -> bool {
    matches!(name, "language" | "source" | "wave.id" | "wave.opened")
        || name.starts_with("arm.")
        || name.starts_with("consent.")
}

fn push_new(list: &mut Vec<Expression>, one: Expression) {
    if !list.contains(&one) {
        list.push(one);
    }
}

fn where_true(tree: Expression, known: &dyn Fn(&str) -> bool) -> Expression {
    match tree {
        Expression::And(parts) => {
            Expression::And(parts.into_iter().map(|part| where_true(part, known)).collect())
        }
        Expression::Or(parts) => {
            let parts = parts.into_iter().map(|part| where_true(part, known));
            Expression::any(parts).unwrap_or(Expression::Bool(false))
        }
        Expression::Not(inner) => where_false(*inner, known),
        Expression::Compare { op: Comparison::NotEqual, left, right } if !has_size(&left, &right) => {
            let tree = Expression::Compare { op: Comparison::NotEqual, left, right };
            or_unanswered(tree, known)
        }
        Expression::Compare { op, left, right } => count_of_nothing(op, *left, *right, known),
        leaf => leaf,
    }
}

fn where_false(tree: Expression, known: &dyn Fn(&str) -> bool) -> Expression {
    let certain = tree.names().iter().all(|name| known(name)) || is_about_presence(&tree);
    if certain {
        return tree.negated();
    }
    match tree {
        Expression::And(parts) => {
            let parts = parts.into_iter().map(|part| where_false(part, known));
            Expression::any(parts).unwrap_or(Expression::Bool(false))
        }
        Expression::Or(parts) => {
            let parts = parts.into_iter().map(|part| where_false(part, known));
            Expression::all(parts).unwrap_or(Expression::Bool(true))
        }
        Expression::Not(inner) => where_true(*inner, known),
        Expression::Compare { op: Comparison::NotEqual, left, right } => {
            Expression::Compare { op: Comparison::Equal, left, right }
        }
        Expression::Compare { op, left, right } if has_size(&left, &right) => {
            count_of_nothing(op.opposite(), *left, *right, known)
        }
        leaf => or_unanswered(leaf.negated(), known),
    }
}

/// A condition of `answered` and `asked` alone is never unknown.
fn is_about_presence(tree: &Expression) -> bool {
    match tree {
        Expression::Answered(_) | Expression::Asked(_) | Expression::Bool(_) => true,
        Expression::Not(inner) => is_about_presence(inner),
        Expression::And(parts) | Expression::Or(parts) => parts.iter().all(is_about_presence),
        Expression::Name(_)
        | Expression::Text(_)
        | Expression::Number(_)
        | Expression::Compare { .. }
        | Expression::OneOf { .. }
        | Expression::Has { .. }
        | Expression::Size(_)
        | Expression::Rank { .. }
        | Expression::Arithmetic { .. }
        | Expression::Negate(_)
        | Expression::Call { .. } => false,
    }
}

fn or_unanswered(tree: Expression, known: &dyn Fn(&str) -> bool) -> Expression {
    let unanswered: Vec<Expression> = (tree.names().into_iter())
        .filter(|name| !known(name))
        .map(|name| Expression::Not(Box::new(Expression::Answered(name.to_owned()))))
        .collect();
    Expression::any(unanswered.into_iter().chain([tree])).unwrap_or(Expression::Bool(true))
}

fn has_size(left: &Expression, right: &Expression) -> bool {
    matches!((left, right), (Expression::Size(_), _) | (_, Expression::Size(_)))
}

/// `size(q)` is unknown where nothing is ticked; other programs count 0 then.
fn count_of_nothing(
    op: Comparison,
    left: Expression,
    right: Expression,
    known: &dyn Fn(&str) -> bool,
) -> Expression {
    let holds_for_nothing = match (&left, &right) {
        (Expression::Size(_), Expression::Number(number)) => op.holds(0.0, *number),
        (Expression::Number(number), Expression::Size(_)) => op.holds(*number, 0.0),
        _ => false,
    };
    let tree = Expression::compare(op, left, right);
    if holds_for_nothing { or_unanswered(tree, known) } else { tree }
}

/// How tightly an operator binds, as the parser of the language has it.
const OR: u8 = 1;
const AND: u8 = 2;
const COMPARISON: u8 = 3;
const ADDITION: u8 = 4;
const MULTIPLICATION: u8 = 5;
const UNARY: u8 = 6;

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_at(self, 0, f)
    }
}

/// Writes the tree, in parentheses where it binds less tightly than `least`.
fn write_at(tree: &Expression, least: u8, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let binds = binding(tree);
    if binds < least {
        f.write_str("(")?;
    }
    match tree {
        Expression::Name(name) => f.write_str(name)?,
        Expression::Text(text) => f.write_str(&quoted(text))?,
        Expression::Number(number) => write!(f, "{number}")?,
        Expression::Bool(value) => write!(f, "{value}")?,
        Expression::Not(inner) => {
            f.write_str("!")?;
            write_at(inner, UNARY, f)?;
        }
        Expression::Negate(inner) => {
            f.write_str("-")?;
            write_at(inner, UNARY, f)?;
        }
        Expression::And(parts) => write_joined(parts, " && ", AND + 1, f)?,
        Expression::Or(parts) => write_joined(parts, " || ", OR + 1, f)?,
        Expression::Compare { op, left, right } => {
            write_at(left, COMPARISON + 1, f)?;
            write!(f, " {} ", op.symbol())?;
            write_at(right, COMPARISON + 1, f)?;
        }
        Expression::OneOf { value, list } => {
            write_at(value, COMPARISON + 1, f)?;
            f.write_str(" in [")?;
            write_joined(list, ", ", 0, f)?;
            f.write_str("]")?;
        }
        Expression::Has { item, code } => write!(f, "{} in {item}", quoted(code))?,
        Expression::Answered(name) => write!(f, "answered({name})")?,
        Expression::Asked(name) => write!(f, "asked({name})")?,
        Expression::Size(name) => write!(f, "size({name})")?,
        Expression::Rank { item, code } => write!(f, "rank({item}, {})", quoted(code))?,
        Expression::Arithmetic { op, left, right } => {
            write_at(left, binds, f)?;
            write!(f, " {} ", op.symbol())?;
            write_at(right, binds + 1, f)?;
        }
        Expression::Call { function, arguments } => {
            write!(f, "{}(", function.name())?;
            write_joined(arguments, ", ", 0, f)?;
            f.write_str(")")?;
        }
    }
    if binds < least {
        f.write_str(")")?;
    }
    Ok(())
}

fn write_joined(parts: &[Expression], between: &str, least: u8, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            f.write_str(between)?;
        }
        write_at(part, least, f)?;
    }
    Ok(())
}

fn binding(tree: &Expression) -> u8 {
    match tree {
        Expression::Or(_) => OR,
        Expression::And(_) => AND,
        Expression::Compare { .. } | Expression::OneOf { .. } | Expression::Has { .. } => COMPARISON,
        Expression::Arithmetic { op: Arithmetic::Add | Arithmetic::Subtract, .. } => ADDITION,
        Expression::Arithmetic { op: Arithmetic::Multiply | Arithmetic::Divide, .. } => MULTIPLICATION,
        Expression::Not(_) | Expression::Negate(_) => UNARY,
        Expression::Number(number) if *number < 0.0 => UNARY,
        Expression::Name(_)
        | Expression::Text(_)
        | Expression::Number(_)
        | Expression::Bool(_)
        | Expression::Answered(_)
        | Expression::Asked(_)
        | Expression::Size(_)
        | Expression::Rank { .. }
        | Expression::Call { .. } => UNARY + 1,
    }
}

/// A text in single quotes, as the language escapes it.
fn quoted(text: &str) -> String {
    let mut out = String::from("'");
    for c in text.chars() {
        match c {
            '\'' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c => out.push(c),
        }
    }
    out.push('\'');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn not(tree: Expression) -> Expression {
        Expression::Not(Box::new(tree))
    }

    fn and(parts: impl IntoIterator<Item = Expression>) -> Expression {
        Expression::all(parts).unwrap()
    }

    fn or(parts: impl IntoIterator<Item = Expression>) -> Expression {
        Expression::any(parts).unwrap()
    }

    #[test]
    fn parentheses_stand_only_where_they_are_needed() {
        let (a, b, c) = (
            Expression::is("a", "x"),
            Expression::is("b", "y"),
            Expression::Has { item: "c".into(), code: "z".into() },
        );
        let joined = and([or([a.clone(), b.clone()]), not(c.clone())]);
        assert_eq!(joined.to_string(), "(a == 'x' || b == 'y') && !('z' in c)");
        assert_eq!(or([and([a.clone(), b]), c]).to_string(), "a == 'x' && b == 'y' || 'z' in c");
        let sum = |left, right| Expression::arithmetic(Arithmetic::Subtract, left, right);
        let (one, two) = (|| Expression::Number(1.0), || Expression::Number(-2.5));
        assert_eq!(sum(one(), sum(two(), one())).to_string(), "1 - (-2.5 - 1)");
        assert_eq!(sum(sum(one(), two()), one()).to_string(), "1 - -2.5 - 1");
        assert_eq!(Expression::text("it's \\ so").to_string(), r"'it\'s \\ so'");
        assert_eq!(and([a.clone(), a]).to_string(), "a == 'x'");
    }

    #[test]
    fn an_unanswered_question_differs_from_every_answer() {
        let check = |tree: Expression, expected: &str| {
            assert_eq!(tree.two_valued(&|name| name == "sure").to_string(), expected);
        };
        check(Expression::is("q", "a"), "q == 'a'");
        check(Expression::is("q", "a").negated(), "!answered(q) || q != 'a'");
        check(not(Expression::is("q", "a")), "!answered(q) || q != 'a'");
        check(not(not(Expression::is("q", "a"))), "q == 'a'");
        check(not(Expression::is("sure", "a")), "sure != 'a'");
        check(not(Expression::is("language", "ko")), "language != 'ko'");
        check(
            not(and([Expression::is("q", "a"), Expression::is("sure", "b")])),
            "!answered(q) || q != 'a' || sure != 'b'",
        );
        check(
            and([not(Expression::is("q", "a")), Expression::Answered("r".into())]),
            "(!answered(q) || q != 'a') && answered(r)",
        );
        check(not(Expression::Has { item: "m".into(), code: "a".into() }), "!answered(m) || !('a' in m)");
        check(not(Expression::Answered("q".into())), "!answered(q)");
        let below =
            Expression::compare(Comparison::Less, Expression::Name("age".into()), Expression::Number(18.0));
        check(below.clone(), "age < 18");
        check(not(below), "!answered(age) || age >= 18");
    }

    #[test]
    fn nothing_ticked_counts_as_none() {
        let few =
            Expression::compare(Comparison::Less, Expression::Size("m".into()), Expression::Number(2.0));
        assert_eq!(few.clone().two_valued(&|_| false).to_string(), "!answered(m) || size(m) < 2");
        assert_eq!(not(few).two_valued(&|_| false).to_string(), "size(m) >= 2");
    }
}
