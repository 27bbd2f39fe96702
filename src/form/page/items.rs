//! An item and its field, kind by kind.

use std::collections::BTreeSet;

use super::{
    Choice, ChoiceStyle, Choices, Column, DateField, Field, Grid, GridRow, ItemView, NumberField, PageInput,
    RankedChoice, Ranking, ScaleField, SpecifyField, Text, TextField, TextKind, problems,
};
use crate::form::order::shown_order;
use crate::form::raw::typed;
use crate::i18n::{Message, Messages};
use crate::questionnaire::{AnswerOption, Display, Item, ItemIndex, ItemKind, Order, TextFormat};

/// A single with more options than this is a dropdown: nobody scans a longer list of rows.
const ROWS_MAX: usize = 15;

pub(super) fn item_view(
    input: &PageInput<'_>,
    index: ItemIndex,
    hidden: bool,
    messages: &Messages,
) -> ItemView {
    let item = input.questionnaire.item(index);
    ItemView {
        id: item.id.as_str().to_owned(),
        text: Text::of(input, &item.text),
        help: item.help.as_ref().map(|help| Text::of(input, help)),
        optional: !item.required,
        hidden,
        newly_shown: input.newly_shown.contains(&index),
        problems: problems::of_item(input, index, messages),
        field: field(input, item, messages),
    }
}

fn field(input: &PageInput<'_>, item: &Item, messages: &Messages) -> Field {
    match &item.kind {
        ItemKind::Single { options, order, display } => Field::Choices(Choices {
            multiple: false,
            style: choice_style(*display, options),
            hint: None,
            choices: choices(input, item, options, *order),
        }),
        ItemKind::Multiple { options, order, min, max } => Field::Choices(Choices {
            multiple: true,
            style: ChoiceStyle::Rows,
            hint: Some(multiple_hint(*min, *max, messages)),
            choices: choices(input, item, options, *order),
        }),
        ItemKind::Grid { options, order, .. } => grid(input, item, options, *order, false, messages),
        ItemKind::MultipleGrid { options, order, .. } => grid(input, item, options, *order, true, messages),
        ItemKind::Ranking { options, order, max } => ranking(input, item, options, *order, *max, messages),
        ItemKind::Number { min, max, decimals, unit, .. } => Field::Number(NumberField {
            value: typed_one(input, item.id.as_str()),
            unit: unit.as_ref().map(|unit| Text::of(input, unit)),
            decimals: *decimals,
            negative: min.is_none_or(|min| min < 0.0),
            width: number_width(*min, *max, *decimals),
        }),
        ItemKind::Scale { from, to, from_text, to_text } => Field::Scale(ScaleField {
            from: *from,
            to: *to,
            from_text: from_text.as_ref().map(|text| Text::of(input, text)),
            to_text: to_text.as_ref().map(|text| Text::of(input, text)),
            value: typed_one(input, item.id.as_str()),
        }),
        ItemKind::Date { min, max } => Field::Date(DateField {
            value: typed_one(input, item.id.as_str()),
            min: min.map(|date| date.to_string()),
            max: max.map(|date| date.to_string()),
        }),
        ItemKind::Text { lines, max_length, format, .. } => Field::Text(TextField {
            value: typed_one(input, item.id.as_str()),
            lines: *lines,
            max_length: *max_length,
            kind: match format {
                None => TextKind::Plain,
                Some(TextFormat::Email) => TextKind::Email,
                Some(TextFormat::Url) => TextKind::Url,
            },
        }),
        ItemKind::Allocation { .. } | ItemKind::Note | ItemKind::Computed { .. } => Field::Note,
    }
}

/// Whether a single's options are too many for rows.
pub(super) fn is_long(options: &[AnswerOption]) -> bool {
    options.len() > ROWS_MAX
}

fn choice_style(display: Display, options: &[AnswerOption]) -> ChoiceStyle {
    match display {
        Display::Dropdown => ChoiceStyle::Dropdown,
        Display::Radio | Display::Buttons if is_long(options) => ChoiceStyle::Dropdown,
        Display::Buttons => ChoiceStyle::Buttons,
        Display::Radio => ChoiceStyle::Rows,
    }
}

