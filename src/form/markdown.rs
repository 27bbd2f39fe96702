//! The inline subset of Markdown that a questionnaire's texts are written in, to safe HTML. Raw HTML
//! is text, pictures are their alternative text, and a link leads only to the web or to a mail address.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};

pub(super) use crate::questionnaire::plain::plain;
use crate::questionnaire::plain::{GUARD, on_one_line};

/// Safe HTML of one line of text: emphasis, strong, code and links.
pub(super) fn inline(text: &str) -> String {
    let line = on_one_line(text);
    let mut out = String::new();
    html::push_html(&mut out, events(&line).filter(is_inline));
    let out = out.trim();
    out.strip_prefix(GUARD).unwrap_or(out).to_owned()
}

/// Safe HTML of a longer text: paragraphs and lists too; headings become bold paragraphs.
pub(super) fn block(text: &str) -> String {
    let mut out = String::new();
    html::push_html(&mut out, events(text).map(lower_heading));
    out
}

/// The parsed text, made harmless. A refused link keeps its words.
fn events(text: &str) -> impl Iterator<Item = Event<'_>> {
    // Whether each open link or picture was let through, so that its end is treated as its start was.
    let mut open_links: Vec<bool> = Vec::new();
    Parser::new_ext(text, Options::empty()).filter_map(move |event| match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Some(Event::Text(raw)),
        Event::Start(Tag::HtmlBlock) => Some(Event::Start(Tag::Paragraph)),
        Event::End(TagEnd::HtmlBlock) => Some(Event::End(TagEnd::Paragraph)),
        Event::Start(Tag::Link { ref dest_url, .. }) => {
            let safe = is_safe(dest_url);
            open_links.push(safe);
            safe.then_some(event)
        }
        Event::End(TagEnd::Link) => open_links.pop().unwrap_or(false).then_some(event),
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
        other => Some(other),
    })
}

fn is_safe(url: &str) -> bool {
    let url = url.to_ascii_lowercase();
    ["https://", "http://", "mailto:"].iter().any(|scheme| url.starts_with(scheme))
}

fn is_inline(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Link { .. }),
        Event::End(tag) => matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link),
        Event::Text(_) | Event::Code(_) | Event::SoftBreak => true,
        _ => false,
    }
}

/// The page has its own headings; one inside a text would break their order.
fn lower_heading(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Start(Tag::Heading { .. }) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::Heading(_)) => Event::End(TagEnd::Paragraph),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_html_and_raw_html_stays_text() {
        assert_eq!(inline("_One_ **or** `two`"), "<em>One</em> <strong>or</strong> <code>two</code>");
        assert_eq!(inline("<b onclick=x>hi</b>"), "&lt;b onclick=x&gt;hi&lt;/b&gt;");
        assert_eq!(inline("<script>alert(1)</script>"), "&lt;script&gt;alert(1)&lt;/script&gt;");
        assert_eq!(block("<script>\nalert(1)\n</script>").matches('<').count(), 2, "only the paragraph");
    }

    #[test]
    fn what_looks_like_a_list_in_an_option_stays_as_typed() {
        for text in ["1. Strongly", "- less", "# 4", "10-50", "> 5,000", "+ more", "2023."] {
            assert_eq!(plain(text), text);
        }
        assert_eq!(inline("> 5 & < 9"), "&gt; 5 &amp; &lt; 9");
        assert_eq!(inline("-\n-"), "- -");
    }

    #[test]
    fn a_link_leads_only_to_the_web_or_to_mail() {
        assert_eq!(inline("[a](https://example.org/)"), "<a href=\"https://example.org/\">a</a>");
        assert_eq!(inline("[a](javascript:alert(1))"), "a");
        assert_eq!(inline("![a](https://example.org/x.png)"), "a");
        assert_eq!(inline("[![a](https://example.org/x.png)](data:x)"), "a");
    }
}
