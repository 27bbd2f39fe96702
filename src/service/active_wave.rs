//! A wave with everything that is needed to ask it and to tabulate it.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use super::{Service, ServiceError, stored_version};
use crate::diagnostics::Sources;
use crate::fieldwork::{Wave, WaveRules, WaveState};
use crate::form::look::Dress;
use crate::ids::{VersionId, is_slug};
use crate::questionnaire::{Questionnaire, condition::Condition, theme::Theme};
use crate::responses::{Circumstances, Layout};
use crate::service::StoredVersion;
use crate::tabulation::ReportFile;

/// A wave, its version compiled, its rules compiled against it.
#[derive(Debug)]
pub struct ActiveWave {
    pub wave: Wave,
    /// The version that this value asks: the wave's own, or the one that a draft is pinned to.
    pub version: VersionId,
    pub questionnaire: Arc<Questionnaire>,
    pub rules: WaveRules,
    pub report: Option<Arc<ReportFile>>,
    /// What form and report are dressed in.
    pub theme: Option<Arc<Theme>>,
    /// What it gives to the form.
    pub dress: Option<Arc<Dress>>,
    /// When the wave was looked at, and what its state was then.
    pub at: DateTime<Utc>,
    pub state: WaveState,
    pub(super) stored: Arc<StoredVersion>,
}

impl ActiveWave {
    pub(super) fn layout(&self) -> &Layout {
        &self.stored.layout
    }

    /// The files of the version; problems of its report point into them.
    pub fn sources(&self) -> &Sources {
        &self.stored.sources
    }

    /// The `end_if` of a source.
    pub fn source_end(&self, source: Option<&str>) -> Option<&Condition> {
        self.rules.source_end(source)
    }

    /// What expressions may name beside the answers.
    pub fn circumstances(&self) -> Circumstances {
        Circumstances {
            wave: Some(self.wave.slug.clone()),
            wave_opened: self.wave.opened_on(),
            today: Some(self.today()),
            ..Circumstances::default()
        }
    }

    /// The present day in the wave's zone.
    pub(super) fn today(&self) -> NaiveDate {
        self.at.with_timezone(&self.wave.plan.timezone).date_naive()
    }

    /// An error unless the wave is open.
    pub(super) fn must_be_open(&self) -> Result<(), ServiceError> {
        let slug = self.wave.slug.clone();
        match self.state {
            WaveState::Open => Ok(()),
            WaveState::Draft => {
                Err(ServiceError::WaveNotOpenYet { slug, opens_at: self.wave.schedule.opens_at })
            }
            WaveState::Closed | WaveState::Archived => Err(ServiceError::WaveClosed { slug }),
        }
    }

    /// An error for a source that the wave does not have, where it declares any.
    pub(super) fn must_know_source(&self, source: Option<&str>) -> Result<(), ServiceError> {
        let (Some(source), Some(known)) = (source, self.wave.plan.source_codes()) else { return Ok(()) };
        if known.iter().any(|code| code == source) {
            return Ok(());
        }
        Err(ServiceError::UnknownSource { source_code: source.to_owned(), known })
    }

    /// An error for a language that the questionnaire is not in.
    pub(super) fn must_know_language(&self, language: Option<&str>) -> Result<(), ServiceError> {
        let known = || self.questionnaire.languages.iter().map(|language| language.as_str().to_owned());
        match language {
            Some(language) if !known().any(|tag| tag == language) => {
                Err(ServiceError::UnknownLanguage { language: language.to_owned(), known: known().collect() })
            }
            Some(_) | None => Ok(()),
        }
    }
}

/// The wave of this name.
///
/// # Errors
/// Where there is none.
pub async fn find_wave(service: &Service, slug: &str) -> Result<Arc<ActiveWave>, ServiceError> {
    let wave = find_stored_wave(service, slug).await?;
    let version = wave.version.clone();
    activate(service, wave, version).await
}

/// All waves, the newest first, each with the state it has now.
///
/// # Errors
/// Where the database does not answer.
pub async fn list_waves(service: &Service) -> Result<Vec<(Wave, WaveState)>, ServiceError> {
    let now = service.now();
    let waves = service.database().list_waves().await?;
    Ok(waves
        .into_iter()
        .map(|wave| {
            let state = wave.state_at(now);
            (wave, state)
        })
        .collect())
}

/// The wave's file as it was given.
///
/// # Errors
/// Where there is no such wave.
pub async fn wave_file_text(service: &Service, slug: &str) -> Result<String, ServiceError> {
    let wave = find_stored_wave(service, slug).await?;
    let text = service.database().find_wave_text(wave.id).await?;
    text.ok_or_else(|| ServiceError::UnknownWave { slug: slug.to_owned() })
}

/// What the notice must say before real respondents are asked; empty for a synthetic wave.
pub(super) fn missing_from_notice(wave: &Wave, questionnaire: &Questionnaire) -> Vec<String> {
    if wave.synthetic {
        return Vec::new();
    }
    wave.plan.notice.clone().unwrap_or_default().missing_for(&questionnaire.languages)
}

pub(super) async fn find_stored_wave(service: &Service, slug: &str) -> Result<Wave, ServiceError> {
    let unknown = || ServiceError::UnknownWave { slug: slug.to_owned() };
    // An address may hold anything, and the database refuses some of it.
    if !is_slug(slug) {
        return Err(unknown());
    }
    service.database().find_wave(slug).await?.ok_or_else(unknown)
}

/// The wave with one of the versions that its responses were given to.
pub(super) async fn activate(
    service: &Service,
    wave: Wave,
    version: VersionId,
) -> Result<Arc<ActiveWave>, ServiceError> {
    let stored = stored_version::load(service, &version).await?;
    let (rules, _) = WaveRules::compile(&wave.plan, &stored.questionnaire);
    let at = service.now();
    // The clock opens no wave that a hand could not open.
    let state = match wave.state_at(at) {
        WaveState::Open
            if wave.recorded == WaveState::Draft
                && !missing_from_notice(&wave, &stored.questionnaire).is_empty() =>
        {
            WaveState::Draft
        }
        state => state,
    };
    Ok(Arc::new(ActiveWave {
        state,
        at,
        version,
        questionnaire: Arc::clone(&stored.questionnaire),
        rules,
        report: stored.report.clone(),
        theme: stored.theme.clone(),
        dress: stored.dress.clone(),
        wave,
        stored,
    }))
}
