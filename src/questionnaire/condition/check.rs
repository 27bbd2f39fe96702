//! The type checker: a tree against the names in scope, lowered to [`Expr`]. It goes on after an error, so that one
//! look shows all of them, and never complains about what follows from an earlier complaint.

use std::ops::Range;

use super::lex::SyntaxError;
use super::parse::{Ast, Binary, Kind, parse};
use super::{
    Arithmetic, Comparison, Condition, Expr, Found, Given, NameKind, Named, Reference, Scope, Value,
};
use crate::diagnostics::{Code, Diagnostic, Span, did_you_mean};

/// What an expression is worth.
#[derive(Debug, Clone, PartialEq)]
pub enum ValueType {
    Bool,
    Number,
    Text,
    Date,
    /// One of these codes.
    Code {
        codes: Vec<String>,
    },
}

impl ValueType {
    fn describe(&self) -> &'static str {
        match self {
            ValueType::Bool => "true or false",
            ValueType::Number => "a number",
            ValueType::Text => "a text",
            ValueType::Date => "a date",
            ValueType::Code { .. } => "a code",
        }
    }
}

/// The condition that `text` says, or `None` with the reasons in `diagnostics`. `at` is where the text stands in the file.
pub fn compile(
    text: &str,
    at: Span,
    scope: &dyn Scope,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Condition> {
    let (expr, value) = compile_value(text, at, scope, diagnostics)?;
    if value != ValueType::Bool {
        diagnostics.push(
            Diagnostic::new(
                Code::TypeMismatch,
                at,
                format!("a condition must be true or false, this is {}", value.describe()),
            )
            .help("compare it with something, for example `== 'code'`, or use `answered(…)`"),
        );
        return None;
    }
    Some(Condition { source: text.to_owned(), span: at, expr })
}

/// Any expression with its type, or `None` with the reasons in `diagnostics`.
pub fn compile_value(
    text: &str,
    at: Span,
    scope: &dyn Scope,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(Expr, ValueType)> {
    let mut checker = Checker { length: text.len(), at, scope, diagnostics };
    match parse(text) {
        Ok(tree) => checker.value(&tree),
        Err(SyntaxError { at, message, help }) => {
            checker.report(Code::Syntax, &at, message, help);
            None
        }
    }
}

struct Checker<'a> {
    length: usize,
    at: Span,
    scope: &'a dyn Scope,
    diagnostics: &'a mut Vec<Diagnostic>,
}

/// One side of a comparison: a literal fits itself to the other side.
enum Operand {
    Literal(Value, Range<usize>),
    Value(Expr, ValueType),
}

impl Checker<'_> {
    /// The place in the file; the whole text where escapes or folding moved the characters.
    fn span(&self, at: &Range<usize>) -> Span {
        if (self.at.end - self.at.start) as usize != self.length {
            return self.at;
        }
        let start = self.at.start as usize;
        Span::new(self.at.file, start + at.start, start + at.end.max(at.start + 1).min(self.length))
    }

    fn report(&mut self, code: Code, at: &Range<usize>, message: String, help: impl Into<String>) {
        let span = self.span(at);
        self.diagnostics.push(Diagnostic::new(code, span, message).help(help));
    }

    fn mismatch(&mut self, at: &Range<usize>, message: String, help: &str) {
        self.report(Code::TypeMismatch, at, message, help);
    }

    fn value(&mut self, tree: &Ast) -> Option<(Expr, ValueType)> {
        match self.operand(tree)? {
            Operand::Value(expr, value) => Some((expr, value)),
            Operand::Literal(literal, _) => {
                let value = match literal {
                    Value::Number(_) => ValueType::Number,
                    Value::Text(_) => ValueType::Text,
                    Value::Bool(_) | Value::Unknown => ValueType::Bool,
                };
                Some((Expr::Literal(literal), value))
            }
        }
    }

    fn operand(&mut self, tree: &Ast) -> Option<Operand> {
        let (expr, value) = match &tree.kind {
            Kind::Number(number) => return Some(Operand::Literal(Value::Number(*number), tree.at.clone())),
            Kind::Text(text) => return Some(Operand::Literal(Value::Text(text.clone()), tree.at.clone())),
            Kind::Bool(bool) => return Some(Operand::Literal(Value::Bool(*bool), tree.at.clone())),
            Kind::Null => {
                self.report(
                    Code::ComparedWithNull,
                    &tree.at,
                    "nothing is ever equal to null: an answer that is not there is unknown".to_owned(),
                    "use answered(item), or !answered(item)",
                );
                return None;
            }
            Kind::Name(name) => self.plain_name(name, &tree.at)?,
            Kind::List(_) => {
                self.mismatch(
                    &tree.at,
                    "a list stands alone here".to_owned(),
                    "a list goes after `in`: item in ['a', 'b']",
                );
                return None;
            }
            Kind::Call { function, function_at, arguments } => {
                self.call(function, function_at, arguments, &tree.at)?
            }
            Kind::Not(inner) => (Expr::Not(Box::new(self.boolean(inner)?)), ValueType::Bool),
            Kind::Negate(inner) => match &inner.kind {
                Kind::Number(number) => {
                    return Some(Operand::Literal(Value::Number(-number), tree.at.clone()));
                }
                _ => (Expr::Negate(Box::new(self.number(inner)?)), ValueType::Number),
            },
            Kind::Binary { op, left, right } => self.binary(*op, left, right)?,
        };
        Some(Operand::Value(expr, value))
    }

    fn binary(&mut self, op: Binary, left: &Ast, right: &Ast) -> Option<(Expr, ValueType)> {
        match op {
            Binary::And | Binary::Or => {
                let (left, right) = (self.boolean(left), self.boolean(right));
                let (left, right) = (Box::new(left?), Box::new(right?));
                let joined = if op == Binary::And { Expr::And(left, right) } else { Expr::Or(left, right) };
                Some((joined, ValueType::Bool))
            }
            Binary::Equal => Some((self.equal(left, right)?, ValueType::Bool)),
            Binary::NotEqual => Some((Expr::Not(Box::new(self.equal(left, right)?)), ValueType::Bool)),
            Binary::Compare(comparison) => Some((self.compare(comparison, left, right)?, ValueType::Bool)),
            Binary::In => Some((self.contained(left, right)?, ValueType::Bool)),
            Binary::Arithmetic(op) => {
                let (left, right) = (self.number(left), self.number(right));
                Some((arithmetic(op, left?, right?), ValueType::Number))
            }
        }
    }

    fn boolean(&mut self, tree: &Ast) -> Option<Expr> {
        let (expr, value) = self.value(tree)?;
        if value == ValueType::Bool {
            return Some(expr);
        }
        self.mismatch(
            &tree.at,
            format!("a condition must be true or false, this is {}", value.describe()),
            "compare it with something, for example `== 'code'`, or use answered(…)",
        );
        None
    }

    fn number(&mut self, tree: &Ast) -> Option<Expr> {
        let (expr, value) = self.value(tree)?;
        if value == ValueType::Number {
            return Some(expr);
        }
        let help = match value {
            ValueType::Code { .. } => {
                "codes are names, not quantities: use a number item, or give the options a `value` and tabulate its mean"
            }
            ValueType::Bool | ValueType::Number | ValueType::Text | ValueType::Date => {
                "only numbers can be calculated with"
            }
        };
        self.mismatch(&tree.at, format!("a number is needed here, this is {}", value.describe()), help);
        None
    }

    /// A name that stands for one value.
    fn plain_name(&mut self, name: &str, at: &Range<usize>) -> Option<(Expr, ValueType)> {
        let named = self.name(name, at)?;
        let reference = named.references.first().copied();
        let value = match named.kind {
            NameKind::Single { codes } => ValueType::Code { codes },
            NameKind::Number => ValueType::Number,
            NameKind::Date => ValueType::Date,
            NameKind::Text => ValueType::Text,
            NameKind::Bool => ValueType::Bool,
            NameKind::Multiple { codes } => {
                let code = codes.first().map_or("code", String::as_str);
                self.mismatch(
                    at,
                    format!("`{name}` has several answers, it cannot be compared as one"),
                    &format!("ask for one of them: '{code}' in {name}, or count them: size({name})"),
                );
                return None;
            }
            NameKind::Ranking { codes } => {
                let code = codes.first().map_or("code", String::as_str);
                let message = format!("`{name}` is a ranking, it cannot be compared as one answer");
                self.mismatch(at, message, &format!("ask for a place: rank({name}, '{code}') == 1"));
                return None;
            }
            NameKind::Grid => {
                self.mismatch(
                    at,
                    format!("`{name}` is a whole grid, it has an answer for each row"),
                    &format!("name one row: {name}.ROW, or use answered({name})"),
                );
                return None;
            }
        };
        Some((Expr::Name(reference?), value))
    }

    fn name(&mut self, name: &str, at: &Range<usize>) -> Option<Named> {
        match self.scope.find(name) {
            Found::Name(named) => Some(named),
            Found::Later(definition) => {
                let span = self.span(at);
                let mut diagnostic = Diagnostic::new(
                    Code::ForwardReference,
                    span,
                    format!("`{name}` comes later than this, so nobody has answered it yet"),
                )
                .help("move the item before this one, or name an earlier item");
                if let Some(definition) = definition {
                    diagnostic = diagnostic.related(definition, "it is asked here");
                }
                self.diagnostics.push(diagnostic);
                None
            }
            Found::Nothing => {
                let known = self.scope.names();
                let help = match did_you_mean(name, known.iter().map(String::as_str)) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "a name is an item's id, a grid's row as item.row, or one of source, language, wave.id, wave.opened, arm.NAME, consent.ID; a code stands in quotes".to_owned(),
                };
                self.report(Code::UnknownName, at, format!("there is no `{name}`"), help);
                None
            }
        }
    }

    fn equal(&mut self, left: &Ast, right: &Ast) -> Option<Expr> {
        let operands = (self.operand(left), self.operand(right));
        match (operands.0?, operands.1?) {
            (Operand::Value(expr, value), Operand::Literal(literal, at))
            | (Operand::Literal(literal, at), Operand::Value(expr, value)) => {
                let literal = self.fitted(literal, &at, &value)?;
                Some(Expr::OneOf { operand: Box::new(expr), values: vec![literal] })
            }
            (Operand::Value(left_expr, left_type), Operand::Value(right_expr, right_type)) => {
                if !same_kind(&left_type, &right_type) {
                    self.unlike(left, right, &left_type, &right_type);
                    return None;
                }
                Some(Expr::Equal(Box::new(left_expr), Box::new(right_expr)))
            }
            (Operand::Literal(..), Operand::Literal(..)) => {
                let at = left.at.start..right.at.end;
                self.mismatch(&at, "two fixed values are compared".to_owned(), "one side must name an item");
                None
            }
        }
    }

    fn unlike(&mut self, left: &Ast, right: &Ast, left_type: &ValueType, right_type: &ValueType) {
        let at = left.at.start..right.at.end;
        self.mismatch(
            &at,
            format!("{} is compared with {}", left_type.describe(), right_type.describe()),
            "both sides must be of one kind",
        );
    }

    /// The literal as a value of the type it is compared with.
    fn fitted(&mut self, literal: Value, at: &Range<usize>, value: &ValueType) -> Option<Value> {
        match (value, &literal) {
            (ValueType::Code { codes }, Value::Text(_) | Value::Number(_)) => {
                let code = code_of(&literal);
                self.known_code(code, codes, at)
            }
            (ValueType::Number, Value::Number(_))
            | (ValueType::Text, Value::Text(_))
            | (ValueType::Bool, Value::Bool(_)) => Some(literal),
            (ValueType::Date, Value::Text(text)) => self.date(text, at),
            (expected, _) => {
                let shown = match &literal {
                    Value::Number(_) => "a number",
                    Value::Text(_) => "a text",
                    Value::Bool(_) | Value::Unknown => "true or false",
                };
                self.mismatch(
                    at,
                    format!("{} is compared with {shown}", expected.describe()),
                    match expected {
                        ValueType::Date => "write a date as '2026-08-31'",
                        ValueType::Number => "write the number without quotes",
                        ValueType::Code { .. } | ValueType::Text => "write it in quotes",
                        ValueType::Bool => "a condition needs no `== true`; negate it with `!`",
                    },
                );
                None
            }
        }
    }

    fn known_code(&mut self, code: String, codes: &[String], at: &Range<usize>) -> Option<Value> {
        if codes.contains(&code) {
            return Some(Value::Text(code));
        }
        let help = match did_you_mean(&code, codes.iter().map(String::as_str)) {
            Some(near) => format!("did you mean '{near}'?"),
            None => format!("the codes are: {}", list_of(codes)),
        };
        self.report(Code::UnknownCode, at, format!("no option has the code '{code}'"), help);
        None
    }

    fn date(&mut self, text: &str, at: &Range<usize>) -> Option<Value> {
        match chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d") {
            Ok(date) => Some(Value::Number(super::days_since_epoch(date))),
            Err(_) => {
                self.mismatch(at, format!("'{text}' is no date"), "write a date as '2026-08-31'");
                None
            }
        }
    }

    fn compare(&mut self, op: Comparison, left: &Ast, right: &Ast) -> Option<Expr> {
        let operands = (self.operand(left), self.operand(right));
        let (left_side, right_side) = (operands.0?, operands.1?);
        let (left_expr, right_expr) = match (left_side, right_side) {
            (Operand::Value(expr, value), Operand::Literal(literal, at)) => {
                let expr = self.ordered(expr, &value, left)?;
                let literal = self.ordered_literal(literal, &at, &value)?;
                (expr, literal)
            }
            (Operand::Literal(literal, at), Operand::Value(expr, value)) => {
                let expr = self.ordered(expr, &value, right)?;
                let literal = self.ordered_literal(literal, &at, &value)?;
                (literal, expr)
            }
            (Operand::Value(left_expr, left_type), Operand::Value(right_expr, right_type)) => {
                let number = |value: &ValueType| matches!(value, ValueType::Number | ValueType::Code { .. });
                let like = number(&left_type) && number(&right_type) || left_type == right_type;
                if !like {
                    self.unlike(left, right, &left_type, &right_type);
                    return None;
                }
                (self.ordered(left_expr, &left_type, left)?, self.ordered(right_expr, &right_type, right)?)
            }
            (Operand::Literal(..), Operand::Literal(..)) => {
                let at = left.at.start..right.at.end;
                self.mismatch(&at, "two fixed values are compared".to_owned(), "one side must name an item");
                return None;
            }
        };
        Some(Expr::Compare { op, left: Box::new(left_expr), right: Box::new(right_expr) })
    }

    /// The expression as something that has an order: a number, a date's days, an integer code.
    fn ordered(&mut self, expr: Expr, value: &ValueType, tree: &Ast) -> Option<Expr> {
        match (value, expr) {
            (ValueType::Number | ValueType::Date, expr) => Some(expr),
            (ValueType::Code { codes }, Expr::Name(reference)) => {
                if let Some(word) = codes.iter().find(|code| code.parse::<i64>().is_err()) {
                    let message = format!("these codes have no order: '{word}' is no whole number");
                    self.mismatch(&tree.at, message, "list the codes that are meant: item in ['a', 'b']");
                    return None;
                }
                Some(Expr::CodeNumber(reference))
            }
            (ValueType::Bool | ValueType::Text | ValueType::Code { .. }, _) => {
                let message = format!("{} has no order, so < and > mean nothing", value.describe());
                self.mismatch(&tree.at, message, "use == or !=");
                None
            }
        }
    }

    fn ordered_literal(&mut self, literal: Value, at: &Range<usize>, value: &ValueType) -> Option<Expr> {
        match (value, literal) {
            (ValueType::Number | ValueType::Code { .. }, Value::Number(number)) => {
                Some(Expr::Literal(Value::Number(number)))
            }
            (ValueType::Code { .. }, Value::Text(text)) if text.parse::<i64>().is_ok() => {
                text.parse::<f64>().ok().map(|number| Expr::Literal(Value::Number(number)))
            }
            (ValueType::Date, Value::Text(text)) => self.date(&text, at).map(Expr::Literal),
            (ValueType::Date, _) => {
                self.mismatch(
                    at,
                    "a date is compared with something else".to_owned(),
                    "write a date as '2026-08-31'",
                );
                None
            }
            (ValueType::Number | ValueType::Code { .. } | ValueType::Bool | ValueType::Text, _) => {
                self.mismatch(at, "a number is needed here".to_owned(), "write the number without quotes");
                None
            }
        }
    }

    fn contained(&mut self, left: &Ast, right: &Ast) -> Option<Expr> {
        match &right.kind {
            Kind::List(items) => {
                let (expr, value) = self.value(left)?;
                self.one_of(expr, &value, items, &right.at)
            }
            Kind::Name(name) => {
                let named = self.name(name, &right.at)?;
                self.has(&named, name, left, &right.at)
            }
            _ => {
                self.mismatch(
                    &right.at,
                    "after `in` stands a list or an item with several answers".to_owned(),
                    "for example: item in ['a', 'b'], or 'a' in item",
                );
                None
            }
        }
    }

    fn one_of(&mut self, expr: Expr, value: &ValueType, items: &[Ast], at: &Range<usize>) -> Option<Expr> {
        if items.is_empty() {
            self.mismatch(at, "nothing is in an empty list".to_owned(), "name at least one value");
            return None;
        }
        let mut values = Vec::new();
        let mut good = true;
        for item in items {
            match self.operand(item) {
                Some(Operand::Literal(literal, at)) => match self.fitted(literal, &at, value) {
                    Some(fitted) => values.push(fitted),
                    None => good = false,
                },
                Some(Operand::Value(..)) => {
                    self.mismatch(
                        &item.at,
                        "a list holds fixed values only".to_owned(),
                        "join comparisons with || instead",
                    );
                    good = false;
                }
                None => good = false,
            }
        }
        good.then(|| Expr::OneOf { operand: Box::new(expr), values })
    }

    /// `'code' in item` and `has(item, 'code')`.
    fn has(&mut self, named: &Named, name: &str, code: &Ast, at: &Range<usize>) -> Option<Expr> {
        let reference = named.references.first().copied()?;
        let (NameKind::Multiple { codes } | NameKind::Ranking { codes }) = &named.kind else {
            self.mismatch(
                at,
                format!("`{name}` has one answer, so nothing can be in it"),
                &format!("write {name} == 'code', or {name} in ['a', 'b']"),
            );
            return None;
        };
        let code = self.code_argument(code, codes)?;
        Some(match &named.kind {
            NameKind::Ranking { .. } => Expr::Compare {
                op: Comparison::GreaterOrEqual,
                left: Box::new(Expr::Rank { ranking: reference, code }),
                right: Box::new(Expr::Literal(Value::Number(1.0))),
            },
            _ => Expr::Has { multiple: reference, code },
        })
    }

    fn code_argument(&mut self, tree: &Ast, codes: &[String]) -> Option<String> {
        match &tree.kind {
            Kind::Text(text) => {
                let code = code_of(&Value::Text(text.clone()));
                self.known_code(code.clone(), codes, &tree.at).map(|_| code)
            }
            Kind::Number(number) => {
                let code = code_of(&Value::Number(*number));
                self.known_code(code.clone(), codes, &tree.at).map(|_| code)
            }
            _ => {
                self.mismatch(
                    &tree.at,
                    "an option's code is needed here".to_owned(),
                    "write it in quotes: 'code'",
                );
                None
            }
        }
    }

    fn call(
        &mut self,
        function: &str,
        function_at: &Range<usize>,
        arguments: &[Ast],
        at: &Range<usize>,
    ) -> Option<(Expr, ValueType)> {
        match (function, arguments) {
            ("answered", [argument]) => {
                Some((Expr::Answered(self.name_argument(argument)?.1.references), ValueType::Bool))
            }
            ("asked", [argument]) => {
                Some((Expr::Asked(self.name_argument(argument)?.1.references), ValueType::Bool))
            }
            ("has", [item, code]) => {
                let (name, named) = self.name_argument(item)?;
                Some((self.has(&named, &name, code, &item.at)?, ValueType::Bool))
            }
            ("size", [argument]) => self.size(argument),
            ("rank", [item, code]) => self.rank(item, code),
            ("min" | "max" | "sum", [_, ..]) => {
                let numbers: Vec<Option<Expr>> =
                    arguments.iter().map(|argument| self.number(argument)).collect();
                let numbers = numbers.into_iter().collect::<Option<Vec<Expr>>>()?;
                let expr = match function {
                    "min" => Expr::Min(numbers),
                    "max" => Expr::Max(numbers),
                    _ => Expr::Sum(numbers),
                };
                Some((expr, ValueType::Number))
            }
            ("round", [value]) => {
                Some((Expr::Round { value: Box::new(self.number(value)?), decimals: 0 }, ValueType::Number))
            }
            ("round", [value, decimals]) => {
                let value = self.number(value);
                let Kind::Number(places) = decimals.kind else {
                    self.mismatch(
                        &decimals.at,
                        "the decimals are a fixed number".to_owned(),
                        "for example: round(x, 1)",
                    );
                    return None;
                };
                let places = (0..=9_u8).find(|known| f64::from(*known).total_cmp(&places).is_eq());
                if places.is_none() {
                    let help = "for example: round(x, 1)";
                    self.mismatch(
                        &decimals.at,
                        "the decimals are a whole number from 0 to 9".to_owned(),
                        help,
                    );
                }
                Some((Expr::Round { value: Box::new(value?), decimals: places? }, ValueType::Number))
            }
            ("years_between", [from, to]) => {
                let (from, to) = (self.date_argument(from), self.date_argument(to));
                Some((Expr::YearsBetween(Box::new(from?), Box::new(to?)), ValueType::Number))
            }
            ("today", []) => Some((Expr::Name(Reference::Given(Given::Today)), ValueType::Date)),
            _ => {
                self.unknown_function(function, function_at, at);
                None
            }
        }
    }

    fn unknown_function(&mut self, function: &str, function_at: &Range<usize>, at: &Range<usize>) {
        const FORMS: [(&str, &str); 11] = [
            ("answered", "answered(item)"),
            ("asked", "asked(item)"),
            ("has", "has(item, 'code')"),
            ("size", "size(item)"),
            ("rank", "rank(item, 'code')"),
            ("min", "min(a, b, …)"),
            ("max", "max(a, b, …)"),
            ("sum", "sum(a, b, …)"),
            ("round", "round(x) or round(x, decimals)"),
            ("years_between", "years_between(from, to)"),
            ("today", "today()"),
        ];
        if let Some((_, form)) = FORMS.iter().find(|(name, _)| *name == function) {
            let message = format!("{function}() has other arguments");
            self.report(Code::UnknownFunction, at, message, format!("write {form}"));
            return;
        }
        let help = match did_you_mean(function, FORMS.iter().map(|(name, _)| *name)) {
            Some(near) => format!("did you mean {near}()?"),
            None => format!("there are: {}", FORMS.map(|(_, form)| form).join(", ")),
        };
        self.report(Code::UnknownFunction, function_at, format!("there is no function {function}()"), help);
    }

    /// A date: an item's, a fixed one, or a day that is given.
    fn date_argument(&mut self, tree: &Ast) -> Option<Expr> {
        match self.operand(tree)? {
            Operand::Literal(literal, at) => {
                Some(Expr::Literal(self.fitted(literal, &at, &ValueType::Date)?))
            }
            Operand::Value(expr, ValueType::Date) => Some(expr),
            Operand::Value(_, other) => {
                let message = format!("a date is needed here, this is {}", other.describe());
                self.mismatch(&tree.at, message, "name a date item, or write today() or '2026-08-31'");
                None
            }
        }
    }

    fn name_argument(&mut self, tree: &Ast) -> Option<(String, Named)> {
        let Kind::Name(name) = &tree.kind else {
            self.mismatch(&tree.at, "an item's id is needed here".to_owned(), "write the id without quotes");
            return None;
        };
        Some((name.clone(), self.name(name, &tree.at)?))
    }

    fn size(&mut self, argument: &Ast) -> Option<(Expr, ValueType)> {
        let (name, named) = self.name_argument(argument)?;
        match named.kind {
            NameKind::Multiple { .. } | NameKind::Ranking { .. } => {
                Some((Expr::Size(named.references.first().copied()?), ValueType::Number))
            }
            NameKind::Single { .. }
            | NameKind::Grid
            | NameKind::Number
            | NameKind::Date
            | NameKind::Text
            | NameKind::Bool => {
                self.mismatch(
                    &argument.at,
                    format!("`{name}` has one answer, so there is nothing to count"),
                    "size() counts the ticked options of a multiple or the ranked ones of a ranking",
                );
                None
            }
        }
    }

    fn rank(&mut self, item: &Ast, code: &Ast) -> Option<(Expr, ValueType)> {
        let (name, named) = self.name_argument(item)?;
        let NameKind::Ranking { codes } = &named.kind else {
            self.mismatch(
                &item.at,
                format!("`{name}` is no ranking"),
                "rank() takes an item of type ranking",
            );
            return None;
        };
        let code = self.code_argument(code, codes)?;
        let ranking: Reference = named.references.first().copied()?;
        Some((Expr::Rank { ranking, code }, ValueType::Number))
    }
}

fn arithmetic(op: Arithmetic, left: Expr, right: Expr) -> Expr {
    Expr::Arithmetic { op, left: Box::new(left), right: Box::new(right) }
}

fn same_kind(left: &ValueType, right: &ValueType) -> bool {
    std::mem::discriminant(left) == std::mem::discriminant(right)
}

/// A literal as a code: 4, '4' and '04' are one code.
fn code_of(literal: &Value) -> String {
    match literal {
        Value::Text(text) => {
            crate::ids::OptionCode::parse(text).map_or_else(|_| text.clone(), |code| code.as_str().to_owned())
        }
        Value::Number(number) => format!("{number}"),
        Value::Bool(bool) => bool.to_string(),
        Value::Unknown => String::new(),
    }
}

fn list_of(codes: &[String]) -> String {
    const SHOWN_MAX: usize = 12;
    let shown = codes.iter().take(SHOWN_MAX).map(|code| format!("'{code}'")).collect::<Vec<_>>().join(", ");
    if codes.len() > SHOWN_MAX { format!("{shown}, …") } else { shown }
}
