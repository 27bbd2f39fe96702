//! `canvass translate status|export|import`: how far the translations are, and their way to translators and back.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::arguments::{
    CheckFormat, TextsOnly, Translate, TranslateCommand, TranslateExport, TranslateImport, TranslateStatus,
    TranslationFormat,
};
use super::failure::Failure;
use super::tabulate::pretty;
use super::terminal::{self, Terminal, counted};
use crate::i18n::Language;
use crate::interchange::translations::{
    Accepted, Format, Kept, LanguageStatus, Only, Refusal, State, status,
};
use crate::service::{self, CheckedFolder, ImportedTranslation, TranslateError, check_folder};

pub(super) fn run(arguments: &Translate, terminal: Terminal) -> anyhow::Result<()> {
    match &arguments.command {
        TranslateCommand::Status(arguments) => show_status(arguments, terminal),
        TranslateCommand::Export(arguments) => export(arguments, terminal),
        TranslateCommand::Import(arguments) => import(arguments, terminal),
    }
}

fn show_status(arguments: &TranslateStatus, terminal: Terminal) -> anyhow::Result<()> {
    let checked = check_folder(&arguments.path).map_err(Failure::from)?;
    let Some(questionnaire) = &checked.questionnaire else {
        return Err(show(&checked, terminal).into());
    };
    let languages = status(questionnaire, &checked.texts);
    match arguments.format {
        CheckFormat::Json => {
            let document = json!({
                "survey": questionnaire.id,
                "edition": questionnaire.edition,
                "source": questionnaire.source_language().as_str(),
                "languages": languages.iter().map(status_json).collect::<Vec<_>>(),
            });
            terminal::print(&pretty(&document)?)?;
        }
        CheckFormat::Text => terminal::print(status_text(&languages).as_bytes())?,
    }
    if languages.is_empty() {
        terminal.say(format!(
            "The questionnaire has one language, `{}`. Add another to its `languages:`.",
            questionnaire.source_language()
        ));
    } else if let Some(open) = languages.iter().find(|language| language.stale + language.missing > 0) {
        terminal.say(format!(
            "Next: canvass translate export {} --language {} --only missing",
            arguments.path.display(),
            open.language
        ));
    }
    Ok(())
}

fn status_json(status: &LanguageStatus) -> Value {
    json!({
        "language": status.language.as_str(),
        "texts": status.texts,
        "translated": status.translated,
        "stale": status.stale,
        "missing": status.missing,
        "words_left": status.words_left,
    })
}

fn status_text(languages: &[LanguageStatus]) -> String {
    let mut out = String::new();
    if languages.is_empty() {
        return out;
    }
    let width = languages.iter().map(|status| status.language.as_str().len()).max().unwrap_or(0).max(8);
    let _ = writeln!(
        out,
        "{:<width$}  {:>6}  {:>10}  {:>6}  {:>7}  {:>10}",
        "Language", "Texts", "Translated", "Stale", "Missing", "Words left"
    );
    for status in languages {
        let _ = writeln!(
            out,
            "{:<width$}  {:>6}  {:>10}  {:>6}  {:>7}  {:>10}",
            status.language.as_str(),
            status.texts,
            status.translated,
            status.stale,
            status.missing,
            status.words_left
        );
    }
    out
}

fn export(arguments: &TranslateExport, terminal: Terminal) -> anyhow::Result<()> {
    let language = read_language(&arguments.language)?;
    let only = match arguments.only {
        TextsOnly::Missing => Only::Missing,
        TextsOnly::Stale => Only::Stale,
        TextsOnly::All => Only::All,
    };
    let format = arguments.format.format();
    let exported = service::export_translation(&arguments.path, &language, format, only)
        .map_err(|error| failure(error, terminal))?;
    terminal::deliver(arguments.out.as_deref(), exported.text.as_bytes())?;
    let of = |wanted: State| {
        exported.counts.iter().find(|(state, _)| *state == wanted).map_or(0, |(_, count)| *count)
    };
    let (missing, stale, translated) = (of(State::Missing), of(State::Stale), of(State::Translated));
    let whole = counted(missing + stale + translated, "text");
    terminal.say(format!("{whole}: {missing} missing, {stale} stale, {translated} translated."));
    if let Some(out) = &arguments.out {
        let (path, out) = (arguments.path.display(), out.display());
        let language = if format == Format::Csv { format!(" --language {language}") } else { String::new() };
        terminal.say(format!("When it comes back: canvass translate import {path} {out}{language}"));
    }
    Ok(())
}

