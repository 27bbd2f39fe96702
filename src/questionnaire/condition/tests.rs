//! Conditions on somebody who answered everything and on somebody who answered nothing; mistakes and their places.

use super::*;
use crate::diagnostics::{Code, Diagnostic, FileId};

/// `single` of a, b, 10; `age` a number; `born` a date; `tools` a multiple; `best` a ranking; `name` a text;
/// `size` a single of 1, 2, 3; `later` comes later. The reference's place is its place in this list.
struct Names;

const NAMES: [&str; 7] = ["single", "age", "born", "tools", "best", "name", "size"];

fn codes(codes: &[&str]) -> Vec<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

impl Scope for Names {
    fn find(&self, name: &str) -> Found {
        let kind = match name {
            "single" => NameKind::Single { codes: codes(&["a", "b", "10"]) },
            "age" => NameKind::Number,
            "born" => NameKind::Date,
            "tools" => NameKind::Multiple { codes: codes(&["x", "y"]) },
            "best" => NameKind::Ranking { codes: codes(&["x", "y"]) },
            "name" => NameKind::Text,
            "size" => NameKind::Single { codes: codes(&["1", "2", "3"]) },
            "later" => return Found::Later(None),
            _ => return Found::Nothing,
        };
        let at = NAMES.iter().position(|known| *known == name).unwrap();
        Found::Name(Named { references: vec![Reference::Variable(VariableIndex(at))], kind })
    }

    fn names(&self) -> Vec<String> {
        NAMES.map(str::to_owned).to_vec()
    }
}

/// Somebody who answered all of it, or nothing.
struct Person {
    answered: bool,
}

impl Facts for Person {
    fn value(&self, reference: Reference) -> Value {
        let Reference::Variable(variable) = reference else { return Value::Unknown };
        if !self.answered {
            return Value::Unknown;
        }
        match variable.0 {
            0 => Value::Text("a".into()),
            1 => Value::Number(30.0),
            2 => Value::Number(days_since_epoch(NaiveDate::from_ymd_opt(2000, 1, 31).unwrap())),
            5 => Value::Text("Kim".into()),
            6 => Value::Text("2".into()),
            _ => Value::Unknown,
        }
    }
    fn has(&self, _: Reference, code: &str) -> Option<bool> {
        self.answered.then_some(code == "x")
    }
    fn size(&self, _: Reference) -> Option<usize> {
        self.answered.then_some(1)
    }
    fn rank(&self, _: Reference, code: &str) -> Option<usize> {
        (self.answered && code == "y").then_some(1)
    }
    fn answered(&self, _: Reference) -> bool {
        self.answered
    }
    fn asked(&self, _: Reference) -> bool {
        true
    }
}

fn compiled(text: &str) -> Result<Condition, Vec<Diagnostic>> {
    let mut diagnostics = Vec::new();
    let at = Span::new(FileId(0), 100, 100 + text.len());
    match compile(text, at, &Names, &mut diagnostics) {
        Some(condition) if diagnostics.is_empty() => Ok(condition),
        _ => Err(diagnostics),
    }
}

