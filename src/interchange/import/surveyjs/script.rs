//! The expressions of SurveyJS (`visibleIf`, `requiredIf`, `expression`), read into a tree. What has no like here becomes
//! a part that says so.

use crate::interchange::import::expression::{Arithmetic, Comparison, Function, Untranslatable};
use crate::interchange::import::translate::Foreign;

/// The deepest nesting read.
const DEPTH_MAX: usize = 64;
/// The longest expression read, in tokens.
const TOKENS_MAX: usize = 1000;

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Number(f64),
    Text(String),
    /// `{name}`
    Ref(String),
    /// An operator in letters, a function, or a text that somebody left without quotes.
    Word(String),
    Symbol(&'static str),
}

/// The tree of an expression. `item` is the value of the option that `{item}` stands for.
///
/// # Errors
/// Where it cannot be read at all.
pub(super) fn parse(text: &str, item: Option<&str>) -> Result<Foreign, Untranslatable> {
    let mut parser = Parser { tokens: tokens(text)?, next: 0, depth: 0, item };
    let tree = parser.binary(0)?;
    match parser.tokens.get(parser.next) {
        None => Ok(tree),
        Some(_) => Err(Untranslatable::new("it goes on after its end")),
    }
}

fn tokens(text: &str) -> Result<Vec<Token>, Untranslatable> {
    const SYMBOLS: [&str; 21] = [
        "<>", "!=", "==", "<=", ">=", "&&", "||", "=", "<", ">", "+", "-", "*", "/", "%", "^", "(", ")", "[",
        "]", ",",
    ];
    let mut rest = text;
    let mut found = Vec::new();
    while let Some(first) = rest.chars().next() {
        if found.len() > TOKENS_MAX {
            return Err(Untranslatable::new("it is too long"));
        }
        if first.is_whitespace() {
            rest = rest.trim_start();
        } else if let Some(inner) = rest.strip_prefix('{') {
            let (name, after) =
                inner.split_once('}').ok_or_else(|| Untranslatable::new("a `{` is never closed"))?;
            found.push(Token::Ref(name.trim().trim_start_matches('#').to_owned()));
            rest = after;
        } else if first == '\'' || first == '"' {
            let (words, after) = quoted(rest, first)?;
            found.push(Token::Text(words));
            rest = after;
        } else if first.is_ascii_digit() {
            let end = rest
                .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '_')))
                .unwrap_or(rest.len());
            let (digits, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            found.push(digits.parse().map_or_else(|_| Token::Text(digits.to_owned()), Token::Number));
            rest = after;
        } else if let Some(symbol) = SYMBOLS.iter().find(|symbol| rest.starts_with(**symbol)) {
            found.push(Token::Symbol(symbol));
            rest = rest.get(symbol.len()..).unwrap_or_default();
        } else if let Some(inner) = rest.strip_prefix('!') {
            found.push(Token::Symbol("!"));
            rest = inner;
        } else if first.is_alphabetic() || first == '_' {
            let end =
                rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-'))).unwrap_or(rest.len());
            let (word, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            found.push(Token::Word(word.to_owned()));
            rest = after;
        } else {
            return Err(Untranslatable::new(format!("`{first}` means nothing in an expression")));
        }
    }
    Ok(found)
}

/// A text in quotes, where a backslash escapes one.
fn quoted(rest: &str, quote: char) -> Result<(String, &str), Untranslatable> {
    let mut words = String::new();
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '\\' if !escaped => escaped = true,
            c if c == quote && !escaped => return Ok((words, rest.get(at + 1..).unwrap_or_default())),
            c => {
                words.push(c);
                escaped = false;
            }
        }
    }
    Err(Untranslatable::new("a text is never closed"))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    Or,
    And,
    Compare(Comparison),
    Contains,
    ContainsNot,
    AllOf,
    Empty,
    NotEmpty,
    Arithmetic(Arithmetic),
    Beyond(&'static str),
}

struct Parser<'a> {
    tokens: Vec<Token>,
    next: usize,
    depth: usize,
    item: Option<&'a str>,
}

