//! Whether rows and columns of a table go together. tabulation.md, section 9.

use super::{chi_square_tail, f_tail};

/// A statistic with its degrees of freedom and p.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Tested {
    pub(crate) statistic: f64,
    pub(crate) df1: f64,
    pub(crate) df2: Option<f64>,
    pub(crate) p: Option<f64>,
}

/// Pearson's X² of counts, row by row, on the rows and columns that occur; `None` with one row or column left.
/// R: `chisq.test(correct = FALSE)`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Pearson {
    pub(crate) tested: Tested,
    /// √(X²/(n min(r−1, c−1))).
    pub(crate) cramers_v: f64,
    pub(crate) smallest_expected: f64,
    /// The share of expected counts below 5.
    pub(crate) expected_below_5: f64,
    /// Of a 2 × 2 table: X² with Yates's correction, and its p.
    pub(crate) yates: Option<(f64, f64)>,
    /// Of a 2 × 2 table: Fisher's exact p, two-sided as in R.
    pub(crate) fisher: Option<f64>,
}

/// The tests of a table of counts.
pub(crate) fn pearson(counts: &[Vec<f64>]) -> Option<Pearson> {
    let counts = occurring(counts);
    let (r, c) = (counts.len(), counts.first().map_or(0, Vec::len));
    if r < 2 || c < 2 {
        return None;
    }
    let rows: Vec<f64> = counts.iter().map(|row| row.iter().sum()).collect();
    let columns: Vec<f64> = (0..c).map(|at| counts.iter().map(|row| row[at]).sum()).collect();
    let n: f64 = rows.iter().sum();
    let cells = || (0..r).flat_map(|i| (0..c).map(move |j| (i, j)));
    let expected = |(i, j): (usize, usize)| rows[i] * columns[j] / n;
    let x2: f64 = cells().map(|(i, j)| (counts[i][j] - expected((i, j))).powi(2) / expected((i, j))).sum();
    let df = ((r - 1) * (c - 1)) as f64;
    let is_2x2 = r == 2 && c == 2;
    let yates = is_2x2.then(|| {
        let off = (counts[0][0] - expected((0, 0))).abs();
        let by = 0.5_f64.min(off);
        let x2: f64 = cells().map(|at| (off - by).powi(2) / expected(at)).sum();
        (x2, chi_square_tail(x2, 1.0).unwrap_or(f64::NAN))
    });
    Some(Pearson {
        tested: Tested { statistic: x2, df1: df, df2: None, p: chi_square_tail(x2, df) },
        cramers_v: (x2 / (n * (r.min(c) - 1) as f64)).sqrt(),
        smallest_expected: cells().map(expected).fold(f64::INFINITY, f64::min),
        expected_below_5: cells().filter(|at| expected(*at) < 5.0).count() as f64 / (r * c) as f64,
        yates,
        fisher: is_2x2.then(|| fisher(&counts)),
    })
}

/// The rows and columns that have somebody.
pub(crate) fn occurring(counts: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let width = counts.first().map_or(0, Vec::len);
    let kept: Vec<usize> = (0..width).filter(|at| counts.iter().any(|row| row[*at] > 0.0)).collect();
    counts
        .iter()
        .filter(|row| row.iter().any(|count| *count > 0.0))
        .map(|row| kept.iter().map(|at| row[*at]).collect())
        .collect()
}

/// The probability, given the margins, of all 2 × 2 tables no likelier than this one. R: `fisher.test`.
fn fisher(counts: &[Vec<f64>]) -> f64 {
    let (a, b, c, d) = (counts[0][0], counts[0][1], counts[1][0], counts[1][1]);
    let (row, column, n) = (a + b, a + c, a + b + c + d);
    let choose = |n: f64, k: f64| libm::lgamma(n + 1.0) - libm::lgamma(k + 1.0) - libm::lgamma(n - k + 1.0);
    let log_p = |a: f64| choose(column, a) + choose(n - column, row - a) - choose(n, row);
    let own = log_p(a);
    let (low, high) = ((row + column - n).max(0.0), row.min(column));
    let mut p = 0.0;
    let mut at = low;
    while at <= high {
        let here = log_p(at);
        // R's tolerance for tables that are as likely as this one.
        if here <= own + 1e-7 {
            p += libm::exp(here);
        }
        at += 1.0;
    }
    p.min(1.0)
}

/// What Rao and Scott's and Wald's tests stand on: the weighted shares of the cells, row by row, and their linearised
/// covariance, in the same order.
pub(crate) struct Shares<'a> {
    pub(crate) rows: usize,
    pub(crate) columns: usize,
    pub(crate) shares: &'a [f64],
    pub(crate) covariance: &'a [Vec<f64>],
    /// Of the cells' totals, over the square of the domain's.
    pub(crate) of_totals: &'a [Vec<f64>],
    /// People of the domain.
    pub(crate) n: f64,
    /// Primary units less strata, of the domain.
    pub(crate) nu: f64,
}

