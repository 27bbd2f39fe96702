//! The numbers a report quotes: each is asked for as a small table is, computed, and compared with what was published.

use super::assemble::StubCount;
use super::by_unit::ByUnit;
use super::comparisons::{compare_two, covariance_of_two};
use super::counting::{CountPlan, Frame, Measured, NumberSums, PairSums, Sums};
use super::cubes::{self, AskedCube, ColumnPlace, Found, TOTAL, TableCubes};
use super::disclosure::FigureCounts;
use super::line::{Line, between_samples, cochran_armitage};
use super::lonely;
use super::plan::{ChainPlan, Setting, StubPlan, TablePlan, refuse_calibrated};
use super::precision::{Linear, Sampling, ShareFound};
use super::report_file::{
    BaseOf, Estimate, FigureKind, FigurePlan, PairedOf, PublishedPlan, ShareOf, TrendOf,
};
use super::request::{SummaryMeasure, Variance};
use super::rounding;
use super::showing::Showing;
use super::spoken;
use super::statistics::{
    chi_square_tail, margin_of_error, normal_quantile, paired_difference, t_quantile, t_two_sided_p,
};
use super::summary::{NumberFound, Rules};
use super::table::{Base, Figure, Published, TrendChange, TrendPoint};
use super::weighting::{Weighing, Weighted};
use crate::diagnostics::Diagnostic;
use crate::i18n::{Message, Tongue};

/// A figure and where it is counted.
pub(crate) struct AskedFigure<'p> {
    plan: &'p FigurePlan,
    table: TablePlan,
    cubes: TableCubes,
    /// Of two variables of the same people: the cube over both.
    both: Option<BothShown>,
    /// Of a ratio: the sums of both numbers, by unit of the design.
    pair: Option<AskedCube>,
}

struct BothShown {
    sides: [Showing; 2],
    asked: AskedCube,
}

/// Adds what the figure needs to `counting`.
///
/// # Errors
/// Why its weights cannot be made from these answers.
pub(crate) fn ask<'p>(
    plan: &'p FigurePlan,
    universe: &super::report_file::Universe,
    (setting, frame): (&Setting<'_>, &Frame<'_>),
    weighing: &mut Weighing,
    counting: &mut CountPlan,
) -> Result<AskedFigure<'p>, Vec<Diagnostic>> {
    let table = TablePlan::of_figure(plan, stub(plan), chain(plan), setting, universe.clone());
    let refused = refuse_calibrated(plan.variance, table.weight.as_ref(), plan.id.span);
    if let Some(refused) = refused {
        return Err(vec![refused]);
    }
    let weight = table.weighted(frame, weighing)?;
    let weight = weight.as_ref();
    let cubes = cubes::ask(&table, weight, counting);
    let both = match &plan.kind {
        FigureKind::Difference(sides) => {
            let of =
                |side: &ShareOf| Showing::of(&side.of.subject, std::slice::from_ref(&side.categories), 1);
            Some(BothShown::ask([of(&sides[0]), of(&sides[1])], &cubes, (&table, weight), counting))
        }
        FigureKind::Paired(paired) => {
            let of = |side: usize| {
                let subject = &paired.items[side].subject;
                let groups = match &paired.net {
                    Some(net) => vec![net[side].clone()],
                    None => Vec::new(),
                };
                Showing::of(subject, &groups, 1)
            };
            Some(BothShown::ask([of(0), of(1)], &cubes, (&table, weight), counting))
        }
        FigureKind::Share(_)
        | FigureKind::Base(_)
        | FigureKind::Mean(_)
        | FigureKind::Median(_)
        | FigureKind::Nps(_)
        | FigureKind::Total(_)
        | FigureKind::MarginOfError(_)
        | FigureKind::Ratio(_)
        | FigureKind::Gap(_)
        | FigureKind::Trend(_)
        | FigureKind::DesignEffect(_) => None,
    };
    let pair = match &plan.kind {
        FigureKind::Ratio(sides) => {
            let of = Measured::Pair(sides[0].subject.clone(), sides[1].subject.clone());
            Some(cubes.ask_too((&table, weight), Vec::new(), of, counting))
        }
        FigureKind::Share(_)
        | FigureKind::Base(_)
        | FigureKind::Mean(_)
        | FigureKind::Median(_)
        | FigureKind::Nps(_)
        | FigureKind::Total(_)
        | FigureKind::Difference(_)
        | FigureKind::MarginOfError(_)
        | FigureKind::Paired(_)
        | FigureKind::Gap(_)
        | FigureKind::Trend(_)
        | FigureKind::DesignEffect(_) => None,
    };
    Ok(AskedFigure { plan, table, cubes, both, pair })
}

