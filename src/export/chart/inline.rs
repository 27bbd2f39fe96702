//! A chart in a page: lengths in percent, so that it takes the width it is given, and classes for colours, so that it
//! follows the page's theme.

use maud::{Markup, html};

use super::NARROWEST;
use super::drawing::{Anchor, Drawing, Face, Key, Mark, Paint};
use crate::tabulation::rounding;

/// The legend as a list, then the drawing with its title and the sentence that says what it shows.
pub(super) fn picture(id: &str, drawing: &Drawing) -> Markup {
    html! {
        @if !drawing.legend.is_empty() {
            ul.legend aria-hidden="true" { @for key in &drawing.legend { (legend_entry(key)) } }
        }
        @if drawing.is_wide {
            div.scroll.picture tabindex="0" { (svg(id, drawing)) }
        } @else {
            div.picture { (svg(id, drawing)) }
        }
    }
}

fn svg(id: &str, drawing: &Drawing) -> Markup {
    let side = Side { right_to_left: drawing.right_to_left };
    html! {
        svg.chart.wide[drawing.is_wide] xmlns="http://www.w3.org/2000/svg" width="100%" height=(pixels(drawing.height.ceil())) role="img"
            direction=(if drawing.right_to_left { "rtl" } else { "ltr" })
            aria-labelledby=(format!("chart-{id}-title chart-{id}-text")) {
            title id=(format!("chart-{id}-title")) { (drawing.title) }
            desc id=(format!("chart-{id}-text")) { (drawing.sentence) }
            @for mark in &drawing.marks { (side.mark(mark, drawing.height)) }
        }
    }
}

fn legend_entry(key: &Key) -> Markup {
    let is_line = matches!(key.paint, Paint::Series(_));
    html! {
        li {
            svg viewBox=(if is_line { "0 0 20 10" } else { "0 0 10 10" }) class=[is_line.then_some("wide")] {
                @if is_line {
                    line class=(format!("line {}", key.paint.class())) stroke-dasharray=[key.paint.dashes()]
                        x1="1" x2="19" y1="5" y2="5" {}
                    circle class=(key.paint.class()) cx="10" cy="5" r="3.5" {}
                } @else {
                    rect class=(key.paint.class()) width="10" height="10" rx="1.5" {}
                }
            }
            (key.label)
        }
    }
}

/// The side where reading begins: there a place across is 0.
#[derive(Clone, Copy)]
struct Side {
    right_to_left: bool,
}

impl Side {
    fn at(self, percent: f64) -> String {
        let from_left = if self.right_to_left { 100.0 - percent } else { percent };
        share_of_width(from_left)
    }

    /// The left edge of what begins at `percent`.
    fn edge(self, percent: f64, width: f64) -> String {
        self.at(if self.right_to_left { percent + width } else { percent })
    }

    fn mark(self, mark: &Mark, total: f64) -> Markup {
        match mark {
            Mark::Bar { paint, x, width, y, height } => html! {
                rect class=(paint.class()) x=(self.edge(*x, *width)) y=(pixels(*y)) width=(length(*width)) height=(pixels(*height)) rx="2" {}
            },
            Mark::Part { paint, x, width, y, height } => html! {
                rect class=(format!("part {}", paint.class())) x=(self.edge(*x, *width)) y=(pixels(*y)) width=(length(*width)) height=(pixels(*height)) {}
            },
            Mark::Whisker { low, high, y } => html! {
                @for class in ["whisker halo", "whisker"] {
                    (self.line(class, None, (*low, *y), (*high, *y)))
                    (self.line(class, None, (*low, y - 4.0), (*low, y + 4.0)))
                    (self.line(class, None, (*high, y - 4.0), (*high, y + 4.0)))
                }
            },
            Mark::Band { paint, points } => self.band(*paint, points, total),
            Mark::Stroke { paint, from, to } => {
                self.line(&format!("line {}", paint.class()), paint.dashes(), *from, *to)
            }
            Mark::Axis { from, to } => self.line("axis", None, *from, *to),
            Mark::Break { from, to } => self.line("axis", Some("2 5"), *from, *to),
            Mark::Dot { paint, at } => html! {
                circle class=(paint.class()) cx=(self.at(at.0)) cy=(pixels(at.1)) r="3.5" {}
            },
            Mark::Text { face, at, shift, anchor, text, addition, room } => {
                let Some(from) = room.map_or(Some(None), needs) else { return html! {} };
                let classes: Vec<&str> = class(*face).into_iter().chain(from).collect();
                let shift = if self.right_to_left { -shift } else { *shift };
                html! {
                    text class=[Some(classes.join(" ")).filter(|classes| !classes.is_empty())] x=(self.at(at.0)) dx=[shifted(shift)] y=(pixels(at.1)) text-anchor=[end(*anchor)] {
                        (text)
                        @if let Some(addition) = addition { tspan.small dx="8" { (addition) } }
                    }
                }
            }
        }
    }

