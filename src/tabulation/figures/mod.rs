//! The numbers a report quotes: each is asked for as a small table is, computed, and compared with what was published.

mod computer;
mod shown;
mod trend;
mod two_shares;

use self::computer::Computer;
use self::shown::Shown;
use super::counting::{CountPlan, Counts, Frame, Measured};
use super::cubes::{self, AskedCube, Found, TableCubes};
use super::disclosure::FigureCounts;
use super::lonely;
use super::plan::{ChainPlan, Setting, StubPlan, TablePlan, refuse_calibrated};
use super::report_file::{Estimate, FigureKind, FigurePlan, ShareOf, Universe};
use super::request::SummaryMeasure;
use super::showing::Showing;
use super::table::Figure;
use super::weighting::{Weighing, Weighted};
use crate::diagnostics::Diagnostic;

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
    universe: &Universe,
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
    pub(crate) fn refused(&self, counts: &Counts) -> Option<Diagnostic> {
        lonely::refused(&self.table, Found { cubes: &self.cubes, counts })
    }

    pub(crate) fn plan(&self) -> &'p FigurePlan {
        self.plan
    }

    /// How many people the figure is made from.
    pub(crate) fn told(&self, frame: &Frame<'_>, counts: &Counts) -> FigureCounts {
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

    fn computer<'a, 'f>(&'a self, frame: &'a Frame<'f>, counts: &'a Counts) -> Computer<'a, 'f> {
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
    pub(crate) fn compute(&self, frame: &Frame<'_>, counts: &Counts) -> Figure {
        let computer = self.computer(frame, counts);
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
