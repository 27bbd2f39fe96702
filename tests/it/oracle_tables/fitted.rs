//! Weights that are fitted to margins or cells, and what the margins explain of an answer: both by their definitions,
//! respondent by respondent.

use canvass::questionnaire::Questionnaire;
use canvass::responses::Response;

use super::plain::{Plain, plain};
use super::sample::Sample;

/// What the weights are fitted to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Fit {
    Margins,
    Cells,
}

const TOTAL: f64 = 40.0;

impl Fit {
    pub(super) fn yaml(self) -> &'static str {
        match self {
            Fit::Margins => {
                "weights: { main: { rake: { region: { 1: 0.45, 2: 0.55 }, early: { 1: 0.3, 0: 0.7 } }, start: w, \
                 missing: own_category, total: 40 } }\nweight: main\n"
            }
            Fit::Cells => {
                "weights: { main: { poststratify: { cells: [{ region: 1, early: 1, share: 0.1 }, \
                 { region: 1, early: 0, share: 0.4 }, { region: 2, early: 1, share: 0.3 }, \
                 { region: 2, early: 0, share: 0.2 }] }, start: w, missing: leave_out, total: 40 } }\nweight: main\n"
            }
        }
    }
}

/// One margin: the class of each respondent, and the share that each class has to have.
pub(super) struct Margin {
    class: Vec<usize>,
    targets: Vec<f64>,
}

/// What the weights of a sample were fitted to, for what it explains of an answer.
pub(super) struct Fitted {
    margins: Vec<Margin>,
    /// What answers are averaged with inside a class.
    with: Vec<f64>,
    rounds: usize,
}

/// The sample with weights made from those it has; `None` where a target has nobody, or raking does not get there.
pub(super) fn fitted(
    sample: Sample,
    fit: Fit,
    questionnaire: &Questionnaire,
    responses: &[Response],
) -> Option<Sample> {
    let code = |response: &Response, name: &str, codes: [&str; 2]| match plain(questionnaire, response, name)
    {
        Plain::Codes(chosen) => codes.iter().position(|code| *code == chosen[0]),
        Plain::Number(_) | Plain::Missing(_) => None,
    };
    let regions: Vec<Option<usize>> =
        responses.iter().map(|response| code(response, "region", ["1", "2"])).collect();
    let early: Vec<Option<usize>> =
        responses.iter().map(|response| code(response, "early", ["1", "0"])).collect();
    let mut weights = sample.weights.clone();
    let margins = match fit {
        Fit::Margins => {
            vec![margin(&weights, &regions, [0.45, 0.55])?, margin(&weights, &early, [0.3, 0.7])?]
        }
        Fit::Cells => {
            let class: Vec<usize> = regions
                .iter()
                .zip(&early)
                .map(|both| if let (Some(region), Some(early)) = both { region * 2 + early } else { 4 })
                .collect();
            for (weight, class) in weights.iter_mut().zip(&class) {
                *weight = weight.filter(|_| *class < 4);
            }
            vec![Margin { class, targets: vec![0.1, 0.4, 0.3, 0.2, 0.0] }]
        }
    };
    let start: Vec<f64> = weights.iter().map(|weight| weight.unwrap_or(0.0)).collect();
    let weights = raked(weights, &margins)?;
    let has_weight = |row: usize| weights[row].is_some_and(|weight| weight > 0.0);
    let with = (0..weights.len())
        .map(|row| match fit {
            _ if !has_weight(row) => 0.0,
            Fit::Margins => 1.0,
            Fit::Cells => start[row],
        })
        .collect();
    let rounds = match fit {
        Fit::Margins => 10,
        Fit::Cells => 1,
    };
    Some(Sample { weights, fitted: Some(Fitted { margins, with, rounds }), ..sample })
}

/// Whoever has none of the two codes is a class of its own, whose share by the start weights stays.
fn margin(weights: &[Option<f64>], codes: &[Option<usize>], targets: [f64; 2]) -> Option<Margin> {
    let class: Vec<usize> = codes.iter().map(|code| code.unwrap_or(2)).collect();
    let sum = |of: usize| {
        let own = class.iter().zip(weights).filter(|(class, _)| **class == of);
        own.filter_map(|(_, weight)| *weight).sum::<f64>()
    };
    let all = sum(0) + sum(1) + sum(2);
    let missing = sum(2) / all;
    (sum(0) > 0.0 && sum(1) > 0.0).then(|| Margin {
        class,
        targets: vec![targets[0] * (1.0 - missing), targets[1] * (1.0 - missing), missing],
    })
}

/// Margin after margin to its targets, until no weight changes.
fn raked(mut weights: Vec<Option<f64>>, margins: &[Margin]) -> Option<Vec<Option<f64>>> {
    for _ in 0..60 {
        let mut change: f64 = 0.0;
        for margin in margins {
            let mut sums = vec![0.0; margin.targets.len()];
            for (weight, class) in weights.iter().zip(&margin.class) {
                sums[*class] += weight.unwrap_or(0.0);
            }
            if sums.iter().zip(&margin.targets).any(|(sum, target)| *target > 0.0 && *sum <= 0.0) {
                return None;
            }
            for (weight, class) in weights.iter_mut().zip(&margin.class) {
                if let Some(weight) = weight.as_mut().filter(|weight| **weight > 0.0) {
                    let factor = TOTAL * margin.targets[*class] / sums[*class];
                    change = change.max((factor - 1.0).abs());
                    *weight *= factor;
                }
            }
        }
        if change < 1e-12 {
            return Some(weights);
        }
    }
    None
}

impl Fitted {
    /// z = w u with the mean of u in each class of each margin taken out, margin after margin.
    pub(super) fn residuals(&self, z: &[f64], weights: &[Option<f64>]) -> Vec<f64> {
        let weight = |row: usize| weights[row].unwrap_or(0.0);
        let mut u: Vec<f64> = z
            .iter()
            .enumerate()
            .map(|(row, z)| if weight(row) > 0.0 { z / weight(row) } else { 0.0 })
            .collect();
        for _ in 0..self.rounds {
            for margin in &self.margins {
                let classes = margin.targets.len();
                let (mut sums, mut people) = (vec![0.0; classes], vec![0.0; classes]);
                for (row, class) in margin.class.iter().enumerate() {
                    sums[*class] += self.with[row] * u[row];
                    people[*class] += self.with[row];
                }
                for (row, class) in margin.class.iter().enumerate().filter(|(row, _)| weight(*row) > 0.0) {
                    u[row] -= sums[*class] / people[*class];
                }
            }
        }
        u.iter().enumerate().map(|(row, u)| weight(row) * u).collect()
    }
}
