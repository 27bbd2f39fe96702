//! How far a figure may be off: the linearised variances, degrees of freedom and intervals of shares and means, from sums
//! by unit of the design. tabulation.md of the formulas: docs/statistics/linearised-variance.md.

use super::by_unit::ByUnit;
use super::calibrated::CalibrationSums;
use super::counting::{NumberSums, Sums};
use super::plan::{IntervalPlan, TablePlan};
use super::request::Variance;
use super::request::{IntervalName, Lonely};
use super::statistics::{ProportionInterval, proportion_interval, t_quantile};

/// The design of a sample as its variances need it: how many units each stratum has, and of how many.
#[derive(Debug, Clone)]
pub(crate) struct Sampling {
    pub(crate) family: Variance,
    /// How many units of the cubes make up a stratum: 1 where rows are the units.
    width: usize,
    clusters: bool,
    strata: Vec<Stratum>,
    lonely: Lonely,
    calibration: Option<CalibrationSums>,
}

#[derive(Debug, Clone, Copy)]
struct Stratum {
    /// Units of the whole design, in the domain or not.
    units: f64,
    /// The share of the stratum that was sampled.
    fraction: f64,
}

/// What a unit adds to a linear statistic z = w u: Σz, Σz² and Σw z over its rows.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Linear {
    pub(crate) z: f64,
    pub(crate) zz: f64,
    pub(crate) once: f64,
}

impl Sampling {
    /// `rows` people, each a unit of one stratum.
    pub(crate) fn of_people(rows: u64, family: Variance) -> Sampling {
        let strata = vec![Stratum { units: rows as f64, fraction: 0.0 }];
        Sampling { family, width: 1, clusters: false, strata, lonely: Lonely::Error, calibration: None }
    }

    /// Samples that were drawn each for itself, of so many people: each is a stratum, each person a unit.
    pub(crate) fn of_samples(rows: &[u64], family: Variance) -> Sampling {
        let stratum = |rows: &u64| Stratum { units: *rows as f64, fraction: 0.0 };
        let strata = rows.iter().map(stratum).collect();
        Sampling { family, width: 1, clusters: false, strata, lonely: Lonely::Error, calibration: None }
    }

    /// By the plan's design; `sizes` are the people of the whole design by unit, `populations` the size of each stratum.
    pub(crate) fn of(
        plan: &TablePlan,
        sizes: &[Sums],
        populations: &[Option<f64>],
        width: usize,
    ) -> Sampling {
        let clusters = plan.design.as_ref().is_some_and(|design| design.psu.is_some());
        let strata = sizes
            .chunks(width.max(1))
            .enumerate()
            .map(|(stratum, units)| {
                let units = if clusters {
                    units.iter().filter(|unit| unit.n > 0).count() as f64
                } else {
                    units.iter().map(|unit| unit.n as f64).sum()
                };
                let population = populations.get(stratum).copied().flatten();
                let fraction = population.filter(|size| *size > 0.0).map_or(0.0, |size| units / size);
                Stratum { units, fraction }
            })
            .collect();
        let lonely = plan.design.as_ref().map_or(Lonely::Error, |design| design.lonely);
        Sampling { family: plan.variance, width: width.max(1), clusters, strata, lonely, calibration: None }
    }

    /// With errors that know what the weights were fitted to.
    pub(crate) fn calibrated(self, calibration: Option<CalibrationSums>) -> Sampling {
        Sampling { calibration, ..self }
    }

    /// Strata that have a single unit of a larger population, so that nothing tells how units differ.
    pub(crate) fn lonely_strata(&self) -> Vec<usize> {
        let is_lonely = |stratum: &Stratum| (0.5..1.5).contains(&stratum.units) && stratum.fraction < 1.0;
        (0..self.strata.len()).filter(|place| is_lonely(&self.strata[*place])).collect()
    }

    /// The variance of the total of z. Lumley, Complex Surveys, 2010, chapter 2; R: `svyrecvar`. `None` where a stratum
    /// with rows of the domain has a single unit.
    pub(crate) fn variance(&self, linear: &ByUnit<Linear>) -> Option<f64> {
        match &self.calibration {
            Some(calibration) => {
                let left = self.variance_of_units(&calibration.residuals(linear))?;
                // Margins that explain everything leave rounding.
                let fixed = self.variance_of_units(linear)?;
                Some(if left <= NO_ERROR * fixed { 0.0 } else { left })
            }
            None => self.variance_of_units(linear),
        }
    }

