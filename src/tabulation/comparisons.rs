//! Tests between the columns of a table: every pair of one variable of the banner, or each column against the rest,
//! row by row, with letters for what is higher. tabulation.md, section 8.

use super::assemble::StubCount;
use super::counting::Sums;
use super::cubes::ColumnPlace;
use super::plan::{TablePlan, TestPlan};
use super::precision::{add_units, error_of_difference, of_share, shared_share};
use super::ranks::compare_ranks;
use super::request::{Against, Family, SummaryMeasure};
use super::showing::Place;
use super::statistics::{Side, TestMethod, TestOutcome, adjusted, compare_shares, t_two_sided_p};
use super::summary::{Rules, compare_numbers};
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
                        row: rows[outcome.row].id.clone(),
                        a: columns[outcome.a].id.clone(),
                        b: columns[b].id.clone(),
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
    context.compared(&tested, places[0], places[1])
}

struct Context<'a> {
    test: &'a TestPlan,
    stub: &'a StubCount<'a>,
    places: &'a [ColumnPlace],
    rules: &'a Rules,
}

impl Context<'_> {
    fn pairs(&self, group: &Lettered, row: usize, is_net: bool, tested: &Tested, outcomes: &mut Outcomes) {
        for (nth, a) in group.columns.iter().enumerate() {
            for b in group.columns.iter().skip(nth + 1) {
                let found = self.compared(tested, &self.places[*a], &self.places[*b]);
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
            let own = self.side(place, &self.places[*a]);
            let rest = Side { chosen: all_chosen.minus(own.chosen), base: all_base.minus(own.base) };
            let found = if own.base.n < self.test.min_base || rest.base.n < self.test.min_base {
                TestOutcome::of_difference(&own, &rest)
            } else {
                compare_shares(TestMethod::ZPooled, &own, &rest, &Sums::default(), self.test.skip_zero_or_one)
            };
            outcomes.add(row, (*a, None), is_net, found);
        }
    }

    fn side(&self, place: &Place, column: &ColumnPlace) -> Side {
        Side {
            chosen: self.stub.people(place, column),
            base: self.stub.people(&self.stub.base_place(place.axis), column),
        }
    }

    fn compared(&self, tested: &Tested, a: &ColumnPlace, b: &ColumnPlace) -> TestOutcome {
        match tested {
            Tested::Share(place) => self.shares(place, a, b),
            Tested::Mean => {
                let (Some(own), Some(other)) = (self.stub.number(a), self.stub.number(b)) else {
                    return TestOutcome::default();
                };
                let few = own.all.sums.n < self.test.min_base || other.all.sums.n < self.test.min_base;
                if self.test.means.is_of_ranks() {
                    return compare_ranks(self.test.means, self.stub, [a, b], &self.rules.sampling, few);
                }
                let method = if few { None } else { Some(self.test.means) };
                compare_numbers(method, &own, &other, &self.rules.sampling)
            }
        }
    }

    fn shares(&self, place: &Place, a: &ColumnPlace, b: &ColumnPlace) -> TestOutcome {
        let base = self.stub.base_place(place.axis);
        let (own, other) = (self.side(place, a), self.side(place, b));
        if own.base.n < self.test.min_base || other.base.n < self.test.min_base {
            return TestOutcome::of_difference(&own, &other);
        }
        let both = |place: &Place| self.stub.found.in_both(self.stub.cubes, place, a, b).unwrap_or_default();
        let overlap = both(&base);
        let overlap_sums: Sums = overlap.iter().copied().sum();
        match self.test.method {
            TestMethod::Design => self.by_design(place, (a, &own), (b, &other)),
            method => compare_shares(method, &own, &other, &overlap_sums, self.test.skip_zero_or_one),
        }
    }

    /// z = w [1_A (y − p_A)/W_A − 1_B (y − p_B)/W_B], linearised; people in both columns count in both.
    fn by_design(&self, place: &Place, a: (&ColumnPlace, &Side), b: (&ColumnPlace, &Side)) -> TestOutcome {
        let difference = TestOutcome::of_difference(a.1, b.1);
        let (Some(p_a), Some(p_b)) = (a.1.share(), b.1.share()) else { return difference };
        let base = self.stub.base_place(place.axis);
        let units = |place: &Place, column: &ColumnPlace| self.stub.by_unit(place, column);
        let (a_chosen, a_base) = (units(place, a.0), units(&base, a.0));
        let (b_chosen, b_base) = (units(place, b.0), units(&base, b.0));
        let both =
            |place: &Place| self.stub.found.in_both(self.stub.cubes, place, a.0, b.0).unwrap_or_default();
        let (both_chosen, both_base) = (both(place), both(&base));
        let shared = shared_share(&both_chosen, &both_base, (p_a, a.1.base.w), (p_b, b.1.base.w));
        let (own, other) = (of_share(&a_chosen, &a_base), of_share(&b_chosen, &b_base));
        let sampling = &self.rules.sampling;
        let linear = add_units(&own, &other, -1.0, &shared);
        let domain = self.stub.by_unit(&base, &a.0.whole());
        let df = sampling.degrees_of_freedom(&domain);
        let se = sampling
            .variance(&linear)
            .zip(sampling.variance(&own).zip(sampling.variance(&other)))
            .map(|(variance, (own, other))| error_of_difference(variance, own + other))
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
