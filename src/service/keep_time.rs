//! The clock's part of fieldwork: waves whose time has come are opened and closed.
//!
//! What a respondent meets does not wait for this: every request works out the state that holds at its own instant. Here
//! the state is recorded, and the interviews under way are finished.

use std::sync::{Arc, Weak};
use std::time::Duration;

use super::active_wave::activate;
use super::{Inner, Service, ServiceError, close_wave, open_wave};
use crate::fieldwork::{Wave, WaveState};

/// How often waves are looked at: no later than this after its time, a wave's drafts are finished.
const INTERVAL: Duration = Duration::from_secs(5);

/// Looks at the waves for as long as the service lives.
pub(super) fn start(inner: &Arc<Inner>) -> tokio::task::JoinHandle<()> {
    let inner = Arc::downgrade(inner);
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(INTERVAL).await;
            if !look(&inner).await {
                return;
            }
        }
    })
}

async fn look(inner: &Weak<Inner>) -> bool {
    let Some(inner) = inner.upgrade() else { return false };
    let service = Service { inner };
    if let Err(error) = record_what_is_due(&service).await {
        tracing::warn!(%error, "the waves could not be looked at; trying again");
    }
    true
}

async fn record_what_is_due(service: &Service) -> Result<(), ServiceError> {
    let now = service.now();
    for wave in service.database().list_waves().await? {
        if let Err(error) = record(service, &wave, wave.state_at(now)).await {
            tracing::warn!(wave.slug = wave.slug, %error, "the wave could not be moved by the clock");
        }
    }
    Ok(())
}

async fn record(service: &Service, wave: &Wave, state: WaveState) -> Result<(), ServiceError> {
    match (wave.recorded, state) {
        (WaveState::Draft, WaveState::Open) => {
            let version = wave.version.clone();
            let active = activate(service, wave.clone(), version).await?;
            open_wave::open(service, &active).await?;
        }
        (WaveState::Draft | WaveState::Open, WaveState::Closed) => {
            close_wave::close(service, wave).await?;
        }
        (_, WaveState::Draft | WaveState::Open | WaveState::Closed | WaveState::Archived) => {}
    }
    Ok(())
}
