//! Cells along several axes.

/// An axis as it turned out.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct AxisFound {
    pub(crate) length: usize,
    /// Of an axis of values: the values, rising; one shorter than the axis.
    pub(crate) values: Vec<f64>,
}

/// Cells in the order of their axes, the last running fastest.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cube<T> {
    pub(crate) axes: Vec<AxisFound>,
    pub(crate) cells: Vec<T>,
}

impl<T> Cube<T> {
    /// The cell at these places, one an axis.
    pub(crate) fn at(&self, places: &[usize]) -> &T {
        let place = self.axes.iter().zip(places).fold(0, |place, (axis, own)| place * axis.length + own);
        &self.cells[place]
    }
}
