//! One variable's column of a Parquet file, read by itself: each distinct value is understood once, by the same rules as a
//! cell of text.

use std::collections::HashMap;

use parquet::errors::ParquetError;

use super::cell::{CellValue, Cells};
use super::direct::{Opened, first_point};
use super::{each_batch, each_cell};
use crate::questionnaire::{ItemKind, OptionIndex, VariableIndex, VariableKind};
use crate::responses::breach::{keeps_rules, number_keeps_rules};
use crate::responses::data_file::cells::{Row, stated_reason};
use crate::responses::data_file::columns::{AnswerColumn, AnswerValues};
use crate::responses::data_file::header::{Split, SplitForm};
use crate::responses::route::Stated;
use crate::responses::{Answer, Answers, Missing, OptionSet, value};

/// A blank whose reason the route has still to find.
pub(super) const BLANK: u8 = 8;
/// Every one of the 0/1 columns is 0.
pub(super) const UNTICKED: u8 = 9;

/// Something that is listed with its row; the row says what it comes to.
const REMARKABLE: u8 = 10;

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
    let mut small = Small::new();
    let mut texts: HashMap<Vec<u8>, Understood> = HashMap::new();
    let mut text = Vec::new();
    each_batch(opened, column, |rows, cells| {
        if let (Some((levels, values)), AnswerValues::Places(places)) =
            (cells.narrow(), &mut part.column.values)
        {
            let states = &mut part.column.states[rows.clone()];
            small.places(levels, values, states, &mut places[rows.clone()], &mut reader, first);
            let remarkable = states.iter().enumerate().filter(|(_, state)| **state == REMARKABLE);
            part.remarkable.extend(remarkable.map(|(row, _)| rows.start + row));
            return;
        }
        for row in rows {
            text.clear();
            if !matches!(cells.value(), CellValue::Null) {
                cells.write(&mut text);
                if !texts.contains_key(&text) {
                    texts.insert(text.clone(), reader.understand(&text));
                }
                match &texts[&text] {
                    Understood::Answer(answer) => part.column.set(row, answer, first),
                    Understood::Missing(state) => part.column.states[row] = *state,
                    Understood::Remarkable => part.remarkable.push(row),
                }
            }
            cells.advance();
        }
    })?;
    Ok(part)
}

/// What small whole numbers stand for in a column of codes or points, found out once each.
struct Small {
    /// The state and place of each number that was met.
    known: Vec<Option<(u8, u16)>>,
}

impl Small {
    fn new() -> Small {
        Small { known: vec![None; SMALL] }
    }

    /// Fills in the states and places of a batch. Rows without a value are left as they are.
    fn places(
        &mut self,
        levels: &[i16],
        values: &[i32],
        states: &mut [u8],
        places: &mut [u16],
        reader: &mut Reader<'_>,
        first: i64,
    ) {
        let mut values = values.iter();
        for (row, (state, place)) in states.iter_mut().zip(places).enumerate() {
            if levels.get(row).is_some_and(|level| *level == 0) {
                continue;
            }
            let Some(value) = values.next() else { return };
            let known = usize::try_from(*value).ok().and_then(|code| self.known.get(code).copied().flatten());
            (*state, *place) = known.unwrap_or_else(|| self.learn(*value, reader, first));
        }
    }

    fn learn(&mut self, value: i32, reader: &mut Reader<'_>, first: i64) -> (u8, u16) {
        let found = match reader.understand(value.to_string().as_bytes()) {
            Understood::Answer(Answer::Single(option)) => (0, option.0),
            Understood::Answer(Answer::Scale(point)) => (0, u16::try_from(point - first).unwrap_or(u16::MAX)),
            Understood::Missing(state) => (state, 0),
            Understood::Answer(_) | Understood::Remarkable => (REMARKABLE, 0),
        };
        if let Some(known) = usize::try_from(value).ok().and_then(|code| self.known.get_mut(code)) {
            *known = Some(found);
        }
        found
    }
}

/// Reads the column that says why there is no value, where the cells of the variable do not say it themselves.
pub(super) fn read_reasons(opened: &Opened<'_>, column: usize, part: &mut Part) -> Result<(), ParquetError> {
    let mut text = Vec::new();
    each_cell(opened, column, |row, cell| {
        if matches!(cell.value(), CellValue::Null) {
            return;
        }
        text.clear();
        cell.write(&mut text);
        let word = std::str::from_utf8(&text).map(str::trim);
        match word.map(|word| (word.is_empty(), stated_reason(word))) {
            Ok((true, _)) => {}
            Ok((false, Some(reason))) if part.column.states[row] == BLANK => {
                part.column.states[row] = reason.file_code().unsigned_abs() as u8;
            }
            Ok((false, Some(_))) => {}
            Ok((false, None)) | Err(_) => part.remarkable.push(row),
        }
    })
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
            None => reader.understand_cell(cell),
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
            match reader.understand_cell(cell) {
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
    let width = *width;
    for (column, option) in &split.columns {
        let (word, bit) = (usize::from(option.0) / 64, 1_u64 << (option.0 % 64));
        let mut tick = |row: usize, ticked: Option<bool>| match ticked {
            Some(true) => {
                bits[row * width + word] |= bit;
                states[row] = 0;
            }
            Some(false) if states[row] == BLANK => states[row] = UNTICKED,
            Some(false) => {}
            None => part.remarkable.push(row),
        };
        each_batch(opened, *column, |rows, cells| match cells.narrow() {
            Some((levels, values)) => {
                let mut values = values.iter();
                for (place, row) in rows.enumerate() {
                    if levels.get(place).is_none_or(|level| *level != 0)
                        && let Some(value) = values.next()
                    {
                        tick(row, if matches!(value, 0 | 1) { Some(*value == 1) } else { None });
                    }
                }
            }
            None => {
                for row in rows {
                    if let Some(ticked) = ticked_of(cells) {
                        tick(row, ticked);
                    }
                    cells.advance();
                }
            }
        })?;
    }
    judge_sets(opened, split.variable, &mut part);
    Ok(part)
}

/// What a 0/1 cell says; `None` where it is empty, and within where it is something else.
fn ticked_of(cell: &Cells) -> Option<Option<bool>> {
    match cell.value() {
        CellValue::Null => None,
        CellValue::Whole(number) => Some(if matches!(number, 0 | 1) { Some(number == 1) } else { None }),
        CellValue::Number(_) | CellValue::Text(_) | CellValue::Other => {
            let mut text = Vec::new();
            cell.write(&mut text);
            match text.trim_ascii() {
                b"" => None,
                b"0" | b"0.0" => Some(Some(false)),
                b"1" | b"1.0" => Some(Some(true)),
                _ => Some(None),
            }
        }
    }
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

/// The options whose bits are set.
pub(super) fn ticked(words: &[u64]) -> OptionSet {
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

    fn understand_cell(&mut self, cell: &Cells) -> Understood {
        let mut text = std::mem::take(&mut self.text);
        text.clear();
        cell.write(&mut text);
        let understood = self.understand(&text);
        self.text = text;
        understood
    }

    fn understand(&mut self, text: &[u8]) -> Understood {
        let Ok(text) = std::str::from_utf8(text) else { return Understood::Remarkable };
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
