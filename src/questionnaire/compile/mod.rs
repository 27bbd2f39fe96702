//! Files to a questionnaire. First the tree is read into items without their expressions (`survey`, `page`, `item`,
//! `kind`, `options`), then the expressions are compiled against those items (`expressions`), then the rules of
//! `questionnaire/check` look at the whole, then translations are laid over it. Nothing stops at the first problem,
//! and what is already reported is not reported again by what builds on it (see [`draft::Places::broken`]).

mod assignment;
pub(super) mod draft;
mod expressions;
mod item;
mod kind;
mod options;
mod page;
mod reading;
pub(super) mod shapes;
mod survey;
mod translation;

pub use translation::{HeldTranslation, TextRole, TranslatableText, TranslationState, source_hash};

use super::{Questionnaire, check, syntax};
use crate::diagnostics::{Diagnostic, FileId, Sources, has_errors, in_order};

/// What is known about the wave a questionnaire is compiled for.
#[derive(Debug, Clone, Default)]
pub struct Declared {
    /// The codes of the wave's sources; `None` where no wave is known, and any text may be compared with `source`.
    pub sources: Option<Vec<String>>,
}

#[derive(Debug, Clone)]
pub struct Compiled {
    /// What was understood: `Some` whenever the top level could be read, even with errors. Only one without errors may
    /// be published.
    pub questionnaire: Option<Questionnaire>,
    /// Every problem of the files, in the order of files and places.
    pub diagnostics: Vec<Diagnostic>,
    /// Every text that is translated, with what the translation files have of it.
    pub texts: Vec<TranslatableText>,
}

/// The questionnaire of one file and its translation files, with all problems in them. Never fails and never panics,
/// whatever the bytes.
pub fn compile(
    sources: &Sources,
    questionnaire: FileId,
    translations: &[FileId],
    declared: &Declared,
) -> Compiled {
    let source = sources.get(questionnaire);
    let (root, mut diagnostics) = syntax::parse(questionnaire, source);
    let Some(mut draft) = root.as_ref().and_then(|root| survey::read(root, source, &mut diagnostics)) else {
        return Compiled { questionnaire: None, diagnostics: in_order(diagnostics), texts: Vec::new() };
    };
    expressions::compile(&mut draft, source, declared, &mut diagnostics);
    check::run(&draft, source, declared, &mut diagnostics);
    let texts = translation::apply(&mut draft, sources, translations, &mut diagnostics);
    if !has_errors(&diagnostics) {
        check::method::run(&draft, source, &mut diagnostics);
    }
    Compiled { questionnaire: Some(draft.questionnaire), diagnostics: in_order(diagnostics), texts }
}
