//! Axes over respondents: the place of each along an axis, and the numbers that are summed.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use chrono::NaiveDate;

use crate::questionnaire::condition::{Reference, days_since_epoch};
use crate::tabulation::counting::{Axis, AxisFound, FLAGS_MAX, STATES};
use crate::tabulation::dataset::{Column, State};
use crate::tabulation::evaluate::{Columns, Truth};
use crate::tabulation::kernels::Mask;
use crate::tabulation::subject::{Subject, SubjectKind};

/// The axis as it turns out over the universe.
pub(super) fn found(axis: &Axis, columns: &Columns<'_>, universe: &Mask) -> AxisFound {
    let length = match axis {
        Axis::Codes(subject) => subject.categories.len() + STATES,
        Axis::Flags { flags, .. } => (1 << flags.len().min(FLAGS_MAX)) + STATES,
        Axis::Truth(_) => 3,
        Axis::Values(reference) => {
            let mut values = match columns.column(*reference) {
                Some(Column::Numbers { values, .. }) => {
                    universe.iter().map(|at| values[at] + 0.0).filter(|value| !value.is_nan()).collect()
                }
                _ => Vec::new(),
            };
            values.sort_unstable_by(f64::total_cmp);
            values.dedup();
            return AxisFound { length: values.len() + 1, values };
        }
    };
    AxisFound { length, values: Vec::new() }
}

/// The places of some respondents along the axis; `truth` is the answer of its condition.
pub(super) fn places(
    axis: &Axis,
    found: &AxisFound,
    truth: Option<&Truth>,
    columns: &Columns<'_>,
    respondents: Range<usize>,
) -> Vec<u32> {
    match axis {
        Axis::Codes(subject) => codes(subject, columns, respondents),
        Axis::Flags { of, flags } => flags_of(of, flags, columns, respondents),
        Axis::Truth(_) => {
            let place = |at| match truth {
                Some(truth) if truth.is_true.contains(at) => 0,
                Some(truth) if truth.known.contains(at) => 1,
                Some(_) | None => 2,
            };
            respondents.map(place).collect()
        }
        Axis::Values(reference) => {
            let none = found.values.len() as u32;
            let Some(Column::Numbers { values, .. }) = columns.column(*reference) else {
                return vec![none; respondents.len()];
            };
            let place = |value: &f64| {
                let known = found.values.binary_search_by(|known| known.total_cmp(&(value + 0.0)));
                known.map_or(none, |place| place as u32)
            };
            values[respondents].iter().map(place).collect()
        }
    }
}

/// The place of a missing state behind `answers` places; an answer without a place of its own stands with `Undefined`.
fn of_state(answers: usize, state: State) -> u32 {
    let undefined = STATES - 1;
    (answers + State::MISSING.iter().position(|known| *known == state).unwrap_or(undefined)) as u32
}

fn codes(subject: &Subject, columns: &Columns<'_>, respondents: Range<usize>) -> Vec<u32> {
    let answers = subject.categories.len();
    let of_code = |code: u16| match usize::from(code) {
        code if code < answers => code as u32,
        _ => of_state(answers, State::of_code(code)),
    };
    match columns.column(subject.reference) {
        Some(Column::Codes(codes)) => codes[respondents].iter().map(|code| of_code(*code)).collect(),
        Some(Column::Numbers { values, states }) => {
            let place = numbers_to_places(subject);
            let of = |(value, state): (&f64, &State)| {
                let known = if value.is_nan() { None } else { place(*value) };
                known.unwrap_or_else(|| of_state(answers, *state))
            };
            values[respondents.clone()].iter().zip(&states[respondents]).map(of).collect()
        }
        Some(Column::Texts { words, places, states }) => {
            let known: BTreeMap<&str, u32> = subject
                .categories
                .iter()
                .enumerate()
                .map(|(place, category)| (category.code.as_str(), place as u32))
                .collect();
            let of_words: Vec<Option<u32>> =
                words.iter().map(|word| known.get(word.as_str()).copied()).collect();
            let of = |(place, state): (&u32, &State)| match state {
                State::Answered => {
                    let known = of_words.get(*place as usize).copied().flatten();
                    known.unwrap_or_else(|| of_state(answers, State::Undefined))
                }
                state => of_state(answers, *state),
            };
            places[respondents.clone()].iter().zip(&states[respondents]).map(of).collect()
        }
        Some(column @ (Column::Sets { .. } | Column::Ranks { .. })) => {
            respondents.map(|at| of_state(answers, column.state(at))).collect()
        }
        None => vec![of_state(answers, State::Undefined); respondents.len()],
    }
}