    fn line(self, class: &str, dashes: Option<&str>, from: (f64, f64), to: (f64, f64)) -> Markup {
        html! {
            line class=(class) stroke-dasharray=[dashes] x1=(self.at(from.0)) y1=(pixels(from.1)) x2=(self.at(to.0)) y2=(pixels(to.1)) {}
        }
    }

    /// Corners cannot be in percent: a picture of its own, drawn wide as the page makes it, has them.
    fn band(self, paint: Paint, points: &[(f64, f64, f64)], total: f64) -> Markup {
        let across = |percent: f64| if self.right_to_left { 100.0 - percent } else { percent };
        let upper = points.iter().map(|(x, upper, _)| (across(*x), *upper));
        let lower = points.iter().rev().map(|(x, _, lower)| (across(*x), *lower));
        let corners: Vec<String> =
            upper.chain(lower).map(|(x, y)| format!("{},{}", rounding::decimal(x, 2), pixels(y))).collect();
        html! {
            svg width="100%" height=(pixels(total)) viewBox=(format!("0 0 100 {}", pixels(total))) preserveAspectRatio="none" {
                polygon class=(format!("band {}", paint.class())) points=(corners.join(" ")) {}
            }
        }
    }
}

/// The class of a text that needs `needed` pixels and has `width` percent of the picture: shown from a width of the picture
/// on, `Some(None)` where it fits the narrowest, `None` where it never does.
fn needs((needed, width): (f64, f64)) -> Option<Option<&'static str>> {
    let picture = needed / width * 100.0;
    if picture <= NARROWEST {
        return Some(None);
    }
    WIDTHS.iter().find(|(pixels, _)| picture <= *pixels).map(|(_, class)| Some(*class))
}

/// Widths of the picture, in pixels, from which the style sheet shows what carries the class.
const WIDTHS: [(f64, &str); 4] =
    [(360.0, "from-360"), (440.0, "from-440"), (540.0, "from-540"), (640.0, "from-640")];

fn class(face: Face) -> Option<&'static str> {
    match face {
        Face::Label => None,
        Face::Strong => Some("strong"),
        Face::Small => Some("small"),
        Face::Value => Some("value"),
        Face::OnLight => Some("inside on-light"),
        Face::OnDark => Some("inside on-dark"),
    }
}

fn end(anchor: Anchor) -> Option<&'static str> {
    match anchor {
        Anchor::Start => None,
        Anchor::Middle => Some("middle"),
        Anchor::End => Some("end"),
    }
}

fn shifted(shift: f64) -> Option<String> {
    (shift.abs() > 0.0).then(|| pixels(shift))
}

fn length(percent: f64) -> String {
    share_of_width(percent.max(0.0))
}

/// At most two decimals.
fn share_of_width(percent: f64) -> String {
    let text = rounding::decimal(percent, 2);
    format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
}

/// At most one decimal, none where it is whole.
fn pixels(value: f64) -> String {
    let text = rounding::decimal(value, 1);
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}
