//! What each type of item has of its own: one function a type.

use super::draft::ItemPlace;
use super::reading::Reading;
use super::{options, shapes};
use crate::diagnostics::{Code, Diagnostic};
use crate::questionnaire::check::pattern;
use crate::questionnaire::condition::{Expr, Value};
use crate::questionnaire::syntax::Node;
use crate::questionnaire::{Band, ComputedAs, Display, ItemKind, Order, Row, TextFormat, limits};

/// The kind of item that `name`, one of [`shapes::TYPES`], stands for.
pub(super) fn read<'tree>(
    reading: &mut Reading<'_, 'tree>,
    name: &str,
    place: &mut ItemPlace<'tree>,
) -> Option<ItemKind> {
    match name {
        "single" => single(reading, place),
        "multiple" => multiple(reading, place),
        "grid" => {
            let (rows, options, order) = grid(reading, place)?;
            Some(ItemKind::Grid { rows, options, order })
        }
        "multiple_grid" => {
            let (rows, options, order) = grid(reading, place)?;
            Some(ItemKind::MultipleGrid { rows, options, order })
        }
        "ranking" => ranking(reading, place),
        "number" => Some(number(reading, place)),
        "scale" => scale(reading, place),
        "allocation" => allocation(reading, place),
        "date" => Some(date(reading, place)),
        "text" => Some(text(reading, place)),
        "note" => Some(ItemKind::Note),
        "computed" => computed(reading, place),
        _ => None,
    }
}

fn single<'tree>(reading: &mut Reading<'_, 'tree>, place: &mut ItemPlace<'tree>) -> Option<ItemKind> {
    let options = options::read(reading, place);
    let order = order(reading, place);
    let display = get(place, "display")
        .and_then(|node| reading.reader.word(node, "`display`", shapes::DISPLAY_WORDS))
        .and_then(|word| [Display::Radio, Display::Dropdown, Display::Buttons].get(word).copied());
    Some(ItemKind::Single { options: options?, order, display: display.unwrap_or(Display::Radio) })
}

fn multiple<'tree>(reading: &mut Reading<'_, 'tree>, place: &mut ItemPlace<'tree>) -> Option<ItemKind> {
    let options = options::read(reading, place);
    let order = order(reading, place);
    let mut ticked = |key: &str| {
        get(place, key)
            .and_then(|node| reading.count_between(node, &format!("`{key}`"), 1..=limits::OPTIONS_MAX))
    };
    let (min, max) = (ticked("min"), ticked("max"));
    Some(ItemKind::Multiple { options: options?, order, min, max })
}

fn grid<'tree>(
    reading: &mut Reading<'_, 'tree>,
    place: &mut ItemPlace<'tree>,
) -> Option<(Vec<Row>, Vec<crate::questionnaire::AnswerOption>, Order)> {
    let rows = rows(reading, place);
    let options = options::read(reading, place);
    let order = order(reading, place);
    Some((rows?, options?, order))
}

fn rows<'tree>(reading: &mut Reading<'_, 'tree>, place: &mut ItemPlace<'tree>) -> Option<Vec<Row>> {
    let Some(node) = get(place, "rows") else {
        reading.push(
            Diagnostic::new(Code::NoOptions, place.id, "this item has no rows")
                .help("add `rows:` with a list of `{ id: …, text: … }`"),
        );
        return None;
    };
    let list = reading.reader.list(node, "`rows`");
    if list.is_empty() && matches!(node.value, crate::questionnaire::syntax::Value::List(_)) {
        reading.push(
            Diagnostic::new(Code::NoOptions, node.span, "this item has no rows")
                .help("add `{ id: …, text: … }` for each row"),
        );
    }
    if list.len() > limits::ROWS_MAX {
        let message = format!("{} rows, more than the {} that canvass keeps", list.len(), limits::ROWS_MAX);
        reading.push(Diagnostic::new(Code::TooMany, node.span, message).help("split the item"));
    }
    let mut rows = Vec::new();
    for node in list.iter().take(limits::ROWS_MAX) {
        let Some(mapping) = reading.reader.mapping(node, &shapes::ROW) else { continue };
        let id = mapping.get("id").and_then(|node| reading.id(node, "the id of a row"));
        let text = reading.optional_text(mapping, "text", "a row's text").unwrap_or_default();
        if let Some(id) = id {
            rows.push(Row { id, text, show_if: None });
            place.rows.push(mapping);
        }
    }
    Some(rows)
}

