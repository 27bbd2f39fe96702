//! LimeSurvey's conditions as conditions of ours.
//!
//! There, an unanswered question is an empty text, and a question that was not asked makes the whole condition false
//! unless its name ends in `.NAOK`. Both are written out, so that who is asked there is asked here.

use std::collections::BTreeMap;

use super::script::{Operator, Script};
use super::symbols::{Symbols, Target, split};
use super::tables::Row;
use crate::interchange::import::expression::{Arithmetic, Comparison, Expression, Function, Untranslatable};

type Outcome = Result<Expression, Untranslatable>;

/// Where a condition stands.
pub(super) struct Scope<'a> {
    pub(super) symbols: &'a Symbols,
    /// The code of the question it belongs to, for `self` and `this`.
    pub(super) own: Option<&'a str>,
    /// Items that everybody has answered who comes to a condition.
    pub(super) always_answered: &'a dyn Fn(&str) -> bool,
}

impl Scope<'_> {
    /// The condition; `None` where it always holds.
    pub(super) fn condition(&self, script: &Script) -> Result<Option<Expression>, Untranslatable> {
        match constant(script) {
            Some(true) => return Ok(None),
            Some(false) => return Err(Untranslatable::new("it never holds")),
            None => {}
        }
        let tree = self.truth(script)?.two_valued(self.always_answered);
        let mut strict = Vec::new();
        self.collect_strict(script, &mut strict);
        // A plain conjunction of comparisons is unknown anyway where something was not asked.
        if is_plain(&tree) {
            return Ok(Some(tree));
        }
        let asked = strict.into_iter().map(Expression::Asked);
        Ok(Expression::all(asked.chain([tree])))
    }

    /// Items whose not being asked makes the condition false.
    fn collect_strict(&self, script: &Script, found: &mut Vec<String>) {
        match script {
            Script::Name(name) => {
                let (name, property) = split(name);
                let symbol = self.symbols.find(name);
                if let Some(asked) = symbol.and_then(|symbol| symbol.asked.as_ref())
                    && !matches!(property, "NAOK" | "valueNAOK" | "relevanceStatus" | "shown")
                    && !found.contains(asked)
                {
                    found.push(asked.clone());
                }
            }
            Script::Text(_) | Script::Number(_) => {}
            Script::Not(inner) | Script::Negate(inner) => self.collect_strict(inner, found),
            Script::Binary { left, right, .. } => {
                self.collect_strict(left, found);
                self.collect_strict(right, found);
            }
            // What was not asked is empty, and counts as nothing.
            Script::Call { function, .. } if function == "is_empty" || function == "count" => {}
            Script::Call { arguments, .. } => {
                arguments.iter().for_each(|argument| self.collect_strict(argument, found));
            }
        }
    }

    fn truth(&self, script: &Script) -> Outcome {
        match script {
            Script::Not(inner) => Ok(Expression::Not(Box::new(self.truth(inner)?))),
            Script::Binary { op: Operator::And, left, right } => {
                joined(Expression::all, self.known_or(left)?, self.known_or(right)?, true)
            }
            Script::Binary { op: Operator::Or, left, right } => {
                joined(Expression::any, self.known_or(left)?, self.known_or(right)?, false)
            }
            Script::Binary { op, left, right } => match comparison(*op) {
                Some(op) => self.compare(op, left, right),
                None => Err(Untranslatable::new("a number stands where a condition should")),
            },
            Script::Call { function, arguments } => self.predicate(function, arguments),
            Script::Name(_) => match self.target(script)? {
                Target::Tick { name, code } => Ok(Expression::Has { item: name, code }),
                Target::Number(name) => {
                    Ok(Expression::compare(Comparison::NotEqual, Expression::Name(name.clone()), zero()))
                        .map(|tree| Expression::And(vec![Expression::Answered(name), tree]))
                }
                target => self.answered(&target),
            },
            Script::Text(_) | Script::Number(_) | Script::Negate(_) => {
                Err(Untranslatable::new("a value stands where a condition should"))
            }
        }
    }

    /// A part of an `and` or `or`: known beforehand, or a condition.
    fn known_or(&self, script: &Script) -> Result<Result<bool, Expression>, Untranslatable> {
        match constant(script) {
            Some(known) => Ok(Ok(known)),
            None => self.truth(script).map(Err),
        }
    }

    fn predicate(&self, function: &str, arguments: &[Script]) -> Outcome {
        match (function, arguments) {
            ("is_empty", [argument]) => {
                let target = self.target(argument)?;
                Ok(Expression::Not(Box::new(self.answered(&target)?)))
            }
            ("count", _) => Expression::any(self.each_answered(arguments)?)
                .ok_or_else(|| Untranslatable::new("it counts nothing")),
            ("intval" | "floatval" | "trim", [argument]) => self.truth(argument),
            _ => Err(Untranslatable::new(format!("`{function}()` has no like here"))),
        }
    }

    fn compare(&self, op: Comparison, left: &Script, right: &Script) -> Outcome {
        let (left, right, op) = match (is_literal(left), is_literal(right)) {
            (true, false) => (right, left, op.flipped()),
            _ => (left, right, op),
        };
        if let Script::Call { function, arguments } = left
            && let Some(tree) = self.count(function, arguments, op, right)
        {
            return tree;
        }
        if let Script::Name(name) = left
            && split(name).1 == "relevanceStatus"
        {
            let (name, _) = split(name);
            let asked = self.symbols.find(name).and_then(|symbol| symbol.asked.clone());
            let asked = asked.map_or(Expression::Bool(true), Expression::Asked);
            let on = matches!(right, Script::Number(number) if *number > 0.0)
                || matches!(right, Script::Text(text) if text == "1");
            return Ok(if on == (op == Comparison::Equal) { asked } else { asked.negated() });
        }
        match (unwrapped(left), unwrapped(right)) {
            (Script::Name(_), literal @ (Script::Text(_) | Script::Number(_) | Script::Negate(_))) => {
                let target = self.target(unwrapped(left))?;
                self.compare_to_literal(op, &target, literal)
            }
            (left, right) => Ok(Expression::compare(op, self.number(left)?, self.number(right)?)),
        }
    }

    fn compare_to_literal(&self, op: Comparison, target: &Target, literal: &Script) -> Outcome {
        let text = literal_text(literal);
        if text.is_empty() {
            let answered = self.answered(target)?;
            return match op {
                Comparison::Equal | Comparison::LessOrEqual => Ok(Expression::Not(Box::new(answered))),
                Comparison::NotEqual | Comparison::Greater => Ok(answered),
                Comparison::Less | Comparison::GreaterOrEqual => {
                    Err(Untranslatable::new("it compares with nothing"))
                }
            };
        }
        match target {
            Target::Single { name, codes } => compare_code(op, name, codes, &text),
            Target::Number(name) => match text.trim().parse::<f64>() {
                Ok(number) => {
                    Ok(Expression::compare(op, Expression::Name(name.clone()), Expression::Number(number)))
                }
                Err(_) => Err(Untranslatable::new(format!("`{text}` is no number"))),
            },
            Target::Text(name) => match op {
                Comparison::Equal | Comparison::NotEqual => {
                    Ok(Expression::compare(op, Expression::Name(name.clone()), Expression::Text(text)))
                }
                _ => Err(Untranslatable::new("texts have no order here")),
            },
            Target::Date(name) => {
                let day = text.get(..10).unwrap_or(&text);
                if chrono::NaiveDate::parse_from_str(day, "%Y-%m-%d").is_err() {
                    return Err(Untranslatable::new(format!("`{text}` is no date")));
                }
                Ok(Expression::compare(op, Expression::Name(name.clone()), Expression::text(day)))
            }
            Target::Tick { name, code } => {
                let has = Expression::Has { item: name.clone(), code: code.clone() };
                let ticked = matches!(text.as_str(), "Y" | "1");
                match op {
                    Comparison::Equal if ticked => Ok(has),
                    Comparison::NotEqual if ticked => Ok(Expression::Not(Box::new(has))),
                    _ => Err(Untranslatable::new(format!("a tick is never “{text}”"))),
                }
            }
            Target::Place { name, codes, place } => {
                let code = ours(codes, &text)?;
                let rank = Expression::Rank { item: name.clone(), code };
                match op {
                    Comparison::Equal | Comparison::NotEqual => {
                        Ok(Expression::compare(op, rank, Expression::Number(*place as f64)))
                    }
                    _ => Err(Untranslatable::new("answers of a ranking have no order")),
                }
            }
            Target::Multiple { .. } | Target::Ranking { .. } | Target::Several(_) => {
                Err(Untranslatable::new("the question has several answers; one of them must be named"))
            }
            Target::Specify { .. } => {
                Err(Untranslatable::new("what was written beside an option cannot be compared here"))
            }
            Target::Lost => Err(lost()),
        }
    }

    /// `count(…)`, `sum(…)` and their kin compared with a number; `None` where the function is none of them.
    fn count(&self, function: &str, arguments: &[Script], op: Comparison, right: &Script) -> Option<Outcome> {
        let Script::Number(wanted) = number_of(right)? else { return None };
        match (function, arguments) {
            ("count", _) => Some(self.count_answers(arguments, op, wanted)),
            ("countif", [Script::Text(code), rest @ ..]) if code == "Y" => {
                Some(self.count_answers(rest, op, wanted))
            }
            ("strlen", [argument]) => {
                let answered = self.target(argument).and_then(|target| self.answered(&target));
                Some(presence(op, wanted, answered))
            }
            _ => None,
        }
    }

    fn count_answers(&self, arguments: &[Script], op: Comparison, wanted: f64) -> Outcome {
        if let Some(multiple) = self.whole_multiple(arguments)? {
            return Ok(Expression::compare(op, Expression::Size(multiple), Expression::Number(wanted)));
        }
        let each = self.each_answered(arguments)?;
        let all = each.len() as f64;
        let same = |left: f64, right: f64| left.total_cmp(&right).is_eq();
        match op {
            Comparison::Equal | Comparison::GreaterOrEqual if same(wanted, all) => {
                Expression::all(each).ok_or_else(|| Untranslatable::new("it counts nothing"))
            }
            _ => presence(
                op,
                wanted,
                Expression::any(each).ok_or_else(|| Untranslatable::new("it counts nothing")),
            ),
        }
    }

    /// The item all of whose options the arguments name.
    fn whole_multiple(&self, arguments: &[Script]) -> Result<Option<String>, Untranslatable> {
        let mut named: Vec<(String, String)> = Vec::new();
        for argument in arguments {
            match self.target(argument)? {
                Target::Multiple { name, .. } if arguments.len() == 1 => return Ok(Some(name)),
                Target::Tick { name, code } => named.push((name, code)),
                _ => return Ok(None),
            }
        }
        let Some((first, _)) = named.first().cloned() else { return Ok(None) };
        let codes = self.symbols.options_of(&first);
        let covered = !codes.is_empty()
            && named.iter().all(|(name, _)| *name == first)
            && codes.iter().all(|code| named.iter().any(|(_, named)| named == code));
        Ok(covered.then_some(first))
    }

    fn each_answered(&self, arguments: &[Script]) -> Result<Vec<Expression>, Untranslatable> {
        let mut each = Vec::new();
        for argument in arguments {
            match self.target(argument)? {
                Target::Several(parts) => {
                    for part in parts {
                        each.push(self.answered(&part)?);
                    }
                }
                target => each.push(self.answered(&target)?),
            }
        }
        Ok(each)
    }

    /// Whether something was answered.
    fn answered(&self, target: &Target) -> Outcome {
        match target {
            Target::Single { name, .. }
            | Target::Number(name)
            | Target::Text(name)
            | Target::Date(name)
            | Target::Multiple { name, .. }
            | Target::Ranking { name, .. } => Ok(Expression::Answered(name.clone())),
            Target::Tick { name, code } | Target::Specify { name, code } => {
                Ok(Expression::Has { item: name.clone(), code: code.clone() })
            }
            Target::Place { name, place: 1, .. } => Ok(Expression::Answered(name.clone())),
            Target::Place { .. } => {
                Err(Untranslatable::new("whether a place was given cannot be asked here"))
            }
            Target::Several(parts) => {
                let each: Result<Vec<_>, _> = parts.iter().map(|part| self.answered(part)).collect();
                Expression::any(each?).ok_or_else(lost)
            }
            Target::Lost => Err(lost()),
        }
    }

    /// A value to calculate or to compare with.
    pub(super) fn number(&self, script: &Script) -> Outcome {
        match script {
            Script::Number(number) => Ok(Expression::Number(*number)),
            Script::Text(text) => match text.trim().parse() {
                Ok(number) => Ok(Expression::Number(number)),
                Err(_) => Ok(Expression::Text(text.clone())),
            },
            Script::Negate(inner) => Ok(Expression::Negate(Box::new(self.number(inner)?))),
            Script::Name(_) => match self.target(script)? {
                Target::Number(name)
                | Target::Single { name, .. }
                | Target::Date(name)
                | Target::Text(name) => Ok(Expression::Name(name)),
                Target::Lost => Err(lost()),
                Target::Multiple { .. }
                | Target::Tick { .. }
                | Target::Ranking { .. }
                | Target::Place { .. }
                | Target::Specify { .. }
                | Target::Several(_) => {
                    Err(Untranslatable::new("it calculates with something that is no number"))
                }
            },
            Script::Binary { op, left, right } => match calculation(*op) {
                Some(op) => Ok(Expression::arithmetic(op, self.number(left)?, self.number(right)?)),
                None => Err(Untranslatable::new("it calculates with a condition")),
            },
            Script::Call { function, arguments } => self.function(function, arguments),
            Script::Not(_) => Err(Untranslatable::new("it calculates with a condition")),
        }
    }

    fn function(&self, function: &str, arguments: &[Script]) -> Outcome {
        let ours = match function {
            "sum" => Function::Sum,
            "min" => Function::Min,
            "max" => Function::Max,
            "round" => Function::Round,
            "intval" | "floatval" => {
                return match arguments {
                    [one] => self.number(one),
                    _ => Err(Untranslatable::new(format!("`{function}()` takes one value"))),
                };
            }
            "count" => {
                return self.whole_multiple(arguments)?.map(Expression::Size).ok_or_else(|| {
                    Untranslatable::new("`count()` counts answers of one multiple only here")
                });
            }
            _ => return Err(Untranslatable::new(format!("`{function}()` has no like here"))),
        };
        let mut values = Vec::new();
        for argument in arguments {
            let several = match argument {
                Script::Name(_) => match self.target(argument)? {
                    Target::Several(parts) => Some(parts),
                    _ => None,
                },
                _ => None,
            };
            match several {
                Some(parts) => {
                    for part in parts {
                        match part {
                            Target::Number(name) => values.push(Expression::Name(name)),
                            _ => {
                                return Err(Untranslatable::new(
                                    "it calculates with something that is no number",
                                ));
                            }
                        }
                    }
                }
                None => values.push(self.number(argument)?),
            }
        }
        Ok(Expression::Call { function: ours, arguments: values })
    }

    /// What a name stands for here.
    fn target(&self, script: &Script) -> Result<Target, Untranslatable> {
        let Script::Name(full) = unwrapped(script) else {
            return Err(Untranslatable::new("a question's code was expected"));
        };
        let (name, property) = split(full);
        let name = match name {
            "self" | "this" => self.own.unwrap_or(name),
            name => name,
        };
        if !matches!(property, "" | "NAOK" | "code" | "value" | "valueNAOK") && !property.starts_with("sq") {
            return Err(Untranslatable::new(format!("`.{property}` has no like here")));
        }
        if name.starts_with("TOKEN") {
            return Err(Untranslatable::new("attributes of participants are not known here"));
        }
        match self.symbols.find(name) {
            Some(symbol) if symbol.target == Target::Lost => Err(lost()),
            Some(symbol) => Ok(symbol.target.clone()),
            None => Err(Untranslatable::new(format!("no question has the code `{name}`"))),
        }
    }
}

