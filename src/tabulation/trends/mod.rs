//! Trends across waves: the questions of the waves are compared first; what can be laid beside each other is estimated
//! wave by wave, each with its own questionnaire, weights and sample, and the changes are tested.

mod asked;
mod common;
mod estimate;
mod lines;
mod past;
mod reweight;
mod series;
mod standing;
#[cfg(test)]
mod tests;
mod trend_time;
mod wave;
mod words;

use std::fmt;
use std::sync::Arc;

use self::asked::Asked;
use self::past::Editions;
use super::dataset::Dataset;
use super::disclosure::TrendParts;
use super::report_file::{ReportFile, TrendPlan};
use super::table::Trend;
use crate::diagnostics::{Code, Diagnostic};
use crate::questionnaire::diff::Difference;

/// Stands for the report's own questionnaire where a place among the waves is asked for.
pub const OWN: usize = usize::MAX;

/// The waves that the trends of a report name.
pub struct TrendWaves {
    pub waves: Vec<WaveAnswers>,
    /// What changed from one wave's questionnaire to a later one's, by place in `waves`; [`OWN`] for the report's own.
    pub compare: Box<dyn Fn(usize, usize) -> Difference + Send>,
}

/// One wave.
#[derive(Debug, Clone)]
pub struct WaveAnswers {
    /// [`TrendWave::key`] of the report file's entry.
    ///
    /// [`TrendWave::key`]: super::report_file::TrendWave::key
    pub key: String,
    /// As the report file names it.
    pub name: String,
    /// When it was opened, in years: 2023.36. `None` where nobody says.
    pub opened: Option<f64>,
    pub dataset: Arc<Dataset>,
    /// Its own report file, which has its weights.
    pub report: Option<Arc<ReportFile>>,
}

impl TrendWaves {
    /// Of a report without trends.
    pub fn none() -> TrendWaves {
        let compare = |_, _| Difference {
            items: Vec::new(),
            population: Vec::new(),
            survey: Vec::new(),
            remarks: Vec::new(),
        };
        TrendWaves { waves: Vec::new(), compare: Box::new(compare) }
    }
}

impl fmt::Debug for TrendWaves {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TrendWaves").field("waves", &self.waves).finish_non_exhaustive()
    }
}

/// Every trend of the report, whose own answers are `dataset`, with what it is made from.
///
/// # Errors
/// All that keeps a trend from being made: a wave that is not there, a weight that a wave does not have. A question that
/// cannot be compared is no error: the trend says so in place of numbers.
pub(super) fn trends(
    report: &ReportFile,
    dataset: &Dataset,
    waves: &TrendWaves,
) -> Result<Vec<(Trend, TrendParts)>, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let mut trends = Vec::new();
    for plan in &report.trends {
        match trend(plan, report, dataset, waves) {
            Ok(trend) => trends.push(trend),
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() { Ok(trends) } else { Err(problems) }
}

fn trend(
    plan: &TrendPlan,
    report: &ReportFile,
    dataset: &Dataset,
    waves: &TrendWaves,
) -> Result<(Trend, TrendParts), Vec<Diagnostic>> {
    let mut order = Vec::new();
    for wave in &plan.waves {
        let name = wave.name();
        let place = waves.waves.iter().position(|known| known.key == wave.key());
        order.push(place.ok_or_else(|| {
            let message = format!("the answers of the wave `{}` were not loaded", name.value);
            let help = "make the report with `canvass report`, which loads the waves of its trends";
            vec![Diagnostic::new(Code::NotTabulable, name.span, message).help(help)]
        })?);
    }
    // Names are those of the report's questionnaire: it is one of the waves, or the newest edition of all.
    let is_own = |place: &usize| waves.waves[*place].dataset.info.version == dataset.info.version;
    let anchor = order.iter().rposition(is_own).unwrap_or_else(|| {
        order.push(OWN);
        order.len() - 1
    });
    let asked = Asked::of(plan, report, dataset)?;
    let editions = Editions::of(waves, &dataset.questionnaire, order);
    series::trend(&asked, &editions, anchor)
}
