//! A wave: one run of a survey. Draft, open, closed, archived; moved by hand or by the clock.

use chrono::{DateTime, NaiveDate, Utc};

use super::WavePlan;
use crate::ids::{VersionId, WaveId};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WaveState {
    Draft,
    Open,
    Closed,
    Archived,
}

impl WaveState {
    pub const ALL: [WaveState; 4] =
        [WaveState::Draft, WaveState::Open, WaveState::Closed, WaveState::Archived];

    pub fn as_str(self) -> &'static str {
        match self {
            WaveState::Draft => "draft",
            WaveState::Open => "open",
            WaveState::Closed => "closed",
            WaveState::Archived => "archived",
        }
    }

    pub fn parse(text: &str) -> Option<WaveState> {
        WaveState::ALL.into_iter().find(|state| state.as_str() == text)
    }

    /// The state after a move, or why the move is not allowed from here.
    pub fn after(self, wanted: WaveMove) -> Result<WaveState, MoveError> {
        match (self, wanted) {
            (WaveState::Draft, WaveMove::Open) | (WaveState::Closed, WaveMove::Reopen) => Ok(WaveState::Open),
            (WaveState::Open, WaveMove::Close) => Ok(WaveState::Closed),
            (WaveState::Closed, WaveMove::Archive) => Ok(WaveState::Archived),
            (from, wanted) => Err(MoveError { from, wanted }),
        }
    }
}

/// What can be done to a wave by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WaveMove {
    Open,
    Close,
    Reopen,
    Archive,
}

impl WaveMove {
    pub fn as_str(self) -> &'static str {
        match self {
            WaveMove::Open => "open",
            WaveMove::Close => "close",
            WaveMove::Reopen => "reopen",
            WaveMove::Archive => "archive",
        }
    }
}

/// A move that the state does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the wave is {}, {}", from.as_str(), way_out(*from, *wanted))]
pub struct MoveError {
    pub from: WaveState,
    pub wanted: WaveMove,
}

fn way_out(from: WaveState, wanted: WaveMove) -> &'static str {
    match (from, wanted) {
        (WaveState::Archived, _) => "and an archived wave stays as it is: create another one",
        (WaveState::Draft, WaveMove::Close | WaveMove::Reopen | WaveMove::Archive) => "open it first",
        (WaveState::Open, WaveMove::Open | WaveMove::Reopen) => "there is nothing to open",
        (WaveState::Open, WaveMove::Archive) => "close it first",
        (WaveState::Closed, WaveMove::Open) => "reopen it instead",
        (WaveState::Closed, WaveMove::Close) => "there is nothing to close",
        (WaveState::Draft, WaveMove::Open)
        | (WaveState::Open, WaveMove::Close)
        | (WaveState::Closed, WaveMove::Reopen | WaveMove::Archive) => "this move is allowed",
    }
}

/// When the clock opens and closes a wave; `None` where that is done by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Schedule {
    pub opens_at: Option<DateTime<Utc>>,
    pub closes_at: Option<DateTime<Utc>>,
}

impl Schedule {
    /// The state at `now` of a wave whose last recorded state is `recorded`. The clock opens a draft and closes
    /// what is open; it never reopens and never archives. Both ends count from their first instant on.
    pub fn state_at(&self, recorded: WaveState, now: DateTime<Utc>) -> WaveState {
        let due = |at: Option<DateTime<Utc>>| at.is_some_and(|at| at <= now);
        match recorded {
            WaveState::Draft if due(self.opens_at) && due(self.closes_at) => WaveState::Closed,
            WaveState::Draft if due(self.opens_at) => WaveState::Open,
            WaveState::Open if due(self.closes_at) => WaveState::Closed,
            WaveState::Draft | WaveState::Open | WaveState::Closed | WaveState::Archived => recorded,
        }
    }
}

/// A wave as it is stored.
#[derive(Debug, Clone)]
pub struct Wave {
    pub id: WaveId,
    pub slug: String,
    /// The version that new interviews get.
    pub version: VersionId,
    pub plan: WavePlan,
    /// The last state that was recorded; what holds now is [`Wave::state_at`].
    pub recorded: WaveState,
    /// The schedule in force: the plan's, or another one set by hand.
    pub schedule: Schedule,
    pub opened_at: Option<DateTime<Utc>>,
    pub closed_at: Option<DateTime<Utc>>,
    /// Its answers are made up; every table and page says so.
    pub synthetic: bool,
}

impl Wave {
    pub fn state_at(&self, now: DateTime<Utc>) -> WaveState {
        self.schedule.state_at(self.recorded, now)
    }

    /// When it opened, or opens by the clock.
    pub fn opens_at(&self) -> Option<DateTime<Utc>> {
        self.opened_at.or(self.schedule.opens_at)
    }

    /// When it closed, or closes by the clock.
    pub fn closes_at(&self) -> Option<DateTime<Utc>> {
        self.closed_at.or(self.schedule.closes_at)
    }

    /// The day the wave opened (or is to open), in its own zone.
    pub fn opened_on(&self) -> Option<NaiveDate> {
        let at = self.opens_at()?;
        Some(at.with_timezone(&self.plan.timezone).date_naive())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Option<DateTime<Utc>> {
        Some(text.parse().unwrap())
    }

    #[test]
    fn the_clock_opens_a_draft_and_closes_what_is_open() {
        let schedule =
            Schedule { opens_at: at("2026-08-03T13:00:00Z"), closes_at: at("2026-10-01T03:59:00Z") };
        let state = |recorded, now: &str| schedule.state_at(recorded, at(now).unwrap());
        assert_eq!(state(WaveState::Draft, "2026-08-03T12:59:59Z"), WaveState::Draft);
        assert_eq!(state(WaveState::Draft, "2026-08-03T13:00:00Z"), WaveState::Open);
        assert_eq!(state(WaveState::Open, "2026-08-01T00:00:00Z"), WaveState::Open, "opened early by hand");
        assert_eq!(state(WaveState::Open, "2026-10-01T03:59:00Z"), WaveState::Closed);
        assert_eq!(state(WaveState::Draft, "2027-01-01T00:00:00Z"), WaveState::Closed);
        assert_eq!(state(WaveState::Closed, "2026-09-01T00:00:00Z"), WaveState::Closed, "never reopened");
    }

    #[test]
    fn only_the_four_moves_are_allowed() {
        let mut allowed = Vec::new();
        for from in WaveState::ALL {
            for wanted in [WaveMove::Open, WaveMove::Close, WaveMove::Reopen, WaveMove::Archive] {
                if let Ok(to) = from.after(wanted) {
                    allowed.push((from.as_str(), wanted.as_str(), to.as_str()));
                }
            }
        }
        assert_eq!(
            allowed,
            [
                ("draft", "open", "open"),
                ("open", "close", "closed"),
                ("closed", "reopen", "open"),
                ("closed", "archive", "archived")
            ]
        );
    }
}
