//! From targets and answers to weights: missing answers settled, margins brought to their targets, trimmed, scaled.

use super::classes::{Class, Classes, Coded};
use super::raking::{self, NotConverged, Raked};
use super::sum::{Sum, sum};
use super::trimming::{Bounds, NobodyBetween, Trim, trim};

/// Trimming and raking again, at most so often.
const TRIMS_MAX: usize = 50;
/// By how much the totals of margins may differ, in parts of them.
const SAME_TOTAL: f64 = 1e-6;

/// How weights are made.
#[derive(Debug, Clone)]
pub(crate) struct Recipe<'a> {
    /// None leaves the start weights as they are.
    pub(crate) margins: Vec<Margin<'a>>,
    /// By respondent; NaN is no weight.
    pub(crate) start: &'a [f64],
    pub(crate) missing: Option<MissingRule>,
    pub(crate) trim: Option<Trim>,
    pub(crate) scale: Scale,
}

/// One margin.
#[derive(Debug, Clone)]
pub(crate) struct Margin<'a> {
    /// By respondent.
    pub(crate) codes: &'a [Option<u16>],
    /// By code; shares or numbers of people, above or equal to zero.
    pub(crate) targets: Vec<Option<f64>>,
}

/// What becomes of people without an answer to a margin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MissingRule {
    /// They are a category of their own, whose share after the start weight is kept.
    OwnCategory,
    /// They get no weight.
    LeaveOut,
}

/// What the weights add up to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Scale {
    AsTheyAre,
    /// A mean of one.
    MeanOne,
    Total(f64),
}

/// Weights, and how they came to be.
#[derive(Debug, Clone)]
pub(crate) struct Made {
    /// By respondent; NaN is no weight.
    pub(crate) weights: Vec<f64>,
    pub(crate) spread: Spread,
    /// Of raking, over all its runs.
    pub(crate) rounds: usize,
    pub(crate) trims: usize,
    pub(crate) bounds: Option<Bounds>,
    /// By margin and code; one code more than there are targets is no answer.
    pub(crate) shares: Vec<Vec<Share>>,
}

/// Of one code of a margin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Share {
    pub(crate) target: f64,
    /// After the start weights.
    pub(crate) before: f64,
    pub(crate) after: f64,
}

/// How weights are spread.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Spread {
    pub(crate) n: u64,
    pub(crate) sum: f64,
    pub(crate) min: f64,
    pub(crate) max: f64,
    pub(crate) mean: f64,
    /// Standard deviation (divisor n) over the mean.
    pub(crate) cv: f64,
    /// Kish.
    pub(crate) effective: f64,
}

/// Why no weights came of it. Margins and codes are places.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Problem {
    NobodyHasAWeight,
    TotalsDiffer {
        margin: usize,
        total: f64,
        first: f64,
    },
    /// Shares that are not the whole.
    NotOne {
        margin: usize,
        total: f64,
    },
    RowsWithoutTarget {
        margin: usize,
        code: usize,
        rows: u64,
    },
    TargetWithoutRows {
        margin: usize,
        code: usize,
    },
    Missing {
        rows: Vec<(usize, u64)>,
        leave_out: Option<Kept>,
        own_category: Option<Kept>,
    },
    NotConverged(NotConverged),
    NobodyBetween(NobodyBetween),
}

/// What a rule for missing answers leaves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Kept {
    pub(crate) rows: u64,
    pub(crate) effective: f64,
}

/// Makes the weights.
///
/// # Errors
/// The first [`Problem`].
pub(crate) fn make(recipe: &Recipe<'_>) -> Result<Made, Problem> {
    let targets = shares_of(&recipe.margins)?;
    check_rows(recipe)?;
    let missing = missing_rows(recipe);
    if missing.is_empty() || recipe.missing.is_some() {
        return make_with(recipe, targets, recipe.missing.unwrap_or(MissingRule::LeaveOut));
    }
    let kept = |rule| {
        let made = make_with(recipe, targets.clone(), rule).ok()?;
        Some(Kept { rows: made.spread.n, effective: made.spread.effective })
    };
    Err(Problem::Missing {
        rows: missing,
        leave_out: kept(MissingRule::LeaveOut),
        own_category: kept(MissingRule::OwnCategory),
    })
}

