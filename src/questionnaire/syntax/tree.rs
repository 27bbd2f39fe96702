//! The YAML tree: scalars, lists and mappings with byte spans. Tags, anchors and aliases are refused (nothing in a
//! survey needs them, and they are how small files grow without bound).

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError, Span as YamlSpan};

use crate::diagnostics::{Code, Diagnostic, FileId, Source, Span};

/// The largest file read: a questionnaire of 500 items in ten languages stays under 2 MiB.
pub(crate) const FILE_BYTES_MAX: usize = 4 << 20;
/// The deepest nesting read; a questionnaire needs eight levels.
pub(crate) const DEPTH_MAX: usize = 64;
/// The most nodes read in one file.
pub(crate) const NODES_MAX: usize = 200_000;

#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    pub span: Span,
    pub value: Value,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing, `~` or `null`.
    Null,
    /// A scalar as written; `plain` where it stands without quotes, so that `4` may be a number and `'4'` is a text.
    Scalar {
        text: String,
        plain: bool,
    },
    List(Vec<Node>),
    Mapping(Vec<Entry>),
}

#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub key: String,
    pub key_span: Span,
    pub value: Node,
}

impl Node {
    /// The scalar's text, whatever its style; `None` for null, lists and mappings.
    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            Value::Null | Value::List(_) | Value::Mapping(_) => None,
        }
    }

    /// Where the scalar's own text stands, without its quotes: byte `n` of the text is byte `n` of this span, unless
    /// the scalar is folded over lines or has escapes (then the whole node).
    pub fn text_span(&self) -> Span {
        let width = (self.span.end - self.span.start) as usize;
        match &self.value {
            Value::Scalar { text, plain: false } if width == text.len() + 2 => {
                Span { start: self.span.start + 1, end: self.span.end - 1, ..self.span }
            }
            Value::Null | Value::Scalar { .. } | Value::List(_) | Value::Mapping(_) => self.span,
        }
    }

    /// Where `part` of the scalar's text first stands in the file; the whole node where it is written otherwise there.
    pub fn span_of(&self, part: &str, source: &Source) -> Span {
        let (start, end) = (self.span.start as usize, self.span.end as usize);
        match source.text.get(start..end).and_then(|written| written.find(part)) {
            Some(at) => Span::new(self.span.file, start + at, start + at + part.len()),
            None => self.span,
        }
    }

    /// What the node is, for a message.
    pub fn describe(&self) -> &'static str {
        match &self.value {
            Value::Null => "nothing",
            Value::Scalar { plain: true, text } if text.parse::<f64>().is_ok() => "a number",
            Value::Scalar { plain: true, text } if text == "true" || text == "false" => "a yes-or-no value",
            Value::Scalar { .. } => "a text",
            Value::List(_) => "a list",
            Value::Mapping(_) => "a mapping",
        }
    }
}

/// The tree of one file and what is wrong with it; `None` where nothing could be read.
pub fn parse(file: FileId, source: &Source) -> (Option<Node>, Vec<Diagnostic>) {
    let whole = Span::new(file, 0, source.text.chars().next().map_or(0, char::len_utf8));
    if source.text.len() > FILE_BYTES_MAX {
        let message = format!(
            "this file has {} bytes, more than the {FILE_BYTES_MAX} that are read",
            source.text.len()
        );
        return (
            None,
            vec![
                Diagnostic::new(Code::TooLarge, whole, message)
                    .help("split the survey, or shorten its texts"),
            ],
        );
    }
    let mut builder = Builder {
        parser: Parser::new_from_str(&source.text),
        offsets: Offsets::new(file, &source.text),
        diagnostics: Vec::new(),
        nodes: 0,
        aliases: false,
    };
    let root = builder.document();
    let mut diagnostics = builder.diagnostics;
    // Where an alias stands, what it stands for is missing; everything said of the rest would follow from that.
    let root = root.filter(|_| !builder.aliases);
    let empty = root.as_ref().is_none_or(|root| root.value == Value::Null);
    if empty && diagnostics.is_empty() {
        diagnostics.push(
            Diagnostic::new(Code::Unreadable, whole, "this file is empty")
                .help("a questionnaire starts with `canvass: 1`, a table request with `rows:`"),
        );
        return (None, diagnostics);
    }
    (root, diagnostics)
}

