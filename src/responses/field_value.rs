//! One answer read from its place in a packed row, without anything else of the response.

use chrono::NaiveDate;

use super::layout::{Coding, Field, HIGHEST_REASON, LayoutError};
use super::{Missing, value};
use crate::questionnaire::{ItemKind, OptionIndex, Questionnaire, VariableIndex};

/// What the bytes of a field say by themselves; a text and a ranking stand elsewhere.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum FieldValue {
    Missing(Missing),
    Option(OptionIndex),
    /// Options of a multiple; [`Field::set_words`] has them.
    Set,
    Number(f64),
    Point(i64),
    Date(NaiveDate),
    Text,
    Ranking,
}

impl Field {
    /// What its own bytes say.
    ///
    /// # Errors
    /// Where this version cannot have written them.
    pub fn value(&self, bytes: &[u8], questionnaire: &Questionnaire) -> Result<FieldValue, LayoutError> {
        if let Some(reason) = reason_of(bytes[0]) {
            return Ok(FieldValue::Missing(reason));
        }
        let wrong = |value| LayoutError::Value { name: self.name.clone(), value };
        match &self.coding {
            Coding::Code { codes } => {
                let place = read_integer(bytes);
                if place >= codes.len() as u64 {
                    return Err(wrong(place));
                }
                Ok(FieldValue::Option(OptionIndex(place as u16)))
            }
            Coding::Set { codes } => {
                let options = codes.len();
                let beyond = bytes[0] >> (options % 8) != 0;
                if beyond || bytes.iter().all(|byte| *byte == 0) {
                    return Err(wrong(u64::from(bytes[0])));
                }
                Ok(FieldValue::Set)
            }
            Coding::Number => {
                let number = f64::from_bits(read_integer(bytes));
                if value::is_storable(number) {
                    Ok(FieldValue::Number(number))
                } else {
                    Err(wrong(number.to_bits()))
                }
            }
            Coding::Scale { from } => {
                let distance = read_integer(bytes);
                let (_, to) = scale_ends(questionnaire, self.variable);
                if distance > to.abs_diff(*from) {
                    return Err(wrong(distance));
                }
                Ok(FieldValue::Point(from.wrapping_add_unsigned(distance)))
            }
            Coding::Date => {
                let days = read_integer(bytes);
                i32::try_from(days)
                    .ok()
                    .and_then(NaiveDate::from_num_days_from_ce_opt)
                    .map(FieldValue::Date)
                    .ok_or_else(|| wrong(days))
            }
            Coding::Text => Ok(FieldValue::Text),
            Coding::Ranking => Ok(FieldValue::Ranking),
        }
    }

    /// The options of a multiple from its bytes, as the words of an [`OptionSet`].
    pub fn set_words(bytes: &[u8], words: &mut Vec<u64>) {
        words.clear();
        words.extend(bytes.rchunks(8).map(read_integer));
    }

    /// The ranking from its text in `extra`, best first.
    ///
    /// # Errors
    /// Where it is not there, names what this version does not have, or names it twice.
    pub fn ranking(
        &self,
        text: Option<&str>,
        questionnaire: &Questionnaire,
    ) -> Result<Vec<OptionIndex>, LayoutError> {
        let item = questionnaire.item(questionnaire.variable(self.variable).item);
        let mut ranked = Vec::new();
        for code in self.text(text)?.split('|') {
            match item.find_option(code).filter(|option| !ranked.contains(option)) {
                Some(option) => ranked.push(option),
                None => {
                    return Err(LayoutError::Ranking { name: self.name.clone(), code: code.to_owned() });
                }
            }
        }
        Ok(ranked)
    }

    /// The text in `extra`.
    ///
    /// # Errors
    /// Where it is not there.
    pub fn text<'t>(&self, text: Option<&'t str>) -> Result<&'t str, LayoutError> {
        text.ok_or_else(|| LayoutError::NoText { name: self.name.clone() })
    }
}

fn reason_of(first: u8) -> Option<Missing> {
    Missing::ALL.get(usize::from(HIGHEST_REASON - first)).copied()
}

pub(super) fn scale_ends(questionnaire: &Questionnaire, variable: VariableIndex) -> (i64, i64) {
    match questionnaire.item(questionnaire.variable(variable).item).kind {
        ItemKind::Scale { from, to, .. } => (from, to),
        ItemKind::Single { .. }
        | ItemKind::Multiple { .. }
        | ItemKind::Grid { .. }
        | ItemKind::MultipleGrid { .. }
        | ItemKind::Ranking { .. }
        | ItemKind::Number { .. }
        | ItemKind::Allocation { .. }
        | ItemKind::Date { .. }
        | ItemKind::Text { .. }
        | ItemKind::Note
        | ItemKind::Computed { .. } => (0, 0),
    }
}

fn read_integer(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |value, byte| value << 8 | u64::from(*byte))
}
