//! One table of a wave.

use super::{ActiveWave, Counted, Service, ServiceError, load_dataset, load_stored_trend_waves, made_of};
use crate::diagnostics::Sources;
use crate::i18n::Language;
use crate::tabulation::{Table, TableRequest, public_table, tabulate};

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

/// The same for anybody to read who can read the wave's public report as well.
///
/// # Errors
/// As [`run_tabulation`], and where the wave has no report, or one that does not say what is hidden.
pub async fn run_public_table(
    service: &Service,
    wave: &ActiveWave,
    request: TableRequest,
    sources: &Sources,
    language: Option<&Language>,
) -> Result<Counted<Table>, ServiceError> {
    let dataset = load_dataset(service, wave, language).await?;
    let report =
        wave.report.clone().ok_or_else(|| ServiceError::NoReport { slug: wave.wave.slug.clone() })?;
    let waves = load_stored_trend_waves(service, (wave, &dataset), &report, &wave.stored.sources).await?;
    made_of(service, &dataset, sources, move |dataset| public_table(&request, &report, dataset, &waves)).await
}
