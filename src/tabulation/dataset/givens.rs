//! What is known of every response beside its answers, as columns: the wave, the days, the source, the language, the
//! version, arms, consents, and the flags of the rules of quality.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::Cell;
use super::column::{Cells, Column, Filling};
use crate::questionnaire::condition::{Facts, Given, Reference, Value, days_since_epoch};
use crate::questionnaire::{OptionIndex, Questionnaire};
use crate::responses::{AnswerFacts, Answers, Circumstances, Disposition, Flags, Missing};

const NOT_THERE: Cell<'_> = Cell::Missing(Missing::NotAsked);

/// Every given of one response but the flags. `version` is what a response answered that does not say so.
pub(super) fn of_response(
    questionnaire: &Questionnaire,
    circumstances: &Circumstances,
    disposition: Disposition,
    version: &str,
    put: &mut dyn FnMut(Given, Cell<'_>),
) {
    fn text(text: Option<&str>) -> Cell<'_> {
        text.map_or(NOT_THERE, Cell::Text)
    }
    let number = |value: Option<f64>| value.map_or(NOT_THERE, Cell::Number);
    let day = |instant: Option<DateTime<Utc>>| number(instant.map(|at| days_since_epoch(at.date_naive())));
    put(Given::WaveId, text(circumstances.wave.as_deref()));
    put(Given::WaveOpened, number(circumstances.wave_opened.map(days_since_epoch)));
    put(Given::Source, text(circumstances.source.as_deref()));
    put(Given::Language, text(circumstances.language.as_deref()));
    put(Given::Disposition, Cell::Text(disposition.as_str()));
    put(Given::StartedOn, day(circumstances.started_at));
    put(Given::SubmittedOn, day(circumstances.submitted_at));
    let taken = circumstances.started_at.zip(circumstances.submitted_at);
    put(Given::Minutes, number(taken.map(|(from, to)| (to - from).num_seconds() as f64 / 60.0)));
    put(Given::Device, text(circumstances.device.as_deref()));
    put(Given::Version, Cell::Text(circumstances.version.as_deref().unwrap_or(version)));
    let none = Answers::all_missing(0, Missing::NotAsked);
    let facts = AnswerFacts::new(questionnaire, &none, circumstances);
    put(
        Given::Today,
        match facts.value(Reference::Given(Given::Today)) {
            Value::Number(day) => Cell::Number(day),
            Value::Unknown | Value::Bool(_) | Value::Text(_) => NOT_THERE,
        },
    );
    // Nothing that was stored is ever taken away again, until cleaning can.
    put(Given::Removed, Cell::Truth(false));
    for arm in 0..questionnaire.arms.len() {
        let group = circumstances.arms.get(arm).copied().flatten();
        put(Given::Arm(arm), group.map_or(NOT_THERE, Cell::Option));
    }
    for consent in 0..questionnaire.consents.len() {
        let given = circumstances.consents.get(consent).copied().flatten();
        put(Given::Consent(consent), truth(given));
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
