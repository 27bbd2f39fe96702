//! `theme.yaml`: whose survey it is to the eye. A name, a logo, an accent, colours of charts and a font dress the form, the
//! report and its charts; colours that people could not see or tell apart are found before anybody has to.

mod colour;
mod logo;
mod read;

pub use colour::Colour;
pub use logo::{LOGO_BYTES_MAX, Logo};
pub use read::{logo_file, parse, schema};

/// What a survey looks like.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Theme {
    /// Whose survey it is; also what is said in place of the logo.
    pub name: Option<String>,
    pub logo: Option<Logo>,
    pub accent: Option<Shades>,
    /// Of lines, in order; at most seven.
    pub chart_colours: Vec<Shades>,
    /// A family that readers may have; the system's own stands behind it.
    pub font: Option<String>,
}

/// One colour on a light and on a dark page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shades {
    pub light: Colour,
    pub dark: Colour,
}

/// What words stand on where the page is light: the darkest ground of the form and of reports.
pub const LIGHT_PAGE: Colour = Colour::new(0xf6, 0xf7, 0xf6);
/// What charts stand on: the cards of a report and the files for whoever typesets it.
pub const LIGHT_GROUND: Colour = Colour::WHITE;
/// The same on a dark page, the lightest ground of form and report.
pub const DARK_GROUND: Colour = Colour::new(0x1b, 0x22, 0x23);

/// WCAG 2.2: text (1.4.3), and marks that carry meaning (1.4.11).
pub const TEXT_CONTRAST: f64 = 4.5;
pub const MARK_CONTRAST: f64 = 3.0;
/// Below it two marks are taken for one another, see [`Colour::difference`].
pub const LEAST_DIFFERENCE: f64 = 6.0;
/// At most so many hues are told apart.
pub const CHART_COLOURS_MAX: usize = 7;
