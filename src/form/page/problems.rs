//! Problems in words: what to do, in the respondent's language.

use fluent_bundle::FluentValue;

use super::text::plain_words;
use super::{PageInput, ProblemView, Text};
use crate::form::{AnswerProblem, Limit, Rule};
use crate::i18n::{Language, LocalizedText, Message, Messages};
use crate::questionnaire::{
    Display, Item, ItemIndex, ItemKind, Questionnaire, Row, TextFormat, VariableKind,
};
use crate::responses::Answers;

/// What is wrong and what to do, in this language. `answers` are what the texts of the questionnaire may repeat.
pub fn problem_message(
    q: &Questionnaire,
    answers: &Answers,
    problem: &AnswerProblem,
    language: &Language,
) -> String {
    let messages = Messages::for_language(language);
    Wording { q, answers, language, messages: &messages }.of(problem)
}

/// The row of the item that a problem is about.
fn problem_row<'a>(item: &'a Item, name: &str) -> Option<&'a Row> {
    let row = name.split('.').nth(1)?;
    item.rows().iter().find(|candidate| candidate.id.as_str() == row)
}

/// Whether it is about the text of an "other, specify".
fn is_about_specify(item: &Item, name: &str) -> bool {
    name.ends_with(".text") && !item.rows().iter().any(|row| name == format!("{}.{}", item.id, row.id))
}

/// What the words are made from.
struct Wording<'a> {
    q: &'a Questionnaire,
    answers: &'a Answers,
    language: &'a Language,
    messages: &'a Messages,
}

impl Wording<'_> {
    fn of(&self, problem: &AnswerProblem) -> String {
        let messages = self.messages;
        let Some(item) = problem.item.map(|index| self.q.item(index)) else {
            return messages.text(match problem.rule {
                Rule::Required => Message::ProblemConsent,
                Rule::UnknownCode => Message::ProblemUnknownCode,
                Rule::Type => Message::ProblemValue,
                Rule::UnknownItem
                | Rule::Min
                | Rule::Max
                | Rule::Exclusive
                | Rule::Format
                | Rule::Pattern
                | Rule::MaxLength
                | Rule::Total
                | Rule::Check(_) => Message::ProblemUnknownItem,
            });
        };
        match problem.rule {
            Rule::Required => self.required(item, &problem.name),
            Rule::UnknownItem => messages.text(Message::ProblemUnknownItem),
            Rule::UnknownCode => messages.text(Message::ProblemUnknownCode),
            Rule::Type => wrong_type(&problem.limit, messages),
            Rule::Min => lower_limit(&problem.limit, messages),
            Rule::Max => upper_limit(item, &problem.limit, messages),
            Rule::Exclusive => self.exclusive(item, &problem.limit),
            Rule::Format => messages.text(match &problem.limit {
                Limit::Format(TextFormat::Url) => Message::ProblemUrl,
                _ => Message::ProblemEmail,
            }),
            Rule::Pattern => messages.text(Message::ProblemPattern),
            Rule::MaxLength => match &problem.limit {
                Limit::Length { max, found } => messages
                    .format(Message::ProblemMaxLength, &[("max", (*max).into()), ("found", (*found).into())]),
                _ => messages.text(Message::ProblemValue),
            },
            Rule::Total => match &problem.limit {
                Limit::Total { total, sum } => {
                    let number = |number: &f64| messages.language().number(&number.to_string());
                    messages.format(
                        Message::ProblemTotal,
                        &[("total", number(total).into()), ("sum", number(sum).into())],
                    )
                }
                _ => messages.text(Message::ProblemValue),
            },
            Rule::Check(index) => match item.checks.get(index) {
                Some(check) => self.plain(&check.message),
                None => messages.text(Message::ProblemValue),
            },
        }
    }

    fn plain(&self, text: &LocalizedText) -> String {
        plain_words(self.q, self.answers, text, self.language)
    }

    fn required(&self, item: &Item, name: &str) -> String {
        let messages = self.messages;
        if is_about_specify(item, name) {
            return messages.text(Message::ProblemRequiredText);
        }
        if let Some(row) = problem_row(item, name) {
            return messages.format(Message::ProblemRequiredRow, &[("row", self.plain(&row.text).into())]);
        }
        match &item.kind {
            ItemKind::Single { options, .. } => {
                match options.iter().find(|option| option.missing.is_some()) {
                    Some(option) => messages
                        .format(Message::ProblemRequiredOr, &[("option", self.plain(&option.text).into())]),
                    None => messages.text(Message::ProblemRequired),
                }
            }
            ItemKind::Multiple { .. } | ItemKind::MultipleGrid { .. } => {
                messages.text(Message::ProblemRequiredMultiple)
            }
            ItemKind::Ranking { max, .. } => messages.format(Message::RankHint, &[("max", (*max).into())]),
            ItemKind::Number { .. } => messages.text(Message::ProblemRequiredNumber),
            ItemKind::Allocation { total, .. } => allocation_hint(*total, messages),
            ItemKind::Date { .. } => example_date(messages),
            ItemKind::Text { .. } => messages.text(Message::ProblemRequiredText),
            ItemKind::Grid { .. } | ItemKind::Scale { .. } | ItemKind::Note | ItemKind::Computed { .. } => {
                messages.text(Message::ProblemRequired)
            }
        }
    }

    fn exclusive(&self, item: &Item, limit: &Limit) -> String {
        let Limit::Code(code) = limit else { return self.messages.text(Message::ProblemValue) };
        match item.find_option(code) {
            Some(option) => {
                let option = self.plain(&item.options()[usize::from(option.0)].text);
                self.messages.format(Message::ProblemExclusive, &[("option", option.into())])
            }
            None => self.messages.text(Message::ProblemValue),
        }
    }
}

