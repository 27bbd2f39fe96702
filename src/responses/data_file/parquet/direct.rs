//! Parquet straight to columns: each variable is read by itself, the route is walked over the columns, and only rows with
//! something to remark are read as rows.

use std::collections::HashSet;

use bytes::Bytes;
use parquet::errors::ParquetError;
use parquet::file::reader::SerializedFileReader;
use rayon::prelude::*;

use super::form::Form;
use super::route::{all_asked, route};
use super::variable::{Part, read_reasons, read_split, read_whole, without_column};
use super::walk::{can_walk, walk};
use super::{cell::CellValue, each_cell};
use crate::ids::{ResponseId, WaveId};
use crate::questionnaire::{Ending, ItemKind, Questionnaire, VariableIndex};
use crate::responses::data_file::cells::{Row, unprotected};
use crate::responses::data_file::columns::{AnswerColumn, FileColumns};
use crate::responses::data_file::header::{Header, Role};
use crate::responses::data_file::{About, FileContext};
use crate::responses::{Answers, Circumstances, Disposition, Missing, Response, value};

/// A file that was opened, and what its columns are.
pub(super) struct Opened<'a> {
    pub(super) file: &'a SerializedFileReader<Bytes>,
    pub(super) columns: &'a [(usize, String)],
    pub(super) forms: &'a [Form],
    pub(super) header: &'a Header,
    pub(super) questionnaire: &'a Questionnaire,
    pub(super) rows: usize,
}

/// The columns, with the rows that have to be read as rows.
pub(super) struct Direct {
    pub(super) columns: FileColumns,
    pub(super) remarkable: Vec<bool>,
}

/// `None` where the file has to be read row by row: answers are made of others or offered to some only, an id stands twice, or a column that no
/// item has holds something else than numbers.
pub(super) fn read_direct(
    opened: &Opened<'_>,
    wave: WaveId,
    context: &FileContext<'_>,
) -> Result<Option<Direct>, ParquetError> {
    if !can_walk(opened.questionnaire) || context.sources.is_some() {
        return Ok(None);
    }
    let variables = 0..opened.questionnaire.variables.len();
    let (parts, beside) = rayon::join(
        || {
            let parts = variables.into_par_iter().map(|index| read_variable(opened, VariableIndex(index)));
            parts.collect::<Result<Vec<Part>, ParquetError>>()
        },
        || read_beside(opened, wave, context),
    );
    let Some(Beside { people, extras, mut remarkable }) = beside? else { return Ok(None) };
    let mut parts = parts?;
    for part in &parts {
        for row in &part.remarkable {
            remarkable[*row] = true;
        }
    }
    let endings = if all_asked(opened.questionnaire) {
        route(opened, &mut parts, &people, &mut remarkable);
        Vec::new()
    } else {
        walk(opened, &mut parts, &people, &mut remarkable)
    };
    let answers = parts.into_iter().map(|part| part.column).collect();
    let submitted = |row: usize| people.submitted.get(row).copied().unwrap_or(true);
    let stated = |row: usize| people.dispositions.get(row).copied().flatten();
    let of = |row: usize| {
        let by_route = match endings.get(row).copied().flatten() {
            Some(Ending::ScreenedOut) => Disposition::ScreenedOut,
            Some(Ending::Complete) => Disposition::Complete,
            None if submitted(row) => Disposition::Complete,
            None => Disposition::BreakOff,
        };
        stated(row).unwrap_or(by_route)
    };
    let columns = FileColumns {
        rows: opened.rows,
        answers,
        dispositions: (0..opened.rows).map(of).collect(),
        circumstances: people.circumstances,
        extras,
        summary: Default::default(),
    };
    Ok(Some(Direct { columns, remarkable }))
}

