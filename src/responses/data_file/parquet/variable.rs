//! One variable's column of a Parquet file, read by itself: each distinct value is understood once, by the same rules as a
//! cell of text.

use std::collections::HashMap;

use parquet::errors::ParquetError;

use super::cell::{CellValue, Cells};
use super::direct::{Opened, first_point};
use super::each_cell;
use crate::questionnaire::{ItemKind, OptionIndex, VariableIndex, VariableKind};
use crate::responses::breach::{keeps_rules, number_keeps_rules};
use crate::responses::data_file::cells::Row;
use crate::responses::data_file::columns::{AnswerColumn, AnswerValues};
use crate::responses::data_file::header::{Split, SplitForm};
use crate::responses::route::Stated;
use crate::responses::{Answer, Answers, Missing, OptionSet, value};

/// A blank whose reason the route has still to find.
pub(super) const BLANK: u8 = 8;
/// Every one of the 0/1 columns is 0.
pub(super) const UNTICKED: u8 = 9;

/// A variable's column, and the rows with something to remark.
pub(super) struct Part {
    pub(super) column: AnswerColumn,
    pub(super) remarkable: Vec<usize>,
}

/// What a cell came to.
#[derive(Clone)]
enum Understood {
    Missing(u8),
    Answer(Answer),
    /// Something that is listed.
    Remarkable,
}

/// A column of nothing: the file has none of the variable.
pub(super) fn without_column(opened: &Opened<'_>, variable: VariableIndex) -> Part {
    let mut part = Part { column: empty(opened, variable), remarkable: Vec::new() };
    part.column.states.fill(BLANK);
    part
}

fn empty(opened: &Opened<'_>, variable: VariableIndex) -> AnswerColumn {
    let (rows, options) = (opened.rows, opened.questionnaire.options(variable).len());
    let values = match opened.questionnaire.variable(variable).kind {
        VariableKind::Single | VariableKind::Scale => AnswerValues::Places(vec![0; rows]),
        VariableKind::Multiple => {
            let width = options.div_ceil(64).max(1);
            AnswerValues::Sets { width, bits: vec![0; width * rows] }
        }
        VariableKind::Ranking { .. } => AnswerValues::Ranks { options, ranks: vec![0; options * rows] },
        VariableKind::Number => AnswerValues::Numbers(vec![f64::NAN; rows]),
        VariableKind::Date => AnswerValues::Days(vec![f64::NAN; rows]),
        VariableKind::Text => AnswerValues::Texts { words: Vec::new(), places: vec![0; rows] },
    };
    AnswerColumn { states: vec![BLANK; rows], values }
}

/// Reads the column of a variable's whole answer.
pub(super) fn read_whole(
    opened: &Opened<'_>,
    variable: VariableIndex,
    column: usize,
) -> Result<Part, ParquetError> {
    match opened.questionnaire.variable(variable).kind {
        VariableKind::Number => read_numbers(opened, variable, column),
        VariableKind::Text => read_texts(opened, variable, column),
        VariableKind::Single
        | VariableKind::Multiple
        | VariableKind::Scale
        | VariableKind::Ranking { .. }
        | VariableKind::Date => read_codes(opened, variable, column),
    }
}

/// Codes, points, joined codes and dates: few distinct values.
fn read_codes(opened: &Opened<'_>, variable: VariableIndex, column: usize) -> Result<Part, ParquetError> {
    let mut part = without_column(opened, variable);
    let mut reader = Reader::new(opened, variable, column);
    let first = first_point(opened.questionnaire, variable);
    let mut small: Vec<Option<Understood>> = vec![None; SMALL];
    let mut texts: HashMap<Vec<u8>, Understood> = HashMap::new();
    let mut text = Vec::new();
    each_cell(opened, column, |row, cell| {
        let understood = match cell.value() {
            CellValue::Null => return,
            CellValue::Whole(code) if usize::try_from(code).is_ok_and(|code| code < SMALL) => {
                small[code as usize].get_or_insert_with(|| reader.understand(cell))
            }
            CellValue::Text(bytes) => {
                if !texts.contains_key(bytes) {
                    texts.insert(bytes.to_vec(), reader.understand(cell));
                }
                &texts[bytes]
            }
            CellValue::Whole(_) | CellValue::Number(_) | CellValue::Other => {
                text.clear();
                cell.write(&mut text);
                if !texts.contains_key(&text) {
                    texts.insert(text.clone(), reader.understand(cell));
                }
                &texts[&text]
            }
        };
        match (understood, &mut part.column.values) {
            (Understood::Answer(Answer::Single(option)), AnswerValues::Places(places)) => {
                places[row] = option.0;
                part.column.states[row] = 0;
            }
            (Understood::Answer(answer), _) => part.column.set(row, answer, first),
            (Understood::Missing(state), _) => part.column.states[row] = *state,
            (Understood::Remarkable, _) => part.remarkable.push(row),
        }
    })?;
    Ok(part)
}