fn import(arguments: &TranslateImport, terminal: Terminal) -> anyhow::Result<()> {
    let language = arguments.language.as_deref().map(read_language).transpose()?;
    let imported =
        service::import_translation(&arguments.path, &arguments.file, language.as_ref(), arguments.dry_run)
            .map_err(|error| failure(error, terminal))?;
    match arguments.format {
        CheckFormat::Json => terminal::print(&pretty(&import_json(&imported, arguments.dry_run))?)?,
        CheckFormat::Text => terminal::print(import_text(&imported.account).as_bytes())?,
    }
    let file = imported.file.display();
    if imported.account.changes.is_empty() {
        terminal.say(format!("Nothing to write: {file} stays as it is."));
        return Ok(());
    }
    if arguments.dry_run {
        terminal.say(format!("{file} was not written: leave out --dry-run to write it."));
        return Ok(());
    }
    terminal.say(match imported.kept {
        Kept::New => format!("{file} is new."),
        Kept::Everything => format!("{file}: comments and the order of its keys stay as they were."),
        Kept::Texts => {
            format!("{file} was written anew: the comments at its head are kept, others are not.")
        }
    });
    if imported.checked.has_errors() {
        return Err(show(&imported.checked, terminal).into());
    }
    terminal.say(format!("Next: canvass check {}", arguments.path.display()));
    Ok(())
}

fn import_text(account: &Accepted) -> String {
    let mut out = String::new();
    // Texts that are kept as stale are written, and do not count as translated.
    let stale = kept_as_stale(account);
    let taken = account.changes.len() - stale;
    let new = account.new_words.min(taken);
    let _ = writeln!(
        out,
        "{} taken ({new} new or changed, {} confirmed), {} there already, {} without a translation",
        counted(taken, "text"),
        taken - new,
        account.unchanged,
        account.untranslated
    );
    for refused in &account.refused {
        let _ = writeln!(
            out,
            "line {}: `{}` not taken: {}",
            refused.line,
            shown(&refused.path),
            refused.why.in_words()
        );
    }
    for unread in &account.unread {
        let _ = writeln!(out, "line {}: not read: {}", unread.line, shown(&unread.reason));
    }
    out
}

/// What a file says may hold any character; one line stays one line.
fn shown(text: &str) -> String {
    text.replace(|c: char| c.is_control(), " ")
}

fn kept_as_stale(account: &Accepted) -> usize {
    let kept = account.refused.iter().filter(|refused| refused.why == Refusal::SourceChanged { kept: true });
    kept.count()
}

fn import_json(imported: &ImportedTranslation, dry_run: bool) -> Value {
    let account = &imported.account;
    let refused = account.refused.iter().map(
        |refused| json!({ "path": refused.path, "line": refused.line, "reason": refused.why.in_words() }),
    );
    let unread = account.unread.iter();
    let unread = unread.map(|unread| json!({ "line": unread.line, "reason": unread.reason }));
    let written = !dry_run && !account.changes.is_empty();
    json!({
        "language": imported.language.as_str(),
        "format": imported.format.as_str(),
        "file": imported.file.display().to_string(),
        "written": written,
        "taken": account.changes.len() - kept_as_stale(account),
        "kept_as_stale": kept_as_stale(account),
        "unchanged": account.unchanged,
        "untranslated": account.untranslated,
        "refused": refused.collect::<Vec<_>>(),
        "unread": unread.collect::<Vec<_>>(),
    })
}

fn read_language(tag: &str) -> Result<Language, Failure> {
    Language::parse(tag).ok_or_else(|| {
        Failure::Usage(format!("`{tag}` is not a language tag: write one such as ko or pt-BR"))
    })
}

/// Shows what is wrong with a survey.
fn show(checked: &CheckedFolder, terminal: Terminal) -> Failure {
    terminal.diagnostics(&checked.diagnostics, &checked.folder.sources);
    Failure::Shown
}

fn failure(error: TranslateError, terminal: Terminal) -> Failure {
    let message = error.to_string();
    match error {
        TranslateError::Folder(error) => Failure::from(error),
        TranslateError::Questionnaire(checked) => {
            terminal.diagnostics(&checked.diagnostics, &checked.folder.sources);
            Failure::Input(message)
        }
        TranslateError::UnknownLanguage { .. }
        | TranslateError::NoLanguage(_)
        | TranslateError::NotFound(_) => Failure::Usage(message),
        TranslateError::OtherLanguage { .. }
        | TranslateError::Unportable(_)
        | TranslateError::TooLarge(_)
        | TranslateError::NotText(_)
        | TranslateError::Unread { .. }
        | TranslateError::Broken { .. } => Failure::Input(message),
        TranslateError::Unreadable { .. } | TranslateError::Unwritable { .. } => Failure::System(message),
    }
}

impl TranslationFormat {
    fn format(self) -> Format {
        match self {
            TranslationFormat::Xliff2 => Format::Xliff2,
            TranslationFormat::Xliff1 => Format::Xliff1,
            TranslationFormat::Po => Format::Po,
            TranslationFormat::Csv => Format::Csv,
        }
    }
}