/// Both of Rao and Scott's forms: X²/tr(Δ) on F, and X², whose p is that of X²/(tr(Δ)/q) on chi-square. `None` where the table has one row or
/// column or the covariance says nothing. Rao and Scott 1984, Annals of Statistics 12; R: `svychisq(statistic = "F" |
/// "Chisq")`.
pub(crate) fn rao_scott(of: &Shares<'_>) -> Option<(Tested, Tested)> {
    let (r, c) = (of.rows, of.columns);
    if r < 2 || c < 2 {
        return None;
    }
    let margins = Margins::of(of);
    let x2: f64 = (0..r * c)
        .map(|cell| {
            let expected = margins.rows[cell / c] * margins.columns[cell % c];
            of.n * (of.shares[cell] - expected).powi(2) / expected
        })
        .sum();
    // Interaction columns made orthogonal to the main effects.
    let contrast = |k: usize, cell: usize| {
        let (i, j) = (k / (c - 1), k % (c - 1));
        let own = |is: bool, of: usize| f64::from(u8::from(is)) - 1.0 / of as f64;
        own(cell / c == i, r) * own(cell % c == j, c)
    };
    let q = (r - 1) * (c - 1);
    let inverse = |cell: usize| if of.shares[cell] > 0.0 { 1.0 / of.shares[cell] } else { 0.0 };
    let weighted: Vec<Vec<f64>> =
        (0..q).map(|k| (0..r * c).map(|cell| contrast(k, cell) * inverse(cell)).collect()).collect();
    let mut simple = vec![vec![0.0; q]; q];
    let mut linearised = vec![vec![0.0; q]; q];
    for (k, own) in weighted.iter().enumerate() {
        let spread: Vec<f64> = of.covariance.iter().map(|row| dot(row, own)).collect();
        for (l, other) in weighted.iter().enumerate() {
            simple[k][l] = (0..r * c).map(|cell| own[cell] * contrast(l, cell)).sum::<f64>() / of.n;
            linearised[l][k] = dot(&spread, other);
        }
    }
    let delta = solved(simple, linearised)?;
    let trace: f64 = (0..q).map(|k| delta[k][k]).sum();
    let squares: f64 = (0..q).map(|k| (0..q).map(|l| delta[k][l] * delta[l][k]).sum::<f64>()).sum();
    if !(trace > 0.0 && squares > 0.0) {
        return None;
    }
    let (f, df1) = (x2 / trace, trace * trace / squares);
    let df2 = df1 * of.nu;
    let chi = x2 / (trace / q as f64);
    Some((
        Tested { statistic: f, df1, df2: Some(df2), p: f_tail(f, df1, df2) },
        Tested { statistic: x2, df1: q as f64, df2: None, p: chi_square_tail(chi, q as f64) },
    ))
}

/// Wald's test of the residuals p_ij − p_i. p_.j of all rows and columns but the last, and its adjusted form.
/// R: `svychisq(statistic = "Wald" | "adjWald")`. Koch, Freeman and Freeman 1975, International Statistical Review 43.
pub(crate) fn wald(of: &Shares<'_>) -> Option<(Tested, Tested)> {
    let (r, c) = (of.rows, of.columns);
    if r < 2 || c < 2 {
        return None;
    }
    let margins = Margins::of(of);
    let q = (r - 1) * (c - 1);
    let place = |k: usize| (k / (c - 1), k % (c - 1));
    let residual: Vec<f64> = (0..q)
        .map(|k| {
            let (i, j) = place(k);
            of.shares[i * c + j] - margins.rows[i] * margins.columns[j]
        })
        .collect();
    // The derivative of each residual's total by each cell's total.
    let slope = |k: usize, cell: usize| {
        let (i, j) = place(k);
        let (row, column) = (cell / c, cell % c);
        let is = |holds: bool| f64::from(u8::from(holds));
        is(row == i && column == j) - is(row == i) * margins.columns[j] - is(column == j) * margins.rows[i]
            + margins.rows[i] * margins.columns[j]
    };
    let slopes: Vec<Vec<f64>> = (0..q).map(|k| (0..r * c).map(|cell| slope(k, cell)).collect()).collect();
    let mut covariance = vec![vec![0.0; q]; q];
    for (k, own) in slopes.iter().enumerate() {
        let spread: Vec<f64> = of.of_totals.iter().map(|row| dot(row, own)).collect();
        for (l, other) in slopes.iter().enumerate() {
            covariance[k][l] = dot(&spread, other);
        }
    }
    let solution = solved(covariance, residual.iter().map(|value| vec![*value]).collect())?;
    let x2: f64 = residual.iter().zip(&solution).map(|(own, solved)| own * solved[0]).sum();
    let (df, nu) = (q as f64, of.nu);
    let wald = x2 / df;
    let adjusted = wald * (nu - df + 1.0) / nu;
    Some((
        Tested { statistic: wald, df1: df, df2: Some(nu), p: f_tail(wald, df, nu) },
        Tested {
            statistic: adjusted,
            df1: df,
            df2: Some(nu - df + 1.0),
            p: f_tail(adjusted, df, nu - df + 1.0),
        },
    ))
}