/// The category of a number: the band around it, or the day that it is.
fn numbers_to_places(subject: &Subject) -> Box<dyn Fn(f64) -> Option<u32> + '_> {
    match subject.kind {
        SubjectKind::Bands => Box::new(|value| {
            let is_in = |(from, to): (Option<f64>, Option<f64>)| {
                from.is_none_or(|from| value >= from) && to.is_none_or(|to| value < to)
            };
            let found = subject.categories.iter().position(|category| category.interval.is_some_and(is_in));
            found.map(|place| place as u32)
        }),
        SubjectKind::Single | SubjectKind::Multiple | SubjectKind::Number => {
            let day = |code: &str| match NaiveDate::parse_from_str(code, "%Y-%m-%d") {
                Ok(date) => Some(days_since_epoch(date) as i64),
                Err(_) => code.parse().ok(),
            };
            let days: BTreeMap<i64, u32> = subject
                .categories
                .iter()
                .enumerate()
                .filter_map(|(place, category)| Some((day(&category.code)?, place as u32)))
                .collect();
            Box::new(move |value| days.get(&(value as i64)).copied())
        }
    }
}

fn flags_of(
    of: &Subject,
    flags: &[Vec<usize>],
    columns: &Columns<'_>,
    respondents: Range<usize>,
) -> Vec<u32> {
    let flags = &flags[..flags.len().min(FLAGS_MAX)];
    let answers = 1 << flags.len();
    let Some(column) = columns.column(of.reference) else {
        return vec![of_state(answers, State::Undefined); respondents.len()];
    };
    let chosen = |at: usize, category: usize| match column {
        Column::Sets { width, bits, .. } => {
            category / 64 < *width && bits[at * width + category / 64] >> (category % 64) & 1 == 1
        }
        Column::Ranks { options, ranks, .. } => category < *options && ranks[at * options + category] > 0,
        Column::Codes(codes) => usize::from(codes[at]) == category,
        Column::Numbers { .. } | Column::Texts { .. } => false,
    };
    let place = |at| match column.state(at) {
        State::Answered => flags.iter().enumerate().fold(0, |place, (bit, categories)| {
            place | u32::from(categories.iter().any(|category| chosen(at, *category))) << bit
        }),
        state => of_state(answers, state),
    };
    respondents.map(place).collect()
}

/// The number of every respondent; NaN is none.
pub(super) fn numbers<'a>(subject: &Subject, columns: &Columns<'a>) -> Cow<'a, [f64]> {
    match columns.column(subject.reference) {
        Some(Column::Numbers { values, .. }) => Cow::Borrowed(values.as_slice()),
        Some(Column::Codes(codes)) => {
            let score = |code: &u16| {
                let category = subject.categories.get(usize::from(*code));
                let scored = category.filter(|category| category.missing.is_none());
                scored.and_then(|category| category.score).unwrap_or(f64::NAN)
            };
            codes.iter().map(score).collect()
        }
        Some(Column::Sets { .. } | Column::Ranks { .. } | Column::Texts { .. }) | None => {
            Cow::Owned(vec![f64::NAN; columns.dataset.respondents()])
        }
    }
}

/// The numbers of a reference by themselves; NaN is none.
pub(super) fn numbers_of<'a>(reference: Reference, columns: &Columns<'a>) -> Cow<'a, [f64]> {
    match columns.column(reference) {
        Some(Column::Numbers { values, .. }) => Cow::Borrowed(values.as_slice()),
        Some(Column::Codes(_) | Column::Sets { .. } | Column::Ranks { .. } | Column::Texts { .. }) | None => {
            Cow::Owned(vec![f64::NAN; columns.dataset.respondents()])
        }
    }
}
