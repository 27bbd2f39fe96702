//! How the answers of one version lie in a row of storage: one byte string at fixed offsets, and named texts beside it.
//!
//! | answer | bytes | holds |
//! | --- | --- | --- |
//! | single | 1; 2 where it has more than 240 options | the option's place in the file, from 0 |
//! | multiple, n options | n / 8 + 1 | a big-endian number whose bit i is option i |
//! | number | 8 | IEEE 754, big-endian |
//! | scale | 1; 2 or 8 where it has more points | the distance from its lowest point |
//! | date | 4 | days, 1 being 0001-01-01 |
//! | text, ranking | 1 | 0; the text, or the codes joined by `\|`, stand in `extra` under the variable's name |
//!
//! Numbers of several bytes are big-endian, so the first byte of every field tells whether there is an answer: 251 to
//! 255 are the reasons of a missing one, and no answer starts with 248 or more. For a multiple that holds because its
//! first byte has at most seven options; for a number because such bytes begin only numbers below -10^270, infinities
//! and not-a-numbers, which no answer is.

use std::collections::BTreeMap;

use chrono::Datelike;

use super::field_value::{FieldValue, scale_ends};
use super::{Answer, Answers, Missing, specify_name, value};
use crate::questionnaire::{OptionIndex, Questionnaire, VariableIndex, VariableKind};

/// The reason [`Missing::NotAsked`]; the others follow downwards, in the order of [`Missing::ALL`].
pub(super) const HIGHEST_REASON: u8 = 255;
/// Up to here an answer fits one byte.
const ONE_BYTE_MAX: u64 = 240;
/// Up to here an answer fits two bytes, the first of which stays below the reserved values.
const TWO_BYTES_MAX: u64 = 0xF800;

/// The places of all variables of one version in its packed rows. Two versions that differ in texts only have the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    fields: Vec<Field>,
    width: usize,
}

/// The place of one variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    pub name: String,
    pub variable: VariableIndex,
    /// Bytes before it.
    pub offset: usize,
    /// Bytes it takes.
    pub width: usize,
    pub coding: Coding,
}

/// What the bytes of a field mean where there is an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Coding {
    /// The place of the chosen option among these codes.
    Code {
        codes: Vec<String>,
    },
    /// A bit for each of these codes.
    Set {
        codes: Vec<String>,
    },
    Number,
    /// The distance from the lowest point.
    Scale {
        from: i64,
    },
    Date,
    /// The text in `extra`.
    Text,
    /// The codes in `extra`, joined by `|`, best first.
    Ranking,
}

impl Coding {
    /// The word for it in a stored description of the layout.
    pub fn as_str(&self) -> &'static str {
        match self {
            Coding::Code { .. } => "code",
            Coding::Set { .. } => "set",
            Coding::Number => "number",
            Coding::Scale { .. } => "scale",
            Coding::Date => "date",
            Coding::Text => "text",
            Coding::Ranking => "ranking",
        }
    }
}

impl Field {
    /// Where the option of a multiple stands, as PostgreSQL's `get_bit(answers, n)` counts: from the lowest bit of the
    /// first byte.
    pub fn option_bit(&self, option: OptionIndex) -> usize {
        let option = usize::from(option.0);
        (self.offset + self.width - 1 - option / 8) * 8 + option % 8
    }
}

/// The first byte of a field whose answer is missing for this reason.
pub fn reason_byte(missing: Missing) -> u8 {
    match missing {
        Missing::NotAsked => HIGHEST_REASON,
        Missing::Skipped => HIGHEST_REASON - 1,
        Missing::NotReached => HIGHEST_REASON - 2,
        Missing::NotInVersion => HIGHEST_REASON - 3,
        Missing::Removed => HIGHEST_REASON - 4,
    }
}

/// The answers of one response as they are stored.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Packed {
    pub answers: Vec<u8>,
    /// Texts, rankings and "specify" texts by the names of data files.
    pub extra: BTreeMap<String, String>,
}

/// A stored row that this version cannot have written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LayoutError {
    #[error("the packed answers have {found} bytes where this version's layout has {expected}")]
    Width { expected: usize, found: usize },
    #[error("`{name}` holds the value {value}, which means nothing in this version")]
    Value { name: String, value: u64 },
    #[error("`{name}` is marked as answered, but its text is not there")]
    NoText { name: String },
    #[error("`{name}` ranks `{code}`, which is no option of this version, or ranks it twice")]
    Ranking { name: String, code: String },
    #[error("`{name}` holds a text that this version has no place for")]
    StrayText { name: String },
}

