//! What a trend is of, in one wave: a share, mean or score with its error, for everyone and for each code of a variable.

use crate::diagnostics::Diagnostic;
use crate::questionnaire::condition::Condition;
use crate::tabulation::askers::Askers;
use crate::tabulation::assemble::StubCount;
use crate::tabulation::counting::{CountPlan, Frame, NumberSums, Sums, count};
use crate::tabulation::cubes::{self, ColumnPlace, Found, TOTAL};
use crate::tabulation::plan::{ChainPlan, Setting, StubPlan, TablePlan};
use crate::tabulation::precision::{Sampling, ShareFound};
use crate::tabulation::report_file::{BaseOf, FigureKind, FigurePlan, ShareOf, Universe};
use crate::tabulation::request::{Spanned, SummaryMeasure, Variance};
use crate::tabulation::subject::Subject;
use crate::tabulation::summary::NumberFound;
use crate::tabulation::weighting::Weighted;

/// The measure with its names looked up in one wave.
#[derive(Debug, Clone)]
pub(super) enum Measure {
    Share(ShareOf),
    Mean(BaseOf),
    Nps(BaseOf),
}

/// How it is estimated, alike in all waves.
pub(super) struct Rules<'a> {
    pub(super) id: &'a Spanned<String>,
    pub(super) variance: Variance,
    pub(super) confidence: f64,
}

#[derive(Debug, Clone)]
pub(super) struct Estimate {
    pub(super) value: Option<f64>,
    pub(super) se: Option<f64>,
    pub(super) ci: Option<(f64, f64)>,
    pub(super) base: Sums,
    /// The sums behind it: of 0 and 1 for a share.
    pub(super) numbers: NumberSums,
    /// How many people a share counts.
    pub(super) chosen: Option<u64>,
    /// People of the wave's whole sample.
    pub(super) sample: u64,
}

/// The estimate for everyone, then for each of `places`, categories of `by`.
///
/// # Errors
/// Where counting would take more memory than it may.
pub(super) fn estimates(
    measure: &Measure,
    rules: &Rules<'_>,
    (by, places): (Option<&Subject>, &[usize]),
    filter: Option<&Condition>,
    weight: Option<&Weighted>,
    (setting, frame): (&Setting<'_>, &Frame<'_>),
) -> Result<Vec<Estimate>, Vec<Diagnostic>> {
    let (kind, stub) = match measure {
        Measure::Share(share) => {
            (FigureKind::Share(share.clone()), StubPlan::of_figure(&share.of, Some(&share.categories), &[]))
        }
        Measure::Mean(of) => {
            (FigureKind::Mean(of.clone()), StubPlan::of_figure(of, None, &[SummaryMeasure::Mean]))
        }
        Measure::Nps(of) => {
            (FigureKind::Nps(of.clone()), StubPlan::of_figure(of, None, &[SummaryMeasure::Nps]))
        }
    };
    let figure = FigurePlan {
        id: rules.id.clone(),
        kind,
        filter: filter.cloned(),
        interval: None,
        // The weights come from the wave's own report, not by a name here.
        weight: None,
        design: None,
        variance: Some(rules.variance),
        confidence: rules.confidence,
        decimals: None,
        published: None,
    };
    let chain = by.map(|by| ChainPlan::of_categories(by, places));
    let universe = Universe::Complete;
    let table = TablePlan::of_figure(&figure, Some(stub), chain, setting, universe.clone());
    let mut counting = CountPlan::new(universe);
    let cubes = cubes::ask(&table, weight, &mut counting);
    let mut askers = Askers::default();
    askers.note(&counting, rules.id.span);
    let counts = count(&counting, frame).map_err(|found| askers.refused(found))?;
    let found = Found { cubes: &cubes, counts: &counts };
    let sampling = found.sampling(&table);
    let stub = StubCount { plan: &table.stubs[0], cubes: &cubes.stubs[0], found };
    let sample = found.sample();
    let total = TOTAL;
    let columns = std::iter::once(&total).chain(cubes.columns.iter().filter(|column| **column != TOTAL));
    let estimate = |column: &ColumnPlace| Estimate {
        sample,
        ..of_column(measure, &stub, column, (&table, &sampling), rules.confidence)
    };
    Ok(columns.map(estimate).collect())
}

fn of_column(
    measure: &Measure,
    stub: &StubCount<'_>,
    column: &ColumnPlace,
    (table, sampling): (&TablePlan, &Sampling),
    confidence: f64,
) -> Estimate {
    let number = match measure {
        Measure::Share(_) => {
            let place = stub.in_base(stub.plan.group_of(0));
            let chosen = stub.by_unit(&place, column);
            let base = stub.by_unit(&stub.base_place(place.axis), column);
            let share = ShareFound::of(&chosen, &base);
            return Estimate {
                value: share.share(),
                se: share.se(sampling),
                ci: share.interval(table.interval, sampling, confidence).map(|(ends, _)| ends),
                chosen: Some(share.chosen.n),
                base: share.base,
                numbers: NumberFound::of(stub.as_numbers(column)).all,
                sample: 0,
            };
        }
        Measure::Mean(_) => NumberFound::of(stub.numbers(column)),
        Measure::Nps(_) => stub.promoters(column),
    };
    let se = match measure {
        Measure::Nps(_) => number.se_of_shares(sampling),
        Measure::Share(_) | Measure::Mean(_) => number.se(sampling),
    };
    let value = number.mean();
    let ci = value.zip(se).and_then(|(value, se)| number.interval_about(value, se, sampling, confidence));
    Estimate { value, se, ci, base: number.all.sums, numbers: number.all, chosen: None, sample: 0 }
}
