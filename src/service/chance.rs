//! The one place that asks for chance: secrets and ids.

use crate::ids::Uuid;

/// 32 bytes that nobody can guess.
pub(super) fn secret_bytes() -> [u8; 32] {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes once it has started");
    bytes
}

/// A new id; ids made later sort later.
pub(super) fn new_id() -> Uuid {
    Uuid::now_v7()
}
