//! The questionnaire for paper: boxes to tick, lines to write on, and routing in words. One file without scripts, laid
//! out for A4 and for the screen.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::markdown::is_asked;
use super::rules;
use super::texts::{rendered, rendered_line};
use crate::i18n::{Language, LocalizedText};
use crate::questionnaire::{AnswerOption, Item, ItemIndex, ItemKind, Page, Questionnaire, Row, plain, words};

const STYLE: &str = include_str!("paper.css");
/// Lines on paper for a text field, however large it is on the screen.
const LINES_MAX: u16 = 8;
/// Points of a scale that fit beside one another.
const POINTS_MAX: i64 = 21;

pub(super) fn write(questionnaire: &Questionnaire, version: &str, language: &Language) -> String {
    let paper = Paper { questionnaire, language };
    let direction = if language.is_right_to_left() { "rtl" } else { "ltr" };
    let mut number = 0;
    let page = html! {
        (DOCTYPE)
        html lang=(language.as_str()) dir=(direction) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                title { (plain::label(questionnaire.title.get(language))) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    h1 { (paper.text(&questionnaire.title)) }
                    p.about lang="en" dir="ltr" {
                        (questionnaire.id) ", edition " (questionnaire.edition) ", " (language.own_name())
                        br;
                        small { (version) }
                    }
                }
                main {
                    @if let Some(intro) = &questionnaire.intro { div.intro { (paper.block(intro)) } }
                    @for consent in &questionnaire.consents {
                        p.consent { (box_()) " " (paper.text(&consent.text))
                            @if consent.required { " " span.routing lang="en" dir="ltr" { "Needed to take part." } }
                        }
                    }
                    @for arm in &questionnaire.arms {
                        p.routing lang="en" dir="ltr" {
                            "Drawn at random before the start, " code { "arm." (arm.id) } ": "
                            @for (index, group) in arm.groups.iter().enumerate() {
                                @if index > 0 { ", " } (box_()) " " (group.code)
                            }
                        }
                    }
                    @for (index, page) in questionnaire.pages.iter().enumerate() {
                        (paper.page(index, page, &mut number))
                    }
                    @for (name, text) in rules::endings(questionnaire) {
                        section.ending {
                            p.routing lang="en" dir="ltr" { "End: " (name) }
                            div { (paper.block(text)) }
                        }
                    }
                }
            }
        }
    };
    page.into_string()
}

#[derive(Clone, Copy)]
struct Paper<'a> {
    questionnaire: &'a Questionnaire,
    language: &'a Language,
}

