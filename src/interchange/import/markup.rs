//! Foreign texts to the Markdown of our texts: HTML is turned into Markdown, plain text is escaped where it would mean
//! something, and pictures, scripts and styles are told apart from words and left out.

use std::collections::BTreeSet;

/// What a foreign text is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Markup {
    /// Every character means itself.
    Plain,
    /// Markdown that may hold HTML.
    Markdown,
    Html,
}

/// A text as Markdown, and what of it was left out, each in a word or two ("a picture").
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Converted {
    pub text: String,
    pub lost: BTreeSet<&'static str>,
}

const PIPE_START: char = '\u{E000}';
const PIPE_END: char = '\u{E001}';

/// A mark for [`markdown`] that an answer is piped in here: it becomes `{{ name }}`, whatever the markup around it.
pub fn pipe(name: &str) -> String {
    format!("{PIPE_START}{name}{PIPE_END}")
}

/// The text as Markdown without raw HTML. Only [`pipe`] makes piping: braces that stand in the text stay text.
pub fn markdown(text: &str, markup: Markup) -> Converted {
    let mut converted = match markup {
        Markup::Plain => Converted { text: escaped(text), lost: BTreeSet::new() },
        Markup::Markdown => Html::new(Markup::Markdown).read(text),
        Markup::Html => Html::new(Markup::Html).read(text),
    };
    let tidy = tidy_lines(&converted.text).replace("{{", "{ {");
    converted.text = tidy.replace(PIPE_START, "{{ ").replace(PIPE_END, " }}");
    converted
}

/// Plain text with a backslash before what Markdown would take for a mark.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_escaped(text, &mut out);
    out
}

fn push_escaped(text: &str, out: &mut String) {
    let chars: Vec<char> = text.chars().collect();
    for (index, c) in chars.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|index| chars.get(index));
        let after = chars.get(index + 1);
        let word = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric());
        let blank = |c: Option<&char>| c.is_none_or(|c| c.is_whitespace());
        let mark = match c {
            '\\' => after.is_some_and(char::is_ascii_punctuation),
            '`' => true,
            '*' => !(blank(before) && blank(after)),
            '_' => {
                let within_word = word(before) && word(after);
                let alone = blank(before) && blank(after);
                !(within_word || alone || before == Some(&'_'))
            }
            '<' => after.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')),
            ']' => matches!(after, Some('(' | '[' | ':')),
            _ => false,
        };
        if mark {
            out.push('\\');
        }
        out.push(*c);
    }
}

/// Lines without blanks at their ends, never more than one empty line in a row, none at the ends.
fn tidy_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.replace(['\r', '\u{a0}'], " ").split('\n') {
        let line = line.trim_end();
        if line.is_empty() {
            empty += 1;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if empty > 0 { "\n\n" } else { "\n" });
        }
        empty = 0;
        out.push_str(line);
    }
    out.trim().to_owned()
}

/// A reader of HTML that keeps words and the few marks Markdown has.
struct Html {
    markup: Markup,
    out: String,
    lost: BTreeSet<&'static str>,
    /// Open `**`, `*` and links, innermost last.
    open: Vec<Mark>,
    /// Open lists: the number of the next entry, or `None` for bullets.
    lists: Vec<Option<usize>>,
    /// Whether no `>` comes any more.
    none_closes: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Mark {
    Strong,
    Emphasis,
    Link(String),
}

impl Html {
    fn new(markup: Markup) -> Html {
        Html {
            markup,
            out: String::new(),
            lost: BTreeSet::new(),
            open: Vec::new(),
            lists: Vec::new(),
            none_closes: false,
        }
    }

    fn read(mut self, text: &str) -> Converted {
        let mut rest = text;
        while let Some(at) = rest.find('<') {
            let (before, tag_on) = rest.split_at(at);
            self.words(before);
            rest = self.tag(tag_on);
        }
        self.words(rest);
        while let Some(mark) = self.open.pop() {
            self.close(mark);
        }
        Converted { text: self.out, lost: self.lost }
    }