/// A tree that could not be finished; the reason stands in the diagnostics.
struct Broken;

struct Builder<'input> {
    parser: Parser<'input, saphyr_parser::StrInput<'input>>,
    offsets: Offsets,
    diagnostics: Vec<Diagnostic>,
    nodes: usize,
    aliases: bool,
}

impl<'input> Builder<'input> {
    fn document(&mut self) -> Option<Node> {
        loop {
            let (event, span) = self.next().ok()?;
            match event {
                Event::StreamStart | Event::DocumentStart(_) | Event::Nothing => {}
                Event::StreamEnd | Event::DocumentEnd => return None,
                event => {
                    let root = self.node(event, span, 0).ok()?;
                    self.expect_end();
                    return Some(root);
                }
            }
        }
    }

    fn expect_end(&mut self) {
        while let Ok((event, span)) = self.next() {
            match event {
                Event::StreamEnd => return,
                Event::DocumentStart(_) => {
                    let at = self.offsets.span(&span);
                    let message = "a second document starts here; one file holds one";
                    self.diagnostics.push(
                        Diagnostic::new(Code::SeveralDocuments, at, message)
                            .help("remove the line `---`, or move what follows into a file of its own"),
                    );
                    return;
                }
                _ => {}
            }
        }
    }

    fn next(&mut self) -> Result<(Event<'input>, YamlSpan), Broken> {
        match self.parser.next_event() {
            Some(Ok(event)) => Ok(event),
            Some(Err(error)) => {
                let diagnostic = self.scan_error(&error);
                self.diagnostics.push(diagnostic);
                Err(Broken)
            }
            None => Err(Broken),
        }
    }

