//! Pages, with their items and the variables those bring.

use super::draft::{Draft, PagePlace};
use super::reading::Reading;
use super::{item, shapes};
use crate::diagnostics::{Code, Diagnostic};
use crate::ids::ItemId;
use crate::questionnaire::syntax::{Mapping, Node};
use crate::questionnaire::{Item, ItemIndex, ItemKind, Page, Variable, VariableKind, limits};

pub(super) fn read_all<'tree>(
    reading: &mut Reading<'_, 'tree>,
    survey: Mapping<'tree>,
    draft: &mut Draft<'tree>,
) {
    let Some(list) = survey.get("pages") else { return };
    let pages = reading.reader.list(list, "`pages`");
    if pages.is_empty() && matches!(list.value, crate::questionnaire::syntax::Value::List(_)) {
        reading.push(
            Diagnostic::new(Code::NoOptions, list.span, "the questionnaire has no pages")
                .help("add a page with an `id` and `items`"),
        );
    }
    if let Some(first_beyond) = pages.get(limits::PAGES_MAX) {
        let message =
            format!("{} pages, more than the {} that canvass keeps", pages.len(), limits::PAGES_MAX);
        reading.push(
            Diagnostic::new(Code::TooMany, first_beyond.span, message)
                .help("put more items on a page, or split the survey"),
        );
    }
    for node in pages.iter().take(limits::PAGES_MAX) {
        read(reading, node, draft);
    }
}

fn read<'tree>(reading: &mut Reading<'_, 'tree>, node: &'tree Node, draft: &mut Draft<'tree>) {
    let Some(mapping) = reading.reader.mapping(node, &shapes::PAGE) else { return };
    let id_node = mapping.get("id");
    let id = id_node.and_then(|node| reading.id(node, "the id of a page"));
    let title = reading.optional_text(mapping, "title", "a page's title");
    let shuffle =
        mapping.get("shuffle").and_then(|node| reading.reader.word(node, "`shuffle`", shapes::SHUFFLE_WORDS));
    let first = draft.questionnaire.items.len();
    let items = mapping.get("items").map_or(&[][..], |list| reading.reader.list(list, "`items`"));
    for node in items {
        if draft.questionnaire.items.len() == limits::ITEMS_MAX {
            let message = format!("more than the {} items that canvass keeps", limits::ITEMS_MAX);
            reading.push(Diagnostic::new(Code::TooMany, node.span, message).help("split the survey"));
            break;
        }
        let Some((mut item, place)) = item::read(reading, node) else { continue };
        let index = ItemIndex(draft.questionnaire.items.len());
        let variables = &mut draft.questionnaire.variables;
        let start = variables.len();
        variables.extend(variables_of(&item, index));
        if variables.len() > limits::VARIABLES_MAX && start <= limits::VARIABLES_MAX {
            let message = format!(
                "more than the {} variables (items and rows of grids) that canvass keeps",
                limits::VARIABLES_MAX
            );
            reading.push(Diagnostic::new(Code::TooMany, place.id, message).help("split the survey"));
        }
        item.variables = start..variables.len();
        draft.questionnaire.items.push(item);
        draft.places.items.push(place);
    }
    // A page whose id is wrong keeps its items under a name that stands for none, so that everything else in them is
    // still looked at.
    let unnamed = || ItemId::parse("unnamed_page").expect("letters and `_`");
    draft.questionnaire.pages.push(Page {
        id: id.unwrap_or_else(unnamed),
        title,
        show_if: None,
        shuffle: shuffle.is_some(),
        items: first..draft.questionnaire.items.len(),
    });
    draft.places.pages.push(PagePlace { mapping, id: id_node.map_or(mapping.span, |node| node.span) });
}

/// The variables an item brings: one, one a row, none for a note.
fn variables_of(item: &Item, index: ItemIndex) -> Vec<Variable> {
    let one = |kind| vec![Variable { name: item.id.as_str().to_owned(), item: index, row: None, kind }];
    let by_row = |kind: VariableKind| {
        item.rows()
            .iter()
            .enumerate()
            .map(|(row, place)| Variable {
                name: format!("{}.{}", item.id, place.id),
                item: index,
                row: Some(row),
                kind,
            })
            .collect()
    };
    use crate::questionnaire::ComputedAs;
    match &item.kind {
        ItemKind::Single { .. } | ItemKind::Computed { stored_as: ComputedAs::Single { .. }, .. } => {
            one(VariableKind::Single)
        }
        ItemKind::Multiple { .. } => one(VariableKind::Multiple),
        ItemKind::Grid { .. } => by_row(VariableKind::Single),
        ItemKind::MultipleGrid { .. } => by_row(VariableKind::Multiple),
        ItemKind::Ranking { max, .. } => one(VariableKind::Ranking { ranks: *max }),
        ItemKind::Number { .. } | ItemKind::Computed { stored_as: ComputedAs::Number, .. } => {
            one(VariableKind::Number)
        }
        ItemKind::Scale { .. } => one(VariableKind::Scale),
        ItemKind::Allocation { .. } => by_row(VariableKind::Number),
        ItemKind::Date { .. } => one(VariableKind::Date),
        ItemKind::Text { .. } | ItemKind::Computed { stored_as: ComputedAs::Text, .. } => {
            one(VariableKind::Text)
        }
        ItemKind::Note => Vec::new(),
    }
}
