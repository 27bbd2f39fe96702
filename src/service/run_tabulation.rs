//! One table of a wave.

use super::{ActiveWave, Counted, Service, ServiceError, load_dataset, made_of};
use crate::diagnostics::Sources;
use crate::i18n::Language;
use crate::tabulation::{Table, TableRequest, tabulate};

/// Counts the table. `sources` holds the text that the request was read from, for its problems; the variables and banners
/// of the wave's report file can be used in it.
///
/// # Errors
/// Where the request cannot mean anything, or the database does not answer.
pub async fn run_tabulation(
    service: &Service,
    wave: &ActiveWave,
    request: TableRequest,
    sources: &Sources,
    language: Option<&Language>,
) -> Result<Counted<Table>, ServiceError> {
    let dataset = load_dataset(service, wave, language).await?;
    let report = wave.report.clone();
    made_of(service, &dataset, sources, move |dataset| tabulate(&request, report.as_deref(), dataset)).await
}