struct Margins {
    rows: Vec<f64>,
    columns: Vec<f64>,
}

impl Margins {
    fn of(of: &Shares<'_>) -> Margins {
        let (r, c) = (of.rows, of.columns);
        Margins {
            rows: (0..r).map(|i| (0..c).map(|j| of.shares[i * c + j]).sum()).collect(),
            columns: (0..c).map(|j| (0..r).map(|i| of.shares[i * c + j]).sum()).collect(),
        }
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// X of A X = B, by elimination with the largest pivot; `None` where A is singular.
fn solved(mut a: Vec<Vec<f64>>, mut b: Vec<Vec<f64>>) -> Option<Vec<Vec<f64>>> {
    let n = a.len();
    let largest = a.iter().flatten().fold(0.0_f64, |largest, value| largest.max(value.abs()));
    for step in 0..n {
        let pivot = (step..n).max_by(|x, y| a[*x][step].abs().total_cmp(&a[*y][step].abs()))?;
        if a[pivot][step].abs() <= 1e-13 * largest {
            return None;
        }
        a.swap(step, pivot);
        b.swap(step, pivot);
        let (pivot_a, pivot_b) = (a[step].clone(), b[step].clone());
        for row in 0..n {
            if row == step {
                continue;
            }
            let factor = a[row][step] / pivot_a[step];
            for (own, other) in a[row].iter_mut().zip(&pivot_a) {
                *own -= factor * other;
            }
            for (own, other) in b[row].iter_mut().zip(&pivot_b) {
                *own -= factor * other;
            }
        }
    }
    for (row, values) in b.iter_mut().enumerate() {
        values.iter_mut().for_each(|value| *value /= a[row][row]);
    }
    Some(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R: chisq.test(matrix(c(12, 5, 3, 20), 2), correct = FALSE | TRUE), fisher.test(…)
    #[test]
    fn a_table_of_two_by_two_has_all_its_tests() {
        let found = pearson(&[vec![12.0, 3.0], vec![5.0, 20.0]]).unwrap();
        let expected = 40.0 * (12.0 * 20.0 - 3.0 * 5.0_f64).powi(2) / (15.0 * 25.0 * 17.0 * 23.0);
        assert!((found.tested.statistic - expected).abs() < 1e-10);
        let yates = 40.0 * ((12.0 * 20.0 - 3.0 * 5.0_f64).abs() - 20.0).powi(2) / (15.0 * 25.0 * 17.0 * 23.0);
        assert!((found.yates.unwrap().0 - yates).abs() < 1e-10);
        assert!(found.fisher.unwrap() > 0.0 && found.fisher.unwrap() < found.yates.unwrap().1);
        assert_eq!(pearson(&[vec![3.0, 4.0], vec![0.0, 0.0]]), None);
    }

    /// A simple random sample has the covariance of a multinomial, and then Rao and Scott's test is Pearson's.
    #[test]
    fn of_a_simple_random_sample_it_is_pearsons() {
        let counts = [vec![12.0, 3.0, 7.0], vec![5.0, 20.0, 9.0]];
        let n = 56.0;
        let shares: Vec<f64> = counts.iter().flatten().map(|count| count / n).collect();
        let cell = |a: usize, b: usize| (if a == b { shares[a] } else { 0.0 } - shares[a] * shares[b]) / n;
        let covariance: Vec<Vec<f64>> = (0..6).map(|a| (0..6).map(|b| cell(a, b)).collect()).collect();
        let of = Shares {
            rows: 2,
            columns: 3,
            shares: &shares,
            covariance: &covariance,
            of_totals: &covariance,
            n,
            nu: 55.0,
        };
        let (_, chi) = rao_scott(&of).unwrap();
        let plain = pearson(&counts).unwrap();
        assert!((chi.statistic / plain.tested.statistic - 1.0).abs() < 0.2, "{chi:?} {plain:?}");
        assert!(wald(&of).unwrap().0.p.unwrap() < 0.05);
    }
}
