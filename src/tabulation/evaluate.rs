//! Expressions over whole columns: the same meaning as `condition::evaluate` on each response, many responses at a
//! time. A truth is two masks, who is true and who is known; a number that is unknown is NaN.

use super::dataset::{Column, Dataset, State};
use super::kernels::{Mask, masks_of_sets};
use super::subject::Subject;
use crate::questionnaire::condition::{
    Arithmetic, Expr, Given, Reference, Value, calculate, compare, equal, round, years_between,
};
use crate::questionnaire::{ItemKind, Questionnaire, VariableIndex, VariableKind};

/// The answer of a condition for every respondent.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Truth {
    /// Known to be true; always also in `known`.
    pub(crate) is_true: Mask,
    pub(crate) known: Mask,
}

impl Truth {
    pub(crate) fn not(&self) -> Truth {
        Truth { is_true: self.known.and_not(&self.is_true), known: self.known.clone() }
    }

    pub(crate) fn and(&self, other: &Truth) -> Truth {
        let is_true = self.is_true.and(&other.is_true);
        let either_false = self.known.and_not(&self.is_true).or(&other.known.and_not(&other.is_true));
        Truth { known: is_true.or(&either_false), is_true }
    }

    pub(crate) fn or(&self, other: &Truth) -> Truth {
        self.not().and(&other.not()).not()
    }
}

/// The columns that expressions read: the dataset's, and the derived variables worked out so far.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Columns<'a> {
    pub(crate) dataset: &'a Dataset,
    /// By place; a variable that is not worked out yet is never named (they are sorted by dependency).
    pub(crate) derived: &'a [Option<Column>],
    pub(crate) derived_subjects: &'a [Subject],
}

enum Vector {
    Truths(Truth),
    /// NaN is unknown.
    Numbers(Vec<f64>),
    Texts(Vec<Option<String>>),
}

