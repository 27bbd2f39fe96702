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
