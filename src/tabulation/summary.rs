//! Figures over all codes of a stub: means and their spread, quantiles, the net promoter score, and what a multiple has
//! instead.

use super::assemble::StubCount;
use super::by_unit::ByUnit;
use super::counting::{NumberSums, Point, Sums};
use super::cubes::{ColumnPlace, Found};
use super::plan::{IntervalPlan, MeansTest, TablePlan};
use super::precision::{
    Linear, Sampling, ShareFound, add_units, error_of, error_of_difference, of_mean, shared_mean,
};
use super::request::{QuantileCi, SummaryMeasure, Variance};
use super::showing::Place;
use super::statistics::{QuantileRule, TestOutcome, quantile, t_quantile, t_two_sided_p};
use super::subject::SubjectKind;

/// One figure over all codes, for one column.
pub(crate) struct Statistic {
    pub(crate) value: Option<f64>,
    pub(crate) ci: Option<(f64, f64)>,
    /// Whom it stands on.
    pub(crate) base: Sums,
}

/// How figures are made, the same for a whole table.
pub(crate) struct Rules {
    pub(crate) confidence: f64,
    pub(crate) quantile: QuantileRule,
    pub(crate) quantile_ci: Option<QuantileCi>,
    pub(crate) sampling: Sampling,
}

/// A number over the people of a base: its sums by unit of the design.
pub(crate) struct NumberFound {
    pub(crate) by_unit: ByUnit<NumberSums>,
    pub(crate) all: NumberSums,
}

impl NumberFound {
    pub(crate) fn of(by_unit: ByUnit<NumberSums>) -> NumberFound {
        let all = by_unit.iter().copied().fold(NumberSums::default(), NumberSums::plus);
        NumberFound { by_unit, all }
    }

    /// m = Σwy/Σw; `None` on a base of zero.
    pub(crate) fn mean(&self) -> Option<f64> {
        (self.all.sums.w > 0.0).then(|| self.all.total() / self.all.sums.w)
    }

    /// Σw(y−m)²/Σw.
    fn spread(&self) -> Option<f64> {
        let above = Some(self.all.wy / self.all.sums.w).filter(|_| self.all.sums.positive > 1)?;
        Some((self.all.wyy / self.all.sums.w - above * above).max(0.0))
    }

    /// √(n+/(n+−1) · Σw(y−m)²/Σw), n+ the people with a weight above zero. R: `sqrt(svyvar())`.
    pub(crate) fn sd(&self) -> Option<f64> {
        let positive = self.all.sums.positive as f64;
        self.spread().map(|spread| (positive / (positive - 1.0) * spread).sqrt())
    }

    /// √(Σw(y−m)²/Σw); `None` for one respondent, as for [`NumberFound::sd`].
    pub(crate) fn sd_population(&self) -> Option<f64> {
        self.spread().map(f64::sqrt)
    }

    /// By the family of the table: linearised, or s/√n_eff of Kish.
    pub(crate) fn se(&self, sampling: &Sampling) -> Option<f64> {
        if self.all.sums.positive < 2 {
            return None;
        }
        match sampling.family {
            Variance::Kish => Some(self.sd()? / self.all.sums.effective()?.sqrt()),
            Variance::Simple | Variance::Design | Variance::Calibrated => {
                Some(error_of(sampling.variance(&of_mean(&self.by_unit))?, self.all.reach()))
            }
        }
    }

    /// Its linearised variance over s²/n+. R: `svymean(deff = "replace")`.
    pub(crate) fn design_effect(&self, sampling: &Sampling) -> Option<f64> {
        let variance = sampling.variance(&of_mean(&self.by_unit))?;
        let of_people = self.sd()?.powi(2) / self.all.sums.positive as f64;
        (of_people > 0.0).then(|| variance / of_people)
    }

    pub(crate) fn df(&self, sampling: &Sampling) -> f64 {
        let domain: Vec<Sums> = self.by_unit.iter().map(|unit| unit.sums).collect();
        sampling.degrees_of_freedom(&domain)
    }

