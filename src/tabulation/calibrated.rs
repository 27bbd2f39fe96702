//! Errors of estimates whose weights were fitted to margins or cells: what the margins explain of the answers is no
//! error, so the variance is that of the residuals. Deville and Särndal 1992, JASA 87; R: `svymean` on the results of
//! `postStratify` and `rake`.

use super::by_unit::ByUnit;
use super::counting::{Axis, CountPlan, CountRequest, Counted, Counts, Measured, Sums, WeightSource};
use super::precision::Linear;
use super::weighting::{Calibration, Classes};

/// How every cube of a table is counted once more: along each margin, by the weight itself and by what averages are
/// made with.
#[derive(Debug, Clone)]
pub(crate) struct Calibrated {
    margins: Vec<Classes>,
    rounds: usize,
    averaged: Option<usize>,
    /// Of the whole sample: by margin, and by pair of margins.
    own: Vec<Asked>,
    pairs: Vec<Vec<Asked>>,
}

/// Where something is counted by the weight and by what averages are made with.
#[derive(Debug, Clone, Copy)]
struct Asked {
    squares: usize,
    averaged: usize,
}

impl Calibrated {
    /// Adds the cubes of the whole sample to `counting`.
    pub(crate) fn ask(
        calibration: &Calibration,
        design: &[Axis],
        weight: Option<&WeightSource>,
        counting: &mut CountPlan,
    ) -> Calibrated {
        let weight = counting.weight(weight);
        let averaged = counting.weight(Some(&calibration.averaged));
        let mut ask = |own: Vec<Axis>| {
            let mut one = |weight, axes| {
                counting.request(CountRequest { filter: None, weight, axes, of: Measured::People })
            };
            let along = design.iter().cloned().chain(own.iter().cloned()).collect();
            Asked { squares: one(weight, along), averaged: one(averaged, own) }
        };
        let margins = &calibration.margins;
        let own = margins.iter().map(|margin| ask(margin.axes.clone())).collect();
        let pair = |one: &Classes, other: &Classes| -> Vec<Axis> {
            one.axes.iter().chain(&other.axes).cloned().collect()
        };
        let pairs = margins
            .iter()
            .enumerate()
            .map(|(at, one)| margins.iter().take(at).map(|other| ask(pair(one, other))).collect())
            .collect();
        Calibrated { margins: margins.clone(), rounds: calibration.rounds, averaged, own, pairs }
    }

    /// The requests of something along each margin: behind the design with its weight, then by itself averaged.
    pub(crate) fn requests(
        &self,
        request: &CountRequest,
        design: usize,
        counting: &mut CountPlan,
    ) -> Vec<usize> {
        let (units, own) = request.axes.split_at(design);
        let mut requests = Vec::new();
        for margin in &self.margins {
            let mut one = |weight, leading: &[Axis]| {
                let axes = leading.iter().chain(&margin.axes).chain(own).cloned().collect();
                counting.request(CountRequest { weight, axes, ..request.clone() })
            };
            requests.push(one(request.weight, units));
            requests.push(one(self.averaged, &[]));
        }
        requests
    }

    /// How many leading axes each of [`Calibrated::requests`] has, and the class of each place of the last of them.
    pub(crate) fn views(&self, design: usize) -> Vec<(usize, &Classes)> {
        self.margins
            .iter()
            .flat_map(|margin| [(design + margin.axes.len(), margin), (margin.axes.len(), margin)])
            .collect()
    }

    /// What of the whole sample the residuals need.
    pub(crate) fn sums(&self, counts: &Counts) -> CalibrationSums {
        let people = |request: usize| match &counts.counted[request] {
            Counted::People(cube) => cube.cells.as_slice(),
            Counted::Numbers(_) | Counted::Pairs(_) | Counted::Distributions(_) => &[],
        };
        let of_place = |margin: &Classes| (margin.of_place.clone(), margin.count);
        let margins = self.margins.iter().zip(&self.own).map(|(margin, asked)| {
            let squares = joined(people(asked.squares), &margin.of_place, margin.count);
            let averaged = joined(people(asked.averaged), &margin.of_place, margin.count);
            MarginSums {
                classes: margin.count,
                averaged: averaged.iter().map(|sums| sums.w).collect(),
                weights: squares.iter().map(|sums| sums.w).collect(),
                squares: squares.iter().map(|sums| sums.w2).collect(),
            }
        });
        let pairs = self.pairs.iter().enumerate().map(|(at, asked)| {
            let one = asked.iter().enumerate().map(|(before, asked)| {
                let (of_place, count) = crossed(of_place(&self.margins[at]), of_place(&self.margins[before]));
                PairOfMargins {
                    averaged: joined(people(asked.averaged), &of_place, count)
                        .iter()
                        .map(|sums| sums.w)
                        .collect(),
                    squares: joined(people(asked.squares), &of_place, count)
                        .iter()
                        .map(|sums| sums.w2)
                        .collect(),
                }
            });
            one.collect()
        });
        CalibrationSums { rounds: self.rounds, margins: margins.collect(), pairs: pairs.collect() }
    }
}

