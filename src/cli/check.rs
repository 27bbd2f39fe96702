//! `canvass check PATH`: every problem of a survey folder at once.

use serde::Serialize;

use super::arguments::{Check, CheckFormat, Hints};
use super::failure::Failure;
use super::terminal::{self, Terminal, counted};
use crate::diagnostics::{Diagnostic, Severity, Sources, brief, render};
use crate::service::{CheckedFolder, check_folder};

pub(super) fn run(arguments: &Check, terminal: Terminal) -> anyhow::Result<()> {
    let checked = check_folder(&arguments.path).map_err(Failure::from)?;
    match arguments.format {
        CheckFormat::Json => terminal::print(&as_json(&checked)?)?,
        CheckFormat::Text => {
            let (hints, problems): (Vec<Diagnostic>, Vec<Diagnostic>) =
                checked.diagnostics.iter().cloned().partition(|found| found.severity == Severity::Hint);
            let sources = &checked.folder.sources;
            let mut text = render(&problems, sources, terminal.output_style());
            text.push_str(&match arguments.hints {
                Hints::Short => brief(&hints, sources),
                Hints::Full => render(&hints, sources, terminal.output_style()),
                Hints::None => String::new(),
            });
            terminal::print(text.as_bytes())?;
            terminal.say(summary(&checked, arguments));
        }
    }
    if checked.has_errors() { Err(Failure::Shown.into()) } else { Ok(()) }
}

/// How many of each, and what to do next.
fn summary(checked: &CheckedFolder, arguments: &Check) -> String {
    let number = |severity| checked.diagnostics.iter().filter(|found| found.severity == severity).count();
    let (errors, warnings, hints) =
        (number(Severity::Error), number(Severity::Warning), number(Severity::Hint));
    let files = counted(checked.folder.sources.iter().count(), "file");
    let mut found: Vec<String> = Vec::new();
    for (number, what) in [(errors, "error"), (warnings, "warning"), (hints, "hint")] {
        if number > 0 {
            found.push(counted(number, what));
        }
    }
    let found = if found.is_empty() { "no problems".to_owned() } else { found.join(", ") };
    let next = if errors > 0 {
        "Mend the errors and check again.".to_owned()
    } else {
        format!("See the form: canvass preview {}", arguments.path.display())
    };
    let size = checked.questionnaire.as_ref().map_or(String::new(), |questionnaire| {
        format!(
            " ({} on {})",
            counted(questionnaire.items.len(), "item"),
            counted(questionnaire.pages.len(), "page")
        )
    });
    format!("{files} checked{size}: {found}. {next}")
}

/// All problems as JSON has them.
#[derive(Serialize)]
pub(super) struct Document<'a> {
    diagnostics: Vec<Entry<'a>>,
    errors: usize,
    warnings: usize,
    hints: usize,
}

#[derive(Serialize)]
struct Entry<'a> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    help: &'a str,
}

fn as_json(checked: &CheckedFolder) -> anyhow::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(&document(checked))?;
    bytes.push(b'\n');
    Ok(bytes)
}

pub(super) fn document(checked: &CheckedFolder) -> Document<'_> {
    let number = |severity| checked.diagnostics.iter().filter(|found| found.severity == severity).count();
    Document {
        diagnostics: checked
            .diagnostics
            .iter()
            .map(|diagnostic| entry(diagnostic, &checked.folder.sources))
            .collect(),
        errors: number(Severity::Error),
        warnings: number(Severity::Warning),
        hints: number(Severity::Hint),
    }
}

fn entry<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Entry<'a> {
    let source = sources.get(diagnostic.span.file);
    let start = source.line_column(diagnostic.span.start);
    let end = source.line_column(diagnostic.span.end);
    Entry {
        code: diagnostic.code.as_str(),
        severity: diagnostic.severity.as_str(),
        message: &diagnostic.message,
        file: &source.name,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        help: &diagnostic.help,
    }
}
