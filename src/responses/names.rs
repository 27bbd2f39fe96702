//! The names of columns and fields: `item`, `item.row`, `item.code`, `item.code.text`.

use std::collections::BTreeMap;

use crate::questionnaire::{OptionIndex, QualityRule, Questionnaire, VariableIndex, VariableKind};

/// What stands in a column or field of a certain name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ColumnRole {
    /// The whole answer: a code, codes joined by `|`, a number, a date, a text.
    Answer(VariableIndex),
    /// 1 where the option of a multiple is ticked, 0 where it is not.
    Ticked(VariableIndex, OptionIndex),
    /// The place of the option in a ranking, from 1.
    Rank(VariableIndex, OptionIndex),
    /// The text of an "other, specify".
    Specify(VariableIndex, OptionIndex),
}

impl ColumnRole {
    pub fn variable(self) -> VariableIndex {
        match self {
            ColumnRole::Answer(variable)
            | ColumnRole::Ticked(variable, _)
            | ColumnRole::Rank(variable, _)
            | ColumnRole::Specify(variable, _) => variable,
        }
    }
}

/// One column of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnName {
    pub name: String,
    pub role: ColumnRole,
}

/// What a column about the interview holds that the questionnaire declares beside its items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PreambleColumn {
    /// The code of the group of an arm, by the arm's place in the questionnaire.
    Arm(usize),
    /// 1 where the consent was given, 0 where it was not, by its place in the questionnaire.
    Consent(usize),
}

/// `arm.NAME` and `consent.ID`, in the order of the file.
pub fn preamble_columns(questionnaire: &Questionnaire) -> Vec<(String, PreambleColumn)> {
    let arms = questionnaire.arms.iter().enumerate();
    let arms = arms.map(|(place, arm)| (format!("arm.{}", arm.id), PreambleColumn::Arm(place)));
    let consents = questionnaire.consents.iter().enumerate();
    let consents =
        consents.map(|(place, consent)| (format!("consent.{}", consent.id), PreambleColumn::Consent(place)));
    arms.chain(consents).collect()
}

/// `flag.RULE`: the column of a quality rule.
pub fn flag_name(rule: QualityRule) -> String {
    format!("flag.{}", rule.as_str())
}

/// The columns of an export in the order of the file: one an option for multiples and rankings, one a variable
/// otherwise, each option's "specify" text behind them.
pub fn columns(questionnaire: &Questionnaire) -> Vec<ColumnName> {
    let mut columns = Vec::new();
    for index in (0..questionnaire.variables.len()).map(VariableIndex) {
        let per_option = per_option_columns(questionnaire, index);
        if per_option.is_empty() {
            let name = questionnaire.variable(index).name.clone();
            columns.push(ColumnName { name, role: ColumnRole::Answer(index) });
        }
        columns.extend(per_option);
        columns.extend(specify_columns(questionnaire, index));
    }
    columns
}

/// Every name that a data file or a form may use, in either form of multiples and rankings.
pub fn every_name(questionnaire: &Questionnaire) -> BTreeMap<String, ColumnRole> {
    let mut names = BTreeMap::new();
    for index in (0..questionnaire.variables.len()).map(VariableIndex) {
        names.insert(questionnaire.variable(index).name.clone(), ColumnRole::Answer(index));
        let others =
            per_option_columns(questionnaire, index).into_iter().chain(specify_columns(questionnaire, index));
        names.extend(others.map(|column| (column.name, column.role)));
    }
    names
}

/// `q5.a`: the name of one option's column.
pub fn option_name(questionnaire: &Questionnaire, variable: VariableIndex, option: OptionIndex) -> String {
    let code = &questionnaire.options(variable)[usize::from(option.0)].code;
    format!("{}.{code}", questionnaire.variable(variable).name)
}

/// `q5.a.text`: the name of the text that goes with one option.
pub fn specify_name(questionnaire: &Questionnaire, variable: VariableIndex, option: OptionIndex) -> String {
    format!("{}.text", option_name(questionnaire, variable, option))
}

fn per_option_columns(questionnaire: &Questionnaire, index: VariableIndex) -> Vec<ColumnName> {
    let role: fn(VariableIndex, OptionIndex) -> ColumnRole = match questionnaire.variable(index).kind {
        VariableKind::Multiple => ColumnRole::Ticked,
        VariableKind::Ranking { .. } => ColumnRole::Rank,
        VariableKind::Single
        | VariableKind::Number
        | VariableKind::Scale
        | VariableKind::Date
        | VariableKind::Text => return Vec::new(),
    };
    option_indices(questionnaire, index)
        .map(|option| ColumnName {
            name: option_name(questionnaire, index, option),
            role: role(index, option),
        })
        .collect()
}

fn specify_columns(questionnaire: &Questionnaire, index: VariableIndex) -> Vec<ColumnName> {
    option_indices(questionnaire, index)
        .filter(|option| questionnaire.options(index)[usize::from(option.0)].specify)
        .map(|option| ColumnName {
            name: specify_name(questionnaire, index, option),
            role: ColumnRole::Specify(index, option),
        })
        .collect()
}

fn option_indices(questionnaire: &Questionnaire, index: VariableIndex) -> impl Iterator<Item = OptionIndex> {
    (0..questionnaire.options(index).len()).map(|option| OptionIndex(option as u16))
}
