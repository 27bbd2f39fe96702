//! `canvass demo`: what a newcomer sees first. A real survey on synthetic answers, from the database to the report,
//! every answer through the same HTTP intake that respondents use.

mod client;

use std::net::SocketAddr;
use std::sync::Arc;

use serde_json::{Value, json};
use tokio::sync::Notify;

use super::arguments::{Demo, Global};
use super::database::{failed, with_service};
use super::failure::Failure;
use super::serve::{FirstKey, detail, first_key};
use super::simulate::say_targets;
use super::terminal::{self, Terminal};
use super::{listener, publish, signals};
use crate::diagnostics::Sources;
use crate::export::text;
use crate::fieldwork::WaveState;
use crate::form::{RawValue, Strictness, raw};
use crate::http;
use crate::questionnaire::Questionnaire;
use crate::responses::Response;
use crate::service::{
    self, ActiveWave, CheckedFolder, CreateWave, Service, ServiceError, Simulation, SurveyFolder,
    WaveSettings, check_files, simulate_responses,
};
use crate::tabulation::Audience;
use crate::telemetry;
use client::Client;

const WAVE: &str = "genai-2023";
/// As many as the survey that the demo follows had.
const RESPONDENTS: usize = 284;
const SEED: u64 = 2023;

pub(super) fn run(arguments: &Demo, global: &Global, terminal: Terminal) -> anyhow::Result<()> {
    telemetry::start(detail(terminal), super::database::config(global).log.as_deref());
    let port = if arguments.once { 0 } else { arguments.port };
    let listener = listener::listen(&format!("127.0.0.1:{port}"), "--port")?;
    let address = listener.local_addr()?;
    let survey = embedded_survey();
    with_service(global, async |service| {
        let wave = wave(&service, &survey, terminal).await?;
        let done = Arc::new(Notify::new());
        let stop = {
            let done = Arc::clone(&done);
            async move {
                tokio::select! {
                    () = signals::stop_wanted() => {}
                    () = done.notified() => {}
                }
            }
        };
        let serving = http::serve(listener, service.clone(), Some(WAVE.to_owned()), stop);
        let working = async {
            let outcome = show(arguments, global, &service, &wave, &survey, address, terminal).await;
            if arguments.once || outcome.is_err() {
                done.notify_one();
            }
            outcome
        };
        let (served, shown) = tokio::join!(serving, working);
        shown?;
        served.map_err(|error| Failure::System(format!("the server stopped: {error}")).into())
    })
}

/// The survey's files, built into the program, so that the demo works from anywhere.
fn embedded_survey() -> CheckedFolder {
    macro_rules! file {
        ($name:literal) => {
            ($name, include_str!(concat!("../../../questionnaire/genai-2023/", $name)))
        };
    }
    let mut sources = Sources::default();
    let mut add = |(name, text): (&str, &str)| sources.add(&format!("questionnaire/genai-2023/{name}"), text);
    let questionnaire = add(file!("questionnaire.yaml"));
    let translations = vec![add(file!("ko.yaml"))];
    let wave = Some(add(file!("wave.yaml")));
    let report = Some(add(file!("report.yaml")));
    check_files(
        SurveyFolder {
            sources,
            questionnaire,
            translations,
            wave,
            report,
            report_translations: Vec::new(),
            theme: None,
            logo: None,
        },
        Vec::new(),
    )
}

/// The demo's wave, made and opened where it is not there yet.
async fn wave(
    service: &Service,
    survey: &CheckedFolder,
    terminal: Terminal,
) -> anyhow::Result<Arc<ActiveWave>> {
    let failed = |error| failed(error, terminal);
    match service::find_wave(service, WAVE).await {
        Ok(wave) => Ok(wave),
        Err(ServiceError::UnknownWave { .. }) => {
            let published = publish::publish(service, survey, terminal).await?;
            let file = survey.folder.wave.map(|file| {
                let source = survey.folder.sources.get(file);
                (source.name.to_string(), source.text.to_string())
            });
            let wanted = CreateWave {
                slug: WAVE.to_owned(),
                version: published.version,
                file,
                settings: WaveSettings::default(),
                synthetic: true,
            };
            service::create_wave(service, &wanted).await.map_err(failed)?;
            service::open_wave(service, WAVE).await.map_err(failed)?;
            terminal.say(format!("Wave {WAVE} is open."));
            service::find_wave(service, WAVE).await.map_err(failed)
        }
        Err(error) => Err(failed(error)),
    }
}

