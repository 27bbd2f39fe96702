//! One sample brought to the composition of another: what a trend would be if the same kinds of people had answered.

use super::carry_out::categories;
use super::make::{Margin, MissingRule, Problem, Recipe, Scale, make};
use crate::tabulation::counting::Frame;
use crate::tabulation::subject::Subject;

/// What shares the codes of some variables have, variable by variable; a code without a share had nobody.
pub(crate) type Composition = Vec<Vec<(String, f64)>>;

/// The composition of the universe by the subjects, each over those who have an answer to it. `weights` are by
/// respondent, NaN is none; 1 without them.
pub(crate) fn composition(subjects: &[Subject], frame: &Frame<'_>, weights: Option<&[f64]>) -> Composition {
    let of = |subject: &Subject| {
        let codes = categories(subject, &[], frame);
        let mut sums = vec![0.0; subject.categories.len()];
        for respondent in frame.universe().iter() {
            let weight = weights.map_or(1.0, |weights| weights[respondent]);
            if let (Some(code), false) = (codes[respondent], weight.is_nan()) {
                sums[usize::from(code)] += weight;
            }
        }
        let whole: f64 = sums.iter().sum();
        let shares = subject.categories.iter().zip(&sums).filter(|(_, sum)| **sum > 0.0);
        shares.map(|(category, sum)| (category.code.clone(), sum / whole)).collect()
    };
    subjects.iter().map(of).collect()
}

/// Weights that bring the universe to the composition, from those that it has: by raking, whoever gave no answer keeping
/// their share. By respondent, with a mean of one.
///
/// # Errors
/// Why it cannot be: "nobody has size 4".
pub(crate) fn brought_to(
    wanted: &Composition,
    subjects: &[Subject],
    frame: &Frame<'_>,
    weights: Option<&[f64]>,
) -> Result<Vec<f64>, String> {
    let mut start = vec![f64::NAN; frame.dataset.respondents()];
    for respondent in frame.universe().iter() {
        start[respondent] = weights.map_or(1.0, |weights| weights[respondent]);
    }
    let codes: Vec<Vec<Option<u16>>> =
        subjects.iter().map(|subject| categories(subject, &[], frame)).collect();
    let mut margins = Vec::new();
    for ((subject, shares), codes) in subjects.iter().zip(wanted).zip(&codes) {
        // Whom the other sample did not have counts nothing.
        let mut targets = vec![Some(0.0); subject.categories.len()];
        for (code, share) in shares {
            match subject.find_category(code) {
                Some(place) => targets[place] = Some(*share),
                None => return Err(format!("nobody has {} {code}", subject.name)),
            }
        }
        margins.push(Margin { codes, targets });
    }
    let recipe = Recipe {
        margins,
        start: &start,
        missing: Some(MissingRule::OwnCategory),
        trim: None,
        scale: Scale::MeanOne,
    };
    make(&recipe).map(|made| made.weights).map_err(|problem| told(&problem, subjects))
}

fn told(problem: &Problem, subjects: &[Subject]) -> String {
    match problem {
        Problem::TargetWithoutRows { margin, code } => {
            let subject = &subjects[*margin];
            let label = subject.categories.get(*code).map_or("no answer", |category| &category.label);
            format!("nobody has {} “{label}”", subject.name)
        }
        Problem::NotConverged(_) => "the margins cannot hold together".to_owned(),
        Problem::NobodyHasAWeight
        | Problem::TotalsDiffer { .. }
        | Problem::NotOne { .. }
        | Problem::RowsWithoutTarget { .. }
        | Problem::Missing { .. }
        | Problem::NobodyBetween(_) => "nobody has a weight".to_owned(),
    }
}
