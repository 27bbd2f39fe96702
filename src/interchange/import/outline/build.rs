//! Questions of an outline to items: what type each is, by its hints, its options and the table below it.

use super::hints::{self, Hinted, Hints};
use super::lines::Mark;
use super::parts::{PagePart, Part, QuestionPart};
use crate::i18n::Language;
use crate::interchange::import::draft::{
    Draft, DraftItem, DraftKind, DraftOption, DraftOptions, DraftRow, DraftText,
};
use crate::interchange::import::markup::{Markup, markdown};
use crate::interchange::import::names::{Codes, Ids};
use crate::questionnaire::limits::{SCALE_POINT_MAX, SCALE_POINTS_MAX};
use crate::questionnaire::{Display, Ending, Order, TextFormat};

/// An item with what still refers to others.
#[derive(Debug)]
pub(super) struct Built {
    pub item: DraftItem,
    /// The number it goes by in the outline.
    pub label: Option<String>,
    /// The words behind "if".
    pub condition: Option<String>,
    /// Options that lead somewhere else: the code, and the label of the question that comes next.
    pub skips: Vec<(String, String)>,
}

pub(super) fn items(draft: &mut Draft, page: &PagePart, language: &Language, ids: &mut Ids) -> Vec<Built> {
    let mut built = Vec::new();
    for part in &page.parts {
        match part {
            Part::Words { line, text } => {
                let id = ids.take("", &format!("note {line}"));
                let mut item = DraftItem::new(id, DraftKind::Note, format!("line {line}"));
                item.text = words(language, text);
                built.push(Built { item, label: None, condition: None, skips: Vec::new() });
            }
            Part::Question(question) => built.push(Builder { draft, language, question }.item(ids)),
        }
    }
    built
}

fn words(language: &Language, text: &str) -> DraftText {
    DraftText::new(language, markdown(text, Markup::Markdown).text)
}

/// The text without `{#id}` at its end, and the id.
pub(super) fn explicit_id(text: &str) -> (String, Option<String>) {
    let found = text.rfind("{#").and_then(|at| {
        let id = text.get(at + 2..)?.trim_end().strip_suffix('}')?;
        Some((text.get(..at)?.trim_end().to_owned(), Some(id.trim().to_owned())))
    });
    found.unwrap_or_else(|| (text.trim().to_owned(), None))
}

struct Builder<'a> {
    draft: &'a mut Draft,
    language: &'a Language,
    question: &'a QuestionPart,
}

