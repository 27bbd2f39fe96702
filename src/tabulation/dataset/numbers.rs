//! Numbers of respondents, or why there is none: a byte each where few different ones occur, as ages and days do, and
//! eight bytes where they are many.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::State;
use crate::tabulation::kernels::Mask;

/// More different numbers than this are not kept as places in a list.
const FEW: usize = 256;

/// Numbers, one a respondent. Why there is none stands in the lowest bits of a NaN.
#[derive(Debug, Clone)]
pub(crate) struct Numbers {
    kept: Kept,
    /// Of a chunk to which nothing is added any more.
    extent: Option<Extent>,
}

#[derive(Debug, Clone)]
enum Kept {
    /// Places in a list of at most [`FEW`] numbers.
    Few {
        values: Vec<f64>,
        places: Vec<u8>,
    },
    Each(Vec<f64>),
}

/// What is known of the numbers of a chunk taken together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Extent {
    /// The largest that is finite and above zero; 0 where there is none.
    pub(crate) largest: f64,
    /// Whether each is finite and not negative.
    pub(crate) all_weights: bool,
}

impl Extent {
    pub(crate) fn of(values: &[f64]) -> Extent {
        let larger = |largest: f64, value: f64| {
            if value > largest && value < f64::INFINITY { value } else { largest }
        };
        // Several at a time, because one would have to wait for the one before.
        let (eights, rest) = values.as_chunks::<8>();
        let of_eights = eights.iter().fold([0.0; 8], |so_far: [f64; 8], eight| {
            std::array::from_fn(|at| larger(so_far[at], eight[at]))
        });
        Extent {
            largest: of_eights.iter().chain(rest).fold(0.0, |so_far, value| larger(so_far, *value)),
            all_weights: values.iter().filter(|value| !(0.0..f64::INFINITY).contains(*value)).count() == 0,
        }
    }
}

/// No number, for this reason.
pub(crate) fn no_number(state: State) -> f64 {
    f64::from_bits(f64::NAN.to_bits() | u64::from(state as u8))
}

/// The reason in a number that is none; answered where it is one.
pub(crate) fn state_of_number(value: f64) -> State {
    match State::of_number(reason_of_number(value)) {
        State::Answered if value.is_nan() => State::Undefined,
        state => state,
    }
}

/// The reason's number by itself, of what is none; 0 where it is a number.
pub(crate) fn reason_of_number(value: f64) -> u8 {
    if value.is_nan() { (value.to_bits() & 7) as u8 } else { State::Answered as u8 }
}

impl Numbers {
    pub(super) fn new() -> Numbers {
        Numbers { kept: Kept::Each(Vec::new()), extent: None }
    }

    /// Numbers to which nothing is added any more.
    pub(crate) fn of(values: Vec<f64>) -> Numbers {
        let mut numbers = Numbers { kept: Kept::Each(values), extent: None };
        numbers.settle();
        numbers
    }

    pub(super) fn bytes_taken(&self) -> usize {
        match &self.kept {
            Kept::Few { values, places } => places.len() + size_of_val(values.as_slice()),
            Kept::Each(values) => size_of_val(values.as_slice()),
        }
    }

    pub(crate) fn len(&self) -> usize {
        match &self.kept {
            Kept::Few { places, .. } => places.len(),
            Kept::Each(values) => values.len(),
        }
    }

    /// The respondent's number; where it is none, a NaN with the reason.
    pub(crate) fn get(&self, at: usize) -> f64 {
        match &self.kept {
            Kept::Few { values, places } => values[usize::from(places[at])],
            Kept::Each(values) => values[at],
        }
    }

    pub(crate) fn state(&self, at: usize) -> State {
        state_of_number(self.get(at))
    }

