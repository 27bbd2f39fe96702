//! The pages without questions: the receipt, endings, closed doors and failures.

use maud::{Markup, html};

use super::frame::{FORM_ID, Frame, Parts, Switch, document, prose, text};
use crate::form::fields;
use crate::form::page::Text;
use crate::form::receipt::{ReceiptView, SentAnswer, SentItem, SentWords};
use crate::i18n::Message;

/// The last page: thanks, the receipt, and what was sent.
pub fn receipt(view: &ReceiptView, frame: &Frame) -> Markup {
    let main = html! {
        div class="outcome-mark" aria-hidden="true" {}
        h1 { (frame.say(Message::ReceiptTitle)) }
        @match &view.thanks {
            Some(thanks) => (prose(thanks)),
            None => p { (frame.say(Message::ReceiptThanks)) },
        }
        dl class="receipt" {
            dt { (frame.say(Message::ReceiptCode)) }
            dd { strong class="code" dir="ltr" { (view.receipt) } }
            dt class="unseen" { (frame.say(Message::ReceiptLink)) }
            dd {
                @if !view.sent_at.is_empty() {
                    p class="hint" { (frame.say_with(Message::ReceiptAt, &[("when", view.sent_at.as_str().into())])) }
                }
                p class="hint" { (frame.say(Message::ReceiptKeep)) }
                @if let Some(url) = &view.url { p { a href=(url) { (frame.say(Message::ReceiptLink)) } } }
            }
        }
        @if !view.sent.is_empty() {
            details class="sent" {
                summary { (frame.say(Message::ReceiptSent)) }
                dl { @for item in &view.sent { (sent(item, frame)) } }
            }
        }
    };
    plain(frame, Message::ReceiptTitle, main)
}

fn sent(item: &SentItem, frame: &Frame) -> Markup {
    let words = |answer: &Option<SentWords>| {
        html! {
            @match answer {
                // What somebody typed keeps its own direction.
                Some(words) => bdi lang=[words.language.as_ref()] { (words.text) },
                None => span class="hint" { (frame.say(Message::NoAnswer)) },
            }
        }
    };
    html! {
        dt { (text(&item.text)) }
        @match &item.answer {
            SentAnswer::One(answer) => dd { (words(answer)) },
            SentAnswer::Rows(rows) => {
                @for (row, answer) in rows {
                    dd { span class="hint" { (text(row)) ": " } (words(answer)) }
                }
            }
        }
    }
}

/// Why an interview ended without a complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    ScreenedOut,
    QuotaFull,
}

/// The end of an interview before its last page. `words` are the questionnaire's own.
pub fn ended(ended: Ended, words: Option<&Text>, frame: &Frame) -> Markup {
    let (title, default) = match ended {
        Ended::ScreenedOut => (Message::ScreenedTitle, Message::ScreenedText),
        Ended::QuotaFull => (Message::QuotaTitle, Message::QuotaText),
    };
    message_page(frame, title, words, default)
}

/// Somebody does not want to take part.
pub fn refused(frame: &Frame) -> Markup {
    let main = html! {
        h1 { (frame.say(Message::RefusedTitle)) }
        p { (frame.say(Message::RefusedText)) }
        p { a href=(frame.action) { (frame.say(Message::RefusedBack)) } }
    };
    plain(frame, Message::RefusedTitle, main)
}

/// The wave takes no more answers.
pub fn closed(words: Option<&Text>, frame: &Frame) -> Markup {
    message_page(frame, Message::ClosedTitle, words, Message::ClosedText)
}

/// The wave closed before this respondent came to the end. `words` are the questionnaire's own.
pub fn closed_meanwhile(words: Option<&Text>, frame: &Frame) -> Markup {
    let main = html! {
        h1 { (frame.say(Message::ClosedTitle)) }
        p { (frame.say(Message::ClosedMeanwhile)) }
        @if let Some(words) = words { (prose(words)) }
    };
    plain(frame, Message::ClosedTitle, main)
}

/// The wave is not open yet; `opens` says when it will be, where that is known.
pub fn not_open_yet(opens: Option<&str>, frame: &Frame) -> Markup {
    let main = html! {
        h1 { (frame.say(Message::NotOpenTitle)) }
        p {
            @match opens {
                Some(opens) => (frame.say_with(Message::NotOpenUntil, &[("when", opens.into())])),
                None => (frame.say(Message::NotOpenText)),
            }
        }
    };
    plain(frame, Message::NotOpenTitle, main)
}

/// No page, wave, session or receipt at this address.
pub fn not_found(frame: &Frame) -> Markup {
    message_page(frame, Message::NotFoundTitle, None, Message::NotFoundText)
}

fn message_page(frame: &Frame, title: Message, words: Option<&Text>, default: Message) -> Markup {
    let main = html! {
        h1 { (frame.say(title)) }
        @match words {
            Some(words) => (prose(words)),
            None => p { (frame.say(default)) },
        }
    };
    plain(frame, title, main)
}

/// A request that could not be served now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// 429.
    Limit,
    /// 503.
    Busy,
    /// 413.
    TooLarge,
    /// 500, with what the log knows it by.
    Ours { reference: String },
}

/// The request failed. `sent` are all fields that came with it: they are in the page again, and one button sends them
/// once more, so that nothing typed is lost.
pub fn failure(failure: &Failure, sent: &[(String, String)], frame: &Frame) -> Markup {
    let (title, words) = match failure {
        Failure::Limit => (Message::LimitTitle, Message::LimitText),
        Failure::Busy => (Message::BusyTitle, Message::BusyText),
        Failure::TooLarge => (Message::TooLargeTitle, Message::TooLargeText),
        Failure::Ours { .. } => (Message::FailureTitle, Message::FailureText),
    };
    let pressed = sent.iter().any(|(name, _)| name == fields::GO || name == fields::LANGUAGE);
    let main = html! {
        h1 { (frame.say(title)) }
        p { (frame.say(words)) }
        @if let Failure::Ours { reference } = failure {
            p class="hint" {
                (frame.say_with(Message::FailureReference, &[("reference", reference.as_str().into())]))
            }
        }
        @if sent.is_empty() {
            p { a class="main-button" href=(frame.action) { (frame.say(Message::TryAgain)) } }
        } @else {
            form id=(FORM_ID) method="post" action=(frame.action) {
                @for (name, value) in sent { input type="hidden" name=(name) value=(value); }
                @if !pressed { input type="hidden" name=(fields::GO) value=(fields::GO_NEXT); }
                button class="main-button" type="submit" { (frame.say(Message::TryAgain)) }
            }
        }
    };
    plain(frame, title, main)
}

fn plain(frame: &Frame, title: Message, main: Markup) -> Markup {
    let title = frame.messages().text(title);
    document(
        frame,
        Parts { title, switch: Switch::Links, names_survey: false, progress: None, scripted: false, main },
    )
}