    /// The same of a score that stands for shares, 1, 0 and −1 or their like: Kish's form is √(Σw(y−m)²/Σw/n_eff), which
    /// for 0 and 1 is √(p(1−p)/n_eff). Rocks 2016, The American Statistician 70.
    pub(crate) fn se_of_shares(&self, sampling: &Sampling) -> Option<f64> {
        match sampling.family {
            Variance::Kish => Some((self.spread()? / self.all.sums.effective()?).sqrt()),
            Variance::Simple | Variance::Design | Variance::Calibrated => self.se(sampling),
        }
    }

    /// The linearised standard error of Σwy. R: `svytotal`.
    pub(crate) fn total_se(&self, sampling: &Sampling) -> Option<f64> {
        // y is `about` and what is above it. Where everyone counts alike the first part has no error, however large it is.
        let about = self.all.about;
        let units = self.by_unit.map(|unit| unit.moved_to(about));
        let above = units.map(|unit| Linear { z: unit.wy, zz: unit.w2yy, once: unit.w2y });
        let level = units.map(|unit| Linear {
            z: about * unit.sums.w,
            zz: about * about * unit.sums.w2,
            once: about * unit.sums.w2,
        });
        let of_level = error_of(sampling.variance(&level)?, (about * self.all.sums.w).abs());
        let variance = if of_level > 0.0 {
            let shared: Vec<f64> = units.iter().map(|unit| about * unit.w2y).collect();
            sampling.variance(&add_units(&above, &level, 1.0, &shared))?
        } else {
            sampling.variance(&above)?
        };
        Some(variance.sqrt()).filter(|_| self.all.sums.positive > 1)
    }

    /// m ± t se.
    pub(crate) fn interval(&self, sampling: &Sampling, confidence: f64) -> Option<(f64, f64)> {
        self.interval_about(self.mean()?, self.se(sampling)?, sampling, confidence)
    }

    /// The value ± t se.
    pub(crate) fn interval_about(
        &self,
        value: f64,
        se: f64,
        sampling: &Sampling,
        confidence: f64,
    ) -> Option<(f64, f64)> {
        let df = Some(self.df(sampling)).filter(|df| *df > 0.0)?;
        let half = t_quantile(1.0 - (1.0 - confidence) / 2.0, df)? * se;
        Some((value - half, value + half))
    }
}

/// The difference of two means, first less second; `None` as the method tests nothing. `both` is the number of those who are
/// in both columns, by unit; nothing where nobody can be. tabulation.md, section 8.
pub(crate) fn compare_numbers(
    method: Option<MeansTest>,
    (a, b): (&NumberFound, &NumberFound),
    both: &ByUnit<NumberSums>,
    sampling: &Sampling,
) -> TestOutcome {
    let difference = a.all.mean_less(&b.all);
    let untested = TestOutcome { difference, ..TestOutcome::default() };
    let (Some(method), Some(difference)) = (method, difference) else { return untested };
    let tested = match method {
        MeansTest::Design => {
            let (own, other) = (of_mean(&a.by_unit), of_mean(&b.by_unit));
            let linear = add_units(&own, &other, -1.0, &shared_mean(both, &a.all, &b.all));
            let mut domain: Vec<Sums> =
                a.by_unit.iter().zip(b.by_unit.iter()).map(|(a, b)| a.sums.plus(b.sums)).collect();
            domain.iter_mut().zip(both.iter()).for_each(|(all, both)| *all = all.minus(both.sums));
            // R: `svyttest`, whose degrees of freedom are those of the design less one.
            let df = sampling.degrees_of_freedom(&domain) - 1.0;
            let apart =
                sampling.variance(&own).zip(sampling.variance(&other)).map(|(own, other)| own + other);
            sampling.variance(&linear).zip(apart).map(|(variance, apart)| Spread { variance, apart, df })
        }
        MeansTest::Welch | MeansTest::Pooled => {
            by_spread(method, (a, b), both.iter().map(|unit| unit.sums).sum())
        }
        // Of ranks: `ranks.rs`.
        MeansTest::Wilcoxon | MeansTest::DesignRanks => return untested,
    };
    let size = a.all.reach().max(b.all.moved_to(a.all.about).reach());
    let tested = tested.map(|found| (error_of_difference(found.variance, found.apart, size), found.df));
    let Some((se, df)) = tested.filter(|(se, df)| *se > 0.0 && *df > 0.0) else {
        return untested;
    };
    let statistic = difference / se;
    TestOutcome { statistic: Some(statistic), df: Some(df), p: t_two_sided_p(statistic, df), ..untested }
}