impl<'a> Columns<'a> {
    pub(crate) fn column(&self, reference: Reference) -> Option<&'a Column> {
        match reference {
            Reference::Variable(variable) => Some(self.dataset.variable(variable)),
            Reference::Given(given) => self.dataset.given(given),
            Reference::Derived(index) => self.derived.get(index)?.as_ref(),
            Reference::Extra(index) => self.dataset.extra(index),
        }
    }

    /// The condition's answer for every respondent.
    pub(crate) fn truth(&self, expr: &Expr) -> Truth {
        match self.vector(expr) {
            Vector::Truths(truth) => truth,
            Vector::Numbers(_) | Vector::Texts(_) => self.unknown(),
        }
    }

    /// The expression as numbers, NaN where unknown.
    pub(crate) fn numbers(&self, expr: &Expr) -> Vec<f64> {
        match self.vector(expr) {
            Vector::Numbers(numbers) => numbers,
            Vector::Truths(_) | Vector::Texts(_) => vec![f64::NAN; self.respondents()],
        }
    }

    fn respondents(&self) -> usize {
        self.dataset.respondents()
    }

    fn unknown(&self) -> Truth {
        Truth { is_true: Mask::none(self.respondents()), known: Mask::none(self.respondents()) }
    }

    fn always(&self, is_true: Mask) -> Truth {
        Truth { is_true, known: Mask::all(self.respondents()) }
    }

    fn vector(&self, expr: &Expr) -> Vector {
        let respondents = self.respondents();
        match expr {
            Expr::Literal(value) => self.literal(value),
            Expr::Name(reference) => self.name(*reference),
            Expr::CodeNumber(reference) => Vector::Numbers(self.code_numbers(*reference)),
            Expr::OneOf { operand, values } => Vector::Truths(self.one_of(operand, values)),
            Expr::Equal(left, right) => Vector::Truths(self.equal(left, right)),
            Expr::Compare { op, left, right } => {
                let (left, right) = (self.numbers(left), self.numbers(right));
                let known = Mask::from_fn(respondents, |at| !left[at].is_nan() && !right[at].is_nan());
                let is_true =
                    Mask::from_fn(respondents, |at| known.contains(at) && compare(*op, left[at], right[at]));
                Vector::Truths(Truth { is_true, known })
            }
            Expr::Arithmetic { op, left, right } => {
                Vector::Numbers(zip(&self.numbers(left), &self.numbers(right), |left, right| {
                    arithmetic(*op, left, right)
                }))
            }
            Expr::Negate(inner) => {
                Vector::Numbers(self.numbers(inner).into_iter().map(|number| -number).collect())
            }
            Expr::Not(inner) => Vector::Truths(self.truth(inner).not()),
            Expr::And(left, right) => Vector::Truths(self.truth(left).and(&self.truth(right))),
            Expr::Or(left, right) => Vector::Truths(self.truth(left).or(&self.truth(right))),
            Expr::Has { multiple, code } => Vector::Truths(self.has(*multiple, code)),
            Expr::Answered(references) => {
                Vector::Truths(self.any(references, |column| column.in_state(State::Answered)))
            }
            Expr::Asked(references) => {
                Vector::Truths(self.any(references, |column| column.asked(respondents)))
            }
            Expr::Size(reference) => {
                Vector::Numbers(self.each(|row| row.size(*reference).map_or(f64::NAN, |size| size as f64)))
            }
            Expr::Rank { ranking, code } => Vector::Numbers(
                self.each(|row| row.rank(*ranking, code).map_or(f64::NAN, |rank| rank as f64)),
            ),
            Expr::Min(operands) => self.folded(operands, f64::min),
            Expr::Max(operands) => self.folded(operands, f64::max),
            Expr::Sum(operands) => self.folded(operands, |sum, next| sum + next),
            Expr::YearsBetween(from, to) => {
                Vector::Numbers(zip(&self.numbers(from), &self.numbers(to), |from, to| {
                    years_between(from, to).unwrap_or(f64::NAN)
                }))
            }
            Expr::Round { value, decimals } => Vector::Numbers(
                self.numbers(value).into_iter().map(|number| round(number, *decimals)).collect(),
            ),
        }
    }

    fn each(&self, value: impl Fn(&RowFacts<'_>) -> f64) -> Vec<f64> {
        (0..self.respondents()).map(|respondent| value(&RowFacts { columns: *self, respondent })).collect()
    }

    fn literal(&self, value: &Value) -> Vector {
        let respondents = self.respondents();
        match value {
            Value::Unknown => Vector::Truths(self.unknown()),
            Value::Bool(true) => Vector::Truths(self.always(Mask::all(respondents))),
            Value::Bool(false) => Vector::Truths(self.always(Mask::none(respondents))),
            Value::Number(number) => Vector::Numbers(vec![*number; respondents]),
            Value::Text(text) => Vector::Texts(vec![Some(text.clone()); respondents]),
        }
    }

    fn name(&self, reference: Reference) -> Vector {
        if let Some(Column::Numbers { values, .. }) = self.column(reference) {
            return Vector::Numbers(values.clone());
        }
        if is_truth(reference) {
            return Vector::Truths(self.truth_of(reference));
        }
        let rows = (0..self.respondents())
            .map(|respondent| RowFacts { columns: *self, respondent }.value(reference));
        if self.is_scale(reference) {
            return Vector::Numbers(
                rows.map(|value| match value {
                    Value::Number(number) => number,
                    Value::Unknown | Value::Bool(_) | Value::Text(_) => f64::NAN,
                })
                .collect(),
            );
        }
        Vector::Texts(
            rows.map(|value| match value {
                Value::Text(text) => Some(text),
                Value::Unknown | Value::Bool(_) | Value::Number(_) => None,
            })
            .collect(),
        )
    }

    /// A name that is true or false: the category 0 of its column is true. Whom a rule of quality cannot judge it does
    /// not flag.
    fn truth_of(&self, reference: Reference) -> Truth {
        let unknown_is_false = matches!(reference, Reference::Given(Given::Flag(_)));
        match self.column(reference) {
            Some(Column::Codes(codes)) => Truth {
                is_true: Mask::from_fn(codes.len(), |at| codes[at] == 0),
                known: Mask::from_fn(codes.len(), |at| {
                    unknown_is_false || State::of_code(codes[at]) == State::Answered
                }),
            },
            _ => self.unknown(),
        }
    }

    fn is_scale(&self, reference: Reference) -> bool {
        match reference {
            Reference::Variable(variable) => {
                self.dataset.questionnaire.variable(variable).kind == VariableKind::Scale
            }
            Reference::Given(_) | Reference::Derived(_) | Reference::Extra(_) => false,
        }
    }

    fn code_numbers(&self, reference: Reference) -> Vec<f64> {
        match self.name(reference) {
            Vector::Numbers(numbers) => numbers,
            Vector::Texts(texts) => texts
                .iter()
                .map(|text| text.as_deref().and_then(|code| code.parse().ok()).unwrap_or(f64::NAN))
                .collect(),
            Vector::Truths(_) => vec![f64::NAN; self.respondents()],
        }
    }

    /// Codes against a list, the commonest condition of all, compares places and never texts.
    fn one_of(&self, operand: &Expr, values: &[Value]) -> Truth {
        if let Expr::Name(reference) = operand
            && let Some(Column::Codes(codes)) = self.column(*reference)
            && !self.is_scale(*reference)
        {
            let wanted: Vec<u16> =
                values.iter().filter_map(|value| self.place_of(*reference, value)).collect();
            return Truth {
                is_true: Mask::from_fn(codes.len(), |at| wanted.contains(&codes[at])),
                known: Mask::from_fn(codes.len(), |at| State::of_code(codes[at]) == State::Answered),
            };
        }
        let respondents = self.respondents();
        match self.vector(operand) {
            Vector::Numbers(numbers) => Truth {
                is_true: Mask::from_fn(respondents, |at| {
                    values.iter().any(|value| equal(value, &Value::Number(numbers[at])))
                }),
                known: Mask::from_fn(respondents, |at| !numbers[at].is_nan()),
            },
            Vector::Texts(texts) => Truth {
                is_true: Mask::from_fn(respondents, |at| {
                    texts[at].as_deref().is_some_and(|text| {
                        values.iter().any(|value| matches!(value, Value::Text(listed) if listed == text))
                    })
                }),
                known: Mask::from_fn(respondents, |at| texts[at].is_some()),
            },
            Vector::Truths(truth) => {
                let mut found = Truth { is_true: Mask::none(respondents), known: truth.known.clone() };
                for value in values {
                    match value {
                        Value::Bool(true) => found.is_true = found.is_true.or(&truth.is_true),
                        Value::Bool(false) => found.is_true = found.is_true.or(&truth.not().is_true),
                        Value::Unknown | Value::Number(_) | Value::Text(_) => {}
                    }
                }
                found
            }
        }
    }

    fn place_of(&self, reference: Reference, value: &Value) -> Option<u16> {
        let code = match value {
            Value::Text(code) => code.as_str(),
            Value::Bool(true) => "1",
            Value::Bool(false) => "0",
            Value::Unknown | Value::Number(_) => return None,
        };
        match reference {
            Reference::Given(Given::Arm(arm)) => {
                let groups = &self.dataset.questionnaire.arms.get(arm)?.groups;
                groups.iter().position(|group| group.code.as_str() == code).map(|at| at as u16)
            }
            Reference::Given(_) if is_truth(reference) => match code {
                "1" => Some(0),
                "0" => Some(1),
                _ => None,
            },
            Reference::Variable(variable) => {
                let options = self.dataset.questionnaire.options(variable);
                options.iter().position(|option| option.code.as_str() == code).map(|at| at as u16)
            }
            Reference::Derived(index) => {
                self.derived_subjects.get(index)?.find_category(code).map(|at| at as u16)
            }
            Reference::Given(_) | Reference::Extra(_) => None,
        }
    }

    fn equal(&self, left: &Expr, right: &Expr) -> Truth {
        let respondents = self.respondents();
        match (self.vector(left), self.vector(right)) {
            (Vector::Numbers(left), Vector::Numbers(right)) => Truth {
                is_true: Mask::from_fn(respondents, |at| {
                    equal(&Value::Number(left[at]), &Value::Number(right[at]))
                }),
                known: Mask::from_fn(respondents, |at| !left[at].is_nan() && !right[at].is_nan()),
            },
            (Vector::Texts(left), Vector::Texts(right)) => Truth {
                is_true: Mask::from_fn(respondents, |at| left[at].is_some() && left[at] == right[at]),
                known: Mask::from_fn(respondents, |at| left[at].is_some() && right[at].is_some()),
            },
            (Vector::Truths(left), Vector::Truths(right)) => {
                let known = left.known.and(&right.known);
                let same = left.is_true.and(&right.is_true).or(&left.not().is_true.and(&right.not().is_true));
                Truth { is_true: same.and(&known), known }
            }
            _ => self.unknown(),
        }
    }

    fn has(&self, multiple: Reference, code: &str) -> Truth {
        let respondents = self.respondents();
        let place = self.place_of(multiple, &Value::Text(code.to_owned()));
        match (self.column(multiple), place) {
            (Some(Column::Sets { width, bits, states }), Some(place)) => {
                let options = usize::from(place) + 1;
                let mut masks = masks_of_sets(bits, *width, respondents, options);
                let known = Mask::from_fn(respondents, |at| states[at] == State::Answered);
                let is_true = masks.pop().unwrap_or_else(|| Mask::none(respondents)).and(&known);
                Truth { is_true, known }
            }
            _ => self.unknown(),
        }
    }

    fn any(&self, references: &[Reference], of: impl Fn(&Column) -> Mask) -> Truth {
        let mut found = Mask::none(self.respondents());
        for column in references.iter().filter_map(|reference| self.column(*reference)) {
            found = found.or(&of(column));
        }
        self.always(found)
    }

    fn folded(&self, operands: &[Expr], fold: fn(f64, f64) -> f64) -> Vector {
        let mut vectors = operands.iter().map(|operand| self.numbers(operand));
        let first = vectors.next().unwrap_or_else(|| vec![f64::NAN; self.respondents()]);
        Vector::Numbers(vectors.fold(first, |so_far, next| {
            // f64::min passes over NaN, unknown must not.
            zip(&so_far, &next, |a, b| if a.is_nan() || b.is_nan() { f64::NAN } else { fold(a, b) })
        }))
    }
}

