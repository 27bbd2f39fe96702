//! Questionnaires that come from other programs: a foreign file becomes a questionnaire of ours as text, with a list of
//! what it could not bring along.

/// Foreign questionnaires to files of ours.
pub mod import;
/// Values as YAML that our own reader reads back exactly.
pub mod yaml;
