//! What goes between canvass and other programs: foreign questionnaires become files of ours, with a list of what they could
//! not bring along, and texts travel to translators and back.

/// Foreign questionnaires to files of ours.
pub mod import;
/// Texts to translators and back.
pub mod translations;
/// Values as YAML that our own reader reads back exactly.
pub mod yaml;
