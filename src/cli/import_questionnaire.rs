//! `canvass import-questionnaire FILE --out FOLDER`: a questionnaire of another program as a survey folder, and what it
//! could not bring along.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::arguments::{CheckFormat, ForeignFormat, ImportQuestionnaire};
use super::check;
use super::failure::Failure;
use super::tabulate::pretty;
use super::terminal::{self, Terminal, counted};
use crate::diagnostics::{Diagnostic, Severity, brief};
use crate::i18n::Language;
use crate::interchange::import::Format;
use crate::interchange::import::draft::{Loss, Weight};
use crate::service::{self, ImportQuestionnaireError, ImportedQuestionnaire};

pub(super) fn run(arguments: &ImportQuestionnaire, terminal: Terminal) -> anyhow::Result<()> {
    let language = arguments.language.as_deref().map(read_language).transpose()?;
    let command = service::ImportQuestionnaire {
        file: arguments.file.clone(),
        out: arguments.out.clone(),
        format: arguments.from.map(ForeignFormat::format),
        language,
        replace: arguments.force,
    };
    let imported = service::import_questionnaire(&command).map_err(Failure::from)?;
    match arguments.format {
        CheckFormat::Json => terminal::print(&pretty(&as_json(&imported))?)?,
        CheckFormat::Text => {
            terminal::print(as_text(&imported).as_bytes())?;
            let (hints, problems): (Vec<Diagnostic>, Vec<Diagnostic>) =
                (imported.checked.diagnostics.iter().cloned())
                    .partition(|found| found.severity == Severity::Hint);
            let sources = &imported.checked.folder.sources;
            terminal.diagnostics(&problems, sources);
            terminal.say(brief(&hints, sources).trim_end());
        }
    }
    let out = arguments.out.display();
    if imported.checked.has_errors() {
        terminal.say(format!("It does not compile yet: mend the errors above, then canvass check {out}"));
        return Err(Failure::Shown.into());
    }
    terminal.say(format!("It compiles. See the form: canvass preview {out}"));
    Ok(())
}

fn read_language(tag: &str) -> Result<Language, Failure> {
    Language::parse(tag).ok_or_else(|| {
        Failure::Usage(format!("`{tag}` is not a language tag: write one such as en or pt-BR"))
    })
}

/// The summary, then the losses, the gravest first and otherwise in the order of the file.
fn as_text(imported: &ImportedQuestionnaire) -> String {
    let number = |weight| imported.losses.iter().filter(|loss| loss.weight == weight).count();
    let mut text = format!(
        "{} on {} from {}: {} not carried over, {} changed, {} noted\n",
        counted(imported.items, "item"),
        counted(imported.pages, "page"),
        imported.format.title(),
        counted(number(Weight::Lost), "thing"),
        number(Weight::Changed),
        number(Weight::Noted),
    );
    let files: Vec<String> = imported.files.iter().map(|file| file.display().to_string()).collect();
    text.push_str(&format!("written: {}\n", files.join(", ")));
    for weight in Weight::ALL {
        let losses: Vec<&Loss> = imported.losses.iter().filter(|loss| loss.weight == weight).collect();
        if losses.is_empty() {
            continue;
        }
        text.push_str(match weight {
            Weight::Lost => "\nNot carried over\n",
            Weight::Changed => "\nChanged on the way\n",
            Weight::Noted => "\nNoted\n",
        });
        for loss in losses {
            text.push_str(&line(loss));
        }
    }
    text
}

fn line(loss: &Loss) -> String {
    let place = if loss.place.is_empty() { String::new() } else { format!("{}: ", loss.place) };
    let kept = loss.kept_as.as_ref().map(|kept| format!("; instead: {kept}")).unwrap_or_default();
    let line = format!("  {place}{} ({}){kept}", loss.what, loss.why);
    // One loss is one line, whatever the foreign file holds.
    format!("{}\n", line.replace(|c: char| c.is_control(), " "))
}

fn as_json(imported: &ImportedQuestionnaire) -> Value {
    let loss = |loss: &Loss| {
        json!({
            "weight": loss.weight.as_str(),
            "place": loss.place,
            "what": loss.what,
            "why": loss.why,
            "kept_as": loss.kept_as,
        })
    };
    let shown = |path: &PathBuf| path.display().to_string();
    json!({
        "format": imported.format.as_str(),
        "pages": imported.pages,
        "items": imported.items,
        "files": imported.files.iter().map(shown).collect::<Vec<_>>(),
        "losses": imported.losses.iter().map(loss).collect::<Vec<_>>(),
        "check": check::document(&imported.checked),
    })
}

impl ForeignFormat {
    fn format(self) -> Format {
        match self {
            ForeignFormat::XlsForm => Format::XlsForm,
            ForeignFormat::LimeSurvey => Format::LimeSurvey,
            ForeignFormat::Qualtrics => Format::Qualtrics,
            ForeignFormat::Outline => Format::Outline,
            ForeignFormat::SurveyJs => Format::SurveyJs,
        }
    }
}

impl From<ImportQuestionnaireError> for Failure {
    fn from(error: ImportQuestionnaireError) -> Failure {
        let message = error.to_string();
        match error {
            ImportQuestionnaireError::NotFound(_)
            | ImportQuestionnaireError::UnknownFormat(_)
            | ImportQuestionnaireError::Exists(_) => Failure::Usage(message),
            ImportQuestionnaireError::TooLarge(_) | ImportQuestionnaireError::Refused { .. } => {
                Failure::Input(message)
            }
            ImportQuestionnaireError::Unreadable { .. } | ImportQuestionnaireError::Unwritable { .. } => {
                Failure::System(message)
            }
            ImportQuestionnaireError::Folder(error) => Failure::from(error),
        }
    }
}
