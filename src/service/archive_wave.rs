//! Archiving a wave: nothing about it changes any more.

use super::active_wave::find_wave;
use super::close_wave::finish_drafts;
use super::open_wave::store;
use super::{Service, ServiceError};
use crate::db::StateChange;
use crate::fieldwork::{Wave, WaveMove};

/// Archives a closed wave.
///
/// # Errors
/// Where the wave is not closed.
pub async fn archive_wave(service: &Service, slug: &str) -> Result<Wave, ServiceError> {
    let active = find_wave(service, slug).await?;
    let wave = &active.wave;
    let to = active.state.after(WaveMove::Archive)?;
    finish_drafts(service, wave).await?;
    let now = service.now();
    let change = StateChange {
        wave: wave.id,
        from: wave.recorded,
        to,
        schedule: wave.schedule,
        opened_at: wave.opened_at,
        closed_at: wave.closed_at.or(Some(now)),
        at: now,
    };
    store(service, wave, &change).await
}
