//! One respondent's interview between its first page and its last: found again by the token in the resume link.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::active_wave::activate;
use super::{ActiveWave, Service, ServiceError, raw_json};
use crate::auth::{TokenHash, receipt_code};
use crate::db::Draft;
use crate::form::RawAnswers;
use crate::i18n::Language;
use crate::ids::{ResponseId, WaveId};
use crate::responses::{Circumstances, Disposition};

/// An interview under way, as it was last stored.
#[derive(Debug, Clone)]
pub struct Session {
    pub response_id: ResponseId,
    /// The page the respondent is on, as its place in the questionnaire.
    pub page: usize,
    /// How many pages from the first one on have been sent.
    pub pages_submitted: usize,
    /// What was typed, by field name.
    pub fields: RawAnswers,
    pub language: Language,
    pub source: Option<String>,
    pub device: Option<String>,
    pub started_at: DateTime<Utc>,
    /// When it was last stored.
    pub saved_at: DateTime<Utc>,
    pub(super) draft: Draft,
}

/// An interview that is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FinishedInterview {
    pub response_id: ResponseId,
    pub receipt: String,
    pub disposition: Disposition,
    /// `None` where it was left, and ended with its wave.
    pub submitted_at: Option<DateTime<Utc>>,
    pub language: Option<String>,
}

/// What a token leads to, with the wave in the version of that interview.
#[derive(Debug, Clone)]
pub enum FoundSession {
    UnderWay { wave: Arc<ActiveWave>, session: Box<Session> },
    Finished { wave: Arc<ActiveWave>, interview: FinishedInterview },
}

/// The interview behind a token.
///
/// # Errors
/// Where there is none.
pub async fn find_session(service: &Service, token: &str) -> Result<FoundSession, ServiceError> {
    let hash = TokenHash::of(token);
    if let Some(draft) = service.database().find_draft(hash.as_bytes()).await? {
        let wave = wave_of(service, draft.wave, draft.version.clone()).await?;
        let session = Box::new(session(&wave, draft));
        return Ok(FoundSession::UnderWay { wave, session });
    }
    let response = service.database().find_response_by_session(hash.as_bytes()).await?;
    let response = response.ok_or(ServiceError::UnknownSession)?;
    let wave = wave_of(service, response.wave, response.version.clone()).await?;
    let interview = FinishedInterview {
        response_id: response.id,
        receipt: receipt_code(&service.inner.secret, response.id.0),
        disposition: response.disposition,
        submitted_at: response.submitted_at,
        language: response.language,
    };
    Ok(FoundSession::Finished { wave, interview })
}

pub(super) async fn wave_of(
    service: &Service,
    wave: WaveId,
    version: crate::ids::VersionId,
) -> Result<Arc<ActiveWave>, ServiceError> {
    let found = service.database().find_wave_by_id(wave).await?;
    let found = found.ok_or_else(|| ServiceError::Inconsistent(format!("wave {} is not stored", wave.0)))?;
    activate(service, found, version).await
}

pub(super) fn session(wave: &ActiveWave, draft: Draft) -> Session {
    Session {
        response_id: draft.id,
        page: draft.page,
        pages_submitted: draft.pages_submitted,
        fields: raw_json::from_json(&draft.fields),
        language: Language::parse(&draft.language)
            .unwrap_or_else(|| wave.questionnaire.source_language().clone()),
        source: draft.source.clone(),
        device: draft.device.clone(),
        started_at: draft.started_at,
        saved_at: draft.updated_at,
        draft,
    }
}

impl Session {
    /// What expressions may name beside the answers.
    pub fn circumstances(&self, wave: &ActiveWave) -> Circumstances {
        Circumstances {
            source: self.source.clone(),
            language: Some(self.language.to_string()),
            started_at: Some(self.started_at),
            device: self.device.clone(),
            ..wave.circumstances()
        }
    }
}

/// Stores a draft that `change` has been made to, on what is stored at that moment: where another request of the same
/// respondent was faster, the change is made again to its outcome.
pub(super) async fn update(
    service: &Service,
    wave: &ActiveWave,
    mut draft: Draft,
    change: impl Fn(&mut Draft),
) -> Result<Session, ServiceError> {
    const ATTEMPTS_MAX: usize = 10;
    for _ in 0..ATTEMPTS_MAX {
        let mut changed = draft.clone();
        change(&mut changed);
        // Later than what is stored, even where the clock stands: the instant tells one state from the next.
        let now = service.now().max(draft.updated_at + chrono::TimeDelta::microseconds(1));
        if service.database().update_draft(&changed, now).await? {
            changed.updated_at = now;
            return Ok(session(wave, changed));
        }
        let stored = service.database().find_draft(&draft.token_hash).await?;
        draft = stored.ok_or(ServiceError::UnknownSession)?;
    }
    Err(ServiceError::Overloaded { retry_after: std::time::Duration::from_secs(1) })
}
