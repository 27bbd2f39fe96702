//! `canvass document PATH --format FORMAT`: the questionnaire itself, for people and for other programs.

use super::answers;
use super::arguments::{Document, DocumentFormat, Global};
use super::database::{failed, with_service};
use super::failure::Failure;
use super::terminal::{self, Terminal};
use crate::export;
use crate::i18n::Language;
use crate::questionnaire::{Questionnaire, version_id};
use crate::service;

pub(super) fn run(arguments: &Document, global: &Global, terminal: Terminal) -> anyhow::Result<()> {
    if let Some(path) = &arguments.path {
        let (_, questionnaire) = answers::read_survey(path, terminal)?;
        let version = version_id(&questionnaire).to_string();
        return write(&questionnaire, &version, arguments, terminal);
    }
    with_service(global, async |service| {
        // Either the path or the wave is given: the arguments say so.
        let slug = arguments.wave.as_deref().unwrap_or_default();
        let wave = service::find_wave(&service, slug).await.map_err(|error| failed(error, terminal))?;
        write(&wave.questionnaire, wave.version.as_str(), arguments, terminal)
    })
}

fn write(
    questionnaire: &Questionnaire,
    version: &str,
    arguments: &Document,
    terminal: Terminal,
) -> anyhow::Result<()> {
    let language = language(questionnaire, arguments)?;
    let text = export::document(questionnaire, version, language, format(arguments.format));
    terminal::deliver(arguments.out.as_deref(), text.as_bytes())?;
    if let Some(path) = &arguments.out {
        terminal.say(format!("Written to {}.", path.display()));
    }
    Ok(())
}

/// The language asked for, which the questionnaire must have.
fn language<'q>(questionnaire: &'q Questionnaire, arguments: &Document) -> Result<&'q Language, Failure> {
    let Some(tag) = &arguments.language else { return Ok(questionnaire.source_language()) };
    let wanted = Language::parse(tag);
    let found = questionnaire.languages.iter().find(|language| Some(*language) == wanted.as_ref());
    found.ok_or_else(|| {
        let has: Vec<&str> = questionnaire.languages.iter().map(Language::as_str).collect();
        Failure::Usage(format!("the questionnaire has no texts in `{tag}`: it has {}", has.join(", ")))
    })
}

fn format(format: DocumentFormat) -> export::DocumentFormat {
    match format {
        DocumentFormat::Markdown => export::DocumentFormat::Markdown,
        DocumentFormat::Html => export::DocumentFormat::Html,
        DocumentFormat::Ddi => export::DocumentFormat::Ddi,
        DocumentFormat::TripleS => export::DocumentFormat::TripleS,
        DocumentFormat::JsonSchema => export::DocumentFormat::JsonSchema,
    }
}
