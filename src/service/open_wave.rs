//! Opening a wave to respondents, by hand.

use super::active_wave::{find_wave, missing_from_notice};
use super::{ActiveWave, Service, ServiceError};
use crate::db::StateChange;
use crate::fieldwork::{Wave, WaveMove, WaveState};

/// Opens a draft now, whatever its file says about the time.
///
/// # Errors
/// Where the wave is no draft, or its notice is not complete in every language; a synthetic wave needs none.
pub async fn open_wave(service: &Service, slug: &str) -> Result<Wave, ServiceError> {
    let active = find_wave(service, slug).await?;
    active.state.after(WaveMove::Open)?;
    open(service, &active).await
}

/// Opens the wave, by hand or because its time has come.
pub(super) async fn open(service: &Service, active: &ActiveWave) -> Result<Wave, ServiceError> {
    let wave = &active.wave;
    must_have_notice(active)?;
    let now = service.now();
    let change = StateChange {
        wave: wave.id,
        from: wave.recorded,
        to: WaveState::Open,
        schedule: wave.schedule,
        opened_at: Some(now),
        closed_at: None,
        at: now,
    };
    store(service, wave, &change).await
}

pub(super) fn must_have_notice(active: &ActiveWave) -> Result<(), ServiceError> {
    let missing = missing_from_notice(&active.wave, &active.questionnaire);
    if missing.is_empty() {
        return Ok(());
    }
    Err(ServiceError::NoticeIncomplete { slug: active.wave.slug.clone(), missing })
}

/// Stores a change of state and gives the wave back as it is then.
pub(super) async fn store(
    service: &Service,
    wave: &Wave,
    change: &StateChange,
) -> Result<Wave, ServiceError> {
    if !service.database().update_wave_state(change).await? {
        return Err(ServiceError::WaveMoved { slug: wave.slug.clone() });
    }
    tracing::info!(wave.slug = wave.slug, state = change.to.as_str(), "the wave was moved");
    super::active_wave::find_stored_wave(service, &wave.slug).await
}
