//! An outline's lines gathered into pages, questions and what stands between them; nothing is understood yet.

use super::hints;
use super::lines::{Kind, Line, Mark};

/// An outline by its parts, in the order of the file.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub title: Option<String>,
    pub intro: Vec<String>,
    pub pages: Vec<PagePart>,
    /// What found no place: the line, and what stands there.
    pub left_over: Vec<(usize, String)>,
}

#[derive(Debug, Default)]
pub(super) struct PagePart {
    pub line: usize,
    pub title: Option<String>,
    pub parts: Vec<Part>,
}

#[derive(Debug)]
pub(super) enum Part {
    Words { line: usize, text: String },
    Question(QuestionPart),
}

#[derive(Debug, Default)]
pub(super) struct QuestionPart {
    pub line: usize,
    /// The number or letter it goes by in the outline.
    pub label: Option<String>,
    pub text: String,
    /// Words of a line of their own that may be hints.
    pub hint_lines: Vec<String>,
    pub help: Vec<String>,
    pub options: Vec<OptionPart>,
    pub table: Vec<Vec<String>>,
    /// A line to write on stands below it.
    pub rule: bool,
    style: Style,
    indent: usize,
}

#[derive(Debug, Clone)]
pub(super) struct OptionPart {
    pub line: usize,
    pub indent: usize,
    pub mark: Mark,
    /// The number before it, where it has one.
    pub number: Option<String>,
    pub text: String,
}

/// How a question is marked in the outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Style {
    Heading,
    #[default]
    Numbered,
    Bullet,
}

