//! Translation files laid over a questionnaire: each text beside its source, and what is missing, stale or too much.

mod missing;
mod overlay;
mod texts;
mod twins;

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::draft::Draft;
use super::shapes;
use crate::diagnostics::{Code, Diagnostic, FileId, Sources, Span};
use crate::i18n::Language;
use crate::questionnaire::syntax::{Mapping, Reader, parse};
use overlay::Overlay;
pub use texts::{HeldTranslation, TextRole, TranslatableText, TranslationState};

/// What a translation carries beside its text to say which source text it translates: the first eight hex digits of
/// the SHA-256 of that text.
pub fn source_hash(text: &str) -> String {
    Sha256::digest(text.trim_end().as_bytes()).iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

/// What one translation file holds.
struct Done {
    /// Where the file speaks of an item, a page or a scale.
    owners: BTreeMap<String, Span>,
    /// By the path of the text.
    held: BTreeMap<String, HeldTranslation>,
}

/// Lays every translation file over the draft. What comes back is every text that is translated, in the order of the
/// file, with what each language has of it.
pub(super) fn apply(
    draft: &mut Draft<'_>,
    sources: &Sources,
    files: &[FileId],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<TranslatableText> {
    let mut done: BTreeMap<Language, Done> = BTreeMap::new();
    for file in files {
        let source = sources.get(*file);
        let (root, found) = parse(*file, source);
        let mut reader = Reader { diagnostics: found };
        if let Some(mapping) = root.as_ref().and_then(|root| reader.mapping(root, &shapes::TRANSLATION))
            && let Some(language) = language(draft, mapping, &done, &mut reader)
        {
            let mut overlay = Overlay::new(language.clone(), source, reader);
            overlay.survey(draft, mapping);
            overlay.report_untracked();
            let (owners, held);
            (reader, owners, held) = overlay.into_parts();
            done.insert(language, Done { owners, held });
        }
        diagnostics.append(&mut reader.diagnostics);
    }
    missing::report(draft, &done, diagnostics);
    texts::with_translations(draft, done)
}

/// The language of a translation file, where it is one that the questionnaire waits for.
fn language(
    draft: &Draft<'_>,
    mapping: Mapping<'_>,
    done: &BTreeMap<Language, Done>,
    reader: &mut Reader,
) -> Option<Language> {
    let node = mapping.get("language")?;
    let text = reader.text(node, "`language`")?;
    let languages = &draft.questionnaire.languages;
    let language = Language::parse(text);
    let problem = match &language {
        None => (format!("`{text}` is not a language tag"), "write a tag such as en, ko or pt-BR".to_owned()),
        Some(language) if *language == languages[0] => (
            format!("`{language}` is the language of the questionnaire itself"),
            "write its texts in the questionnaire file".to_owned(),
        ),
        Some(language) if !languages.contains(language) => (
            format!("the questionnaire does not list the language `{language}`"),
            format!(
                "add it there: `languages: [{}, {language}]`",
                languages.iter().map(Language::as_str).collect::<Vec<_>>().join(", ")
            ),
        ),
        Some(language) if done.contains_key(language) => {
            (format!("a second translation into `{language}`"), "keep one file a language".to_owned())
        }
        Some(_) => return language,
    };
    reader.push(Diagnostic::new(Code::BadLanguage, node.span, problem.0).help(problem.1));
    None
}