    fn variance_of_units(&self, units: &[Linear]) -> Option<f64> {
        let mut variance = 0.0;
        let all_units: f64 = self.strata.iter().map(|stratum| stratum.units).sum();
        let grand_mean = units.iter().map(|unit| unit.z).sum::<f64>() / all_units.max(1.0);
        for (stratum, units) in self.strata.iter().zip(units.chunks(self.width)) {
            let sum: f64 = units.iter().map(|unit| unit.z).sum();
            let squares: f64 =
                units.iter().map(|unit| if self.clusters { unit.z * unit.z } else { unit.zz }).sum();
            // Whoever was taken as a whole has no sampling error.
            if squares == 0.0 || stratum.fraction >= 1.0 {
                continue;
            }
            if stratum.units < 2.0 {
                match self.lonely {
                    Lonely::Error => return None,
                    Lonely::Certainty => {}
                    Lonely::Adjust => {
                        let about_all = sum - grand_mean;
                        variance += (1.0 - stratum.fraction) * about_all * about_all;
                    }
                }
                continue;
            }
            let about_mean = (squares - sum * sum / stratum.units).max(0.0);
            variance += (1.0 - stratum.fraction) * stratum.units / (stratum.units - 1.0) * about_mean;
        }
        Some(variance)
    }

    /// The covariance matrix of linear statistics, each given by unit; `shared` is Σ z_a z_b of two of them in a unit.
    /// `None` as for [`Sampling::variance`].
    pub(crate) fn covariance(
        &self,
        all: &[ByUnit<Linear>],
        shared: impl Fn(usize, usize, usize) -> f64,
    ) -> Option<Vec<Vec<f64>>> {
        let own: Vec<f64> = all.iter().map(|units| self.variance(units)).collect::<Option<_>>()?;
        let mut covariance = vec![vec![0.0; all.len()]; all.len()];
        for a in 0..all.len() {
            covariance[a][a] = own[a];
            for b in 0..a {
                // Var(a + b) = Var a + Var b + 2 Cov.
                let common: Vec<f64> = (0..all[a].len()).map(|unit| shared(a, b, unit)).collect();
                let both = self.variance(&add_units(&all[a], &all[b], 1.0, &common))?;
                let found = 0.5 * (both - own[a] - own[b]);
                covariance[a][b] = found;
                covariance[b][a] = found;
            }
        }
        Some(covariance)
    }

    /// Units that have somebody of the domain with a weight above zero, less the strata that do.
    pub(crate) fn degrees_of_freedom(&self, domain: &[Sums]) -> f64 {
        let strata = domain.chunks(self.width).map(|units| {
            let inside: u64 = if self.clusters {
                units.iter().filter(|unit| unit.positive > 0).count() as u64
            } else {
                units.iter().map(|unit| unit.positive).sum()
            };
            inside.saturating_sub(1)
        });
        strata.sum::<u64>() as f64
    }
}

/// What rounding leaves of a standard error that is none, in parts of the number that it is the error of.
const NO_ERROR: f64 = 1e-13;

/// The standard error of a number of about `size`; 0 where the variance is nothing but rounding.
pub(crate) fn error_of(variance: f64, size: f64) -> f64 {
    let se = variance.sqrt();
    if se <= NO_ERROR * size { 0.0 } else { se }
}

/// The standard error of a difference of two numbers of about `size` whose variances add up to `apart`; 0 where those who are
/// in both make up all of it but rounding.
pub(crate) fn error_of_difference(variance: f64, apart: f64, size: f64) -> f64 {
    if variance <= NO_ERROR * apart { 0.0 } else { error_of(variance, size) }
}

/// z of a share: w (y − p) / S0. `chosen` and `base` by unit.
pub(crate) fn of_share(chosen: &ByUnit<Sums>, base: &ByUnit<Sums>) -> ByUnit<Linear> {
    let whole: Sums = base.iter().copied().sum();
    let share = chosen.iter().copied().sum::<Sums>().w / whole.w;
    chosen.zip(base, |chosen, base| Linear {
        z: (chosen.w - share * base.w) / whole.w,
        zz: ((1.0 - share).powi(2) * chosen.w2 + share * share * (base.w2 - chosen.w2)) / (whole.w * whole.w),
        once: (chosen.w2 - share * base.w2) / whole.w,
    })
}

