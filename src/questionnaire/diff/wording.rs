//! Words: the question, its help, options, rows and labels, where the thing they stand for is the same.

use std::sync::Arc;

use super::correspondence::{OptionPairs, RowPairs};
use super::words_apart::{Distance, distance};
use super::{Change, Class, TextChange, TextPlace, Trend};
use crate::i18n::LocalizedText;
use crate::questionnaire::{Item, ItemKind};

/// One change for all words of the item: harmless where only signs or capitals differ.
pub(super) fn changes(old: &Item, new: &Item, options: &OptionPairs) -> Vec<Change> {
    let mut texts = Vec::new();
    push(&mut texts, TextPlace::Question, Some(&old.text), Some(&new.text));
    push(&mut texts, TextPlace::Help, old.help.as_ref(), new.help.as_ref());
    for (before, now, _) in &options.pairs {
        let pair = old.options().get(usize::from(before.0)).zip(new.options().get(usize::from(now.0)));
        if let Some((before, now)) = pair {
            push(&mut texts, TextPlace::Option(now.code.clone()), Some(&before.text), Some(&now.text));
        }
    }
    for (before, now) in RowPairs::of(old.rows(), new.rows()).pairs {
        if let Some((before, now)) = old.rows().get(before).zip(new.rows().get(now)) {
            push(&mut texts, TextPlace::Row(now.id.clone()), Some(&before.text), Some(&now.text));
        }
    }
    labels(&mut texts, &old.kind, &new.kind);
    for (at, (before, now)) in old.checks.iter().zip(&new.checks).enumerate() {
        push(&mut texts, TextPlace::CheckMessage(at + 1), Some(&before.message), Some(&now.message));
    }
    if texts.is_empty() { Vec::new() } else { vec![change(texts)] }
}

fn change(texts: Vec<TextChange>) -> Change {
    let places = places(&texts);
    let only_signs = texts.iter().all(|text| distance(&text.old, &text.new) <= Distance::Signs);
    let (effect, reason) = if only_signs {
        (Trend::Comparable, format!("only signs, spaces or capitals differ: {places}"))
    } else {
        (Trend::WithCare, format!("other words: {places}"))
    };
    Change::new(Class::WordingOnly, effect, reason).with_texts(texts)
}

/// "question, options 3 and 4", "rows r1, r2 and r3".
fn places(texts: &[TextChange]) -> String {
    let mut groups: Vec<(&str, Vec<String>)> = Vec::new();
    for text in texts {
        let (what, which) = match &text.place {
            TextPlace::Option(code) => ("option", code.to_string()),
            TextPlace::Row(id) => ("row", id.to_string()),
            TextPlace::Band(code) => ("band", code.to_string()),
            TextPlace::Question
            | TextPlace::Help
            | TextPlace::LowEnd
            | TextPlace::HighEnd
            | TextPlace::Unit
            | TextPlace::CheckMessage(_)
            | TextPlace::Title
            | TextPlace::Intro
            | TextPlace::Consent(_)
            | TextPlace::PageTitle(_)
            | TextPlace::Ending(_)
            | TextPlace::Notice => ("", text.place.to_string()),
        };
        match groups.iter_mut().find(|(group, _)| *group == what && !what.is_empty()) {
            Some((_, members)) => members.push(which),
            None => groups.push((what, vec![which])),
        }
    }
    let said = groups.iter().map(|(what, members)| match (what.is_empty(), members.len()) {
        (true, _) => members.join(", "),
        (false, 1) => format!("{what} {}", members.join("")),
        (false, 2..=6) => format!("{what}s {}", and(members)),
        (false, number) => format!("{number} {what}s"),
    });
    said.collect::<Vec<_>>().join(", ")
}

/// The texts at the ends of a scale and of bands. A unit is no label: hours are not days.
fn labels(texts: &mut Vec<TextChange>, old: &ItemKind, new: &ItemKind) {
    match (old, new) {
        (
            ItemKind::Scale { from_text: old_low, to_text: old_high, .. },
            ItemKind::Scale { from_text: new_low, to_text: new_high, .. },
        ) => {
            push(texts, TextPlace::LowEnd, old_low.as_ref(), new_low.as_ref());
            push(texts, TextPlace::HighEnd, old_high.as_ref(), new_high.as_ref());
        }
        (ItemKind::Number { bands: old, .. }, ItemKind::Number { bands: new, .. }) => {
            for band in new {
                let before = old.iter().find(|before| before.code == band.code);
                if let Some(before) = before.filter(|before| is_same_interval(before, band)) {
                    push(texts, TextPlace::Band(band.code.clone()), Some(&before.text), Some(&band.text));
                }
            }
        }
        (
            ItemKind::Single { .. }
            | ItemKind::Multiple { .. }
            | ItemKind::Grid { .. }
            | ItemKind::MultipleGrid { .. }
            | ItemKind::Ranking { .. }
            | ItemKind::Number { .. }
            | ItemKind::Scale { .. }
            | ItemKind::Allocation { .. }
            | ItemKind::Date { .. }
            | ItemKind::Text { .. }
            | ItemKind::Note
            | ItemKind::Computed { .. },
            _,
        ) => {}
    }
}

fn is_same_interval(old: &crate::questionnaire::Band, new: &crate::questionnaire::Band) -> bool {
    old.from == new.from && old.to == new.to
}

/// Notes a text that differs in the source language.
pub(super) fn push(
    texts: &mut Vec<TextChange>,
    place: TextPlace,
    old: Option<&LocalizedText>,
    new: Option<&LocalizedText>,
) {
    let text =
        |text: Option<&LocalizedText>| text.map_or_else(|| Arc::from(""), |text| Arc::clone(&text.source));
    let (old, new): (Arc<str>, Arc<str>) = (text(old), text(new));
    if old != new {
        texts.push(TextChange { place, language: None, old, new });
    }
}

/// "a", "a and b", "a, b and c".
pub(super) fn and(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
