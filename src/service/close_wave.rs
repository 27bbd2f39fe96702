//! Closing a wave: nothing more is taken, and every interview under way gets its final disposition.

use super::active_wave::{activate, find_wave};
use super::open_wave::store;
use super::{ActiveWave, Service, ServiceError, raw_json, session};
use crate::auth::receipt_code;
use crate::auth::receipt_hash;
use crate::db::{Draft, NewResponse, StateChange};
use crate::fieldwork::{Wave, WaveMove, WaveState, of_unfinished};
use crate::form::{Strictness, validate};
use crate::ids::ResponseId;
use crate::responses::{Answer, Answers, Missing, Reached, Settled, settle};

/// Closes an open wave now.
///
/// # Errors
/// Where the wave is not open.
pub async fn close_wave(service: &Service, slug: &str) -> Result<Wave, ServiceError> {
    let active = find_wave(service, slug).await?;
    active.state.after(WaveMove::Close)?;
    close(service, &active.wave).await
}

/// Closes the wave, by hand or because its time has come.
pub(super) async fn close(service: &Service, wave: &Wave) -> Result<Wave, ServiceError> {
    let now = service.now();
    let closed_at = wave.schedule.closes_at.filter(|closes_at| *closes_at <= now).unwrap_or(now);
    let change = StateChange {
        wave: wave.id,
        from: wave.recorded,
        to: WaveState::Closed,
        schedule: wave.schedule,
        opened_at: wave.opens_at(),
        closed_at: Some(closed_at),
        at: now,
    };
    let closed = store(service, wave, &change).await?;
    finish_drafts(service, &closed).await?;
    Ok(closed)
}

/// How many drafts are finished in one transaction.
const BATCH: usize = 200;

/// Turns every interview that was not submitted into a partial or a break-off. Repeating it does no harm.
pub(super) async fn finish_drafts(service: &Service, wave: &Wave) -> Result<(), ServiceError> {
    let drafts = service.database().list_drafts(wave.id).await?;
    for batch in drafts.chunks(BATCH) {
        let mut rows = Vec::with_capacity(batch.len());
        for draft in batch {
            let active = activate(service, wave.clone(), draft.version.clone()).await?;
            rows.push(unfinished_response(service, &active, draft));
        }
        let ids: Vec<ResponseId> = batch.iter().map(|draft| draft.id).collect();
        service.database().insert_responses(&rows, &ids).await?;
    }
    Ok(())
}

fn unfinished_response(service: &Service, active: &ActiveWave, draft: &Draft) -> NewResponse {
    let questionnaire = &active.questionnaire;
    let mut circumstances = active.circumstances();
    circumstances.source = draft.source.clone();
    circumstances.language = Some(draft.language.clone());
    circumstances.started_at = Some(draft.started_at);
    circumstances.device = draft.device.clone();
    circumstances.arms = draft.preamble.arms_in(questionnaire);
    circumstances.consents = draft.preamble.consents_in(questionnaire);
    let raw = raw_json::from_json(&draft.fields);
    let given = validate(questionnaire, &raw, Strictness::Form).answers;
    let reached = match draft.pages_submitted.checked_sub(1) {
        Some(page) => Reached::ThroughPage(page),
        None => Reached::LastAnswer,
    };
    let source_end = active.source_end(draft.source.as_deref());
    let mut settled = settle(questionnaire, &given, &circumstances, reached, source_end);
    if draft.pages_submitted == 0 {
        nothing_was_skipped(&given, &mut settled);
    }
    let usable = active.rules.is_usable(questionnaire, &settled.answers, &circumstances);
    NewResponse {
        id: draft.id,
        wave: draft.wave,
        version: draft.version.clone(),
        disposition: of_unfinished(questionnaire, &settled, usable),
        packed: active.layout().pack(questionnaire, &settled.answers),
        source: draft.source.clone(),
        language: Some(draft.language.clone()),
        device: draft.device.clone(),
        started_at: Some(draft.started_at),
        submitted_at: None,
        stored_at: service.now(),
        external_id: None,
        content_hash: raw_json::content_hash(&raw, Some(&draft.language), draft.source.as_deref(), &[]),
        receipt_hash: receipt_hash(&receipt_code(&service.inner.secret, draft.id.0)).to_bytes(),
        session_hash: draft.token_hash.clone().try_into().ok(),
        preamble: draft.preamble.clone(),
        orders: session::orders_of(questionnaire, &settled, draft.id, &draft.language),
    }
}

/// Who sent no page and saved no answer has seen nothing to skip.
fn nothing_was_skipped(given: &Answers, settled: &mut Settled) {
    if given.iter().any(|(_, answer)| !answer.is_missing()) {
        return;
    }
    let skipped: Vec<_> = settled
        .answers
        .iter()
        .filter(|(_, answer)| **answer == Answer::Missing(Missing::Skipped))
        .map(|(variable, _)| variable)
        .collect();
    for variable in skipped {
        settled.answers.set(variable, Answer::Missing(Missing::NotReached));
    }
}