/// The variance of a difference, what it would be if nobody were in both columns, and the degrees of freedom.
struct Spread {
    variance: f64,
    apart: f64,
    df: f64,
}

/// On effective bases where there are weights; R: `t.test(var.equal = FALSE | TRUE)`. With people in both columns: Derrick,
/// Russ, Toher and White 2017, Journal of Modern Applied Statistical Methods 16, whose pairs here are one answer each.
fn by_spread(method: MeansTest, (a, b): (&NumberFound, &NumberFound), both: Sums) -> Option<Spread> {
    let (v1, v2) = (a.sd()?.powi(2), b.sd()?.powi(2));
    let (n1, n2) = (a.all.sums.effective()?, b.all.sums.effective()?);
    let n0 = both.effective().unwrap_or(0.0);
    let overlap = both.w2 / (a.all.sums.w * b.all.sums.w);
    if method == MeansTest::Pooled {
        let common = ((n1 - 1.0) * v1 + (n2 - 1.0) * v2) / (n1 + n2 - 2.0);
        let apart = common * (1.0 / n1 + 1.0 / n2);
        return Some(Spread { variance: apart - 2.0 * common * overlap, apart, df: n1 + n2 - n0 - 2.0 });
    }
    let (own, other) = (v1 / n1, v2 / n2);
    let apart = own + other;
    let welch = apart.powi(2) / (own * own / (n1 - 1.0) + other * other / (n2 - 1.0));
    let df = if n0 > 0.0 { n0 - 1.0 + (welch - n0 + 1.0) * (n1 + n2 - 2.0 * n0) / (n1 + n2) } else { welch };
    Some(Spread { variance: apart - 2.0 * (v1 * v2).sqrt() * overlap, apart, df })
}

impl Rules {
    pub(crate) fn of(plan: &TablePlan, found: Found<'_>) -> Rules {
        Rules {
            confidence: plan.confidence,
            quantile: plan.quantile_rule,
            quantile_ci: plan.quantile_ci,
            sampling: found.sampling(plan),
        }
    }

    /// The measure over the stub's people in a column.
    pub(crate) fn statistic(
        &self,
        measure: SummaryMeasure,
        stub: &StubCount<'_>,
        column: &ColumnPlace,
    ) -> Statistic {
        if stub.plan.subject.kind == SubjectKind::Multiple {
            return statistic_of_multiple(measure, stub, column);
        }
        if let Some(share) = measure.quantile() {
            return self.quantile(share, stub, column);
        }
        let Some(number) = stub.number(column) else {
            let base = stub.answered(column);
            let value = (measure == SummaryMeasure::N).then_some(base.n as f64);
            return Statistic { value, ci: None, base };
        };
        let some = number.all.sums.n > 0;
        let value = match measure {
            SummaryMeasure::N => Some(number.all.sums.n as f64),
            SummaryMeasure::Mean => number.mean(),
            SummaryMeasure::Sd => number.sd(),
            SummaryMeasure::SdPopulation => number.sd_population(),
            SummaryMeasure::Se => number.se(&self.sampling),
            SummaryMeasure::Min => some.then_some(number.all.min),
            SummaryMeasure::Max => some.then_some(number.all.max),
            SummaryMeasure::Sum => some.then(|| number.all.total()),
            SummaryMeasure::Nps => stub.promoters(column).mean(),
            SummaryMeasure::Ci
            | SummaryMeasure::Q25
            | SummaryMeasure::Median
            | SummaryMeasure::Q75
            | SummaryMeasure::MeanAnswers
            | SummaryMeasure::Any
            | SummaryMeasure::None => None,
        };
        let ci = (measure == SummaryMeasure::Ci)
            .then(|| number.interval(&self.sampling, self.confidence))
            .flatten();
        Statistic { value, ci, base: number.all.sums }
    }