/// "The amounts must add up to 100."
pub(super) fn allocation_hint(total: f64, messages: &Messages) -> String {
    let total = messages.language().number(&total.to_string());
    messages.format(Message::AllocationHint, &[("total", total.into())])
}

fn example_date(messages: &Messages) -> String {
    messages.format(Message::ProblemDate, &[("example", "2026-03-31".into())])
}

fn wrong_type(limit: &Limit, messages: &Messages) -> String {
    match limit {
        Limit::Decimals(decimals) => {
            messages.format(Message::ProblemDecimals, &[("decimals", (*decimals).into())])
        }
        Limit::Kind(VariableKind::Number | VariableKind::Scale) => {
            messages.format(Message::ProblemNumber, &[("example", "12".into())])
        }
        Limit::Kind(VariableKind::Date) => example_date(messages),
        Limit::Kind(VariableKind::Ranking { .. }) => messages.text(Message::ProblemRank),
        _ => messages.text(Message::ProblemValue),
    }
}

fn lower_limit(limit: &Limit, messages: &Messages) -> String {
    let say = |message, min: FluentValue<'_>| messages.format(message, &[("min", min)]);
    match limit {
        Limit::Number(min) => say(Message::ProblemMin, messages.language().number(&min.to_string()).into()),
        Limit::Date(min) => say(Message::ProblemMinDate, messages.language().day(*min).into()),
        Limit::Count(min) => say(Message::ProblemMinTicked, (*min).into()),
        _ => messages.text(Message::ProblemValue),
    }
}

fn upper_limit(item: &Item, limit: &Limit, messages: &Messages) -> String {
    let say = |message, max: FluentValue<'_>| messages.format(message, &[("max", max)]);
    match (limit, &item.kind) {
        (Limit::Number(max), _) => {
            say(Message::ProblemMax, messages.language().number(&max.to_string()).into())
        }
        (Limit::Date(max), _) => say(Message::ProblemMaxDate, messages.language().day(*max).into()),
        (Limit::Count(max), ItemKind::Ranking { .. }) => say(Message::ProblemMaxRanked, (*max).into()),
        (Limit::Count(max), _) => say(Message::ProblemMaxTicked, (*max).into()),
        _ => messages.text(Message::ProblemValue),
    }
}

