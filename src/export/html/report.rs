//! The page of a report: masthead, contents, sections, and what was published beside what was computed.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::markdown;
use super::style::{content_policy, data_address, style};
use super::table::card_with_questions;
use super::trend;
use crate::export::sheet::SUPPRESSED;
use crate::i18n::{Message, Tongue};
use crate::questionnaire::theme::Theme;
use crate::tabulation::{Figure, MethodPart, QuestionWording, Report};

/// The report as one HTML document that needs nothing else, in the look of the survey's theme.
pub fn report(report: &Report, theme: Option<&Theme>) -> String {
    let words = &Tongue::of(&report.language);
    let asked = questions(report);
    let published: Vec<&Figure> = report.figures.iter().filter(|figure| figure.published.is_some()).collect();
    html! {
        (DOCTYPE)
        html lang=(report.language) dir=(report.language.direction()) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(content_policy(theme));
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (report.title) }
                style { (PreEscaped(style(theme))) }
            }
            body {
                a.skip href="#main" lang=[words.fallback_language()] { (words.say(Message::ReportSkip)) }
                @if let Some(synthetic) = &report.synthetic { p.synthetic role="note" { (synthetic) } }
                (masthead(report, theme, words))
                (contents(report, !published.is_empty(), words))
                main id="main" {
                    @for (index, section) in report.sections.iter().enumerate() {
                        section id=(section_id(index)) {
                            h2 { (section.title) }
                            @if !section.text.trim().is_empty() {
                                div.prose { (markdown::render(&section.text)) }
                            }
                            @for (id, table) in &section.tables { (card_with_questions(id, table, &asked, words)) }
                        }
                    }
                    @if !report.trends.is_empty() {
                        section id="trends" {
                            h2 lang=[words.fallback_language()] { (words.say(Message::ReportTrends)) }
                            @for one in &report.trends { (trend::card(one, report, words)) }
                        }
                    }
                    @if !published.is_empty() { (comparison(&published, words)) }
                    @if !report.method.is_empty() { (method(&report.method, words)) }
                }
                footer.colophon lang=[words.fallback_language()] {
                    @if let Some(note) = &report.disclosure { p { (note) } }
                    (colophon(report, words))
                }
            }
        }
    }
    .into_string()
}

/// The ids of the questions whose wording stands at the end.
fn questions(report: &Report) -> Vec<&str> {
    let questions = report.method.iter().flat_map(|part| &part.questions);
    questions.map(|question| question.item.as_str()).collect()
}

fn colophon(report: &Report, words: &Tongue) -> Markup {
    let arguments = [("report", report.id.as_str().into()), ("version", report.version.as_str().into())];
    let of_report = words.fill(Message::ReportColophon, &arguments);
    html! {
        (of_report)
        @if !report.watermark.is_empty() { " " (words.with(Message::ReportColophonData, "watermark", &report.watermark)) }
        " " (words.say(Message::ReportColophonComputed))
    }
}

fn section_id(index: usize) -> String {
    format!("section-{}", index + 1)
}

