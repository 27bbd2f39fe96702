//! The difference for a terminal.

use super::{
    Comparison, Detail, Group, Groups, by_weight, class_words, item_of, judgements, name_of, question,
    trend_words,
};
use crate::export::text::{Ink, wrap};
use crate::questionnaire::Trend;
use crate::questionnaire::diff::{
    Change, ItemDifference, Piece, RowDifference, Suggestion, TextChange, word_by_word,
};

/// Longer lines are hard to read on a wide terminal.
const WIDTH_MAX: usize = 100;
/// Words kept on each side of a changed one.
const CONTEXT_WORDS: usize = 6;

/// The comparison in lines of at most `width` places; ends with a line break.
pub fn text(comparison: &Comparison<'_>, width: usize, ink: Ink) -> String {
    let mut page = Page { out: String::new(), width: width.clamp(40, WIDTH_MAX), ink };
    page.head(comparison);
    let groups = Groups::of(comparison.difference);
    page.summary(&groups, comparison);
    page.population(comparison);
    page.remarks(comparison);
    page.suggestions(comparison);
    for (group, items) in &groups.members {
        page.group(*group, items, comparison);
    }
    page.survey(comparison);
    page.out
}

struct Page {
    out: String,
    width: usize,
    ink: Ink,
}

#[derive(Clone, Copy)]
enum Colour {
    Bold,
    Red,
    Green,
    Yellow,
    Quiet,
}

impl Page {
    fn inked(&self, text: &str, colour: Colour) -> String {
        let code = match (self.ink, colour) {
            (Ink::Plain, _) => return text.to_owned(),
            (Ink::Coloured, Colour::Bold) => "1",
            (Ink::Coloured, Colour::Red) => "31",
            (Ink::Coloured, Colour::Green) => "32",
            (Ink::Coloured, Colour::Yellow) => "33",
            (Ink::Coloured, Colour::Quiet) => "2",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text.trim_end());
        self.out.push('\n');
    }

    /// Wrapped, with `first` before the first line and as many spaces before the others.
    fn paragraph(&mut self, first: &str, text: &str, colour: Option<Colour>) {
        let indent = first.chars().count();
        for (at, line) in wrap(text, self.width.saturating_sub(indent).max(20)).iter().enumerate() {
            let start = if at == 0 { first.to_owned() } else { " ".repeat(indent) };
            let shown = colour.map_or_else(|| line.clone(), |colour| self.inked(line, colour));
            self.line(&format!("{start}{shown}"));
        }
    }

    fn title(&mut self, title: &str) {
        self.out.push('\n');
        let line = self.inked(title, Colour::Bold);
        self.line(&line);
    }

    fn head(&mut self, comparison: &Comparison<'_>) {
        for (what, edition) in [("OLD", comparison.old), ("NEW", comparison.new)] {
            let questionnaire = edition.questionnaire;
            let said = format!(
                "{} {}, {} items: {}",
                questionnaire.id,
                questionnaire.edition,
                questionnaire.items.len(),
                edition.name
            );
            self.paragraph(&format!("{what}  "), &said, None);
        }
    }

    fn summary(&mut self, groups: &Groups<'_>, comparison: &Comparison<'_>) {
        self.out.push('\n');
        for (number, what) in groups.summary() {
            if number == 0 && what.starts_with("another") {
                continue;
            }
            let identical = groups.count(Group::Identical);
            let rest = match what {
                "comparable" if identical > 0 => format!(", {identical} of them identical"),
                _ => String::new(),
            };
            let line = format!("{number:>5}  {what}{rest}");
            let colour = match what {
                "broken" | "another question under the same id" if number > 0 => Some(Colour::Red),
                "with care" if number > 0 => Some(Colour::Yellow),
                "comparable" => Some(Colour::Green),
                _ => None,
            };
            let line = colour.map_or_else(|| line.clone(), |colour| self.inked(&line, colour));
            self.line(&line);
        }
        if comparison.detail == Detail::Changes && groups.count(Group::Identical) > 0 {
            let hint = self.inked("       -v lists the identical ones", Colour::Quiet);
            self.line(&hint);
        }
    }

    fn population(&mut self, comparison: &Comparison<'_>) {
        if comparison.difference.population.is_empty() {
            return;
        }
        self.title(super::population_title(comparison));
        for change in &comparison.difference.population {
            self.paragraph("  - ", &change.reason, None);
        }
    }

