//! Translations: which texts of an item say something else, or nothing, in a language that both editions are in.

use std::sync::Arc;

use super::correspondence::{OptionPairs, RowPairs};
use super::pairs::Pairs;
use super::words_apart::{Distance, distance};
use super::{Change, Class, TextChange, TextPlace, Trend};
use crate::i18n::{Language, LocalizedText};
use crate::questionnaire::{Item, ItemKind};

/// One change for each language, with its texts.
pub(super) fn changes(old: &Item, new: &Item, options: &OptionPairs, pairs: &Pairs<'_>) -> Vec<Change> {
    let texts = texts(old, new, options);
    let source = pairs.new.source_language();
    let both = pairs.new.languages.iter().filter(|language| {
        *language != source
            && *language != pairs.old.source_language()
            && pairs.old.languages.contains(language)
    });
    both.filter_map(|language| of_language(&texts, language)).collect()
}

type Texts<'a> = Vec<(TextPlace, &'a LocalizedText, &'a LocalizedText)>;

/// The texts of what both editions have.
fn texts<'a>(old: &'a Item, new: &'a Item, options: &OptionPairs) -> Texts<'a> {
    let mut texts = vec![(TextPlace::Question, &old.text, &new.text)];
    let mut both = |place: TextPlace, old: Option<&'a LocalizedText>, new: Option<&'a LocalizedText>| {
        texts.extend(old.zip(new).map(|(old, new)| (place, old, new)));
    };
    both(TextPlace::Help, old.help.as_ref(), new.help.as_ref());
    for (before, now, _) in &options.pairs {
        if let Some(option) = new.options().get(usize::from(now.0)) {
            let before = old.options().get(usize::from(before.0)).map(|option| &option.text);
            both(TextPlace::Option(option.code.clone()), before, Some(&option.text));
        }
    }
    for (before, now) in RowPairs::of(old.rows(), new.rows()).pairs {
        if let Some(row) = new.rows().get(now) {
            both(
                TextPlace::Row(row.id.clone()),
                old.rows().get(before).map(|row| &row.text),
                Some(&row.text),
            );
        }
    }
    if let (
        ItemKind::Scale { from_text: old_low, to_text: old_high, .. },
        ItemKind::Scale { from_text: new_low, to_text: new_high, .. },
    ) = (&old.kind, &new.kind)
    {
        both(TextPlace::LowEnd, old_low.as_ref(), new_low.as_ref());
        both(TextPlace::HighEnd, old_high.as_ref(), new_high.as_ref());
    }
    texts
}

fn of_language(texts: &Texts<'_>, language: &Language) -> Option<Change> {
    let own = |text: &LocalizedText| text.translations.get(language).cloned();
    let changed: Vec<TextChange> = texts
        .iter()
        .filter_map(|(place, old, new)| {
            let (before, now) = (own(old), own(new));
            let empty = || Arc::from("");
            (before != now).then(|| TextChange {
                place: place.clone(),
                language: Some(language.clone()),
                old: before.unwrap_or_else(empty),
                new: now.unwrap_or_else(empty),
            })
        })
        .collect();
    if changed.is_empty() {
        return None;
    }
    let places: Vec<String> = changed.iter().map(|text| text.place.to_string()).collect();
    let places = super::options::listed(&places);
    let only_signs = changed.iter().all(|text| distance(&text.old, &text.new) <= Distance::Signs);
    let (effect, reason) = if only_signs {
        (Trend::Comparable, format!("in {language} only signs, spaces or capitals differ: {places}"))
    } else if changed.iter().all(|text| text.old.is_empty()) {
        (Trend::WithCare, format!("translated into {language} now: {places}"))
    } else if changed.iter().all(|text| text.new.is_empty()) {
        (Trend::WithCare, format!("no longer translated into {language}: {places}"))
    } else {
        (Trend::WithCare, format!("other words in {language}: {places}"))
    };
    Some(Change::new(Class::TranslationChanged, effect, reason).with_texts(changed))
}