fn multiple_hint(min: Option<usize>, max: Option<usize>, messages: &Messages) -> String {
    match (min.filter(|min| *min > 1), max) {
        (Some(min), Some(max)) => {
            messages.format(Message::ChooseBetween, &[("min", min.into()), ("max", max.into())])
        }
        (Some(min), None) => messages.format(Message::ChooseAtLeast, &[("min", min.into())]),
        (None, Some(max)) => messages.format(Message::ChooseUpTo, &[("max", max.into())]),
        (None, None) => messages.text(Message::ChooseAny),
    }
}

/// Options in this respondent's order.
fn in_order<'a>(
    input: &PageInput<'_>,
    item: &Item,
    options: &'a [AnswerOption],
    order: Order,
) -> impl Iterator<Item = &'a AnswerOption> {
    shown_order(options, order, input.seed, item.id.as_str(), input.language)
        .into_iter()
        .map(move |place| &options[place])
}

fn choices(input: &PageInput<'_>, item: &Item, options: &[AnswerOption], order: Order) -> Vec<Choice> {
    let chosen: BTreeSet<String> = typed(input.raw, item.id.as_str()).into_iter().collect();
    in_order(input, item, options, order)
        .map(|option| {
            let code = option.code.as_str();
            let specify_name = format!("{}.{code}.text", item.id);
            Choice {
                code: code.to_owned(),
                text: Text::of(input, &option.text),
                chosen: chosen.contains(code),
                missing: option.missing.is_some(),
                exclusive: option.exclusive,
                specify: option.specify.then(|| typed_one(input, &specify_name)),
                specify_problem: input.problems.iter().any(|problem| problem.name == specify_name),
            }
        })
        .collect()
}

fn grid(
    input: &PageInput<'_>,
    item: &Item,
    options: &[AnswerOption],
    order: Order,
    multiple: bool,
    messages: &Messages,
) -> Field {
    let columns = in_order(input, item, options, order)
        .map(|option| Column {
            code: option.code.as_str().to_owned(),
            text: Text::of(input, &option.text),
            missing: option.missing.is_some(),
            exclusive: option.exclusive,
        })
        .collect();
    let rows = item
        .rows()
        .iter()
        .map(|row| {
            let name = format!("{}.{}", item.id, row.id);
            let specify = options
                .iter()
                .filter(|option| option.specify)
                .map(|option| SpecifyField {
                    code: option.code.as_str().to_owned(),
                    column: Text::of(input, &option.text).plain,
                    value: typed_one(input, &format!("{name}.{}.text", option.code)),
                })
                .collect();
            GridRow {
                text: Text::of(input, &row.text),
                problems: problems::of_name(input, &name, messages),
                chosen: typed(input.raw, &name).into_iter().collect(),
                specify,
                name,
            }
        })
        .collect();
    Field::Grid(Grid { multiple, columns, rows })
}

fn ranking(
    input: &PageInput<'_>,
    item: &Item,
    options: &[AnswerOption],
    order: Order,
    max: usize,
    messages: &Messages,
) -> Field {
    let choices = in_order(input, item, options, order)
        .map(|option| {
            let name = format!("{}.{}", item.id, option.code);
            RankedChoice {
                code: option.code.as_str().to_owned(),
                text: Text::of(input, &option.text),
                rank: typed_one(input, &name),
                specify: option.specify.then(|| typed_one(input, &format!("{name}.text"))),
            }
        })
        .collect();
    let ranks = max.min(options.len());
    Field::Ranking(Ranking {
        hint: messages.format(Message::RankHint, &[("max", ranks.into())]),
        ranks,
        choices,
    })
}

fn typed_one(input: &PageInput<'_>, name: &str) -> String {
    typed(input.raw, name).into_iter().next().unwrap_or_default()
}

/// Characters of the widest number within the limits; 10 where there are none.
fn number_width(min: Option<f64>, max: Option<f64>, decimals: u8) -> usize {
    let digits = |limit: f64| format!("{limit:.*}", usize::from(decimals)).len();
    match (min, max) {
        (Some(min), Some(max)) => digits(min).max(digits(max)),
        (None, Some(max)) => digits(max).max(4),
        _ => 10,
    }
}