fn ranking<'tree>(reading: &mut Reading<'_, 'tree>, place: &mut ItemPlace<'tree>) -> Option<ItemKind> {
    let options = options::read(reading, place);
    let order = order(reading, place);
    let max =
        get(place, "max").and_then(|node| reading.count_between(node, "`max`", 1..=limits::OPTIONS_MAX));
    let options = options?;
    let max = max.unwrap_or(options.len());
    Some(ItemKind::Ranking { options, order, max })
}

fn number<'tree>(reading: &mut Reading<'_, 'tree>, place: &mut ItemPlace<'tree>) -> ItemKind {
    let min = get(place, "min").and_then(|node| reading.number(node, "`min`"));
    let max = get(place, "max").and_then(|node| reading.number(node, "`max`"));
    let decimals = get(place, "decimals")
        .and_then(|node| reading.count_between(node, "`decimals`", 0..=limits::DECIMALS_MAX));
    let unit = reading.optional_text(place.mapping, "unit", "a unit");
    let bands = bands(reading, place);
    ItemKind::Number { min, max, decimals: decimals.unwrap_or(0) as u8, unit, bands }
}

fn bands<'tree>(reading: &mut Reading<'_, 'tree>, place: &mut ItemPlace<'tree>) -> Vec<Band> {
    let Some(node) = get(place, "bands") else { return Vec::new() };
    let list = reading.reader.list(node, "`bands`");
    if list.len() > limits::BANDS_MAX {
        let message = format!("{} bands, more than the {} that canvass keeps", list.len(), limits::BANDS_MAX);
        reading.push(Diagnostic::new(Code::TooMany, node.span, message).help("use wider bands"));
    }
    let mut bands = Vec::new();
    for node in list.iter().take(limits::BANDS_MAX) {
        let Some(mapping) = reading.reader.mapping(node, &shapes::BAND) else { continue };
        let code = mapping.get("code").and_then(|node| reading.code(node, "`code`"));
        let text = reading.optional_text(mapping, "text", "a band's text").unwrap_or_default();
        let from = mapping.get("from").and_then(|node| reading.number(node, "`from`"));
        let to = mapping.get("to").and_then(|node| reading.number(node, "`to`"));
        if let Some(code) = code {
            bands.push(Band { code, text, from, to });
            place.bands.push(mapping);
        }
    }
    bands
}

fn scale<'tree>(reading: &mut Reading<'_, 'tree>, place: &mut ItemPlace<'tree>) -> Option<ItemKind> {
    let mut point = |key: &str| {
        let Some(node) = get(place, key) else {
            reading.push(
                Diagnostic::new(Code::MissingKey, place.id, format!("a scale needs the key `{key}`"))
                    .help("give both ends, such as `from: 0` and `to: 10`"),
            );
            return None;
        };
        let point = reading.reader.integer(node, &format!("`{key}`"))?;
        if point.abs() > limits::SCALE_POINT_MAX {
            let message = format!("a scale lies between -{0} and {0}", limits::SCALE_POINT_MAX);
            reading.push(
                Diagnostic::new(Code::BadValue, node.span, message).help("ask a `number` for larger figures"),
            );
            return None;
        }
        Some(point)
    };
    let (from, to) = (point("from"), point("to"));
    let from_text = reading.optional_text(place.mapping, "from_text", "`from_text`");
    let to_text = reading.optional_text(place.mapping, "to_text", "`to_text`");
    Some(ItemKind::Scale { from: from?, to: to?, from_text, to_text })
}

