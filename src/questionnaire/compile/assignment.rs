//! Consents, arms and the rules of quality. The rule of attention is an expression, compiled with the others.

use super::reading::Reading;
use super::shapes;
use crate::diagnostics::{Code, Diagnostic, did_you_mean};
use crate::ids::{ItemId, OptionCode};
use crate::questionnaire::syntax::{Mapping, Node};
use crate::questionnaire::{Arm, ArmGroup, Consent, ItemIndex, ItemKind, Quality, Questionnaire, limits};

pub(super) fn consents<'tree>(reading: &mut Reading<'_, 'tree>, survey: Mapping<'tree>) -> Vec<Consent> {
    let Some(list) = survey.get("consent") else { return Vec::new() };
    let mut consents: Vec<Consent> = Vec::new();
    for node in reading.reader.list(list, "`consent`") {
        let Some(mapping) = reading.reader.mapping(node, &shapes::CONSENT) else { continue };
        let id_node = mapping.get("id");
        let id = id_node.and_then(|node| reading.id(node, "the id of a consent"));
        let text = reading.optional_text(mapping, "text", "a consent's text").unwrap_or_default();
        let required = mapping.get("required").and_then(|node| reading.reader.boolean(node, "`required`"));
        let purpose = mapping.get("purpose").and_then(|node| reading.reader.text(node, "`purpose`"));
        let (Some(id), Some(id_node)) = (id, id_node) else { continue };
        if consents.iter().any(|known| known.id == id) {
            reading.push(
                Diagnostic::new(Code::DuplicateId, id_node.span, format!("the consent `{id}` stands twice"))
                    .help("give each consent an id of its own"),
            );
            continue;
        }
        let purpose = purpose.map(str::to_owned);
        consents.push(Consent { id, text, required: required.unwrap_or(false), purpose });
    }
    if consents.len() > limits::CONSENTS_MAX {
        let message =
            format!("{} consents, more than the {} that canvass keeps", consents.len(), limits::CONSENTS_MAX);
        reading.push(Diagnostic::new(Code::TooMany, list.span, message).help("join some of them"));
        consents.truncate(limits::CONSENTS_MAX);
    }
    consents
}

pub(super) fn arms<'tree>(reading: &mut Reading<'_, 'tree>, survey: Mapping<'tree>) -> Vec<Arm> {
    let Some(node) = survey.get("arms") else { return Vec::new() };
    let Some(named) = reading.reader.names(node, "`arms`") else { return Vec::new() };
    let mut arms = Vec::new();
    for entry in named.entries() {
        let groups = groups(reading, &entry.value);
        let Ok(id) = ItemId::parse(&entry.key) else {
            reading.push(
                Diagnostic::new(
                    Code::MalformedId,
                    entry.key_span,
                    format!("`{}` cannot be the name of an arm", entry.key),
                )
                .help("use a lower-case letter, then lower-case letters, digits and `_`"),
            );
            continue;
        };
        if groups.len() < 2 {
            reading.push(
                Diagnostic::new(
                    Code::NoOptions,
                    entry.value.span,
                    format!("the arm `{id}` needs at least two groups"),
                )
                .help("write each group with its share, such as `{ old: 1, new: 1 }`"),
            );
            continue;
        }
        arms.push(Arm { id, groups });
    }
    if arms.len() > limits::ARMS_MAX {
        let message = format!("{} arms, more than the {} that canvass keeps", arms.len(), limits::ARMS_MAX);
        reading.push(Diagnostic::new(Code::TooMany, node.span, message).help("join some of them"));
        arms.truncate(limits::ARMS_MAX);
    }
    arms
}

fn groups<'tree>(reading: &mut Reading<'_, 'tree>, node: &'tree Node) -> Vec<ArmGroup> {
    let Some(named) = reading.reader.names(node, "an arm's groups") else { return Vec::new() };
    let mut groups = Vec::new();
    for entry in named.entries().iter().take(limits::ARM_GROUPS_MAX + 1) {
        let share = reading.count_between(&entry.value, "a share", 1..=limits::ARM_SHARE_MAX);
        match OptionCode::parse(&entry.key) {
            Ok(code) => groups.extend(share.map(|share| ArmGroup { code, share: share as u32 })),
            Err(_) => reading.push(
                Diagnostic::new(
                    Code::MalformedCode,
                    entry.key_span,
                    format!("`{}` cannot be the code of a group", entry.key),
                )
                .help("use letters, digits, `_` and `-` without blanks, such as `old`"),
            ),
        }
    }
    if groups.len() > limits::ARM_GROUPS_MAX {
        let message =
            format!("an arm with more than the {} groups that canvass keeps", limits::ARM_GROUPS_MAX);
        reading.push(Diagnostic::new(Code::TooMany, node.span, message).help("use fewer groups"));
        groups.truncate(limits::ARM_GROUPS_MAX);
    }
    groups
}

pub(super) fn quality<'tree>(
    reading: &mut Reading<'_, 'tree>,
    survey: Mapping<'tree>,
    questionnaire: &Questionnaire,
) -> Quality {
    let mapping = survey.get("quality").and_then(|node| reading.reader.mapping(node, &shapes::QUALITY));
    let Some(mapping) = mapping else { return Quality::default() };
    Quality {
        speeder: speeder(reading, mapping),
        straightline: straightline(reading, mapping, questionnaire),
        attention: None,
    }
}

fn speeder<'tree>(reading: &mut Reading<'_, 'tree>, quality: Mapping<'tree>) -> Option<f64> {
    let mapping = quality.get("speeder").and_then(|node| reading.reader.mapping(node, &shapes::SPEEDER))?;
    let node = mapping.get("below_median")?;
    let share = reading.number(node, "`below_median`")?;
    if share > 0.0 && share < 1.0 {
        return Some(share);
    }
    reading.push(
        Diagnostic::new(Code::BadValue, node.span, "`below_median` is a share between 0 and 1")
            .help("write 0.33 to flag who took less than a third of the median time"),
    );
    None
}

fn straightline<'tree>(
    reading: &mut Reading<'_, 'tree>,
    quality: Mapping<'tree>,
    questionnaire: &Questionnaire,
) -> Vec<ItemIndex> {
    let Some(list) = quality.get("straightline") else { return Vec::new() };
    let mut items = Vec::new();
    for node in reading.reader.list(list, "`straightline`") {
        let Some(id) = reading.reader.text(node, "the id of a grid") else { continue };
        let found = questionnaire.find_item(id);
        match found.map(|item| &questionnaire.item(item).kind) {
            Some(ItemKind::Grid { .. }) => items.extend(found),
            Some(_) => reading.push(
                Diagnostic::new(Code::TypeMismatch, node.span, format!("`{id}` is no grid"))
                    .help("only the rows of a `grid` can all have the same answer"),
            ),
            None if reading.broken.contains(id) => {}
            None => {
                let grids =
                    questionnaire.items.iter().filter(|item| matches!(item.kind, ItemKind::Grid { .. }));
                let help = match did_you_mean(id, grids.map(|item| item.id.as_str())) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "name an item of type `grid`".to_owned(),
                };
                reading.push(
                    Diagnostic::new(Code::UnknownName, node.span, format!("there is no grid `{id}`"))
                        .help(help),
                );
            }
        }
    }
    items
}
