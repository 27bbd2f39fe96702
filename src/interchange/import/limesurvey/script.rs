//! ExpressionScript, LimeSurvey's language of conditions and of expressions in texts, as a tree.

/// Deeper nesting than anyone writes; keeps the reader's own stack small.
const DEPTH_MAX: usize = 60;
/// Longer than any condition that a person wrote.
const LENGTH_MAX: usize = 20_000;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Script {
    Text(String),
    Number(f64),
    /// A question, a subquestion or a property of one: `q1`, `q1_SQ001.NAOK`, `123X4X5`.
    Name(String),
    Not(Box<Script>),
    Negate(Box<Script>),
    Binary {
        op: Operator,
        left: Box<Script>,
        right: Box<Script>,
    },
    Call {
        function: String,
        arguments: Vec<Script>,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
}

impl Operator {
    /// How tightly it binds: the larger, the tighter.
    fn level(self) -> u8 {
        match self {
            Operator::Or => 1,
            Operator::And => 2,
            Operator::Equal | Operator::NotEqual => 3,
            Operator::Less | Operator::LessOrEqual | Operator::Greater | Operator::GreaterOrEqual => 4,
            Operator::Add | Operator::Subtract => 5,
            Operator::Multiply | Operator::Divide => 6,
        }
    }
}

/// The tree of an expression, or why it is none: a clause without a full stop.
pub(super) fn parse(text: &str) -> Result<Script, String> {
    if text.len() > LENGTH_MAX {
        return Err("the expression is longer than a condition can be".to_owned());
    }
    let mut parser = Parser { tokens: tokens(text)?, at: 0 };
    let tree = parser.expression(0, 0)?;
    match parser.peek() {
        None => Ok(tree),
        Some(token) => Err(format!("`{}` was not expected", token.shown())),
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Text(String),
    Number(f64),
    Name(String),
    Operator(Operator),
    Not,
    Open,
    Close,
    Comma,
}

impl Token {
    fn shown(&self) -> String {
        match self {
            Token::Text(text) => format!("\"{text}\""),
            Token::Number(number) => number.to_string(),
            Token::Name(name) => name.clone(),
            Token::Operator(operator) => format!("{operator:?}").to_lowercase(),
            Token::Not => "!".to_owned(),
            Token::Open => "(".to_owned(),
            Token::Close => ")".to_owned(),
            Token::Comma => ",".to_owned(),
        }
    }
}

fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let chars: Vec<char> = text.chars().collect();
    let mut at = 0;
    let mut found = Vec::new();
    while let Some(&c) = chars.get(at) {
        let next = chars.get(at + 1).copied();
        let (token, length) = match (c, next) {
            (c, _) if c.is_whitespace() || c == '\u{a0}' => {
                at += 1;
                continue;
            }
            ('"' | '\'', _) => quoted(&chars, at)?,
            ('(', _) => (Token::Open, 1),
            (')', _) => (Token::Close, 1),
            (',', _) => (Token::Comma, 1),
            ('=', Some('=')) => (Token::Operator(Operator::Equal), 2),
            ('!', Some('=')) => (Token::Operator(Operator::NotEqual), 2),
            ('<', Some('=')) => (Token::Operator(Operator::LessOrEqual), 2),
            ('>', Some('=')) => (Token::Operator(Operator::GreaterOrEqual), 2),
            ('&', Some('&')) => (Token::Operator(Operator::And), 2),
            ('|', Some('|')) => (Token::Operator(Operator::Or), 2),
            ('<', _) => (Token::Operator(Operator::Less), 1),
            ('>', _) => (Token::Operator(Operator::Greater), 1),
            ('!', _) => (Token::Not, 1),
            ('+', _) => (Token::Operator(Operator::Add), 1),
            ('-', _) => (Token::Operator(Operator::Subtract), 1),
            ('*', _) => (Token::Operator(Operator::Multiply), 1),
            ('/', _) => (Token::Operator(Operator::Divide), 1),
            ('=', _) => return Err("it sets a value (`=`)".to_owned()),
            (c, _) if c.is_ascii_digit() || c == '.' && next.is_some_and(|c| c.is_ascii_digit()) => {
                number_or_field(&chars, at)
            }
            (c, _) if c.is_alphabetic() || c == '_' => name(&chars, at),
            (c, _) => return Err(format!("`{c}` has no meaning there")),
        };
        found.push(token);
        at += length;
    }
    Ok(found)
}

fn quoted(chars: &[char], start: usize) -> Result<(Token, usize), String> {
    let quote = chars.get(start).copied();
    let mut text = String::new();
    let mut at = start + 1;
    while let Some(&c) = chars.get(at) {
        if Some(c) == quote {
            return Ok((Token::Text(text), at + 1 - start));
        }
        if c == '\\' && chars.get(at + 1).is_some_and(|next| matches!(next, '"' | '\'' | '\\')) {
            at += 1;
        }
        text.extend(chars.get(at));
        at += 1;
    }
    Err("a quote is not closed".to_owned())
}

/// `12.5`, or a field by its numbers: `123X45X678SQ001`.
fn number_or_field(chars: &[char], start: usize) -> (Token, usize) {
    let rest = || chars.iter().skip(start);
    let digits = rest().take_while(|c| c.is_ascii_digit()).count();
    if chars.get(start + digits) == Some(&'X') {
        return name(chars, start);
    }
    let number: String = rest().take_while(|c| c.is_ascii_digit() || **c == '.').collect();
    let length = number.chars().count();
    (number.parse().map_or_else(|_| Token::Name(number.clone()), Token::Number), length)
}

fn name(chars: &[char], start: usize) -> (Token, usize) {
    let belongs = |c: &char| c.is_alphanumeric() || matches!(c, '_' | '.' | ':' | '#');
    let word: String = chars.iter().skip(start).take_while(|c| belongs(c)).collect();
    let length = word.chars().count();
    let token = match word.to_ascii_lowercase().as_str() {
        "and" => Token::Operator(Operator::And),
        "or" => Token::Operator(Operator::Or),
        "eq" => Token::Operator(Operator::Equal),
        "ne" => Token::Operator(Operator::NotEqual),
        "lt" => Token::Operator(Operator::Less),
        "le" => Token::Operator(Operator::LessOrEqual),
        "gt" => Token::Operator(Operator::Greater),
        "ge" => Token::Operator(Operator::GreaterOrEqual),
        "not" => Token::Not,
        _ => Token::Name(word),
    };
    (token, length)
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn take(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token
    }

    /// An expression whose operators all bind tighter than `least`.
    fn expression(&mut self, least: u8, depth: usize) -> Result<Script, String> {
        if depth > DEPTH_MAX {
            return Err("it is nested too deep".to_owned());
        }
        let mut left = self.operand(depth)?;
        while let Some(Token::Operator(op)) = self.peek() {
            let op = *op;
            if op.level() <= least {
                break;
            }
            self.at += 1;
            let right = self.expression(op.level(), depth + 1)?;
            left = Script::Binary { op, left: Box::new(left), right: Box::new(right) };
        }
        Ok(left)
    }

    fn operand(&mut self, depth: usize) -> Result<Script, String> {
        if depth > DEPTH_MAX {
            return Err("it is nested too deep".to_owned());
        }
        match self.take() {
            Some(Token::Not) => Ok(Script::Not(Box::new(self.operand(depth + 1)?))),
            Some(Token::Operator(Operator::Subtract)) => {
                Ok(Script::Negate(Box::new(self.operand(depth + 1)?)))
            }
            Some(Token::Operator(Operator::Add)) => self.operand(depth + 1),
            Some(Token::Text(text)) => Ok(Script::Text(text)),
            Some(Token::Number(number)) => Ok(Script::Number(number)),
            Some(Token::Open) => {
                let inner = self.expression(0, depth + 1)?;
                self.expect_close()?;
                Ok(inner)
            }
            Some(Token::Name(function)) if self.peek() == Some(&Token::Open) => {
                self.at += 1;
                let arguments = self.arguments(depth + 1)?;
                Ok(Script::Call { function, arguments })
            }
            Some(Token::Name(name)) => Ok(Script::Name(name)),
            Some(token) => Err(format!("`{}` was not expected", token.shown())),
            None => Err("it breaks off".to_owned()),
        }
    }

    fn arguments(&mut self, depth: usize) -> Result<Vec<Script>, String> {
        let mut arguments = Vec::new();
        if self.peek() == Some(&Token::Close) {
            self.at += 1;
            return Ok(arguments);
        }
        loop {
            arguments.push(self.expression(0, depth)?);
            match self.take() {
                Some(Token::Comma) => {}
                Some(Token::Close) => return Ok(arguments),
                Some(token) => return Err(format!("`{}` was not expected", token.shown())),
                None => return Err("it breaks off".to_owned()),
            }
        }
    }

    fn expect_close(&mut self) -> Result<(), String> {
        match self.take() {
            Some(Token::Close) => Ok(()),
            Some(token) => Err(format!("`{}` was not expected", token.shown())),
            None => Err("a parenthesis is not closed".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(tree: &Script) -> String {
        match tree {
            Script::Text(text) => format!("'{text}'"),
            Script::Number(number) => number.to_string(),
            Script::Name(name) => name.clone(),
            Script::Not(inner) => format!("!{}", shown(inner)),
            Script::Negate(inner) => format!("-{}", shown(inner)),
            Script::Binary { op, left, right } => format!("({} {op:?} {})", shown(left), shown(right)),
            Script::Call { function, arguments } => {
                format!("{function}({})", arguments.iter().map(shown).collect::<Vec<_>>().join(","))
            }
        }
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(parse(text).map(|tree| shown(&tree)).as_deref(), Ok(expected), "{text}");
    }

    #[test]
    fn operators_bind_as_in_limesurvey() {
        check("a == 1 or b ne 'x' and !c", "((a Equal 1) Or ((b NotEqual 'x') And !c))");
        check("a - b - 1", "((a Subtract b) Subtract 1)");
        check("((123X45X678SQ001.NAOK == \"Y\"))", "(123X45X678SQ001.NAOK Equal 'Y')");
        check("count(self.sq, that.q) >= -2.5", "(count(self.sq,that.q) GreaterOrEqual -2.5)");
        check("is_empty(a.NAOK)", "is_empty(a.NAOK)");
        check("a == \"say \\\"so\\\"\"", "(a Equal 'say \"so\"')");
    }

    #[test]
    fn what_is_no_condition_says_why() {
        for text in ["", "a ==", "(a", "a = 3", "a ? b", "f(a", "'open", "a b", ")"] {
            assert!(parse(text).is_err(), "{text}");
        }
        assert!(parse(&"(".repeat(5000)).unwrap_err().contains("deep"));
        assert!(parse(&"!".repeat(5000)).unwrap_err().contains("deep"));
    }
}
