//! The weights of a wave.

use super::{ActiveWave, Counted, Service, ServiceError, load_dataset, made_of};
use crate::diagnostics::Span;
use crate::i18n::Language;
use crate::tabulation::request::{Spanned, add_source};
use crate::tabulation::{Dataset, WeightReport, weight_report};

/// The report on the weight of this name: one that the wave's report file declares, or a number.
///
/// # Errors
/// Where there is no such weight, it cannot be made from these answers, or the database does not answer.
pub async fn run_weighting(
    service: &Service,
    wave: &ActiveWave,
    name: &str,
    language: Option<&Language>,
) -> Result<Counted<WeightReport>, ServiceError> {
    let dataset = load_dataset(service, wave, language).await?;
    let report = wave.report.clone();
    let mut sources = wave.sources().clone();
    let file = add_source(&mut sources, "the name of the weight", name);
    let name = Spanned { value: name.to_owned(), span: Span::new(file, 0, name.len()) };
    let work =
        move |dataset: &Dataset| weight_report(&name, report.as_deref(), dataset).map(|(told, _)| told);
    made_of(service, &dataset, &sources, work).await
}
