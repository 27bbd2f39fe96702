//! XLIFF, the exchange format of translators' programs, in its versions 1.2 and 2.0. What a text pipes is an inline element
//! of its own (`<ph>`), so that a program can keep it from being lost.

mod read;
mod write;

pub(super) use read::read;
pub(super) use write::{write_1, write_2};

/// The namespaces of the two versions.
const NAMESPACE_1: &str = "urn:oasis:names:tc:xliff:document:1.2";
const NAMESPACE_2: &str = "urn:oasis:names:tc:xliff:document:2.0";

/// What marks a translation whose source was changed, in version 2 (its own states know no "needs review").
const STALE_2: &str = "canvass:stale";
/// The same in version 1.2, by its own word.
const STALE_1: &str = "needs-review-translation";