    /// The answer below which `share` (0..1) of the stub's people in a column are, and Woodruff's interval: that of the
    /// share at or below the quantile, turned back into answers. Woodruff 1952, JASA 47; R: `svyquantile`.
    pub(crate) fn quantile(&self, share: f64, stub: &StubCount<'_>, column: &ColumnPlace) -> Statistic {
        let points = stub.points(column);
        let base = points.iter().map(|point| point.sums).sum();
        let value = quantile(&points, share, self.quantile);
        let ci = value.zip(self.quantile_ci).and_then(|(value, method)| {
            let (below, all) = stub.at_most(value, column);
            let method = IntervalPlan { name: method.of_share(), named: true };
            let (ends, _) = ShareFound::of(&below, &all).interval(method, &self.sampling, self.confidence)?;
            // Beyond the whole sample there is no answer to turn back into.
            let back = |share: f64| {
                (0.0..=1.0).contains(&share).then(|| quantile(&points, share, self.quantile)).flatten()
            };
            back(ends.0).zip(back(ends.1))
        });
        Statistic { value, ci, base }
    }
}

impl StubCount<'_> {
    /// The number, or the scores of the codes, of the base in a column; `None` where there are none.
    pub(crate) fn number(&self, column: &ColumnPlace) -> Option<NumberFound> {
        let subject = &self.plan.subject;
        let by_unit = match subject.kind {
            SubjectKind::Number | SubjectKind::Bands => {
                self.found.numbers_by_unit(self.cubes, &self.base_place(0).codes, column)?
            }
            SubjectKind::Single if subject.is_scored() => {
                self.scored(self.own_score(), |place| self.by_unit(place, column))
            }
            SubjectKind::Single | SubjectKind::Multiple => return None,
        };
        Some(NumberFound::of(by_unit))
    }

    /// The score of a category that is an answer.
    fn own_score(&self) -> impl Fn(usize) -> Option<f64> {
        |place| {
            let category = &self.plan.subject.categories[place];
            category.score.filter(|_| category.missing.is_none())
        }
    }

    /// The number of those of the base who are in both columns, by unit; nothing where nobody can be.
    pub(crate) fn numbers_in_both(&self, a: &ColumnPlace, b: &ColumnPlace) -> ByUnit<NumberSums> {
        let (found, cubes) = (self.found, self.cubes);
        match self.plan.subject.kind {
            SubjectKind::Number | SubjectKind::Bands => {
                found.numbers_in_both(cubes, &self.base_place(0).codes, a, b).unwrap_or_default()
            }
            SubjectKind::Single => {
                self.scored(self.own_score(), |place| found.in_both(cubes, place, a, b).unwrap_or_default())
            }
            SubjectKind::Multiple => ByUnit::default(),
        }
    }

    /// The number of the base in a column by unit; nothing where there is none.
    pub(crate) fn numbers(&self, column: &ColumnPlace) -> ByUnit<NumberSums> {
        self.number(column).map(|number| number.by_unit).unwrap_or_default()
    }

    /// The first row as a number: 1 for whoever is in it, 0 for the rest of the base; by unit.
    pub(crate) fn as_numbers(&self, column: &ColumnPlace) -> ByUnit<NumberSums> {
        let place = self.in_base(self.plan.group_of(0));
        let chosen = self.by_unit(&place, column);
        let base = self.by_unit(&self.base_place(place.axis), column);
        chosen.zip(&base, |chosen, base| {
            NumberSums::constant(*chosen, 1.0).plus(NumberSums::constant(base.minus(*chosen), 0.0))
        })
    }

    /// +100 for 9 and 10, 0 for 7 and 8, −100 below. Reichheld 2003.
    pub(crate) fn promoters(&self, column: &ColumnPlace) -> NumberFound {
        let own = self.own_score();
        let score = |place| {
            let point = own(place)?;
            Some(if point >= 9.0 {
                100.0
            } else if point >= 7.0 {
                0.0
            } else {
                -100.0
            })
        };
        NumberFound::of(self.scored(score, |place| self.by_unit(place, column)))
    }

    /// The number that is the `score` of each category, over the `people` of it.
    fn scored(
        &self,
        score: impl Fn(usize) -> Option<f64>,
        people: impl Fn(&Place) -> ByUnit<Sums>,
    ) -> ByUnit<NumberSums> {
        let scored = (0..self.plan.subject.categories.len()).filter_map(|place| {
            let score = score(place)?;
            Some(people(&self.in_base(place)).map(|sums| NumberSums::constant(*sums, score)))
        });
        scored.reduce(|all, own| all.zip(&own, |all, own| all.plus(*own))).unwrap_or_default()
    }

    /// The numbers of the base in a column and who has them, by unit of the design, in no order.
    pub(crate) fn points_by_unit(&self, column: &ColumnPlace) -> ByUnit<Vec<Point>> {
        let subject = &self.plan.subject;
        if matches!(subject.kind, SubjectKind::Number | SubjectKind::Bands) {
            self.found.points_by_unit(self.cubes, &self.base_place(0).codes, column).unwrap_or_default()
        } else {
            let scored = subject.categories.iter().enumerate().filter_map(|(place, category)| {
                let value = category.score.filter(|_| category.missing.is_none())?;
                Some(
                    self.by_unit(&self.in_base(place), column).map(|sums| vec![Point { value, sums: *sums }]),
                )
            });
            scored
                .reduce(|all, own| all.zip(&own, |all, own| [all.as_slice(), own].concat()))
                .unwrap_or_default()
        }
    }

    /// Those of the base in a column whose number is at most `value`, and all who have one; by unit of the design.
    fn at_most(&self, value: f64, column: &ColumnPlace) -> (ByUnit<Sums>, ByUnit<Sums>) {
        let units = self.points_by_unit(column);
        let sum = |unit: &Vec<Point>, at_most: f64| {
            unit.iter().filter(|point| point.value <= at_most).map(|point| point.sums).sum()
        };
        (units.map(|unit| sum(unit, value)), units.map(|unit| sum(unit, f64::INFINITY)))
    }

    /// The distinct values of the base in a column, rising.
    pub(crate) fn points(&self, column: &ColumnPlace) -> Vec<Point> {
        let subject = &self.plan.subject;
        if matches!(subject.kind, SubjectKind::Number | SubjectKind::Bands) {
            return self
                .found
                .distribution(self.cubes, &self.base_place(0).codes, column)
                .unwrap_or_default();
        }
        let mut points: Vec<Point> = (0..subject.categories.len())
            .filter_map(|place| {
                let category = &subject.categories[place];
                let value = category.score.filter(|_| category.missing.is_none())?;
                Some(Point { value, sums: self.people(&self.in_base(place), column) })
            })
            .filter(|point| point.sums.n > 0)
            .collect();
        points.sort_by(|a, b| a.value.total_cmp(&b.value));
        points
    }

    /// Whoever gave any answer, of the base.
    fn answered(&self, column: &ColumnPlace) -> Sums {
        let base = self.base_place(0);
        let codes = self.cubes.showing.answered(0).into_iter().filter(|code| base.codes.contains(code));
        self.people(&Place { axis: 0, codes: codes.collect() }, column)
    }
}

fn statistic_of_multiple(measure: SummaryMeasure, stub: &StubCount<'_>, column: &ColumnPlace) -> Statistic {
    let base = stub.base(0, column);
    let options = 0..stub.plan.subject.categories.len();
    let given: f64 = options.map(|option| stub.people(&stub.in_base(option), column).w).sum();
    let any = stub.people(&stub.in_base(stub.plan.groups().len() - 1), column).w;
    let share = |part: f64| (base.w > 0.0).then(|| part / base.w);
    let value = match measure {
        SummaryMeasure::N => Some(base.n as f64),
        SummaryMeasure::MeanAnswers => share(given),
        SummaryMeasure::Any => share(any),
        SummaryMeasure::None => share(base.w - any),
        _ => None,
    };
    Statistic { value, ci: None, base }
}
