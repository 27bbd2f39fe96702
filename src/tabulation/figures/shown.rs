//! A figure as a report quotes it: the text of its value, and the published value beside it.

use super::computer::Computer;
use crate::i18n::{Message, Tongue};
use crate::tabulation::counting::Sums;
use crate::tabulation::report_file::PublishedPlan;
use crate::tabulation::rounding;
use crate::tabulation::spoken;
use crate::tabulation::table::{Base, Figure, Published};

/// How a reader sees a value.
pub(super) enum Shown {
    Percent,
    Number(usize),
    /// "−3 points"
    Points,
    /// "±4.9 points"
    Margin,
}

impl Computer<'_, '_> {
    pub(super) fn figure(&self, kind: &'static str, value: Option<f64>, base: Sums, shown: Shown) -> Figure {
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

    pub(super) fn text(&self, value: f64, shown: &Shown) -> String {
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
    pub(super) fn published(&self, mut figure: Figure, exact: Option<(u64, u64)>) -> Figure {
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
