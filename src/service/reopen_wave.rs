//! Reopening a wave that was closed.

use super::active_wave::find_wave;
use super::open_wave::{must_have_notice, store};
use super::{Service, ServiceError};
use crate::db::StateChange;
use crate::fieldwork::{Schedule, Wave, WaveMove};

/// Opens a closed wave again. Where its closing time has passed, it now closes by hand.
///
/// # Errors
/// Where the wave is not closed.
pub async fn reopen_wave(service: &Service, slug: &str) -> Result<Wave, ServiceError> {
    let active = find_wave(service, slug).await?;
    let wave = &active.wave;
    let to = active.state.after(WaveMove::Reopen)?;
    must_have_notice(&active)?;
    let now = service.now();
    let change = StateChange {
        wave: wave.id,
        from: wave.recorded,
        to,
        schedule: Schedule {
            closes_at: wave.schedule.closes_at.filter(|closes_at| *closes_at > now),
            ..wave.schedule
        },
        opened_at: wave.opened_at.or(Some(now)),
        closed_at: None,
        at: now,
    };
    store(service, wave, &change).await
}