fn lost() -> Untranslatable {
    Untranslatable::new("it depends on a question that could not be carried over")
}

/// A comparison with one of the question's codes.
fn compare_code(op: Comparison, name: &str, codes: &[(String, String)], text: &str) -> Outcome {
    match op {
        Comparison::Equal | Comparison::NotEqual => {
            let code = ours(codes, text)?;
            Ok(Expression::compare(op, Expression::name(name), Expression::Text(code)))
        }
        _ => {
            let whole = codes.iter().all(|(_, code)| code.parse::<i64>().is_ok());
            match text.trim().parse::<f64>() {
                Ok(number) if whole => {
                    Ok(Expression::compare(op, Expression::name(name), Expression::Number(number)))
                }
                _ => Err(Untranslatable::new("its codes are not all whole numbers, so they have no order")),
            }
        }
    }
}

fn ours(codes: &[(String, String)], foreign: &str) -> Result<String, Untranslatable> {
    let found = codes.iter().find(|(known, _)| known == foreign).or_else(|| {
        let number: f64 = foreign.parse().ok()?;
        codes
            .iter()
            .find(|(known, _)| known.parse::<f64>().is_ok_and(|known| known.total_cmp(&number).is_eq()))
    });
    match found {
        Some((_, code)) => Ok(code.clone()),
        None => Err(Untranslatable::new(format!("no answer has the code `{foreign}`"))),
    }
}

