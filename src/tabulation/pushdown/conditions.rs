//! Expressions as SQL with the same meaning: what is unknown is NULL, and SQL's own logic of three values does the rest.

use super::relation::{Kind, Part, Relation};
use super::statement::{any, cases, double};
use crate::questionnaire::ItemKind;
use crate::questionnaire::condition::{Arithmetic, Comparison, Expr, Reference, Value, days_since_epoch};
use crate::tabulation::evaluate::{is_truth, place_of};
use crate::tabulation::subject::Subject;
use chrono::NaiveDate;

/// An expression by what it is worth.
pub(super) enum Sql {
    Truth(String),
    Number(String),
    Text(String),
}

const UNKNOWN: &str = "NULL::boolean";
const NO_NUMBER: &str = "NULL::float8";

impl Relation<'_> {
    /// True, false or NULL.
    pub(super) fn truth(&mut self, expr: &Expr) -> String {
        match self.value(expr) {
            Sql::Truth(truth) => truth,
            Sql::Number(_) | Sql::Text(_) => UNKNOWN.to_owned(),
        }
    }

    /// A number or NULL.
    pub(super) fn number(&mut self, expr: &Expr) -> String {
        match self.value(expr) {
            Sql::Number(number) => number,
            Sql::Truth(_) | Sql::Text(_) => NO_NUMBER.to_owned(),
        }
    }

    fn numbers(&mut self, operands: &[Expr]) -> Vec<String> {
        operands.iter().map(|operand| self.number(operand)).collect()
    }

    fn value(&mut self, expr: &Expr) -> Sql {
        match expr {
            Expr::Literal(value) => self.literal(value),
            Expr::Name(reference) => self.name(*reference),
            Expr::CodeNumber(reference) => Sql::Number(self.code_number(*reference)),
            Expr::OneOf { operand, values } => Sql::Truth(self.one_of(operand, values)),
            Expr::Equal(left, right) => {
                let equal = match (self.value(left), self.value(right)) {
                    (Sql::Truth(left), Sql::Truth(right))
                    | (Sql::Number(left), Sql::Number(right))
                    | (Sql::Text(left), Sql::Text(right)) => format!("({left} = {right})"),
                    (Sql::Truth(_) | Sql::Number(_) | Sql::Text(_), _) => UNKNOWN.to_owned(),
                };
                Sql::Truth(equal)
            }
            Expr::Compare { op, left, right } => {
                let op = match op {
                    Comparison::Less => "<",
                    Comparison::LessOrEqual => "<=",
                    Comparison::Greater => ">",
                    Comparison::GreaterOrEqual => ">=",
                };
                Sql::Truth(format!("({} {op} {})", self.number(left), self.number(right)))
            }
            Expr::Arithmetic { op, left, right } => {
                let (left, right) = (self.number(left), self.number(right));
                Sql::Number(match op {
                    Arithmetic::Add => format!("({left} + {right})"),
                    Arithmetic::Subtract => format!("({left} - {right})"),
                    Arithmetic::Multiply => format!("({left} * {right})"),
                    Arithmetic::Divide => format!("(CASE WHEN {right} <> 0 THEN {left} / {right} END)"),
                })
            }
            Expr::Negate(inner) => Sql::Number(format!("(- {})", self.number(inner))),
            Expr::Not(inner) => Sql::Truth(format!("(NOT {})", self.truth(inner))),
            Expr::And(left, right) => Sql::Truth(format!("({} AND {})", self.truth(left), self.truth(right))),
            Expr::Or(left, right) => Sql::Truth(format!("({} OR {})", self.truth(left), self.truth(right))),
            Expr::Has { multiple, code } => Sql::Truth(self.has(*multiple, code)),
            Expr::Answered(references) => Sql::Truth(self.any_in_state(references, "= 0")),
            Expr::Asked(references) => Sql::Truth(self.any_in_state(references, NOT_ASKED)),
            Expr::Size(reference) => Sql::Number(match self.kind(*reference) {
                Kind::Sets | Kind::Ranks => format!("{}::float8", self.column(*reference, Part::Size)),
                Kind::Codes | Kind::Numbers | Kind::Texts | Kind::Nothing => NO_NUMBER.to_owned(),
            }),
            Expr::Rank { ranking, code } => Sql::Number(self.rank(*ranking, code)),
            Expr::Min(operands) => Sql::Number(self.folded("least", operands)),
            Expr::Max(operands) => Sql::Number(self.folded("greatest", operands)),
            Expr::Sum(operands) => {
                let operands = self.numbers(operands);
                Sql::Number(if operands.is_empty() {
                    NO_NUMBER.to_owned()
                } else {
                    format!("({})", operands.join(" + "))
                })
            }
            Expr::YearsBetween(from, to) => {
                let (from, to) = (self.number(from), self.number(to));
                Sql::Number(years_between(&from, &to))
            }
            Expr::Round { value, decimals } => Sql::Number(round(&self.number(value), *decimals)),
        }
    }

    fn literal(&mut self, value: &Value) -> Sql {
        match value {
            Value::Unknown => Sql::Truth(UNKNOWN.to_owned()),
            Value::Bool(truth) => Sql::Truth(truth.to_string()),
            Value::Number(number) => Sql::Number(double(*number)),
            Value::Text(text) => Sql::Text(self.parameters.text(text)),
        }
    }

    fn name(&mut self, reference: Reference) -> Sql {
        match self.kind(reference) {
            Kind::Numbers => Sql::Number(self.column(reference, Part::Number)),
            Kind::Texts => Sql::Text(self.column(reference, Part::Text)),
            Kind::Codes if is_truth(reference) => {
                let code = self.column(reference, Part::Code);
                Sql::Truth(format!("(CASE {code} WHEN 0 THEN true WHEN 1 THEN false END)"))
            }
            Kind::Codes => match self.first_point(reference) {
                Some(first) => {
                    let code = self.column(reference, Part::Code);
                    Sql::Number(format!("(CASE WHEN {code} >= 0 THEN ({code} + {first})::float8 END)"))
                }
                None => {
                    let code = self.column(reference, Part::Code);
                    let codes = self.codes(reference);
                    let codes = self.parameters.texts(codes.iter().map(String::as_str));
                    // Places below zero and beyond the last give NULL.
                    Sql::Text(format!("(({codes})[{code} + 1])"))
                }
            },
            Kind::Sets | Kind::Ranks | Kind::Nothing => Sql::Text("NULL::text".to_owned()),
        }
    }

    /// What a scale begins with; `None` for anything else.
    fn first_point(&self, reference: Reference) -> Option<i64> {
        let newest = self.meaning.newest;
        match newest.item(newest.variable(reference.variable()?).item).kind {
            ItemKind::Scale { from, .. } => Some(from),
            _ => None,
        }
    }

    fn codes(&self, reference: Reference) -> Vec<String> {
        let newest = self.meaning.newest;
        match reference {
            Reference::Variable(variable) => {
                newest.options(variable).iter().map(|option| option.code.to_string()).collect()
            }
            Reference::Derived(place) => {
                let subject = self.meaning.subjects.get(place);
                let codes = subject.map(|subject| subject.categories.iter());
                codes.map_or_else(Vec::new, |codes| codes.map(|category| category.code.clone()).collect())
            }
            Reference::Given(crate::questionnaire::condition::Given::Arm(arm)) => {
                let groups = newest.arms.get(arm).map(|arm| arm.groups.iter());
                groups.map_or_else(Vec::new, |groups| groups.map(|group| group.code.to_string()).collect())
            }
            Reference::Given(_) | Reference::Extra(_) => Vec::new(),
        }
    }

    fn place_of(&self, reference: Reference, value: &Value) -> Option<u16> {
        u16::try_from(place_of(self.meaning.newest, self.meaning.subjects, reference, value)?).ok()
    }

    fn code_number(&mut self, reference: Reference) -> String {
        match self.name(reference) {
            Sql::Number(number) => number,
            Sql::Truth(_) => NO_NUMBER.to_owned(),
            Sql::Text(_) => {
                let codes = self.codes(reference);
                let code = self.column(reference, Part::Code);
                let numbers = codes.iter().enumerate().filter_map(|(place, text)| {
                    let number: f64 = text.parse().ok()?;
                    Some((format!("{code} = {place}"), double(number)))
                });
                format!("({})", cases(numbers.collect::<Vec<_>>(), NO_NUMBER))
            }
        }
    }

    fn one_of(&mut self, operand: &Expr, values: &[Value]) -> String {
        if let Expr::Name(reference) = operand
            && self.kind(*reference) == Kind::Codes
            && self.first_point(*reference).is_none()
        {
            let places: Vec<String> = values
                .iter()
                .filter_map(|value| self.place_of(*reference, value))
                .map(|place| place.to_string())
                .collect();
            let code = self.column(*reference, Part::Code);
            return among(&code, &format!("{code} >= 0"), &places);
        }
        match self.value(operand) {
            Sql::Number(number) => {
                let values = values.iter().filter_map(|value| match value {
                    Value::Number(value) if value.is_finite() => Some(double(*value)),
                    Value::Number(_) | Value::Unknown | Value::Bool(_) | Value::Text(_) => None,
                });
                among(&number, &format!("{number} IS NOT NULL"), &values.collect::<Vec<_>>())
            }
            Sql::Text(text) => {
                let values = values.iter().filter_map(|value| match value {
                    Value::Text(value) => Some(self.parameters.text(value)),
                    Value::Number(_) | Value::Unknown | Value::Bool(_) => None,
                });
                let values: Vec<String> = values.collect();
                among(&text, &format!("{text} IS NOT NULL"), &values)
            }
            Sql::Truth(truth) => {
                let values = values.iter().filter_map(|value| match value {
                    Value::Bool(value) => Some(value.to_string()),
                    Value::Number(_) | Value::Unknown | Value::Text(_) => None,
                });
                among(&truth, &format!("{truth} IS NOT NULL"), &values.collect::<Vec<_>>())
            }
        }
    }

    fn has(&mut self, multiple: Reference, code: &str) -> String {
        let place = self.place_of(multiple, &Value::Text(code.to_owned()));
        match (self.kind(multiple), place) {
            (Kind::Sets, Some(place)) => {
                let state = self.column(multiple, Part::State);
                let option = self.column(multiple, Part::Option(place));
                format!("(CASE WHEN {state} = 0 THEN {option} END)")
            }
            (Kind::Sets | Kind::Codes | Kind::Ranks | Kind::Numbers | Kind::Texts | Kind::Nothing, _) => {
                UNKNOWN.to_owned()
            }
        }
    }

    fn rank(&mut self, ranking: Reference, code: &str) -> String {
        let place = self.place_of(ranking, &Value::Text(code.to_owned()));
        match (self.kind(ranking), place) {
            (Kind::Ranks, Some(place)) => format!("{}::float8", self.column(ranking, Part::Rank(place))),
            (Kind::Sets | Kind::Codes | Kind::Ranks | Kind::Numbers | Kind::Texts | Kind::Nothing, _) => {
                NO_NUMBER.to_owned()
            }
        }
    }

    fn any_in_state(&mut self, references: &[Reference], is: &str) -> String {
        let states: Vec<String> = references
            .iter()
            .filter_map(|reference| self.state(*reference))
            .map(|state| format!("{state} {is}"))
            .collect();
        any(&states)
    }

    /// SQL's own least and greatest pass over NULL; unknown must not be.
    fn folded(&mut self, function: &str, operands: &[Expr]) -> String {
        let operands = self.numbers(operands);
        if operands.is_empty() {
            return NO_NUMBER.to_owned();
        }
        let unknown: Vec<String> = operands.iter().map(|operand| format!("{operand} IS NULL")).collect();
        format!("(CASE WHEN NOT {} THEN {function}({}) END)", any(&unknown), operands.join(", "))
    }

    /// The number a statistic is made from: the number itself, or the score of the code.
    pub(super) fn score(&mut self, subject: &Subject) -> String {
        match self.kind(subject.reference) {
            Kind::Numbers => self.column(subject.reference, Part::Number),
            Kind::Codes => {
                let code = self.column(subject.reference, Part::Code);
                let scored = subject.categories.iter().enumerate().filter_map(|(place, category)| {
                    let score = category.score.filter(|_| category.missing.is_none())?;
                    Some((format!("{code} = {place}"), double(score)))
                });
                format!("({})", cases(scored.collect::<Vec<_>>(), NO_NUMBER))
            }
            Kind::Sets | Kind::Ranks | Kind::Texts | Kind::Nothing => NO_NUMBER.to_owned(),
        }
    }
}