/// Σ z_a z_b over the people of both columns, by unit: what the squares of a difference have in common.
/// Each column gives its share and weighted base.
pub(crate) fn shared_share(chosen: &[Sums], base: &[Sums], a: (f64, f64), b: (f64, f64)) -> Vec<f64> {
    let ((p_a, w_a), (p_b, w_b)) = (a, b);
    chosen
        .iter()
        .zip(base)
        .map(|(chosen, base)| {
            (chosen.w2 * (1.0 - p_a) * (1.0 - p_b) + (base.w2 - chosen.w2) * p_a * p_b) / (w_a * w_b)
        })
        .collect()
}

/// a + sign b, unit by unit; `shared` is Σ z_a z_b, nothing where they have nobody in common.
pub(crate) fn add_units(a: &ByUnit<Linear>, b: &ByUnit<Linear>, sign: f64, shared: &[f64]) -> ByUnit<Linear> {
    let mut sum =
        a.zip(b, |a, b| Linear { z: a.z + sign * b.z, zz: a.zz + b.zz, once: a.once + sign * b.once });
    // Of the classes no squares are asked for.
    for (unit, common) in sum.iter_mut().zip(shared) {
        unit.zz = (unit.zz + 2.0 * sign * common).max(0.0);
    }
    sum
}

/// z of a mean: w (y − m) / S0, by unit.
pub(crate) fn of_mean(numbers: &ByUnit<NumberSums>) -> ByUnit<Linear> {
    let whole = numbers.iter().copied().fold(NumberSums::default(), NumberSums::plus);
    let mean = whole.wy / whole.sums.w;
    numbers.map(|unit| {
        let unit = unit.moved_to(whole.about);
        Linear {
            z: (unit.wy - mean * unit.sums.w) / whole.sums.w,
            zz: (unit.w2yy - 2.0 * mean * unit.w2y + mean * mean * unit.sums.w2).max(0.0)
                / (whole.sums.w * whole.sums.w),
            once: (unit.w2y - mean * unit.sums.w2) / whole.sums.w,
        }
    })
}

/// Σ z_a z_b over the people of both columns, by unit, as [`shared_share`] of means. Each column gives the sums of all its
/// people.
pub(crate) fn shared_mean(both: &[NumberSums], a: &NumberSums, b: &NumberSums) -> Vec<f64> {
    let about = a.about;
    let [m_a, m_b] = [a, b].map(|all| all.moved_to(about).wy / all.sums.w);
    both.iter()
        .map(|unit| unit.moved_to(about))
        .map(|unit| (unit.w2yy - (m_a + m_b) * unit.w2y + m_a * m_b * unit.sums.w2) / (a.sums.w * b.sums.w))
        .collect()
}

/// A share among a base.
pub(crate) struct ShareFound<'a> {
    pub(crate) chosen: Sums,
    pub(crate) base: Sums,
    chosen_by_unit: &'a ByUnit<Sums>,
    base_by_unit: &'a ByUnit<Sums>,
}

