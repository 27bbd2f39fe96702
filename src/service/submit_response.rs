//! Taking a whole response in: parse, validate by the version, route, store, and only then the receipt.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::active_wave::activate;
use super::writer::{self, Written};
use super::{ActiveWave, Service, ServiceError, chance, detached, preamble, raw_json, wave_versions};
use crate::auth::{receipt_code, receipt_hash};
use crate::db::{ArmPlaces, NewResponse, StoredResponse};
use crate::fieldwork::of_finished;
use crate::form::{AnswerProblem, GivenPreamble, RawAnswers, Strictness, judge, read_preamble};
use crate::i18n::Language;
use crate::ids::ResponseId;
use crate::responses::{Disposition, Preamble, Reached, Settled, ShownOrders};

/// A response as a program sends it.
#[derive(Debug, Clone, Default)]
pub struct Submission {
    /// Made by the sender, so that a repeat is harmless; `None`: we make one, and a repeat is another response.
    pub response_id: Option<ResponseId>,
    pub raw: RawAnswers,
    pub language: Option<String>,
    pub source: Option<String>,
    pub started_at: Option<DateTime<Utc>>,
    /// The groups of the arms, where the sender assigned them; the others are assigned here.
    pub arms: RawAnswers,
    /// Consent to true or false.
    pub consents: RawAnswers,
}

/// A response that is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    pub response_id: ResponseId,
    pub receipt: String,
    /// Whether the same response had been stored before.
    pub repeated: bool,
    pub disposition: Disposition,
    pub submitted_at: Option<DateTime<Utc>>,
    /// Names of answers that stood off the route and were not taken.
    pub ignored: Vec<String>,
}

/// Stores the response, or finds that it was stored. It is judged by the wave's newest version, else by one that the
/// wave asked before, and stored as an answer to that one.
///
/// # Errors
/// Where the wave is not open, an answer is not acceptable (all of them are listed), or another response has the id.
pub async fn submit_response(
    service: &Service,
    wave: &Arc<ActiveWave>,
    submission: Submission,
) -> Result<Accepted, ServiceError> {
    let (service, wave) = (service.clone(), Arc::clone(wave));
    detached(async move {
        match take(&service, &wave, &submission).await {
            // A repeat stays harmless when the wave has closed meanwhile.
            Err(error @ (ServiceError::WaveClosed { .. } | ServiceError::WaveNotOpenYet { .. })) => {
                find_repeat(&service, &wave, &submission).await?.ok_or(error)
            }
            Err(error @ (ServiceError::InvalidAnswers { .. } | ServiceError::UnknownLanguage { .. })) => {
                match find_repeat(&service, &wave, &submission).await? {
                    Some(accepted) => Ok(accepted),
                    None => take_in_earlier_version(&service, &wave, &submission, error).await,
                }
            }
            outcome => outcome,
        }
    })
    .await
}

/// The answers were collected before the wave changed: they hold for the version that was asked then, and are stored as
/// answers to it. Where they fit none, the newest version says what is wrong.
async fn take_in_earlier_version(
    service: &Service,
    wave: &ActiveWave,
    submission: &Submission,
    error: ServiceError,
) -> Result<Accepted, ServiceError> {
    /// How many versions are tried, the newest first.
    const VERSIONS_MAX: usize = 8;
    let mut versions = wave_versions::load(service, &wave.wave).await?.order;
    versions.reverse();
    for (version, _) in
        versions.into_iter().filter(|(version, _)| *version != wave.version).take(VERSIONS_MAX)
    {
        let earlier = activate(service, wave.wave.clone(), version).await?;
        match take(service, &earlier, submission).await {
            Err(ServiceError::InvalidAnswers { .. } | ServiceError::UnknownLanguage { .. }) => {}
            outcome => return outcome,
        }
    }
    Err(error)
}

async fn take(
    service: &Service,
    wave: &ActiveWave,
    submission: &Submission,
) -> Result<Accepted, ServiceError> {
    wave.must_be_open()?;
    wave.must_know_source(submission.source.as_deref())?;
    wave.must_know_language(submission.language.as_deref())?;
    let questionnaire = &wave.questionnaire;
    let given = read_preamble(questionnaire, &submission.arms, &submission.consents);
    let (preamble, places) = settle_preamble(service, wave, submission, &given).await?;
    let taken = take_settled(service, wave, submission, given.problems, preamble).await;
    if !matches!(&taken, Ok(accepted) if !accepted.repeated) {
        service.database().return_arm_places(wave.wave.id, &places).await?;
    }
    taken
}

/// The arms and consents of the submission. One that is stored keeps the groups it has.
async fn settle_preamble(
    service: &Service,
    wave: &ActiveWave,
    submission: &Submission,
    given: &GivenPreamble,
) -> Result<(Preamble, ArmPlaces), ServiceError> {
    let language = submission.language.as_deref().and_then(Language::parse);
    let language = language.as_ref().unwrap_or_else(|| wave.questionnaire.source_language());
    let consents = wave.consent_records(&given.consents, language);
    if wave.questionnaire.arms.is_empty() || !given.problems.is_empty() {
        return Ok((Preamble { arms: given.arms.clone(), consents }, ArmPlaces::default()));
    }
    if let Some(id) = submission.response_id
        && let Some(stored) = service.database().find_response(id).await?
    {
        return Ok((Preamble { arms: stored.preamble.arms, consents }, ArmPlaces::default()));
    }
    let (arms, places) = preamble::fill_arms(service, wave, given.arms.clone()).await?;
    Ok((Preamble { arms, consents }, places))
}