    fn node(&mut self, event: Event<'input>, span: YamlSpan, depth: usize) -> Result<Node, Broken> {
        self.nodes += 1;
        let at = self.offsets.span(&span);
        if depth > DEPTH_MAX || self.nodes > NODES_MAX {
            let message = if depth > DEPTH_MAX {
                format!("nested deeper than {DEPTH_MAX} levels")
            } else {
                format!("more than {NODES_MAX} values in one file")
            };
            self.diagnostics.push(
                Diagnostic::new(Code::TooLarge, at, message).help(
                    "nothing in a survey needs this; check for a slip in the brackets or the indentation",
                ),
            );
            return Err(Broken);
        }
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_extras(at, anchor, tag.is_some());
                let plain = style == ScalarStyle::Plain;
                let null = plain && matches!(&*text, "" | "~" | "null");
                let value = if null { Value::Null } else { Value::Scalar { text: text.into_owned(), plain } };
                Ok(Node { span: self.offsets.scalar(at, style), value })
            }
            Event::SequenceStart(anchor, tag) => {
                self.refuse_extras(at, anchor, tag.is_some());
                let mut list = Vec::new();
                loop {
                    let (event, span) = self.next()?;
                    if event == Event::SequenceEnd {
                        let last = list.last().map(|node: &Node| node.span);
                        return Ok(Node {
                            span: self.offsets.collection(at, last, ']'),
                            value: Value::List(list),
                        });
                    }
                    list.push(self.node(event, span, depth + 1)?);
                }
            }
            Event::MappingStart(anchor, tag) => {
                self.refuse_extras(at, anchor, tag.is_some());
                self.mapping(at, depth)
            }
            Event::Alias(_) => {
                self.refuse_extras(at, 1, false);
                self.aliases = true;
                Ok(Node { span: at, value: Value::Null })
            }
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd
            | Event::SequenceEnd
            | Event::MappingEnd => Err(Broken),
        }
    }

    fn mapping(&mut self, at: Span, depth: usize) -> Result<Node, Broken> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut seen: std::collections::HashMap<String, Span> = std::collections::HashMap::new();
        let mut last = None;
        loop {
            let (event, span) = self.next()?;
            if event == Event::MappingEnd {
                let span = self.offsets.collection(at, last, '}');
                return Ok(Node { span, value: Value::Mapping(entries) });
            }
            let key = self.node(event, span, depth + 1)?;
            let (event, span) = self.next()?;
            let value = self.node(event, span, depth + 1)?;
            last = Some(if value.value == Value::Null { key.span } else { key.span.to(value.span) });
            let Some(name) = key
                .as_text()
                .map(str::to_owned)
                .or_else(|| (key.value == Value::Null).then(|| "null".to_owned()))
            else {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::WrongType,
                        key.span,
                        format!("a key must be a text, this is {}", key.describe()),
                    )
                    .help("write the key as a plain word"),
                );
                continue;
            };
            if let Some(first) = seen.get(&name) {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::DuplicateKey,
                        key.span,
                        format!("the key `{name}` stands twice here"),
                    )
                    .label("again here")
                    .related(*first, "first here")
                    .help("keep one of the two; the second is not read"),
                );
                continue;
            }
            seen.insert(name.clone(), key.span);
            entries.push(Entry { key: name, key_span: key.span, value });
        }
    }

    fn refuse_extras(&mut self, at: Span, anchor: usize, tagged: bool) {
        if anchor != 0 {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::TagOrAnchor,
                    self.offsets.first_word(at),
                    "anchors (`&name`) and aliases (`*name`) are not read",
                )
                .help("write the value out; for options used twice, name them under `scales:`"),
            );
        }
        if tagged {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::TagOrAnchor,
                    self.offsets.first_word(at),
                    "a YAML tag (`!name`) is not read",
                )
                .help("remove it; the key decides what kind of value stands there"),
            );
        }
    }

    /// What the scanner stumbled over, in the words of someone who writes YAML by hand.
    fn scan_error(&self, error: &ScanError) -> Diagnostic {
        let start = self.offsets.byte(error.marker());
        // The scanner may stop in the text before the tab that it stumbles over.
        let lines = if error.info().contains("tab") { 3 } else { 1 };
        if let Some(at) = self.offsets.tab_near(start, lines) {
            return Diagnostic::new(
                Code::TabIndent,
                at,
                "YAML is indented with spaces, here stands a tab",
            )
            .label("a tab")
            .help(
                "replace it by two spaces for each level; most editors do so by themselves for .yaml files",
            );
        }
        let first = self.offsets.text.get(start..).unwrap_or_default().chars().next();
        let at = Span::new(self.offsets.file, start, first.map_or(start, |c| start + c.len_utf8()));
        let Complaint { message, label, help } = complaint(error.info(), first);
        Diagnostic::new(Code::Unreadable, at, format!("this is not YAML: {message}")).label(label).help(help)
    }
}

struct Complaint<'a> {
    message: &'a str,
    label: &'static str,
    help: &'static str,
}

/// The scanner's commonest complaints in an author's words: what stands at the place, and what to do.
fn complaint(info: &str, first: Option<char>) -> Complaint<'_> {
    const NEVER_CLOSED: [&str; 3] = ["end of stream", "document indicator", "invalid indentation in quoted"];
    let in_quotes = info.contains("quoted scalar") && matches!(first, Some('"' | '\''));
    if in_quotes && NEVER_CLOSED.iter().any(|reason| info.contains(reason)) {
        Complaint {
            message: "a text in quotes that is not closed",
            label: "this quote is never closed",
            help: "close it at the end of the text; a quote within the text is doubled ('it''s') or escaped (\"so \\\"called\\\"\")",
        }
    } else if info.contains("mapping values are not allowed") {
        Complaint {
            message: info,
            label: "a `:` inside a text",
            help: "put the whole text in quotes: \"… : …\"",
        }
    } else {
        Complaint {
            message: info,
            label: "reading stopped here",
            help: "look at this line and the one before it: an unclosed quote or bracket, a `:` or a leading `*`, `&`, `@` or `%` in a text without quotes, or another indentation than its neighbours",
        }
    }
}

