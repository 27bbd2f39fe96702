//! The sender's look on the form: a stylesheet of its own tokens, and the logo, as files beside the pages. A page links to
//! both by names that change with their content, so that a browser keeps them and the strictest policy holds.

use super::assets::named_by_content;
use crate::questionnaire::theme::{Colour, DARK_GROUND, LIGHT_GROUND, Theme};

/// What a page of the form links to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Whose survey it is.
    pub name: Option<String>,
    pub stylesheet: Option<String>,
    pub logo: Option<String>,
}

/// A file that a page in this look links to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookFile {
    pub name: String,
    pub content_type: &'static str,
    pub bytes: Vec<u8>,
}

/// A picture is shown and does nothing: not even when it is opened by itself.
pub const LOGO_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";

/// What a theme gives to a form, made once for all its pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dress {
    name: Option<String>,
    stylesheet: Option<LookFile>,
    logo: Option<LookFile>,
}

impl Dress {
    /// `None` where the theme changes nothing on a form.
    pub fn of(theme: &Theme) -> Option<Dress> {
        let dress = Dress { name: theme.name.clone(), stylesheet: stylesheet(theme), logo: logo(theme) };
        (dress.name.is_some() || dress.stylesheet.is_some() || dress.logo.is_some()).then_some(dress)
    }

    /// The look of pages whose files are served below `folder`, as `/s/wave/look`.
    pub fn look(&self, folder: &str) -> Look {
        let address = |file: &LookFile| format!("{folder}/{}", file.name);
        Look {
            name: self.name.clone(),
            stylesheet: self.stylesheet.as_ref().map(address),
            logo: self.logo.as_ref().map(address),
        }
    }

    /// The file of this name: with another digest too, since a page may be older than the theme. The second value says
    /// whether it is exactly the one that was asked for, so that it may be kept for good.
    pub fn file(&self, name: &str) -> Option<(&LookFile, bool)> {
        let stem = |name: &str| name.split('.').next().map(str::to_owned);
        let found = self.stylesheet.iter().chain(&self.logo).find(|file| stem(&file.name) == stem(name))?;
        Some((found, found.name == name))
    }
}

fn logo(theme: &Theme) -> Option<LookFile> {
    let logo = theme.logo.as_ref()?;
    let ending = if logo.media_type == "image/png" { "png" } else { "svg" };
    Some(LookFile {
        name: named_by_content("logo", &logo.bytes, ending),
        content_type: logo.media_type,
        bytes: logo.bytes.clone(),
    })
}

fn stylesheet(theme: &Theme) -> Option<LookFile> {
    let accent = theme.accent?;
    let text = format!(
        "@layer tokens {{\n  :root {{{light}}}\n  @media (prefers-color-scheme: dark) {{\n    :root {{{dark}}}\n  }}\n}}\n\
         @layer print {{\n  @media print {{\n    :root {{{light}}}\n  }}\n}}\n",
        light = tokens(accent.light, LIGHT_GROUND),
        dark = tokens(accent.dark, DARK_GROUND)
    );
    Some(LookFile {
        name: named_by_content("theme", text.as_bytes(), "css"),
        content_type: "text/css; charset=utf-8",
        bytes: text.into_bytes(),
    })
}

/// The tokens of `assets/form.css` that follow from the accent.
fn tokens(accent: Colour, ground: Colour) -> String {
    let ink = accent.ink();
    // Away from what is written on it, so that the words of a button stay readable while a pointer is over it.
    let deep = accent.mixed(if ink == Colour::WHITE { Colour::BLACK } else { Colour::WHITE }, 0.25);
    let tint = ground.mixed(accent, if ground == LIGHT_GROUND { 0.1 } else { 0.2 });
    format!(
        " --accent: {accent}; --accent-ink: {ink}; --accent-deep: {deep}; --tint: {tint}; --focus: {accent}; "
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaire::theme::{Logo, Shades, TEXT_CONTRAST};

    fn themed(light: &str, dark: &str) -> Theme {
        let colour = |text| Colour::parse(text).unwrap();
        Theme {
            accent: Some(Shades { light: colour(light), dark: colour(dark) }),
            logo: Some(Logo { media_type: "image/png", bytes: vec![1, 2, 3] }),
            ..Theme::default()
        }
    }

    #[test]
    fn words_on_a_button_can_be_read_in_both_schemes_and_under_the_pointer() {
        for theme in
            [themed("#1d4f91", "#8fb4e8"), themed("#7a6500", "#ffd400"), themed("#000000", "#ffffff")]
        {
            let css = String::from_utf8(stylesheet(&theme).unwrap().bytes).unwrap();
            let all = |token: &str| -> Vec<Colour> {
                let start = format!(" {token}: ");
                let values = css.split(&start).skip(1);
                values.map(|rest| Colour::parse(rest.split(';').next().unwrap()).unwrap()).collect()
            };
            for ((accent, deep), ink) in
                all("--accent").into_iter().zip(all("--accent-deep")).zip(all("--accent-ink"))
            {
                assert!(accent.contrast(ink) >= TEXT_CONTRAST, "{accent} {ink}");
                assert!(deep.contrast(ink) >= TEXT_CONTRAST, "{deep} {ink}");
            }
        }
    }

    #[test]
    fn a_file_is_named_by_its_content_and_found_by_an_older_name_too() {
        let theme = themed("#1d4f91", "#8fb4e8");
        let dress = Dress::of(&theme).unwrap();
        let name = dress.look("/s/w/look").logo.unwrap().trim_start_matches("/s/w/look/").to_owned();
        assert!(dress.file(&name).is_some_and(|(file, is_exact)| is_exact && file.bytes == [1, 2, 3]));
        assert!(dress.file("logo.000000000000.png").is_some_and(|(_, is_exact)| !is_exact));
        assert_eq!(dress.file("other.png"), None);
        assert_eq!(Dress::of(&Theme { font: Some("Inter".to_owned()), ..Theme::default() }), None);
    }
}
