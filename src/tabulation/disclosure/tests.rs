//! An attacker who solves all that is published: over random tables he finds no hidden count.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::release::{Kind, Release};
use super::{audit, suppress};

const MIN_CELL: u64 = 5;

/// A table of answers by groups with its margins, and the places of its cells.
struct Margins {
    cells: Vec<Vec<usize>>,
    rows: Vec<usize>,
    columns: Vec<usize>,
    total: usize,
}

/// Adds a table; margins that are given are those of another table.
fn table(
    release: &mut Release,
    counts: &[Vec<u64>],
    rows: Option<&[usize]>,
    total: Option<usize>,
) -> Margins {
    let mut publish = |people: u64, kind| release.add(Some(people), true, kind);
    let cells: Vec<Vec<usize>> =
        counts.iter().map(|row| row.iter().map(|people| publish(*people, Kind::Cell)).collect()).collect();
    let sums = counts.iter().map(|row| row.iter().sum());
    let rows = match rows {
        Some(rows) => rows.to_vec(),
        None => sums.map(|people| publish(people, Kind::Cell)).collect(),
    };
    let width = counts.first().map_or(0, Vec::len);
    let columns: Vec<usize> =
        (0..width).map(|place| publish(counts.iter().map(|row| row[place]).sum(), Kind::Base)).collect();
    let all = counts.iter().flatten().sum();
    let total = total.unwrap_or_else(|| publish(all, Kind::Base));
    for (row, parts) in rows.iter().zip(&cells) {
        release.relate(*row, parts.iter().copied());
    }
    for (place, column) in columns.iter().enumerate() {
        release.relate(*column, cells.iter().map(|row| row[place]));
    }
    release.relate(total, rows.iter().copied());
    release.relate(total, columns.iter().copied());
    Margins { cells, rows, columns, total }
}

fn small(release: &Release) -> Vec<usize> {
    let is_small = |place: &usize| {
        release.counts[*place].people.is_some_and(|people| (1..MIN_CELL).contains(&people))
            && release.counts[*place].kind != Kind::Fixed
    };
    (0..release.counts.len()).filter(is_small).collect()
}

/// Solves the published relations by plain elimination in fractions and gives back what follows: another way than the
/// audit's own.
fn solved(release: &Release, hidden: &BTreeSet<usize>) -> BTreeSet<usize> {
    let unknown: Vec<usize> = hidden.iter().copied().collect();
    let mut rows: Vec<Vec<(i128, i128)>> = release
        .relations
        .iter()
        .map(|relation| {
            let factor =
                |count: &usize| relation.iter().find(|(other, _)| other == count).map_or(0, |(_, f)| *f);
            unknown.iter().map(|count| (i128::from(factor(count)), 1)).collect()
        })
        .collect();
    let mut pivots = Vec::new();
    for column in 0..unknown.len() {
        let Some(found) = (pivots.len()..rows.len()).find(|row| rows[*row][column].0 != 0) else { continue };
        let at = pivots.len();
        rows.swap(at, found);
        let (n, d) = rows[at][column];
        let scaled: Vec<(i128, i128)> =
            rows[at].iter().map(|value| reduced(value.0 * d, value.1 * n)).collect();
        rows[at] = scaled.clone();
        for (place, row) in rows.iter_mut().enumerate() {
            let (n, d) = row[column];
            if place != at && n != 0 {
                for (value, pivot) in row.iter_mut().zip(&scaled) {
                    *value = reduced(value.0 * pivot.1 * d - n * pivot.0 * value.1, value.1 * pivot.1 * d);
                }
            }
        }
        pivots.push(column);
    }
    let alone = |row: usize| rows[row].iter().filter(|value| value.0 != 0).count() == 1;
    (0..pivots.len()).filter(|row| alone(*row)).map(|row| unknown[pivots[row]]).collect()
}

fn reduced(n: i128, d: i128) -> (i128, i128) {
    fn divisor(a: i128, b: i128) -> i128 {
        if b == 0 { a.abs().max(1) } else { divisor(b, a % b) }
    }
    let common = divisor(n, d) * d.signum();
    (n / common, d / common)
}

fn counts(most: u64) -> impl Strategy<Value = Vec<Vec<u64>>> {
    (2..5usize, 2..5usize).prop_flat_map(move |(rows, columns)| {
        proptest::collection::vec(proptest::collection::vec(0..most, columns), rows)
    })
}

