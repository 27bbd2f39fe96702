//! The first line of a data file: what each column holds, decided once for all rows.

use std::collections::BTreeMap;

use super::summary::{FileProblem, FileProblemKind};
use crate::diagnostics::did_you_mean;
use crate::questionnaire::{ItemKind, OptionIndex, QualityRule, Questionnaire, VariableIndex};
use crate::responses::{ColumnRole, PreambleColumn, every_name, flag_name, preamble_columns};

/// The column of an export that names the version a row answered.
pub const VERSION_COLUMN: &str = "version";

/// What stands behind a variable's name in the column that says why it has no value.
const REASON_SUFFIX: &str = "__missing";

/// Columns that are no variables.
const FIXED: [(&str, Role); 9] = [
    ("response_id", Role::ResponseId),
    ("external_id", Role::ExternalId),
    ("source", Role::Source),
    ("started_at", Role::StartedAt),
    ("submitted_at", Role::SubmittedAt),
    ("language", Role::Language),
    ("disposition", Role::Disposition),
    ("device", Role::Device),
    ("aapor", Role::PassedOver),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    ResponseId,
    ExternalId,
    Source,
    StartedAt,
    SubmittedAt,
    Language,
    Disposition,
    Device,
    /// Follows from the rest of the file (`aapor`, `flag.RULE`), and is passed over.
    PassedOver,
    /// The group of an arm, or whether a consent was given.
    Preamble(PreambleColumn),
    Answer(VariableIndex),
    Specify(VariableIndex, OptionIndex),
    /// Why the variable has no value: a word such as `skipped`, or its code.
    Reason(VariableIndex),
    /// By its place among the unknown columns.
    Extra(usize),
}

/// A variable that has one column an option.
#[derive(Debug)]
pub(super) struct Split {
    pub(super) variable: VariableIndex,
    pub(super) form: SplitForm,
    /// Columns from 0.
    pub(super) columns: Vec<(usize, OptionIndex)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SplitForm {
    Ticked,
    Rank,
}

#[derive(Debug)]
pub(super) struct Header {
    pub(super) names: Vec<String>,
    /// Column and role, for all columns but those of splits and of computed items.
    pub(super) roles: Vec<(usize, Role)>,
    pub(super) splits: Vec<Split>,
    /// The columns no item has: numbers to weight by, or mistakes.
    pub(super) extras: Vec<usize>,
    /// By variable: the column of its whole answer.
    pub(super) column_of: Vec<Option<usize>>,
}

impl Header {
    pub(super) fn has(&self, role: Role) -> bool {
        self.roles.iter().any(|(_, other)| *other == role)
    }

    /// The variables that have no column at all, by name; computed ones need none.
    pub(super) fn absent(&self, questionnaire: &Questionnaire) -> Vec<String> {
        let is_there = |index: usize| {
            self.column_of[index].is_some()
                || self.splits.iter().any(|split| split.variable.0 == index)
                || is_computed(questionnaire, VariableIndex(index))
        };
        let missing = (0..questionnaire.variables.len()).filter(|index| !is_there(*index));
        missing.map(|index| questionnaire.variables[index].name.clone()).collect()
    }

