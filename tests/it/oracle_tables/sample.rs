//! A weighted sample with strata and primary units, and its sums, shares and linearised variances, from their definitions.

use std::collections::BTreeMap;

use super::fitted::Fitted;
use super::loops::PlainRow;
use super::weighted::Drawn;

/// Everyone of the sample: weight, stratum, primary unit.
pub(super) struct Sample {
    /// `None` has no weight, or is outside the universe: no figure counts it.
    pub(super) weights: Vec<Option<f64>>,
    pub(super) strata: Vec<u64>,
    pub(super) units: Vec<u64>,
    /// What the weights were fitted to, where errors are to know of it.
    pub(super) fitted: Option<Fitted>,
}

impl Sample {
    pub(super) fn of(drawn: &Drawn, seeds: &[Vec<u64>]) -> Sample {
        let weight = |seed: u64| match seed % 25 {
            0 => None,
            1 => Some(0.0),
            _ => Some((1 + seed / 25 % 40) as f64 / 8.0),
        };
        let of = |is_named: bool, number: u64| if is_named { number } else { 0 };
        let strata = seeds.iter().map(|seeds| of(drawn.strata, seeds[2] / 3 % 3)).collect();
        let units = seeds.iter().enumerate().map(
            |(row, seeds)| {
                if drawn.units { seeds[3] / 5 % 6 } else { row as u64 }
            },
        );
        Sample {
            weights: seeds.iter().map(|seeds| weight(seeds[4] / 11)).collect(),
            strata,
            units: units.collect(),
            fitted: None,
        }
    }

    pub(super) fn extras(&self) -> Vec<(String, Vec<Option<f64>>)> {
        let numbers = |numbers: &[u64]| numbers.iter().map(|number| Some(*number as f64)).collect();
        vec![
            ("w".to_owned(), self.weights.clone()),
            ("stratum".to_owned(), numbers(&self.strata)),
            ("unit".to_owned(), numbers(&self.units)),
        ]
    }

    /// Without whoever is outside the universe.
    pub(super) fn within(mut self, universe: &[bool]) -> Sample {
        for (weight, inside) in self.weights.iter_mut().zip(universe) {
            *weight = weight.filter(|_| *inside);
        }
        self
    }

    pub(super) fn weight(&self, row: usize) -> f64 {
        self.weights[row].unwrap_or(0.0)
    }

    pub(super) fn members<'a>(&'a self, inside: &'a [bool]) -> impl Iterator<Item = (usize, f64)> + 'a {
        let with_weight = self.weights.iter().enumerate().filter_map(|(row, weight)| Some((row, (*weight)?)));
        with_weight.filter(|(row, _)| inside[*row])
    }

    /// The variance of Σz, z over all rows of the design: by stratum and unit.
    pub(super) fn variance(&self, z: &[f64], lonely: &str) -> f64 {
        let residuals = self.fitted.as_ref().map(|fitted| fitted.residuals(z, &self.weights));
        let z = residuals.as_deref().unwrap_or(z);
        let mut strata: BTreeMap<u64, BTreeMap<u64, f64>> = BTreeMap::new();
        for (row, _) in self.members(&vec![true; z.len()]) {
            *strata.entry(self.strata[row]).or_default().entry(self.units[row]).or_default() += z[row];
        }
        let count: usize = strata.values().map(BTreeMap::len).sum();
        let grand_mean = strata.values().flat_map(BTreeMap::values).sum::<f64>() / count.max(1) as f64;
        strata
            .values()
            .map(|units| {
                let m = units.len() as f64;
                let sum: f64 = units.values().sum();
                match units.len() {
                    1 if lonely == "certainty" => 0.0,
                    1 => (sum - grand_mean).powi(2) * f64::from(u8::from(sum != 0.0)),
                    _ => units.values().map(|z| (z - sum / m).powi(2)).sum::<f64>() * m / (m - 1.0),
                }
            })
            .sum()
    }

    /// Units with somebody of positive weight inside, less the strata that have one.
    pub(super) fn df(&self, inside: &[bool]) -> f64 {
        let mut strata: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
        for (row, _) in self.members(inside).filter(|(_, weight)| *weight > 0.0) {
            let units = strata.entry(self.strata[row]).or_default();
            if !units.contains(&self.units[row]) {
                units.push(self.units[row]);
            }
        }
        strata.values().map(|units| units.len() as f64 - 1.0).sum()
    }
}

/// What a cell stands on, summed one respondent after the other.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sums {
    pub(super) n: u64,
    pub(super) positive: u64,
    pub(super) w: f64,
    pub(super) ww: f64,
}

impl Sums {
    pub(super) fn effective(&self) -> Option<f64> {
        (self.ww > 0.0).then(|| self.w * self.w / self.ww)
    }
}

pub(super) fn sums(sample: &Sample, inside: &[bool]) -> Sums {
    sample.members(inside).fold(Sums::default(), |sums, (_, w)| Sums {
        n: sums.n + 1,
        positive: sums.positive + u64::from(w > 0.0),
        w: sums.w + w,
        ww: sums.ww + w * w,
    })
}

pub(super) fn and(a: &[bool], b: &[bool]) -> Vec<bool> {
    a.iter().zip(b).map(|(a, b)| *a && *b).collect()
}

pub(super) fn part(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| part / whole)
}

/// One row in one column.
pub(super) struct Side {
    pub(super) chosen: Vec<bool>,
    pub(super) base: Vec<bool>,
    pub(super) sums: Sums,
    pub(super) share: Option<f64>,
}

impl Side {
    pub(super) fn of(sample: &Sample, row: &PlainRow, column: &[bool]) -> Side {
        let (chosen, base) = (and(&row.chosen, column), and(&row.base, column));
        let sums_of_base = sums(sample, &base);
        let share = part(sums(sample, &chosen).w, sums_of_base.w);
        Side { chosen, base, sums: sums_of_base, share }
    }

    /// w (y − p) / S0 inside the base, 0 outside.
    pub(super) fn z(&self, sample: &Sample) -> Vec<f64> {
        let share = self.share.unwrap_or(0.0);
        (0..self.base.len())
            .map(|row| match (self.base[row], self.chosen[row]) {
                (false, _) => 0.0,
                (true, chosen) => sample.weight(row) * (f64::from(u8::from(chosen)) - share) / self.sums.w,
            })
            .collect()
    }

    pub(super) fn se(&self, sample: &Sample, drawn: &Drawn) -> Option<f64> {
        let p = self.share.filter(|_| self.sums.positive > 1)?;
        if drawn.by_design {
            return Some(sample.variance(&self.z(sample), drawn.lonely).sqrt());
        }
        Some((p * (1.0 - p) / self.sums.effective()?).sqrt())
    }
}
