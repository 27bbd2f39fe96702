//! The cells of one row: text to answers, and what could not be taken.

use super::header::{Split, SplitForm, shortened};
use super::summary::ReadProblem;
use crate::questionnaire::{AnswerOption, ItemKind, OptionIndex, Questionnaire, VariableIndex, VariableKind};
use crate::responses::route::Stated;
use crate::responses::{Answer, Answers, Missing, OptionSet, value};

/// What was found in the cells of one row so far.
pub(super) struct Row<'a> {
    pub(super) questionnaire: &'a Questionnaire,
    pub(super) answers: Answers,
    /// One entry a variable.
    pub(super) stated: Vec<Option<Stated>>,
    /// Column, value, problem.
    pub(super) found: Vec<(usize, String, ReadProblem)>,
}

/// A cell as it was before an export made it safe for spreadsheets: without the apostrophe before `= + - @`, a tab or
/// a carriage return. Where several apostrophes stand before such a character, the export put one before the others.
pub(super) fn unprotected(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r']) => rest,
        Some(_) | None => cell,
    }
}

impl Row<'_> {
    pub(super) fn not_taken(&mut self, column: usize, cell: &str, problem: ReadProblem) {
        self.found.push((column, shortened(cell), problem));
    }

    /// Reads the cell that holds a variable's whole answer.
    pub(super) fn answer(&mut self, column: usize, variable: VariableIndex, cell: &str) {
        let trimmed = cell.trim();
        if trimmed.is_empty() {
            return;
        }
        if let Some(reason) = self.missing_code(variable, trimmed) {
            self.stated[variable.0] = Some(Stated::Reason(reason));
            return;
        }
        let questionnaire = self.questionnaire;
        let options = questionnaire.options(variable);
        let answer = match questionnaire.variable(variable).kind {
            VariableKind::Single => value::find_option(options, unprotected(trimmed))
                .map(Answer::Single)
                .ok_or(ReadProblem::UnknownCode),
            VariableKind::Multiple => {
                let ticked: OptionSet = self.codes(column, options, trimmed).into_iter().collect();
                if ticked.is_empty() {
                    return;
                }
                Ok(Answer::Multiple(ticked))
            }
            VariableKind::Ranking { .. } => {
                let mut ranked = Vec::new();
                for option in self.codes(column, options, trimmed) {
                    if ranked.contains(&option) {
                        let code = options[usize::from(option.0)].code.as_str();
                        self.not_taken(column, code, ReadProblem::RepeatedRank);
                    } else {
                        ranked.push(option);
                    }
                }
                if ranked.is_empty() {
                    return;
                }
                Ok(Answer::Ranking(ranked))
            }
            VariableKind::Number => value::parse_number(unprotected(trimmed))
                .map(Answer::Number)
                .ok_or(ReadProblem::UnreadableNumber),
            VariableKind::Scale => self.scale(variable, unprotected(trimmed)),
            VariableKind::Date => {
                value::parse_date(trimmed).map(Answer::Date).ok_or(ReadProblem::UnreadableDate)
            }
            VariableKind::Text if cell.contains('\0') => Err(ReadProblem::ControlCharacter),
            VariableKind::Text => Ok(Answer::Text(unprotected(cell).to_owned())),
        };
        match answer {
            Ok(answer) => self.answers.set(variable, answer),
            Err(problem) => self.not_taken(column, cell, problem),
        }
    }

    /// Reads the cell that says why a variable has no value. What the variable's own cells say comes first.
    pub(super) fn reason(&mut self, column: usize, variable: VariableIndex, cell: &str) {
        let cell = cell.trim();
        if cell.is_empty() || self.stated[variable.0].is_some() {
            return;
        }
        match stated_reason(cell) {
            Some(reason) => self.stated[variable.0] = Some(Stated::Reason(reason)),
            None => self.not_taken(column, cell, ReadProblem::UnknownCode),
        }
    }

    pub(super) fn specify(
        &mut self,
        column: usize,
        variable: VariableIndex,
        option: OptionIndex,
        cell: &str,
    ) {
        if cell.trim().is_empty() || reason_of(cell.trim()).is_some() {
            return;
        }
        if cell.contains('\0') {
            self.not_taken(column, cell, ReadProblem::ControlCharacter);
        } else {
            self.answers.set_specify_text(variable, option, unprotected(cell).to_owned());
        }
    }

    /// Reads the columns of a variable that has one an option.
    pub(super) fn split(&mut self, split: &Split, record: &csv::StringRecord) {
        match split.form {
            SplitForm::Ticked => self.ticked(split, record),
            SplitForm::Rank => self.ranked(split, record),
        }
    }

    fn ticked(&mut self, split: &Split, record: &csv::StringRecord) {
        let mut ticked = OptionSet::default();
        let mut reason = None;
        let mut zeros = false;
        for (column, option) in &split.columns {
            let cell = record.get(*column).unwrap_or("").trim();
            match cell {
                "" => {}
                "1" | "1.0" => ticked.insert(*option),
                "0" | "0.0" => zeros = true,
                other => match reason_of(other) {
                    Some(stated) => reason = Some((*column, other, stated)),
                    None => self.not_taken(*column, other, ReadProblem::NotZeroOrOne),
                },
            }
        }
        match (ticked.is_empty(), reason) {
            (false, stated) => {
                self.answers.set(split.variable, Answer::Multiple(ticked));
                if let Some((column, cell, _)) = stated {
                    self.not_taken(column, cell, ReadProblem::Contradiction);
                }
            }
            (true, Some((_, _, reason))) => self.stated[split.variable.0] = Some(Stated::Reason(reason)),
            (true, None) if zeros => self.stated[split.variable.0] = Some(Stated::NothingTicked),
            (true, None) => {}
        }
    }

    fn ranked(&mut self, split: &Split, record: &csv::StringRecord) {
        let mut places = Vec::new();
        for (column, option) in &split.columns {
            let cell = record.get(*column).unwrap_or("").trim();
            if cell.is_empty() {
                continue;
            }
            match (reason_of(cell), value::parse_integer(cell)) {
                (Some(reason), _) => self.stated[split.variable.0] = Some(Stated::Reason(reason)),
                (None, Some(0)) => self.stated[split.variable.0] = Some(Stated::NothingTicked),
                (None, Some(place @ 1..)) => places.push((place, *column, *option)),
                (None, Some(_) | None) => self.not_taken(*column, cell, ReadProblem::UnreadableNumber),
            }
        }
        places.sort_unstable();
        let mut ranked: Vec<OptionIndex> = Vec::new();
        let mut last = 0;
        for (place, column, option) in places {
            let cell = place.to_string();
            if place == last {
                self.not_taken(column, &cell, ReadProblem::RepeatedRank);
                continue;
            }
            if place > last + 1 {
                self.found.push((column, cell, ReadProblem::RankGap));
            }
            last = place;
            ranked.push(option);
        }
        if !ranked.is_empty() {
            self.stated[split.variable.0] = None;
            self.answers.set(split.variable, Answer::Ranking(ranked));
        }
    }

    fn scale(&self, variable: VariableIndex, cell: &str) -> Result<Answer, ReadProblem> {
        let point = value::parse_integer(cell).ok_or(ReadProblem::UnreadableNumber)?;
        let item = self.questionnaire.item(self.questionnaire.variable(variable).item);
        match item.kind {
            ItemKind::Scale { from, to, .. } if (from..=to).contains(&point) => Ok(Answer::Scale(point)),
            // Points are codes: one that the scale does not have has no row in any table.
            _ => Err(ReadProblem::UnknownCode),
        }
    }

    /// The options of codes joined by `|`; those that do not exist are noted.
    fn codes(&mut self, column: usize, options: &[AnswerOption], cell: &str) -> Vec<OptionIndex> {
        let mut found = Vec::new();
        for code in unprotected(cell).split('|').map(str::trim).filter(|code| !code.is_empty()) {
            match value::find_option(options, code) {
                Some(option) => found.push(option),
                None => self.not_taken(column, code, ReadProblem::UnknownCode),
            }
        }
        found
    }

    /// The reason that -1 to -5 state, unless that is a real answer here: a code of an option, or a number that the
    /// item's own `min` or scale allows.
    fn missing_code(&self, variable: VariableIndex, cell: &str) -> Option<Missing> {
        let reason = reason_of(cell)?;
        let code = reason.file_code();
        let item = self.questionnaire.item(self.questionnaire.variable(variable).item);
        let is_answer = match &item.kind {
            ItemKind::Number { min, .. } => min.is_some_and(|min| min <= code as f64),
            ItemKind::Scale { from, to, .. } => (*from..=*to).contains(&code),
            ItemKind::Single { options, .. }
            | ItemKind::Multiple { options, .. }
            | ItemKind::Grid { options, .. }
            | ItemKind::MultipleGrid { options, .. }
            | ItemKind::Ranking { options, .. } => value::find_option(options, cell).is_some(),
            // No amount is below 0.
            ItemKind::Allocation { .. }
            | ItemKind::Date { .. }
            | ItemKind::Text { .. }
            | ItemKind::Note
            | ItemKind::Computed { .. } => false,
        };
        (!is_answer).then_some(reason)
    }
}

/// Whether the cell says why there is no value, and not what it is.
pub(super) fn is_missing_code(cell: &str) -> bool {
    reason_of(cell).is_some()
}

/// A reason by its word or its code.
pub(super) fn stated_reason(cell: &str) -> Option<Missing> {
    Missing::ALL.into_iter().find(|reason| reason.as_str() == cell).or_else(|| reason_of(cell))
}

fn reason_of(cell: &str) -> Option<Missing> {
    let code = cell.strip_prefix('-')?;
    let code = code.strip_suffix(".0").unwrap_or(code);
    match code {
        "1" | "2" | "3" | "4" | "5" => Missing::from_file_code(-code.parse::<i64>().ok()?),
        _ => None,
    }
}
