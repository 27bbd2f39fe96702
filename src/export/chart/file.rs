//! A chart as a file of its own: title, base and legend inside the picture, every colour and length written out, so that
//! drawing programs read it as browsers do.

use maud::{Markup, PreEscaped, html};
use unicode_width::UnicodeWidthStr;

use super::Palette;
use super::drawing::{Anchor, Drawing, Face, Key, Mark, Paint};
use crate::export::text::wrap;
use crate::tabulation::rounding;

/// Pixels.
const WIDTH: f64 = 800.0;
const MARGIN: f64 = 24.0;
const TITLE_SIZE: f64 = 19.0;
const TITLE_LINE_HEIGHT: f64 = 25.0;
const TITLE_PLACES: usize = 68;
const QUIET_LINE_HEIGHT: f64 = 19.0;
const QUIET_PLACES: usize = 100;
const LEGEND_LINE_HEIGHT: f64 = 22.0;
const LEGEND_LABEL_PLACES: usize = 80;
/// What a place of the legend is at most, and what stands before and behind a label.
const LEGEND_PLACE: f64 = 8.2;
const LEGEND_KEY: f64 = 28.0;
const LEGEND_GAP: f64 = 18.0;

/// The chart as an SVG document, 800 pixels wide. `notes` stand below the title, such as that the data is synthetic.
pub fn svg(drawing: &Drawing, language: &str, notes: &[&str], palette: &Palette) -> String {
    let page = Page { palette, right_to_left: drawing.right_to_left };
    let mut top = MARGIN;
    let mut marks: Vec<Markup> = Vec::new();
    for line in wrap(&drawing.title, TITLE_PLACES) {
        marks.push(page.written(0.0, top + TITLE_SIZE, Anchor::Start, TITLE_SIZE, 700, &palette.ink, &line));
        top += TITLE_LINE_HEIGHT;
    }
    for note in std::iter::once(drawing.stands_on.as_str()).chain(notes.iter().copied()) {
        for line in wrap(note, QUIET_PLACES).iter().filter(|line| !line.is_empty()) {
            marks.push(page.written(0.0, top + 14.0, Anchor::Start, 14.0, 400, &palette.muted, line));
            top += QUIET_LINE_HEIGHT;
        }
    }
    top += 12.0;
    if !drawing.legend.is_empty() {
        let (legend, height) = page.legend(&drawing.legend, top);
        marks.extend(legend);
        top += height + 10.0;
    }
    marks.extend(drawing.marks.iter().map(|mark| page.mark(mark, top)));
    let height = (top + drawing.height + MARGIN).ceil();
    let document = html! {
        svg xmlns="http://www.w3.org/2000/svg" width=(pixels(WIDTH)) height=(pixels(height))
            viewBox=(format!("0 0 {} {}", pixels(WIDTH), pixels(height))) role="img" xml:lang=(language)
            aria-labelledby="title text" font-family=(palette.font_family()) {
            title id="title" { (legal(&drawing.title)) }
            desc id="text" { (legal(&drawing.sentence)) }
            rect width=(pixels(WIDTH)) height=(pixels(height)) fill=(palette.ground) {}
            @for mark in &marks { "\n" (mark) }
            "\n"
        }
    };
    html! { (PreEscaped("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")) (document) "\n" }.into_string()
}

struct Page<'p> {
    palette: &'p Palette,
    right_to_left: bool,
}