/// Whole numbers below this are looked up by themselves.
const SMALL: usize = 256;

fn read_numbers(opened: &Opened<'_>, variable: VariableIndex, column: usize) -> Result<Part, ParquetError> {
    let mut part = without_column(opened, variable);
    let mut reader = Reader::new(opened, variable, column);
    let item = opened.questionnaire.item(opened.questionnaire.variable(variable).item);
    each_cell(opened, column, |row, cell| {
        let number = match cell.value() {
            CellValue::Null => return,
            CellValue::Number(number) => Some(number),
            CellValue::Whole(number) if number.unsigned_abs() <= 1 << 53 => Some(number as f64),
            CellValue::Whole(_) | CellValue::Text(_) | CellValue::Other => None,
        };
        // Where nothing below 0 is a number of the item, -1 to -5 are reasons.
        let number = number.filter(|number| {
            !(-5.0..0.0).contains(number)
                && number.abs() <= value::NUMBER_MAX
                && number_keeps_rules(item, *number)
        });
        let understood = match number {
            Some(number) => Understood::Answer(Answer::Number(number)),
            None => reader.understand(cell),
        };
        match understood {
            Understood::Answer(answer) => part.column.set(row, &answer, 0),
            Understood::Missing(state) => part.column.states[row] = state,
            Understood::Remarkable => part.remarkable.push(row),
        }
    })?;
    Ok(part)
}

fn read_texts(opened: &Opened<'_>, variable: VariableIndex, column: usize) -> Result<Part, ParquetError> {
    let mut part = without_column(opened, variable);
    let mut reader = Reader::new(opened, variable, column);
    let mut known: HashMap<String, u32> = HashMap::new();
    let AnswerColumn { states, values: AnswerValues::Texts { words, places } } = &mut part.column else {
        return Ok(part);
    };
    each_cell(opened, column, |row, cell| match cell.value() {
        CellValue::Null => {}
        CellValue::Whole(_) | CellValue::Number(_) | CellValue::Text(_) | CellValue::Other => {
            match reader.understand(cell) {
                Understood::Answer(Answer::Text(text)) => {
                    states[row] = 0;
                    places[row] = *known.entry(text).or_insert_with_key(|text| {
                        words.push(text.clone());
                        words.len() as u32 - 1
                    });
                }
                Understood::Missing(state) => states[row] = state,
                Understood::Answer(_) | Understood::Remarkable => part.remarkable.push(row),
            }
        }
    })?;
    Ok(part)
}

