//! The stylesheet of reports, dressed in a survey's theme, and the name a content security policy gives it.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::export::chart::{Palette, Scheme};
use crate::questionnaire::theme::{Colour, Shades, Theme};

/// The report's own; a theme's follows it in the same `<style>` element.
const STYLE: &str = include_str!("style.css");

/// What the page's one `<style>` element holds.
pub(super) fn style(theme: Option<&Theme>) -> String {
    let mut style = STYLE.to_owned();
    let Some(theme) = theme else { return style };
    let (light, dark) = (tokens(theme, Scheme::Light), tokens(theme, Scheme::Dark));
    let font = theme.font.as_ref().map_or_else(String::new, |family| {
        // A font's name has letters, digits, blanks and hyphens alone.
        format!(" --font: \"{family}\", system-ui, \"Noto Sans\", \"Noto Sans CJK KR\", sans-serif;")
    });
    let _ = write!(
        style,
        "@layer base {{\n  :root {{{font}{light} }}\n  @media (prefers-color-scheme: dark) {{ :root {{{dark} }} }}\n}}\n\
         @layer print {{ @media print {{ :root {{{light} }} }} }}\n"
    );
    style
}

/// The theme's colours by the names of the stylesheet.
fn tokens(theme: &Theme, scheme: Scheme) -> String {
    let mut text = String::new();
    let palette = Palette::dressed(Some(theme), scheme);
    let mut put = |name: &str, value: &str| {
        let _ = write!(text, " --{name}: {value};");
    };
    if let Some(Shades { light, dark }) = theme.accent {
        let (accent, towards) = match scheme {
            Scheme::Light => (light, Colour::BLACK),
            Scheme::Dark => (dark, Colour::WHITE),
        };
        put("accent", &accent.to_string());
        put("accent-deep", &accent.mixed(towards, 0.35).to_string());
    }
    put("bar", &palette.bar);
    put("bar-net", &palette.net);
    let numbered: [(&str, &[String]); 4] =
        [("s", &palette.ordered), ("n", &palette.below), ("p", &palette.above), ("c", &palette.series)];
    for (letter, colours) in numbered {
        for (place, colour) in colours.iter().enumerate() {
            put(&format!("{letter}{}", place + 1), colour);
        }
    }
    text
}

/// The stylesheet as a source of a content security policy: `'sha256-…'`, for `style-src`.
pub fn style_source(theme: Option<&Theme>) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(style(theme).as_bytes())))
}

/// What the page itself forbids wherever it is opened: scripts, and anything from elsewhere.
pub(super) fn content_policy(theme: Option<&Theme>) -> String {
    format!(
        "default-src 'none'; style-src {}; img-src data:; base-uri 'none'; form-action 'none'",
        style_source(theme)
    )
}

/// The bytes as an address that holds them. A picture in an `img` element runs nothing, whatever it holds.
pub(super) fn data_address(media_type: &str, bytes: &[u8]) -> String {
    format!("data:{media_type};base64,{}", STANDARD.encode(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stylesheet_cannot_end_its_element() {
        let blue = Shades { light: Colour::new(0x1d, 0x4f, 0x91), dark: Colour::new(0x8f, 0xb4, 0xe8) };
        let theme = Theme { accent: Some(blue), font: Some("Source Sans 3".to_owned()), ..Theme::default() };
        assert!(!style(Some(&theme)).contains("</"));
    }

    #[test]
    fn a_theme_sets_colours_on_light_and_dark_pages_and_on_paper() {
        let blue = Shades { light: Colour::new(0x1d, 0x4f, 0x91), dark: Colour::new(0x8f, 0xb4, 0xe8) };
        let theme = Theme { accent: Some(blue), ..Theme::default() };
        let dressed = style(Some(&theme));
        assert!(dressed.starts_with(&style(None)));
        assert_eq!(dressed.matches("--accent: #1d4f91;").count(), 2, "the page and paper");
        assert_eq!(dressed.matches("--accent: #8fb4e8;").count(), 1);
        assert_ne!(style_source(Some(&theme)), style_source(None));
    }
}
