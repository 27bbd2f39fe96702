//! One table of a wave.

use std::sync::Arc;

use super::{ActiveWave, Service, ServiceError, count, load_dataset, stored_dataset::sound};
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
) -> Result<Table, ServiceError> {
    let dataset = load_dataset(service, wave, language).await?;
    let counted = Arc::clone(&dataset);
    let report = wave.report.clone();
    let made = count(service, move || tabulate(&request, report.as_deref(), &dataset)).await?;
    sound(&counted, made, sources)
}
