//! Rows of storage straight to columns, without a whole response for each: how a wave of a million is read in seconds.
//! Answers to earlier versions, and questionnaires whose quality rules look at whole interviews, take the longer way.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono_tz::Tz;

use super::builder::{Cell, DatasetBuilder};
use super::givens::{self, About};
use crate::ids::ResponseId;
use crate::questionnaire::Questionnaire;
use crate::questionnaire::condition::{Reference, days_since_epoch};
use crate::responses::{
    Circumstances, Crosswalk, Field, FieldValue, Layout, LayoutError, PackedResponse, Response, Uncarried,
};

/// How the rows of a wave are read: its versions, and what all of its interviews have in common.
#[derive(Debug, Clone)]
pub struct WaveForm {
    /// The wave's name and day, and the version that it asks now.
    pub about: Circumstances,
    pub timezone: Tz,
    pub questionnaire: Arc<Questionnaire>,
    pub layout: Layout,
    pub earlier: BTreeMap<String, EarlierForm>,
}

/// An earlier version of the wave, and the way from its answers to the one that is asked now.
#[derive(Debug, Clone)]
pub struct EarlierForm {
    pub questionnaire: Arc<Questionnaire>,
    pub layout: Layout,
    pub crosswalk: Crosswalk,
}

/// A row that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoredError {
    #[error("response {}: {error}", response.0)]
    Layout { response: ResponseId, error: LayoutError },
    /// The wave's versions have to be looked up again.
    #[error("it was given to {version}, which is no version of its wave")]
    UnknownVersion { version: String },
}

/// Rows of a wave that became columns, and what of each is needed to know it again.
#[derive(Debug)]
pub struct StoredRows {
    form: Arc<WaveForm>,
    pub(super) builder: DatasetBuilder,
    pub(super) kept: Vec<Kept>,
    /// What answers to earlier versions have no place for, by the place of the row.
    pub(super) uncarried: Vec<(usize, Vec<Uncarried>)>,
    /// Bytes of the texts in the rows.
    pub(super) texts: u64,
    words: Vec<u64>,
}

/// What is kept of a row beside its columns.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kept {
    pub(super) id: ResponseId,
    pub(super) stamp: u64,
    pub(super) rev: u32,
    /// 0 is the version asked now, others their place among the earlier ones from 1.
    pub(super) version: u16,
}

/// Bytes that keeping a text takes beside its letters.
const TEXT: usize = 48;

impl StoredRows {
    pub fn new(form: Arc<WaveForm>) -> StoredRows {
        StoredRows {
            builder: DatasetBuilder::new(Arc::clone(&form.questionnaire), Vec::new()),
            form,
            kept: Vec::new(),
            uncarried: Vec::new(),
            texts: 0,
            words: Vec::new(),
        }
    }

