//! Tests between the columns of a table: every pair of one variable of the banner, or each column against the rest,
//! row by row, with letters for what is higher. tabulation.md, section 8.

use std::sync::Arc;

use super::assemble::StubCount;
use super::by_unit::ByUnit;
use super::counting::Sums;
use super::cubes::ColumnPlace;
use super::plan::{TablePlan, TestPlan};
use super::precision::{
    Linear, Sampling, add_units, error_of_difference, of_mean, of_share, shared_mean, shared_share,
};
use super::ranks::compare_ranks;
use super::request::{Against, Family, SummaryMeasure, Variance};
use super::showing::Place;
use super::statistics::{Side, TestMethod, TestOutcome, adjusted, compare_shares, t_two_sided_p};
use super::summary::{NumberFound, Rules, compare_numbers};
use super::table::{Cell, Column, Comparison, Pair, Row, RowKind};

/// Columns that are compared with one another: those of one variable inside the same outer cell.
pub(crate) struct Lettered {
    /// Places in the table's columns.
    pub(crate) columns: Vec<usize>,
}

/// The groups of columns that carry letters, each starting at A.
pub(crate) fn lettered(columns: &[Column], places: &[ColumnPlace]) -> Vec<Lettered> {
    let mut groups: Vec<Lettered> = Vec::new();
    let outer = |at: usize| columns[at].path.split_last().map_or(&[][..], |(_, outer)| outer);
    for at in (0..columns.len()).filter(|at| places[*at].chain.is_some()) {
        let with = groups.iter_mut().find(|group| {
            let first = group.columns[0];
            places[first].chain == places[at].chain && outer(first) == outer(at)
        });
        match with {
            Some(group) => group.columns.push(at),
            None => groups.push(Lettered { columns: vec![at] }),
        }
    }
    groups
}

/// A, B, … Z, AA, AB, …
pub(crate) fn letter(place: usize) -> String {
    let last = char::from(b'A' + (place % 26) as u8);
    if place < 26 { last.to_string() } else { format!("{}{last}", letter(place / 26 - 1)) }
}

/// One row to be tested: which row of the table, and whether it is a share or the mean.
enum Tested {
    Share(Place),
    Mean,
}

/// What a column has of it.
enum Measured {
    Share(Side),
    Mean(Option<NumberFound>),
}

