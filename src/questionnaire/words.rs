//! A condition in words, for footers and codebooks: who was asked, from the routing itself.

use super::condition::{Arithmetic, Comparison, Condition, Expr, Given, Reference, Value};
use super::{ItemIndex, QualityRule, Questionnaire, VariableIndex, plain};
use crate::i18n::{Language, Message, Tongue};

/// Who is asked the item: its page's condition and its own, joined; `None` where everybody is. In English, with the
/// labels of `language`.
pub fn universe(questionnaire: &Questionnaire, item: ItemIndex, language: &Language) -> Option<String> {
    Words::english(questionnaire, language).universe(item)
}

/// As [`universe`], in the words of a document.
pub fn universe_in(questionnaire: &Questionnaire, item: ItemIndex, tongue: &Tongue) -> Option<String> {
    Words::of_document(questionnaire, tongue).universe(item)
}

/// Who is asked the variable, in the words of a document: as [`universe_in`], with the condition of its row where it is
/// one.
pub fn universe_of_variable_in(
    questionnaire: &Questionnaire,
    variable: VariableIndex,
    tongue: &Tongue,
) -> Option<String> {
    let words = Words::of_document(questionnaire, tongue);
    let described = questionnaire.variable(variable);
    let item = words.universe(described.item);
    let row = described.row.and_then(|row| questionnaire.item(described.item).rows().get(row));
    let own = row.and_then(|row| row.show_if.as_ref()).map(|own| words.grouped(&own.expr));
    match (item, own) {
        (Some(item), Some(own)) => Some(words.both(Message::CondAnd, &item, &own)),
        (None, one) | (one, None) => one,
    }
}

/// The condition in English with the labels of `language`: "q12 is “Yes” or “No”".
pub fn condition(questionnaire: &Questionnaire, condition: &Condition, language: &Language) -> String {
    Words::english(questionnaire, language).of(&condition.expr)
}

/// The condition in the words of a document.
pub fn condition_in(questionnaire: &Questionnaire, condition: &Condition, tongue: &Tongue) -> String {
    Words::of_document(questionnaire, tongue).of(&condition.expr)
}

/// What a quality rule flags, in English: "time per item below 0.33 of the median". Empty where it is not declared.
pub fn quality_rule(questionnaire: &Questionnaire, rule: QualityRule, language: &Language) -> String {
    Words::english(questionnaire, language).quality_rule(rule)
}

/// What a quality rule flags, in the words of a document.
pub fn quality_rule_in(questionnaire: &Questionnaire, rule: QualityRule, tongue: &Tongue) -> String {
    Words::of_document(questionnaire, tongue).quality_rule(rule)
}

/// A name in an expression, as its author writes it: `q4`, `q7.r1`, `arm.wording`, or a given name in words.
pub fn name(questionnaire: &Questionnaire, reference: Reference) -> String {
    Words::english(questionnaire, questionnaire.source_language()).name(reference)
}

struct Words<'a> {
    questionnaire: &'a Questionnaire,
    /// Of labels.
    language: &'a Language,
    /// Of what stands around them.
    tongue: Tongue,
}

