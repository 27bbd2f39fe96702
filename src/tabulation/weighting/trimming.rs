//! Trimming: weights are cut to a range, what was cut off is shared equally among the others, and again until none is
//! outside. R survey's `trimWeights(strict = TRUE)`.

use super::sum::{Sum, sum};

/// What the smallest and largest weight are multiples of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TrimOf {
    Mean,
    Median,
}

/// How weights are trimmed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Trim {
    pub(crate) min: Option<f64>,
    pub(crate) max: Option<f64>,
    pub(crate) of: TrimOf,
    /// Until none is outside; else once.
    pub(crate) strict: bool,
}

/// The smallest and largest weight that may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Bounds {
    pub(crate) low: f64,
    pub(crate) high: f64,
}

/// Nobody is left who could take what was cut off.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct NobodyBetween {
    pub(crate) bounds: Bounds,
}

/// Of the whole sum of weights: what is cut off below this is nothing.
const NOTHING: f64 = 1e-15;
/// How far beyond a bound, in parts of it, a weight still stands on it.
const ON_IT: f64 = 1e-9;
const ROUNDS_MAX: usize = 10_000;

impl Bounds {
    /// The bounds as multiples of the mean or median of these weights, each of `count` people.
    pub(super) fn of(trim: &Trim, weights: &[f64], counts: &[u64]) -> Bounds {
        let people: u64 = counts.iter().sum();
        let centre = match trim.of {
            TrimOf::Mean => {
                sum(weights.iter().zip(counts).map(|(weight, count)| weight * *count as f64)) / people as f64
            }
            TrimOf::Median => median(weights, counts),
        };
        Bounds {
            low: trim.min.map_or(f64::NEG_INFINITY, |min| min * centre),
            high: trim.max.map_or(f64::INFINITY, |max| max * centre),
        }
    }

    /// Whether all weights are inside, but for the last digits.
    pub(super) fn hold(&self, weights: &[f64]) -> bool {
        let (low, high) = (self.low - self.low.abs() * ON_IT, self.high + self.high.abs() * ON_IT);
        weights.iter().all(|weight| *weight >= low && *weight <= high)
    }
}

/// The middle weight; of an even number of people the mean of the two in the middle.
fn median(weights: &[f64], counts: &[u64]) -> f64 {
    let mut sorted: Vec<(f64, u64)> = weights.iter().copied().zip(counts.iter().copied()).collect();
    sorted.sort_unstable_by(|one, other| one.0.total_cmp(&other.0));
    let people: u64 = counts.iter().sum();
    let at = |place: u64| {
        let mut before = 0;
        let found = sorted.iter().find(|(_, count)| {
            before += count;
            before > place
        });
        found.map_or(f64::NAN, |(weight, _)| *weight)
    };
    if people.is_multiple_of(2) && people > 0 {
        f64::midpoint(at(people / 2 - 1), at(people / 2))
    } else {
        at(people / 2)
    }
}

/// Trims the weights, each of `count` people; gives back how many rounds it took.
///
/// # Errors
/// Where all weights are outside, or the sum of weights does not fit between the bounds.
pub(super) fn trim(
    weights: &mut [f64],
    counts: &[u64],
    bounds: Bounds,
    strict: bool,
) -> Result<usize, NobodyBetween> {
    let people: f64 = counts.iter().map(|count| *count as f64).sum();
    let whole = sum(weights.iter().zip(counts).map(|(weight, count)| weight * *count as f64));
    let nobody = NobodyBetween { bounds };
    if bounds.low > bounds.high || (strict && (bounds.low * people > whole || bounds.high * people < whole)) {
        return Err(nobody);
    }
    let is_outside = |weight: f64| weight < bounds.low || weight > bounds.high;
    for round in 0..ROUNDS_MAX {
        let outside: Vec<bool> = weights.iter().map(|weight| is_outside(*weight)).collect();
        if !outside.contains(&true) {
            return Ok(round);
        }
        let mut cut_off = Sum::default();
        let mut inside = 0_u64;
        for ((weight, count), outside) in weights.iter_mut().zip(counts).zip(&outside) {
            if *outside {
                let cut = weight.clamp(bounds.low, bounds.high);
                cut_off.add((*weight - cut) * *count as f64);
                *weight = cut;
            } else {
                inside += count;
            }
        }
        let cut_off = cut_off.value();
        if cut_off.abs() <= whole * NOTHING {
            return Ok(round + 1);
        }
        if inside == 0 {
            return Err(nobody);
        }
        let share = cut_off / inside as f64;
        weights.iter_mut().zip(&outside).filter(|(_, outside)| !**outside).for_each(|(weight, _)| {
            *weight += share;
        });
        if !strict {
            return Ok(1);
        }
    }
    Err(nobody)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MEAN: Trim = Trim { min: None, max: Some(2.0), of: TrimOf::Mean, strict: true };

    #[test]
    fn what_is_cut_off_is_shared_equally_until_none_is_outside() {
        // Mean 2: the bound is 4. One is cut off and shared by four.
        let mut weights = [0.5, 0.5, 0.5, 3.5, 5.0];
        let counts = [1; 5];
        let bounds = Bounds::of(&MEAN, &weights, &counts);
        assert_eq!(bounds.high.to_bits(), 4.0_f64.to_bits());
        let rounds = trim(&mut weights, &counts, bounds, true).unwrap();
        assert_eq!((weights, rounds), ([0.75, 0.75, 0.75, 3.75, 4.0], 1));
        let mut weights = [0.2, 0.4, 0.5, 3.9, 5.0];
        trim(&mut weights, &counts, bounds, true).unwrap();
        assert!((sum(weights) - 10.0).abs() < 1e-12);
        assert_eq!((weights[3], weights[4]), (4.0, 4.0));
        // The same amount for each of the untrimmed.
        assert!((weights[1] - weights[0] - 0.2).abs() < 1e-12);
    }

    #[test]
    fn once_is_enough_where_it_need_not_be_strict() {
        let mut weights = [0.2, 0.4, 0.5, 3.9, 5.0];
        let rounds = trim(&mut weights, &[1; 5], Bounds { low: 0.0, high: 4.0 }, false).unwrap();
        assert_eq!((weights[3], weights[4], rounds), (4.15, 4.0, 1));
    }

    #[test]
    fn bounds_that_leave_no_room_are_told() {
        let bounds = Bounds { low: 0.0, high: 0.9 };
        assert_eq!(trim(&mut [1.0, 1.0], &[1, 1], bounds, true), Err(NobodyBetween { bounds }));
        let bounds = Bounds { low: 1.1, high: 3.0 };
        assert_eq!(trim(&mut [1.0, 1.0], &[1, 1], bounds, true), Err(NobodyBetween { bounds }));
    }

    #[test]
    fn the_median_counts_people_and_not_classes() {
        assert_eq!(median(&[3.0, 1.0], &[1, 3]).to_bits(), 1.0_f64.to_bits());
        assert_eq!(median(&[3.0, 1.0], &[2, 2]).to_bits(), 2.0_f64.to_bits());
    }
}
