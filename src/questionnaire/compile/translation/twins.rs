//! What a translation must share with its source: the answers it pipes (Q208, Q405) and its links (Q406); and what its
//! own options and rows must not share with one another, their words (Q407).

use std::collections::BTreeMap;

use pulldown_cmark::{Event, Parser, Tag};

use crate::diagnostics::{Code, Diagnostic, Source, Span, did_you_mean};
use crate::questionnaire::piping;
use crate::questionnaire::syntax::Node;

/// Reports names that only one of the two pipes.
pub(super) fn piping(
    node: &Node,
    text: &str,
    original: &str,
    file: &Source,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for name in piping::names(text) {
        if piping::names(original).any(|known| known == name) {
            continue;
        }
        let help = match did_you_mean(name, piping::names(original)) {
            Some(known) => format!("did you mean `{known}`?"),
            None => "pipe only what the source text pipes".to_owned(),
        };
        let at = if name.is_empty() { node.span } else { node.span_of(name, file) };
        diagnostics.push(
            Diagnostic::new(Code::UnknownPiping, at, format!("the source text does not pipe `{name}`"))
                .help(help),
        );
    }
    let mut lost: Vec<&str> =
        piping::names(original).filter(|name| !piping::names(text).any(|kept| kept == *name)).collect();
    lost.sort_unstable();
    lost.dedup();
    // A misspelt name is one mistake, told above.
    let misspelt = |name: &&str| piping::names(text).any(|used| did_you_mean(used, [*name]).is_some());
    for name in lost.into_iter().filter(|name| !misspelt(name)) {
        diagnostics.push(
            Diagnostic::new(
                Code::LostPiping,
                node.span,
                format!("the translation leaves out the answer `{name}` that its source pipes"),
            )
            .help(format!("put `{{{{ {name} }}}}` where the answer belongs")),
        );
    }
}

/// Reports links of the source that the translation lost. A link may well lead to a page in the other language, so they
/// are counted, not compared.
pub(super) fn links(node: &Node, text: &str, original: &str, diagnostics: &mut Vec<Diagnostic>) {
    let wanted = link_count(original);
    let found = link_count(text);
    if found < wanted {
        let message = match (wanted, found) {
            (1, _) => "the source text has a link, the translation has none".to_owned(),
            (_, 0) => format!("the source text has {wanted} links, the translation has none"),
            (_, _) => format!("the source text has {wanted} links, the translation has {found}"),
        };
        diagnostics.push(
            Diagnostic::new(Code::LostLink, node.span, message).help(
                "write it as in the source: `[words](https://…)`; it may lead to a page in this language",
            ),
        );
    }
}

fn link_count(text: &str) -> usize {
    if !text.contains(['[', '<']) {
        return 0;
    }
    Parser::new(text).filter(|event| matches!(event, Event::Start(Tag::Link { .. }))).count()
}

/// Reports texts of one list that read the same.
pub(super) fn same_words(texts: &[(&str, Span)], what: &str, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    for (text, span) in texts {
        let read = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        if let Some(first) = seen.get(&read) {
            diagnostics.push(
                Diagnostic::new(
                    Code::TranslatedAlike,
                    *span,
                    format!("two {what}s read the same in this language"),
                )
                .label("again here")
                .related(*first, "first here")
                .help("word them so that a respondent can tell them apart, as the source does"),
            );
        } else {
            seen.insert(read, *span);
        }
    }
}
