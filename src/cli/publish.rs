//! `canvass publish PATH`: an immutable version in the database.

use std::path::Path;

use super::answers::read_survey;
use super::arguments::{Global, Publish};
use super::database::{failed, with_service};
use super::failure::Failure;
use super::terminal::{self, Terminal, counted};
use crate::diagnostics::{Code, Diagnostic};
use crate::service::{self, CheckedFolder, Published, Service};

pub(super) fn run(arguments: &Publish, global: &Global, terminal: Terminal) -> anyhow::Result<()> {
    let checked = ready(&arguments.path, arguments.allow_untranslated, terminal)?;
    with_service(global, async |service| {
        let published = publish(&service, &checked, terminal).await?;
        terminal::print(format!("{}\n", published.version).as_bytes())?;
        terminal.say(format!(
            "Its SQL view is {}. Next: canvass wave create SLUG --questionnaire {}",
            published.view,
            arguments.path.display()
        ));
        Ok(())
    })
}

/// The survey at `path`, fit to be published: without errors, and with all its translations.
pub(super) fn ready(
    path: &Path,
    allow_untranslated: bool,
    terminal: Terminal,
) -> anyhow::Result<CheckedFolder> {
    let (checked, _) = read_survey(path, terminal)?;
    let lacking: Vec<Diagnostic> =
        checked.diagnostics.iter().filter(|found| is_about_translation(found.code)).cloned().collect();
    if lacking.is_empty() || allow_untranslated {
        return Ok(checked);
    }
    terminal.diagnostics(&lacking, &checked.folder.sources);
    Err(Failure::Input(format!(
        "{} in the translations: mend them, or publish with --allow-untranslated",
        counted(lacking.len(), "gap")
    ))
    .into())
}

/// Missing and stale texts: warnings while one writes, errors when one publishes.
fn is_about_translation(code: Code) -> bool {
    matches!(code, Code::MissingTranslation | Code::StaleTranslation)
}

/// Publishes, and says whether that was new.
pub(super) async fn publish(
    service: &Service,
    checked: &CheckedFolder,
    terminal: Terminal,
) -> anyhow::Result<Published> {
    let published =
        service::publish_questionnaire(service, checked).await.map_err(|error| failed(error, terminal))?;
    let said = if published.was_there { "was published before" } else { "published" };
    terminal.say(format!("Version {} {said}.", short(published.version.as_str())));
    Ok(published)
}

/// `sha256:0123456789ab`
pub(super) fn short(version: &str) -> String {
    version.chars().take("sha256:".len() + 12).collect()
}