    /// Words between tags. In HTML, line breaks of the file are blanks.
    fn words(&mut self, words: &str) {
        let decoded = decoded(words);
        match self.markup {
            Markup::Html => {
                let mut joined = String::new();
                for c in decoded.chars() {
                    let c = if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c };
                    if c != ' ' || !joined.ends_with(' ') {
                        joined.push(c);
                    }
                }
                let at_start = self.out.is_empty() || self.out.ends_with(['\n', ' ']);
                push_escaped(if at_start { joined.trim_start_matches(' ') } else { &joined }, &mut self.out);
            }
            Markup::Markdown | Markup::Plain => {
                // What an entity stood for must not become a tag.
                self.out.push_str(&if decoded.len() == words.len() {
                    decoded
                } else {
                    decoded.replace('<', "\\<")
                });
            }
        }
    }

    /// What follows the tag at the start of `rest`; a `<` that starts none is text.
    fn tag<'text>(&mut self, rest: &'text str) -> &'text str {
        let inner = rest.get(1..).unwrap_or_default();
        if let Some(comment) = inner.strip_prefix("!--") {
            return comment.split_once("-->").map_or("", |(_, after)| after);
        }
        let starts = inner.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
        // Where no tag is closed any more, looking again and again would cost the square of the text.
        let closed = if starts && !self.none_closes { inner.split_once('>') } else { None };
        self.none_closes |= starts && closed.is_none();
        let Some((tag, after)) = closed else {
            self.out.push_str(if starts { "\\<" } else { "<" });
            return inner;
        };
        let closing = tag.starts_with('/');
        let name: String = (tag.trim_start_matches('/').chars())
            .take_while(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        match (name.as_str(), closing) {
            ("script" | "style" | "iframe" | "object" | "svg" | "video" | "audio", false) => {
                self.lost.insert(match name.as_str() {
                    "script" => "a script",
                    "style" => "a style sheet",
                    "video" => "a video",
                    "audio" => "a sound",
                    "svg" => "a picture",
                    _ => "an embedded page",
                });
                return match behind_closing(after, &name) {
                    Some(rest) => rest,
                    None if tag.ends_with('/') => after,
                    None => "",
                };
            }
            ("img", _) => self.picture(tag),
            ("input" | "button" | "select" | "textarea" | "canvas" | "form", false) => {
                self.lost.insert("a form field");
            }
            ("table", false) => {
                self.lost.insert("a table's layout");
            }
            ("br", _) | ("hr", _) => self.out.push('\n'),
            ("b" | "strong", false) => self.open(Mark::Strong),
            ("i" | "em", false) => self.open(Mark::Emphasis),
            ("b" | "strong", true) => self.close_to(&|mark| *mark == Mark::Strong),
            ("i" | "em", true) => self.close_to(&|mark| *mark == Mark::Emphasis),
            ("a", false) => self.open(Mark::Link(attribute(tag, "href").unwrap_or_default())),
            ("a", true) => self.close_to(&|mark| matches!(mark, Mark::Link(_))),
            ("ul", false) => self.lists.push(None),
            ("ol", false) => self.lists.push(Some(1)),
            ("ul" | "ol", true) => {
                self.lists.pop();
                self.break_line();
                self.out.push('\n');
            }
            ("li", false) => self.entry(),
            ("p" | "div" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote", _) => {
                self.break_line();
                self.out.push('\n');
            }
            ("tr", _) => self.break_line(),
            ("td" | "th", true) => self.out.push(' '),
            _ => {}
        }
        after
    }

    fn picture(&mut self, tag: &str) {
        self.lost.insert("a picture");
        if let Some(words) = attribute(tag, "alt") {
            push_escaped(&words, &mut self.out);
        }
    }

    fn entry(&mut self) {
        self.break_line();
        let depth = self.lists.len().saturating_sub(1);
        self.out.extend(std::iter::repeat_n("  ", depth));
        match self.lists.last_mut() {
            Some(Some(number)) => {
                self.out.push_str(&format!("{number}. "));
                *number += 1;
            }
            Some(None) | None => self.out.push_str("- "),
        }
    }

    fn break_line(&mut self) {
        self.out.truncate(self.out.trim_end_matches(' ').len());
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    fn open(&mut self, mark: Mark) {
        // Twice the same emphasis is no more of it.
        if self.open.contains(&mark) {
            return;
        }
        self.out.push_str(match mark {
            Mark::Strong => "**",
            Mark::Emphasis => "*",
            Mark::Link(_) => "[",
        });
        self.open.push(mark);
    }

    fn close_to(&mut self, wanted: &dyn Fn(&Mark) -> bool) {
        if !self.open.iter().any(wanted) {
            return;
        }
        while let Some(mark) = self.open.pop() {
            let found = wanted(&mark);
            self.close(mark);
            if found {
                return;
            }
        }
    }

    /// Closes a mark behind its last word; one around nothing is taken away.
    fn close(&mut self, mark: Mark) {
        let opening = match mark {
            Mark::Strong => "**",
            Mark::Emphasis => "*",
            Mark::Link(_) => "[",
        };
        let kept = self.out.trim_end_matches([' ', '\n']).len();
        let blanks = self.out.split_off(kept);
        if self.out.ends_with(opening) {
            self.out.truncate(self.out.len() - opening.len());
        } else {
            match mark {
                Mark::Strong | Mark::Emphasis => self.out.push_str(opening),
                Mark::Link(address) if is_web(&address) => {
                    let address = address.replace(' ', "%20").replace('(', "%28").replace(')', "%29");
                    self.out.push_str(&format!("]({address})"));
                }
                Mark::Link(_) => {
                    self.lost.insert("a link");
                    if let Some(at) = self.out.rfind('[') {
                        self.out.remove(at);
                    }
                }
            }
        }
        self.out.push_str(&blanks);
    }
}

