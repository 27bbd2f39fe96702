//! An item and its field, kind by kind.

use std::collections::BTreeSet;

use super::{
    Allocation, AmountRow, Choice, ChoiceStyle, Choices, Column, DateField, Field, Grid, GridRow, ItemView,
    NumberField, PageInput, PartPresence, RankedChoice, Ranking, ScaleField, SpecifyField, Text, TextField,
    TextKind, problems,
};
use crate::form::order::shown_order;
use crate::form::raw::typed;
use crate::form::script::{ItemPresence, Presence};
use crate::i18n::{Message, Messages};
use crate::questionnaire::{AnswerOption, Display, Item, ItemIndex, ItemKind, Order, Row, TextFormat};
use crate::responses::{AnswerFacts, option_is_offered, row_is_asked};

/// A single with more options than this is a dropdown: nobody scans a longer list of rows.
const ROWS_MAX: usize = 15;

pub(super) fn item_view(
    input: &PageInput<'_>,
    index: ItemIndex,
    presence: &ItemPresence,
    hidden: bool,
    messages: &Messages,
) -> ItemView {
    let item = input.questionnaire.item(index);
    let making = Making { input, item, presence, messages };
    ItemView {
        id: item.id.as_str().to_owned(),
        text: Text::of(input, &item.text),
        help: item.help.as_ref().map(|help| Text::of(input, help)),
        optional: !item.required,
        hidden,
        newly_shown: input.newly_shown.contains(&index),
        problems: problems::of_item(input, index, messages),
        field: making.field(),
    }
}

/// An item whose field is being made.
struct Making<'a> {
    input: &'a PageInput<'a>,
    item: &'a Item,
    presence: &'a ItemPresence,
    messages: &'a Messages,
}