impl<'a> ShareFound<'a> {
    pub(crate) fn of(chosen: &'a ByUnit<Sums>, base: &'a ByUnit<Sums>) -> ShareFound<'a> {
        ShareFound {
            chosen: chosen.iter().copied().sum(),
            base: base.iter().copied().sum(),
            chosen_by_unit: chosen,
            base_by_unit: base,
        }
    }

    /// 0..1; `None` on a base of zero.
    pub(crate) fn share(&self) -> Option<f64> {
        (self.base.w > 0.0).then(|| self.chosen.w / self.base.w)
    }

    /// By the family of the table: linearised, or √(p(1−p)/n_eff) of Kish. `None` for fewer than two people.
    pub(crate) fn se(&self, sampling: &Sampling) -> Option<f64> {
        let p = self.share().filter(|_| self.base.positive > 1)?;
        match sampling.family {
            Variance::Kish => Some((p * (1.0 - p) / self.base.effective()?).sqrt()),
            Variance::Simple | Variance::Design | Variance::Calibrated => self.linearised_se(sampling),
        }
    }

    /// The interval of the share at `confidence`, and whether it is the exact one because the other has none at 0 and 1.
    pub(crate) fn interval(
        &self,
        method: IntervalPlan,
        sampling: &Sampling,
        confidence: f64,
    ) -> Option<((f64, f64), bool)> {
        let (p, e) = (self.share()?, self.base.effective()?);
        let found = match method.name.of_effective_base() {
            Some(of_base) => proportion_interval(of_base, p, e, confidence),
            None => self.design_interval(method.name, p, sampling, confidence),
        };
        match found {
            Some(ends) => Some((ends, false)),
            // Only the default has another to fall back to.
            None if method.named => None,
            None => proportion_interval(ProportionInterval::ClopperPearson, p, e, confidence)
                .map(|ends| (ends, true)),
        }
    }

    /// The intervals of a linearised standard error. R: `svyciprop(method = "mean" | "xlogit" | "beta")`; the fitted
    /// logistic model of "logit" gives the same as "xlogit" to 2e-9. Korn and Graubard 1998, Survey Methodology 24.
    fn design_interval(
        &self,
        name: IntervalName,
        p: f64,
        sampling: &Sampling,
        confidence: f64,
    ) -> Option<(f64, f64)> {
        let se = self.linearised_se(sampling).filter(|se| *se > 0.0)?;
        let df = sampling.degrees_of_freedom(self.base_by_unit);
        let upper = 1.0 - (1.0 - confidence) / 2.0;
        let t = t_quantile(upper, df)?;
        match name {
            IntervalName::DesignLogit | IntervalName::DesignLogitGlm => {
                let logit = libm::log(p / (1.0 - p));
                let half = t * se / (p * (1.0 - p));
                let back = |value: f64| 1.0 / (1.0 + libm::exp(-value));
                Some((back(logit - half), back(logit + half)))
            }
            IntervalName::DesignBeta => {
                let ratio = t_quantile(upper, self.base.n as f64 - 1.0)? / t;
                let e = p * (1.0 - p) / (se * se) * ratio * ratio;
                proportion_interval(ProportionInterval::ClopperPearson, p, e, confidence)
            }
            IntervalName::DesignWaldT
            | IntervalName::WaldNeff
            | IntervalName::WilsonNeff
            | IntervalName::ClopperPearsonNeff => Some((p - t * se, p + t * se)),
        }
    }

    fn linearised_se(&self, sampling: &Sampling) -> Option<f64> {
        let variance = sampling.variance(&of_share(self.chosen_by_unit, self.base_by_unit))?;
        Some(error_of(variance, 1.0))
    }

    /// V / (s²/n+), s² the variance among people: what weights and design make of a simple random sample.
    /// R: `svymean(deff = "replace")`.
    pub(crate) fn design_effect(&self, sampling: &Sampling) -> Option<f64> {
        let p = self.share()?;
        let positive = self.base.positive as f64;
        let of_people = positive / (positive - 1.0) * p * (1.0 - p) / positive;
        let se = self.linearised_se(sampling)?;
        (of_people > 0.0).then(|| se * se / of_people)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_that_is_only_rounding_is_none() {
        let unit = |w: f64| Sums { n: 3, positive: 3, w, w2: w };
        // A third chose it in each unit, so that units do not differ.
        let both = |one: f64, other: f64| -> ByUnit<Sums> { [unit(one), unit(other)].into_iter().collect() };
        let (chosen, base) = (both(0.1, 0.2), both(0.3, 0.6));
        let sampling = Sampling {
            family: Variance::Design,
            width: 2,
            clusters: true,
            strata: vec![Stratum { units: 2.0, fraction: 0.0 }],
            lonely: Lonely::Error,
            calibration: None,
        };
        let rounding = sampling.variance(&of_share(&chosen, &base)).unwrap();
        assert!(rounding > 0.0, "there is something to leave out");
        assert_eq!(ShareFound::of(&chosen, &base).se(&sampling).map(f64::to_bits), Some(0.0_f64.to_bits()));
        assert_eq!(error_of(4e-6, 1.0).to_bits(), 2e-3_f64.to_bits());
    }
}
