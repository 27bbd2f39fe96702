//! Qualtrics' logic as conditions of ours: display logic, branches, skips and custom validation.
//!
//! Sets of conditions are joined by “And If” and “Or If”; within one, “And” binds tighter than “Or”.

use serde_json::Value;

use super::form::{keyed, string};
use super::symbols::{Fields, Symbols, Target, code};
use crate::interchange::import::expression::{Comparison, Expression, Untranslatable};

type Outcome = Result<Expression, Untranslatable>;

pub(super) struct Scope<'a> {
    pub(super) symbols: &'a Symbols,
    pub(super) fields: &'a Fields,
    /// Each language there and here.
    pub(super) languages: &'a [(String, crate::i18n::Language)],
    pub(super) always_answered: &'a dyn Fn(&str) -> bool,
}

impl Scope<'_> {
    /// A whole piece of logic; `None` where there is none.
    pub(super) fn condition(&self, logic: &Value) -> Result<Option<Expression>, Untranslatable> {
        let Some(tree) = self.sets(logic)? else { return Ok(None) };
        Ok(Some(tree.two_valued(self.always_answered)))
    }

    /// A single expression of it, as the logic of skips has it.
    pub(super) fn single(&self, expression: &Value) -> Result<Expression, Untranslatable> {
        Ok(self.expression(expression)?.two_valued(self.always_answered))
    }

    /// Where a condition does not hold, or nobody knows whether it does.
    pub(super) fn unless(&self, tree: Expression) -> Expression {
        Expression::Not(Box::new(tree)).two_valued(self.always_answered)
    }

    fn sets(&self, logic: &Value) -> Result<Option<Expression>, Untranslatable> {
        let mut found: Option<Expression> = None;
        for (key, set) in keyed(logic) {
            if key.parse::<usize>().is_err() {
                continue;
            }
            let Some(tree) = self.set(set)? else { continue };
            found = match found.take() {
                None => Some(tree),
                Some(before) if string(&set["Type"]) == "OrIf" => Expression::any([before, tree]),
                Some(before) => Expression::all([before, tree]),
            };
        }
        Ok(found)
    }

    fn set(&self, set: &Value) -> Result<Option<Expression>, Untranslatable> {
        let mut alternatives: Vec<Vec<Expression>> = Vec::new();
        for (key, expression) in keyed(set) {
            if key.parse::<usize>().is_err() {
                continue;
            }
            let tree = self.expression(expression)?;
            // Qualtrics itself writes `Conjuction`.
            let or = string(&expression["Conjuction"]) == "Or" || string(&expression["Conjunction"]) == "Or";
            match alternatives.last_mut() {
                Some(last) if !or => last.push(tree),
                _ => alternatives.push(vec![tree]),
            }
        }
        Ok(Expression::any(alternatives.into_iter().filter_map(Expression::all)))
    }

    fn expression(&self, expression: &Value) -> Outcome {
        match string(&expression["LogicType"]).as_str() {
            "Question" | "" => self.question(expression),
            "EmbeddedField" => self.field(expression),
            "Quota" => Err(Untranslatable::new("it asks for a quota, which stands in `wave.yaml`")),
            "DeviceType" => Err(Untranslatable::new("the device is not known while somebody answers")),
            "GeoIP" => Err(Untranslatable::new("where a respondent is, is not asked of the address")),
            "PanelData" => Err(Untranslatable::new("data of a contact list are not known here")),
            other => Err(Untranslatable::new(format!("logic of the kind {other} has no like here"))),
        }
    }

    fn field(&self, expression: &Value) -> Outcome {
        let field = string(&expression["LeftOperand"]);
        let value = string(&expression["RightOperand"]);
        let equal = match string(&expression["Operator"]).as_str() {
            "EqualTo" => true,
            "NotEqualTo" => false,
            other => return Err(Untranslatable::new(format!("`{other}` of embedded data has no like here"))),
        };
        let tree = if field == "Q_Language" {
            let language = self.languages.iter().find(|(foreign, _)| *foreign == value);
            let Some((_, language)) = language else {
                return Err(Untranslatable::new(format!("the survey has no language `{value}`")));
            };
            Expression::is("language", language.as_str())
        } else {
            let arm = self.fields.arms.get(&field);
            let found = arm.and_then(|(arm, codes)| Some((arm, code(codes, &value)?)));
            let Some((arm, code)) = found else {
                return Err(Untranslatable::new(format!("the embedded data `{field}` are not known here")));
            };
            Expression::is(format!("arm.{arm}"), code)
        };
        Ok(if equal { tree } else { tree.negated() })
    }

    fn question(&self, expression: &Value) -> Outcome {
        let locator = ["LeftOperand", "ChoiceLocator", "Locator"]
            .iter()
            .map(|key| string(&expression[*key]))
            .find(|text| text.starts_with("q://"))
            .ok_or_else(|| Untranslatable::new("it names no question"))?;
        let operator = ["Operator", "Condition"]
            .iter()
            .map(|key| string(&expression[*key]))
            .find(|text| !text.is_empty())
            .unwrap_or_default();
        let parts: Vec<&str> = locator.trim_start_matches("q://").split('/').collect();
        let (question, selector, rest) = match parts.as_slice() {
            [question, selector, rest @ ..] => (*question, *selector, rest),
            _ => return Err(Untranslatable::new(format!("`{locator}` names no answer"))),
        };
        let target = match self.symbols.get(question) {
            None => return Err(Untranslatable::new(format!("there is no question {question}"))),
            Some(Target::Lost) => {
                return Err(Untranslatable::new("it depends on a question that could not be carried over"));
            }
            Some(target) => target,
        };
        let right = string(&expression["RightOperand"]);
        match (selector, operator.as_str()) {
            (_, "Displayed" | "NotDisplayed") => {
                let asked = first_name(target).map(Expression::Asked).ok_or_else(several)?;
                if selector == "ChoiceDisplayed" {
                    return Err(Untranslatable::new("whether an option was shown cannot be asked here"));
                }
                Ok(if operator == "Displayed" { asked } else { asked.negated() })
            }
            ("SelectableChoice" | "SelectableAnswer", "Selected" | "NotSelected" | "Is" | "IsNot") => {
                let tree = selected(target, rest)?;
                let wanted = matches!(operator.as_str(), "Selected" | "Is");
                Ok(if wanted { tree } else { Expression::Not(Box::new(tree)) })
            }
            ("SelectedChoicesCount" | "SelectedAnswerCount", _) => count(target, rest, &operator, &right),
            ("ChoiceTextEntryValue" | "ChoiceNumericEntryValue", _) => entry(target, rest, &operator, &right),
            _ => Err(Untranslatable::new(format!("`{selector}` with `{operator}` has no like here"))),
        }
    }
}

