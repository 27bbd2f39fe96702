//! The fields of an item, kind by kind, and how each is named: the names of a data file's columns.

use maud::{Markup, html};

use super::allocation::allocation_field;
use super::frame::{Frame, direction, text};
use super::grid::grid_field;
use crate::form::fields;
use crate::form::page::{
    Choice, ChoiceStyle, Choices, DateField, Field, ItemView, NumberField, PartPresence, RankedChoice,
    Ranking, SCALE_STEPS_MAX, ScaleField, Text, TextField, TextKind,
};
use crate::i18n::Message;

/// More short options than this stand in two columns where there is room.
const ONE_COLUMN_MAX: usize = 7;
/// An option longer than this many characters needs the whole width.
const SHORT_OPTION_CHARS: usize = 44;

pub(super) fn item_field(item: &ItemView, frame: &Frame) -> Markup {
    match &item.field {
        Field::Choices(choices) => match choices.style {
            ChoiceStyle::Dropdown if !choices.multiple => dropdown(item, choices, frame),
            ChoiceStyle::Dropdown | ChoiceStyle::Rows | ChoiceStyle::Buttons => rows(item, choices, frame),
        },
        Field::Grid(grid) => grid_field(grid, frame),
        Field::Ranking(ranking) => ranking_field(item, ranking, frame),
        Field::Number(number) => number_field(item, number),
        Field::Allocation(allocation) => allocation_field(allocation, frame),
        Field::Scale(scale) if is_typed_scale(scale) => typed_scale(item, scale),
        Field::Scale(scale) => scale_field(item, scale),
        Field::Date(date) => date_field(item, date),
        Field::Text(field) => text_field(item, field),
        Field::Note => html! {},
    }
}

fn rows(item: &ItemView, choices: &Choices, frame: &Frame) -> Markup {
    let short =
        |choice: &Choice| choice.text.plain.chars().count() <= SHORT_OPTION_CHARS && choice.specify.is_none();
    let columns = choices.choices.len() > ONE_COLUMN_MAX
        && choices.choices.iter().filter(|choice| choice.specify.is_none()).all(short);
    let class = match choices.style {
        ChoiceStyle::Buttons => "options options-buttons",
        ChoiceStyle::Rows | ChoiceStyle::Dropdown if columns => "options options-columns",
        ChoiceStyle::Rows | ChoiceStyle::Dropdown => "options",
    };
    html! {
        @if let Some(hint) = &choices.hint { p class="hint" { (frame.ours(hint)) } }
        div class=(class) {
            @for choice in &choices.choices { (row(item, choices, choice, frame)) }
        }
    }
}

fn row(item: &ItemView, choices: &Choices, choice: &Choice, frame: &Frame) -> Markup {
    let name = format!("{}.{}", item.id, choice.code);
    html! {
        div class={ "choice" @if choice.missing { " declines" } } hidden[choice.presence.hidden]
            data-option=[choice.presence.depends.then_some(&choice.code)] {
            (part_marker(&name, choice.presence))
            label class="option" {
                input type=(if choices.multiple { "checkbox" } else { "radio" }) id=(name) name=(item.id)
                    value=(choice.code) checked[choice.chosen] data-exclusive[choice.exclusive]
                    disabled[choice.presence.hidden];
                span { (text(&choice.text)) }
            }
            @if let Some(typed) = &choice.specify {
                (specify(&name, &choice.code, None, typed, choice.specify_problem, frame))
            }
        }
    }
}

/// The text that goes with an option. `label` says which, where it does not stand beside its option.
pub(super) fn specify(
    option_name: &str,
    code: &str,
    label: Option<&Text>,
    typed: &str,
    has_problem: bool,
    frame: &Frame,
) -> Markup {
    let name = format!("{option_name}.text");
    html! {
        div class={ "specify" @if has_problem { " has-problem" } } data-specify=(code) {
            label for=(name) {
                @if let Some(label) = label { (text(label)) ": " }
                (frame.say(Message::Specify))
            }
            input type="text" dir="auto" id=(name) name=(name) value=(typed) maxlength="2000"
                aria-invalid=[has_problem.then_some("true")];
        }
    }
}

/// Tells the server that a row or an option that comes and goes was on the page.
pub(super) fn part_marker(name: &str, presence: PartPresence) -> Markup {
    html! {
        @if presence.depends {
            input type="hidden" name=(fields::SHOWN) value=(name) disabled[presence.hidden];
        }
    }
}

fn dropdown(item: &ItemView, choices: &Choices, frame: &Frame) -> Markup {
    let nothing = if item.optional { Message::NothingChosen } else { Message::ProblemRequired };
    html! {
        select id=(item.id) name=(item.id) {
            option value="" { (frame.messages().text(nothing)) }
            @for choice in &choices.choices {
                option value=(choice.code) selected[choice.chosen] lang=[choice.text.language.as_ref()]
                    dir=[direction(choice.text.language.as_ref())] hidden[choice.presence.hidden] disabled[choice.presence.hidden]
                    data-option=[choice.presence.depends.then_some(&choice.code)] {
                    (choice.text.plain)
                }
            }
        }
        @for choice in choices.choices.iter().filter(|choice| choice.presence.depends) {
            span hidden[choice.presence.hidden] data-option=(choice.code) {
                (part_marker(&format!("{}.{}", item.id, choice.code), choice.presence))
            }
        }
        @for choice in &choices.choices {
            @if let Some(typed) = &choice.specify {
                @let name = format!("{}.{}", item.id, choice.code);
                (specify(&name, &choice.code, Some(&choice.text), typed, choice.specify_problem, frame))
            }
        }
    }
}

