//! What is settled before the first page: its JSON, the counters that keep the arms balanced, and the count of those who
//! refused.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types as st;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::{Value, json};

use super::connection::repeating;
use super::schema::refused_consents;
use super::{Database, DbError};
use crate::ids::{Uuid, WaveId};
use crate::questionnaire::Arm;
use crate::responses::{ConsentRecord, Preamble};

/// A respondent's number in each arm of a wave, from 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ArmPlaces(BTreeMap<String, u64>);

impl ArmPlaces {
    /// The code of the group that the respondent with these numbers gets in each of the arms.
    pub fn groups(&self, wave: WaveId, arms: &[Arm]) -> BTreeMap<String, String> {
        let bits = wave.0.as_u128();
        let seed = (bits >> 64) as u64 ^ bits as u64;
        let group = |arm: &Arm| {
            let place = self.0.get(arm.id.as_str())?;
            let group = arm.groups.get(usize::from(arm.group_at(seed, *place).0))?;
            Some((arm.id.to_string(), group.code.to_string()))
        };
        arms.iter().filter_map(group).collect()
    }
}

impl Database {
    /// Takes the next number in each of these arms.
    pub async fn take_arm_places(&self, wave: WaveId, arms: &[&str]) -> Result<ArmPlaces, DbError> {
        if arms.is_empty() {
            return Ok(ArmPlaces::default());
        }
        repeating!(self, connection => next_places(&mut connection, wave, arms))
    }

    /// Gives numbers back that nobody got. One that others have followed stays taken.
    pub async fn return_arm_places(&self, wave: WaveId, places: &ArmPlaces) -> Result<(), DbError> {
        use super::schema::arm_counters;
        for (arm, place) in &places.0 {
            let _changed: usize = repeating!(self, connection => {
                let taken = i64::try_from(*place + 1).unwrap_or(i64::MAX);
                diesel::update(arm_counters::table.find((wave.0, arm)))
                    .filter(arm_counters::assigned.eq(taken))
                    .set(arm_counters::assigned.eq(taken - 1))
                    .execute(&mut connection)
            })?;
        }
        Ok(())
    }

    /// Counts somebody who refused a required consent.
    pub async fn count_refusal(
        &self,
        wave: WaveId,
        day: NaiveDate,
        source: Option<&str>,
        language: &str,
    ) -> Result<(), DbError> {
        let _counted: usize = repeating!(self, connection => {
            diesel::insert_into(refused_consents::table)
                .values((
                    refused_consents::wave_id.eq(wave.0),
                    refused_consents::day.eq(day),
                    refused_consents::source.eq(source.unwrap_or_default()),
                    refused_consents::language.eq(language),
                    refused_consents::refused.eq(1_i64),
                ))
                .on_conflict((
                    refused_consents::wave_id,
                    refused_consents::day,
                    refused_consents::source,
                    refused_consents::language,
                ))
                .do_update()
                .set(refused_consents::refused.eq(refused_consents::refused + 1_i64))
                .execute(&mut connection)
        })?;
        Ok(())
    }

    /// How many refused a required consent.
    pub async fn count_refusals(&self, wave: WaveId) -> Result<u64, DbError> {
        let counts: Vec<i64> = repeating!(self, connection => {
            refused_consents::table
                .filter(refused_consents::wave_id.eq(wave.0))
                .select(refused_consents::refused)
                .load(&mut connection)
        })?;
        Ok(counts.into_iter().filter_map(|count| u64::try_from(count).ok()).sum())
    }
}

#[derive(QueryableByName)]
struct PlaceRow {
    #[diesel(sql_type = st::Text)]
    arm: String,
    #[diesel(sql_type = st::BigInt)]
    assigned: i64,
}

/// The counters are locked in the order of the arms' names, so that two respondents never wait for each other in a ring.
pub(super) async fn next_places(
    connection: &mut AsyncPgConnection,
    wave: WaveId,
    arms: &[&str],
) -> QueryResult<ArmPlaces> {
    let rows: Vec<PlaceRow> = diesel::sql_query(
        "INSERT INTO arm_counters AS counter (wave_id, arm, assigned) \
         SELECT $1, arm, 1 FROM unnest($2) AS arm ORDER BY arm \
         ON CONFLICT (wave_id, arm) DO UPDATE SET assigned = counter.assigned + 1 RETURNING arm, assigned",
    )
    .bind::<st::Uuid, Uuid>(wave.0)
    .bind::<st::Array<st::Text>, _>(arms)
    .load(connection)
    .await?;
    let place = |row: PlaceRow| (row.arm, u64::try_from(row.assigned - 1).unwrap_or_default());
    Ok(ArmPlaces(rows.into_iter().map(place).collect()))
}

pub(super) fn arms_json(preamble: &Preamble) -> Value {
    json!(preamble.arms)
}

pub(super) fn consents_json(preamble: &Preamble) -> Value {
    let record = |consent: &ConsentRecord| json!({ "id": consent.id, "given": consent.given, "shown": consent.shown, "language": consent.language });
    preamble.consents.iter().map(record).collect()
}

/// `None` for JSON that was not written by [`arms_json`] and [`consents_json`].
pub(super) fn from_json(arms: &Value, consents: &Value) -> Option<Preamble> {
    let group = |(arm, group): (&String, &Value)| Some((arm.clone(), group.as_str()?.to_owned()));
    let record = |record: &Value| {
        let text = |key: &str| record.get(key).and_then(Value::as_str).map(str::to_owned);
        Some(ConsentRecord {
            id: text("id")?,
            given: record.get("given")?.as_bool()?,
            shown: text("shown"),
            language: text("language"),
        })
    };
    Some(Preamble {
        arms: arms.as_object()?.iter().map(group).collect::<Option<_>>()?,
        consents: consents.as_array()?.iter().map(record).collect::<Option<_>>()?,
    })
}