    fn remarks(&mut self, comparison: &Comparison<'_>) {
        if comparison.difference.remarks.is_empty() {
            return;
        }
        self.title("Declarations to look at");
        for remark in &comparison.difference.remarks {
            self.paragraph("  - ", &format!("{}: {}", remark.id, remark.message), None);
            self.paragraph("    ", &remark.help, Some(Colour::Quiet));
        }
    }

    fn group(&mut self, group: Group, items: &[&ItemDifference], comparison: &Comparison<'_>) {
        let hidden = group == Group::Identical && comparison.detail == Detail::Changes;
        if items.is_empty() || hidden {
            return;
        }
        self.title(&format!("{} ({})", group.title(), items.len()));
        for item in items {
            match group {
                Group::AnotherQuestion => self.another(item, comparison),
                Group::Added | Group::Dropped | Group::Identical => self.one_line(item, comparison),
                Group::Broken | Group::WithCare | Group::Comparable => self.item(item, comparison),
            }
        }
    }

    fn one_line(&mut self, item: &ItemDifference, comparison: &Comparison<'_>) {
        let Some(shown) = item_of(item, comparison) else { return };
        self.cut(&format!("  {}  ", name_of(item)), question(shown, comparison.language), None);
    }

    fn another(&mut self, item: &ItemDifference, comparison: &Comparison<'_>) {
        let both = item.old.zip(item.new);
        let Some((old, new)) = both else { return };
        let name = self.inked(&item.id.to_string(), Colour::Red);
        self.line(&format!("  {name} is another question in NEW"));
        let old = comparison.old.questionnaire.item(old);
        let new = comparison.new.questionnaire.item(new);
        let was = question(old, comparison.language);
        let is = question(new, comparison.language);
        self.cut("    it was: ", was, Some(Colour::Quiet));
        self.cut("    it is:  ", is, None);
    }

    /// One line, however long the text is.
    fn cut(&mut self, first: &str, text: &str, colour: Option<Colour>) {
        let mut lines = wrap(text, self.width.saturating_sub(first.chars().count() + 2)).into_iter();
        let line = lines.next().unwrap_or_default();
        let line = if lines.next().is_some() { format!("{line} …") } else { line };
        let shown = colour.map_or_else(|| line.clone(), |colour| self.inked(&line, colour));
        self.line(&format!("{first}{shown}"));
    }

    fn item(&mut self, item: &ItemDifference, comparison: &Comparison<'_>) {
        let Some(shown) = item_of(item, comparison) else { return };
        self.out.push('\n');
        let trend = comparison.difference.own_trend(item);
        let colour = match trend {
            Trend::Comparable => Colour::Green,
            Trend::WithCare => Colour::Yellow,
            Trend::Broken => Colour::Red,
        };
        let name = self.inked(&name_of(item), Colour::Bold);
        let words = self.inked(trend_words(trend), colour);
        self.line(&format!("  {name}  {words}: {}", class_words(item)));
        self.paragraph("      ", question(shown, comparison.language), Some(Colour::Quiet));
        if let Some(declared) = &item.declared {
            self.paragraph("    ! ", &judgements(item.machine, declared), None);
        }
        for change in by_weight(&item.changes) {
            self.change(change);
        }
        for row in item.rows.iter().filter(|row| !row.changes.is_empty()) {
            self.row(row);
        }
    }

    fn change(&mut self, change: &Change) {
        self.paragraph("    - ", &format!("{}: {}", change.class.words(), change.reason), None);
        for text in &change.texts {
            self.text_change(text);
        }
    }

    fn row(&mut self, row: &RowDifference) {
        for change in &row.changes {
            // Words of a row stand among the words of its item.
            if change.texts.is_empty() {
                self.paragraph("    - ", &format!("row {}: {}", row.id, change.reason), None);
            }
        }
    }