impl Layout {
    /// The layout of a version: a function of its variables, their options and ends, and nothing else.
    pub fn of(questionnaire: &Questionnaire) -> Layout {
        let mut offset = 0;
        let fields = (0..questionnaire.variables.len())
            .map(VariableIndex)
            .map(|variable| {
                let (coding, width) = coding_of(questionnaire, variable);
                let name = questionnaire.variable(variable).name.clone();
                let field = Field { name, variable, offset, width, coding };
                offset += width;
                field
            })
            .collect();
        Layout { fields, width: offset }
    }

    /// One field a variable, in the order of variables.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// Bytes in the packed answers of a response.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The answers as they are stored. A number that is none, or lies beyond what is kept, is stored as skipped.
    pub fn pack(&self, questionnaire: &Questionnaire, answers: &Answers) -> Packed {
        let mut packed = Packed { answers: vec![0; self.width], extra: BTreeMap::new() };
        for field in &self.fields {
            let bytes = &mut packed.answers[field.offset..field.offset + field.width];
            let answer = answers.get(field.variable);
            if !write(bytes, field, answer) {
                let reason = if let Answer::Missing(reason) = answer { *reason } else { Missing::Skipped };
                bytes[0] = reason_byte(reason);
            }
            match answer {
                Answer::Text(text) => {
                    packed.extra.insert(field.name.clone(), text.clone());
                }
                Answer::Ranking(ranked) => {
                    packed.extra.insert(field.name.clone(), joined_codes(questionnaire, field, ranked));
                }
                Answer::Single(_)
                | Answer::Multiple(_)
                | Answer::Number(_)
                | Answer::Scale(_)
                | Answer::Date(_)
                | Answer::Missing(_) => {}
            }
        }
        for (variable, option, text) in answers.specify_texts() {
            packed.extra.insert(specify_name(questionnaire, variable, option), text.to_owned());
        }
        packed
    }

    /// The answers that [`Layout::pack`] stored.
    ///
    /// # Errors
    /// Where the row was written by another version, or damaged.
    pub fn unpack(&self, questionnaire: &Questionnaire, packed: &Packed) -> Result<Answers, LayoutError> {
        if packed.answers.len() != self.width {
            return Err(LayoutError::Width { expected: self.width, found: packed.answers.len() });
        }
        let mut answers = Answers::all_missing(self.fields.len(), Missing::NotInVersion);
        let mut texts_taken = 0;
        for field in &self.fields {
            let bytes = &packed.answers[field.offset..field.offset + field.width];
            let answer = read(bytes, field, questionnaire, &packed.extra)?;
            texts_taken += usize::from(matches!(answer, Answer::Text(_) | Answer::Ranking(_)));
            answers.set(field.variable, answer);
        }
        if packed.extra.len() > texts_taken {
            unpack_specify_texts(questionnaire, &packed.extra, &mut answers)?;
        }
        Ok(answers)
    }
}

fn coding_of(questionnaire: &Questionnaire, variable: VariableIndex) -> (Coding, usize) {
    let codes = || questionnaire.options(variable).iter().map(|option| option.code.to_string()).collect();
    let options = questionnaire.options(variable).len();
    match questionnaire.variable(variable).kind {
        VariableKind::Single => (Coding::Code { codes: codes() }, bytes_for(options as u64)),
        VariableKind::Multiple => (Coding::Set { codes: codes() }, options / 8 + 1),
        VariableKind::Number => (Coding::Number, 8),
        VariableKind::Scale => {
            let (from, to) = scale_ends(questionnaire, variable);
            (Coding::Scale { from }, bytes_for(to.abs_diff(from).saturating_add(1)))
        }
        VariableKind::Date => (Coding::Date, 4),
        VariableKind::Text => (Coding::Text, 1),
        VariableKind::Ranking { .. } => (Coding::Ranking, 1),
    }
}

fn bytes_for(values: u64) -> usize {
    match values {
        0..=ONE_BYTE_MAX => 1,
        241..=TWO_BYTES_MAX => 2,
        _ => 8,
    }
}