fn ranking_field(item: &ItemView, ranking: &Ranking, frame: &Frame) -> Markup {
    html! {
        p class="hint" { (frame.ours(&ranking.hint)) }
        ol class="ranking" {
            @for choice in &ranking.choices { (ranked(item, ranking, choice, frame)) }
        }
    }
}

fn ranked(item: &ItemView, ranking: &Ranking, choice: &RankedChoice, frame: &Frame) -> Markup {
    let name = format!("{}.{}", item.id, choice.code);
    html! {
        li class="ranked" hidden[choice.presence.hidden]
            data-option=[choice.presence.depends.then_some(&choice.code)] {
            (part_marker(&name, choice.presence))
            label for=(name) { (text(&choice.text)) }
            select id=(name) name=(name) disabled[choice.presence.hidden] {
                option value="" { (frame.messages().text(Message::NotRanked)) }
                @for rank in 1..=ranking.ranks {
                    option value=(rank) selected[choice.rank == rank.to_string()] { (rank) }
                }
            }
            @if let Some(typed) = &choice.specify {
                (specify(&name, &choice.code, None, typed, false, frame))
            }
        }
    }
}

fn number_field(item: &ItemView, number: &NumberField) -> Markup {
    // A text field with a numeric keyboard: a `number` input drops what it cannot read, and scrolls.
    let mode = match (number.negative, number.decimals) {
        (true, _) => "text",
        (false, 0) => "numeric",
        (false, _) => "decimal",
    };
    html! {
        div class="number" {
            input type="text" dir="ltr" inputmode=(mode) id=(item.id) name=(item.id) value=(number.value)
                size=(number.width.clamp(4, 20)) maxlength="40" aria-invalid=[invalid(item)]
                aria-describedby=[described(item, number.unit.is_some())];
            @if let Some(unit) = &number.unit {
                span class="unit" id={ (item.id) "-unit" } { (text(unit)) }
            }
        }
    }
}

pub(super) fn is_typed_scale(scale: &ScaleField) -> bool {
    scale.to - scale.from > SCALE_STEPS_MAX
}

fn typed_scale(item: &ItemView, scale: &ScaleField) -> Markup {
    let end = |point: i64, label: &Option<Text>| {
        html! { span { (point) @if let Some(label) = label { " " (text(label)) } } }
    };
    html! {
        p class="scale-ends" id={ (item.id) "-unit" } {
            (end(scale.from, &scale.from_text)) " – " (end(scale.to, &scale.to_text))
        }
        div class="number" {
            input type="text" dir="ltr" inputmode=(if scale.from < 0 { "text" } else { "numeric" }) id=(item.id)
                name=(item.id) value=(scale.value) size="6" maxlength="20" aria-invalid=[invalid(item)]
                aria-describedby=[described(item, true)];
        }
    }
}

fn scale_field(item: &ItemView, scale: &ScaleField) -> Markup {
    let label_of = |point: i64| {
        let first = (point == scale.from).then_some(scale.from_text.as_ref()).flatten();
        first.or((point == scale.to).then_some(scale.to_text.as_ref()).flatten())
    };
    html! {
        div class="scale" {
            div class="points" {
                @for point in scale.from..=scale.to {
                    label class="point" {
                        input type="radio" id={ (item.id) "." (point) } name=(item.id) value=(point)
                            checked[scale.value == point.to_string()];
                        span { (point) }
                        // The ends are read with their points, and seen below them.
                        @if let Some(label) = label_of(point) { span class="unseen" { " " (text(label)) } }
                    }
                }
            }
            @if scale.from_text.is_some() || scale.to_text.is_some() {
                p class="scale-ends" aria-hidden="true" {
                    span { @if let Some(label) = &scale.from_text { (text(label)) } }
                    span { @if let Some(label) = &scale.to_text { (text(label)) } }
                }
            }
        }
    }
}

fn date_field(item: &ItemView, date: &DateField) -> Markup {
    html! {
        input type="date" id=(item.id) name=(item.id) value=(date.value) min=[date.min.as_ref()]
            max=[date.max.as_ref()] aria-invalid=[invalid(item)] aria-describedby=[described(item, false)];
    }
}

fn text_field(item: &ItemView, field: &TextField) -> Markup {
    // What is typed decides its direction, whatever the page's; addresses run from left to right.
    let (kind, mode, direction) = match field.kind {
        TextKind::Plain => ("text", None, "auto"),
        TextKind::Email => ("email", Some("email"), "ltr"),
        TextKind::Url => ("url", Some("url"), "ltr"),
    };
    html! {
        @if field.lines > 1 {
            // The line break after the tag is dropped by the browser, one that was typed is not.
            textarea dir="auto" id=(item.id) name=(item.id) rows=(field.lines.min(20)) aria-invalid=[invalid(item)]
                aria-describedby=[described(item, false)] { "\n" (field.value) }
        } @else {
            input type=(kind) dir=(direction) inputmode=[mode] id=(item.id) name=(item.id) value=(field.value)
                aria-invalid=[invalid(item)] aria-describedby=[described(item, false)];
        }
    }
}

fn invalid(item: &ItemView) -> Option<&'static str> {
    (!item.problems.is_empty()).then_some("true")
}

/// What is read after an input's label: help, problems, unit.
fn described(item: &ItemView, has_unit: bool) -> Option<String> {
    let mut ids = Vec::new();
    if item.help.is_some() {
        ids.push(format!("{}-help", item.id));
    }
    if !item.problems.is_empty() {
        ids.push(format!("{}-problem", item.id));
    }
    if has_unit {
        ids.push(format!("{}-unit", item.id));
    }
    (!ids.is_empty()).then(|| ids.join(" "))
}
