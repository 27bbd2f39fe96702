//! Raking: weights are brought to one margin after the other until all of them hold. One margin alone is
//! post-stratification. Deming & Stephan 1940, Ann. Math. Stat. 11; R survey's `rake` and `postStratify`.

use super::sum::{Sum, sum};

/// The largest relative error of a margin that is none.
pub(super) const CLOSE: f64 = 1e-10;
/// Rounds over all margins.
pub(super) const ROUNDS_MAX: usize = 1_000;

/// The margins hold.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Raked {
    /// By cell: what the weights of its people are multiplied by.
    pub(super) factors: Vec<f64>,
    pub(super) rounds: usize,
}

/// The margins cannot be made to hold together.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct NotConverged {
    /// The worst margin after the last round.
    pub(crate) margin: usize,
    pub(crate) code: usize,
    /// Shares of the whole.
    pub(crate) target: f64,
    pub(crate) reached: f64,
    pub(crate) rounds: usize,
}

/// Rakes the sums of weights of some cells, each with a code on every margin, to targets by margin and code. The
/// targets of each margin have the same total; a target above zero has a sum above zero.
///
/// # Errors
/// Where the margins do not hold after [`ROUNDS_MAX`] rounds, or nothing moves any more before they do.
pub(super) fn rake(cells: &[Vec<u16>], sums: &[f64], targets: &[Vec<f64>]) -> Result<Raked, NotConverged> {
    let mut weights = sums.to_vec();
    let mut factors = vec![1.0; cells.len()];
    let mut rounds = 0;
    loop {
        rounds += 1;
        let mut has_moved = false;
        for (margin, targets) in targets.iter().enumerate() {
            let reached = reached(cells, &weights, margin, targets.len());
            let of_codes: Vec<f64> = targets
                .iter()
                .zip(&reached)
                .map(|(target, reached)| if *reached > 0.0 { target / reached } else { 1.0 })
                .collect();
            has_moved |= of_codes.iter().any(|factor| (factor - 1.0).abs() > f64::EPSILON);
            for (cell, codes) in cells.iter().enumerate() {
                let factor = of_codes[usize::from(codes[margin])];
                factors[cell] *= factor;
                weights[cell] = sums[cell] * factors[cell];
            }
        }
        let (error, worst) = worst(cells, &weights, targets, rounds);
        if error < CLOSE {
            return Ok(Raked { factors, rounds });
        }
        if rounds == ROUNDS_MAX || !has_moved {
            return Err(worst);
        }
    }
}

/// The sum of weights of each code of a margin.
pub(super) fn reached(cells: &[Vec<u16>], weights: &[f64], margin: usize, codes: usize) -> Vec<f64> {
    let mut sums = vec![Sum::default(); codes];
    for (cell, weight) in cells.iter().zip(weights) {
        sums[usize::from(cell[margin])].add(*weight);
    }
    sums.into_iter().map(Sum::value).collect()
}

fn worst(cells: &[Vec<u16>], weights: &[f64], targets: &[Vec<f64>], rounds: usize) -> (f64, NotConverged) {
    let mut largest = (-1.0, NotConverged { margin: 0, code: 0, target: 0.0, reached: 0.0, rounds });
    for (margin, targets) in targets.iter().enumerate() {
        let total = sum(targets.iter().copied());
        for (code, reached) in reached(cells, weights, margin, targets.len()).into_iter().enumerate() {
            let target = targets[code];
            let error = (reached - target).abs() / if target > 0.0 { target } else { total };
            if error > largest.0 {
                let (target, reached) = (target / total, reached / total);
                largest = (error, NotConverged { margin, code, target, reached, rounds });
            }
        }
    }
    largest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two_by_two() -> Vec<Vec<u16>> {
        vec![vec![0, 0], vec![0, 1], vec![1, 0], vec![1, 1]]
    }

    #[test]
    fn both_margins_hold_and_the_odds_ratio_stays() {
        let sums = [10.0, 20.0, 30.0, 40.0];
        let raked = rake(&two_by_two(), &sums, &[vec![0.5, 0.5], vec![0.3, 0.7]]).unwrap();
        let weights: Vec<f64> = sums.iter().zip(&raked.factors).map(|(sum, factor)| sum * factor).collect();
        assert!((weights[0] + weights[1] - 0.5).abs() < 1e-10);
        assert!((weights[0] + weights[2] - 0.3).abs() < 1e-10);
        // What raking never changes: the association of the margins.
        let odds = |of: &[f64]| of[0] * of[3] / (of[1] * of[2]);
        assert!((odds(&weights) / odds(&sums) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn the_order_of_the_margins_does_not_matter() {
        let sums = [7.0, 1.0, 2.0, 90.0];
        let one = rake(&two_by_two(), &sums, &[vec![0.2, 0.8], vec![0.6, 0.4]]).unwrap();
        // The cells with their codes turned round, in the same order as before.
        let turned: Vec<Vec<u16>> = two_by_two().iter().map(|cell| vec![cell[1], cell[0]]).collect();
        let other = rake(&turned, &sums, &[vec![0.6, 0.4], vec![0.2, 0.8]]).unwrap();
        for (one, other) in one.factors.iter().zip(&other.factors) {
            assert!((one / other - 1.0).abs() < 1e-8, "{one} {other}");
        }
    }

    #[test]
    fn margins_that_contradict_each_other_are_told() {
        // Nobody in two of the cells: the margins would have to be equal.
        let cells = vec![vec![0, 0], vec![1, 1]];
        let problem = rake(&cells, &[5.0, 5.0], &[vec![0.6, 0.4], vec![0.3, 0.7]]).unwrap_err();
        assert_eq!((problem.margin, problem.code, problem.rounds), (0, 1, ROUNDS_MAX));
        assert!((problem.target - 0.4).abs() < 1e-12 && (problem.reached - 0.7).abs() < 1e-12);
    }

    #[test]
    fn one_margin_is_post_stratification() {
        let cells = vec![vec![0], vec![1]];
        let raked = rake(&cells, &[4.0, 6.0], &[vec![0.5, 0.5]]).unwrap();
        assert_eq!(raked, Raked { factors: vec![0.125, 0.5 / 6.0], rounds: 1 });
    }
}
