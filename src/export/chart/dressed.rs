//! The palette that follows from a survey's theme: bars and scales in the accent's hue, as light and as dark as the
//! program's own, so that figures on them stay readable; lines in the theme's colours, filled up with ours.

use super::Palette;
use super::drawing::PARTS_MAX;
use crate::questionnaire::theme::{Colour, LEAST_DIFFERENCE, Shades, Theme};

/// What a chart stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    Light,
    Dark,
}

/// Hues for what lies below the middle of a scale, the first one that differs enough from the accent.
const BELOW_HUES: [&str; 6] = ["#a6501a", "#0d5f60", "#3450a4", "#6a3d7c", "#6b6a0f", "#2f6b23"];

impl Palette {
    /// The palette of a theme on a light or a dark ground; the program's own where there is none. The colours of ground
    /// and letters stay: in a page they belong to the page.
    pub fn dressed(theme: Option<&Theme>, scheme: Scheme) -> Palette {
        let mut palette = Palette::default();
        let Some(theme) = theme else { return palette };
        let of = |shades: &Shades| match scheme {
            Scheme::Light => shades.light,
            Scheme::Dark => shades.dark,
        };
        if let Some(family) = &theme.font {
            palette.fonts.retain(|known| known != family);
            palette.fonts.insert(0, family.clone());
        }
        if let Some(main) = theme.accent.as_ref().or(theme.chart_colours.first()) {
            let (bar, net) = bars(of(main), scheme);
            palette.bar = bar.to_string();
            palette.net = net.to_string();
            let hue = main.light;
            palette.ordered = palette.ordered.map(|own| as_light_as(&own, hue));
            palette.above = palette.above.map(|own| as_light_as(&own, hue));
            let other = unlike(&palette);
            palette.below = palette.below.map(|own| as_light_as(&own, other));
        }
        palette.series = series(theme, of, &palette.series);
        palette
    }
}

/// A bar and the net or Total beside it, which is clearly the darker one on a light ground and the lighter one on a dark.
fn bars(accent: Colour, scheme: Scheme) -> (Colour, Colour) {
    let light = accent.luminance();
    match scheme {
        Scheme::Light if light < 0.08 => (accent.with_luminance(0.16), accent),
        Scheme::Light => (accent, accent.with_luminance(light * 0.35)),
        Scheme::Dark if light > 0.45 => (accent.with_luminance(0.3), accent),
        Scheme::Dark => (accent, accent.with_luminance((light * 2.0).max(0.6))),
    }
}

/// The hue with the lightness of one of the program's own colours.
fn as_light_as(own: &str, hue: Colour) -> String {
    Colour::parse(own).map_or_else(|| own.to_owned(), |own| hue.with_luminance(own.luminance()).to_string())
}

/// A hue that nobody takes for the one above the middle, step for step at the same lightness.
fn unlike(palette: &Palette) -> Colour {
    let least = |hue: &Colour| {
        let steps = palette.above.iter().skip(1).filter_map(|step| Colour::parse(step));
        steps.map(|step| step.difference(hue.with_luminance(step.luminance()))).fold(f64::INFINITY, f64::min)
    };
    let hues: Vec<Colour> = BELOW_HUES.iter().filter_map(|hue| Colour::parse(hue)).collect();
    let differs = hues.iter().find(|hue| least(hue) >= LEAST_DIFFERENCE);
    let best = || hues.iter().max_by(|a, b| least(a).total_cmp(&least(b)));
    differs.or_else(best).copied().unwrap_or(Colour::BLACK)
}

/// The theme's colours, then those of ours that nobody takes for one of them, then the rest of ours.
fn series(theme: &Theme, of: impl Fn(&Shades) -> Colour, own: &[String; PARTS_MAX]) -> [String; PARTS_MAX] {
    let given: Vec<Colour> = if theme.chart_colours.is_empty() {
        theme.accent.iter().map(&of).collect()
    } else {
        theme.chart_colours.iter().map(&of).collect()
    };
    let own: Vec<Colour> = own.iter().filter_map(|colour| Colour::parse(colour)).collect();
    let is_other =
        |colour: &&Colour| given.iter().all(|given| given.difference(**colour) >= LEAST_DIFFERENCE);
    let all = given.iter().chain(own.iter().filter(is_other)).chain(own.iter().filter(|own| !is_other(own)));
    let mut all = all.map(Colour::to_string);
    std::array::from_fn(|_| all.next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaire::theme::{DARK_GROUND, LIGHT_GROUND, MARK_CONTRAST, TEXT_CONTRAST};

    fn colour(text: &str) -> Colour {
        Colour::parse(text).unwrap()
    }

    fn theme(accent: &str) -> Theme {
        let light = colour(accent);
        let dark = light.standing_out(DARK_GROUND, TEXT_CONTRAST);
        Theme { accent: Some(Shades { light, dark }), font: Some("Inter".to_owned()), ..Theme::default() }
    }

    const ACCENTS: [&str; 7] = ["#1d4f91", "#a6301a", "#0f6b6b", "#7a6500", "#111111", "#8a1c6b", "#c0392b"];

    #[test]
    fn bars_of_every_accent_stand_out_and_differ_from_their_net() {
        for accent in ACCENTS {
            for (scheme, ground) in [(Scheme::Light, LIGHT_GROUND), (Scheme::Dark, DARK_GROUND)] {
                let palette = Palette::dressed(Some(&theme(accent)), scheme);
                let (bar, net) = (colour(&palette.bar), colour(&palette.net));
                assert!(bar.contrast(ground) >= MARK_CONTRAST, "{accent} {scheme:?}: {bar}");
                assert!(bar.contrast(net) >= 1.5, "{accent} {scheme:?}: {bar} {net}");
                assert!(net.contrast(ground) > bar.contrast(ground), "{accent} {scheme:?}");
            }
        }
    }

    #[test]
    fn the_two_sides_of_a_scale_are_not_taken_for_one_another() {
        for accent in ACCENTS {
            let palette = Palette::dressed(Some(&theme(accent)), Scheme::Light);
            for (above, below) in palette.above.iter().zip(&palette.below).skip(1) {
                let difference = colour(above).difference(colour(below));
                assert!(difference >= LEAST_DIFFERENCE, "{accent}: {above} {below} {difference}");
            }
        }
    }

    #[test]
    fn steps_of_a_scale_are_as_light_as_the_programs_own() {
        for accent in ACCENTS {
            let palette = Palette::dressed(Some(&theme(accent)), Scheme::Light);
            for (own, step) in Palette::default().ordered.iter().zip(&palette.ordered) {
                let (own, step) = (colour(own).luminance(), colour(step).luminance());
                assert!((own - step).abs() < 0.02, "{accent}: {own} {step}");
            }
        }
    }

    #[test]
    fn lines_take_the_themes_colours_first_and_no_two_of_ours_that_look_like_them() {
        let palette = Palette::dressed(Some(&theme("#147a7a")), Scheme::Light);
        assert_eq!(palette.series[0], "#147a7a");
        assert_eq!(palette.series[1], Palette::default().series[1]);
        assert!(palette.series.iter().all(|colour| !colour.is_empty()));
        assert_eq!(palette.fonts[0], "Inter");
        assert_eq!(Palette::dressed(None, Scheme::Dark), Palette::default());
    }
}
