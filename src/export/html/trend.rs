//! One trend as HTML: a card with a line a wave, the verdict on each comparison, and the notes.

use maud::{Markup, html};

use crate::export::chart;
use crate::export::sheet::{lay_out_trend, trend_notes};
use crate::i18n::{Message, Tongue};
use crate::tabulation::{Report, Trend};

/// The trend with its chart, table and notes; its id names the card in its page.
pub(super) fn card(trend: &Trend, report: &Report, tongue: &Tongue) -> Markup {
    let picture = chart::draw_trend(&format!("trend-{}", trend.id), trend, &report.language);
    html! {
        article.card id=(format!("trend-{}", trend.id)) {
            h3 { (trend.title) }
            @if let Some(synthetic) = &report.synthetic { p.mark { (synthetic) } }
            @if let Some(picture) = picture {
                (picture)
                details {
                    summary lang=[tongue.fallback_language()] { (tongue.say(Message::ReportShowTable)) }
                    (table(trend, tongue))
                }
            } @else {
                (table(trend, tongue))
            }
            @let notes = trend_notes(trend, tongue);
            @if !notes.is_empty() { ul.footer { @for note in &notes { li { (note) } } } }
        }
    }
}

fn table(trend: &Trend, tongue: &Tongue) -> Markup {
    let sheet = lay_out_trend(trend, tongue);
    html! {
        div.scroll tabindex="0" role="region" aria-label=(trend.title) {
            table.figures {
                caption.unseen { (trend.title) }
                thead {
                    tr {
                        td {}
                        @for head in &sheet.heads { th.num.start scope="col" { (head) } }
                    }
                }
                @for series in &sheet.series {
                    tbody {
                        @if !series.label.is_empty() {
                            tr.heading { th scope="rowgroup" colspan=(1 + sheet.heads.len()) { (series.label) } }
                        }
                        @for (label, figures) in &series.lines {
                            tr.answer {
                                th scope="row" { (label) }
                                @for figure in figures { td.start { (figure.text) } }
                            }
                        }
                    }
                }
            }
        }
    }
}