/// The targets of each margin as shares of the whole.
fn shares_of(margins: &[Margin<'_>]) -> Result<Vec<Vec<f64>>, Problem> {
    let totals: Vec<f64> =
        margins.iter().map(|margin| sum(margin.targets.iter().copied().flatten())).collect();
    let are_shares = margins.iter().flat_map(|margin| &margin.targets).flatten().all(|target| *target <= 1.0);
    for (margin, total) in totals.iter().copied().enumerate() {
        if are_shares && (total - 1.0).abs() > SAME_TOTAL {
            return Err(Problem::NotOne { margin, total });
        }
        let first = totals[0];
        if (total - first).abs() > SAME_TOTAL * first {
            return Err(Problem::TotalsDiffer { margin, total, first });
        }
    }
    let shares = margins.iter().zip(&totals).map(|(margin, total)| {
        margin.targets.iter().map(|target| target.map_or(0.0, |target| target / total)).collect()
    });
    Ok(shares.collect())
}

fn has_weight(recipe: &Recipe<'_>, respondent: usize) -> bool {
    recipe.start.get(respondent).is_some_and(|weight| !weight.is_nan())
}

/// Nobody may have a code without a target.
fn check_rows(recipe: &Recipe<'_>) -> Result<(), Problem> {
    for (place, margin) in recipe.margins.iter().enumerate() {
        let mut rows = vec![0_u64; margin.targets.len()];
        for (respondent, code) in margin.codes.iter().enumerate() {
            if let Some(code) = code
                && has_weight(recipe, respondent)
            {
                rows[usize::from(*code)] += 1;
            }
        }
        let without =
            rows.iter().zip(&margin.targets).position(|(rows, target)| *rows > 0 && target.is_none());
        if let Some(code) = without {
            return Err(Problem::RowsWithoutTarget { margin: place, code, rows: rows[code] });
        }
    }
    Ok(())
}

/// The margins that somebody with a start weight gave no answer to, and how many.
fn missing_rows(recipe: &Recipe<'_>) -> Vec<(usize, u64)> {
    let of = |margin: &Margin<'_>| {
        let codes = margin.codes.iter().enumerate();
        codes.filter(|(at, code)| code.is_none() && has_weight(recipe, *at)).count() as u64
    };
    recipe.margins.iter().map(of).enumerate().filter(|(_, rows)| *rows > 0).collect()
}

fn make_with(recipe: &Recipe<'_>, targets: Vec<Vec<f64>>, rule: MissingRule) -> Result<Made, Problem> {
    let coded: Vec<Coded<'_>> = recipe
        .margins
        .iter()
        .map(|margin| Coded {
            codes: margin.codes,
            missing: match rule {
                MissingRule::OwnCategory => u16::try_from(margin.targets.len()).ok(),
                MissingRule::LeaveOut => None,
            },
        })
        .collect();
    let classes = Classes::of(&coded, recipe.start);
    let mut work = Work::of(&classes);
    if classes.people() == 0 || work.total <= 0.0 {
        return Err(Problem::NobodyHasAWeight);
    }
    work.targets = targets;
    work.before = work.reached();
    if rule == MissingRule::OwnCategory {
        work.keep_the_missing();
    }
    work.check_targets()?;
    let (rounds, trims, bounds) = work.calibrate(recipe.trim.as_ref())?;
    let factor = work.scale(recipe.scale);
    let bounds = bounds.map(|bounds| Bounds { low: bounds.low * factor, high: bounds.high * factor });
    let after = work.reached();
    let shares = work.targets.iter().enumerate().map(|(margin, targets)| {
        let share = |code: usize| Share {
            target: targets[code],
            before: work.before[margin][code],
            after: after[margin][code],
        };
        (0..targets.len()).map(share).collect()
    });
    Ok(Made {
        shares: shares.collect(),
        weights: classes.spread(&work.weights),
        spread: Spread::of(&work.weights, &work.counts),
        rounds,
        trims,
        bounds,
    })
}

/// Weights by class, on their way.
struct Work<'a> {
    cells: &'a [Vec<u16>],
    classes: &'a [Class],
    counts: Vec<u64>,
    weights: Vec<f64>,
    total: f64,
    /// Shares of the whole, by margin and code.
    targets: Vec<Vec<f64>>,
    before: Vec<Vec<f64>>,
}

