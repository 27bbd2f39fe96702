//! The ways in: what is open now, and a survey's first page.

use maud::{Markup, html};

use super::frame::{FORM_ID, Frame, Parts, Switch, document, prose, text};
use crate::form::fields;
use crate::form::intro::{ConsentView, IntroView, NoticeKind};
use crate::form::page::Text;
use crate::i18n::Message;

/// A survey on the page of what is open.
#[derive(Debug, Clone)]
pub struct OpenSurvey {
    pub title: Text,
    pub url: String,
    pub minutes: usize,
    /// When it closes, in words.
    pub closes: Option<String>,
    pub synthetic: bool,
}

/// What is open now.
pub fn landing(surveys: &[OpenSurvey], frame: &Frame) -> Markup {
    let title = frame.messages().text(Message::LandingTitle);
    let main = html! {
        h1 { (frame.ours(&title)) }
        @if surveys.is_empty() { p { (frame.say(Message::LandingNothing)) } }
        ul class="surveys" {
            @for survey in surveys {
                li class="survey-card" {
                    h2 { (text(&survey.title)) }
                    p class="facts" {
                        (frame.say_with(Message::IntroMinutes, &[("minutes", survey.minutes.into())]))
                        @if let Some(closes) = &survey.closes {
                            " · " (frame.say_with(Message::IntroCloses, &[("when", closes.as_str().into())]))
                        }
                    }
                    @if survey.synthetic { p class="hint" { (frame.say(Message::SyntheticNote)) } }
                    a class="main-button" href=(survey.url) {
                        (frame.say(Message::LandingTake)) span class="unseen" { ": " (text(&survey.title)) }
                    }
                }
            }
        }
    };
    document(
        frame,
        Parts { title, switch: Switch::Links, names_survey: false, progress: None, scripted: false, main },
    )
}

/// The first page: who asks and why, how long it takes, what is kept, and one button.
pub fn intro(view: &IntroView, frame: &Frame) -> Markup {
    let main = html! {
        @if view.interview_is_gone {
            div class="notice" role="status" tabindex="-1" autofocus {
                p { strong { (frame.say(Message::GoneTitle)) } }
                p { (frame.say(Message::GoneText)) }
            }
        }
        h1 { (text(&view.title)) }
        p class="facts" {
            (frame.say_with(Message::IntroMinutes, &[("minutes", view.minutes.into())]))
            " · "
            (frame.say_with(Message::IntroItems, &[("items", view.items.into())]))
        }
        @if let Some(intro) = &view.intro { (prose(intro)) }
        // What is agreed to is read before it is asked.
        @if !view.consents.is_empty() { (promise(view, frame)) }
        form id=(FORM_ID) method="post" action=(frame.action) {
            (frame.hidden_fields())
            input type="hidden" name=(fields::LANGUAGE) value=(frame.language);
            (consents(view, frame))
            div class="foot" {
                button class="main-button" type="submit" name=(fields::GO) value=(fields::GO_START) {
                    (frame.say(Message::Start))
                }
                @if view.consents.iter().any(|consent| consent.required) {
                    button class="link-button" type="submit" name=(fields::GO) value=(fields::GO_DECLINE) {
                        (frame.say(Message::Decline))
                    }
                }
            }
        }
        @if view.consents.is_empty() { (promise(view, frame)) }
    };
    let title = view.title.plain.clone();
    document(
        frame,
        Parts { title, switch: Switch::Links, names_survey: true, progress: None, scripted: false, main },
    )
}

/// Each consent its own box, never ticked beforehand.
fn consents(view: &IntroView, frame: &Frame) -> Markup {
    if view.consents.is_empty() {
        return html! {};
    }
    let has_problem = view.consents.iter().any(|consent| consent.has_problem);
    html! {
        fieldset class={ "item" @if has_problem { " has-problem" } } {
            legend { (frame.say(Message::ConsentTitle)) }
            div class="options" { @for consent in &view.consents { (consent_box(consent, frame)) } }
        }
    }
}

fn consent_box(consent: &ConsentView, frame: &Frame) -> Markup {
    let id = format!("{}.{}", fields::CONSENT, consent.id);
    let hint = consent.required.then(|| format!("{id}-hint"));
    html! {
        div class="choice" {
            label class="option" {
                input type="checkbox" id=(id) name=(fields::CONSENT) value=(consent.id) checked[consent.ticked]
                    aria-describedby=[hint.as_ref()] aria-invalid=[consent.has_problem.then_some("true")]
                    autofocus[consent.has_problem];
                span { (text(&consent.text)) }
            }
            @if let Some(hint) = &hint {
                @if consent.has_problem {
                    div class="problem" id=(hint) { p { (frame.say(Message::ProblemConsent)) } }
                } @else {
                    p class="hint" id=(hint) { (frame.say(Message::ConsentRequired)) }
                }
            }
        }
    }
}

fn promise(view: &IntroView, frame: &Frame) -> Markup {
    html! {
        section class="promise" aria-labelledby="promise" {
            h2 id="promise" { (frame.say(Message::IntroKeptTitle)) }
            p {
                (frame.say(Message::IntroSaved)) " "
                @match view.promise.kept_days {
                    Some(days) => (frame.say_with(Message::IntroKept, &[("days", days.into())])),
                    None => (frame.say(Message::IntroKeptUntilClose)),
                }
                " "
                (frame.say(match view.promise.unfinished_are_used {
                    true => Message::IntroUsed,
                    false => Message::IntroNotUsed,
                }))
            }
            @if let Some(closes) = &view.closes {
                p { (frame.say_with(Message::IntroCloses, &[("when", closes.as_str().into())])) }
            }
            @for line in &view.notice {
                p {
                    strong { (frame.say(notice_label(line.kind))) ": " }
                    bdi lang=[line.language.as_ref()] { (line.text) }
                }
            }
        }
    }
}

fn notice_label(kind: NoticeKind) -> Message {
    match kind {
        NoticeKind::Controller => Message::IntroController,
        NoticeKind::Contact => Message::IntroContact,
        NoticeKind::Purpose => Message::IntroPurpose,
        NoticeKind::LegalGround => Message::IntroLegalGround,
        NoticeKind::Recipient => Message::IntroRecipient,
        NoticeKind::Transfers => Message::IntroTransfers,
        NoticeKind::Publication => Message::IntroPublication,
    }
}
