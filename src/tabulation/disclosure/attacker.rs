//! Somebody who reads a release and solves for what is hidden: the smallest and the largest value of each unknown number that
//! agree with all that is shown. Written for tests, with nothing of the protection's own arithmetic.

const NOTHING: f64 = 1e-7;

/// Unknown numbers of which sums are known; none is below its `least`.
pub(super) struct Attack {
    pub(super) least: Vec<f64>,
    /// Factors of the unknowns, and their sum.
    pub(super) known: Vec<(Vec<f64>, f64)>,
}

impl Attack {
    /// Between which values a sum of the unknowns is.
    pub(super) fn interval(&self, sum: &[f64]) -> (f64, f64) {
        let turned: Vec<f64> = sum.iter().map(|factor| -factor).collect();
        (-self.largest(&turned), self.largest(sum))
    }

    /// Two phases of the simplex method on a full tableau, by the rule of Bland.
    fn largest(&self, sum: &[f64]) -> f64 {
        let (width, height) = (self.least.len(), self.known.len());
        let mut rows: Vec<Vec<f64>> = Vec::new();
        for (place, (factors, value)) in self.known.iter().enumerate() {
            let above = value - factors.iter().zip(&self.least).map(|(a, b)| a * b).sum::<f64>();
            let sign = if above < 0.0 { -1.0 } else { 1.0 };
            let mut row: Vec<f64> = factors.iter().map(|factor| sign * factor).collect();
            row.extend((0..height).map(|other| if other == place { 1.0 } else { 0.0 }));
            row.push(sign * above);
            rows.push(row);
        }
        let mut basis: Vec<usize> = (width..width + height).collect();
        let first: Vec<f64> = (0..width + height).map(|at| if at < width { 0.0 } else { -1.0 }).collect();
        climb(&mut rows, &mut basis, &first, width + height);
        let left: f64 =
            basis.iter().zip(&rows).filter(|(at, _)| **at >= width).map(|(_, row)| row[width + height]).sum();
        assert!(left < 1e-4, "the truth agrees with what is shown: {left}");
        // What is left of the first phase stands at zero; it goes out where anything can take its place.
        for place in 0..height {
            if basis[place] >= width
                && let Some(at) = (0..width).find(|at| rows[place][*at].abs() > NOTHING)
            {
                pivot(&mut rows, &mut basis, place, at);
            }
        }
        let mut second = sum.to_vec();
        second.extend(vec![0.0; height]);
        if !climb(&mut rows, &mut basis, &second, width) {
            return f64::INFINITY;
        }
        let mut found: Vec<f64> = self.least.clone();
        for (at, row) in basis.iter().zip(&rows).filter(|(at, _)| **at < width) {
            found[*at] += row[width + height];
        }
        sum.iter().zip(&found).map(|(a, b)| a * b).sum()
    }
}

/// Whether there is a largest value, which the rows then stand at.
fn climb(rows: &mut [Vec<f64>], basis: &mut [usize], worth: &[f64], width: usize) -> bool {
    loop {
        let gain = |at: &usize| {
            let spent: f64 = basis.iter().zip(rows.iter()).map(|(own, row)| worth[*own] * row[*at]).sum();
            worth[*at] - spent > NOTHING
        };
        let Some(entering) = (0..width).filter(|at| !basis.contains(at)).find(gain) else { return true };
        let mut best: Option<(f64, usize)> = None;
        for (place, row) in rows.iter().enumerate().filter(|(_, row)| row[entering] > NOTHING) {
            let ratio = row[row.len() - 1] / row[entering];
            let is_better = best.is_none_or(|(least, at)| {
                ratio < least - NOTHING || (ratio - least).abs() <= NOTHING && basis[place] < basis[at]
            });
            if is_better {
                best = Some((ratio, place));
            }
        }
        let Some((_, leaving)) = best else { return false };
        pivot(rows, basis, leaving, entering);
    }
}

fn pivot(rows: &mut [Vec<f64>], basis: &mut [usize], place: usize, at: usize) {
    let factor = rows[place][at];
    rows[place].iter_mut().for_each(|value| *value /= factor);
    let own = rows[place].clone();
    for (_, row) in rows.iter_mut().enumerate().filter(|(other, _)| *other != place) {
        let times = row[at];
        row.iter_mut().zip(&own).for_each(|(value, own)| *value -= times * own);
    }
    basis[place] = at;
}

#[test]
fn an_attacker_finds_what_two_sums_tell_of_three_numbers() {
    let attack = Attack {
        least: vec![1.0, 0.0, 0.0],
        known: vec![(vec![1.0, 1.0, 0.0], 5.0), (vec![0.0, 1.0, 1.0], 3.0)],
    };
    assert_eq!(attack.interval(&[1.0, 0.0, 0.0]), (2.0, 5.0));
    assert_eq!(attack.interval(&[0.0, 0.0, 1.0]), (0.0, 3.0));
    assert_eq!(attack.interval(&[1.0, 1.0, 0.0]), (5.0, 5.0));
}
