//! A new version for a wave that people have begun to answer: what it would touch, and whether it may go through at once,
//! after a look, or not at all. Nothing that was answered is ever rewritten; an answer is kept as it was given and read
//! under the newer version, so the question is always whether it can be.
//!
//! `radius` says what a change would touch, `losses` what has answers and no place in the newer version (`preamble`: what interviews carry
//! beside answers), `verdict` what
//! follows.

mod losses;
mod preamble;
mod radius;
#[cfg(test)]
mod tests;
mod verdict;

use crate::fieldwork::WaveState;
pub use losses::{LossCount, Losses, Lost, LostPart};
pub use radius::{
    BlastRadius, Carried, Interviews, ItemChange, Situation, TouchedPart, VersionInterviews, blast_radius,
};
pub use verdict::{Refusal, Verdict};

/// Why a wave cannot be given a version at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VersionChangeError {
    #[error(
        "the wave `{slug}` is closed and asks nobody any more: `canvass wave reopen {slug}` first, or create another wave with this version"
    )]
    Closed { slug: String },
    #[error("the wave `{slug}` is archived and stays as it is: create another wave with this version")]
    Archived { slug: String },
    #[error(
        "the wave `{slug}` asks the survey `{asked}`, and this is `{given}`: create a wave for it, or correct the `id:` of the questionnaire"
    )]
    OtherSurvey { slug: String, asked: String, given: String },
    #[error(
        "the wave `{slug}` was given another version, or was moved, at the same moment: look at the change again with --dry-run"
    )]
    Overtaken { slug: String },
    #[error("there is no published version {version}: `canvass publish PATH` stores one and prints its name")]
    UnknownVersion { version: String },
}

/// An error unless a wave in this state can take another version of the survey that it asks.
///
/// # Errors
/// Where the wave is over, or asks another survey.
pub fn must_take_versions(
    slug: &str,
    state: WaveState,
    asked: &str,
    given: &str,
) -> Result<(), VersionChangeError> {
    let slug = slug.to_owned();
    match state {
        WaveState::Closed => Err(VersionChangeError::Closed { slug }),
        WaveState::Archived => Err(VersionChangeError::Archived { slug }),
        WaveState::Draft | WaveState::Open if asked != given => {
            Err(VersionChangeError::OtherSurvey { slug, asked: asked.to_owned(), given: given.to_owned() })
        }
        WaveState::Draft | WaveState::Open => Ok(()),
    }
}