fn wording<'a>(input: &PageInput<'a>, messages: &'a Messages) -> Wording<'a> {
    let PageInput { questionnaire: q, settled, language, .. } = *input;
    Wording { q, answers: &settled.answers, language, messages }
}

/// The messages that stand above the item's answers: those of the item itself and of its "specify" texts. A row's
/// stand beside the row.
pub(super) fn of_item(input: &PageInput<'_>, index: ItemIndex, messages: &Messages) -> Vec<String> {
    let item = input.questionnaire.item(index);
    input
        .problems
        .iter()
        .filter(|problem| problem.item == Some(index))
        .filter(|problem| problem_row(item, &problem.name).is_none())
        .map(|problem| wording(input, messages).of(problem))
        .collect()
}

/// The messages about one row of a grid.
pub(super) fn of_name(input: &PageInput<'_>, name: &str, messages: &Messages) -> Vec<String> {
    input
        .problems
        .iter()
        .filter(|problem| {
            problem.name == name || problem.name.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'))
        })
        .map(|problem| match problem.rule {
            // Beside its row, a problem need not name it.
            Rule::Required if problem.name == name => messages.text(Message::ProblemRequired),
            _ => wording(input, messages).of(problem),
        })
        .collect()
}

/// All problems of the page's items, in the order of the items.
pub(super) fn summary(input: &PageInput<'_>, messages: &Messages) -> Vec<ProblemView> {
    let q = input.questionnaire;
    crate::form::item_order(q, input.page, input.seed)
        .into_iter()
        .flat_map(|index| {
            let about = move |problem: &&AnswerProblem| problem.item == Some(index);
            input.problems.iter().filter(about).map(move |problem| (q.item(index), problem))
        })
        .map(|(item, problem)| ProblemView {
            anchor: anchor(input, item, &problem.name),
            label: Text::of(input, &item.text).without_marks(),
            message: wording(input, messages).of(problem),
        })
        .collect()
}

/// The id of the element to go to: the first input of the item or row, or the field itself.
fn anchor(input: &PageInput<'_>, item: &Item, name: &str) -> String {
    let first_code = |order| {
        crate::form::shown_order(item.options(), order, input.seed, item.id.as_str(), input.language)
            .first()
            .map(|place| item.options()[*place].code.to_string())
            .unwrap_or_default()
    };
    if is_about_specify(item, name) {
        return name.to_owned();
    }
    match &item.kind {
        ItemKind::Single { display: Display::Dropdown, .. } => item.id.to_string(),
        ItemKind::Single { options, .. } if super::items::is_long(options) => item.id.to_string(),
        ItemKind::Single { order, .. }
        | ItemKind::Multiple { order, .. }
        | ItemKind::Ranking { order, .. } => format!("{}.{}", item.id, first_code(*order)),
        ItemKind::Grid { order, rows, .. } | ItemKind::MultipleGrid { order, rows, .. } => {
            let row = problem_row(item, name).or(rows.first());
            let row = row.map(|row| row.id.to_string()).unwrap_or_default();
            format!("{}.{row}.{}", item.id, first_code(*order))
        }
        ItemKind::Allocation { rows, .. } => {
            let row = problem_row(item, name).or(rows.first());
            let row = row.map(|row| row.id.to_string()).unwrap_or_default();
            format!("{}.{row}", item.id)
        }
        ItemKind::Scale { from, to, .. } if to - from <= crate::form::page::SCALE_STEPS_MAX => {
            format!("{}.{from}", item.id)
        }
        ItemKind::Scale { .. }
        | ItemKind::Number { .. }
        | ItemKind::Date { .. }
        | ItemKind::Text { .. }
        | ItemKind::Note
        | ItemKind::Computed { .. } => item.id.to_string(),
    }
}