fn arithmetic(op: Arithmetic, left: f64, right: f64) -> f64 {
    if left.is_nan() || right.is_nan() {
        return f64::NAN;
    }
    calculate(op, left, right).unwrap_or(f64::NAN)
}

fn zip(left: &[f64], right: &[f64], combine: impl Fn(f64, f64) -> f64) -> Vec<f64> {
    left.iter().zip(right).map(|(left, right)| combine(*left, *right)).collect()
}

/// One respondent of the columns as an expression sees them.
struct RowFacts<'a> {
    columns: Columns<'a>,
    respondent: usize,
}

impl RowFacts<'_> {
    fn value(&self, reference: Reference) -> Value {
        let Some(column) = self.columns.column(reference) else { return Value::Unknown };
        if column.state(self.respondent) != State::Answered {
            return Value::Unknown;
        }
        match column {
            Column::Codes(codes) => self.code(reference, codes[self.respondent]),
            Column::Numbers { values, .. } => Value::Number(values[self.respondent]),
            Column::Texts { words, places, .. } => {
                Value::Text(words[places[self.respondent] as usize].clone())
            }
            Column::Sets { .. } | Column::Ranks { .. } => Value::Unknown,
        }
    }

    fn size(&self, multiple: Reference) -> Option<usize> {
        let column = self.columns.column(multiple)?;
        if column.state(self.respondent) != State::Answered {
            return None;
        }
        match column {
            Column::Sets { width, bits, .. } => {
                let words = &bits[self.respondent * width..(self.respondent + 1) * width];
                Some(words.iter().map(|word| word.count_ones() as usize).sum())
            }
            Column::Ranks { options, ranks, .. } => {
                let own = &ranks[self.respondent * options..(self.respondent + 1) * options];
                Some(own.iter().filter(|rank| **rank > 0).count())
            }
            Column::Codes(_) | Column::Numbers { .. } | Column::Texts { .. } => None,
        }
    }

    fn rank(&self, ranking: Reference, code: &str) -> Option<usize> {
        let place = self.columns.place_of(ranking, &Value::Text(code.to_owned()))?;
        match self.columns.column(ranking)? {
            Column::Ranks { options, ranks, .. } => {
                let rank = ranks[self.respondent * options + usize::from(place)];
                (rank > 0).then_some(usize::from(rank))
            }
            Column::Codes(_) | Column::Sets { .. } | Column::Numbers { .. } | Column::Texts { .. } => None,
        }
    }
    fn code(&self, reference: Reference, code: u16) -> Value {
        match reference {
            Reference::Variable(variable) => code_value(&self.columns.dataset.questionnaire, variable, code),
            Reference::Derived(index) => self
                .columns
                .derived_subjects
                .get(index)
                .and_then(|subject| subject.categories.get(usize::from(code)))
                .map_or(Value::Unknown, |category| Value::Text(category.code.clone())),
            Reference::Given(Given::Arm(arm)) => self
                .columns
                .dataset
                .questionnaire
                .arms
                .get(arm)
                .and_then(|arm| arm.groups.get(usize::from(code)))
                .map_or(Value::Unknown, |group| Value::Text(group.code.to_string())),
            Reference::Given(_) if is_truth(reference) => Value::Bool(code == 0),
            Reference::Given(_) | Reference::Extra(_) => Value::Unknown,
        }
    }
}

