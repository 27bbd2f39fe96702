//! What those who run waves ask for.

pub(super) mod versions;
pub(super) mod waves;