impl<'a> Words<'a> {
    fn english(questionnaire: &'a Questionnaire, language: &'a Language) -> Words<'a> {
        Words { questionnaire, language, tongue: Tongue::english() }
    }

    fn of_document(questionnaire: &'a Questionnaire, tongue: &'a Tongue) -> Words<'a> {
        Words { questionnaire, language: &tongue.language, tongue: tongue.clone() }
    }

    fn universe(&self, item: ItemIndex) -> Option<String> {
        let page = self.questionnaire.pages.get(self.questionnaire.page_of(item))?;
        match (&page.show_if, &self.questionnaire.item(item).show_if) {
            (None, None) => None,
            (Some(one), None) | (None, Some(one)) => Some(self.of(&one.expr)),
            (Some(page), Some(own)) => {
                Some(self.both(Message::CondAnd, &self.grouped(&page.expr), &self.grouped(&own.expr)))
            }
        }
    }

    fn quality_rule(&self, rule: QualityRule) -> String {
        let quality = &self.questionnaire.quality;
        match rule {
            QualityRule::Speeder => quality.speeder.map_or_else(String::new, |share| {
                let share = self.tongue.number(&share.to_string());
                self.tongue.with(Message::QualitySpeederRule, "share", &share)
            }),
            QualityRule::Straightline => {
                let grids = quality.straightline.iter();
                let ids: Vec<String> =
                    grids.map(|grid| self.questionnaire.item(*grid).id.to_string()).collect();
                self.tongue.with(Message::QualityStraightlineRule, "grids", &self.tongue.or(&ids))
            }
            QualityRule::Attention => quality
                .attention
                .as_ref()
                .map_or_else(String::new, |condition| self.negated(&condition.expr).trim().to_owned()),
        }
    }

    /// A message about one thing.
    fn one(&self, message: Message, what: &str) -> String {
        self.tongue.with(message, "what", what)
    }

    /// A message about one thing and what it is compared with.
    fn compared(&self, message: Message, what: &str, other: &str) -> String {
        self.tongue.fill(message, &[("what", what.into()), ("other", other.into())])
    }

    fn both(&self, message: Message, first: &str, second: &str) -> String {
        self.tongue.fill(message, &[("first", first.into()), ("second", second.into())])
    }

    fn of_answer(&self, message: Message, reference: Reference, code: &str) -> String {
        let (what, answer) = (self.name(reference), self.label(reference, code));
        self.tongue.fill(message, &[("what", what.into()), ("answer", answer.into())])
    }

    fn one_of(&self, message: Message, operand: &Expr, values: &[Value]) -> String {
        let (what, values) = (self.of(operand), self.values(operand, values));
        self.tongue.fill(message, &[("what", what.into()), ("values", values.into())])
    }

    fn of(&self, expr: &Expr) -> String {
        match expr {
            Expr::Literal(value) => self.literal(value),
            Expr::Name(reference) | Expr::CodeNumber(reference) => self.name(*reference),
            Expr::OneOf { operand, values } => self.one_of(Message::CondIs, operand, values),
            Expr::Equal(left, right) => self.compared(Message::CondEquals, &self.of(left), &self.of(right)),
            Expr::Compare { op, left, right } => {
                let message = match op {
                    Comparison::Less => Message::CondBelow,
                    Comparison::LessOrEqual => Message::CondAtMost,
                    Comparison::Greater => Message::CondAbove,
                    Comparison::GreaterOrEqual => Message::CondAtLeast,
                };
                self.compared(message, &self.of(left), &self.of(right))
            }
            Expr::Arithmetic { op, left, right } => {
                format!("({} {} {})", self.of(left), calculated(*op), self.of(right))
            }
            Expr::Negate(inner) => format!("−{}", self.of(inner)),
            Expr::Not(inner) => self.negated(inner),
            Expr::And(left, right) => self.both(Message::CondAnd, &self.grouped(left), &self.grouped(right)),
            Expr::Or(left, right) => self.both(Message::CondOr, &self.of(left), &self.of(right)),
            Expr::Has { multiple, code } => self.of_answer(Message::CondIncludes, *multiple, code),
            Expr::Answered(references) => self.one(Message::CondAnswered, &self.names(references)),
            Expr::Asked(references) => self.one(Message::CondAsked, &self.names(references)),
            Expr::Size(reference) => self.one(Message::CondSize, &self.name(*reference)),
            Expr::Rank { ranking, code } => self.of_answer(Message::CondRank, *ranking, code),
            Expr::Min(operands) => self.of_list(Message::CondSmallest, operands),
            Expr::Max(operands) => self.of_list(Message::CondLargest, operands),
            Expr::Sum(operands) => self.of_list(Message::CondSum, operands),
            Expr::YearsBetween(from, to) => {
                let (from, to) = (self.of(from), self.of(to));
                self.tongue.fill(Message::CondYears, &[("from", from.into()), ("to", to.into())])
            }
            Expr::Round { value, .. } => self.one(Message::CondRounded, &self.of(value)),
        }
    }

    fn negated(&self, inner: &Expr) -> String {
        match inner {
            Expr::OneOf { operand, values } => self.one_of(Message::CondIsNot, operand, values),
            Expr::Equal(left, right) => self.compared(Message::CondDiffers, &self.of(left), &self.of(right)),
            Expr::Has { multiple, code } => self.of_answer(Message::CondNotIncludes, *multiple, code),
            Expr::Answered(references) => self.one(Message::CondNotAnswered, &self.names(references)),
            Expr::Asked(references) => self.one(Message::CondNotAsked, &self.names(references)),
            Expr::Name(Reference::Given(Given::Consent(consent))) => {
                let consent = self.questionnaire.consents.get(*consent);
                consent.map_or_else(String::new, |consent| {
                    self.one(Message::CondConsentNotGiven, &consent.id.to_string())
                })
            }
            Expr::Name(Reference::Given(given @ (Given::Flag(_) | Given::Removed))) => {
                self.one(Message::CondNotFlagged, &self.given(*given))
            }
            other => self.one(Message::CondNot, &self.of(other)),
        }
    }

    fn grouped(&self, expr: &Expr) -> String {
        match expr {
            Expr::Or(..) => format!("({})", self.of(expr)),
            _ => self.of(expr),
        }
    }

    fn of_list(&self, message: Message, operands: &[Expr]) -> String {
        let operands: Vec<String> = operands.iter().map(|operand| self.of(operand)).collect();
        self.tongue.with(message, "list", &self.tongue.language.list(&operands))
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
                self.questionnaire.arms.get(arm).map_or_else(String::new, |arm| {
                    self.tongue.with(Message::CondArm, "arm", arm.id.as_str())
                })
            }
            Reference::Given(Given::Consent(consent)) => {
                let consent = self.questionnaire.consents.get(consent);
                consent.map_or_else(String::new, |consent| {
                    self.one(Message::CondConsentGiven, &consent.id.to_string())
                })
            }
            Reference::Given(given) => self.given(given),
            Reference::Derived(index) => {
                self.tongue.with(Message::CondDerived, "number", &(index + 1).to_string())
            }
            Reference::Extra(index) => {
                self.tongue.with(Message::CondExtra, "number", &(index + 1).to_string())
            }
        }
    }

    fn given(&self, given: Given) -> String {
        given_name(given).map_or_else(String::new, |message| self.tongue.say(message))
    }

    fn values(&self, operand: &Expr, values: &[Value]) -> String {
        let words = values.iter().map(|value| match (operand, value) {
            (Expr::Name(reference), Value::Text(code)) => self.label(*reference, code),
            (_, value) => self.literal(value),
        });
        self.tongue.or(&words.collect::<Vec<_>>())
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
        self.tongue.quoted(text.as_deref().unwrap_or(code))
    }

    fn literal(&self, value: &Value) -> String {
        match value {
            Value::Unknown => self.tongue.say(Message::CondUnknown),
            Value::Bool(true) => self.tongue.say(Message::CondTrue),
            Value::Bool(false) => self.tongue.say(Message::CondFalse),
            Value::Number(number) => self.tongue.number(&number.to_string()),
            Value::Text(text) => self.tongue.quoted(text),
        }
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

/// An arm and a consent have names of their own, which stand beside theirs.
fn given_name(given: Given) -> Option<Message> {
    match given {
        Given::WaveId => Some(Message::GivenWave),
        Given::WaveOpened => Some(Message::GivenWaveOpened),
        Given::Arm(_) | Given::Consent(_) => None,
        Given::Today => Some(Message::GivenToday),
        Given::Source => Some(Message::GivenSource),
        Given::Language => Some(Message::GivenLanguage),
        Given::Disposition => Some(Message::GivenDisposition),
        Given::Flag(QualityRule::Speeder) => Some(Message::GivenSpeeder),
        Given::Flag(QualityRule::Straightline) => Some(Message::GivenStraightlining),
        Given::Flag(QualityRule::Attention) => Some(Message::GivenInattention),
        Given::Removed => Some(Message::GivenRemoved),
        Given::StartedOn => Some(Message::GivenStarted),
        Given::SubmittedOn => Some(Message::GivenSubmitted),
        Given::Minutes => Some(Message::GivenMinutes),
        Given::Device => Some(Message::GivenDevice),
        Given::Version => Some(Message::GivenVersion),
    }
}
