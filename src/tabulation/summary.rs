//! Figures over all codes of a subject: means and their spread, quantiles, the net promoter score, and what a multiple has
//! instead.

use super::kernels::{Mask, moments, sorted};
use super::plan::is_nps_scale;
use super::request::SummaryMeasure;
use super::statistics::{QuantileRule, mean_interval, quantile, sd, sd_population, se, share};
use super::subject::{Reading, Subject, SubjectKind};

/// How statistics are made, the same for a whole table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rules {
    pub(crate) confidence: f64,
    pub(crate) quantile: QuantileRule,
    /// All responses of the universe: standard errors are of the sample, not of a filter.
    pub(crate) rows: u64,
}

/// One figure over all codes, for one column.
pub(crate) struct Statistic {
    pub(crate) value: Option<f64>,
    pub(crate) ci: Option<(f64, f64)>,
    /// How many people it stands on.
    pub(crate) base: u64,
}

/// The measure over the people of `who`.
pub(crate) fn statistic(
    measure: SummaryMeasure,
    subject: &Subject,
    reading: &Reading,
    who: &Mask,
    rules: Rules,
) -> Statistic {
    if subject.kind == SubjectKind::Multiple {
        return statistic_of_multiple(measure, subject, reading, who);
    }
    let Some(scores) = &reading.scores else {
        let base = reading.answered.count_with(who);
        let value = (measure == SummaryMeasure::N).then_some(base as f64);
        return Statistic { value, ci: None, base };
    };
    let found = moments(scores, who);
    let base = found.map_or(0, |found| found.n);
    let at = |p| quantile(&sorted(scores, who), p, rules.quantile);
    let value = match measure {
        SummaryMeasure::N => Some(base as f64),
        SummaryMeasure::Mean => found.map(|found| found.mean),
        SummaryMeasure::Sd => found.as_ref().and_then(sd),
        SummaryMeasure::SdPopulation => found.as_ref().and_then(sd_population),
        SummaryMeasure::Se => found.as_ref().and_then(|found| se(found, rules.rows)),
        SummaryMeasure::Min => found.map(|found| found.min),
        SummaryMeasure::Max => found.map(|found| found.max),
        SummaryMeasure::Sum => found.map(|found| found.sum),
        SummaryMeasure::Q25 => at(0.25),
        SummaryMeasure::Median => at(0.5),
        SummaryMeasure::Q75 => at(0.75),
        SummaryMeasure::Nps => net_promoter_score(subject, reading, who),
        SummaryMeasure::Ci | SummaryMeasure::MeanAnswers | SummaryMeasure::Any | SummaryMeasure::None => None,
    };
    let ci = found
        .filter(|_| measure == SummaryMeasure::Ci)
        .and_then(|found| mean_interval(&found, rules.rows, rules.confidence));
    Statistic { value, ci, base }
}

/// 100 for 9 and 10, 0 for 7 and 8, −100 for 0 to 6, averaged. Reichheld 2003.
fn net_promoter_score(subject: &Subject, reading: &Reading, who: &Mask) -> Option<f64> {
    if !is_nps_scale(subject) {
        return None;
    }
    let among = |places: std::ops::Range<usize>| {
        places.map(|place| reading.categories[place].count_with(who)).sum::<u64>() as f64
    };
    let all = among(0..11);
    (all > 0.0).then(|| 100.0 * (among(9..11) - among(0..7)) / all)
}

fn statistic_of_multiple(
    measure: SummaryMeasure,
    subject: &Subject,
    reading: &Reading,
    who: &Mask,
) -> Statistic {
    let base = who.count();
    let places = 0..subject.categories.len();
    let given: u64 = places.clone().map(|place| reading.categories[place].count_with(who)).sum();
    let real: Vec<usize> = places
        .filter(|place| {
            let category = &subject.categories[*place];
            category.missing.is_none() && !category.exclusive
        })
        .collect();
    let any = reading.any_of(&real, who.len()).count_with(who);
    let value = match measure {
        SummaryMeasure::N => Some(base as f64),
        SummaryMeasure::MeanAnswers => share(given, base),
        SummaryMeasure::Any => share(any, base),
        SummaryMeasure::None => share(base - any, base),
        _ => None,
    };
    Statistic { value, ci: None, base }
}
