//! A chart's file as pixels, for programs that take no SVG: letters become outlines, so that no font is needed to see
//! them later.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{FontResolver, Options, Tree, fontdb::Database};

/// Pixels of the picture for one of the drawing.
const SCALE: f32 = 2.0;

/// A picture and what could not be written in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raster {
    pub png: Vec<u8>,
    /// Letters that no font has.
    pub without_font: BTreeSet<char>,
}

#[derive(Debug, thiserror::Error)]
pub enum RasterError {
    #[error(
        "no font was found on this machine, and a picture without its texts says nothing: install one, such as Noto Sans"
    )]
    NoFont,
    #[error("the drawing could not be read: {0}")]
    Unreadable(#[from] resvg::usvg::Error),
    #[error("the drawing is too large for a picture")]
    TooLarge,
    #[error("the picture could not be packed: {0}")]
    Unpacked(String),
}

/// The SVG as PNG at twice its size, with these fonts.
///
/// # Errors
/// Where there is no font at all, or the drawing is no SVG or larger than memory allows.
pub fn png(svg: &str, fonts: &Arc<Database>) -> Result<Raster, RasterError> {
    if fonts.is_empty() {
        return Err(RasterError::NoFont);
    }
    let without_font = Mutex::new(BTreeSet::new());
    let search = FontResolver::default_fallback_selector();
    let options = Options {
        fontdb: Arc::clone(fonts),
        font_resolver: FontResolver {
            select_font: FontResolver::default_font_selector(),
            select_fallback: Box::new(|letter, tried, fonts| {
                let found = search(letter, tried, fonts);
                if found.is_none() && is_visible(letter) {
                    without_font.lock().unwrap_or_else(PoisonError::into_inner).insert(letter);
                }
                found
            }),
        },
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options)?;
    drop(options);
    let size = tree.size().to_int_size().scale_by(SCALE).ok_or(RasterError::TooLarge)?;
    let mut pixels = Pixmap::new(size.width(), size.height()).ok_or(RasterError::TooLarge)?;
    resvg::render(&tree, Transform::from_scale(SCALE, SCALE), &mut pixels.as_mut());
    let png = pixels.encode_png().map_err(|error| RasterError::Unpacked(error.to_string()))?;
    Ok(Raster { png, without_font: without_font.into_inner().unwrap_or_else(PoisonError::into_inner) })
}

/// Marks of direction and of joining have no shape.
fn is_visible(letter: char) -> bool {
    !letter.is_whitespace()
        && !letter.is_control()
        && !matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}