    fn text_change(&mut self, text: &TextChange) {
        let language = text.language.as_ref().map_or_else(String::new, |language| format!(" [{language}]"));
        let first = format!("        {}{language}: ", text.place);
        let pieces = with_context(&word_by_word(&text.old, &text.new));
        let mut words = String::new();
        for piece in &pieces {
            match piece {
                Piece::Same(same) => words.push_str(same),
                Piece::Removed(removed) => words.push_str(&format!("[-{removed}-]")),
                Piece::Added(added) => words.push_str(&format!("{{+{added}+}}")),
            }
        }
        let lines = wrap(&words, self.width.saturating_sub(10).max(20));
        let mut open = None;
        let whole =
            first.chars().count() + lines.first().map_or(0, |line| line.chars().count()) <= self.width;
        if !whole {
            self.line(&first);
        }
        for (at, line) in lines.iter().enumerate() {
            let start = if at == 0 && whole { first.clone() } else { " ".repeat(10) };
            let shown = self.marked(line, &mut open);
            self.line(&format!("{start}{shown}"));
        }
    }

    /// Colours what stands between the marks; a mark may run over lines.
    fn marked(&self, line: &str, open: &mut Option<Colour>) -> String {
        if self.ink == Ink::Plain {
            return line.to_owned();
        }
        let mut out = String::new();
        let mut rest = line;
        while !rest.is_empty() {
            let (mark, colour) = match open {
                None => match (rest.find("[-"), rest.find("{+")) {
                    (Some(removed), Some(added)) if removed < added => (Some(removed), Colour::Red),
                    (Some(removed), None) => (Some(removed), Colour::Red),
                    (_, Some(added)) => (Some(added), Colour::Green),
                    (None, None) => (None, Colour::Quiet),
                },
                Some(colour) => {
                    let end = if matches!(colour, Colour::Red) { "-]" } else { "+}" };
                    (rest.find(end).map(|at| at + end.len()), *colour)
                }
            };
            let (part, behind) = rest.split_at(mark.unwrap_or(rest.len()));
            match open {
                Some(colour) => out.push_str(&self.inked(part, *colour)),
                None => out.push_str(part),
            }
            if mark.is_some() {
                *open = if open.is_none() { Some(colour) } else { None };
            }
            rest = behind;
        }
        out
    }

    fn survey(&mut self, comparison: &Comparison<'_>) {
        if comparison.difference.survey.is_empty() {
            return;
        }
        self.title("Around the items");
        for change in &comparison.difference.survey {
            self.change(change);
        }
    }

    fn suggestions(&mut self, comparison: &Comparison<'_>) {
        let Some(suggestions) = comparison.suggestions else { return };
        if suggestions.is_empty() {
            self.title("No item of NEW looks like one of OLD that it does not continue already");
            return;
        }
        self.title(&format!("Suggested matches ({}); nothing is applied", suggestions.len()));
        for suggestion in suggestions {
            self.suggestion(suggestion, comparison);
        }
    }

    fn suggestion(&mut self, suggestion: &Suggestion, comparison: &Comparison<'_>) {
        let old = comparison.old.questionnaire.item(suggestion.old);
        let new = comparison.new.questionnaire.item(suggestion.new);
        self.out.push('\n');
        let verb = if old.id == new.id { "goes on as" } else { "may continue" };
        let head = format!("  {:.2}  {} {verb} {}", suggestion.score, new.id, old.id);
        let head = self.inked(&head, Colour::Bold);
        self.line(&head);
        self.paragraph("        ", &suggestion.because, Some(Colour::Quiet));
        self.paragraph("        OLD: ", question(old, comparison.language), None);
        self.paragraph("        NEW: ", question(new, comparison.language), None);
        for line in &suggestion.lines {
            let line = self.inked(&format!("        {line}"), Colour::Green);
            self.line(&line);
        }
    }
}

/// Long runs of unchanged words are cut to what shows the place.
pub(super) fn with_context(pieces: &[Piece]) -> Vec<Piece> {
    let last = pieces.len().saturating_sub(1);
    let cut = |(at, piece): (usize, &Piece)| {
        let Piece::Same(text) = piece else { return piece.clone() };
        let words: Vec<&str> = text.split_inclusive(char::is_whitespace).collect();
        let (before, behind) = (at > 0, at < last);
        let kept = CONTEXT_WORDS * (usize::from(before) + usize::from(behind)) + 2;
        if words.len() <= kept {
            return piece.clone();
        }
        let head: String =
            if before { words.iter().take(CONTEXT_WORDS).copied().collect() } else { String::new() };
        let tail: String = if behind {
            words.iter().skip(words.len() - CONTEXT_WORDS).copied().collect()
        } else {
            String::new()
        };
        Piece::Same(format!("{head}… {tail}"))
    };
    pieces.iter().enumerate().map(cut).collect()
}
