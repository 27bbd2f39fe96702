//! The waves that the trends of a report name: their answers, their own reports, and how their questionnaires compare.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::{ActiveWave, Edition, Service, ServiceError, compare_questionnaires, find_wave, load_dataset};
use crate::diagnostics::{Code, Diagnostic, Sources};
use crate::tabulation::report_file::TrendWave;
use crate::tabulation::{Dataset, OWN, ReportFile, TrendWaves, WaveAnswers};

/// A wave's answers and the edition they were given to.
#[derive(Debug)]
pub struct LoadedWave {
    pub answers: WaveAnswers,
    pub edition: Edition,
}

/// Puts the waves of a report together, whose own questionnaire is `own`.
pub fn trend_waves(loaded: Vec<LoadedWave>, own: Edition) -> TrendWaves {
    let (waves, editions): (Vec<WaveAnswers>, Vec<Edition>) =
        loaded.into_iter().map(|wave| (wave.answers, wave.edition)).unzip();
    let compare = move |old: usize, new: usize| {
        let edition = |place: usize| if place == OWN { &own } else { editions.get(place).unwrap_or(&own) };
        compare_questionnaires(edition(old), edition(new))
    };
    TrendWaves { waves, compare: Box::new(compare) }
}

/// The waves of the database that the report's trends name, each once. A wave in files is none of them. The answers that the
/// report itself is about, `own`, are those of their wave here as well: a report is of one moment.
///
/// # Errors
/// Where a wave does not exist or is too large for the memory that waves may take, or the database does not answer. `sources`
/// are those of the report file.
pub async fn load_trend_waves(
    service: &Service,
    (wave, own): (&ActiveWave, &Arc<Dataset>),
    file: &ReportFile,
    sources: &Sources,
) -> Result<Vec<LoadedWave>, ServiceError> {
    let mut loaded: Vec<LoadedWave> = Vec::new();
    for named in file.trends.iter().flat_map(|trend| &trend.waves) {
        let TrendWave::Slug(slug) = named else { continue };
        if loaded.iter().any(|known| known.answers.key == named.key()) {
            continue;
        }
        let active = match find_wave(service, &slug.value).await {
            Err(ServiceError::UnknownWave { .. }) => {
                let message = format!("there is no wave `{}`", slug.value);
                let help = "`canvass wave list` shows those there are";
                let problem = Diagnostic::new(Code::NotTabulable, slug.span, message).help(help);
                return Err(ServiceError::in_files(vec![problem], sources));
            }
            other => other?,
        };
        let dataset = if active.wave.slug == wave.wave.slug && own.stored().is_none() {
            Arc::clone(own)
        } else {
            load_dataset(service, &active, None).await?
        };
        if dataset.stored().is_some() {
            let message = format!(
                "the wave `{}` is too large for the memory that waves may take, where trends are counted",
                slug.value
            );
            let help = "allow more with `--cache-mb` (CANVASS_CACHE_MB)";
            let problem = Diagnostic::new(Code::NotTabulable, slug.span, message).help(help);
            return Err(ServiceError::in_files(vec![problem], sources));
        }
        loaded.push(LoadedWave {
            answers: WaveAnswers {
                key: named.key(),
                name: slug.value.clone(),
                opened: active.wave.opened_on().map(in_years),
                dataset,
                report: active.report.clone(),
            },
            edition: edition_of(&active),
        });
    }
    Ok(loaded)
}

/// The same for a report that lies in the database: files that its trends name are nowhere near it.
///
/// # Errors
/// As [`load_trend_waves`], and for a wave in files.
pub async fn load_stored_trend_waves(
    service: &Service,
    (wave, own): (&ActiveWave, &Arc<Dataset>),
    file: &ReportFile,
    sources: &Sources,
) -> Result<TrendWaves, ServiceError> {
    let in_files = file.trends.iter().flat_map(|trend| &trend.waves).find_map(|wave| match wave {
        TrendWave::File { questionnaire, .. } => Some(questionnaire.span),
        TrendWave::Slug(_) => None,
    });
    if let Some(at) = in_files {
        let problem = Diagnostic::new(
            Code::NotTabulable,
            at,
            "a wave in files cannot be read for a wave of the database",
        )
        .help("import it as a wave and name that, or make the report with `canvass report --report FILE`");
        return Err(ServiceError::in_files(vec![problem], sources));
    }
    let loaded = load_trend_waves(service, (wave, own), file, sources).await?;
    Ok(trend_waves(loaded, edition_of(wave)))
}

/// The questionnaire of a wave and how it is fielded.
pub fn edition_of(wave: &ActiveWave) -> Edition {
    Edition {
        name: wave.wave.slug.clone(),
        version: wave.version.clone(),
        questionnaire: Arc::clone(&wave.questionnaire),
        wave: Some(wave.wave.plan.clone()),
    }
}

/// The day in years: 2023.36.
fn in_years(day: NaiveDate) -> f64 {
    f64::from(day.year()) + f64::from(day.ordinal0()) / 365.25
}