/// The classes of two margins together, the second running fastest.
fn crossed(one: (Vec<usize>, usize), other: (Vec<usize>, usize)) -> (Vec<usize>, usize) {
    let of_place = one.0.iter().flat_map(|class| other.0.iter().map(move |second| class * other.1 + second));
    (of_place.collect(), one.1 * other.1)
}

/// The cells by class; the places run fastest, behind the units.
fn joined(cells: &[Sums], of_place: &[usize], classes: usize) -> Vec<Sums> {
    let mut joined = Vec::new();
    for unit in cells.chunks(of_place.len().max(1)) {
        let mut own = vec![Sums::default(); classes];
        for (sums, class) in unit.iter().zip(of_place) {
            own[*class] = own[*class].plus(*sums);
        }
        joined.extend(own);
    }
    joined
}

/// The margins over the whole sample.
#[derive(Debug, Clone)]
pub(crate) struct CalibrationSums {
    rounds: usize,
    margins: Vec<MarginSums>,
    /// By margin, those before it.
    pairs: Vec<Vec<PairOfMargins>>,
}

#[derive(Debug, Clone)]
struct MarginSums {
    classes: usize,
    /// Σa by class, a what averages are made with.
    averaged: Vec<f64>,
    /// Σw by unit and class.
    weights: Vec<f64>,
    /// Σw² by unit and class.
    squares: Vec<f64>,
}

/// By class of a margin and of one before it.
#[derive(Debug, Clone)]
struct PairOfMargins {
    averaged: Vec<f64>,
    /// By unit too, which runs slowest.
    squares: Vec<f64>,
}

impl CalibrationSums {
    /// z less what the margins explain of it, unit by unit: the mean of u = z/w in each class of each margin is taken out
    /// in turn.
    pub(crate) fn residuals(&self, linear: &ByUnit<Linear>) -> Vec<Linear> {
        let (squares, averages) = self.by_margin(linear);
        let taken = self.means(&averages);
        let mut residuals = linear.to_vec();
        for (unit, residual) in residuals.iter_mut().enumerate() {
            for (at, margin) in self.margins.iter().enumerate() {
                for (class, mean) in taken[at].iter().enumerate() {
                    let here = unit * margin.classes + class;
                    residual.z -= mean * margin.weights[here];
                    residual.zz += mean * (mean * margin.squares[here] - 2.0 * squares[at][here].once);
                    for (before, pair) in self.pairs[at].iter().enumerate() {
                        let others = self.margins[before].classes;
                        let from = (unit * margin.classes + class) * others;
                        let both = pair.squares.get(from..from + others).unwrap_or(&[]);
                        let product: f64 =
                            taken[before].iter().zip(both).map(|(other, both)| other * both).sum();
                        residual.zz += 2.0 * mean * product;
                    }
                }
            }
            residual.zz = residual.zz.max(0.0);
        }
        residuals
    }

    /// Of each margin the parts by unit and class, and those by class that averages are made of.
    fn by_margin<'a>(&self, linear: &'a ByUnit<Linear>) -> (Vec<&'a [Linear]>, Vec<&'a [Linear]>) {
        let (mut squares, mut averages) = (Vec::new(), Vec::new());
        let mut rest = linear.classes();
        for margin in &self.margins {
            let (own, others) = rest.split_at((linear.len() * margin.classes).min(rest.len()));
            let (averaged, others) = others.split_at(margin.classes.min(others.len()));
            squares.push(own);
            averages.push(averaged);
            rest = others;
        }
        (squares, averages)
    }

    /// What is taken out of u in each class of each margin.
    fn means(&self, averages: &[&[Linear]]) -> Vec<Vec<f64>> {
        let mut taken: Vec<Vec<f64>> = self.margins.iter().map(|margin| vec![0.0; margin.classes]).collect();
        for _ in 0..self.rounds {
            for (at, margin) in self.margins.iter().enumerate() {
                let left: Vec<f64> = (0..margin.classes)
                    .map(|class| {
                        let people = margin.averaged[class];
                        let own = averages[at].get(class).map_or(0.0, |linear| linear.z);
                        let explained = taken[at][class] * people + self.explained(&taken, at, class);
                        if people > 0.0 { (own - explained) / people } else { 0.0 }
                    })
                    .collect();
                taken[at].iter_mut().zip(left).for_each(|(taken, left)| *taken += left);
            }
        }
        taken
    }

    /// What the other margins have taken out of a class.
    fn explained(&self, taken: &[Vec<f64>], at: usize, class: usize) -> f64 {
        let mut explained = 0.0;
        for (other, means) in taken.iter().enumerate().filter(|(other, _)| *other != at) {
            for (second, mean) in means.iter().enumerate() {
                let both = if other < at {
                    self.pairs[at][other].averaged.get(class * means.len() + second)
                } else {
                    self.pairs[other][at].averaged.get(second * taken[at].len() + class)
                };
                explained += mean * both.copied().unwrap_or(0.0);
            }
        }
        explained
    }
}
