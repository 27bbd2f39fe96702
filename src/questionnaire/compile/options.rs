//! Lists of options: written out in an item, or under `scales:` and used by name.

use super::draft::ItemPlace;
use super::reading::Reading;
use super::shapes;
use crate::diagnostics::{Code, Diagnostic, did_you_mean};
use crate::questionnaire::syntax::{Mapping, Node, Value};
use crate::questionnaire::{AnswerOption, DeclaredMissing, Ending, limits};

/// The options of an item: its own list, or those of the scale it names.
pub(super) fn read<'tree>(
    reading: &mut Reading<'_, 'tree>,
    place: &mut ItemPlace<'tree>,
) -> Option<Vec<AnswerOption>> {
    let Some(node) = place.mapping.get("options") else {
        let at = place.id;
        reading.push(
            Diagnostic::new(Code::NoOptions, at, "this item has no options")
                .help("add `options:` with a list of `{ code: …, text: … }`, or the name of a scale"),
        );
        return None;
    };
    let options = match &node.value {
        Value::Scalar { text, .. } => from_scale(reading, node, text, place)?,
        Value::Null | Value::List(_) | Value::Mapping(_) => {
            let (options, places) = read_list(reading, node);
            place.options = places;
            options
        }
    };
    let total = reading.options_total + options.len();
    if total > limits::OPTIONS_TOTAL_MAX {
        // Said once, where the limit is passed; what follows is not kept.
        if reading.options_total <= limits::OPTIONS_TOTAL_MAX {
            let message = format!(
                "more than the {} options of all items together that canvass keeps",
                limits::OPTIONS_TOTAL_MAX
            );
            reading.push(
                Diagnostic::new(Code::TooMany, node.span, message).help("use shorter lists or fewer items"),
            );
        }
        reading.options_total = limits::OPTIONS_TOTAL_MAX + 1;
        place.options.clear();
        return None;
    }
    reading.options_total = total;
    Some(options)
}

fn from_scale<'tree>(
    reading: &mut Reading<'_, 'tree>,
    node: &'tree Node,
    name: &'tree str,
    place: &mut ItemPlace<'tree>,
) -> Option<Vec<AnswerOption>> {
    let Some(scale) = reading.scales.get(name) else {
        let help = match did_you_mean(name, reading.scales.keys().copied()) {
            Some(known) => format!("did you mean `{known}`?"),
            None if reading.scales.is_empty() => {
                "the file has no `scales:`; list the options here".to_owned()
            }
            None => {
                format!("the scales are: {}", reading.scales.keys().copied().collect::<Vec<_>>().join(", "))
            }
        };
        reading.push(
            Diagnostic::new(Code::UnknownScale, node.span, format!("there is no scale called `{name}`"))
                .help(help),
        );
        return None;
    };
    place.scale = Some(name);
    place.options = scale.places.clone();
    let (options, intact) = (scale.options.clone(), scale.intact);
    if !intact {
        reading.broken.extend(place.mapping.get("id").and_then(Node::as_text).map(str::to_owned));
    }
    Some(options)
}

/// A list of options and where each stands.
pub(super) fn read_list<'tree>(
    reading: &mut Reading<'_, 'tree>,
    node: &'tree Node,
) -> (Vec<AnswerOption>, Vec<Mapping<'tree>>) {
    let list = reading.reader.list(node, "a list of options");
    if list.is_empty() && matches!(node.value, Value::List(_)) {
        reading.push(
            Diagnostic::new(Code::NoOptions, node.span, "this list has no options")
                .help("add `{ code: …, text: … }` for each answer"),
        );
    }
    if list.len() > limits::OPTIONS_MAX {
        let message =
            format!("{} options, more than the {} that canvass keeps", list.len(), limits::OPTIONS_MAX);
        reading
            .push(Diagnostic::new(Code::TooMany, node.span, message).help("group them, or ask an open text"));
    }
    list.iter().take(limits::OPTIONS_MAX).filter_map(|node| read_option(reading, node)).unzip()
}

fn read_option<'tree>(
    reading: &mut Reading<'_, 'tree>,
    node: &'tree Node,
) -> Option<(AnswerOption, Mapping<'tree>)> {
    let mapping = reading.reader.mapping(node, &shapes::OPTION)?;
    let code = mapping.get("code").and_then(|node| reading.code(node, "`code`"));
    let text = reading.optional_text(mapping, "text", "an option's text");
    let missing = mapping
        .get("missing")
        .and_then(|node| reading.reader.word(node, "`missing`", shapes::MISSING_WORDS))
        .and_then(|word| DeclaredMissing::ALL.get(word).copied());
    let end = mapping
        .get("end")
        .and_then(|node| reading.reader.word(node, "`end`", shapes::ENDING_WORDS))
        .and_then(|word| [Ending::ScreenedOut, Ending::Complete].get(word).copied());
    let mut flag = |key: &str, what: &str| {
        mapping.get(key).and_then(|node| reading.reader.boolean(node, what)).unwrap_or(false)
    };
    let (exclusive, specify, pin) =
        (flag("exclusive", "`exclusive`"), flag("specify", "`specify`"), flag("pin", "`pin`"));
    let group = mapping.get("group").and_then(|node| reading.reader.text(node, "`group`")).map(str::to_owned);
    let value = mapping.get("value").and_then(|node| reading.number(node, "`value`"));
    let option = AnswerOption {
        code: code?,
        text: text.unwrap_or_default(),
        missing,
        exclusive,
        specify,
        pin,
        value,
        end,
        show_if: None,
        group,
    };
    Some((option, mapping))
}
