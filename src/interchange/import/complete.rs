//! A draft with everything in it that the language wants: texts where there must be some, options that can be told apart,
//! no question that offers nothing.

use std::collections::BTreeSet;

use super::draft::{Draft, DraftOption, DraftOptions, DraftText, Loss, Weight};
use super::settle::loss;
use crate::i18n::Language;

/// Fills what the language wants filled.
pub(super) fn complete(draft: &mut Draft) {
    let mut losses = Vec::new();
    for page in draft.pages.iter().filter(|page| page.items.is_empty()) {
        losses.push(loss(
            Weight::Noted,
            &page.place,
            "a page without questions",
            "there is nothing to show on it",
        ));
    }
    draft.pages.retain(|page| !page.items.is_empty());
    let Some(source) = draft.languages.first().cloned() else { return };
    let mut fill = |text: &mut DraftText, place: &str, what: &str, instead: &str| {
        if text.get(&source).is_some() {
            return;
        }
        let (words, why) = match text.any() {
            Some(other) => (other.to_owned(), "it has no text in the source language"),
            None => (instead.to_owned(), "it has no text"),
        };
        let mut entry = loss(Weight::Changed, place, what, why);
        entry.kept_as = Some(format!("the text “{words}”"));
        losses.push(entry);
        text.set(&source, words);
    };
    let id = draft.id.clone();
    fill(&mut draft.title, "", "the title", &id);
    for consent in &mut draft.consents {
        let place = consent.place.clone();
        fill(&mut consent.text, &place, &format!("the text of the consent `{}`", consent.id), &consent.id);
    }
    for page in &mut draft.pages {
        for item in &mut page.items {
            let place = item.place.clone();
            fill(&mut item.text, &place, &format!("the text of `{}`", item.id), &item.id);
            for check in &mut item.checks {
                fill(
                    &mut check.message,
                    &place,
                    &format!("a message of `{}`", item.id),
                    "Please check this answer.",
                );
            }
            for row in item.kind.rows_mut() {
                fill(&mut row.text, &place, &format!("the row `{}.{}`", item.id, row.id), &row.id);
            }
            if let Some(DraftOptions::Own(options)) = item.kind.options_mut() {
                for option in options {
                    let what = format!("the option `{}` of `{}`", option.code, item.id);
                    fill(&mut option.text, &place, &what, &option.code);
                }
            }
        }
    }
    for scale in &mut draft.scales {
        for option in &mut scale.options {
            let what = format!("the option `{}` of `{}`", option.code, scale.name);
            fill(&mut option.text, &scale.name, &what, &option.code);
        }
    }
    draft.losses.append(&mut losses);
    tell_apart(draft);
    drop_empty_lists(draft);
}

/// Options that read the same in a language get their code behind their text.
fn tell_apart(draft: &mut Draft) {
    let languages = draft.languages.clone();
    let mut losses = Vec::new();
    let mut go = |options: &mut [DraftOption], place: &str, whose: &str| {
        for language in &languages {
            losses.extend(told_apart(options, language, place, whose));
        }
    };
    for scale in &mut draft.scales {
        go(&mut scale.options, &scale.name, &scale.name);
    }
    for item in draft.pages.iter_mut().flat_map(|page| &mut page.items) {
        let (place, id) = (item.place.clone(), item.id.clone());
        if let Some(DraftOptions::Own(options)) = item.kind.options_mut() {
            go(options, &place, &id);
        }
    }
    draft.losses.append(&mut losses);
}

fn told_apart(options: &mut [DraftOption], language: &Language, place: &str, whose: &str) -> Vec<Loss> {
    let mut losses = Vec::new();
    let mut seen = BTreeSet::new();
    for option in options {
        let Some(text) = option.text.get(language).map(str::to_owned) else { continue };
        let words = text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
        if seen.insert(words) {
            continue;
        }
        let apart = format!("{text} ({})", option.code);
        seen.insert(apart.to_lowercase());
        let what = format!("the option `{}` of `{whose}`", option.code);
        let mut entry = loss(Weight::Changed, place, &what, "another option reads the same");
        entry.kept_as = Some(format!("the text “{apart}”"));
        losses.push(entry);
        option.text.set(language, apart);
    }
    losses
}

/// A question that offers nothing cannot be asked.
fn drop_empty_lists(draft: &mut Draft) {
    let mut losses = Vec::new();
    let empty_scales: BTreeSet<String> = (draft.scales.iter())
        .filter(|scale| scale.options.is_empty())
        .map(|scale| scale.name.clone())
        .collect();
    draft.scales.retain(|scale| !scale.options.is_empty());
    for page in &mut draft.pages {
        page.items.retain(|item| {
            let no_options = item.kind.options().is_some_and(|options| match options {
                DraftOptions::Own(own) => own.is_empty(),
                DraftOptions::Scale(name) => empty_scales.contains(name),
            });
            let no_rows = matches!(item.kind.type_name(), "grid" | "multiple_grid" | "allocation")
                && item.kind.rows().is_empty();
            if no_options || no_rows {
                let why = if no_rows { "it has no rows" } else { "it has no options" };
                losses.push(loss(Weight::Lost, &item.place, &format!("the question `{}`", item.id), why));
            }
            !(no_options || no_rows)
        });
    }
    draft.pages.retain(|page| !page.items.is_empty());
    draft.losses.append(&mut losses);
}
