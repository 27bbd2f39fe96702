//! What is settled before the first page: the record of each consent, the count of those who refuse, and the groups of the
//! arms for responses that a program brings.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::{ActiveWave, Service, ServiceError, detached};
use crate::db::ArmPlaces;
use crate::form::consent_words;
use crate::i18n::Language;
use crate::responses::ConsentRecord;

impl ActiveWave {
    /// The record of every consent of the questionnaire, as it was shown in this language. `given` holds the ids of those
    /// that were ticked.
    pub(super) fn consent_records(&self, given: &[String], language: &Language) -> Vec<ConsentRecord> {
        let q = &self.questionnaire;
        let record = |consent: &crate::questionnaire::Consent| {
            let (words, language) = consent_words(q, consent, language);
            ConsentRecord {
                id: consent.id.to_string(),
                given: given.iter().any(|id| id == consent.id.as_str()),
                shown: Some(hash_of(words)),
                language: Some(language.to_string()),
            }
        };
        q.consents.iter().map(record).collect()
    }
}

/// SHA-256 of a consent's words as they stand in the questionnaire's file.
fn hash_of(words: &str) -> String {
    let digits: String = Sha256::digest(words.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{digits}")
}

/// Somebody does not agree to a required consent: a count is all that is kept.
///
/// # Errors
/// Where the wave is not open, or does not have the source or language.
pub async fn refuse_consent(
    service: &Service,
    wave: &ActiveWave,
    source: Option<String>,
    language: Language,
) -> Result<(), ServiceError> {
    wave.must_be_open()?;
    wave.must_know_source(source.as_deref())?;
    wave.must_know_language(Some(language.as_str()))?;
    let (service, id, day) = (service.clone(), wave.wave.id, wave.today());
    detached(async move {
        service.database().count_refusal(id, day, source.as_deref(), language.as_str()).await?;
        Ok(())
    })
    .await
}

/// A group for each arm that `given` names none for.
pub(super) async fn fill_arms(
    service: &Service,
    wave: &ActiveWave,
    given: BTreeMap<String, String>,
) -> Result<(BTreeMap<String, String>, ArmPlaces), ServiceError> {
    let arms = wave.questionnaire.arms.iter().map(|arm| arm.id.as_str());
    let lacking: Vec<&str> = arms.filter(|arm| !given.contains_key(*arm)).collect();
    let places = service.database().take_arm_places(wave.wave.id, &lacking).await?;
    let mut groups = places.groups(wave.wave.id, &wave.questionnaire.arms);
    groups.extend(given);
    Ok((groups, places))
}
