//! The one place that asks the time.
#![expect(clippy::disallowed_methods, reason = "this file asks the time for all others")]

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, SubsecRound, Utc};

/// The instant now, to the microsecond: what the database keeps.
pub fn now() -> DateTime<Utc> {
    Utc::now().trunc_subsecs(6)
}

/// The service's clock: the real one, or one that tests set.
#[derive(Debug, Clone, Default)]
pub enum Clock {
    #[default]
    System,
    Set(Arc<Mutex<DateTime<Utc>>>),
}

impl Clock {
    /// A clock that stands at `at` until it is set to another instant.
    pub fn standing_at(at: DateTime<Utc>) -> Clock {
        Clock::Set(Arc::new(Mutex::new(at)))
    }

    pub fn now(&self) -> DateTime<Utc> {
        match self {
            Clock::System => now(),
            Clock::Set(at) => *at.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// Moves a clock that stands; the real one goes on as it does.
    pub fn set(&self, to: DateTime<Utc>) {
        if let Clock::Set(at) = self {
            *at.lock().unwrap_or_else(PoisonError::into_inner) = to;
        }
    }
}
