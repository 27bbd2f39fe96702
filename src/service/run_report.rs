//! The report of a wave, and single figures of it.

use std::sync::Arc;

use super::{
    ActiveWave, Counted, Service, ServiceError, fieldwork_words, load_dataset, load_stored_trend_waves,
    made_of,
};
use crate::diagnostics::{Diagnostic, FileId, Sources};
use crate::i18n::Language;
use crate::tabulation::{self, Audience, Dataset, Declared, Figure, Report, ReportFile, report_file};

/// Counts the whole report: by `other` where that is given (with the files it was read from), else by the one that was
/// published with the questionnaire.
///
/// # Errors
/// Where there is no report file, it cannot mean anything on this data, or the database does not answer.
pub async fn run_report(
    service: &Service,
    wave: &ActiveWave,
    other: Option<(Arc<ReportFile>, &Sources)>,
    language: Option<&Language>,
    audience: Audience,
) -> Result<Counted<Report>, ServiceError> {
    let dataset = load_dataset(service, wave, language).await?;
    let (file, sources) = match other {
        Some((file, sources)) => (file, sources.clone()),
        None => (own_report(wave)?, wave.stored.sources.clone()),
    };
    let source_language = wave.questionnaire.source_language();
    let said = fieldwork_words(&wave.wave.plan, &dataset.info.language, source_language);
    let mut waves = load_stored_trend_waves(service, (wave, &dataset), &file, &sources).await?;
    made_of(service, &dataset, &sources, move |dataset| {
        for wave in &mut waves.waves {
            wave.dataset = Arc::new(wave.dataset.given_up_with(dataset));
        }
        let mut report = tabulation::report_in_steps(&file, dataset, &waves, audience, &mut |_| {})?;
        report.method = tabulation::method(&file, dataset, &report, Some(&said));
        Ok(report)
    })
    .await
}

/// One figure of the wave's own report.
///
/// # Errors
/// Where there is no report or no such figure, or the database does not answer.
pub async fn run_figure(
    service: &Service,
    wave: &ActiveWave,
    id: &str,
    language: Option<&Language>,
) -> Result<Counted<Figure>, ServiceError> {
    let dataset = load_dataset(service, wave, language).await?;
    let file = own_report(wave)?;
    let wanted = id.to_owned();
    let work = move |dataset: &Dataset| tabulation::figure(&file, &wanted, dataset);
    let Counted { made, place } = made_of(service, &dataset, &wave.stored.sources, work).await?;
    let made = made.ok_or_else(|| ServiceError::UnknownFigure { id: id.to_owned() })?;
    Ok(Counted { made, place })
}

/// Reads a figure against the wave's questionnaire and report; its problems come back.
pub fn read_figure(
    wave: &ActiveWave,
    sources: &Sources,
    file: FileId,
) -> (Option<ReportFile>, Vec<Diagnostic>) {
    let declared = Declared { sources: wave.wave.plan.source_codes(), extras: Vec::new() };
    report_file::parse_figure(sources, file, &wave.questionnaire, wave.report.as_deref(), &declared)
}

/// The figure of a report that has one alone, as [`read_figure`] makes it from `sources`.
///
/// # Errors
/// Where its weight cannot be made from these answers, or the database does not answer.
pub async fn compute_figure(
    service: &Service,
    wave: &ActiveWave,
    (asked, sources): (ReportFile, &Sources),
    language: Option<&Language>,
) -> Result<Counted<Figure>, ServiceError> {
    let dataset = load_dataset(service, wave, language).await?;
    let work = move |dataset: &Dataset| tabulation::figures(&asked, dataset);
    let Counted { mut made, place } = made_of(service, &dataset, sources, work).await?;
    let made = made.pop().ok_or_else(|| ServiceError::UnknownFigure { id: "figure".to_owned() })?;
    Ok(Counted { made, place })
}

fn own_report(wave: &ActiveWave) -> Result<Arc<ReportFile>, ServiceError> {
    wave.report.clone().ok_or_else(|| ServiceError::NoReport { slug: wave.wave.slug.clone() })
}
