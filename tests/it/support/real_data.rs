//! The real survey that lies beside the repository and is not part of it.

use std::path::PathBuf;

use super::shared::shared;

/// The folder of a wave (`2023`, `2024`); `None`, said aloud, where it is not there.
pub(crate) fn ospo(wave: &str) -> Option<PathBuf> {
    shared(&format!("data/ospo/{wave}"))
}
