//! The instrument itself as a document: for a review, for paper, for an archive, for other programs.

mod ddi;
mod html;
mod json_schema;
mod markdown;
mod rules;
#[cfg(test)]
mod tests;
mod texts;
mod triple_s;
mod xml;

use crate::i18n::Language;
use crate::questionnaire::Questionnaire;

/// What a questionnaire can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentFormat {
    /// For a review: every text with routing in words.
    Markdown,
    /// A page for paper.
    Html,
    /// DDI-Codebook 2.5, of the columns of `canvass export --format csv`.
    Ddi,
    /// Triple-S 2.0, of the same columns.
    TripleS,
    /// JSON Schema 2020-12 of a response's `answers`.
    JsonSchema,
}

/// The document. `version` names the version it describes; `language` chooses among the texts of a document that shows
/// one language, DDI has them all.
pub fn document(
    questionnaire: &Questionnaire,
    version: &str,
    language: &Language,
    format: DocumentFormat,
) -> String {
    match format {
        DocumentFormat::Markdown => markdown::write(questionnaire, version, language),
        DocumentFormat::Html => html::write(questionnaire, version, language),
        DocumentFormat::Ddi => ddi::write(questionnaire, version),
        DocumentFormat::TripleS => triple_s::write(questionnaire, version, language),
        DocumentFormat::JsonSchema => json_schema::write(questionnaire, version, language),
    }
}