impl Page<'_> {
    /// Pixels from the left to a place in pixels from where reading begins.
    fn across(&self, from_start: f64) -> f64 {
        if self.right_to_left { WIDTH - MARGIN - from_start } else { MARGIN + from_start }
    }

    /// The same of a place in percent.
    fn at(&self, percent: f64) -> f64 {
        self.across(span(percent))
    }

    fn rectangle(&self, percent: f64, width: f64) -> (String, String) {
        let left = if self.right_to_left { self.at(percent + width) } else { self.at(percent) };
        (pixels(left), pixels(span(width.max(0.0))))
    }

    #[expect(clippy::too_many_arguments, reason = "what a text looks like has so many sides")]
    fn written(
        &self,
        from_start: f64,
        y: f64,
        anchor: Anchor,
        size: f64,
        weight: u16,
        colour: &str,
        text: &str,
    ) -> Markup {
        let anchor = self.anchor(anchor);
        html! {
            text x=(pixels(self.across(from_start))) y=(pixels(y)) font-size=(pixels(size))
                font-weight=[(weight != 400).then_some(weight)] fill=(colour) text-anchor=[anchor] { (self.directed(text)) }
        }
    }

    /// Files have no direction of their own, since not every program knows one: what ends a line stands at its left.
    fn anchor(&self, anchor: Anchor) -> Option<&'static str> {
        match (anchor, self.right_to_left) {
            (Anchor::Start, false) | (Anchor::End, true) => None,
            (Anchor::End, false) | (Anchor::Start, true) => Some("end"),
            (Anchor::Middle, _) => Some("middle"),
        }
    }

    /// The text with marks around it that make it a text from right to left, also where it begins with a figure. One
    /// that has no letter read from there, such as a label without a translation, keeps its own direction.
    fn directed(&self, text: &str) -> String {
        let text = legal(text);
        match (self.right_to_left, text.chars().any(is_read_from_the_right)) {
            (false, _) => text,
            (true, true) => format!("\u{2067}{text}\u{2069}"),
            (true, false) => format!("\u{2066}{text}\u{2069}"),
        }
    }

    fn legend(&self, keys: &[Key], top: f64) -> (Vec<Markup>, f64) {
        let mut marks = Vec::new();
        let (mut from, mut down) = (0.0, 0.0);
        for key in keys {
            let lines = wrap(&key.label, LEGEND_LABEL_PLACES);
            let places = lines.iter().map(|line| line.width()).max().unwrap_or(0) as f64;
            let width = LEGEND_KEY + places * LEGEND_PLACE;
            if from > 0.0 && from + width > WIDTH - 2.0 * MARGIN {
                from = 0.0;
                down += LEGEND_LINE_HEIGHT;
            }
            marks.push(self.key(key.paint, from, top + down));
            for (index, line) in lines.iter().enumerate() {
                let y = top + down + 13.0 + index as f64 * QUIET_LINE_HEIGHT;
                let ink = &self.palette.ink;
                marks.push(self.written(from + LEGEND_KEY, y, Anchor::Start, 14.0, 400, ink, line));
            }
            from += width + LEGEND_GAP;
            if lines.len() > 1 {
                from = 0.0;
                down += lines.len() as f64 * QUIET_LINE_HEIGHT + 3.0;
            }
        }
        (marks, down + if from > 0.0 { LEGEND_LINE_HEIGHT } else { 0.0 })
    }

    fn key(&self, paint: Paint, from: f64, top: f64) -> Markup {
        let colour = self.palette.paint(paint);
        let (near, far) = (self.across(from), self.across(from + 20.0));
        html! {
            @if matches!(paint, Paint::Series(_)) {
                line x1=(pixels(near)) x2=(pixels(far)) y1=(pixels(top + 8.0)) y2=(pixels(top + 8.0)) stroke=(colour)
                    stroke-width="2.5" stroke-dasharray=[paint.dashes()] {}
                circle cx=(pixels(f64::midpoint(near, far))) cy=(pixels(top + 8.0)) r="3.5" fill=(colour) {}
            } @else {
                rect x=(pixels(near.min(far))) y=(pixels(top + 2.0)) width="20" height="13" rx="1.5" fill=(colour) {}
            }
        }
    }

    fn mark(&self, mark: &Mark, top: f64) -> Markup {
        match mark {
            Mark::Bar { paint, x, width, y, height } => {
                let (x, width) = self.rectangle(*x, *width);
                html! { rect x=(x) y=(pixels(top + y)) width=(width) height=(pixels(*height)) rx="2" fill=(self.palette.paint(*paint)) {} }
            }
            Mark::Part { paint, x, width, y, height } => {
                let (x, width) = self.rectangle(*x, *width);
                html! {
                    rect x=(x) y=(pixels(top + y)) width=(width) height=(pixels(*height)) fill=(self.palette.paint(*paint))
                        stroke=(self.palette.ground) stroke-width="1.5" {}
                }
            }
            Mark::Whisker { low, high, y } => html! {
                @for (colour, width) in [(&self.palette.ground, 4.0), (&self.palette.ink, 1.5)] {
                    (self.line((*low, *y), (*high, *y), top, colour, width, None))
                    (self.line((*low, y - 4.0), (*low, y + 4.0), top, colour, width, None))
                    (self.line((*high, y - 4.0), (*high, y + 4.0), top, colour, width, None))
                }
            },
            Mark::Band { paint, points } => {
                let upper = points.iter().map(|(x, upper, _)| (*x, *upper));
                let lower = points.iter().rev().map(|(x, _, lower)| (*x, *lower));
                let corner = |(x, y): (f64, f64)| format!("{},{}", pixels(self.at(x)), pixels(top + y));
                let corners: Vec<String> = upper.chain(lower).map(corner).collect();
                html! { polygon points=(corners.join(" ")) fill=(self.palette.paint(*paint)) fill-opacity="0.16" {} }
            }
            Mark::Stroke { paint, from, to } => {
                self.line(*from, *to, top, self.palette.paint(*paint), 2.5, paint.dashes())
            }
            Mark::Axis { from, to } => self.line(*from, *to, top, &self.palette.muted, 1.0, None),
            Mark::Break { from, to } => self.line(*from, *to, top, &self.palette.muted, 1.0, Some("2 5")),
            Mark::Dot { paint, at } => html! {
                circle cx=(pixels(self.at(at.0))) cy=(pixels(top + at.1)) r="3.5" fill=(self.palette.paint(*paint)) {}
            },
            Mark::Text { room: Some((needed, width)), .. } if span(*width) < *needed => html! {},
            Mark::Text { face, at, shift, anchor, text, addition, room: _ } => html! {
                @let written = self.written(span(at.0) + shift, top + at.1, *anchor, size(*face), weight(*face), self.palette.face(*face), text);
                @if *face == Face::Value {
                    // Where it crosses a line it stays readable.
                    g stroke=(self.palette.ground) stroke-width="3" stroke-linejoin="round" paint-order="stroke" { (written) }
                } @else {
                    (written)
                }
                @if let Some(addition) = addition {
                    // The widths of letters are known to the reader's program alone: it stands at the other side.
                    (self.written(span(100.0), top + at.1, Anchor::End, 13.0, 400, &self.palette.muted, addition))
                }
            },
        }
    }

    fn line(
        &self,
        from: (f64, f64),
        to: (f64, f64),
        top: f64,
        colour: &str,
        width: f64,
        dashes: Option<&str>,
    ) -> Markup {
        html! {
            line x1=(pixels(self.at(from.0))) y1=(pixels(top + from.1)) x2=(pixels(self.at(to.0))) y2=(pixels(top + to.1))
                stroke=(colour) stroke-width=(pixels(width)) stroke-dasharray=[dashes] {}
        }
    }
}

/// Letters of Hebrew, Arabic and their neighbours, by the blocks of Unicode.
fn is_read_from_the_right(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

fn span(percent: f64) -> f64 {
    percent / 100.0 * (WIDTH - 2.0 * MARGIN)
}

fn size(face: Face) -> f64 {
    match face {
        Face::Label | Face::Strong => 14.0,
        Face::Small => 13.0,
        Face::Value => 13.5,
        Face::OnLight | Face::OnDark => 12.5,
    }
}

fn weight(face: Face) -> u16 {
    match face {
        Face::Label | Face::Small => 400,
        Face::Strong | Face::Value | Face::OnLight | Face::OnDark => 700,
    }
}

fn pixels(value: f64) -> String {
    let text = rounding::decimal(value, 2);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// Without the characters that no XML document may hold.
fn legal(text: &str) -> String {
    let is_legal = |letter: &char| !matches!(letter, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    text.chars().filter(is_legal).collect()
}