async fn show(
    arguments: &Demo,
    global: &Global,
    service: &Service,
    wave: &Arc<ActiveWave>,
    survey: &CheckedFolder,
    address: SocketAddr,
    terminal: Terminal,
) -> anyhow::Result<()> {
    fill(service, wave, survey, address, terminal).await?;
    if arguments.once {
        let counted = service::run_report(service, wave, None, None, Audience::Analysts)
            .await
            .map_err(|error| failed(error, terminal))?;
        let text = text::report(&counted.made, terminal.width(), terminal.ink(None));
        return Ok(terminal::print(text.as_bytes())?);
    }
    let key = first_key(service, global, terminal).await?;
    let mut lines = format!("Form:    http://{address}/s/{WAVE}\nReport:  http://{address}/report\n");
    lines.push_str(&format!("API:     http://{address}/api/docs\n"));
    if let FirstKey::Made { key, file } = &key {
        lines.push_str(&format!("API key: {key} (kept in {})\n", file.display()));
    }
    terminal::print(lines.as_bytes())?;
    terminal.say(
        "All answers are synthetic. Fill in the form and reload the report to see it change. Ctrl-C stops.",
    );
    Ok(())
}

/// Sends the synthetic responses, unless they are there. Their ids are those of the seed, so that sending one again
/// adds nothing.
async fn fill(
    service: &Service,
    wave: &Arc<ActiveWave>,
    survey: &CheckedFolder,
    address: SocketAddr,
    terminal: Terminal,
) -> anyhow::Result<()> {
    let status = service::wave_status(service, wave).await.map_err(|error| failed(error, terminal))?;
    let stored: u64 = status.ended.values().sum();
    if stored >= RESPONDENTS as u64 {
        terminal.say(format!("{stored} responses are there already: nothing was added."));
        return Ok(());
    }
    if wave.state != WaveState::Open {
        terminal.say(format!("Wave {WAVE} is {}: nothing was added.", wave.state.as_str()));
        return Ok(());
    }
    terminal.say(format!("Making {RESPONDENTS} synthetic respondents …"));
    let questionnaire = Arc::clone(&wave.questionnaire);
    let simulation = Simulation { respondents: RESPONDENTS, seed: SEED };
    let simulated = tokio::task::block_in_place(|| {
        simulate_responses(&questionnaire, survey.wave.as_ref(), survey.report.as_deref(), simulation)
    })
    .map_err(|error| Failure::Input(error.to_string()))?;
    say_targets(&simulated, terminal);
    let responses = simulated.responses;
    tokio::task::spawn_blocking(move || send(&questionnaire, &responses, address, terminal))
        .await
        .map_err(|error| Failure::System(format!("the sending broke off: {error}")))?
}

/// One POST a response, as any program would send it.
fn send(
    questionnaire: &Questionnaire,
    responses: &[Response],
    address: SocketAddr,
    terminal: Terminal,
) -> anyhow::Result<()> {
    let bar = terminal.progress(responses.len() as u64, "Sending responses");
    let mut client = Client::connect(address)?;
    let mut added = 0_usize;
    for response in responses {
        let body = serde_json::to_vec(&body(questionnaire, response))?;
        let answer = client.post_json(&format!("/api/v1/waves/{WAVE}/responses"), &body)?;
        match answer.status {
            201 => added += 1,
            200 => {}
            status => {
                let said = String::from_utf8_lossy(&answer.body).into_owned();
                return Err(Failure::System(format!("a response was refused with {status}: {said}")).into());
            }
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    let before = responses.len() - added;
    let before = if before > 0 { format!(", {before} were there already") } else { String::new() };
    terminal.say(format!("{added} responses stored through the HTTP intake{before}."));
    Ok(())
}

fn body(questionnaire: &Questionnaire, response: &Response) -> Value {
    let answers = raw::from_answers(questionnaire, &response.answers, Strictness::Json);
    let answers: serde_json::Map<String, Value> =
        answers.into_iter().map(|(name, value)| (name, as_json(value))).collect();
    json!({
        "response_id": response.id.0,
        "answers": answers,
        "language": response.circumstances.language,
        "source": response.circumstances.source,
    })
}

fn as_json(value: RawValue) -> Value {
    match value {
        RawValue::Nothing => Value::Null,
        RawValue::Text(text) => Value::String(text),
        // Whole numbers without a fraction, as people write them.
        RawValue::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => json!(number as i64),
        RawValue::Number(number) => json!(number),
        RawValue::Bool(value) => Value::Bool(value),
        RawValue::List(list) => Value::Array(list.into_iter().map(as_json).collect()),
        RawValue::Rows(rows) => {
            Value::Object(rows.into_iter().map(|(row, value)| (row, as_json(value))).collect())
        }
    }
}