/// Makes the tests that the plan asks for: fills letters into `rows` and gives back the pairs.
pub(crate) fn compare(
    plan: &TablePlan,
    test: &TestPlan,
    stubs: &[StubCount<'_>],
    columns: &[Column],
    places: &[ColumnPlace],
    rows: &mut [Row],
    rules: &Rules,
) -> Vec<Pair> {
    let mut pairs = Vec::new();
    // Shared by the pairs, of which a banner has thousands.
    let of_columns: Vec<Arc<str>> = columns.iter().map(|column| column.id.as_str().into()).collect();
    let of_rows: Vec<Arc<str>> = rows.iter().map(|row| row.id.as_str().into()).collect();
    for group in lettered(columns, places) {
        let mut outcomes = Outcomes::default();
        for stub in stubs {
            for (at, tested) in tested_rows(plan, stub, rows) {
                let is_net = rows[at].kind == RowKind::Net;
                let context = Context { test, stub, places, rules };
                match test.against {
                    Against::Columns => context.pairs(&group, at, is_net, &tested, &mut outcomes),
                    Against::Rest => context.rest(&group, at, is_net, &tested, &mut outcomes),
                }
            }
        }
        outcomes.adjust(test);
        for outcome in outcomes.all {
            let comparison = outcome.comparison;
            match outcome.b {
                Some(b) => {
                    mark(test, &mut rows[outcome.row].cells, (outcome.a, b), columns, &comparison);
                    pairs.push(Pair {
                        row: Arc::clone(&of_rows[outcome.row]),
                        a: Arc::clone(&of_columns[outcome.a]),
                        b: Arc::clone(&of_columns[b]),
                        comparison,
                    });
                }
                None => rows[outcome.row].cells[outcome.a].rest = Some(comparison),
            }
        }
    }
    pairs
}

/// The rows of a stub that can be tested.
fn tested_rows(plan: &TablePlan, stub: &StubCount<'_>, rows: &[Row]) -> Vec<(usize, Tested)> {
    let own = rows.iter().enumerate().filter(|(_, row)| row.variable == stub.plan.subject.name);
    own.filter_map(|(at, row)| {
        if row.kind == RowKind::Statistic {
            let tested = tested_statistic(plan, stub);
            let is_tested = row.id == tested || row.id == format!("{}:{tested}", row.variable);
            return is_tested.then_some((at, Tested::Mean));
        }
        let id =
            if plan.stacked { row.id.strip_prefix(&format!("{}:", row.variable))? } else { row.id.as_str() };
        let number = stub.plan.rows.iter().position(|planned| planned.id == id)?;
        Some((at, Tested::Share(stub.in_base(stub.plan.group_of(number)))))
    })
    .collect()
}

/// The row that shows how means differ; ranks may stand at the median instead.
fn tested_statistic(plan: &TablePlan, stub: &StubCount<'_>) -> &'static str {
    let has_mean = stub.plan.statistics.contains(&SummaryMeasure::Mean);
    let of_ranks = plan.test.as_ref().is_some_and(|test| test.means.is_of_ranks());
    let tested = if of_ranks && !has_mean { SummaryMeasure::Median } else { SummaryMeasure::Mean };
    tested.as_str()
}

struct Outcome {
    row: usize,
    a: usize,
    /// `None` is the rest.
    b: Option<usize>,
    is_net: bool,
    comparison: Comparison,
}

#[derive(Default)]
struct Outcomes {
    all: Vec<Outcome>,
}

impl Outcomes {
    fn add(&mut self, row: usize, (a, b): (usize, Option<usize>), is_net: bool, found: TestOutcome) {
        let comparison = Comparison {
            difference: found.difference,
            statistic: found.statistic,
            df: found.df,
            p: found.p,
            p_adjusted: found.p,
        };
        self.all.push(Outcome { row, a, b, is_net, comparison });
    }

    /// Within a row, or over the whole table, where nets are left out of the family.
    fn adjust(&mut self, test: &TestPlan) {
        let mut families: Vec<(Option<usize>, Vec<usize>)> = Vec::new();
        for (at, outcome) in self.all.iter().enumerate() {
            let family = match test.family {
                Family::Row => Some(outcome.row),
                Family::Table if outcome.is_net => Some(outcome.row),
                Family::Table => None,
            };
            match families.iter_mut().find(|(known, _)| *known == family) {
                Some((_, members)) => members.push(at),
                None => families.push((family, vec![at])),
            }
        }
        for (_, members) in families {
            let ps: Vec<Option<f64>> = members.iter().map(|at| self.all[*at].comparison.p).collect();
            for (at, p) in members.into_iter().zip(adjusted(test.adjust, &ps)) {
                self.all[at].comparison.p_adjusted = p;
            }
        }
    }
}

/// Two columns, compared in a share or in the mean of a stub.
pub(crate) fn compare_two(
    test: &TestPlan,
    stub: &StubCount<'_>,
    row: Option<usize>,
    places: [&ColumnPlace; 2],
    rules: &Rules,
) -> TestOutcome {
    let context = Context { test, stub, places: &[], rules };
    let tested = match row {
        Some(row) => Tested::Share(stub.in_base(stub.plan.group_of(row))),
        None => Tested::Mean,
    };
    let [a, b] = places.map(|place| (place, context.measured(&tested, place)));
    context.compared(&tested, (a.0, &a.1), (b.0, &b.1))
}

/// The covariance of a share (of `row`) or of the mean in two columns; 0 where nobody is in both. By Kish that of a common
/// spread, as in [`TestMethod::ZPooledOverlap`], else linearised. `None` as the variance.
pub(crate) fn covariance_of_two(
    stub: &StubCount<'_>,
    row: Option<usize>,
    places: [&ColumnPlace; 2],
    rules: &Rules,
) -> Option<f64> {
    let sampling = &rules.sampling;
    let kish = |both: Sums, [a, b]: [(f64, Sums); 2]| a.0 * b.0 * both.w2 / (a.1.w * b.1.w);
    if let Some(row) = row {
        let place = stub.in_base(stub.plan.group_of(row));
        let both: Sums = in_both(stub, &stub.base_place(place.axis), places).iter().copied().sum();
        if both.n == 0 {
            return Some(0.0);
        }
        if sampling.family == Variance::Kish {
            let of = |column: &ColumnPlace| {
                let side = side(stub, &place, column);
                Some((side.share().map(|p| (p * (1.0 - p)).sqrt())?, side.base))
            };
            return Some(kish(both, [of(places[0])?, of(places[1])?]));
        }
        return linear_shares(stub, &place, places).covariance(sampling);
    }
    let (a, b) = (stub.number(places[0])?, stub.number(places[1])?);
    let both = stub.numbers_in_both(places[0], places[1]);
    let people: Sums = both.iter().map(|unit| unit.sums).sum();
    if people.n == 0 {
        return Some(0.0);
    }
    if sampling.family == Variance::Kish {
        return Some(kish(people, [(a.sd()?, a.all.sums), (b.sd()?, b.all.sums)]));
    }
    let shared = shared_mean(&both, &a.all, &b.all);
    Two { own: of_mean(&a.by_unit), other: of_mean(&b.by_unit), shared }.covariance(sampling)
}

/// Estimates in two columns by unit, and Σ z_a z_b over the people of both.
struct Two {
    own: ByUnit<Linear>,
    other: ByUnit<Linear>,
    shared: Vec<f64>,
}

impl Two {
    /// Of the difference, and of both if nobody were in the other.
    fn variances(&self, sampling: &Sampling) -> Option<(f64, f64)> {
        let difference = sampling.variance(&add_units(&self.own, &self.other, -1.0, &self.shared))?;
        Some((difference, sampling.variance(&self.own)? + sampling.variance(&self.other)?))
    }

    fn covariance(&self, sampling: &Sampling) -> Option<f64> {
        self.variances(sampling).map(|(difference, apart)| 0.5 * (apart - difference))
    }
}

fn in_both(stub: &StubCount<'_>, place: &Place, [a, b]: [&ColumnPlace; 2]) -> ByUnit<Sums> {
    stub.found.in_both(stub.cubes, place, a, b).unwrap_or_default()
}

fn side(stub: &StubCount<'_>, place: &Place, column: &ColumnPlace) -> Side {
    Side { chosen: stub.people(place, column), base: stub.people(&stub.base_place(place.axis), column) }
}

/// z = w (y − p)/S0 of a share in two columns, whose bases are not empty.
fn linear_shares(stub: &StubCount<'_>, place: &Place, places: [&ColumnPlace; 2]) -> Two {
    let base = stub.base_place(place.axis);
    let own = |column: &ColumnPlace| of_share(&stub.by_unit(place, column), &stub.by_unit(&base, column));
    let known = |column: &ColumnPlace| {
        let side = side(stub, place, column);
        (side.share().unwrap_or(0.0), side.base.w)
    };
    let (chosen, all) = (in_both(stub, place, places), in_both(stub, &base, places));
    Two {
        own: own(places[0]),
        other: own(places[1]),
        shared: shared_share(&chosen, &all, known(places[0]), known(places[1])),
    }
}

struct Context<'a> {
    test: &'a TestPlan,
    stub: &'a StubCount<'a>,
    places: &'a [ColumnPlace],
    rules: &'a Rules,
}

impl Context<'_> {
    fn pairs(&self, group: &Lettered, row: usize, is_net: bool, tested: &Tested, outcomes: &mut Outcomes) {
        let sides: Vec<Measured> =
            group.columns.iter().map(|column| self.measured(tested, &self.places[*column])).collect();
        for (nth, a) in group.columns.iter().enumerate() {
            for (other, b) in group.columns.iter().enumerate().skip(nth + 1) {
                let (own, other) = ((&self.places[*a], &sides[nth]), (&self.places[*b], &sides[other]));
                let found = self.compared(tested, own, other);
                outcomes.add(row, (*a, Some(*b)), is_net, found);
            }
        }
    }

    /// Each column against everyone else of its variable.
    fn rest(&self, group: &Lettered, row: usize, is_net: bool, tested: &Tested, outcomes: &mut Outcomes) {
        let Tested::Share(place) = tested else { return };
        let base = self.stub.base_place(place.axis);
        let whole = self.places[group.columns[0]].whole();
        let (all_chosen, all_base) = (self.stub.people(place, &whole), self.stub.people(&base, &whole));
        for a in &group.columns {
            let own = side(self.stub, place, &self.places[*a]);
            let rest = Side { chosen: all_chosen.minus(own.chosen), base: all_base.minus(own.base) };
            let found = if own.base.n < self.test.min_base || rest.base.n < self.test.min_base {
                TestOutcome::of_difference(&own, &rest)
            } else {
                compare_shares(TestMethod::ZPooled, &own, &rest, &Sums::default(), self.test.skip_zero_or_one)
            };
            outcomes.add(row, (*a, None), is_net, found);
        }
    }

    fn measured(&self, tested: &Tested, column: &ColumnPlace) -> Measured {
        match tested {
            Tested::Share(place) => Measured::Share(side(self.stub, place, column)),
            Tested::Mean => Measured::Mean(self.stub.number(column)),
        }
    }

    fn compared(
        &self,
        tested: &Tested,
        (a, own): (&ColumnPlace, &Measured),
        (b, other): (&ColumnPlace, &Measured),
    ) -> TestOutcome {
        match (tested, own, other) {
            (Tested::Share(place), Measured::Share(own), Measured::Share(other)) => {
                self.shares(place, (a, own), (b, other))
            }
            (Tested::Mean, Measured::Mean(Some(own)), Measured::Mean(Some(other))) => {
                let few = own.all.sums.n < self.test.min_base || other.all.sums.n < self.test.min_base;
                if self.test.means.is_of_ranks() {
                    return compare_ranks(self.test.means, self.stub, [a, b], &self.rules.sampling, few);
                }
                let method = if few { None } else { Some(self.test.means) };
                let both = self.stub.numbers_in_both(a, b);
                compare_numbers(method, (own, other), &both, &self.rules.sampling)
            }
            (Tested::Share(_) | Tested::Mean, _, _) => TestOutcome::default(),
        }
    }

    fn shares(&self, place: &Place, a: (&ColumnPlace, &Side), b: (&ColumnPlace, &Side)) -> TestOutcome {
        if a.1.base.n < self.test.min_base || b.1.base.n < self.test.min_base {
            return TestOutcome::of_difference(a.1, b.1);
        }
        if self.test.method == TestMethod::Design {
            return self.by_design(place, a, b);
        }
        let base = self.stub.base_place(place.axis);
        let overlap: Sums = in_both(self.stub, &base, [a.0, b.0]).iter().copied().sum();
        compare_shares(self.test.method, a.1, b.1, &overlap, self.test.skip_zero_or_one)
    }

    /// z = w [1_A (y − p_A)/W_A − 1_B (y − p_B)/W_B], linearised; people in both columns count in both.
    fn by_design(&self, place: &Place, a: (&ColumnPlace, &Side), b: (&ColumnPlace, &Side)) -> TestOutcome {
        let difference = TestOutcome::of_difference(a.1, b.1);
        let (Some(p_a), Some(p_b)) = (a.1.share(), b.1.share()) else { return difference };
        let base = self.stub.base_place(place.axis);
        let sampling = &self.rules.sampling;
        let domain = self.stub.by_unit(&base, &a.0.whole());
        let df = sampling.degrees_of_freedom(&domain);
        let se = linear_shares(self.stub, place, [a.0, b.0])
            .variances(sampling)
            .map(|(variance, apart)| error_of_difference(variance, apart, 1.0))
            .filter(|se| *se > 0.0);
        let statistic = se.map(|se| (p_a - p_b) / se);
        TestOutcome {
            statistic,
            df: Some(df).filter(|df| *df > 0.0),
            p: statistic.and_then(|statistic| t_two_sided_p(statistic, df)),
            ..difference
        }
    }
}

/// The higher of two columns takes note of the lower, by the level that the difference reaches.
fn mark(test: &TestPlan, cells: &mut [Cell], (a, b): (usize, usize), columns: &[Column], found: &Comparison) {
    let (Some(p), Some(difference)) = (found.p_adjusted, found.difference) else { return };
    let (higher, lower) = if difference > 0.0 { (a, b) } else { (b, a) };
    let id = columns[lower].letter.clone().unwrap_or_default();
    if p < 1.0 - test.level {
        cells[higher].higher_than.push(id);
    } else if test.loose.is_some_and(|loose| p < 1.0 - loose) {
        cells[higher].higher_than_loose.push(id);
    }
}
