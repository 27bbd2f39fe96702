//! An attacker who solves all that is published: over random tables no hidden count is told.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::attacker::Attack;
use super::release::{Kind, Release};
use super::suppress;

const MIN_CELL: u64 = 5;

/// A table of answers by groups with its margins, and the places of its cells.
struct Margins {
    cells: Vec<Vec<usize>>,
    rows: Vec<usize>,
    total: usize,
}

fn shown(release: &mut Release, people: u64, kind: Kind) -> usize {
    let place = release.add(Some(people), kind);
    release.publish(place, people, kind);
    place
}

/// Adds a table; margins that are given are those of another table.
fn table(
    release: &mut Release,
    counts: &[Vec<u64>],
    rows: Option<&[usize]>,
    total: Option<usize>,
) -> Margins {
    let cells: Vec<Vec<usize>> = counts
        .iter()
        .map(|row| row.iter().map(|people| shown(release, *people, Kind::Cell)).collect())
        .collect();
    let sums = counts.iter().map(|row| row.iter().sum());
    let rows = match rows {
        Some(rows) => rows.to_vec(),
        None => sums.map(|people| shown(release, people, Kind::Margin)).collect(),
    };
    let width = counts.first().map_or(0, Vec::len);
    let column = |place: usize| counts.iter().map(|row| row[place]).sum();
    let columns: Vec<usize> = (0..width).map(|place| shown(release, column(place), Kind::Base)).collect();
    let all = counts.iter().flatten().sum();
    let total = total.unwrap_or_else(|| shown(release, all, Kind::Fixed));
    for (row, parts) in rows.iter().zip(&cells) {
        release.relate(*row, parts.iter().copied());
    }
    for (place, column) in columns.iter().enumerate() {
        release.relate(*column, cells.iter().map(|row| row[place]));
        let own = release.in_column.entry(*column).or_default();
        own.extend(cells.iter().map(|row| row[place]));
    }
    release.relate(total, rows.iter().copied());
    release.relate(total, columns.iter().copied());
    Margins { cells, rows, total }
}

fn small(release: &Release) -> Vec<usize> {
    let is_small = |place: &usize| {
        let found = &release.counts[*place];
        found.kind != Kind::Fixed && found.told.is_some_and(|told| (1..MIN_CELL).contains(&told))
    };
    (0..release.counts.len()).filter(is_small).collect()
}

/// Whether every count of somebody is hidden, so that nothing more could be.
fn is_all_hidden(release: &Release, hidden: &BTreeSet<usize>) -> bool {
    let is_left = |place: &usize| {
        let found = &release.counts[*place];
        found.kind != Kind::Fixed && found.people > Some(0) && !hidden.contains(place)
    };
    !(0..release.counts.len()).any(|place| is_left(&place))
}

/// The interval of each of `wanted` for one who knows all the rest, and that what is hidden alone is somebody.
fn intervals(release: &Release, hidden: &BTreeSet<usize>, wanted: &[usize]) -> Vec<(f64, f64)> {
    let unknown: Vec<usize> = hidden.iter().copied().collect();
    let has_zeros = |place: usize| {
        let columns = release.in_column.iter().filter(|(base, _)| hidden.contains(base));
        let of_column = columns.into_iter().any(|(_, cells)| cells.contains(&place));
        of_column || hidden.iter().any(|other| release.counts[*other].people == Some(0))
    };
    let least = unknown.iter().map(|place| if has_zeros(*place) { 0.0 } else { 1.0 }).collect();
    let known = release.relations.iter().map(|relation| {
        let factor = |place: &usize| {
            relation.iter().find(|(other, _)| other == place).map_or(0.0, |(_, f)| f64::from(*f))
        };
        let shown = relation.iter().filter(|(place, _)| !hidden.contains(place));
        let sum: f64 =
            shown.map(|(place, f)| f64::from(*f) * release.counts[*place].people.unwrap() as f64).sum();
        (unknown.iter().map(factor).collect(), -sum)
    });
    let attack = Attack { least, known: known.collect() };
    let of = |place: &usize| -> Vec<f64> {
        unknown.iter().map(|other| f64::from(u8::from(other == place))).collect()
    };
    wanted.iter().map(|place| attack.interval(&of(place))).collect()
}

fn counts(most: u64) -> impl Strategy<Value = Vec<Vec<u64>>> {
    (2..5usize, 2..5usize).prop_flat_map(move |(rows, columns)| {
        proptest::collection::vec(proptest::collection::vec(0..most, columns), rows)
    })
}