/// The states of those who were asked: all but not asked, not reached and not in the version.
pub(super) const NOT_ASKED: &str = "NOT IN (-1, -3, -4)";

fn among(value: &str, known: &str, values: &[String]) -> String {
    let holds =
        if values.is_empty() { "false".to_owned() } else { format!("{value} IN ({})", values.join(", ")) };
    format!("(CASE WHEN {known} THEN {holds} END)")
}

/// Half away from zero; SQL rounds a half to even.
fn round(number: &str, decimals: u8) -> String {
    let scale = 10_f64.powi(i32::from(decimals));
    let scaled = if decimals == 0 { number.to_owned() } else { format!("({number} * {})", double(scale)) };
    let whole = format!(
        "(trunc({scaled}) + CASE WHEN abs({scaled} - trunc({scaled})) >= 0.5 THEN sign({scaled}) ELSE 0 END)"
    );
    if decimals == 0 { whole } else { format!("({whole} / {})", double(scale)) }
}

/// Completed years between two days, as `condition::years_between` counts them.
fn years_between(from: &str, to: &str) -> String {
    let last = days_since_epoch(NaiveDate::MAX);
    let is_day =
        |day: &str| format!("{day} = trunc({day}) AND abs({day}) < 100000000 AND {day} <= {}", double(last));
    let date = |day: &str| format!("(DATE '1970-01-01' + {day}::integer)");
    let months = |day: &str| {
        let date = date(day);
        format!("(extract(month FROM {date}) * 100 + extract(day FROM {date}))")
    };
    // There is no year zero in SQL: the year before the first is -1.
    let year = |day: &str| {
        let year = format!("extract(year FROM {})", date(day));
        format!("({year} + CASE WHEN {year} < 0 THEN 1 ELSE 0 END)")
    };
    let completed = |from: &str, to: &str| {
        format!(
            "({} - {} - CASE WHEN {} < {} THEN 1 ELSE 0 END)",
            year(to),
            year(from),
            months(to),
            months(from)
        )
    };
    format!(
        "(CASE WHEN {} AND {} THEN (CASE WHEN {from} <= {to} THEN {} ELSE - {} END)::float8 END)",
        is_day(from),
        is_day(to),
        completed(from, to),
        completed(to, from)
    )
}
