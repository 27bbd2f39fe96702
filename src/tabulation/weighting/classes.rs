//! People who are alike for weighting: the same code on every margin and the same start weight make the same weight. All
//! work is done on these classes, in an order of their own, so that the order of the respondents cannot matter.

use std::cmp::Ordering;

/// The class of a respondent without a weight.
const NOBODY: u32 = u32::MAX;
/// Up to so many pairs of a cell and a code are looked up in a table.
const TABLE_MAX: usize = 1 << 22;

/// Some respondents who get the same weight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Class {
    /// A place in [`Classes::cells`].
    pub(super) cell: usize,
    pub(super) start: f64,
    pub(super) count: u64,
}

/// All respondents with a weight, sorted into classes.
#[derive(Debug)]
pub(super) struct Classes {
    /// The code on each margin; they rise.
    pub(super) cells: Vec<Vec<u16>>,
    pub(super) classes: Vec<Class>,
    /// By respondent.
    of: Vec<u32>,
}

/// The codes of one margin, and what stands for no code: without it the respondent is left out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Coded<'a> {
    pub(super) codes: &'a [Option<u16>],
    pub(super) missing: Option<u16>,
}

impl Coded<'_> {
    fn code(&self, respondent: usize) -> Option<u16> {
        self.codes.get(respondent).copied().flatten().or(self.missing)
    }
}

impl Classes {
    /// The classes of everybody who has a start weight (NaN is none) and a code on each margin.
    pub(super) fn of(margins: &[Coded<'_>], start: &[f64]) -> Classes {
        let mut of: Vec<u32> = start.iter().map(|weight| if weight.is_nan() { NOBODY } else { 0 }).collect();
        let mut cells = vec![Vec::new()];
        for margin in margins {
            cells = divided(&cells, &mut of, margin);
        }
        let classes = split_by_start(&mut of, start);
        Classes { cells, classes, of }
    }

    /// How many have a weight.
    pub(super) fn people(&self) -> u64 {
        self.classes.iter().map(|class| class.count).sum()
    }

    /// By respondent, the value of each class; NaN where there is no class.
    pub(super) fn spread(&self, of_classes: &[f64]) -> Vec<f64> {
        self.of.iter().map(|class| of_classes.get(*class as usize).copied().unwrap_or(f64::NAN)).collect()
    }
}

/// Every cell divided by the codes of one more margin; `of` holds each respondent's cell before and after.
fn divided(cells: &[Vec<u16>], of: &mut [u32], margin: &Coded<'_>) -> Vec<Vec<u16>> {
    let highest = margin.codes.iter().copied().flatten().chain(margin.missing).max();
    let width = highest.map_or(1, |highest| usize::from(highest) + 1);
    let mut pairs: Vec<u64> = of
        .iter()
        .enumerate()
        .map(|(respondent, cell)| match margin.code(respondent) {
            Some(code) if *cell != NOBODY => u64::from(*cell) * width as u64 + u64::from(code),
            Some(_) | None => u64::MAX,
        })
        .collect();
    let found = distinct(&pairs, cells.len().saturating_mul(width));
    for pair in &mut pairs {
        *pair = found.place(*pair);
    }
    of.iter_mut().zip(&pairs).for_each(|(cell, pair)| *cell = u32::try_from(*pair).unwrap_or(NOBODY));
    let described = found.all.iter().map(|pair| {
        let (cell, code) = (pair / width as u64, pair % width as u64);
        let mut codes = cells[cell as usize].clone();
        codes.push(code as u16);
        codes
    });
    described.collect()
}

/// The numbers that occur, rising, and where each stands among them.
struct Distinct {
    all: Vec<u64>,
    /// By number; empty where the numbers are too many, then they are searched for.
    table: Vec<u32>,
}

impl Distinct {
    fn place(&self, number: u64) -> u64 {
        if self.table.is_empty() {
            return self.all.binary_search(&number).map_or(u64::MAX, |place| place as u64);
        }
        usize::try_from(number)
            .ok()
            .and_then(|number| self.table.get(number))
            .map_or(u64::MAX, |place| u64::from(*place))
    }
}

fn distinct(numbers: &[u64], below: usize) -> Distinct {
    if below > TABLE_MAX {
        let mut all: Vec<u64> = numbers.iter().copied().filter(|number| *number != u64::MAX).collect();
        all.sort_unstable();
        all.dedup();
        return Distinct { all, table: Vec::new() };
    }
    let mut table = vec![NOBODY; below.max(1)];
    for number in numbers.iter().filter(|number| **number != u64::MAX) {
        table[*number as usize] = 0;
    }
    let mut all = Vec::new();
    for (number, place) in table.iter_mut().enumerate().filter(|(_, place)| **place == 0) {
        *place = all.len() as u32;
        all.push(number as u64);
    }
    Distinct { all, table }
}

/// The cells split where their people have other start weights; `of` holds the cell before and the class after.
fn split_by_start(of: &mut [u32], start: &[f64]) -> Vec<Class> {
    let mut people: Vec<(u32, f64, u32)> = of
        .iter()
        .zip(start)
        .enumerate()
        .filter(|(_, (cell, _))| **cell != NOBODY)
        .map(|(respondent, (cell, start))| (*cell, *start, respondent as u32))
        .collect();
    let like =
        |one: &(u32, f64, u32), other: &(u32, f64, u32)| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1));
    let all_alike = people
        .first()
        .is_some_and(|first| people.iter().all(|person| person.1.total_cmp(&first.1) == Ordering::Equal));
    if all_alike {
        return counted(of, &people);
    }
    people.sort_unstable_by(like);
    let mut classes: Vec<Class> = Vec::new();
    for (cell, start, respondent) in people {
        match classes.last_mut() {
            Some(last) if last.cell == cell as usize && last.start.total_cmp(&start) == Ordering::Equal => {
                last.count += 1;
            }
            Some(_) | None => classes.push(Class { cell: cell as usize, start, count: 1 }),
        }
        of[respondent as usize] = (classes.len() - 1) as u32;
    }
    classes
}