    /// Puts the rows below those that are there. After an error nothing more can be done with them.
    ///
    /// # Errors
    /// Where a version cannot have written its row, or is not known.
    pub fn add(&mut self, rows: &[PackedResponse<'_>]) -> Result<(), StoredError> {
        let form = Arc::clone(&self.form);
        let judges = !form.questionnaire.quality.rules().is_empty();
        let at_once = |row: &PackedResponse<'_>| row.version.is_none() && !judges;
        for run in rows.chunk_by(|one, next| at_once(one) == at_once(next)) {
            if run.first().is_some_and(at_once) {
                self.add_fields(&form, run)?;
            } else {
                for row in run {
                    let (response, uncarried) = form.response(row)?;
                    if !uncarried.is_empty() {
                        self.uncarried.push((self.builder.len(), uncarried));
                    }
                    self.builder.append(&response);
                }
            }
            for row in run {
                self.kept.push(form.kept(row)?);
                self.texts += bytes_of_texts(row);
            }
        }
        Ok(())
    }

    /// Field by field over all rows, which are of the version asked now.
    fn add_fields(&mut self, form: &WaveForm, rows: &[PackedResponse<'_>]) -> Result<(), StoredError> {
        let expected = form.layout.width();
        for row in rows {
            let found = row.answers.len();
            if found != expected {
                return Err(wrong(row, LayoutError::Width { expected, found }));
            }
        }
        let mut texts_taken = vec![0; rows.len()];
        for field in form.layout.fields() {
            for (row, taken) in rows.iter().zip(&mut texts_taken) {
                *taken += usize::from(self.add_field(form, field, row).map_err(|error| wrong(row, error))?);
            }
        }
        for (row, _) in rows.iter().zip(&texts_taken).filter(|(row, taken)| row.extra.len() > **taken) {
            // What else is there has no column, but it has to be what the version writes.
            form.layout.unpack(&form.questionnaire, &row.packed()).map_err(|error| wrong(row, error))?;
        }
        for row in rows {
            let (arms, consents) =
                (row.preamble.arms_in(&form.questionnaire), row.preamble.consents_in(&form.questionnaire));
            let about = form.about(row, &arms, &consents);
            givens::of_response(&form.questionnaire, &about, &mut |given, cell| {
                self.builder.push(Reference::Given(given), cell);
            });
            self.builder.end_response(row.disposition);
        }
        Ok(())
    }

    /// Whether the answer stood in the texts of the row.
    fn add_field(
        &mut self,
        form: &WaveForm,
        field: &Field,
        row: &PackedResponse<'_>,
    ) -> Result<bool, LayoutError> {
        let bytes = &row.answers[field.offset..field.offset + field.width];
        let text = || row.extra.get(&field.name).map(String::as_str);
        let column = Reference::Variable(field.variable);
        let cell = match field.value(bytes, &form.questionnaire)? {
            FieldValue::Missing(missing) => Cell::Missing(missing),
            FieldValue::Option(option) => Cell::Option(option),
            FieldValue::Set => {
                Field::set_words(bytes, &mut self.words);
                Cell::Options(&self.words)
            }
            FieldValue::Number(number) => Cell::Number(number),
            FieldValue::Point(point) => Cell::Point(point),
            FieldValue::Date(date) => Cell::Number(days_since_epoch(date)),
            FieldValue::Text => {
                self.builder.push(column, Cell::Text(field.text(text())?));
                return Ok(true);
            }
            FieldValue::Ranking => {
                let ranking = field.ranking(text(), &form.questionnaire)?;
                self.builder.push(column, Cell::Ranking(&ranking));
                return Ok(true);
            }
        };
        self.builder.push(column, cell);
        Ok(false)
    }
}

pub(super) fn bytes_of_texts(row: &PackedResponse<'_>) -> u64 {
    row.extra.values().map(|text| (text.len() + TEXT) as u64).sum()
}

impl WaveForm {
    /// The row as a whole response under the version asked now, and what of it that has no place for.
    pub(super) fn response(
        &self,
        row: &PackedResponse<'_>,
    ) -> Result<(Response, Vec<Uncarried>), StoredError> {
        let earlier = self.earlier_form(row)?.map(|(_, earlier)| earlier);
        let (own, layout) = earlier
            .map_or((&self.questionnaire, &self.layout), |earlier| (&earlier.questionnaire, &earlier.layout));
        let mut answers = layout.unpack(own, &row.packed()).map_err(|error| wrong(row, error))?;
        let mut uncarried = Vec::new();
        if let Some(earlier) = earlier {
            uncarried = earlier.crosswalk.uncarried(&answers);
            answers = earlier.crosswalk.carry(&answers);
        }
        let response = Response {
            id: row.id,
            external_id: None,
            circumstances: row.circumstances(&self.about, self.timezone, &self.questionnaire),
            disposition: row.disposition,
            answers,
        };
        Ok((response, uncarried))
    }

    /// The earlier version that the row answered, and its place among them from 1.
    fn earlier_form(&self, row: &PackedResponse<'_>) -> Result<Option<(u16, &EarlierForm)>, StoredError> {
        let Some(version) = row.version else { return Ok(None) };
        let mut places = self.earlier.iter().zip(1_u16..);
        let found = places.find(|((known, _), _)| *known == version);
        let found = found.map(|((_, earlier), place)| (place, earlier));
        found.map(Some).ok_or_else(|| StoredError::UnknownVersion { version: version.to_owned() })
    }

    pub(super) fn kept(&self, row: &PackedResponse<'_>) -> Result<Kept, StoredError> {
        let version = self.earlier_form(row)?.map_or(0, |(place, _)| place);
        Ok(Kept { id: row.id, stamp: row.stamp, rev: row.rev, version })
    }

    fn about<'a>(
        &'a self,
        row: &'a PackedResponse<'_>,
        arms: &'a [Option<crate::questionnaire::OptionIndex>],
        consents: &'a [Option<bool>],
    ) -> About<'a> {
        About {
            wave: self.about.wave.as_deref(),
            wave_opened: self.about.wave_opened,
            source: row.source,
            language: row.language,
            device: row.device,
            version: row.version.or(self.about.version.as_deref()).unwrap_or_default(),
            started_at: row.started_at,
            submitted_at: row.submitted_at,
            today: row.submitted_on(self.timezone),
            disposition: row.disposition,
            arms,
            consents,
        }
    }
}

fn wrong(row: &PackedResponse<'_>, error: LayoutError) -> StoredError {
    StoredError::Layout { response: row.id, error }
}
