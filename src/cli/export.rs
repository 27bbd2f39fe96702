//! `canvass export`: the responses as a file.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::answers::{paths_of, read_file_of_responses, wave_of};
use super::arguments::{Export, ExportFormat, Global};
use super::database::{failed, with_service};
use super::failure::Failure;
use super::terminal::{self, Terminal, counted};
use crate::export::{
    CsvOptions, MissingCells, Origin, Values, Versions, Written, responses_csv, responses_jsonl, sidecar,
};
use crate::questionnaire::{Questionnaire, version_id};
use crate::responses::{Response, flags};
use crate::service;

pub(super) fn run(arguments: &Export, global: &Global, terminal: Terminal) -> anyhow::Result<()> {
    if arguments.format == ExportFormat::Jsonl && (arguments.labels || arguments.missing_codes) {
        return Err(Failure::Usage(
            "--labels and --missing-codes are for csv: jsonl always says codes and reasons".to_owned(),
        )
        .into());
    }
    if let Some((questionnaire, data)) = paths_of(&arguments.source) {
        let answers = read_file_of_responses(questionnaire, data, None, terminal)?;
        let particulars = Particulars {
            questionnaire: &answers.questionnaire,
            version: version_id(&answers.questionnaire).to_string(),
            wave: None,
            origin: if answers.file.is_synthetic() { Origin::Simulation } else { Origin::Respondents },
            versions: Versions::One,
        };
        return write(&particulars, answers.file.responses, arguments, terminal);
    }
    with_service(global, async |service| {
        let wave = wave_of(&service, &arguments.source, terminal).await?;
        let loaded =
            service::load_responses(&service, &wave).await.map_err(|error| failed(error, terminal))?;
        let particulars = Particulars {
            questionnaire: &loaded.questionnaire,
            version: loaded.version.to_string(),
            wave: Some(&wave.wave.slug),
            origin: if wave.wave.synthetic { Origin::Simulation } else { Origin::Respondents },
            versions: if loaded.earlier.is_empty() { Versions::One } else { Versions::Several },
        };
        write(&particulars, loaded.responses, arguments, terminal)
    })
}

/// What the file is about.
struct Particulars<'a> {
    questionnaire: &'a Questionnaire,
    version: String,
    wave: Option<&'a str>,
    origin: Origin,
    versions: Versions,
}

/// Writes the responses to standard output, or to a file with its sidecar.
fn write(
    particulars: &Particulars<'_>,
    responses: Vec<Response>,
    arguments: &Export,
    terminal: Terminal,
) -> anyhow::Result<()> {
    let Some(path) = &arguments.out else {
        let mut out = BufWriter::new(io::stdout().lock());
        write_to(particulars, responses, arguments, &mut out)?;
        return Ok(out.flush()?);
    };
    let partial = terminal::beside(path, ".partial");
    let unwritable = |error: &io::Error| Failure::unwritable(path, error);
    let mut out = BufWriter::new(fs::File::create(&partial).map_err(|error| unwritable(&error))?);
    let written =
        write_to(particulars, responses, arguments, &mut out).map_err(|error| unwritable(&error))?;
    let file = out.into_inner().map_err(|error| unwritable(error.error()))?;
    file.sync_all().map_err(|error| unwritable(&error))?;
    fs::rename(&partial, path).map_err(|error| unwritable(&error))?;
    write_sidecar(path, &written, &particulars.version, particulars.wave)?;
    terminal.say(format!(
        "{} written to {}, particulars to {}",
        counted(written.rows as usize, "response"),
        path.display(),
        terminal::beside(path, ".meta.json").display()
    ));
    Ok(())
}

fn write_to(
    particulars: &Particulars<'_>,
    responses: Vec<Response>,
    arguments: &Export,
    out: &mut dyn Write,
) -> io::Result<Written> {
    let Particulars { questionnaire, origin, .. } = particulars;
    let flags = flags(questionnaire, &responses);
    let responses = &mut responses.into_iter();
    match arguments.format {
        ExportFormat::Jsonl => responses_jsonl(questionnaire, responses, &flags, *origin, out),
        ExportFormat::Csv => {
            let values = if arguments.labels {
                Values::Labels(questionnaire.source_language())
            } else {
                Values::Codes
            };
            let missing = if arguments.missing_codes { MissingCells::Codes } else { MissingCells::Empty };
            let options = CsvOptions {
                values,
                missing,
                origin: *origin,
                flags: &flags,
                versions: particulars.versions,
            };
            responses_csv(questionnaire, responses, options, out)
        }
    }
}

/// `FILE.meta.json`: the data file itself carries nothing but data.
pub(super) fn write_sidecar(
    path: &Path,
    written: &Written,
    version: &str,
    wave: Option<&str>,
) -> anyhow::Result<()> {
    let beside = terminal::beside(path, ".meta.json");
    terminal::deliver(Some(&beside), sidecar(written, version, wave).as_bytes())
}
