//! Every text of a questionnaire that is translated, by its path in a translation file, with what the files hold of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Done;
use crate::diagnostics::Span;
use crate::i18n::{Language, LocalizedText};
use crate::questionnaire::compile::draft::Draft;
use crate::questionnaire::{Item, ItemIndex, ItemKind};

/// A text to translate.
#[derive(Debug, Clone)]
pub struct TranslatableText {
    /// Where it stands in a translation file: `items.role.options.dev`, `scales.importance.very`, `items.q7.messages.1`.
    pub path: String,
    pub role: TextRole,
    /// The item it belongs to; of a scale, the first that uses it.
    pub item: Option<ItemIndex>,
    pub source: Arc<str>,
    pub translations: BTreeMap<Language, HeldTranslation>,
    /// It may be left out without falling back to the source: an item's own words for an option of its scale.
    pub is_override: bool,
}

/// What a text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextRole {
    Title,
    Intro,
    Consent,
    Ending,
    PageTitle,
    Item,
    Help,
    Option,
    Row,
    Band,
    Unit,
    ScaleEnd,
    Message,
}

/// A translation as its file has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldTranslation {
    pub text: Arc<str>,
    pub state: TranslationState,
}

/// How a translation stands to the source text of today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TranslationState {
    /// It names the hash of the text.
    Current,
    /// It names no hash, and counts as translated.
    Untracked,
    /// It names the hash of another text.
    Stale,
}

/// The part of a path below its owner, with the text.
pub(super) struct Part<'a> {
    /// Empty where the owner is the text itself.
    pub(super) name: String,
    pub(super) role: TextRole,
    pub(super) text: &'a LocalizedText,
}

/// What texts belong to: the survey's title, an item, a page, a scale.
pub(super) struct Owner<'a> {
    pub(super) path: String,
    pub(super) place: Span,
    pub(super) item: Option<ItemIndex>,
    pub(super) parts: Vec<Part<'a>>,
    /// The options of items that use the scale: where each of them has words of its own, the scale's are not missed.
    pub(super) overrides: Vec<String>,
}

/// Every text to translate, by whom it belongs to, in the order of the file.
pub(super) fn owners<'a>(draft: &'a Draft<'_>) -> Vec<Owner<'a>> {
    let questionnaire = &draft.questionnaire;
    let places = &draft.places;
    let whole = |path: &str, role, text: &'a LocalizedText| Owner {
        path: path.to_owned(),
        place: places.survey.key_span(path),
        item: None,
        parts: vec![Part { name: String::new(), role, text }],
        overrides: Vec::new(),
    };
    let mut owners = vec![whole("title", TextRole::Title, &questionnaire.title)];
    owners.extend(questionnaire.intro.iter().map(|intro| whole("intro", TextRole::Intro, intro)));
    let named = |path: &str, parts: Vec<Part<'a>>| Owner {
        path: path.to_owned(),
        place: places.survey.key_span(path),
        item: None,
        parts,
        overrides: Vec::new(),
    };
    let consents = questionnaire.consents.iter();
    let consents = consents.map(|consent| part(consent.id.as_str(), TextRole::Consent, &consent.text));
    owners.push(named("consent", consents.collect()));
    let endings = &questionnaire.endings;
    let endings = [
        ("complete", &endings.complete),
        ("screened_out", &endings.screened_out),
        ("quota_full", &endings.quota_full),
        ("closed", &endings.closed),
    ];
    let endings =
        endings.into_iter().filter_map(|(key, text)| Some(part(key, TextRole::Ending, text.as_ref()?)));
    owners.push(named("endings", endings.collect()));
    owners.extend(scales(draft));
    for (page, place) in questionnaire.pages.iter().zip(&places.pages) {
        let title = page.title.iter().map(|title| part("title", TextRole::PageTitle, title));
        owners.push(Owner {
            path: format!("pages.{}", page.id),
            place: place.id,
            item: None,
            parts: title.collect(),
            overrides: Vec::new(),
        });
    }
    for (index, (item, place)) in questionnaire.items.iter().zip(&places.items).enumerate() {
        owners.push(Owner {
            path: format!("items.{}", item.id),
            place: place.id,
            item: Some(ItemIndex(index)),
            parts: item_parts(item, place.scale.is_none()),
            overrides: Vec::new(),
        });
    }
    for owner in &mut owners {
        owner.parts.retain(|part| !part.text.source.trim().is_empty());
    }
    owners
}

