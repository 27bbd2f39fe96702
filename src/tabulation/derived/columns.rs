//! Derived variables worked out over the columns of one chunk; who has no value has the reason of what it is made from.

use super::{Definition, Derived, by_dependency};
use crate::questionnaire::condition::Reference;
use crate::tabulation::dataset::{Cells, Dataset, Numbers, State, no_number};
use crate::tabulation::evaluate::Columns;
use crate::tabulation::kernels::Mask;
use crate::tabulation::subject::Subject;
use std::borrow::Cow;
use std::sync::Arc;

/// The columns of all derived variables over one chunk of the dataset, by their places.
pub(crate) fn columns(
    all: &[Derived],
    subjects: &[Subject],
    dataset: &Dataset,
    chunk: usize,
) -> Vec<Option<Arc<Cells>>> {
    let mut found: Vec<Option<Arc<Cells>>> = vec![None; all.len()];
    for index in by_dependency(all).0 {
        let columns = Columns { dataset, chunk, derived: &found, lazy: None, derived_subjects: subjects };
        let cells = work_out(&all[index], &columns);
        found[index] = cells.map(Arc::new);
    }
    found
}

fn work_out(derived: &Derived, columns: &Columns<'_>) -> Option<Cells> {
    let respondents = columns.respondents();
    match &derived.definition {
        Definition::Flag(expr) => {
            let truth = columns.truth(expr);
            let mut codes = unanswered(derived, columns);
            for respondent in truth.known.iter() {
                codes[respondent] = u32::from(!truth.is_true.contains(respondent));
            }
            Some(Cells::Codes(codes.into_iter().collect()))
        }
        Definition::Recode { of, to } => {
            let reading = match of.reference {
                // What a given's categories are is known only now.
                Reference::Given(given) => {
                    let dataset = columns.dataset;
                    let language = &dataset.info.language;
                    Subject::of_given(given, &of.name, &dataset.questionnaire, language, Some(dataset))
                }
                Reference::Variable(_) | Reference::Derived(_) | Reference::Extra(_) => (**of).clone(),
            };
            let masks = reading.reading(columns.column(of.reference)?);
            let mut codes = unanswered(derived, columns);
            for (category, mask) in reading.categories.iter().zip(&masks.categories) {
                let code = to.get(&category.code).map_or(State::Undefined.code(), |code| u32::from(*code));
                mask.iter().for_each(|respondent| codes[respondent] = code);
            }
            Some(Cells::Codes(codes.into_iter().collect()))
        }
        Definition::Cuts { of, cuts } => {
            let mut codes = unanswered(derived, columns);
            let values = numbers_of(columns, *of)?;
            for (code, value) in codes.iter_mut().zip(&*values) {
                if !value.is_nan() {
                    let band = cuts.partition_point(|cut| cut <= value);
                    *code = if band == 0 { State::Undefined.code() } else { band as u32 - 1 };
                }
            }
            Some(Cells::Codes(codes.into_iter().collect()))
        }
        Definition::Count(flags) => {
            let truths: Vec<_> = flags.iter().map(|flag| columns.truth(flag)).collect();
            let known = truths.iter().fold(Mask::all(respondents), |known, truth| known.and(&truth.known));
            let mut values = vec![f64::NAN; respondents];
            for respondent in known.iter() {
                let count = truths.iter().filter(|truth| truth.is_true.contains(respondent)).count();
                values[respondent] = count as f64;
            }
            Some(numbers_or_reasons(derived, columns, values))
        }
        Definition::Value(expr) => {
            Some(numbers_or_reasons(derived, columns, columns.numbers(expr).into_owned()))
        }
        Definition::Mean { of, min_answers } => {
            let scores: Vec<Cow<'_, [f64]>> =
                of.iter().map(|subject| scores_of(columns, subject)).collect::<Option<_>>()?;
            let mean = |respondent: usize| {
                let given = scores.iter().map(|scores| scores[respondent]).filter(|score| !score.is_nan());
                let (count, sum) = given.fold((0, 0.0), |(count, sum), score| (count + 1, sum + score));
                if count >= *min_answers { sum / count as f64 } else { f64::NAN }
            };
            Some(numbers_or_reasons(derived, columns, (0..respondents).map(mean).collect()))
        }
        Definition::Broken => None,
    }
}

/// A column of the values; who has none (NaN) has the reason of what it is made from.
fn numbers_or_reasons(derived: &Derived, columns: &Columns<'_>, mut values: Vec<f64>) -> Cells {
    for (value, reason) in values.iter_mut().zip(unanswered(derived, columns)) {
        if value.is_nan() {
            *value = no_number(State::of_code(reason));
        }
    }
    Cells::Numbers(Numbers::of(values))
}

/// The score of each respondent, NaN where there is none.
fn scores_of<'a>(columns: &Columns<'a>, subject: &Subject) -> Option<Cow<'a, [f64]>> {
    match columns.column(subject.reference)? {
        Cells::Numbers(numbers) => Some(numbers.values()),
        cells => subject.reading(cells).scores.map(Cow::Owned),
    }
}

/// A number's values; a scale's points as numbers.
fn numbers_of<'a>(columns: &Columns<'a>, reference: Reference) -> Option<Cow<'a, [f64]>> {
    if let Cells::Numbers(numbers) = columns.column(reference)? {
        return Some(numbers.values());
    }
    let Reference::Variable(variable) = reference else { return None };
    let dataset = columns.dataset;
    let subject = Subject::of_variable(&dataset.questionnaire, variable, &dataset.info.language);
    subject.reading(columns.column(reference)?).scores.map(Cow::Owned)
}

/// Why each respondent has no value, if it turns out so: skipped where anything it is made from was asked, else the
/// reason of its first source.
fn unanswered(derived: &Derived, columns: &Columns<'_>) -> Vec<u32> {
    let sources: Vec<&Cells> = derived.sources.iter().filter_map(|source| columns.column(*source)).collect();
    (0..columns.respondents())
        .map(|respondent| {
            let states = sources.iter().map(|cells| cells.state(respondent));
            match states.clone().next() {
                _ if states.clone().any(State::was_asked) => {
                    let removed = states.clone().all(|state| state == State::Removed);
                    if removed { State::Removed.code() } else { State::Skipped.code() }
                }
                Some(first) => first.code(),
                None => State::Undefined.code(),
            }
        })
        .collect()
}
