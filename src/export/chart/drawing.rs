//! A chart before it is written down: marks whose places across are in percent of the width and down in pixels, so that
//! one drawing becomes a picture in a page of any width and a file of a fixed one.

/// At most seven hues can be told apart.
pub(super) const PARTS_MAX: usize = 7;

/// What is drawn of one table or trend.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    pub(super) title: String,
    /// The finding in words, then every figure of the picture.
    pub(super) sentence: String,
    /// How many people stand behind it: "Base: 222".
    pub(super) stands_on: String,
    pub(super) legend: Vec<Key>,
    /// In pixels.
    pub(super) height: f64,
    pub(super) marks: Vec<Mark>,
    pub(super) right_to_left: bool,
    /// Its labels do not fit a phone: a narrow page moves it sideways rather than break words.
    pub(super) is_wide: bool,
}

impl Drawing {
    pub fn sentence(&self) -> &str {
        &self.sentence
    }
}

/// One entry of the legend.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Key {
    pub(super) paint: Paint,
    pub(super) label: String,
}

/// What a mark means; style sheet and palette say which colour that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paint {
    Bar,
    /// A net, or the Total among columns.
    Net,
    /// The bar of a missing answer.
    Missing,
    /// A place on an ordered scale from light to dark, from 0.
    Ordered(usize),
    /// Below the middle of a scale; 0 is next to the middle.
    Below(usize),
    Middle,
    Above(usize),
    /// Don't-knows beside a scale.
    Apart,
    /// One of several lines.
    Series(usize),
}

const ORDERED: [&str; PARTS_MAX] = ["s1", "s2", "s3", "s4", "s5", "s6", "s7"];
const SERIES: [&str; PARTS_MAX] = ["c1", "c2", "c3", "c4", "c5", "c6", "c7"];
const BELOW: [&str; 3] = ["n1", "n2", "n3"];
const ABOVE: [&str; 3] = ["p1", "p2", "p3"];

impl Paint {
    /// Its class in the style sheet.
    pub(super) fn class(self) -> &'static str {
        let one_of = |names: &[&'static str], place: usize| names[place.min(names.len() - 1)];
        match self {
            Paint::Bar => "bar",
            Paint::Net => "bar net",
            Paint::Missing => "bar missing",
            Paint::Ordered(place) => one_of(&ORDERED, place),
            Paint::Below(place) => one_of(&BELOW, place),
            Paint::Middle => "z0",
            Paint::Above(place) => one_of(&ABOVE, place),
            Paint::Apart => "m0",
            Paint::Series(place) => one_of(&SERIES, place),
        }
    }

    /// Strokes after the fourth are broken as well, each in its own way: hue is not all that tells them apart.
    pub(super) fn dashes(self) -> Option<&'static str> {
        match self {
            Paint::Series(4) => Some("8 4"),
            Paint::Series(5) => Some("2 4"),
            Paint::Series(6) => Some("9 4 2 4"),
            Paint::Series(_)
            | Paint::Bar
            | Paint::Net
            | Paint::Missing
            | Paint::Ordered(_)
            | Paint::Below(_)
            | Paint::Middle
            | Paint::Above(_)
            | Paint::Apart => None,
        }
    }
}

/// How letters look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Face {
    Label,
    Strong,
    Small,
    /// The figure beside a mark.
    Value,
    /// A figure inside a light part, or a dark one.
    OnLight,
    OnDark,
}

/// Which end of a text stands at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// Across in percent of the width from the side where reading begins, down in pixels.
pub(super) type Place = (f64, f64);

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Mark {
    Bar {
        paint: Paint,
        x: f64,
        width: f64,
        y: f64,
        height: f64,
    },
    /// A part of a stacked bar, with a gap to the next.
    Part {
        paint: Paint,
        x: f64,
        width: f64,
        y: f64,
        height: f64,
    },
    /// An interval along a bar, its ends marked.
    Whisker {
        low: f64,
        high: f64,
        y: f64,
    },
    /// An interval along a line: across, its upper and its lower end.
    Band {
        paint: Paint,
        points: Vec<(f64, f64, f64)>,
    },
    Stroke {
        paint: Paint,
        from: Place,
        to: Place,
    },
    Axis {
        from: Place,
        to: Place,
    },
    /// A break in a line, across the whole height.
    Break {
        from: Place,
        to: Place,
    },
    Dot {
        paint: Paint,
        at: Place,
    },
    Text {
        face: Face,
        at: Place,
        /// In pixels, in the direction of reading.
        shift: f64,
        anchor: Anchor,
        text: String,
        /// Said more quietly behind it.
        addition: Option<String>,
        /// Where the text has to fit into something: how many pixels it takes, and how much of the width there is. A
        /// picture that is too narrow leaves it to the table.
        room: Option<(f64, f64)>,
    },
}

pub(super) fn text(face: Face, at: Place, shift: f64, anchor: Anchor, text: &str) -> Mark {
    Mark::Text { face, at, shift, anchor, text: text.to_owned(), addition: None, room: None }
}
