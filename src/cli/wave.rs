//! `canvass wave …`: waves made, moved and looked at.

use std::path::Path;

use chrono::{DateTime, NaiveDateTime, Utc};
use chrono_tz::Tz;
use serde_json::{Value, json};

use super::arguments::{CheckFormat, Global, Wave as WaveArguments, WaveCommand, WaveCreate, WaveShow};
use super::database::{failed, with_service};
use super::failure::Failure;
use super::publish;
use super::tabulate::pretty;
use super::terminal::{self, Terminal};
use crate::fieldwork::{Wave, WaveState};
use crate::responses::Disposition;
use crate::service::{self, CreateWave, Service, ServiceError, WaveSettings, WaveStatus};

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
    let checked = publish::ready(&wanted.questionnaire, wanted.allow_untranslated, terminal)?;
    let file = match &wanted.plan {
        Some(path) => Some((path.display().to_string(), terminal::read_text(path)?)),
        None => checked.folder.wave.map(|file| {
            let source = checked.folder.sources.get(file);
            (source.name.to_string(), source.text.to_string())
        }),
    };
    let settings = WaveSettings {
        opens: time(wanted.opens.as_deref(), "--opens")?,
        closes: time(wanted.closes.as_deref(), "--closes")?,
        timezone: zone(wanted.timezone.as_deref(), file.as_ref().map(|(name, _)| Path::new(name)))?,
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

fn zone(text: Option<&str>, file: Option<&Path>) -> Result<Option<String>, Failure> {
    let Some(text) = text else { return Ok(None) };
    if let Some(file) = file {
        let file = file.display();
        return Err(Failure::Usage(format!("{file} says the zone itself: change `timezone:` there")));
    }
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
    let (wave, status) = look().await.map_err(|error| failed(error, terminal))?;
    let bytes = match wanted.format.format {
        CheckFormat::Json => {
            let mut document = as_json(&wave, status.state);
            document["counts"] = counts(&status);
            pretty(&document)?
        }
        CheckFormat::Text => described(&wave, &status).into_bytes(),
    };
    Ok(terminal::print(&bytes)?)
}

fn as_json(wave: &Wave, state: WaveState) -> Value {
    json!({
        "wave": wave.slug,
        "state": state.as_str(),
        "version": wave.version.as_str(),
        "opens_at": wave.opened_at.or(wave.schedule.opens_at),
        "closes_at": wave.closed_at.or(wave.schedule.closes_at),
        "timezone": wave.plan.timezone.name(),
        "synthetic": wave.synthetic,
    })
}

fn counts(status: &WaveStatus) -> Value {
    let mut counts = json!({ "started": status.started() });
    for disposition in Disposition::ALL {
        counts[disposition.as_str()] = json!(status.count(disposition));
    }
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
        lines.push([
            wave.slug.clone(),
            state.as_str().to_owned(),
            at(wave.opened_at.or(wave.schedule.opens_at)),
            at(wave.closed_at.or(wave.schedule.closes_at)),
        ]);
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
        ("opens", at(wave.opened_at.or(wave.schedule.opens_at))),
        ("closes", at(wave.closed_at.or(wave.schedule.closes_at))),
        ("started", status.started().to_string()),
        ("under way", status.under_way.to_string()),
    ];
    for disposition in Disposition::ALL {
        lines.push((disposition.as_str(), status.count(disposition).to_string()));
    }
    if wave.synthetic {
        lines.push(("note", "the answers are synthetic".to_owned()));
    }
    lines.iter().map(|(name, value)| format!("{name:<12}  {value}\n")).collect()
}

/// "2026-08-03 09:00 Europe/Berlin"
fn in_zone(at: DateTime<Utc>, zone: Tz) -> String {
    format!("{} {}", at.with_timezone(&zone).format("%Y-%m-%d %H:%M"), zone.name())
}
