//! Text to tree: YAML read into nodes that know where they stand. Reading never fails; it returns what it
//! understood and the problems it met.

mod read;
mod schema;
mod shape;
mod tree;

pub use read::{Mapping, Reader};
pub use schema::{KeysByWord, json_schema};
pub use shape::{Key, KeyKind, Need, Shape};
pub use tree::{Entry, Node, Value, parse};