fn stub(plan: &FigurePlan) -> Option<StubPlan> {
    match &plan.kind {
        FigureKind::Share(share) => Some(StubPlan::of_figure(&share.of, Some(&share.categories), &[])),
        FigureKind::Base(of) | FigureKind::MarginOfError(of) => {
            of.as_ref().map(|of| StubPlan::of_figure(of, None, &[]))
        }
        FigureKind::Mean(of) => Some(StubPlan::of_figure(of, None, &[SummaryMeasure::Mean])),
        FigureKind::Median(of) => Some(StubPlan::of_figure(of, None, &[SummaryMeasure::Median])),
        FigureKind::Nps(of) => Some(StubPlan::of_figure(of, None, &[SummaryMeasure::Nps])),
        FigureKind::Total(of) => Some(StubPlan::of_figure(of, None, &[SummaryMeasure::Sum])),
        FigureKind::Gap(gap) => Some(stub_of(&gap.of)),
        FigureKind::Trend(trend) => Some(stub_of(&trend.of)),
        FigureKind::DesignEffect(of) => of.as_ref().map(|of| stub_of(of)),
        FigureKind::Difference(_) | FigureKind::Ratio(_) | FigureKind::Paired(_) => None,
    }
}

fn stub_of(estimate: &Estimate) -> StubPlan {
    match estimate {
        Estimate::Share(share) => StubPlan::of_figure(&share.of, Some(&share.categories), &[]),
        Estimate::Mean(of) => StubPlan::of_figure(of, None, &[SummaryMeasure::Mean]),
    }
}

/// The columns that a figure compares.
fn chain(plan: &FigurePlan) -> Option<ChainPlan> {
    match &plan.kind {
        FigureKind::Gap(gap) => Some(ChainPlan::of_categories(&gap.by, &gap.between)),
        FigureKind::Trend(trend) => Some(ChainPlan::of_categories(&trend.over, &trend.places)),
        FigureKind::Share(_)
        | FigureKind::Base(_)
        | FigureKind::Mean(_)
        | FigureKind::Median(_)
        | FigureKind::Nps(_)
        | FigureKind::Total(_)
        | FigureKind::Difference(_)
        | FigureKind::MarginOfError(_)
        | FigureKind::Ratio(_)
        | FigureKind::Paired(_)
        | FigureKind::DesignEffect(_) => None,
    }
}

impl BothShown {
    /// Both variables as axes of one cube, behind those of the design.
    fn ask(
        sides: [Showing; 2],
        cubes: &TableCubes,
        of: (&TablePlan, Option<&Weighted>),
        counting: &mut CountPlan,
    ) -> BothShown {
        let axes = sides.iter().map(|side| side.axes[0].clone()).collect();
        let asked = cubes.ask_too(of, axes, Measured::People, counting);
        BothShown { sides, asked }
    }
}

impl<'p> AskedFigure<'p> {
    /// Why the design that it names has no variance.
    pub(crate) fn refused(&self, counts: &super::counting::Counts) -> Option<Diagnostic> {
        lonely::refused(&self.table, Found { cubes: &self.cubes, counts })
    }