impl Builder<'_> {
    fn place(&self) -> String {
        format!("line {}", self.question.line)
    }

    fn item(mut self, ids: &mut Ids) -> Built {
        let question = self.question;
        // An id may stand before the hints or behind them.
        let (text, behind) = explicit_id(&question.text);
        let (text, mut hints) = hints::split(&text);
        let (text, before) = explicit_id(&text);
        for line in &question.hint_lines {
            hints::read(line.get(1..line.len() - 1).unwrap_or_default(), &mut hints);
        }
        let name = behind.or(before).or_else(|| question.label.as_ref().map(|label| format!("q{label}")));
        let id = ids.take(name.as_deref().unwrap_or_default(), &format!("line {}", question.line));
        let mut skips = Vec::new();
        let kind = self.kind(&hints, &mut skips);
        let mut item = DraftItem::new(id, kind, self.place());
        item.text = words(self.language, &text);
        item.help = words(self.language, &question.help.join("\n"));
        item.required = hints.required.unwrap_or(false) && !matches!(item.kind, DraftKind::Note);
        Built { item, label: question.label.clone(), condition: hints.condition, skips }
    }

    fn kind(&mut self, hints: &Hints, skips: &mut Vec<(String, String)>) -> DraftKind {
        let question = self.question;
        if !question.table.is_empty() {
            return self.grid_of_table(hints);
        }
        if let (false, Some((from, to))) = (question.options.is_empty(), hints.range)
            && (to - from) < SCALE_POINTS_MAX
        {
            return self.grid_of_points(hints, from, to);
        }
        if !question.options.is_empty() {
            return self.choice(hints, skips);
        }
        match hints.kind {
            Some(Hinted::Scale) => self.scale(hints),
            Some(Hinted::Number { decimals }) => {
                let (min, max) =
                    hints.range.map_or((None, None), |(from, to)| (Some(from as f64), Some(to as f64)));
                DraftKind::Number { min, max, decimals, unit: DraftText::default() }
            }
            Some(Hinted::Date) => DraftKind::Date { min: None, max: None },
            Some(Hinted::Email) => text_field(1, Some(TextFormat::Email)),
            Some(Hinted::Url) => text_field(1, Some(TextFormat::Url)),
            Some(Hinted::ShortText) => text_field(1, None),
            Some(Hinted::Note) => DraftKind::Note,
            Some(Hinted::YesNo) => self.yes_no(hints),
            Some(Hinted::Single | Hinted::Multiple | Hinted::Ranking | Hinted::Grid) => {
                let why = "no options stand below the question";
                self.draft.changed(self.place(), "a choice", why, "a free text");
                text_field(3, None)
            }
            Some(Hinted::LongText) | None => text_field(3, None),
        }
    }

    fn scale(&mut self, hints: &Hints) -> DraftKind {
        let (from, to) = hints.range.unwrap_or((1, 5));
        let ends = -SCALE_POINT_MAX..=SCALE_POINT_MAX;
        if to - from >= SCALE_POINTS_MAX || !ends.contains(&from) || !ends.contains(&to) {
            let why = format!("a scale has at most {SCALE_POINTS_MAX} points");
            self.draft.changed(self.place(), format!("a scale from {from} to {to}"), why, "a number");
            let (min, max) = (Some(from as f64), Some(to as f64));
            return DraftKind::Number { min, max, decimals: 0, unit: DraftText::default() };
        }
        let pole = |text: &Option<String>| words(self.language, text.as_deref().unwrap_or_default());
        DraftKind::Scale { from, to, from_text: pole(&hints.from_text), to_text: pole(&hints.to_text) }
    }

    fn yes_no(&self, hints: &Hints) -> DraftKind {
        let option = |code: &str, text: &str| DraftOption {
            code: code.to_owned(),
            text: DraftText::new(self.language, text),
            ..DraftOption::default()
        };
        DraftKind::Single {
            options: DraftOptions::Own(vec![option("yes", "Yes"), option("no", "No")]),
            order: hints.order.unwrap_or(Order::Given),
            display: Display::Radio,
        }
    }

    fn choice(&mut self, hints: &Hints, skips: &mut Vec<(String, String)>) -> DraftKind {
        let question = self.question;
        let boxes = question.options.iter().any(|option| option.mark == Mark::Box);
        let multiple = match hints.kind {
            Some(Hinted::Multiple) => true,
            Some(_) => false,
            None => boxes,
        };
        let ranking = hints.kind == Some(Hinted::Ranking);
        let options = DraftOptions::Own(self.options(multiple, ranking, skips));
        let order = hints.order.unwrap_or(Order::Given);
        if ranking {
            DraftKind::Ranking { options, order, max: hints.most }
        } else if multiple {
            DraftKind::Multiple { options, order, min: hints.least, max: hints.most }
        } else {
            let display = if hints.dropdown { Display::Dropdown } else { Display::Radio };
            DraftKind::Single { options, order, display }
        }
    }

    fn options(
        &mut self,
        multiple: bool,
        ranking: bool,
        skips: &mut Vec<(String, String)>,
    ) -> Vec<DraftOption> {
        let mut codes = Codes::default();
        let first_indent = self.question.options.iter().map(|option| option.indent).min().unwrap_or(0);
        let mut options = Vec::new();
        for part in &self.question.options {
            if part.indent >= first_indent + 2 {
                let why = "a list below an option has no like; make it a question of its own";
                self.draft.lost(format!("line {}", part.line), format!("the option “{}”", part.text), why);
                continue;
            }
            let mut words_left = part.text.clone();
            let (end, target) = leads_to(&mut words_left);
            let (text, id) = explicit_id(&words_left);
            let (text, specify) = specifies(&text);
            let code = match (&id, &part.number) {
                (Some(id), _) => codes.take(id, &text),
                (None, Some(number)) => codes.take(number, &text),
                (None, None) => codes.take_from_label(&text, &(options.len() + 1).to_string()),
            };
            let missing = hints::declared_missing(&text).filter(|_| !ranking);
            let exclusive = multiple && (missing.is_some() || hints::is_none_of_these(&text));
            if let Some(target) = target {
                skips.push((code.clone(), target));
            }
            options.push(DraftOption {
                code,
                text: words(self.language, &text),
                missing,
                exclusive,
                specify,
                pin: specify || exclusive || missing.is_some(),
                end: end.filter(|_| !ranking),
                ..DraftOption::default()
            });
        }
        options
    }

    /// The first row has the options, the first column the rows.
    fn grid_of_table(&mut self, hints: &Hints) -> DraftKind {
        let table = &self.question.table;
        let mut codes = Codes::default();
        let options = table.first().into_iter().flat_map(|cells| cells.iter().skip(1)).enumerate();
        let options: Vec<DraftOption> = options
            .filter(|(_, text)| !text.is_empty())
            .map(|(index, text)| {
                let (text, id) = explicit_id(text);
                let code = match id {
                    Some(id) => codes.take(&id, &text),
                    None => codes.take_from_label(&text, &(index + 1).to_string()),
                };
                let missing = hints::declared_missing(&text);
                DraftOption { code, text: words(self.language, &text), missing, ..DraftOption::default() }
            })
            .collect();
        let is_border = |cells: &&Vec<String>| {
            cells.iter().all(|cell| cell.chars().all(|c| matches!(c, '-' | ':' | ' ')))
                && cells.iter().any(|cell| cell.contains('-'))
        };
        let rows: Vec<&str> = table
            .iter()
            .skip(1)
            .filter(|cells| !is_border(cells))
            .filter_map(|cells| cells.first().map(String::as_str))
            .filter(|text| !text.is_empty())
            .collect();
        let rows = self.rows(rows);
        let (options, order) = (DraftOptions::Own(options), hints.order.unwrap_or(Order::Given));
        if hints.kind == Some(Hinted::Multiple) {
            DraftKind::MultipleGrid { rows, options, order }
        } else {
            DraftKind::Grid { rows, options, order }
        }
    }

    /// Bullets that are each rated from one number to another.
    fn grid_of_points(&mut self, hints: &Hints, from: i64, to: i64) -> DraftKind {
        let rows: Vec<String> = self.question.options.iter().map(|option| option.text.clone()).collect();
        let rows = self.rows(rows.iter().map(String::as_str).collect());
        let options = (from..=to).map(|point| {
            let pole = if point == from {
                hints.from_text.as_deref()
            } else if point == to {
                hints.to_text.as_deref()
            } else {
                None
            };
            let text = pole.map_or_else(|| point.to_string(), |pole| format!("{point} {pole}"));
            DraftOption {
                code: point.to_string(),
                text: words(self.language, &text),
                value: Some(point as f64),
                ..DraftOption::default()
            }
        });
        DraftKind::Grid { rows, options: DraftOptions::Own(options.collect()), order: Order::Given }
    }

    fn rows(&self, texts: Vec<&str>) -> Vec<DraftRow> {
        let mut ids = Ids::default();
        let row = |(index, text): (usize, &str)| {
            let (text, id) = explicit_id(text);
            let short: String = text.chars().take(40).collect();
            DraftRow {
                id: ids.take(id.as_deref().unwrap_or(&short), &format!("r{}", index + 1)),
                text: words(self.language, &text),
                show_if: None,
            }
        };
        texts.into_iter().enumerate().map(row).collect()
    }
}