#[test]
fn conditions_are_true_false_or_unknown() {
    for (text, full, empty) in [
        ("single == 'a'", Some(true), None),
        ("single != 'a'", Some(false), None),
        ("single == 10", Some(false), None),
        ("single in ['b', 10]", Some(false), None),
        ("size >= 2 && size < 3", Some(true), None),
        ("age * 2 + 1 == 61", Some(true), None),
        ("-age < 0", Some(true), None),
        ("age / 0 > 1", None, None),
        ("born > '1999-12-31'", Some(true), None),
        ("born == '2000-01-31'", Some(true), None),
        ("'x' in tools", Some(true), None),
        ("has(tools, 'y')", Some(false), None),
        ("size(tools) == 1", Some(true), None),
        ("rank(best, 'y') == 1", Some(true), None),
        ("rank(best, 'x') == 1", None, None),
        ("name == 'Kim'", Some(true), None),
        ("answered(single)", Some(true), Some(false)),
        ("asked(tools) && !answered(tools)", Some(false), Some(true)),
        ("single == 'a' || true", Some(true), Some(true)),
        ("single == 'a' && false", Some(false), Some(false)),
        ("!(single == 'a')", Some(false), None),
        ("min(age, 10) == 10 && max(age, 10) == 30 && sum(age, 1) == 31", Some(true), None),
        ("round(age / 7, 1) == 4.3", Some(true), None),
        ("single == 'b' || single == 'a' && age > 40", Some(false), None),
    ] {
        let condition = compiled(text).unwrap_or_else(|errors| panic!("{text}: {errors:?}"));
        let value = |answered| match evaluate(&condition.expr, &Person { answered }) {
            Value::Bool(bool) => Some(bool),
            Value::Unknown => None,
            other => panic!("{text}: {other:?}"),
        };
        assert_eq!((value(true), value(false)), (full, empty), "{text}");
    }
}

#[test]
fn mistakes_are_named_with_their_place() {
    for (text, code, underlined) in [
        ("single == 'c'", Code::UnknownCode, "'c'"),
        ("singel == 'a'", Code::UnknownName, "singel"),
        ("later == 'a'", Code::ForwardReference, "later"),
        ("age == null", Code::ComparedWithNull, "null"),
        ("age == 'x'", Code::TypeMismatch, "'x'"),
        ("single > 1", Code::TypeMismatch, "single"),
        ("tools == 'x'", Code::TypeMismatch, "tools"),
        ("'a' in single", Code::TypeMismatch, "single"),
        ("single = 'a'", Code::Syntax, "="),
        ("single == 'a' and age > 3", Code::Syntax, "and"),
        ("single == 'a", Code::Syntax, "'a"),
        ("(age > 3", Code::Syntax, "3"),
        ("age", Code::TypeMismatch, "age"),
        ("age + single > 3", Code::TypeMismatch, "single"),
        ("answred(age)", Code::UnknownFunction, "answred"),
        ("has(tools)", Code::UnknownFunction, "has(tools)"),
        ("today(born) > born", Code::UnknownFunction, "today(born)"),
        ("years_between(born, age) > 3", Code::TypeMismatch, "age"),
        ("born > 'yesterday'", Code::TypeMismatch, "'yesterday'"),
        ("1 == 1", Code::TypeMismatch, "1 == 1"),
        ("single in []", Code::TypeMismatch, "[]"),
        ("", Code::Syntax, ""),
    ] {
        let errors = compiled(text).expect_err(text);
        assert_eq!(errors.len(), 1, "{text}: {errors:?}");
        assert_eq!(errors[0].code, code, "{text}: {errors:?}");
        let start = errors[0].span.start as usize - 100;
        let end = (errors[0].span.end as usize - 100).min(text.len());
        assert_eq!(text.get(start..end).unwrap(), underlined, "{text}");
        assert!(!errors[0].help.is_empty(), "{text}");
    }
}

#[test]
fn one_look_shows_all_mistakes() {
    let errors = compiled("single == 'c' && age == 'x' || nothing > 3").expect_err("three mistakes");
    assert_eq!(
        errors.iter().map(|error| error.code).collect::<Vec<_>>(),
        [Code::UnknownCode, Code::TypeMismatch, Code::UnknownName]
    );
}

#[test]
fn long_and_deep_expressions_are_refused_not_crashed_on() {
    for text in [
        "(".repeat(100_000),
        "!".repeat(100_000),
        "age > 1 && ".repeat(10_000),
        "[".repeat(5_000),
        format!("age > 1{}", " && age > 1".repeat(300)),
    ] {
        let good = text.starts_with("age > 1 && age > 1 && age") && text.len() < 10_000;
        assert_eq!(compiled(&text).is_ok(), good);
    }
}
