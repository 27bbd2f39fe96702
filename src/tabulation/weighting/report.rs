//! The report on weights: how they are spread, what they cost in precision, and whether the margins hold.

use super::carry_out::Weighed;
use super::make::Spread;
use super::trimming::Bounds;
use super::{Definition, read};
use crate::diagnostics::{Code, Diagnostic, has_errors};
use crate::questionnaire::syntax::Reader;
use crate::tabulation::counting::Frame;
use crate::tabulation::dataset::Dataset;
use crate::tabulation::plan::Setting;
use crate::tabulation::report_file::{ReportFile, Universe};
use crate::tabulation::request::Spanned;
use crate::tabulation::tabulate::sound;

/// What is told of the weights of one name.
#[derive(Debug, Clone, PartialEq)]
pub struct WeightReport {
    pub name: String,
    /// `rake`, `poststratify` or `given`.
    pub kind: &'static str,
    /// Where the targets come from, in the author's words.
    pub source: Option<String>,
    /// Responses of the universe.
    pub records: u64,
    /// Of them, those that have a weight, zero included.
    pub n: u64,
    pub sum: f64,
    pub min: f64,
    pub max: f64,
    pub mean: f64,
    /// Standard deviation (divisor n) over the mean; as all below, `None` where every weight is zero.
    pub cv: Option<f64>,
    /// Kish: S0² / S2.
    pub effective: Option<f64>,
    /// n over the effective base, 1 + cv².
    pub deff: Option<f64>,
    /// The effective base over n.
    pub efficiency: Option<f64>,
    /// `None` also where the smallest weight is zero.
    pub largest_to_smallest: Option<f64>,
    /// Of raking, those after each trimming included.
    pub rounds: usize,
    /// Where the weights are trimmed.
    pub bounds: Option<WeightBounds>,
    pub margins: Vec<MarginShare>,
    pub synthetic: Option<String>,
}

/// Between which weights were trimmed, and how often they had to be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WeightBounds {
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub trims: usize,
}

/// One code of a margin: shares of all weights, 0..1.
#[derive(Debug, Clone, PartialEq)]
pub struct MarginShare {
    /// The variable; of post-strata the variables, joined by `/`.
    pub item: String,
    /// `None` for no answer.
    pub code: Option<String>,
    pub label: String,
    pub target: f64,
    /// With the start weights.
    pub before: f64,
    pub after: f64,
}

/// The report on the weight called `name` (of the report file, or a number), and the weights by respondent; NaN is no
/// weight.
///
/// # Errors
/// Where there is no such weight, or it cannot be made from these answers.
pub fn weight_report(
    name: &Spanned<String>,
    report: Option<&ReportFile>,
    dataset: &Dataset,
) -> Result<(WeightReport, Vec<f64>), Vec<Diagnostic>> {
    let mut reader = Reader::default();
    let setting = Setting::over(dataset, None, report, &mut reader);
    let universe = report.map_or(Universe::Complete, |report| report.universe.clone());
    let frame = Frame::of(&setting, dataset, &universe);
    let mut diagnostics = Vec::new();
    let plan = read::find(name, &setting.weights, &setting.names(), &mut diagnostics);
    let Some(plan) = plan.filter(|_| !has_errors(&diagnostics)) else {
        if diagnostics.is_empty() {
            diagnostics.push(
                Diagnostic::new(Code::UnknownVariable, name.span, "`none` is no weight")
                    .help("name a weight of the report file, or a number"),
            );
        }
        return Err(diagnostics);
    };
    let weighed = Weighed::of(&plan, &frame)?;
    sound(dataset)?;
    let spread = &weighed.made.spread;
    let told = WeightReport {
        name: plan.name.value.clone(),
        kind: match plan.definition {
            Definition::Given(_) => "given",
            Definition::Rake(_) => "rake",
            Definition::PostStratify(_) => "poststratify",
        },
        source: plan.source.clone(),
        records: frame.universe().count(),
        bounds: weighed.made.bounds.map(|bounds| WeightBounds::of(bounds, weighed.made.trims)),
        margins: margins(&weighed),
        synthetic: dataset.info.synthetic.clone(),
        rounds: weighed.made.rounds,
        ..WeightReport::of_spread(spread)
    };
    Ok((told, weighed.made.weights))
}

impl WeightReport {
    fn of_spread(spread: &Spread) -> WeightReport {
        let defined = |value: f64| value.is_finite().then_some(value);
        let n = spread.n as f64;
        WeightReport {
            name: String::new(),
            kind: "given",
            source: None,
            records: spread.n,
            n: spread.n,
            sum: spread.sum,
            min: spread.min,
            max: spread.max,
            mean: spread.mean,
            cv: defined(spread.cv),
            effective: defined(spread.effective),
            deff: defined(n / spread.effective),
            efficiency: defined(spread.effective / n),
            largest_to_smallest: defined(spread.max / spread.min),
            rounds: 0,
            bounds: None,
            margins: Vec::new(),
            synthetic: None,
        }
    }
}

impl WeightBounds {
    fn of(bounds: Bounds, trims: usize) -> WeightBounds {
        let finite = |bound: f64| bound.is_finite().then_some(bound);
        WeightBounds { low: finite(bounds.low), high: finite(bounds.high), trims }
    }
}

fn margins(weighed: &Weighed) -> Vec<MarginShare> {
    let mut margins = Vec::new();
    for (described, shares) in weighed.margins.iter().zip(&weighed.made.shares) {
        for (at, share) in shares.iter().enumerate() {
            let code = described.codes.get(at);
            // A code that has neither a target nor people says nothing.
            let says_nothing = code.is_some_and(|(_, _, target)| target.is_none()) && share.before <= 0.0;
            if says_nothing {
                continue;
            }
            margins.push(MarginShare {
                item: described.item.clone(),
                code: code.map(|(code, _, _)| code.clone()),
                label: code.map_or_else(|| "No answer".to_owned(), |(_, label, _)| label.clone()),
                target: share.target,
                before: share.before,
                after: share.after,
            });
        }
    }
    margins
}
