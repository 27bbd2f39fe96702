//! A straight line through an estimate along times, from sums by time and unit of the design.

use super::by_unit::ByUnit;
use super::counting::{NumberSums, Sums};
use super::precision::{Linear, Sampling, add_units, error_of};
use super::statistics::normal_two_sided_p;
use super::table::Comparison;

/// The least-squares line with weights.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line {
    /// The change of the estimate a unit of time.
    pub(crate) slope: f64,
    /// Linearised.
    pub(crate) se: Option<f64>,
    /// Those of the design less one.
    pub(crate) df: f64,
}

impl Line {
    /// The line through y at each time; `None` with fewer than two times that have somebody. R: `svyglm(y ~ time)`, whose
    /// influences are w (t − t̄)(y − ŷ)/Σw(t − t̄)². Binder 1983, International Statistical Review 51.
    pub(crate) fn through(by_time: &[(f64, ByUnit<NumberSums>)], sampling: &Sampling) -> Option<Line> {
        let whole =
            |units: &[NumberSums]| units.iter().copied().fold(NumberSums::default(), NumberSums::plus);
        // The line is as steep about any number and from any time on: years are counted from the first.
        let first = by_time.first().map_or(0.0, |(time, _)| *time);
        let at: Vec<(f64, NumberSums)> =
            by_time.iter().map(|(time, units)| (time - first, whole(units))).collect();
        let about = at.iter().find(|(_, sums)| sums.sums.positive > 0).map_or(0.0, |(_, sums)| sums.about);
        let at: Vec<(f64, NumberSums)> =
            at.iter().map(|(time, sums)| (*time, sums.moved_to(about))).collect();
        let weight: f64 = at.iter().map(|(_, sums)| sums.sums.w).sum();
        if at.iter().filter(|(_, sums)| sums.sums.w > 0.0).count() < 2 {
            return None;
        }
        let mean_time = at.iter().map(|(time, sums)| time * sums.sums.w).sum::<f64>() / weight;
        let mean = at.iter().map(|(_, sums)| sums.wy).sum::<f64>() / weight;
        let spread: f64 = at.iter().map(|(time, sums)| (time - mean_time).powi(2) * sums.sums.w).sum();
        let above = |sums: &NumberSums| sums.wy - mean * sums.sums.w;
        let slope = at.iter().map(|(time, sums)| (time - mean_time) * above(sums)).sum::<f64>() / spread;
        let linear = by_time.iter().map(|(time, units)| {
            let since = time - first - mean_time;
            let (pull, fitted) = (since / spread, mean + slope * since);
            units.map(|unit| {
                let unit = unit.moved_to(about);
                let squares = unit.w2yy - 2.0 * fitted * unit.w2y + fitted * fitted * unit.sums.w2;
                Linear {
                    z: pull * (unit.wy - fitted * unit.sums.w),
                    zz: pull * pull * squares.max(0.0),
                    once: pull * (unit.w2y - fitted * unit.sums.w2),
                }
            })
        });
        // Nobody has two times.
        let linear = linear.reduce(|all, own| add_units(&all, &own, 1.0, &[]))?;
        let people = by_time.iter().map(|(_, units)| units.map(|unit| unit.sums));
        let domain = people.reduce(|all, own| all.zip(&own, |all, own| all.plus(*own)))?;
        let df = sampling.degrees_of_freedom(&domain) - 1.0;
        // Of people whom the line meets rounding is left, in parts of what pulls at it.
        let pulls = at.iter().map(|(time, sums)| (time - mean_time).abs() * sums.sums.w * sums.reach());
        let size = pulls.sum::<f64>() / spread;
        Some(Line { slope, se: sampling.variance(&linear).map(|variance| error_of(variance, size)), df })
    }
}

/// The `difference` of estimates in two samples that have nobody in common, with their standard errors: d/√(se₁² + se₂²),
/// normal. With the standard error of the difference; not tested where it is none.
pub(crate) fn between_samples(
    difference: Option<f64>,
    errors: [Option<f64>; 2],
) -> (Option<f64>, Comparison) {
    let se = errors[0].zip(errors[1]).map(|(first, second)| first.hypot(second));
    let statistic = difference.zip(se.filter(|se| *se > 0.0)).map(|(difference, se)| difference / se);
    let p = statistic.map(normal_two_sided_p);
    (se, Comparison { difference, statistic, df: None, p, p_adjusted: p })
}

/// X² of the linear trend of shares along scores, unweighted: each group's score, its people and those chosen. `None`
/// where shares or scores do not vary. Cochran 1954, Biometrics 10; Armitage 1955, Biometrics 11; R: `prop.trend.test`.
pub(crate) fn cochran_armitage(groups: &[(f64, Sums, f64)]) -> Option<f64> {
    let n: f64 = groups.iter().map(|(_, sums, _)| sums.w).sum();
    let p = groups.iter().map(|(_, _, chosen)| chosen).sum::<f64>() / n;
    let mean = groups.iter().map(|(score, sums, _)| score * sums.w).sum::<f64>() / n;
    let covariance: f64 =
        groups.iter().map(|(score, sums, chosen)| (score - mean) * (chosen - p * sums.w)).sum();
    let spread: f64 = groups.iter().map(|(score, sums, _)| (score - mean).powi(2) * sums.w).sum();
    let variance = p * (1.0 - p) * spread;
    (variance > 0.0).then(|| covariance * covariance / variance)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R: prop.trend.test(c(569, 559, 595, 586, 586), c(1621, 1669, 1689, 1637, 1639), 1:5)
    #[test]
    fn the_trend_of_shares_is_that_of_r() {
        let yes = [569.0, 559.0, 595.0, 586.0, 586.0];
        let people = [1621, 1669, 1689, 1637, 1639];
        let groups: Vec<(f64, Sums, f64)> = yes
            .into_iter()
            .zip(people)
            .enumerate()
            .map(|(wave, (yes, people))| (wave as f64 + 1.0, Sums::unweighted(people), yes))
            .collect();
        assert!((cochran_armitage(&groups).unwrap() - 0.954248021015323).abs() < 1e-12);
        assert_eq!(cochran_armitage(&groups[..1]), None);
    }
}
