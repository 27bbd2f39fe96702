//! Sums for each unit of the design, and beside them, where weights were fitted to margins, the same sums by the classes
//! of those margins.

use std::ops::{Deref, DerefMut};

/// One a unit; it reads as the list of the units.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct ByUnit<T> {
    units: Vec<T>,
    /// As [`super::calibrated::Calibrated`] lays them out; none without calibration.
    classes: Vec<T>,
}

impl<T> ByUnit<T> {
    pub(crate) fn of(units: Vec<T>, classes: Vec<T>) -> ByUnit<T> {
        ByUnit { units, classes }
    }

    pub(crate) fn classes(&self) -> &[T] {
        &self.classes
    }

    /// The same made of each, of units and classes alike.
    pub(crate) fn map<R>(&self, make: impl Fn(&T) -> R) -> ByUnit<R> {
        ByUnit {
            units: self.units.iter().map(&make).collect(),
            classes: self.classes.iter().map(&make).collect(),
        }
    }

    /// The same made of each pair.
    pub(crate) fn zip<U, R>(&self, other: &ByUnit<U>, make: impl Fn(&T, &U) -> R) -> ByUnit<R> {
        let both =
            |own: &[T], other: &[U]| own.iter().zip(other).map(|(own, other)| make(own, other)).collect();
        ByUnit { units: both(&self.units, &other.units), classes: both(&self.classes, &other.classes) }
    }
}

impl<T> Deref for ByUnit<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.units
    }
}

impl<T> DerefMut for ByUnit<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.units
    }
}

impl<T> IntoIterator for ByUnit<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.units.into_iter()
    }
}

impl<T> FromIterator<T> for ByUnit<T> {
    fn from_iter<I: IntoIterator<Item = T>>(units: I) -> ByUnit<T> {
        ByUnit { units: units.into_iter().collect(), classes: Vec::new() }
    }
}