impl<'a> Work<'a> {
    fn of(classes: &'a Classes) -> Work<'a> {
        let counts: Vec<u64> = classes.classes.iter().map(|class| class.count).collect();
        let weights: Vec<f64> = classes.classes.iter().map(|class| class.start).collect();
        let total = total(&weights, &counts);
        Work {
            cells: &classes.cells,
            classes: &classes.classes,
            counts,
            weights,
            total,
            targets: Vec::new(),
            before: Vec::new(),
        }
    }

    fn cell_sums(&self) -> Vec<f64> {
        let mut sums = vec![Sum::default(); self.cells.len()];
        for ((class, weight), count) in self.classes.iter().zip(&self.weights).zip(&self.counts) {
            sums[class.cell].add(weight * *count as f64);
        }
        sums.into_iter().map(Sum::value).collect()
    }

    /// The share of each code, by margin; a code beyond the targets is no answer.
    fn reached(&self) -> Vec<Vec<f64>> {
        let sums = self.cell_sums();
        let whole = sum(sums.iter().copied());
        let of = |(margin, targets): (usize, &Vec<f64>)| {
            let codes = self.cells.iter().map(|cell| usize::from(cell[margin]) + 1);
            let codes = codes.max().unwrap_or(0).max(targets.len());
            let reached = raking::reached(self.cells, &sums, margin, codes);
            reached.into_iter().map(|reached| reached / whole).collect()
        };
        self.targets.iter().enumerate().map(of).collect()
    }

    /// Who gave no answer keeps the share of the start weight; the other targets share the rest.
    fn keep_the_missing(&mut self) {
        for (targets, before) in self.targets.iter_mut().zip(&self.before) {
            let Some(missing) = before.get(targets.len()).copied() else { continue };
            targets.iter_mut().for_each(|target| *target *= 1.0 - missing);
            targets.push(missing);
        }
    }

    fn check_targets(&self) -> Result<(), Problem> {
        for (margin, (targets, before)) in self.targets.iter().zip(&self.before).enumerate() {
            let empty =
                targets.iter().zip(before).position(|(target, before)| *target > 0.0 && *before <= 0.0);
            if let Some(code) = empty {
                return Err(Problem::TargetWithoutRows { margin, code });
            }
        }
        Ok(())
    }

    /// Rakes and trims: how many rounds of raking, how often trimmed, and the bounds.
    fn calibrate(&mut self, trimming: Option<&Trim>) -> Result<(usize, usize, Option<Bounds>), Problem> {
        let mut rounds = self.rake()?;
        let Some(trimming) = trimming else { return Ok((rounds, 0, None)) };
        let calibrated = !self.targets.is_empty();
        // Whom a target of zero has put out stays out.
        let kept: Vec<usize> =
            (0..self.weights.len()).filter(|at| !calibrated || self.weights[*at] > 0.0).collect();
        let counts: Vec<u64> = kept.iter().map(|at| self.counts[*at]).collect();
        let bounds = Bounds::of(trimming, &self.weights_of(&kept), &counts);
        let mut trims = 0;
        while !bounds.hold(&self.weights_of(&kept)) {
            let mut weights = self.weights_of(&kept);
            trim(&mut weights, &counts, bounds, trimming.strict).map_err(Problem::NobodyBetween)?;
            kept.iter().zip(weights).for_each(|(at, weight)| self.weights[*at] = weight);
            trims += 1;
            // The last word has the range: what the margins then lack is reported.
            if !calibrated || trims > TRIMS_MAX {
                break;
            }
            rounds += self.rake()?;
            if !trimming.strict {
                break;
            }
        }
        Ok((rounds, trims, Some(bounds)))
    }

    fn weights_of(&self, kept: &[usize]) -> Vec<f64> {
        kept.iter().map(|at| self.weights[*at]).collect()
    }

    /// Brings the weights to the margins, with the sum of weights they started with.
    fn rake(&mut self) -> Result<usize, Problem> {
        if self.targets.is_empty() {
            return Ok(0);
        }
        let targets: Vec<Vec<f64>> = self
            .targets
            .iter()
            .map(|targets| targets.iter().map(|target| target * self.total).collect())
            .collect();
        let Raked { factors, rounds } =
            raking::rake(self.cells, &self.cell_sums(), &targets).map_err(Problem::NotConverged)?;
        for (class, weight) in self.classes.iter().zip(&mut self.weights) {
            *weight *= factors[class.cell];
        }
        Ok(rounds)
    }

    /// Brings the weights to their sum; gives back what they were multiplied by.
    fn scale(&mut self, scale: Scale) -> f64 {
        let people: u64 = self.counts.iter().sum();
        let wanted = match scale {
            Scale::AsTheyAre => return 1.0,
            Scale::MeanOne => people as f64,
            Scale::Total(total) => total,
        };
        let factor = wanted / total(&self.weights, &self.counts);
        self.weights.iter_mut().for_each(|weight| *weight *= factor);
        factor
    }
}

fn total(weights: &[f64], counts: &[u64]) -> f64 {
    sum(weights.iter().zip(counts).map(|(weight, count)| weight * *count as f64))
}

impl Spread {
    /// Of weights that so many people have.
    pub(super) fn of(weights: &[f64], counts: &[u64]) -> Spread {
        let n: u64 = counts.iter().sum();
        let whole = total(weights, counts);
        let mean = whole / n as f64;
        let squares = sum(weights.iter().zip(counts).map(|(weight, count)| weight * weight * *count as f64));
        let distances = sum(weights
            .iter()
            .zip(counts)
            .map(|(weight, count)| (weight - mean) * (weight - mean) * *count as f64));
        Spread {
            n,
            sum: whole,
            min: weights.iter().copied().fold(f64::INFINITY, f64::min),
            max: weights.iter().copied().fold(f64::NEG_INFINITY, f64::max),
            mean,
            cv: (distances / n as f64).sqrt() / mean,
            effective: whole * whole / squares,
        }
    }
}