/// That a choice was selected; in a matrix a statement and its answer.
fn selected(target: &Target, rest: &[&str]) -> Outcome {
    let key = rest.first().copied().unwrap_or_default();
    let unknown = || Untranslatable::new(format!("there is no choice {}", rest.join("/")));
    match target {
        Target::Single { name, codes } => Ok(Expression::is(name, code(codes, key).ok_or_else(unknown)?)),
        Target::Scale { name, first } => {
            let point: i64 = key.parse().map_err(|_| unknown())?;
            let point = Expression::Number((point + first) as f64);
            Ok(Expression::compare(Comparison::Equal, Expression::name(name), point))
        }
        Target::Multiple { name, codes } => {
            let code = code(codes, key).ok_or_else(unknown)?.to_owned();
            Ok(Expression::Has { item: name.clone(), code })
        }
        Target::Ranking { .. } => Err(Untranslatable::new("a ranking is compared by rank here")),
        Target::Grid { name, rows, codes } => {
            let (row, answer) = cell(rows, codes, rest).ok_or_else(unknown)?;
            Ok(Expression::is(format!("{name}.{row}"), answer))
        }
        Target::MultipleGrid { name, rows, codes } => {
            let (row, answer) = cell(rows, codes, rest).ok_or_else(unknown)?;
            Ok(Expression::Has { item: format!("{name}.{row}"), code: answer.to_owned() })
        }
        Target::Number(_)
        | Target::Text(_)
        | Target::Date(_)
        | Target::Numbers(_)
        | Target::Texts(_)
        | Target::Lost => Err(Untranslatable::new("it asks for a choice of a question without choices")),
    }
}