/// What stands behind the closing tag of this name.
fn behind_closing<'text>(text: &'text str, name: &str) -> Option<&'text str> {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("</") {
        rest = after;
        if after.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return Some(after.split_once('>').map_or("", |(_, behind)| behind));
        }
    }
    None
}

fn is_web(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    ["https://", "http://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme))
        && !lower.contains(|c: char| c.is_control() || matches!(c, '<' | '>' | '"'))
}

/// An attribute's value in a tag, without its quotes.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let at = lower.match_indices(name).find(|(at, _)| {
        let before = at.checked_sub(1).and_then(|at| lower.as_bytes().get(at)).copied();
        before.is_some_and(|before| before.is_ascii_whitespace() || before == b'"' || before == b'\'')
    })?;
    let value = tag.get(at.0 + name.len()..)?.trim_start().strip_prefix('=')?.trim_start();
    let value = match value.chars().next() {
        Some(quote @ ('"' | '\'')) => value.get(1..)?.split(quote).next()?,
        _ => value.split_ascii_whitespace().next()?,
    };
    Some(decoded(value)).filter(|value| !value.trim().is_empty())
}

/// HTML's entities as the characters they stand for: those that texts of surveys use. Others stay, and Markdown reads
/// them.
fn decoded(text: &str) -> String {
    const NAMED: [(&str, char); 24] = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", ' '),
        ("ndash", '–'),
        ("mdash", '—'),
        ("hellip", '…'),
        ("lsquo", '‘'),
        ("rsquo", '’'),
        ("ldquo", '“'),
        ("rdquo", '”'),
        ("laquo", '«'),
        ("raquo", '»'),
        ("bull", '•'),
        ("middot", '·'),
        ("euro", '€'),
        ("pound", '£'),
        ("copy", '©'),
        ("reg", '®'),
        ("trade", '™'),
        ("eacute", 'é'),
        ("egrave", 'è'),
    ];
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let end = after.char_indices().take(9).find(|(_, c)| *c == ';').map(|(at, _)| at);
        let entity = end.and_then(|at| Some((after.get(..at)?, after.get(at + 1..)?)));
        let entity = entity.filter(|(name, _)| !name.is_empty());
        let found = entity.and_then(|(name, rest)| {
            let named = NAMED.iter().find(|(known, _)| *known == name).map(|(_, c)| *c);
            named.or_else(|| numbered(name)).map(|c| (c, rest))
        });
        match found {
            Some((c, behind)) => {
                out.push(c);
                rest = behind;
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

fn numbered(name: &str) -> Option<char> {
    let digits = name.strip_prefix('#')?;
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => digits.parse().ok()?,
    };
    char::from_u32(code).filter(|c| !c.is_control() && !matches!(*c, PIPE_START | PIPE_END))
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Event, Parser, Tag};

    use super::*;

    fn check(markup: Markup, text: &str, expected: &str) {
        assert_eq!(markdown(text, markup).text, expected, "{text}");
    }

    #[test]
    fn html_becomes_markdown() {
        for (html, expected) in [
            ("<p>How <b>old</b> are&nbsp;you?</p>", "How **old** are you?"),
            ("One<br/>two<br>three", "One\ntwo\nthree"),
            ("<p>One</p>\n<p>Two</p>", "One\n\nTwo"),
            ("<ul><li>a</li><li>b</li></ul>after", "- a\n- b\n\nafter"),
            ("<ol><li>a<li>b</ol>", "1. a\n2. b"),
            ("<b>bold </b>word", "**bold** word"),
            ("<b></b>word", "word"),
            ("<b>one <i>two</b> three", "**one *two*** three"),
            ("<a href='https://example.org/a b'>here</a>", "[here](https://example.org/a%20b)"),
            ("<a href=\"javascript:alert(1)\">here</a>", "here"),
            ("<span style=\"color:red\">red</span>", "red"),
            ("a &lt;b&gt; &amp; c", "a \\<b> & c"),
            ("2 < 3 <4", "2 < 3 <4"),
            ("a <b", "a \\<b"),
            ("snake_case *star*", "snake_case \\*star\\*"),
            ("a <!-- hidden --> b", "a b"),
            ("<script>alert('<b>')</script>x", "x"),
            ("<img src=x alt='A map'>", "A map"),
        ] {
            check(Markup::Html, html, expected);
        }
    }

    #[test]
    fn what_is_left_out_is_named() {
        let lost = |text: &str| markdown(text, Markup::Html).lost.into_iter().collect::<Vec<_>>();
        assert_eq!(lost("<img src='a.png'><script>1</script>"), ["a picture", "a script"]);
        assert_eq!(lost("<a href='file:///etc'>x</a>"), ["a link"]);
        assert_eq!(lost("<p>words</p>"), <[&str; 0]>::default());
    }

    #[test]
    fn markdown_stays_and_plain_text_is_escaped() {
        check(Markup::Markdown, "**Bold** and <span>red</span>", "**Bold** and red");
        check(Markup::Markdown, "a &lt;b", "a \\<b");
        check(Markup::Plain, "**not bold** <b>", "\\*\\*not bold\\*\\* \\<b>");
        check(Markup::Plain, "2 * 3", "2 * 3");
    }

    #[test]
    fn a_long_text_of_openings_is_read_in_one_pass() {
        for part in ["<a", "&", "<script></script>", "<b><i>", "</", "<!-", "${", "]("] {
            let text = part.repeat(200_000);
            assert!(markdown(&text, Markup::Html).text.len() <= 4 * text.len());
        }
    }

    #[test]
    fn only_a_mark_pipes() {
        let text = format!("Hello <b>{}</b> {{{{ x }}}}", pipe("first_name"));
        check(Markup::Html, &text, "Hello **{{ first_name }}** { { x }}");
    }

    #[test]
    fn no_text_leaves_raw_html() {
        for text in [
            "<",
            "<a",
            "a<b>c",
            "</",
            "<!-- ",
            "<script",
            "<p <b>>",
            "&lt;script&gt;alert()&lt;/script&gt;",
            "<a href='",
            "<<b>>",
            "\\<b>",
            "<img src=x onerror=alert(1)//",
            "&#60;b&#62;",
            "<?php ?>",
            "<![CDATA[<b>]]>",
            "<b\n>x",
        ] {
            for markup in [Markup::Plain, Markup::Markdown, Markup::Html] {
                let converted = markdown(text, markup).text;
                let raw = Parser::new(&converted).any(|event| {
                    matches!(event, Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock))
                });
                assert!(!raw, "{text:?} as {markup:?} is {converted:?}");
            }
        }
    }
}