fn masthead(report: &Report, theme: Option<&Theme>, words: &Tongue) -> Markup {
    let responses = words.fill(Message::ReportResponses, &[("count", report.records.into())]);
    html! {
        header.masthead {
            div {
                @if let Some(theme) = theme { (sender(theme)) }
                h1 { (report.title) }
                ul.facts lang=[words.fallback_language()] {
                    @if let Some(wave) = &report.wave { li { (words.with(Message::ReportWave, "wave", wave)) } }
                    li { (responses) }
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

fn contents(report: &Report, has_comparison: bool, words: &Tongue) -> Markup {
    html! {
        nav.contents aria-labelledby="contents" {
            h2 id="contents" lang=[words.fallback_language()] { (words.say(Message::ReportContents)) }
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
                        a href="#trends" { (words.say(Message::ReportTrends)) }
                        ol {
                            @for trend in &report.trends {
                                li { a href=(format!("#trend-{}", trend.id)) { (trend.title) } }
                            }
                        }
                    }
                }
                @if has_comparison { li { a href="#published" { (words.say(Message::ReportPublished)) } } }
                @if !report.method.is_empty() { li { a href="#method" { (words.say(Message::ReportMethod)) } } }
            }
        }
    }
}

/// The statement of method: a heading and its text a part; the questions each with an anchor that tables lead to.
fn method(parts: &[MethodPart], words: &Tongue) -> Markup {
    html! {
        section id="method" lang=[words.fallback_language()] {
            h2 { (words.say(Message::ReportMethod)) }
            dl.method {
                @for part in parts {
                    div.long[!part.questions.is_empty()] id=(format!("method-{}", part.id)) {
                        dt { (part.title) }
                        dd.missing[!part.is_stated] {
                            @if part.questions.is_empty() {
                                (markdown::render(&part.text))
                            } @else {
                                ul.questions { @for question in &part.questions { (wording(question, words)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn wording(question: &QuestionWording, words: &Tongue) -> Markup {
    html! {
        li id=(format!("question-{}", question.item)) {
            p { code { (question.item) } " “" (question.text) "”" }
            p.quiet { (question.asked) }
            @if !question.rows.is_empty() {
                p.quiet { (words.with(Message::MethodRows, "rows", &question.rows.join(" · "))) }
            }
            @if !question.answers.is_empty() {
                p.quiet { (words.with(Message::MethodAnswers, "answers", &question.answers.join(" · "))) }
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

fn comparison(figures: &[&Figure], words: &Tongue) -> Markup {
    let with = |wanted: Verdict| -> Vec<&Figure> {
        figures.iter().copied().filter(|figure| verdict(figure) == Some(wanted)).collect()
    };
    let (agree, known, differ) =
        (with(Verdict::Agrees), with(Verdict::KnownToDiffer), with(Verdict::Differs));
    html! {
        section id="published" {
            h2 lang=[words.fallback_language()] { (words.say(Message::ReportPublished)) }
            div.prose lang=[words.fallback_language()] { p { (words.joined(summary(figures, &agree, &known, &differ, words))) } }
            div.card lang=[words.fallback_language()] {
                @if !differ.is_empty() || !known.is_empty() {
                    (figures_table(Message::PublishedThatDiffer, &[differ.as_slice(), known.as_slice()].concat(), words))
                }
                @if !agree.is_empty() {
                    @if differ.is_empty() && known.is_empty() {
                        (figures_table(Message::PublishedThatAgree, &agree, words))
                    } @else {
                        details {
                            summary { (words.counted(Message::PublishedShowAgreeing, agree.len() as u64)) }
                            (figures_table(Message::PublishedThatAgree, &agree, words))
                        }
                    }
                }
            }
        }
    }
}

/// How many agree, differ, and are known to differ.
fn summary(
    figures: &[&Figure],
    agree: &[&Figure],
    known: &[&Figure],
    differ: &[&Figure],
    words: &Tongue,
) -> Vec<String> {
    let counts = [("agree", agree.len().to_string().into()), ("all", figures.len().to_string().into())];
    let mut sentences = vec![words.fill(Message::PublishedAgree, &counts)];
    for (message, those) in [(Message::PublishedDiffer, differ), (Message::PublishedKnown, known)] {
        if !those.is_empty() {
            sentences.push(words.counted(message, those.len() as u64));
        }
    }
    sentences
}

fn figures_table(title: Message, figures: &[&Figure], words: &Tongue) -> Markup {
    let title = words.say(title);
    html! {
        div.scroll tabindex="0" role="region" aria-label=(title) {
            table.figures {
                caption.unseen { (title) }
                thead {
                    tr {
                        th scope="col" { (title) }
                        th.num.start scope="col" { (words.say(Message::PublishedPublished)) }
                        th.num.start scope="col" { (words.say(Message::PublishedComputed)) }
                        th.num.start scope="col" { (words.say(Message::BaseLine)) }
                        th scope="col" {}
                    }
                }
                tbody { @for figure in figures { (figure_row(figure, words)) } }
            }
        }
    }
}

fn figure_row(figure: &Figure, words: &Tongue) -> Markup {
    let Some(published) = &figure.published else { return html! {} };
    let (class, word) = match verdict(figure) {
        Some(Verdict::Agrees) => ("verdict good", Message::PublishedAgrees),
        Some(Verdict::KnownToDiffer) => ("verdict known", Message::PublishedKnownToDiffer),
        Some(Verdict::Differs) | None => ("verdict bad", Message::PublishedDiffers),
    };
    html! {
        tr {
            th scope="row" { (figure.id) }
            td { (published.text) }
            td { (published.computed) }
            td.quiet { @if figure.base.is_hidden { (SUPPRESSED) } @else { (figure.base.unweighted) } }
            td.prose-cell.first {
                span class=(class) { (words.say(word)) }
                @if let Some(reason) = &published.differs { ": " (reason) }
            }
        }
    }
}
