//! The tables: a request becomes a plan, the plan's counts become cells, and every cell says what it stands on.

pub mod rounding;
mod table;

pub use table::{
    Base, Cell, Chart, Column, ColumnGroup, Figure, Measure, Mentions, MissingCounts, Published, Report, Row,
    RowKind, Section, Table, View,
};
