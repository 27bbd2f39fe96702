//! One respondent's interview between its first page and its last: found again by the token in the resume link.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use super::active_wave::activate;
use super::{ActiveWave, Service, ServiceError, raw_json};
use crate::auth::{TokenHash, receipt_code};
use crate::db::Draft;
use crate::fieldwork::WaveState;
use crate::form::{Interview, Progress, RawAnswers, may_go_on_in, shown_orders};
use crate::i18n::Language;
use crate::ids::{ResponseId, WaveId};
use crate::questionnaire::Questionnaire;
use crate::responses::{Circumstances, Disposition, Settled, ShownOrders};

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
    if let Some((wave, session)) = find_under_way(service, hash.as_bytes()).await? {
        return Ok(FoundSession::UnderWay { wave, session: Box::new(session) });
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

/// How often a change is tried again that another request of the same respondent was faster than.
const ATTEMPTS_MAX: usize = 10;

/// The interview behind the hash of a token, in the newest version of its wave that it may go on in.
pub(super) async fn find_under_way(
    service: &Service,
    token_hash: &[u8],
) -> Result<Option<(Arc<ActiveWave>, Session)>, ServiceError> {
    for _ in 0..ATTEMPTS_MAX {
        let Some(draft) = service.database().find_draft(token_hash).await? else { return Ok(None) };
        let wave = wave_of(service, draft.wave, draft.version.clone()).await?;
        let session = session(&wave, draft);
        if wave.wave.version == wave.version || wave.state != WaveState::Open {
            return Ok(Some((wave, session)));
        }
        let newest = activate(service, wave.wave.clone(), wave.wave.version.clone()).await?;
        if !session.may_go_on_in(&wave, &newest.questionnaire) {
            return Ok(Some((wave, session)));
        }
        let read_at = session.draft.updated_at;
        let moved_at = read_at + TimeDelta::microseconds(1);
        let database = service.database();
        if database.update_draft_version(session.response_id, read_at, &newest.version, moved_at).await? {
            let draft = Draft { version: newest.version.clone(), updated_at: moved_at, ..session.draft };
            let moved = self::session(&newest, draft);
            return Ok(Some((newest, moved)));
        }
    }
    Err(ServiceError::Overloaded { retry_after: std::time::Duration::from_secs(1) })
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

/// What an interview's random orders follow from.
fn seed_of(id: ResponseId) -> u64 {
    id.0.as_u128() as u64
}

/// The orders that this respondent saw.
pub(super) fn orders_of(
    questionnaire: &Questionnaire,
    settled: &Settled,
    id: ResponseId,
    language: &str,
) -> ShownOrders {
    let language = Language::parse(language).unwrap_or_else(|| questionnaire.source_language().clone());
    shown_orders(questionnaire, settled, seed_of(id), &language)
}

impl Session {
    /// What the random orders of this respondent follow from.
    pub fn seed(&self) -> u64 {
        seed_of(self.response_id)
    }

    /// What expressions may name beside the answers.
    pub fn circumstances(&self, wave: &ActiveWave) -> Circumstances {
        Circumstances {
            source: self.source.clone(),
            language: Some(self.language.to_string()),
            started_at: Some(self.started_at),
            device: self.device.clone(),
            arms: self.draft.preamble.arms_in(&wave.questionnaire),
            consents: self.draft.preamble.consents_in(&wave.questionnaire),
            ..wave.circumstances()
        }
    }

    /// Whether the wave's newest version changes nothing for this respondent but texts they have seen.
    pub(super) fn may_go_on_in(&self, wave: &ActiveWave, newest: &Questionnaire) -> bool {
        let circumstances = self.circumstances(wave);
        let interview = Interview {
            questionnaire: &wave.questionnaire,
            circumstances: &circumstances,
            source_end: wave.source_end(self.source.as_deref()),
        };
        let progress = Progress {
            page: self.page,
            pages_submitted: self.pages_submitted,
            typed: &self.fields,
            language: &self.language,
        };
        may_go_on_in(interview, progress, newest)
    }
}

/// What became of a change to a draft.
pub(super) enum Updated {
    Stored(Box<Session>),
    /// Another request took the interview to the wave's newer version meanwhile: decide again by that one.
    InAnotherVersion,
}

/// Stores a draft that `change` has been made to, on what is stored at that moment: where another request of the same
/// respondent was faster, the change is made again to its outcome.
pub(super) async fn update(
    service: &Service,
    wave: &ActiveWave,
    mut draft: Draft,
    change: impl Fn(&mut Draft),
) -> Result<Updated, ServiceError> {
    for _ in 0..ATTEMPTS_MAX {
        if draft.version != wave.version {
            return Ok(Updated::InAnotherVersion);
        }
        let mut changed = draft.clone();
        change(&mut changed);
        // Later than what is stored, even where the clock stands: the instant tells one state from the next.
        let now = service.now().max(draft.updated_at + TimeDelta::microseconds(1));
        if service.database().update_draft(&changed, now).await? {
            changed.updated_at = now;
            return Ok(Updated::Stored(Box::new(session(wave, changed))));
        }
        let stored = service.database().find_draft(&draft.token_hash).await?;
        draft = stored.ok_or(ServiceError::UnknownSession)?;
    }
    Err(ServiceError::Overloaded { retry_after: std::time::Duration::from_secs(1) })
}
