//! Texts of a questionnaire outside the form, as Markdown or as HTML; a piped answer shows as its item's name in
//! brackets.

use maud::{Markup, PreEscaped, html};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::i18n::{Language, LocalizedText};
use crate::questionnaire::plain::{GUARD, on_one_line, with_piped_named};

/// Markdown on one line, as it stands in a table.
pub(super) fn line(text: &str) -> String {
    with_piped_named(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text of several paragraphs as HTML that holds nothing from elsewhere, marked with its language where that is not the
/// document's.
pub(super) fn rendered(text: &LocalizedText, language: &Language, source: &Language) -> Markup {
    marked(text, language, source, body)
}

/// The same of a text that is one line, so that nothing at its beginning makes a list or a heading of it.
pub(super) fn rendered_line(text: &LocalizedText, language: &Language, source: &Language) -> Markup {
    marked(text, language, source, line_body)
}

fn marked(text: &LocalizedText, language: &Language, source: &Language, body: fn(&str) -> Markup) -> Markup {
    let words = text.get(language);
    let borrowed = language != source && !text.translations.contains_key(language);
    let dir = if source.is_right_to_left() { "rtl" } else { "ltr" };
    let body = body(words);
    html! {
        @if borrowed { span lang=(source.as_str()) dir=(dir) { (body) } } @else { (body) }
    }
}

fn line_body(text: &str) -> Markup {
    let PreEscaped(html) = body(&on_one_line(text));
    PreEscaped(html.strip_prefix(GUARD).unwrap_or(&html).trim_start().to_owned())
}

fn body(text: &str) -> Markup {
    let text = with_piped_named(text);
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
    fn a_text_keeps_its_words_and_names_what_is_piped() {
        let html = body("**b** {{ role }} <script> [x](javascript:1)").into_string();
        assert_eq!(html, "<strong>b</strong> [role] &lt;script&gt; x");
        for (text, expected) in [
            ("1. **Never**", "1. <strong>Never</strong>"),
            ("# of {{ role }}", "# of [role]"),
            ("- less\n- more", "- less - more"),
        ] {
            assert_eq!(line_body(text).into_string(), expected);
        }
    }
}
