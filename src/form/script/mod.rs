//! What the browser must know of a page to change it as it is filled in, as JSON that `assets/form.js` reads: the
//! conditions of items, rows and options that answers of the page decide, and the answers that its texts repeat.

mod expression;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};

use super::page::PageInput;
use crate::questionnaire::condition::{Condition, holds};
use crate::questionnaire::piping;
use crate::questionnaire::{Item, ItemIndex, ItemKind, Page, Questionnaire, VariableIndex};
use crate::responses::AnswerFacts;
use expression::{OnPage, expression, field};

/// Whether a part of the page is there.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Presence {
    Always,
    Never,
    /// As answers of the page decide; the browser works it out.
    Depends(Json),
}

/// What answers of the page decide about one item.
#[derive(Debug, Clone)]
pub(super) struct ItemPresence {
    pub(super) itself: Presence,
    pub(super) rows: Vec<Presence>,
    pub(super) options: Vec<Presence>,
}

impl ItemPresence {
    /// Whether the item comes and goes with answers of the page.
    pub(super) fn depends(&self) -> bool {
        let all_never =
            |parts: &[Presence]| !parts.is_empty() && parts.iter().all(|part| *part == Presence::Never);
        let any_depends = |parts: &[Presence]| parts.iter().any(|part| matches!(part, Presence::Depends(_)));
        if self.itself == Presence::Never || all_never(&self.rows) || all_never(&self.options) {
            return false;
        }
        matches!(self.itself, Presence::Depends(_)) || any_depends(&self.rows) || any_depends(&self.options)
    }

    fn to_json(&self, item: &Item) -> Json {
        let parts = |parts: &[Presence], ids: &mut dyn Iterator<Item = String>| {
            let mut depending = BTreeMap::new();
            for (part, id) in parts.iter().zip(ids) {
                if let Presence::Depends(when) = part {
                    depending.insert(id, when.clone());
                }
            }
            depending
        };
        let mut json = json!({ "id": item.id.as_str() });
        if let Presence::Depends(when) = &self.itself {
            json["when"] = when.clone();
        }
        let rows = parts(&self.rows, &mut item.rows().iter().map(|row| row.id.to_string()));
        let options = parts(&self.options, &mut item.options().iter().map(|option| option.code.to_string()));
        if !rows.is_empty() {
            json["rows"] = json!(rows);
        }
        if !options.is_empty() {
            json["options"] = json!(options);
        }
        json
    }
}

/// What the browser must know of a page.
pub(super) struct PageScript {
    items: BTreeMap<ItemIndex, ItemPresence>,
    /// Names that the page's texts repeat and that are answered on it.
    pipes: BTreeSet<VariableIndex>,
    fields: BTreeSet<VariableIndex>,
}

impl PageScript {
    pub(super) fn of(&self, item: ItemIndex) -> Option<&ItemPresence> {
        self.items.get(&item)
    }

    /// `None` where no answer of the page changes anything on it.
    pub(super) fn to_json(&self, input: &PageInput<'_>) -> Option<String> {
        let q = input.questionnaire;
        let depending = self.items.iter().filter(|(_, presence)| presence.depends());
        let items: Vec<Json> = depending.map(|(index, presence)| presence.to_json(q.item(*index))).collect();
        if items.is_empty() && self.pipes.is_empty() {
            return None;
        }
        let fields: BTreeMap<&str, Json> = self
            .fields
            .iter()
            .chain(&self.pipes)
            .map(|variable| (q.variable(*variable).name.as_str(), field(q, *variable)))
            .collect();
        Some(json!({ "fields": fields, "items": items }).to_string())
    }
}

/// The page's conditions that answers on it can change, folded over what is known from other pages, and what its texts
/// repeat of it.
pub(super) fn page_script(input: &PageInput<'_>) -> PageScript {
    let q = input.questionnaire;
    let page = &q.pages[input.page];
    let facts = AnswerFacts::new(q, &input.settled.answers, input.circumstances);
    let on_page = OnPage { q, items: page.items.clone() };
    let mut script = PageScript { items: BTreeMap::new(), pipes: BTreeSet::new(), fields: BTreeSet::new() };
    for index in page.items.clone().map(ItemIndex) {
        let item = q.item(index);
        if matches!(item.kind, ItemKind::Computed { .. }) {
            continue;
        }
        let mut presence = |condition: Option<&Condition>| {
            let Some(condition) = condition else { return Presence::Always };
            let used = on_page.fields_of(&condition.expr);
            if used.is_empty() {
                return if holds(&condition.expr, &facts) { Presence::Always } else { Presence::Never };
            }
            script.fields.extend(used);
            Presence::Depends(expression(&condition.expr, &on_page, &facts))
        };
        let presence = ItemPresence {
            itself: presence(item.show_if.as_ref()),
            rows: item.rows().iter().map(|row| presence(row.show_if.as_ref())).collect(),
            options: item.options().iter().map(|option| presence(option.show_if.as_ref())).collect(),
        };
        script.items.insert(index, presence);
        for name in piped_names(input, item) {
            let variable = q.find_variable(name);
            script.pipes.extend(variable.filter(|variable| is_field(input, *variable)));
        }
    }
    script
}

/// Whether answers of the page decide a condition on it.
pub(super) fn depends_on_page(q: &Questionnaire, page: &Page, condition: &Condition) -> bool {
    !OnPage { q, items: page.items.clone() }.fields_of(&condition.expr).is_empty()
}

fn is_field(input: &PageInput<'_>, variable: VariableIndex) -> bool {
    let q = input.questionnaire;
    let item = q.variable(variable).item;
    q.page_of(item) == input.page && !matches!(q.item(item).kind, ItemKind::Computed { .. })
}

/// The names piped into the texts that an item shows.
fn piped_names<'a>(input: &PageInput<'a>, item: &'a Item) -> Vec<&'a str> {
    let texts = [&item.text].into_iter().chain(&item.help);
    let texts = texts.chain(item.options().iter().map(|option| &option.text));
    let texts = texts.chain(item.rows().iter().map(|row| &row.text));
    texts.flat_map(|text| piping::names(text.get(input.language))).collect()
}