    /// An error for an unknown column that holds something else than numbers.
    pub(super) fn unknown(
        &self,
        questionnaire: &Questionnaire,
        extra: usize,
        line: u64,
        value: &str,
    ) -> FileProblem {
        let column = self.extras[extra];
        let (name, value) = (self.names[column].clone(), shortened(value));
        let kind = if name.is_empty() {
            FileProblemKind::Unnamed { value }
        } else {
            let known = every_name(questionnaire);
            let declared = declared_roles(questionnaire);
            let names = known
                .keys()
                .map(String::as_str)
                .chain(FIXED.iter().map(|(name, _)| *name))
                .chain(declared.iter().map(|(name, _)| name.as_str()));
            let suggestion = did_you_mean(&name, names).map(str::to_owned);
            FileProblemKind::UnknownColumn { name, value, suggestion }
        };
        FileProblem { line, column: column + 1, kind }
    }
}

/// The header's columns with their roles, or everything that is wrong with it.
pub(super) fn read_header(
    names: Vec<String>,
    questionnaire: &Questionnaire,
) -> Result<Header, Vec<FileProblem>> {
    let known = every_name(questionnaire);
    let declared = declared_roles(questionnaire);
    let mut problems = Vec::new();
    let mut header = Header {
        names: Vec::new(),
        roles: Vec::new(),
        splits: Vec::new(),
        extras: Vec::new(),
        column_of: vec![None; questionnaire.variables.len()],
    };
    let mut seen = BTreeMap::new();
    for (column, name) in names.iter().enumerate() {
        let first = *seen.entry(name.as_str()).or_insert(column);
        if first != column && !name.is_empty() {
            let kind = FileProblemKind::DuplicateColumn { name: name.clone(), first: first + 1 };
            problems.push(FileProblem { line: 1, column: column + 1, kind });
        }
        let fixed = FIXED.iter().find(|(fixed, _)| fixed == name).map(|(_, role)| *role);
        let fixed = fixed.or_else(|| declared.iter().find(|(known, _)| known == name).map(|(_, role)| *role));
        let reason_of = name.strip_suffix(REASON_SUFFIX).and_then(|of| known.get(of));
        match (fixed, known.get(name), reason_of) {
            (Some(role), ..) => header.roles.push((column, role)),
            (None, Some(role), _) => header.place(column, *role, questionnaire),
            (None, None, Some(of)) => {
                let variable = of.variable();
                let computed = is_computed(questionnaire, variable);
                header.roles.push((column, if computed { Role::PassedOver } else { Role::Reason(variable) }));
            }
            (None, None, None) => {
                header.roles.push((column, Role::Extra(header.extras.len())));
                header.extras.push(column);
            }
        }
    }
    header.names = names;
    if header.extras.len() == 1 && header.names.len() == 1 {
        problems.extend(other_separator(&header.names[0]));
    }
    problems.extend(header.both_forms());
    if problems.is_empty() { Ok(header) } else { Err(problems) }
}

/// The columns beside the items that the questionnaire itself makes: arms, consents and the flags of its rules.
fn declared_roles(questionnaire: &Questionnaire) -> Vec<(String, Role)> {
    let preamble =
        preamble_columns(questionnaire).into_iter().map(|(name, column)| (name, Role::Preamble(column)));
    let flags = QualityRule::ALL.into_iter().map(|rule| (flag_name(rule), Role::PassedOver));
    // Which version a row of an export answered: read again, all of them are answers to this one.
    let version = every_name(questionnaire)
        .keys()
        .all(|name| name != VERSION_COLUMN)
        .then(|| (VERSION_COLUMN.to_owned(), Role::PassedOver));
    preamble.chain(flags).chain(version).collect()
}

impl Header {
    fn place(&mut self, column: usize, role: ColumnRole, questionnaire: &Questionnaire) {
        // A computed item is worked out anew, so what the file has of it is passed over.
        if is_computed(questionnaire, role.variable()) {
            return;
        }
        match role {
            ColumnRole::Answer(variable) => {
                self.column_of[variable.0] = Some(column);
                self.roles.push((column, Role::Answer(variable)));
            }
            ColumnRole::Specify(variable, option) => {
                self.roles.push((column, Role::Specify(variable, option)));
            }
            ColumnRole::Ticked(variable, option) => {
                self.add_to_split(variable, SplitForm::Ticked, column, option)
            }
            ColumnRole::Rank(variable, option) => {
                self.add_to_split(variable, SplitForm::Rank, column, option)
            }
        }
    }

    fn add_to_split(&mut self, variable: VariableIndex, form: SplitForm, column: usize, option: OptionIndex) {
        match self.splits.iter_mut().find(|split| split.variable == variable) {
            Some(split) => split.columns.push((column, option)),
            None => self.splits.push(Split { variable, form, columns: vec![(column, option)] }),
        }
    }

    fn both_forms(&self) -> impl Iterator<Item = FileProblem> + '_ {
        self.splits.iter().filter_map(|split| {
            let whole = self.column_of[split.variable.0]?;
            let name = self.names[whole].clone();
            let other = self.names[split.columns.first()?.0].clone();
            Some(FileProblem { line: 1, column: whole + 1, kind: FileProblemKind::BothForms { name, other } })
        })
    }
}

fn is_computed(questionnaire: &Questionnaire, variable: VariableIndex) -> bool {
    let item = questionnaire.item(questionnaire.variable(variable).item);
    matches!(item.kind, ItemKind::Computed { .. })
}

fn other_separator(name: &str) -> Option<FileProblem> {
    let separator = [';', '\t'].into_iter().find(|separator| name.contains(*separator))?;
    Some(FileProblem { line: 1, column: 0, kind: FileProblemKind::Separator(separator) })
}

/// Enough of a value to recognise it by.
pub(super) fn shortened(value: &str) -> String {
    const SHOWN_MAX: usize = 80;
    match value.char_indices().nth(SHOWN_MAX) {
        None => value.to_owned(),
        Some((end, _)) => format!("{}…", value.get(..end).unwrap_or("")),
    }
}
