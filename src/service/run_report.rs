//! The report of a wave, and single figures of it.

use std::sync::Arc;

use super::stored_dataset::sound;
use super::{
    ActiveWave, Service, ServiceError, count, fieldwork_words, load_dataset, load_stored_trend_waves,
};
use crate::diagnostics::{Diagnostic, FileId, Sources};
use crate::i18n::Language;
use crate::tabulation::{self, Audience, Declared, Figure, Report, ReportFile, report_file};

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
) -> Result<Report, ServiceError> {
    let dataset = load_dataset(service, wave, language).await?;
    let counted = Arc::clone(&dataset);
    let (file, sources) = match other {
        Some((file, sources)) => (file, sources.clone()),
        None => (own_report(wave)?, wave.stored.sources.clone()),
    };
    let source_language = wave.questionnaire.source_language();
    let said = fieldwork_words(&wave.wave.plan, &dataset.info.language, source_language);
    let waves = load_stored_trend_waves(service, wave, &file, &sources).await?;
    let made = count(service, move || {
        let mut report = tabulation::report_in_steps(&file, &dataset, &waves, audience, &mut |_| {})?;
        report.method = tabulation::method(&file, &dataset, &report, Some(&said));
        Ok(report)
    })
    .await?;
    sound(&counted, made, &sources)
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
) -> Result<Figure, ServiceError> {
    let dataset = load_dataset(service, wave, language).await?;
    let counted = Arc::clone(&dataset);
    let file = own_report(wave)?;
    let wanted = id.to_owned();
    let made = count(service, move || tabulation::figure(&file, &wanted, &dataset)).await?;
    sound(&counted, made, &wave.stored.sources)?
        .ok_or_else(|| ServiceError::UnknownFigure { id: id.to_owned() })
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
) -> Result<Figure, ServiceError> {
    let dataset = load_dataset(service, wave, language).await?;
    let counted = Arc::clone(&dataset);
    let made = count(service, move || tabulation::figures(&asked, &dataset)).await?;
    let mut figures = sound(&counted, made, sources)?;
    figures.pop().ok_or_else(|| ServiceError::UnknownFigure { id: "figure".to_owned() })
}

fn own_report(wave: &ActiveWave) -> Result<Arc<ReportFile>, ServiceError> {
    wave.report.clone().ok_or_else(|| ServiceError::NoReport { slug: wave.wave.slug.clone() })
}