impl Making<'_> {
    fn field(&self) -> Field {
        let Making { input, item, messages, .. } = *self;
        let typed = || typed_one(input, item.id.as_str());
        let text =
            |text: &Option<crate::i18n::LocalizedText>| text.as_ref().map(|text| Text::of(input, text));
        match &item.kind {
            ItemKind::Single { options, order, display } => Field::Choices(Choices {
                multiple: false,
                style: choice_style(*display, options),
                hint: None,
                choices: self.choices(options, *order),
            }),
            ItemKind::Multiple { options, order, min, max } => Field::Choices(Choices {
                multiple: true,
                style: ChoiceStyle::Rows,
                hint: Some(multiple_hint(*min, *max, messages)),
                choices: self.choices(options, *order),
            }),
            ItemKind::Grid { rows, options, order } => self.grid(rows, options, *order, false),
            ItemKind::MultipleGrid { rows, options, order } => self.grid(rows, options, *order, true),
            ItemKind::Ranking { options, order, max } => self.ranking(options, *order, *max),
            ItemKind::Number { min, max, decimals, unit, .. } => Field::Number(NumberField {
                value: typed(),
                unit: text(unit),
                decimals: *decimals,
                negative: min.is_none_or(|min| min < 0.0),
                width: number_width(*min, *max, *decimals),
            }),
            ItemKind::Scale { from, to, from_text, to_text } => Field::Scale(ScaleField {
                from: *from,
                to: *to,
                from_text: text(from_text),
                to_text: text(to_text),
                value: typed(),
            }),
            ItemKind::Allocation { rows, total } => self.allocation(rows, *total),
            ItemKind::Date { min, max } => Field::Date(DateField {
                value: typed(),
                min: min.map(|date| date.to_string()),
                max: max.map(|date| date.to_string()),
            }),
            ItemKind::Text { lines, max_length, format, .. } => Field::Text(TextField {
                value: typed(),
                lines: *lines,
                max_length: *max_length,
                kind: match format {
                    None => TextKind::Plain,
                    Some(TextFormat::Email) => TextKind::Email,
                    Some(TextFormat::Url) => TextKind::Url,
                },
            }),
            ItemKind::Note | ItemKind::Computed { .. } => Field::Note,
        }
    }

    /// The options that this respondent is or may be offered, in their order.
    fn offered<'o>(
        &self,
        options: &'o [AnswerOption],
        order: Order,
    ) -> impl Iterator<Item = (&'o AnswerOption, PartPresence)> {
        let PageInput { questionnaire, settled, circumstances, seed, language, .. } = *self.input;
        let first = self.item.variables.start;
        let facts = AnswerFacts::new(questionnaire, &settled.answers, circumstances).up_to(first);
        let part = |place: usize| {
            let offered = option_is_offered(&options[place], &facts);
            Some((&options[place], part_presence(&self.presence.options[place], offered)?))
        };
        let order = shown_order(options, order, seed, self.item.id.as_str(), language);
        order.into_iter().filter_map(part).collect::<Vec<_>>().into_iter()
    }

    /// The rows that this respondent is or may be asked, each with its name.
    fn asked<'r>(&self, rows: &'r [Row]) -> impl Iterator<Item = (&'r Row, String, PartPresence)> {
        let PageInput { questionnaire, settled, circumstances, .. } = *self.input;
        let first = self.item.variables.start;
        let facts = AnswerFacts::new(questionnaire, &settled.answers, circumstances).up_to(first);
        let part = |(row, presence): (&'r Row, &Presence)| {
            let presence = part_presence(presence, row_is_asked(row, &facts))?;
            Some((row, format!("{}.{}", self.item.id, row.id), presence))
        };
        rows.iter().zip(&self.presence.rows).filter_map(part).collect::<Vec<_>>().into_iter()
    }

    fn choices(&self, options: &[AnswerOption], order: Order) -> Vec<Choice> {
        let Making { input, item, .. } = *self;
        let chosen: BTreeSet<String> = typed(input.raw, item.id.as_str()).into_iter().collect();
        self.offered(options, order)
            .map(|(option, presence)| {
                let code = option.code.as_str();
                let specify_name = format!("{}.{code}.text", item.id);
                Choice {
                    code: code.to_owned(),
                    text: Text::of(input, &option.text),
                    chosen: chosen.contains(code),
                    missing: option.missing.is_some(),
                    exclusive: option.exclusive,
                    presence,
                    specify: option.specify.then(|| typed_one(input, &specify_name)),
                    specify_problem: input.problems.iter().any(|problem| problem.name == specify_name),
                }
            })
            .collect()
    }

    fn grid(&self, rows: &[Row], options: &[AnswerOption], order: Order, multiple: bool) -> Field {
        let input = self.input;
        let columns: Vec<Column> = self
            .offered(options, order)
            .map(|(option, presence)| Column {
                presence,
                code: option.code.as_str().to_owned(),
                text: Text::of(input, &option.text),
                missing: option.missing.is_some(),
                exclusive: option.exclusive,
            })
            .collect();
        let specify = |name: &str| {
            let options = options.iter().filter(|option| option.specify);
            let options =
                options.filter(|option| columns.iter().any(|column| column.code == option.code.as_str()));
            options
                .map(|option| SpecifyField {
                    code: option.code.as_str().to_owned(),
                    column: Text::of(input, &option.text),
                    value: typed_one(input, &format!("{name}.{}.text", option.code)),
                })
                .collect()
        };
        let rows = self
            .asked(rows)
            .map(|(row, name, presence)| GridRow {
                presence,
                text: Text::of(input, &row.text),
                problems: problems::of_name(input, &name, self.messages),
                chosen: typed(input.raw, &name).into_iter().collect(),
                specify: specify(&name),
                name,
            })
            .collect();
        Field::Grid(Grid { id: self.item.id.to_string(), multiple, columns, rows })
    }

    fn allocation(&self, rows: &[Row], total: f64) -> Field {
        let Making { input, messages, .. } = *self;
        let rows = self
            .asked(rows)
            .map(|(row, name, presence)| AmountRow {
                presence,
                text: Text::of(input, &row.text),
                problems: problems::of_name(input, &name, messages),
                value: typed_one(input, &name),
                name,
            })
            .collect();
        let shown_total = messages.language().number(&total.to_string());
        let of_total = |message| {
            messages.format(message, &[("sum", "#".into()), ("total", shown_total.as_str().into())])
        };
        Field::Allocation(Allocation {
            hint: problems::allocation_hint(total, messages),
            total,
            sum_label: messages.text(Message::AllocationSum),
            sum_of_total: of_total(Message::AllocationOfTotal),
            announced: of_total(Message::AllocationAnnounced),
            decimal_sign: messages.language().decimal_sign(),
            rows,
        })
    }

    fn ranking(&self, options: &[AnswerOption], order: Order, max: usize) -> Field {
        let Making { input, item, messages, .. } = *self;
        let choices: Vec<RankedChoice> = self
            .offered(options, order)
            .map(|(option, presence)| {
                let name = format!("{}.{}", item.id, option.code);
                RankedChoice {
                    presence,
                    code: option.code.as_str().to_owned(),
                    text: Text::of(input, &option.text),
                    rank: typed_one(input, &name),
                    specify: option.specify.then(|| typed_one(input, &format!("{name}.text"))),
                }
            })
            .collect();
        let ranks = max.min(choices.len());
        Field::Ranking(Ranking {
            hint: messages.format(Message::RankHint, &[("max", ranks.into())]),
            ranks,
            choices,
        })
    }
}

/// `None` where it is not there, whatever is answered on the page.
fn part_presence(presence: &Presence, is_there: bool) -> Option<PartPresence> {
    match presence {
        Presence::Always => Some(PartPresence { hidden: false, depends: false }),
        Presence::Never => None,
        Presence::Depends(_) => Some(PartPresence { hidden: !is_there, depends: true }),
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
