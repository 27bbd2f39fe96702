//! The expressions of XLSForm (`relevant`, `constraint`, `calculation`, `choice_filter`): XPath as its forms use it, read
//! into a tree. What has no like here becomes a part that says so.

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
    /// `${name}`
    Ref(String),
    /// A function, an operator in letters, or a column of the choices.
    Word(String),
    Symbol(&'static str),
}

/// What a name without braces stands for: the value of a choice's column, in a `choice_filter`.
pub(super) type Columns<'a> = &'a dyn Fn(&str) -> Option<String>;

/// No columns: a name without braces is a question.
pub(super) fn no_columns(_: &str) -> Option<String> {
    None
}

/// The tree of an expression. `own` is the question that `.` stands for.
///
/// # Errors
/// Where it cannot be read at all.
pub(super) fn parse(text: &str, own: &str, columns: Columns<'_>) -> Result<Foreign, Untranslatable> {
    let mut parser = Parser { tokens: tokens(text)?, next: 0, depth: 0, own, columns };
    let tree = parser.binary(0)?;
    match parser.tokens.get(parser.next) {
        None => Ok(tree),
        Some(token) => Err(Untranslatable::new(format!("{} cannot stand where it stands", shown(token)))),
    }
}

fn shown(token: &Token) -> String {
    match token {
        Token::Number(number) => format!("`{number}`"),
        Token::Text(text) => format!("the text `{text}`"),
        Token::Ref(name) => format!("`${{{name}}}`"),
        Token::Word(word) => format!("`{word}`"),
        Token::Symbol(symbol) => format!("`{symbol}`"),
    }
}

fn tokens(text: &str) -> Result<Vec<Token>, Untranslatable> {
    const SYMBOLS: [&str; 17] =
        ["!=", "<=", ">=", "=", "<", ">", "+", "-", "*", "|", "(", ")", ",", "/", "..", ".", "["];
    // What word processors make of quotes.
    let text = text.replace(['‘', '’'], "'").replace(['“', '”'], "\"");
    let mut rest = text.as_str();
    let mut found: Vec<Token> = Vec::new();
    while let Some(first) = rest.chars().next() {
        if found.len() > TOKENS_MAX {
            return Err(Untranslatable::new("it is too long"));
        }
        if first.is_whitespace() {
            rest = rest.trim_start();
        } else if let Some(inner) = rest.strip_prefix("${") {
            let (name, after) =
                inner.split_once('}').ok_or_else(|| Untranslatable::new("a `${` is never closed"))?;
            found.push(Token::Ref(name.trim().to_owned()));
            rest = after;
        } else if first == '\'' || first == '"' {
            let inner = rest.get(1..).unwrap_or_default();
            let (words, after) =
                inner.split_once(first).ok_or_else(|| Untranslatable::new("a text is never closed"))?;
            found.push(Token::Text(words.to_owned()));
            rest = after;
        } else if first.is_ascii_digit()
            || first == '.'
                && rest.get(1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        {
            let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(rest.len());
            let (digits, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            let number =
                digits.parse::<f64>().map_err(|_| Untranslatable::new(format!("`{digits}` is no number")))?;
            found.push(Token::Number(number));
            rest = after;
        } else if first.is_alphabetic() || first == '_' {
            let end = rest
                .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':')))
                .unwrap_or(rest.len());
            let (word, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            found.push(Token::Word(word.to_owned()));
            rest = after;
        } else if let Some(symbol) = SYMBOLS.iter().find(|symbol| rest.starts_with(**symbol)) {
            found.push(Token::Symbol(symbol));
            rest = rest.get(symbol.len()..).unwrap_or_default();
        } else {
            return Err(Untranslatable::new(format!("`{first}` means nothing in an expression")));
        }
    }
    Ok(found)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    Or,
    And,
    Compare(Comparison),
    Arithmetic(Arithmetic),
    Modulo,
    Union,
}

struct Parser<'a> {
    tokens: Vec<Token>,
    next: usize,
    depth: usize,
    own: &'a str,
    columns: Columns<'a>,
}

