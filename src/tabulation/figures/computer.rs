//! A figure from what was counted: shares, statistics, gaps, ratios, margins and design effects.

use super::BothShown;
use super::shown::Shown;
use crate::tabulation::assemble::StubCount;
use crate::tabulation::comparisons::{compare_two, covariance_of_two};
use crate::tabulation::counting::{Frame, PairSums, Sums};
use crate::tabulation::cubes::{AskedCube, ColumnPlace, Found, TOTAL};
use crate::tabulation::plan::TablePlan;
use crate::tabulation::precision::{Linear, ShareFound};
use crate::tabulation::report_file::FigurePlan;
use crate::tabulation::request::SummaryMeasure;
use crate::tabulation::statistics::{margin_of_error, normal_quantile, t_quantile};
use crate::tabulation::summary::Rules;
use crate::tabulation::table::Figure;

pub(super) struct Computer<'a, 'f> {
    pub(super) plan: &'a FigurePlan,
    pub(super) table: &'a TablePlan,
    pub(super) frame: &'a Frame<'f>,
    pub(super) found: Found<'a>,
    pub(super) both: Option<&'a BothShown>,
    pub(super) pair: Option<&'a AskedCube>,
}

impl Computer<'_, '_> {
    pub(super) fn stub(&self) -> Option<StubCount<'_>> {
        let plan = self.table.stubs.first()?;
        Some(StubCount { plan, cubes: &self.found.cubes.stubs[0], found: self.found })
    }

    /// Whom the figure stands on; everyone of the filter where it names no variable.
    pub(super) fn base(&self) -> Sums {
        self.stub().map_or_else(|| self.found.everyone(&TOTAL), |stub| stub.base(0, &TOTAL))
    }

    pub(super) fn share(&self) -> Figure {
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

    pub(super) fn statistic(&self, kind: &'static str, measure: SummaryMeasure) -> Figure {
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

    /// The estimate in the first group less that in the second.
    pub(super) fn gap(&self, is_share: bool) -> Figure {
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
    pub(super) fn design_effect(&self) -> Figure {
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
    pub(super) fn ratio(&self) -> Figure {
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

    pub(super) fn margin(&self) -> Figure {
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
}
