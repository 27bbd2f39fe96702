//! Who may do what: roles and the policy, and the secrets people carry, of which only hashes are stored.

mod policy;
mod role;
mod token;

pub use policy::{Action, may};
pub use role::Role;
pub use token::{Token, TokenHash, receipt_code, receipt_hash};
