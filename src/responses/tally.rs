//! How often each variable of a version was answered and each option chosen.

use super::{Answer, Answers};
use crate::questionnaire::{OptionIndex, Questionnaire, VariableIndex};

/// Counts over any number of answers to one version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// By variable.
    answered: Vec<u64>,
    /// By variable and option.
    chosen: Vec<Vec<u64>>,
}

impl Tally {
    /// Nothing counted yet.
    pub fn of(questionnaire: &Questionnaire) -> Tally {
        let variables = 0..questionnaire.variables.len();
        Tally {
            answered: vec![0; variables.len()],
            chosen: variables.map(|at| vec![0; questionnaire.options(VariableIndex(at)).len()]).collect(),
        }
    }

    /// Counts one respondent's answers.
    pub fn add(&mut self, answers: &Answers) {
        for (variable, answer) in answers.iter() {
            if answer.is_missing() {
                continue;
            }
            if let Some(count) = self.answered.get_mut(variable.0) {
                *count += 1;
            }
            let Some(chosen) = self.chosen.get_mut(variable.0) else { continue };
            let mut choose = |option: OptionIndex| {
                if let Some(count) = chosen.get_mut(usize::from(option.0)) {
                    *count += 1;
                }
            };
            match answer {
                Answer::Single(option) => choose(*option),
                Answer::Multiple(ticked) => ticked.iter().for_each(choose),
                Answer::Ranking(ranked) => ranked.iter().copied().for_each(choose),
                Answer::Number(_)
                | Answer::Scale(_)
                | Answer::Date(_)
                | Answer::Text(_)
                | Answer::Missing(_) => {}
            }
        }
    }

    /// How many answered the variable.
    pub fn answered(&self, variable: VariableIndex) -> u64 {
        self.answered.get(variable.0).copied().unwrap_or_default()
    }

    /// How many chose the option.
    pub fn chosen(&self, variable: VariableIndex, option: OptionIndex) -> u64 {
        let of_variable = self.chosen.get(variable.0);
        of_variable.and_then(|chosen| chosen.get(usize::from(option.0))).copied().unwrap_or_default()
    }
}
