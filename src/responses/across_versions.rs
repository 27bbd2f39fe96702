//! Answers to one version, read as answers to another version of the same survey.

use super::{Answer, Answers, Missing, OptionSet};
use crate::questionnaire::{OptionIndex, Questionnaire, VariableIndex};

/// The answers under the variables of `to`, by name and code. What `from` does not ask, or asks in another form, is not
/// in this respondent's version; so is a chosen option that `to` does not have.
pub fn in_version(from: &Questionnaire, answers: &Answers, to: &Questionnaire) -> Answers {
    let mut carried = Answers::all_missing(to.variables.len(), Missing::NotInVersion);
    for (index, variable) in to.variables.iter().enumerate() {
        let there = VariableIndex(index);
        let Some(here) = from.find_variable(&variable.name) else { continue };
        if std::mem::discriminant(&from.variable(here).kind) != std::mem::discriminant(&variable.kind) {
            continue;
        }
        let option = |option: OptionIndex| {
            let code = &from.options(here).get(usize::from(option.0))?.code;
            let place = to.options(there).iter().position(|known| known.code == *code)?;
            Some(OptionIndex(place as u16))
        };
        let answer = match answers.get(here) {
            Answer::Single(chosen) => option(*chosen).map(Answer::Single),
            Answer::Multiple(ticked) => {
                ticked.iter().map(option).collect::<Option<OptionSet>>().map(Answer::Multiple)
            }
            Answer::Ranking(ranked) => {
                ranked.iter().copied().map(option).collect::<Option<Vec<_>>>().map(Answer::Ranking)
            }
            same @ (Answer::Number(_)
            | Answer::Scale(_)
            | Answer::Date(_)
            | Answer::Text(_)
            | Answer::Missing(_)) => Some(same.clone()),
        };
        if let Some(answer) = answer {
            carried.set(there, answer);
        }
    }
    for (variable, option, text) in answers.specify_texts() {
        let place = to.find_variable(&from.variable(variable).name).and_then(|there| {
            let code = &from.options(variable).get(usize::from(option.0))?.code;
            Some((there, to.item(to.variable(there).item).find_option(code.as_str())?))
        });
        if let Some((there, option)) = place {
            carried.set_specify_text(there, option, text.to_owned());
        }
    }
    carried
}