impl Paper<'_> {
    /// A line of text, as the form shows it.
    fn text(self, text: &LocalizedText) -> Markup {
        rendered_line(text, self.language, self.questionnaire.source_language())
    }

    /// A longer text, with paragraphs and lists.
    fn block(self, text: &LocalizedText) -> Markup {
        rendered(text, self.language, self.questionnaire.source_language())
    }

    fn page(self, index: usize, page: &Page, number: &mut usize) -> Markup {
        let shown = page
            .show_if
            .as_ref()
            .map(|condition| words::condition(self.questionnaire, condition, self.language));
        let items = page
            .items
            .clone()
            .filter(|at| !matches!(self.questionnaire.item(ItemIndex(*at)).kind, ItemKind::Computed { .. }));
        html! {
            section.page {
                h2 {
                    @match &page.title { Some(title) => (self.text(title)), None => { span lang="en" dir="ltr" { "Page " (index + 1) } } }
                }
                @if let Some(when) = shown { p.routing lang="en" dir="ltr" { "This page only if " bdi { (when) } "." } }
                @if page.shuffle { p.routing lang="en" dir="ltr" { "Ask these in a random order." } }
                @for at in items { (self.item(ItemIndex(at), number)) }
            }
        }
    }

    fn item(self, index: ItemIndex, number: &mut usize) -> Markup {
        let item = self.questionnaire.item(index);
        let asked_if = rules::asked_if(self.questionnaire, index, self.language);
        if is_asked(item) {
            *number += 1;
        }
        html! {
            section.item id=(item.id) {
                @if let Some(when) = asked_if { p.routing lang="en" dir="ltr" { bdi { (when) } } }
                div.question {
                    @if is_asked(item) { span.number { (number) } }
                    div {
                        div.words { (self.text(&item.text)) " " code.id { (item.id) } }
                        @if let Some(help) = &item.help { div.help { (self.text(help)) } }
                        @if let Some(what) = rules::instruction(item) {
                            p.instruction lang="en" dir="ltr" { (what) @if item.required { " An answer is needed." } }
                        }
                        (self.answer(item))
                        @for what in rules::consequences(self.questionnaire, item, self.language) {
                            p.routing lang="en" dir="ltr" { bdi { (what) } }
                        }
                    }
                }
            }
        }
    }

    fn answer(self, item: &Item) -> Markup {
        match &item.kind {
            ItemKind::Single { options, .. } | ItemKind::Multiple { options, .. } => {
                self.options(options, &box_)
            }
            ItemKind::Ranking { options, .. } => self.options(options, &blank),
            ItemKind::Grid { rows, options, .. } | ItemKind::MultipleGrid { rows, options, .. } => {
                self.grid(rows, options)
            }
            ItemKind::Number { unit, .. } => html! {
                p.entry { span.line.short {} @if let Some(unit) = unit { " " (self.text(unit)) } }
            },
            ItemKind::Scale { from, to, from_text, to_text } => self.scale(*from, *to, from_text, to_text),
            ItemKind::Allocation { rows, total } => html! {
                table.sums {
                    @for row in rows { tr { th scope="row" { (self.row(row)) } td { span.line.short {} } } }
                    tr.total { th scope="row" lang="en" { "Sum" } td { (total) } }
                }
            },
            ItemKind::Date { .. } => html! {
                p.entry.date lang="en" dir="ltr" { "Y " span.line.short {} " M " span.line.tiny {} " D " span.line.tiny {} }
            },
            ItemKind::Text { lines, .. } => html! {
                @for _ in 0..(*lines).clamp(1, LINES_MAX) { p.entry { span.line {} } }
            },
            ItemKind::Note | ItemKind::Computed { .. } => html! {},
        }
    }

    fn options(self, options: &[AnswerOption], mark: &dyn Fn() -> Markup) -> Markup {
        let before = std::iter::once(None).chain(options.iter().map(|option| option.group.as_deref()));
        html! {
            ul.options {
                @for (option, before) in options.iter().zip(before) {
                    @if let Some(group) = option.group.as_deref().filter(|group| Some(*group) != before) {
                        li.group { (group) }
                    }
                    li {
                        (mark()) span.label {
                            (self.text(&option.text)) " " code { (option.code) }
                            @if option.specify { " " span.line.medium {} }
                            @for remark in rules::remarks(self.questionnaire, option, self.language) {
                                " " span.routing lang="en" dir="ltr" { bdi { (remark) } }
                            }
                        }
                    }
                }
            }
        }
    }

    fn row(self, row: &Row) -> Markup {
        let when = row
            .show_if
            .as_ref()
            .map(|condition| words::condition(self.questionnaire, condition, self.language));
        html! {
            (self.text(&row.text)) " " code { (row.id) }
            @if let Some(when) = when { " " span.routing lang="en" dir="ltr" { bdi { "only if " (when) } } }
        }
    }

    fn grid(self, rows: &[Row], options: &[AnswerOption]) -> Markup {
        html! {
            table.grid {
                thead { tr {
                    td {}
                    @for option in options { th scope="col" { (self.text(&option.text)) br; code { (option.code) } } }
                } }
                tbody {
                    @for row in rows {
                        tr { th scope="row" { (self.row(row)) } @for _ in options { td { (box_()) } } }
                    }
                }
            }
        }
    }

    fn scale(
        self,
        from: i64,
        to: i64,
        from_text: &Option<LocalizedText>,
        to_text: &Option<LocalizedText>,
    ) -> Markup {
        if to - from >= POINTS_MAX {
            return html! { p.entry { span.line.short {} " " span lang="en" dir="ltr" { "from " (from) " to " (to) } } };
        }
        html! {
            div.scale {
                @if let Some(text) = from_text { span { (self.text(text)) } }
                span.points { @for point in from..=to { span.point { bdi { (point) } } } }
                @if let Some(text) = to_text { span { (self.text(text)) } }
            }
        }
    }
}

/// A box to tick.
fn box_() -> Markup {
    html! { span.box aria-hidden="true" {} }
}

/// Room for a number.
fn blank() -> Markup {
    html! { span.line.tiny aria-hidden="true" {} }
}