/// Reads the columns of a variable that has one an option.
pub(super) fn read_split(opened: &Opened<'_>, split: &Split) -> Result<Part, ParquetError> {
    let mut part = without_column(opened, split.variable);
    let AnswerColumn { states, values: AnswerValues::Sets { width, bits } } = &mut part.column else {
        // Ranks in columns of their own hang together: each row with any is read as a row.
        for (column, _) in &split.columns {
            each_cell(opened, *column, |row, cell| {
                if !matches!(cell.value(), CellValue::Null) {
                    part.remarkable.push(row);
                }
            })?;
        }
        return Ok(part);
    };
    debug_assert_eq!(split.form, SplitForm::Ticked);
    for (column, option) in &split.columns {
        let (word, bit) = (usize::from(option.0) / 64, 1_u64 << (option.0 % 64));
        let mut text = Vec::new();
        each_cell(opened, *column, |row, cell| {
            let ticked = match cell.value() {
                CellValue::Null => return,
                CellValue::Whole(0) => Some(false),
                CellValue::Whole(1) => Some(true),
                CellValue::Number(number) if number == 0.0 && number.is_sign_positive() => Some(false),
                CellValue::Number(number) if number.to_bits() == 1.0_f64.to_bits() => Some(true),
                CellValue::Whole(_) | CellValue::Number(_) | CellValue::Text(_) | CellValue::Other => {
                    text.clear();
                    cell.write(&mut text);
                    match text.trim_ascii() {
                        b"" => return,
                        b"0" => Some(false),
                        b"1" => Some(true),
                        _ => None,
                    }
                }
            };
            match ticked {
                Some(true) => {
                    bits[row * *width + word] |= bit;
                    states[row] = 0;
                }
                Some(false) if states[row] == BLANK => states[row] = UNTICKED,
                Some(false) => {}
                None => part.remarkable.push(row),
            }
        })?;
    }
    judge_sets(opened, split.variable, &mut part);
    Ok(part)
}

fn judge_sets(opened: &Opened<'_>, variable: VariableIndex, part: &mut Part) {
    let item = opened.questionnaire.item(opened.questionnaire.variable(variable).item);
    let AnswerValues::Sets { width, bits } = &part.column.values else { return };
    let limits = match &item.kind {
        ItemKind::Multiple { min, max, .. } => min.is_some() || max.is_some(),
        _ => false,
    };
    if !limits && !item.options().iter().any(|option| option.exclusive) {
        return;
    }
    let mut answers = Answers::all_missing(opened.questionnaire.variables.len(), Missing::Skipped);
    for (row, words) in bits.chunks_exact(*width).enumerate() {
        if part.column.states[row] != 0 {
            continue;
        }
        answers.set(variable, Answer::Multiple(ticked(words)));
        if !keeps_rules(opened.questionnaire, &mut answers, variable) {
            part.remarkable.push(row);
        }
    }
}

fn ticked(words: &[u64]) -> OptionSet {
    let is_set = |place: &u16| words[usize::from(*place) / 64] >> (place % 64) & 1 == 1;
    (0..words.len() as u16 * 64).filter(is_set).map(OptionIndex).collect()
}

/// Understands cells by the rules for text.
struct Reader<'a> {
    row: Row<'a>,
    variable: VariableIndex,
    column: usize,
    text: Vec<u8>,
}

impl<'a> Reader<'a> {
    fn new(opened: &Opened<'a>, variable: VariableIndex, column: usize) -> Reader<'a> {
        let variables = opened.questionnaire.variables.len();
        let row = Row {
            questionnaire: opened.questionnaire,
            answers: Answers::all_missing(variables, Missing::Skipped),
            stated: vec![None; variables],
            found: Vec::new(),
        };
        Reader { row, variable, column, text: Vec::new() }
    }

    fn understand(&mut self, cell: &Cells) -> Understood {
        self.text.clear();
        cell.write(&mut self.text);
        let Ok(text) = std::str::from_utf8(&self.text) else { return Understood::Remarkable };
        self.row.answer(self.column, self.variable, text);
        let stated = self.row.stated[self.variable.0].take();
        let was_found = !self.row.found.is_empty();
        self.row.found.clear();
        let answer = self.row.answers.get(self.variable).clone();
        let keeps =
            answer.is_missing() || keeps_rules(self.row.questionnaire, &mut self.row.answers, self.variable);
        self.row.answers.set(self.variable, Answer::Missing(Missing::Skipped));
        match (was_found || !keeps, stated, answer) {
            (true, ..) => Understood::Remarkable,
            (false, Some(Stated::Reason(reason)), _) => {
                Understood::Missing(reason.file_code().unsigned_abs() as u8)
            }
            (false, Some(Stated::NothingTicked), _) => Understood::Missing(UNTICKED),
            (false, None, Answer::Missing(_)) => Understood::Missing(BLANK),
            (false, None, answer) => Understood::Answer(answer),
        }
    }
}
