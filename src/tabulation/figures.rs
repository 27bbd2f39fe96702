//! The numbers a report quotes, computed and compared with what was published.

use super::assemble::{Frame, base_of, unweighted};
use super::kernels::Mask;
use super::report_file::{BaseOf, FigureKind, FigurePlan, PublishedPlan, ShareOf};
use super::request::SummaryMeasure;
use super::rounding;
use super::statistics::{
    QuantileRule, margin_of_error, paired_difference, proportion_interval, proportion_se, share,
};
use super::subject::Reading;
use super::summary::{Rules, statistic};
use super::table::{Base, Figure, Published};

/// The figure over the data.
pub(crate) fn compute(plan: &FigurePlan, frame: &Frame<'_>) -> Figure {
    let people = frame.people(plan.filter.as_ref());
    let computer = Computer { plan, frame, people };
    match &plan.kind {
        FigureKind::Share(of) => computer.share(of),
        FigureKind::Base(of) => {
            let base = of.as_ref().map_or_else(|| computer.people.count(), |of| computer.base(of).1.count());
            let figure = computer.figure("base", Some(base as f64), unweighted(base), Shown::Number(0));
            computer.published(figure, Some((base, 1)))
        }
        FigureKind::Mean(of) => computer.statistic("mean", SummaryMeasure::Mean, of),
        FigureKind::Median(of) => computer.statistic("median", SummaryMeasure::Median, of),
        FigureKind::Nps(of) => computer.statistic("nps", SummaryMeasure::Nps, of),
        FigureKind::Total(of) => computer.statistic("total", SummaryMeasure::Sum, of),
        FigureKind::Difference(sides) => computer.difference(sides),
        FigureKind::MarginOfError(of) => computer.margin(of.as_ref()),
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
    frame: &'a Frame<'f>,
    people: Mask,
}

impl Computer<'_, '_> {
    fn base(&self, of: &BaseOf) -> (Reading, Mask) {
        let reading = self.frame.reading(&of.subject);
        let base = base_of(&of.subject, &reading, of.base, &of.valid, &self.people);
        (reading, base)
    }

    fn share(&self, of: &ShareOf) -> Figure {
        let (reading, who) = self.base(&of.of);
        let base = who.count();
        let count = reading.any_of(&of.categories, who.len()).count_with(&who);
        let value = share(count, base);
        let mut figure = self.figure("share", value, unweighted(base), Shown::Percent);
        figure.se = value.and_then(|p| proportion_se(p, base, self.frame.universe.count()));
        figure.ci =
            value.and_then(|p| proportion_interval(self.plan.interval, p, base as f64, self.plan.confidence));
        self.published(figure, Some((count, base)))
    }

    fn statistic(&self, kind: &'static str, measure: SummaryMeasure, of: &BaseOf) -> Figure {
        let (reading, who) = self.base(of);
        let rules = Rules {
            confidence: self.plan.confidence,
            quantile: QuantileRule::School,
            rows: self.frame.universe.count(),
        };
        let found = |measure| statistic(measure, &of.subject, &reading, &who, rules);
        let value = found(measure);
        let mut figure = self.figure(kind, value.value, unweighted(value.base), Shown::Number(1));
        if measure == SummaryMeasure::Mean {
            figure.se = found(SummaryMeasure::Se).value;
            figure.ci = found(SummaryMeasure::Ci).ci;
            figure.df = (value.base > 1).then(|| (value.base - 1) as f64);
        }
        self.published(figure, None)
    }

    /// Of the people who are in both bases.
    fn difference(&self, [a, b]: &[ShareOf; 2]) -> Figure {
        let (a_reading, a_base) = self.base(&a.of);
        let (b_reading, b_base) = self.base(&b.of);
        let both = a_base.and(&b_base);
        let in_a = a_reading.any_of(&a.categories, both.len()).and(&both);
        let in_b = b_reading.any_of(&b.categories, both.len()).and(&both);
        let (only_a, only_b) = (in_a.and_not(&in_b).count(), in_b.and_not(&in_a).count());
        let found = paired_difference(only_a, only_b, both.count(), self.plan.confidence);
        let value = found.map(|found| found.difference);
        let mut figure = self.figure("difference", value, unweighted(both.count()), Shown::Points);
        if let Some(found) = found {
            figure.se = found.se;
            figure.ci = found.ci;
            figure.df = found.df;
            figure.statistic = found.statistic;
            figure.p = found.p;
        }
        self.published(figure, None)
    }

    fn margin(&self, of: Option<&BaseOf>) -> Figure {
        let base = of.map_or_else(|| self.people.count(), |of| self.base(of).1.count());
        let sample = self.frame.dataset.info.sample;
        // A population correction is sampling theory; another kind of sample has none.
        let population =
            self.frame.report.and_then(|report| report.population).filter(|_| sample.has_margin_of_error());
        let value = margin_of_error(base, population, self.plan.confidence);
        let figure = self.figure("margin_of_error", value, unweighted(base), Shown::Margin);
        self.published(figure, None)
    }

    fn figure(&self, kind: &'static str, value: Option<f64>, base: Base, shown: Shown) -> Figure {
        let text = value.map_or_else(|| rounding::UNDEFINED.to_owned(), |value| self.text(value, &shown));
        Figure {
            id: self.plan.id.value.clone(),
            kind,
            value,
            text,
            base,
            se: None,
            ci: None,
            df: None,
            statistic: None,
            p: None,
            published: None,
        }
    }

    fn text(&self, value: f64, shown: &Shown) -> String {
        let decimals = |default| self.plan.decimals.unwrap_or(default);
        match shown {
            Shown::Percent => format!("{}%", rounding::percent_of(value, decimals(0))),
            Shown::Number(default) => rounding::decimal(value, decimals(*default)),
            Shown::Points => {
                let points = rounding::percent_of(value, decimals(0));
                match points.strip_prefix('-') {
                    Some(points) => format!("−{points} points"),
                    None => format!("{points} points"),
                }
            }
            Shown::Margin => format!("±{} points", rounding::percent_of(value, decimals(1))),
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
