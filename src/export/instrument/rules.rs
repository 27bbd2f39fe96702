//! What an answer may be and where it leads, in words: limits, ends, checks, orders.

use crate::i18n::{Language, LocalizedText};
use crate::questionnaire::{
    AnswerOption, ComputedAs, DeclaredMissing, Ending, Item, ItemIndex, ItemKind, Order, Questionnaire,
    TextFormat, plain, words,
};

/// What is to be done: "Tick all that apply, at most 3."
pub(super) fn instruction(item: &Item) -> Option<String> {
    let text = match &item.kind {
        ItemKind::Single { .. } => "Tick one.".to_owned(),
        ItemKind::Multiple { min, max, options, .. } => match (min, max) {
            (None, None) => "Tick all that apply.".to_owned(),
            (Some(min), None) => format!("Tick all that apply, at least {min}."),
            (None, Some(max)) if *max < options.len() => format!("Tick at most {max}."),
            (None, Some(_)) => "Tick all that apply.".to_owned(),
            (Some(min), Some(max)) if min == max => format!("Tick {min}."),
            (Some(min), Some(max)) => format!("Tick {min} to {max}."),
        },
        ItemKind::Grid { .. } => "Tick one in each row.".to_owned(),
        ItemKind::MultipleGrid { .. } => "Tick all that apply in each row.".to_owned(),
        ItemKind::Ranking { options, max, .. } if *max == options.len() => {
            "Number all of them, 1 for the first.".to_owned()
        }
        ItemKind::Ranking { max, .. } => format!("Number the first {max}, 1 for the first."),
        ItemKind::Number { .. } => format!("A number{}.", limits(item)),
        ItemKind::Scale { .. } => "Ring one number.".to_owned(),
        ItemKind::Allocation { total, .. } => format!("The rows add up to {total}."),
        ItemKind::Date { .. } => format!("A day{}.", limits(item)),
        ItemKind::Text { max_length, format, .. } => {
            let kind = match format {
                Some(TextFormat::Email) => "An e-mail address",
                Some(TextFormat::Url) => "A web address",
                None => "A text",
            };
            format!("{kind} of at most {max_length} characters.")
        }
        ItemKind::Note | ItemKind::Computed { .. } => return None,
    };
    Some(text)
}

/// " from 1 to 9, up to 2 decimals" of a number or a date.
fn limits(item: &Item) -> String {
    let (min, max, decimals) = match &item.kind {
        ItemKind::Number { min, max, decimals, .. } => {
            (min.map(|min| min.to_string()), max.map(|max| max.to_string()), *decimals)
        }
        ItemKind::Date { min, max } => (min.map(|day| day.to_string()), max.map(|day| day.to_string()), 0),
        ItemKind::Single { .. }
        | ItemKind::Multiple { .. }
        | ItemKind::Grid { .. }
        | ItemKind::MultipleGrid { .. }
        | ItemKind::Ranking { .. }
        | ItemKind::Scale { .. }
        | ItemKind::Allocation { .. }
        | ItemKind::Text { .. }
        | ItemKind::Note
        | ItemKind::Computed { .. } => (None, None, 0),
    };
    let mut out = match (min, max) {
        (Some(min), Some(max)) => format!(" from {min} to {max}"),
        (Some(min), None) => format!(", at least {min}"),
        (None, Some(max)) => format!(", at most {max}"),
        (None, None) => String::new(),
    };
    if decimals > 0 {
        out.push_str(&format!(", up to {decimals} decimals"));
    }
    out
}

/// Who is asked, as a sentence; `None` where everybody is.
pub(super) fn asked_if(
    questionnaire: &Questionnaire,
    item: ItemIndex,
    language: &Language,
) -> Option<String> {
    let condition = questionnaire.item(item).show_if.as_ref()?;
    Some(format!("Ask if {}.", words::condition(questionnaire, condition, language)))
}

/// What follows of the answers: an end of the interview, checks, a pattern. A sentence each.
pub(super) fn consequences(questionnaire: &Questionnaire, item: &Item, language: &Language) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(end) = &item.end_if {
        let when = words::condition(questionnaire, &end.condition, language);
        found.push(format!("Go to the end ({}) if {when}.", ending(end.ending)));
    }
    for check in &item.checks {
        let must = words::condition(questionnaire, &check.assert, language);
        found.push(format!("Must hold: {must}. Otherwise: “{}”", plain::label(check.message.get(language))));
    }
    match &item.kind {
        ItemKind::Text { pattern: Some(pattern), .. } => {
            found.push(format!("Must match the pattern `{}`.", pattern.as_str()));
        }
        ItemKind::Number { bands, .. } => {
            for band in bands {
                found.push(format!("Band {}: {}.", band.code, plain::label(band.text.get(language))));
            }
        }
        ItemKind::Computed { source, stored_as, .. } => {
            let kind = match stored_as {
                ComputedAs::Single { .. } => "one of the codes",
                ComputedAs::Number => "a number",
                ComputedAs::Text => "a text",
            };
            found.push(format!("Never shown; worked out at submit as {kind}: `{source}`"));
        }
        ItemKind::Single { .. }
        | ItemKind::Multiple { .. }
        | ItemKind::Grid { .. }
        | ItemKind::MultipleGrid { .. }
        | ItemKind::Ranking { .. }
        | ItemKind::Scale { .. }
        | ItemKind::Allocation { .. }
        | ItemKind::Date { .. }
        | ItemKind::Text { .. }
        | ItemKind::Note => {}
    }
    found.extend(item.kind.order().and_then(order));
    found
}

fn order(order: Order) -> Option<String> {
    let words = match order {
        Order::Given => return None,
        Order::Random => "The options come in a random order.",
        Order::ReversedHalf => "One half of the respondents sees the options backwards.",
        Order::Rotated => "The options begin at a random place.",
        Order::Alphabetical => "The options come in the order of the alphabet.",
    };
    Some(words.to_owned())
}

/// What is special about an option, a few words each.
pub(super) fn remarks(
    questionnaire: &Questionnaire,
    option: &AnswerOption,
    language: &Language,
) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(condition) = &option.show_if {
        found.push(format!("only if {}", words::condition(questionnaire, condition, language)));
    }
    if option.exclusive {
        found.push("excludes the others".to_owned());
    }
    if let Some(end) = option.end {
        found.push(format!("→ end ({})", ending(end)));
    }
    found
}

pub(super) fn ending(ending: Ending) -> &'static str {
    match ending {
        Ending::Complete => "complete",
        Ending::ScreenedOut => "screened out",
    }
}

pub(super) fn missing(missing: DeclaredMissing) -> &'static str {
    match missing {
        DeclaredMissing::DontKnow => "don't know",
        DeclaredMissing::Refused => "refused",
        DeclaredMissing::NotApplicable => "not applicable",
    }
}

/// The endings that have a text, with what they are called.
pub(super) fn endings(questionnaire: &Questionnaire) -> impl Iterator<Item = (&'static str, &LocalizedText)> {
    let endings = &questionnaire.endings;
    [
        ("complete", &endings.complete),
        ("screened out", &endings.screened_out),
        ("quota full", &endings.quota_full),
        ("closed", &endings.closed),
    ]
    .into_iter()
    .filter_map(|(name, text)| Some((name, text.as_ref()?)))
}
