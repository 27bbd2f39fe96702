//! Texts of a questionnaire outside the form: without marks, or as HTML; a piped answer shows as its item's name in
//! brackets.

use maud::{Markup, PreEscaped, html};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::i18n::{Language, LocalizedText};
use crate::questionnaire::piping::{Piece, pieces};

/// The text on one line, without Markdown's marks.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::new();
    for event in Parser::new_ext(&shown(text), Options::empty()) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                out.push_str(&text);
            }
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph | TagEnd::Item) => {
                out.push(' ')
            }
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Markdown on one line, as it stands in a table.
pub(super) fn line(text: &str) -> String {
    shown(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Markdown with piped answers in brackets.
pub(super) fn shown(text: &str) -> String {
    let mut out = String::new();
    for piece in pieces(text) {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Name(name) => out.push_str(&format!("\\[{name}\\]")),
        }
    }
    out
}

/// The text as HTML that holds nothing from elsewhere, marked with its language where that is not the document's.
pub(super) fn rendered(text: &LocalizedText, language: &Language, source: &Language) -> Markup {
    let words = text.get(language);
    let borrowed = language != source && !text.translations.contains_key(language);
    let dir = if source.is_right_to_left() { "rtl" } else { "ltr" };
    let body = body(words);
    html! {
        @if borrowed { span lang=(source.as_str()) dir=(dir) { (body) } } @else { (body) }
    }
}

fn body(text: &str) -> Markup {
    let text = shown(text);
    let mut open_links: Vec<bool> = Vec::new();
    let mut paragraphs = 0;
    let events: Vec<Event<'_>> = Parser::new_ext(&text, Options::empty())
        .filter_map(|event| match event {
            Event::Html(raw) | Event::InlineHtml(raw) => Some(Event::Text(raw)),
            Event::Start(Tag::HtmlBlock | Tag::Heading { .. }) => Some(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock | TagEnd::Heading(_)) => Some(Event::End(TagEnd::Paragraph)),
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
            Event::Start(Tag::Link { ref dest_url, .. }) => {
                let lower = dest_url.to_ascii_lowercase();
                let safe = ["https://", "http://", "mailto:"].iter().any(|start| lower.starts_with(start));
                open_links.push(safe);
                safe.then_some(event)
            }
            Event::End(TagEnd::Link) => open_links.pop().unwrap_or(false).then_some(event),
            other => Some(other),
        })
        .inspect(|event| {
            if matches!(event, Event::Start(Tag::Paragraph | Tag::List(_))) {
                paragraphs += 1;
            }
        })
        .collect();
    // A single paragraph stands in the line of its question.
    let inline = paragraphs <= 1 && !events.iter().any(|event| matches!(event, Event::Start(Tag::List(_))));
    let events = events.into_iter().filter(|event| {
        !inline || !matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph))
    });
    let mut out = String::new();
    pulldown_cmark::html::push_html(&mut out, events);
    PreEscaped(out.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_loses_its_marks_and_names_what_is_piped() {
        assert_eq!(plain("How **old**, {{ role }}?\n\n- a\n- b"), "How old, [role]? a b");
        assert_eq!(plain("2 < 3 & 4"), "2 < 3 & 4");
        let html = body("**b** {{ role }} <script> [x](javascript:1)").into_string();
        assert_eq!(html, "<strong>b</strong> [role] &lt;script&gt; x");
    }
}
