//! Answers that the newer version has no place for, counted by item, option and typed text.

use std::collections::BTreeMap;

use crate::questionnaire::Questionnaire;
use crate::responses::{Answers, Crosswalk, Uncarried};

/// What has no place, and how many people's answers hang on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// `q4`, `q7.r1`, as the version that was answered calls it.
    pub variable: String,
    pub part: LostPart,
    pub responses: u64,
    pub under_way: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum LostPart {
    /// Every answer of these people.
    Answer,
    /// An option by its code.
    Option(String),
    /// What was typed beside the option with this code.
    Text(String),
}

/// Whose answers they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Losses {
    OfResponse,
    OfInterviewUnderWay,
}

/// The losses of any number of people, by what is lost.
#[derive(Debug, Clone, Default)]
pub struct LossCount {
    counts: BTreeMap<(String, LostPart), (u64, u64)>,
}

impl LossCount {
    /// Counts what of one person's answers to `own` the crosswalk has no place for.
    pub fn add(&mut self, own: &Questionnaire, answers: &Answers, crosswalk: &Crosswalk, whose: Losses) {
        for uncarried in crosswalk.uncarried(answers) {
            let (variable, part) = match uncarried {
                Uncarried::Answer(variable) => (variable, LostPart::Answer),
                Uncarried::Option(variable, option) => {
                    let code = own.options(variable).get(usize::from(option.0));
                    (variable, LostPart::Option(code.map_or_else(String::new, |it| it.code.to_string())))
                }
                Uncarried::Text(variable, option) => {
                    let code = own.options(variable).get(usize::from(option.0));
                    (variable, LostPart::Text(code.map_or_else(String::new, |it| it.code.to_string())))
                }
            };
            let count = self.counts.entry((own.variable(variable).name.clone(), part)).or_default();
            match whose {
                Losses::OfResponse => count.0 += 1,
                Losses::OfInterviewUnderWay => count.1 += 1,
            }
        }
    }

    pub fn into_losses(self) -> Vec<Lost> {
        self.counts
            .into_iter()
            .map(|((variable, part), (responses, under_way))| Lost { variable, part, responses, under_way })
            .collect()
    }
}
