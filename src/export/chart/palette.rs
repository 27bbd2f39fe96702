//! The colours and the letters of charts that stand by themselves; the style sheet of reports has the same ones.

use super::drawing::{Face, PARTS_MAX, Paint};

/// Colours as `#rrggbb`, on a light ground.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Palette {
    pub ground: String,
    pub ink: String,
    pub muted: String,
    pub bar: String,
    pub net: String,
    pub missing: String,
    /// From light to dark.
    pub ordered: [String; PARTS_MAX],
    /// From the middle of a scale outwards.
    pub below: [String; 3],
    pub middle: String,
    pub above: [String; 3],
    /// Don't-knows beside a scale.
    pub apart: String,
    pub series: [String; PARTS_MAX],
    pub on_light: String,
    pub on_dark: String,
    /// Families, the one that is wanted most first.
    pub fonts: Vec<String>,
}

impl Default for Palette {
    fn default() -> Palette {
        Palette {
            ground: "#ffffff".to_owned(),
            ink: "#1b2224".to_owned(),
            muted: "#566064".to_owned(),
            bar: "#2b8281".to_owned(),
            net: "#0a5355".to_owned(),
            missing: "#8d9498".to_owned(),
            ordered: ["#d3ebe8", "#aed9d5", "#84c4bf", "#56aaa6", "#257f7d", "#146766", "#0a4a4c"]
                .map(str::to_owned),
            below: ["#f2c595", "#d98644", "#a6501a"].map(str::to_owned),
            middle: "#d5d8d8".to_owned(),
            above: ["#a9d6d2", "#4ba39e", "#0d5f60"].map(str::to_owned),
            apart: "#b9bec1".to_owned(),
            series: ["#147a7a", "#c96f1e", "#5a6fc0", "#b8528f", "#808519", "#2f8fce", "#8a6550"]
                .map(str::to_owned),
            on_light: "#102b2b".to_owned(),
            on_dark: "#ffffff".to_owned(),
            fonts: vec!["Noto Sans".to_owned(), "Noto Sans CJK KR".to_owned(), "DejaVu Sans".to_owned()],
        }
    }
}

impl Palette {
    pub(super) fn paint(&self, paint: Paint) -> &str {
        match paint {
            Paint::Bar => &self.bar,
            Paint::Net => &self.net,
            Paint::Missing => &self.missing,
            Paint::Ordered(place) => &self.ordered[place.min(PARTS_MAX - 1)],
            Paint::Below(place) => &self.below[place.min(2)],
            Paint::Middle => &self.middle,
            Paint::Above(place) => &self.above[place.min(2)],
            Paint::Apart => &self.apart,
            Paint::Series(place) => &self.series[place.min(PARTS_MAX - 1)],
        }
    }

    pub(super) fn face(&self, face: Face) -> &str {
        match face {
            Face::Label | Face::Strong | Face::Value => &self.ink,
            Face::Small => &self.muted,
            Face::OnLight => &self.on_light,
            Face::OnDark => &self.on_dark,
        }
    }

    /// As `font-family` takes it, a family without serifs last.
    pub(super) fn font_family(&self) -> String {
        let quoted = self.fonts.iter().map(|family| format!("'{}'", family.replace('\'', "")));
        quoted.chain(["sans-serif".to_owned()]).collect::<Vec<_>>().join(", ")
    }
}