/// Writes an answer into its (zeroed) bytes; false where there is none that can be stored.
fn write(bytes: &mut [u8], field: &Field, answer: &Answer) -> bool {
    match answer {
        Answer::Single(option) => write_integer(bytes, u64::from(option.0)),
        Answer::Multiple(ticked) => {
            let last = bytes.len() - 1;
            for (place, byte) in ticked.words().iter().flat_map(|word| word.to_le_bytes()).enumerate() {
                if place <= last {
                    bytes[last - place] = byte;
                }
            }
            true
        }
        Answer::Number(number) => {
            // Zero below zero is kept apart from zero by IEEE 754 alone; no respondent means it.
            let number = if *number == 0.0 { 0.0 } else { *number };
            value::is_storable(number) && {
                bytes.copy_from_slice(&number.to_be_bytes());
                true
            }
        }
        Answer::Scale(point) => match field.coding {
            Coding::Scale { from } => write_integer(bytes, point.abs_diff(from)),
            Coding::Code { .. }
            | Coding::Set { .. }
            | Coding::Number
            | Coding::Date
            | Coding::Text
            | Coding::Ranking => false,
        },
        Answer::Date(date) => {
            u64::try_from(date.num_days_from_ce()).is_ok_and(|days| write_integer(bytes, days))
        }
        Answer::Text(_) | Answer::Ranking(_) => true,
        Answer::Missing(_) => false,
    }
}

fn write_integer(bytes: &mut [u8], value: u64) -> bool {
    let all = value.to_be_bytes();
    let width = bytes.len();
    bytes.copy_from_slice(&all[8 - width..]);
    true
}

fn read(
    bytes: &[u8],
    field: &Field,
    questionnaire: &Questionnaire,
    extra: &BTreeMap<String, String>,
) -> Result<Answer, LayoutError> {
    let text = || extra.get(&field.name).map(String::as_str);
    Ok(match field.value(bytes, questionnaire)? {
        FieldValue::Missing(reason) => Answer::Missing(reason),
        FieldValue::Option(option) => Answer::Single(option),
        FieldValue::Set => {
            let ticked = |option: &usize| bytes[bytes.len() - 1 - option / 8] >> (option % 8) & 1 == 1;
            Answer::Multiple(
                (0..bytes.len() * 8).filter(ticked).map(|option| OptionIndex(option as u16)).collect(),
            )
        }
        FieldValue::Number(number) => Answer::Number(number),
        FieldValue::Point(point) => Answer::Scale(point),
        FieldValue::Date(date) => Answer::Date(date),
        FieldValue::Text => Answer::Text(field.text(text())?.to_owned()),
        FieldValue::Ranking => Answer::Ranking(field.ranking(text(), questionnaire)?),
    })
}

fn joined_codes(questionnaire: &Questionnaire, field: &Field, ranked: &[OptionIndex]) -> String {
    let options = questionnaire.options(field.variable);
    let codes: Vec<&str> = ranked.iter().map(|option| options[usize::from(option.0)].code.as_str()).collect();
    codes.join("|")
}

/// Takes the "specify" texts out of `extra`; every other name must be an answered text or ranking.
fn unpack_specify_texts(
    questionnaire: &Questionnaire,
    extra: &BTreeMap<String, String>,
    answers: &mut Answers,
) -> Result<(), LayoutError> {
    for (name, text) in extra {
        if let Some(variable) = questionnaire.find_variable(name) {
            if matches!(answers.get(variable), Answer::Text(_) | Answer::Ranking(_)) {
                continue;
            }
            return Err(LayoutError::StrayText { name: name.clone() });
        }
        let (variable, option) =
            find_specify(questionnaire, name).ok_or_else(|| LayoutError::StrayText { name: name.clone() })?;
        answers.set_specify_text(variable, option, text.clone());
    }
    Ok(())
}

fn find_specify(questionnaire: &Questionnaire, name: &str) -> Option<(VariableIndex, OptionIndex)> {
    let (variable, code) = name.strip_suffix(".text")?.rsplit_once('.')?;
    let variable = questionnaire.find_variable(variable)?;
    let option = questionnaire.item(questionnaire.variable(variable).item).find_option(code)?;
    Some((variable, option))
}