impl Parser<'_> {
    fn symbol(&mut self, symbol: &str) -> bool {
        let is = matches!(self.tokens.get(self.next), Some(Token::Symbol(found)) if *found == symbol);
        self.next += usize::from(is);
        is
    }

    /// The operator that comes next, with how tightly it binds.
    fn operator(&self) -> Option<(Operator, u8)> {
        Some(match self.tokens.get(self.next)? {
            Token::Word(word) => match word.as_str() {
                "or" | "OR" => (Operator::Or, 1),
                "and" | "AND" => (Operator::And, 2),
                "div" => (Operator::Arithmetic(Arithmetic::Divide), 6),
                "mod" => (Operator::Modulo, 6),
                _ => return None,
            },
            Token::Symbol(symbol) => match *symbol {
                "=" => (Operator::Compare(Comparison::Equal), 3),
                "!=" => (Operator::Compare(Comparison::NotEqual), 3),
                "<" => (Operator::Compare(Comparison::Less), 4),
                "<=" => (Operator::Compare(Comparison::LessOrEqual), 4),
                ">" => (Operator::Compare(Comparison::Greater), 4),
                ">=" => (Operator::Compare(Comparison::GreaterOrEqual), 4),
                "+" => (Operator::Arithmetic(Arithmetic::Add), 5),
                "-" => (Operator::Arithmetic(Arithmetic::Subtract), 5),
                "*" => (Operator::Arithmetic(Arithmetic::Multiply), 6),
                "|" => (Operator::Union, 7),
                _ => return None,
            },
            Token::Number(_) | Token::Text(_) | Token::Ref(_) => return None,
        })
    }

    fn binary(&mut self, least: u8) -> Result<Foreign, Untranslatable> {
        let mut left = self.unary()?;
        while let Some((operator, binds)) = self.operator().filter(|(_, binds)| *binds >= least) {
            self.next += 1;
            let right = self.binary(binds + 1)?;
            let (one, other) = (Box::new(left), Box::new(right));
            left = match operator {
                Operator::Or => Foreign::Or(one, other),
                Operator::And => Foreign::And(one, other),
                Operator::Compare(op) => Foreign::Compare(op, one, other),
                Operator::Arithmetic(Arithmetic::Divide) => {
                    years(&one, &other).unwrap_or(Foreign::Arithmetic(Arithmetic::Divide, one, other))
                }
                Operator::Arithmetic(op) => Foreign::Arithmetic(op, one, other),
                Operator::Modulo => Foreign::Beyond("there is no remainder of a division (mod)".to_owned()),
                Operator::Union => Foreign::Beyond("a union of nodes (|) has no like here".to_owned()),
            };
        }
        Ok(left)
    }

    fn unary(&mut self) -> Result<Foreign, Untranslatable> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(Untranslatable::new("it is nested too deeply"));
        }
        let tree = if self.symbol("-") {
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

    fn primary(&mut self) -> Result<Foreign, Untranslatable> {
        let Some(token) = self.tokens.get(self.next).cloned() else {
            return Err(Untranslatable::new("it stops in the middle"));
        };
        self.next += 1;
        let tree = match token {
            Token::Number(number) => Foreign::Number(number),
            Token::Text(text) => Foreign::Text(text),
            Token::Ref(name) => Foreign::Ref(name),
            Token::Word(word) if self.symbol("(") => {
                let arguments = self.arguments()?;
                function(&word, arguments)
            }
            Token::Word(word) => (self.columns)(&word).map_or(Foreign::Ref(word), Foreign::Text),
            Token::Symbol("(") => {
                let inner = self.binary(0)?;
                if !self.symbol(")") {
                    return Err(Untranslatable::new("a parenthesis is never closed"));
                }
                inner
            }
            Token::Symbol(".") => Foreign::Ref(self.own.to_owned()),
            Token::Symbol("/" | "..") => return self.path(),
            Token::Symbol(symbol) => {
                return Err(Untranslatable::new(format!("`{symbol}` cannot stand where it stands")));
            }
        };
        if matches!(self.tokens.get(self.next), Some(Token::Symbol("/" | "["))) {
            return self.path();
        }
        Ok(tree)
    }

    /// A path such as `/data/group/age` or `../age`: its last name is the question.
    fn path(&mut self) -> Result<Foreign, Untranslatable> {
        let mut last = None;
        loop {
            match self.tokens.get(self.next) {
                Some(Token::Symbol("/" | ".." | ".")) => self.next += 1,
                Some(Token::Word(word)) if self.operator().is_none() => {
                    last = Some(word.clone());
                    self.next += 1;
                }
                Some(Token::Symbol("[")) => {
                    return Err(Untranslatable::new("it picks one of several answers ([…])"));
                }
                _ => break,
            }
        }
        last.map(Foreign::Ref).ok_or_else(|| Untranslatable::new("a path leads to no question"))
    }

    fn arguments(&mut self) -> Result<Vec<Foreign>, Untranslatable> {
        let mut arguments = Vec::new();
        if self.symbol(")") {
            return Ok(arguments);
        }
        loop {
            arguments.push(self.binary(0)?);
            if self.symbol(")") {
                return Ok(arguments);
            }
            if !self.symbol(",") {
                return Err(Untranslatable::new("a parenthesis is never closed"));
            }
        }
    }
}

/// `(today() - ${born}) div 365.25`, the customary way to an age.
fn years(above: &Foreign, below: &Foreign) -> Option<Foreign> {
    let Foreign::Number(days) = below else { return None };
    let Foreign::Arithmetic(Arithmetic::Subtract, until, since) = above else { return None };
    let is_year = (365.0..366.0).contains(days);
    let ends_today = matches!(until.as_ref(), Foreign::Today);
    (is_year && ends_today)
        .then(|| Foreign::Call(Function::YearsBetween, vec![since.as_ref().clone(), until.as_ref().clone()]))
}

