//! What every response has beside its answers, as SQL over its row.

use super::StoredWave;
use super::fields::below_zero;
use super::relation::Part;
use super::statement::{Parameters, cases, double};
use crate::questionnaire::Questionnaire;
use crate::questionnaire::condition::{Given, days_since_epoch};
use crate::tabulation::dataset::State;

/// The SQL of one part of it in the rows `r`; `None` for what one row cannot tell.
pub(super) fn part(
    given: Given,
    wave: &StoredWave,
    newest: &Questionnaire,
    part: Part,
    parameters: &mut Parameters,
) -> Option<String> {
    let none = below_zero(State::NotAsked).to_string();
    let value = match given {
        Given::WaveId => parameters.text(&wave.slug),
        Given::WaveOpened => {
            wave.opened_on.map_or_else(|| "NULL::float8".to_owned(), |day| double(days_since_epoch(day)))
        }
        Given::Source => "r.source".to_owned(),
        Given::Language => "r.language".to_owned(),
        Given::Disposition => "r.disposition".to_owned(),
        Given::Device => "(r.paradata ->> 'device')".to_owned(),
        Given::Version => "r.version_id".to_owned(),
        Given::StartedOn => day("r.started_at", "'UTC'"),
        Given::SubmittedOn => day("r.submitted_at", "'UTC'"),
        Given::Today => day("r.submitted_at", &parameters.text(wave.timezone.name())),
        Given::Minutes => {
            "trunc(extract(epoch FROM (r.submitted_at - r.started_at)))::float8 / 60".to_owned()
        }
        Given::Removed => return Some("1".to_owned()),
        Given::Arm(arm) => {
            let arm = newest.arms.get(arm)?;
            let group = format!("r.arms ->> {}", parameters.text(arm.id.as_str()));
            let places = arm.groups.iter().enumerate().map(|(place, known)| {
                (format!("{group} = {}", parameters.text(known.code.as_str())), place.to_string())
            });
            return Some(cases(places.collect::<Vec<_>>(), &none));
        }
        Given::Consent(consent) => {
            let id = parameters.text(newest.consents.get(consent)?.id.as_str());
            return Some(format!(
                "coalesce((SELECT CASE WHEN (one ->> 'given')::boolean THEN 0 ELSE 1 END \
                 FROM jsonb_array_elements(r.consents) AS one WHERE one ->> 'id' = {id} LIMIT 1), {none})"
            ));
        }
        Given::Flag(_) => return None,
    };
    Some(match part {
        Part::State => format!("CASE WHEN {value} IS NULL THEN {none} ELSE 0 END"),
        Part::Number | Part::Text => value,
        Part::Code | Part::Option(_) | Part::Size | Part::Rank(_) => return None,
    })
}

/// Days since 1970-01-01.
fn day(instant: &str, zone: &str) -> String {
    format!("(({instant} AT TIME ZONE {zone})::date - DATE '1970-01-01')::float8")
}