    pub(crate) fn plan(&self) -> &'p FigurePlan {
        self.plan
    }

    /// How many people the figure is made from.
    pub(crate) fn told(&self, frame: &Frame<'_>, counts: &super::counting::Counts) -> FigureCounts {
        let computer = self.computer(frame, counts);
        let found = computer.found;
        let stub = computer.stub();
        let groups = found.cubes.columns.iter().map(|column| match &stub {
            Some(stub) => {
                let has_share = !stub.plan.rows.is_empty();
                let chosen = has_share.then(|| stub.people(&stub.in_base(stub.plan.group_of(0)), column).n);
                (stub.base(0, column).n, chosen)
            }
            None => (found.everyone(column).n, None),
        });
        let sides = match &self.plan.kind {
            FigureKind::Difference(sides) => Some([&sides[0].of, &sides[1].of]),
            FigureKind::Paired(paired) if paired.net.is_some() => Some([&paired.items[0], &paired.items[1]]),
            FigureKind::Paired(_)
            | FigureKind::Share(_)
            | FigureKind::Base(_)
            | FigureKind::Mean(_)
            | FigureKind::Median(_)
            | FigureKind::Nps(_)
            | FigureKind::Total(_)
            | FigureKind::MarginOfError(_)
            | FigureKind::Ratio(_)
            | FigureKind::Gap(_)
            | FigureKind::Trend(_)
            | FigureKind::DesignEffect(_) => None,
        };
        FigureCounts { groups: groups.collect(), sides: sides.map(|of| computer.of_both(of)) }
    }

    fn computer<'a, 'f>(
        &'a self,
        frame: &'a Frame<'f>,
        counts: &'a super::counting::Counts,
    ) -> Computer<'a, 'f> {
        Computer {
            plan: self.plan,
            table: &self.table,
            frame,
            found: Found { cubes: &self.cubes, counts },
            both: self.both.as_ref(),
            pair: self.pair.as_ref(),
        }
    }

    /// The figure from what was counted.
    pub(crate) fn compute(&self, frame: &Frame<'_>, counts: &super::counting::Counts) -> Figure {
        let found = Found { cubes: &self.cubes, counts };
        let computer = Computer {
            plan: self.plan,
            table: &self.table,
            frame,
            found,
            both: self.both.as_ref(),
            pair: self.pair.as_ref(),
        };
        match &self.plan.kind {
            FigureKind::Share(_) => computer.share(),
            FigureKind::Base(_) => {
                let base = computer.base();
                let figure = computer.figure("base", Some(base.n as f64), base, Shown::Number(0));
                computer.published(figure, Some((base.n, 1)))
            }
            FigureKind::Mean(_) => computer.statistic("mean", SummaryMeasure::Mean),
            FigureKind::Median(_) => computer.statistic("median", SummaryMeasure::Median),
            FigureKind::Nps(_) => computer.statistic("nps", SummaryMeasure::Nps),
            FigureKind::Total(_) => computer.statistic("total", SummaryMeasure::Sum),
            FigureKind::Difference(sides) => computer.difference(sides),
            FigureKind::MarginOfError(_) => computer.margin(),
            FigureKind::Paired(paired) => computer.paired(paired),
            FigureKind::Gap(gap) => computer.gap(matches!(gap.of, Estimate::Share(_))),
            FigureKind::DesignEffect(_) => computer.design_effect(),
            FigureKind::Ratio(_) => computer.ratio(),
            FigureKind::Trend(trend) => computer.trend(trend),
        }
    }
}

/// How a reader sees a value.
enum Shown {
    Percent,
    Number(usize),
    /// "−3 points"
    Points,
    /// "±4.9 points"
    Margin,
}

struct Computer<'a, 'f> {
    plan: &'a FigurePlan,
    table: &'a TablePlan,
    frame: &'a Frame<'f>,
    found: Found<'a>,
    both: Option<&'a BothShown>,
    pair: Option<&'a AskedCube>,
}

