//! Section texts: Markdown without raw HTML, without images, and with links that lead to pages only.

use maud::{Markup, PreEscaped};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// The text as HTML; what was written as HTML shows as it was typed.
pub(super) fn render(text: &str) -> Markup {
    let events =
        Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH).filter_map(|event| {
            match event {
                Event::Html(raw) | Event::InlineHtml(raw) => Some(Event::Text(raw)),
                // A report holds nothing from elsewhere: of an image its description remains.
                Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
                Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                    let dest_url = if leads_to_a_page(&dest_url) { dest_url } else { "#".into() };
                    Some(Event::Start(Tag::Link { link_type, dest_url, title, id }))
                }
                // The section's own heading is the second level.
                Event::Start(Tag::Heading { level, id, classes, attrs }) => {
                    Some(Event::Start(Tag::Heading { level: lowered(level), id, classes, attrs }))
                }
                Event::End(TagEnd::Heading(level)) => Some(Event::End(TagEnd::Heading(lowered(level)))),
                other => Some(other),
            }
        });
    let mut out = String::new();
    html::push_html(&mut out, events);
    PreEscaped(out)
}

fn leads_to_a_page(address: &str) -> bool {
    let lower = address.trim().to_ascii_lowercase();
    ["https://", "http://", "mailto:", "#"].iter().any(|start| lower.starts_with(start))
}

fn lowered(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 | HeadingLevel::H2 => HeadingLevel::H3,
        HeadingLevel::H3 | HeadingLevel::H4 | HeadingLevel::H5 | HeadingLevel::H6 => HeadingLevel::H4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_becomes_markup_that_acts() {
        let html = render(
            "# A\n\nSee <script>alert(1)</script> [x](javascript:alert(1)) ![pixel](https://example.org/p.png)",
        )
        .into_string();
        assert!(html.contains("<h3>A</h3>"), "{html}");
        assert!(
            !html.contains("<script") && !html.contains("javascript:") && !html.contains("<img"),
            "{html}"
        );
        assert!(html.contains("pixel"), "{html}");
    }
}
