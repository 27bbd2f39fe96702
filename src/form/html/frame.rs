//! What stands around every page: head, survey title, language switch, notes, foot.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::form::look::Look;
use crate::form::page::Text;
use crate::form::{assets, fields};
use crate::i18n::{Language, Message, Messages};

/// What a page is put into.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The survey's title; `None` on pages about no single survey.
    pub survey: Option<Text>,
    pub language: Language,
    /// The languages offered; with one there is no switch.
    pub languages: Vec<Language>,
    /// Where the form is sent: `/s/{wave}`.
    pub action: String,
    /// Hidden fields sent along with everything, such as the source a link came from.
    pub hidden: Vec<(String, String)>,
    pub note: Option<Note>,
    /// Where the script saves to; `None` where nothing is stored.
    pub save_url: Option<String>,
    pub saved_at: Option<SavedAt>,
    /// The personal link to go on with elsewhere.
    pub resume_url: Option<String>,
    /// The sender's look, where the survey has one.
    pub look: Option<Look>,
    /// What stands beside the page for its author; respondents have none.
    pub beside: Option<Markup>,
}

/// When the answers were last saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedAt {
    /// As the respondent reads a time: `12:04`. The script puts it into the clock of the device.
    pub time: String,
    /// The instant, by RFC 3339.
    pub instant: String,
}

/// What must be said on every page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// Nothing is stored.
    Preview,
    /// The survey's data are synthetic.
    Synthetic,
}

impl Frame {
    /// A frame with nothing optional in it.
    pub fn new(survey: Option<Text>, language: Language, languages: Vec<Language>, action: &str) -> Frame {
        Frame {
            survey,
            language,
            languages,
            action: action.to_owned(),
            hidden: Vec::new(),
            note: None,
            save_url: None,
            saved_at: None,
            resume_url: None,
            look: None,
            beside: None,
        }
    }

    pub(super) fn messages(&self) -> Messages {
        Messages::for_language(&self.language)
    }

    /// A message of ours, marked where it is in another language than the page.
    pub(super) fn say(&self, message: Message) -> Markup {
        self.say_with(message, &[])
    }

    pub(super) fn say_with(
        &self,
        message: Message,
        arguments: &[(&'static str, fluent_bundle::FluentValue<'_>)],
    ) -> Markup {
        self.ours(&self.messages().format(message, arguments))
    }

    /// Words of ours that were made before, marked likewise.
    pub(super) fn ours(&self, words: &str) -> Markup {
        match self.messages().fallback_language() {
            Some(language) => html! { span lang=(language) dir=(language.direction()) { (words) } },
            None => html! { (words) },
        }
    }

    pub(super) fn hidden_fields(&self) -> Markup {
        html! {
            @for (name, value) in &self.hidden {
                input type="hidden" name=(name) value=(value);
            }
        }
    }
}

/// How the language switch keeps what is on the page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Switch {
    /// Buttons that send the page's form along.
    SendsForm,
    /// Links: there is nothing to lose.
    Links,
}

/// Parts of a document that differ from page to page.
pub(super) struct Parts {
    /// For the browser's tab; the survey's title follows it.
    pub(super) title: String,
    pub(super) switch: Switch,
    /// The page's own heading is the survey's title, so the head need not say it.
    pub(super) names_survey: bool,
    /// Below the survey's title.
    pub(super) progress: Option<Markup>,
    pub(super) scripted: bool,
    pub(super) main: Markup,
}

/// The id of the page's form.
pub const FORM_ID: &str = "interview";