impl Computer<'_, '_> {
    fn stub(&self) -> Option<StubCount<'_>> {
        let plan = self.table.stubs.first()?;
        Some(StubCount { plan, cubes: &self.found.cubes.stubs[0], found: self.found })
    }

    /// Whom the figure stands on; everyone of the filter where it names no variable.
    fn base(&self) -> Sums {
        self.stub().map_or_else(|| self.found.everyone(&TOTAL), |stub| stub.base(0, &TOTAL))
    }

    fn share(&self) -> Figure {
        let stub = self.stub().expect("a share is of a variable");
        let place = stub.in_base(stub.plan.group_of(0));
        let chosen = stub.by_unit(&place, &TOTAL);
        let base = stub.by_unit(&stub.base_place(place.axis), &TOTAL);
        let share = ShareFound::of(&chosen, &base);
        let sampling = self.found.sampling(self.table);
        let mut figure = self.figure("share", share.share(), share.base, Shown::Percent);
        figure.se = share.se(&sampling);
        figure.ci =
            share.interval(self.table.interval, &sampling, self.plan.confidence).map(|(ends, _)| ends);
        figure.df = Some(sampling.degrees_of_freedom(&base)).filter(|df| *df > 0.0);
        let exact = (self.table.weight.is_none()).then_some((share.chosen.n, share.base.n));
        self.published(figure, exact)
    }

    fn statistic(&self, kind: &'static str, measure: SummaryMeasure) -> Figure {
        let stub = self.stub().expect("a statistic is of a variable");
        let rules = Rules::of(self.table, self.found);
        let value = rules.statistic(measure, &stub, &TOTAL);
        let mut figure = self.figure(kind, value.value, value.base, Shown::Number(1));
        figure.ci = value.ci;
        let sampling = &rules.sampling;
        let found = match measure {
            SummaryMeasure::Mean => stub.number(&TOTAL).map(|number| (number.se(sampling), number)),
            SummaryMeasure::Sum => stub.number(&TOTAL).map(|number| (number.total_se(sampling), number)),
            SummaryMeasure::Nps => {
                let number = stub.promoters(&TOTAL);
                Some((number.se_of_shares(sampling), number))
            }
            _ => None,
        };
        if let Some((se, number)) = found {
            figure.se = se;
            figure.df = Some(number.df(sampling)).filter(|df| *df > 0.0);
            figure.ci = figure
                .value
                .zip(se)
                .and_then(|(value, se)| number.interval_about(value, se, sampling, self.plan.confidence));
        }
        self.published(figure, None)
    }

    /// Of the people who are in both bases: how many each of the two nets counts.
    fn of_both(&self, of: [&BaseOf; 2]) -> [u64; 2] {
        let both = self.both.expect("two shares are counted together");
        let bases = [0, 1].map(|side: usize| both.sides[side].base(0, of[side].base, &of[side].valid));
        let chosen = |side: usize, code: usize| both.sides[side].groups[0].codes.contains(&code);
        let mut counts = [0, 0];
        for (a, b, cell) in self.cells_of_both(bases) {
            let people: u64 = cell.iter().map(|sums| sums.n).sum();
            counts[0] += if chosen(0, a) { people } else { 0 };
            counts[1] += if chosen(1, b) { people } else { 0 };
        }
        counts
    }

    /// Of the people who are in both bases: each cell with its two codes, by unit of the design.
    fn cells_of_both(&self, bases: [Vec<usize>; 2]) -> Vec<(usize, usize, ByUnit<Sums>)> {
        let both = self.both.expect("two variables are counted together");
        let cell = |a: usize, b: usize| self.found.people_of(&both.asked, &[&[a], &[b]]);
        let [first, second] = &bases;
        first.iter().flat_map(|a| second.iter().map(|b| (*a, *b, cell(*a, *b)))).collect()
    }

    fn difference(&self, sides: &[ShareOf; 2]) -> Figure {
        let both = self.both.expect("a difference is counted over both variables");
        let bases = [0, 1].map(|side| {
            let of: &BaseOf = &sides[side].of;
            both.sides[side].base(0, of.base, &of.valid)
        });
        self.difference_of_nets("difference", bases)
    }

    /// The first net less the second; people have both, one or neither.
    fn difference_of_nets(&self, kind: &'static str, bases: [Vec<usize>; 2]) -> Figure {
        let both = self.both.expect("a difference is counted over both variables");
        let chosen = |side: usize, code: usize| both.sides[side].groups[0].codes.contains(&code);
        let (mut all, mut only_a, mut only_b) = (Sums::default(), Sums::default(), Sums::default());
        let mut scored = Vec::new();
        for (a, b, cell) in self.cells_of_both(bases) {
            let sums = cell.iter().copied().sum();
            all = all.plus(sums);
            let score = match (chosen(0, a), chosen(1, b)) {
                (true, false) => {
                    only_a = only_a.plus(sums);
                    1.0
                }
                (false, true) => {
                    only_b = only_b.plus(sums);
                    -1.0
                }
                (true, true) | (false, false) => 0.0,
            };
            scored.push((cell, score));
        }
        if self.table.weight.is_some() || self.table.variance != Variance::Simple {
            return self.mean_difference(kind, &scored, NumberFound::se_of_shares, Shown::Points);
        }
        let found = paired_difference(only_a.n, only_b.n, all.n, self.plan.confidence);
        let value = found.map(|found| found.difference);
        let mut figure = self.figure(kind, value, all, Shown::Points);
        if let Some(found) = found {
            figure.se = found.se;
            figure.ci = found.ci;
            figure.df = found.df;
            figure.statistic = found.statistic;
            figure.p = found.p;
        }
        if kind == "paired" {
            // McNemar 1947, Psychometrika 12, without correction; undefined where nobody has one alone.
            let discordant = (only_a.n + only_b.n) as f64;
            let statistic =
                (discordant > 0.0).then(|| (only_a.n as f64 - only_b.n as f64).powi(2) / discordant);
            figure.statistic = statistic;
            figure.df = statistic.map(|_| 1.0);
            figure.p = statistic.and_then(|statistic| chi_square_tail(statistic, 1.0));
        }
        self.published(figure, None)
    }

    /// The mean of differences between people's two answers, with t. People without weights are a sample by themselves.
    fn mean_difference(
        &self,
        kind: &'static str,
        scored: &[(ByUnit<Sums>, f64)],
        se: fn(&NumberFound, &Sampling) -> Option<f64>,
        shown: Shown,
    ) -> Figure {
        let numbers =
            scored.iter().map(|(units, score)| units.map(|sums| NumberSums::constant(*sums, *score)));
        let by_unit = numbers.reduce(|all, own| all.zip(&own, |all, own| all.plus(*own)));
        let number = NumberFound::of(by_unit.unwrap_or_default());
        let domain = number.all.sums;
        let sampling = match self.table.variance {
            Variance::Simple => Sampling::of_people(domain.n, Variance::Simple),
            Variance::Kish | Variance::Design | Variance::Calibrated => self.found.sampling(self.table),
        };
        let mut figure = self.figure(kind, number.mean(), domain, shown);
        figure.se = se(&number, &sampling);
        figure.ci = figure
            .value
            .zip(figure.se)
            .and_then(|(value, se)| number.interval_about(value, se, &sampling, self.plan.confidence));
        figure.df = Some(number.df(&sampling)).filter(|df| *df > 0.0);
        figure.statistic = figure.value.zip(figure.se.filter(|se| *se > 0.0)).map(|(value, se)| value / se);
        figure.p = figure.statistic.zip(figure.df).and_then(|(statistic, df)| t_two_sided_p(statistic, df));
        self.published(figure, None)
    }

    /// Two items of the same people: McNemar for nets, the paired t for scores.
    fn paired(&self, paired: &PairedOf) -> Figure {
        let both = self.both.expect("both items are counted together");
        let bases = [0, 1].map(|side| {
            let of: &BaseOf = &paired.items[side];
            both.sides[side].base(0, of.base, &of.valid)
        });
        if paired.net.is_some() {
            return self.difference_of_nets("paired", bases);
        }
        let score = |side: usize, code: usize| {
            let category = paired.items[side].subject.categories.get(code)?;
            category.score.filter(|_| category.missing.is_none())
        };
        let scored: Vec<(ByUnit<Sums>, f64)> = self
            .cells_of_both(bases)
            .into_iter()
            .filter_map(|(a, b, cell)| Some((cell, score(0, a)? - score(1, b)?)))
            .collect();
        self.mean_difference("paired", &scored, NumberFound::se, Shown::Number(2))
    }

    /// The estimate in the first group less that in the second.
    fn gap(&self, is_share: bool) -> Figure {
        let stub = self.stub().expect("a gap is of a variable");
        let places = &self.found.cubes.columns;
        let (a, b) = (&places[1], &places[2]);
        let rules = Rules::of(self.table, self.found);
        let test = self.table.plain_test();
        let found = compare_two(&test, &stub, is_share.then_some(0), [a, b], &rules);
        let base = stub.base(0, a).plus(stub.base(0, b));
        let shown = if is_share { Shown::Points } else { Shown::Number(1) };
        let mut figure = self.figure("gap", found.difference, base, shown);
        let se = |column: &ColumnPlace| {
            if is_share {
                let place = stub.in_base(stub.plan.group_of(0));
                let chosen = stub.by_unit(&place, column);
                let base = stub.by_unit(&stub.base_place(place.axis), column);
                ShareFound::of(&chosen, &base).se(&rules.sampling)
            } else {
                stub.number(column)?.se(&rules.sampling)
            }
        };
        let in_common = covariance_of_two(&stub, is_share.then_some(0), [a, b], &rules);
        figure.se = se(a)
            .zip(se(b))
            .zip(in_common)
            .map(|((a, b), both)| (a * a + b * b - 2.0 * both).max(0.0).sqrt());
        let half = normal_quantile(1.0 - (1.0 - self.plan.confidence) / 2.0);
        figure.ci = figure.value.zip(figure.se).map(|(value, se)| (value - half * se, value + half * se));
        figure.df = found.df;
        figure.statistic = found.statistic;
        figure.p = found.p;
        self.published(figure, None)
    }

    /// Of everyone's weights n/n_eff; of an estimate its linearised variance over that of a simple random sample.
    fn design_effect(&self) -> Figure {
        let sampling = self.found.sampling(self.table);
        let base = self.base();
        let value = match self.stub() {
            None => base.effective().map(|effective| base.n as f64 / effective),
            Some(stub) => match stub.number(&TOTAL).filter(|_| stub.plan.rows.is_empty()) {
                Some(number) => number.design_effect(&sampling),
                None => {
                    let place = stub.in_base(stub.plan.group_of(0));
                    let chosen = stub.by_unit(&place, &TOTAL);
                    let base = stub.by_unit(&stub.base_place(place.axis), &TOTAL);
                    ShareFound::of(&chosen, &base).design_effect(&sampling)
                }
            },
        };
        let figure = self.figure("design_effect", value, base, Shown::Number(2));
        self.published(figure, None)
    }

    /// R = Σwx/Σwy over those who have both; z = w (x − R y)/Σwy. R: `svyratio`.
    fn ratio(&self) -> Figure {
        let pairs = self.found.pairs_of(self.pair.expect("both numbers are summed together"));
        let all = pairs.iter().copied().fold(PairSums::default(), PairSums::plus);
        let [of, to] = all.totals();
        let value = (to.abs() > 0.0).then(|| of / to);
        let mut figure = self.figure("ratio", value, all.sums, Shown::Number(2));
        if let Some(ratio) = value {
            // x − R y is none on average, so about both numbers it differs from itself by its average there.
            let average = (all.wx - ratio * all.wy) / all.sums.w;
            let linear = pairs.map(|unit| {
                let unit = unit.moved_to(all.about);
                let squares = unit.w2xx - 2.0 * ratio * unit.w2xy + ratio * ratio * unit.w2yy;
                let once = unit.w2x - ratio * unit.w2y;
                Linear {
                    z: (unit.wx - ratio * unit.wy - average * unit.sums.w) / to,
                    zz: (squares - 2.0 * average * once + average * average * unit.sums.w2).max(0.0)
                        / (to * to),
                    once: (once - average * unit.sums.w2) / to,
                }
            });
            let sampling = self.found.sampling(self.table);
            let domain: Vec<Sums> = pairs.iter().map(|unit| unit.sums).collect();
            let df = sampling.degrees_of_freedom(&domain);
            figure.se = sampling.variance(&linear).map(f64::sqrt);
            figure.df = Some(df).filter(|df| *df > 0.0);
            let t = figure.df.and_then(|df| t_quantile(1.0 - (1.0 - self.plan.confidence) / 2.0, df));
            figure.ci = figure.se.zip(t).map(|(se, t)| (ratio - t * se, ratio + t * se));
        }
        self.published(figure, None)
    }

    /// The slope of the estimate along the times, by least squares with weights, and its linearised t with degf − 1.
    /// R: `svyglm(y ~ time)`; of unweighted shares the test is that of Cochran and Armitage, `prop.trend.test`.
    fn trend(&self, trend: &TrendOf) -> Figure {
        let stub = self.stub().expect("a trend is of a variable");
        let is_share = matches!(trend.of, Estimate::Share(_));
        let columns = self.found.cubes.columns.iter().skip(1);
        let by_time: Vec<(f64, ByUnit<NumberSums>)> = trend
            .times
            .iter()
            .zip(columns)
            .map(|(time, column)| {
                (*time, if is_share { stub.as_numbers(column) } else { stub.numbers(column) })
            })
            .collect();
        let sampling = self.found.sampling(self.table);
        let line = Line::through(&by_time, &sampling);
        let base = by_time.iter().flat_map(|(_, units)| units.iter()).map(|unit| unit.sums).sum();
        let shown = if is_share { Shown::Points } else { Shown::Number(2) };
        let mut figure = self.figure("trend", line.map(|line| line.slope), base, shown);
        if let Some(line) = line {
            figure.se = line.se;
            figure.df = Some(line.df).filter(|df| *df > 0.0);
            figure.statistic = line.se.filter(|se| *se > 0.0).map(|se| line.slope / se);
            figure.p =
                figure.statistic.zip(figure.df).and_then(|(statistic, df)| t_two_sided_p(statistic, df));
            let t = figure.df.and_then(|df| t_quantile(1.0 - (1.0 - self.plan.confidence) / 2.0, df));
            figure.ci = line.se.zip(t).map(|(se, t)| (line.slope - t * se, line.slope + t * se));
        }
        if is_share && self.table.variance == Variance::Simple {
            let groups: Vec<(f64, Sums, f64)> = by_time
                .iter()
                .map(|(time, units)| {
                    let all = units.iter().copied().fold(NumberSums::default(), NumberSums::plus);
                    (*time, all.sums, all.total())
                })
                .collect();
            let found = cochran_armitage(&groups);
            figure.statistic = found;
            figure.df = found.map(|_| 1.0);
            figure.p = found.and_then(|statistic| chi_square_tail(statistic, 1.0));
        }
        figure.along = self.along(trend, &stub, &sampling);
        figure.along.sort_by(|one, other| one.time.total_cmp(&other.time));
        let pairs = figure.along.windows(2).map(|pair| {
            let [from, to] = [&pair[0], &pair[1]];
            let (se, comparison) = between_samples((from.value, from.se), (to.value, to.se));
            TrendChange { from: from.wave.clone(), to: to.wave.clone(), se, comparison }
        });
        figure.changes = pairs.collect();
        self.published(figure, None)
    }

    /// The estimate at each time.
    fn along(&self, trend: &TrendOf, stub: &StubCount<'_>, sampling: &Sampling) -> Vec<TrendPoint> {
        let columns = self.found.cubes.columns.iter().skip(1);
        let point = |((time, place), column): ((&f64, &usize), &ColumnPlace)| {
            let (value, se, ci, base) = match &trend.of {
                Estimate::Share(_) => {
                    let place = stub.in_base(stub.plan.group_of(0));
                    let chosen = stub.by_unit(&place, column);
                    let base = stub.by_unit(&stub.base_place(place.axis), column);
                    let share = ShareFound::of(&chosen, &base);
                    let ci = share.interval(self.table.interval, sampling, self.plan.confidence);
                    (share.share(), share.se(sampling), ci.map(|(ends, _)| ends), share.base)
                }
                Estimate::Mean(_) => {
                    let number = NumberFound::of(stub.numbers(column));
                    let ci = number.interval(sampling, self.plan.confidence);
                    (number.mean(), number.se(sampling), ci, number.all.sums)
                }
            };
            let category = &trend.over.categories[*place];
            let (wave, label) = (category.code.clone(), category.label.clone());
            TrendPoint { wave, label, time: *time, value, se, ci, base: Base::from(base), verdict: None }
        };
        trend.times.iter().zip(&trend.places).zip(columns).map(point).collect()
    }

    fn margin(&self) -> Figure {
        let base = self.base();
        let sample = self.frame.dataset.info.sample;
        // A population correction is sampling theory; another kind of sample has none.
        let population =
            self.frame.report.and_then(|report| report.population).filter(|_| sample.has_margin_of_error());
        let sampled = population.map_or(0.0, |population| base.n as f64 / population as f64);
        let value = margin_of_error(base.effective(), sampled, self.plan.confidence);
        let figure = self.figure("margin_of_error", value, base, Shown::Margin);
        self.published(figure, None)
    }

    fn figure(&self, kind: &'static str, value: Option<f64>, base: Sums, shown: Shown) -> Figure {
        let text = value.map_or_else(|| rounding::UNDEFINED.to_owned(), |value| self.text(value, &shown));
        Figure {
            id: self.plan.id.value.clone(),
            kind,
            value,
            text,
            base: Base::from(base),
            se: None,
            ci: None,
            df: None,
            statistic: None,
            p: None,
            published: None,
            along: Vec::new(),
            changes: Vec::new(),
        }
    }

    fn text(&self, value: f64, shown: &Shown) -> String {
        let decimals = |default| self.plan.decimals.unwrap_or(default);
        let tongue = Tongue::of(&self.frame.dataset.info.language);
        match shown {
            Shown::Percent => spoken::share(&tongue, value, decimals(0)),
            Shown::Number(default) => spoken::decimal(&tongue, value, decimals(*default)),
            Shown::Points => {
                let points = tongue.number(&rounding::percent_of(value, decimals(0)));
                let points = points.strip_prefix('-').map_or(points.clone(), |points| format!("−{points}"));
                tongue.with(Message::FigurePoints, "points", &points)
            }
            Shown::Margin => {
                let points = tongue.number(&rounding::percent_of(value, decimals(1)));
                tongue.with(Message::FigureMargin, "points", &points)
            }
        }
    }

    /// The figure beside its published value; `exact` is the fraction where there is one.
    fn published(&self, mut figure: Figure, exact: Option<(u64, u64)>) -> Figure {
        let Some(published) = &self.plan.published else { return figure };
        let computed = match (exact, figure.value) {
            (Some((count, base)), Some(_)) => rounding::proportion(count, base, published.decimals),
            (_, Some(value)) => rounding::decimal(value, published.decimals),
            (_, None) => rounding::UNDEFINED.to_owned(),
        };
        let agrees = computed == rounding::decimal(published.value, published.decimals);
        figure.published = Some(Published {
            text: published.text.clone(),
            value: published.value,
            decimals: published.decimals,
            computed: as_published(&computed, published),
            agrees,
            differs: published.differs.clone(),
        });
        figure
    }
}

/// The computed value in the form of the published one: percent where that is in percent.
fn as_published(computed: &str, published: &PublishedPlan) -> String {
    match computed.parse::<f64>() {
        Ok(value) if published.percent => {
            format!("{}%", rounding::percent_of(value, published.decimals.saturating_sub(2)))
        }
        Ok(_) | Err(_) => computed.to_owned(),
    }
}
