//! The panel beside a previewed page: the route taken, why each item is asked or not, and the way to any page.

use maud::{Markup, html};

use crate::form::fields;
use crate::form::html::FORM_ID;
use crate::form::outline::{ItemOutline, ItemState, Outline, PageOutline, Why};

/// The panel. `current` is the page in view; where it has a form, going elsewhere sends what is typed along.
pub(super) fn panel(outline: &Outline, current: Option<usize>) -> Markup {
    let asked = outline.pages.iter().filter(|page| page.is_asked).count();
    html! {
        h2 { "Route" }
        p class="beside-note" {
            (asked) " of " (outline.pages.len()) " pages, as of the answers sent. "
            a href="/?restart" { "Start over" }
        }
        ol class="route" {
            @for (index, page) in outline.pages.iter().enumerate() {
                (page_entry(page, current == Some(index), current.is_some()))
            }
        }
    }
}

fn page_entry(page: &PageOutline, is_current: bool, has_form: bool) -> Markup {
    let name = page.title.as_deref().unwrap_or(&page.id);
    let address = format!("/?page={}", page.id);
    html! {
        li class=(if page.is_asked { "asked" } else { "off" }) aria-current=[is_current.then_some("page")] {
            p class="route-page" {
                @if is_current {
                    strong { (name) }
                } @else if has_form {
                    button type="submit" form=(FORM_ID) formaction=(address) formnovalidate
                        name=(fields::GO) value=(fields::GO_STAY) { (name) }
                } @else {
                    a href=(address) { (name) }
                }
                @if !page.is_asked {
                    span class="state" { (if page.is_after_end { "after the end" } else { "not asked" }) }
                }
            }
            @if let Some(why) = &page.why { (why_line(why)) }
            @if page.items.iter().any(|item| item.why.is_some()) || is_current {
                ul {
                    @for item in &page.items { (item_entry(item)) }
                }
            }
        }
    }
}

fn item_entry(item: &ItemOutline) -> Markup {
    let (class, state) = match item.state {
        ItemState::Answered => ("asked", "answered"),
        ItemState::Asked => ("asked", "asked"),
        ItemState::NotAsked => ("off", "not asked"),
        ItemState::Computed => ("off", "computed"),
    };
    html! {
        li class=(class) {
            p title=(item.text) { code { (item.id) } span class="state" { (state) } }
            @if let Some(why) = &item.why { (why_line(why)) }
        }
    }
}

fn why_line(why: &Why) -> Markup {
    let outcome = match why.holds {
        Some(true) => "true",
        Some(false) => "false",
        None => "unknown",
    };
    html! {
        div class="why" {
            p { code { (why.condition) } " is " strong { (outcome) } }
            @for (name, value) in &why.values {
                p class="value" { code { (name) } " = " (value) }
            }
        }
    }
}