pub(super) fn document(frame: &Frame, parts: Parts) -> Markup {
    let survey = frame.survey.as_ref().map(|survey| survey.plain.as_str());
    let title = match survey {
        Some(survey) if survey != parts.title => format!("{} – {survey}", parts.title),
        _ => parts.title,
    };
    html! {
        (DOCTYPE)
        html lang=(frame.language) dir=(frame.language.direction()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex";
                meta name="referrer" content="same-origin";
                title { (title) }
                link rel="stylesheet" href=(assets::STYLESHEET.path);
                @if let Some(stylesheet) = frame.look.as_ref().and_then(|look| look.stylesheet.as_ref()) {
                    link rel="stylesheet" href=(stylesheet);
                }
                @if frame.beside.is_some() {
                    link rel="stylesheet" href=(assets::PREVIEW_STYLESHEET.path);
                }
                link rel="icon" href="data:,";
                @if parts.scripted {
                    script type="module" src=(assets::SCRIPT.path) {}
                }
            }
            body class=[frame.beside.as_ref().map(|_| "with-beside")] {
                @if parts.switch == Switch::SendsForm {
                    // The first button of a form is what Enter presses: it must not be a language.
                    button class="enter" type="submit" form=(FORM_ID) name=(fields::GO)
                        value=(fields::GO_NEXT) tabindex="-1" aria-hidden="true" {}
                }
                a class="skip" href="#main" { (frame.say(Message::SkipToQuestions)) }
                @if let Some(note) = frame.note { (note_line(frame, note)) }
                header class="top" {
                    div class="wrap top-line" {
                        @if let Some(look) = &frame.look { (sender(look)) }
                        @match (&frame.survey, parts.names_survey) {
                            (Some(survey), false) => p class="survey" { (text(survey)) },
                            (Some(_), true) => {},
                            (None, _) => p class="survey" { "canvass" },
                        }
                        (language_switch(frame, parts.switch))
                    }
                    @if let Some(progress) = parts.progress { (progress) }
                }
                main class="wrap" id="main" tabindex="-1" { (parts.main) }
                @if let Some(beside) = &frame.beside {
                    aside class="beside" aria-label="Route" lang="en" dir="ltr" { (beside) }
                }
            }
        }
    }
}

/// Whose survey it is: the logo with the name for those who do not see it, or the name alone.
fn sender(look: &Look) -> Markup {
    html! {
        @match (&look.logo, &look.name) {
            (Some(logo), name) => img class="logo" src=(logo) alt=(name.as_deref().unwrap_or_default());,
            (None, Some(name)) => p class="sender" { (name) },
            (None, None) => {},
        }
    }
}

fn note_line(frame: &Frame, note: Note) -> Markup {
    let message = match note {
        Note::Preview => Message::PreviewNote,
        Note::Synthetic => Message::SyntheticNote,
    };
    html! { p class="note-line" { (frame.say(message)) } }
}

fn language_switch(frame: &Frame, switch: Switch) -> Markup {
    if frame.languages.len() < 2 {
        return html! {};
    }
    html! {
        nav class="languages" aria-label=(frame.messages().text(Message::LanguageLabel)) {
            @for language in &frame.languages {
                @let name = language.own_name();
                @if *language == frame.language {
                    span class="language" lang=(language) dir=(language.direction()) aria-current="true" { (name) }
                } @else if switch == Switch::SendsForm {
                    button class="language" type="submit" form=(FORM_ID) lang=(language) dir=(language.direction())
                        name=(fields::LANGUAGE) value=(language) formnovalidate { (name) }
                } @else {
                    a class="language" lang=(language) dir=(language.direction()) hreflang=(language)
                        href={ "?language=" (language) } { (name) }
                }
            }
        }
    }
}

/// A questionnaire's text, marked where it is in another language than the page.
pub(super) fn text(text: &Text) -> Markup {
    html! {
        @match &text.language {
            Some(language) => span lang=(language) dir=(language.direction()) { (PreEscaped(&text.html)) },
            None => (PreEscaped(&text.html)),
        }
    }
}

/// A longer text of the questionnaire, with paragraphs.
pub(super) fn prose(text: &Text) -> Markup {
    html! {
        div class="prose" lang=[text.language.as_ref()] dir=[direction(text.language.as_ref())] {
            (PreEscaped(&text.html))
        }
    }
}

/// The `dir` of what is marked with another language than the page's.
pub(super) fn direction(language: Option<&Language>) -> Option<&'static str> {
    language.map(Language::direction)
}
