//! Creating a wave: a draft on a published version.

use std::fmt::Write;

use chrono::NaiveDateTime;

use super::active_wave::activate;
use super::chance;
use super::{Service, ServiceError};
use crate::db::NewWave;
use crate::diagnostics::{Sources, has_errors, in_order};
use crate::fieldwork::{Wave, WaveRules, wave_file};
use crate::ids::{VersionId, WaveId, is_slug};

/// A wave to be made.
#[derive(Debug, Clone)]
pub struct CreateWave {
    pub slug: String,
    pub version: VersionId,
    /// The wave file: its name, for messages, and its text. `None` for a wave that is opened and closed by hand.
    pub file: Option<(String, String)>,
    pub settings: WaveSettings,
    /// Its answers will be made up; everything that shows them says so.
    pub synthetic: bool,
}

/// What a command says beside the wave file, or in its place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WaveSettings {
    /// Local to the wave's zone.
    pub opens: Option<NaiveDateTime>,
    pub closes: Option<NaiveDateTime>,
    /// Only where there is no file: a file says its own zone.
    pub timezone: Option<String>,
}

/// Makes the wave, a draft.
///
/// # Errors
/// Where the name is taken or malformed, the file has errors, or its conditions do not fit the version.
pub async fn create_wave(service: &Service, wanted: &CreateWave) -> Result<Wave, ServiceError> {
    let CreateWave { slug, version, file, settings, synthetic } = wanted;
    if !is_slug(slug) {
        return Err(ServiceError::MalformedWaveName { slug: slug.clone() });
    }
    let (name, text) = match file {
        Some((name, text)) => (name.as_str(), text.clone()),
        None => ("wave.yaml", wave_file_of(slug, settings)),
    };
    let mut sources = Sources::default();
    let id = sources.add(name, &text);
    let (plan, diagnostics) = wave_file::parse(&sources, id);
    let Some(mut plan) = plan.filter(|_| !has_errors(&diagnostics)) else {
        return Err(ServiceError::in_files(in_order(diagnostics), &sources));
    };
    if file.is_some() {
        plan.opens = settings.opens.or(plan.opens);
        plan.closes = settings.closes.or(plan.closes);
    }
    let stored = super::stored_version::load(service, version).await?;
    let (_, found) = WaveRules::compile(&plan, &stored.questionnaire);
    if has_errors(&found) {
        return Err(ServiceError::in_files(in_order(found), &sources));
    }
    let wave = NewWave {
        id: WaveId(chance::new_id()),
        slug,
        version,
        plan: &text,
        schedule: plan.schedule(),
        synthetic: *synthetic,
        at: service.now(),
    };
    if !service.database().insert_wave(&wave).await? {
        return Err(ServiceError::WaveExists { slug: slug.clone() });
    }
    let wave = super::active_wave::find_stored_wave(service, slug).await?;
    let version = wave.version.clone();
    Ok(activate(service, wave, version).await?.wave.clone())
}

/// The wave file that says the same as the settings.
pub fn wave_file_of(slug: &str, settings: &WaveSettings) -> String {
    let mut text = format!("canvass: 1\nwave: {slug}\n");
    for (key, time) in [("opens", settings.opens), ("closes", settings.closes)] {
        if let Some(time) = time {
            let _ = writeln!(text, "{key}: {}", time.format("%Y-%m-%dT%H:%M:%S"));
        }
    }
    if let Some(zone) = &settings.timezone {
        let _ = writeln!(text, "timezone: \"{}\"", zone.replace(['"', '\\'], ""));
    }
    text
}
