//! Expressions over whole columns: the same meaning as `condition::evaluate` on each response, many responses at a
//! time. A truth is two masks, who is true and who is known; a number that is unknown is NaN.

use std::borrow::Cow;
use std::sync::Arc;

use super::dataset::{Cells, Codes, Dataset, Numbers, State};
use super::kernels::Mask;
use super::pushdown::LazyDerived;
use super::subject::Subject;
use crate::questionnaire::condition::{
    Arithmetic, Comparison, Expr, Given, Reference, Value, calculate, compare, equal, round, years_between,
};
use crate::questionnaire::{ItemKind, Questionnaire, VariableKind};

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

/// The columns that expressions read, over the respondents of one chunk: the dataset's, and the derived variables worked
/// out so far.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Columns<'a> {
    pub(crate) dataset: &'a Dataset,
    pub(crate) chunk: usize,
    /// By place; a variable that is not worked out yet is never named (they are sorted by dependency).
    pub(crate) derived: &'a [Option<Arc<Cells>>],
    /// In place of `derived` where the answers lie in the database.
    pub(crate) lazy: Option<&'a LazyDerived<'a>>,
    pub(crate) derived_subjects: &'a [Subject],
}

/// One column against constants, the commonest conditions of all: whole columns of codes and numbers are compared, never
/// texts.
enum AgainstConstants<'a> {
    Codes { codes: &'a Codes, listed: Vec<u32> },
    Number { numbers: &'a Numbers, op: Comparison, constant: f64 },
}

impl AgainstConstants<'_> {
    fn known_to_be(&self, wanted: bool) -> Mask {
        match self {
            AgainstConstants::Codes { codes, listed } => codes
                .which(|code| State::of_code(code) == State::Answered && listed.contains(&code) == wanted),
            AgainstConstants::Number { numbers, op, constant } => {
                // What is no number is neither.
                match if wanted { *op } else { op.opposite() } {
                    Comparison::Less => numbers.which(|value| value < *constant),
                    Comparison::LessOrEqual => numbers.which(|value| value <= *constant),
                    Comparison::Greater => numbers.which(|value| value > *constant),
                    Comparison::GreaterOrEqual => numbers.which(|value| value >= *constant),
                }
            }
        }
    }

    fn truth(&self) -> Truth {
        let is_true = self.known_to_be(true);
        Truth { known: is_true.or(&self.known_to_be(false)), is_true }
    }
}