/// A count compared with a number, where only “none” and “any” can be told apart.
fn presence(op: Comparison, wanted: f64, any: Outcome) -> Outcome {
    let is = |number: f64| wanted.total_cmp(&number).is_eq();
    let any = any?;
    match op {
        Comparison::Greater | Comparison::NotEqual if is(0.0) => Ok(any),
        Comparison::GreaterOrEqual if is(1.0) => Ok(any),
        Comparison::Equal | Comparison::LessOrEqual if is(0.0) => Ok(Expression::Not(Box::new(any))),
        Comparison::Less if is(1.0) => Ok(Expression::Not(Box::new(any))),
        _ => Err(Untranslatable::new("it counts answers to several questions")),
    }
}

fn joined(
    join: fn([Expression; 2]) -> Option<Expression>,
    left: Result<bool, Expression>,
    right: Result<bool, Expression>,
    neutral: bool,
) -> Outcome {
    match (left, right) {
        (Err(left), Err(right)) => join([left, right]).ok_or_else(|| Untranslatable::new("it says nothing")),
        (Ok(known), Err(tree)) | (Err(tree), Ok(known)) => {
            Ok(if known == neutral { tree } else { Expression::Bool(known) })
        }
        (Ok(left), Ok(right)) => Ok(Expression::Bool(if neutral { left && right } else { left || right })),
    }
}

