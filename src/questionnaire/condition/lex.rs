//! An expression's text as tokens, each with its place in the text.

use std::ops::Range;

/// The longest expression read: two thousand tokens are some forty conditions joined, far more than a person reviews.
pub(super) const TOKENS_MAX: usize = 2_000;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Number(f64),
    Text(String),
    /// `q4`, `q7.r1`, `wave.id`, and the words `in`, `true`, `false`, `null`.
    Word(String),
    Symbol(&'static str),
    End,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Placed {
    pub token: Token,
    pub at: Range<usize>,
}

/// Why an expression cannot be read, where, and what to write instead.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SyntaxError {
    pub at: Range<usize>,
    pub message: String,
    pub help: String,
}

impl SyntaxError {
    pub(super) fn new(at: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> SyntaxError {
        SyntaxError { at, message: message.into(), help: help.into() }
    }
}

const SYMBOLS: [&str; 17] =
    ["==", "!=", "<=", ">=", "&&", "||", "<", ">", "!", "+", "-", "*", "/", "(", ")", "[", "]"];

/// What people write out of habit, and what stands for it here.
const HABITS: [(&str, &str); 8] = [
    ("===", "write `==`"),
    ("<>", "write `!=`"),
    ("=", "write `==` to compare"),
    ("&", "write `&&`"),
    ("|", "write `||`"),
    ("“", "use straight quotes: '…'"),
    ("”", "use straight quotes: '…'"),
    ("’", "use straight quotes: '…'"),
];

/// The tokens of `text`, closed by [`Token::End`].
pub(super) fn tokens(text: &str) -> Result<Vec<Placed>, SyntaxError> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let first = rest.chars().next().unwrap_or(' ');
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let (token, length) = token(rest, first, at)?;
        found.push(Placed { token, at: at..at + length });
        at += length;
        if found.len() > TOKENS_MAX {
            return Err(SyntaxError::new(
                at..text.len(),
                format!("an expression of more than {TOKENS_MAX} parts"),
                "move a part of it into a computed item and name that",
            ));
        }
    }
    found.push(Placed { token: Token::End, at: text.len()..text.len() });
    Ok(found)
}

fn token(rest: &str, first: char, at: usize) -> Result<(Token, usize), SyntaxError> {
    if first.is_ascii_digit() {
        return number(rest, at);
    }
    if first.is_alphabetic() || first == '_' {
        let length = rest
            .char_indices()
            .find(|(_, c)| !(c.is_alphanumeric() || matches!(c, '_' | '.')))
            .map_or(rest.len(), |(end, _)| end);
        let word = rest.get(..length).unwrap_or_default().trim_end_matches('.');
        return Ok((Token::Word(word.to_owned()), word.len()));
    }
    if first == '\'' || first == '"' {
        return quoted(rest, first, at);
    }
    if rest.starts_with(',') {
        return Ok((Token::Symbol(","), 1));
    }
    let habit = HABITS.iter().find(|(written, _)| rest.starts_with(written));
    let symbol = SYMBOLS.iter().find(|symbol| rest.starts_with(**symbol));
    match (symbol, habit) {
        (Some(symbol), habit) if habit.is_none_or(|(written, _)| written.len() <= symbol.len()) => {
            Ok((Token::Symbol(symbol), symbol.len()))
        }
        (_, Some((written, help))) => Err(SyntaxError::new(
            at..at + written.len(),
            format!("`{written}` means nothing in an expression"),
            *help,
        )),
        (_, None) => Err(SyntaxError::new(
            at..at + first.len_utf8(),
            format!("`{first}` means nothing in an expression"),
            "an expression has names, numbers, texts in quotes, and == != < <= > >= && || ! in + - * / ( )",
        )),
    }
}

fn number(rest: &str, at: usize) -> Result<(Token, usize), SyntaxError> {
    let length =
        rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '_'))).unwrap_or(rest.len());
    let written = rest.get(..length).unwrap_or_default();
    let plain = written.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    match written.parse::<f64>() {
        Ok(number) if plain && number.is_finite() => Ok((Token::Number(number), length)),
        Ok(_) | Err(_) => Err(SyntaxError::new(
            at..at + length,
            format!("`{written}` is neither a number nor a name"),
            "a code that starts with a digit is written in quotes: '10a'",
        )),
    }
}

fn quoted(rest: &str, quote: char, at: usize) -> Result<(Token, usize), SyntaxError> {
    let mut text = String::new();
    let mut escaped = false;
    for (index, c) in rest.char_indices().skip(1) {
        match c {
            c if escaped => {
                text.push(match c {
                    'n' => '\n',
                    't' => '\t',
                    other => other,
                });
                escaped = false;
            }
            '\\' => escaped = true,
            c if c == quote => return Ok((Token::Text(text), index + 1)),
            c => text.push(c),
        }
    }
    Err(SyntaxError::new(
        at..at + rest.len(),
        "a text that is not closed",
        format!("put another {quote} where the text ends"),
    ))
}
