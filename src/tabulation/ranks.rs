//! Whether the answers in one column tend to be higher than in another, by their ranks among both: without weights
//! Wilcoxon's test, else the difference of mean ranks with its linearised error. tabulation.md, section 8.

use super::assemble::StubCount;
use super::by_unit::ByUnit;
use super::counting::{NumberSums, Point};
use super::cubes::ColumnPlace;
use super::plan::MeansTest;
use super::precision::Sampling;
use super::statistics::{TestOutcome, Tied, mid_ranks, wilcoxon};
use super::summary::{NumberFound, compare_numbers};

/// The mean rank of the first column less that of the second, each rank a share (0..1) of everyone in both, and its
/// test; the difference alone where the columns are too `few` to test.
pub(crate) fn compare_ranks(
    method: MeansTest,
    stub: &StubCount<'_>,
    columns: [&ColumnPlace; 2],
    sampling: &Sampling,
    few: bool,
) -> TestOutcome {
    let points = columns.map(|column| stub.points_by_unit(column));
    let values = distinct(&points);
    let [first, second] = points.each_ref().map(|points| ranked(points, &values));
    let tested = (!few && method == MeansTest::DesignRanks).then_some(MeansTest::Design);
    let found = compare_numbers(tested, (&first, &second), &ByUnit::default(), sampling);
    if few || method != MeansTest::Wilcoxon {
        return found;
    }
    let tied: Vec<Tied> = values.iter().map(|value| value.people).collect();
    match wilcoxon(&tied) {
        Some((w, p)) => TestOutcome { statistic: Some(w).filter(|_| p.is_some()), p, ..found },
        None => found,
    }
}

/// One of the values, with who has it.
struct Value {
    value: f64,
    people: Tied,
    rank: f64,
}

/// The values of both columns, rising; whoever has no weight has no rank.
fn distinct(points: &[ByUnit<Vec<Point>>; 2]) -> Vec<Value> {
    let mut all: Vec<(f64, usize, Point)> = Vec::new();
    for (column, units) in points.iter().enumerate() {
        let weighted = units.iter().flatten().filter(|point| point.sums.w > 0.0);
        all.extend(weighted.map(|point| (point.value, column, *point)));
    }
    all.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut values: Vec<Value> = Vec::new();
    let mut weights: Vec<f64> = Vec::new();
    for same in all.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
        let Some((value, _, _)) = same.first() else { continue };
        let people = |column: usize| {
            same.iter().filter(|(_, of, _)| *of == column).map(|(_, _, point)| point.sums.n).sum()
        };
        values.push(Value { value: *value, people: Tied { first: people(0), second: people(1) }, rank: 0.0 });
        weights.push(same.iter().map(|(_, _, point)| point.sums.w).sum());
    }
    for (value, rank) in values.iter_mut().zip(mid_ranks(&weights)) {
        value.rank = rank;
    }
    values
}

/// The ranks of a column as a number, by unit of the design.
fn ranked(units: &ByUnit<Vec<Point>>, values: &[Value]) -> NumberFound {
    let rank = |point: &Point| {
        let place = values.binary_search_by(|value| value.value.total_cmp(&point.value)).ok()?;
        Some(NumberSums::constant(point.sums, values[place].rank))
    };
    let of_unit =
        |unit: &Vec<Point>| unit.iter().filter_map(rank).fold(NumberSums::default(), NumberSums::plus);
    NumberFound::of(units.map(of_unit))
}