async fn take_settled(
    service: &Service,
    wave: &ActiveWave,
    submission: &Submission,
    mut problems: Vec<AnswerProblem>,
    preamble: Preamble,
) -> Result<Accepted, ServiceError> {
    let questionnaire = &wave.questionnaire;
    let mut circumstances = wave.circumstances();
    circumstances.arms = preamble.arms_in(questionnaire);
    circumstances.consents = preamble.consents_in(questionnaire);
    circumstances.source = submission.source.clone();
    circumstances.language = submission.language.clone();
    circumstances.started_at = submission.started_at;
    let judged = judge(
        questionnaire,
        &submission.raw,
        Strictness::Json,
        &circumstances,
        Reached::Everything,
        wave.source_end(submission.source.as_deref()),
        0..questionnaire.pages.len(),
    );
    problems.extend(judged.problems);
    if !problems.is_empty() {
        return Err(ServiceError::InvalidAnswers { problems, answers: Box::new(judged.settled.answers) });
    }
    let id = submission.response_id.unwrap_or_else(|| ResponseId(chance::new_id()));
    let content_hash = hash_of(submission);
    let ignored = judged.settled.ignored_names(questionnaire);
    let decided = Decided {
        id,
        disposition: of_finished(&judged.settled),
        settled: judged.settled,
        content_hash,
        source: submission.source.clone(),
        language: submission.language.clone(),
        device: None,
        started_at: submission.started_at,
        session_hash: None,
        preamble,
        orders: ShownOrders::default(),
    };
    let stored = store(service, wave, decided).await?;
    if let Some(found) = &stored.found
        && !is_repeat(found, wave, content_hash)
    {
        return Err(ServiceError::ResponseDiffers { id });
    }
    Ok(Accepted {
        response_id: id,
        receipt: stored.receipt,
        repeated: stored.found.is_some(),
        disposition: stored.disposition,
        submitted_at: stored.submitted_at,
        ignored,
    })
}

fn hash_of(submission: &Submission) -> [u8; 32] {
    let Submission { raw, arms, consents, language, source, .. } = submission;
    raw_json::content_hash(
        raw,
        language.as_deref(),
        source.as_deref(),
        &[("arms", arms), ("consents", consents)],
    )
}

fn is_repeat(found: &StoredResponse, wave: &ActiveWave, content_hash: [u8; 32]) -> bool {
    found.wave == wave.wave.id && found.content_hash == content_hash
}

async fn find_repeat(
    service: &Service,
    wave: &ActiveWave,
    submission: &Submission,
) -> Result<Option<Accepted>, ServiceError> {
    let Some(id) = submission.response_id else { return Ok(None) };
    let found = service.database().find_response(id).await?;
    Ok(found.filter(|found| is_repeat(found, wave, hash_of(submission))).map(|found| Accepted {
        response_id: id,
        receipt: receipt_code(&service.inner.secret, id.0),
        repeated: true,
        disposition: found.disposition,
        submitted_at: found.submitted_at,
        ignored: Vec::new(),
    }))
}

/// A response on which everything is decided.
pub(super) struct Decided {
    pub(super) id: ResponseId,
    pub(super) settled: Settled,
    pub(super) disposition: Disposition,
    pub(super) content_hash: [u8; 32],
    pub(super) source: Option<String>,
    pub(super) language: Option<String>,
    pub(super) device: Option<String>,
    pub(super) started_at: Option<DateTime<Utc>>,
    /// The session it was given in; its draft ends with it.
    pub(super) session_hash: Option<[u8; 32]>,
    pub(super) preamble: Preamble,
    pub(super) orders: ShownOrders,
}

/// What is in the database under the id.
pub(super) struct StoredUnderId {
    pub(super) receipt: String,
    pub(super) disposition: Disposition,
    pub(super) submitted_at: Option<DateTime<Utc>>,
    /// The response that was there before.
    pub(super) found: Option<StoredResponse>,
}

/// Hands the response to the writers and waits for the commit.
pub(super) async fn store(
    service: &Service,
    wave: &ActiveWave,
    decided: Decided,
) -> Result<StoredUnderId, ServiceError> {
    let now = service.now();
    let receipt = receipt_code(&service.inner.secret, decided.id.0);
    let row = NewResponse {
        id: decided.id,
        wave: wave.wave.id,
        version: wave.version.clone(),
        disposition: decided.disposition,
        packed: wave.layout().pack(&wave.questionnaire, &decided.settled.answers),
        source: decided.source,
        language: decided.language,
        device: decided.device,
        started_at: decided.started_at,
        submitted_at: Some(now),
        stored_at: now,
        external_id: None,
        content_hash: decided.content_hash,
        receipt_hash: receipt_hash(&receipt).to_bytes(),
        session_hash: decided.session_hash,
        preamble: decided.preamble,
        orders: decided.orders,
    };
    let submission = writer::Submission {
        finishes_draft: decided.session_hash.is_some(),
        limit: wave.wave.plan.limit,
        row,
    };
    Ok(match service.inner.writer.store(submission).await? {
        Written::New(disposition) => {
            StoredUnderId { receipt, disposition, submitted_at: Some(now), found: None }
        }
        Written::Found(found) => StoredUnderId {
            receipt,
            disposition: found.disposition,
            submitted_at: found.submitted_at,
            found: Some(*found),
        },
    })
}