fn cell<'c>(
    rows: &'c [(String, String)],
    codes: &'c [(String, String)],
    rest: &[&str],
) -> Option<(&'c str, &'c str)> {
    match rest {
        [row, answer] => Some((code(rows, row)?, code(codes, answer)?)),
        _ => None,
    }
}

fn count(target: &Target, rest: &[&str], operator: &str, right: &str) -> Outcome {
    let name = match target {
        Target::Multiple { name, .. } => name.clone(),
        Target::MultipleGrid { name, rows, .. } => {
            let row = rest.first().and_then(|key| code(rows, key));
            row.map(|row| format!("{name}.{row}")).ok_or_else(several)?
        }
        _ => return Err(Untranslatable::new("it counts choices of a question that takes one")),
    };
    let wanted: f64 = right.parse().map_err(|_| Untranslatable::new(format!("`{right}` is no number")))?;
    Ok(Expression::compare(comparison(operator)?, Expression::Size(name), Expression::Number(wanted)))
}

fn entry(target: &Target, rest: &[&str], operator: &str, right: &str) -> Outcome {
    let by_key = |names: &[(String, String)]| {
        let key = rest.first().copied().unwrap_or_default();
        code(names, key).map(str::to_owned).ok_or_else(several)
    };
    let (name, is_number) = match target {
        Target::Number(name) => (name.clone(), true),
        Target::Scale { name, .. } => (name.clone(), true),
        Target::Numbers(names) => (by_key(names)?, true),
        Target::Texts(names) => (by_key(names)?, false),
        Target::Text(name) | Target::Date(name) => (name.clone(), false),
        Target::Single { .. }
        | Target::Multiple { .. }
        | Target::Grid { .. }
        | Target::MultipleGrid { .. }
        | Target::Ranking { .. } => {
            return Err(Untranslatable::new("what was written beside a choice cannot be compared here"));
        }
        Target::Lost => return Err(several()),
    };
    match operator {
        "Empty" => return Ok(Expression::Not(Box::new(Expression::Answered(name)))),
        "NotEmpty" => return Ok(Expression::Answered(name)),
        _ => {}
    }
    let op = comparison(operator)?;
    if is_number {
        let number: f64 =
            right.parse().map_err(|_| Untranslatable::new(format!("`{right}` is no number")))?;
        return Ok(Expression::compare(op, Expression::Name(name), Expression::Number(number)));
    }
    match op {
        Comparison::Equal | Comparison::NotEqual => {
            Ok(Expression::compare(op, Expression::Name(name), Expression::text(right)))
        }
        _ => Err(Untranslatable::new("texts have no order here")),
    }
}

fn comparison(operator: &str) -> Result<Comparison, Untranslatable> {
    match operator {
        "EqualTo" => Ok(Comparison::Equal),
        "NotEqualTo" => Ok(Comparison::NotEqual),
        "GreaterThan" => Ok(Comparison::Greater),
        "GreaterThanOrEqual" => Ok(Comparison::GreaterOrEqual),
        "LessThan" => Ok(Comparison::Less),
        "LessThanOrEqual" => Ok(Comparison::LessOrEqual),
        other => Err(Untranslatable::new(format!("the comparison `{other}` has no like here"))),
    }
}

/// The item a question became, where it is one.
pub(super) fn first_name(target: &Target) -> Option<String> {
    match target {
        Target::Single { name, .. }
        | Target::Scale { name, .. }
        | Target::Multiple { name, .. }
        | Target::Grid { name, .. }
        | Target::MultipleGrid { name, .. }
        | Target::Ranking { name, .. }
        | Target::Number(name)
        | Target::Text(name)
        | Target::Date(name) => Some(name.clone()),
        Target::Numbers(names) | Target::Texts(names) => {
            names.first().map(|(_, name)| name.split('.').next().unwrap_or(name).to_owned())
        }
        Target::Lost => None,
    }
}

fn several() -> Untranslatable {
    Untranslatable::new("the question has several answers; one of them must be named")
}