    /// All of them, NaN where there is none.
    pub(crate) fn values(&self) -> Cow<'_, [f64]> {
        match &self.kept {
            Kept::Few { .. } => Cow::Owned(self.map(|value| value)),
            Kept::Each(values) => Cow::Borrowed(values),
        }
    }

    /// What is known of all of them; nothing while they are still added.
    pub(crate) fn extent(&self) -> Option<Extent> {
        self.extent
    }

    /// What `read` makes of each; of few numbers it is asked once a number.
    pub(crate) fn map<T: Copy>(&self, read: impl Fn(f64) -> T) -> Vec<T> {
        match &self.kept {
            Kept::Few { values, places } => {
                let last = values.len().saturating_sub(1);
                // A place beyond the list does not occur.
                let read: [T; FEW] = std::array::from_fn(|at| read(values[at.min(last)]));
                places.iter().map(|place| read[usize::from(*place)]).collect()
            }
            Kept::Each(values) => values.iter().map(|value| read(*value)).collect(),
        }
    }

    /// The respondents whose number is such.
    pub(crate) fn which(&self, holds: impl Fn(f64) -> bool) -> Mask {
        match &self.kept {
            Kept::Few { values, places } => {
                let last = values.len().saturating_sub(1);
                Mask::of_bytes(places, std::array::from_fn(|at| holds(values[at.min(last)])))
            }
            Kept::Each(values) => Mask::from_slice(values, |value| holds(*value)),
        }
    }

    /// Every number that occurs, some of them more than once.
    pub(crate) fn occurring(&self) -> impl Iterator<Item = f64> + '_ {
        let mut used = [false; FEW];
        let values = match &self.kept {
            Kept::Few { values, places } => {
                places.iter().for_each(|place| used[usize::from(*place)] = true);
                values
            }
            Kept::Each(values) => {
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
        self.extent = None;
        if let Kept::Few { values, places } = &mut self.kept
            && let Some(place) = values.iter().position(|known| known.to_bits() == value.to_bits())
        {
            places[at] = place as u8;
            return;
        }
        self.each()[at] = value;
    }

    pub(super) fn truncate(&mut self, len: usize) {
        self.extent = None;
        match &mut self.kept {
            Kept::Few { places, .. } => places.truncate(len),
            Kept::Each(values) => values.truncate(len),
        }
    }

    fn each(&mut self) -> &mut Vec<f64> {
        self.extent = None;
        if let Kept::Few { .. } = self.kept {
            self.kept = Kept::Each(self.map(|value| value));
        }
        match &mut self.kept {
            Kept::Each(values) => values,
            Kept::Few { .. } => unreachable!("they were made to stand each by itself"),
        }
    }

    /// Nothing is added any more: as places in a list, where they are few.
    pub(super) fn settle(&mut self) {
        let Kept::Each(all) = &mut self.kept else { return };
        self.extent = Some(Extent::of(all));
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
            // Rising, so that those above or below a limit stand side by side.
            let mut order: Vec<u8> = (0..=(values.len() - 1) as u8).collect();
            order.sort_by(|one, other| values[usize::from(*one)].total_cmp(&values[usize::from(*other)]));
            let mut rising = [0_u8; FEW];
            for (place, came) in order.iter().enumerate() {
                rising[usize::from(*came)] = place as u8;
            }
            places.iter_mut().for_each(|place| *place = rising[usize::from(*place)]);
            values = order.iter().map(|came| values[usize::from(*came)]).collect();
            self.kept = Kept::Few { values, places };
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
            let Kept::Each(before) = numbers.clone().kept else { panic!("they come each by itself") };
            numbers.settle();
            assert_eq!(matches!(numbers.kept, Kept::Few { .. }), different + 6 <= FEW, "{different}");
            let bits = |values: &[f64]| values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
            assert_eq!(bits(&numbers.values()), bits(&before));
            for (at, state) in State::MISSING.into_iter().enumerate() {
                assert_eq!(numbers.state(6000 + at), state);
            }
            assert_eq!(
                numbers.which(|value| value < 0.0).count(),
                before.iter().filter(|value| **value < 0.0).count() as u64
            );
            assert_eq!(numbers.extent().map(|extent| extent.largest), Some((different - 1) as f64 - 1.5));
            assert_eq!(numbers.extent().map(|extent| extent.all_weights), Some(false));
            numbers.set(1, -0.5);
            assert_eq!(numbers.extent(), None);
            numbers.set(2, 1e9);
            assert_eq!((numbers.get(1), numbers.get(2), numbers.get(3)), (-0.5, 1e9, before[3]));
        }
        assert_eq!(state_of_number(f64::NAN), State::Undefined);
    }
}
