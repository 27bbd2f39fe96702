//! Tokens to a tree, by precedence climbing: `||`, `&&`, comparisons and `in`, `+ -`, `* /`, unary `! -`.

use std::ops::Range;

use super::lex::{Placed, SyntaxError, Token, tokens};
use super::{Arithmetic, Comparison};

/// The deepest nesting of parentheses, lists and calls read.
const DEPTH_MAX: usize = 64;

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ast {
    pub at: Range<usize>,
    pub kind: Kind,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    Number(f64),
    Text(String),
    Bool(bool),
    Null,
    Name(String),
    List(Vec<Ast>),
    Call { function: String, function_at: Range<usize>, arguments: Vec<Ast> },
    Not(Box<Ast>),
    Negate(Box<Ast>),
    Binary { op: Binary, left: Box<Ast>, right: Box<Ast> },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Binary {
    Or,
    And,
    Equal,
    NotEqual,
    Compare(Comparison),
    In,
    Arithmetic(Arithmetic),
}

pub(super) fn parse(text: &str) -> Result<Ast, SyntaxError> {
    let mut parser = Parser { tokens: tokens(text)?, next: 0, depth: 0 };
    if parser.peek().token == Token::End {
        return Err(SyntaxError::new(
            0..text.len(),
            "an empty expression",
            "write a condition, or remove the key",
        ));
    }
    let tree = parser.expression(0)?;
    let rest = parser.peek().clone();
    match rest.token {
        Token::End => Ok(tree),
        Token::Word(word) => {
            Err(SyntaxError::new(rest.at, format!("`{word}` cannot stand here"), word_help(&word)))
        }
        Token::Number(_) | Token::Text(_) | Token::Symbol(_) => Err(SyntaxError::new(
            rest.at,
            "the expression has ended before this",
            "join conditions with && or ||, and close each parenthesis once",
        )),
    }
}

fn word_help(word: &str) -> &'static str {
    match word.to_ascii_lowercase().as_str() {
        "and" => "write `&&`",
        "or" => "write `||`",
        "is" => "write `==`",
        "not" => "write `!`, before what is negated",
        _ => "join conditions with && or ||; a text or code stands in quotes",
    }
}

struct Parser {
    tokens: Vec<Placed>,
    next: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> &Placed {
        &self.tokens[self.next.min(self.tokens.len() - 1)]
    }

    fn take(&mut self) -> Placed {
        let placed = self.peek().clone();
        self.next += 1;
        placed
    }

    /// The operator that comes next, with how tightly it binds.
    fn operator(&self) -> Option<(Binary, u8)> {
        match &self.peek().token {
            Token::Symbol("||") => Some((Binary::Or, 1)),
            Token::Symbol("&&") => Some((Binary::And, 2)),
            Token::Symbol("==") => Some((Binary::Equal, 3)),
            Token::Symbol("!=") => Some((Binary::NotEqual, 3)),
            Token::Symbol("<") => Some((Binary::Compare(Comparison::Less), 3)),
            Token::Symbol("<=") => Some((Binary::Compare(Comparison::LessOrEqual), 3)),
            Token::Symbol(">") => Some((Binary::Compare(Comparison::Greater), 3)),
            Token::Symbol(">=") => Some((Binary::Compare(Comparison::GreaterOrEqual), 3)),
            Token::Word(word) if word == "in" => Some((Binary::In, 3)),
            Token::Symbol("+") => Some((Binary::Arithmetic(Arithmetic::Add), 4)),
            Token::Symbol("-") => Some((Binary::Arithmetic(Arithmetic::Subtract), 4)),
            Token::Symbol("*") => Some((Binary::Arithmetic(Arithmetic::Multiply), 5)),
            Token::Symbol("/") => Some((Binary::Arithmetic(Arithmetic::Divide), 5)),
            Token::Symbol(_) | Token::Word(_) | Token::Number(_) | Token::Text(_) | Token::End => None,
        }
    }

    fn expression(&mut self, binds_at_least: u8) -> Result<Ast, SyntaxError> {
        let mut left = self.unary()?;
        while let Some((op, binds)) = self.operator().filter(|(_, binds)| *binds >= binds_at_least) {
            self.next += 1;
            let right = self.expression(binds + 1)?;
            let at = left.at.start..right.at.end;
            left = Ast { at, kind: Kind::Binary { op, left: Box::new(left), right: Box::new(right) } };
        }
        Ok(left)
    }

