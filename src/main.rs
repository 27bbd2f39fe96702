//! The program: settings to command; the only place that exits.

fn main() {}
