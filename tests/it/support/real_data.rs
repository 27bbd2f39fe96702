//! The real survey that lies beside the repository and is not part of it.
#![expect(clippy::disallowed_methods, reason = "a test's own setting, which the program does not have")]

use std::path::{Path, PathBuf};

/// The folder of a wave (`2023`, `2024`); `None`, said aloud, where it is not there.
pub(crate) fn ospo(wave: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let shared = std::env::var_os("CANVASS_SHARED").map_or(beside, PathBuf::from);
    let folder = shared.join("data/ospo").join(wave);
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: {} is not there", folder.display());
    None
}