impl Direct {
    /// Puts in what the rows said that were read as rows; those that were rejected go.
    pub(super) fn mend(&mut self, questionnaire: &Questionnaire, mended: Vec<(usize, Option<Response>)>) {
        let mut kept = vec![true; self.columns.rows];
        for (row, response) in mended {
            let Some(response) = response else {
                kept[row] = false;
                continue;
            };
            for (index, column) in self.columns.answers.iter_mut().enumerate() {
                let variable = VariableIndex(index);
                column.set(row, response.answers.get(variable), first_point(questionnaire, variable));
            }
            self.columns.dispositions[row] = response.disposition;
            if self.columns.circumstances.len() > 1 {
                self.columns.circumstances[row] = response.circumstances;
            }
        }
        if kept.contains(&false) {
            self.columns.keep(&kept);
        }
        self.columns.answers.par_iter_mut().for_each(AnswerColumn::sort_words);
    }
}

pub(super) fn first_point(questionnaire: &Questionnaire, variable: VariableIndex) -> i64 {
    match questionnaire.item(questionnaire.variable(variable).item).kind {
        ItemKind::Scale { from, .. } => from,
        _ => 0,
    }
}

fn read_variable(opened: &Opened<'_>, variable: VariableIndex) -> Result<Part, ParquetError> {
    let split = opened.header.splits.iter().find(|split| split.variable == variable);
    let mut part = match (opened.header.column_of[variable.0], split) {
        (Some(column), _) => read_whole(opened, variable, column)?,
        (None, Some(split)) => read_split(opened, split)?,
        (None, None) => without_column(opened, variable),
    };
    for (column, _) in opened.header.roles.iter().filter(|(_, role)| *role == Role::Reason(variable)) {
        read_reasons(opened, *column, &mut part)?;
    }
    Ok(part)
}

/// Who the rows are; empty where the file does not say.
pub(super) struct People {
    circumstances: Vec<Circumstances>,
    pub(super) dispositions: Vec<Option<Disposition>>,
    submitted: Vec<bool>,
}

impl People {
    pub(super) fn circumstances(&self, row: usize) -> &Circumstances {
        self.circumstances.get(row).unwrap_or(&self.circumstances[0])
    }
}

struct Beside {
    people: People,
    extras: Vec<(String, Vec<Option<f64>>)>,
    remarkable: Vec<bool>,
}

/// Everything that is no answer.
fn read_beside(
    opened: &Opened<'_>,
    wave: WaveId,
    context: &FileContext<'_>,
) -> Result<Option<Beside>, ParquetError> {
    let mut remarkable = vec![false; opened.rows];
    let (mut about, mut extras) = (Vec::new(), Vec::new());
    for (column, role) in &opened.header.roles {
        match role {
            Role::ResponseId => {
                if !read_ids(opened, *column, wave, &mut remarkable)? {
                    return Ok(None);
                }
            }
            Role::Extra(_) => match read_extra(opened, *column)? {
                Some(numbers) => extras.push((opened.header.names[*column].clone(), numbers)),
                None => return Ok(None),
            },
            // Whether a text belongs to a chosen option is for the row to say.
            Role::Specify(..) => each_cell(opened, *column, |row, cell| {
                remarkable[row] |= !matches!(cell.value(), CellValue::Null);
            })?,
            Role::Answer(_) | Role::Reason(_) | Role::PassedOver => {}
            Role::ExternalId
            | Role::Source
            | Role::StartedAt
            | Role::SubmittedAt
            | Role::Language
            | Role::Disposition
            | Role::Device
            | Role::Preamble(_) => about.push((*column, *role)),
        }
    }
    extras.retain(|(name, _): &(String, _)| !name.is_empty());
    let people = read_people(opened, &about, context, &mut remarkable)?;
    Ok(Some(Beside { people, extras, remarkable }))
}

