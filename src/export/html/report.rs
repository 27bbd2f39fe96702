//! The page of a report: masthead, contents, sections, and what was published beside what was computed.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::markdown;
use super::style::{content_policy, data_address, style};
use super::table::card;
use super::trend;
use crate::export::sheet::SUPPRESSED;
use crate::i18n::Language;
use crate::questionnaire::theme::Theme;
use crate::tabulation::{Figure, MethodPart, Report};

/// The report as one HTML document that needs nothing else, in the look of the survey's theme.
pub fn report(report: &Report, theme: Option<&Theme>) -> String {
    let right_to_left = Language::parse(&report.language).is_some_and(|language| language.is_right_to_left());
    let published: Vec<&Figure> = report.figures.iter().filter(|figure| figure.published.is_some()).collect();
    html! {
        (DOCTYPE)
        html lang=(report.language) dir=(if right_to_left { "rtl" } else { "ltr" }) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(content_policy(theme));
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (report.title) }
                style { (PreEscaped(style(theme))) }
            }
            body {
                a.skip href="#main" { "Skip to the report" }
                @if let Some(synthetic) = &report.synthetic { p.synthetic role="note" { (synthetic) } }
                (masthead(report, theme))
                (contents(report, !published.is_empty()))
                main id="main" {
                    @for (index, section) in report.sections.iter().enumerate() {
                        section id=(section_id(index)) {
                            h2 { (section.title) }
                            @if !section.text.trim().is_empty() {
                                div.prose { (markdown::render(&section.text)) }
                            }
                            @for (id, table) in &section.tables { (card(id, table)) }
                        }
                    }
                    @if !report.trends.is_empty() {
                        section id="trends" {
                            h2 { "Over the waves" }
                            @for one in &report.trends { (trend::card(one, report)) }
                        }
                    }
                    @if !published.is_empty() { (comparison(&published)) }
                    @if !report.method.is_empty() { (method(&report.method)) }
                }
                footer.colophon {
                    @if let Some(note) = &report.disclosure { p { (note) } }
                    "Report " (report.id) ", questionnaire version " (report.version)
                    @if !report.watermark.is_empty() { ", data " (report.watermark) }
                    ". Every figure above is computed from the answers; none is typed."
                }
            }
        }
    }
    .into_string()
}

fn section_id(index: usize) -> String {
    format!("section-{}", index + 1)
}

fn masthead(report: &Report, theme: Option<&Theme>) -> Markup {
    html! {
        header.masthead {
            div {
                @if let Some(theme) = theme { (sender(theme)) }
                h1 { (report.title) }
                ul.facts {
                    @if let Some(wave) = &report.wave { li { "Wave " (wave) } }
                    li { (report.records) " responses" }
                }
            }
        }
    }
}

/// Whose report it is: the logo with the name for those who do not see it, or the name alone.
fn sender(theme: &Theme) -> Markup {
    html! {
        @match (&theme.logo, &theme.name) {
            (Some(logo), name) => p.sender {
                img src=(data_address(logo.media_type, &logo.bytes)) alt=(name.as_deref().unwrap_or_default());
            },
            (None, Some(name)) => p.sender { (name) },
            (None, None) => {},
        }
    }
}

fn contents(report: &Report, has_comparison: bool) -> Markup {
    html! {
        nav.contents aria-labelledby="contents" {
            h2 id="contents" { "Contents" }
            ol {
                @for (index, section) in report.sections.iter().enumerate() {
                    li {
                        a href=(format!("#{}", section_id(index))) { (section.title) }
                        @if !section.tables.is_empty() {
                            ol {
                                @for (id, table) in &section.tables {
                                    li { a href=(format!("#table-{id}")) { (table.title) } }
                                }
                            }
                        }
                    }
                }
                @if !report.trends.is_empty() {
                    li {
                        a href="#trends" { "Over the waves" }
                        ol {
                            @for trend in &report.trends {
                                li { a href=(format!("#trend-{}", trend.id)) { (trend.title) } }
                            }
                        }
                    }
                }
                @if has_comparison { li { a href="#published" { "Published and computed" } } }
                @if !report.method.is_empty() { li { a href="#method" { "Method" } } }
            }
        }
    }
}

/// The statement of method: a heading and its text a part.
fn method(parts: &[MethodPart]) -> Markup {
    html! {
        section id="method" {
            h2 { "Method" }
            dl.method {
                @for part in parts {
                    div {
                        dt { (part.title) }
                        dd { (markdown::render(&part.text)) }
                    }
                }
            }
        }
    }
}

/// Where a published value and ours stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Differs,
    KnownToDiffer,
    Agrees,
}

fn verdict(figure: &Figure) -> Option<Verdict> {
    let published = figure.published.as_ref()?;
    Some(match (published.agrees, &published.differs) {
        (true, _) => Verdict::Agrees,
        (false, Some(_)) => Verdict::KnownToDiffer,
        (false, None) => Verdict::Differs,
    })
}

fn comparison(figures: &[&Figure]) -> Markup {
    let with = |wanted: Verdict| -> Vec<&Figure> {
        figures.iter().copied().filter(|figure| verdict(figure) == Some(wanted)).collect()
    };
    let (agree, known, differ) =
        (with(Verdict::Agrees), with(Verdict::KnownToDiffer), with(Verdict::Differs));
    html! {
        section id="published" {
            h2 { "Published and computed" }
            div.prose {
                p {
                    (agree.len()) " of " (figures.len()) " published figures come out as published, rounded as they were."
                    @if !differ.is_empty() { " " (differ.len()) @if differ.len() == 1 { " does not." } @else { " do not." } }
                    @if !known.is_empty() { " " (known.len()) " cannot be reached, for the reason beside each." }
                }
            }
            div.card {
                @if !differ.is_empty() || !known.is_empty() {
                    (figures_table("Those that do not agree", &[differ.as_slice(), known.as_slice()].concat()))
                }
                @if !agree.is_empty() {
                    @if differ.is_empty() && known.is_empty() {
                        (figures_table("Those that agree", &agree))
                    } @else {
                        details {
                            summary { @if agree.len() == 1 { "Show the one that agrees" } @else { "Show the " (agree.len()) " that agree" } }
                            (figures_table("Those that agree", &agree))
                        }
                    }
                }
            }
        }
    }
}

fn figures_table(title: &str, figures: &[&Figure]) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(title) {
            table.figures {
                caption.unseen { (title) }
                thead {
                    tr {
                        th scope="col" { (title) }
                        th.num.start scope="col" { "Published" }
                        th.num.start scope="col" { "Computed" }
                        th.num.start scope="col" { "Base" }
                        th scope="col" {}
                    }
                }
                tbody { @for figure in figures { (figure_row(figure)) } }
            }
        }
    }
}

fn figure_row(figure: &Figure) -> Markup {
    let Some(published) = &figure.published else { return html! {} };
    let (class, word) = match verdict(figure) {
        Some(Verdict::Agrees) => ("verdict good", "agrees"),
        Some(Verdict::KnownToDiffer) => ("verdict known", "known to differ"),
        Some(Verdict::Differs) | None => ("verdict bad", "differs"),
    };
    html! {
        tr {
            th scope="row" { (figure.id) }
            td { (published.text) }
            td { (published.computed) }
            td.quiet { @if figure.base.is_hidden { (SUPPRESSED) } @else { (figure.base.unweighted) } }
            td.prose-cell.first {
                span class=(class) { (word) }
                @if let Some(reason) = &published.differs { ": " (reason) }
            }
        }
    }
}