fn text_field(lines: u16, format: Option<TextFormat>) -> DraftKind {
    DraftKind::Text { lines, max_length: None, format, pattern: None }
}

/// Takes "→ go to 5", "(skip to Q5)" and "(end)" off the end of an option's words.
fn leads_to(text: &mut String) -> (Option<Ending>, Option<String>) {
    let opened =
        ["->", "→", "=>", "⇒"].iter().filter_map(|arrow| text.rfind(arrow).map(|at| (at, arrow.len()))).max();
    let bracket =
        text.trim_end().ends_with([')', ']']).then(|| text.rfind(['(', '['])).flatten().map(|at| (at, 1));
    let Some((at, width)) = opened.or(bracket) else { return (None, None) };
    let inner = text
        .get(at + width..)
        .unwrap_or_default()
        .trim()
        .trim_end_matches([')', ']'])
        .trim_matches(['*', '_', ' ']);
    let lower = inner.to_lowercase();
    let ends = [
        "end",
        "end survey",
        "end of survey",
        "end interview",
        "screen out",
        "screenout",
        "terminate",
        "thank and close",
        "thank and end",
        "close",
        "stop",
        "ends the survey",
        "disqualify",
    ];
    if ends.contains(&lower.as_str()) {
        text.truncate(at);
        return (Some(Ending::ScreenedOut), None);
    }
    let mut rest = lower.as_str();
    let before = rest;
    for word in ["skip to ", "go to ", "goto ", "jump to ", "continue with ", "question "] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    let explicit = rest != before || opened.is_some();
    let target = rest.trim_start_matches('#');
    let label = target
        .strip_prefix('q')
        .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        .unwrap_or(target);
    let single_word = !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if !explicit || !single_word {
        return (None, None);
    }
    text.truncate(at);
    (None, Some(label.to_owned()))
}