/// Whether an expression of no names is true.
fn constant(script: &Script) -> Option<bool> {
    match script {
        Script::Number(number) => Some(number.total_cmp(&0.0).is_ne()),
        Script::Text(text) => Some(!matches!(text.as_str(), "" | "0")),
        Script::Name(name) if name == "true" => Some(true),
        Script::Name(name) if name == "false" => Some(false),
        Script::Not(inner) => constant(inner).map(|known| !known),
        Script::Binary { op: Operator::And, left, right } => match (constant(left), constant(right)) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        },
        Script::Binary { op: Operator::Or, left, right } => match (constant(left), constant(right)) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (Some(false), Some(false)) => Some(false),
            _ => None,
        },
        Script::Binary { .. } | Script::Name(_) | Script::Negate(_) | Script::Call { .. } => None,
    }
}

/// Whether it is unknown, and so does not hold, as soon as one of its items was not asked.
fn is_plain(tree: &Expression) -> bool {
    match tree {
        Expression::Compare { .. }
        | Expression::Has { .. }
        | Expression::Answered(_)
        | Expression::OneOf { .. } => true,
        Expression::And(parts) => parts.iter().all(is_plain),
        _ => false,
    }
}

/// Without the functions that change nothing here.
fn unwrapped(script: &Script) -> &Script {
    match script {
        Script::Call { function, arguments }
            if matches!(function.as_str(), "intval" | "floatval" | "trim") =>
        {
            match arguments.as_slice() {
                [one] => unwrapped(one),
                _ => script,
            }
        }
        _ => script,
    }
}

