//! The lines of an outline, told apart: headings, numbered questions, options, help, tables and plain words.

/// One line with what it is; blanks around its words are gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line<'text> {
    /// From 1.
    pub number: usize,
    /// How many blanks stand before it; a tab counts as four.
    pub indent: usize,
    pub kind: Kind<'text>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind<'text> {
    Blank,
    Heading {
        level: usize,
        text: &'text str,
    },
    /// `3. How old are you?`, `Q3: …`, `**3)** …`
    Numbered {
        label: &'text str,
        text: String,
    },
    Bullet {
        mark: Mark,
        text: &'text str,
    },
    /// `a) Yes`
    Lettered {
        label: &'text str,
        text: &'text str,
    },
    Quote(&'text str),
    TableRow(Vec<String>),
    /// A line of underscores: room to write in.
    Rule,
    Words(&'text str),
}

/// What stands before an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Bullet,
    /// `[ ]`: several may be ticked.
    Box,
    /// `( )`: one may be chosen.
    Circle,
}

/// The lines of a text without its comments and code fences; those that were left out are given too, by their line.
pub(super) fn lines(text: &str) -> (Vec<Line<'_>>, Vec<(usize, &'static str)>) {
    let mut found = Vec::new();
    let mut left_out = Vec::new();
    let (mut comment, mut fence) = (false, false);
    for (index, row) in text.lines().enumerate() {
        let number = index + 1;
        let words = row.trim();
        if comment {
            comment = !words.contains("-->");
            continue;
        }
        if words.starts_with("```") || words.starts_with("~~~") {
            if !fence {
                left_out.push((number, "a block of code"));
            }
            fence = !fence;
            continue;
        }
        if fence {
            continue;
        }
        if words.starts_with("<!--") {
            comment = !words.contains("-->");
            continue;
        }
        let indent =
            row.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum();
        found.push(Line { number, indent, kind: kind(words) });
    }
    (found, left_out)
}

fn kind(words: &str) -> Kind<'_> {
    if words.is_empty() {
        return Kind::Blank;
    }
    if let Some(heading) = heading(words).or_else(|| roman(words)) {
        return heading;
    }
    if let Some(quote) = words.strip_prefix('>') {
        return Kind::Quote(quote.trim());
    }
    if words.len() > 1 && words.starts_with('|') {
        return Kind::TableRow(cells(words));
    }
    if words.len() >= 3 && words.chars().all(|c| matches!(c, '_' | ' ' | '…' | '.')) {
        return Kind::Rule;
    }
    bullet(words).or_else(|| numbered(words)).or_else(|| lettered(words)).unwrap_or(Kind::Words(words))
}

fn heading(words: &str) -> Option<Kind<'_>> {
    let text = words.trim_start_matches('#');
    let level = words.len() - text.len();
    let text = text.strip_prefix([' ', '\t'])?.trim().trim_end_matches('#').trim_end();
    ((1..=6).contains(&level) && !text.is_empty()).then_some(Kind::Heading { level, text })
}

/// `II. Background` heads a part; the one-letter numerals are letters of options first.
fn roman(words: &str) -> Option<Kind<'_>> {
    let (numeral, text) = words.trim_matches('*').split_once(". ")?;
    let good =
        numeral.len() > 1 && numeral.len() < 6 && numeral.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    good.then_some(Kind::Heading { level: 3, text })
}

fn bullet(words: &str) -> Option<Kind<'_>> {
    for circle in ['○', '◯', '⚪', '●', '◉'] {
        if let Some(text) = words.strip_prefix(circle) {
            return Some(Kind::Bullet { mark: Mark::Circle, text: text.trim() });
        }
    }
    for square in ['☐', '☑', '☒', '□', '▢'] {
        if let Some(text) = words.strip_prefix(square) {
            return Some(Kind::Bullet { mark: Mark::Box, text: text.trim() });
        }
    }
    let behind = words.strip_prefix(['-', '*', '+', '•', '–'])?;
    let text = behind.strip_prefix([' ', '\t'])?.trim();
    for (marks, mark) in
        [(["[ ]", "[x]", "[X]", "[]"], Mark::Box), (["( )", "(x)", "(o)", "()"], Mark::Circle)]
    {
        for written in marks {
            if let Some(text) = text.strip_prefix(written) {
                return Some(Kind::Bullet { mark, text: text.trim() });
            }
        }
    }
    (!text.is_empty()).then_some(Kind::Bullet { mark: Mark::Bullet, text })
}

