//! What those who run waves ask for.

pub(super) mod waves;
