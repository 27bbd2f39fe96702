//! What every item has, whatever its type.

use super::draft::ItemPlace;
use super::reading::Reading;
use super::{kind, shapes};
use crate::diagnostics::{Code, Diagnostic, Span, did_you_mean};
use crate::ids::OptionCode;
use crate::questionnaire::condition::{Condition, Expr, Value};
use crate::questionnaire::syntax::{Mapping, Node};
use crate::questionnaire::{Check, Comparable, History, Item, Trend, Verdict, limits};

/// The item without its expressions, and its places; `None` where its id or type cannot be read.
pub(super) fn read<'tree>(
    reading: &mut Reading<'_, 'tree>,
    node: &'tree Node,
) -> Option<(Item, ItemPlace<'tree>)> {
    let mapping = reading.reader.mapping(node, &shapes::ITEM)?;
    let id_node = mapping.get("id");
    let before = reading.problems();
    let id = id_node.and_then(|node| reading.id(node, "the id of an item"));
    let mut place = ItemPlace::new(mapping, id_node.map_or(mapping.span, |node| node.span));
    let kind = read_type(reading, mapping).and_then(|name| kind::read(reading, name, &mut place));
    if reading.problems() > before || kind.is_none() {
        reading.broken.extend(id_node.and_then(Node::as_text).map(str::to_owned));
    }
    let text = reading.optional_text(mapping, "text", "an item's text");
    let help = reading.optional_text(mapping, "help", "an item's help");
    let required = mapping.get("required").and_then(|node| reading.reader.boolean(node, "`required`"));
    let checks = checks(reading, mapping, &mut place);
    let notes = mapping.get("notes").and_then(|node| reading.reader.text(node, "`notes`"));
    let history = history(reading, mapping);
    let item = Item {
        id: id?,
        kind: kind?,
        text: text.unwrap_or_default(),
        help,
        required: required.unwrap_or(false),
        show_if: None,
        end_if: None,
        checks,
        notes: notes.map(str::to_owned),
        history,
        variables: 0..0,
    };
    Some((item, place))
}

/// The type's name in [`shapes::TYPES`].
fn read_type<'tree>(reading: &mut Reading<'_, 'tree>, mapping: Mapping<'tree>) -> Option<&'static str> {
    let node = mapping.get("type")?;
    let name = reading.reader.text(node, "`type`")?;
    if let Some(known) = shapes::TYPES.iter().find(|known| **known == name) {
        return Some(known);
    }
    let diagnostic = match shapes::UNSUPPORTED_TYPES.iter().find(|(known, _)| *known == name) {
        Some((_, about)) => Diagnostic::new(
            Code::UnsupportedKey,
            node.span,
            format!("items of type `{name}` are not carried out by this version of canvass"),
        )
        .help(*about),
        None => {
            let help = match did_you_mean(name, shapes::TYPES.iter().copied()) {
                Some(known) => format!("did you mean `{known}`?"),
                None => format!("use one of: {}", shapes::TYPES.join(", ")),
            };
            Diagnostic::new(Code::UnknownWord, node.span, format!("there is no type of item called `{name}`"))
                .help(help)
        }
    };
    reading.push(diagnostic);
    None
}

/// The checks with their messages; what they assert is compiled when all items are known.
fn checks<'tree>(
    reading: &mut Reading<'_, 'tree>,
    mapping: Mapping<'tree>,
    place: &mut ItemPlace<'tree>,
) -> Vec<Check> {
    let Some(node) = mapping.get("check") else { return Vec::new() };
    let list = reading.reader.one_or_many(node);
    if list.len() > limits::CHECKS_MAX {
        let message = format!(
            "{} checks on one item, more than the {} that canvass keeps",
            list.len(),
            limits::CHECKS_MAX
        );
        reading.push(Diagnostic::new(Code::TooMany, node.span, message).help("join them with `&&`"));
    }
    let mut checks = Vec::new();
    for node in list.iter().take(limits::CHECKS_MAX) {
        let Some(mapping) = reading.reader.mapping(node, &shapes::CHECK) else { continue };
        let message = reading.optional_text(mapping, "message", "a check's message").unwrap_or_default();
        checks.push(Check { assert: not_compiled(), message });
        place.checks.push(mapping);
    }
    checks
}

/// Stands where a condition will be, until all items are known.
fn not_compiled() -> Condition {
    Condition { source: String::new(), span: Span::default(), expr: Expr::Literal(Value::Unknown) }
}

fn history<'tree>(reading: &mut Reading<'_, 'tree>, mapping: Mapping<'tree>) -> History {
    let since = mapping.get("since").and_then(|node| reading.reader.text(node, "`since`"));
    let replaces =
        mapping.get("replaces").and_then(|node| reading.id(node, "the id of the item it replaces"));
    let comparable = mapping
        .get("comparable")
        .and_then(|node| reading.reader.word(node, "`comparable`", shapes::COMPARABLE_WORDS))
        .and_then(|word| [Comparable::Identical, Comparable::Recoded, Comparable::No].get(word).copied());
    let mut map = Vec::new();
    if let Some(named) = mapping.get("map").and_then(|node| reading.reader.names(node, "`map`")) {
        for entry in named.entries() {
            let Ok(code) = OptionCode::parse(&entry.key) else {
                reading.push(
                    Diagnostic::new(
                        Code::MalformedCode,
                        entry.key_span,
                        format!("`{}` cannot be a code", entry.key),
                    )
                    .help("name a code of this item"),
                );
                continue;
            };
            // A list: the codes that became one.
            for earlier in reading.reader.one_or_many(&entry.value) {
                map.extend(reading.code(earlier, "the earlier code").map(|earlier| (code.clone(), earlier)));
            }
        }
    }
    map.sort();
    let editorial = mapping.get("editorial").and_then(|node| reading.reader.boolean(node, "`editorial`"));
    History {
        since: since.map(str::to_owned),
        replaces,
        comparable,
        map,
        editorial: editorial.unwrap_or(false),
        verdict: verdict(reading, mapping),
    }
}

fn verdict<'tree>(reading: &mut Reading<'_, 'tree>, item: Mapping<'tree>) -> Option<Verdict> {
    let node = item.get("verdict")?;
    let mapping = reading.reader.mapping(node, &shapes::VERDICT)?;
    let is = mapping.get("is").and_then(|node| reading.reader.word(node, "`is`", shapes::TREND_WORDS));
    let because = mapping.get("because").and_then(|node| reading.reader.text(node, "`because`"))?.trim();
    if because.is_empty() {
        reading.push(
            Diagnostic::new(Code::BadValue, node.span, "a verdict gives its reason")
                .help("say after `because:` why the trend holds or does not"),
        );
    }
    Some(Verdict { is: is.and_then(|word| Trend::ALL.get(word).copied())?, because: because.to_owned() })
}