fn is_literal(script: &Script) -> bool {
    matches!(script, Script::Text(_) | Script::Number(_))
}

/// The script where it is a number, also one in quotes.
fn number_of(script: &Script) -> Option<Script> {
    match script {
        Script::Number(number) => Some(Script::Number(*number)),
        Script::Text(text) => text.trim().parse().ok().map(Script::Number),
        _ => None,
    }
}

fn literal_text(script: &Script) -> String {
    match script {
        Script::Text(text) => text.clone(),
        Script::Number(number) => number.to_string(),
        Script::Negate(inner) => format!("-{}", literal_text(inner)),
        Script::Name(_) | Script::Not(_) | Script::Binary { .. } | Script::Call { .. } => String::new(),
    }
}

fn comparison(op: Operator) -> Option<Comparison> {
    match op {
        Operator::Equal => Some(Comparison::Equal),
        Operator::NotEqual => Some(Comparison::NotEqual),
        Operator::Less => Some(Comparison::Less),
        Operator::LessOrEqual => Some(Comparison::LessOrEqual),
        Operator::Greater => Some(Comparison::Greater),
        Operator::GreaterOrEqual => Some(Comparison::GreaterOrEqual),
        Operator::Or
        | Operator::And
        | Operator::Add
        | Operator::Subtract
        | Operator::Multiply
        | Operator::Divide => None,
    }
}

