//! Data that lies beside the project and is never part of it, and the sizes of random tests.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "tests are steered by the environment of the one who runs them, and skip aloud"
)]

use std::path::{Path, PathBuf};

/// A file or folder of the data beside the project; `None`, said aloud, where it is not there.
pub(crate) fn shared(path: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let root = std::env::var_os("CANVASS_SHARED").map_or(beside, PathBuf::from);
    let found = root.join(path);
    if found.exists() {
        return Some(found);
    }
    println!("skipped: {} is not there", found.display());
    None
}

/// How many random cases: few in every run, many in `scripts/test --long`.
pub(crate) fn cases(short: u32, long: u32) -> u32 {
    if std::env::var_os("CANVASS_LONG").is_some() { long } else { short }
}