proptest! {
    /// Two tables of one variable, by banners A and B, have their Total column in common.
    #[test]
    fn no_hidden_count_of_a_release_can_be_solved_for(first in counts(30), seeds in proptest::collection::vec(0..1000u64, 5)) {
        let mut release = Release::default();
        let a = table(&mut release, &first, None, None);
        // The same rows, their people split in another way.
        let split = |(row, seed): (&Vec<u64>, &u64)| {
            let all: u64 = row.iter().sum();
            let part = if all == 0 { 0 } else { seed % (all + 1) };
            vec![part, all - part]
        };
        let second: Vec<Vec<u64>> = first.iter().zip(seeds.iter().cycle()).map(split).collect();
        let b = table(&mut release, &second, Some(&a.rows), Some(a.total));
        // A net over the first two rows, in every column of the first table.
        for (place, (one, other)) in first[0].iter().zip(&first[1]).enumerate() {
            let net = release.add(Some(one + other), true, Kind::Net);
            release.relate(net, [a.cells[0][place], a.cells[1][place]]);
        }
        let small = small(&release);
        let hidden = suppress::hidden(&release, small.iter().copied());
        prop_assert!(small.iter().all(|place| hidden.contains(place)));
        prop_assert!(hidden.iter().all(|place| release.counts[*place].people != Some(0)), "zero may show");
        if small.is_empty() {
            prop_assert!(hidden.is_empty());
        }
        // A release of so few people that everything is small protects nobody by hiding: all is gone then.
        let left = (0..release.counts.len()).filter(|place| !hidden.contains(place));
        if left.into_iter().any(|place| release.counts[place].people > Some(0)) {
            prop_assert_eq!(solved(&release, &hidden), BTreeSet::new());
        }
        prop_assert!(b.columns.len() == 2);
    }

    /// The audit finds exactly what plain elimination finds, and what bounds give away besides.
    #[test]
    fn the_audit_sees_what_an_attacker_sees(first in counts(12), mask in proptest::collection::vec(any::<bool>(), 40)) {
        let mut release = Release::default();
        table(&mut release, &first, None, None);
        let places = 0..release.counts.len();
        let hidden: BTreeSet<usize> = places
            .zip(mask.iter().cycle())
            .filter(|(place, is_hidden)| **is_hidden && release.counts[*place].people > Some(0))
            .map(|(place, _)| place)
            .collect();
        let exposed = audit::exposed(&release, &audit::index(&release), &hidden);
        prop_assert!(solved(&release, &hidden).is_subset(&exposed));
    }
}

#[test]
fn a_small_count_takes_one_beside_it_and_one_below_it_along() {
    let mut release = Release::default();
    let made = table(&mut release, &[vec![3, 40, 50], vec![20, 60, 70], vec![30, 80, 90]], None, None);
    let hidden = suppress::hidden(&release, small(&release));
    let cells: BTreeSet<usize> =
        [(0, 0), (0, 1), (1, 0), (1, 1)].map(|(row, column)| made.cells[row][column]).into();
    assert_eq!(hidden, cells);
}

#[test]
fn two_counts_that_can_only_be_one_each_are_no_secret() {
    let mut release = Release::default();
    let (a, b) = (release.add(Some(1), true, Kind::Cell), release.add(Some(1), true, Kind::Cell));
    let third = release.add(Some(20), true, Kind::Cell);
    let all = release.add(Some(22), true, Kind::Fixed);
    release.relate(all, [a, b, third]);
    assert_eq!(audit::exposed(&release, &audit::index(&release), &[a, b].into()), [a, b].into());
    assert_eq!(suppress::hidden(&release, [a, b]), [a, b, third].into());
}

/// Relations together give away what none of them does: something further off is hidden then.
#[test]
fn a_count_that_several_relations_give_away_together_is_protected_too() {
    let mut release = Release::default();
    let made = table(&mut release, &[vec![10, 0], vec![6, 2]], None, None);
    table(&mut release, &[vec![8, 2], vec![4, 4]], Some(&made.rows), Some(made.total));
    let hidden = suppress::hidden(&release, small(&release));
    assert_eq!(solved(&release, &hidden), BTreeSet::new());
}

#[test]
fn nothing_is_hidden_where_nothing_is_small() {
    let mut release = Release::default();
    table(&mut release, &[vec![30, 40], vec![0, 60]], None, None);
    assert_eq!(suppress::hidden(&release, small(&release)), BTreeSet::new());
}
