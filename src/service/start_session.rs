//! Starting an interview: a draft on the server, and the token that leads back to it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{ActiveWave, Service, ServiceError, Session, chance, detached, session};
use crate::auth::Token;
use crate::db::Draft;
use crate::form::refused;
use crate::i18n::Language;
use crate::ids::ResponseId;
use crate::responses::{Disposition, Preamble};

/// Who starts.
#[derive(Debug, Clone)]
pub struct StartSession {
    pub source: Option<String>,
    pub language: Language,
    /// "phone", "tablet" or "desktop".
    pub device: Option<String>,
    /// The ids of the consents that were given; the others were refused.
    pub consents: Vec<String>,
}

/// A new interview on its first page.
#[derive(Debug, Clone)]
pub struct StartedSession {
    /// For the resume link; it is not stored and cannot be shown again.
    pub token: Token,
    pub session: Session,
}

/// Starts an interview.
///
/// # Errors
/// Where the wave is not open or has all its responses, does not have the source or language, or a required consent was
/// not given.
pub async fn start_session(
    service: &Service,
    wave: &ActiveWave,
    start: StartSession,
) -> Result<StartedSession, ServiceError> {
    wave.must_be_open()?;
    wave.must_know_source(start.source.as_deref())?;
    wave.must_know_language(Some(start.language.as_str()))?;
    must_have_room(service, wave).await?;
    if let Some(consent) = refused(&wave.questionnaire, &start.consents).first() {
        return Err(ServiceError::ConsentLacking { consent: consent.id.to_string() });
    }
    let consents = wave.consent_records(&start.consents, &start.language);
    let token = Token::from_random("", chance::secret_bytes());
    let now = service.now();
    let draft = Draft {
        id: ResponseId(chance::new_id()),
        wave: wave.wave.id,
        version: wave.version.clone(),
        token_hash: token.hash().as_bytes().to_vec(),
        fields: serde_json::json!({}),
        page: 0,
        pages_submitted: 0,
        source: start.source,
        language: start.language.to_string(),
        device: start.device,
        started_at: now,
        updated_at: now,
        preamble: Preamble { arms: BTreeMap::new(), consents },
    };
    let (storing, questionnaire) = (service.clone(), Arc::clone(&wave.questionnaire));
    let draft =
        detached(async move { Ok(storing.database().insert_draft(&draft, &questionnaire.arms).await?) })
            .await?;
    Ok(StartedSession { token, session: session::session(wave, draft) })
}

async fn must_have_room(service: &Service, wave: &ActiveWave) -> Result<(), ServiceError> {
    let Some(limit) = wave.wave.plan.limit else { return Ok(()) };
    let counts = service.database().count_dispositions(wave.wave.id).await?;
    let complete = counts.get(&Disposition::Complete).copied().unwrap_or_default();
    if complete >= u64::from(limit) {
        return Err(ServiceError::WaveFull { slug: wave.wave.slug.clone() });
    }
    Ok(())
}