    fn unary(&mut self) -> Result<Ast, SyntaxError> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            let at = self.peek().at.clone();
            let help = "split it into computed items";
            return Err(SyntaxError::new(at, format!("nested deeper than {DEPTH_MAX} levels"), help));
        }
        let tree = match self.peek().token {
            Token::Symbol("!") => self.negated(Kind::Not),
            Token::Symbol("-") => self.negated(Kind::Negate),
            Token::Symbol(_) | Token::Word(_) | Token::Number(_) | Token::Text(_) | Token::End => {
                self.primary()
            }
        };
        self.depth -= 1;
        tree
    }

    fn negated(&mut self, kind: fn(Box<Ast>) -> Kind) -> Result<Ast, SyntaxError> {
        let start = self.take().at.start;
        let operand = self.unary()?;
        Ok(Ast { at: start..operand.at.end, kind: kind(Box::new(operand)) })
    }

    fn primary(&mut self) -> Result<Ast, SyntaxError> {
        let Placed { token, at } = self.take();
        let kind = match token {
            Token::Number(number) => Kind::Number(number),
            Token::Text(text) => Kind::Text(text),
            Token::Word(word) if word == "true" || word == "false" => Kind::Bool(word == "true"),
            Token::Word(word) if word == "null" => Kind::Null,
            Token::Word(word) if word == "in" => {
                return Err(SyntaxError::new(
                    at,
                    "`in` needs something before it",
                    "for example: 'code' in item",
                ));
            }
            Token::Word(word) if word.eq_ignore_ascii_case("not") && self.starts_operand() => {
                return Err(SyntaxError::new(at, format!("`{word}` cannot stand here"), word_help(&word)));
            }
            Token::Word(function) if self.peek().token == Token::Symbol("(") => {
                self.next += 1;
                let (arguments, end) = self.list(")")?;
                let call = Kind::Call { function, function_at: at.clone(), arguments };
                return Ok(Ast { at: at.start..end, kind: call });
            }
            Token::Word(word) => Kind::Name(word),
            Token::Symbol("(") => {
                let inner = self.expression(0)?;
                let end = self.close(")")?;
                return Ok(Ast { at: at.start..end, kind: inner.kind });
            }
            Token::Symbol("[") => {
                let (items, end) = self.list("]")?;
                return Ok(Ast { at: at.start..end, kind: Kind::List(items) });
            }
            Token::Symbol(symbol) => {
                let help = "a name, a number, a text in quotes, or a parenthesis is expected";
                return Err(SyntaxError::new(at, format!("`{symbol}` cannot stand here"), help));
            }
            Token::End => {
                let before = at.start.saturating_sub(1)..at.end;
                return Err(SyntaxError::new(before, "the expression stops in the middle", "finish it"));
            }
        };
        Ok(Ast { at, kind })
    }

    fn starts_operand(&self) -> bool {
        match &self.peek().token {
            Token::Word(word) => word != "in",
            Token::Number(_) | Token::Text(_) => true,
            Token::Symbol(symbol) => *symbol == "(",
            Token::End => false,
        }
    }

    fn list(&mut self, close: &'static str) -> Result<(Vec<Ast>, usize), SyntaxError> {
        let mut items = Vec::new();
        if self.peek().token == Token::Symbol(close) {
            return Ok((items, self.take().at.end));
        }
        loop {
            items.push(self.expression(0)?);
            if self.peek().token != Token::Symbol(",") {
                return Ok((items, self.close(close)?));
            }
            self.next += 1;
        }
    }

    fn close(&mut self, close: &'static str) -> Result<usize, SyntaxError> {
        let placed = self.take();
        if placed.token == Token::Symbol(close) {
            return Ok(placed.at.end);
        }
        let at = if placed.token == Token::End {
            placed.at.start.saturating_sub(1)..placed.at.end
        } else {
            placed.at
        };
        Err(SyntaxError::new(at, format!("`{close}` is missing here"), format!("close with `{close}`")))
    }
}
