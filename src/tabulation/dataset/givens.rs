//! What is known of every response beside its answers, as columns: the wave, the days, the source, the language, the
//! version, arms, consents, and the flags of the rules of quality.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::Cell;
use super::column::{Cells, Column, Filling};
use crate::questionnaire::condition::{Given, days_since_epoch};
use crate::questionnaire::{OptionIndex, Questionnaire};
use crate::responses::{Circumstances, Disposition, Flags, Missing};

const NOT_THERE: Cell<'_> = Cell::Missing(Missing::NotAsked);

/// What is known of one response beside its answers.
pub(super) struct About<'a> {
    pub(super) wave: Option<&'a str>,
    pub(super) wave_opened: Option<NaiveDate>,
    pub(super) source: Option<&'a str>,
    pub(super) language: Option<&'a str>,
    pub(super) device: Option<&'a str>,
    pub(super) version: &'a str,
    pub(super) started_at: Option<DateTime<Utc>>,
    pub(super) submitted_at: Option<DateTime<Utc>>,
    /// The day that it is judged on.
    pub(super) today: Option<NaiveDate>,
    pub(super) disposition: Disposition,
    /// As many as the questionnaire has; those that are not there were not assigned, or not shown.
    pub(super) arms: &'a [Option<OptionIndex>],
    pub(super) consents: &'a [Option<bool>],
}

impl<'a> About<'a> {
    /// `version` is what a response answered that does not say so.
    pub(super) fn of(
        circumstances: &'a Circumstances,
        disposition: Disposition,
        version: &'a str,
    ) -> About<'a> {
        let submitted_on = circumstances.submitted_at.map(|at| at.date_naive());
        About {
            wave: circumstances.wave.as_deref(),
            wave_opened: circumstances.wave_opened,
            source: circumstances.source.as_deref(),
            language: circumstances.language.as_deref(),
            device: circumstances.device.as_deref(),
            version: circumstances.version.as_deref().unwrap_or(version),
            started_at: circumstances.started_at,
            submitted_at: circumstances.submitted_at,
            today: circumstances.today.or(submitted_on),
            disposition,
            arms: &circumstances.arms,
            consents: &circumstances.consents,
        }
    }
}

/// Every given of one response but the flags.
pub(super) fn of_response(
    questionnaire: &Questionnaire,
    about: &About<'_>,
    put: &mut dyn FnMut(Given, Cell<'_>),
) {
    fn text(text: Option<&str>) -> Cell<'_> {
        text.map_or(NOT_THERE, Cell::Text)
    }
    let number = |value: Option<f64>| value.map_or(NOT_THERE, Cell::Number);
    let day = |day: Option<NaiveDate>| number(day.map(days_since_epoch));
    let day_of = |instant: Option<DateTime<Utc>>| day(instant.map(|at| at.date_naive()));
    put(Given::WaveId, text(about.wave));
    put(Given::WaveOpened, day(about.wave_opened));
    put(Given::Source, text(about.source));
    put(Given::Language, text(about.language));
    put(Given::Disposition, Cell::Text(about.disposition.as_str()));
    put(Given::StartedOn, day_of(about.started_at));
    put(Given::SubmittedOn, day_of(about.submitted_at));
    let taken = about.started_at.zip(about.submitted_at);
    put(Given::Minutes, number(taken.map(|(from, to)| (to - from).num_seconds() as f64 / 60.0)));
    put(Given::Device, text(about.device));
    put(Given::Version, Cell::Text(about.version));
    put(Given::Today, day(about.today));
    // Nothing that was stored is ever taken away again, until cleaning can.
    put(Given::Removed, Cell::Truth(false));
    for arm in 0..questionnaire.arms.len() {
        let group = about.arms.get(arm).copied().flatten();
        put(Given::Arm(arm), group.map_or(NOT_THERE, Cell::Option));
    }
    for consent in 0..questionnaire.consents.len() {
        put(Given::Consent(consent), truth(about.consents.get(consent).copied().flatten()));
    }
}

/// True as the category 0 (code 1), false as the category 1 (code 0), as a derived variable with `where` has them.
fn truth(value: Option<bool>) -> Cell<'static> {
    value.map_or(NOT_THERE, Cell::Truth)
}

/// The flags of all responses, in their order, by rule.
pub(super) fn of_flags(questionnaire: &Questionnaire, flags: &[Flags]) -> BTreeMap<Given, Column> {
    let column = |rule| {
        let given = Given::Flag(rule);
        let mut filling = Filling::new(Cells::of_given(given), 0);
        flags.iter().for_each(|flags| filling.push(truth(flags.get(rule))));
        (given, filling.done(flags.len()))
    };
    questionnaire.quality.rules().into_iter().map(column).collect()
}

/// A disposition as a cell of a column of codes.
pub(super) fn of_disposition(disposition: Disposition) -> Cell<'static> {
    let place = Disposition::ALL.iter().position(|known| *known == disposition);
    Cell::Option(OptionIndex(place.unwrap_or(0) as u16))
}
