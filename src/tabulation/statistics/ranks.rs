//! Ranks of two groups of people: Wilcoxon's test without weights, and mid-ranks by weight.

use super::normal_two_sided_p;

/// Groups smaller than this whose values all differ are tested exactly, as in R.
const EXACT_BELOW: u64 = 50;

/// How many of either group have a value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Tied {
    pub(crate) first: u64,
    pub(crate) second: u64,
}

/// Wilcoxon's W of the first group and its two-sided p, from people by distinct value, rising. Exact for small groups
/// without ties, else normal with ties allowed for and continuity corrected; p is `None` where all values are one.
/// `None` where a group is empty. R: `wilcox.test(first, second)`.
pub(crate) fn wilcoxon(values: &[Tied]) -> Option<(f64, Option<f64>)> {
    let first: u64 = values.iter().map(|tied| tied.first).sum();
    let second: u64 = values.iter().map(|tied| tied.second).sum();
    if first == 0 || second == 0 {
        return None;
    }
    let (n1, n2) = (first as f64, second as f64);
    let all = n1 + n2;
    let (mut before, mut ranks, mut ties) = (0.0, 0.0, 0.0);
    for tied in values {
        let here = (tied.first + tied.second) as f64;
        ranks += tied.first as f64 * (before + (here + 1.0) / 2.0);
        ties += here * (here * here - 1.0);
        before += here;
    }
    let w = ranks - n1 * (n1 + 1.0) / 2.0;
    if ties == 0.0 && first < EXACT_BELOW && second < EXACT_BELOW {
        return Some((w, Some(exact(w as usize, first as usize, second as usize))));
    }
    let variance = n1 * n2 / 12.0 * (all + 1.0 - ties / (all * (all - 1.0)));
    let from_middle = w - n1 * n2 / 2.0;
    let corrected = (from_middle.abs() - 0.5).max(0.0);
    Some((w, (variance > 0.0).then(|| normal_two_sided_p(corrected / variance.sqrt()))))
}

/// Twice the smaller tail of W over all ways to share out the ranks; the ways with W = k are the coefficients of the
/// Gaussian binomial. Mann and Whitney 1947, Annals of Mathematical Statistics 18.
fn exact(w: usize, first: usize, second: usize) -> f64 {
    let most = first * second;
    let mut ways = vec![0_i128; most + 1];
    ways[0] = 1;
    for i in 1..=first {
        for k in (second + i..=most).rev() {
            ways[k] -= ways[k - second - i];
        }
        for k in i..=most {
            ways[k] += ways[k - i];
        }
    }
    let tail: i128 = ways.iter().take(w.min(most - w) + 1).sum();
    let all: i128 = ways.iter().sum();
    (2.0 * tail as f64 / all as f64).min(1.0)
}

/// The mid-rank of each distinct value as a share (0..1) of all weights, from the weights by value, rising. People who
/// tie share one rank, so that their order in the data does not show. R: `svyranktest`.
pub(crate) fn mid_ranks(weights: &[f64]) -> Vec<f64> {
    let all: f64 = weights.iter().sum();
    let mut before = 0.0;
    let middle = |weight: &f64| {
        let rank = before + weight / 2.0;
        before += weight;
        rank / all
    };
    weights.iter().map(middle).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tied(values: &[(u64, u64)]) -> Vec<Tied> {
        values.iter().map(|(first, second)| Tied { first: *first, second: *second }).collect()
    }

    /// R's own example of `wilcox.test`: the depression scores of Hollander and Wolfe, and two Likert columns by hand.
    #[test]
    fn wilcoxon_agrees_with_r() {
        // x <- c(0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46); y <- c(1.15, 0.88, 0.90, 0.74, 1.21)
        // wilcox.test(x, y): W = 35, p-value = 0.2544
        let order = "xyxxyyxyyxxxxxx";
        let values: Vec<(u64, u64)> =
            order.chars().map(|group| if group == 'x' { (1, 0) } else { (0, 1) }).collect();
        let (w, p) = wilcoxon(&tied(&values)).unwrap();
        assert_eq!(w.to_bits(), 35.0_f64.to_bits());
        assert!((p.unwrap() - 0.254_412_254_412_254_4).abs() < 1e-12, "{p:?}");
        assert_eq!(wilcoxon(&tied(&[(3, 0)])), None);
        assert_eq!(wilcoxon(&tied(&[(3, 2)])), Some((3.0, None)));
    }

    #[test]
    fn ties_narrow_the_variance_and_the_middle_is_corrected() {
        // Ranks 1.5, 3.5 and 6 of 7 people; W = 1.5 + 3.5 + 12 − 10 = 7, its middle 6.
        let (w, p) = wilcoxon(&tied(&[(1, 1), (1, 1), (2, 1)])).unwrap();
        let variance: f64 = 12.0 / 12.0 * (8.0 - (6.0 + 6.0 + 24.0) / (7.0 * 6.0));
        assert_eq!(w.to_bits(), 7.0_f64.to_bits());
        assert!((p.unwrap() - normal_two_sided_p(0.5 / variance.sqrt())).abs() < 1e-15);
    }

    #[test]
    fn people_who_tie_share_the_middle_of_their_weights() {
        assert_eq!(mid_ranks(&[1.0, 2.0, 1.0]), [0.125, 0.5, 0.875]);
    }
}
