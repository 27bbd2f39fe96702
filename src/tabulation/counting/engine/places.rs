//! Axes over respondents: the place of each along an axis, and the numbers that are summed.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::questionnaire::condition::Reference;
use crate::tabulation::counting::{Axis, AxisFound, FLAGS_MAX, Frame, STATES};
use crate::tabulation::dataset::{Cells, State, state_of_number};
use crate::tabulation::evaluate::Columns;
use crate::tabulation::subject::{Subject, SubjectKind, day_of_code};

/// The axis as it turns out over the universe.
pub(super) fn found(axis: &Axis, frame: &Frame<'_>) -> AxisFound {
    if let Some(length) = axis.length() {
        return AxisFound { length, values: Vec::new() };
    }
    let mut values: Vec<f64> = Vec::new();
    for chunk in 0..frame.dataset.chunks() {
        if let Axis::Values(reference) = axis
            && let Some(Cells::Numbers(numbers)) = frame.columns(chunk).column(*reference)
        {
            let own = frame.universe().part(frame.dataset.respondents_of(chunk));
            values.extend(own.iter().map(|at| numbers.get(at) + 0.0).filter(|value| !value.is_nan()));
            values.sort_unstable_by(f64::total_cmp);
            values.dedup();
        }
    }
    AxisFound { length: values.len() + 1, values }
}

/// The places of a chunk's respondents along the axis.
pub(super) fn places(axis: &Axis, found: &AxisFound, columns: &Columns<'_>) -> Vec<u32> {
    match axis {
        Axis::Codes(subject) => codes(subject, columns),
        Axis::Flags { of, flags } => flags_of(of, flags, columns),
        Axis::Values(reference) => {
            let none = found.values.len() as u32;
            let Some(Cells::Numbers(numbers)) = columns.column(*reference) else {
                return vec![none; columns.respondents()];
            };
            numbers.map(|value| {
                let known = found.values.binary_search_by(|known| known.total_cmp(&(value + 0.0)));
                known.map_or(none, |place| place as u32)
            })
        }
    }
}

/// The place of a missing state behind `answers` places; an answer without a place of its own stands with `Undefined`.
pub(super) fn of_state(answers: usize, state: State) -> u32 {
    let undefined = STATES - 1;
    (answers + State::MISSING.iter().position(|known| *known == state).unwrap_or(undefined)) as u32
}

fn codes(subject: &Subject, columns: &Columns<'_>) -> Vec<u32> {
    let answers = subject.categories.len();
    let undefined = of_state(answers, State::Undefined);
    match columns.column(subject.reference) {
        Some(Cells::Codes(codes)) => codes.map(|code| match code as usize {
            place if place < answers => code,
            _ => of_state(answers, State::of_code(code)),
        }),
        Some(Cells::Numbers(numbers)) => {
            let place = numbers_to_places(subject);
            numbers.map(|value| {
                let known = if value.is_nan() { None } else { place(value) };
                known.unwrap_or_else(|| of_state(answers, state_of_number(value)))
            })
        }
        Some(Cells::Texts(texts)) => {
            let known: BTreeMap<&str, u32> = subject
                .categories
                .iter()
                .enumerate()
                .map(|(place, category)| (category.code.as_str(), place as u32))
                .collect();
            texts.codes().map(|code| match texts.word(code) {
                Some(word) => known.get(word).copied().unwrap_or(undefined),
                None => of_state(answers, State::of_code(code)),
            })
        }
        Some(cells @ (Cells::Sets(_) | Cells::Ranks(_))) => {
            (0..cells.len()).map(|at| of_state(answers, cells.state(at))).collect()
        }
        None => vec![undefined; columns.respondents()],
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
            let days: BTreeMap<i64, u32> = subject
                .categories
                .iter()
                .enumerate()
                .filter_map(|(place, category)| Some((day_of_code(&category.code)?, place as u32)))
                .collect();
            Box::new(move |value| days.get(&(value as i64)).copied())
        }
    }
}

fn flags_of(of: &Subject, flags: &[Vec<usize>], columns: &Columns<'_>) -> Vec<u32> {
    let flags = &flags[..flags.len().min(FLAGS_MAX)];
    let answers = 1 << flags.len();
    let Some(cells) = columns.column(of.reference) else {
        return vec![of_state(answers, State::Undefined); columns.respondents()];
    };
    if let Cells::Sets(sets) = cells
        && let Some(places) = sets.flags(flags, |state| of_state(answers, state))
    {
        return places;
    }
    let chosen = |at: usize, category: usize| match cells {
        Cells::Sets(sets) => sets.contains(at, category),
        Cells::Ranks(ranks) => ranks.rank(at, category).is_some(),
        Cells::Codes(codes) => codes.get(at) as usize == category,
        Cells::Numbers(_) | Cells::Texts(_) => false,
    };
    let place = |at| match cells.state(at) {
        State::Answered => flags.iter().enumerate().fold(0, |place, (bit, categories)| {
            place | u32::from(categories.iter().any(|category| chosen(at, *category))) << bit
        }),
        state => of_state(answers, state),
    };
    (0..cells.len()).map(place).collect()
}

/// The number of every respondent of the chunk; NaN is none.
pub(super) fn numbers<'a>(subject: &Subject, columns: &Columns<'a>) -> Cow<'a, [f64]> {
    match columns.column(subject.reference) {
        Some(Cells::Numbers(numbers)) => numbers.values(),
        Some(Cells::Codes(codes)) => Cow::Owned(codes.map(|code| subject.score(code))),
        Some(Cells::Sets(_) | Cells::Ranks(_) | Cells::Texts(_)) | None => {
            Cow::Owned(vec![f64::NAN; columns.respondents()])
        }
    }
}

/// The numbers of a reference by themselves; NaN is none.
pub(super) fn numbers_of<'a>(reference: Reference, columns: &Columns<'a>) -> Cow<'a, [f64]> {
    match columns.column(reference) {
        Some(Cells::Numbers(numbers)) => numbers.values(),
        Some(Cells::Codes(_) | Cells::Sets(_) | Cells::Ranks(_) | Cells::Texts(_)) | None => {
            Cow::Owned(vec![f64::NAN; columns.respondents()])
        }
    }
}