fn part<'a>(name: &str, role: TextRole, text: &'a LocalizedText) -> Part<'a> {
    Part { name: name.to_owned(), role, text }
}

/// The scales that items use, each once, in the order of their names.
fn scales<'a>(draft: &'a Draft<'_>) -> Vec<Owner<'a>> {
    let mut scales: BTreeMap<&str, Owner<'a>> = BTreeMap::new();
    for (index, (item, place)) in draft.questionnaire.items.iter().zip(&draft.places.items).enumerate() {
        let Some(scale) = place.scale else { continue };
        let owner = scales.entry(scale).or_insert_with(|| Owner {
            path: format!("scales.{scale}"),
            place: draft.places.scales.get(scale).map_or(place.id, |scale| scale.name),
            item: Some(ItemIndex(index)),
            parts: options(item, ""),
            overrides: Vec::new(),
        });
        owner.overrides.push(format!("items.{}.options", item.id));
    }
    scales.into_values().collect()
}

fn options<'a>(item: &'a Item, prefix: &str) -> Vec<Part<'a>> {
    let options = item.options().iter();
    options.map(|option| part(&format!("{prefix}{}", option.code), TextRole::Option, &option.text)).collect()
}

/// The texts of an item, without those of its scale.
fn item_parts(item: &Item, own_options: bool) -> Vec<Part<'_>> {
    let mut parts = vec![part("text", TextRole::Item, &item.text)];
    parts.extend(item.help.iter().map(|help| part("help", TextRole::Help, help)));
    match &item.kind {
        ItemKind::Number { unit, .. } => {
            parts.extend(unit.iter().map(|text| part("unit", TextRole::Unit, text)));
        }
        ItemKind::Scale { from_text, to_text, .. } => {
            parts.extend(from_text.iter().map(|text| part("from_text", TextRole::ScaleEnd, text)));
            parts.extend(to_text.iter().map(|text| part("to_text", TextRole::ScaleEnd, text)));
        }
        ItemKind::Single { .. }
        | ItemKind::Multiple { .. }
        | ItemKind::Grid { .. }
        | ItemKind::MultipleGrid { .. }
        | ItemKind::Ranking { .. }
        | ItemKind::Allocation { .. }
        | ItemKind::Date { .. }
        | ItemKind::Text { .. }
        | ItemKind::Note
        | ItemKind::Computed { .. } => {}
    }
    parts.extend(item.rows().iter().map(|row| part(&format!("rows.{}", row.id), TextRole::Row, &row.text)));
    if own_options {
        parts.extend(options(item, "options."));
    }
    if let ItemKind::Number { bands, .. } = &item.kind {
        parts.extend(
            bands.iter().map(|band| part(&format!("bands.{}", band.code), TextRole::Band, &band.text)),
        );
    }
    let messages = item.checks.iter().enumerate();
    parts.extend(
        messages.map(|(index, check)| {
            part(&format!("messages.{}", index + 1), TextRole::Message, &check.message)
        }),
    );
    parts
}

/// The path of a text in a translation file.
pub(super) fn path(owner: &str, part: &str) -> String {
    if part.is_empty() { owner.to_owned() } else { format!("{owner}.{part}") }
}

/// All texts with what the translation files hold of them.
pub(super) fn with_translations(
    draft: &Draft<'_>,
    mut done: BTreeMap<Language, Done>,
) -> Vec<TranslatableText> {
    let mut texts = Vec::new();
    let mut take = |path: String, role, item, source: &Arc<str>, is_override| {
        let translations: BTreeMap<Language, HeldTranslation> = done
            .iter_mut()
            .filter_map(|(language, done)| Some((language.clone(), done.held.remove(&path)?)))
            .collect();
        if !(is_override && translations.is_empty()) {
            texts.push(TranslatableText {
                path,
                role,
                item,
                source: source.clone(),
                translations,
                is_override,
            });
        }
    };
    for owner in owners(draft) {
        for part in &owner.parts {
            take(path(&owner.path, &part.name), part.role, owner.item, &part.text.source, false);
        }
        let Some(index) = owner.item.filter(|_| owner.path.starts_with("items.")) else { continue };
        if draft.places.items.get(index.0).is_some_and(|place| place.scale.is_some()) {
            for option in draft.questionnaire.item(index).options() {
                let path = format!("{}.options.{}", owner.path, option.code);
                take(path, TextRole::Option, owner.item, &option.text.source, true);
            }
        }
    }
    texts
}