/// The words of an option without its "(please specify)" or line to write on, and whether it had one.
fn specifies(text: &str) -> (String, bool) {
    let ruled = text.trim_end_matches(['_', '.', '…', ' ', '\\']);
    let had_rule =
        text.len() - ruled.len() >= 3 && text.ends_with(['_', '…', '.']) && text.contains(['_', '…']);
    let text = if had_rule { ruled.trim_end_matches([':', ' ']) } else { text };
    let lower = text.to_lowercase();
    for ending in [
        "(please specify)",
        "(specify)",
        "(please describe)",
        "(please state)",
        "[please specify]",
        "[specify]",
        ", please specify",
        ": please specify",
        "please specify:",
        "(which?)",
    ] {
        if lower.ends_with(ending)
            && lower.len() == text.len()
            && let Some(words) = text.get(..text.len() - ending.len())
        {
            return (words.trim().trim_end_matches(':').to_owned(), true);
        }
    }
    let other = matches!(lower.trim_end_matches(':'), "other" | "others") && text.ends_with(':');
    (text.trim().trim_end_matches(':').to_owned(), had_rule || other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_may_ask_for_words_or_lead_elsewhere() {
        assert_eq!(specifies("Other (please specify)"), ("Other".to_owned(), true));
        assert_eq!(specifies("Other: ______"), ("Other".to_owned(), true));
        assert_eq!(specifies("Other:"), ("Other".to_owned(), true));
        assert_eq!(specifies("Another one."), ("Another one.".to_owned(), false));
        let check = |text: &str, words: &str, expected: (Option<Ending>, Option<&str>)| {
            let mut text = text.to_owned();
            let (end, target) = leads_to(&mut text);
            assert_eq!((text.trim(), end, target.as_deref()), (words, expected.0, expected.1));
        };
        check("No → go to 5", "No", (None, Some("5")));
        check("No (skip to Q7)", "No", (None, Some("7")));
        check("No -> Q7", "No", (None, Some("7")));
        check("No (end)", "No", (Some(Ending::ScreenedOut), None));
        check("No (I never did)", "No (I never did)", (None, None));
        check("Windows (10)", "Windows (10)", (None, None));
    }
}
