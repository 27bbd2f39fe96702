//! Q116: texts are Markdown without raw HTML, so that a questionnaire can never bring scripts or styles into a page.

use pulldown_cmark::{Event, Parser, Tag};

use crate::diagnostics::{Code, Diagnostic, Source};
use crate::questionnaire::syntax::Node;

/// Reports each piece of raw HTML in a text.
pub(crate) fn refuse(node: &Node, source: &Source, diagnostics: &mut Vec<Diagnostic>) {
    let Some(text) = node.as_text().filter(|text| text.contains('<')) else { return };
    for (event, range) in Parser::new(text).into_offset_iter() {
        let (Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock)) = event else { continue };
        let html = text.get(range).unwrap_or_default().trim_end();
        let first_line = html.lines().next().unwrap_or_default();
        diagnostics.push(
            Diagnostic::new(Code::RawHtml, node.span_of(first_line, source), "a text cannot hold raw HTML")
                .help("use Markdown: `**strong**`, `*emphasis*`, `[text](https://…)`; for a plain `<` write `\\<`"),
        );
        return;
    }
}
