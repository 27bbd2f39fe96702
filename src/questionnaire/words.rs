//! A condition in words, for footers and codebooks: who was asked, from the routing itself.

use super::condition::{Arithmetic, Comparison, Condition, Expr, Given, Reference, Value};
use super::{ItemIndex, QualityRule, Questionnaire, VariableIndex, plain};
use crate::i18n::Language;

/// Who is asked the item: its page's condition and its own, joined; `None` where everybody is.
pub fn universe(questionnaire: &Questionnaire, item: ItemIndex, language: &Language) -> Option<String> {
    let page = questionnaire.pages.get(questionnaire.page_of(item))?;
    let words = Words { questionnaire, language };
    match (&page.show_if, &questionnaire.item(item).show_if) {
        (None, None) => None,
        (Some(one), None) | (None, Some(one)) => Some(words.of(&one.expr)),
        (Some(page), Some(own)) => {
            Some(format!("{}, and {}", words.grouped(&page.expr), words.grouped(&own.expr)))
        }
    }
}

/// Who is asked the variable: as [`universe`], with the condition of its row where it is one.
pub fn universe_of_variable(
    questionnaire: &Questionnaire,
    variable: VariableIndex,
    language: &Language,
) -> Option<String> {
    let described = questionnaire.variable(variable);
    let item = universe(questionnaire, described.item, language);
    let row = described.row.and_then(|row| questionnaire.item(described.item).rows().get(row));
    let own = row.and_then(|row| row.show_if.as_ref());
    let own = own.map(|own| Words { questionnaire, language }.grouped(&own.expr));
    match (item, own) {
        (Some(item), Some(own)) => Some(format!("{item}, and {own}")),
        (None, one) | (one, None) => one,
    }
}

/// The condition in words: "q12 is “Yes” or “No”".
pub fn condition(questionnaire: &Questionnaire, condition: &Condition, language: &Language) -> String {
    Words { questionnaire, language }.of(&condition.expr)
}

/// What a quality rule flags: "time per item below 0.33 of the median". Empty where it is not declared.
pub fn quality_rule(questionnaire: &Questionnaire, rule: QualityRule, language: &Language) -> String {
    let quality = &questionnaire.quality;
    match rule {
        QualityRule::Speeder => quality.speeder.map_or_else(String::new, |share| {
            format!("time per item below {share} of the median of the same language and device class")
        }),
        QualityRule::Straightline => {
            let ids: Vec<String> =
                quality.straightline.iter().map(|grid| questionnaire.item(*grid).id.to_string()).collect();
            format!("the same answer to all rows of {}", joined_by_or(&ids))
        }
        QualityRule::Attention => quality.attention.as_ref().map_or_else(String::new, |condition| {
            let words = Words { questionnaire, language }.negated(&condition.expr);
            words.trim().to_owned()
        }),
    }
}

/// A name in an expression, as its author writes it: `q4`, `q7.r1`, `arm.wording`, or a given name in words.
pub fn name(questionnaire: &Questionnaire, reference: Reference) -> String {
    Words { questionnaire, language: questionnaire.source_language() }.name(reference)
}

#[derive(Clone, Copy)]
struct Words<'a> {
    questionnaire: &'a Questionnaire,
    language: &'a Language,
}

