//! A page of questions: progress, summary of problems, items, and the way on.

use maud::{Markup, html};

use super::fields::item_field;
use super::frame::{FORM_ID, Frame, Parts, Switch, document, text};
use crate::form::fields;
use crate::form::flow::Progress;
use crate::form::page::{Field, ItemView, PageView};
use crate::i18n::Message;

/// The page, ready to send.
pub fn page(view: &PageView, frame: &Frame) -> Markup {
    let messages = frame.messages();
    let said = messages.format(
        Message::Progress,
        &[("position", view.progress.position.into()), ("total", view.progress.total.into())],
    );
    let name = view.title.as_ref().map_or_else(|| said.clone(), |title| title.plain.clone());
    let title = match view.problems.is_empty() {
        true => name,
        false => format!("{} {name}", messages.text(Message::ErrorPrefix)),
    };
    document(
        frame,
        Parts {
            title,
            switch: Switch::SendsForm,
            names_survey: false,
            progress: Some(progress(view.progress, &frame.ours(&said))),
            scripted: true,
            main: main(view, frame),
        },
    )
}

fn progress(progress: Progress, said: &Markup) -> Markup {
    html! {
        div class="wrap progress" {
            label for="progress" { (said) }
            progress id="progress" max=(progress.total) value=(progress.position) {}
        }
    }
}

fn main(view: &PageView, frame: &Frame) -> Markup {
    let messages = frame.messages();
    html! {
        (summary(view, frame))
        @if view.newly_shown > 0 && view.problems.is_empty() {
            p class="notice" role="status" tabindex="-1" autofocus {
                (frame.say_with(Message::NewQuestions, &[("count", view.newly_shown.into())]))
            }
        }
        @match &view.title {
            Some(title) => h1 { (text(title)) },
            None => h1 class="unseen" {
                @if let Some(survey) = &frame.survey { (text(survey)) }
            },
        }
        @if view.all_optional { p class="lead" { (frame.say(Message::AllOptional)) } }
        // Limits and formats are checked on the server, which says what to do in the respondent's language.
        form id=(FORM_ID) method="post" action=(frame.action) novalidate autocomplete="off"
            data-save=[frame.save_url.as_ref()]
            data-conditions=[view.conditions.as_ref()]
            data-saved=(messages.text(Message::Saved))
            data-not-saved=(messages.text(Message::NotSaved))
            data-revealed=(messages.text(Message::Revealed))
            data-clear=(messages.text(Message::ClearAnswer))
            data-listed=(view.list_separator) data-decimal=(view.decimal_sign) {
            input type="hidden" name=(fields::PAGE) value=(view.id);
            (frame.hidden_fields())
            @for item in &view.items { (item_block(item, view, frame)) }
            (foot(view, frame))
        }
        (elsewhere(frame))
    }
}

fn summary(view: &PageView, frame: &Frame) -> Markup {
    if view.problems.is_empty() {
        return html! {};
    }
    html! {
        div class="summary" role="alert" tabindex="-1" autofocus aria-labelledby="summary-title" {
            h2 id="summary-title" {
                (frame.say_with(Message::SummaryTitle, &[("count", view.problems.len().into())]))
            }
            ul {
                @for problem in &view.problems {
                    li {
                        a href={ "#" (problem.anchor) } {
                            strong { (text(&problem.label)) } " " span { (frame.ours(&problem.message)) }
                        }
                    }
                }
            }
        }
    }
}

/// An item: its text as the legend, help, problems, then the answers.
fn item_block(item: &ItemView, view: &PageView, frame: &Frame) -> Markup {
    if matches!(item.field, Field::Note) {
        return note(item);
    }
    let id = format!("item-{}", item.id);
    let described = described_by(item);
    html! {
        fieldset id=(id) data-optional[item.optional] hidden[item.hidden] disabled[item.hidden] aria-describedby=[described]
            class={ "item" @if !item.problems.is_empty() { " has-problem" } @if item.newly_shown { " is-new" } } {
            legend {
                @match label_target(item) {
                    Some(target) => label for=(target) { (text(&item.text)) },
                    None => (text(&item.text)),
                }
                @if item.optional && !view.all_optional {
                    " " span class="tag" { (frame.say(Message::Optional)) }
                }
            }
            (shown_marker(item))
            @if let Some(help) = &item.help {
                p class="help" id={ (item.id) "-help" } { (text(help)) }
            }
            @if !item.problems.is_empty() {
                div class="problem" id={ (item.id) "-problem" } {
                    @for problem in &item.problems { p { (frame.ours(problem)) } }
                }
            }
            (item_field(item, frame))
        }
    }
}

fn note(item: &ItemView) -> Markup {
    html! {
        fieldset id={ "item-" (item.id) } class="item note" hidden[item.hidden] disabled[item.hidden] {
            (shown_marker(item))
            p { (text(&item.text)) }
            @if let Some(help) = &item.help { p class="help" { (text(help)) } }
        }
    }
}

/// Tells the server that the item was on the page. It is sent only while its fieldset is enabled.
fn shown_marker(item: &ItemView) -> Markup {
    html! { input type="hidden" name=(fields::SHOWN) value=(item.id); }
}

/// The single input an item's text labels; `None` where each answer has its own label.
fn label_target(item: &ItemView) -> Option<String> {
    match &item.field {
        Field::Choices(choices)
            if choices.style == crate::form::page::ChoiceStyle::Dropdown && !choices.multiple =>
        {
            Some(item.id.clone())
        }
        Field::Number(_) | Field::Date(_) | Field::Text(_) => Some(item.id.clone()),
        Field::Scale(scale) if super::fields::is_typed_scale(scale) => Some(item.id.clone()),
        Field::Choices(_)
        | Field::Grid(_)
        | Field::Ranking(_)
        | Field::Scale(_)
        | Field::Allocation(_)
        | Field::Note => None,
    }
}

fn described_by(item: &ItemView) -> Option<String> {
    let mut ids = Vec::new();
    if item.help.is_some() {
        ids.push(format!("{}-help", item.id));
    }
    if !item.problems.is_empty() {
        ids.push(format!("{}-problem", item.id));
    }
    (!ids.is_empty()).then(|| ids.join(" "))
}

fn foot(view: &PageView, frame: &Frame) -> Markup {
    let onward = if view.is_last { Message::Send } else { Message::Next };
    html! {
        div class="foot" {
            button class="main-button" type="submit" name=(fields::GO) value=(fields::GO_NEXT) {
                (frame.say(onward))
            }
            @if view.has_previous {
                button class="link-button" type="submit" name=(fields::GO) value=(fields::GO_BACK) formnovalidate {
                    (frame.say(Message::Back))
                }
            }
            p class="saved" role="status" {
                @if let Some(saved) = &frame.saved_at {
                    (frame.say(Message::Saved)) " " time datetime=(saved.instant) { (saved.time) }
                }
            }
        }
        p class="unseen" role="status" data-announce {}
    }
}

fn elsewhere(frame: &Frame) -> Markup {
    let Some(url) = &frame.resume_url else { return html! {} };
    html! {
        details class="elsewhere" {
            summary { (frame.say(Message::ElsewhereTitle)) }
            p { (frame.say(Message::ElsewhereHint)) }
            label for="resume" { (frame.say(Message::ElsewhereLabel)) }
            input id="resume" type="text" dir="ltr" readonly value=(url) spellcheck="false";
        }
    }
}