/// Two tables of one variable, by banners A and B, have their Total column in common; and a net over the first two rows.
fn two_tables(first: &[Vec<u64>], seeds: &[u64]) -> Release {
    let mut release = Release::default();
    let a = table(&mut release, first, None, None);
    // The same rows, their people split in another way.
    let split = |(row, seed): (&Vec<u64>, &u64)| {
        let all: u64 = row.iter().sum();
        let part = if all == 0 { 0 } else { seed % (all + 1) };
        vec![part, all - part]
    };
    let second: Vec<Vec<u64>> = first.iter().zip(seeds.iter().cycle()).map(split).collect();
    table(&mut release, &second, Some(&a.rows), Some(a.total));
    for (place, (one, other)) in first[0].iter().zip(&first[1]).enumerate() {
        let net = shown(&mut release, one + other, Kind::Net);
        release.relate(net, [a.cells[0][place], a.cells[1][place]]);
    }
    release
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn no_hidden_count_of_a_release_is_told(
        first in counts(30),
        seeds in proptest::collection::vec(0..1000u64, 5),
        effort in prop_oneof![Just(u64::MAX), Just(0), 0..20_000u64],
    ) {
        let release = two_tables(&first, &seeds);
        let small = small(&release);
        let hidden = suppress::within(&release, MIN_CELL, [effort, effort]);
        prop_assert!(small.iter().all(|place| hidden.contains(place)));
        if small.is_empty() {
            prop_assert!(hidden.is_empty());
        }
        if !is_all_hidden(&release, &hidden) {
            for (place, (least, most)) in small.iter().zip(intervals(&release, &hidden, &small)) {
                prop_assert!(most - least > 0.99, "{place}: {least} to {most} of {:?}", release.counts[*place]);
            }
        }
    }
}

#[test]
fn a_small_count_takes_one_beside_it_and_one_below_it_along() {
    let mut release = Release::default();
    let made = table(&mut release, &[vec![3, 40, 50], vec![20, 60, 70], vec![30, 80, 90]], None, None);
    let hidden = suppress::hidden(&release, MIN_CELL);
    let cells: BTreeSet<usize> =
        [(0, 0), (0, 1), (1, 0), (1, 1)].map(|(row, column)| made.cells[row][column]).into();
    assert_eq!(hidden, cells);
    assert_eq!(intervals(&release, &hidden, &[made.cells[0][0]]), vec![(1.0, 22.0)]);
}

/// Two small counts in two rows and two columns protect one another with the two that complete them: no more is needed.
#[test]
fn small_counts_share_what_protects_them() {
    let mut release = Release::default();
    let counts = [vec![3, 40, 50, 60], vec![20, 4, 70, 80], vec![30, 80, 90, 100], vec![40, 50, 60, 70]];
    let made = table(&mut release, &counts, None, None);
    let hidden = suppress::hidden(&release, MIN_CELL);
    let cells: BTreeSet<usize> =
        [(0, 0), (0, 1), (1, 0), (1, 1)].map(|(row, column)| made.cells[row][column]).into();
    assert_eq!(hidden, cells);
}

#[test]
fn two_counts_that_can_only_be_one_each_are_no_secret() {
    let mut release = Release::default();
    let [a, b, third] = [1, 1, 20].map(|people| shown(&mut release, people, Kind::Cell));
    let all = shown(&mut release, 22, Kind::Fixed);
    release.relate(all, [a, b, third]);
    assert_eq!(suppress::hidden(&release, MIN_CELL), [a, b, third].into());
}

/// Relations together give away what none of them does.
#[test]
fn a_count_that_several_relations_give_away_together_is_protected_too() {
    let mut release = Release::default();
    let made = table(&mut release, &[vec![10, 0], vec![6, 2]], None, None);
    table(&mut release, &[vec![8, 2], vec![4, 4]], Some(&made.rows), Some(made.total));
    let hidden = suppress::hidden(&release, MIN_CELL);
    let small = small(&release);
    for (least, most) in intervals(&release, &hidden, &small) {
        assert!(most - least > 0.99, "{least} to {most}");
    }
}

/// With its base goes a column, and one beside it, zeros and all.
#[test]
fn a_column_of_few_people_takes_one_other_along() {
    let mut release = Release::default();
    let made = table(&mut release, &[vec![2, 40, 50], vec![1, 60, 70], vec![0, 80, 90]], None, None);
    let hidden = suppress::hidden(&release, MIN_CELL);
    let gone = |column: usize| made.cells.iter().all(|row| hidden.contains(&row[column]));
    assert_eq!([gone(0), gone(1), gone(2)], [true, true, false]);
    assert!(made.rows.iter().all(|row| !hidden.contains(row)));
}

#[test]
fn nothing_is_hidden_where_nothing_is_small() {
    let mut release = Release::default();
    table(&mut release, &[vec![30, 40], vec![0, 60]], None, None);
    assert_eq!(suppress::hidden(&release, MIN_CELL), BTreeSet::new());
}

/// A banner book of a large report: each item by the same five variables.
#[test]
fn a_large_report_is_protected_within_its_effort() {
    let mut release = Release::default();
    let mut seed = 7u64;
    let mut next = |most: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % most
    };
    for _ in 0..60 {
        let sizes: Vec<u64> = (0..12).map(|_| 20 + next(300)).collect();
        let mut rows: Option<Margins> = None;
        for columns in [2usize, 4, 5, 6, 7] {
            let split = |people: &u64| {
                let mut parts = vec![0; columns];
                (0..*people).for_each(|_| parts[next(columns as u64) as usize] += 1);
                parts
            };
            let counts: Vec<Vec<u64>> = sizes.iter().map(split).collect();
            let made = table(
                &mut release,
                &counts,
                rows.as_ref().map(|made| made.rows.as_slice()),
                rows.as_ref().map(|made| made.total),
            );
            rows.get_or_insert(made);
        }
    }
    let small = small(&release);
    let hidden = suppress::hidden(&release, MIN_CELL);
    assert!(small.len() > 50, "{}", small.len());
    assert!(hidden.len() < 4 * small.len(), "{} for {}", hidden.len(), small.len());
}