/// `3.`, `3)`, `3:`, `Q3.`, `3a.`, each with a blank behind it or bold around it.
fn numbered(words: &str) -> Option<Kind<'_>> {
    let stars = words.len() - words.trim_start_matches('*').len();
    let inner = words.trim_start_matches('*');
    let digits = inner.strip_prefix("Question ").or_else(|| inner.strip_prefix(['Q', 'q'])).unwrap_or(inner);
    let end = digits.find(|c: char| !c.is_ascii_digit())?;
    let (number, rest) = digits.split_at_checked(end)?;
    if number.is_empty() || number.len() > 4 {
        return None;
    }
    let letter = rest.strip_prefix(|c: char| c.is_ascii_lowercase()).unwrap_or(rest);
    let label = digits.get(..digits.len() - letter.len())?;
    let behind = letter.strip_prefix(['.', ')', ':'])?;
    let (closed, text) = match behind.strip_prefix("**") {
        Some(text) if stars >= 2 => (true, text),
        _ => (false, behind),
    };
    let text = text.strip_prefix([' ', '\t']).or_else(|| Some(text).filter(|_| closed))?.trim();
    // Bold around the whole question stays around its words.
    let text = if stars > 0 && !closed { text.trim_end_matches('*').to_owned() } else { text.to_owned() };
    (!text.is_empty()).then_some(Kind::Numbered { label, text })
}

/// The number and the words of a heading such as `Q3. How old?`.
pub(super) fn numbered_words(words: &str) -> Option<(String, String)> {
    match numbered(words)? {
        Kind::Numbered { label, text } => Some((label.to_owned(), text)),
        _ => None,
    }
}

fn lettered(words: &str) -> Option<Kind<'_>> {
    let mut chars = words.chars();
    let (letter, mark) = (chars.next()?, chars.next()?);
    let text = words.get(2..)?.strip_prefix([' ', '\t'])?.trim();
    let good = letter.is_ascii_alphabetic() && matches!(mark, ')' | '.') && !text.is_empty();
    good.then_some(Kind::Lettered { label: words.get(..1)?, text })
}

/// The cells of a table's row; `\|` is no border.
fn cells(words: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in words.trim_start_matches('|').chars() {
        match (c, cells.last_mut()) {
            ('|', _) if !escaped => cells.push(String::new()),
            (c, Some(cell)) => cell.push(c),
            (_, None) => {}
        }
        escaped = c == '\\' && !escaped;
    }
    if words.ends_with('|') && cells.last().is_some_and(|cell| cell.trim().is_empty()) {
        cells.pop();
    }
    cells.iter().map(|cell| cell.replace("\\|", "|").trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(text: &str) -> Kind<'_> {
        let (lines, _) = lines(text);
        assert_eq!(lines.len(), 1, "{text}");
        lines[0].kind.clone()
    }

    #[test]
    fn a_question_is_numbered_in_many_ways() {
        for (text, label, words) in [
            ("3. How old?", "3", "How old?"),
            ("12) How old?", "12", "How old?"),
            ("Q3: How old?", "3", "How old?"),
            ("**3.** How old?", "3", "How old?"),
            ("**Q3. How old?**", "3", "How old?"),
            ("3a. How old?", "3a", "How old?"),
            ("Question 4. How old?", "4", "How old?"),
        ] {
            assert_eq!(only(text), Kind::Numbered { label, text: words.to_owned() }, "{text}");
        }
        assert_eq!(only("II. Background"), Kind::Heading { level: 3, text: "Background" });
        assert_eq!(only("3.5 is a number"), Kind::Words("3.5 is a number"));
        assert_eq!(only("2024 was a year"), Kind::Words("2024 was a year"));
    }

    #[test]
    fn options_have_marks() {
        assert_eq!(only("- Yes"), Kind::Bullet { mark: Mark::Bullet, text: "Yes" });
        assert_eq!(only("- [ ] Yes"), Kind::Bullet { mark: Mark::Box, text: "Yes" });
        assert_eq!(only("* ( ) Yes"), Kind::Bullet { mark: Mark::Circle, text: "Yes" });
        assert_eq!(only("☐ Yes"), Kind::Bullet { mark: Mark::Box, text: "Yes" });
        assert_eq!(only("a) Yes"), Kind::Lettered { label: "a", text: "Yes" });
        assert_eq!(only("-5 degrees"), Kind::Words("-5 degrees"));
    }

    #[test]
    fn tables_comments_and_code_are_told_apart() {
        assert_eq!(
            only("| | Never | Some\\|times |"),
            Kind::TableRow(vec!["".to_owned(), "Never".to_owned(), "Some|times".to_owned()])
        );
        let (found, left_out) = lines("<!-- one\ntwo -->\n```\ncode\n```\nwords");
        assert_eq!(found.len(), 1);
        assert_eq!(left_out, [(3, "a block of code")]);
    }
}
