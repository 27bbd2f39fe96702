//! `canvass publish PATH`: an immutable version in the database, and with `--wave` the next version of a wave.

use std::path::Path;

use super::answers::read_survey;
use super::arguments::{CheckFormat, Global, Publish};
use super::blast_radius;
use super::database::{failed, with_service};
use super::failure::Failure;
use super::tabulate::pretty;
use super::terminal::{self, Terminal, counted};
use crate::diagnostics::{Code, Diagnostic};
use crate::fieldwork::WaveState;
use crate::fieldwork::change::Verdict;
use crate::http::version_change_json;
use crate::service::{self, Candidate, CheckedFolder, Go, Outcome, Published, Service};

pub(super) fn run(arguments: &Publish, global: &Global, terminal: Terminal) -> anyhow::Result<()> {
    let checked = ready(&arguments.path, arguments.allow_untranslated, terminal)?;
    if let Some(slug) = &arguments.wave {
        return with_service(global, async |service| {
            give_to_wave(&service, slug, &checked, arguments, terminal).await
        });
    }
    with_service(global, async |service| {
        let published = publish(&service, &checked, terminal).await?;
        terminal::print(format!("{}\n", published.version).as_bytes())?;
        terminal.say(format!(
            "Its SQL view is {}. {}",
            published.view,
            next(&service, &checked, &published, &arguments.path).await
        ));
        Ok(())
    })
}

/// What to do with a version: give it to the wave that the folder's wave file names, where that is under way and asks
/// another one, else make a wave of it. Publishing alone changes no wave.
async fn next(service: &Service, checked: &CheckedFolder, published: &Published, path: &Path) -> String {
    let path = path.display();
    let named = checked.wave.as_ref().map(|plan| plan.slug.as_str());
    let under_way = match named {
        Some(slug) => service::find_wave(service, slug).await.ok().filter(|wave| {
            matches!(wave.state, WaveState::Draft | WaveState::Open) && wave.version != published.version
        }),
        None => None,
    };
    match under_way {
        Some(wave) => format!(
            "Wave {slug} is {} and still asks {}. What giving it this one would touch: canvass publish {path} --wave {slug} --dry-run",
            wave.state.as_str(),
            short(wave.version.as_str()),
            slug = wave.wave.slug,
        ),
        None => format!("Next: canvass wave create SLUG --questionnaire {path}"),
    }
}

/// Shows what the version would touch in the wave, and gives it to the wave where that may be.
async fn give_to_wave(
    service: &Service,
    slug: &str,
    checked: &CheckedFolder,
    arguments: &Publish,
    terminal: Terminal,
) -> anyhow::Result<()> {
    let go =
        if arguments.dry_run { Go::Look } else { Go::Change { confirmed: arguments.confirm.as_deref() } };
    let changed = service::change_version(service, slug, Candidate::Files(checked), go)
        .await
        .map_err(|error| failed(error, terminal))?;
    match arguments.format {
        CheckFormat::Text => {
            let path = arguments.path.display().to_string();
            terminal::print(blast_radius::text(&changed, &path).as_bytes())?;
        }
        CheckFormat::Json => terminal::print(&pretty(&version_change_json(&changed)?)?)?,
    }
    let refused = |why: &str| Err(Failure::Input(why.to_owned()).into());
    match changed.outcome {
        Outcome::Looked if changed.radius.verdict == Verdict::Refused => Err(Failure::Shown.into()),
        Outcome::Looked | Outcome::Changed | Outcome::AskedAlready => Ok(()),
        Outcome::NotConfirmed => {
            refused("nothing was changed: the change needs --confirm with the hash shown")
        }
        Outcome::ConfirmedOtherwise => refused(
            "nothing was changed: the hash given stands for another change, or the situation is not what it was; read what is shown now",
        ),
        Outcome::Refused => refused("nothing was changed: answers would be left without a place"),
    }
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
