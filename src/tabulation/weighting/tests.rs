//! Weights against numbers of R 4.2 with survey 4.1-1, and what must hold of any weights.

use super::make::{Made, Margin, MissingRule, Problem, Recipe, Scale, make};
use super::trimming::{Trim, TrimOf};

/// 2,000 people by sex (2 codes) and age (4 codes), as in the survey "Histoire de vie" of 2003.
const CELLS: [[usize; 4]; 2] = [[135, 248, 278, 238], [167, 325, 331, 278]];

fn people() -> (Vec<Option<u16>>, Vec<Option<u16>>) {
    let (mut sex, mut age) = (Vec::new(), Vec::new());
    for (row, counts) in CELLS.iter().enumerate() {
        for (column, count) in counts.iter().enumerate() {
            sex.extend(std::iter::repeat_n(Some(row as u16), *count));
            age.extend(std::iter::repeat_n(Some(column as u16), *count));
        }
    }
    (sex, age)
}

fn targets(all: &[f64]) -> Vec<Option<f64>> {
    all.iter().copied().map(Some).collect()
}

fn recipe<'a>(margins: Vec<Margin<'a>>, start: &'a [f64]) -> Recipe<'a> {
    Recipe { margins, start, missing: None, trim: None, scale: Scale::MeanOne }
}

fn margins<'a>(sex: &'a [Option<u16>], age: &'a [Option<u16>]) -> Vec<Margin<'a>> {
    vec![
        Margin { codes: sex, targets: targets(&[0.48, 0.52]) },
        Margin { codes: age, targets: targets(&[0.2, 0.26, 0.26, 0.28]) },
    ]
}

fn close(value: f64, expected: f64, within: f64) {
    assert!((value / expected - 1.0).abs() < within, "{value} is not {expected}");
}

#[test]
fn raking_gives_the_weights_of_r() {
    let (sex, age) = people();
    let start = vec![1.0; 2_000];
    let made = make(&recipe(margins(&sex, &age), &start)).unwrap();
    // rake(design, list(~sexe, ~agegr), …, control = list(maxit = 1000, epsilon = 1e-12))
    let at = |sex: usize, age: usize| {
        let before: usize = (0..sex).flat_map(|row| CELLS[row]).sum();
        made.weights[before + CELLS[sex][..age].iter().sum::<usize>()]
    };
    close(at(1, 0), 1.252_113_576_113_62, 1e-9);
    close(at(0, 1), 0.970_546_331_250_208, 1e-9);
    close(at(0, 3), 1.156_634_812_015_46, 1e-9);
    close(made.spread.max, 1.414_052_094_733_52, 1e-9);
    close(made.spread.min, 0.806_258_635_041_559, 1e-9);
    close(made.spread.effective, 1_940.758_171_982_18, 1e-9);
    close(made.spread.sum, 2_000.0, 1e-12);
    for share in made.shares.iter().flatten() {
        close(share.after, share.target, 1e-9);
    }
}

#[test]
fn post_strata_give_the_weights_of_r() {
    let (sex, age) = people();
    let cells: Vec<Option<u16>> =
        sex.iter().zip(&age).map(|(sex, age)| Some(sex.unwrap() * 4 + age.unwrap())).collect();
    let start = vec![1.0; 2_000];
    let shares = targets(&[0.09, 0.12, 0.13, 0.12, 0.11, 0.14, 0.13, 0.16]);
    let margins = vec![Margin { codes: &cells, targets: shares }];
    let recipe = Recipe { scale: Scale::Total(4_000.0), ..recipe(margins, &start) };
    let made = make(&recipe).unwrap();
    close(made.weights[0], 2.0 * 1.333_333_333_333_33, 1e-12);
    close(*made.weights.last().unwrap(), 2.0 * 1.151_079_136_690_65, 1e-12);
    close(made.spread.effective, 1_940.742_910_158_53, 1e-12);
    close(made.spread.sum, 4_000.0, 1e-12);
    assert_eq!(made.rounds, 1);
}

#[test]
fn the_order_of_margins_and_of_people_does_not_matter() {
    let (sex, age) = people();
    let start: Vec<f64> = (0..2_000).map(|at| 0.5 + f64::from(at % 7) * 0.3).collect();
    let one = make(&recipe(margins(&sex, &age), &start)).unwrap();
    let mut turned = margins(&sex, &age);
    turned.reverse();
    let other = make(&recipe(turned, &start)).unwrap();
    for (one, other) in one.weights.iter().zip(&other.weights) {
        close(*one, *other, 1e-8);
    }
    let backwards = |codes: &[Option<u16>]| codes.iter().rev().copied().collect::<Vec<_>>();
    let (sex, age) = (backwards(&sex), backwards(&age));
    let start: Vec<f64> = start.iter().rev().copied().collect();
    let shuffled = make(&recipe(margins(&sex, &age), &start)).unwrap();
    assert_eq!(shuffled.spread, one.spread);
    for (one, other) in one.weights.iter().zip(shuffled.weights.iter().rev()) {
        assert_eq!(one.to_bits(), other.to_bits());
    }
}

