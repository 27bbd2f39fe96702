//! `canvass import WAVE FILE`: responses from a data file into a wave, and an account of every row.

use serde_json::{Value, json};

use super::arguments::{CheckFormat, Global, Import};
use super::database::{failed, with_service};
use super::failure::Failure;
use super::tabulate::pretty;
use super::terminal::{self, Terminal};
use crate::responses::data_file::{ReadNote, ReadSummary};
use crate::service::{self, ImportMode, ServiceError};

/// Notes in the text form; JSON has all of them.
const NOTES_SHOWN: usize = 20;

pub(super) fn run(arguments: &Import, global: &Global, terminal: Terminal) -> anyhow::Result<()> {
    let bytes = terminal::read_bytes(&arguments.file)?;
    let mode = if arguments.strict { ImportMode::Strict } else { ImportMode::Lenient };
    with_service(global, async |service| {
        let wave =
            service::find_wave(&service, &arguments.wave).await.map_err(|error| failed(error, terminal))?;
        match service::import_responses(&service, &wave, bytes, mode).await {
            Ok(summary) => {
                print(arguments, &summary)?;
                terminal.say(format!(
                    "Next: canvass report --wave {0}, or canvass wave show {0}",
                    arguments.wave
                ));
                Ok(())
            }
            Err(ServiceError::NotStrict { summary }) => {
                print(arguments, &summary)?;
                let message =
                    "--strict allows no note: nothing was stored. Mend the file, or leave --strict out";
                Err(Failure::Input(message.to_owned()).into())
            }
            Err(error) => Err(failed(error, terminal)),
        }
    })
}

fn print(arguments: &Import, summary: &ReadSummary) -> anyhow::Result<()> {
    let bytes = match arguments.format {
        CheckFormat::Json => pretty(&as_json(summary))?,
        CheckFormat::Text => as_text(summary).into_bytes(),
    };
    Ok(terminal::print(&bytes)?)
}

fn as_json(summary: &ReadSummary) -> Value {
    let note = |note: &ReadNote| {
        json!({
            "row": note.row,
            "line": note.line,
            "column": note.column,
            "value": note.value,
            "problem": note.problem.as_str(),
            "effect": note.problem.effect().as_str(),
            "message": note.problem.to_string(),
        })
    };
    json!({
        "rows": summary.rows,
        "accepted": summary.accepted,
        "rejected": summary.rejected,
        "repeated": summary.repeated,
        "cells_not_taken": summary.cells_not_taken,
        "notes": summary.notes.iter().map(note).collect::<Vec<_>>(),
    })
}

fn as_text(summary: &ReadSummary) -> String {
    let lines = [
        ("rows", summary.rows),
        ("accepted", summary.accepted),
        ("of them stored before", summary.repeated),
        ("rejected", summary.rejected),
        ("cells not taken", summary.cells_not_taken),
    ];
    let mut text: String = lines.iter().map(|(name, number)| format!("{name:<22} {number:>7}\n")).collect();
    for note in summary.notes.iter().take(NOTES_SHOWN) {
        let column = if note.column.is_empty() { String::new() } else { format!(" {}", note.column) };
        text.push_str(&format!("line {}{column}: {} (`{}`)\n", note.line, note.problem, note.value));
    }
    if let Some(more) = summary.notes.len().checked_sub(NOTES_SHOWN).filter(|more| *more > 0) {
        text.push_str(&format!("… and {more} more: --format json lists all\n"));
    }
    text
}
