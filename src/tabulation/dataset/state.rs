//! Whether a respondent has an answer, and else why not: the missing states that every column keeps.

use crate::responses::Missing;

/// Whether there is an answer, and else why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum State {
    Answered = 0,
    NotAsked = 1,
    Skipped = 2,
    NotReached = 3,
    NotInVersion = 4,
    Removed = 5,
    /// Of a derived variable: asked and answered, but outside its definition.
    Undefined = 6,
}

impl State {
    pub(crate) const MISSING: [State; 6] = [
        State::NotAsked,
        State::Skipped,
        State::NotReached,
        State::NotInVersion,
        State::Removed,
        State::Undefined,
    ];

    pub(crate) fn of(missing: Missing) -> State {
        match missing {
            Missing::NotAsked => State::NotAsked,
            Missing::Skipped => State::Skipped,
            Missing::NotReached => State::NotReached,
            Missing::NotInVersion => State::NotInVersion,
            Missing::Removed => State::Removed,
        }
    }

    /// By its number, which is at most 6.
    pub(super) fn of_number(number: u8) -> State {
        match number {
            0 => State::Answered,
            1 => State::NotAsked,
            2 => State::Skipped,
            3 => State::NotReached,
            4 => State::NotInVersion,
            5 => State::Removed,
            _ => State::Undefined,
        }
    }

    /// The code that stands for it among codes: above every option.
    pub(crate) const fn code(self) -> u32 {
        u32::MAX - self as u32
    }

    pub(crate) fn of_code(code: u32) -> State {
        match u32::MAX - code {
            number @ 1..=6 => State::of_number(number as u8),
            _ => State::Answered,
        }
    }

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            State::Answered => "answered",
            State::NotAsked => "not_asked",
            State::Skipped => "skipped",
            State::NotReached => "not_reached",
            State::NotInVersion => "not_in_version",
            State::Removed => "removed",
            State::Undefined => "undefined",
        }
    }

    /// Whether the variable was on the route and reached.
    pub(crate) fn was_asked(self) -> bool {
        match self {
            State::Answered | State::Skipped | State::Removed | State::Undefined => true,
            State::NotAsked | State::NotReached | State::NotInVersion => false,
        }
    }
}