enum Vector<'a> {
    Truths(Truth),
    /// NaN is unknown.
    Numbers(Cow<'a, [f64]>),
    Texts(Vec<Option<Cow<'a, str>>>),
}

impl<'a> Columns<'a> {
    pub(crate) fn column(&self, reference: Reference) -> Option<&'a Cells> {
        match reference {
            Reference::Variable(variable) => self.dataset.variable(variable).chunk(self.chunk),
            Reference::Given(given) => self.dataset.given(given)?.chunk(self.chunk),
            Reference::Derived(index) => match self.lazy {
                Some(lazy) => lazy.column(index)?.chunk(self.chunk),
                None => self.derived.get(index)?.as_deref(),
            },
            Reference::Extra(index) => self.dataset.extra(index)?.chunk(self.chunk),
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
    pub(crate) fn numbers(&self, expr: &Expr) -> Cow<'a, [f64]> {
        match self.vector(expr) {
            Vector::Numbers(numbers) => numbers,
            Vector::Truths(_) | Vector::Texts(_) => Cow::Owned(vec![f64::NAN; self.respondents()]),
        }
    }

    /// How many respondents the chunk has.
    pub(crate) fn respondents(&self) -> usize {
        self.dataset.respondents_of(self.chunk).len()
    }

    fn unknown(&self) -> Truth {
        Truth { is_true: Mask::none(self.respondents()), known: Mask::none(self.respondents()) }
    }

    fn always(&self, is_true: Mask) -> Truth {
        Truth { is_true, known: Mask::all(self.respondents()) }
    }

    /// For whom the condition is known to be true.
    pub(crate) fn holds(&self, expr: &Expr) -> Mask {
        self.known_to_be(true, expr)
    }

    fn known_to_be(&self, wanted: bool, expr: &Expr) -> Mask {
        if let Some(simple) = self.against_constants(expr) {
            return simple.known_to_be(wanted);
        }
        let both = |left, right| (self.known_to_be(wanted, left), self.known_to_be(wanted, right));
        match expr {
            Expr::Not(inner) => self.known_to_be(!wanted, inner),
            Expr::And(left, right) | Expr::Or(left, right) => {
                let (left, right) = both(left, right);
                // That not both are true is known as soon as one is known to be false.
                if matches!(expr, Expr::And(..)) == wanted { left.and(&right) } else { left.or(&right) }
            }
            _ => {
                let truth = self.truth(expr);
                if wanted { truth.is_true } else { truth.not().is_true }
            }
        }
    }

    fn vector(&self, expr: &Expr) -> Vector<'a> {
        if let Some(simple) = self.against_constants(expr) {
            return Vector::Truths(simple.truth());
        }
        let owned = |numbers: Vec<f64>| Vector::Numbers(Cow::Owned(numbers));
        match expr {
            Expr::Literal(value) => self.literal(value),
            Expr::Name(reference) => self.name(*reference),
            Expr::CodeNumber(reference) => Vector::Numbers(self.code_numbers(*reference)),
            Expr::OneOf { operand, values } => Vector::Truths(self.one_of(operand, values)),
            Expr::Equal(left, right) => Vector::Truths(self.equal(left, right)),
            Expr::Compare { op, left, right } => Vector::Truths(self.compared(*op, left, right)),
            Expr::Arithmetic { op, left, right } => {
                owned(zip(&self.numbers(left), &self.numbers(right), |left, right| {
                    arithmetic(*op, left, right)
                }))
            }
            Expr::Negate(inner) => owned(self.numbers(inner).iter().map(|number| -number).collect()),
            Expr::Not(inner) => Vector::Truths(self.truth(inner).not()),
            Expr::And(left, right) => Vector::Truths(self.truth(left).and(&self.truth(right))),
            Expr::Or(left, right) => Vector::Truths(self.truth(left).or(&self.truth(right))),
            Expr::Has { multiple, code } => Vector::Truths(self.has(*multiple, code)),
            Expr::Answered(references) => Vector::Truths(self.any(references, Cells::answered)),
            Expr::Asked(references) => Vector::Truths(self.any(references, Cells::asked)),
            Expr::Size(reference) => {
                owned(self.each(|row| row.size(*reference).map_or(f64::NAN, |size| size as f64)))
            }
            Expr::Rank { ranking, code } => {
                owned(self.each(|row| row.rank(*ranking, code).map_or(f64::NAN, |rank| rank as f64)))
            }
            Expr::Min(operands) => self.folded(operands, f64::min),
            Expr::Max(operands) => self.folded(operands, f64::max),
            Expr::Sum(operands) => self.folded(operands, |sum, next| sum + next),
            Expr::YearsBetween(from, to) => owned(zip(&self.numbers(from), &self.numbers(to), |from, to| {
                years_between(from, to).unwrap_or(f64::NAN)
            })),
            Expr::Round { value, decimals } => {
                owned(self.numbers(value).iter().map(|number| round(*number, *decimals)).collect())
            }
        }
    }

    fn each(&self, value: impl Fn(&RowFacts<'_>) -> f64) -> Vec<f64> {
        (0..self.respondents()).map(|respondent| value(&RowFacts { columns: *self, respondent })).collect()
    }

    fn literal(&self, value: &Value) -> Vector<'a> {
        let respondents = self.respondents();
        match value {
            Value::Unknown => Vector::Truths(self.unknown()),
            Value::Bool(true) => Vector::Truths(self.always(Mask::all(respondents))),
            Value::Bool(false) => Vector::Truths(self.always(Mask::none(respondents))),
            Value::Number(number) => Vector::Numbers(Cow::Owned(vec![*number; respondents])),
            Value::Text(text) => Vector::Texts(vec![Some(Cow::Owned(text.clone())); respondents]),
        }
    }

    fn name(&self, reference: Reference) -> Vector<'a> {
        if is_truth(reference) {
            return Vector::Truths(self.truth_of(reference));
        }
        match self.column(reference) {
            Some(Cells::Numbers(numbers)) => Vector::Numbers(numbers.values()),
            Some(Cells::Codes(codes)) if self.is_scale(reference) => {
                Vector::Numbers(Cow::Owned(codes.map(|code| self.point(reference, code))))
            }
            Some(Cells::Codes(codes)) => {
                let text = |at| self.code_text(reference, codes.get(at)).map(Cow::Borrowed);
                Vector::Texts((0..codes.len()).map(text).collect())
            }
            Some(Cells::Texts(texts)) => {
                let text = |at| texts.get(at).ok().map(Cow::Borrowed);
                Vector::Texts((0..texts.len()).map(text).collect())
            }
            Some(Cells::Sets(_) | Cells::Ranks(_)) | None => Vector::Texts(vec![None; self.respondents()]),
        }
    }

    /// A name that is true or false: the category 0 of its column is true. Whom a rule of quality cannot judge it does
    /// not flag.
    fn truth_of(&self, reference: Reference) -> Truth {
        let unknown_is_false = matches!(reference, Reference::Given(Given::Flag(_)));
        match self.column(reference) {
            Some(Cells::Codes(codes)) => Truth {
                is_true: codes.which(|code| code == 0),
                known: codes.which(|code| unknown_is_false || State::of_code(code) == State::Answered),
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

    /// The point of a scale.
    fn point(&self, reference: Reference, code: u32) -> f64 {
        let Reference::Variable(variable) = reference else { return f64::NAN };
        let questionnaire = &self.dataset.questionnaire;
        match questionnaire.item(questionnaire.variable(variable).item).kind {
            ItemKind::Scale { from, .. } if State::of_code(code) == State::Answered => {
                (from + i64::from(code)) as f64
            }
            _ => f64::NAN,
        }
    }

    /// The code of the option, group or category, as the expression language has it.
    fn code_text(&self, reference: Reference, code: u32) -> Option<&'a str> {
        let place = code as usize;
        let questionnaire = &self.dataset.questionnaire;
        match reference {
            Reference::Variable(variable) => {
                questionnaire.options(variable).get(place).map(|option| option.code.as_str())
            }
            Reference::Derived(index) => {
                let subject = self.derived_subjects.get(index)?;
                subject.categories.get(place).map(|category| category.code.as_str())
            }
            Reference::Given(Given::Arm(arm)) => {
                questionnaire.arms.get(arm)?.groups.get(place).map(|group| group.code.as_str())
            }
            Reference::Given(_) | Reference::Extra(_) => None,
        }
    }

    fn code_numbers(&self, reference: Reference) -> Cow<'a, [f64]> {
        if let Some(Cells::Codes(codes)) = self.column(reference)
            && !self.is_scale(reference)
            && !is_truth(reference)
        {
            let number = |code| {
                let text = self.code_text(reference, code);
                text.and_then(|code| code.parse().ok()).unwrap_or(f64::NAN)
            };
            return Cow::Owned(codes.map(number));
        }
        match self.name(reference) {
            Vector::Numbers(numbers) => numbers,
            Vector::Texts(texts) => texts
                .iter()
                .map(|text| text.as_deref().and_then(|code| code.parse().ok()).unwrap_or(f64::NAN))
                .collect(),
            Vector::Truths(_) => Cow::Owned(vec![f64::NAN; self.respondents()]),
        }
    }

    fn compared(&self, op: Comparison, left: &Expr, right: &Expr) -> Truth {
        let (left, right) = (self.numbers(left), self.numbers(right));
        let known = Mask::from_fn(left.len(), |at| !left[at].is_nan() && !right[at].is_nan());
        let is_true = Mask::from_fn(left.len(), |at| known.contains(at) && compare(op, left[at], right[at]));
        Truth { is_true, known }
    }

    /// The condition as one column against constants, where it is no more than that.
    fn against_constants(&self, expr: &Expr) -> Option<AgainstConstants<'a>> {
        let numbers = |expr: &Expr| match expr {
            Expr::Name(reference) => match self.column(*reference) {
                Some(Cells::Numbers(numbers)) => Some(numbers),
                _ => None,
            },
            _ => None,
        };
        let constant = |expr: &Expr| match expr {
            Expr::Literal(Value::Number(number)) if !number.is_nan() => Some(*number),
            _ => None,
        };
        match expr {
            Expr::Compare { op, left, right } => match (numbers(left), constant(right)) {
                (Some(numbers), Some(constant)) => {
                    Some(AgainstConstants::Number { numbers, op: *op, constant })
                }
                _ => {
                    let (constant, numbers) = (constant(left)?, numbers(right)?);
                    Some(AgainstConstants::Number { numbers, op: op.flipped(), constant })
                }
            },
            Expr::OneOf { operand, values } => match &**operand {
                Expr::Name(reference) if !self.is_scale(*reference) => match self.column(*reference) {
                    Some(Cells::Codes(codes)) => {
                        let listed =
                            values.iter().filter_map(|value| self.place_of(*reference, value)).collect();
                        Some(AgainstConstants::Codes { codes, listed })
                    }
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        }
    }

    /// Texts against a list compare places and never texts.
    fn one_of(&self, operand: &Expr, values: &[Value]) -> Truth {
        let is_listed =
            |text: &str| values.iter().any(|value| matches!(value, Value::Text(listed) if listed == text));
        if let Expr::Name(reference) = operand {
            match self.column(*reference) {
                Some(cells @ Cells::Texts(texts)) => {
                    return Truth { is_true: texts.which(is_listed), known: cells.answered() };
                }
                Some(cells @ Cells::Numbers(numbers)) => {
                    let is_one = |number: f64| values.iter().any(|one| equal(one, &Value::Number(number)));
                    return Truth { is_true: numbers.which(is_one), known: cells.answered() };
                }
                _ => {}
            }
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
                is_true: Mask::from_fn(respondents, |at| texts[at].as_deref().is_some_and(is_listed)),
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

    fn place_of(&self, reference: Reference, value: &Value) -> Option<u32> {
        place_of(&self.dataset.questionnaire, self.derived_subjects, reference, value)
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
        let place = self.place_of(multiple, &Value::Text(code.to_owned()));
        match (self.column(multiple), place) {
            (Some(Cells::Sets(sets)), Some(place)) => {
                Truth { is_true: sets.which(place as usize), known: sets.in_state(State::Answered) }
            }
            _ => self.unknown(),
        }
    }

    fn any(&self, references: &[Reference], of: impl Fn(&Cells) -> Mask) -> Truth {
        let mut found = Mask::none(self.respondents());
        for column in references.iter().filter_map(|reference| self.column(*reference)) {
            found = found.or(&of(column));
        }
        self.always(found)
    }

    fn folded(&self, operands: &[Expr], fold: fn(f64, f64) -> f64) -> Vector<'a> {
        let mut vectors = operands.iter().map(|operand| self.numbers(operand));
        let first = vectors.next().unwrap_or_else(|| Cow::Owned(vec![f64::NAN; self.respondents()]));
        Vector::Numbers(vectors.fold(first, |so_far, next| {
            // f64::min passes over NaN, unknown must not.
            Cow::Owned(zip(
                &so_far,
                &next,
                |a, b| if a.is_nan() || b.is_nan() { f64::NAN } else { fold(a, b) },
            ))
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
    /// Among those of the chunk.
    respondent: usize,
}

impl RowFacts<'_> {
    fn size(&self, multiple: Reference) -> Option<usize> {
        let column = self.columns.column(multiple)?;
        if column.state(self.respondent) != State::Answered {
            return None;
        }
        match column {
            Cells::Sets(sets) => Some(sets.size(self.respondent)),
            Cells::Ranks(ranks) => Some(ranks.size(self.respondent)),
            Cells::Codes(_) | Cells::Numbers(_) | Cells::Texts(_) => None,
        }
    }

    fn rank(&self, ranking: Reference, code: &str) -> Option<usize> {
        let place = self.columns.place_of(ranking, &Value::Text(code.to_owned()))?;
        match self.columns.column(ranking)? {
            Cells::Ranks(ranks) => ranks.rank(self.respondent, place as usize),
            Cells::Codes(_) | Cells::Sets(_) | Cells::Numbers(_) | Cells::Texts(_) => None,
        }
    }
}

/// The place of a code among those of the name; `None` where it has no such code, or no codes.
pub(crate) fn place_of(
    questionnaire: &Questionnaire,
    derived: &[Subject],
    reference: Reference,
    value: &Value,
) -> Option<u32> {
    let code = match value {
        Value::Text(code) => code.as_str(),
        Value::Bool(true) => "1",
        Value::Bool(false) => "0",
        Value::Unknown | Value::Number(_) => return None,
    };
    match reference {
        Reference::Given(Given::Arm(arm)) => {
            let groups = &questionnaire.arms.get(arm)?.groups;
            groups.iter().position(|group| group.code.as_str() == code).map(|at| at as u32)
        }
        Reference::Given(_) if is_truth(reference) => match code {
            "1" => Some(0),
            "0" => Some(1),
            _ => None,
        },
        Reference::Variable(variable) => {
            let options = questionnaire.options(variable);
            options.iter().position(|option| option.code.as_str() == code).map(|at| at as u32)
        }
        Reference::Derived(index) => derived.get(index)?.find_category(code).map(|at| at as u32),
        Reference::Given(_) | Reference::Extra(_) => None,
    }
}

/// Whether the name is true or false of each response.
pub(crate) fn is_truth(reference: Reference) -> bool {
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
