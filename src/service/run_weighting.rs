//! The weights of a wave.

use std::sync::Arc;

use super::{ActiveWave, Service, ServiceError, count, load_dataset, stored_dataset::sound};
use crate::diagnostics::Span;
use crate::i18n::Language;
use crate::tabulation::request::{Spanned, add_source};
use crate::tabulation::{WeightReport, weight_report};

/// The report on the weight of this name: one that the wave's report file declares, or a number.
///
/// # Errors
/// Where there is no such weight, it cannot be made from these answers, or the database does not answer.
pub async fn run_weighting(
    service: &Service,
    wave: &ActiveWave,
    name: &str,
    language: Option<&Language>,
) -> Result<WeightReport, ServiceError> {
    let dataset = load_dataset(service, wave, language).await?;
    let counted = Arc::clone(&dataset);
    let report = wave.report.clone();
    let mut sources = wave.sources().clone();
    let file = add_source(&mut sources, "the name of the weight", name);
    let name = Spanned { value: name.to_owned(), span: Span::new(file, 0, name.len()) };
    let made = count(service, move || weight_report(&name, report.as_deref(), &dataset)).await?;
    sound(&counted, made.map(|(told, _)| told), &sources)
}