impl Parser<'_> {
    fn symbol(&mut self, symbol: &str) -> bool {
        let is = matches!(self.tokens.get(self.next), Some(Token::Symbol(found)) if *found == symbol);
        self.next += usize::from(is);
        is
    }

    fn operator(&self) -> Option<(Operator, u8)> {
        Some(match self.tokens.get(self.next)? {
            Token::Word(word) => match word.to_lowercase().as_str() {
                "or" => (Operator::Or, 1),
                "and" => (Operator::And, 2),
                "equal" => (Operator::Compare(Comparison::Equal), 3),
                "notequal" => (Operator::Compare(Comparison::NotEqual), 3),
                "less" => (Operator::Compare(Comparison::Less), 3),
                "lessorequal" => (Operator::Compare(Comparison::LessOrEqual), 3),
                "greater" => (Operator::Compare(Comparison::Greater), 3),
                "greaterorequal" => (Operator::Compare(Comparison::GreaterOrEqual), 3),
                "contains" | "contain" | "anyof" => (Operator::Contains, 3),
                "notcontains" | "notcontain" | "noneof" => (Operator::ContainsNot, 3),
                "allof" => (Operator::AllOf, 3),
                "empty" => (Operator::Empty, 3),
                "notempty" => (Operator::NotEmpty, 3),
                _ => return None,
            },
            Token::Symbol(symbol) => match *symbol {
                "||" => (Operator::Or, 1),
                "&&" => (Operator::And, 2),
                "=" | "==" => (Operator::Compare(Comparison::Equal), 3),
                "<>" | "!=" => (Operator::Compare(Comparison::NotEqual), 3),
                "<" => (Operator::Compare(Comparison::Less), 3),
                "<=" => (Operator::Compare(Comparison::LessOrEqual), 3),
                ">" => (Operator::Compare(Comparison::Greater), 3),
                ">=" => (Operator::Compare(Comparison::GreaterOrEqual), 3),
                "+" => (Operator::Arithmetic(Arithmetic::Add), 4),
                "-" => (Operator::Arithmetic(Arithmetic::Subtract), 4),
                "*" => (Operator::Arithmetic(Arithmetic::Multiply), 5),
                "/" => (Operator::Arithmetic(Arithmetic::Divide), 5),
                "%" => (Operator::Beyond("there is no remainder of a division (%)"), 5),
                "^" => (Operator::Beyond("there are no powers (^)"), 6),
                _ => return None,
            },
            Token::Number(_) | Token::Text(_) | Token::Ref(_) => return None,
        })
    }

    fn binary(&mut self, least: u8) -> Result<Foreign, Untranslatable> {
        let mut left = self.unary()?;
        while let Some((operator, binds)) = self.operator().filter(|(_, binds)| *binds >= least) {
            self.next += 1;
            if operator == Operator::Empty || operator == Operator::NotEmpty {
                let empty = Foreign::Empty(Box::new(left));
                left = if operator == Operator::Empty { empty } else { Foreign::Not(Box::new(empty)) };
                continue;
            }
            let right = self.binary(binds + 1)?;
            let (one, other) = (Box::new(left), Box::new(right));
            left = match operator {
                Operator::Or => Foreign::Or(one, other),
                Operator::And => Foreign::And(one, other),
                Operator::Compare(op) => Foreign::Compare(op, one, other),
                Operator::Contains => Foreign::Contains(one, other),
                Operator::ContainsNot => Foreign::Not(Box::new(Foreign::Contains(one, other))),
                Operator::AllOf => all_of(*one, *other),
                Operator::Arithmetic(op) => Foreign::Arithmetic(op, one, other),
                Operator::Beyond(why) => Foreign::Beyond(why.to_owned()),
                Operator::Empty | Operator::NotEmpty => *one,
            };
        }
        Ok(left)
    }

    fn unary(&mut self) -> Result<Foreign, Untranslatable> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(Untranslatable::new("it is nested too deeply"));
        }
        let negation = self.symbol("!") || self.word("not") || self.word("negate");
        let tree = if negation {
            Foreign::Not(Box::new(self.unary()?))
        } else if self.symbol("-") {
            match self.unary()? {
                Foreign::Number(number) => Foreign::Number(-number),
                other => Foreign::Negate(Box::new(other)),
            }
        } else {
            self.primary()?
        };
        self.depth -= 1;
        Ok(tree)
    }

    fn word(&mut self, word: &str) -> bool {
        let is = matches!(self.tokens.get(self.next), Some(Token::Word(found)) if found.eq_ignore_ascii_case(word));
        self.next += usize::from(is);
        is
    }

    fn primary(&mut self) -> Result<Foreign, Untranslatable> {
        let Some(token) = self.tokens.get(self.next).cloned() else {
            return Err(Untranslatable::new("it stops in the middle"));
        };
        self.next += 1;
        Ok(match token {
            Token::Number(number) => Foreign::Number(number),
            Token::Text(text) => Foreign::Text(text),
            Token::Ref(name) => match (name.as_str(), self.item) {
                ("item" | "choice", Some(item)) => Foreign::Text(item.to_owned()),
                _ => Foreign::Ref(name),
            },
            Token::Word(word) if word.eq_ignore_ascii_case("true") => Foreign::Bool(true),
            Token::Word(word) if word.eq_ignore_ascii_case("false") => Foreign::Bool(false),
            Token::Word(word) if self.symbol("(") => {
                let arguments = self.list(")")?;
                function(&word, arguments)
            }
            Token::Word(word) => Foreign::Text(word),
            Token::Symbol("(") => {
                let inner = self.binary(0)?;
                if !self.symbol(")") {
                    return Err(Untranslatable::new("a parenthesis is never closed"));
                }
                inner
            }
            Token::Symbol("[") => Foreign::List(self.list("]")?),
            Token::Symbol(symbol) => {
                return Err(Untranslatable::new(format!("`{symbol}` cannot stand where it stands")));
            }
        })
    }

    fn list(&mut self, close: &str) -> Result<Vec<Foreign>, Untranslatable> {
        let mut list = Vec::new();
        if self.symbol(close) {
            return Ok(list);
        }
        loop {
            list.push(self.binary(0)?);
            if self.symbol(close) {
                return Ok(list);
            }
            if !self.symbol(",") {
                return Err(Untranslatable::new("a bracket is never closed"));
            }
        }
    }
}