#[test]
fn people_without_an_answer_need_a_rule() {
    let (mut sex, age) = people();
    sex[..100].fill(None);
    let start = vec![1.0; 2_000];
    let with = |missing| make(&Recipe { missing, ..recipe(margins(&sex, &age), &start) });
    let Err(Problem::Missing { rows, leave_out, own_category }) = with(None) else {
        panic!("a rule is needed");
    };
    assert_eq!(rows, [(0, 100)]);
    assert_eq!((leave_out.unwrap().rows, own_category.unwrap().rows), (1_900, 2_000));
    let left: Made = with(Some(MissingRule::LeaveOut)).unwrap();
    assert!(left.weights[..100].iter().all(|weight| weight.is_nan()));
    close(left.spread.sum, 1_900.0, 1e-12);
    close(left.spread.effective, leave_out.unwrap().effective, 1e-12);
    let own = with(Some(MissingRule::OwnCategory)).unwrap();
    // Their share after the start weight is kept, the others' targets share the rest.
    close(own.weights[..100].iter().sum(), 100.0, 1e-9);
    close(own.shares[0][2].target, 0.05, 1e-12);
    close(own.shares[0][0].target, 0.48 * 0.95, 1e-12);
    assert_eq!(own.shares[1].len(), 4);
}

#[test]
fn targets_and_people_that_do_not_meet_are_told() {
    let (sex, age) = people();
    let start = vec![1.0; 2_000];
    let of_sex = |all: &[f64]| {
        let margins = vec![Margin { codes: &sex, targets: targets(all) }];
        make(&recipe(margins, &start)).map(|made| made.weights)
    };
    assert!(matches!(of_sex(&[0.48, 0.42, 0.1]), Err(Problem::TargetWithoutRows { margin: 0, code: 2 })));
    assert!(matches!(of_sex(&[0.48, 0.42]), Err(Problem::NotOne { margin: 0, .. })));
    let zero = of_sex(&[0.0, 1.0]).unwrap();
    assert!(zero[0] == 0.0 && zero[1_999] > 1.0);
    let mut without = margins(&sex, &age);
    without[1].targets[3] = None;
    without[1].targets[0] = Some(0.48);
    assert_eq!(
        make(&recipe(without, &start)).unwrap_err(),
        Problem::RowsWithoutTarget { margin: 1, code: 3, rows: 516 }
    );
    let mut counts = margins(&sex, &age);
    counts[0].targets = targets(&[48.0, 52.0]);
    counts[1].targets = targets(&[20.0, 26.0, 26.0, 27.0]);
    assert_eq!(
        make(&recipe(counts, &start)).unwrap_err(),
        Problem::TotalsDiffer { margin: 1, total: 99.0, first: 100.0 }
    );
}

#[test]
fn raked_weights_are_trimmed_and_raked_again() {
    let (sex, age) = people();
    let start: Vec<f64> = (0..2_000).map(|at| if at % 50 == 0 { 9.0 } else { 1.0 }).collect();
    let trim = Some(Trim { min: Some(0.3), max: Some(3.0), of: TrimOf::Mean, strict: true });
    let made = make(&Recipe { trim, ..recipe(margins(&sex, &age), &start) }).unwrap();
    assert!(made.trims > 0);
    assert!(made.spread.max <= 3.0 * (1.0 + 1e-8) && made.spread.min >= 0.3 * (1.0 - 1e-8));
    close(made.spread.mean, 1.0, 1e-12);
    for share in made.shares.iter().flatten() {
        close(share.after, share.target, 1e-6);
    }
}

#[test]
fn a_given_weight_stays_as_it_is() {
    let start = [2.0, 0.0, f64::NAN, 4.0];
    let made = make(&Recipe { scale: Scale::AsTheyAre, ..recipe(Vec::new(), &start) }).unwrap();
    assert_eq!(made.weights[..2], [2.0, 0.0]);
    assert_eq!((made.spread.n, made.spread.sum, made.spread.min), (3, 6.0, 0.0));
    close(made.spread.effective, 36.0 / 20.0, 1e-12);
    // 1 + cv² = n / n_eff
    close(1.0 + made.spread.cv * made.spread.cv, 3.0 * 20.0 / 36.0, 1e-12);
}