/// Where everybody starts alike: each cell that has people is a class.
fn counted(of: &mut [u32], people: &[(u32, f64, u32)]) -> Vec<Class> {
    let start = people.first().map_or(f64::NAN, |first| first.1);
    let cells = people.iter().map(|person| person.0 as usize + 1).max().unwrap_or(0);
    let mut counts = vec![0_u64; cells];
    people.iter().for_each(|person| counts[person.0 as usize] += 1);
    let mut places = vec![NOBODY; cells];
    let mut classes = Vec::new();
    for (cell, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        places[cell] = classes.len() as u32;
        classes.push(Class { cell, start, count: *count });
    }
    of.iter_mut().filter(|cell| **cell != NOBODY).for_each(|cell| *cell = places[*cell as usize]);
    classes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_alike_stand_in_one_class_whatever_their_order() {
        let sex = [Some(1), Some(0), Some(1), None, Some(0)];
        let start = [1.0, 2.0, 1.0, 1.0, f64::NAN];
        let classes = Classes::of(&[Coded { codes: &sex, missing: None }], &start);
        assert_eq!(classes.cells, [vec![0], vec![1]]);
        assert_eq!(
            classes.classes,
            [Class { cell: 0, start: 2.0, count: 1 }, Class { cell: 1, start: 1.0, count: 2 }]
        );
        let spread = classes.spread(&[7.0, 8.0]);
        assert_eq!(spread[..3], [8.0, 7.0, 8.0]);
        assert!(spread[3].is_nan() && spread[4].is_nan());
        let own = Classes::of(&[Coded { codes: &sex, missing: Some(2) }], &start);
        assert_eq!(own.people(), 4);
        assert_eq!(own.cells.last(), Some(&vec![2]));
    }

    #[test]
    fn many_codes_are_found_by_search_as_by_table() {
        let one: Vec<Option<u16>> = (0..3_000).map(|at| Some(at % 2_500)).collect();
        let other: Vec<Option<u16>> = (0..3_000).map(|at| Some((at * 7) % 2_400)).collect();
        let start = vec![1.0; 3_000];
        let coded = [&one, &other].map(|codes| Coded { codes, missing: None });
        let classes = Classes::of(&coded, &start);
        assert!(classes.cells.is_sorted());
        let places: Vec<f64> = (0..classes.classes.len()).map(|place| place as f64).collect();
        for (respondent, place) in classes.spread(&places).into_iter().enumerate() {
            let cell = &classes.cells[classes.classes[place as usize].cell];
            assert_eq!(cell[..], [one[respondent].unwrap(), other[respondent].unwrap()]);
        }
    }
}
