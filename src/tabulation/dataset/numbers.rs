//! Numbers of respondents, or why there is none: a byte each where few different ones occur, as ages and days do, and
//! eight bytes where they are many.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::State;
use crate::tabulation::kernels::Mask;

/// More different numbers than this are not kept as places in a list.
const FEW: usize = 256;

/// Why there is no number stands in the lowest bits of a NaN.
#[derive(Debug, Clone)]
pub(crate) enum Numbers {
    /// Places in a list of at most [`FEW`] numbers.
    Few {
        values: Vec<f64>,
        places: Vec<u8>,
    },
    Each(Vec<f64>),
}

/// No number, for this reason.
pub(crate) fn no_number(state: State) -> f64 {
    f64::from_bits(f64::NAN.to_bits() | u64::from(state as u8))
}

/// The reason in a number that is none; answered where it is one.
pub(crate) fn state_of_number(value: f64) -> State {
    if !value.is_nan() {
        return State::Answered;
    }
    match State::of_number((value.to_bits() & 7) as u8) {
        State::Answered => State::Undefined,
        state => state,
    }
}

impl Numbers {
    pub(super) fn new() -> Numbers {
        Numbers::Each(Vec::new())
    }

    /// Numbers to which nothing is added any more.
    pub(super) fn of(values: Vec<f64>) -> Numbers {
        let mut numbers = Numbers::Each(values);
        numbers.settle();
        numbers
    }

    pub(crate) fn len(&self) -> usize {
        match self {
            Numbers::Few { places, .. } => places.len(),
            Numbers::Each(values) => values.len(),
        }
    }

    /// The respondent's number; where it is none, a NaN with the reason.
    pub(crate) fn get(&self, at: usize) -> f64 {
        match self {
            Numbers::Few { values, places } => values[usize::from(places[at])],
            Numbers::Each(values) => values[at],
        }
    }

    pub(crate) fn state(&self, at: usize) -> State {
        state_of_number(self.get(at))
    }

    /// All of them, NaN where there is none.
    pub(crate) fn values(&self) -> Cow<'_, [f64]> {
        match self {
            Numbers::Few { .. } => Cow::Owned(self.map(|value| value)),
            Numbers::Each(values) => Cow::Borrowed(values),
        }
    }

    /// What `read` makes of each; of few numbers it is asked once a number.
    pub(crate) fn map<T: Copy>(&self, read: impl Fn(f64) -> T) -> Vec<T> {
        match self {
            Numbers::Few { values, places } => {
                let last = values.len().saturating_sub(1);
                // A place beyond the list does not occur.
                let read: [T; FEW] = std::array::from_fn(|at| read(values[at.min(last)]));
                places.iter().map(|place| read[usize::from(*place)]).collect()
            }
            Numbers::Each(values) => values.iter().map(|value| read(*value)).collect(),
        }
    }

    /// The respondents whose number is such.
    pub(crate) fn which(&self, holds: impl Fn(f64) -> bool) -> Mask {
        match self {
            Numbers::Few { values, places } => {
                let last = values.len().saturating_sub(1);
                let holds: [bool; FEW] = std::array::from_fn(|at| holds(values[at.min(last)]));
                Mask::from_slice(places, |place| holds[usize::from(*place)])
            }
            Numbers::Each(values) => Mask::from_slice(values, |value| holds(*value)),
        }
    }

    /// Every number that occurs, some of them more than once.
    pub(crate) fn occurring(&self) -> impl Iterator<Item = f64> + '_ {
        let mut used = [false; FEW];
        let values = match self {
            Numbers::Few { values, places } => {
                places.iter().for_each(|place| used[usize::from(*place)] = true);
                values
            }
            Numbers::Each(values) => {
                used.fill(true);
                values
            }
        };
        values.iter().enumerate().filter(move |(at, _)| *at >= FEW || used[*at]).map(|(_, value)| *value)
    }

    pub(super) fn push(&mut self, value: f64) {
        self.each().push(value);
    }

    pub(super) fn set(&mut self, at: usize, value: f64) {
        if let Numbers::Few { values, places } = self
            && let Some(place) = values.iter().position(|known| known.to_bits() == value.to_bits())
        {
            places[at] = place as u8;
            return;
        }
        self.each()[at] = value;
    }

    pub(super) fn truncate(&mut self, len: usize) {
        match self {
            Numbers::Few { places, .. } => places.truncate(len),
            Numbers::Each(values) => values.truncate(len),
        }
    }

    fn each(&mut self) -> &mut Vec<f64> {
        if let Numbers::Few { .. } = self {
            *self = Numbers::Each(self.map(|value| value));
        }
        match self {
            Numbers::Each(values) => values,
            Numbers::Few { .. } => unreachable!("they were made to stand each by itself"),
        }
    }

    /// Nothing is added any more: as places in a list, where they are few.
    pub(super) fn settle(&mut self) {
        let Numbers::Each(all) = self else { return };
        let mut known: BTreeMap<u64, u8> = BTreeMap::new();
        let mut values: Vec<f64> = Vec::new();
        let mut places = Vec::with_capacity(all.len());
        let mut last = None;
        for value in &*all {
            let bits = value.to_bits();
            let place = match (last, known.get(&bits)) {
                (Some((same, place)), _) if same == bits => place,
                (_, Some(place)) => *place,
                (_, None) if values.len() < FEW => {
                    values.push(*value);
                    known.insert(bits, (values.len() - 1) as u8);
                    (values.len() - 1) as u8
                }
                (_, None) => {
                    all.shrink_to_fit();
                    return;
                }
            };
            last = Some((bits, place));
            places.push(place);
        }
        if !values.is_empty() {
            *self = Numbers::Few { values, places };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_numbers_and_many_read_the_same_and_keep_their_reasons() {
        for different in [3, 249, 250, 251, 5000] {
            let mut numbers = Numbers::new();
            for at in 0..6000 {
                numbers.push((at % different) as f64 - 1.5);
            }
            State::MISSING.into_iter().for_each(|state| numbers.push(no_number(state)));
            let Numbers::Each(before) = numbers.clone() else { panic!("they come each by itself") };
            numbers.settle();
            assert_eq!(matches!(numbers, Numbers::Few { .. }), different + 6 <= FEW, "{different}");
            let bits = |values: &[f64]| values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
            assert_eq!(bits(&numbers.values()), bits(&before));
            for (at, state) in State::MISSING.into_iter().enumerate() {
                assert_eq!(numbers.state(6000 + at), state);
            }
            assert_eq!(
                numbers.which(|value| value < 0.0).count(),
                before.iter().filter(|value| **value < 0.0).count() as u64
            );
            numbers.set(1, -0.5);
            numbers.set(2, 1e9);
            assert_eq!((numbers.get(1), numbers.get(2), numbers.get(3)), (-0.5, 1e9, before[3]));
        }
        assert_eq!(state_of_number(f64::NAN), State::Undefined);
    }
}