/// Turns the scanner's character positions into byte offsets.
struct Offsets {
    file: FileId,
    text: String,
    /// Byte offset of each character; empty where the file is ASCII and both are the same.
    bytes: Vec<u32>,
}

impl Offsets {
    fn new(file: FileId, text: &str) -> Offsets {
        let bytes =
            if text.is_ascii() { Vec::new() } else { text.char_indices().map(|(at, _)| at as u32).collect() };
        Offsets { file, text: text.to_owned(), bytes }
    }

    fn byte(&self, marker: &Marker) -> usize {
        let at = if self.bytes.is_empty() {
            marker.index()
        } else {
            self.bytes.get(marker.index()).map_or(self.text.len(), |at| *at as usize)
        };
        at.min(self.text.len())
    }

    fn span(&self, span: &YamlSpan) -> Span {
        Span::new(self.file, self.byte(&span.start), self.byte(&span.end))
    }

    /// A scalar without what the scanner drags behind it: white space, and the comment behind a text in quotes.
    fn scalar(&self, span: Span, style: ScalarStyle) -> Span {
        let text = self.text.get(span.start as usize..span.end as usize).unwrap_or_default();
        let end = match style {
            ScalarStyle::SingleQuoted => closing_quote(text, '\''),
            ScalarStyle::DoubleQuoted => closing_quote(text, '"'),
            ScalarStyle::Plain | ScalarStyle::Literal | ScalarStyle::Folded => None,
        };
        Span { end: span.start + end.unwrap_or(text.trim_end().len()) as u32, ..span }
    }

    /// A list or mapping from where it starts to the end of its last part, or to its own bracket.
    fn collection(&self, start: Span, last: Option<Span>, bracket: char) -> Span {
        let end = last.map_or(start.end, |last| last.end.max(start.start));
        let flow = self.text.get(start.start as usize..).is_some_and(|text| text.starts_with(['[', '{']));
        let close = self.text.get(end as usize..).and_then(|rest| rest.find(bracket)).filter(|_| flow);
        Span { end: close.map_or(end, |at| end + at as u32 + 1), ..start }
    }

    /// The first word of a span.
    fn first_word(&self, span: Span) -> Span {
        let text = self.text.get(span.start as usize..span.end as usize).unwrap_or_default();
        let width = text.find(|c: char| c.is_whitespace() || ",]}".contains(c)).unwrap_or(text.len());
        Span { end: span.start + width as u32, ..span }
    }

    /// The tab that indents the line at `start` or one of those behind it.
    fn tab_near(&self, start: usize, lines: usize) -> Option<Span> {
        let line_start = self.text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
        let mut at = line_start;
        for line in self.text.get(line_start..)?.split_inclusive('\n').take(lines) {
            let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
            if let Some(tab) = line.get(..indent).and_then(|indent| indent.find('\t')) {
                return Some(Span::new(self.file, at + tab, at + tab + 1));
            }
            at += line.len();
        }
        None
    }
}

/// Where a text in quotes ends, with its closing quote; `None` where it does not.
fn closing_quote(text: &str, quote: char) -> Option<usize> {
    let mut rest = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = rest.next() {
        if c == '\\' && quote == '"' {
            rest.next();
        } else if c == quote {
            // In single quotes, two of them stand for one.
            match rest.peek() {
                Some((_, '\'')) if quote == '\'' => drop(rest.next()),
                _ => return text.starts_with(quote).then_some(at + 1),
            }
        }
    }
    None
}