fn calculation(op: Operator) -> Option<Arithmetic> {
    match op {
        Operator::Add => Some(Arithmetic::Add),
        Operator::Subtract => Some(Arithmetic::Subtract),
        Operator::Multiply => Some(Arithmetic::Multiply),
        Operator::Divide => Some(Arithmetic::Divide),
        Operator::Or
        | Operator::And
        | Operator::Equal
        | Operator::NotEqual
        | Operator::Less
        | Operator::LessOrEqual
        | Operator::Greater
        | Operator::GreaterOrEqual => None,
    }
}

fn zero() -> Expression {
    Expression::Number(0.0)
}

/// One row of the old table of conditions as a comparison.
fn from_row(row: &Row) -> Result<Script, Untranslatable> {
    let field = row.get("cfieldname").map_or("", |name| name.trim().trim_start_matches('+'));
    let method = row.get("method").map_or("==", |method| method.trim());
    let value = row.get("value").map_or("", |value| value.trim());
    let op = match method {
        "" | "==" => Operator::Equal,
        "!=" => Operator::NotEqual,
        "<" => Operator::Less,
        "<=" => Operator::LessOrEqual,
        ">" => Operator::Greater,
        ">=" => Operator::GreaterOrEqual,
        other => return Err(Untranslatable::new(format!("the comparison `{other}` has no like here"))),
    };
    let right = match value.strip_prefix('@').and_then(|value| value.strip_suffix('@')) {
        Some(field) => Script::Name(format!("{field}.NAOK")),
        None => Script::Text(value.to_owned()),
    };
    let left = Box::new(Script::Name(format!("{field}.NAOK")));
    Ok(Script::Binary { op, left, right: Box::new(right) })
}

/// Each row nests the condition deeper; more for one question has no survey.
const ROWS_MAX: usize = 200;

/// The rows of the old table of conditions that belong to one question, as one condition: conditions on the same
/// question are alternatives, those on different ones must hold together, and scenarios are alternatives again.
pub(super) fn from_rows(rows: &[Row]) -> Result<Script, Untranslatable> {
    if rows.len() > ROWS_MAX {
        return Err(Untranslatable::new(format!("it has more than {ROWS_MAX} rows")));
    }
    let mut scenarios: BTreeMap<&str, BTreeMap<&str, Vec<Script>>> = BTreeMap::new();
    for row in rows {
        let scenario = row.get("scenario").map_or("1", String::as_str);
        let about = row.get("cqid").map_or("", String::as_str);
        scenarios.entry(scenario).or_default().entry(about).or_default().push(from_row(row)?);
    }
    let scenarios = scenarios.into_values().filter_map(|questions| {
        let questions = questions.into_values().filter_map(|parts| folded(Operator::Or, parts));
        folded(Operator::And, questions)
    });
    folded(Operator::Or, scenarios).ok_or_else(|| Untranslatable::new("there are none"))
}

fn folded(op: Operator, parts: impl IntoIterator<Item = Script>) -> Option<Script> {
    parts.into_iter().reduce(|left, right| Script::Binary {
        op,
        left: Box::new(left),
        right: Box::new(right),
    })
}