pub(super) fn gather(lines: &[Line<'_>], has_title: bool) -> Parts {
    let mut gathering = Gathering { parts: Parts::default(), has_title, open: false, blank_before: true };
    for (index, line) in lines.iter().enumerate() {
        let next = lines.iter().skip(index + 1).find(|line| line.kind != Kind::Blank);
        gathering.line(line, next);
        gathering.blank_before = line.kind == Kind::Blank;
    }
    gathering.parts
}

struct Gathering {
    parts: Parts,
    has_title: bool,
    /// Whether the last part is a question that still takes options and help.
    open: bool,
    blank_before: bool,
}

impl Gathering {
    fn line(&mut self, line: &Line<'_>, next: Option<&Line<'_>>) {
        match &line.kind {
            Kind::Blank => {}
            Kind::Heading { level, text } => self.heading(line, *level, text, next),
            Kind::Numbered { label, text } => self.numbered(line, label, text),
            Kind::Bullet { mark, text } => self.bullet(line, *mark, text, next),
            Kind::Lettered { label, text } => match self.question() {
                Some(_) => self.option(line, Mark::Bullet, None, text),
                // `I. Background`: the numeral of a part.
                None if *label == "I" => self.heading(line, 3, text, None),
                None => self.words(line, &format!("{label}) {text}")),
            },
            Kind::Quote(text) => match self.question() {
                Some(question) if !text.is_empty() => question.help.push((*text).to_owned()),
                Some(_) => {}
                None => self.words(line, text),
            },
            Kind::TableRow(cells) => match self.question() {
                Some(question) => question.table.push(cells.clone()),
                None => {
                    self.parts.left_over.push((line.number, "a table that belongs to no question".to_owned()))
                }
            },
            Kind::Rule => {
                if let Some(question) = self.question() {
                    question.rule = true;
                }
            }
            Kind::Words(text) => self.words(line, text),
        }
    }

    fn heading(&mut self, line: &Line<'_>, level: usize, text: &str, next: Option<&Line<'_>>) {
        if level == 1 && !self.has_title && self.parts.pages.is_empty() {
            self.has_title = true;
            self.parts.title = Some(text.to_owned());
            return;
        }
        let numbered = super::lines::numbered_words(text);
        let (words, found) = hints::split(numbered.as_ref().map_or(text, |(_, words)| words));
        let offers = next.is_some_and(|next| {
            matches!(next.kind, Kind::Bullet { .. } | Kind::Lettered { .. } | Kind::TableRow(_) | Kind::Rule)
        });
        let asks = words.ends_with(['?', '？']) || found != hints::Hints::default();
        let spelled = text.trim_start_matches('*').starts_with(['Q', 'q']);
        let is_question = match level {
            1 => false,
            2 => numbered.is_some() && (asks || spelled) || asks && offers,
            _ => numbered.is_some() || asks || offers,
        };
        if is_question {
            let (label, words) = match numbered {
                Some((label, words)) => (Some(label), words),
                None => (None, text.to_owned()),
            };
            self.ask(line, label, words, Style::Heading);
        } else if level <= 2 {
            self.open = false;
            self.parts.pages.push(PagePart {
                line: line.number,
                title: Some(text.to_owned()),
                parts: Vec::new(),
            });
        } else {
            self.open = false;
            let heading = format!("**{}**", text.trim_matches('*'));
            self.page(line).parts.push(Part::Words { line: line.number, text: heading });
        }
    }

    fn numbered(&mut self, line: &Line<'_>, label: &str, text: &str) {
        let is_option = self
            .question()
            .is_some_and(|question| question.style == Style::Heading || line.indent >= question.indent + 2);
        if is_option {
            self.option(line, Mark::Bullet, Some(label), text);
        } else {
            self.ask(line, Some(label.to_owned()), text.to_owned(), Style::Numbered);
        }
    }

    fn bullet(&mut self, line: &Line<'_>, mark: Mark, text: &str, next: Option<&Line<'_>>) {
        let has_deeper = next.is_some_and(|next| {
            next.indent > line.indent && matches!(next.kind, Kind::Bullet { .. } | Kind::Lettered { .. })
        });
        let asks = mark == Mark::Bullet && (hints::split(text).0.ends_with(['?', '？']) || has_deeper);
        let in_intro = self.parts.pages.is_empty();
        let open_style =
            self.question().map(|question| (question.style, question.indent, question.options.is_empty()));
        let new = match open_style {
            Some((Style::Bullet, indent, _)) => line.indent <= indent,
            Some((Style::Heading | Style::Numbered, _, _)) => false,
            None => asks,
        };
        if new {
            self.ask(line, None, text.to_owned(), Style::Bullet);
        } else if open_style.is_some() {
            self.option(line, mark, None, text);
        } else if in_intro {
            if self.blank_before && !self.parts.intro.is_empty() {
                self.parts.intro.push(String::new());
            }
            self.parts.intro.push(format!("- {text}"));
        } else {
            self.words(line, &format!("- {text}"));
        }
    }

    fn words(&mut self, line: &Line<'_>, text: &str) {
        if text.len() >= 3 && text.chars().all(|c| matches!(c, '-' | '*' | '=' | ' ')) {
            self.open = false;
            return;
        }
        let blank_before = self.blank_before;
        if let Some(question) = self.question() {
            let bare = text.trim_matches(['*', '_', ' ']);
            // `-- Single choice` below a question says the same as parentheses do.
            if let Some(words) = bare.strip_prefix("--").map(str::trim)
                && hints::read(words, &mut hints::Hints::default())
            {
                question.hint_lines.push(format!("({words})"));
                return;
            }
            let is_hint = bare.starts_with(['(', '[']) && bare.ends_with([')', ']']);
            if is_hint
                && hints::read(bare.get(1..bare.len() - 1).unwrap_or_default(), &mut hints::Hints::default())
            {
                question.hint_lines.push(bare.to_owned());
                return;
            }
            if question.options.is_empty() && question.table.is_empty() {
                if blank_before {
                    question.help.push(text.to_owned());
                } else {
                    question.text.push(' ');
                    question.text.push_str(text);
                }
                return;
            }
            if !blank_before && let Some(option) = question.options.last_mut() {
                option.text.push(' ');
                option.text.push_str(text);
                return;
            }
            self.open = false;
        }
        if self.parts.pages.is_empty() {
            if blank_before && !self.parts.intro.is_empty() {
                self.parts.intro.push(String::new());
            }
            self.parts.intro.push(text.to_owned());
            return;
        }
        match self.page(line).parts.last_mut() {
            Some(Part::Words { text: before, .. }) => {
                before.push_str(if blank_before { "\n\n" } else { "\n" });
                before.push_str(text);
            }
            Some(Part::Question(_)) | None => {
                self.page(line).parts.push(Part::Words { line: line.number, text: text.to_owned() });
            }
        }
    }

    fn ask(&mut self, line: &Line<'_>, label: Option<String>, text: String, style: Style) {
        let question = QuestionPart {
            line: line.number,
            label,
            text,
            style,
            indent: line.indent,
            ..QuestionPart::default()
        };
        self.page(line).parts.push(Part::Question(question));
        self.open = true;
    }

    fn option(&mut self, line: &Line<'_>, mark: Mark, number: Option<&str>, text: &str) {
        let (indent, number) = (line.indent, number.map(str::to_owned));
        if let Some(question) = self.question() {
            question.options.push(OptionPart {
                line: line.number,
                indent,
                mark,
                number,
                text: text.to_owned(),
            });
        }
    }

    /// The question that takes what comes next.
    fn question(&mut self) -> Option<&mut QuestionPart> {
        if !self.open {
            return None;
        }
        match self.parts.pages.last_mut()?.parts.last_mut()? {
            Part::Question(question) => Some(question),
            Part::Words { .. } => None,
        }
    }

    /// The page that takes what comes next; questions before the first heading stand on a page of their own.
    fn page(&mut self, line: &Line<'_>) -> &mut PagePart {
        if self.parts.pages.is_empty() {
            self.parts.pages.push(PagePart { line: line.number, ..PagePart::default() });
        }
        let last = self.parts.pages.len() - 1;
        &mut self.parts.pages[last]
    }
}