impl Words<'_> {
    fn of(&self, expr: &Expr) -> String {
        match expr {
            Expr::Literal(value) => literal(value),
            Expr::Name(reference) | Expr::CodeNumber(reference) => self.name(*reference),
            Expr::OneOf { operand, values } => {
                format!("{} is {}", self.of(operand), self.values(operand, values))
            }
            Expr::Equal(left, right) => format!("{} equals {}", self.of(left), self.of(right)),
            Expr::Compare { op, left, right } => {
                format!("{} {} {}", self.of(left), compared(*op), self.of(right))
            }
            Expr::Arithmetic { op, left, right } => {
                format!("({} {} {})", self.of(left), calculated(*op), self.of(right))
            }
            Expr::Negate(inner) => format!("−{}", self.of(inner)),
            Expr::Not(inner) => self.negated(inner),
            Expr::And(left, right) => format!("{}, and {}", self.grouped(left), self.grouped(right)),
            Expr::Or(left, right) => format!("{} or {}", self.of(left), self.of(right)),
            Expr::Has { multiple, code } => {
                format!("{} includes {}", self.name(*multiple), self.label(*multiple, code))
            }
            Expr::Answered(references) => format!("{} was answered", self.names(references)),
            Expr::Asked(references) => format!("{} was asked", self.names(references)),
            Expr::Size(reference) => format!("the number of answers to {}", self.name(*reference)),
            Expr::Rank { ranking, code } => {
                format!("the rank of {} in {}", self.label(*ranking, code), self.name(*ranking))
            }
            Expr::Min(operands) => format!("the smallest of {}", self.list(operands)),
            Expr::Max(operands) => format!("the largest of {}", self.list(operands)),
            Expr::Sum(operands) => format!("the sum of {}", self.list(operands)),
            Expr::YearsBetween(from, to) => {
                format!("the completed years from {} to {}", self.of(from), self.of(to))
            }
            Expr::Round { value, .. } => format!("{}, rounded,", self.of(value)),
        }
    }

    fn negated(&self, inner: &Expr) -> String {
        match inner {
            Expr::OneOf { operand, values } => {
                format!("{} is not {}", self.of(operand), self.values(operand, values))
            }
            Expr::Equal(left, right) => format!("{} differs from {}", self.of(left), self.of(right)),
            Expr::Has { multiple, code } => {
                format!("{} does not include {}", self.name(*multiple), self.label(*multiple, code))
            }
            Expr::Answered(references) => format!("{} was not answered", self.names(references)),
            Expr::Asked(references) => format!("{} was not asked", self.names(references)),
            Expr::Name(Reference::Given(Given::Consent(consent))) => {
                let consent = self.questionnaire.consents.get(*consent);
                consent.map_or_else(String::new, |consent| format!("consent to {} was not given", consent.id))
            }
            Expr::Name(Reference::Given(given @ (Given::Flag(_) | Given::Removed))) => {
                format!("not {}", given_name(*given))
            }
            other => format!("not ({})", self.of(other)),
        }
    }

    fn grouped(&self, expr: &Expr) -> String {
        match expr {
            Expr::Or(..) => format!("({})", self.of(expr)),
            _ => self.of(expr),
        }
    }

    fn list(&self, operands: &[Expr]) -> String {
        operands.iter().map(|operand| self.of(operand)).collect::<Vec<_>>().join(", ")
    }

    fn names(&self, references: &[Reference]) -> String {
        match references {
            [Reference::Variable(first), _, ..] => {
                self.questionnaire.item(self.questionnaire.variable(*first).item).id.to_string()
            }
            [one] => self.name(*one),
            _ => String::new(),
        }
    }

    fn name(&self, reference: Reference) -> String {
        match reference {
            Reference::Variable(variable) => self.questionnaire.variable(variable).name.clone(),
            Reference::Given(Given::Arm(arm)) => {
                self.questionnaire.arms.get(arm).map_or_else(String::new, |arm| format!("the arm {}", arm.id))
            }
            Reference::Given(Given::Consent(consent)) => {
                let consent = self.questionnaire.consents.get(consent);
                consent.map_or_else(String::new, |consent| format!("consent to {} was given", consent.id))
            }
            Reference::Given(given) => given_name(given).to_owned(),
            Reference::Derived(index) => format!("derived variable {}", index + 1),
            Reference::Extra(index) => format!("extra column {}", index + 1),
        }
    }

    fn values(&self, operand: &Expr, values: &[Value]) -> String {
        let words = values.iter().map(|value| match (operand, value) {
            (Expr::Name(reference), Value::Text(code)) => self.label(*reference, code),
            (_, value) => literal(value),
        });
        joined_by_or(&words.collect::<Vec<_>>())
    }

    /// The option's text in quotes, or the code where it has none.
    fn label(&self, reference: Reference, code: &str) -> String {
        let text = match reference {
            Reference::Variable(variable) => self
                .questionnaire
                .options(variable)
                .iter()
                .find(|option| option.code.as_str() == code)
                .map(|option| plain::label(option.text.get(self.language))),
            Reference::Given(_) | Reference::Derived(_) | Reference::Extra(_) => None,
        };
        format!("“{}”", text.as_deref().unwrap_or(code))
    }
}

fn joined_by_or(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

fn literal(value: &Value) -> String {
    match value {
        Value::Unknown => "unknown".to_owned(),
        Value::Bool(bool) => bool.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => format!("“{text}”"),
    }
}

fn compared(op: Comparison) -> &'static str {
    match op {
        Comparison::Less => "is below",
        Comparison::LessOrEqual => "is at most",
        Comparison::Greater => "is above",
        Comparison::GreaterOrEqual => "is at least",
    }
}

fn calculated(op: Arithmetic) -> &'static str {
    match op {
        Arithmetic::Add => "+",
        Arithmetic::Subtract => "−",
        Arithmetic::Multiply => "×",
        Arithmetic::Divide => "÷",
    }
}

fn given_name(given: Given) -> &'static str {
    match given {
        Given::WaveId => "the wave",
        Given::WaveOpened => "the day the wave opened",
        Given::Arm(_) => "the arm",
        Given::Consent(_) => "the consent",
        Given::Today => "the day of the interview",
        Given::Source => "the source",
        Given::Language => "the language",
        Given::Disposition => "the disposition",
        Given::Flag(QualityRule::Speeder) => "flagged as a speeder",
        Given::Flag(QualityRule::Straightline) => "flagged for straightlining",
        Given::Flag(QualityRule::Attention) => "flagged for inattention",
        Given::Removed => "removed",
        Given::StartedOn => "the day of the start",
        Given::SubmittedOn => "the day of submission",
        Given::Minutes => "the minutes taken",
        Given::Device => "the device",
        Given::Version => "the version",
    }
}