fn function(name: &str, mut arguments: Vec<Foreign>) -> Foreign {
    let beyond = |why: &str| Foreign::Beyond(why.to_owned());
    let count = arguments.len();
    let two = |mut arguments: Vec<Foreign>| {
        let second = arguments.pop().unwrap_or(Foreign::Bool(false));
        let first = arguments.pop().unwrap_or(Foreign::Bool(false));
        (Box::new(first), Box::new(second))
    };
    match (name, count) {
        ("true", 0) => Foreign::Bool(true),
        ("false", 0) => Foreign::Bool(false),
        ("not", 1) => Foreign::Not(Box::new(arguments.remove(0))),
        ("selected", 2) => {
            let (whole, part) = two(arguments);
            Foreign::Contains(whole, part)
        }
        ("count-selected", 1) => Foreign::Count(Box::new(arguments.remove(0))),
        ("today" | "now", 0) => Foreign::Today,
        ("date", 1) => arguments.remove(0),
        ("int" | "floor", 1) => match arguments.remove(0) {
            // Full years are whole already.
            years @ Foreign::Call(Function::YearsBetween, _) => years,
            _ => beyond("there is no rounding down (int); round() rounds to the nearest"),
        },
        ("number" | "string" | "boolean" | "string-join" | "normalize-space", 1) => arguments.remove(0),
        ("round", 1) => Foreign::Call(Function::Round, arguments),
        ("round", 2) => Foreign::Call(Function::Round, arguments),
        ("sum", _) => Foreign::Call(Function::Sum, arguments),
        ("min", _) if count > 0 => Foreign::Call(Function::Min, arguments),
        ("max", _) if count > 0 => Foreign::Call(Function::Max, arguments),
        ("string-length", 1) => beyond("the length of a text cannot be asked for; max_length bounds it"),
        ("regex", 2) => beyond("a pattern stands in a question's own `pattern`, not in a condition"),
        ("if", 3) => beyond("there is no if(): an expression has one value for all"),
        ("coalesce", _) => beyond("there is no coalesce(): an unanswered question is unknown, not a default"),
        ("concat" | "join", _) => beyond("texts cannot be joined"),
        ("once" | "uuid" | "random", _) => beyond("nothing is drawn by chance in an expression; see `arms`"),
        ("position" | "indexed-repeat" | "count" | "count-non-empty" | "index" | "rank-value", _) => {
            beyond("it counts repeats, which canvass does not have")
        }
        ("pulldata" | "search" | "instance" | "jr:choice-name" | "jr:itext", _) => {
            beyond("it looks something up in another file or list")
        }
        ("selected-at", _) => beyond("the answers of a multiple have no order"),
        ("decimal-date-time" | "decimal-time" | "format-date" | "format-date-time" | "date-time", _) => {
            beyond("days cannot be calculated with, beyond years_between(from, to)")
        }
        (name, _) => Foreign::Beyond(format!("there is no function {name}()")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads(text: &str) -> Foreign {
        parse(text, "own", &no_columns).unwrap_or_else(|why| panic!("{text}: {why:?}"))
    }

    #[test]
    fn operators_bind_as_xpath_has_them() {
        let name = |name: &str| Box::new(Foreign::Ref(name.to_owned()));
        let is =
            |one, number| Foreign::Compare(Comparison::Equal, name(one), Box::new(Foreign::Number(number)));
        assert_eq!(
            reads("${a} = 1 or ${b} = 2 and ${c} = 3"),
            Foreign::Or(
                Box::new(is("a", 1.0)),
                Box::new(Foreign::And(Box::new(is("b", 2.0)), Box::new(is("c", 3.0)))),
            )
        );
        assert_eq!(reads(". = 1"), is("own", 1.0));
        assert_eq!(reads("/data/group/a = 1"), is("a", 1.0));
        assert_eq!(reads("../a = 1"), is("a", 1.0));
        assert_eq!(
            reads("selected( ${a} , “x” )"),
            Foreign::Contains(name("a"), Box::new(Foreign::Text("x".to_owned())))
        );
        assert_eq!(
            reads("int((today() - ${born}) div 365.25)"),
            Foreign::Call(Function::YearsBetween, vec![*name("born"), Foreign::Today])
        );
        assert_eq!(reads("-.5"), Foreign::Number(-0.5));
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        for text in
            ["", "${a", "'a", "1.2.3", "(${a}", "${a} = ", "= 1", "${a} ${b}", "not(", "§", "../..", "a["]
        {
            assert!(parse(text, "own", &no_columns).is_err(), "{text}");
        }
        assert!(parse(&"(".repeat(10_000), "own", &no_columns).is_err());
        assert!(parse(&"- ".repeat(10_000), "own", &no_columns).is_err());
        assert!(parse(&"1 + ".repeat(10_000), "own", &no_columns).is_err());
    }
}
