//! What a statement says of the cells of a cube, read line by line.

use super::stored::Refusal;
use super::sums::{EXACT, products};
use crate::tabulation::counting::{
    AxisFound, Counted, Cube, Measured, NumberSums, PairSums, Point, Unit, Whole,
};

/// One line of an answer, piece by piece.
pub(super) struct Line<'l>(std::str::Split<'l, char>);

impl<'l> Line<'l> {
    pub(super) fn of(line: &'l str) -> Line<'l> {
        Line(line.split(','))
    }

    pub(super) fn next(&mut self) -> Result<&'l str, Refusal> {
        self.0.next().ok_or_else(unexpected)
    }

    pub(super) fn read<T: std::str::FromStr>(&mut self) -> Result<T, Refusal> {
        self.next()?.parse().map_err(|_| unexpected())
    }
}

pub(super) fn unexpected() -> Refusal {
    Refusal::Database("a statement gave something else than was asked for".to_owned())
}

/// What a statement says of one cell.
pub(super) struct Cell {
    value: Option<f64>,
    people: (u64, u64, u128, u128),
    numbers: NumberCell,
    ends: (f64, f64),
}

impl Cell {
    pub(super) fn read(of: &Measured, weighted: bool, line: &mut Line<'_>) -> Result<Cell, Refusal> {
        let value = if let Measured::Distribution(_) = of { Some(line.read::<f64>()? + 0.0) } else { None };
        let n: u64 = line.read()?;
        let people = if weighted {
            let positive = line.read()?;
            (n, positive, line.read()?, line.read()?)
        } else {
            (n, n, u128::from(n), u128::from(n))
        };
        let numbers = match of {
            Measured::People | Measured::Heads | Measured::Distribution(_) => 0,
            Measured::Number(_) => 1,
            Measured::Pair(..) => 2,
        };
        let mut read = |many: usize| (0..many).map(|_| line.read()).collect::<Result<Vec<f64>, Refusal>>();
        let about = read(numbers)?;
        let sums = read(products(numbers).len() * if weighted { 2 } else { 1 })?;
        let ends =
            if let Measured::Number(_) = of { (line.read()?, line.read()?) } else { (f64::NAN, f64::NAN) };
        Ok(Cell { value, people, numbers: NumberCell { about, sums }, ends })
    }
}

/// The cells of one cube while they are filled.
pub(super) enum Tally {
    People(Vec<Whole>),
    Numbers(Vec<(Whole, NumberCell, (f64, f64))>),
    Pairs(Vec<(Whole, NumberCell)>),
    Distributions(Vec<Vec<(f64, Whole)>>),
}

/// The sums of one number or two.
#[derive(Clone, Default)]
pub(super) struct NumberCell {
    /// What the numbers are less of.
    about: Vec<f64>,
    /// Of each number and product of two: weighted once, then twice; unweighted once alone. In whole numbers of 2^-70.
    sums: Vec<f64>,
}

impl Tally {
    pub(super) fn of(of: &Measured, cells: usize) -> Tally {
        match of {
            Measured::People | Measured::Heads => Tally::People(vec![Whole::default(); cells]),
            Measured::Number(_) => {
                let none = (Whole::default(), NumberCell::default(), (f64::NAN, f64::NAN));
                Tally::Numbers(vec![none; cells])
            }
            Measured::Pair(..) => Tally::Pairs(vec![(Whole::default(), NumberCell::default()); cells]),
            Measured::Distribution(_) => Tally::Distributions(vec![Vec::new(); cells]),
        }
    }

    pub(super) fn add(&mut self, place: usize, cell: &Cell) -> Result<(), Refusal> {
        let put = match self {
            Tally::People(cells) => cells.get_mut(place).map(|whole| whole.add_parts(cell.people)),
            Tally::Numbers(cells) => cells.get_mut(place).map(|(whole, own, ends)| {
                whole.add_parts(cell.people);
                own.clone_from(&cell.numbers);
                *ends = cell.ends;
            }),
            Tally::Pairs(cells) => cells.get_mut(place).map(|(whole, own)| {
                whole.add_parts(cell.people);
                own.clone_from(&cell.numbers);
            }),
            Tally::Distributions(cells) => cells.get_mut(place).zip(cell.value).map(|(points, value)| {
                let mut whole = Whole::default();
                whole.add_parts(cell.people);
                points.push((value, whole));
            }),
        };
        put.ok_or_else(unexpected)
    }

    pub(super) fn counted(self, axes: Vec<AxisFound>, unit: Option<Unit>) -> Counted {
        match self {
            Tally::People(cells) => {
                Counted::People(Cube { axes, cells: cells.iter().map(|whole| whole.sums(unit)).collect() })
            }
            Tally::Numbers(cells) => {
                let cells = cells.into_iter().map(|(whole, own, ends)| {
                    let sums = whole.sums(unit);
                    let [about] = own.about();
                    let [wy, wyy, w2y, w2yy] = own.scaled(1, unit);
                    let (min, max) = if sums.n == 0 { (f64::NAN, f64::NAN) } else { ends };
                    NumberSums { sums, about, wy, wyy, w2y, w2yy, min, max }
                });
                Counted::Numbers(Cube { axes, cells: cells.collect() })
            }
            Tally::Pairs(cells) => {
                let cells = cells.into_iter().map(|(whole, own)| {
                    let [wx, wy, wxx, wxy, wyy, w2x, w2y, w2xx, w2xy, w2yy] = own.scaled(2, unit);
                    let (sums, about) = (whole.sums(unit), own.about());
                    PairSums { sums, about, wx, wy, wxx, wxy, wyy, w2x, w2y, w2xx, w2xy, w2yy }
                });
                Counted::Pairs(Cube { axes, cells: cells.collect() })
            }
            Tally::Distributions(cells) => {
                let cells = cells.into_iter().map(|mut points| {
                    points.sort_by(|one, other| one.0.total_cmp(&other.0));
                    let point = |(value, whole): (f64, Whole)| Point { value, sums: whole.sums(unit) };
                    points.into_iter().map(point).collect()
                });
                Counted::Distributions(Cube { axes, cells: cells.collect() })
            }
        }
    }
}

impl NumberCell {
    fn about<const N: usize>(&self) -> [f64; N] {
        std::array::from_fn(|place| self.about.get(place).copied().unwrap_or(0.0))
    }

    /// Sums in units as sums of weights: the first half weighted once, the second twice. Unweighted both halves are the same.
    /// Of `single` numbers first, then of products of two.
    fn scaled<const N: usize>(&self, single: usize, unit: Option<Unit>) -> [f64; N] {
        let half = N / 2;
        let one = libm::exp2(f64::from(-EXACT));
        std::array::from_fn(|place| {
            let at = if unit.is_some() { place } else { place % half };
            let sum = self.sums.get(at).copied().unwrap_or(0.0) * one;
            let sum = if place % half < single { sum } else { sum * one };
            match unit {
                Some(unit) if place < half => sum * unit.weight(1),
                Some(unit) => sum * unit.weight(1) * unit.weight(1),
                None => sum,
            }
        })
    }
}