/// Every one of the values.
fn all_of(whole: Foreign, parts: Foreign) -> Foreign {
    let list = match parts {
        Foreign::List(list) => list,
        one => vec![one],
    };
    list.into_iter()
        .map(|part| Foreign::Contains(Box::new(whole.clone()), Box::new(part)))
        .reduce(|one, other| Foreign::And(Box::new(one), Box::new(other)))
        .unwrap_or(Foreign::Bool(true))
}

fn function(name: &str, mut arguments: Vec<Foreign>) -> Foreign {
    match (name.to_lowercase().as_str(), arguments.len()) {
        ("today" | "currentdate", 0) => Foreign::Today,
        ("age", 1) => Foreign::Call(Function::YearsBetween, vec![arguments.remove(0), Foreign::Today]),
        ("sum", n) if n > 0 => Foreign::Call(Function::Sum, arguments),
        ("min", n) if n > 0 => Foreign::Call(Function::Min, arguments),
        ("max", n) if n > 0 => Foreign::Call(Function::Max, arguments),
        ("round", 1 | 2) => Foreign::Call(Function::Round, arguments),
        ("length", 1) => Foreign::Count(Box::new(arguments.remove(0))),
        ("iif", _) => Foreign::Beyond("there is no iif(): an expression has one value for all".to_owned()),
        ("isdisplaymode" | "iscontainerready" | "propertyvalue" | "displayvalue", _) => {
            Foreign::Beyond(format!("{name}() is about the page, not about answers"))
        }
        _ => Foreign::Beyond(format!("there is no function {name}()")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_read_as_surveyjs_has_them() {
        let name = |name: &str| Box::new(Foreign::Ref(name.to_owned()));
        let text = |text: &str| Box::new(Foreign::Text(text.to_owned()));
        let reads = |written: &str| parse(written, None).unwrap();
        assert_eq!(
            reads("{a} = 'x' and {b} notempty"),
            Foreign::And(
                Box::new(Foreign::Compare(Comparison::Equal, name("a"), text("x"))),
                Box::new(Foreign::Not(Box::new(Foreign::Empty(name("b"))))),
            )
        );
        assert_eq!(
            reads("{a} anyof ['x', 2]"),
            Foreign::Contains(name("a"), Box::new(Foreign::List(vec![*text("x"), Foreign::Number(2.0)])))
        );
        assert_eq!(
            reads("{a} notcontains x"),
            Foreign::Not(Box::new(Foreign::Contains(name("a"), text("x"))))
        );
        assert_eq!(reads("!({a} empty)"), Foreign::Not(Box::new(Foreign::Empty(name("a")))));
        assert_eq!(parse("{a} contains {item}", Some("x")).unwrap(), Foreign::Contains(name("a"), text("x")));
        assert_eq!(
            reads("age({born})"),
            Foreign::Call(Function::YearsBetween, vec![*name("born"), Foreign::Today])
        );
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        for text in ["", "{a", "'a", "({a}", "{a} =", "= 1", "{a} {b}", "[1, 2", "§", "not"] {
            assert!(parse(text, None).is_err(), "{text}");
        }
        assert!(parse(&"(".repeat(10_000), None).is_err());
        assert!(parse(&"!".repeat(10_000), None).is_err());
    }
}