/// Whether the name is true or false of each response.
fn is_truth(reference: Reference) -> bool {
    match reference {
        Reference::Given(Given::Consent(_) | Given::Flag(_) | Given::Removed) => true,
        Reference::Given(
            Given::WaveId
            | Given::WaveOpened
            | Given::Arm(_)
            | Given::Today
            | Given::Source
            | Given::Language
            | Given::Disposition
            | Given::StartedOn
            | Given::SubmittedOn
            | Given::Minutes
            | Given::Device
            | Given::Version,
        )
        | Reference::Variable(_)
        | Reference::Derived(_)
        | Reference::Extra(_) => false,
    }
}

fn code_value(questionnaire: &Questionnaire, variable: VariableIndex, code: u16) -> Value {
    match questionnaire.item(questionnaire.variable(variable).item).kind {
        ItemKind::Scale { from, .. } => Value::Number((from + i64::from(code)) as f64),
        ItemKind::Single { .. }
        | ItemKind::Multiple { .. }
        | ItemKind::Grid { .. }
        | ItemKind::MultipleGrid { .. }
        | ItemKind::Ranking { .. }
        | ItemKind::Number { .. }
        | ItemKind::Allocation { .. }
        | ItemKind::Date { .. }
        | ItemKind::Text { .. }
        | ItemKind::Note
        | ItemKind::Computed { .. } => questionnaire
            .options(variable)
            .get(usize::from(code))
            .map_or(Value::Unknown, |option| Value::Text(option.code.as_str().to_owned())),
    }
}
