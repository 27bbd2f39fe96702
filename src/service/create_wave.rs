//! Creating a wave: a draft on a published version.

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

/// What a command says in the place of the wave file's own lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WaveSettings {
    /// Local to the wave's zone.
    pub opens: Option<NaiveDateTime>,
    pub closes: Option<NaiveDateTime>,
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
        Some((name, text)) => (name.as_str(), text.as_str()),
        None => ("wave.yaml", "canvass: 1\n"),
    };
    let text = with_settings(text, slug, settings);
    let mut sources = Sources::default();
    let id = sources.add(name, &text);
    let (plan, diagnostics) = wave_file::parse(&sources, id);
    let Some(plan) = plan.filter(|_| !has_errors(&diagnostics)) else {
        return Err(ServiceError::in_files(in_order(diagnostics), &sources));
    };
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

/// The wave file with the wave's own name and what the settings say: a line of a key is replaced in its place, a new one
/// comes at the end. So the stored file always says what holds.
fn with_settings(text: &str, slug: &str, settings: &WaveSettings) -> String {
    let time = |time: NaiveDateTime| time.format("%Y-%m-%dT%H:%M:%S").to_string();
    let said = [
        ("wave", Some(slug.to_owned())),
        ("opens", settings.opens.map(time)),
        ("closes", settings.closes.map(time)),
        ("timezone", settings.timezone.as_ref().map(|zone| format!("\"{}\"", zone.replace(['"', '\\'], "")))),
    ];
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for (key, value) in said.into_iter().filter_map(|(key, value)| Some((key, value?))) {
        let start = format!("{key}:");
        let line = format!("{start} {value}");
        match lines.iter_mut().find(|line| line.starts_with(&start)) {
            Some(old) => *old = line,
            None => lines.push(line),
        }
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_settings_of_a_command_stand_in_the_file_that_is_stored() {
        let opens = NaiveDateTime::parse_from_str("2026-08-03T09:00", "%Y-%m-%dT%H:%M").ok();
        let settings =
            WaveSettings { opens, timezone: Some("Europe/Berlin".to_owned()), ..WaveSettings::default() };
        let file = "canvass: 1\nwave: old\nopens: 2026-01-01T00:00 # at midnight\nlimit: 5\n";
        assert_eq!(
            with_settings(file, "new", &settings),
            "canvass: 1\nwave: new\nopens: 2026-08-03T09:00:00\nlimit: 5\ntimezone: \"Europe/Berlin\"\n"
        );
        assert_eq!(with_settings(file, "old", &WaveSettings::default()), file);
    }
}
