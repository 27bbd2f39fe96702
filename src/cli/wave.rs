//! `canvass wave …`: waves made, moved and looked at.

use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDateTime, Utc};
use chrono_tz::Tz;
use serde_json::{Value, json};

use super::arguments::{
    CheckFormat, Global, ShowFormat, Wave as WaveArguments, WaveCommand, WaveCreate, WaveShow,
};
use super::database::{failed, with_service};
use super::failure::Failure;
use super::publish;
use super::tabulate::pretty;
use super::terminal::{self, Terminal};
use crate::diagnostics::{Sources, has_errors, in_order};
use crate::fieldwork::{Wave, WaveState, wave_file};
use crate::responses::Disposition;
use crate::service::{
    self, AnswersLeftOut, AskedVersion, CreateWave, Service, ServiceError, WaveSettings, WaveStatus,
};
use crate::tabulation::without_place_words;

pub(super) fn run(arguments: &WaveArguments, global: &Global, terminal: Terminal) -> anyhow::Result<()> {
    let failed = |error| failed(error, terminal);
    match &arguments.command {
        WaveCommand::Create(wanted) => create(wanted, global, terminal),
        WaveCommand::Open(name) => with_service(global, async |service| {
            let wave = service::open_wave(&service, &name.slug).await.map_err(failed)?;
            moved(&wave, WaveState::Open, terminal);
            terminal.say(format!("`canvass serve` shows its form at /s/{}.", wave.slug));
            Ok(())
        }),
        WaveCommand::Reopen(name) => with_service(global, async |service| {
            let wave = service::reopen_wave(&service, &name.slug).await.map_err(failed)?;
            moved(&wave, WaveState::Open, terminal);
            Ok(())
        }),
        WaveCommand::Close(name) => with_service(global, async |service| {
            let wave = service::close_wave(&service, &name.slug).await.map_err(failed)?;
            moved(&wave, WaveState::Closed, terminal);
            terminal.say(format!("Next: canvass report --wave {}", wave.slug));
            Ok(())
        }),
        WaveCommand::Archive(name) => with_service(global, async |service| {
            let wave = service::archive_wave(&service, &name.slug).await.map_err(failed)?;
            moved(&wave, WaveState::Archived, terminal);
            Ok(())
        }),
        WaveCommand::List(format) => with_service(global, async |service| {
            let waves = service::list_waves(&service).await.map_err(failed)?;
            match format.format {
                CheckFormat::Json => {
                    let waves: Vec<Value> = waves.iter().map(|(wave, state)| as_json(wave, *state)).collect();
                    Ok(terminal::print(&pretty(&json!({ "waves": waves }))?)?)
                }
                CheckFormat::Text => {
                    if waves.is_empty() {
                        terminal.say(
                            "There are no waves. Make one: canvass wave create SLUG --questionnaire PATH",
                        );
                    }
                    Ok(terminal::print(table(&waves).as_bytes())?)
                }
            }
        }),
        WaveCommand::Show(wanted) => {
            with_service(global, async |service| show(&service, wanted, terminal).await)
        }
    }
}

fn create(wanted: &WaveCreate, global: &Global, terminal: Terminal) -> anyhow::Result<()> {
    let file = wanted
        .plan
        .as_deref()
        .map(|path| Ok::<_, Failure>((path.display().to_string(), terminal::read_text(path)?)))
        .transpose()?;
    let survey = survey_of(wanted, file.as_ref(), terminal)?;
    let checked = publish::ready(&survey, wanted.allow_untranslated, terminal)?;
    let file = match file {
        Some(file) => Some(file),
        None => checked.folder.wave.map(|file| {
            let source = checked.folder.sources.get(file);
            (source.name.to_string(), source.text.to_string())
        }),
    };
    let settings = WaveSettings {
        opens: time(wanted.opens.as_deref(), "--opens")?,
        closes: time(wanted.closes.as_deref(), "--closes")?,
        timezone: zone(wanted.timezone.as_deref())?,
    };
    with_service(global, async |service| {
        let published = publish::publish(&service, &checked, terminal).await?;
        let wanted = CreateWave {
            slug: wanted.slug.clone(),
            version: published.version,
            file,
            settings,
            synthetic: false,
        };
        let wave = service::create_wave(&service, &wanted).await.map_err(|error| failed(error, terminal))?;
        moved(&wave, WaveState::Draft, terminal);
        terminal.say(match wave.schedule.opens_at {
            Some(at) => format!("It opens by itself at {}.", in_zone(at, wave.plan.timezone)),
            None => format!("Next: canvass wave open {}", wave.slug),
        });
        Ok(())
    })
}

/// The questionnaire that is named, else the one that the wave file names beside itself.
fn survey_of(
    wanted: &WaveCreate,
    file: Option<&(String, String)>,
    terminal: Terminal,
) -> anyhow::Result<PathBuf> {
    if let Some(path) = &wanted.questionnaire {
        return Ok(path.clone());
    }
    let (name, text) =
        file.ok_or_else(|| Failure::Usage("name the survey's folder with --questionnaire".to_owned()))?;
    let mut sources = Sources::default();
    let id = sources.add(name, text);
    match wave_file::parse(&sources, id) {
        (Some(plan), diagnostics) if !has_errors(&diagnostics) => {
            let folder = Path::new(name).parent().unwrap_or(Path::new(""));
            Ok(folder.join(plan.questionnaire))
        }
        (_, diagnostics) => {
            terminal.diagnostics(&in_order(diagnostics), &sources);
            Err(Failure::Shown.into())
        }
    }
}

fn moved(wave: &Wave, state: WaveState, terminal: Terminal) {
    terminal.say(format!("Wave {} is {}.", wave.slug, state.as_str()));
}