/// False where an id stands twice.
fn read_ids(
    opened: &Opened<'_>,
    column: usize,
    wave: WaveId,
    remarkable: &mut [bool],
) -> Result<bool, ParquetError> {
    let mut text = Vec::new();
    let mut last = i64::MIN;
    let (mut rising, mut numbers) = (true, true);
    let mut seen: HashSet<ResponseId> = HashSet::new();
    each_cell(opened, column, |row, cell| match cell.value() {
        CellValue::Whole(id) => {
            rising &= id > last;
            last = id;
        }
        CellValue::Null => remarkable[row] = true,
        CellValue::Number(_) | CellValue::Text(_) | CellValue::Other => numbers = false,
    })?;
    if rising && numbers {
        return Ok(true);
    }
    let mut unique = true;
    each_cell(opened, column, |row, cell| {
        text.clear();
        cell.write(&mut text);
        match std::str::from_utf8(&text).map(str::trim) {
            Ok("") | Err(_) => remarkable[row] = true,
            Ok(id) => unique &= seen.insert(ResponseId::from_external(wave, unprotected(id))),
        }
    })?;
    Ok(unique)
}

/// `None` where a cell is no number.
fn read_extra(opened: &Opened<'_>, column: usize) -> Result<Option<Vec<Option<f64>>>, ParquetError> {
    let mut numbers = Vec::with_capacity(opened.rows);
    let mut text = Vec::new();
    let mut numeric = true;
    each_cell(opened, column, |_, cell| {
        numbers.push(match cell.value() {
            CellValue::Null => None,
            CellValue::Number(number) if number.abs() <= value::NUMBER_MAX => Some(number),
            CellValue::Number(_) | CellValue::Whole(_) | CellValue::Text(_) | CellValue::Other => {
                text.clear();
                cell.write(&mut text);
                let text = std::str::from_utf8(&text).unwrap_or("?").trim();
                let number = value::parse_number(text);
                numeric &= number.is_some() || text.is_empty();
                number
            }
        });
    })?;
    Ok(numeric.then_some(numbers))
}

fn read_people(
    opened: &Opened<'_>,
    about: &[(usize, Role)],
    context: &FileContext<'_>,
    remarkable: &mut [bool],
) -> Result<People, ParquetError> {
    let questionnaire = opened.questionnaire;
    let nobody = Circumstances {
        wave: context.wave_slug.map(str::to_owned),
        wave_opened: context.wave_opened,
        arms: vec![None; questionnaire.arms.len()],
        consents: vec![None; questionnaire.consents.len()],
        ..Circumstances::default()
    };
    let mut people = People { circumstances: vec![nobody], dispositions: Vec::new(), submitted: Vec::new() };
    if about.is_empty() {
        return Ok(people);
    }
    people.circumstances = vec![people.circumstances[0].clone(); opened.rows];
    let mut row_of_text = Row {
        questionnaire,
        answers: Answers::all_missing(0, Missing::Skipped),
        stated: Vec::new(),
        found: Vec::new(),
    };
    for (column, role) in about {
        match role {
            Role::Disposition => people.dispositions = vec![None; opened.rows],
            Role::SubmittedAt => people.submitted = vec![false; opened.rows],
            _ => {}
        }
        let mut text = Vec::new();
        each_cell(opened, *column, |row, cell| {
            text.clear();
            cell.write(&mut text);
            let Ok(cell) = std::str::from_utf8(&text) else {
                remarkable[row] = true;
                return;
            };
            let circumstances = std::mem::take(&mut people.circumstances[row]);
            let mut about = About { circumstances, ..About::default() };
            match role {
                Role::Preamble(declared) => about.preamble(&mut row_of_text, *column, *declared, cell.trim()),
                other => about.cell(&mut row_of_text, *column, *other, unprotected(cell.trim())),
            }
            if let Some(disposition) = people.dispositions.get_mut(row).filter(|_| *role == Role::Disposition)
            {
                *disposition = about.disposition;
            }
            if let Some(submitted) = people.submitted.get_mut(row).filter(|_| *role == Role::SubmittedAt) {
                *submitted = about.submitted;
            }
            let undeclared = *role == Role::Language && {
                let declared = &questionnaire.languages;
                about.circumstances.language.as_ref().is_some_and(|language| {
                    !declared.iter().any(|known| known.as_str().eq_ignore_ascii_case(language))
                })
            };
            remarkable[row] |= undeclared || !row_of_text.found.is_empty();
            row_of_text.found.clear();
            people.circumstances[row] = about.circumstances;
        })?;
    }
    Ok(people)
}