fn allocation<'tree>(reading: &mut Reading<'_, 'tree>, place: &mut ItemPlace<'tree>) -> Option<ItemKind> {
    let rows = rows(reading, place);
    let Some(node) = get(place, "total") else {
        reading.push(
            Diagnostic::new(Code::MissingKey, place.id, "an allocation needs the key `total`")
                .help("give the sum of the rows, such as `total: 100`"),
        );
        return None;
    };
    let total = reading.number(node, "`total`")?;
    if total <= 0.0 {
        reading.push(
            Diagnostic::new(Code::BadValue, node.span, "`total` must be above 0")
                .help("give what there is to share out, such as 100"),
        );
        return None;
    }
    Some(ItemKind::Allocation { rows: rows?, total })
}

fn date<'tree>(reading: &mut Reading<'_, 'tree>, place: &mut ItemPlace<'tree>) -> ItemKind {
    let min = get(place, "min").and_then(|node| reading.date(node, "`min`"));
    let max = get(place, "max").and_then(|node| reading.date(node, "`max`"));
    ItemKind::Date { min, max }
}

fn text<'tree>(reading: &mut Reading<'_, 'tree>, place: &mut ItemPlace<'tree>) -> ItemKind {
    let lines = get(place, "lines")
        .and_then(|node| reading.count_between(node, "`lines`", 1..=limits::TEXT_LINES_MAX));
    let max_length = get(place, "max_length")
        .and_then(|node| reading.count_between(node, "`max_length`", 1..=limits::TEXT_LENGTH_MAX));
    let format = get(place, "format")
        .and_then(|node| reading.reader.word(node, "`format`", shapes::FORMAT_WORDS))
        .and_then(|word| [TextFormat::Email, TextFormat::Url].get(word).copied());
    let pattern = get(place, "pattern").and_then(|node| {
        let text = reading.reader.text(node, "`pattern`")?;
        pattern::parse(node, text, &mut reading.reader.diagnostics)
    });
    ItemKind::Text {
        lines: lines.unwrap_or(1) as u16,
        max_length: max_length.unwrap_or(limits::TEXT_LENGTH_DEFAULT),
        format,
        pattern,
    }
}

fn computed<'tree>(reading: &mut Reading<'_, 'tree>, place: &mut ItemPlace<'tree>) -> Option<ItemKind> {
    for key in ["value", "as"] {
        if get(place, key).is_none() {
            let help = if key == "as" {
                "add `as: number`, `as: text`, or `as: single` with `options`"
            } else {
                "add `value:` with the expression that it is worth"
            };
            reading.push(
                Diagnostic::new(Code::MissingKey, place.id, format!("a computed item needs the key `{key}`"))
                    .help(help),
            );
        }
    }
    let source = get(place, "value").and_then(|node| reading.reader.text(node, "`value`"));
    let word = get(place, "as").and_then(|node| reading.reader.word(node, "`as`", shapes::AS_WORDS));
    let stored_as = match word.and_then(|word| shapes::AS_WORDS.get(word).copied())? {
        "single" => ComputedAs::Single { options: options::read(reading, place)? },
        "number" => ComputedAs::Number,
        _ => ComputedAs::Text,
    };
    Some(ItemKind::Computed { value: Expr::Literal(Value::Unknown), source: source?.to_owned(), stored_as })
}

fn order(reading: &mut Reading<'_, '_>, place: &ItemPlace<'_>) -> Order {
    let Some(node) = get(place, "order") else { return Order::Given };
    reading
        .reader
        .word(node, "`order`", shapes::ORDER_WORDS)
        .and_then(|word| Order::ALL.get(word).copied())
        .unwrap_or(Order::Given)
}

fn get<'tree>(place: &ItemPlace<'tree>, key: &str) -> Option<&'tree Node> {
    place.mapping.get(key)
}
