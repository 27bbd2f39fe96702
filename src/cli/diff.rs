//! `canvass diff OLD NEW`: what changed between two questionnaires, and what is left of each trend.

use std::path::Path;

use super::answers::{language_of, read_survey};
use super::arguments::{Diff, DiffFormat, Global};
use super::database::{failed, with_service};
use super::failure::Failure;
use super::tabulate::pretty;
use super::terminal::{self, Terminal};
use crate::export::difference::{Comparison, Detail, Edition as Shown, json, markdown, text};
use crate::ids::is_slug;
use crate::questionnaire::diff::suggest;
use crate::service::{Edition, compare_questionnaires, find_edition};

pub(super) fn run(arguments: &Diff, global: &Global, terminal: Terminal) -> anyhow::Result<()> {
    let old = on_disk(&arguments.old, terminal)?;
    let new = on_disk(&arguments.new, terminal)?;
    match (old, new) {
        (Some(old), Some(new)) => show(arguments, &old, &new, terminal),
        (old, new) => with_service(global, async |service| {
            let stored = async |name: &str, known: Option<Edition>| match known {
                Some(edition) => Ok(edition),
                None => find_edition(&service, name).await.map_err(|error| failed(error, terminal)),
            };
            let old = stored(&arguments.old, old).await?;
            let new = stored(&arguments.new, new).await?;
            show(arguments, &old, &new, terminal)
        }),
    }
}

/// The survey at a path; `None` where the name can only be that of a version or a wave.
fn on_disk(name: &str, terminal: Terminal) -> anyhow::Result<Option<Edition>> {
    let path = Path::new(name);
    if !path.exists() {
        return if is_slug(name) || name.starts_with("sha256:") {
            Ok(None)
        } else {
            Err(Failure::Usage(format!(
                "there is no file or folder `{name}`, and it is no version (sha256:…) or wave either"
            ))
            .into())
        };
    }
    let (folder, _) = read_survey(path, terminal)?;
    Ok(Edition::of_folder(name, folder))
}

fn show(arguments: &Diff, old: &Edition, new: &Edition, terminal: Terminal) -> anyhow::Result<()> {
    let difference = compare_questionnaires(old, new);
    let suggestions = arguments.suggest.then(|| suggest(&old.questionnaire, &new.questionnaire, &difference));
    let language = language_of(&new.questionnaire, arguments.language.as_deref())?;
    fn shown(edition: &Edition) -> Shown<'_> {
        Shown { name: &edition.name, version: &edition.version, questionnaire: &edition.questionnaire }
    }
    let comparison = Comparison {
        old: shown(old),
        new: shown(new),
        difference: &difference,
        suggestions: suggestions.as_deref(),
        language: &language,
        detail: if terminal.verbose > 0 { Detail::Everything } else { Detail::Changes },
    };
    let bytes = match arguments.format {
        DiffFormat::Text => text(&comparison, terminal.width(), terminal.ink(None)).into_bytes(),
        DiffFormat::Markdown => markdown(&comparison).into_bytes(),
        DiffFormat::Json => pretty(&json(&comparison))?,
    };
    terminal::print(&bytes)?;
    Ok(())
}
