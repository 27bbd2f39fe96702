//! `canvass export`: the responses as a file.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::answers::{paths_of, read_file};
use super::arguments::{Export, ExportFormat};
use super::failure::Failure;
use super::terminal::{self, Terminal, counted};
use crate::export::{CsvOptions, MissingCells, Values, Written, responses_csv, responses_jsonl, sidecar};
use crate::questionnaire::{Questionnaire, version_id};
use crate::responses::Response;

pub(super) fn run(arguments: &Export, terminal: Terminal) -> anyhow::Result<()> {
    if arguments.format == ExportFormat::Jsonl && (arguments.labels || arguments.missing_codes) {
        return Err(Failure::Usage(
            "--labels and --missing-codes are for csv: jsonl always says codes and reasons".to_owned(),
        )
        .into());
    }
    if let Some((questionnaire, data)) = paths_of(&arguments.source) {
        let answers = read_file(questionnaire, data, None, terminal)?;
        let version = version_id(&answers.questionnaire).to_string();
        let mut responses = answers.file.responses.into_iter();
        return write(&answers.questionnaire, &mut responses, &version, None, arguments, terminal);
    }
    Err(super::answers::no_wave().into())
}

/// Writes the responses to standard output, or to a file with its sidecar.
fn write(
    questionnaire: &Questionnaire,
    responses: &mut dyn Iterator<Item = Response>,
    version: &str,
    wave: Option<&str>,
    arguments: &Export,
    terminal: Terminal,
) -> anyhow::Result<()> {
    let Some(path) = &arguments.out else {
        let mut out = BufWriter::new(io::stdout().lock());
        write_to(questionnaire, responses, arguments, &mut out)?;
        return Ok(out.flush()?);
    };
    let partial = terminal::beside(path, ".partial");
    let unwritable = |error: &io::Error| Failure::unwritable(path, error);
    let mut out = BufWriter::new(fs::File::create(&partial).map_err(|error| unwritable(&error))?);
    let written =
        write_to(questionnaire, responses, arguments, &mut out).map_err(|error| unwritable(&error))?;
    out.into_inner()
        .map_err(|error| unwritable(error.error()))?
        .sync_all()
        .map_err(|error| unwritable(&error))?;
    fs::rename(&partial, path).map_err(|error| unwritable(&error))?;
    write_sidecar(path, &written, version, wave)?;
    terminal.say(format!(
        "{} written to {}, particulars to {}",
        counted(written.rows as usize, "response"),
        path.display(),
        terminal::beside(path, ".meta.json").display()
    ));
    Ok(())
}

fn write_to(
    questionnaire: &Questionnaire,
    responses: &mut dyn Iterator<Item = Response>,
    arguments: &Export,
    out: &mut dyn Write,
) -> io::Result<Written> {
    match arguments.format {
        ExportFormat::Jsonl => responses_jsonl(questionnaire, responses, out),
        ExportFormat::Csv => {
            let values = if arguments.labels {
                Values::Labels(questionnaire.source_language())
            } else {
                Values::Codes
            };
            let missing = if arguments.missing_codes { MissingCells::Codes } else { MissingCells::Empty };
            responses_csv(
                questionnaire,
                responses,
                CsvOptions { values, missing, ..CsvOptions::default() },
                out,
            )
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
