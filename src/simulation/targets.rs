//! Published figures of a report file as targets: what has to come out, which answers move it, and what one respondent
//! adds to it. Every number comes from [`tabulation`], so a target and the report's own figure cannot disagree.

use std::sync::Arc;

use super::calibrate::{Direction, Lever, Over, Part, Target, approach};
use super::walk::Interviewer;
use super::{Plan, SYNTHETIC, SimulationError};
use crate::questionnaire::condition::Reference;
use crate::questionnaire::version_id;
use crate::responses::Response;
use crate::tabulation::report_file::{FigureKind, FigurePlan, ShareOf};
use crate::tabulation::{self, Dataset, DatasetInfo, Figure, ReportFile, SampleType};

/// Made-up responses, and which published figures they reproduce at the published decimals.
#[derive(Debug, Clone)]
pub struct Simulated {
    pub responses: Vec<Response>,
    pub met: Vec<Met>,
    pub unmet: Vec<Unmet>,
}

/// A published figure that comes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Met {
    pub figure: String,
    pub published: String,
}

/// A published figure that does not come out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmet {
    pub figure: String,
    pub published: String,
    /// What came out, at the published decimals.
    pub computed: String,
    pub why: String,
}

/// The planned respondents, moved until each published figure of the report comes out that can. One that is declared to
/// differ is left alone and listed.
///
/// # Errors
/// Where no answers could be found that get through the questionnaire.
pub fn calibrate(plan: &Plan<'_>, report: &ReportFile) -> Result<Simulated, SimulationError> {
    let interviewer = Interviewer::new(plan);
    let mut responses =
        (0..plan.respondents).map(|number| interviewer.interview(number)).collect::<Result<Vec<_>, _>>()?;
    let info = info(plan);
    // Who is made up stands for the population itself; weights can only be made from all of them.
    let unweighted = report.unweighted();
    let movable: Vec<(usize, Target)> = report
        .figures
        .iter()
        .enumerate()
        .filter_map(|(place, figure)| Some((place, target(plan, figure)?)))
        .collect();
    let (places, targets): (Vec<usize>, Vec<Target>) = movable.into_iter().unzip();
    let parts_of = |response: &Response| {
        let one = std::slice::from_ref(response);
        let dataset = Dataset::from_responses(Arc::clone(plan.questionnaire), one, Vec::new(), info.clone());
        let figures = tabulation::figures(&unweighted, &dataset)
            .expect("nobody is weighted, so no weight is in the way");
        Ok(places.iter().zip(&targets).map(|(place, target)| part(&figures[*place], target.over)).collect())
    };
    approach(plan, &interviewer, &mut responses, &targets, &parts_of)?;
    let dataset =
        Dataset::from_responses(Arc::clone(plan.questionnaire), &responses, Vec::new(), info.clone());
    let (mut met, mut unmet) = (Vec::new(), Vec::new());
    let figures = tabulation::figures(report, &dataset)
        .or_else(|_| tabulation::figures(&unweighted, &dataset))
        .unwrap_or_default();
    for figure in figures {
        let Some(published) = figure.published else { continue };
        if published.agrees {
            met.push(Met { figure: figure.id, published: published.text });
        } else {
            let why = published.differs.unwrap_or_else(|| why_missed(figure.kind).to_owned());
            unmet.push(Unmet {
                figure: figure.id,
                published: published.text,
                computed: published.computed,
                why,
            });
        }
    }
    Ok(Simulated { responses, met, unmet })
}

fn info(plan: &Plan<'_>) -> DatasetInfo {
    DatasetInfo {
        wave: plan.wave.clone(),
        version: version_id(plan.questionnaire).as_str().to_owned(),
        watermark: String::new(),
        synthetic: Some(SYNTHETIC.to_owned()),
        language: plan.questionnaire.source_language().clone(),
        sample: SampleType::Other,
        earlier: Vec::new(),
    }
}

/// What one respondent adds to a figure, from the figure over that respondent alone.
fn part(figure: &Figure, over: Over) -> Part {
    let base = figure.base.unweighted as f64;
    match over {
        Over::Base => Part { sum: figure.value.unwrap_or(0.0) * base, base },
        Over::Everybody => Part { sum: figure.value.unwrap_or(0.0), base },
    }
}

/// `None` where nothing was published, where it is known to differ, and where a change of one answer cannot be added up.
fn target(plan: &Plan<'_>, figure: &FigurePlan) -> Option<Target> {
    let published = figure.published.as_ref().filter(|published| published.differs.is_none())?;
    let (over, levers) = match &figure.kind {
        FigureKind::Share(of) => (Over::Base, lever(plan, of, Direction::Up).into_iter().collect()),
        FigureKind::Difference(sides) => {
            let [a, b] = sides.as_ref();
            let both = [lever(plan, a, Direction::Up), lever(plan, b, Direction::Down)];
            (Over::Base, both.into_iter().flatten().collect())
        }
        FigureKind::Mean(of) | FigureKind::Nps(of) => (Over::Base, redraws(of.subject.reference)),
        FigureKind::Total(of) => (Over::Everybody, redraws(of.subject.reference)),
        // How many respondents there are is not moved by what they answer.
        FigureKind::Base(None) if figure.filter.is_none() => return None,
        FigureKind::Base(_) => (Over::Everybody, Vec::new()),
        FigureKind::Median(_)
        | FigureKind::MarginOfError(_)
        | FigureKind::Ratio(_)
        | FigureKind::Paired(_)
        | FigureKind::Gap(_)
        | FigureKind::Trend(_)
        | FigureKind::DesignEffect(_) => return None,
    };
    let half = 0.5 * 10f64.powi(-(published.decimals as i32));
    Some(Target { over, low: published.value - half, high: published.value + half, levers })
}

fn lever(plan: &Plan<'_>, of: &ShareOf, direction: Direction) -> Option<Lever> {
    let Reference::Variable(variable) = of.of.subject.reference else { return None };
    let item = plan.questionnaire.item(plan.questionnaire.variable(variable).item);
    let options = of
        .categories
        .iter()
        .filter_map(|category| item.find_option(&of.of.subject.categories[*category].code))
        .collect();
    Some(Lever { variable, options, direction })
}

/// A number is moved by drawing it anew.
fn redraws(reference: Reference) -> Vec<Lever> {
    match reference {
        Reference::Variable(variable) => {
            vec![Lever { variable, options: Vec::new(), direction: Direction::Up }]
        }
        Reference::Given(_) | Reference::Derived(_) | Reference::Extra(_) => Vec::new(),
    }
}

fn why_missed(kind: &str) -> &'static str {
    match kind {
        "base" => "it counts respondents, and how many there are was given or follows from the others",
        "margin_of_error" => "it follows from the number of respondents",
        "median" => "a median is not moved",
        _ => "no change of an answer that keeps the rules and the other figures came closer",
    }
}
