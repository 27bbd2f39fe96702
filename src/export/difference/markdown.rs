//! The difference as Markdown, for a pull request.

use std::fmt::Write;

use super::text::with_context;
use super::{
    Comparison, Detail, Group, Groups, by_weight, class_words, item_of, judgements, name_of, question,
    trend_words,
};
use crate::questionnaire::diff::{Change, ItemDifference, Piece, TextChange, word_by_word};

/// The comparison; ends with a line break.
pub fn markdown(comparison: &Comparison<'_>) -> String {
    let mut page = Page { out: String::new() };
    let (old, new) = (comparison.old.questionnaire, comparison.new.questionnaire);
    page.line(&format!(
        "## {} {}: what changed since {}",
        escaped(&new.id),
        escaped(&new.edition),
        escaped(&old.edition)
    ));
    page.line("");
    page.line(&format!("From `{}` to `{}`.", code(comparison.old.name), code(comparison.new.name)));
    let groups = Groups::of(comparison.difference);
    page.summary(&groups);
    page.list(super::population_title(comparison), &population(comparison));
    page.list("Declarations to look at", &remarks(comparison));
    page.suggestions(comparison);
    for (group, items) in &groups.members {
        page.group(*group, items, comparison);
    }
    page.survey(comparison);
    page.out
}

fn population(comparison: &Comparison<'_>) -> Vec<String> {
    comparison.difference.population.iter().map(|change| escaped(&change.reason)).collect()
}

fn remarks(comparison: &Comparison<'_>) -> Vec<String> {
    let said = comparison.difference.remarks.iter();
    said.map(|remark| format!("`{}`: {}; {}", remark.id, escaped(&remark.message), escaped(&remark.help)))
        .collect()
}

struct Page {
    out: String,
}

impl Page {
    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn heading(&mut self, text: &str) {
        self.line("");
        self.line(&format!("### {text}"));
        self.line("");
    }

    fn list(&mut self, heading: &str, entries: &[String]) {
        if entries.is_empty() {
            return;
        }
        self.heading(heading);
        for entry in entries {
            self.line(&format!("- {entry}"));
        }
    }

    fn summary(&mut self, groups: &Groups<'_>) {
        self.line("");
        self.line("| trend | items |");
        self.line("| --- | ---: |");
        for (number, what) in groups.summary() {
            if number > 0 || !what.starts_with("another") {
                self.line(&format!("| {what} | {number} |"));
            }
        }
    }

    fn group(&mut self, group: Group, items: &[&ItemDifference], comparison: &Comparison<'_>) {
        let hidden = group == Group::Identical && comparison.detail == Detail::Changes;
        if items.is_empty() || hidden {
            return;
        }
        self.heading(&format!("{} ({})", group.title(), items.len()));
        for item in items {
            let Some(shown) = item_of(item, comparison) else { continue };
            let text = escaped(question(shown, comparison.language));
            match group {
                Group::AnotherQuestion => {
                    let old = item.old.map(|index| comparison.old.questionnaire.item(index));
                    let old = old.map_or_else(String::new, |old| escaped(question(old, comparison.language)));
                    self.line(&format!("- **{}** was “{old}”, is “{text}”", item.id));
                }
                Group::Added | Group::Dropped | Group::Identical => {
                    self.line(&format!("- **{}** {text}", name_of(item)));
                }
                Group::Broken | Group::WithCare | Group::Comparable => self.item(item, &text, comparison),
            }
        }
    }

    fn item(&mut self, item: &ItemDifference, text: &str, comparison: &Comparison<'_>) {
        let trend = trend_words(comparison.difference.own_trend(item));
        self.line(&format!("- **{}** {trend}: {}  ", name_of(item), class_words(item)));
        self.line(&format!("  {text}"));
        if let Some(declared) = &item.declared {
            self.line(&format!("  - {}", escaped(&judgements(item.machine, declared))));
        }
        for change in by_weight(&item.changes) {
            self.change(change);
        }
        for row in &item.rows {
            for change in row.changes.iter().filter(|change| change.texts.is_empty()) {
                self.line(&format!("  - row `{}`: {}", row.id, escaped(&change.reason)));
            }
        }
    }

    fn change(&mut self, change: &Change) {
        self.line(&format!("  - *{}*: {}", change.class.words(), escaped(&change.reason)));
        for text in &change.texts {
            self.line(&format!("    - {}", text_change(text)));
        }
    }

    fn survey(&mut self, comparison: &Comparison<'_>) {
        if comparison.difference.survey.is_empty() {
            return;
        }
        self.heading("Around the items");
        for change in &comparison.difference.survey {
            self.change(change);
        }
    }

    fn suggestions(&mut self, comparison: &Comparison<'_>) {
        let Some(suggestions) = comparison.suggestions else { return };
        self.heading(&format!("Suggested matches ({}); nothing is applied", suggestions.len()));
        for suggestion in suggestions {
            let old = comparison.old.questionnaire.item(suggestion.old);
            let new = comparison.new.questionnaire.item(suggestion.new);
            self.line(&format!(
                "- **{}** {} **{}** ({:.2}: {})",
                new.id,
                if old.id == new.id { "goes on as" } else { "may continue" },
                old.id,
                suggestion.score,
                escaped(&suggestion.because)
            ));
            self.line(&format!("  - OLD: {}", escaped(question(old, comparison.language))));
            self.line(&format!("  - NEW: {}", escaped(question(new, comparison.language))));
            self.line("");
            self.line("    ```yaml");
            for line in &suggestion.lines {
                self.line(&format!("    {line}"));
            }
            self.line("    ```");
        }
    }
}

fn text_change(text: &TextChange) -> String {
    let language = text.language.as_ref().map_or_else(String::new, |language| format!(" ({language})"));
    let mut out = format!("{}{language}: ", text.place);
    for piece in with_context(&word_by_word(&text.old, &text.new)) {
        // Marks of Markdown hold only where no space stands inside them.
        match piece {
            Piece::Same(same) => out.push_str(&escaped(&same)),
            Piece::Removed(removed) => push_marked(&mut out, &removed, "~~"),
            Piece::Added(added) => push_marked(&mut out, &added, "**"),
        }
    }
    out
}

fn push_marked(out: &mut String, text: &str, mark: &str) {
    let core = text.trim();
    if core.is_empty() {
        out.push_str(text);
        return;
    }
    let start: String = text.chars().take_while(|c| c.is_whitespace()).collect();
    let end: String = text.chars().rev().take_while(|c| c.is_whitespace()).collect();
    let _ = write!(out, "{start}{mark}{}{mark}{end}", escaped(core));
}

/// Text in which nothing is Markdown or HTML.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '@' => {
                out.push('\\');
                out.push(c);
            }
            '\n' | '\r' | '\t' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Text inside a code span.
fn code(text: &str) -> String {
    text.replace('`', "'")
}
