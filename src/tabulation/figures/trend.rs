//! A trend along the times of a variable: the estimate at each, the change from each to the next, and the slope.

use super::computer::Computer;
use super::shown::Shown;
use crate::tabulation::assemble::StubCount;
use crate::tabulation::by_unit::ByUnit;
use crate::tabulation::counting::{NumberSums, Sums};
use crate::tabulation::cubes::ColumnPlace;
use crate::tabulation::line::{Line, between_samples, cochran_armitage};
use crate::tabulation::precision::{Sampling, ShareFound};
use crate::tabulation::report_file::{Estimate, TrendOf};
use crate::tabulation::request::Variance;
use crate::tabulation::statistics::{chi_square_tail, t_quantile, t_two_sided_p};
use crate::tabulation::summary::NumberFound;
use crate::tabulation::table::{Base, Figure, TrendChange, TrendPoint};

impl Computer<'_, '_> {
    /// The slope of the estimate along the times, by least squares with weights, and its linearised t with degf − 1.
    /// R: `svyglm(y ~ time)`; of unweighted shares the test is that of Cochran and Armitage, `prop.trend.test`.
    pub(super) fn trend(&self, trend: &TrendOf) -> Figure {
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
        let whole =
            |units: &ByUnit<NumberSums>| units.iter().copied().fold(NumberSums::default(), NumberSums::plus);
        if is_share && self.table.variance == Variance::Simple && self.table.weight.is_none() {
            let groups: Vec<(f64, Sums, f64)> = by_time
                .iter()
                .map(|(time, units)| {
                    let all = whole(units);
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
        let mut sums: Vec<(f64, NumberSums)> =
            by_time.iter().map(|(time, units)| (*time, whole(units))).collect();
        sums.sort_by(|one, other| one.0.total_cmp(&other.0));
        let pairs = figure.along.windows(2).zip(sums.windows(2)).map(|(pair, sums)| {
            let [from, to] = [&pair[0], &pair[1]];
            let difference = if is_share {
                to.value.zip(from.value).map(|(to, from)| to - from)
            } else {
                sums[1].1.mean_less(&sums[0].1)
            };
            let (se, comparison) = between_samples(difference, [from.se, to.se]);
            TrendChange { from: from.wave.clone(), to: to.wave.clone(), se, comparison }
        });
        figure.changes = pairs.collect();
        self.published(figure, None)
    }

    /// The estimate at each time.
    pub(super) fn along(
        &self,
        trend: &TrendOf,
        stub: &StubCount<'_>,
        sampling: &Sampling,
    ) -> Vec<TrendPoint> {
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
}