fn time(text: Option<&str>, flag: &str) -> Result<Option<NaiveDateTime>, Failure> {
    let Some(text) = text else { return Ok(None) };
    ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
        .map(Some)
        .ok_or_else(|| Failure::Usage(format!("{flag} `{text}` is no time: write it like 2026-08-03T09:00")))
}

fn zone(text: Option<&str>) -> Result<Option<String>, Failure> {
    let Some(text) = text else { return Ok(None) };
    if text.parse::<Tz>().is_err() {
        return Err(Failure::Usage(format!("--timezone `{text}` is no zone: write it like Europe/Berlin")));
    }
    Ok(Some(text.to_owned()))
}

async fn show(service: &Service, wanted: &WaveShow, terminal: Terminal) -> anyhow::Result<()> {
    let look = async || -> Result<(Wave, WaveStatus), ServiceError> {
        let active = service::find_wave(service, &wanted.slug).await?;
        let status = service::wave_status(service, &active).await?;
        Ok((active.wave.clone(), status))
    };
    let failed = |error| failed(error, terminal);
    let bytes = match wanted.format {
        ShowFormat::Yaml => {
            service::wave_file_text(service, &wanted.slug).await.map_err(failed)?.into_bytes()
        }
        ShowFormat::Json => {
            let (wave, status) = look().await.map_err(failed)?;
            let mut document = as_json(&wave, status.state);
            document["counts"] = counts(&status);
            document["versions"] = status.versions.iter().map(asked_version).collect();
            document["left_out"] = status.left_out.iter().map(left_out).collect();
            pretty(&document)?
        }
        ShowFormat::Text => {
            let (wave, status) = look().await.map_err(failed)?;
            described(&wave, &status).into_bytes()
        }
    };
    Ok(terminal::print(&bytes)?)
}

fn as_json(wave: &Wave, state: WaveState) -> Value {
    json!({
        "wave": wave.slug,
        "state": state.as_str(),
        "version": wave.version.as_str(),
        "opens_at": wave.opens_at(),
        "closes_at": wave.closes_at(),
        "timezone": wave.plan.timezone.name(),
        "synthetic": wave.synthetic,
    })
}

fn asked_version(asked: &AskedVersion) -> Value {
    json!({
        "version": asked.version.as_str(),
        "since": asked.since,
        "ended": asked.ended,
        "under_way": asked.under_way,
    })
}

fn left_out(left: &AnswersLeftOut) -> Value {
    json!({ "variable": left.variable, "option": left.option, "text": left.text, "responses": left.responses })
}

fn counts(status: &WaveStatus) -> Value {
    let mut counts = json!({ "started": status.started() });
    for disposition in Disposition::ALL {
        counts[disposition.as_str()] = json!(status.count(disposition));
    }
    counts["refused_consent"] = json!(status.refused_consent);
    counts
}

fn table(waves: &[(Wave, WaveState)]) -> String {
    if waves.is_empty() {
        return String::new();
    }
    let mut lines = vec![["wave", "state", "opens", "closes"].map(str::to_owned)];
    for (wave, state) in waves {
        let at =
            |at: Option<DateTime<Utc>>| at.map_or("by hand".to_owned(), |at| in_zone(at, wave.plan.timezone));
        lines.push([wave.slug.clone(), state.as_str().to_owned(), at(wave.opens_at()), at(wave.closes_at())]);
    }
    let width = |column: usize| lines.iter().map(|line| line[column].len()).max().unwrap_or(0);
    let widths: [usize; 4] = std::array::from_fn(width);
    let padded = |line: &[String; 4]| {
        let cells: Vec<String> =
            line.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        format!("{}\n", cells.join("  ").trim_end())
    };
    lines.iter().map(padded).collect()
}

fn described(wave: &Wave, status: &WaveStatus) -> String {
    let zone = wave.plan.timezone;
    let at = |at: Option<DateTime<Utc>>| at.map_or("by hand".to_owned(), |at| in_zone(at, zone));
    let mut lines = vec![
        ("wave", wave.slug.clone()),
        ("state", status.state.as_str().to_owned()),
        ("version", status.version.to_string()),
        ("opens", at(wave.opens_at())),
        ("closes", at(wave.closes_at())),
        ("started", status.started().to_string()),
        ("under way", status.under_way.to_string()),
    ];
    for disposition in Disposition::ALL {
        lines.push((disposition.as_str(), status.count(disposition).to_string()));
    }
    if status.versions.len() > 1 {
        for asked in &status.versions {
            let said = format!(
                "{} since {}: {} ended, {} under way",
                publish::short(asked.version.as_str()),
                in_zone(asked.since, zone),
                asked.ended,
                asked.under_way
            );
            lines.push(("asked", said));
        }
    }
    for left in &status.left_out {
        let what = without_place_words(&left.variable, left.option.as_deref());
        let text = if left.text { "the text beside " } else { "" };
        lines.push((
            "left out",
            format!(
                "{text}{what} ({}): answered in an earlier version, and the newest has no place for it",
                left.responses
            ),
        ));
    }
    if status.refused_consent > 0 {
        lines.push(("refused_consent", status.refused_consent.to_string()));
    }
    if wave.synthetic {
        lines.push(("note", "the answers are synthetic".to_owned()));
    }
    lines.iter().map(|(name, value)| format!("{name:<15}  {value}\n")).collect()
}

/// "2026-08-03 09:00 Europe/Berlin"
fn in_zone(at: DateTime<Utc>, zone: Tz) -> String {
    format!("{} {}", at.with_timezone(&zone).format("%Y-%m-%d %H:%M"), zone.name())
}
